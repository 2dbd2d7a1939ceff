// What a reader's connection has to carry: everything that a page loads, as a host sends it (gzip).

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();
const KB = 1000;

/** What a page has loaded until now. */
const loaded = (/** @type {import("playwright-core").Page} */ page) =>
  page.evaluate(() =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) => {
      const { name, encodedBodySize } = /** @type {PerformanceResourceTiming} */ (entry);
      return { name, size: encodedBodySize };
    }),
  );
const sum = (/** @type {{ name: string, size: number }[]} */ files) => files.reduce((bytes, file) => bytes + file.size, 0);

test("search is at most 60 KB: its scripts and all of its index", async () => {
  const page = await visit(site, "/");
  const before = await loaded(page);
  await page.keyboard.press("/");
  await page.keyboard.type("sre");
  await page.getByRole("listbox", { name: "Results" }).getByRole("option").first().waitFor();
  const search = (await loaded(page)).filter(({ name }) => name.includes("search"));
  const drawn = JSON.stringify(search, null, 1);
  assert.ok(search.some(({ name }) => name.endsWith("/search/index.json")), drawn);
  assert.ok(sum(search) <= 60 * KB, `${sum(search)} ${drawn}`);
  // Whoever does not search has loaded next to nothing for it.
  assert.ok(sum(before.filter(({ name }) => name.includes("search"))) < KB, JSON.stringify(before));
});

test("a guide is at most 60 KB, and its scripts 25 KB", async () => {
  for (const guide of ["/roles/sre/", "/roles/platform-engineer/", "/roles/dbre/"]) {
    const page = await visit(site, guide);
    const files = await loaded(page);
    const drawn = JSON.stringify(files, null, 1);
    assert.ok(sum(files) > 10 * KB, drawn);
    assert.ok(sum(files) <= 60 * KB, drawn);
    assert.ok(sum(files.filter((file) => file.name.endsWith(".js"))) <= 25 * KB, drawn);
  }
});
