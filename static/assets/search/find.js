// Finds the results of a query, best first. Explicitly requested comparisons come first, then things that contain all
// words of the query: names before headings, headings before descriptions, descriptions before texts; and within
// each, exact matches before prefixes, and these before typos.

import { HEADING, LINE, NAME, OTHER_NAME, OWN, TEXT } from "./index.js";
import { answers, understand } from "./intent.js";
import { levelAnswers } from "./levels.js";
import { ENDING, EXACT, fit, TYPO, words } from "./words.js";
import { messages } from "../messages.js";

const t = messages({});

/**
 * @typedef {import("./index.js").Index} Index
 * @typedef {import("./index.js").Thing} Thing
 * @typedef {object} Found
 * @property {Thing[]} things
 * @property {string[]} asked the words of the query
 * @property {boolean} whole true if the results contain all of them
 * @property {boolean} typos true if a typo was tolerated
 * @property {boolean} partial true if the index asked for shards, whose words may change the results
 */

/** Weight of a match in each field. */
const WORTH = { [NAME]: 100, [OTHER_NAME]: 80, [HEADING]: 50, [LINE]: 20, [TEXT]: 8 };

/** Factor for a match not in the thing itself, but in its role, its row or its text. */
const OF = 0.4;

/**
 * @param {Index} index
 * @param {string} question
 * @returns {Found}
 */
export function find(index, question) {
  index.shards.begin();
  const found = findIn(index, question);
  return { ...found, partial: index.shards.wanted.size > 0 };
}

/**
 * @param {Index} index
 * @param {string} question
 * @returns {Omit<Found, "partial">}
 */
function findIn(index, question) {
  const asked = words(question).slice(0, 12);
  if (asked.length === 0) return { things: [], asked, whole: true, typos: false };
  const intent = understand(index, asked);
  const answer = intent.isName && intent.roles.length < 2 ? [] : answers(index, intent);
  const pairs = pairsIn(index, asked);
  const variants = [asked, ...joined(index, asked)].map((asked) => ranked(index, asked, pairs.certain || answer.length > 0));
  const { things, whole, typos } = variants.reduce((best, variant) => (variant.best > best.best ? variant : best));
  // A query that is a name, or the beginning of a title, is not a question.
  const isNamed = (/** @type {string} */ name) => words(name).join("") === asked.join("") || (asked.length > 1 && words(name).join(" ").startsWith(asked.join(" ")));
  const name = things.findIndex((thing) => thing.kind === "section" || !thing.names.some(isNamed));
  const called = whole ? (name < 0 ? things.length : name) : 0;
  const levels = levelAnswers(index, asked, (words) => rolesNamed(index, words.filter((word) => !FILLERS.has(word)), true)[0]?.role);
  const first = [...things.slice(0, called), ...answer];
  if (levels.length > 0) first.unshift(...levels);
  // `what to learn to become a nurse` names one role and asks about it: `to` compares nothing.
  else if (pairs.certain && (pairs.versus || intent.roles.length !== 1 || intent.topics.length === 0) && answer[0]?.kind !== "pair") first.unshift(...pairs.things);
  const rest = things.slice(called);
  // A comparison that is only likely comes after matching names.
  const section = rest.findIndex((thing) => thing.kind === "section" || thing.kind === "text");
  const at = whole && section >= 0 ? section : whole ? rest.length : 0;
  const then = pairs.certain ? [] : pairs.things;
  return { things: once([...first, ...rest.slice(0, at), ...then, ...rest.slice(at)]), asked, whole: whole || first.length > 0, typos: typos || pairs.typos };
}

/**
 * Removes duplicate addresses.
 * @param {Thing[]} things
 */
function once(things) {
  const seen = new Set();
  return things.filter(({ url }) => !seen.has(url) && seen.add(url));
}

/**
 * Returns the query with two adjacent words joined, if the site has a name like that: `git ops`.
 * @param {Index} index
 * @param {string[]} asked
 */
function joined(index, asked) {
  const variants = [];
  for (let n = 0; n + 1 < asked.length; n++) {
    const word = asked[n] + asked[n + 1];
    index.shards.words("names", word);
    const isName = index.lexicons.some(({ vocabulary, named }) => {
      let at = from(vocabulary, word);
      while (vocabulary[at]?.startsWith(word) && !named[at]) at++;
      return vocabulary[at]?.startsWith(word);
    });
    if (isName) variants.push([...asked.slice(0, n), word, ...asked.slice(n + 2)]);
  }
  return variants;
}

/**
 * Returns the index of the first word not less than `word`.
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
 * Returns for each thing that contains a word the weight of its best match. Typos are tolerated if nothing matches exactly,
 * except for the first letter in texts; in names, also if no name has the word as a prefix.
 * @param {Index} index
 * @param {string} word
 */
function worth(index, word) {
  const { shards, lexicons } = index;
  /** @type {Map<number, number>} */
  const worth = new Map();
  /** The things whose names contain the word. @type {Set<number>} */
  const called = new Set();
  const take = (/** @type {number[]} */ places, /** @type {number} */ fit, most = TEXT) => {
    for (const place of places) {
      const [thing, field] = [place >> 3, place & 7];
      if (field > most) continue;
      // Rounded, so that equal sums are equal.
      const value = Math.fround(WORTH[/** @type {keyof typeof WORTH} */ (field)] * fit);
      if (value > (worth.get(thing) ?? 0)) worth.set(thing, value);
      if (field <= OTHER_NAME) called.add(thing);
    }
  };
  let complete = true;
  for (const family of /** @type {const} */ (["names", "texts"])) {
    complete = shards.words(family, word) && complete;
    for (let length = word.length - 1; length >= word.length - 3 && length > 2; length--) complete = shards.words(family, word.slice(0, length), true) && complete;
  }
  let [some, name] = [false, false];
  for (const { vocabulary, places, named } of lexicons) {
    for (let at = from(vocabulary, word); at < vocabulary.length && vocabulary[at].startsWith(word); at++) {
      take(places[at], fit(word, vocabulary[at], false));
      some = true;
      name ||= named[at] === 1;
    }
    // `deployments` also matches `deployment`.
    for (let length = word.length - 1; length >= word.length - 3 && length > 0; length--) {
      const at = from(vocabulary, word.slice(0, length));
      const value = vocabulary[at]?.length === length ? fit(word, vocabulary[at], false) : 0;
      if (value === ENDING) take(places[at], value);
    }
  }
  let typos = false;
  if (!name && word.length >= 4) {
    // Words that match exactly may be still to come.
    if (complete) shards.typosOfNames(word);
    if (complete && !some) shards.words("texts", word[0]);
    for (const { vocabulary, places, named } of lexicons) {
      for (let at = 0; at < vocabulary.length; at++) {
        // In texts, the first letter must be right: others would need many shards.
        const isInTexts = !some && vocabulary[at][0] === word[0];
        if (!isInTexts && !named[at]) continue;
        const value = fit(word, vocabulary[at], true);
        if (value > 0 && value <= TYPO) {
          take(places[at], value, isInTexts ? TEXT : OTHER_NAME);
          typos = true;
        }
      }
    }
  }
  const common = index.common.has(word);
  // A word that much of the site contains says little, also if its places are known.
  const frequent = common || worth.size > index.size / 8;
  return { worth, called, typos, common, rarity: frequent ? 0.5 : Math.log(1 + index.size / (1 + worth.size)), known: common || worth.size > 0 };
}

/** The weight of a match above those in descriptions. */
const STRONG = WORTH[LINE] * EXACT + 1;

/**
 * Returns the things that can be results: those that contain a word, and the facts of roles and rows that are named.
 * @param {Index} index
 * @param {{ worth: Map<number, number> }[]} known
 */
function candidates(index, known) {
  const things = new Set(known.flatMap(({ worth }) => [...worth.keys()]));
  const strong = new Set(known.flatMap(({ worth }) => [...worth].flatMap(([thing, value]) => (value >= STRONG ? thing : []))));
  for (let row = index.rows[0]; row < index.rows[1]; row++) {
    if (!strong.has(row)) continue;
    for (let role = 0; role < index.roles; role++) {
      const fact = strong.has(role) ? index.fact(role, row - index.rows[0]) : undefined;
      if (fact !== undefined) things.add(fact);
    }
  }
  return things;
}

/**
 * Returns the things that contain all words, best first; if there are none, those with the most distinctive ones.
 * @param {Index} index
 * @param {string[]} asked
 * @param {boolean} beside true if a comparison already answers the query
 */
function ranked(index, asked, beside) {
  const { roles, rows } = index;
  const all = asked.map((word) => worth(index, word));
  const known = all.filter((word) => word.known);
  const sum = known.reduce((sum, { rarity }) => sum + rarity, 0);
  /** @type {{ thing: number, score: number, whole: boolean, owed: boolean }[]} */
  let found = [];
  for (const thing of candidates(index, known)) {
    const [kind, of] = [index.kind(thing), index.of(thing)];
    let [score, count, own] = [0, 0, 0];
    let [role, row, owed] = [false, false, false];
    // If a word matches only the text, a match in the name of its role must not rank it above descriptions.
    const most = known.reduce((most, { worth }) => Math.max(most, worth.get(thing) ?? 0), 0) > WORTH[TEXT] ? WORTH[HEADING] : WORTH[TEXT];
    for (const { worth, rarity, common } of known) {
      let value = worth.get(thing) ?? 0;
      if (value > 0) own++;
      for (const whole of of) {
        const match = worth.get(whole) ?? 0;
        if (match < STRONG) continue;
        if (whole < roles) role = true;
        if (whole >= rows[0] && whole < rows[1]) row = true;
        // The name of a fact consists of its role and its row.
        const shared = kind === "fact" ? match : Math.min(match * OF, most);
        if (shared <= value) continue;
        value = shared;
        owed = true;
      }
      // A word that is in most texts is not indexed for any.
      if (value > 0 || (common && (kind === "section" || kind === "text"))) count++;
      score += value * rarity;
    }
    // A thing that matches only through its role is not a result.
    if (count === 0 || (own === 0 && !(kind === "fact" && role && row))) continue;
    found.push({ thing, score: score / sum, whole: count === known.length, owed });
  }
  // The names of others are not needed, and may not be here.
  const named = (/** @type {number} */ thing) => (known.some(({ called }) => called.has(thing)) ? index.spelt(thing) : []);
  const isResult = (/** @type {{ thing: number, owed: boolean }} */ { thing, owed }) => !owed || isCalled(asked, named(index.of(thing)[0]));
  const complete = found.filter((one) => one.whole && isResult(one));
  const whole = complete.length > 0;
  for (const one of complete) {
    const of = index.of(one.thing);
    one.score += of.length > 0 ? 20 * Math.max(...named(of[0]).map((name) => covered(asked, name)), 0) : bonus(asked, named(one.thing));
  }
  found = whole ? complete : found.filter(isResult);
  // Drops weak matches; beside a pair, only results nearly as good as the best are of interest.
  const best = found.reduce((best, { score }) => Math.max(best, score), 0);
  if (!whole) found = found.filter(({ score }) => score >= best * (beside ? 0.8 : 0.4));
  found.sort((a, b) => b.score - a.score || a.thing - b.thing);
  const numbers = new Set(found.map(({ thing }) => thing));
  const kept = found.filter(({ thing }) => index.kind(thing) !== "text" || !numbers.has(index.of(thing)[0]));
  return {
    things: kept.map(({ thing }) => index.thing(thing)),
    whole: whole && known.length === all.length,
    typos: known.some(({ typos }) => typos),
    best: whole && known.length === all.length ? best : best / 100,
  };
}

/**
 * Returns a bonus for a name that equals the query or begins with it.
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
 * Returns the share of a name's words that are in the query, from 0 to 1.
 * @param {string[]} asked
 * @param {string[]} name
 */
const covered = (asked, name) => name.filter((word) => asked.some((ask) => fit(ask, word, true) > 0)).length / name.length;

/**
 * Returns true if the query contains part of a thing's own names, or all of another name.
 * @param {string[]} asked
 * @param {string[][]} names
 */
const isCalled = (asked, names) => names.some((name, n) => covered(asked, name) > (n < OWN ? 0 : 0.99));

const SEPARATORS = new Set(words(t("search-separators")));
const VERSUS = new Set(words(t("search-versus")));
const FILLERS = new Set(words(t("search-fillers")));

/**
 * Finds the requested comparisons: certain if a word such as `vs` is between two roles, and likely if two roles are
 * named.
 * @param {Index} index
 * @param {string[]} asked
 * @returns {{ things: Thing[], certain: boolean, versus: boolean, typos: boolean }} `versus`: the word between them cannot mean anything else
 */
function pairsIn(index, asked) {
  for (let at = 1; at < asked.length; at++) {
    if (!SEPARATORS.has(asked[at]) && !VERSUS.has(asked[at])) continue;
    const pairs = compared(index, asked.slice(0, at), asked.slice(at + 1), asked[at]);
    if (pairs.things.length > 0) return { ...pairs, certain: true, versus: VERSUS.has(asked[at]) };
  }
  const one = rolesNamed(index, asked, true);
  for (let at = 1; at < asked.length && one.length === 0; at++) {
    const pairs = compared(index, asked.slice(0, at), asked.slice(at), "");
    if (pairs.things.length > 0) return { ...pairs, certain: false, versus: false };
  }
  return { things: [], certain: false, versus: false, typos: false };
}

/**
 * @param {Index} index
 * @param {string[]} left
 * @param {string[]} right
 * @param {string} between
 */
function compared(index, left, right, between) {
  const anywhere = between !== "";
  /** @type {{ things: Thing[], typos: boolean }} */
  const nothing = { things: [], typos: false };
  const first = side(index, left, anywhere, true);
  if (!first) return nothing;
  const a = first.roles[0];
  // `name vs`: any other role, featured pairs first.
  if (right.length === 0 && VERSUS.has(between)) {
    const others = index.featured.filter((pair) => pair.includes(a.role)).map(([x, y]) => (x === a.role ? y : x));
    const all = [...new Set([...others, ...Array(index.roles).keys()])].filter((role) => role !== a.role);
    return { things: all.map((role) => index.pair(a.role, role)), typos: a.typo };
  }
  const second = side(index, right, anywhere, false);
  if (!second) return nothing;
  const row = second.row ?? first.row;
  const pairs = second.roles.filter(({ role }) => role !== a.role);
  const things = pairs.map(({ role }) => index.pair(a.role, role, row ?? undefined));
  return { things, typos: a.typo || (pairs[0]?.typo ?? false) };
}

/**
 * Parses one side of a comparison: a role, and optionally a row at the outer end. Fillers are ignored unless they are part
 * of the name.
 * @param {Index} index
 * @param {string[]} asked
 * @param {boolean} anywhere
 * @param {boolean} outerFirst
 * @returns {{ roles: { role: number, typo: boolean }[], row: number | null } | null}
 */
function side(index, asked, anywhere, outerFirst) {
  const without = asked.filter((word) => !FILLERS.has(word));
  return sideAsWritten(index, without, anywhere, outerFirst) ?? sideAsWritten(index, asked, anywhere, outerFirst);
}

/**
 * @param {Index} index
 * @param {string[]} asked
 * @param {boolean} anywhere
 * @param {boolean} outerFirst
 */
function sideAsWritten(index, asked, anywhere, outerFirst) {
  for (let length = asked.length; length > 0; length--) {
    const [inner, outer] = outerFirst ? [asked.slice(-length), asked.slice(0, -length)] : [asked.slice(0, length), asked.slice(length)];
    const roles = rolesNamed(index, inner, anywhere);
    const rows = outer.length === 0 ? [] : rowsNamed(index, outer);
    if (roles.length > 0 && (outer.length === 0 || rows.length > 0)) return { roles, row: rows[0] ?? null };
  }
  return null;
}

/**
 * Returns the roles with a matching name, best first: equal, a prefix and, if `anywhere`, part of the name.
 * @param {Index} index
 * @param {string[]} asked
 * @param {boolean} anywhere
 */
function rolesNamed(index, asked, anywhere) {
  const roles = [];
  if (asked.length === 0) return [];
  for (let role = 0; role < index.roles; role++) {
    let [score, typo] = [0, false];
    index.spelt(role).forEach((name, n) => {
      for (let start = 0; start + asked.length <= name.length; start++) {
        if (start > 0 && !anywhere) break;
        const fits = asked.map((word, n) => fit(word, name[start + n], true));
        const least = Math.min(...fits);
        const complete = name.length === asked.length && fits.every((fit) => fit === EXACT || fit === ENDING || fit === TYPO);
        const whole = start === 0 && complete ? 2 : start === 0 ? 1 : 0.3;
        const value = least * whole * (n < OWN ? 1 : 0.55);
        if (value > score) [score, typo] = [value, least <= TYPO];
      }
    });
    if (score > 0) roles.push({ role, score, typo });
  }
  const best = Math.max(...roles.map(({ score }) => score));
  return roles.filter(({ score }) => score >= 0.6 * best).sort((a, b) => b.score - a.score || a.role - b.role);
}

/**
 * Returns the rows whose names contain all words.
 * @param {Index} index
 * @param {string[]} asked
 */
function rowsNamed({ spelt, thing, rows }, asked) {
  const named = [];
  for (let row = rows[0]; row < rows[1]; row++) {
    const [name] = spelt(row);
    const all = [...name, name.join(""), ...words(thing(row).url)];
    if (asked.every((word) => all.some((name) => fit(word, name, true) > 0))) named.push(row);
  }
  return named;
}

/**
 * Answers a query: at once from what is here, and again whenever shards come, until nothing is missing.
 * @param {Index} index
 * @param {string} question
 * @param {(found: Found) => Thing[]} show displays the results and returns those that it displays
 * @param {() => boolean} isCurrent returns false once the reader has asked something else
 * @param {() => Promise<void>} pause waits before shards are fetched, so that not every letter fetches some
 */
export async function answer(index, question, show, isCurrent, pause) {
  index.shards.retry();
  for (;;) {
    const found = find(index, question);
    for (const { lacks = [] } of show(found)) for (const number of lacks) index.shards.entries(number);
    if (index.shards.wanted.size === 0) return;
    const wanted = [...index.shards.wanted];
    await pause();
    if (!isCurrent()) return;
    if (!(await index.shards.fetch(wanted)) || !isCurrent()) return;
  }
}

/**
 * Returns true if a result can be displayed. Others are part of a text whose title is still to come.
 * @param {Thing} thing
 */
export const isReady = ({ kind, names, line }) => names.length > 0 || (kind === "text" && line !== "");
