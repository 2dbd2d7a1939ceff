// How soon somebody who begins to search has an answer, and what was fetched for it: from the first letter in the field until the
// list is laid out, in Chromium with a processor slowed down by 4. Two sites: this repository's, and one of 300 roles and 5,000
// articles (`tests/browser/large.mjs`). Then the same query until the last shard has come.
//
//     (cd tests/browser && npm ci) && node benches/search/first-answer.mjs

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { word, writeLarge } from "../../tests/browser/large.mjs";
import { published, ROOT, visit } from "../../tests/browser/site.mjs";

const ROUNDS = Number(process.argv[2] ?? 9);
const root = join(ROOT, "target/browser/larger-root");
if (!(await stat(root).catch(() => null))) await writeLarge(root, { roles: 300, articles: 5000 });
const title = /title: (\S+)/.exec(await readFile(join(root, "content/articles/article-4000.md"), "utf8"));

/** @type {[name: string, site: import("../../tests/browser/site.mjs").Site, queries: string[]][]} */
const sites = [
  ["this repository's site", await published(), ["sre", "kubernetes", "error budget", "reduces interrupts"]],
  ["300 roles, 5,000 articles", await published({ name: "larger", root }), ["r7 vs r8", "role", word(3), word(900), (title?.[1] ?? "").toLowerCase()]],
];
const median = (/** @type {number[]} */ numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

for (const [name, site, queries] of sites) {
  console.log(name);
  for (const query of queries) {
    /** @type {{ read: number, first: number, all: number, bytes: number, later: number }[]} */
    const rounds = [];
    for (let n = 0; n < ROUNDS; n++) {
      const page = await visit(site, "/");
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      await page.keyboard.press("/");
      await page.getByRole("combobox", { name: "Search" }).waitFor();
      const fetched = (/** @type {string} */ pattern) =>
        page.evaluate((pattern) => {
          const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
          return entries.filter(({ name }) => new RegExp(pattern).test(name)).reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
        }, pattern);
      const before = await fetched("search");
      const times = await page.evaluate(async (query) => {
        const field = /** @type {HTMLInputElement} */ (document.activeElement);
        const list = /** @type {HTMLElement} */ (document.querySelector("[role=listbox]"));
        // @ts-ignore: an address of the site, known to the page alone
        const { read } = await import(new URL("assets/search/index.js", document.baseURI).href);
        const written = await (await fetch("search/index.json", { cache: "force-cache" })).text();
        const started = performance.now();
        read(JSON.parse(written));
        const wasRead = performance.now();
        field.value = query;
        field.dispatchEvent(new Event("input"));
        list.getBoundingClientRect();
        const answered = performance.now();
        let [changed, quiet] = [answered, answered];
        const observer = new MutationObserver(() => (changed = performance.now()));
        observer.observe(list, { childList: true });
        while (quiet - changed < 700) {
          await new Promise((done) => setTimeout(done, 50));
          quiet = performance.now();
        }
        return { read: wasRead - started, first: answered - wasRead, all: changed - wasRead };
      }, query);
      rounds.push({ ...times, bytes: before, later: await fetched("/search/[a-z]+-[0-9]+[.]json") });
      await page.context().close();
    }
    const of = (/** @type {keyof typeof rounds[0]} */ key) => median(rounds.map((round) => round[key]));
    console.log(`  \`${query}\`: reading ${of("read").toFixed(0)} ms + answering ${of("first").toFixed(0)} ms, ${(of("bytes") / 1000).toFixed(1)} KB; all results after ${of("all").toFixed(0)} ms and ${(of("later") / 1000).toFixed(1)} KB more`);
  }
}
