// Reads the search index; see `src/pages/outputs/search/index.rs` for its content. Every possible result is a thing with a
// number. For each word, the index lists the things that contain it, and in which field. What the first file does not have
// is in shards, and `shards` fetches those that a query asked for.

import { addNames, phrasesOf } from "./intent.js";
import { Shards } from "./shards.js";
import { words } from "./words.js";
import { messages } from "../messages.js";
import { pairPath } from "../pairs.js";

const t = messages({});

/**
 * @typedef {object} Thing
 * @property {string} kind
 * @property {string[]} names the first is the main one; none while it is not here
 * @property {string} line its description
 * @property {string} url relative to the site's base path
 * @property {number[]} of the things it is part of: a role and a row for a fact, a text for a section
 * @property {number[]} [lacks] the things without whose entries it cannot be displayed completely
 *
 * @typedef {object} Lexicon words, sorted
 * @property {string[]} vocabulary
 * @property {number[][]} places for each word, the things that contain it: number × 8 + field
 * @property {Uint8Array} named for each word, 1 if it is part of a name
 *
 * @typedef {object} Index
 * @property {(number: number) => Thing} thing
 * @property {(number: number) => string} kind
 * @property {(number: number) => number[]} of the things that a thing is part of
 * @property {(number: number) => string[][]} spelt the words of each of a thing's names
 * @property {number} size the number of things
 * @property {number} end the number after the last thing
 * @property {Lexicon[]} lexicons
 * @property {Shards} shards
 * @property {Set<string>} common words in too many sections to be indexed
 * @property {number} roles the number of roles, which come first
 * @property {[from: number, to: number]} rows the numbers of the rows
 * @property {(role: number, row: number) => number | undefined} fact the number of a fact, if there is one
 * @property {(role: number) => number[]} sections the sections of a role's text
 * @property {(url: string) => Thing | undefined} at the entry with an address
 * @property {() => void} needLevels asks for the names of all levels
 * @property {(a: number, b: number, row?: number) => Thing} pair the comparison of two roles, or a row of it
 * @property {[number, number][]} featured
 * @property {string[]} ids the ids of the roles
 * @property {[id: string, name: string, roles: number[]][]} regions the regions with salary figures, and the roles that have some there
 * @property {string} salaries the address of the page of all salary figures; empty if there is none
 * @property {number} pay the row of salary figures, or -1
 * @property {import("./intent.js").Phrases} phrases
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
 * @typedef {string | [anchor: string, text: string]} Heading
 * @typedef {[id: string, names: [string, ...string[]], line: string]} Entry
 *
 * @typedef {object} Written the first file
 * @property {[kind: string, at: string, entries: Entry[], all: number, described: number][]} kinds
 * @property {string[]} anchors
 * @property {(string | 0 | 1)[][]} facts
 * @property {[number, number][]} turned
 * @property {[number, number][]} featured
 * @property {[id: string, name: string, roles: number[]][]} regions
 * @property {Asked[]} asked
 * @property {[id: string, label: string][]} [scale]
 * @property {string[]} [publishers]
 * @property {string} slots
 * @property {[number, number][]} pairs
 * @property {Heading[]} [headings]
 * @property {number[][]} [titles]
 * @property {string} [words]
 * @property {string} [places]
 * @property {Partial<Record<import("./shards.js").Family, [start: any, version: string][]>>} [shards]
 * @property {string} stamp
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
 * Fetches the first file of the index, once for each page view.
 * @param {string} search the address of the search page
 * @returns {Promise<Index>}
 */
export function load(search) {
  const address = new URL("index.json", search).href;
  const get = async (/** @type {string | URL} */ address) => {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response.json();
  };
  let index = loaded.get(address);
  if (!index) {
    index = get(address).then((written) => read(written, (file, version) => get(new URL(`${file}.json?${version}`, search))));
    loaded.set(address, index);
    index.catch(() => loaded.delete(address));
  }
  return index;
}

/**
 * @param {Written} written
 * @param {(file: string, version: string) => Promise<import("./shards.js").Part>} get fetches a shard
 * @returns {Index}
 */
export function read({ kinds, anchors, facts, turned, featured, regions, asked, scale = [], publishers = [], slots, pairs, headings = [], titles, words: spelling, places: digits, shards: starts = {}, stamp }, get = () => Promise.reject()) {
  /** Entries by number. @type {Thing[]} */
  const entries = [];
  /** @type {string[][][]} */
  const spelt = [];
  /** @type {Map<string, number>} */
  const urls = new Map();
  /** @type {Map<string, number[]>} */
  const has = new Map();
  const post = (/** @type {string} */ word, /** @type {number} */ thing, /** @type {number} */ field) => {
    const list = has.get(word);
    if (list) list.push(thing * 8 + field);
    else has.set(word, [thing * 8 + field]);
  };
  const postLine = (/** @type {number} */ thing, /** @type {string} */ line) => {
    for (const word of words(line)) post(word, thing, LINE);
  };
  const postName = (/** @type {number} */ thing, /** @type {string} */ name, /** @type {number} */ field) => {
    const list = words(name);
    for (const word of list) post(word, thing, field);
    // `parttime` also matches `part-time`, and `cicd` matches `CI/CD`.
    for (const compound of name.match(/[^\s]+[-/][^\s]+/g) ?? []) post(words(compound).join(""), thing, field);
    return list;
  };
  const postNames = (/** @type {number} */ thing, /** @type {string[]} */ names) => names.map((name, n) => postName(thing, name, n >= OWN ? OTHER_NAME : NAME));

  /** @type {number[]} */
  const firsts = [];
  let size = 0;
  for (const [, , , all] of kinds) {
    firsts.push(size);
    size += all;
  }
  const kindNumber = (/** @type {string} */ name) => kinds.findIndex(([kind]) => kind === name);
  const first = (/** @type {string} */ name) => firsts[kindNumber(name)];
  const count = (/** @type {string} */ name) => kinds[kindNumber(name)][3];
  const kindOf = (/** @type {number} */ number) => kinds[firsts.findLastIndex((first) => first <= number)];
  const entry = (/** @type {number} */ number, /** @type {Entry} */ [id, names, line]) => {
    const [kind, at] = kindOf(number);
    /** @type {Thing} */
    const thing = { kind, names, line, url: at.replace("*", id || dashed(names[0])), of: [] };
    entries[number] = thing;
    urls.set(thing.url, urls.get(thing.url) ?? number);
    return thing;
  };
  kinds.forEach(([, , list, , described], kind) => {
    list.forEach((written, n) => {
      const number = firsts[kind] + n;
      const thing = entry(number, written);
      spelt[number] = postNames(number, thing.names);
      if (n < described) postLine(number, thing.line);
      else thing.lacks = [number];
    });
  });
  const ids = kinds[kindNumber("role")][2].map(([id, [name]]) => id || dashed(name));
  const row = first("row");

  const reversed = new Set(turned.map(([a, b]) => a * ids.length + b));
  const pair = (/** @type {number} */ one, /** @type {number} */ other, /** @type {number | undefined} */ row = undefined) => {
    let [a, b] = [Math.min(one, other), Math.max(one, other)];
    if (reversed.has(a * ids.length + b)) [a, b] = [b, a];
    const [left, right] = [entries[a].names, entries[b].names];
    const both = { kind: "pair", names: [t("pair-title", { left: left[1], right: right[1] }), t("pair-title", { left: left[0], right: right[0] })], line: "", url: `compare/${pairPath(ids[a], ids[b])}`, of: [] };
    if (row === undefined) return both;
    const { names, line, url } = entries[row];
    return { ...both, names: both.names.map((name) => `${name}: ${names[0]}`), line, url: both.url + url.slice(url.indexOf("#")) };
  };

  const firstFact = size;
  let things = size + pairs.length;
  facts.forEach((list, role) => {
    list.forEach((fact, n) => {
      if (fact !== 0) things++;
      if (typeof fact === "string") postLine(firstFact + role * anchors.length + n, fact);
    });
  });
  size += facts.length * anchors.length;

  // The numbers of texts: those of roles, terms, articles, pages and pairs, in this order.
  const firstSection = size;
  const lengths = [...numbers(slots)];
  const single = lengths.length - pairs.length;
  /** @type {number[]} */
  const texts = [];
  lengths.forEach((length, text) => {
    texts.push(size);
    things += length;
    size += length + (text >= single ? 1 : 0);
  });
  /** @type {[from: number, first: number][]} */
  const parents = [[0, 0]];
  for (const [kind, before] of [["term", "role"], ["article", "term"], ["page", "article"]]) parents.push([parents[parents.length - 1][0] + count(before), first(kind)]);
  const parent = (/** @type {number} */ text) => {
    if (text >= single) return texts[text];
    const [from, start] = /** @type {[number, number]} */ (parents.findLast(([from]) => from <= text));
    return start + text - from;
  };
  pairs.forEach(([a, b], n) => {
    const number = texts[single + n];
    spelt[number] = postNames(number, pair(a, b).names);
  });
  /** The headings of texts, by the number of the first section. @type {Map<number, Heading[]>} */
  const headed = new Map();
  if (titles) {
    const withHeadings = lengths.flatMap((length, text) => (length > 1 ? [texts[text] + (text >= single ? 1 : 0)] : []));
    titles.forEach((list, n) => {
      headed.set(withHeadings[n], list.map((heading) => headings[heading]));
      list.forEach((heading, section) => postName(withHeadings[n] + section + 1, titleOf(headings[heading]), HEADING));
    });
  }

  /** @type {Map<number, Thing>} */
  let made = new Map();
  const kind = (/** @type {number} */ number) => {
    if (number < firstFact) return kindOf(number)[0];
    if (number < firstSection) return "fact";
    const at = find(number);
    return number === at.first ? "text" : number < at.first ? "pair" : "section";
  };
  const find = (/** @type {number} */ number) => {
    const n = search(texts, lengths, number);
    return { text: n, first: texts[n] + (n >= single ? 1 : 0) };
  };
  const of = (/** @type {number} */ number) => {
    if (number < firstFact) return [];
    if (number < firstSection) return [Math.floor((number - firstFact) / anchors.length), row + ((number - firstFact) % anchors.length)];
    const at = find(number);
    return number < at.first ? [] : [parent(at.text)];
  };
  /** @type {(number: number) => Thing} */
  const make = (number) => {
    const [whole] = of(number);
    if (number < firstFact) return entries[number] ?? { kind: kind(number), names: [], line: "", url: `#${number}`, of: [], lacks: [number] };
    if (number < firstSection) {
      const n = (number - firstFact) % anchors.length;
      const fact = facts[whole][n];
      const { names, line } = entries[row + n];
      const lacks = fact === 1 && starts.entries && !allFacts ? [firstFact + whole * anchors.length] : undefined;
      return { kind: "fact", names: [`${entries[whole].names[1]}: ${names[0]}`], line: fact === 1 ? line : String(fact), url: `${entries[whole].url}#${anchors[n]}`, of: of(number), lacks };
    }
    const at = find(number);
    if (number < at.first) return pair(...pairs[at.text - single]);
    const owner = thing(whole);
    const heading = headed.get(at.first)?.[number - at.first - 1];
    const lacks = [...(owner.names.length === 0 ? [whole] : []), ...(number > at.first && heading === undefined ? [at.first] : [])];
    const rest = { line: owner.names[0] ?? "", of: [whole], ...(lacks.length > 0 && { lacks }) };
    if (number === at.first) return { kind: "text", names: [], url: owner.url, ...rest };
    if (heading === undefined || owner.names.length === 0) return { kind: "section", names: [], url: `#${number}`, ...rest };
    const anchor = typeof heading === "string" ? dashed(heading) : heading[0];
    return { kind: "section", names: [titleOf(heading)], url: `${owner.url}#${anchor}`, ...rest };
  };
  const thing = (/** @type {number} */ number) => {
    const known = made.get(number) ?? make(number);
    made.set(number, known);
    return known;
  };
  const allFacts = facts.some((list) => list.some((fact) => typeof fact === "string"));

  const common = new Set();
  /** @type {Lexicon[]} */
  const lexicons = [];
  const addWords = (/** @type {string} */ spelling, /** @type {string} */ digits, /** @type {number[]} */ fields) => {
    const [vocabulary, places] = [/** @type {string[]} */ ([]), /** @type {number[][]} */ ([])];
    for (const [word, list, isCommon] of placed(spelling, digits, fields)) {
      if (isCommon) common.add(word);
      vocabulary.push(word);
      places.push(list);
    }
    lexicons.push({ vocabulary, places, named: new Uint8Array(vocabulary.length).fill(Number(fields === NAMES)) });
  };
  const vocabulary = [...has.keys()].sort();
  const places = vocabulary.map((word) => /** @type {number[]} */ (has.get(word)));
  lexicons.push({ vocabulary, places, named: Uint8Array.from(places, (list) => Number(list.some((place) => place % 8 <= OTHER_NAME))) });
  if (spelling !== undefined && digits !== undefined) addWords(spelling, digits, TEXTS);

  const rows = /** @type {[number, number]} */ ([row, row + anchors.length]);
  const phrases = phrasesOf({ entries, spelt, roles: ids.length, rows }, asked, regions);
  const shards = new Shards(starts, get, (family, part) => {
    if (part.stamp !== stamp) throw new Error("The site has changed.");
    if (family !== "entries") return addWords(part.words ?? "", part.places ?? "", family === "names" ? NAMES : TEXTS);
    for (const [number, item] of part.items ?? []) {
      if (number < firstFact) {
        const isNew = !entries[number];
        const { kind, names } = entry(number, item);
        spelt[number] = names.map(words);
        if (isNew) addNames(phrases, kind, spelt[number], number);
      } else if (number < firstSection) facts[Math.floor((number - firstFact) / anchors.length)] = item;
      else headed.set(number, item);
    }
    made = new Map();
  });
  return {
    thing,
    kind,
    of,
    spelt: (number) => {
      if (!spelt[number]) shards.entries(number);
      return spelt[number] ?? [];
    },
    size: things,
    end: size,
    lexicons,
    shards,
    common,
    roles: ids.length,
    rows,
    fact: (role, n) => (facts[role]?.[n] ? firstFact + role * anchors.length + n : undefined),
    sections: (role) => Array.from({ length: lengths[role] }, (_, n) => texts[role] + n),
    at: (url) => {
      const number = urls.get(url);
      return number === undefined ? undefined : entries[number];
    },
    needLevels: () => void (kinds[kindNumber("level")]?.[2].length < count("level") && shards.entries(first("level"), first("level") + count("level"))),
    pair,
    featured,
    ids,
    regions,
    salaries: urls.has("salaries/") ? "salaries/" : "",
    pay: anchors.indexOf("page.figures"),
    scale: scale.map(([id, label]) => ({ id, spelling: words(label) })),
    publishers: publishers.map(words),
    phrases,
  };
}

/**
 * Returns the last text that begins at or before a number, and has sections.
 * @param {number[]} texts
 * @param {number[]} lengths
 * @param {number} number
 */
function search(texts, lengths, number) {
  let [low, high] = [0, texts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (texts[middle] <= number) low = middle;
    else high = middle;
  }
  while (lengths[low] === 0) low--;
  return low;
}

/** @param {string} name */
const dashed = (name) => (name.match(/[A-Za-z0-9]+/g) ?? []).join("-").toLowerCase();

/** @param {Heading} heading */
const titleOf = (heading) => (typeof heading === "string" ? heading : heading[1]);

/** The fields of both kinds of shards of words. */
const NAMES = [NAME, OTHER_NAME];
const TEXTS = [HEADING, LINE, TEXT];

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** The value of each digit, by its code. */
const VALUES = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => (VALUES[digit.charCodeAt(0)] = value));

/**
 * Decodes numbers; see `src/pages/outputs/search/places.rs`.
 * @param {string} digits
 * @returns {Generator<number>}
 */
function* numbers(digits) {
  let [sum, unit] = [0, 1];
  for (let at = 0; at < digits.length; at++) {
    const digit = VALUES[digits.charCodeAt(at)];
    sum += (digit % 32) * unit;
    unit *= 32;
    if (digit >= 32) continue;
    yield sum;
    [sum, unit] = [0, 1];
  }
}

/**
 * Decodes words and their places.
 * @param {string} spelling
 * @param {string} digits
 * @param {number[]} fields
 * @returns {Generator<[word: string, places: number[], isCommon: boolean]>}
 */
function* placed(spelling, digits, fields) {
  let at = 0;
  const number = () => {
    for (let sum = 0, unit = 1; ; unit *= 32) {
      const digit = VALUES[digits.charCodeAt(at++)];
      sum += (digit % 32) * unit;
      if (digit < 32) return sum;
    }
  };
  let last = "";
  for (const entry of spelling.split(" ").slice(0, -1)) {
    const shared = VALUES[entry.charCodeAt(0)];
    last = (isPlain(last) ? last.slice(0, shared) : [...last].slice(0, shared).join("")) + entry.slice(1);
    const places = [];
    let isCommon = false;
    for (const field of fields) {
      let count = number();
      if (field === TEXT) isCommon = count-- === 0;
      for (let next = 0; count > 0; count--) {
        const place = next + number();
        places.push(place * 8 + field);
        next = place + 1;
      }
    }
    yield [last, places, isCommon];
  }
}

/** Returns true if every character is one unit of UTF-16. @param {string} text */
const isPlain = (text) => !/[\ud800-\udfff]/.test(text);
