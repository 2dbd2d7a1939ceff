// Nothing moves while a page loads: scripts add their controls into space that the style sheet keeps for them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { KINDS } from "./kinds.mjs";
import { published, visit } from "./site.mjs";

const site = await published();

/** Two hundredths are less than two lines on a phone; Core Web Vitals call up to 0.1 good. */
const MOST = 0.02;

/** Without the page for a missing address, which shows what was found for its words. */
const { "not found": _, ...kinds } = KINDS;

test("no kind of page shifts its layout while it loads, on a phone or a wide screen", async () => {
  const shifts = [];
  for (const [kind, path] of Object.entries(kinds)) {
    for (const width of [412, 1280]) {
      const page = await visit(site, path, { width });
      const shift = await page.evaluate(() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += /** @type {PerformanceEntry & { value: number }} */ (entry).value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 250);
      }));
      if (Number(shift) > MOST) shifts.push(`${kind} at ${width} px: ${Number(shift).toFixed(3)}`);
      await page.context().close();
    }
  }
  assert.deepEqual(shifts, []);
});
