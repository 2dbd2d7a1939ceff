// Search as a reader does it: from the keyboard, with a screen reader's view, without scripts, without a connection, in the
// preview, and on a site in a folder of its host.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { published, ROLEBOOK, ROOT, run, visit } from "./site.mjs";

/** @typedef {import("playwright-core").Page} Page */

const site = await published();

/** The field in the header: a page may have other boxes to choose from. @param {Page} page */
const field = (page) => page.getByRole("combobox", { name: "Search" });
/** What is offered below it. @param {Page} page @param {{ selected?: boolean }} [which] */
const options = (page, which) => page.getByRole("listbox", { name: "Results" }).getByRole("option", which);

/**
 * Writes into the field of the header, from wherever the page is.
 * @param {Page} page
 * @param {string} question
 */
async function ask(page, question) {
  await page.keyboard.press("/");
  await page.keyboard.type(question);
  await options(page).first().waitFor();
}

/** @param {Page} page */
const chosen = (page) => page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-activedescendant") ?? "")?.querySelector("b")?.textContent ?? null);

test("from the keyboard alone: `/`, a question, arrows, Enter", async () => {
  const page = await visit(site, "/glossary/");
  await ask(page, "sre vs plat");
  assert.equal(await chosen(page), null, "nothing is selected at first");
  await page.keyboard.press("ArrowDown");
  assert.equal(await chosen(page), "SRE vs Platform Engineer");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/compare/sre-vs-platform-engineer/");
});

test("arrows go round through the field, Escape closes the list, and writing opens it again", async () => {
  const page = await visit(site, "/");
  await ask(page, "incident");
  const many = await options(page).count();
  await page.keyboard.press("ArrowUp");
  assert.match((await page.locator("[aria-selected=true]").textContent()) ?? "", /^All \d+ results$/);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("[aria-selected=true]").count(), 0);
  for (let n = 0; n < many; n++) await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("[aria-selected=true]").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await field(page).getAttribute("aria-expanded"), "false");
  assert.equal(await field(page).inputValue(), "incident");
  await page.keyboard.type(" p");
  await options(page).first().waitFor();
});

test("Enter without a choice shows everything that was found, and the question stays in the address", async () => {
  const page = await visit(site, "/");
  await ask(page, "error budget");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search/?q=error+budget");
  await page.getByText(/^\d+ results$/).waitFor();
  const first = page.locator(".found li").first();
  assert.match((await first.textContent()) ?? "", /^Error budget Term The amount of failure/);
  assert.deepEqual(await first.locator("a mark").allTextContents(), ["Error", "budget"]);
  await page.getByRole("searchbox").fill("toil");
  await page.waitForURL("**/search/?q=toil");
  await page.reload();
  await page.locator(".found li").first().waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "toil");
});

test("a text that was found says in which sentence", async () => {
  const page = await visit(site, "/search/?q=reduces+interrupts");
  await page.locator(".found q").first().waitFor();
  assert.equal(await page.locator(".found q").first().textContent(), "On-call interrupts engineering, and only engineering reduces on-call.");
  assert.deepEqual(await page.locator(".found q mark").allTextContents(), ["interrupts", "reduces"]);
});

test("a screen reader announces the results, their number, and the selection", async () => {
  const page = await visit(site, "/");
  await ask(page, "toil");
  const box = field(page);
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  assert.equal(await box.getAttribute("aria-autocomplete"), "list");
  const list = page.getByRole("listbox", { name: "Results" });
  assert.equal(await box.getAttribute("aria-controls"), await list.getAttribute("id"));
  assert.match((await page.getByRole("search").getByRole("status").textContent()) ?? "", /^\d+ results$/);
  await page.keyboard.press("ArrowDown");
  const tree = await page.getByRole("search").ariaSnapshot();
  assert.match(tree, /combobox "Search" \[expanded\].*: toil/);
  assert.match(tree, /option "Toil Term .+" \[selected\]/);
  const option = await options(page, { selected: true }).getAttribute("id");
  assert.equal(await box.getAttribute("aria-activedescendant"), option);
});

test("`/` is a letter in a text field, and other keys keep their browser function", async () => {
  const page = await visit(site, "/search/");
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("ci/cd");
  assert.equal(await page.getByRole("searchbox").inputValue(), "ci/cd");
  await page.locator(".found li").first().waitFor();
  await page.locator("h1").click();
  await page.keyboard.press("Control+/");
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "BODY");
});

test("on a phone a link to the search page replaces the field", async () => {
  const page = await visit(site, "/roles/sre/", { width: 390 });
  assert.equal(await field(page).count(), 0);
  await page.getByRole("link", { name: "Search", exact: true }).click();
  await page.waitForURL("**/search/");
  await page.getByRole("searchbox").fill("k8s");
  assert.equal(await page.locator(".found a").first().textContent(), "Kubernetes (k8s)");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(wide, 0);
});

test("once loaded it needs no connection", async () => {
  const page = await visit(site, "/");
  await ask(page, "sre");
  await page.context().setOffline(true);
  await field(page).fill("promethues");
  assert.equal(await options(page).first().locator("b").textContent(), "Prometheus");
});

test("without scripts the field opens the list of all entries", async () => {
  const page = await visit(site, "/", { scripts: false });
  await page.getByRole("searchbox", { name: "Search" }).fill("argo");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search/?q=argo");
  assert.ok(await page.locator("noscript p").isVisible());
  assert.equal(await page.locator("form.look").isVisible(), false);
  await page.getByRole("navigation", { name: "First letters" }).getByRole("link", { name: "K" }).click();
  await page.getByRole("link", { name: "k8s", exact: true }).click();
  await page.waitForURL("**/tools/kubernetes/");
});

test("an address that is not there is searched for", async () => {
  const page = await visit(site, "/roles/platfrom-engineer/", { missing: true });
  assert.equal(await page.getByRole("main").getByRole("searchbox").inputValue(), "platfrom engineer");
  await page.locator(".found li").first().waitFor();
  assert.equal(await page.locator(".found a").first().textContent(), "Platform Engineer");
});

test("a site in a folder of its host has its search there", async () => {
  const below = await published({ name: "below", base: "/guides/roles" });
  const page = await visit(below, "/guides/roles/");
  await ask(page, "sre on-call");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/guides/roles/roles/sre/#fact.on-call");
  await page.goto(`${below.origin}/guides/roles/search/?q=dba`);
  assert.equal(await page.locator(".found a").first().getAttribute("href"), `${below.origin}/guides/roles/roles/dbre/`);
  await page.context().close();
});

test("the preview answers the same", async () => {
  const serve = spawn(ROLEBOOK, ["serve", "--root", ROOT, "--port", "0"]);
  after(() => serve.kill());
  let said = "";
  serve.stdout.on("data", (text) => (said += text));
  while (!/http:\/\/127\.0\.0\.1:\d+/.test(said)) await once(serve.stdout, "data");
  const [origin] = /** @type {RegExpExecArray} */ (/http:\/\/127\.0\.0\.1:\d+/.exec(said));
  const page = await visit({ origin }, "/");
  await ask(page, "sre vs plat");
  assert.equal(await options(page).first().locator("b").textContent(), "SRE vs Platform Engineer");
  const bytes = async (/** @type {string} */ from) => (await fetch(`${from}/search/index.json`)).text();
  assert.equal(await bytes(origin), await bytes(site.origin));
  await page.context().close();
});

test("a question and a name that look like HTML are text", async () => {
  const page = await visit(site, `/search/?q=${encodeURIComponent("<img src=x onerror=\"document.title='broken'\">")}`);
  await page.getByRole("status").filter({ hasText: /result/ }).waitFor();
  assert.equal(await page.locator("main img").count(), 0);

  const root = join(ROOT, "target/browser/hostile");
  await rm(root, { recursive: true, force: true });
  await run(ROLEBOOK, ["init", root]);
  await mkdir(join(root, "content/glossary"), { recursive: true });
  const name = "Zed <img src=x onerror=alert(1)></script><b>";
  await writeFile(join(root, "content/glossary/zed.md"), `---\nterm: "${name}"\nline: "<svg onload=alert(2)> & more."\nalso_known_as: ["\\"><script>alert(3)</script>"]\n---\n`);
  const hostile = await published({ name: "hostile-site", root });
  const there = await visit(hostile, "/");
  await ask(there, "zed");
  assert.equal(await there.getByRole("option").first().locator("b").textContent(), name);
  assert.equal(await there.locator("form.find img, form.find svg, form.find script").count(), 0);
  await there.goto(`${hostile.origin}/search/?q=zed`);
  await there.locator(".found li").first().waitFor();
  assert.equal(await there.locator("main img, main svg, main script").count(), 0);
  await there.context().close();
});

test("the search shortcut can be turned off on the search page, and stays off", async () => {
  const page = await visit(site, "/search/");
  const box = page.getByLabel("Press / to search from any page");
  await box.uncheck();
  await page.goto(`${site.origin}/glossary/`);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.localName), "body");
  await page.goto(`${site.origin}/search/`);
  await box.check();
  await page.goto(`${site.origin}/glossary/`);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.localName), "input");
});
