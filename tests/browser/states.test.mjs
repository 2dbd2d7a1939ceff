// In forced colours backgrounds are lost: selected, pressed, hovered and measured states need a line, a mark or text.

import assert from "node:assert/strict";
import { inEachEngine } from "./engines.mjs";
import { KINDS } from "./kinds.mjs";
import { published } from "./site.mjs";

const site = await published();

/** Indicators of a state without a background, for elements whose state is an attribute. */
function statesByBackgroundAlone() {
  const signs = (/** @type {Element} */ element) => {
    const said = [null, "::before", "::after"].map((part) => {
      const { outlineStyle, outlineWidth, borderTopWidth, borderTopStyle, borderLeftWidth, textDecorationLine, textDecorationThickness, fontWeight, content } = getComputedStyle(element, part);
      const outline = outlineStyle === "none" ? "" : `${outlineStyle} ${outlineWidth}`;
      return [outline, borderTopWidth, borderTopStyle, borderLeftWidth, textDecorationLine, textDecorationThickness, fontWeight, part && content];
    });
    return JSON.stringify(said);
  };
  const faults = [];
  for (const [attribute, values] of /** @type {[string, string[]][]} */ ([["aria-pressed", ["true", "false"]], ["aria-selected", ["true", "false"]], ["aria-current", ["true", ""]]])) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      const before = /** @type {string} */ (element.getAttribute(attribute));
      const [on, off] = values.map((value) => {
        if (value) element.setAttribute(attribute, value);
        else element.removeAttribute(attribute);
        return signs(element);
      });
      element.setAttribute(attribute, before);
      if (on === off) faults.push(`${attribute}: ${element.outerHTML.slice(0, 120)}`);
    }
  }
  return faults;
}

inEachEngine("no state is a background alone, on any kind of page", async (engine) => {
  if (!engine.hasForcedColors) return;
  for (const path of [...Object.values(KINDS), "/search/?q=toil"]) {
    const page = await engine.visit(site, path, { forcedColors: true });
    if (path === "/") {
      await page.click("form.find input");
      await page.type("toil");
      await page.waitFor(() => document.querySelector("[role=option]") !== null);
      await page.press("ArrowDown");
      await page.waitFor(() => document.querySelector("[aria-selected=true]") !== null);
    }
    assert.deepEqual(await page.evaluate(statesByBackgroundAlone), [], path);
    await page.close();
  }
});

inEachEngine("the row that an address names, the line between discs and the bars of the fit guide are seen", async (engine) => {
  if (!engine.hasForcedColors) return;
  const page = await engine.visit(site, "/compare/sre-vs-platform-engineer/#on-call", { forcedColors: true });
  const { outline, tracks } = await page.evaluate(() => ({
    outline: getComputedStyle(/** @type {Element} */ (document.querySelector(":target"))).outlineStyle,
    tracks: [...document.querySelectorAll(".track .between")].map((line) => getComputedStyle(line).backgroundImage),
  }));
  assert.equal(outline, "solid");
  assert.ok(tracks.length > 0 && tracks.every((image) => image.includes("gradient")), JSON.stringify(tracks));
  await page.goto("/fit/");
  await page.waitFor(() => document.querySelector(".live .bar") !== null);
  const bars = await page.evaluate(() => [...document.querySelectorAll(".live .bar")].map((bar) => getComputedStyle(bar).borderTopWidth));
  assert.ok(bars.every((width) => width === "4px"), JSON.stringify(bars));
  await page.close();
});

