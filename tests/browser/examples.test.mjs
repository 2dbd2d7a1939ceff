// The example sites in both schemes, at both sizes: axe, overflow, and colours of their own.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { complaints } from "./axe.mjs";
import { sizeFaults } from "./layout.mjs";
import { published, ROOT, visit } from "./site.mjs";

/** Each site with a role and a pair. */
const SITES = /** @type {const} */ ([
  ["design-levels", "/ladder/designer/", "/compare/designer-vs-senior-designer/"],
  ["klinik", "/berufe/hebamme/", "/compare/hebamme-vs-pflegefachperson/"],
  ["languages", "/languages/go/", "/compare/go-vs-rust/"],
]);

const SETTINGS = /** @type {const} */ ([
  { theme: "light", width: 1440 },
  { theme: "dark", width: 390 },
]);

/** @type {Set<string>} */
const seen = new Set();

for (const [name, role, pair] of SITES) {
  test(`${name} is accessible in both schemes, and looks like no other`, async () => {
    const site = await published({ name: `example-${name}`, root: join(ROOT, "examples", name) });
    const visits = ["/", role, pair, "/compare/"].flatMap((path) => SETTINGS.map((setting) => ({ path, setting })));
    await Promise.all(visits.map(async ({ path, setting }) => {
      const page = await visit(site, path, setting);
      const where = `${path} ${JSON.stringify(setting)}`;
      assert.deepEqual(await page.evaluate(sizeFaults), [], where);
      assert.deepEqual(await complaints(page), [], where);
      if (path === "/") {
        const look = await page.evaluate(() => {
          const style = getComputedStyle(document.documentElement);
          return ["--paper", "--ink", "--left", "--right", "--font-heading"].map((token) => style.getPropertyValue(token)).join(" ");
        });
        assert.ok(!seen.has(look), look);
        seen.add(look);
      }
      await page.context().close();
    }));
  });
}
