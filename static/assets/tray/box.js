// The tray: roles that a reader puts aside to compare, at the foot of every page. Comes in: presses of “compare” buttons
// (`data-add` and `data-name`). Goes out: up to four roles, and the link that opens them. They are kept for this tab alone
// (`sessionStorage`), and nothing is sent anywhere.

import { BASE, KEY } from "../tray.js";

/** @typedef {{ id: string, name: string }} Role */

/** More do not fit side by side. */
const MOST = 4;

let roles = kept();
const tray = document.createElement("aside");
tray.className = "tray";
tray.setAttribute("aria-label", "Compare list");
const list = document.createElement("ul");
const open = document.createElement("a");
const none = made("button", "Clear");
none.addEventListener("click", () => set([], "Compare list cleared"));
tray.append(list, open, none);
tray.hidden = true;
// What is said stands outside: the tray is not there while it is empty.
const said = document.createElement("p");
said.className = "hidden";
said.setAttribute("role", "status");
const looks = document.createElement("link");
looks.rel = "stylesheet";
looks.href = `${BASE}assets/tray.css`;
document.head.append(looks);
document.body.append(tray, said);

/**
 * Puts the role of a button into the tray, or takes it out.
 * @param {HTMLButtonElement} button
 */
export function press(button) {
  const { add: id = "", name = id } = button.dataset;
  if (roles.some((role) => role.id === id)) leave(id);
  else if (roles.length === MOST) say(`The compare list holds ${MOST} roles. Remove one first.`);
  else set([...roles, { id, name }], `${name} added. ${roles.length + 1} in the compare list at the end of the page.`);
}

/** Shows what is kept now. */
export function refresh() {
  roles = kept();
  draw();
}

/** Shows the tray, and on the buttons of the page which roles are in it. */
function draw() {
  for (const button of document.querySelectorAll("button[data-add]")) {
    const { add } = /** @type {HTMLElement} */ (button).dataset;
    button.setAttribute("aria-pressed", String(roles.some((role) => role.id === add)));
  }
  list.replaceChildren(...roles.map(({ id, name }) => {
    const item = document.createElement("li");
    const out = made("button", "×");
    out.setAttribute("aria-label", `Remove ${name}`);
    out.addEventListener("click", () => leave(id));
    item.append(name, out);
    return item;
  }));
  const ids = roles.map(({ id }) => id);
  tray.hidden = roles.length === 0 || areCompared(ids);
  document.body.classList.toggle("with-tray", !tray.hidden);
  // Two have a page of their own, one is held against all.
  const to = ids.length === 1 ? `?base=${ids[0]}` : ids.length === 2 ? `${ids[0]}-vs-${ids[1]}/` : `?roles=${ids.join(",")}`;
  open.href = `${BASE}compare/${to}`;
  open.textContent = ids.length === 1 ? "Compare with all" : `Compare ${ids.length}`;
}

/** Whether this page compares these roles and no others. @param {string[]} ids */
function areCompared(ids) {
  const [path, asked] = [location.pathname.slice(BASE.length), new URLSearchParams(location.search).get("roles")];
  const here = path === "compare/" ? asked?.split(",") ?? [] : path.match(/^compare\/([^/]+)\/$/)?.[1].split("-vs-") ?? [];
  return here.length === ids.length && ids.every((id) => here.includes(id));
}

/**
 * A button that puts a role into the tray, or takes it out again.
 * @param {string} id
 * @param {string} name
 */
export function adder(id, name) {
  const button = made("button", "compare ");
  button.className = "add";
  button.dataset.add = id;
  button.dataset.name = name;
  const of = made("span", name);
  of.className = "hidden";
  button.append(of);
  button.setAttribute("aria-pressed", String(roles.some((role) => role.id === id)));
  return button;
}

/** @param {string} id */
function leave(id) {
  const name = roles.find((role) => role.id === id)?.name ?? id;
  set(roles.filter((role) => role.id !== id), `${name} removed`);
}

/**
 * Focuses what is next, after the focused button of the list was removed: a role of the list or, where the list is gone, the page's
 * button that adds one of the removed roles again, or its heading.
 * @param {Role[]} removed
 * @param {boolean} preventScroll
 */
function focusNext(removed, preventScroll) {
  if (!tray.hidden) return list.querySelector("button")?.focus();
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
  const focused = tray.querySelector(":focus");
  // After a click with the mouse, the page stays where it is.
  const preventScroll = !focused?.matches(":focus-visible");
  roles = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(roles));
  } catch {
    // Without storage the tray lasts as long as the page.
  }
  draw();
  if (focused) focusNext(removed, preventScroll);
  say(words);
}

/** @returns {Role[]} */
function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    const sound = (/** @type {any} */ role) => /^[a-z0-9-]+$/.test(role?.id) && typeof role.name === "string";
    return Array.isArray(found) ? found.filter(sound).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** @param {string} words */
function say(words) {
  // A region is read out when its words change while it is on the page: after it has come.
  requestAnimationFrame(() => (said.textContent = words));
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
