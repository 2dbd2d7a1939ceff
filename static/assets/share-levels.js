// The levels of a role as rows to link to, copy and cite.

import { messages } from "./messages.js";

const t = messages({});

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

/** @typedef {(node: Node | null | undefined) => string} Words */

/**
 * Reads the levels of the page: the names of the aspects that any level has a statement about, and a row for each level.
 * @param {string} address of the page
 * @param {Words} words returns the text of an element in one line
 */
export function readLevels(address, words) {
  const levels = [...document.querySelectorAll("section.level")];
  const aspects = new Map(levels.flatMap((level) => [...level.querySelectorAll("[data-aspect]")]).map((aspect) => [aspect.getAttribute("data-aspect") ?? "", words(aspect.querySelector("dt")?.firstChild)]));

  /** @param {Element} section */
  function ofLevel(section) {
    const head = /** @type {Element} */ (section.querySelector("h2"));
    const label = words(head);
    const cells = () => [...aspects.keys()].map((aspect) => ofStatements([...section.querySelectorAll(`[data-aspect="${CSS.escape(aspect)}"] li`)], address, words));
    const row = () => ({ label, address: `${address}#${head.id}`, cells: cells() });
    return { id: head.id, label, place: /** @type {Element} */ (section.querySelector(":scope > div")), row };
  }

  return { aspects: [...aspects.values()], rows: levels.map(ofLevel) };
}

/**
 * Joins the statements of all frameworks, each with the name of its level.
 * @param {Element[]} statements
 * @param {string} address of the page
 * @param {Words} words
 */
function ofStatements(statements, address, words) {
  const sources = statements.flatMap((statement) => [...statement.querySelectorAll("a")].map((link) => ({ text: words(link), url: new URL(link.getAttribute("href") ?? "", address).href })));
  const texts = statements.map((statement) => `${words(statement.firstChild)} (${words(statement.querySelector("small")?.firstChild).replace(/ ·$/, "")})`);
  return { text: texts.join(t("list-of-lists-separator")), sources };
}
