// Understands a query as a reader means it: roles, what they ask about them, and a place, in any order and among other
// words. `nurse salary berlin` asks for the pay of one role in one country, and is answered with these figures. The words
// and where they lead are the site's own: `search_words` in `content/site.yaml`.

import { ENDING, EXACT, fit, TYPO, words } from "./words.js";
import { messages } from "../messages.js";

const t = messages({});

/**
 * @typedef {import("./index.js").Index} Index
 * @typedef {import("./index.js").Thing} Thing
 * @typedef {object} Meaning what a phrase means
 * @property {number} [role] the role that it names
 * @property {true} [own] set for a name that is shown on the site
 * @property {number} [row]
 * @property {string} [section] the heading of a section of the guides
 * @property {number} [region]
 * @property {string} [page]
 * @property {number} [thing] the tool, term, article or page that it names
 *
 * @typedef {object} Phrase
 * @property {string[]} spelling its words
 * @property {Meaning[]} meanings
 *
 * @typedef {object} Intent
 * @property {number[]} roles
 * @property {Meaning[]} topics
 * @property {number | undefined} region
 * @property {boolean} isName true if the query is the name of a role or less, and no question
 */

/** @typedef {Map<string, Phrase>} Phrases each once, with everything that it means */

/**
 * @param {Phrases} phrases
 * @param {string[]} spelling
 * @param {Meaning} meaning
 */
function add(phrases, spelling, meaning) {
  if (spelling.length === 0) return;
  const key = spelling.join(" ");
  const phrase = phrases.get(key) ?? { spelling, meanings: [] };
  phrases.set(key, phrase);
  phrase.meanings.push(meaning);
}

/**
 * Adds the names of a tool or term.
 * @param {Phrases} phrases
 * @param {string} kind
 * @param {string[][]} names
 * @param {number} thing
 */
export function addNames(phrases, kind, names, thing) {
  if (kind !== "tool" && kind !== "term") return;
  // `C` is a word of its own only if it is the whole query.
  for (const name of names) if (name.join("").length > 1) add(phrases, name, { thing });
}

/**
 * Returns the phrases that queries are understood by.
 * @param {{ entries: Thing[], spelt: string[][][], roles: number, rows: [number, number] }} index
 * @param {import("./index.js").Asked[]} asked
 * @param {[id: string, name: string, roles: number[]][]} regions
 * @returns {Phrases}
 */
export function phrasesOf({ entries, spelt, roles, rows }, asked, regions) {
  /** @type {Phrases} */
  const phrases = new Map();
  /** @type {Map<string, Set<number>>} */
  const last = new Map();
  for (let role = 0; role < roles; role++) {
    for (const name of spelt[role]) {
      add(phrases, name, { role, own: true });
      const word = name.at(-1) ?? "";
      last.set(word, (last.get(word) ?? new Set()).add(role));
    }
  }
  // `sales` means the sales manager: the last word is shared by many roles.
  for (let role = 0; role < roles; role++) {
    const name = words(entries[role].names[0]);
    if (name.length > 1 && (last.get(/** @type {string} */ (name.at(-1)))?.size ?? 0) > 1) add(phrases, name.slice(0, -1), { role, own: true });
  }
  entries.forEach(({ kind }, thing) => {
    addNames(phrases, kind, spelt[thing], thing);
    if (kind === "row") add(phrases, spelt[thing][0], { row: thing - rows[0] });
  });
  regions.forEach(([, name], region) => add(phrases, words(name), { region }));
  for (const { words: written, ...meaning } of asked) for (const phrase of written) add(phrases, words(phrase), meaning);
  return phrases;
}

/**
 * Returns how well a phrase matches the words from `at` on, and the number of words that it takes; 0 if it does not. Two words
 * may be written for one of the phrase: `dev ops`.
 * @param {string[]} spelling
 * @param {string[]} asked
 * @param {number} at
 * @returns {[fit: number, taken: number]}
 */
function matched(spelling, asked, at) {
  let [least, to] = [EXACT, at];
  for (const word of spelling) {
    const written = asked[to];
    if (written === undefined) return [0, 0];
    let value = whole(written, word);
    to++;
    // The last word may not be complete yet.
    if (value === 0 && to === asked.length && to > 1 && written.length > 2 && word.startsWith(written)) value = BEGINNING;
    if (value === 0 && asked[to] !== undefined && written + asked[to] === word) {
      value = EXACT;
      to++;
    }
    if (value === 0) return [0, 0];
    least = Math.min(least, value);
  }
  return [least, to - at];
}

/** The quality of the beginning of a word, less than that of a whole one with a typo. */
const BEGINNING = TYPO / 2;

/** Endings that a reader may add to a word, or leave out. */
const ENDINGS = /^(e?s|ing|ed)$/;

/**
 * Returns how well two whole words match: equal, with an ending more or less, or with a typo in a long word.
 * @param {string} written
 * @param {string} word
 */
function whole(written, word) {
  if (written === word) return EXACT;
  const [short, long] = written.length < word.length ? [written, word] : [word, written];
  if (short.length < 3) return 0;
  if (long.startsWith(short) && ENDINGS.test(long.slice(short.length))) return ENDING;
  return short.length > 4 && long.length - short.length <= 1 && fit(written, word, true) === TYPO ? TYPO : 0;
}

/**
 * Understands a query: the longest phrases first, each word once.
 * @param {Index} index
 * @param {string[]} asked
 * @returns {Intent}
 */
export function understand({ phrases }, asked) {
  /** @type {{ at: number, taken: number, value: number, phrase: Phrase }[]} */
  const found = [];
  for (let at = 0; at < asked.length; at++) {
    for (const phrase of phrases.values()) {
      const [value, taken] = matched(phrase.spelling, asked, at);
      const isThing = phrase.meanings.every(({ thing }) => thing !== undefined);
      if (value > (isThing ? BEGINNING : 0)) found.push({ at, taken, value, phrase });
    }
  }
  found.sort((a, b) => b.taken - a.taken || b.value - a.value || b.phrase.spelling.length - a.phrase.spelling.length || a.at - b.at);
  const used = new Set();
  const kept = found.filter(({ at, taken }) => {
    const own = Array.from({ length: taken }, (_, n) => at + n);
    if (own.some((n) => used.has(n))) return false;
    for (const n of own) used.add(n);
    return true;
  });
  kept.sort((a, b) => a.at - b.at);
  // A name of a role is not taken as the term of the same name.
  const meanings = kept.flatMap(({ phrase: { meanings } }) => {
    const isRole = meanings.some(({ own }) => own);
    return isRole ? meanings.filter(({ thing }) => thing === undefined) : meanings;
  });
  const roles = [];
  let isName = kept.length === 0 || used.size === asked.length;
  for (const { phrase } of kept) {
    const meant = phrase.meanings.filter(({ role }) => role !== undefined);
    const best = meant.find(({ own }) => own) ?? meant[0];
    if (best?.role !== undefined) roles.push(best.role);
    if (!best?.own) isName = false;
  }
  return {
    roles: [...new Set(roles)],
    topics: meanings.filter(({ row, section, page, thing }) => [row, section, page, thing].some((place) => place !== undefined)),
    region: meanings.find(({ region }) => region !== undefined)?.region,
    isName,
  };
}

/**
 * Returns the places that answer a query, best first; none if it asks for nothing but a name.
 * @param {Index} index
 * @param {Intent} intent
 * @returns {Thing[]}
 */
export function answers(index, { roles, topics, region }) {
  const { regions, pair, thing: thingOf } = index;
  const pay = topics.find(({ row }) => row !== undefined && row === index.pay);
  /** @type {Thing[]} */
  const found = [];
  const add = (/** @type {Thing | undefined} */ thing) => thing && found.push(thing);
  const figures = (/** @type {number} */ role) => {
    const place = region === undefined ? undefined : regions[region];
    const short = thingOf(role).names[1];
    const query = new URLSearchParams({ role: index.ids[role], ...(place && { region: place[0] }) });
    const name = place ? t("search-pay-in", { role: short, place: place[1] }) : t("search-pay-of", { role: short });
    const line = place && !place[2].includes(role) ? t("search-pay-nearest") : "";
    return { kind: "pay", names: [name], line, url: `${index.salaries}?${query}#page.roles`, of: [role] };
  };
  const row = (/** @type {number} */ row) => thingOf(index.rows[0] + row);
  const [first, ...others] = roles;
  const asked = pay?.row ?? topics.find(({ row }) => row !== undefined)?.row;
  const pairs = others.map((other) => pair(first, other, asked === undefined ? undefined : index.rows[0] + asked));
  if (roles.length > 2) {
    const names = roles.map((role) => thingOf(role).names[1]).join(t("list-separator"));
    add({ kind: "pair", names: [t("search-compare", { roles: names })], line: "", url: `compare/?roles=${roles.map((role) => index.ids[role]).join(",")}`, of: [] });
  }
  add(pairs.shift());
  if (index.salaries && (pay || (region !== undefined && topics.length === 0))) {
    for (const role of roles) add(figures(role));
    if (roles.length === 0 && region !== undefined) add({ kind: "pay", names: [t("search-pay-in-place", { place: regions[region][1] })], line: "", url: `${index.salaries}in/${regions[region][0]}/`, of: [] });
  }
  const role = roles.length === 1 ? first : undefined;
  /** @type {Thing[]} */
  const later = [];
  for (const topic of topics) {
    const { section, page, thing } = topic;
    if (topic.row !== undefined && roles.length < 2) {
      const fact = role === undefined ? undefined : index.fact(role, topic.row);
      if (fact !== undefined) add(thingOf(fact));
      else (role === undefined ? found : later).push(row(topic.row));
    }
    if (section !== undefined && role !== undefined) add(sectionCalled(index, role, section));
    if (page !== undefined) add(index.at(page));
    if (thing !== undefined) later.push(thingOf(thing));
  }
  found.push(...later, ...pairs);
  if (role !== undefined) add(thingOf(role));
  return found;
}

/**
 * Returns the section of a role's text that has a heading.
 * @param {Index} index
 * @param {number} role
 * @param {string} heading
 */
function sectionCalled(index, role, heading) {
  const sections = index.sections(role).slice(1).map((number) => index.thing(number));
  for (const { lacks = [] } of sections) for (const number of lacks) index.shards.entries(number);
  return sections.find(({ names }) => names[0] === heading);
}
