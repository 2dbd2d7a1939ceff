// What a reader takes along: a view as Markdown, as CSV or as a citation, and the clipboard. The first half is pure: a plain
// object comes in, a text goes out. `src/view/table.rs` writes the same texts as files, for who has no scripts. Nothing here
// looks for a view on the page: that is the business of each kind of page.

/**
 * Where a cell says that it is from. Without an address it is our own judgement.
 * @typedef {{ text: string, url: string }} Source
 * @typedef {{ text: string, sources: Source[] }} Cell
 *
 * A row, and in a few words how its cells differ.
 * @typedef {{ label: string, address?: string, cells: Cell[], difference?: string }} Row
 *
 * What is on screen: a title, the whole address that shows the same again, the roles from left to right, and a cell of each
 * for every row.
 * @typedef {{ title: string, address: string, roles: string[], rows: Row[] }} Shown
 */

/**
 * A Markdown table (GFM), with the sources numbered below it.
 * @param {Shown} shown
 */
export function markdown(shown) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  const number = (/** @type {Source} */ source) => {
    const words = source.url ? `[${escaped(source.text)}](<${source.url}>)` : escaped(source.text);
    if (!numbers.has(words)) numbers.set(words, numbers.size + 1);
    return numbers.get(words);
  };
  const cell = (/** @type {Cell} */ { text, sources }) => {
    const cited = sources.length > 0 ? ` (${sources.map(number).join(", ")})` : "";
    return escaped(text) + cited;
  };
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  const last = compares(shown);
  const rows = shown.rows.map(({ label, address, cells, difference = "" }) => {
    const first = address ? `[${escaped(label)}](<${address}>)` : escaped(label);
    return line([first, ...cells.map(cell), ...(last ? [escaped(difference)] : [])]);
  });
  const head = ["", ...shown.roles.map(escaped), ...(last ? ["Difference"] : [])];
  const table = [line(head), line(head.map(() => "---")), ...rows];
  const sources = [...numbers.keys()].map((words, index) => `${index + 1}. ${words}`);
  const parts = [`[${escaped(shown.title)}](<${shown.address}>)`, table.join("\n"), sources.join("\n")];
  return parts.filter((part) => part !== "").join("\n\n") + "\n";
}

/**
 * CSV (RFC 4180): a column for each role and one for its sources, and the address of the row.
 * @param {Shown} shown
 */
export function csv(shown) {
  const sources = (/** @type {Cell} */ cell) => cell.sources.map(({ text, url }) => (url ? `${text} <${url}>` : text)).join("; ");
  const last = compares(shown);
  const roles = shown.roles.flatMap((role) => [role, `${role}: sources`]);
  const head = ["Row", ...roles, ...(last ? ["Difference"] : []), "Address"];
  const rows = shown.rows.map(({ label, address, cells, difference = "" }) => [
    label,
    ...cells.flatMap((cell) => [cell.text, sources(cell)]),
    ...(last ? [difference] : []),
    address ?? shown.address,
  ]);
  return [head, ...rows].map((fields) => fields.map(field).join(",") + "\r\n").join("");
}

/**
 * One line to cite: Rolebook, ‘SRE vs Platform Engineer: On call’, https://… (read 25 November 2026).
 * @param {{ title: string, address: string }} shown
 * @param {{ site: string, language: string, read: Date }} about whose page it is, and when it was read
 */
export function citation({ title, address }, { site, language, read }) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(read);
  return `${site}, ‘${title}’, ${address} (read ${day})`;
}

/** @param {Shown} shown */
function compares(shown) {
  return shown.rows.some((row) => row.difference !== undefined);
}

/**
 * What Markdown would take for a mark is a letter again, and all of it is on one line.
 * @param {string} text
 */
function escaped(text) {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|~$]|&(?=#?\w+;)/g, "\\$&");
}

/**
 * What a spreadsheet would take for a formula gets a quote in front, as OWASP advises and the files for spreadsheets have it.
 * @param {string} text
 */
function field(text) {
  const formula = /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-]\d+(\.\d+)?$/.test(text));
  const guarded = formula ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/**
 * A cell as every page draws it (`templates/shared/cell.html`), as words.
 * @param {Element} drawn the element around it
 * @param {string} [base] what its links begin from, where the page is not at its own address
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
  const main = (items.length > 0 ? items.join("; ") : words(cell)) + (level ? ` (${level})` : "");
  /** @type {Source[]} */
  const sources = [...(basis?.querySelectorAll(".judgement, a") ?? [])].map((source) => ({
    text: words(source).replace("◇ ", ""),
    url: source instanceof HTMLAnchorElement ? new URL(source.getAttribute("href") ?? "", base).href : "",
  }));
  // What is left of it stands behind dots: `· as of 2016 · medium confidence`.
  for (const source of basis?.querySelectorAll(".judgement, a") ?? []) source.remove();
  const limits = (basis?.textContent ?? "").split("·").slice(1).map((limit) => limit.trim());
  const between = /[.!?]$/.test(main) ? " " : /^\p{Ll}/u.test(note) ? "; " : ". ";
  const said = [main, note].filter((part) => part !== "").join(between);
  return { text: limits.length > 0 ? `${said} (${limits.join(", ")})` : said, sources };
}

/** @type {HTMLElement | null} */
let answer = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/**
 * Copies a text, and says so where it is seen and heard. Where the browser refuses, the text is shown, selected.
 * @param {string} text
 * @param {string} said what has been copied, as a sentence: `Link copied`
 */
export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission, no focus, or a page that did not come by https: there is no `navigator.clipboard` then.
    offer(text);
    return;
  }
  say(said);
}

/** @param {string} said */
function say(said) {
  if (!answer) {
    answer = document.createElement("p");
    answer.className = "said";
    answer.setAttribute("role", "status");
  }
  const region = answer;
  // What is outside of an open dialog lies behind it, and is not read out.
  const place = document.querySelector("dialog[open]") ?? document.body;
  if (region.parentElement !== place) place.append(region);
  clearTimeout(silence);
  region.textContent = "";
  // A region is read out when its words change while it is on the page: after it has come, and again for the same words.
  requestAnimationFrame(() => {
    region.textContent = said;
    silence = setTimeout(() => (region.textContent = ""), 4000);
  });
}

/** @param {string} text */
function offer(text) {
  byHand("This browser blocked copying. The text is selected: copy it from here.", text);
}

/**
 * Shows a text that a reader may copy, selected, over the page.
 * @param {string} words what it is
 * @param {string} text
 * @param {(area: HTMLTextAreaElement) => { before?: HTMLElement[], buttons?: HTMLButtonElement[] }} [around] what else is shown
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
  close.textContent = "Close";
  form.append(...buttons, close);
  dialog.append(...before, label, area, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  area.focus();
  area.select();
}
