// What comes out of a printer. Browsers leave backgrounds out unless they are asked for, and so do these tests.

import assert from "node:assert/strict";
import { test } from "node:test";
import { discs, pictures, words } from "./paper.mjs";
import { published, visit } from "./site.mjs";

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
  if (cells.length !== roles * rows) wrong.push(`${cells.length} cells of ${roles * rows}`);
  return wrong;
}

const all = (await (await visit(site, "/compare/")).locator(".names th[data-role]").evaluateAll((heads) => heads.map((head) => /** @type {HTMLElement} */ (head).dataset.role)));

/** Each way to print a matrix is here; `PRINT=all` tries every number of roles. */
const COUNTS = process.env.PRINT === "all" ? all.map((_, n) => n + 1).slice(1) : [2, 3, 4, 6, 7, all.length];

test("each printed cell is under its role", async () => {
  for (const count of COUNTS) {
    const page = await visit(site, `/compare/?roles=${all.slice(0, count)}${count % 2 ? `&base=${all[1]}` : ""}`);
    const rows = await page.locator("tr[id]").count();
    await page.evaluate(mark);
    const printed = await words(await page.pdf({ preferCSSPageSize: true }));
    assert.deepEqual(misplaced(printed, count, rows), [], `${count} roles`);
    await page.context().close();
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
  test(`on paper the discs of ${path} say which role: the left one is filled on its left, the right one on its right`, async () => {
    const page = await visit(site, path);
    await page.evaluate(withoutText);
    const found = (await pictures(await page.pdf(), 300)).flatMap((sheet) => discs(sheet, INKS));
    const wrong = found.filter(({ colour, left, right }) => left !== (colour === "left") || right !== (colour === "right"));
    assert.deepEqual(wrong, []);
    const counts = [INKS.left, INKS.right].map((ink) => found.filter(({ colour }) => INKS[colour] === ink).length);
    assert.ok(counts.every((count) => count >= 25), `${counts}`);
    await page.context().close();
  });
}
