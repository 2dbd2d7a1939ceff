// Every kind of page, in both themes and at two widths, has nothing that axe complains about.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { KINDS } from "./kinds.mjs";
import { published, visit } from "./site.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const site = await published();

const SETTINGS = /** @type {const} */ ([
  { theme: "light", width: 390 },
  { theme: "light", width: 1280 },
  { theme: "dark", width: 390 },
  { theme: "dark", width: 1280 },
]);

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
async function complaints(page) {
  // Tests may add a script where the page's policy lets none in.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // How large a target is (WCAG 2.2, AA) is asked for: by itself, axe leaves it out.
    // @ts-ignore: `axe` has just been added.
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
    return violations.map((/** @type {any} */ found) => `${found.id}: ${found.help}\n  ${found.nodes.map((/** @type {any} */ node) => node.html).join("\n  ")}`);
  });
}

for (const [kind, path] of Object.entries(KINDS)) {
  test(`axe has no complaint about ${kind}`, async () => {
    await Promise.all(SETTINGS.map(async (setting) => {
      const page = await visit(site, path, setting);
      assert.deepEqual(await complaints(page), [], JSON.stringify(setting));
      await page.context().close();
    }));
  });
}

test("axe has no complaint about what was found, in the header and on the page of search", async () => {
  for (const theme of /** @type {const} */ (["light", "dark"])) {
    const page = await visit(site, "/", { theme });
    await page.keyboard.press("/");
    await page.keyboard.type("error budget");
    await page.getByRole("listbox", { name: "Results" }).getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await complaints(page), [], theme);
    await page.goto(`${site.origin}/search/?q=error+budget`);
    await page.locator(".found q").first().waitFor();
    assert.deepEqual(await complaints(page), [], theme);
    await page.context().close();
  }
});
