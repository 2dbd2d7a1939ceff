// The tray of roles to compare. This much is loaded with every page: what draws it comes with the first role in it.

/** What it keeps of the page: the preview exchanges everything else around it. */
export const keeps = "names";

/** The folder of the site on its host; another site of that host has its own tray. */
export const BASE = new URL("..", import.meta.url).pathname;
export const KEY = `rolebook.tray ${BASE}`;

/** @type {Promise<typeof import("./tray/box.js")> | undefined} */
let coming;
/** One promise for all: what waits for two imports of a module may go on in another order than it was asked in. */
const box = () => (coming ??= import("./tray/box.js"));

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element && event.target.closest("button[data-add]");
  if (pressed instanceof HTMLButtonElement) box().then(({ press }) => press(pressed));
});

function look() {
  try {
    if (sessionStorage.getItem(KEY)) box().then(({ refresh }) => refresh());
  } catch {
    // Without storage there is nothing from another page.
  }
}
look();
// A page that comes back from the browser's memory may be older than what was put aside since.
addEventListener("pageshow", ({ persisted }) => persisted && look());
