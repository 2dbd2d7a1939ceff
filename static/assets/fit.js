// The quiz: adds up the weights of the chosen answers for each role. The weights are read from the table on the page,
// and the list of roles on the page becomes the ranking. The answers are part of the URL by their ids,
// `?a=call-me,users`: nothing is stored or sent.

import { revealFocus } from "./reveal.js";
import { messages } from "./messages.js";
import { pairPath } from "./pairs.js";

const t = messages({});

/** @typedef {{ id: string, name: string, short: string, most: number, item: HTMLElement }} Role */
/** @typedef {{ id: string, question: string, label: string, text: string, input: HTMLInputElement, line: HTMLElement, weights: number[] }} Answer */
/** @typedef {{ role: Role, sum: number, place: number, tied: boolean, parts: { answer: Answer, weight: number }[] }} Standing */

/**
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(parent, selector) {
  const found = parent.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`the page has no ${selector}`);
  return found;
}

/**
 * @param {string} kind
 * @param {string} [text]
 * @param {string} [classes]
 */
function make(kind, text = "", classes = "") {
  const element = document.createElement(kind);
  element.textContent = text;
  if (classes) element.className = classes;
  return element;
}

const form = /** @type {HTMLFormElement} */ (find(document, "form.questions"));
const ranking = find(document, ".ranking");
const list = find(ranking, "ol");
const summary = find(ranking, ".so-far [role=status]");
const table = find(document, ".weights table");
revealFocus(find(document, ".weights"));

/** Formats a weight as the page does: with a sign, and with a minus sign as wide as a digit. @param {number} number */
const signed = (number) => (number < 0 ? `\u2212${-number}` : `+${number}`);
/** @param {number} number */
const plain = (number) => (number < 0 ? `\u2212${-number}` : String(number));

/** The roles, in the order of the table's columns. @type {Role[]} */
const roles = [...table.querySelectorAll("thead th")].map((head) => {
  const id = /** @type {HTMLElement} */ (head).dataset.role ?? "";
  const item = find(list, `[data-role="${id}"]`);
  const most = Number(find(item, ".most").textContent?.replace(/\D/g, ""));
  return { id, name: find(item, "a").textContent ?? "", short: head.textContent ?? "", most, item };
});

/** The answers, in the order of the questions. @type {Answer[]} */
const answers = [...form.querySelectorAll("input")].filter((input) => input.value).map((input) => {
  const line = find(table, `[data-answer="${input.value}"]`);
  const cells = [...line.querySelectorAll("td")].map((cell) => cell.textContent ?? "");
  const label = line.parentElement?.querySelector(".group")?.textContent ?? "";
  const weights = cells.map((text) => Number(text.replace("\u2212", "-")));
  return { id: input.value, question: input.name, label, text: line.querySelector("th")?.textContent ?? "", input, line, weights };
});

const questions = new Set(answers.map((answer) => answer.question)).size;

/** Returns the chosen answers, in the order of the questions. */
const chosen = () => answers.filter((answer) => answer.input.checked);

/**
 * Returns the scores, highest first. Equal scores share a rank and keep the order of the table.
 * @param {Answer[]} counted
 * @returns {Standing[]}
 */
function standings(counted) {
  const sums = roles.map((role, column) => {
    const parts = counted.map((answer) => ({ answer, weight: answer.weights[column] })).filter((part) => part.weight !== 0);
    return { role, parts, sum: parts.reduce((sum, part) => sum + part.weight, 0) };
  });
  const places = sums.map((own) => ({
    ...own,
    place: 1 + sums.filter((other) => other.sum > own.sum).length,
    tied: sums.filter((other) => other.sum === own.sum).length > 1,
  }));
  return places.sort((a, b) => b.sum - a.sum);
}

/** Clears all answers. */
function clearAnswers() {
  for (const input of form.querySelectorAll("input")) if (!input.value) input.checked = true;
}

// --- The address ---

/** Returns the URL of the chosen answers. */
function address() {
  const url = new URL(location.href);
  const ids = chosen().map((answer) => answer.id);
  // Ids consist of letters, digits and `-`; a comma is valid in a query and easier to read unescaped.
  url.search = ids.length > 0 ? `?a=${ids.join(",")}` : "";
  return url.href;
}

/** Chooses the answers given in the URL, and returns the number of those that no longer exist. */
function readUrl() {
  const named = (new URLSearchParams(location.search).get("a") ?? "").split(",").filter(Boolean);
  clearAnswers();
  for (const answer of answers) if (named.includes(answer.id)) answer.input.checked = true;
  return named.filter((id) => !answers.some((answer) => answer.id === id)).length;
}

// --- What is shown ---

const byHand = find(ranking, ".by-hand");
byHand.remove();
ranking.classList.add("live");
const next = make("p", "", "next");
const copy = /** @type {HTMLButtonElement} */ (make("button", t("copy-results")));
copy.type = "button";
const lost = make("p", "", "lost note");
list.before(lost, next, copy);
for (const kept of [".so-far", ".firsts"]) find(ranking, kept).hidden = false;

/** The elements of each role in the list: its rank, its score, and the parts of the score. */
const views = new Map(roles.map((role) => {
  const place = make("span", "", "place");
  const sum = make("b", "", "sum");
  const bar = make("span", "", "bar");
  const most = find(role.item, ".most");
  const parts = make("span", "", "parts");
  role.item.prepend(place);
  role.item.append(sum, most, bar, parts);
  return [role, { place, sum, most, bar, parts }];
}));

/** @param {Standing[]} ranked @param {number} counted */
function drawList(ranked, counted) {
  const highest = Math.max(1, ...ranked.map((standing) => standing.sum));
  for (const standing of ranked) {
    const view = views.get(standing.role);
    if (!view) continue;
    view.place.textContent = counted > 0 ? `${standing.place}${standing.tied ? "=" : ""}` : "";
    view.sum.textContent = counted > 0 ? plain(standing.sum) : "";
    view.most.textContent = counted > 0 ? t("fit-out-of", { points: standing.role.most }) : t("fit-maximum", { points: standing.role.most });
    view.bar.style.inlineSize = `${(Math.max(0, standing.sum) * 100) / highest}%`;
    view.parts.replaceChildren(...standing.parts.flatMap(({ answer, weight }, index) => {
      const part = make("span", `${answer.label}\u00a0${signed(weight)}`);
      part.title = answer.text;
      return index > 0 ? [" ", part] : [part];
    }));
    list.append(standing.role.item);
  }
}

/** @param {Answer[]} counted @param {Standing[]} ranked */
function drawTable(counted, ranked) {
  for (const answer of answers) answer.line.classList.toggle("chosen", counted.includes(answer));
  const foot = find(table, "tfoot");
  foot.querySelector(".chosen")?.remove();
  if (counted.length === 0) return;
  const line = make("tr", "", "chosen");
  const head = /** @type {HTMLTableCellElement} */ (make("th", t("fit-your-score")));
  head.scope = "row";
  const sums = new Map(ranked.map((standing) => [standing.role, standing.sum]));
  line.append(head, ...roles.map((role) => make("td", plain(sums.get(role) ?? 0))));
  foot.prepend(line);
}

/** Returns the roles in first place and, if there is only one, those in second. @param {Standing[]} ranked */
function front(ranked) {
  const above = ranked.filter((standing) => standing.sum > 0);
  const first = above.filter((standing) => standing.place === 1);
  return first.length === 1 ? [...first, ...above.filter((standing) => standing.place === 2)] : first;
}

/** @param {Standing[]} ranked */
function drawNext(ranked) {
  const names = front(ranked).map((standing) => standing.role);
  next.replaceChildren();
  if (names.length < 2) return;
  const ids = names.map((role) => role.id);
  const base = new URL("../compare/", location.origin + location.pathname);
  const link = /** @type {HTMLAnchorElement} */ (make("a"));
  if (names.length === 2) {
    link.href = new URL(pairPath(ids[0], ids[1]), base).href;
    link.textContent = t("side-by-side", { names: t("list-and", { first: names[0].short, last: names[1].short }) });
  } else if (names.length <= 4) {
    link.href = `${base.href}?roles=${ids.join(",")}`;
    link.textContent = t("side-by-side", { names: names.map((role) => role.short).join(t("list-separator")) });
  } else {
    next.textContent = t("fit-tie", { count: names.length });
    return;
  }
  next.append(`${t("fit-to-compare")} `, link);
}

/** Writes the summary, which is announced to screen readers and stays in sight on a phone. @param {number} counted @param {Standing[]} ranked */
function drawSummary(counted, ranked) {
  if (counted === 0) {
    summary.textContent = t("fit-start");
    return;
  }
  const above = ranked.filter((standing) => standing.sum > 0 && standing.place <= 3);
  const sums = [...new Set(above.map((standing) => standing.sum))];
  const groups = sums.map((sum) => {
    const names = above.filter((standing) => standing.sum === sum).map((standing) => standing.role.short);
    return `${names.length <= 3 ? names.join(t("list-separator")) : t("roles-count", { count: names.length })} ${sum}`;
  });
  summary.textContent = t("fit-summary", { count: counted, all: questions, scores: groups.join(t("list-of-lists-separator")) || t("fit-no-score") });
}

function show() {
  const counted = chosen();
  const ranked = standings(counted);
  drawList(ranked, counted.length);
  drawTable(counted, ranked);
  drawNext(counted.length > 0 ? ranked : []);
  drawSummary(counted.length, ranked);
  // There is no clipboard in an insecure context; readers can still copy the URL of the page.
  copy.hidden = counted.length === 0 || !navigator.clipboard;
  copy.textContent = t("copy-results");
}

/** @param {number} missing */
function reportMissing(missing) {
  lost.textContent = missing > 0 ? t("fit-missing", { count: missing }) : "";
}

// --- Events ---

/** The question answered last: several changes to one answer are a single step in the history. */
let last = "";
form.addEventListener("change", (event) => {
  const { name } = /** @type {HTMLInputElement} */ (event.target);
  history[name === last ? "replaceState" : "pushState"](null, "", address());
  last = name;
  reportMissing(0);
  show();
});
form.addEventListener("reset", (event) => {
  // Handled here, because the default action would run after this.
  event.preventDefault();
  if (chosen().length === 0) return;
  clearAnswers();
  history.pushState(null, "", address());
  last = "";
  reportMissing(0);
  show();
});
addEventListener("popstate", () => {
  last = "";
  reportMissing(readUrl());
  show();
});
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href);
  copy.textContent = t("link-copied");
});

reportMissing(readUrl());
show();
