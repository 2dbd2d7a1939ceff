// Taking a page along: a link to each row, the table as Markdown or CSV, a citation, and the line that embeds it. On the pages
// of roles and of pairs. Without scripts, the heading of a row is a link to itself, and the tables are files.

import { byHand, citation, copy, csv, markdown, readCell } from "./copy.js";

/** What it keeps of the page: the preview exchanges everything else around it. */
export const keeps = "names";

/** @typedef {import("./copy.js").Row} Row */
/** @typedef {{ id: string, label: string, place: Element, row: () => Row }} Addressed */

const address = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel="canonical"]')).href;
const site = document.querySelector('meta[property="og:site_name"]')?.getAttribute("content") ?? "";
const words = (/** @type {Element | null | undefined} */ element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();
const title = words(document.querySelector("h1"));

/** The rows of the page, in the order in which they are on screen. */
const rows = () => (document.querySelector(".pair") ? [...document.querySelectorAll(".rows > section")].map(ofPair) : ofRole());

/**
 * @param {Element} section
 * @returns {Addressed}
 */
function ofPair(section) {
  const label = words(section.querySelector("h3 a"));
  const cells = () => [...section.querySelectorAll("dd")].map((cell, side) => (cell.querySelector('a[href="#page.tools"]') ? tools(side) : readCell(cell, address)));
  const row = () => ({ label, address: `${address}#${section.id}`, cells: cells(), difference: words(section.querySelector(":scope > p")) });
  return { id: section.id, label, place: section, row };
}

/**
 * The names of a role's tools, its own first. The row only counts them; they stand below, apart.
 * @param {number} side
 */
function tools(side) {
  const [left, both, right] = [...document.querySelectorAll("[aria-labelledby='page.tools'] dd")].map((set) => [...set.querySelectorAll("a")].map(words));
  const own = (side === 0 ? left : right) ?? [];
  return { text: [...own, ...(both ?? [])].join(", ") || "no data", sources: [] };
}

/** @returns {Addressed[]} */
function ofRole() {
  return [...document.querySelectorAll(".facts dl > div")].map((fact) => {
    const head = /** @type {Element} */ (fact.querySelector("dt"));
    const label = words(head.querySelector("a"));
    const row = () => ({ label, address: `${address}#${fact.id}`, cells: [...fact.querySelectorAll("dd:not(.changed)")].map((cell) => readCell(cell, address)) });
    return { id: fact.id, label, place: head, row };
  });
}

const roles = [...document.querySelectorAll("h1 span:not(.vs)")].map(words);
const shown = () => ({ title, address, roles: roles.length > 0 ? roles : [title], rows: rows().map(({ row }) => row()) });

/** The row that the page's address names, or the page. */
function here() {
  const row = rows().find(({ id }) => id !== "" && `#${id}` === location.hash);
  return row ? { title: `${title}: ${row.label}`, address: `${address}#${row.id}` } : { title, address };
}

/**
 * @param {string} label
 * @param {string} more what the label leaves out, for who does not see where the button is
 * @param {() => void} act
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
  made.addEventListener("click", act);
  return made;
}

for (const { id, label, place } of rows()) {
  const made = button("Copy link", ` to ${label}`, () => copy(`${address}#${id}`, `The link to “${label}” is copied.`));
  made.className = "row-link";
  const cells = place.querySelector(":scope > dl");
  if (cells) cells.before(made);
  else place.append(" ", made);
}

const language = document.documentElement.lang;
const take = /** @type {HTMLElement} */ (document.querySelector(".take"));
/** The frame's page on this host, as its link has it. */
const framePath = /** @type {HTMLAnchorElement | undefined} */ ([...take.querySelectorAll("a")].at(-1))?.href ?? "";
const copies = document.createElement("span");
copies.setAttribute("role", "group");
copies.setAttribute("aria-label", "Copy");
copies.append(
  button("Link", "", () => copy(here().address, "The link is copied.")),
  button("Markdown", "", () => copy(markdown(shown()), "The table is copied as Markdown.")),
  button("CSV", "", () => copy(csv(shown()), "The table is copied as CSV.")),
  button("Citation", "", () => copy(citation(here(), { site, language, read: new Date() }), "The citation is copied.")),
);
take.replaceChildren("Copy ", copies);
if (take.dataset.frame) take.append(button("Embed", "", () => embed(take.dataset.frame ?? "")));

/**
 * The line that shows the page, or a row of it, in another page.
 * @param {string} frame
 */
function embed(frame) {
  const choice = document.createElement("select");
  choice.append(new Option("All rows", ""), ...rows().map(({ id, label }) => new Option(label, id)));
  const theme = document.createElement("select");
  theme.append(new Option("Reader’s own", ""), new Option("Light", "light"), new Option("Dark", "dark"));
  /** @type {Map<string, number>} */
  let heights = new Map();
  const line = () => {
    const label = choice.value ? `: ${choice.selectedOptions[0]?.text}` : "";
    const made = document.createElement("iframe");
    const asked = [theme.value, choice.value].filter(Boolean).join(".");
    made.src = frame + (asked && `#${asked}`);
    made.title = `${title}${label}, ${site}`;
    made.height = String(heights.get(choice.value) ?? ALL_ROWS);
    made.loading = "lazy";
    // The policy of this page lets no script set such an attribute.
    return made.outerHTML.replace(/>(?=<\/iframe>$)/, ' style="width:100%;border:0">');
  };
  byHand("This line shows the comparison in another page. It loads nothing but itself.", line(), (area) => {
    const asked = document.createElement("p");
    for (const [name, list] of /** @type {[string, HTMLSelectElement][]} */ ([["Show", choice], ["Colours", theme]])) {
      const label = document.createElement("label");
      label.append(`${name} `, list);
      asked.append(label, " ");
      list.addEventListener("change", () => (area.value = line()));
    }
    // Without a connection there are no heights, and the frame scrolls.
    rowHeights(framePath).then((found) => {
      heights = found;
      area.value = line();
    }, () => {});
    return { before: [asked], buttons: [button("Copy", "", () => copy(area.value, "The line is copied."))] };
  });
}

/** How high a frame with all rows is, which scrolls. */
const ALL_ROWS = 480;
/** The narrowest frame, in which rows are highest. */
const NARROWEST = 320;
/** The fonts of another system may need a line more. */
const LINE = 21;

/**
 * How high a frame must be for each row alone. They are laid out as the frame lays them out, out of sight.
 * @param {string} address
 */
async function rowHeights(address) {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const frame = document.createElement("iframe");
  frame.width = String(NARROWEST);
  Object.assign(frame.style, { position: "fixed", height: "0", visibility: "hidden" });
  await new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    document.body.append(frame);
  });
  const inside = /** @type {Document} */ (frame.contentDocument);
  const styles = /** @type {HTMLLinkElement} */ (page.querySelector("link[rel=stylesheet]"));
  const sheet = inside.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL(styles.getAttribute("href") ?? "", address).href;
  inside.head.append(sheet);
  await new Promise((done, failed) => Object.assign(sheet, { onload: done, onerror: failed }));
  inside.body.append(...page.body.children);
  inside.querySelector(".verdict")?.remove();
  const sections = [...inside.querySelectorAll("section")];
  const heights = new Map(sections.map((own) => {
    for (const section of sections) section.hidden = section !== own;
    return [own.id, Math.ceil((inside.body.offsetHeight + LINE) / 10) * 10];
  }));
  frame.remove();
  return heights;
}

// Paper does not say when it was read.
const printed = document.querySelector(".printed");
const where = words(printed);
addEventListener("beforeprint", () => {
  if (printed) printed.textContent = `${where} (read ${new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date())})`;
});
