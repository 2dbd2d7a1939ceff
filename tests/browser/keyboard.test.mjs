// A page by keyboard alone: the focus is never lost, and never hidden by what stays while the page scrolls (WCAG 2.4.3, 2.4.11).

import assert from "node:assert/strict";
import { inEachEngine } from "./engines.mjs";
import { walk } from "./keyboard.mjs";
import { published } from "./site.mjs";

const site = await published();

/** The last is 400% on a screen of 1280 × 1024. */
const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 800 }, { width: 320, height: 256 }];
const PAGES = ["/compare/?roles=sre,dbre,sysadmin,mlops-engineer,finops-engineer,devsecops-engineer,platform-engineer&rows=primary-goal,on-call,hours,tools,pay&base=dbre", "/compare/sre-vs-platform-engineer/", "/fit/", "/salaries/"];

/**
 * Returns the sizes at which an engine walks a page: one of the three in the suite, another for each engine and the next page;
 * `BROWSER_TESTS=full` takes all.
 * @param {string} name of the engine
 * @param {number} at the number of the page
 */
function sizes(name, at) {
  const turn = (["chromium", "firefox", "webkit"].indexOf(name) + at) % SIZES.length;
  return process.env.BROWSER_TESTS === "full" ? SIZES : SIZES.slice(turn, turn + 1);
}

for (const [at, path] of (process.env.WALK ?? PAGES.join(" ")).split(" ").entries()) {
  inEachEngine(`${path} is walked through, forwards and back`, async (engine) => {
    for (const size of sizes(engine.name, at)) {
      const page = await engine.visit(site, path, size);
      const start = Date.now();
      const there = await walk(page, "Tab");
      const back = await walk(page, "Shift+Tab");
      if (process.env.WALK) console.log(engine.name, size.width, there.stops, back.stops, Date.now() - start);
      assert.deepEqual({ there: there.troubles, back: back.troubles }, { there: [], back: [] }, JSON.stringify(size));
      await page.close();
    }
  });
}

/** What has the focus, as it is read out. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return "nothing";
  return element.getAttribute("aria-label") || /** @type {HTMLInputElement} */ (element).name || element.textContent;
}

/**
 * Presses a key on what a selector finds.
 * @param {import("./engines.mjs").Page} page
 * @param {string} selector
 * @param {string} key
 */
async function use(page, selector, key) {
  await page.evaluate((selector) => /** @type {HTMLElement} */ (document.querySelector(selector)).focus(), selector);
  await page.press(key);
  return page.evaluate(focused);
}

inEachEngine("what is done in the matrix leaves the focus where it was, or at what took its place", async (engine) => {
  const page = await engine.visit(site, "/compare/?roles=sre,dbre,sysadmin,finops-engineer,mlops-engineer&max-on-call=core&max-hours=high");
  assert.equal(await use(page, "#on-call .sort", "Enter"), "Sort roles by On-call");
  assert.equal(await use(page, "#on-call .sort", "Enter"), "Sort roles by On-call");
  assert.equal(await use(page, "th[data-role=sysadmin] .pin", "Enter"), "Baseline: Sysadmin");
  assert.equal(await use(page, "th[data-role=sysadmin] .pin", "Enter"), "Baseline: Sysadmin");
  const order = await page.evaluate(() => [...document.querySelectorAll(".names .leave")].map((button) => button.getAttribute("aria-label")));
  assert.equal(await use(page, `[aria-label="${order[1]}"]`, "Enter"), order[2], "the next role takes its place");
  assert.equal(await use(page, `[aria-label="${order[4]}"]`, "Enter"), order[3], "or the last one");
  assert.equal(await use(page, "[data-group=craft] .fold", "Enter"), await page.evaluate(() => document.querySelector("[data-group=craft] .fold")?.textContent));
  assert.equal(await use(page, "[name=differ]", " "), "differ");
  assert.equal(await use(page, ".limits button", "Enter"), await page.evaluate(() => document.querySelector(".limits button")?.getAttribute("aria-label")));
  assert.equal(await use(page, ".limits button", "Enter"), "Clear");
  assert.equal(await use(page, ".controls [type=reset]", "Enter"), "Clear");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-disabled")), "true");
  assert.equal(await page.evaluate(() => location.search), "");
  await use(page, ".controls summary", "Enter");
  assert.equal(await use(page, "[data-no=role]", "Enter"), "None");
  assert.equal(await page.evaluate(() => document.querySelectorAll("#on-call td").length), 0);
  assert.equal(await use(page, "[data-every=role]", "Enter"), "All");
  assert.equal(await use(page, "[data-every=role]", "Escape"), "Roles 20");
  await page.close();
});

inEachEngine("a panel closes when the focus leaves it", async (engine) => {
  const page = await engine.visit(site, "/compare/");
  await use(page, ".controls details:nth-of-type(4) summary", "Enter");
  await page.evaluate(() => /** @type {HTMLElement} */ ([...document.querySelectorAll(".weigh select")].at(-1)).focus());
  await page.press("Tab");
  assert.equal(await page.evaluate(focused), "base");
  assert.equal(await page.evaluate(() => document.querySelectorAll(".controls [open]").length), 0);
  await page.close();
});
