// The index in shards: the same results as from the whole index, for this repository's site and for a large one, and a list
// that does not move while somebody chooses from it.

import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { queriesOfLarge, writeLarge } from "./large.mjs";
import { QUESTIONS } from "./questions.mjs";
import { published, ROOT, scripts, searchIndex, visit, wholeIndex } from "./site.mjs";

const load = await scripts("shards");
/** @type {typeof import("../../static/assets/search/find.js")} */
const { answer, find } = await load("search/find.js");
/** @type {typeof import("../../static/assets/search/index.js")} */
const { read } = await load("search/index.js");

const site = await published();
const root = join(ROOT, "target/browser/large-root");
if (!(await stat(root).catch(() => null))) await writeLarge(root, { roles: 300, articles: 1200 });
const large = await published({ name: "large", root });

/** What a result is displayed with. @param {import("../../static/assets/search/index.js").Thing} thing */
const shown = ({ kind, url, names, line }) => [kind, url, names, line].join(" ");

/**
 * Compares the results of an index that fetches what it needs with those of the whole.
 * @param {{ folder: string }} of
 * @param {string[]} queries
 */
async function assertSame(of, queries) {
  const whole = await wholeIndex(of, read);
  let all = 0;
  for (const [n, query] of queries.entries()) {
    // An index that knows nothing yet for some queries, and one with the shards of all queries before for the rest.
    const index = n % 5 === 0 ? await searchIndex(of, read) : whole;
    const fresh = index === whole ? await searchIndex(of, read) : index;
    /** @type {import("../../static/assets/search/find.js").Found | undefined} */
    let last;
    await answer(fresh, query, (found) => ((last = found), found.things.slice(0, 20)), () => true, async () => {});
    const expected = find(whole, query);
    assert.ok(last && !last.partial, query);
    assert.deepEqual(last.things.slice(0, 20).map(shown), expected.things.slice(0, 20).map(shown), query);
    assert.deepEqual([last.things.length, last.whole, last.typos], [expected.things.length, expected.whole, expected.typos], query);
    all += expected.things.length;
  }
  assert.ok(all > queries.length, "queries have results");
}

test("shards give the same results as the whole index of this repository's site", async () => {
  const queries = JSON.parse(await readFile(join(ROOT, "tests/browser/queries.json"), "utf8")).map((/** @type {[string]} */ [query]) => query);
  const questions = QUESTIONS.map(([question]) => question);
  await assertSame(site, [...queries, ...questions, ...questions.map((question) => question.slice(0, 4))]);
});

test("shards give the same results as the whole index of a large site", () => assertSame(large, queriesOfLarge().filter((_, n) => n % 4 === 0 || n > 1079)));

test("the first file of a large site is small, and each shard too", async () => {
  const sizes = new Map();
  for (const file of await readdir(join(large.folder, "search"))) {
    if (file.endsWith(".json")) sizes.set(file, gzipSync(await readFile(join(large.folder, "search", file))).length);
  }
  assert.ok(sizes.size > 10);
  assert.ok(sizes.get("index.json") <= 46_000, `${sizes.get("index.json")}`);
  for (const [file, size] of sizes) assert.ok(file === "index.json" || size <= 36_000, `${file}: ${size}`);
});

test("every name, fact, heading and word of a large site is found", async () => {
  const index = await searchIndex(large, read);
  const found = async (/** @type {string} */ query) => {
    /** @type {import("../../static/assets/search/index.js").Thing[]} */
    let things = [];
    await answer(index, query, (found) => (things = found.things).slice(0, 20), () => true, async () => {});
    return things;
  };
  for (const n of [0, 7, 600, 1199]) {
    const text = await readFile(join(root, `content/articles/article-${n}.md`), "utf8");
    const [, title] = /** @type {RegExpExecArray} */ (/title: (.*)/.exec(text));
    assert.equal((await found(title))[0].url, `articles/article-${n}/`);
    const heading = /** @type {RegExpExecArray} */ (/## (.*)/.exec(text))[1];
    assert.ok((await found(heading)).some(({ kind, names }) => kind === "section" && names[0] === heading), heading);
  }
  for (const n of [0, 299]) {
    const text = await readFile(join(root, `content/roles/role-${n}.yaml`), "utf8");
    const [, fact] = /** @type {RegExpExecArray} */ (/row-3: \{value: ([^,]*),/.exec(text));
    assert.ok((await found(fact)).some(({ kind, line }) => kind === "fact" && line === fact), fact);
  }
});

test("a shard of another version of the site is not used", async () => {
  const written = JSON.parse(await readFile(join(large.folder, "search/index.json"), "utf8"));
  const index = read(written, async () => ({ stamp: "other", words: "Azebra ", places: "AAB" }));
  const before = find(index, "zebra").things.length;
  assert.ok(index.shards.wanted.size > 0 && !(await index.shards.fetch()));
  assert.equal(find(index, "zebra").things.length, before);
});

test("results come without waiting for shards, and a selected one stays where it is", async () => {
  const page = await visit(large, "/");
  /** @type {(() => void)[]} */
  const held = [];
  await page.route("**/search/*-*.json*", async (route) => {
    await new Promise((done) => held.push(() => done(undefined)));
    await route.continue();
  });
  await page.keyboard.press("/");
  const first = (await readFile(join(root, "content/roles/role-5.yaml"), "utf8")).match(/name: (\S+)/)?.[1] ?? "";
  await page.keyboard.type(first.toLowerCase());
  const options = page.getByRole("listbox", { name: "Results" }).getByRole("option");
  await options.first().waitFor();
  await page.keyboard.press("ArrowDown");
  const before = await options.first().locator("b").textContent();
  for (let n = 0; n < 40 && held.length === 0; n++) await page.waitForTimeout(50);
  assert.ok(held.length > 0, "shards were asked for");
  const count = await options.count();
  for (let n = 0; n < 10; n++) {
    held.splice(0).forEach((go) => go());
    await page.waitForTimeout(60);
  }
  assert.equal(await options.first().locator("b").textContent(), before);
  assert.equal(await options.first().getAttribute("aria-selected"), "true");
  assert.ok((await options.count()) >= count);
  await page.context().close();
});

test("without a connection the first file still answers", async () => {
  const page = await visit(large, "/");
  await page.route("**/search/*-*.json*", (route) => route.abort());
  await page.keyboard.press("/");
  await page.keyboard.type("R7");
  const options = page.getByRole("listbox", { name: "Results" }).getByRole("option");
  await options.first().waitFor();
  assert.match((await options.first().textContent()) ?? "", /\(R7\)|R7/);
  await page.context().close();
});
