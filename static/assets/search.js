// The field in the header of every page. This much is loaded with the page; what answers is loaded when somebody is about
// to ask. Without scripts the field's form leads to the page of search.

/** What it keeps of the page: the preview exchanges everything else around it. */
export const keeps = "names";

/** Kept where the `/` key is turned off. */
export const KEY = "rolebook.slash";

/** Whether `/` leads to search (WCAG 2.1.4). */
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

/** Loads what answers; after a failure, as without a connection, the next focus tries again. */
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

// `/` leads to the field, as on most sites, but never takes the key from somebody who writes.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !hasSlash()) return;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.isContentEditable || target.matches("input, textarea, select")) return;
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("main form[role=search] input, form.find input"));
  const shown = [...fields].find((input) => input.checkVisibility());
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a.find"));
  event.preventDefault();
  if (shown) shown.select();
  else link?.click();
  shown?.focus();
});
