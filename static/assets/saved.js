// The comparisons that the reader saves. They are kept in this browser only (`localStorage`), and never sent.

import { messages } from "./messages.js";

const t = messages({});
/** Announces a text, by a script that most pages do not need. @param {string} words */
const say = (words) => import("./copy.js").then((copy) => copy.say(words));

/** The site's base path; another site on the same host has its own list. */
const BASE = new URL("..", import.meta.url).pathname;
const KEY = `saved-comparisons ${BASE}`;

/** @typedef {{ title: string, path: string }} Saved a title, and an address below the base path */

/** Returns the saved comparisons, the newest first. @returns {Saved[]} */
function stored() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return list.filter((/** @type {Saved} */ { title, path }) => typeof title === "string" && /^compare\//.test(path));
  } catch {
    // Nothing that can be read is saved.
    return [];
  }
}

/** @param {Saved[]} list @param {string} words the announcement */
function store(list, words) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    say(words);
  } catch {
    say(t("saving-refused"));
  }
}

/** The address of the page in view, as it is saved. */
const here = () => location.pathname.slice(BASE.length) + location.search;

/**
 * Returns a button that saves the page in view, or removes it from the list, and a function to call when another view
 * is shown.
 * @param {() => string} title
 * @param {() => void} [changed] called after a change of the list
 */
export function saver(title, changed = () => {}) {
  const button = document.createElement("button");
  button.type = "button";
  const update = () => {
    const isSaved = stored().some(({ path }) => path === here());
    button.setAttribute("aria-pressed", String(isSaved));
    button.textContent = isSaved ? t("comparison-is-saved") : t("save-comparison");
  };
  button.addEventListener("click", () => {
    const others = stored().filter(({ path }) => path !== here());
    if (others.length < stored().length) store(others, t("comparison-removed"));
    else store([{ title: title(), path: here() }, ...others], t("comparison-saved"));
    update();
    changed();
  });
  update();
  return { button, update };
}

/**
 * Draws the saved comparisons, each with a button that removes it.
 * @param {Element} list
 * @param {() => void} [changed] called after a change of the list
 */
export function drawSaved(list, changed = () => {}) {
  const items = stored().map(({ title, path }) => {
    const link = document.createElement("a");
    link.href = BASE + path;
    link.textContent = title;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute("aria-label", t("remove", { name: title }));
    remove.addEventListener("click", () => {
      store(stored().filter((other) => other.path !== path), t("comparison-removed"));
      drawSaved(list, changed);
      /** @type {HTMLElement | null} */ (list.querySelector("button, a") ?? list.closest("details")?.querySelector("summary") ?? null)?.focus();
      changed();
    });
    const item = document.createElement("li");
    item.append(link, remove);
    return item;
  });
  const none = document.createElement("li");
  none.textContent = t("nothing-saved");
  list.replaceChildren(...(items.length > 0 ? items : [none]));
}
