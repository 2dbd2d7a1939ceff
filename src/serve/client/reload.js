// The preview's side of a page. The server says what the page would be if it were loaded now. What differs from what it
// shows is exchanged in place where no script of the page could miss it; elsewhere the page is loaded again, and the reader
// put back. It is the first script of the page: it sees it as it came.

import { outline } from "./outline.js";
import { overlay } from "./overlay.js";
import { keep, resume } from "./place.js";
import { Twin } from "./twin.js";

/**
 * What the server says: how the page, the styles and the scripts would be now, the page to go to, and what is wrong.
 * @typedef {{ build: number, page: string | null, style: string, script: string, follow: string | null } & import("./overlay.js").Wrong} State
 */

const SELF = 'script[src="/_preview/reload.js"]';
const own = /** @type {HTMLScriptElement} */ (document.querySelector(SELF));
let { shown, style } = own.dataset;
const { script } = own.dataset;
let build = Number(own.dataset.build);
const twin = new Twin();
resume();

/** @type {EventSource | null} */
let events = null;
let working = Promise.resolve();

// A browser opens six connections to a server. A page that nobody sees leaves its own to others, and is told all it
// missed when it is seen again.
const listen = () => {
  const seen = document.visibilityState === "visible";
  if (!seen || events?.readyState === EventSource.CLOSED) {
    events?.close();
    events = null;
  }
  if (!seen || events) return;
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
  if (state.script !== script) again([]);
  else if (state.page !== shown) await refresh();
  if (state.style !== style) restyle();
  style = state.style;
}

/** Shows what the page would be now. */
async function refresh() {
  const asked = fetch(location.pathname + location.search).then((answer) => answer.text());
  const text = await asked.catch(() => null);
  // The server is gone, and says all of it again when it is back.
  if (text === null) return;
  const now = new DOMParser().parseFromString(text, "text/html").documentElement;
  const changed = await twin.become(now);
  if (changed) outline(changed);
  else again(twin.changes(now));
  shown = /** @type {HTMLElement | null} */ (now.querySelector(SELF))?.dataset.shown;
}

/**
 * Loads the page again.
 * @param {Element[]} changed what of it changed, in the page as it will come
 */
function again(changed) {
  keep(changed);
  location.reload();
}

/** Loads the style sheets again, each exchanged when the new one is there. */
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
