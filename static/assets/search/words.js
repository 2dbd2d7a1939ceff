// Splits text into words, like `src/pages/outputs/search/words.rs`; `tests/words.json` tests both.

/**
 * Returns the text in lower case without accents, and without marks that readers leave out.
 * @param {string} text
 */
const folded = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f\u0e47-\u0e4e\u0ec8-\u0ecd\u3099\u309a]/g, "").toLowerCase();

/** Letters of scripts that have no spaces between words: Thai, Lao, Burmese, Khmer, Japanese and Chinese. */
const UNSPACED = /([\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;

/**
 * Splits a run in such a script into each two letters that follow each other, so that every word in it is found.
 * @param {string} run
 */
function bigrams(run) {
  return run.split(UNSPACED).flatMap((part, n) => {
    const letters = n % 2 === 1 ? [...part] : [];
    return letters.length > 2 ? letters.slice(1).map((letter, n) => letters[n] + letter) : part || [];
  });
}

/**
 * Returns the words of a text, in order.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  // Most texts need nothing but this.
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const lower = folded(text);
  const runs = lower.match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  return UNSPACED.test(lower) ? runs.flatMap(bigrams) : runs;
}

/** Quality of a match: the whole word, a prefix, the word with an ending, or a typo in one of the first two. */
export const EXACT = 1;
export const PREFIX = 0.8;
export const ENDING = 0.55;
export const TYPO = 0.5;

/**
 * Returns how well a query word matches a word of the site: equal, a prefix, the word with an ending of up to three
 * letters (for a short word, an `s`), or one of the first two with a typo: a letter too many, too few, wrong, or two
 * transposed. 0 if it does not match.
 * @param {string} written
 * @param {string} word
 * @param {boolean} typos whether typos are tolerated
 */
export function fit(written, word, typos) {
  let same = 0;
  while (same < written.length && written[same] === word[same]) same++;
  if (same === written.length) return same === word.length ? EXACT : PREFIX * (0.75 + (0.25 * same) / word.length);
  if (same === word.length && (same > 4 ? written.length <= same + 3 : same > 2 && written === `${word}s`)) return ENDING;
  if (!typos || written.length < 4) return 0;
  const rest = (/** @type {number} */ from) => written.slice(same + from);
  const swapped = written[same] === word[same + 1] && written[same + 1] === word[same] && word.startsWith(rest(2), same + 2);
  const fits = swapped || word.startsWith(rest(1), same + 1) || word.startsWith(rest(1), same) || word.startsWith(rest(0), same + 1);
  // If the lengths differ by at most one letter, it is the whole word and not a prefix.
  return fits ? TYPO * (Math.abs(word.length - written.length) <= 1 ? 1 : 0.75) : 0;
}

/**
 * Splits a text into pieces and marks those that match the query.
 * @param {string} text
 * @param {string[]} asked
 * @param {boolean} typos
 * @returns {{ text: string, found: boolean }[]}
 */
export function pieces(text, asked, typos) {
  const split = text.split(/([\p{Alphabetic}\p{N}\u0300-\u036f]+)/u);
  return split
    .map((piece, n) => ({ text: piece, found: n % 2 === 1 && words(piece).some((word) => asked.some((ask) => fit(ask, word, typos) > 0)) }))
    .filter((piece) => piece.text !== "");
}
