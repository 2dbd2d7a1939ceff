// Axe finds no violation on any kind of page, wide in the light theme and narrow in the dark one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "./axe.mjs";
import { KINDS } from "./kinds.mjs";
import { published, visit } from "./site.mjs";

const site = await published();

/** The layout tests ask axe about the narrow page in the light theme. */
const SETTINGS = /** @type {const} */ ([
  { theme: "light", width: 1280 },
  { theme: "dark", width: 390 },
]);

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
