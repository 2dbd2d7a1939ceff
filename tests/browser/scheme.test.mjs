// The reader's choice of a colour scheme: applied before the first paint, kept, and absent without scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();

/** @param {import("playwright-core").Page} page */
const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test("a choice by keyboard is applied at once, before the next page is drawn, and until the system is chosen again", async () => {
  const page = await visit(site, "/about/", { theme: "light" });
  const light = await paper(page);
  const group = page.getByRole("group", { name: "Colour scheme" });
  assert.equal(await group.getByRole("radio", { name: "System" }).isChecked(), true);
  await group.getByRole("radio", { name: "System" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const dark = await paper(page);
  assert.notEqual(dark, light);
  // The style sheet is held back until the script in the head has run, which a policy with a wrong hash would not let.
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => Object.assign(globalThis, { first: document.documentElement.dataset.scheme }));
  });
  await page.goto(`${site.origin}/roles/`);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).first), "dark");
  assert.equal(await paper(page), dark);
  assert.equal(await group.getByRole("radio", { name: "Dark" }).isChecked(), true);
  await group.getByRole("radio", { name: "System" }).check();
  assert.equal(await paper(page), light);
  assert.equal(await page.evaluate(() => localStorage.getItem("scheme")), null);
  await page.context().close();
});

test("paper is light whatever the choice, and there is no choice without scripts", async () => {
  const page = await visit(site, "/about/", { theme: "dark" });
  await page.getByRole("radio", { name: "Dark" }).check();
  await page.emulateMedia({ media: "print" });
  assert.equal(await paper(page), "rgb(255, 255, 255)");
  await page.context().close();
  const plain = await visit(site, "/about/", { scripts: false });
  assert.equal(await plain.getByRole("radio").count(), 0);
  await plain.context().close();
});
