// The fit guide: what a reader does there, by mouse, by keyboard and without scripts; and that the sums on the page are
// those that the program works out.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { complaints } from "./axe.mjs";
import { published, visit } from "./site.mjs";

const site = await published();

/** @typedef {{ id: string, answers: { id: string, text: string, weights: Record<string, number> }[] }} Question */
/** @typedef {{ role: string, sum: number, place: number }} Standing */
/** @type {{ questions: Question[], examples: { first: string, answers: string[], ranking: Standing[] }[] }} */
const guide = JSON.parse(await readFile(join(site.folder, "api/v1/fit.json"), "utf8"));

/**
 * The ranking as the page shows it: each role, its sum and place, and what is said to make up the sum.
 * @param {import("playwright-core").Page} page
 */
const shown = (page) =>
  page.evaluate(() => {
    const number = (/** @type {string} */ text) => Number(text.replace("\u2212", "-").replace("=", ""));
    const text = (/** @type {Element} */ item, /** @type {string} */ part) => item.querySelector(part)?.textContent ?? "";
    return [...document.querySelectorAll(".ranking ol > li")].map((item) => ({
      role: /** @type {HTMLElement} */ (item).dataset.role ?? "",
      sum: number(text(item, ".sum")),
      place: number(text(item, ".place")),
      tied: text(item, ".place").endsWith("="),
      parts: [...item.querySelectorAll(".parts span")].map((part) => number((part.textContent ?? "").split("\u00a0")[1])),
    }));
  });

/** @param {string[]} answers */
const at = (answers) => `/fit/?a=${answers.join(",")}`;

test("what the page adds up is what the program adds up, whatever is answered", async () => {
  const page = await visit(site, "/fit/");
  for (const example of guide.examples) {
    await page.goto(site.origin + at(example.answers));
    const ranking = await shown(page);
    assert.deepEqual(
      ranking.map(({ role, sum, place }) => ({ role, sum, place })).sort((a, b) => a.role.localeCompare(b.role)),
      example.ranking.toSorted((a, b) => a.role.localeCompare(b.role)),
    );
    assert.equal(ranking[0].role, example.first);
  }
  assert.equal(guide.examples.length, 20);
  // Beyond those: answers drawn by a generator of our own, so that a failure can be seen again.
  let state = 20261125;
  const below = (/** @type {number} */ n) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % n;
  };
  for (let sheet = 0; sheet < 60; sheet++) {
    const answers = guide.questions.flatMap((question) => question.answers[below(question.answers.length + 1)] ?? []);
    await page.goto(site.origin + at(answers.map((answer) => answer.id)));
    const ranking = await shown(page);
    for (const { role, sum, place, tied, parts } of ranking) {
      const weights = answers.map((answer) => answer.weights[role] ?? 0).filter((weight) => weight !== 0);
      assert.deepEqual(parts, weights, `${role} after ${answers.map((answer) => answer.id)}`);
      assert.equal(sum, weights.reduce((sum, weight) => sum + weight, 0));
      assert.equal(place, 1 + ranking.filter((other) => other.sum > sum).length);
      assert.equal(tied, ranking.filter((other) => other.sum === sum).length > 1);
    }
    const sums = ranking.map((standing) => standing.sum);
    assert.deepEqual(sums, sums.toSorted((a, b) => b - a));
  }
});

test("an answer ranks the roles, is in the address, and Back undoes it", async () => {
  const page = await visit(site, "/fit/");
  await page.getByLabel("I like being the one who fixes it").check();
  await page.getByLabel("The people who use a product").check();
  assert.equal(new URL(page.url()).search, "?a=call-me,users");
  assert.match((await page.getByRole("status").textContent()) ?? "", /^2 of 16 answered\. SRE 6; /);
  // To change one's mind about a question is no step of its own.
  await page.getByLabel("Engineers in my own company").check();
  assert.equal(new URL(page.url()).search, "?a=call-me,colleagues");
  await page.goBack();
  assert.equal(new URL(page.url()).search, "?a=call-me");
  assert.equal((await shown(page))[0].sum, 3);
  assert.equal(await page.getByLabel("The people who use a product").isChecked(), false);
  await page.goForward();
  assert.equal(await page.getByLabel("Engineers in my own company").isChecked(), true);
  await page.getByRole("button", { name: "Clear answers" }).click();
  assert.equal(new URL(page.url()).search, "");
  assert.match((await page.getByRole("status").textContent()) ?? "", /^Answer a question to start/);
  await page.goBack();
  assert.equal(new URL(page.url()).search, "?a=call-me,colleagues");
});

test("a result can be copied, and opens as it was", async () => {
  const page = await visit(site, at(["nights-off", "colleagues", "adoption"]));
  await page.getByRole("button", { name: "Copy link to results" }).click();
  await page.getByText("Link copied", { exact: true }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, site.origin + at(["nights-off", "colleagues", "adoption"]));
  const before = await shown(page);
  await page.goto(copied);
  assert.deepEqual(await shown(page), before);
  assert.equal(before[0].role, "devex-engineer");
  await page.getByRole("link", { name: "DevEx Engineer and Platform Engineer side by side" }).click();
  await page.waitForURL("**/compare/platform-engineer-vs-devex-engineer/");
});

test("an obsolete answer in an address is reported and does not count", async () => {
  const page = await visit(site, at(["call-me", "no-such-answer"]));
  await page.getByText("One answer in this link no longer exists").waitFor();
  assert.equal((await shown(page))[0].sum, 3);
});

test("equal sums share a place and no order is claimed", async () => {
  const page = await visit(site, at(["a-few"]));
  const first = (await shown(page)).filter((standing) => standing.place === 1);
  assert.deepEqual(first.map(({ role, tied }) => [role, tied]), [["engineering-manager", true], ["solutions-architect", true]]);
  await page.getByRole("link", { name: "EM and Solutions Architect side by side" }).waitFor();
});

test("all of it can be done by keyboard", async () => {
  const page = await visit(site, "/fit/");
  const focused = () => page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value ?? "");
  await page.getByLabel("No answer").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "call-me", "the answers of a question go round");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "sometimes");
  assert.equal(new URL(page.url()).search, "?a=sometimes");
  // Enter must not submit the form.
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).search, "?a=sometimes");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#nights details").getAttribute("open"), "");
  await page.locator(".ranking ol a").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/roles/**");
});

test("without scripts an answer says what it counts, and the table has all weights", async () => {
  const page = await visit(site, "/fit/", { scripts: false });
  const counts = page.locator("#nights .answer", { hasText: "I want my nights to myself" }).locator(".counted");
  assert.equal(await counts.isVisible(), false);
  await page.getByLabel("I want my nights to myself").check();
  assert.match((await counts.textContent()) ?? "", /^\+3 FinOps; \+2 .*; \u22123 Incident Manager, SRE\.$/);
  assert.equal(await counts.isVisible(), true);
  await page.locator("#nights summary").click();
  assert.equal(await page.locator("#nights .why").first().isVisible(), true);
  const lines = await page.locator(".weights tr[data-answer]").count();
  assert.equal(lines, guide.questions.reduce((sum, question) => sum + question.answers.length, 0));
  assert.equal(await page.getByText("See the ranking", { exact: true }).isVisible(), false, "what needs scripts is not there");
  assert.equal(await page.getByText("Without JavaScript the page cannot add them up").isVisible(), true);
});

test("every role has answers that put it first, one click away", async () => {
  const page = await visit(site, "/fit/");
  await page.getByText("Answers that rank each role first").click();
  await page.locator(".firsts").getByRole("link", { name: "Database Reliability Engineer" }).click();
  await page.waitForURL("**/fit/?a=**");
  assert.equal((await shown(page))[0].role, "dbre");
});

test("axe has no complaint about the page with answers", async () => {
  for (const theme of /** @type {const} */ (["light", "dark"])) {
    for (const width of [390, 1280]) {
      const page = await visit(site, at(guide.examples[0].answers), { theme, width });
      for (const summary of await page.locator("#nights summary, .firsts summary").all()) await summary.click();
      assert.deepEqual(await complaints(page), [], `${theme} ${width}`);
    }
  }
});

test("nothing is wider than a phone, and what has the focus is not behind the sums", async () => {
  const page = await visit(site, at(["call-me"]), { width: 390, height: 700 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const bar = await page.locator(".so-far").boundingBox();
  for (const input of await page.locator("#code input").all()) {
    await input.focus();
    const box = await input.boundingBox();
    assert.ok(box && bar && box.y + box.height <= bar.y, JSON.stringify({ box, bar }));
  }
});
