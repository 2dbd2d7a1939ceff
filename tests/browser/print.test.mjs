// What comes out of a printer. Browsers leave backgrounds out unless they are asked for, and so do these tests.

import assert from "node:assert/strict";
import { inEachEngine } from "./engines.mjs";
import { discs, pictures, words } from "./paper.mjs";
import { published } from "./site.mjs";

const site = await published();

/** Marks the name of each role and each of its cells, so that they are found on paper. */
function mark() {
  document.querySelectorAll(".names th").forEach((head, column) => {
    const link = head.querySelector("a");
    if (link) link.textContent = `H${column}`;
  });
  for (const [row, line] of document.querySelectorAll("tr[id]").entries()) {
    [...line.querySelectorAll("td")].forEach((cell, column) => {
      cell.dataset.of = `H${column}`;
      cell.prepend(`C${row}x${column} `);
    });
  }
}

/**
 * Where cells of the printed matrix are not under the name of their role.
 * @param {import("./paper.mjs").Word[]} printed
 * @param {number} roles
 * @param {number} rows
 */
function misplaced(printed, roles, rows) {
  const heads = printed.filter(({ text }) => /^H\d+$/.test(text));
  const cells = printed.filter(({ text }) => /^C\d+x\d+$/.test(text));
  const wrong = cells.flatMap((cell) => {
    // The nearest column that begins no further right, and in it the nearest name above.
    const above = heads.filter((head) => head.sheet === cell.sheet && head.left < cell.left + 2 && head.top < cell.top + 1);
    const column = Math.max(...above.map((head) => head.left));
    const own = above.filter((head) => head.left > column - 2).sort((a, b) => b.top - a.top)[0];
    return own && `H${cell.text.split("x")[1]}` === own.text ? [] : [`${cell.text} on sheet ${cell.sheet} is under ${own?.text}`];
  });
  const printedCells = new Set(cells.map(({ text }) => text));
  for (let row = 0; row < rows; row += 1) for (let column = 0; column < roles; column += 1) if (!printedCells.has(`C${row}x${column}`)) wrong.push(`C${row}x${column} is not printed`);
  return wrong;
}

/** What this test prints in: Firefox draws paper by itself, and each number of roles is laid out in one of three ways. */
const COUNTS = { chromium: [2, 3, 4, 6, 7, 20], firefox: [2, 5, 20] };

inEachEngine("each printed cell is under its role", async (engine) => {
  if (engine.name === "webkit") return;
  const some = process.env.PRINT === "all" ? Array.from({ length: 19 }, (_, n) => n + 2) : COUNTS[/** @type {keyof typeof COUNTS} */ (engine.name)];
  const first = await engine.visit(site, "/compare/");
  const all = await first.evaluate(() => [...document.querySelectorAll(".names th[data-role]")].map((head) => /** @type {HTMLElement} */ (head).dataset.role));
  await first.close();
  for (const count of some) {
    const page = await engine.visit(site, `/compare/?roles=${all.slice(0, count)}${count % 2 ? `&base=${all[1]}` : ""}`);
    const rows = await page.evaluate(() => document.querySelectorAll("tr[id]").length);
    await page.evaluate(mark);
    const printed = await words(/** @type {Uint8Array} */ (await page.pdf?.()));
    assert.deepEqual(misplaced(printed, count, rows), [], `${count} roles`);
    await page.close();
  }
});

/** The inks of paper, as `site.css` has them. @type {Record<string, [number, number, number]>} */
const INKS = { left: [0x1c, 0x53, 0x85], right: [0xa6, 0x3b, 0x17] };

/** Leaves of a page only what is not text. */
function withoutText() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { -webkit-text-fill-color: transparent !important; text-decoration: none !important; } .pay svg { visibility: hidden; }");
  document.adoptedStyleSheets = [sheet];
}

for (const path of ["/compare/sre-vs-platform-engineer/", "/compare/dbre-vs-finops-engineer/"]) {
  inEachEngine(`on paper the discs of ${path} say which role: the left one is filled on its left, the right one on its right`, async (engine) => {
    if (engine.name === "webkit") return;
    const page = await engine.visit(site, path);
    await page.evaluate(withoutText);
    const found = (await pictures(/** @type {Uint8Array} */ (await page.pdf?.()), 300)).flatMap((sheet) => discs(sheet, INKS));
    const wrong = found.filter(({ colour, left, right }) => left !== (colour === "left") || right !== (colour === "right"));
    assert.deepEqual(wrong, []);
    const counts = ["left", "right"].map((side) => found.filter(({ colour }) => colour === side).length);
    assert.ok(counts.every((count) => count >= 25), `${counts}`);
    await page.close();
  });
}
