// Ways between roles: the drawing, by pointer and by keyboard, and the same in words.

import assert from "node:assert/strict";
import { inEachEngine } from "./engines.mjs";
import { NARROWEST, WIDEST } from "./fonts.mjs";
import { published } from "./site.mjs";

const site = await published();

/** The opacity of the moves, and the number of those that are highlighted. */
const state = () => ({
  all: getComputedStyle(/** @type {Element} */ (document.querySelector(".arcs.all"))).opacity,
  shown: [...document.querySelectorAll(".node use")].filter((way) => getComputedStyle(way).visibility === "visible" && way.getBoundingClientRect().height > 0).length,
});

inEachEngine("a pointer or the focus on a role highlights its moves, without scripts", async (engine) => {
  const page = await engine.visit(site, "/moves/", { scripts: false });
  const sre = ".node a[href='#way.sre']";
  const label = await page.evaluate((sre) => document.querySelector(sre)?.textContent ?? "", sre);
  const [to, on] = [...label.matchAll(/\d+/g)].map(Number);
  assert.ok(to > 0 && on > 0, label);
  await page.hover(sre);
  await page.waitFor(() => getComputedStyle(/** @type {Element} */ (document.querySelector(".arcs.all"))).opacity === "0.16");
  assert.equal((await page.evaluate(state)).shown, to + on);
  await page.hover("h1");
  await page.waitFor(() => getComputedStyle(/** @type {Element} */ (document.querySelector(".arcs.all"))).opacity === "0.55");
  await page.evaluate((sre) => /** @type {HTMLElement} */ (document.querySelector(sre)).focus(), sre);
  assert.deepEqual(await page.evaluate(state), { all: "0.16", shown: to + on });
  await page.press("Enter");
  await page.waitFor(() => location.hash === "#way.sre");
  await page.close();
});

inEachEngine("the drawing and the text show the same moves", async (engine) => {
  const page = await engine.visit(site, "/moves/");
  const { told, drawn, labels } = await page.evaluate(() => ({
    told: document.querySelectorAll(".part .cards > li:not(.none)").length,
    drawn: document.querySelectorAll(".arcs.all path").length,
    labels: [...document.querySelectorAll(".node a")].map((link) => (link.textContent ?? "").match(/\d+/g)?.map(Number) ?? []),
  }));
  const sum = (/** @type {number} */ place) => labels.reduce((sum, counts) => sum + counts[place], 0);
  assert.deepEqual([drawn, sum(0), sum(1)], [told, told, told]);
  await page.close();
});

/** What is not as it must be in the drawing of a page. */
function faults() {
  const faults = [];
  const box = (/** @type {Element} */ element) => element.getBoundingClientRect();
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push("the page scrolls sideways");
  for (const name of document.querySelectorAll(".node a span")) {
    const role = name.textContent;
    const link = box(/** @type {Element} */ (name.closest("a")));
    const text = document.createRange();
    text.selectNodeContents(name);
    const { left, right, top, bottom } = text.getBoundingClientRect();
    if (left < link.left || right > link.right || top < link.top || bottom > link.bottom) faults.push(`${role} runs out of its box`);
    if (name.scrollHeight > name.clientHeight + 1) faults.push(`${role} is cut`);
    if (parseFloat(getComputedStyle(name).fontSize) < 13) faults.push(`${role} is small`);
    for (const count of /** @type {Element} */ (name.parentElement).querySelectorAll("i")) {
      if (box(count).left < right && box(count).right > left) faults.push(`${role} runs into a count`);
    }
  }
  // Each way begins and ends at the edge of a box, at its role's row.
  for (const side of ["up", "down"]) {
    const arcs = /** @type {SVGSVGElement} */ (document.querySelector(`.arcs.all.${side}`));
    if (getComputedStyle(arcs).display === "none") continue;
    const [drawn, names] = [box(arcs), box(/** @type {Element} */ (document.querySelector('.drawing ul')))];
    if (Math.abs(drawn.height - names.height) > 1) faults.push(`the arcs are ${drawn.height} high, the names ${names.height}`);
    const gap = side === "up" ? drawn.right - names.left : drawn.left - names.right;
    if (Math.abs(gap) > 1) faults.push(`${gap} px between the arcs and the names`);
  }
  return faults;
}

inEachEngine("every name fits its box in the narrowest and in the widest system font", async (engine) => {
  for (const font of [NARROWEST, WIDEST]) {
    for (const setting of [{ width: 320, textScale: 1 }, { width: 390, textScale: 1 }, { width: 390, textScale: 2 }, { width: 1280, textScale: 1 }]) {
      const page = await engine.visit(site, "/moves/", { ...setting, font });
      assert.deepEqual(await page.evaluate(faults), [], JSON.stringify({ font, ...setting }));
      await page.close();
    }
  }
});

inEachEngine("a role's page and a pair's page have their part of it", async (engine) => {
  const page = await engine.visit(site, "/roles/sre/");
  assert.deepEqual(await page.evaluate(faults), []);
  await page.click(".drawing a[href='/roles/platform-engineer/']");
  await page.waitFor(() => location.pathname === "/roles/platform-engineer/" && document.readyState === "complete");
  await page.goto("/compare/sre-vs-devsecops-engineer/");
  assert.match(await page.evaluate(() => document.getElementById("page.ways")?.closest("section")?.textContent ?? ""), /No move is described/);
  await page.close();
});
