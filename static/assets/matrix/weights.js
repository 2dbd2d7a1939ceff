// Scores roles by the reader's own weights, best first. Every part of a score is shown, so that readers can check the
// arithmetic.

import { place } from "./facts.js";
import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Role} Role */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {import("./facts.js").Slice} Slice */
/** @typedef {import("./address.js").State} State */
/** The contribution of a cell in hundredths, and its calculation in words. @typedef {{ points: number, words: string }} Points */
/** `rank` counts from 1; equal scores share one. `sum` and `most` are in hundredths. `silent` lists the rows without data. @typedef {{ role: Role, rank: number, sum: number, most: number, parts: Map<Row, Points>, silent: Row[] }} Score */

/**
 * @param {Facts} facts
 * @param {State} state
 * @param {Role[]} roles
 * @param {Slice | undefined} pay
 * @returns {Score[]} empty without weights
 */
export function weigh(facts, state, roles, pay) {
  const rows = facts.rows.filter((row) => state.weigh[row.id]);
  if (rows.length === 0) return [];
  const most = rows.reduce((sum, row) => sum + Math.abs(state.weigh[row.id]) * 100, 0);
  const shares = rows.map((row) => shareIn(facts, row, state.weigh[row.id] < 0, pay));
  const scores = roles.map((role) => {
    /** @type {Score} */
    const score = { role, rank: 0, sum: 0, most, parts: new Map(), silent: [] };
    rows.forEach((row, at) => {
      const weight = Math.abs(state.weigh[row.id]);
      const share = shares[at](role);
      // Each part is rounded before it is added, so that the displayed parts add up.
      const points = share === null ? 0 : Math.round(share.is * weight * 100);
      score.sum += points;
      score.parts.set(row, { points, words: `${share?.words ?? t("no-data")} × ${weight} = ${decimal(points)}` });
      if (share === null) score.silent.push(row);
    });
    return score;
  });
  scores.sort((a, b) => b.sum - a.sum);
  for (const [at, score] of scores.entries()) {
    score.rank = at > 0 && scores[at - 1].sum === score.sum ? scores[at - 1].rank : at + 1;
  }
  return scores;
}

/**
 * Returns how near a role is to the preferred end of a row, from 0 to 1. The ends of a scale are its own levels;
 * those of numbers and salaries are the lowest and highest of all roles, so that the result does not depend on which
 * are shown.
 * @param {Facts} facts
 * @param {Row} row
 * @param {boolean} low whether the low end is preferred
 * @param {Slice | undefined} pay
 * @returns {(role: Role) => { is: number, words: string } | null}
 */
function shareIn(facts, row, low, pay) {
  const all = facts.roles.flatMap((role) => place(row, role.id, pay) ?? []);
  const scale = row.levels.length > 0;
  const [from, to] = scale ? [0, row.levels.length - 1] : [Math.min(...all), Math.max(...all)];
  return (role) => {
    const own = place(row, role.id, pay);
    if (own === null) return null;
    const steps = low ? to - own : own - from;
    const is = to > from ? steps / (to - from) : 0;
    return { is, words: scale ? `${steps}/${to - from}` : decimal(Math.round(is * 100)) };
  };
}

/**
 * Formats hundredths as a number: `225` is `2.25`.
 * @param {number} hundredths
 */
export function decimal(hundredths) {
  return t.number(hundredths / 100);
}
