// What a reader does with the matrix, done as a reader does it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { complaints } from "./axe.mjs";
import { published, visit } from "./site.mjs";

/** @typedef {import("playwright-core").Page} Page */

const site = await published();
const PHONE = { width: 390, height: 800 };

/** @param {Page} page */
const roles = (page) => page.locator(".names th[data-role] > a").allTextContents();
/** @param {Page} page */
const rows = (page) => page.locator("tbody tr[id] > th > a").filter({ visible: true }).allTextContents();
/** @param {Page} page */
const asked = (page) => new URL(page.url()).search;
/** @param {Page} page */
const said = (page) => page.locator(".shown").innerText();
/**
 * @param {Page} page
 * @param {string} name
 */
const panel = (page, name) => page.locator(".controls > details", { has: page.locator("summary", { hasText: name }) });
/**
 * @param {Page} page
 * @param {string} row
 * @param {string} role
 */
async function cell(page, row, role) {
  const at = (await roles(page)).indexOf(role);
  return page.locator(`#${row} > td`).nth(at);
}

test("roles are chosen from a list, family by family, by keyboard", async () => {
  const page = await visit(site, "/compare/");
  const list = panel(page, "Roles");
  await list.locator("summary").focus();
  await page.keyboard.press("Enter");
  await list.getByRole("button", { name: "None" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await said(page), "0 of 20 roles, 19 rows. Select a role to show it.");
  await list.getByLabel("Platform and developer tools").focus();
  await page.keyboard.press("Space");
  await list.getByLabel("SRE", { exact: true }).focus();
  await page.keyboard.press("Space");
  assert.deepEqual(await roles(page), ["DevEx Engineer", "Platform Engineer", "SRE"]);
  assert.equal(asked(page), "?roles=devex-engineer,platform-engineer,sre");
  assert.equal(await page.title(), "DevEx Engineer, Platform Engineer and SRE · Rolebook");
  await page.keyboard.press("Escape");
  assert.equal(await list.getAttribute("open"), null);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), "Roles 3");
});

test("an address restores the same view", async () => {
  const search = "?roles=sre,platform-engineer,devops-engineer,dbre&rows=on-call,hours,pay,demand&fold=craft&base=sre&sort=-hours&weigh=hours:3,on-call:-2";
  const page = await visit(site, `/compare/${search}`);
  const drawn = await page.locator(".matrix").textContent();
  // The state survives being read and written: a change and its taking back.
  await page.getByLabel("Differences only").check();
  assert.notEqual(asked(page), search);
  await page.getByLabel("Differences only").uncheck();
  assert.equal(asked(page), search);
  const other = await visit(site, `/compare/${asked(page)}`);
  assert.equal(await other.locator(".matrix").textContent(), drawn);
});

test("what an address asks for and is not here is named", async () => {
  const page = await visit(site, "/compare/?roles=sre,cto,dbre&max-on-call=never");
  assert.equal(await page.getByRole("alert").innerText(), "Not found here: cto, max-on-call=never. The rest of the view is shown.");
  assert.deepEqual(await roles(page), ["SRE", "DBRE"]);
});

test("Back takes back what was chosen, and typing is one step", async () => {
  const page = await visit(site, "/compare/");
  await page.locator("[name=sort]").selectOption("on-call");
  await page.locator("[name=base]").selectOption("sre");
  await panel(page, "Filter").locator("summary").click();
  await page.locator("[data-order=demand]").getByLabel("at least").pressSequentially("12");
  assert.equal(asked(page), "?base=sre&sort=on-call&min-demand=12");
  await page.goBack();
  assert.equal(asked(page), "?base=sre&sort=on-call");
  assert.equal(await page.locator("[data-order=demand]").getByLabel("at least").inputValue(), "");
  await page.goBack();
  await page.goBack();
  assert.equal(asked(page), "");
  assert.equal((await roles(page)).length, 20);
  await page.goForward();
  assert.equal(await page.locator("[name=sort]").inputValue(), "on-call");
});

test("groups fold, and a row in the address is shown anyway", async () => {
  const page = await visit(site, "/compare/");
  const group = page.getByRole("button", { name: "How the work feels" });
  assert.equal(await group.getAttribute("aria-expanded"), "true");
  await group.focus();
  await page.keyboard.press("Enter");
  assert.equal(await group.getAttribute("aria-expanded"), "false");
  assert.ok(!(await rows(page)).includes("On-call"));
  assert.equal(asked(page), "?fold=work");
  const linked = await visit(site, "/compare/?fold=work&rows=pay#on-call");
  assert.deepEqual(await rows(linked), ["On-call", "Pay"]);
});

test("rows are chosen, and only those that differ", async () => {
  const page = await visit(site, "/compare/?roles=sre,production-engineer");
  const all = await rows(page);
  await page.getByLabel("Differences only").check();
  const differ = await rows(page);
  assert.ok(differ.length < all.length && differ.includes("On-call"), `${differ}`);
  assert.ok(!differ.includes("Public career ladder"), "there is no data for one of the two");
  await panel(page, "Rows").locator("summary").click();
  await panel(page, "Rows").getByLabel("On-call").uncheck();
  assert.ok(!(await rows(page)).includes("On-call"));
});

test("two roles link to their own page", async () => {
  const page = await visit(site, "/compare/?roles=platform-engineer,sre");
  await page.getByRole("link", { name: "Platform Engineer vs SRE: full comparison" }).click();
  await page.waitForURL("**/compare/sre-vs-platform-engineer/");
});

test("the baseline is pinned from its column header, and the others are compared with it", async () => {
  const page = await visit(site, "/compare/?roles=dbre,sre,finops-engineer");
  await page.getByRole("button", { name: "Baseline: SRE" }).focus();
  await page.keyboard.press("Enter");
  assert.deepEqual(await roles(page), ["SRE", "DBRE", "FinOps"]);
  assert.equal(await page.getByRole("button", { name: "Baseline: SRE" }).getAttribute("aria-pressed"), "true");
  assert.equal(await (await cell(page, "on-call", "FinOps")).locator(".mark").textContent(), "▼ 4 steps below");
  assert.equal(await (await cell(page, "first-job", "DBRE")).locator(".mark").textContent(), "▼ 2 steps below");
  assert.equal(await (await cell(page, "primary-goal", "DBRE")).locator(".mark").textContent(), "≠ differs");
  assert.match((await (await cell(page, "pay", "DBRE")).locator(".mark").textContent()) ?? "", /^[▲▼≠] (higher|lower) in .* that agree/);
  assert.equal(await page.locator(".mark").filter({ hasText: "no data" }).first().textContent(), "? no data to compare");
  await page.getByRole("button", { name: "Baseline: SRE" }).click();
  assert.equal(await page.locator(".mark").count(), 0);
});

test("a row that has an order puts the roles in order, low end first, then high, then not", async () => {
  const page = await visit(site, "/compare/");
  const sort = page.getByRole("button", { name: "Sort roles by On-call" });
  const levels = async () => (await page.locator("#on-call > td .meter").allTextContents()).map((dots) => dots.replaceAll("○", "").length);
  const head = page.locator("#on-call > th");
  await sort.click();
  assert.deepEqual(await levels(), (await levels()).toSorted());
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await sort.click();
  assert.deepEqual(await levels(), (await levels()).toSorted().reverse());
  assert.equal(asked(page), "?sort=-on-call");
  await sort.click();
  assert.equal(await head.getAttribute("aria-sort"), "none");
  assert.equal(asked(page), "");
  assert.equal(await page.getByRole("button", { name: /^Sort roles by Primary goal/ }).count(), 0, "words have no order");
});

test("limits leave roles out, say how many are left, and are taken back one by one or all at once", async () => {
  const page = await visit(site, "/compare/");
  await panel(page, "Filter").locator("summary").click();
  await page.locator("[data-order=on-call]").getByLabel("at most").selectOption("rare");
  const calm = await roles(page);
  assert.ok(calm.length > 2 && calm.length < 10 && !calm.includes("SRE"));
  assert.equal(await said(page), `${calm.length} of 20 roles, 19 rows.`);
  await page.locator("[name=tool]").selectOption("terraform");
  assert.ok((await roles(page)).length < calm.length);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Remove filter: uses Terraform" }).click();
  assert.deepEqual(await roles(page), calm);
  await page.getByRole("button", { name: "Clear" }).click();
  assert.equal((await roles(page)).length, 20);
  assert.equal(asked(page), "");
});

test("pay is limited within one series, region, level and year, and not across them", async () => {
  const page = await visit(site, "/compare/");
  await panel(page, "Filter").locator("summary").click();
  const pay = page.locator("[data-order=pay]");
  await pay.locator("[name=in]").selectOption("isecjobs.us.2025");
  await pay.getByLabel("at least").fill("150000");
  const high = await roles(page);
  const amounts = await page.locator("#pay > td").evaluateAll((cells) => cells.map((cell) => Number(/isecjobs\.us\.2025=(\d+)/.exec(cell.getAttribute("data-pay") ?? "")?.[1])));
  assert.ok(high.length > 0 && amounts.every((amount) => amount >= 150000), `${amounts}`);
  assert.match(await said(page), /hidden for lack of data/);
  assert.equal(asked(page), "?min-pay=150000&in=isecjobs.us.2025");
  assert.match(await page.locator(".limits").innerText(), /Pay at least \$150,000 \(.*United States, 2025: USD a year, median\)/);
});

test("weights rank the roles, with the arithmetic in the cells", async () => {
  const page = await visit(site, "/compare/");
  await panel(page, "My weights").locator("summary").click();
  await page.locator("[data-weigh=hours]").getByRole("slider").focus();
  for (const _ of [1, 2, 3]) await page.keyboard.press("ArrowRight");
  await page.locator("[data-weigh=on-call]").getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator("[data-weigh=on-call]").getByLabel("prefer").selectOption("None");
  assert.equal(asked(page), "?weigh=hours:3,on-call:-1");
  assert.equal(await page.locator("[data-weigh=hours] output").innerText(), "3");
  const first = (await roles(page))[0];
  assert.match((await page.locator(".ranking li").first().innerText()), new RegExp(`^${first} 4 of 4`));
  assert.equal(await (await cell(page, "hours", first)).locator(".points").textContent(), "4/4 × 3 = 3");
  assert.equal(await (await cell(page, "on-call", first)).locator(".points").textContent(), "4/4 × 1 = 1");
  // Each sum is that of its parts, and none is above the one before it.
  const parts = await page.locator("#hours > td .points, #on-call > td .points").allTextContents();
  const sums = (await page.locator(".sums td b").allTextContents()).map(Number);
  const value = (/** @type {string} */ words) => Number(words.split(" = ")[1]);
  sums.forEach((sum, at) => assert.equal(sum, value(parts[at]) + value(parts[at + sums.length])));
  assert.deepEqual(sums, sums.toSorted((a, b) => b - a));
});

test("the view is copied as a link, Markdown, CSV and a citation", async () => {
  const page = await visit(site, "/compare/?roles=sre,dbre&rows=on-call,demand&base=sre");
  const copied = async (/** @type {string} */ name) => {
    if ((await panel(page, "Copy").getAttribute("open")) === null) await panel(page, "Copy").locator("summary").click();
    await page.getByRole("button", { name, exact: true }).click();
    await page.locator(".said:not(:empty)").waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const link = await copied("Link");
  assert.match(link, /^https:\/\/[^/]+\/compare\/\?roles=sre,dbre&rows=on-call,demand&base=sre$/);
  const markdown = await copied("Markdown");
  assert.match(markdown, /^\[SRE and DBRE\]/);
  assert.match(markdown, /\| \[On-call\]\(<.*#on-call>\) \| Core of the job \(level 5 of 5\)/);
  assert.match(markdown, /▼ 2 steps below/);
  assert.equal(await copied("Table"), markdown);
  assert.equal((await copied("CSV")).trim().split("\r\n").length, 3);
  assert.match(await copied("Citation"), /^Rolebook, ‘SRE and DBRE’, https:.*\(read \d+ \w+ \d{4}\)$/);
  await page.getByRole("button", { name: "Copy the link to On-call" }).click();
  await page.locator(".said", { hasText: "On-call" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${link}#on-call`);
});

test("a telephone shows two roles at a time, whole, and turns to the next", async () => {
  const page = await visit(site, "/compare/", PHONE);
  const shown = () => page.locator("#on-call > td").count();
  assert.equal(await shown(), 2);
  const chosen = (/** @type {string} */ side) => page.getByLabel(`Role on the ${side}`).locator("option:checked").textContent();
  assert.deepEqual([await chosen("left"), await chosen("right")], ["SRE", "Platform Engineer"], "those that the site shows first");
  await page.getByLabel("Role on the right").selectOption("DevOps");
  assert.equal(asked(page), "?at=sre,devops-engineer");
  await page.getByRole("button", { name: "Next role" }).click();
  assert.equal(asked(page), "?at=sre,release-engineer");
  await page.getByLabel("Role on the right").selectOption("SRE");
  assert.equal(asked(page), "?at=release-engineer,sre", "the two change places");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= PHONE.width, `the page is ${wide} px wide`);
  await page.getByLabel("Go to a row").selectOption("Pay");
  assert.equal(new URL(page.url()).hash, "#pay");
  assert.ok(await page.locator("#pay").evaluate((row) => row.getBoundingClientRect().top >= 0 && row.getBoundingClientRect().top < innerHeight / 2));
});

test("without scripts the table is whole, and on a telephone each row is a list of its roles", async () => {
  const page = await visit(site, "/compare/#on-call", { scripts: false });
  assert.equal((await roles(page)).length, 20);
  assert.equal((await rows(page)).length, 19);
  assert.ok(!(await page.locator(".controls").isVisible()), "nothing is offered that does nothing");
  const phone = await visit(site, "/compare/", { ...PHONE, scripts: false });
  assert.equal(await phone.locator("#on-call > td").filter({ visible: true }).count(), 20);
  const { x = 0, width = 0 } = (await phone.locator("#on-call > td").last().boundingBox()) ?? {};
  assert.ok(x >= 0 && x + width <= PHONE.width, `${x} ${width}`);
  // Shown as lists, they are still cells with their heads, for whoever hears them.
  const accessibility = await phone.context().newCDPSession(phone);
  const { nodes } = await accessibility.send("Accessibility.getFullAXTree");
  const named = (/** @type {string} */ role, /** @type {RegExp} */ name) => nodes.some((node) => node.role?.value === role && name.test(node.name?.value ?? ""));
  assert.ok(named("columnheader", /^SRE$/) && named("rowheader", /^On-call/) && nodes.filter((node) => node.role?.value === "cell" || node.role?.value === "gridcell").length >= 380);
});

test("paper shows the chosen roles and rows, their sources and the address, and nothing to press", async () => {
  const page = await visit(site, "/compare/?roles=sre,dbre&rows=on-call");
  await page.emulateMedia({ media: "print" });
  const words = await page.locator("main").innerText();
  assert.match(words, /SRE and DBRE/);
  assert.match(words, /\/compare\/\?roles=sre,dbre&rows=on-call/);
  assert.match(words, /GitLab Handbook/);
  assert.equal(await page.locator("main button:not(.fold), main select, main input").filter({ visible: true }).count(), 0);
  const { width = 0 } = (await page.locator(".matrix table").boundingBox()) ?? {};
  assert.ok(width > 0 && width <= 1280);
});

for (const [name, path, open] of /** @type {[string, string, string][]} */ ([
  ["roles", "/compare/?roles=sre,dbre", "Roles"],
  ["filter", "/compare/?roles=finops-engineer,devops-engineer&max-on-call=shared&tool=terraform&cto", "Filter"],
  ["weights, baseline and order", "/compare/?roles=sre,dbre,sysadmin&weigh=pay:2,hours:-1&base=sre&sort=hours&fold=craft", "My weights"],
  ["copy", "/compare/?roles=sre,dbre&differ", "Copy"],
])) {
  test(`axe has no complaint about the matrix in use: ${name}`, async () => {
    await Promise.all(/** @type {const} */ ([{ theme: "light", width: 1280 }, { theme: "dark", width: 1280 }, { theme: "light", width: 390 }, { theme: "dark", width: 390 }]).map(async (setting) => {
      const page = await visit(site, path, setting);
      await panel(page, open).locator("summary").click();
      assert.deepEqual(await complaints(page), [], JSON.stringify(setting));
      await page.context().close();
    }));
  });
}
