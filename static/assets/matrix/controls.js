// Connects the controls above the table to the state: turns input into changes of the state, and sets the controls to
// a state. They store nothing else, except for the direction of a weight of 0.

import { HEAVIEST, PLAIN } from "./address.js";
import { decimal } from "./weights.js";
import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./address.js").State} State */
/** @typedef {import("./choose.js").View} View */
/** Applies a change. `typing` is true for each of a series of changes while the reader types or drags. @typedef {(change: Partial<State>, typing: boolean) => void} Act */

/** The weights in words. */
const WEIGHTS = [t("weight-0"), t("weight-1"), t("weight-2"), t("weight-3")].slice(0, HEAVIEST + 1);

/**
 * @param {HTMLFormElement} form
 * @param {Facts} facts
 * @param {() => State} now
 * @param {Act} act
 * @returns {(state: State, view: View, limits: number) => void} sets the controls to a state
 */
export function prepare(form, facts, now, act) {
  const typedIn = listen(form, facts, now, act);
  panels(form);
  const ranking = /** @type {HTMLElement} */ (form.querySelector(".ranking"));
  const plainOrder = /** @type {HTMLOptionElement} */ (form.querySelector('[name="sort"] option'));
  const reset = /** @type {HTMLButtonElement} */ (form.querySelector("[type=reset]"));

  return (state, view, limits) => {
    for (const control of form.querySelectorAll("input, select")) {
      const { name } = /** @type {HTMLInputElement} */ (control);
      // A field is not set while the reader types in it: `1.` may become `1.5`.
      if (name && control !== typedIn()) set(/** @type {HTMLInputElement} */ (control), state, view);
    }
    for (const whole of form.querySelectorAll("[data-whole]")) {
      const box = /** @type {HTMLInputElement} */ (whole);
      const own = boxes(box.closest("fieldset") ?? form, box.dataset.whole ?? "");
      const checked = own.filter((one) => one.checked).length;
      box.checked = checked === own.length;
      box.indeterminate = checked > 0 && checked < own.length;
    }
    counted(form, "roles", String(state.roles?.length ?? facts.roles.length));
    counted(form, "rows", String(state.rows?.length ?? facts.rows.length));
    counted(form, "filters", limits > 0 ? String(limits) : "");
    counted(form, "weights", String(Object.keys(state.weigh).length || ""));
    // Not `disabled`, which would remove the focus.
    const plain = Object.entries(PLAIN).every(([key, value]) => JSON.stringify(value) === JSON.stringify(state[/** @type {keyof State} */ (key)]));
    reset.setAttribute("aria-disabled", String(plain));
    plainOrder.textContent = view.scores.length > 0 ? t("order-by-weights") : t("order-by-family");
    ranking.replaceChildren(...view.scores.map(({ role, rank, sum, most, silent }) => {
      const line = document.createElement("li");
      line.value = rank;
      const score = document.createElement("b");
      score.textContent = decimal(sum);
      line.append(`${role.name} `, score, ` ${silent.length > 0 ? t("score-of-silent", { most: decimal(most), count: silent.length }) : t("score-of", { most: decimal(most) })}`);
      return line;
    }));
  };
}

/**
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @param {State} state
 * @param {View} view
 */
function set(control, state, view) {
  const { name } = control;
  const [, part, row] = /^(min|max|is|weigh|want)-(.+)$/.exec(name) ?? [];
  const weight = state.weigh[row] ?? 0;
  if (control instanceof HTMLInputElement && control.type === "checkbox") {
    const chosen = name === "role" ? state.roles : name === "row" ? state.rows : null;
    control.checked = name === "differ" ? state.differ : chosen === null || chosen.includes(control.value);
  } else if (part === "min" || part === "max") control.value = state[part][row] ?? "";
  else if (part === "is") control.value = state.min[row] ?? state.max[row] ?? "";
  else if (part === "weigh") {
    control.value = String(Math.abs(weight));
    control.setAttribute("aria-valuetext", WEIGHTS[Math.abs(weight)]);
    const output = control.closest("fieldset")?.querySelector("output");
    if (output) output.textContent = String(Math.abs(weight));
  } else if (part === "want") {
    // With a weight of 0, the direction is stored only in the control.
    if (weight !== 0) control.value = weight < 0 ? "-" : "";
  } else if (name === "in") control.value = view.pay?.id ?? "";
  else if (name === "base" || name === "sort" || name === "tool" || name === "family") control.value = state[name];
}

/**
 * @param {HTMLFormElement} form
 * @param {Facts} facts
 * @param {() => State} now
 * @param {Act} act
 * @returns {() => Element | null} the control that the reader is typing in, while its change is applied
 */
function listen(form, facts, now, act) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    act(PLAIN, false);
  });
  form.addEventListener("click", (event) => {
    const { dataset } = /** @type {HTMLElement} */ (event.target);
    if (dataset.every) act(chosen(dataset.every, null), false);
    if (dataset.no) act(chosen(dataset.no, []), false);
  });
  /** @type {Element | null} */
  let typed = null;
  const heard = (/** @type {Event} */ event) => {
    const control = /** @type {HTMLInputElement} */ (event.target);
    if (event.type === "input" && control.type !== "number" && control.type !== "range") return;
    const change = changed(form, facts, control, now());
    if (event.type === "input" && control.type === "number") typed = control;
    if (change) act(change, event.type === "input");
    typed = null;
  };
  form.addEventListener("input", heard);
  form.addEventListener("change", heard);
  return () => typed;
}

/**
 * @param {HTMLFormElement} form
 * @param {Facts} facts
 * @param {HTMLInputElement} control
 * @param {State} state
 * @returns {Partial<State> | null}
 */
function changed(form, facts, control, state) {
  const { name, value } = control;
  const [, part, row] = /^(min|max|is|weigh|want)-(.+)$/.exec(name) ?? [];
  if (part === "min" || part === "max") {
    const { [row]: _, ...rest } = state[part];
    // An incomplete number is not a limit yet.
    return { [part]: value === "" ? rest : { ...rest, [row]: value } };
  }
  if (part === "is") {
    const [{ [row]: _, ...min }, { [row]: __, ...max }] = [state.min, state.max];
    return { min: value === "yes" ? { ...min, [row]: value } : min, max: value === "no" ? { ...max, [row]: value } : max };
  }
  if (part === "weigh" || part === "want") {
    const of = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(`${name}-${row}`)).value;
    const { [row]: _, ...rest } = state.weigh;
    const weight = Number(of("weigh")) * (of("want") === "-" ? -1 : 1);
    return { weigh: weight === 0 ? rest : { ...rest, [row]: weight } };
  }
  const whole = control.dataset.whole;
  if (name === "role" || name === "row" || whole) {
    const kind = whole ?? name;
    const touched = whole ? boxes(control.closest("fieldset") ?? form, whole).map((box) => box.value) : [value];
    const all = (kind === "role" ? facts.roles : facts.rows).map(({ id }) => id);
    const before = (kind === "role" ? state.roles : state.rows) ?? all;
    const rest = before.filter((id) => !touched.includes(id));
    const after = control.checked ? [...before, ...touched.filter((id) => !before.includes(id))] : rest;
    return chosen(kind, after.length === all.length ? null : kind === "row" ? all.filter((id) => after.includes(id)) : after);
  }
  if (name === "differ") return { differ: control.checked };
  if (name === "in") return { pay: value };
  if (name === "base" || name === "sort" || name === "tool" || name === "family") return { [name]: value };
  return null;
}

/**
 * @param {string} kind
 * @param {string[] | null} ids
 * @returns {Partial<State>}
 */
function chosen(kind, ids) {
  return kind === "role" ? { roles: ids, at: [] } : { rows: ids };
}

/**
 * @param {Element} within
 * @param {string} name
 * @returns {HTMLInputElement[]}
 */
function boxes(within, name) {
  return [...within.querySelectorAll(`input[name="${name}"]`)].map((box) => /** @type {HTMLInputElement} */ (box));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} text
 */
function counted(form, name, text) {
  const count = form.querySelector(`[data-count="${name}"]`);
  if (count && count.textContent !== text) count.textContent = text;
}

/**
 * Closes panels on Escape, on a click outside, and when the focus leaves them: they would cover the focused element.
 * @param {HTMLFormElement} form
 */
function panels(form) {
  const open = () => form.querySelector("details[open]");
  form.addEventListener("keydown", (event) => {
    const panel = open();
    if (event.key !== "Escape" || !panel) return;
    panel.removeAttribute("open");
    panel.querySelector("summary")?.focus();
  });
  form.addEventListener("focusout", (event) => {
    const panel = open();
    const to = event.relatedTarget;
    if (panel && to instanceof Node && !panel.contains(to)) panel.removeAttribute("open");
  });
  document.addEventListener("click", (event) => {
    const panel = open();
    if (panel && !event.composedPath().includes(panel)) panel.removeAttribute("open");
  });
}
