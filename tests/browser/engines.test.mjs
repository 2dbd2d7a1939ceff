// Each engine shows a page as it was asked to, and does what a reader does. Where this fails, no other test in three engines means anything.

import assert from "node:assert/strict";
import { inEachEngine } from "./engines.mjs";
import { WIDEST } from "./fonts.mjs";
import { published } from "./site.mjs";

const site = await published();

/** How a page is shown, asked by media queries. @param {number} width @param {number} height */
function seen(width, height) {
  const holds = (/** @type {string} */ query) => matchMedia(`(${query})`).matches;
  return {
    size: holds(`width: ${width}px`) && holds(`height: ${height}px`),
    theme: holds("prefers-color-scheme: dark") ? "dark" : "light",
    scripts: holds("scripting: enabled"),
    forcedColors: holds("forced-colors: active"),
    text: parseFloat(getComputedStyle(document.documentElement).fontSize) / 16,
  };
}

/** The width of a word in the system font. */
function width() {
  return document.querySelector("footer.site nav a")?.getBoundingClientRect().width ?? 0;
}

inEachEngine("a page is shown as it was asked for", async (engine) => {
  const plain = await engine.visit(site, "/roles/sre/");
  assert.deepEqual(await plain.evaluate(seen, 1280, 900), { size: true, theme: "light", scripts: true, forcedColors: false, text: 1 });
  const hidden = await plain.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector(".anchor"))).opacity);
  assert.equal(hidden, "0", "what a mouse shows is not shown yet");
  const narrow = await plain.evaluate(width);
  await plain.close();

  const phone = await engine.visit(site, "/roles/sre/", { width: 320, height: 640, theme: "dark", touch: true, textScale: 2, scripts: false });
  const { scripts, ...rest } = await phone.evaluate(seen, 320, 640);
  assert.deepEqual(rest, { size: true, theme: "dark", forcedColors: false, text: 2 });
  // WebKit says that there are scripts when its driver has turned them off.
  assert.equal(scripts, engine.name === "webkit");
  const shown = await phone.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector(".anchor"))).opacity);
  assert.equal(shown, "1", "a finger cannot hover");
  await phone.close();

  const contrast = await engine.visit(site, "/roles/sre/", { forcedColors: true, font: WIDEST });
  assert.equal((await contrast.evaluate(seen, 1280, 900)).forcedColors, engine.hasForcedColors);
  const wide = await contrast.evaluate(width);
  assert.ok(wide > narrow * 1.1, `the system font is the one that was named: ${narrow} ${wide}`);
  await contrast.close();
});

inEachEngine("keys, clicks and words arrive, and storage is empty at every visit", async (engine) => {
  const page = await engine.visit(site, "/roles/");
  await page.press("Tab");
  await page.waitFor(() => document.querySelector(".skip:focus-visible") !== null);
  await page.press("Tab");
  await page.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
  await page.click("form.find input");
  await page.type("Toil");
  assert.equal(await page.evaluate(() => document.querySelector("input")?.value), "Toil");
  // The list of results lies over the page.
  await page.waitFor(() => document.querySelector("form.find [role=listbox]:not([hidden])") !== null);
  await page.press("Escape");
  await page.hover(".shelf li:last-child");
  await page.waitFor(() => document.querySelector(".shelf li:last-child:hover") !== null);
  await page.evaluate(() => sessionStorage.setItem("seen", "yes"));
  await page.click("footer.site a[href='/about/']");
  await page.waitFor(() => location.pathname === "/about/" && document.readyState === "complete");
  await page.close();
  const next = await engine.visit(site, "/roles/");
  assert.equal(await next.evaluate(() => sessionStorage.getItem("seen")), null);
  await next.close();
});
