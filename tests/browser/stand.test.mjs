// "Where do you stand": a reader's own pay among the percentiles of a figure, computed in the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, scripts, visit } from "./site.mjs";

const load = await scripts("stand");
/** @type {typeof import("../../static/assets/stand.js")} */
const { amount, rank } = await load("stand.js");
const site = await published();

test("amounts are read as people write them", () => {
  for (const [text, expected] of /** @type {[string, number | undefined][]} */ ([
    ["72000", 72000],
    ["72,000", 72000],
    ["72.000", 72000],
    ["72 000", 72000],
    ["1,234,567", 1234567],
    ["£72k", 72000],
    ["1.5m", 1500000],
    ["43.27", 43.27],
    ["43,27", 43.27],
    ["1,234.50", 1234.5],
    ["٧٢٠٠٠", 72000],
    ["", undefined],
    ["k", undefined],
    ["much", undefined],
  ]))
    assert.equal(amount(text), expected, text);
});

test("a rank lies between the published percentiles, and is not invented outside them", () => {
  const percentiles = [50, 60, 80, 100, 150];
  for (const [own, expected] of /** @type {[number, number | string][]} */ ([
    [49, "below"],
    [50, 10],
    [60, 25],
    [70, 37.5],
    [80, 50],
    [90, 62.5],
    [125, 82.5],
    [150, 90],
    [151, "above"],
  ]))
    assert.equal(rank(percentiles, own), expected, `${own}`);
  // Equal percentiles: the highest rank.
  assert.equal(rank([50, 50, 50, 70, 90], 50), 50);
});

test("the answer is found by keyboard, without a request, and says what is unsure", async () => {
  const page = await visit(site, "/salaries/in/us/");
  const requests = /** @type {string[]} */ ([]);
  await page.waitForLoadState("networkidle");
  page.on("request", (request) => requests.push(request.url()));
  const select = page.getByRole("combobox", { name: "Compare with" });
  const option = select.locator("optgroup[data-role=sre] option").first();
  await select.selectOption(await option.evaluate((/** @type {HTMLOptionElement} */ { index }) => ({ index })));
  const percentiles = ((await option.getAttribute("value")) ?? "").split(" ").map(Number);
  await select.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.type(String(percentiles[2]));
  const output = page.locator("form.stand output");
  assert.match((await output.textContent()) ?? "", /About 50% of/);
  assert.match((await output.textContent()) ?? "", /n\s\d+/);
  assert.match((await output.textContent()) ?? "", /An estimate between published percentiles/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(String(percentiles[0] - 1));
  assert.match((await output.textContent()) ?? "", /Below the 10th percentile/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("much");
  assert.match((await output.textContent()) ?? "", /Type a number/);
  assert.deepEqual(requests, []);
  assert.equal(await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => /pay|stand/.test(key)).length), 0);
  await page.context().close();
});

test("without scripts there is no form, and the tables stay", async () => {
  const page = await visit(site, "/salaries/in/us/", { scripts: false });
  assert.ok(!(await page.locator("form.stand").isVisible()));
  await page.locator("details[data-role=sre] > summary").click();
  assert.ok(await page.locator("[id='role.sre'] table").first().isVisible());
  await page.context().close();
});
