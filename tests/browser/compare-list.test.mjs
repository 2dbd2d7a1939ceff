// Roles put aside to compare, from wherever they are met.

import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "./axe.mjs";
import { inEachEngine } from "./engines.mjs";
import { published, visit } from "./site.mjs";

/** @typedef {import("playwright-core").Page} Page */

const site = await published();

/** @param {Page} page */
const compareList = (page) => page.getByRole("complementary", { name: "Compare list" });
/**
 * Waits until these are the roles in the compare list.
 * @param {Page} page
 * @param {string[]} names
 */
const holds = (page, names) =>
  page.waitForFunction((wanted) => [...document.querySelectorAll(".compare-list li")].map((item) => item.firstChild?.textContent).join() === wanted, names.join());
/**
 * @param {Page} page
 * @param {string} role
 */
const add = (page, role) => page.getByRole("button", { name: `compare ${role}`, exact: true });

test("roles are put aside by keyboard, kept from page to page, and opened together", async () => {
  const page = await visit(site, "/roles/");
  assert.ok(!(await compareList(page).isVisible()));
  await add(page, "SRE").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "compare SRE", exact: true, pressed: true }).waitFor();
  await page.getByRole("status").filter({ hasText: "SRE added." }).waitFor();
  await page.goto(`${site.origin}/compare/dbre-vs-finops-engineer/`);
  await add(page, "DBRE").click();
  await holds(page, ["SRE", "DBRE"]);
  assert.match((await compareList(page).getByRole("link").getAttribute("href")) ?? "", /\/compare\/sre-vs-dbre\/$/, "two have a page of their own");
  await page.goto(`${site.origin}/roles/platform-engineer/`);
  await add(page, "Platform Engineer").click();
  await compareList(page).getByRole("link", { name: "Compare 3" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/compare/?roles=sre,dbre,platform-engineer");
  assert.deepEqual(await page.locator(".names th[data-role] > a").allTextContents(), ["SRE", "DBRE", "Platform Engineer"]);
});

test("four are the most, each is taken out again, and nothing is left in another tab", async () => {
  const page = await visit(site, "/");
  for (const role of ["SRE", "DBRE", "DevOps", "FinOps", "EM"]) await add(page, role).click();
  await holds(page, ["SRE", "DBRE", "DevOps", "FinOps"]);
  await page.getByRole("status").filter({ hasText: "The compare list holds 4 roles." }).waitFor();
  await compareList(page).getByRole("button", { name: "Remove DBRE" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Remove SRE", "the focus stays in the compare list");
  await add(page, "SRE").click();
  await holds(page, ["DevOps", "FinOps"]);
  const other = await page.context().newPage();
  await other.goto(`${site.origin}/`);
  assert.ok(!(await compareList(other).isVisible()));
  assert.deepEqual(await page.context().cookies(), []);
  await compareList(page).getByRole("button", { name: "Clear" }).click();
  assert.ok(!(await compareList(page).isVisible()));
  await page.reload();
  assert.ok(!(await compareList(page).isVisible()));
});

test("Back shows the current compare list", async () => {
  const page = await visit(site, "/roles/sre/");
  await page.goto(`${site.origin}/roles/dbre/`);
  await add(page, "DBRE").click();
  await holds(page, ["DBRE"]);
  await page.goBack();
  await holds(page, ["DBRE"]);
});

test("what search finds can be put aside", async () => {
  const page = await visit(site, "/search/?q=reliability");
  await page.locator(".found .add").first().waitFor();
  assert.ok(!(await compareList(page).isVisible()), "nothing is in it yet");
  await page.locator(".found .add").first().click();
  await compareList(page).getByRole("link", { name: "Compare with all" }).waitFor();
});

test("without scripts nothing is offered, and every pair of a role is one link away", async () => {
  const page = await visit(site, "/roles/sre/", { scripts: false });
  assert.equal(await page.locator(".add").filter({ visible: true }).count(), 0);
  const pairs = page.locator("[aria-labelledby='page.pairs'] dd a");
  assert.equal(await pairs.count(), 19);
  await pairs.filter({ hasText: "Platform Engineer" }).first().click();
  await page.waitForURL("**/compare/sre-vs-platform-engineer/");
});

test("axe finds no problem in the compare list", async () => {
  for (const setting of /** @type {const} */ ([{ theme: "light", width: 1280 }, { theme: "dark", width: 390 }])) {
    const page = await visit(site, "/roles/", setting);
    for (const role of ["SRE", "Platform Engineer", "Observability Engineer"]) await add(page, role).click();
    await holds(page, ["SRE", "Platform Engineer", "Observability Engineer"]);
    assert.deepEqual(await complaints(page), [], JSON.stringify(setting));
  }
});

inEachEngine("four roles on a phone are one line, and none where they are compared already", async (engine) => {
  const page = await engine.visit(site, "/roles/", { width: 390, height: 844, touch: true });
  const ids = ["sre", "platform-engineer", "observability-engineer", "infrastructure-engineer"];
  for (const [n, id] of ids.entries()) {
    await page.click(`[data-add='${id}']`);
    await page.waitFor((count) => document.querySelectorAll(".compare-list li").length === count, n + 1);
  }
  const height = () => /** @type {HTMLElement} */ (document.querySelector(".compare-list")).offsetHeight;
  assert.ok((await page.evaluate(height)) <= 60, `${await page.evaluate(height)} px`);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390));
  await page.goto(`/compare/?roles=${ids.join()}`);
  await page.waitFor(() => document.querySelector(".compare-list li") !== null);
  assert.equal(await page.evaluate(height), 0);
  await page.waitFor(() => document.querySelector(".steps span")?.textContent === "roles 1 and 2 of 4");
  await page.close();
});

inEachEngine("the focus goes back to the page when the last role is removed", async (engine) => {
  /** @type {[string, string, string, string][]} */
  const cases = [
    ["/roles/", ".compare-list > button", "sre", "compare SRE"],
    ["/roles/", ".compare-list li button", "sre", "compare SRE"],
    // This page adds another role.
    ["/roles/dbre/", ".compare-list > button", "sre", "Database Reliability Engineer"],
    // The roles that are left are those that this page compares.
    ["/compare/dbre-vs-sre/", ".compare-list li:last-child button", "sre,dbre,sysadmin", "DBRE vs SRE"],
  ];
  for (const [path, selector, roles, expected] of cases) {
    const page = await engine.visit(site, "/roles/");
    for (const role of roles.split(",")) await page.click(`[data-add='${role}']`);
    await page.waitFor((count) => document.querySelectorAll(".compare-list li").length === count, roles.split(",").length);
    await page.goto(path);
    await page.waitFor(() => document.querySelector(".compare-list li") !== null);
    await page.evaluate((selector) => /** @type {HTMLElement} */ (document.querySelector(selector)).focus(), selector);
    await page.press("Enter");
    await page.waitFor(() => /** @type {HTMLElement} */ (document.querySelector(".compare-list")).hidden);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim().replace(/\s+/g, " ")), expected, `${path} ${selector}`);
    await page.close();
  }
});
