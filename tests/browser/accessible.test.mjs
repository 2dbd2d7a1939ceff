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

for (const [kind, path] of Object.entries(KINDS)) {
  test(`axe has no complaint about ${kind}`, async () => {
    await Promise.all(SETTINGS.map(async (setting) => {
      const page = await visit(site, path, setting);
      // Tests may add a script where the page's policy lets none in.
      await page.evaluate(axe);
      const complaints = await page.evaluate(async () => {
        // @ts-ignore: `axe` has just been added.
        const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
        return violations.map((/** @type {any} */ found) => `${found.id}: ${found.help}\n  ${found.nodes.map((/** @type {any} */ node) => node.html).join("\n  ")}`);
      });
      assert.deepEqual(complaints, [], JSON.stringify(setting));
      await page.context().close();
    }));
  });
}
