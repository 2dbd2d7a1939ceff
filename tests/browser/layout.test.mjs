// Every kind of page in three engines: nothing runs out of it, what is hidden is not shown, links in text are underlined, and axe
// has no complaint, with all details open. With a finger at 320 px, with text at 200%, with a mouse in the dark, on paper, and
// where words are long.

import assert from "node:assert/strict";
import { complaintsIn } from "./axe.mjs";
import { inEachEngine } from "./engines.mjs";
import { WIDEST } from "./fonts.mjs";
import { KINDS } from "./kinds.mjs";
import { layoutFaults, openDetails } from "./layout.mjs";
import { longWords } from "./long-words.mjs";
import { published } from "./site.mjs";

/** @typedef {import("./engines.mjs").Page} Page */

const site = await published();
const long = await longWords();
const kinds = Object.entries(KINDS).filter(([kind]) => (process.env.KINDS ?? kind).split(",").includes(kind));

/**
 * Looks at every kind of page, and fails with all that was found.
 * @param {import("./engines.mjs").Engine} engine
 * @param {import("./engines.mjs").Setting} setting
 * @param {(page: Page) => Promise<string[]>} look
 * @param {{ origin: string }} [of]
 */
async function everyKind(engine, setting, look, of = site) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const [kind, path] of kinds) {
    const began = performance.now();
    const page = await engine.visit(of, path, setting);
    const faults = await look(page);
    if (process.env.TIMES) console.log(engine.name, kind, Math.round(performance.now() - began));
    if (faults.length > 0) found[kind] = faults;
    await page.close();
  }
  assert.deepEqual(found, {});
}

inEachEngine("with a finger at 320 px, and with text at 200% at 390 px", async (engine) => {
  await everyKind(engine, { width: 320, height: 700, touch: true }, async (page) => {
    await page.evaluate(openDetails);
    const faults = [...(await page.evaluate(layoutFaults)), ...(await complaintsIn(page))];
    await page.resize(390, 844);
    await page.evaluate(() => void (document.documentElement.style.fontSize = "200%"));
    return [...faults, ...(await page.evaluate(layoutFaults)).map((fault) => `text at 200%: ${fault}`)];
  });
});

inEachEngine("with a mouse in the dark, in the widest font", async (engine) => {
  await everyKind(engine, { width: 1280, theme: "dark", font: WIDEST }, async (page) => {
    await page.evaluate(openDetails);
    return [...(await page.evaluate(layoutFaults)), ...(await complaintsIn(page))];
  });
});

inEachEngine("where words have 21 and 80 letters, at 320 and at 1024 px", async (engine) => {
  await everyKind(engine, { width: 320, height: 700, touch: true }, async (page) => {
    await page.evaluate(openDetails);
    const narrow = await page.evaluate(layoutFaults);
    await page.resize(1024, 700);
    return [...narrow, ...(await page.evaluate(layoutFaults)).map((fault) => `1024 px: ${fault}`)];
  }, long);
});

inEachEngine("closed details are open on paper", async (engine) => {
  for (const path of ["/roles/sre/", "/fit/", "/salaries/"]) {
    const page = await engine.visit(site, path, { print: true, width: 700 });
    const closed = await page.evaluate(() =>
      [...document.querySelectorAll("details:not([open]) > :not(summary)")].filter((part) => getComputedStyle(/** @type {Element} */ (part.parentElement)).display !== "none").filter((part) => !part.checkVisibility({ contentVisibilityAuto: true }) || part.getBoundingClientRect().height === 0).map((part) => part.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(closed, [], path);
    assert.ok(await page.evaluate(() => document.querySelector("details:not([open]) > :not(summary)")), path);
    await page.close();
  }
});
