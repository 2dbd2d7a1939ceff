// Tells a reader where their own pay falls among the percentiles of a figure. It is computed here: nothing is sent or stored.

import { messages } from "./messages.js";

const t = messages({});

/** The percentiles of a figure, in the order of `value` of an option. */
const RANKS = [10, 25, 50, 75, 90];

/** Reads a number as people write it: `72,000`, `72.000`, `72 000`, `72k`, `٧٢٠٠٠`. @param {string} text */
export function amount(text) {
  const latin = text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
  const plain = latin.replace(/[^\d.,٫٬kKmM]/g, "").replace(/[٬]/g, ",").replace(/[٫]/g, ".");
  const times = /k$/i.test(plain) ? 1000 : /m$/i.test(plain) ? 1_000_000 : 1;
  const digits = plain.replace(/[kKmM]/g, "");
  const grouped = /^\d{1,3}([.,]\d{3})+$/.test(digits) && times === 1;
  const number = Number(grouped ? digits.replace(/[.,]/g, "") : digits.replace(/,(?=\d{3}\b)/g, "").replace(",", "."));
  return digits !== "" && Number.isFinite(number) ? number * times : undefined;
}

/**
 * Returns the share of amounts below one, in percent, between the published percentiles; `below` or `above` outside them.
 * @param {number[]} percentiles @param {number} own
 * @returns {number | "below" | "above"}
 */
export function rank(percentiles, own) {
  if (own < percentiles[0]) return "below";
  if (own > percentiles[4]) return "above";
  const last = percentiles.findLastIndex((value) => value <= own);
  if (last === 4) return RANKS[4];
  const [from, to] = [percentiles[last], percentiles[last + 1]];
  return RANKS[last] + ((own - from) / (to - from)) * (RANKS[last + 1] - RANKS[last]);
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function svg(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** Draws a figure as the charts of the site do, with a mark for the reader. @param {number[]} percentiles @param {number} own */
function drawing([p10, p25, p50, p75, p90], own) {
  const end = Math.max(p90, own) * 1.05;
  const at = (/** @type {number} */ value) => Math.round((value / end) * 1000);
  const chart = svg("svg", { viewBox: "0 0 1000 20", preserveAspectRatio: "none", "aria-hidden": "true" });
  chart.append(
    svg("path", { class: "outer", d: `M${at(p10)} 6v8m0-4H${at(p90)}m0-4v8` }),
    svg("rect", { class: "inner", x: at(p25), width: at(p75) - at(p25), y: 3, height: 14 }),
    svg("path", { class: "middle", d: `M${at(p50)} 0v20` }),
    svg("path", { class: "own", d: `M${at(own)} 0v20` }),
  );
  return chart;
}

/** @param {HTMLFormElement} form */
function enhance(form) {
  const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem("figure"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("pay"));
  const unit = form.querySelector(".unit");
  const output = form.querySelector("output");

  const show = () => {
    const option = select.selectedOptions[0];
    if (!option || !output) return;
    const { currency = "", unit: words = "", limits = "", population, small } = option.dataset;
    if (unit) unit.textContent = words;
    const percentiles = option.value.split(" ").map(Number);
    if (!input.value.trim()) {
      output.replaceChildren();
      return;
    }
    const money = (/** @type {number} */ value) => `${currency} ${t.number(value)}`;
    const line = (/** @type {string} */ text, name = "") => Object.assign(document.createElement("p"), { textContent: text, className: name });
    const own = amount(input.value);
    if (own === undefined) {
      output.replaceChildren(line(t("stand-number", { example: t.number(percentiles[2]) })));
      return;
    }
    const share = rank(percentiles, own);
    const percent = typeof share === "number" ? Math.round(share) : 0;
    const isOffer = population === "advertised";
    const answer =
      share === "below" ? t("stand-below", { amount: money(percentiles[0]) })
      : share === "above" ? t("stand-above", { amount: money(percentiles[4]) })
      : isOffer ? t("stand-offers", { percent })
      : t("stand-between", { percent });
    const chart = Object.assign(document.createElement("div"), { className: "pay" });
    chart.append(drawing(percentiles, own));
    output.replaceChildren(line(answer, "found"), chart, line(t("stand-axis", { amounts: percentiles.map(money).join(t("list-of-lists-separator")) }), "note"), line(t("stand-limits", { limits }), "note"));
    if (small !== undefined) output.append(line(t("stand-small"), "note"));
  };

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

/** Chooses the first figure of the role that the address names: `#stand.<id>`. @param {HTMLFormElement} form */
function choose(form) {
  const role = location.hash.startsWith("#stand.") ? location.hash.slice(7) : "";
  const options = [...form.querySelectorAll("optgroup")].find((group) => group.dataset.role === role)?.querySelectorAll("option");
  if (options?.[0]) options[0].selected = true;
}

const form = /** @type {HTMLFormElement | null | undefined} */ (globalThis.document?.querySelector("form.stand"));
if (form) {
  choose(form);
  enhance(form);
}
