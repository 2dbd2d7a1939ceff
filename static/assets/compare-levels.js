// Compares two levels: `?roles=first@senior,second@senior`. Titles, statements and grades are read from the pages of the
// roles' levels, so nothing is published twice. What a change of a grade means is a table that the program computes
// (`src/compare/levels.rs`).

import { citation, copy, csv, htmlLink, htmlTable, markdown, SAID } from "./copy.js";
import { saver } from "./saved.js";
import { messages } from "./messages.js";

const t = messages({});

/** @typedef {"added" | "raised" | "kept" | "lowered" | "dropped"} Change */
/** @typedef {{ rank: number, label: string }} Grade a grade, counted from 1 */
/** @typedef {{ label: string, publisher: string, skills: Map<string, Grade> }} Graded a level of a framework with grades */
/**
 * A level of a role: its address on the page of the role's levels, titles, statements by aspect, grades by framework.
 * @typedef {{ id: string, role: string, name: string, url: string, titles: Element[], aspects: Map<string, { label: string, said: Element[] }>, grades: Map<string, Graded> }} Level
 */

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.two-levels"));
const status = /** @type {HTMLElement} */ (document.querySelector(".asked"));
const result = /** @type {HTMLElement} */ (document.querySelector(".compared"));
const heading = /** @type {HTMLElement} */ (document.querySelector("main h1"));
const selects = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("select")]);
const published = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]")).href;
const site = document.title.replace(/^.* · /, "");
const title = heading.textContent ?? "";

/** The change by the grade before and after, counted from 1; 0 for a level without the skill. @type {(Change | null)[][]} */
const changes = JSON.parse(form.dataset.changes ?? "[]");
/** @type {{ names: string[], roles: Record<string, number[]> }} */
const skills = JSON.parse(form.dataset.skills ?? "{}");

/** The headings of changes, in order. @type {[Change, string][]} */
const HEADINGS = [
  ["added", t("skills-to-add")],
  ["raised", t("grades-that-rise")],
  ["kept", t("skills-carried-over")],
  ["lowered", t("grades-that-fall")],
  ["dropped", t("skills-no-longer-listed")],
];

/**
 * Groups the skills of two levels by their change.
 * @param {Map<string, Grade>} before
 * @param {Map<string, Grade>} after
 * @returns {Map<Change, string[]>}
 */
export function skillChanges(before, after) {
  const lists = /** @type {Map<Change, string[]>} */ (new Map());
  for (const skill of new Set([...after.keys(), ...before.keys()])) {
    const [from, to] = [before.get(skill), after.get(skill)];
    const change = changes[from?.rank ?? 0][to?.rank ?? 0];
    if (!change) continue;
    const grade = (to ?? from)?.label ?? "";
    const words = grade === "" ? skill : from && to && from.rank !== to.rank ? t("skill-grade-changes", { skill, before: from.label, after: to.label }) : t("skill-with-grade", { skill, grade });
    lists.set(change, [...(lists.get(change) ?? []), words]);
  }
  return lists;
}

/** The pages of roles' levels that were read. @type {Map<string, Promise<Document>>} */
const pages = new Map();

/** @param {string} url */
function page(url) {
  const known = pages.get(url);
  if (known) return known;
  const read = fetch(url).then(async (response) => {
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  });
  pages.set(url, read);
  read.catch(() => pages.delete(url));
  return read;
}

/** @param {Element | null | undefined} element */
const text = (element) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";

/**
 * Reads a level from the page of its role.
 * @param {string} id `first@senior`
 * @returns {Promise<Level>}
 */
async function level(id) {
  const [role, at] = id.split("@");
  const option = /** @type {HTMLOptionElement} */ (selects[0].querySelector(`option[value="${CSS.escape(id)}"]`));
  const { url = "" } = option.dataset;
  const read = await page(url.replace(/#.*$/, ""));
  const section = read.querySelector(`[data-level="${CSS.escape(at)}"]`);
  const own = (/** @type {Element} */ element) => document.importNode(element, true);
  const aspects = [...(section?.querySelectorAll("[data-aspect]") ?? [])].map((aspect) => {
    const label = aspect.querySelector("dt")?.firstChild?.textContent ?? "";
    return /** @type {const} */ ([/** @type {HTMLElement} */ (aspect).dataset.aspect ?? "", { label, said: [...aspect.querySelectorAll("dd li")].map(own) }]);
  });
  /** @type {Map<string, Graded>} */
  const grades = new Map();
  for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (read.querySelectorAll("table[data-framework]"))) {
    // Of several levels of a framework, the highest one counts.
    const columns = [...(table.tHead?.rows[0].cells ?? [])].map((cell, column) => ({ cell, column })).filter(({ cell }) => cell.dataset.at?.split(" ").includes(at));
    for (const { cell, column } of columns) {
      const graded = [...table.tBodies[0].rows].flatMap((row) => {
        const { grade } = row.cells[column].dataset;
        return grade ? [/** @type {[string, Grade]} */ ([row.dataset.skill ?? "", { rank: Number(grade), label: text(row.cells[column].querySelector("span:not(.meter)")) }])] : [];
      });
      if (graded.length > 0) grades.set(table.dataset.framework ?? "", { label: text(cell), publisher: table.dataset.publisher ?? "", skills: new Map(graded) });
    }
  }
  return { id, role, name: text(option), url, titles: [...(section?.querySelectorAll(".names li") ?? [])].map(own), aspects: new Map(aspects), grades };
}

/**
 * @param {string} tag
 * @param {(Node | string)[]} children
 * @param {Record<string, string>} [attributes]
 */
function element(tag, children, attributes = {}) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {(Node | string)[]} items */
const list = (items) => element("ul", items.map((item) => (item instanceof Element && item.tagName === "LI" ? item : element("li", [item]))), { class: "statements" });

/**
 * Returns a part of the page with a heading that links to itself.
 * @param {string} id
 * @param {string} name
 * @param {Node[]} children
 */
const part = (id, name, children) => element("section", [element("h2", [element("a", [name], { href: `#${id}` })], { id }), element("div", children)], { class: id === "page.statements" ? "part wide" : "part", "aria-labelledby": id });

/** @param {Level} left @param {Level} right */
function statements(left, right) {
  const ids = [...new Set([...left.aspects.keys(), ...right.aspects.keys()])];
  const order = (/** @type {string} */ id) => [left, right].map(({ aspects }) => [...aspects.keys()].indexOf(id)).find((at) => at >= 0) ?? 0;
  ids.sort((a, b) => order(a) - order(b));
  const cell = (/** @type {Level} */ level, /** @type {Node[]} */ said) => element("td", said.length > 0 ? [list(said)] : [element("span", [t("no-data")], { class: "none" })], { "data-level": level.name });
  const row = (/** @type {string} */ id, /** @type {string} */ label, /** @type {[Node[], Node[]]} */ [a, b]) =>
    element("tr", [element("th", [element("a", [label], { href: `#${id}` })], { scope: "row" }), cell(left, a), cell(right, b)], { id });
  const rows = [
    row("page.names", t("levels-titles"), [left.titles, right.titles]),
    ...ids.map((id) => row(`aspect.${id}`, (left.aspects.get(id) ?? right.aspects.get(id))?.label ?? "", [left.aspects.get(id)?.said ?? [], right.aspects.get(id)?.said ?? []])),
  ];
  const head = element("tr", [element("td", []), ...[left, right].map(({ name, url }) => element("th", [element("a", [name], { href: url })], { scope: "col" }))]);
  return element("table", [element("thead", [head]), element("tbody", rows)], { class: "levels side-by-side" });
}

/**
 * @param {Map<Change, string[]>} lists
 * @returns {Node[]}
 */
function changeLists(lists) {
  const parts = HEADINGS.flatMap(([change, name]) => (lists.has(change) ? [element("div", [element("dt", [name]), element("dd", [list(lists.get(change) ?? [])])], { "data-change": change })] : []));
  return [element("dl", parts, { class: "uses" })];
}

/** @param {Level} left @param {Level} right */
function skillParts(left, right) {
  const shared = [...left.grades.keys()].filter((framework) => right.grades.has(framework));
  if (shared.length > 0)
    return shared.flatMap((framework) => {
      const [from, to] = [/** @type {Graded} */ (left.grades.get(framework)), /** @type {Graded} */ (right.grades.get(framework))];
      return [element("h3", [t("step-of-framework", { framework: from.publisher, from: from.label, to: to.label })]), ...changeLists(skillChanges(from.skills, to.skills))];
    });
  if (left.role === right.role) return [element("p", [t("levels-no-grades-of-role")])];
  // The skills of a role have no grade: each counts as the same one.
  const of = (/** @type {string} */ role) => new Map((skills.roles[role] ?? []).map((skill) => [skills.names[skill], { rank: 1, label: "" }]));
  return [element("p", [t("levels-no-grades")]), ...changeLists(skillChanges(of(left.role), of(right.role)))];
}

/** Returns the comparison on screen, for exports. @param {string} name @returns {import("./copy.js").Shown} */
function shown(name) {
  const table = /** @type {HTMLTableElement} */ (result.querySelector("table"));
  const address = published + location.search;
  const cell = (/** @type {Element} */ cell) => {
    const links = /** @type {HTMLAnchorElement[]} */ ([...cell.querySelectorAll("small a")]);
    const copied = /** @type {Element} */ (cell.cloneNode(true));
    for (const source of copied.querySelectorAll("small a")) source.remove();
    return { text: [...copied.querySelectorAll("li")].map((item) => text(item).replace(/ ·$/, "")).join("; ") || text(copied), sources: links.map((link) => ({ text: text(link), url: link.href })) };
  };
  const statements = [...table.tBodies[0].rows].map((row) => ({ label: text(row.cells[0]), address: `${address}#${row.id}`, cells: [cell(row.cells[1]), cell(row.cells[2])] }));
  const skills = [...result.querySelectorAll("[data-change]")].map((change) => ({
    label: text(change.querySelector("dt")),
    address: `${address}#page.skills`,
    cells: [{ text: "", sources: [] }, { text: [...change.querySelectorAll("li")].map(text).join("; "), sources: [] }],
  }));
  return { title: name, address, roles: [...(table.tHead?.rows[0].cells ?? [])].slice(1).map(text), rows: [...statements, ...skills] };
}

/** @param {string} name */
function copies(name) {
  const button = (/** @type {string} */ label, /** @type {() => void} */ act) => {
    const made = element("button", [label], { type: "button" });
    made.addEventListener("click", act);
    return made;
  };
  return element("p", [
    `${t("matrix-copy")}: `,
    button(t("copy-link-choice"), () => copy(published + location.search, SAID.link, htmlLink(name, published + location.search))),
    button(t("copy-table-choice"), () => copy(markdown(shown(name)), SAID.table, htmlTable(shown(name)))),
    button("Markdown", () => copy(markdown(shown(name)), SAID.markdown)),
    button("CSV", () => copy(csv(shown(name)), SAID.csv)),
    button(t("copy-citation-choice"), () => copy(citation({ title: name, address: published + location.search }, { site, read: new Date() }), SAID.citation)),
    saver(() => name).button,
  ], { class: "take" });
}

/** The number of the last request: an earlier one that ends later is dropped. */
let last = 0;

/** Shows the comparison that the address names. */
async function show() {
  const own = ++last;
  const asked = (new URLSearchParams(location.search).get("roles") ?? "").split(",").filter((id) => id !== "");
  const known = new Set([...selects[0].options].map((option) => option.value));
  const unknown = asked.filter((id) => !known.has(id));
  const chosen = asked.filter((id) => known.has(id)).slice(0, 2);
  selects.forEach((select, side) => (select.value = chosen[side] ?? ""));
  status.textContent = unknown.length > 0 ? t("levels-unknown", { names: unknown.join(t("list-separator")) }) : "";
  if (chosen.length < 2) {
    result.hidden = true;
    heading.textContent = title;
    document.title = `${title} · ${site}`;
    return;
  }
  let levels;
  try {
    levels = await Promise.all(chosen.map(level));
  } catch {
    if (own === last) status.textContent = t("levels-not-loaded");
    return;
  }
  if (own !== last) return;
  const [left, right] = levels;
  const name = t("pair-title", { left: left.name, right: right.name });
  heading.textContent = name;
  document.title = `${name} · ${site}`;
  const more = [];
  if (left.role !== right.role) {
    const names = [left, right].map(({ role }) => /** @type {HTMLOptGroupElement} */ (selects[0].querySelector(`option[value^="${CSS.escape(role)}@"]`)?.parentElement).label);
    const link = element("a", [t("levels-view-pair", { left: names[0], right: names[1] })], { href: new URL(`../?roles=${left.role},${right.role}`, published).pathname + `?roles=${left.role},${right.role}` });
    more.push(element("p", [link], { class: "more" }));
  }
  result.replaceChildren(
    copies(name),
    part("page.skills", t("skills-and-grades"), [...skillParts(left, right), ...more]),
    part("page.statements", t("levels-statements"), [statements(left, right)]),
  );
  result.hidden = false;
  if (!status.textContent) status.textContent = t("levels-compared", { left: left.name, right: right.name });
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function choose() {
  const chosen = selects.map(({ value }) => value).filter((value) => value !== "");
  history.pushState(null, "", `${location.pathname}${chosen.length > 0 ? `?roles=${chosen.join(",")}` : ""}`);
  show();
}

form.addEventListener("change", choose);
form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector("[data-do=swap]")?.addEventListener("click", () => {
  [selects[0].value, selects[1].value] = [selects[1].value, selects[0].value];
  choose();
});
addEventListener("popstate", show);
show();
