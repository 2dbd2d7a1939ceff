// The matrix in each engine: what is in sight where an address leads, and what a finger finds.

import assert from "node:assert/strict";
import { inEachEngine } from "./engines.mjs";
import { published } from "./site.mjs";

const site = await published();
const SIZES = [[320, 640], [390, 800], [820, 1180], [1280, 900], [1920, 1080], [1280, 400], [320, 256]];

/** Whether names of roles are in sight. */
function namesInSight() {
  return [...document.querySelectorAll(".names th[data-role] > a, .chosen select")].some((name) => {
    const { top, bottom, width } = name.getBoundingClientRect();
    return width > 0 && top >= -1 && bottom <= innerHeight + 1 && getComputedStyle(name.closest("thead") ?? name).clipPath === "none";
  });
}

/** Whether the row that the address names is in sight, and names of roles above it. */
function rowInSight() {
  const row = document.querySelector(":target th > a")?.getBoundingClientRect();
  return row && row.top < innerHeight - 10 && [...document.querySelectorAll(".names th[data-role] > a, .chosen select")].some((name) => {
    const { top, bottom, width } = name.getBoundingClientRect();
    return width > 0 && top >= -1 && bottom <= row.top + 1 && getComputedStyle(name.closest("thead") ?? name).clipPath === "none";
  });
}

inEachEngine("the address of a row shows it under the names of the roles, which stay", async (engine) => {
  for (const search of ["", "?roles=sre,dbre"]) {
    for (const [width, height] of SIZES) {
      const page = await engine.visit(site, `/compare/${search}#hours`, { width, height });
      const at = `${search} ${width} × ${height}`;
      await page.waitFor(rowInSight).catch(async () => assert.fail(`${at}: ${JSON.stringify(await page.evaluate(() => [innerHeight, scrollY, ...[...document.querySelectorAll(":target th > a, .names th > a, .chosen select")].slice(0, 4).map((element) => element.getBoundingClientRect().top)]))}`));
      for (const key of ["PageDown", "PageDown", "End"]) {
        await page.press(key);
        await new Promise((done) => setTimeout(done, 100));
        // The end of the page may be below the table.
        if (key === "PageDown" || (search === "" && width >= 640)) assert.ok(await page.evaluate(namesInSight), `${at} after ${key}`);
      }
      await page.close();
    }
  }
});

inEachEngine("no button covers the name of a role, of a row or of a fact, with a finger or a mouse", async (engine) => {
  for (const touch of [true, false]) {
    for (const [path, width] of /** @type {[string, number][]} */ ([["/compare/", 1280], ["/compare/", 820], ["/compare/", 390], ["/compare/sre-vs-platform-engineer/", 390], ["/roles/sre/", 390], ["/roles/sre/", 1280]])) {
      const page = await engine.visit(site, path, { width, height: 900, touch });
      const covered = await page.evaluate(() => {
        const apart = (/** @type {DOMRect} */ a, /** @type {DOMRect} */ b) => a.right <= b.left - 2 || b.right <= a.left - 2 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
        const names = [...document.querySelectorAll(".names th > a, tr[id] > th > a, tr[id] > th summary, .rows h3 > a, .facts dt > a")];
        return names.flatMap((name) => {
          const part = name.closest("th, .rows > section, .facts dl > div");
          return [...(part?.querySelectorAll("button") ?? [])].filter((button) => [...name.getClientRects()].some((box) => [...button.getClientRects()].some((other) => !apart(box, other)))).map((button) => `${name.textContent}: ${button.getAttribute("aria-label") ?? button.textContent}`);
        });
      });
      assert.deepEqual(covered, [], `${path} ${width} ${touch}`);
      await page.close();
    }
  }
});

inEachEngine("an address that asks for no role, for unknown ones or for no letter is answered", async (engine) => {
  const shown = async (/** @type {string} */ path) => {
    const page = await engine.visit(site, path, { width: 390, height: 800 });
    const found = await page.evaluate(() => ({
      says: document.querySelector(".shown")?.textContent,
      asked: document.querySelector(".asked")?.textContent,
      cells: document.querySelectorAll("#on-call > td").length,
      tooWide: document.documentElement.scrollWidth > innerWidth,
    }));
    await page.close();
    return found;
  };
  assert.deepEqual(await shown("/compare/?roles="), { says: "0 of 20 roles, 19 rows. Select a role to show it.", asked: "", cells: 0, tooWide: false });
  assert.deepEqual(await shown("/compare/?roles=cto"), { says: "20 roles, 19 rows.", asked: "Not found here: cto. The rest of the view is shown.", cells: 2, tooWide: false });
  assert.equal((await shown("/compare/?rows=nothing")).says, "20 roles, 19 rows.");
  assert.equal((await shown("/compare/#100%")).says, "20 roles, 19 rows.");
  for (const path of ["/compare/sre-vs-platform-engineer/", "/roles/sre/", "/fit/", "/salaries/", "/search/", "/moves/"]) {
    // A script that fails, fails the test.
    await (await engine.visit(site, `${path}#100%`)).close();
  }
});

inEachEngine("a table that is selected and copied by hand has the words of its cells, apart, and no button's", async (engine) => {
  for (const [path, selector] of [["/compare/?roles=sre,dbre", "#on-call"], ["/compare/sre-vs-platform-engineer/", "#on-call"], ["/roles/sre/", "[id='fact.on-call']"]]) {
    const page = await engine.visit(site, path);
    const copied = await page.evaluate((selector) => {
      const row = /** @type {HTMLElement} */ (document.querySelector(selector));
      getSelection()?.selectAllChildren(row);
      return { text: String(getSelection()), plain: row.querySelector("td, dd")?.textContent ?? "" };
    }, selector);
    assert.match(copied.text, /On-call[^]*Core of the job[^]*GitLab Handbook/, path);
    assert.doesNotMatch(copied.text, /Copy|low → high/, path);
    assert.match(copied.plain, /Core of the job GitLab lists it .*\) GitLab Handbook, read 2026; Google/, path);
    await page.close();
  }
});
