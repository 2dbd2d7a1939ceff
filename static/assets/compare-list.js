// The compare list. Only this part is loaded with every page; the rest is loaded once a role is in the list.

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

/** The site's base path; another site on the same host has its own list. */
export const BASE = new URL("..", import.meta.url).pathname;
export const KEY = `compare-list ${BASE}`;

/** @type {Promise<typeof import("./compare-list/list.js")> | undefined} */
let loading;
/** A single promise for all callers: continuations of separate imports of a module may run out of order. */
const load = () => (loading ??= import("./compare-list/list.js"));

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element && event.target.closest("button[data-add]");
  if (pressed instanceof HTMLButtonElement) load().then(({ press }) => press(pressed));
});

function update() {
  try {
    if (sessionStorage.getItem(KEY)) load().then(({ refresh }) => refresh());
  } catch {
    // Without storage, no list is shared between pages.
  }
}
update();
// A page restored from the back/forward cache may show an outdated list.
addEventListener("pageshow", ({ persisted }) => persisted && update());
