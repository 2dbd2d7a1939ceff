// Levels: two of them compared in the browser, the drawing of a ladder, and job adverts to copy.

import assert from "node:assert/strict";
import { test } from "node:test";
import { WIDEST } from "./fonts.mjs";
import { published, visit } from "./site.mjs";

const site = await published();

/** @typedef {Record<string, Record<string, string[]>>} Changes the skills by change, by step of a framework */

/**
 * Reads headings and the lists below them.
 * @param {import("playwright-core").Page} page
 * @param {string} within
 * @returns {Promise<Changes>}
 */
const changes = (page, within) =>
  page.evaluate((within) => {
    const text = (/** @type {Element | null | undefined} */ element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
    /** @type {Record<string, Record<string, string[]>>} */
    const found = {};
    for (const heading of document.querySelectorAll(`${within} h3`)) {
      const list = heading.nextElementSibling;
      const lists = [...(list?.querySelectorAll(":scope > div") ?? [])].filter((part) => !part.querySelector(".before, .after"));
      const skills = (/** @type {Element} */ part) => [...part.querySelectorAll("dd bdi, dd li")].map(text).sort();
      found[text(heading)] = Object.fromEntries(lists.map((part) => [text(part.querySelector("dt")), skills(part)]));
    }
    return found;
  }, within);

test("the browser and the program agree on every change of a grade", async () => {
  let compared = 0;
  for (const role of ["sysadmin", "backend-engineer", "devops-engineer"]) {
    const page = await visit(site, `/roles/${role}/levels/`);
    const steps = await changes(page, ".step");
    for (const url of await page.locator(".step .more a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))) {
      await page.goto(site.origin + url);
      await page.waitForSelector(".compared:not([hidden])");
      const beside = await changes(page, ".compared");
      for (const [step, lists] of Object.entries(beside)) {
        if (!(step in steps)) continue;
        // A step does not list what stays.
        delete lists["Skills carried over"];
        assert.deepEqual(lists, steps[step], step);
        compared += Object.keys(lists).length;
      }
    }
  }
  assert.ok(compared > 15, `${compared} lists`);
});

test("two levels of two roles have an address, a title, and their statements side by side", async () => {
  const page = await visit(site, "/compare/levels/?roles=sre@senior,platform-engineer@senior");
  await page.waitForSelector(".compared:not([hidden])");
  assert.equal(await page.locator("h1").textContent(), "Senior SRE vs Senior Platform Engineer");
  assert.match(await page.locator("[id='aspect.on-call']").innerText(), /rota|shift|on-call|on call/i);
  assert.ok((await page.locator("[data-change=added] li").count()) > 3, "skills to add, of the roles");
  assert.deepEqual(await page.locator("[data-change=kept] li").allTextContents(), ["Programming"]);
  await page.selectOption("select[name=right]", "dbre@staff");
  await page.waitForFunction(() => document.title.startsWith("Senior SRE vs Staff DBRE"));
  assert.match(page.url(), /\?roles=sre@senior,dbre@staff$/);
  await page.goBack();
  await page.waitForFunction(() => document.title.startsWith("Senior SRE vs Senior Platform"));
  await page.getByRole("button", { name: "Swap" }).click();
  await page.waitForFunction(() => document.title.startsWith("Senior Platform Engineer vs Senior SRE"));
  await page.getByRole("button", { name: "Markdown" }).click();
  await page.locator(".said", { hasText: "Markdown" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^\[Senior Platform Engineer vs Senior SRE\]\(<https?:\/\/\S+\/compare\/levels\/\?roles=platform-engineer@senior,sre@senior>\)/);
  assert.match(copied, /\| \[Scope\]\(.+/);
});

test("an unknown level is named, and without scripts every level is linked", async () => {
  const page = await visit(site, "/compare/levels/?roles=sre@chief,platform-engineer@senior");
  await page.waitForFunction(() => document.querySelector(".asked")?.textContent !== "");
  assert.equal(await page.locator(".asked").textContent(), "There is no level sre@chief here.");
  const plain = await visit(site, "/compare/levels/?roles=sre@senior,platform-engineer@senior", { scripts: false });
  assert.equal(await plain.locator("form.two-levels").isVisible(), false);
  await plain.getByRole("link", { name: "Senior SRE", exact: true }).click();
  assert.match(plain.url(), /\/roles\/sre\/levels\/#senior$/);
});

test("the matrix opens the roles of two levels, and offers to compare these", async () => {
  const page = await visit(site, "/compare/?roles=sre@senior,platform-engineer@senior");
  assert.equal(await page.locator("h1").textContent(), "SRE and Platform Engineer");
  assert.equal(await page.locator(".asked").textContent(), "");
  await page.getByRole("link", { name: "Compare these levels" }).click();
  await page.waitForFunction(() => document.title.startsWith("Senior SRE vs Senior Platform Engineer"));
});

test("a ladder fits its boxes in the widest font, and the page a phone", async () => {
  const page = await visit(site, "/roles/backend-engineer/levels/", { width: 390, font: WIDEST });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  // A drawing has no icon, which the browser asks for.
  const drawing = await visit(site, "/roles/backend-engineer/levels/ladder.svg", { font: WIDEST, missing: true });
  const outside = await drawing.evaluate(() => {
    const svg = /** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.documentElement));
    const boxes = [...svg.querySelectorAll("rect.box")].map((box) => /** @type {SVGRectElement} */ (box).getBBox());
    const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(" ").map(Number);
    const within = (/** @type {DOMRect} */ inner, /** @type {{ x: number, y: number, width: number, height: number }} */ outer) =>
      inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
    const texts = /** @type {SVGTextElement[]} */ ([...svg.querySelectorAll("text")]);
    return texts.filter((text) => {
      const [own, x, y] = [text.getBBox(), Number(text.getAttribute("x")), Number(text.getAttribute("y"))];
      const box = text.hasAttribute("class") ? { x: 0, y: 0, width, height } : boxes.find((box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height);
      return !box || !within(own, box);
    }).map((text) => text.textContent);
  });
  assert.deepEqual(outside, []);
});

test("a job advert can be copied", async () => {
  const page = await visit(site, "/roles/sre/levels/");
  await page.getByRole("button", { name: "Copy Job advert: Senior SRE" }).click();
  await page.locator(".said", { hasText: "Job advert copied" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^# Senior Site Reliability Engineer\n/);
});

test("the levels of a role can be copied and embedded, all or one of them", async () => {
  const page = await visit(site, "/roles/sre/levels/");
  await page.getByRole("button", { name: "Markdown" }).click();
  await page.getByRole("status").filter({ hasText: "copied" }).waitFor();
  const table = await page.evaluate(() => navigator.clipboard.readText());
  const [, head, , first] = table.split("\n").filter(Boolean);
  assert.match(head, /^\| {2}\| Scope \|/);
  assert.match(first, /^\| \[[^\]]+\]\(<[^>]+\/roles\/sre\/levels\/#[a-z]+>\) \|.*\(\d/);
  await page.getByRole("button", { name: "Embed", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Show" }).selectOption("Senior");
  assert.match(await dialog.getByRole("textbox").inputValue(), /\/embed\/sre\/levels\/#senior" title="[^"]+: Senior, Rolebook"/);
  const preview = dialog.frameLocator("iframe");
  await preview.getByRole("heading", { name: "Senior" }).waitFor();
  assert.deepEqual(await preview.getByRole("heading", { level: 2 }).allTextContents(), ["Senior"]);
  await page.context().close();
});
