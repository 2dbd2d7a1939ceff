// Keeps the focused element of a table in sight. WebKit neither scrolls a region sideways to what the Tab key leads to, nor minds
// its `scroll-padding`, so that a head or a first column that stays hides the focus.

/** @param {HTMLElement} region the element around the table, which may scroll */
export function revealFocus(region) {
  /** @type {EventTarget | null} */
  let focused = null;
  region.addEventListener("focusout", () => (focused = null));
  // Where the first key is released is where the Tab key led. WebKitGTK has another name for that key with Shift.
  region.addEventListener("keyup", ({ target }) => {
    if (target === focused || !(target instanceof Element)) return;
    focused = target;
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
    region.scrollLeft += Math.max(0, target.getBoundingClientRect().right - region.getBoundingClientRect().right + 8);
    const scroller = getComputedStyle(region).overflowY === "visible" ? document.documentElement : region;
    // Once for each direction, and once more for a second column that stays.
    for (let tries = 0; tries < 3; tries += 1) {
      const { left, top, width, height } = target.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, top + height / 2)?.closest("th, td");
      if (!over || over.contains(target) || !region.contains(over)) return;
      const { right, bottom } = over.getBoundingClientRect();
      // Room for the outline, too.
      if (over.closest("thead") && !target.closest("thead")) scroller.scrollTop -= bottom - top + 8;
      else scroller.scrollLeft -= right - left + 8;
    }
  });
}
