// How soon a keystroke is answered: from the event of a letter to the list below the field, laid out. Every beginning of every
// question of the tests, in Chromium, with the site as it is published. The first round is what somebody meets who has just
// come; the others are the same letters again.
//
//     (cd tests/browser && npm ci) && node benches/search/keystroke.mjs

import { QUESTIONS } from "../../tests/browser/questions.mjs";
import { published, visit } from "../../tests/browser/site.mjs";

const site = await published();
const page = await visit(site, "/");
await page.keyboard.press("/");
await page.getByRole("combobox", { name: "Search" }).waitFor();
const beginnings = QUESTIONS.flatMap(([question]) => Array.from(question, (_, n) => question.slice(0, n + 1)));

const rounds = await page.evaluate((beginnings) => {
  const field = /** @type {HTMLInputElement} */ (document.activeElement);
  const list = /** @type {HTMLElement} */ (document.querySelector("[role=listbox]"));
  return Array.from({ length: 5 }, () =>
    beginnings.map((beginning) => {
      field.value = beginning;
      const start = performance.now();
      field.dispatchEvent(new Event("input"));
      list.getBoundingClientRect();
      return { beginning, took: performance.now() - start };
    }),
  );
}, beginnings);
const reading = await page.evaluate(async () => {
  // @ts-ignore: an address of the site, known to the page alone
  const { read } = await import(new URL("assets/search/index.js", document.baseURI).href);
  const written = await (await fetch("search/index.json")).text();
  return Array.from({ length: 5 }, () => {
    const start = performance.now();
    read(JSON.parse(written));
    return performance.now() - start;
  });
});
await page.context().close();

const of = (/** @type {number[]} */ numbers, /** @type {number} */ part) => numbers.sort((a, b) => a - b)[Math.floor((numbers.length - 1) * part)].toFixed(1);
console.log(`reading the index: ${reading.map((took) => took.toFixed(1)).join(", ")} ms`);
rounds.forEach((round, n) => {
  const slowest = round.reduce((a, b) => (b.took > a.took ? b : a)).beginning;
  const all = round.map(({ took }) => took);
  console.log(`round ${n + 1}: ${all.length} keystrokes, median ${of(all, 0.5)} ms, p99 ${of(all, 0.99)} ms, most ${of(all, 1)} ms (\`${slowest}\`)`);
});
