// Keeps the keyboard focus where a reader has it while the table changes: moving an element takes the focus away from it.

/** The parts of the page in which one element can take the place of another. */
const PARTS = ".names, .limits, tr";

/**
 * Makes a change. If the focused element was moved, it is focused again; if it is gone, the element that took its place.
 * @param {() => void} change
 * @param {HTMLElement} fallback is focused where nothing took its place
 */
export function keepFocus(change, fallback) {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return change();
  const part = focused.closest(PARTS);
  const alike = () => /** @type {HTMLElement[]} */ ([...(part?.querySelectorAll(focused.className ? `.${focused.classList[0]}` : focused.localName) ?? [])]);
  const at = alike().indexOf(focused);
  change();
  if (shown(focused)) {
    if (document.activeElement !== focused) focused.focus();
    return;
  }
  const left = alike().filter(shown);
  const head = /** @type {HTMLElement | null | undefined} */ (part?.querySelector("th > a"));
  (left[Math.min(at, left.length - 1)] ?? (head && shown(head) ? head : fallback)).focus();
}

/** @param {HTMLElement} element */
function shown(element) {
  return element.isConnected && element.checkVisibility();
}
