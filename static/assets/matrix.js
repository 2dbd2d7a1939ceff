// The interactive matrix: select, fold, sort, filter, weight. Every change takes the same path: a new state, its URL,
// the resulting view, and the update of the page. So a shared URL shows what its sender saw.
//
//     control ─▶ state ─▶ address        (and back: an address opened, Back)
//                  └────▶ view ─▶ table, controls, words

import { citation, copy, csv, htmlLink, htmlTable, markdown, SAID } from "./copy.js";
import * as address from "./matrix/address.js";
import { choose } from "./matrix/choose.js";
import * as controls from "./matrix/controls.js";
import * as facts from "./matrix/facts.js";
import { keepFocus } from "./matrix/focus.js";
import * as narrow from "./matrix/narrow.js";
import { limits, sentence, title } from "./matrix/summary.js";
import * as table from "./matrix/table.js";
import { PUBLISHED, shown as exported } from "./matrix/export.js";
import { revealFocus } from "./reveal.js";
import { messages } from "./messages.js";

const t = messages({});

/** @typedef {import("./matrix/address.js").State} State */

const found = {
  table: /** @type {HTMLTableElement} */ (document.querySelector(".matrix table")),
  form: /** @type {HTMLFormElement} */ (document.querySelector(".controls")),
  heading: /** @type {HTMLElement} */ (document.querySelector("main h1")),
  asked: /** @type {HTMLElement} */ (document.querySelector(".asked")),
  shown: /** @type {HTMLElement} */ (document.querySelector(".shown")),
  limits: /** @type {HTMLElement} */ (document.querySelector(".limits")),
  pair: /** @type {HTMLElement} */ (document.querySelector(".as-pair")),
  here: /** @type {HTMLElement} */ (document.querySelector(".here")),
  picks: /** @type {HTMLElement} */ (document.querySelector(".picks")),
};
const known = facts.read(found.table, found.form);
const site = document.title.replace(/^.* · /, "");
const screen = matchMedia(narrow.NARROW);
const first = found.picks.dataset.first?.split(",") ?? [];
let state = opened();
/** True if the last change was one of a series, which is a single step in the history. */
let typing = false;

const showTable = table.prepare(found.table, known, {
  sort: (row) => act({ sort: state.sort === row ? `-${row}` : state.sort === `-${row}` ? "" : row }),
  fold: (group) => act({ fold: state.fold.includes(group) ? state.fold.filter((id) => id !== group) : [...state.fold, group] }),
  base: (role) => act({ base: state.base === role ? "" : role }),
  remove: (role) => {
    const rest = (state.roles ?? known.roles.map(({ id }) => id)).filter((id) => id !== role);
    act({ roles: rest, base: state.base === role ? "" : state.base, at: [] });
  },
  link: (row) => copy(`${PUBLISHED}${location.search}#${row.id}`, t("view-link-to-copied", { name: row.label })),
});
const showControls = controls.prepare(found.form, known, () => state, act);
found.form.addEventListener("click", (event) => {
  const { take } = /** @type {HTMLElement} */ (event.target).dataset;
  if (take) copyView(take);
});
const copies = found.form.querySelector(".copies");
let showSaved = () => {};
copies?.parentElement?.addEventListener("toggle", async () => {
  const list = /** @type {Element} */ (copies.querySelector("ul"));
  const { drawSaved, saver } = await import("./saved.js");
  const { button, update } = saver(() => found.heading.textContent ?? "", () => drawSaved(list, update));
  copies.querySelector("[aria-pressed]")?.remove();
  list.before(button);
  showSaved = update;
  drawSaved(list, update);
});
const showPicks = narrow.prepare(found.picks, known, (at) => act({ at }));

// Elements scrolled into view must not be covered by the header, which is as high as its longest name.
const head = /** @type {HTMLElement} */ (found.table.tHead);
new ResizeObserver(() => document.documentElement.style.setProperty("--head", `${head.offsetHeight}px`)).observe(head);

// The browser may scroll to the fragment's row before this script has laid out the table. A restored scroll position
// is kept.
addEventListener("load", () => {
  const [visit] = performance.getEntriesByType("navigation");
  if (/** @type {PerformanceNavigationTiming | undefined} */ (visit)?.type !== "navigate") return;
  const go = () => known.rows.find((row) => row.id === address.fragment(location.hash))?.element.scrollIntoView();
  go();
  // Rows that were not rendered have their true heights now.
  requestAnimationFrame(() => requestAnimationFrame(go));
});

revealFocus(/** @type {HTMLElement} */ (found.table.parentElement));

addEventListener("popstate", () => {
  state = opened();
  typing = false;
  show();
});
addEventListener("hashchange", show);
screen.addEventListener("change", show);
show();

/** Reads the state from the URL, and reports unknown parts. */
function opened() {
  const { state, unknown } = address.read(location.search, known);
  found.asked.textContent = unknown.length > 0 ? t("view-not-found", { names: unknown.join(t("list-separator")) }) : "";
  return state;
}

/**
 * @param {Partial<State>} change
 * @param {boolean} [typed] whether it is one of a series, while the reader types or drags
 */
function act(change, typed = false) {
  state = { ...state, ...change };
  const to = `${location.pathname}${address.write(state, known)}${location.hash}`;
  if (typing || to === location.pathname + location.search + location.hash) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  typing = typed;
  found.asked.textContent = "";
  show();
}

/** Updates the page to the state. */
function show() {
  keepFocus(draw, /** @type {HTMLElement} */ (found.form.querySelector("[type=reset]")));
}

function draw() {
  const view = choose(known, state, address.fragment(location.hash));
  const shown = screen.matches ? narrow.two(view, state.at, first) : view.roles;
  showTable({ ...view, roles: shown });
  showPicks(view, shown);
  const narrowed = limits(known, state);
  showControls(state, view, narrowed.length);
  showSaved();
  say(found.shown, sentence(known, view));
  const words = title(known, view);
  say(found.heading, words);
  document.title = `${words} · ${site}`;
  found.limits.replaceChildren(...narrowed.map(({ words, without }) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-label", t("remove-filter", { filter: words }));
    button.addEventListener("click", () => act(without));
    item.append(button);
    return item;
  }));
  found.here.textContent = PUBLISHED + location.search;
  found.pair.replaceChildren();
  if (view.roles.length === 2) {
    const [left, right] = view.roles;
    const link = document.createElement("a");
    const names = [`${left.id}-vs-${right.id}`, `${right.id}-vs-${left.id}`];
    // Without a list, every pair has a page, and the address with the roles in the other order redirects.
    const pages = found.pair.dataset.pages?.split(" ") ?? names;
    const name = names.find((known) => pages.includes(known));
    if (name) {
      link.href = `${name}/`;
      link.textContent = t("view-pair", { left: left.name, right: right.name });
      found.pair.append(link);
    }
  }
  const levels = state.levels.filter((level) => view.roles.some((role) => level.startsWith(`${role.id}@`)));
  if (levels.length > 1) {
    const link = document.createElement("a");
    link.href = `levels/?roles=${levels.slice(0, 2).join(",")}`;
    link.textContent = t("levels-compare-these");
    found.pair.append(...(found.pair.childNodes.length > 0 ? [" · "] : []), link);
  }
}

/**
 * Copies what is on screen.
 * @param {string} as
 */
function copyView(as) {
  const view = exported(visible(), found.heading.textContent ?? "", location.search);
  const about = { site, read: new Date() };
  if (as === "table") copy(markdown(view), SAID.table, htmlTable(view));
  else if (as === "markdown") copy(markdown(view), SAID.markdown);
  else if (as === "csv") copy(csv(view), SAID.csv);
  else if (as === "citation") copy(citation(view, about), SAID.citation);
  else copy(view.address, t("view-link-copied"), htmlLink(view.title, view.address));
}

/** Returns the view as this screen shows it. */
function visible() {
  const view = choose(known, state, address.fragment(location.hash));
  return screen.matches ? { ...view, roles: narrow.two(view, state.at, first) } : view;
}

/**
 * Sets a live region only if its text changes.
 * @param {HTMLElement} element
 * @param {string} text
 */
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
