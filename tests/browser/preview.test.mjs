// The live preview in a browser, as an author sees it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { ROLEBOOK, ROOT, run, visit } from "./site.mjs";

/**
 * The preview of a site, which ends with the test: a new one, or this repository's own. What is wrong with it from the
 * beginning is made by `harm`.
 * @param {{ flags?: string[], own?: boolean, harm?: (folder: string) => Promise<void> }} [wanted]
 */
async function preview({ flags = [], own = false, harm } = {}) {
  const folder = join(await mkdtemp(join(tmpdir(), "rolebook-preview-")), "site");
  if (own) await cp(join(ROOT, "content"), join(folder, "content"), { recursive: true });
  else await run(ROLEBOOK, ["init", folder]);
  await harm?.(folder);
  const server = spawn(ROLEBOOK, ["serve", "--root", folder, "--port", "0", ...flags], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, VISUAL: "code" },
  });
  /** @type {import("playwright-core").Page[]} */
  const pages = [];
  after(async () => {
    for (const page of pages) await page.context().close();
    server.kill("SIGTERM");
    await once(server, "exit");
    await rm(dirname(folder), { recursive: true, force: true });
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const origin = line.match(/^(http:\/\/\S+)\//)?.[1];
    if (origin) return { origin, folder, open: (/** @type {Parameters<typeof visit>[1]} */ path, as = {}) => open(origin, path, as), edit, save };
  }
  throw new Error("it says its address");

  /** @param {string} origin @param {string} path @param {Parameters<typeof visit>[2]} as */
  async function open(origin, path, as) {
    const page = await visit({ origin }, path, as);
    pages.push(page);
    return page;
  }

  /** Saves a file as many editors do: under another name first. @param {string} path @param {string} text */
  async function save(path, text) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}~`, text);
    await rename(`${file}~`, file);
  }

  /** @param {string} path @param {string | RegExp} from @param {string} to */
  async function edit(path, from, to) {
    const text = await readFile(join(folder, path), "utf8");
    const next = text.replace(from, to);
    assert.notEqual(text, next, `${path} has ${from}`);
    await save(path, next);
  }
}

const PAIR = "/compare/solutions-engineer-vs-support-engineer/";
const ROLE = "content/roles/support-engineer.yaml";
const GUIDE = "content/roles/support-engineer.md";
const GOAL = "Customers get help when the product fails";

/** Waits until the words stand on the page. @param {import("playwright-core").Page} page @param {string} words */
const shows = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor({ timeout: 10_000 });

/** A mark on the page that a reload would take away. @param {import("playwright-core").Page} page */
const mark = (page) => page.evaluate(() => void document.documentElement.setAttribute("data-marked", ""));

/** Whether the page was loaded again since it was marked. @param {import("playwright-core").Page} page */
const reloaded = (page) => page.evaluate(() => !document.documentElement.hasAttribute("data-marked"));

/** Waits until something is outlined that says this. @param {import("playwright-core").Page} page @param {string} words */
const outlines = (page, words) =>
  page.waitForFunction((words) => {
    const outlined = document.getAnimations().map((motion) => /** @type {KeyframeEffect} */ (motion.effect).target);
    return outlined.some((element) => element?.textContent?.includes(words));
  }, words);

test("an edit is patched in place, and nothing else moves", async () => {
  const site = await preview();
  const page = await site.open(PAIR, { height: 300 });
  await shows(page, GOAL);
  await mark(page);
  const link = page.locator("main a").last();
  await link.focus();
  await page.evaluate(() => scrollTo(0, 400));
  const scrolled = await page.evaluate(() => scrollY);
  assert.ok(scrolled > 100, "the page is long enough to be scrolled");
  const outlined = outlines(page, "Nobody waits for an answer");
  await site.edit(ROLE, GOAL, "Nobody waits for an answer");
  await shows(page, "Nobody waits for an answer");
  await outlined;
  assert.equal(await reloaded(page), false, "the page was not loaded again");
  assert.equal(await page.evaluate(() => scrollY), scrolled, "scrolled as before");
  assert.ok(await link.evaluate((element) => element === document.activeElement), "focused as before");
  assert.equal(await page.getByText(GOAL).count(), 0, "the old words are gone");
});

test("a reload restores the view, scroll position, focus and opened details", async () => {
  const site = await preview();
  const page = await site.open(`/compare/?roles=support-engineer,solutions-engineer#on-call`, { height: 300 });
  await page.locator("#primary-goal details").evaluate((details) => void details.setAttribute("open", ""));
  const link = page.locator("#on-call th a");
  await link.focus();
  await page.evaluate(() => scrollTo(0, 200));
  const top = await link.evaluate((element) => element.getBoundingClientRect().top);
  const outlined = outlines(page, "First aim");
  await mark(page);
  await site.edit("content/comparison.yaml", "label: Primary goal", "label: First aim");
  await shows(page, "First aim");
  await outlined;
  assert.equal(await reloaded(page), true, "a name changed, which scripts know");
  assert.ok(page.url().endsWith("/compare/?roles=support-engineer,solutions-engineer#on-call"), page.url());
  assert.equal(await link.evaluate((element) => element.getBoundingClientRect().top), top, "scrolled as before");
  assert.ok(await link.evaluate((element) => element === document.activeElement), "focused as before");
  assert.ok(await page.locator("#primary-goal details").evaluate((details) => details.hasAttribute("open")), "opened as before");
});

/** Edits, and the pages on which they are shown in place. */
const EDITS = [
  { file: ROLE, from: GOAL, to: "Nobody waits for an answer", kept: [PAIR, "/roles/support-engineer/"] },
  { file: ROLE, from: "level: shared", to: "level: core", kept: [] },
  { file: ROLE, from: "Tickets that come back]", to: "Tickets that come back, Words of thanks]", kept: ["/roles/support-engineer/"] },
  { file: GUIDE, from: "and then finds out why", to: "and *then* finds out why", kept: ["/roles/support-engineer/"] },
  { file: GUIDE, from: /$/, to: "\nOne more paragraph.\n\n- A list\n- of two\n", kept: ["/roles/support-engineer/"] },
  { file: GUIDE, from: "What the role is for", to: "Why anybody does it", kept: [] },
  { file: "content/comparison.yaml", from: "label: Judged by", to: "label: Measured by", kept: [] },
  { file: "content/roles/solutions-engineer.yaml", from: /^short_name: .*/m, to: "short_name: Solver", kept: [] },
  { file: "content/site.yaml", from: /^title: .*/m, to: "title: Another title", kept: [] },
];

test("after any edit an open page equals a freshly loaded one", async () => {
  const site = await preview();
  const paths = [PAIR, "/roles/support-engineer/", "/compare/"];
  const fresh = await site.open(PAIR);
  await fresh.route("**/_preview/reload.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  for (const path of paths) {
    const page = await site.open(path);
    for (const { file, from, to, kept } of EDITS) {
      const text = await readFile(join(site.folder, file), "utf8");
      await mark(page);
      await follows(page, site.origin, () => site.edit(file, from, to));
      await fresh.goto(site.origin + path);
      assert.deepEqual(difference(await html(page), await html(fresh)), null, `${path} after ${to} in ${file}`);
      if (kept.includes(path)) assert.equal(await reloaded(page), false, `${path} is not loaded again for ${to}`);
      await follows(page, site.origin, () => site.save(file, text));
    }
  }
});

/**
 * Waits until the page is what it would be now, after a change.
 * @param {import("playwright-core").Page} page
 * @param {string} origin
 * @param {() => Promise<void>} change
 */
async function follows(page, origin, change) {
  const build = await built(origin);
  await change();
  while ((await built(origin)) === build);
  const now = /data-shown="(\w+)"/.exec(await (await fetch(page.url())).text())?.[1];
  await page.locator(`script[data-shown="${now}"]`).waitFor({ state: "attached" });
  await page.waitForLoadState("load");
}

/** How many snapshots there were. @param {string} origin */
async function built(origin) {
  const page = await (await fetch(`${origin}/about/`)).text();
  return Number(/data-build="(\d+)"/.exec(page)?.[1]);
}

/** What is on the screen, as HTML. @param {import("playwright-core").Page} page */
function html(page) {
  return page.evaluate(async () => {
    // A size observer sets properties of the root element in the first frame, which may come after the load event.
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const copy = /** @type {Element} */ (document.documentElement.cloneNode(true));
    copy.removeAttribute("data-marked");
    copy.querySelector("script[data-build]")?.removeAttribute("data-build");
    return copy.outerHTML;
  });
}

/** The first place where two texts differ, or `null`. @param {string} open @param {string} fresh */
function difference(open, fresh) {
  if (open === fresh) return null;
  let at = 0;
  while (open[at] === fresh[at]) at++;
  const part = (/** @type {string} */ text) => text.slice(Math.max(0, at - 100), at + 200);
  return { open: part(open), fresh: part(fresh) };
}

test("an error overlays the last good page, links to the editor, and disappears when fixed", async () => {
  const site = await preview();
  const page = await site.open("/roles/support-engineer/");
  const overlay = page.locator("#preview-errors");
  await site.edit(ROLE, "family: customers", 'family: "customers');
  await overlay.waitFor();
  await shows(page, GOAL);
  const told = await overlay.evaluate((host) => host.shadowRoot?.textContent ?? "");
  assert.match(told, /1 error: this is the last version without errors/);
  assert.match(told, /error\[yaml-syntax\][\s\S]*support-engineer\.yaml:3:/);
  const link = await overlay.getByRole("link").first().getAttribute("href");
  assert.match(link ?? "", /^vscode:\/\/file\/.*\/content\/roles\/support-engineer\.yaml:3:\d+$/);
  const report = await run(ROLEBOOK, ["check", "--root", site.folder]).catch((error) => error);
  assert.ok(told.includes(report.stderr.split("\n")[0]), "the words are those of `check`");
  await mark(page);
  await site.edit(ROLE, 'family: "customers', "family: customers");
  await overlay.waitFor({ state: "detached" });
  assert.equal(await reloaded(page), false);
});

test("generated text of a script is current", async () => {
  const site = await preview();
  const page = await site.open(PAIR);
  await site.edit("content/site.yaml", /^title: .*/m, "title: Another title");
  await page.waitForFunction(() => document.title.endsWith("Another title"));
  await page.waitForLoadState("load");
  await page.evaluate(() => void dispatchEvent(new Event("beforeprint")));
  assert.match((await page.locator(".printed").textContent()) ?? "", /^Another title, .* \(read /);
});

test("the compare list survives an edit", async () => {
  const site = await preview();
  const page = await site.open("/roles/support-engineer/");
  await page.getByRole("button", { name: /^compare Support/ }).first().click();
  const list = page.getByRole("complementary", { name: "Compare list" });
  await list.waitFor();
  await mark(page);
  await site.edit(ROLE, GOAL, "Nobody waits for an answer");
  await shows(page, "Nobody waits for an answer");
  assert.equal(await reloaded(page), false);
  assert.ok(await list.isVisible());
});

test("a style sheet is replaced without a reload", async () => {
  const site = await preview();
  const page = await site.open(PAIR);
  await mark(page);
  const sheets = await page.locator("link[rel=stylesheet]").count();
  const css = await readFile(join(ROOT, "static/assets/site.css"), "utf8");
  await site.save("static/assets/site.css", `${css}\nbody { background: rgb(1, 2, 3); }\n`);
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)");
  assert.equal(await reloaded(page), false);
  await page.waitForFunction((sheets) => document.querySelectorAll("link[rel=stylesheet]").length === sheets, sheets);
});

test("a changed script reloads the page", async () => {
  const site = await preview();
  const page = await site.open(PAIR);
  await site.save("static/assets/search.js", 'document.documentElement.dataset.new = "yes";\n');
  await page.locator("html[data-new=yes]").waitFor();
});

test("a site without a good state shows its errors, and then the site when they are fixed", async () => {
  const harm = (/** @type {string} */ folder) => writeFile(join(folder, "content/comparison.yaml"), "rows: [unclosed\n");
  const site = await preview({ harm });
  const sound = await readFile(join((await preview()).folder, "content/comparison.yaml"), "utf8");
  const page = await site.open("/roles/support-engineer/", { missing: true });
  await shows(page, "There is no page to show yet");
  await shows(page, "error[yaml-syntax]");
  const link = page.locator("#preview-errors").getByRole("link").first();
  assert.match((await link.getAttribute("href")) ?? "", /^vscode:.*comparison\.yaml:\d+:\d+$/);
  await site.save("content/comparison.yaml", sound);
  await shows(page, GOAL);
  assert.equal(await page.locator("#preview-errors").count(), 0);
});

test("--follow navigates to the page of the saved file", async () => {
  const site = await preview({ flags: ["--follow"] });
  const page = await site.open(PAIR);
  await site.edit("content/pages/about.md", "Every fact here", "Each fact here");
  await page.waitForURL("**/about/");
  await site.edit(ROLE, GOAL, "Nobody waits for an answer");
  await page.waitForURL("**/roles/support-engineer/");
  await shows(page, "Nobody waits for an answer");
});
