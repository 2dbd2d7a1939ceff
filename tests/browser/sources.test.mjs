// Somebody looks for a source: by letter, by words, the newest or the most used first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();

test("sources are narrowed by words and put in another order", async () => {
  const page = await visit(site, "/sources/");
  const shown = page.locator("li[data-used]:visible");
  const all = await shown.count();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height < 80 * all, `${height} px for ${all} sources`);
  await page.getByLabel("Filter").fill("GOOGLE");
  const some = await shown.count();
  assert.ok(some > 1 && some < all / 2, `${some} of ${all}`);
  assert.equal(await page.getByRole("status").textContent(), `${some} of ${all} sources`);
  await page.getByLabel("Filter").fill("");
  await page.getByLabel("Order").selectOption("most cited first");
  const used = await shown.evaluateAll((items) => items.map((item) => Number(/** @type {HTMLElement} */ (item).dataset.used)));
  assert.deepEqual(used, [...used].sort((a, b) => b - a));
  assert.equal(used.length, all);
  await page.getByLabel("Order").selectOption("by publisher");
  assert.ok(await page.getByRole("heading", { name: "A", exact: true }).isVisible(), "letters are back");
});

test("without scripts sources stand by letter, and a link to one leads there", async () => {
  const page = await visit(site, "/sources/#sre-intro", { scripts: false });
  assert.ok(await page.locator("#sre-intro").evaluate((item) => item.matches(":target")));
  assert.ok(!(await page.getByLabel("Filter").isVisible()), "nothing is offered that does nothing");
  await page.getByRole("navigation", { name: "Publishers by letter" }).getByRole("link", { name: "G", exact: true }).click();
  assert.ok(await page.getByRole("heading", { name: "G", exact: true }).isVisible());
  await page.locator("#sre-intro").getByRole("group").locator("summary").click();
  assert.match(await page.locator("#sre-intro").innerText(), /read/i);
});

test("on a telephone, / goes to search and not to the filter", async () => {
  const page = await visit(site, "/sources/", { width: 390 });
  await page.keyboard.press("/");
  await page.waitForURL("**/search/");
});
