// Describes the view in words: the summary below the controls, the page's title, and the active filters.

import { slice } from "./facts.js";

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {import("./address.js").State} State */
/** @typedef {import("./choose.js").View} View */
/** An active filter, and the change that removes it. @typedef {{ words: string, without: Partial<State> }} Limit */

/** Currency signs used instead of codes, as in `src/compare/format.rs`. @type {Record<string, string>} */
const SIGNS = { USD: "$", GBP: "£", EUR: "€" };

/** More roles than this are shown as a number, not by name. */
const NAMED = 4;

/**
 * @param {Facts} facts
 * @param {View} view
 */
export function sentence(facts, view) {
  const { roles, rows, chosen, silent, base } = view;
  const parts = [`${ofAll(roles.length, facts.roles.length, "role")}, ${ofAll(rows.length, facts.rows.length, "row")}.`];
  if (chosen === 0) parts.push("Select a role to show it.");
  else if (roles.length === 0) parts.push("No role matches the filter.");
  if (silent > 0) parts.push(`${silent === 1 ? "One role is" : `${silent} roles are`} hidden for lack of data.`);
  if (base) parts.push(`${base.name} is the baseline.`);
  const by = facts.rows.find((row) => row.id === view.sort.replace(/^-/, ""));
  if (by) parts.push(`Sorted by ${by.label}, ${end(by, view.sort.startsWith("-"))} first${by.kind === "salary" && view.pay ? ` (${view.pay.series}, ${view.pay.label})` : ""}.`);
  else if (view.scores.length > 0) parts.push("Sorted by my weights, highest score first.");
  return parts.join(" ");
}

/**
 * @param {number} some
 * @param {number} all
 * @param {string} word
 */
function ofAll(some, all, word) {
  const plural = all === 1 ? word : `${word}s`;
  return some === all ? `${all} ${plural}` : `${some} of ${all} ${plural}`;
}

/**
 * Returns the end of a row's order that comes first.
 * @param {Row} row
 * @param {boolean} high
 */
function end(row, high) {
  const { levels } = row;
  if (levels.length === 0) return high ? "highest" : "lowest";
  return `“${levels[high ? levels.length - 1 : 0].label}”`;
}

/**
 * Returns the page's heading.
 * @param {Facts} facts
 * @param {View} view
 */
export function title(facts, view) {
  const names = view.roles.map((role) => role.name);
  if (names.length === facts.roles.length) return "Compare all roles";
  if (names.length === 0 || names.length > NAMED) return "Compare roles";
  if (names.length === 1) return names[0];
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
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
    for (const [side, words] of /** @type {const} */ ([["min", "at least"], ["max", "at most"]])) {
      const value = state[side][row.id];
      if (value === undefined) continue;
      const { [row.id]: _, ...rest } = state[side];
      found.push({ words: `${row.label} ${words} ${amount(row, value, pay)}`, without: { [side]: rest } });
    }
  }
  const tool = facts.tools.find((known) => known.id === state.tool);
  if (tool) found.push({ words: `uses ${tool.label}`, without: { tool: "" } });
  const family = facts.families.find((known) => known.id === state.family);
  if (family) found.push({ words: `family ${family.label}`, without: { family: "" } });
  return found;
}

/**
 * @param {Row} row
 * @param {string} value
 * @param {import("./facts.js").Slice | undefined} pay
 */
function amount(row, value, pay) {
  if (row.kind === "scale") return row.levels.find((level) => level.id === value)?.label ?? value;
  if (row.kind === "salary" && pay) return `${SIGNS[pay.currency] ?? `${pay.currency} `}${Number(value).toLocaleString("en-GB")} (${pay.series}, ${pay.label})`;
  const number = Number(value).toLocaleString("en-GB", { maximumFractionDigits: 12 });
  return ["%", "‰", "°"].includes(row.unit) ? `${number}${row.unit}` : `${number} ${row.unit}`.trim();
}
