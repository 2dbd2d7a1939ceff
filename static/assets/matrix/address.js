// Converts between the state of the view and the query of its URL. Unknown parts of a query are ignored and reported.
// Nothing else is stored: the URL is the only state that persists. A role may have a level: `?roles=first@senior,second@senior`.
//
//     ?roles=first,second&rows=hours,pay&fold=career&differ&base=first&sort=-hours
//     &min-coding=medium&max-hours=few&min-pay=150000&in=survey.us.2025&tool=excel&family=core
//     &weigh=hours:3,pay:-2&at=first,second

import { slice } from "./facts.js";

/** @typedef {import("./facts.js").Facts} Facts */
/**
 * The reader's choices. `roles` and `rows` are `null` for all. `sort` is a row, with a `-` for descending. `weigh`
 * gives the weights of rows, 1 to 3, negative if the low end is preferred. `pay` is the selected slice of salary
 * figures. `at` has the two roles shown on a narrow screen. `levels` are roles with a level: `first@senior`.
 * @typedef {{ roles: string[] | null, levels: string[], rows: string[] | null, fold: string[], differ: boolean, base: string, sort: string, min: Record<string, string>, max: Record<string, string>, pay: string, tool: string, family: string, weigh: Record<string, number>, at: string[] }} State
 */

/** The initial state. @type {Readonly<State>} */
export const PLAIN = Object.freeze({ roles: null, levels: [], rows: null, fold: [], differ: false, base: "", sort: "", min: {}, max: {}, pay: "", tool: "", family: "", weigh: {}, at: [] });

/** The highest weight of a row. */
export const HEAVIEST = 3;

/**
 * @param {string} search the query of a URL, with or without the `?`
 * @param {Facts} facts
 * @returns {{ state: State, unknown: string[] }}
 */
export function read(search, facts) {
  /** @type {State} */
  const state = { ...PLAIN, min: {}, max: {}, weigh: {} };
  /** @type {string[]} */
  const unknown = [];
  const rows = new Map(facts.rows.map((row) => [row.id, row]));
  const known = {
    roles: new Set(facts.roles.map((role) => role.id)),
    rows: new Set(rows.keys()),
    groups: new Set(facts.groups.map((group) => group.id)),
    tools: new Set(facts.tools.map((tool) => tool.id)),
    families: new Set(facts.families.map((family) => family.id)),
    slices: new Set(facts.slices.map((slice) => slice.id)),
    ordered: new Set(facts.rows.filter((row) => row.ordered).map((row) => row.id)),
  };
  const one = (/** @type {Set<string>} */ set, /** @type {string} */ id) => {
    if (set.has(id)) return id;
    if (id !== "") unknown.push(id);
    return "";
  };
  const list = (/** @type {Set<string>} */ set, /** @type {string} */ ids) =>
    [...new Set(ids.split(","))].filter((id) => one(set, id) !== "");
  // An empty list selects nothing; a list with only unknown ids is ignored.
  const some = (/** @type {Set<string>} */ set, /** @type {string} */ ids, /** @type {string[] | null} */ before) => {
    const found = list(set, ids);
    return found.length === 0 && ids !== "" ? before : [...new Set([...(before ?? []), ...found])];
  };
  for (const [name, value] of new URLSearchParams(search)) {
    const [, side, row] = /^(min|max)-(.+)$/.exec(name) ?? [];
    if (side === "min" || side === "max") {
      const { kind = "", levels = [], ordered = false } = rows.get(row) ?? {};
      // `at least no` would be no limit.
      const isValid = kind === "yes-no" ? value === (side === "min" ? "yes" : "no") : levels.length > 0 ? levels.some((level) => level.id === value) : value !== "" && Number.isFinite(Number(value));
      if (ordered && isValid) state[side][row] = value;
      else unknown.push(`${name}=${value}`);
    } else if (name === "roles") {
      const parts = value.split(",");
      const levels = parts.filter((part) => part.includes("@"));
      state.levels = [...new Set([...state.levels, ...levels.filter((part) => facts.levels?.has(part))])];
      unknown.push(...levels.filter((part) => !facts.levels?.has(part) && known.roles.has(part.split("@")[0])));
      state.roles = some(known.roles, parts.map((part) => part.split("@")[0]).join(","), state.roles);
    }
    else if (name === "rows") state.rows = some(known.rows, value, state.rows);
    else if (name === "fold") state.fold = list(known.groups, value);
    else if (name === "differ") state.differ = true;
    else if (name === "base") state.base = one(known.roles, value);
    else if (name === "sort") state.sort = one(known.ordered, value.replace(/^-/, "")) && value;
    else if (name === "in") state.pay = one(known.slices, value);
    else if (name === "tool") state.tool = one(known.tools, value);
    else if (name === "family") state.family = one(known.families, value);
    else if (name === "at") state.at = list(known.roles, value).slice(0, 2);
    else if (name === "weigh") {
      for (const part of value.split(",")) {
        const [, id, weight] = /^(.+):(-?[1-3])$/.exec(part) ?? [];
        if (known.ordered.has(id)) state.weigh[id] = Number(weight);
        else unknown.push(part);
      }
    } else unknown.push(name);
  }
  return { state, unknown };
}

/**
 * Returns the id in the fragment of a URL, verbatim if its percent-encoding is invalid.
 * @param {string} hash
 */
export function fragment(hash) {
  const id = hash.replace(/^#/, "");
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/**
 * @param {State} state
 * @param {Facts} facts
 * @returns {string} empty, or a query beginning with `?`
 */
export function write(state, facts) {
  const weights = Object.entries(state.weigh);
  const used = new Set([state.sort.replace(/^-/, ""), ...Object.keys({ ...state.min, ...state.max, ...state.weigh })]);
  const usesPay = facts.rows.some((row) => row.kind === "salary" && used.has(row.id));
  /** @type {[string, string | null][]} */
  const parts = [
    ["roles", state.roles && state.roles.flatMap((role) => levelsOf(state, role)).join(",")],
    ["rows", state.rows && state.rows.join(",")],
    ["fold", state.fold.join(",") || null],
    ["differ", state.differ ? "" : null],
    ["base", state.base || null],
    ["sort", state.sort || null],
    ...sides("min", state.min),
    ...sides("max", state.max),
    // Written even if it is the default, which may change later.
    ["in", (usesPay && slice(facts, state.pay)?.id) || null],
    ["tool", state.tool || null],
    ["family", state.family || null],
    ["weigh", weights.map(([row, weight]) => `${row}:${weight}`).join(",") || null],
    ["at", state.at.join(",") || null],
  ];
  const given = parts.filter(([, value]) => value !== null);
  // An empty list is written, since it differs from all; `differ` needs no value.
  const words = given.map(([name, value]) => (value === "" && name === "differ" ? name : `${name}=${plain(value ?? "")}`));
  return words.length > 0 ? `?${words.join("&")}` : "";
}

/**
 * Returns a role with each of its levels, or the role alone.
 * @param {State} state
 * @param {string} role
 */
function levelsOf(state, role) {
  const levels = state.levels.filter((level) => level.startsWith(`${role}@`));
  return levels.length > 0 ? levels : [role];
}

/**
 * @param {string} side
 * @param {Record<string, string>} limits
 * @returns {[string, string][]}
 */
function sides(side, limits) {
  return Object.entries(limits).map(([row, value]) => [`${side}-${row}`, value]);
}

/**
 * Escapes a value except for commas, colons and `@`, which are valid and easier to read.
 * @param {string} value
 */
function plain(value) {
  return encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%40", "@");
}
