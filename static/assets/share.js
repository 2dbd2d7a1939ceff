// Links to rows, tables to copy, citations and embeds, on the pages of roles, pairs and levels.

import { messages } from "./messages.js";

const t = messages({});

/** @type {typeof import("./copy.js")} */
let exporter;
const load = async () => (exporter ??= await import("./copy.js"));

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

/** @typedef {import("./copy.js").Row} Row */
/** @typedef {{ id: string, label: string, place: Element, row: () => Row }} Addressed */

const address = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel="canonical"]')).href;
const site = document.querySelector('meta[property="og:site_name"]')?.getAttribute("content") ?? "";
const words = (/** @type {Node | null | undefined} */ element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
const title = words(document.querySelector("h1"));

/** Returns the rows of the page, in the order on screen. */
const rows = () => (document.querySelector(".pair") ? [...document.querySelectorAll(".rows > section")].map(ofPair) : (levels?.rows ?? ofRole()));

/** The levels of a role, on their page: their module is loaded there alone. */
const levels = document.querySelector("section.level") ? (await import("./share-levels.js")).readLevels(address, words) : undefined;

/**
 * @param {Element} section
 * @returns {Addressed}
 */
function ofPair(section) {
  const label = words(section.querySelector("h3 a"));
  const cells = () => [...section.querySelectorAll("dd")].map((cell, side) => (cell.querySelector('a[href="#page.tools"]') ? tools(side) : exporter.readCell(cell, address)));
  const row = () => ({ label, address: `${address}#${section.id}`, cells: cells(), difference: words(section.querySelector(":scope > p")) });
  return { id: section.id, label, place: section, row };
}

/**
 * Returns the names of a role's tools, its own first. The row shows only their number; they are listed in a section
 * below.
 * @param {number} side
 */
function tools(side) {
  const [left, both, right] = [...document.querySelectorAll("[aria-labelledby='page.tools'] dd")].map((set) => [...set.querySelectorAll("a")].map(words));
  const own = (side === 0 ? left : right) ?? [];
  return { text: [...own, ...(both ?? [])].join(t("list-separator")) || t("no-data"), sources: [] };
}

/** @returns {Addressed[]} */
function ofRole() {
  return [...document.querySelectorAll(".facts dl > div")].map((fact) => {
    const head = /** @type {Element} */ (fact.querySelector("dt"));
    const label = words(head.querySelector("a"));
    const row = () => ({ label, address: `${address}#${fact.id}`, cells: [...fact.querySelectorAll("dd:not(.changed)")].map((cell) => exporter.readCell(cell, address)) });
    return { id: fact.id, label, place: head, row };
  });
}

const roles = levels?.aspects ?? [...document.querySelectorAll("h1 span:not(.vs)")].map(words);
const shown = () => ({ title, address, roles: roles.length > 0 ? roles : [title], rows: rows().map(({ row }) => row()) });

/** @param {string} message @returns {[string, string]} */
function parts(message) {
  const [label, more = ""] = message.split(/<\/?rest>/);
  return [label, more];
}

/** Returns the row given in the URL, or the page. */
function here() {
  const row = rows().find(({ id }) => id !== "" && `#${id}` === location.hash);
  return row ? { title: `${title}: ${row.label}`, address: `${address}#${row.id}` } : { title, address };
}

/**
 * @param {string} label
 * @param {string} more details for screen readers
 * @param {() => unknown} act
 */
function button(label, more, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.append(label);
  if (more) {
    const hidden = document.createElement("span");
    hidden.className = "hidden";
    hidden.textContent = more;
    made.append(hidden);
  }
  made.addEventListener("click", () => (exporter ? act() : load().then(act)));
  for (const approach of ["pointerenter", "focus"]) made.addEventListener(approach, load, { once: true });
  return made;
}

for (const { id, label, place } of rows()) {
  const made = button(...parts(t("copy-link-to", { name: label })), () => exporter.copy(`${address}#${id}`, exporter.SAID.linkTo(label), exporter.htmlLink(`${title}: ${label}`, `${address}#${id}`)));
  made.className = "row-link";
  const cells = place.querySelector(":scope > dl");
  if (cells) cells.before(made);
  else place.append(" ", made);
}

const take = /** @type {HTMLElement} */ (document.querySelector(".take"));
/** The embed's page on this host, from the last link. */
const framePath = /** @type {HTMLAnchorElement | undefined} */ ([...take.querySelectorAll("a")].at(-1))?.href ?? "";
const frame = take.dataset.frame ?? "";
const copies = document.createElement("span");
copies.setAttribute("role", "group");
copies.setAttribute("aria-label", t("matrix-copy"));
copies.append(
  button(t("copy-link-choice"), "", () => exporter.copy(here().address, exporter.SAID.link, exporter.htmlLink(here().title, here().address))),
  button(t("copy-table-choice"), "", () => exporter.copy(exporter.markdown(shown()), exporter.SAID.table, exporter.htmlTable(shown()))),
  button("Markdown", "", () => exporter.copy(exporter.markdown(shown()), exporter.SAID.markdown)),
  button("CSV", "", () => exporter.copy(exporter.csv(shown()), exporter.SAID.csv)),
  button(t("copy-citation-choice"), "", () => exporter.copy(exporter.citation(here(), { site, read: new Date() }), exporter.SAID.citation)),
);
take.replaceChildren(`${t("matrix-copy")} `, copies);
// Few readers embed a page, so the dialog is loaded on demand.
if (frame) take.append(button(t("embed"), "", async () => (await import("./embed.js")).embed({ frame, framePath, rows: rows(), title, site, button })));

// Adds the date of reading, which paper cannot show otherwise.
const printed = document.querySelector(".printed");
const where = words(printed);
addEventListener("beforeprint", () => {
  if (printed) printed.textContent = t("printed-read", { page: where, day: t.day(new Date()) });
});
