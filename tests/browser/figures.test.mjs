// Salary figures: filtered by the address, usable by keyboard, and complete without scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();

/** The rows that are shown, as role, series, place and level. @param {import("playwright-core").Page} page */
const rows = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("details.figures tbody tr")].flatMap((row) => {
      const within = (/** @type {string} */ kind) => /** @type {HTMLElement} */ (row.closest(kind));
      const [role, table, own] = [within("details"), within("table"), /** @type {HTMLElement} */ (row)];
      const shown = ![role, table, own].some((element) => element.hidden);
      return shown ? [[role.dataset.role, table.dataset.series, own.dataset.region, own.dataset.level]] : [];
    }),
  );

test("the selection is in the address, and an address restores it", async () => {
  const page = await visit(site, "/salaries/");
  const all = (await rows(page)).length;
  await page.getByRole("combobox", { name: "Role", exact: true }).selectOption("sre");
  await page.getByRole("combobox", { name: "Country", exact: true }).selectOption("us");
  assert.equal(new URL(page.url()).search, "?role=sre&region=us");
  const chosen = await rows(page);
  assert.ok(chosen.length > 0 && chosen.length < all);
  assert.ok(chosen.every(([role, , region]) => role === "sre" && region === "us"));
  const series = new Set(chosen.map(([, name]) => name)).size;
  assert.equal(await page.locator(".filters [role=status]").textContent(), `${chosen.length} figures in ${series} datasets`);
  assert.equal(await page.locator("details[data-role=sre] summary .note").textContent(), `${chosen.length} figures in ${series} datasets`);
  assert.equal(await page.locator("details.figures[data-role=sre]").getAttribute("open"), "");

  const other = await visit(site, "/salaries/?role=sre&region=us");
  assert.deepEqual(await rows(other), chosen);
  await other.context().close();

  await page.goBack();
  assert.equal(new URL(page.url()).search, "?role=sre");
  assert.ok((await rows(page)).length > chosen.length);
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal((await rows(page)).length, all);
  assert.equal(new URL(page.url()).search, "");
  await page.context().close();
});

test("a role without a figure in a place is answered by the nearest, with the reason", async () => {
  const page = await visit(site, "/salaries/?role=platform-engineer&region=pl");
  assert.deepEqual(await rows(page), []);
  const answer = page.locator(".answer");
  await answer.getByText("No figure for Platform Engineer (Poland).").first().waitFor();
  assert.match((await answer.textContent()) ?? "", /Shown instead: .*, a similar role/);
  assert.equal(await answer.getByRole("link", { name: "Pay: Poland" }).getAttribute("href"), "/salaries/in/pl/#answer.platform-engineer");
  await page.getByRole("combobox", { name: "Country", exact: true }).selectOption("us");
  await answer.getByRole("link", { name: "Pay: United States" }).waitFor();
  assert.equal(await answer.getByText("No figure for").count(), 0);
  await page.context().close();
});

test("levels are chosen on the common scale, and keep the dataset's own name", async () => {
  const page = await visit(site, "/salaries/?role=devops-engineer&region=ua&level=intermediate");
  const found = await rows(page);
  assert.ok(found.length > 0 && found.every(([, , , level]) => level === "intermediate"));
  assert.ok(await page.locator("details[data-role=devops-engineer]").getByText("Middle (Intermediate)").first().isVisible());
  await page.context().close();
});

test("what no series has is said to be a gap, and an unknown name is no choice", async () => {
  const none = await visit(site, "/salaries/?role=platform-engineer&series=bls-oews-2025");
  assert.deepEqual(await rows(none), []);
  assert.ok(await none.getByText("No figures for this selection; the nearest ones are").isVisible());
  assert.equal(await none.getByRole("link", { name: /^without “US Occupational/ }).getAttribute("href"), "?role=platform-engineer");
  await none.context().close();
  const unknown = await visit(site, "/salaries/?role=nobody");
  assert.ok((await rows(unknown)).length > 100);
  await unknown.context().close();
});

test("a role is chosen by the keyboard, and its figures open", async () => {
  const page = await visit(site, "/salaries/");
  await page.locator("details[data-role=sre] > summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("[id='role.sre'] table").first().isVisible());
  await page.context().close();
});

test("without scripts there is nothing to choose by, and every figure is there", async () => {
  const page = await visit(site, "/salaries/", { scripts: false });
  assert.ok(!(await page.locator("form.filters").isVisible()));
  await page.locator("details[data-role=sre] > summary").click();
  assert.ok(await page.locator("[id='role.sre'] table").first().isVisible());
  await page.context().close();
});
