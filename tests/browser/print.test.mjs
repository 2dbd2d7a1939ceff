// What comes out of a printer. Browsers leave backgrounds out unless they are asked for, and so do these tests.

import assert from "node:assert/strict";
import { inEachEngine } from "./engines.mjs";
import { discs, pictures, words } from "./paper.mjs";
import { published } from "./site.mjs";

const site = await published();

/** Marks the name of each role and each of its cells, so that they are found on paper. Returns the marks of the cells. */
function markMatrix() {
  document.querySelectorAll(".names th").forEach((head, column) => {
    const link = head.querySelector("a");
    if (link) link.textContent = `H${column}`;
  });
  return [...document.querySelectorAll("tr[id]")].flatMap((line, row) =>
    [...line.querySelectorAll("td")].map((cell, column) => {
      cell.dataset.of = `H${column}`;
      const mark = `C${row}x${column}`;
      cell.prepend(`${mark} `);
      return mark;
    }),
  );
}

/**
 * Marks the head of each part and its cells. Returns the marks of the cells.
 * @param {string} parts
 * @param {string} head
 * @param {string} cells
 */
function markParts(parts, head, cells) {
  const shown = [...document.querySelectorAll(parts)].filter((part) => !part.closest("details"));
  return shown.flatMap((part, column) => {
    part.querySelector(head)?.prepend(`H${column} `);
    return [...part.querySelectorAll(cells)].map((cell, row) => {
      const mark = `C${row}x${column}`;
      cell.prepend(`${mark} `);
      return mark;
    });
  });
}

/**
 * Where marked cells of a printed page are not under their head.
 * @param {import("./paper.mjs").Word[]} printed
 * @param {string[]} marks
 * @param {number} [tolerance] how far a head may be below the top of its cells, in points
 */
function misplaced(printed, marks, tolerance = 1) {
  const heads = printed.filter(({ text }) => /^H\d+$/.test(text));
  const cells = printed.filter(({ text }) => /^C\d+x\d+$/.test(text));
  const wrong = cells.flatMap((cell) => {
    // The nearest column that begins no further right, and in it the nearest head above.
    const above = heads.filter((head) => head.sheet === cell.sheet && head.left < cell.left + 2 && head.top < cell.top + tolerance);
    const column = Math.max(...above.map((head) => head.left));
    const own = above.filter((head) => head.left > column - 2).sort((a, b) => b.top - a.top)[0];
    return own && `H${cell.text.split("x")[1]}` === own.text ? [] : [`${cell.text} on sheet ${cell.sheet} is under ${own?.text}`];
  });
  const found = new Set(cells.map(({ text }) => text));
  return [...wrong, ...marks.filter((mark) => !found.has(mark)).map((mark) => `${mark} is not printed`)];
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
    const marks = await page.evaluate(markMatrix);
    assert.equal(marks.length % count, 0);
    const printed = await words(/** @type {Uint8Array} */ (await page.pdf?.()));
    assert.deepEqual(misplaced(printed, marks), [], `${count} roles`);
    await page.close();
  }
});

/** In a row of a table, lower cells are in the middle of it. */
const LINE = 12;
/** The parts of printed pages: where they are, their heads and their cells. @type {[string, string, string, string, number][]} */
const PARTS = [
  ["/roles/sre/", ".facts dl > div", "dt", "dd", 15],
  ["/salaries/foorilla-devops/", ".pay tbody tr", "th", "td:nth-child(n+3)", 10],
  ["/salaries/", ".pay tbody tr", "th", "td:nth-child(n+3)", 10],
];

inEachEngine("each printed fact is under its name, and each printed figure of pay under its role", async (engine) => {
  if (engine.name === "webkit") return;
  for (const [path, parts, head, cells, least] of PARTS) {
    const page = await engine.visit(site, path);
    const marks = await page.evaluate(markParts, parts, head, cells);
    assert.ok(marks.length >= least, `${path}: ${marks.length}`);
    assert.deepEqual(misplaced(await words(/** @type {Uint8Array} */ (await page.pdf?.())), marks, LINE), [], path);
    await page.close();
  }
});

inEachEngine("closed details are open on paper", async (engine) => {
  for (const path of ["/roles/sre/", "/fit/", "/salaries/"]) {
    const page = await engine.visit(site, path, { print: true, width: 700 });
    const { all, closed } = await page.evaluate(() => {
      const parts = [...document.querySelectorAll("details:not([open]) > :not(summary)")].filter((part) => getComputedStyle(/** @type {Element} */ (part.parentElement)).display !== "none");
      return { all: parts.length, closed: parts.filter((part) => !part.checkVisibility({ contentVisibilityAuto: true }) || part.getBoundingClientRect().height === 0).map((part) => part.outerHTML.slice(0, 80)) };
    });
    assert.ok(all > 0, path);
    assert.deepEqual(closed, [], path);
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
