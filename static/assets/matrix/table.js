// Updates the table on the page to show a view: its rows and columns, and the marks and scores in its cells. It only
// writes to the page and never measures, so that the browser lays it out once.

import { mark } from "./marks.js";
import { decimal } from "./weights.js";
import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Role} Role */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {import("./choose.js").View} View */
/** @typedef {import("./address.js").State} State */
/** The reader's actions in the table. @typedef {{ sort: (row: string) => void, fold: (group: string) => void, base: (role: string) => void, link: (row: Row) => void, remove: (role: string) => void }} Acts */

/**
 * Adds buttons to the headers of roles, rows and groups.
 * @param {HTMLTableElement} table
 * @param {Facts} facts
 * @param {Acts} acts
 * @returns {(view: View) => void} shows a view
 */
export function prepare(table, facts, acts) {
  keepRoles(table);
  const bases = new Map(facts.roles.map((role) => [role.id, headButtons(role, acts)]));
  for (const row of facts.rows) {
    const own = made("span", "acts", "");
    own.append(button("link", t("copy-row-link", { row: row.label }), () => acts.link(row)));
    row.element.cells[0].append(own);
  }
  const sorts = new Map(facts.rows.filter((row) => row.ordered).map((row) => [row.id, sortButton(row, acts)]));
  const folds = new Map(facts.groups.map((group) => [group.id, foldButton(group, acts)]));
  const sums = sumRows(facts);
  const heads = /** @type {HTMLTableRowElement} */ (facts.roles[0].element.parentElement);
  const families = /** @type {HTMLTableRowElement} */ (heads.previousElementSibling);
  const corner = heads.cells[0];
  const region = /** @type {HTMLElement} */ (table.parentElement);
  /** @type {string | null} */
  let shown = null;
  /** The mark and points last shown in a cell. @type {WeakMap<Element, { mark: string, points: string }>} */
  const shownIn = new WeakMap();

  return (view) => {
    const order = view.roles.map((role) => role.id).join();
    if (order !== shown) {
      shown = order;
      region.style.setProperty("--columns", String(Math.max(1, view.roles.length)));
      document.body.dataset.width = view.roles.length <= 3 ? "few" : view.roles.length <= 6 ? "some" : "many";
      heads.replaceChildren(corner, ...view.roles.map((role) => role.element));
      for (const row of facts.rows) {
        const cells = new Set(view.roles.map((role) => cellOf(row, role).element));
        // The header is not moved: it would lose the focus.
        for (const cell of [...row.element.cells].slice(1)) if (!cells.has(cell)) cell.remove();
        row.element.append(...cells);
      }
      drawFamilies(families, view, facts);
    }
    region.toggleAttribute("data-based", view.base !== null);
    for (const role of view.roles) {
      role.element.classList.toggle("base", role === view.base);
      bases.get(role.id)?.setAttribute("aria-pressed", String(role === view.base));
    }
    drawSums(table, sums, view);
    const scores = new Map(view.scores.map((score) => [score.role, score]));
    const rows = new Set(view.rows);
    for (const group of facts.groups) {
      const own = facts.rows.filter((row) => row.group === group.id && rows.has(row));
      const folded = view.folded.has(group.id);
      group.element.hidden = own.length === 0;
      group.element.rows[0].cells[0].colSpan = view.roles.length + 1;
      folds.get(group.id)?.(folded, own.length);
      for (const row of facts.rows) {
        if (row.group === group.id) row.element.hidden = folded || !rows.has(row);
      }
    }
    for (const row of facts.rows) {
      const up = view.sort === row.id;
      sorts.get(row.id)?.(up ? "ascending" : view.sort === `-${row.id}` ? "descending" : "none");
      for (const role of view.roles) {
        const { element } = cellOf(row, role);
        const against = view.base && view.base !== role ? view.base.id : "";
        const points = scores.get(role)?.parts.get(row)?.words ?? "";
        const known = shownIn.get(element) ?? { mark: "", points: "" };
        const isBase = view.base === role;
        if (element.classList.contains("base") !== isBase) element.classList.toggle("base", isBase);
        if (known.mark === against && known.points === points) continue;
        shownIn.set(element, { mark: against, points });
        for (const old of element.querySelectorAll(".mark, .points")) old.remove();
        element.classList.toggle("same", false);
        if (against) {
          const { sign, words, is } = mark(facts, row, against, role.id);
          element.classList.toggle("same", is === "same");
          const label = made("span", `mark ${is}`, ` ${words}`);
          const drawn = made("span", "sign", sign);
          drawn.setAttribute("aria-hidden", "true");
          label.prepend(drawn);
          element.prepend(label);
        }
        if (points) element.prepend(made("span", "points", points));
      }
    }
  };
}

/**
 * Sets the roles of a table that the style sheet lays out as something else; browsers differ in whether they keep
 * them. They are not in the HTML, where they would be redundant.
 * @param {HTMLTableElement} table
 */
function keepRoles(table) {
  const roles = { table: [table], rowgroup: [...table.tBodies], row: [...table.rows] };
  for (const [role, elements] of Object.entries(roles)) for (const element of elements) element.setAttribute("role", role);
  table.tHead?.setAttribute("role", "rowgroup");
  for (const line of table.rows) {
    for (const cell of line.cells) {
      cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope.startsWith("col") ? "columnheader" : "rowheader");
    }
  }
}

/**
 * @param {Row} row
 * @param {Role} role
 */
function cellOf(row, role) {
  const cell = row.cells.get(role.id);
  if (!cell) throw new Error(`${row.id} has a cell for every role`);
  return cell;
}

/**
 * Draws the row of families above the roles; if the roles are sorted, families would repeat, so it is hidden.
 * @param {HTMLTableRowElement} line
 * @param {View} view
 * @param {Facts} facts
 */
function drawFamilies(line, view, facts) {
  line.hidden = !view.byFamily;
  /** @type {HTMLTableCellElement[]} */
  const heads = [];
  let before = "";
  for (const role of view.roles) {
    const family = role === view.base ? "" : role.family;
    const first = family !== before && view.byFamily;
    role.element.classList.toggle("first", first);
    if (first || heads.length === 0) {
      const label = facts.families.find((known) => known.id === family)?.label ?? "";
      const head = /** @type {HTMLTableCellElement} */ (made(label ? "th" : "td", role === view.base ? "base" : "", ""));
      head.setAttribute("role", label ? "columnheader" : "cell");
      if (label) head.scope = "colgroup";
      head.append(made("span", "", label));
      heads.push(head);
    } else heads[heads.length - 1].colSpan += 1;
    heads[heads.length - 1].style.gridColumn = `span ${heads[heads.length - 1].colSpan}`;
    before = family;
  }
  line.replaceChildren(line.cells[0], ...heads);
}

/**
 * @param {Role} role
 * @param {Acts} acts
 */
function headButtons(role, acts) {
  const base = button("pin", t("baseline-of", { role: role.name }), () => acts.base(role.id));
  const remove = button("leave", t("remove", { name: role.name }), () => acts.remove(role.id));
  const both = made("span", "acts", "");
  both.append(base, remove);
  role.element.append(both);
  return base;
}

/**
 * @param {Row} row
 * @param {Acts} acts
 * @returns {(sorted: "ascending" | "descending" | "none") => void}
 */
function sortButton(row, acts) {
  const head = row.element.cells[0];
  const sort = button("sort", t("sort-by-row", { row: row.label }), () => acts.sort(row.id));
  [sort.dataset.ascending, sort.dataset.descending] = [t("sort-ascending"), t("sort-descending")];
  head.querySelector(".acts")?.append(sort);
  return (sorted) => head.setAttribute("aria-sort", sorted);
}

/**
 * @param {import("./facts.js").Group} group
 * @param {Acts} acts
 * @returns {(folded: boolean, rows: number) => void}
 */
function foldButton(group, acts) {
  const label = /** @type {HTMLElement} */ (group.element.rows[0].cells[0].firstElementChild);
  const fold = document.createElement("button");
  fold.type = "button";
  fold.className = "fold";
  fold.textContent = group.label;
  fold.addEventListener("click", () => acts.fold(group.id));
  const count = made("span", "badge", "");
  label.replaceChildren(fold, count);
  return (folded, rows) => {
    fold.setAttribute("aria-expanded", String(!folded));
    count.textContent = folded ? t("rows-folded", { count: rows }) : "";
  };
}

/**
 * Returns the row of scores, which is in the table while there are weights.
 * @param {Facts} facts
 */
function sumRows(facts) {
  const body = document.createElement("tbody");
  body.className = "sums";
  body.setAttribute("role", "rowgroup");
  const line = body.insertRow();
  line.setAttribute("role", "row");
  const head = /** @type {HTMLTableCellElement} */ (made("th", "", ""));
  head.scope = "row";
  head.setAttribute("role", "rowheader");
  head.append(made("b", "", t("matrix-weights")), made("span", "note", t("weights-judgement")));
  const cells = new Map(facts.roles.map((role) => {
    const cell = /** @type {HTMLTableCellElement} */ (made("td", "", ""));
    cell.setAttribute("role", "cell");
    cell.dataset.of = role.name;
    return [role, cell];
  }));
  return { body, line, head, cells };
}

/**
 * @param {HTMLTableElement} table
 * @param {ReturnType<typeof sumRows>} sums
 * @param {View} view
 */
function drawSums(table, sums, view) {
  if (view.scores.length === 0) {
    sums.body.remove();
    return;
  }
  const scores = new Map(view.scores.map((score) => [score.role, score]));
  const cells = view.roles.map((role) => {
    const cell = /** @type {HTMLTableCellElement} */ (sums.cells.get(role));
    const score = scores.get(role);
    if (score) {
      cell.replaceChildren(made("b", "", decimal(score.sum)), ` ${t("score-of", { most: decimal(score.most) })}`, made("span", "note", t("rank", { rank: score.rank })));
      if (score.silent.length > 0) {
        cell.append(made("span", "note", t("score-silent", { rows: score.silent.map((row) => row.label).join(t("list-separator")) })));
      }
    } else cell.replaceChildren(made("span", "none", t("not-matching")));
    cell.classList.toggle("base", role === view.base);
    return cell;
  });
  sums.line.replaceChildren(sums.head, ...cells);
  if (!sums.body.isConnected) table.tHead?.after(sums.body);
}

/**
 * @param {string} kind
 * @param {string} name
 * @param {() => void} act
 */
function button(kind, name, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = kind;
  element.title = name;
  element.setAttribute("aria-label", name);
  element.addEventListener("click", act);
  return element;
}

/**
 * @param {string} tag
 * @param {string} kind
 * @param {string} text
 */
function made(tag, kind, text) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.textContent = text;
  return element;
}
