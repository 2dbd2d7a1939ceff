// What a word is: the same here and in `src/view/search/words.rs`; `tests/words.json` holds both to it.

/**
 * Small letters without accents.
 * @param {string} text
 */
const folded = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

/**
 * The words of a text, in order.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return folded(text).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
}

/** How well what was written fits: it is the word, the word's beginning, the word with an ending, or nearly one of the first two. */
export const EXACT = 1;
export const PREFIX = 0.8;
export const ENDING = 0.55;
export const TYPO = 0.5;

/**
 * How well what was written fits a word of the site: it, its beginning, it with an ending of up to three letters (after a
 * short word, an `s`), or one of the first two with a slip: a letter too many, too few, wrong, or two that changed places. 0 when it
 * does not.
 * @param {string} written
 * @param {string} word
 * @param {boolean} slips whether a slip is forgiven
 */
export function fit(written, word, slips) {
  let same = 0;
  while (same < written.length && written[same] === word[same]) same++;
  if (same === written.length) return same === word.length ? EXACT : PREFIX * (0.75 + (0.25 * same) / word.length);
  if (same === word.length && (same > 4 ? written.length <= same + 3 : same > 2 && written === `${word}s`)) return ENDING;
  if (!slips || written.length < 4) return 0;
  const rest = (/** @type {number} */ from) => written.slice(same + from);
  const swapped = written[same] === word[same + 1] && written[same + 1] === word[same] && word.startsWith(rest(2), same + 2);
  const fits = swapped || word.startsWith(rest(1), same + 1) || word.startsWith(rest(1), same) || word.startsWith(rest(0), same + 1);
  // The word is as long as what was written, or a letter longer or shorter: then it is the word, and not its beginning.
  return fits ? TYPO * (Math.abs(word.length - written.length) <= 1 ? 1 : 0.75) : 0;
}

/**
 * A text in pieces: which of them is a word that was asked for.
 * @param {string} text
 * @param {string[]} asked
 * @param {boolean} slips
 * @returns {{ text: string, found: boolean }[]}
 */
export function pieces(text, asked, slips) {
  const split = text.split(/([\p{Alphabetic}\p{N}\u0300-\u036f]+)/u);
  return split
    .map((piece, n) => ({ text: piece, found: n % 2 === 1 && words(piece).some((word) => asked.some((ask) => fit(ask, word, slips) > 0)) }))
    .filter((piece) => piece.text !== "");
}
