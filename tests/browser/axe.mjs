// The violations that axe finds on a page in its current state.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @param {string[][]} [exclude] */
const look = async (exclude = []) => {
  // How large a target is (WCAG 2.2, AA) is asked for: by itself, axe leaves it out.
  // @ts-ignore: `axe` has just been added.
  const { violations } = await globalThis.axe.run({ include: [["html"]], exclude }, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
  return violations.map((/** @type {any} */ found) => `${found.id}: ${found.help}\n  ${found.nodes.map((/** @type {any} */ node) => node.html).join("\n  ")}`);
};

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
export async function complaints(page) {
  // Tests may add a script where the page's policy lets none in.
  await page.evaluate(axe);
  return page.evaluate(look, []);
}

/** Of rows and entries that are alike, the first are looked at. Chromium looks at all of them, in `accessible.test.mjs`. */
const ALIKE = [["tr:nth-child(n+6)"], ["li:nth-child(n+8)"], [".terms > div:nth-child(n+8)"], ["section.part:nth-of-type(n+8)"], ["fieldset:nth-of-type(n+4)"]];

/**
 * The same in any engine.
 * @param {import("./engines.mjs").Page} page
 * @returns {Promise<string[]>}
 */
export async function complaintsIn(page) {
  await page.addScript(axe);
  return page.evaluate(look, ALIKE);
}
