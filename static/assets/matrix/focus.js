// Keeps the keyboard focus while the table changes, since moving an element removes its focus.

/** The parts of the page within which one element can replace another. */
const PARTS = ".names, .limits, tr";

/**
 * Makes a change, and then focuses the same element again or, if it is gone, the one in its position.
 * @param {() => void} change
 * @param {HTMLElement} fallback is focused if no element replaced it
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
