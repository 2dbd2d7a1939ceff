// The search field in the header as a combobox: a list of results opens below it while the reader types. The arrow
// keys move through it, Enter opens the selected result or, without a selection, all results; Escape closes the list.

import { answer, isReady } from "./find.js";
import { load } from "./index.js";
import { hasSlash } from "../search.js";
import { counted, line } from "./show.js";
import { messages } from "../messages.js";

const t = messages({});

/** The most results listed, and the most sections of one text among them. */
const MOST = 8;
const OF_ONE_TEXT = 2;
/** Delay without typing before more of the index is fetched, in milliseconds. */
const PAUSE = 120;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} field
 */
export async function listen(form, field) {
  const index = await load(form.action);
  const root = new URL("..", form.action);
  const list = document.createElement("ul");
  list.id = "site.found";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", t("search-results"));
  list.hidden = true;
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) field.setAttribute(name, value);

  if (hasSlash()) field.setAttribute("aria-keyshortcuts", "/");

  let chosen = -1;
  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  const choose = (/** @type {number} */ n) => {
    options()[chosen]?.setAttribute("aria-selected", "false");
    const option = options()[n];
    chosen = option ? n : -1;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const open = (/** @type {boolean} */ shown) => {
    choose(-1);
    list.hidden = !shown;
    field.setAttribute("aria-expanded", String(shown));
  };
  const everything = () => {
    const address = new URL(form.action);
    address.searchParams.set("q", field.value.trim());
    return address.href;
  };
  const option = (/** @type {string} */ url, /** @type {(string | Node)[]} */ ...parts) => {
    const item = document.createElement("li");
    item.id = `${list.id}.${list.childElementCount}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.url = url;
    item.append(...parts);
    list.append(item);
    return item;
  };
  /** What is listed, and the query that it answers. @type {import("./index.js").Thing[]} */
  let listed = [];
  /** @type {string | undefined} */
  let answered;
  /** @param {import("./find.js").Found} found @param {string} question */
  const show = (found, question) => {
    const again = question === answered;
    const texts = new Map();
    const shown = found.things.filter(({ kind, of: [text] }) => {
      if (kind !== "section" && kind !== "text") return true;
      texts.set(text, (texts.get(text) ?? 0) + 1);
      return texts.get(text) <= OF_ONE_TEXT;
    }).slice(0, MOST);
    // Somebody who closed the list, or left the field, does not want it back.
    if (again && (document.activeElement !== field || (list.hidden && listed.length > 0))) return shown;
    let things = shown.filter(isReady);
    // Nothing moves that somebody is about to choose.
    const isInUse = again && (chosen >= 0 || list.matches(":hover"));
    if (isInUse) things = [...listed, ...things.filter(({ url }) => listed.every((one) => one.url !== url))].slice(0, MOST);
    const url = options()[chosen]?.dataset.url;
    answered = question;
    listed = things;
    list.replaceChildren();
    for (const thing of things) option(new URL(thing.url, root).href, ...line(thing, found));
    if (found.things.length > list.childElementCount) option(everything(), t("search-all-results", { count: found.things.length })).className = "more";
    status.textContent = found.partial && things.length === 0 ? "" : counted(found, question);
    open(list.childElementCount > 0);
    if (again) choose(options().findIndex(({ dataset }) => dataset.url === url));
    return shown;
  };
  const ask = () => {
    const question = field.value;
    answered = undefined;
    answer(index, question, (found) => show(found, question), () => field.value === question, () => new Promise((done) => setTimeout(done, PAUSE)));
  };

  field.addEventListener("input", ask);
  field.addEventListener("focus", () => {
    if (field.value) ask();
  });
  field.addEventListener("blur", () => open(false));
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = list.childElementCount - 1;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (list.hidden) open(true);
      // Below the last result, the selection returns to the field, then to the first.
      choose(down ? (chosen === last ? -1 : chosen + 1) : chosen === -1 ? last : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      go(options()[chosen], event);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });
  // Keeps the focus in the field while the reader clicks in the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = /** @type {Element} */ (event.target).closest("li");
    if (item) go(item, event);
  });
  if (document.activeElement === field && field.value) ask();
}

/**
 * Opens a result, in a new tab if a link would.
 * @param {HTMLElement} option
 * @param {MouseEvent | KeyboardEvent} event
 */
function go({ dataset: { url } }, event) {
  if (event.ctrlKey || event.metaKey) window.open(url, "_blank", "noopener");
  else location.assign(/** @type {string} */ (url));
}
