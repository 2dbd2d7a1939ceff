// What a reader's connection has to carry: everything that a page loads, as a host sends it (gzip).

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();
const KB = 1000;

test("a guide is at most 60 KB, and its scripts 25 KB", async () => {
  for (const guide of ["/roles/sre/", "/roles/platform-engineer/", "/roles/dbre/"]) {
    const page = await visit(site, guide);
    const loaded = await page.evaluate(() =>
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) => {
        const { name, encodedBodySize } = /** @type {PerformanceResourceTiming} */ (entry);
        return { name, size: encodedBodySize };
      }),
    );
    const sum = (/** @type {typeof loaded} */ files) => files.reduce((bytes, file) => bytes + file.size, 0);
    const drawn = JSON.stringify(loaded, null, 1);
    assert.ok(sum(loaded) > 10 * KB, drawn);
    assert.ok(sum(loaded) <= 60 * KB, drawn);
    assert.ok(sum(loaded.filter((file) => file.name.endsWith(".js"))) <= 25 * KB, drawn);
  }
});
