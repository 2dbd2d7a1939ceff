// Computes which roles and rows are shown, and in which order. It does not touch the page. A role without data does
// not match a filter, and comes last when sorted.

import { place, slice } from "./facts.js";
import { weigh } from "./weights.js";

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Role} Role */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {import("./facts.js").Slice} Slice */
/** @typedef {import("./address.js").State} State */
/** @typedef {import("./weights.js").Score} Score */
/**
 * The view. `chosen` is the number of roles selected before filtering, `silent` the number of those hidden only for
 * lack of data. `byFamily` is true if the roles other than the baseline are in the site's order. `scores` is empty
 * without weights.
 * @typedef {{ roles: Role[], rows: Row[], folded: Set<string>, base: Role | null, sort: string, chosen: number, silent: number, byFamily: boolean, scores: Score[], pay: Slice | undefined }} View
 */

/**
 * @param {Facts} facts
 * @param {State} state
 * @param {string} asked the row in the fragment of the URL, which is always shown
 * @returns {View}
 */
export function choose(facts, state, asked) {
  const pay = slice(facts, state.pay);
  const base = facts.roles.find((role) => role.id === state.base) ?? null;
  const chosen = rolesOf(facts, state);
  const limits = limitsOf(facts, state, pay);
  const verdicts = chosen.map((role) => limits.map((limit) => limit(role)));
  const passing = chosen.filter((_, at) => verdicts[at].every((verdict) => verdict === "passes"));
  const silent = verdicts.filter((found) => !found.includes("fails") && found.includes("silent")).length;
  const scores = weigh(facts, state, passing, pay);
  const ordered = state.sort !== "" ? sorted(facts, state.sort, passing, pay) : scores.length > 0 ? scores.map((score) => score.role) : passing;
  // The baseline stays in sight, first.
  const others = ordered.filter((role) => role !== base);
  const roles = base ? [base, ...others] : others;
  const wanted = state.rows && new Set(state.rows);
  const rows = facts.rows.filter(
    (row) => row.id === asked || ((!wanted || wanted.has(row.id)) && (!state.differ || differs(row, roles))),
  );
  const folded = new Set(state.fold.filter((group) => !rows.some((row) => row.id === asked && row.group === group)));
  const at = (/** @type {Role} */ role) => facts.order.get(role.id) ?? 0;
  const byFamily = others.every((role, n) => n === 0 || at(others[n - 1]) < at(role));
  return { roles, rows, folded, base, sort: state.sort, chosen: chosen.length, silent, byFamily, scores, pay };
}

/**
 * @param {Facts} facts
 * @param {State} state
 * @returns {Role[]}
 */
function rolesOf(facts, state) {
  if (!state.roles) return facts.roles;
  const all = new Map(facts.roles.map((role) => [role.id, role]));
  return state.roles.flatMap((id) => all.get(id) ?? []);
}

/**
 * @param {Facts} facts
 * @param {State} state
 * @param {Slice | undefined} pay
 * @returns {((role: Role) => "passes" | "fails" | "silent")[]}
 */
function limitsOf(facts, state, pay) {
  const limits = facts.rows.flatMap((row) => {
    const at = (/** @type {string | undefined} */ value) =>
      value === undefined ? null : row.levels.length > 0 ? row.levels.findIndex((level) => level.id === value) : Number(value);
    const [least, most] = [at(state.min[row.id]), at(state.max[row.id])];
    if (least === null && most === null) return [];
    return (/** @type {Role} */ role) => {
      const own = place(row, role.id, pay);
      if (own === null) return "silent";
      // A limit of dates is a year.
      const compared = row.kind === "date" ? Math.floor(own) : own;
      return compared >= (least ?? compared) && compared <= (most ?? compared) ? "passes" : "fails";
    };
  });
  const tools = facts.rows.find((row) => row.kind === "tools");
  const uses = (/** @type {Role} */ role) => {
    const own = tools?.cells.get(role.id);
    return own?.none ? "silent" : own?.items.includes(state.tool) ? "passes" : "fails";
  };
  if (state.tool) limits.push(uses);
  if (state.family) limits.push((role) => (role.family === state.family ? "passes" : "fails"));
  return limits;
}

/**
 * @param {Facts} facts
 * @param {string} sort
 * @param {Role[]} roles
 * @param {Slice | undefined} pay
 */
function sorted(facts, sort, roles, pay) {
  const down = sort.startsWith("-") ? -1 : 1;
  const row = facts.rows.find((found) => found.id === sort.replace(/^-/, ""));
  if (!row) return roles;
  const places = new Map(roles.map((role) => [role, place(row, role.id, pay)]));
  return [...roles].sort((a, b) => {
    const [x, y] = [places.get(a) ?? null, places.get(b) ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return (x - y) * down;
  });
}

/**
 * Returns true if two of the roles differ in a row. Cells without data do not count; salaries differ if comparable
 * figures do.
 * @param {Row} row
 * @param {Role[]} roles
 */
function differs(row, roles) {
  const cells = roles.flatMap((role) => row.cells.get(role.id) ?? []);
  if (row.kind !== "salary") return new Set(cells.flatMap((cell) => cell.said ?? [])).size > 1;
  /** @type {Map<string, number>} */
  const first = new Map();
  return cells.some((cell) => [...cell.pay].some(([slice, units]) => units !== (first.get(slice) ?? (first.set(slice, units), units))));
}
