// Reads the search index; see `src/pages/outputs/search/index.rs` for its content. Every possible result is a thing with a
// number. For each word, the index lists the things that contain it, and in which field.

import { phrasesOf } from "./intent.js";
import { words } from "./words.js";
import { messages } from "../messages.js";
import { pairPath } from "../pairs.js";

const t = messages({});

/**
 * @typedef {object} Thing
 * @property {string} kind
 * @property {string[]} names the first is the main one
 * @property {string} line its description
 * @property {string} url relative to the site's base path
 * @property {number[]} of the things it is part of: a role and a row for a fact, a text for a section
 *
 * @typedef {object} Index
 * @property {Thing[]} things
 * @property {string[][][]} spelt the words of each thing's names
 * @property {string[]} vocabulary all words, sorted
 * @property {Set<string>} common words in too many sections to be indexed
 * @property {number[][]} places for each word, the things that contain it: number × 8 + field
 * @property {Uint8Array} named for each word, 1 if it is part of a name
 * @property {number} roles the number of roles, which come first in `things`
 * @property {[from: number, to: number]} rows the range of the rows in `things`
 * @property {(a: number, b: number, row?: number) => Thing} pair the comparison of two roles, or a row of it
 * @property {[number, number][]} featured
 * @property {string[]} ids the ids of the roles
 * @property {[id: string, name: string, roles: number[]][]} regions the regions with salary figures, and the roles that have some there
 * @property {string} salaries the address of the page of all salary figures; empty if there is none
 * @property {number} pay the row of salary figures, or -1
 * @property {import("./intent.js").Phrase[]} phrases
 * @property {{ id: string, spelling: string[] }[]} scale the levels of the common scale
 * @property {string[][]} publishers the words of the publishers of frameworks
 *
 * @typedef {object} Asked words that readers search with, and where they lead
 * @property {string[]} words
 * @property {number} [row]
 * @property {number} [role]
 * @property {number} [region]
 * @property {string} [section]
 * @property {string} [page]
 *
 * @typedef {object} Written the file
 * @property {[kind: string, at: string, things: [id: string, names: [string, ...string[]], line: string][]][]} kinds
 * @property {string[]} anchors
 * @property {(string | 0 | 1)[][]} facts
 * @property {[number, number][]} turned
 * @property {[number, number][]} featured
 * @property {[id: string, name: string, roles: number[]][]} regions
 * @property {Asked[]} asked
 * @property {[id: string, label: string][]} [scale]
 * @property {string[]} [publishers]
 * @property {(string | [anchor: string, text: string])[]} headings
 * @property {number[][]} texts
 * @property {string} words
 * @property {string} places
 */

/** The fields that contain words, most relevant first. */
export const NAME = 0;
export const OTHER_NAME = 1;
export const HEADING = 2;
export const LINE = 3;
export const TEXT = 4;

/** The first two names of a role are its full and its short name. */
export const OWN = 2;

/** @type {Map<string, Promise<Index>>} */
const loaded = new Map();

/**
 * Fetches the index, once for each page view.
 * @param {string} search the address of the search page
 * @returns {Promise<Index>}
 */
export function load(search) {
  const address = new URL("index.json", search).href;
  let index = loaded.get(address);
  if (!index) {
    index = fetch(address).then(async (response) => {
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return read(await response.json());
    });
    loaded.set(address, index);
    index.catch(() => loaded.delete(address));
  }
  return index;
}

/**
 * @param {Written} written
 * @returns {Index}
 */
export function read({ kinds, anchors, facts, turned, featured, regions, asked, scale = [], publishers = [], headings, texts, words: spelling, places: digits }) {
  /** @type {Thing[]} */
  const things = [];
  /** @type {Map<string, number[]>} */
  const has = new Map();
  /** @type {string[][][]} */
  const spelt = [];
  const post = (/** @type {string} */ word, /** @type {number} */ thing, /** @type {number} */ field) => {
    const list = has.get(word);
    if (list) list.push(thing * 8 + field);
    else has.set(word, [thing * 8 + field]);
  };
  const add = (/** @type {Thing} */ thing, named = NAME) => {
    const number = things.push(thing) - 1;
    spelt.push([]);
    thing.names.forEach((name, n) => {
      const list = words(name);
      const field = named === NAME && n >= OWN ? OTHER_NAME : named;
      spelt[number].push(list);
      for (const word of list) post(word, number, field);
      // `parttime` also matches `part-time`, and `cicd` matches `CI/CD`.
      for (const compound of name.match(/[^\s]+[-/][^\s]+/g) ?? []) post(words(compound).join(""), number, field);
    });
    return number;
  };
  const lines = (/** @type {number} */ number) => {
    for (const word of words(things[number].line)) post(word, number, LINE);
    return number;
  };

  const firsts = kinds.map(([kind, at, list]) => {
    const first = things.length;
    for (const [id, names, line] of list) lines(add({ kind, names, line, url: at.replace("*", id || dashed(names[0])), of: [] }));
    return first;
  });
  const kind = (/** @type {string} */ name) => kinds.findIndex(([kind]) => kind === name);
  const ids = kinds[kind("role")][2].map(([id, [name]]) => id || dashed(name));
  const row = firsts[kind("row")];

  const reversed = new Set(turned.map(([a, b]) => a * ids.length + b));
  const pair = (/** @type {number} */ one, /** @type {number} */ other, /** @type {number | undefined} */ row = undefined) => {
    let [a, b] = [Math.min(one, other), Math.max(one, other)];
    if (reversed.has(a * ids.length + b)) [a, b] = [b, a];
    const [left, right] = [things[a].names, things[b].names];
    const both = { kind: "pair", names: [t("pair-title", { left: left[1], right: right[1] }), t("pair-title", { left: left[0], right: right[0] })], line: "", url: `compare/${pairPath(ids[a], ids[b])}`, of: [] };
    if (row === undefined) return both;
    const { names, line, url } = things[row];
    return { ...both, names: both.names.map((name) => `${name}: ${names[0]}`), line, url: both.url + url.slice(url.indexOf("#")) };
  };

  facts.forEach((list, role) => {
    list.forEach((fact, n) => {
      if (fact === 0) return;
      const { names, line } = things[row + n];
      const thing = { kind: "fact", names: [`${things[role].names[1]}: ${names[0]}`], line: fact === 1 ? line : fact, url: `${things[role].url}#${anchors[n]}`, of: [role, row + n] };
      const number = things.push(thing) - 1;
      spelt.push([]);
      if (fact !== 1) lines(number);
    });
  });

  // The sections of texts, in the order of the index.
  /** @type {number[]} */
  const sections = [];
  for (const [kind, first, ...rest] of texts) {
    const of = kind < 0 ? add(pair(first, /** @type {number} */ (rest.shift()))) : firsts[kind] + first;
    const { names, url } = things[of];
    sections.push(add({ kind: "text", names: [], line: names[0], url, of: [of] }));
    for (const heading of rest) {
      const written = headings[heading];
      const [anchor, text] = typeof written === "string" ? [dashed(written), written] : written;
      sections.push(add({ kind: "section", names: [text], line: names[0], url: `${url}#${anchor}`, of: [of] }, HEADING));
    }
  }
  const common = new Set();
  for (const [word, list] of placed(spelling, digits)) {
    if (list.length === 0) common.add(word);
    for (const section of list) post(word, sections[section], TEXT);
  }

  const vocabulary = [...has.keys()].sort();
  const places = vocabulary.map((word) => /** @type {number[]} */ (has.get(word)));
  const named = Uint8Array.from(places, (list) => Number(list.some((place) => place % 8 <= OTHER_NAME)));
  return {
    things,
    spelt,
    vocabulary,
    common,
    places,
    named,
    roles: ids.length,
    rows: [row, row + anchors.length],
    pair,
    featured,
    ids,
    regions,
    salaries: things.find(({ kind, url }) => kind === "page" && url === "salaries/")?.url ?? "",
    pay: anchors.indexOf("page.figures"),
    scale: scale.map(([id, label]) => ({ id, spelling: words(label) })),
    publishers: publishers.map(words),
    phrases: phrasesOf({ things, spelt, roles: ids.length, rows: [row, row + anchors.length] }, asked, regions),
  };
}

/** @param {string} name */
const dashed = (name) => (name.match(/[A-Za-z0-9]+/g) ?? []).join("-").toLowerCase();

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/**
 * Decodes the words of texts and their sections; see `src/pages/outputs/search/places.rs` for the encoding.
 * @param {string} spelling
 * @param {string} digits
 * @returns {Generator<[word: string, sections: number[]]>}
 */
function* placed(spelling, digits) {
  let at = 0;
  const number = () => {
    for (let sum = 0, unit = 1; ; unit *= 32) {
      const digit = /** @type {number} */ (VALUES.get(digits[at++]));
      sum += (digit % 32) * unit;
      if (digit < 32) return sum;
    }
  };
  /** @type {string[]} */
  let last = [];
  for (const entry of spelling.split(" ").slice(0, -1)) {
    last = [...last.slice(0, VALUES.get(entry[0])), ...entry.slice(1)];
    const sections = [];
    for (let count = number(), next = 0; count > 0; count--) {
      const section = next + number();
      sections.push(section);
      next = section + 1;
    }
    yield [last.join(""), sections];
  }
}
