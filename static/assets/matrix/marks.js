// Describes how a cell differs from the baseline's, as a sign and a few words. It never calls one "better".

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Cell} Cell */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {import("./facts.js").Slice} Slice */
/** @typedef {{ sign: string, words: string, is: "same" | "differs" | "open" }} Mark */

/** @type {Mark} */
const SAME = { sign: "=", words: "same", is: "same" };

/**
 * @param {Facts} facts
 * @param {Row} row
 * @param {string} base
 * @param {string} role
 * @returns {Mark}
 */
export function mark(facts, row, base, role) {
  const [from, own] = [row.cells.get(base), row.cells.get(role)];
  if (!from || !own || from.none || own.none) return { sign: "?", words: "no data to compare", is: "open" };
  if (row.kind === "salary") return ofPay(facts, from, own);
  if (from.said === own.said) return SAME;
  if (from.place !== null && own.place !== null) return ofPlaces(row, own.place - from.place);
  if (row.kind === "text") return { sign: "≠", words: "differs", is: "differs" };
  const shared = own.items.filter((item) => from.items.includes(item)).length;
  return { sign: "≠", words: `${shared} of ${own.items.length} shared`, is: "differs" };
}

/**
 * @param {Row} row
 * @param {number} apart
 * @returns {Mark}
 */
function ofPlaces(row, apart) {
  const [sign, side] = apart > 0 ? ["▲", "above"] : ["▼", "below"];
  // Numbers have at most twelve decimals; digits beyond that are rounding errors of the subtraction.
  const size = Math.abs(apart).toLocaleString("en-GB", { maximumFractionDigits: 12 });
  // The difference of two percentages is in percentage points.
  const unit = row.kind === "scale" ? (size === "1" ? " step" : " steps") : row.unit === "%" ? (size === "1" ? " point" : " points") : row.unit && ` ${row.unit}`;
  return { sign, words: `${size}${unit} ${side}`, is: "differs" };
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
  if (count === 0) return { sign: "?", words: "no figures that may be compared", is: "open" };
  const of = count === 1 ? "the 1 figure that agrees" : `${count} figures that agree`;
  if (higher + lower === 0) return { ...SAME, words: `same in ${of}` };
  if (lower === 0 && higher === count) return { sign: "▲", words: `higher in ${count === 1 ? of : `all ${of}`}`, is: "differs" };
  if (higher === 0 && lower === count) return { sign: "▼", words: `lower in ${count === 1 ? of : `all ${of}`}`, is: "differs" };
  return { sign: "≠", words: `higher in ${higher}, lower in ${lower} of ${of}`, is: "differs" };
}
