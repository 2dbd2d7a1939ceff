// What a question is answered with, asked of the published index without a page around it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ENDING, EXACT, fit, TYPO, words } from "../../static/assets/search/words.js";
import { QUESTIONS } from "./questions.mjs";
import { published, ROOT, scripts, wholeIndex } from "./site.mjs";

const load = await scripts("find");
/** @type {typeof import("../../static/assets/search/find.js")} */
const { find } = await load("search/find.js");
/** @type {typeof import("../../static/assets/search/index.js")} */
const { read } = await load("search/index.js");

const site = await published();
const index = await wholeIndex(site, read);
const asked = (/** @type {string} */ question) => find(index, question).things.map(({ url }) => `/${url}`);

for (const [question, first] of QUESTIONS) {
  test(`\`${question}\` finds ${first}`, () => assert.equal(asked(question)[0], first));
}

test("words are those that the program finds", async () => {
  /** @type {[string, string[]][]} */
  const cases = JSON.parse(await readFile(join(ROOT, "tests/words.json"), "utf8"));
  for (const [text, expected] of cases) assert.deepEqual(words(text), expected, text);
});

test("a word fits its beginning, its endings and one typo, in this order", () => {
  assert.equal(fit("toil", "toil", true), EXACT);
  const prefix = fit("prom", "prometheus", true);
  assert.ok(prefix < EXACT && prefix > ENDING);
  assert.equal(fit("engineering", "engineer", false), ENDING);
  assert.equal(fit("slos", "slo", false), ENDING);
  for (const typo of ["promethues", "prometeus", "promethheus", "promatheus"]) assert.equal(fit(typo, "prometheus", true), TYPO, typo);
  for (const typo of ["rpom", "prmo", "prim", "proom"]) {
    const fits = fit(typo, "prometheus", true);
    assert.ok(fits > 0 && fits < TYPO, typo);
  }
  assert.equal(fit("slo", "sla", true), 0, "a short word has no typos");
  assert.equal(fit("promethsue", "prometheus", true), 0, "two typos are two words");
});

test("names come before headings, headings before texts, and each address once", () => {
  for (const question of ["toil", "error budget", "on call", "kubernetes", "pay", "incident"]) {
    const { things } = find(index, question);
    const called = (/** @type {string[]} */ names) => names.some((name) => words(question).every((word) => words(name).includes(word)));
    const text = (/** @type {string} */ kind) => kind === "section" || kind === "text";
    const rank = things.map(({ kind, names }) => (called(names) ? Number(text(kind)) : text(kind) ? 3 : 2));
    const sorted = rank.filter((rank) => rank !== 2);
    assert.deepEqual(sorted, [...sorted].sort(), question);
    assert.ok(rank.lastIndexOf(0) < (rank.indexOf(2) + 1 || Infinity), question);
    assert.equal(new Set(things.map(({ url }) => url)).size, things.length);
  }
});

test("`sre vs` offers every other role, those that the site shows first in front", () => {
  const pairs = find(index, "sre vs").things.filter(({ kind }) => kind === "pair");
  assert.equal(pairs.length, index.roles - 1);
  assert.equal(pairs[0].url, "compare/sre-vs-platform-engineer/");
});

test("every address that can be found is there", async () => {
  for (let number = 0; number < index.end; number++) {
    const [role, row] = index.of(number);
    if (index.kind(number) === "fact" && index.fact(role, row - index.rows[0]) === undefined) continue;
    const { url } = index.thing(number);
    const [path, anchor] = url.split("#");
    const html = await readFile(join(site.folder, path, "index.html"), "utf8");
    assert.ok(!anchor || html.includes(`id="${anchor}"`), url);
  }
});

test("whatever is asked is answered, and at once", () => {
  // Numbers that look random and are the same each time (xorshift).
  let state = 20261125;
  const below = (/** @type {number} */ n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  const parts = [...index.lexicons.flatMap(({ vocabulary }) => vocabulary).filter((_, n) => n % 97 === 0), "vs", "or", "and", "sre", "difference", "", "<img>", "\0", "\ud800", "👩‍💻", "%", "日本", "ß", "İ", "__proto__", "constructor", "a".repeat(5000)];
  const spoilt = (/** @type {string} */ word) => (below(3) ? word : word.slice(0, below(word.length + 1)) + String.fromCharCode(below(0x3000)) + word.slice(below(word.length + 1)));
  for (let n = 0; n < 2000; n++) {
    const question = Array.from({ length: below(8) }, () => spoilt(parts[below(parts.length)])).join(" ");
    const { things } = find(index, question);
    for (const { url, kind } of things) assert.ok(url && kind, question);
  }
});
