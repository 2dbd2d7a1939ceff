// The parts of the search index that are fetched when a query needs them: words by their first letters, and entries by
// number. See `src/pages/outputs/search/index.rs` for their content.

/**
 * @typedef {"names" | "texts" | "entries"} Family
 * @typedef {object} Part a shard: words with their places, or items
 * @property {string} stamp
 * @property {string} [words]
 * @property {string} [places]
 * @property {[number: number, item: any][]} [items]
 */

/** The greatest text that begins with a text. @param {string} text */
const last = (text) => `${text}\uffff`;

export class Shards {
  /** The files that the query needs and that are not here yet. @type {Set<string>} */
  wanted = new Set();
  /** The files that are here, and those that could not be fetched for this query. @type {Set<string>} */
  #done = new Set();
  /** @type {Set<string>} */
  #failed = new Set();
  /** @type {Map<string, Promise<void>>} */
  #coming = new Map();
  #starts;
  #get;
  #add;

  /**
   * @param {Partial<Record<Family, [start: any, version: string][]>>} starts where each shard begins
   * @param {(file: string, version: string) => Promise<Part>} get
   * @param {(family: Family, part: Part) => void} add
   */
  constructor(starts, get, add) {
    this.#starts = starts;
    this.#get = get;
    this.#add = add;
  }

  /** Begins a query. */
  begin() {
    this.wanted.clear();
  }

  /** Lets files be tried again that could not be fetched. */
  retry() {
    this.#failed.clear();
  }

  /**
   * Asks for the shards of a family that `is` accepts, by where they begin and where the next does.
   * @param {Family} family
   * @param {(start: any, end: any) => boolean} is
   * @returns {boolean} true if they are here
   */
  #need(family, is) {
    const starts = this.#starts[family] ?? [];
    let complete = true;
    starts.forEach(([start], n) => {
      const file = `${family}-${n}`;
      if (this.#done.has(file) || !is(start, starts[n + 1]?.[0])) return;
      complete = false;
      if (!this.#failed.has(file)) this.wanted.add(file);
    });
    return complete;
  }

  /**
   * Asks for the words that begin with a text, or only for that word.
   * @param {Family} family
   * @param {string} text
   */
  words(family, text, whole = false) {
    const end = whole ? text : last(text);
    return this.#need(family, (start, next) => start <= end && (next === undefined || next > text));
  }

  /**
   * Asks for the words of names that a word may be meant for, if it has a typo: those with the same first letter, or with another
   * one before it, instead of it, or without it.
   * @param {string} word
   */
  typosOfNames(word) {
    const overlaps = (/** @type {string} */ text, /** @type {string} */ start, /** @type {string} */ next) => start <= last(text) && (next === undefined || next > text);
    this.#need("names", (start, next) => {
      const first = start[0];
      if (first === undefined || next === undefined || next[0] !== first) return true;
      return [word[0], word[1] + word[0], word.slice(1), first + word.slice(1), first + word].some((text) => overlaps(text, start, next));
    });
  }

  /**
   * Asks for what a thing is displayed with.
   * @param {number} first its number
   * @param {number} end the number of the first thing that is not asked for
   */
  entries(first, end = first + 1) {
    return this.#need("entries", (start, next) => start < end && (next === undefined || next > first));
  }

  /** Asks for everything. */
  all() {
    for (const family of /** @type {Family[]} */ (["names", "texts", "entries"])) this.#need(family, () => true);
  }

  /**
   * Fetches files.
   * @param {Iterable<string>} files
   * @returns {Promise<boolean>} true if any is here now
   */
  async fetch(files = this.wanted) {
    const fetched = [...files];
    await Promise.all(fetched.map((file) => this.#fetch(file)));
    return fetched.some((file) => this.#done.has(file));
  }

  /** @param {string} file */
  #fetch(file) {
    let coming = this.#coming.get(file);
    if (!coming) {
      const [family, number] = /** @type {[Family, string]} */ (file.split("-"));
      const [, version] = /** @type {[any, string][]} */ (this.#starts[family])[Number(number)];
      coming = this.#get(file, version)
        .then((part) => {
          this.#add(family, part);
          this.#done.add(file);
        })
        // Offline, or the site has changed: the query is answered from what is here.
        .catch(() => void this.#failed.add(file))
        .finally(() => this.#coming.delete(file));
      this.#coming.set(file, coming);
    }
    return coming;
  }
}
