// Describes the view in words: the summary below the controls, the page's title, and the active filters.

import { slice } from "./facts.js";
import { quantity } from "./marks.js";
import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {import("./address.js").State} State */
/** @typedef {import("./choose.js").View} View */
/** An active filter, and the change that removes it. @typedef {{ words: string, without: Partial<State> }} Limit */

/** Currency signs used instead of codes, as in `src/locale/format.rs`. @type {Record<string, string>} */
const SIGNS = { USD: "$", GBP: "£", EUR: "€" };

/** More roles than this are shown as a number, not by name. */
const NAMED = 4;

/**
 * @param {Facts} facts
 * @param {View} view
 */
export function sentence(facts, view) {
  const { roles, rows, chosen, silent, base } = view;
  const [allRoles, allRows] = [facts.roles.length, facts.rows.length];
  const parts = [
    t("matrix-shown", {
      roles: roles.length === allRoles ? t("roles-count", { count: allRoles }) : t("roles-of-all", { some: roles.length, all: allRoles }),
      rows: rows.length === allRows ? t("rows-count", { count: allRows }) : t("rows-of-all", { some: rows.length, all: allRows }),
    }),
  ];
  if (chosen === 0) parts.push(t("select-a-role"));
  else if (roles.length === 0) parts.push(t("no-role-matches"));
  if (silent > 0) parts.push(t("hidden-without-data", { count: silent }));
  if (base) parts.push(t("baseline-is", { role: base.name }));
  const by = facts.rows.find((row) => row.id === view.sort.replace(/^-/, ""));
  if (by) {
    const [row, first] = [by.label, end(by, view.sort.startsWith("-"))];
    const pay = by.kind === "salary" ? view.pay : undefined;
    parts.push(pay ? t("sorted-by-pay", { row, first, dataset: pay.series, slice: pay.label }) : t("sorted-by", { row, first }));
  } else if (view.scores.length > 0) parts.push(t("sorted-by-weights"));
  return parts.join(" ");
}

/**
 * Says which end of a row's order comes first.
 * @param {Row} row
 * @param {boolean} high
 */
function end(row, high) {
  const { levels } = row;
  if (row.kind === "date") return high ? t("order-latest-first") : t("order-earliest-first");
  if (levels.length === 0) return high ? t("order-highest-first") : t("order-lowest-first");
  return t("order-quoted-first", { level: levels[high ? levels.length - 1 : 0].label });
}

/**
 * Returns the page's heading.
 * @param {Facts} facts
 * @param {View} view
 */
export function title(facts, view) {
  const names = view.roles.map((role) => role.name);
  if (names.length === facts.roles.length) return t("compare-all-roles");
  if (names.length === 0 || names.length > NAMED) return t("compare-roles");
  if (names.length === 1) return names[0];
  return t("list-and", { first: names.slice(0, -1).join(t("list-separator")), last: names[names.length - 1] });
}

/**
 * Returns the active filters.
 * @param {Facts} facts
 * @param {State} state
 * @returns {Limit[]}
 */
export function limits(facts, state) {
  /** @type {Limit[]} */
  const found = [];
  const pay = slice(facts, state.pay);
  for (const row of facts.rows) {
    for (const side of /** @type {const} */ (["min", "max"])) {
      const value = state[side][row.id];
      if (value === undefined) continue;
      const { [row.id]: _, ...rest } = state[side];
      const limit = { row: row.label, value: amount(row, value, pay) };
      found.push({ words: limited(row, side, limit), without: { [side]: rest } });
    }
  }
  const tool = facts.tools.find((known) => known.id === state.tool);
  if (tool) found.push({ words: t("limit-tool", { tool: tool.label }), without: { tool: "" } });
  const family = facts.families.find((known) => known.id === state.family);
  if (family) found.push({ words: t("limit-family", { family: family.label }), without: { family: "" } });
  return found;
}

/**
 * @param {Row} row
 * @param {"min" | "max"} side
 * @param {{ row: string, value: string }} limit
 */
function limited(row, side, limit) {
  if (row.kind === "yes-no") return t("limit-is", limit);
  if (row.kind === "date") return side === "min" ? t("limit-from-year", limit) : t("limit-to-year", limit);
  return side === "min" ? t("limit-at-least", limit) : t("limit-at-most", limit);
}

/**
 * @param {Row} row
 * @param {string} value
 * @param {import("./facts.js").Slice | undefined} pay
 */
function amount(row, value, pay) {
  if (row.kind === "date") return value;
  if (row.levels.length > 0) return row.levels.find((level) => level.id === value)?.label ?? value;
  const number = t.number(Number(value));
  if (row.kind === "salary" && pay) {
    const sign = SIGNS[pay.currency];
    const amount = sign ? t("amount-sign", { number, unit: sign }) : t("amount-code", { number, unit: pay.currency });
    return t("limit-pay", { amount, dataset: pay.series, slice: pay.label });
  }
  return quantity(row.unit, number);
}
