// Every kind of page in three engines: nothing runs out of it, nothing hidden is shown, links in text are underlined, and axe has
// no complaint. Details are open, and the font is the widest. Each page is loaded once, narrow and with a finger, and then resized.

import assert from "node:assert/strict";
import { complaintsIn } from "./axe.mjs";
import { inEachEngine } from "./engines.mjs";
import { WIDEST } from "./fonts.mjs";
import { KINDS } from "./kinds.mjs";
import { openDetails, sizeFaults, styleFaults } from "./layout.mjs";
import { longWords } from "./long-words.mjs";
import { published } from "./site.mjs";

/** @typedef {import("./engines.mjs").Page} Page */

const site = await published();
const long = await longWords();

/**
 * Returns the kinds of pages that an engine is given: in the suite all for Chromium, and half for each of the others;
 * `BROWSER_TESTS=full` gives all.
 * @param {string} name of the engine
 */
function kindsOf(name) {
  const every = Object.entries(KINDS);
  if (process.env.BROWSER_TESTS === "full" || name === "chromium") return every;
  return every.filter((_, at) => at % 2 === Number(name === "webkit"));
}

/**
 * Looks at every kind of page of a site, and fails with all that was found.
 * @param {import("./engines.mjs").Engine} engine
 * @param {{ origin: string }} of
 * @param {(page: Page) => Promise<string[]>} look
 */
async function everyKind(engine, of, look) {
  /** @type {Record<string, string[]>} */
  const found = {};
  const kinds = (process.env.KINDS ?? Object.keys(KINDS).join(",")).split(",");
  for (const [kind, path] of kindsOf(engine.name).filter(([kind]) => kinds.includes(kind))) {
    const began = performance.now();
    const page = await engine.visit(of, path, { width: 320, height: 700, touch: true, font: WIDEST });
    await page.evaluate(openDetails);
    const faults = await look(page);
    if (process.env.TIMES) console.log(engine.name, kind, Math.round(performance.now() - began));
    if (faults.length > 0) found[kind] = faults;
    await page.close();
  }
  assert.deepEqual(found, {});
}

/**
 * The faults at a width.
 * @param {Page} page
 * @param {number} width
 * @param {number} [textScale]
 */
async function faultsAt(page, width, textScale = 1) {
  await page.resize(width, 844);
  await page.evaluate((percent) => void (document.documentElement.style.fontSize = percent), `${textScale * 100}%`);
  return (await page.evaluate(sizeFaults)).map((fault) => `at ${width} px${textScale === 1 ? "" : `, text at ${textScale * 100}%`}: ${fault}`);
}

inEachEngine("every kind of page at 320, 820 and 1280 px, and with text at 200% at 390 px", async (engine) => {
  await everyKind(engine, site, async (page) => [
    ...(await page.evaluate(sizeFaults)),
    ...(await page.evaluate(styleFaults)),
    ...(await complaintsIn(page)),
    ...(await faultsAt(page, 820)),
    ...(await faultsAt(page, 1280)),
    ...(await faultsAt(page, 390, 2)),
  ]);
});

inEachEngine("every kind of page of a site with words of 21 and 80 letters, at 320 and 1024 px", async (engine) => {
  await everyKind(engine, long, async (page) => [...(await page.evaluate(sizeFaults)), ...(await faultsAt(page, 1024))]);
});

inEachEngine("each fault of a layout is found", async (engine) => {
  const page = await engine.visit(site, "/about/", { width: 320, height: 700, touch: true });
  await page.evaluate(() => {
    const main = /** @type {HTMLElement} */ (document.querySelector("main"));
    main.insertAdjacentHTML("beforeend", '<p class="wide">Wide</p><p class="shown" hidden>Shown</p><p>In <a class="plain" href="/">text</a></p><img alt="">');
    const set = (/** @type {string} */ selector, /** @type {string} */ name, /** @type {string} */ value) => /** @type {HTMLElement} */ (main.querySelector(selector)).style.setProperty(name, value, "important");
    set(".wide", "min-width", "400px");
    set(".shown", "display", "block");
    set(".plain", "text-decoration-line", "none");
  });
  const faults = [...(await page.evaluate(sizeFaults)), ...(await page.evaluate(styleFaults))];
  for (const [at, start] of ["the page is ", "hidden, and shown", "a link that looks like text", "an image without a size"].entries()) {
    assert.ok(faults[at]?.startsWith(start), `${start} … is not in ${JSON.stringify(faults)}`);
  }
  assert.equal(faults.length, 4);
  await page.close();
});
