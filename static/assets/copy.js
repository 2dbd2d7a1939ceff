// Exports a view as a table, Markdown, CSV or a citation, and copies it to the clipboard. The first half consists of pure
// functions from a plain object to text. `src/pages/outputs/table.rs` writes the same text as files, for readers without
// scripts. Each page kind collects its own view from the page.

import { messages } from "./messages.js";

const t = messages({});

/** The announcement after a copy. */
export const SAID = {
  link: t("link-copied"),
  table: t("table-copied"),
  markdown: t("table-copied-markdown"),
  csv: t("table-copied-csv"),
  citation: t("citation-copied"),
  linkTo: (/** @type {string} */ name) => t("link-to-copied", { name }),
};

/**
 * A source of a cell. Without a URL it is the site's own judgement.
 * @typedef {{ text: string, url: string }} Source
 * @typedef {{ text: string, sources: Source[] }} Cell
 *
 * A row, and a short description of the difference between its cells.
 * @typedef {{ label: string, address?: string, cells: Cell[], difference?: string }} Row
 *
 * The view on screen: a title, the URL of the same view, the roles from left to right, and the rows with a cell for each
 * role.
 * @typedef {{ title: string, address: string, roles: string[], rows: Row[] }} Shown
 */

/**
 * Formats a Markdown table (GFM), with the sources numbered below it.
 * @param {Shown} shown
 */
export function markdown(shown) {
  const { cite, list } = numbered(({ text, url }) => (url ? `[${escaped(text)}](<${url}>)` : escaped(text)));
  const cell = (/** @type {Cell} */ { text, sources }) => escaped(text) + cite(sources);
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  const last = compares(shown);
  const rows = shown.rows.map(({ label, address, cells, difference = "" }) => {
    const first = address ? `[${escaped(label)}](<${address}>)` : escaped(label);
    return line([first, ...cells.map(cell), ...(last ? [escaped(difference)] : [])]);
  });
  const head = ["", ...shown.roles.map(escaped), ...(last ? [t("table-difference")] : [])];
  const table = [line(head), line(head.map(() => "---")), ...rows];
  const sources = list().map((words, index) => `${index + 1}. ${words}`);
  const parts = [`[${escaped(shown.title)}](<${shown.address}>)`, table.join("\n"), sources.join("\n")];
  return parts.filter((part) => part !== "").join("\n\n") + "\n";
}

/**
 * Formats CSV (RFC 4180): a column for each role and one for its sources, and the URL of the row.
 * @param {Shown} shown
 */
export function csv(shown) {
  const sources = (/** @type {Cell} */ cell) => cell.sources.map(({ text, url }) => (url ? `${text} <${url}>` : text)).join("; ");
  const last = compares(shown);
  const roles = shown.roles.flatMap((role) => [role, t("table-sources", { role })]);
  const head = [t("table-row"), ...roles, ...(last ? [t("table-difference")] : []), t("table-address")];
  const rows = shown.rows.map(({ label, address, cells, difference = "" }) => [
    label,
    ...cells.flatMap((cell) => [cell.text, sources(cell)]),
    ...(last ? [difference] : []),
    address ?? shown.address,
  ]);
  return [head, ...rows].map((fields) => fields.map(field).join(",") + "\r\n").join("");
}

/**
 * Formats a citation: Rolebook, ‘First vs Second: Hours’, https://… (read 25 November 2026).
 * @param {{ title: string, address: string }} shown
 * @param {{ site: string, read: Date }} about the site, and the date of reading
 */
export function citation({ title, address }, { site, read }) {
  return t("citation", { site, title, address, day: t.day(read) });
}

/**
 * Formats an HTML table for documents and mail, with the sources numbered below it.
 * @param {Shown} shown
 */
export function htmlTable(shown) {
  const { cite, list } = numbered(({ text, url }) => (url ? htmlLink(text, url) : html(text)));
  const cell = (/** @type {Cell} */ { text, sources }) => `<td>${html(text)}${cite(sources)}</td>`;
  const last = compares(shown);
  const row = (/** @type {string} */ first, /** @type {string[]} */ cells) => `<tr>${first}${cells.join("")}</tr>`;
  const rows = shown.rows.map(({ label, address, cells, difference = "" }) =>
    row(`<th>${address ? htmlLink(label, address) : html(label)}</th>`, [...cells.map(cell), ...(last ? [`<td>${html(difference)}</td>`] : [])]));
  const head = row("<td></td>", [...shown.roles, ...(last ? [t("table-difference")] : [])].map((name) => `<th>${html(name)}</th>`));
  const sources = list().map((source) => `<li>${source}</li>`);
  return `<p>${htmlLink(shown.title, shown.address)}</p><table border="1"><thead>${head}</thead><tbody>${rows.join("")}</tbody></table>${sources.length > 0 ? `<ol>${sources.join("")}</ol>` : ""}`;
}

/**
 * Numbers the sources of a table in the order in which its cells cite them, each once.
 * @param {(source: Source) => string} write formats a source
 */
function numbered(write) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  const number = (/** @type {Source} */ source) => {
    const words = write(source);
    if (!numbers.has(words)) numbers.set(words, numbers.size + 1);
    return numbers.get(words);
  };
  return {
    cite: (/** @type {Source[]} */ sources) => (sources.length > 0 ? ` (${sources.map(number).join(", ")})` : ""),
    list: () => [...numbers.keys()],
  };
}

/** @param {string} text @param {string} address */
export function htmlLink(text, address) {
  return `<a href="${html(address)}">${html(text)}</a>`;
}

/** @param {string} text */
function html(text) {
  return text.replace(/\s+/g, " ").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** @param {Shown} shown */
function compares(shown) {
  return shown.rows.some((row) => row.difference !== undefined);
}

/**
 * Escapes Markdown, and joins all lines.
 * @param {string} text
 */
function escaped(text) {
  return text.replace(/\s+/g, " ").replace(/[\\\x60*_[\]<>|~$]|&(?=#?\w+;)/g, "\\$&");
}

/**
 * Quotes a field, with a `'` before text that a spreadsheet would run as a formula, as OWASP recommends and the files
 * for spreadsheets have it.
 * @param {string} text
 */
function field(text) {
  const formula = /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-]\d+(\.\d+)?$/.test(text));
  const guarded = formula ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * Reads a cell as drawn by `templates/shared/cell.html`.
 * @param {Element} drawn the element that contains it
 * @param {string} [base] the base URL of its links, if it differs from the document's
 * @returns {Cell}
 */
export function readCell(drawn, base = document.baseURI) {
  const cell = /** @type {Element} */ (drawn.cloneNode(true));
  const take = (/** @type {string} */ selector) => {
    const found = cell.querySelector(selector);
    found?.remove();
    return found;
  };
  const words = (/** @type {Element | null} */ element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
  const basis = take("small");
  const note = words(take(".note"));
  const level = take(".meter")?.getAttribute("aria-label");
  const items = [...cell.querySelectorAll("li")].map(words);
  const main = (items.length > 0 ? items.join(t("list-of-lists-separator")) : words(cell)) + (level ? ` (${level})` : "");
  /** @type {Source[]} */
  const sources = [...(basis?.querySelectorAll(".judgement, a") ?? [])].map((source) => ({
    text: words(source).replace("◇ ", ""),
    url: source instanceof HTMLAnchorElement ? new URL(source.getAttribute("href") ?? "", base).href : "",
  }));
  // The remaining limits are separated by dots: `· as of 2016 · medium confidence`.
  for (const source of basis?.querySelectorAll(".judgement, a") ?? []) source.remove();
  const limits = (basis?.textContent ?? "").split("·").slice(1).map((limit) => limit.trim());
  const between = /[.!?]$/.test(main) ? " " : /^\p{Ll}/u.test(note) ? "; " : ". ";
  const said = [main, note].filter((part) => part !== "").join(between);
  return { text: limits.length > 0 ? `${said} (${limits.join(t("list-separator"))})` : said, sources };
}

/** @type {HTMLElement | null} */
let answer = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/**
 * Copies a text, and announces it. If the browser refuses, shows the text, selected.
 * @param {string} text
 * @param {string} said the announcement, such as `Link copied`
 * @param {string} [rich] the same as HTML, which documents and mail paste
 */
export async function copy(text, said, rich) {
  try {
    if (rich && "ClipboardItem" in globalThis) {
      const part = (/** @type {string} */ type, /** @type {string} */ content) => ({ [type]: new Blob([content], { type }) });
      await navigator.clipboard.write([new ClipboardItem({ ...part("text/plain", text), ...part("text/html", rich) })]);
    } else await navigator.clipboard.writeText(text);
  } catch {
    // No permission, no focus, or an insecure context, which has no `navigator.clipboard`.
    offer(text);
    return;
  }
  say(said);
}

/**
 * Announces a text at the foot of the page, for four seconds.
 * @param {string} said
 */
export function say(said) {
  if (!answer) {
    answer = document.createElement("p");
    answer.className = "said";
    answer.setAttribute("role", "status");
  }
  const region = answer;
  // Content outside an open dialog is behind it, and not announced.
  const place = document.querySelector("dialog[open]") ?? document.body;
  if (region.parentElement !== place) place.append(region);
  clearTimeout(silence);
  region.textContent = "";
  // A live region is announced when its text changes while it is in the document, so it is emptied first.
  requestAnimationFrame(() => {
    region.textContent = said;
    silence = setTimeout(() => (region.textContent = ""), 4000);
  });
}

/** @param {string} text */
function offer(text) {
  byHand(t("copy-blocked"), text);
}

/**
 * Shows a text for the reader to copy, selected, in a dialog.
 * @param {string} words the label
 * @param {string} text
 * @param {(area: HTMLTextAreaElement) => { before?: HTMLElement[], buttons?: HTMLButtonElement[] }} [around] returns further elements of the dialog
 */
export function byHand(words, text, around = () => ({})) {
  const dialog = document.createElement("dialog");
  dialog.className = "by-hand";
  const label = document.createElement("label");
  label.textContent = words;
  label.htmlFor = "page.by-hand";
  const area = document.createElement("textarea");
  area.id = label.htmlFor;
  area.readOnly = true;
  area.rows = 6;
  area.value = text;
  const { before = [], buttons = [] } = around(area);
  const form = document.createElement("form");
  form.method = "dialog";
  const close = document.createElement("button");
  close.textContent = t("close");
  form.append(...buttons, close);
  dialog.append(...before, label, area, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.focus();
  area.select();
}
