// Converts the view on screen to the plain object that `copy.js` exports.

import { readCell } from "../copy.js";

/** @typedef {import("./choose.js").View} View */

/** The page's published URL, without a query. */
export const PUBLISHED = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]")).href;

/**
 * @param {View} view
 * @param {string} title
 * @param {string} search the state as a query
 * @returns {import("../copy.js").Shown}
 */
export function shown(view, title, search) {
  const rows = view.rows.filter((row) => !view.folded.has(row.group));
  return {
    title,
    address: PUBLISHED + search,
    roles: view.roles.map((role) => role.name),
    rows: rows.map((row) => ({
      label: row.label,
      address: `${PUBLISHED}${search}#${row.id}`,
      cells: view.roles.map((role) => read(/** @type {Element} */ (row.cells.get(role.id)?.element))),
    })),
  };
}

/**
 * Reads a cell, with its marks and points in brackets after its text.
 * @param {Element} element
 */
function read(element) {
  const cell = /** @type {Element} */ (element.cloneNode(true));
  const added = [...cell.querySelectorAll(".mark, .points")].map((note) => {
    note.remove();
    return note.textContent?.trim();
  });
  const { text, sources } = readCell(cell, PUBLISHED);
  return { text: [text, ...added.map((note) => `[${note}]`)].join(" "), sources };
}
