// A hiring manager sends a link to one row, pastes a table into a document, puts a comparison into a page, or prints it.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
import { browser, published, visit } from "./site.mjs";

const site = await published();
const PAIR = "/compare/sre-vs-platform-engineer/";
const file = (/** @type {string} */ path) => readFile(join(site.folder, path), "utf8");
const address = (await file(`${PAIR}index.html`)).match(/rel="canonical" href="([^"]+)"/)?.[1] ?? "";

/** @param {import("playwright-core").Page} page */
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

/**
 * The page's answer, as it is read out.
 * @param {import("playwright-core").Page} page
 * @param {string} words
 */
const answered = (page, words) => page.getByRole("status").filter({ hasText: words }).waitFor();

test("the link to a row can be copied, and opens the row", async () => {
  const page = await visit(site, PAIR);
  await page.getByRole("button", { name: "Copy link to On-call" }).click();
  await answered(page, "Link to “On-call” copied");
  assert.equal(await copied(page), `${address}#on-call`);
  await page.goto(`${site.origin}${PAIR}#on-call`);
  assert.ok(await page.locator("#on-call").evaluate((row) => row.matches(":target")));
  await page.context().close();
});

test("so is the link to a fact of a role", async () => {
  const page = await visit(site, "/roles/sre/");
  await page.getByRole("button", { name: "Copy link to On-call" }).click();
  await answered(page, "Link to “On-call” copied");
  assert.match(await copied(page), /\/roles\/sre\/#fact\.on-call$/);
  await page.context().close();
});

for (const [path, name] of [[PAIR, "compare/sre-vs-platform-engineer"], ["/compare/dbre-vs-finops-engineer/", "compare/dbre-vs-finops-engineer"], ["/roles/sre/", "roles/sre"]]) {
  test(`the table of ${path} is copied as its files have it`, async () => {
    const page = await visit(site, path);
    const copy = page.getByRole("group", { name: "Copy" });
    await copy.getByRole("button", { name: "Markdown" }).click();
    await answered(page, "Table copied as Markdown");
    assert.equal(await copied(page), await file(`${name}.md`));
    await copy.getByRole("button", { name: "CSV" }).click();
    await answered(page, "Table copied as CSV");
    // The file begins with the mark that tells a spreadsheet its encoding; a clipboard needs none.
    assert.equal((await copied(page)).replaceAll("\r\n", "\n"), (await file(`${name}.csv`)).replace("\ufeff", "").replaceAll("\r\n", "\n"));
    await page.context().close();
  });
}

test("a document gets a table with links, and an editor of plain text the same as Markdown", async () => {
  const page = await visit(site, PAIR);
  const copy = page.getByRole("group", { name: "Copy" });
  await copy.getByRole("button", { name: "Table" }).click();
  await answered(page, "Table copied, for documents and mail");
  assert.equal(await copied(page), await file("compare/sre-vs-platform-engineer.md"));
  const pasted = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const document = new DOMParser().parseFromString(await (await item.getType("text/html")).text(), "text/html");
    const texts = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].map((cell) => cell.textContent ?? "");
    const row = document.querySelector('a[href$="#on-call"]')?.closest("tr");
    return { heads: texts("thead th"), rows: texts("tbody th"), link: document.querySelector("p a")?.getAttribute("href"), onCall: [...(row?.cells ?? [])].map((cell) => cell.textContent ?? ""), sources: texts("ol a") };
  });
  assert.deepEqual(pasted.heads, ["SRE", "Platform Engineer", "Difference"]);
  assert.deepEqual(pasted.rows, await page.locator(".rows > section h3 a:first-child").allTextContents());
  assert.equal(pasted.link, address);
  assert.match(pasted.onCall[1], /^Core of the job .* \(\d+, \d+\)$/);
  assert.ok(pasted.sources.length > 10 && new Set(pasted.sources).size > 10);
  await page.context().close();
});

test("a copied link is a link in a document", async () => {
  const page = await visit(site, `${PAIR}#on-call`);
  await page.getByRole("group", { name: "Copy" }).getByRole("button", { name: "Link" }).click();
  await answered(page, "Link copied");
  const rich = await page.evaluate(async () => (await (await navigator.clipboard.read())[0].getType("text/html")).text());
  assert.ok(rich.includes(`<a href="${address}#on-call">SRE vs Platform Engineer: On-call</a>`), rich);
  await page.context().close();
});

test("a citation names the row that the address names, and the day", async () => {
  const page = await visit(site, `${PAIR}#on-call`);
  await page.getByRole("group", { name: "Copy" }).getByRole("button", { name: "Citation" }).click();
  await answered(page, "Citation copied");
  const today = new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date());
  assert.equal(await copied(page), `Rolebook, ‘SRE vs Platform Engineer: On-call’, ${address}#on-call (read ${today})`);
  await page.context().close();
});

test("where the browser refuses, the text is shown, selected", async () => {
  const page = await visit(site, PAIR);
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await page.getByRole("group", { name: "Copy" }).getByRole("button", { name: "Link" }).click();
  const text = page.getByRole("dialog").getByRole("textbox");
  assert.equal(await text.inputValue(), address);
  assert.equal(await page.evaluate(() => getSelection()?.toString()), address);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.context().close();
});

test("everything is reached by keyboard, and the answer is read out", async () => {
  const page = await visit(site, PAIR);
  const row = page.getByRole("button", { name: "Copy link to On-call" });
  await row.focus();
  assert.equal(await row.evaluate((button) => getComputedStyle(button).opacity), "1");
  await page.keyboard.press("Enter");
  await answered(page, "Link to “On-call” copied");
  await page.getByRole("button", { name: "By group" }).focus();
  await page.keyboard.press("Space");
  const first = page.locator(".rows > section h3").first();
  assert.equal(await first.textContent(), "Primary goal");
  await page.context().close();
});

/** A page of another site that embeds one of ours. */
async function framing(/** @type {string} */ line) {
  const server = createServer((_, response) => response.setHeader("Content-Type", "text/html").end(`<!doctype html><title>Other</title>${line}`));
  await once(server.listen(0, "127.0.0.1"), "listening");
  after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const context = await (await browser()).newContext({ viewport: { width: 320, height: 700 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`http://localhost:${port}/`);
  const [, frame] = page.frames();
  assert.ok(frame);
  return { page, frame };
}

test("the line that embeds a row shows that row in a page of another origin, without scripts", async () => {
  const page = await visit(site, PAIR);
  await page.getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Show" }).selectOption("On-call");
  await dialog.getByRole("button", { name: "Copy" }).click();
  const line = await copied(page);
  await page.context().close();
  assert.match(line, /^<iframe src="[^"]+\/embed\/sre-vs-platform-engineer\/#on-call" title="SRE vs Platform Engineer: On-call, Rolebook"/);

  const here = line.replace(new URL(address).origin, site.origin);
  const { page: other, frame } = await framing(here);
  await frame.getByRole("heading", { name: "On-call" }).waitFor();
  assert.deepEqual(await frame.getByRole("heading", { level: 2 }).allTextContents(), ["On-call"], "and no other row");
  const overflow = await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  await other.context().close();
});

test("a comparison is saved in the browser, listed on the page of all, and removed", async () => {
  const page = await visit(site, PAIR);
  const save = page.locator(".take").getByRole("button", { name: /^Saved?$/ });
  await save.click();
  await answered(page, "Saved in this browser; listed on the page Compare, under “Copy, save”");
  assert.equal(await save.getAttribute("aria-pressed"), "true");
  await page.goto(`${site.origin}/compare/?roles=sre,dbre`);
  const panel = page.locator("details:has(.copies)");
  await panel.locator("summary").click();
  await panel.getByRole("button", { name: "Save", exact: true }).click();
  assert.deepEqual(await panel.getByRole("link").allTextContents(), ["SRE and DBRE", "SRE vs Platform Engineer"]);
  await panel.getByRole("button", { name: "Remove SRE and DBRE" }).click();
  await panel.getByRole("button", { name: "Save", exact: true }).waitFor();
  await panel.getByRole("link", { name: "SRE vs Platform Engineer" }).click();
  await page.waitForURL(`**${PAIR}`);
  await save.and(page.getByRole("button", { pressed: true })).click();
  await answered(page, "No longer saved");
  await page.goto(`${site.origin}/compare/`);
  await panel.locator("summary").click();
  assert.equal(await panel.getByRole("listitem").textContent(), "Nothing is saved yet. What you save stays in this browser.");
  await page.context().close();
});

test("what another script stored is no saved comparison", async () => {
  const page = await visit(site, "/compare/");
  for (const stored of ["{", "1", "[null]", '[{"title":"x","path":"//evil.example/"},{"title":"x","path":"javascript:alert(1)"},{"title":7,"path":"compare/"}]']) {
    await page.evaluate((value) => localStorage.setItem("saved-comparisons /", value), stored);
    await page.reload();
    await page.locator("details:has(.copies) summary").click();
    await page.getByText("Nothing is saved yet").waitFor();
    assert.equal(await page.locator("details:has(.copies) a").count(), 0, stored);
  }
  await page.context().close();
});

test("the dialog of the embed shows it as it is chosen, with its address", async () => {
  const page = await visit(site, PAIR);
  await page.getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Show" }).selectOption("On-call");
  await dialog.getByRole("combobox", { name: "Colours" }).selectOption("Dark");
  const link = dialog.getByRole("link");
  assert.equal(await link.textContent(), `${new URL(address).origin}/embed/sre-vs-platform-engineer/#dark.on-call`);
  const preview = dialog.frameLocator("iframe");
  await preview.getByRole("heading", { name: "On-call" }).waitFor();
  assert.deepEqual(await preview.getByRole("heading", { level: 2 }).allTextContents(), ["On-call"]);
  assert.equal(await preview.locator("html").evaluate((html) => getComputedStyle(html).backgroundColor), "rgb(24, 22, 19)");
  await page.context().close();
});

test("each row fits the height that is offered, at 320 px and at 640, and the answer to a copy is in the dialog", async () => {
  const page = await visit(site, PAIR);
  await page.getByRole("button", { name: "Embed" }).click();
  const dialog = page.getByRole("dialog");
  const line = dialog.getByRole("textbox");
  await dialog.getByRole("combobox", { name: "Show" }).selectOption("Pay");
  await page.waitForFunction(() => !document.querySelector("textarea")?.value.includes('height="480"'));
  await dialog.getByRole("button", { name: "Copy" }).click();
  await dialog.getByRole("status").filter({ hasText: "HTML copied" }).waitFor();
  const choices = await dialog.getByRole("combobox", { name: "Show" }).locator("option").evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value).filter(Boolean));
  const heights = [];
  for (const row of choices) {
    await dialog.getByRole("combobox", { name: "Show" }).selectOption(row);
    heights.push(Number(/ height="(\d+)"/.exec(await line.inputValue())?.[1]));
  }
  await dialog.getByRole("combobox", { name: "Colours" }).selectOption("Dark");
  assert.match(await line.inputValue(), new RegExp(`#dark\\.${choices.at(-1)}"`));
  await page.context().close();
  for (const width of [320, 640]) {
    const frame = await visit(site, "/about/", { width });
    for (const [at, row] of choices.entries()) {
      await frame.setViewportSize({ width, height: heights[at] });
      await frame.goto(`${site.origin}/embed/sre-vs-platform-engineer/#dark.${row}`);
      const { over, rows, paper } = await frame.evaluate(() => ({
        over: document.documentElement.scrollHeight - innerHeight,
        rows: [...document.querySelectorAll("section")].filter((section) => section.checkVisibility()).map(({ id }) => id),
        paper: getComputedStyle(document.documentElement).backgroundColor,
      }));
      assert.ok(over <= 0, `${row}: ${over} px too high at ${width}`);
      assert.deepEqual({ rows, paper }, { rows: [row], paper: "rgb(24, 22, 19)" });
    }
    await frame.context().close();
  }
});

test("what oEmbed says is what shows all rows", async () => {
  const page = await visit(site, PAIR);
  const discovered = await page.locator('link[type="application/json+oembed"]').getAttribute("href");
  await page.context().close();
  const answer = JSON.parse(await file(new URL(discovered ?? "").pathname));
  const { page: other, frame } = await framing(answer.html.replace(new URL(address).origin, site.origin));
  await frame.getByRole("heading", { level: 1, name: "SRE vs Platform Engineer" }).waitFor();
  assert.ok((await frame.getByRole("heading", { level: 2 }).count()) > 15);
  await other.context().close();
});

test("paper has the table, every source with its address, and where and when it was read", async () => {
  const page = await visit(site, PAIR);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const printed = page.locator(".printed");
  assert.ok(await printed.isVisible());
  assert.match((await printed.textContent()) ?? "", new RegExp(`${address} \\(read \\d+ \\w+ \\d{4}\\)$`));
  for (const furniture of [".take", ".row-link", ".order", "nav"]) {
    assert.equal(await page.locator(furniture).filter({ visible: true }).count(), 0, furniture);
  }
  const source = page.getByRole("region", { name: "Sources" }).getByRole("link").first();
  const after = await source.evaluate((link) => getComputedStyle(link, "::after").content);
  assert.ok(after.includes(await source.evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href)), after);
  await page.context().close();
});

test("without scripts, rows are links to themselves and the tables are files", async () => {
  const page = await visit(site, PAIR, { scripts: false });
  await page.locator("#on-call h3").getByRole("link", { name: "On-call" }).click();
  assert.match(page.url(), /#on-call$/);
  for (const [name, ending] of [["Markdown", ".md"], ["CSV", ".csv"], ["embed", "/"]]) {
    const href = (await page.locator(".take").getByRole("link", { name }).getAttribute("href")) ?? "";
    assert.ok(href.endsWith(ending ?? ""), href);
    assert.equal((await page.request.get(site.origin + href)).status(), 200, href);
  }
  await page.getByText("Rows by group").click();
  await page.locator(".index").getByRole("link", { name: "Share of coding" }).click();
  assert.match(page.url(), /#coding$/);
  await page.context().close();
});
