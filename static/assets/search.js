// The search field in the header: search itself is loaded when the field gets the focus.

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

/** Set if the `/` key is turned off. */
export const KEY = "search.slash";

/** Returns true if `/` focuses the search field (WCAG 2.1.4). */
export function hasSlash() {
  try {
    return !localStorage.getItem(KEY);
  } catch {
    return true;
  }
}

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.find"));
form?.toggleAttribute("data-no-slash", !hasSlash());
const field = form?.querySelector("input");

/** Loads search; after a failure, such as being offline, the next focus tries again. */
async function start() {
  if (!form || !field) return;
  try {
    const { listen } = await import("./search/box.js");
    listen(form, field);
  } catch {
    field.addEventListener("focus", start, { once: true });
  }
}

if (document.activeElement === field) start();
else field?.addEventListener("focus", start, { once: true });

// `/` focuses the field, unless the reader is typing elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !hasSlash()) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.isContentEditable || target.matches("input, textarea, select")) return;
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("main form.look input, form.find input"));
  const shown = [...fields].find((input) => input.checkVisibility());
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.find"));
  event.preventDefault();
  if (shown) shown.select();
  else link?.click();
  shown?.focus();
});
