// Renders results as lines of a list: the name and description with the query's words marked, and the kind of thing.
// Everything is inserted as text, so a name that looks like HTML is displayed verbatim.

import { pieces, words } from "./words.js";
import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./index.js").Thing} Thing */

/** @type {Record<string, string>} */
const KINDS = {
  role: t("kind-role"),
  tool: t("kind-tool"),
  term: t("kind-term"),
  article: t("kind-article"),
  row: t("kind-row"),
  pay: t("kind-pay"),
  page: t("kind-page"),
  family: t("kind-family"),
  tools: t("kind-tools"),
  level: t("kind-level"),
  rule: t("kind-rule"),
  pair: t("kind-pair"),
  fact: t("kind-fact"),
  section: t("kind-section"),
  text: t("kind-text"),
};

/**
 * Returns a text with the query's words marked.
 * @param {string} tag
 * @param {string} text
 * @param {import("./find.js").Found} found
 */
export function marked(tag, text, { asked, typos }) {
  const element = document.createElement(tag);
  for (const piece of pieces(text, asked, typos)) {
    if (!piece.found) {
      element.append(piece.text);
      continue;
    }
    const mark = document.createElement("mark");
    mark.textContent = piece.text;
    element.append(mark);
  }
  return element;
}

/**
 * Returns the parts of a line: name, kind, description. If another name matched, it is added.
 * @param {Thing} thing
 * @param {import("./find.js").Found} found
 */
export function line(thing, found) {
  const { kind, names, line } = thing;
  const title = names[0] ?? line;
  const name = marked("b", title, found);
  const fits = (/** @type {string} */ name) => pieces(name, found.asked, found.typos).filter((piece) => piece.found).length;
  const other = kind === "pair" ? undefined : names.slice(1).reduce((best, name) => (fits(name) > fits(best) ? name : best), title);
  if (other && other !== title) name.append(" (", marked("span", other, found), ")");
  const about = document.createElement("span");
  about.className = "about";
  about.textContent = KINDS[kind] ?? kind;
  const sentence = kind === "text" ? "" : kind === "section" ? t("search-in", { place: line }) : line;
  // The spaces separate the parts for screen readers, which read an option as one text.
  return sentence ? [name, " ", about, " ", marked("span", excerpt(sentence, found), found)] : [name, " ", about];
}

/** About two lines on a phone. */
const LONG = 150;

/**
 * Shortens a long text, beginning a little before the first match.
 * @param {string} text
 * @param {import("./find.js").Found} found
 */
export function excerpt(text, { asked, typos }) {
  if (text.length <= LONG) return text;
  let start = 0;
  for (const piece of pieces(text, asked, typos)) {
    if (piece.found) break;
    start += piece.text.length;
  }
  // Begins at a word boundary that leaves room for the match.
  start = start >= text.length || start < LONG / 2 ? 0 : text.indexOf(" ", start - LONG / 3) + 1;
  const end = text.length - start <= LONG ? text.length : text.lastIndexOf(" ", start + LONG);
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/**
 * Returns the number of results in words.
 * @param {import("./find.js").Found} found
 * @param {string} question
 */
export function counted({ things, whole }, question) {
  const asked = words(question).length;
  if (asked === 0) return "";
  const results = t("search-count", { count: things.length });
  return whole || things.length === 0 ? results : t("search-some-words", { results });
}
