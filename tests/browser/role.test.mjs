// The page of a role beside its long guide: the contents and the facts stay in sight.

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();

test("the contents name the section that is being read, and stay in sight with the facts", async () => {
  const page = await visit(site, "/roles/sre/", { width: 1440 });
  const current = () => page.locator(".contents [aria-current]").allInnerTexts();
  assert.deepEqual(await current(), ["At a glance"]);
  const [header, facts] = [page.locator("main > header"), page.locator(".facts > div")];
  const bottom = (await header.boundingBox())?.y ?? 0;
  assert.ok(((await facts.boundingBox())?.y ?? 0) > bottom, "the facts begin below the header");
  for (const name of ["A typical week", "How people get in", "Responsibilities"]) {
    await page.locator(".contents").getByRole("link", { name }).click();
    await page.waitForFunction((name) => document.querySelector(".contents [aria-current]")?.textContent === name, name);
    assert.deepEqual(await current(), [name]);
    const { seen, side } = await page.evaluate(() => {
      const box = (/** @type {string} */ of) => /** @type {Element} */ (document.querySelector(of)).getBoundingClientRect();
      const [contents, facts] = [box(".contents"), box(".facts > div")];
      return { seen: contents.top >= 0 && contents.bottom <= innerHeight, side: Math.min(facts.bottom, innerHeight) - Math.max(facts.top, 0) };
    });
    assert.ok(seen, `the contents are in sight at ${name}`);
    assert.ok(side > 450, `the facts are beside ${name}: ${side} px`);
  }
  await page.context().close();
});
