// Live reload. The server sends the current versions of the page and its assets. A difference is patched into the page where
// no script of the page depends on it; otherwise the page is reloaded and the reading position restored. This is the first
// script of the page, so it runs before others have changed the DOM.

import { outline } from "./outline.js";
import { overlay } from "./overlay.js";
import { keep, resume } from "./place.js";
import { DomPatch } from "./dom_patch.js";

/**
 * The state that the server sends: versions of the page, styles and scripts, the page to navigate to, and the diagnostics.
 * @typedef {{ build: number, page: string | null, style: string, script: string, follow: string | null } & import("./overlay.js").Diagnostics} State
 */

const SELF = 'script[src="/_preview/reload.js"]';
const own = /** @type {HTMLScriptElement} */ (document.querySelector(SELF));
let { shown, style } = own.dataset;
const { script } = own.dataset;
let build = Number(own.dataset.build);
const dom = new DomPatch();
resume();

/** @type {EventSource | null} */
let events = null;
let working = Promise.resolve();

// A browser opens at most six connections to a server. A hidden tab closes its own, and gets the whole current state when it
// is visible again.
const listen = () => {
  const visible = document.visibilityState === "visible";
  if (!visible || events?.readyState === EventSource.CLOSED) {
    events?.close();
    events = null;
  }
  if (!visible || events) return;
  events = new EventSource(`/_preview/reload?page=${encodeURIComponent(location.pathname)}`);
  events.onmessage = (event) => {
    working = working.then(() => show(JSON.parse(event.data))).catch(() => location.reload());
  };
  events.onerror = () => {
    if (events?.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
};
document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", listen);
addEventListener("pagehide", () => {
  events?.close();
  events = null;
});
listen();

/** @param {State} state */
async function show(state) {
  if (state.follow && state.build > build && state.follow !== location.pathname) {
    location.assign(state.follow);
    return;
  }
  build = state.build;
  overlay(state);
  if (state.script !== script) reload([]);
  else if (state.page !== shown) await refresh();
  if (state.style !== style) restyle();
  style = state.style;
}

/** Updates the page to its current version. */
async function refresh() {
  const response = fetch(location.pathname + location.search).then((page) => page.text());
  const text = await response.catch(() => null);
  // The server is not reachable; it sends the whole state again when it is back.
  if (text === null) return;
  const now = new DOMParser().parseFromString(text, "text/html").documentElement;
  const changed = await dom.patch(now);
  if (changed) outline(changed);
  else reload(dom.changes(now));
  shown = /** @type {HTMLElement | null} */ (now.querySelector(SELF))?.dataset.shown;
}

/**
 * Reloads the page.
 * @param {Element[]} changed the changed elements of the new page
 */
function reload(changed) {
  keep(changed);
  location.reload();
}

/** Reloads the style sheets; each is replaced when the new one has loaded. */
function restyle() {
  for (const old of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="stylesheet"]'))) {
    const url = new URL(old.href);
    if (url.origin !== location.origin) continue;
    url.searchParams.set("preview", String(build));
    const link = /** @type {HTMLLinkElement} */ (old.cloneNode());
    link.href = url.href;
    link.addEventListener("load", () => old.remove(), { once: true });
    old.after(link);
  }
}
