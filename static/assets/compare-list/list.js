// The compare list: up to four roles that the reader collects with “compare” buttons (`data-add` and `data-name`), at
// the foot of every page, with a link that compares them. The list is stored for this tab only (`sessionStorage`),
// and never sent.

import { BASE, KEY } from "../compare-list.js";
import { messages } from "../messages.js";
import { pairPath } from "../pairs.js";

const t = messages({});

/** @typedef {{ id: string, name: string }} Role */

/** More do not fit side by side. */
const MOST = 4;

let roles = stored();
const panel = document.createElement("aside");
panel.className = "compare-list";
panel.setAttribute("aria-label", t("compare-list"));
const list = document.createElement("ul");
const open = document.createElement("a");
const clear = made("button", t("clear"));
clear.addEventListener("click", () => set([], t("compare-list-cleared")));
panel.append(list, open, clear);
panel.hidden = true;
// The status is outside the list, which is hidden while it is empty.
const status = document.createElement("p");
status.className = "hidden";
status.setAttribute("role", "status");
const styles = document.createElement("link");
styles.rel = "stylesheet";
styles.href = `${BASE}assets/compare-list.css`;
document.head.append(styles);
document.body.append(panel, status);

/**
 * Adds the role of a button to the list, or removes it.
 * @param {HTMLButtonElement} button
 */
export function press(button) {
  const { add: id = "", name = id } = button.dataset;
  if (roles.some((role) => role.id === id)) remove(id);
  else if (roles.length === MOST) say(t("compare-list-full", { count: MOST }));
  else set([...roles, { id, name }], t("compare-list-added", { name, count: roles.length + 1 }));
}

/** Shows the stored list. */
export function refresh() {
  roles = stored();
  draw();
}

/** Shows the list, and on the page's buttons whether their role is in it. */
function draw() {
  for (const button of document.querySelectorAll("button[data-add]")) {
    const { add } = /** @type {HTMLElement} */ (button).dataset;
    button.setAttribute("aria-pressed", String(roles.some((role) => role.id === add)));
  }
  list.replaceChildren(...roles.map(({ id, name }) => {
    const item = document.createElement("li");
    const out = made("button", "×");
    out.setAttribute("aria-label", t("remove", { name }));
    out.addEventListener("click", () => remove(id));
    item.append(name, out);
    return item;
  }));
  const ids = roles.map(({ id }) => id);
  panel.hidden = roles.length === 0 || areCompared(ids);
  document.body.classList.toggle("with-compare-list", !panel.hidden);
  // Two roles may have a page of their own; one is compared with all.
  const to = ids.length === 1 ? `?base=${ids[0]}` : ids.length === 2 ? pairPath(ids[0], ids[1]) : `?roles=${ids.join(",")}`;
  open.href = `${BASE}compare/${to}`;
  open.textContent = ids.length === 1 ? t("compare-with-all") : t("compare-count", { count: ids.length });
}

/** Returns true if this page compares exactly these roles. @param {string[]} ids */
function areCompared(ids) {
  const [path, asked] = [location.pathname.slice(BASE.length), new URLSearchParams(location.search).get("roles")];
  const here = path === "compare/" ? asked?.split(",") ?? [] : path.match(/^compare\/([^/]+)\/$/)?.[1].split("-vs-") ?? [];
  return here.length === ids.length && ids.every((id) => here.includes(id));
}

/**
 * Returns a button that adds a role to the list, or removes it.
 * @param {string} id
 * @param {string} name
 */
export function adder(id, name) {
  const button = made("button", "");
  button.className = "add";
  button.dataset.add = id;
  button.dataset.name = name;
  // The name is for screen readers only: the list has it beside the button.
  const [before, rest, after] = t("add-to-compare", { name }).split(/<\/?rest>/);
  const of = made("span", rest);
  of.className = "hidden";
  button.append(before, of, after ?? "");
  button.setAttribute("aria-pressed", String(roles.some((role) => role.id === id)));
  return button;
}

/** @param {string} id */
function remove(id) {
  const name = roles.find((role) => role.id === id)?.name ?? id;
  set(roles.filter((role) => role.id !== id), t("compare-list-removed", { name }));
}

/**
 * Moves the focus after the focused button of the list was removed: to a role of the list or, if the list is hidden,
 * to the page's button that adds a removed role again, or else to its heading.
 * @param {Role[]} removed
 * @param {boolean} preventScroll
 */
function focusNext(removed, preventScroll) {
  if (!panel.hidden) return list.querySelector("button")?.focus();
  const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("button[data-add]")]);
  const heading = document.querySelector("main h1");
  const next = buttons.find((button) => removed.some(({ id }) => id === button.dataset.add) && button.offsetParent) ?? heading;
  if (!(next instanceof HTMLElement)) return;
  if (next === heading) next.tabIndex = -1;
  next.focus({ preventScroll });
}

/**
 * @param {Role[]} next
 * @param {string} words
 */
function set(next, words) {
  const removed = roles.filter(({ id }) => !next.some((role) => role.id === id));
  const focused = panel.querySelector(":focus");
  // After a mouse click the page does not scroll.
  const preventScroll = !focused?.matches(":focus-visible");
  roles = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(roles));
  } catch {
    // Without storage the list lasts as long as the page.
  }
  draw();
  if (focused) focusNext(removed, preventScroll);
  say(words);
}

/** @returns {Role[]} */
function stored() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    const isValid = (/** @type {any} */ role) => /^[a-z0-9-]+$/.test(role?.id) && typeof role.name === "string";
    return Array.isArray(found) ? found.filter(isValid).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** @param {string} words */
function say(words) {
  // A live region is announced when its text changes while it is in the document.
  requestAnimationFrame(() => (status.textContent = words));
}

/**
 * @param {string} tag
 * @param {string} text
 */
function made(tag, text) {
  const element = document.createElement(tag);
  if (element instanceof HTMLButtonElement) element.type = "button";
  element.textContent = text;
  return element;
}
