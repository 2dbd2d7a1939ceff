// The first thing that a reader does: two roles, chosen on the home page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();

test("two roles are chosen by keyboard, and their page is opened", async () => {
  const page = await visit(site, "/");
  const form = page.getByRole("form", { name: "Compare two roles" });
  await form.getByLabel("First role").selectOption("DBRE");
  await form.getByLabel("Second role").focus();
  await page.keyboard.type("FinOps");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/compare/dbre-vs-finops-engineer/");
});

test("two that are chosen in the other order are led to their page", async () => {
  const page = await visit(site, "/");
  await page.getByLabel("First role").selectOption("Platform Engineer");
  const right = page.getByLabel("Second role");
  assert.equal(await right.inputValue(), "sre", "the role of the other side is exchanged");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await page.waitForURL("**/compare/sre-vs-platform-engineer/");
});

test("with scripts the links of those without are not there", async () => {
  const page = await visit(site, "/");
  assert.equal(await page.getByRole("navigation", { name: /^Compare two roles/ }).count(), 0);
});

test("where the script does not come, the table opens with the two", async () => {
  const page = await visit(site, "/");
  await page.context().route("**/assets/home.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.reload();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await page.waitForURL("**/compare/?roles=sre&roles=platform-engineer");
  assert.deepEqual(await page.locator(".names th[data-role] > a").allTextContents(), ["SRE", "Platform Engineer"]);
});

test("without scripts nothing is offered that does nothing, and two roles are chosen by links", async () => {
  const page = await visit(site, "/", { scripts: false });
  assert.ok(!(await page.getByRole("form", { name: "Compare two roles" }).isVisible()));
  const choice = page.getByRole("navigation", { name: /^Compare two roles/ });
  assert.equal(await choice.getByRole("link").count(), await page.locator("select").first().locator("option").count());
  await choice.getByRole("link", { name: "DBRE" }).click();
  await page.waitForURL("**/roles/dbre/#page.pairs");
  await page.getByRole("region", { name: "DBRE compared" }).getByRole("link", { name: "FinOps" }).click();
  await page.waitForURL("**/compare/dbre-vs-finops-engineer/");
});
