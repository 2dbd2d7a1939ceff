// Ways between roles: the drawing, by pointer and by keyboard, and the same in words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();

/** How many ways of the drawing are shown for themselves. @param {import("playwright-core").Page} page */
const shown = (page) =>
  page.evaluate(() => [...document.querySelectorAll(".drawing use")].filter((way) => getComputedStyle(way).visibility === "visible" && way.getBoundingClientRect().width > 0).length);

test("a pointer or the focus on a role shows its ways alone, without scripts", async () => {
  const page = await visit(site, "/ways/", { scripts: false });
  const role = page.locator(".drawing.wide").getByRole("link", { name: /^SRE:/ });
  await role.hover();
  // A page without scripts can be looked at all the same: what is faint, and what is not.
  const faint = page.locator(".drawing.wide .all");
  await assert.doesNotReject(faint.evaluate((all) => getComputedStyle(all).opacity === "0.16" || Promise.reject(new Error(getComputedStyle(all).opacity))));
  await page.mouse.move(0, 0);
  await role.focus();
  await assert.doesNotReject(faint.evaluate((all) => getComputedStyle(all).opacity === "0.16" || Promise.reject(new Error(getComputedStyle(all).opacity))));
  const label = (await role.getAttribute("aria-label")) ?? "";
  const [to, on] = [...label.matchAll(/\d+/g)].map(Number);
  assert.equal(await shown(page), to + on);
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#way.sre");
  assert.equal(await page.locator("#way\\.sre").isVisible(), true);
});

test("what is drawn is what is told", async () => {
  const page = await visit(site, "/ways/");
  const told = await page.locator(".part .cards > li:not(.none)").count();
  for (const form of ["wide", "narrow"]) assert.equal(await page.locator(`.drawing.${form} .all path`).count(), told);
  const labels = await page.locator(".drawing.wide a").evaluateAll((links) => links.map((link) => (link.getAttribute("aria-label") ?? "").match(/\d+/g)?.map(Number) ?? []));
  const sum = (/** @type {number} */ place) => labels.reduce((sum, counts) => sum + counts[place], 0);
  assert.deepEqual([sum(0), sum(1)], [told, told]);
});

test("on a phone the drawing has its own form, and its words are as large as others", async () => {
  const page = await visit(site, "/ways/", { width: 390, height: 844 });
  assert.equal(await page.locator(".drawing.wide").isVisible(), false);
  const text = page.locator(".drawing.narrow").getByText("Infrastructure Engineer");
  const box = await text.boundingBox();
  assert.ok(box && box.height >= 13, JSON.stringify(box));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  // No name runs out of its box.
  const wide = await page.locator(".drawing.narrow .node").evaluateAll((roles) =>
    roles.filter((role) => {
      const [box, name] = [role.querySelector("rect"), role.querySelector("a text")].map((part) => part?.getBoundingClientRect());
      return !box || !name || name.left < box.left + 20 || name.right > box.right - 20;
    }).map((role) => role.textContent),
  );
  assert.deepEqual(wide, []);
});

test("a role's page and a pair's page have their part of it", async () => {
  const page = await visit(site, "/roles/sre/");
  const link = page.locator(".drawing").getByRole("link", { name: "Platform Engineer" });
  assert.equal(await link.isVisible(), true);
  await link.click();
  await page.waitForURL("**/roles/platform-engineer/");
  await page.goto(`${site.origin}/compare/sre-vs-devsecops-engineer/`);
  const ways = page.locator("section", { has: page.locator("#page\\.ways") });
  assert.match((await ways.textContent()) ?? "", /Nobody has described this way/);
});
