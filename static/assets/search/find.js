// A question → what answers it, best first. Pairs that were asked for come first; then what has all words of the question:
// names before headings, headings before sentences, sentences before texts; in each, what is spelt so before what begins so,
// and that before what is spelt nearly so.

import { HEADING, LINE, NAME, OTHER_NAME, OWN, TEXT } from "./index.js";
import { ENDING, EXACT, fit, TYPO, words } from "./words.js";

/**
 * @typedef {import("./index.js").Index} Index
 * @typedef {import("./index.js").Thing} Thing
 * @typedef {object} Found
 * @property {Thing[]} things
 * @property {string[]} asked the words that were looked for
 * @property {boolean} whole whether what was found has all of them
 * @property {boolean} slips whether a slip had to be forgiven
 */

/** What a word in a field is worth. */
const WORTH = { [NAME]: 100, [OTHER_NAME]: 80, [HEADING]: 50, [LINE]: 20, [TEXT]: 8 };

/** What a word is worth that is not the thing's own, but its role's, its row's or its text's. */
const OF = 0.4;

/**
 * @param {Index} index
 * @param {string} question
 * @returns {Found}
 */
export function find(index, question) {
  const asked = words(question).slice(0, 12);
  if (asked.length === 0) return { things: [], asked, whole: true, slips: false };
  const pairs = pairsIn(index, asked);
  const ways = [asked, ...joined(index, asked)].map((asked) => ranked(index, asked, pairs.certain));
  const { things, whole, slips } = ways.reduce((best, way) => (way.best > best.best ? way : best));
  const first = pairs.certain ? pairs.things : [];
  const then = pairs.certain ? [] : pairs.things;
  // A comparison that may have been meant comes after what is called so.
  const called = things.findIndex((thing) => thing.kind === "section" || thing.kind === "text");
  const at = whole && called >= 0 ? called : whole ? things.length : 0;
  return { things: once([...first, ...things.slice(0, at), ...then, ...things.slice(at)]), asked, whole: whole || first.length > 0, slips: slips || pairs.slips };
}

/**
 * Each address once.
 * @param {Thing[]} things
 */
function once(things) {
  const seen = new Set();
  return things.filter(({ url }) => !seen.has(url) && seen.add(url));
}

/**
 * The question with two words written as one, where a name of the site is: `git ops`.
 * @param {Index} index
 * @param {string[]} asked
 */
function joined(index, asked) {
  const ways = [];
  for (let n = 0; n + 1 < asked.length; n++) {
    const word = asked[n] + asked[n + 1];
    const at = from(index.vocabulary, word);
    if (index.named[at] && index.vocabulary[at].startsWith(word)) ways.push([...asked.slice(0, n), word, ...asked.slice(n + 2)]);
  }
  return ways;
}

/**
 * The place of the first word that does not come before another.
 * @param {string[]} vocabulary
 * @param {string} word
 */
function from(vocabulary, word) {
  let [low, high] = [0, vocabulary.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (vocabulary[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * For each thing, what it is worth that it has a word, where it has it best. A slip is forgiven where nothing is spelt so; of
 * names, also where no name begins so.
 * @param {Index} index
 * @param {string} word
 */
function worth(index, word) {
  const { vocabulary, places, named, things } = index;
  const worth = new Float32Array(things.length);
  const have = new Set();
  const take = (/** @type {number} */ at, /** @type {number} */ fit, most = TEXT) => {
    for (const place of places[at]) {
      const [thing, field] = [place >> 3, place & 7];
      if (field > most) continue;
      const value = WORTH[/** @type {keyof typeof WORTH} */ (field)] * fit;
      if (value > worth[thing]) worth[thing] = value;
      have.add(thing);
    }
  };
  let [some, name] = [false, false];
  for (let at = from(vocabulary, word); at < vocabulary.length && vocabulary[at].startsWith(word); at++) {
    take(at, fit(word, vocabulary[at], false));
    some = true;
    name ||= named[at] === 1;
  }
  // `engineering` is asked for where `engineer` stands.
  for (let length = word.length - 1; length >= word.length - 3 && length > 0; length--) {
    const at = from(vocabulary, word.slice(0, length));
    const value = vocabulary[at]?.length === length ? fit(word, vocabulary[at], false) : 0;
    if (value === ENDING) take(at, value);
  }
  let slips = false;
  if (!name && word.length >= 4) {
    for (let at = 0; at < vocabulary.length; at++) {
      if (some && !named[at]) continue;
      const value = fit(word, vocabulary[at], true);
      if (value > 0 && value <= TYPO) {
        take(at, value, some ? OTHER_NAME : TEXT);
        slips = true;
      }
    }
  }
  const common = index.common.has(word);
  return { worth, slips, common, rarity: common ? 0.5 : Math.log(1 + things.length / (1 + have.size)), known: common || have.size > 0 };
}

/**
 * The things that have the words, best first; when none has all, those that have the most telling ones.
 * @param {Index} index
 * @param {string[]} asked
 * @param {boolean} beside whether a pair answers already, so that nothing has to have the most
 */
function ranked(index, asked, beside) {
  const { things, spelt, roles, rows } = index;
  const all = asked.map((word) => worth(index, word));
  const known = all.filter((word) => word.known);
  const sum = known.reduce((sum, { rarity }) => sum + rarity, 0);
  /** @type {{ thing: number, score: number, whole: boolean }[]} */
  let found = [];
  for (let thing = 0; thing < things.length; thing++) {
    const { kind, of } = things[thing];
    let [score, count, own] = [0, 0, 0];
    let [role, row, owed] = [false, false, false];
    // Where only the text has a word, that its role is named by another does not lift it above sentences.
    const most = known.reduce((most, { worth }) => Math.max(most, worth[thing]), 0) > WORTH[TEXT] ? WORTH[HEADING] : WORTH[TEXT];
    for (const { worth, rarity, common } of known) {
      let value = worth[thing];
      if (value > 0) own++;
      for (const whole of of) {
        if (worth[whole] < WORTH[LINE] * EXACT + 1) continue;
        if (whole < roles) role = true;
        if (whole >= rows[0] && whole < rows[1]) row = true;
        // A fact is called by its role and its row.
        const shared = kind === "fact" ? worth[whole] : Math.min(worth[whole] * OF, most);
        if (shared <= value) continue;
        value = shared;
        owed = true;
      }
      // A word that stands in most texts is not written down for any.
      if (value > 0 || (common && (kind === "section" || kind === "text"))) count++;
      score += value * rarity;
    }
    // What has a word only because its role has it is nothing by itself.
    if (count === 0 || (own === 0 && !(kind === "fact" && role && row))) continue;
    if (owed && !isCalled(asked, spelt[of[0]])) continue;
    const whole = count === known.length;
    score /= sum;
    if (whole) score += of.length > 0 ? 20 * Math.max(...spelt[of[0]].map((name) => covered(asked, name)), 0) : bonus(asked, spelt[thing]);
    found.push({ thing, score, whole });
  }
  const whole = found.some((found) => found.whole);
  if (whole) found = found.filter((found) => found.whole);
  // What has little of what was asked is no answer; beside a pair, nothing has to be said about both.
  const best = found.reduce((best, { score }) => Math.max(best, score), 0);
  if (!whole) found = found.filter(({ score }) => score >= best * (beside ? 0.8 : 0.4));
  found.sort((a, b) => b.score - a.score || a.thing - b.thing);
  const named = new Set(found.map(({ thing }) => thing));
  const kept = found.filter(({ thing }) => things[thing].kind !== "text" || !named.has(things[thing].of[0]));
  return {
    things: kept.map(({ thing }) => things[thing]),
    whole: whole && known.length === all.length,
    slips: known.some(({ slips }) => slips),
    best: whole && known.length === all.length ? best : best / 100,
  };
}

/**
 * How much better a name is that is what was asked, or begins with it.
 * @param {string[]} asked
 * @param {string[][]} names
 */
function bonus(asked, names) {
  let most = 0;
  for (const name of names) {
    let same = 0;
    while (same < asked.length && same < name.length && fit(asked[same], name[same], true) > 0) same++;
    const exact = name.join("") === asked.join("");
    if (same === 0 && !exact) continue;
    const all = same === asked.length;
    most = Math.max(most, 20 * (same / name.length) + (all ? 20 : 0) + (all && same === name.length ? 20 : 0) + (exact ? 100 : 0));
  }
  return most;
}

/**
 * How much of a name is among what was asked: from 0 to 1.
 * @param {string[]} asked
 * @param {string[]} name
 */
const covered = (asked, name) => name.filter((word) => asked.some((ask) => fit(ask, word, true) > 0)).length / name.length;

/**
 * Whether a role, or another whole of which something is a part, is named: a part of its own names, or all of another.
 * @param {string[]} asked
 * @param {string[][]} names
 */
const isCalled = (asked, names) => names.some((name, n) => covered(asked, name) > (n < OWN ? 0 : 0.99));

const BETWEEN = new Set(["vs", "versus", "v", "or", "and", "with", "to", "against", "than"]);
const AROUND = new Set(["difference", "differences", "between", "compare", "compared", "comparison", "of", "what", "whats", "s", "is", "are", "the", "a", "an", "from", "move", "moving", "should", "i", "be", "become", "how", "does", "do", "differ", "roles", "role"]);

/**
 * The comparisons that are asked for: surely, when a word stands between two roles, or perhaps, when two roles are named.
 * @param {Index} index
 * @param {string[]} asked
 * @returns {{ things: Thing[], certain: boolean, slips: boolean }}
 */
function pairsIn(index, asked) {
  for (let at = 1; at < asked.length; at++) {
    if (!BETWEEN.has(asked[at])) continue;
    const pairs = compared(index, asked.slice(0, at), asked.slice(at + 1), asked[at]);
    if (pairs.things.length > 0) return { ...pairs, certain: true };
  }
  const one = rolesNamed(index, asked, true);
  for (let at = 1; at < asked.length && one.length === 0; at++) {
    const pairs = compared(index, asked.slice(0, at), asked.slice(at), "");
    if (pairs.things.length > 0) return { ...pairs, certain: false };
  }
  return { things: [], certain: false, slips: false };
}

/**
 * @param {Index} index
 * @param {string[]} left
 * @param {string[]} right
 * @param {string} between
 */
function compared(index, left, right, between) {
  const anywhere = between !== "";
  /** @type {{ things: Thing[], slips: boolean }} */
  const nothing = { things: [], slips: false };
  const first = side(index, left.filter((word, n) => !AROUND.has(word) || n === left.length - 1), anywhere, true);
  if (!first) return nothing;
  const a = first.roles[0];
  // `sre vs`: any other role. The ones that the site shows first come first.
  if (right.length === 0 && (between === "vs" || between === "versus" || between === "v")) {
    const others = index.featured.filter((pair) => pair.includes(a.role)).map(([x, y]) => (x === a.role ? y : x));
    const all = [...new Set([...others, ...Array(index.roles).keys()])].filter((role) => role !== a.role);
    return { things: all.map((role) => index.pair(a.role, role)), slips: a.slip };
  }
  const second = side(index, right, anywhere, false);
  if (!second) return nothing;
  const row = second.row ?? first.row;
  const pairs = second.roles.filter(({ role }) => role !== a.role);
  const things = pairs.map(({ role }) => {
    const pair = index.pair(a.role, role);
    if (row === null) return pair;
    const { names, line, url } = index.things[row];
    return { ...pair, names: pair.names.map((name) => `${name}: ${names[0]}`), line, url: `${pair.url}${url.slice(url.indexOf("#"))}` };
  });
  return { things, slips: a.slip || (pairs[0]?.slip ?? false) };
}

/**
 * One side of a comparison: a role, and perhaps a row at the outer end.
 * @param {Index} index
 * @param {string[]} asked
 * @param {boolean} anywhere
 * @param {boolean} outerFirst
 */
function side(index, asked, anywhere, outerFirst) {
  for (let length = asked.length; length > 0; length--) {
    const [inner, outer] = outerFirst ? [asked.slice(-length), asked.slice(0, -length)] : [asked.slice(0, length), asked.slice(length)];
    const roles = rolesNamed(index, inner, anywhere);
    const rows = outer.length === 0 ? [] : rowsNamed(index, outer);
    if (roles.length > 0 && (outer.length === 0 || rows.length > 0)) return { roles, row: rows[0] ?? null };
  }
  return null;
}

/**
 * The roles that are called so, best first: whose name it is, whose name begins so, and, `anywhere`, whose name has it.
 * @param {Index} index
 * @param {string[]} asked
 * @param {boolean} anywhere
 */
function rolesNamed(index, asked, anywhere) {
  const roles = [];
  if (asked.length === 0) return [];
  for (let role = 0; role < index.roles; role++) {
    let [score, slip] = [0, false];
    index.spelt[role].forEach((name, n) => {
      for (let start = 0; start + asked.length <= name.length; start++) {
        if (start > 0 && !anywhere) break;
        const fits = asked.map((word, n) => fit(word, name[start + n], true));
        const least = Math.min(...fits);
        const complete = name.length === asked.length && fits.every((fit) => fit === EXACT || fit === ENDING || fit === TYPO);
        const whole = start === 0 && complete ? 2 : start === 0 ? 1 : 0.3;
        const value = least * whole * (n < OWN ? 1 : 0.55);
        if (value > score) [score, slip] = [value, least <= TYPO];
      }
    });
    if (score > 0) roles.push({ role, score, slip });
  }
  const best = Math.max(...roles.map(({ score }) => score));
  return roles.filter(({ score }) => score >= 0.6 * best).sort((a, b) => b.score - a.score || a.role - b.role);
}

/**
 * The rows that have all words in their names.
 * @param {Index} index
 * @param {string[]} asked
 */
function rowsNamed({ spelt, things, rows }, asked) {
  const named = [];
  for (let row = rows[0]; row < rows[1]; row++) {
    const all = [...spelt[row][0], spelt[row][0].join(""), ...words(things[row].url)];
    if (asked.every((word) => all.some((name) => fit(word, name, true) > 0))) named.push(row);
  }
  return named;
}
