// The view on the screen, to take along. Comes in: the view. Goes out: the plain object that `copy.js` makes texts of.

import { readCell } from "../copy.js";

/** @typedef {import("./choose.js").View} View */

/** The whole address of the page where it is published, without its `?`. */
export const PUBLISHED = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=canonical]")).href;

/**
 * @param {View} view
 * @param {string} title
 * @param {string} search the state as it stands in the address
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
 * A cell, with what has been added to it behind its own words.
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
