// Describes how a cell differs from the baseline's, as a sign and a few words. It never calls one "better".

import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Cell} Cell */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {import("./facts.js").Slice} Slice */
/** @typedef {{ sign: string, words: string, is: "same" | "differs" | "open" }} Mark */

/** @type {Mark} */
const SAME = { sign: "=", words: t("mark-same"), is: "same" };

/**
 * @param {Facts} facts
 * @param {Row} row
 * @param {string} base
 * @param {string} role
 * @returns {Mark}
 */
export function mark(facts, row, base, role) {
  const [from, own] = [row.cells.get(base), row.cells.get(role)];
  if (!from || !own || from.none || own.none) return { sign: "?", words: t("mark-no-data"), is: "open" };
  if (row.kind === "salary") return ofPay(facts, from, own);
  if (from.said === own.said) return SAME;
  if (row.kind === "yes-no" || row.kind === "link") return { sign: "≠", words: t("mark-differs"), is: "differs" };
  if (row.kind === "date" && from.place !== null && own.place !== null) {
    return own.place > from.place ? { sign: "▲", words: t("mark-later"), is: "differs" } : { sign: "▼", words: t("mark-earlier"), is: "differs" };
  }
  if (row.kind === "range" && from.place === own.place) return { sign: "≠", words: t("mark-differs"), is: "differs" };
  if (from.place !== null && own.place !== null) return ofPlaces(row, own.place - from.place);
  if (row.kind === "text") return { sign: "≠", words: t("mark-differs"), is: "differs" };
  const shared = own.items.filter((item) => from.items.includes(item)).length;
  return { sign: "≠", words: t("mark-shared", { shared, all: own.items.length }), is: "differs" };
}

/**
 * @param {Row} row
 * @param {number} apart
 * @returns {Mark}
 */
function ofPlaces(row, apart) {
  const above = apart > 0;
  // Numbers have at most twelve decimals; digits beyond that are rounding errors of the subtraction.
  const count = Number(Math.abs(apart).toFixed(12));
  const number = t.number(count);
  // The difference of two percentages is in percentage points.
  const size =
    row.kind === "scale" ? t("steps", { count }) : row.unit === "%" ? t("points", { count }) : quantity(row.unit, number);
  return { sign: above ? "▲" : "▼", words: above ? t("mark-above", { size }) : t("mark-below", { size }), is: "differs" };
}

/**
 * Returns a number with its unit, as `src/locale/format.rs` does.
 * @param {string} unit
 * @param {string} number
 */
export function quantity(unit, number) {
  if (["$", "£", "€", "¥", "₹"].includes(unit)) return t("amount-sign", { number, unit });
  if (["%", "‰", "°"].includes(unit)) return t("quantity-symbol", { number, unit });
  return unit ? t("quantity-unit", { number, unit }) : number;
}

/**
 * Counts the comparable figures: in each dataset and region the latest over all levels; single levels only if the
 * dataset has no others in common.
 * @param {Facts} facts
 * @param {Cell} from
 * @param {Cell} own
 * @returns {Mark}
 */
function ofPay(facts, from, own) {
  const common = facts.slices.filter((slice) => from.pay.has(slice.id) && own.pay.has(slice.id));
  const whole = new Set(common.filter((slice) => slice.whole).map((slice) => slice.series));
  /** @type {Map<string, Slice>} */
  const shown = new Map();
  for (const slice of common) {
    if ((slice.whole || !whole.has(slice.series)) && !shown.has(slice.place)) shown.set(slice.place, slice);
  }
  const apart = [...shown.values()].map(({ id }) => (own.pay.get(id) ?? 0) - (from.pay.get(id) ?? 0));
  const count = apart.length;
  const [higher, lower] = [apart.filter((by) => by > 0).length, apart.filter((by) => by < 0).length];
  if (count === 0) return { sign: "?", words: t("mark-no-figures"), is: "open" };
  if (higher + lower === 0) return { ...SAME, words: t("mark-pay-same", { count }) };
  if (lower === 0 && higher === count) return { sign: "▲", words: t("mark-pay-higher", { count }), is: "differs" };
  if (higher === 0 && lower === count) return { sign: "▼", words: t("mark-pay-lower", { count }), is: "differs" };
  return { sign: "≠", words: t("mark-pay-mixed", { higher, lower, count }), is: "differs" };
}
