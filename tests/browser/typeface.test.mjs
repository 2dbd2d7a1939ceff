// The typeface is optional: a reader on a slow line sees the page in a serif font of their own. It is scaled to the measures
// of the typeface, so headings are as wide and as high as with it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NARROWEST, WIDEST } from "./fonts.mjs";
import { published, visit } from "./site.mjs";

const site = await published();

/**
 * The width of the words and the height of the box of every heading.
 * @param {import("playwright-core").Page} page
 */
const headings = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main :is(h1, h2, h3)")].filter((heading) => heading.checkVisibility()).map((heading) => {
      const range = document.createRange();
      range.selectNodeContents(heading);
      const lines = [...range.getClientRects()];
      return { words: heading.textContent ?? "", width: lines.reduce((sum, line) => sum + line.width, 0), height: heading.getBoundingClientRect().height };
    }),
  );

for (const font of [NARROWEST, WIDEST]) {
  test(`headings keep their size without the typeface, where the reader has ${font.replace(/ .*/, "")} fonts`, async () => {
    for (const path of ["/", "/roles/sre/", "/compare/sre-vs-platform-engineer/", "/articles/reading-a-salary-figure/"]) {
      const page = await visit(site, path, { font });
      /** Sets the page in one family, and says whether its fonts are there. */
      const set = (/** @type {string} */ family) => page.evaluate((family) => document.documentElement.style.setProperty("--built-in", family), family);
      await page.evaluate(async () => {
        // Linux rounds the width of each letter to whole pixels, which other systems and sharper screens do not.
        document.documentElement.style.textRendering = "geometricPrecision";
        for (const weight of ["400", "600"]) {
          const face = new FontFace("The typeface", `url(/assets/serif-${weight}.woff2)`, { weight });
          document.fonts.add(await face.load());
        }
      });
      await set('"The typeface"');
      const own = await headings(page);
      assert.ok(own.length > 3, path);
      await set('"Like Georgia", "Like Times", "Like Noto", "Like DejaVu", monospace');
      const other = await headings(page);
      const sum = (/** @type {{ width: number }[]} */ list) => list.reduce((all, { width }) => all + width, 0);
      const ratio = sum(other) / sum(own);
      assert.ok(Math.abs(ratio - 1) < 0.03, `${path}: ${ratio}`);
      for (const [at, { words, width, height }] of own.entries()) {
        assert.ok(Math.abs(other[at].width / width - 1) < 0.12, `${path}: “${words}” is ${other[at].width} px wide instead of ${width}`);
        assert.ok(Math.abs(other[at].height - height) <= 1, `${path}: “${words}” is ${other[at].height} px high instead of ${height}`);
      }
      // What the test holds is worth something: the same font unscaled is of another size.
      await set(font === NARROWEST ? '"Liberation Serif"' : '"DejaVu Serif"');
      const unscaled = sum(await headings(page)) / sum(own);
      assert.ok(Math.abs(unscaled - 1) > 0.05, `${path}: ${unscaled}`);
      await page.context().close();
    }
  });
}
