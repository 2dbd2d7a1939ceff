// Keeps the focused element of a table visible. WebKit neither scrolls a region sideways to an element focused with
// the Tab key nor honours `scroll-padding`, so a sticky header or column would cover it.

/** @param {HTMLElement} region the element that contains the table and may scroll */
export function revealFocus(region) {
  /** @type {EventTarget | null} */
  let focused = null;
  region.addEventListener("focusout", () => (focused = null));
  // The element that receives the first keyup is the one focused with Tab. WebKitGTK reports Shift+Tab as a different
  // key.
  region.addEventListener("keyup", ({ target }) => {
    if (target === focused || !(target instanceof Element)) return;
    focused = target;
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
    const [inner, outer] = [target.getBoundingClientRect(), region.getBoundingClientRect()];
    if (getComputedStyle(region).direction === "rtl") region.scrollLeft -= Math.max(0, outer.left - inner.left + 8);
    else region.scrollLeft += Math.max(0, inner.right - outer.right + 8);
    const scroller = getComputedStyle(region).overflowY === "visible" ? document.documentElement : region;
    // Once for each direction, and once more for a second sticky column.
    for (let tries = 0; tries < 3; tries += 1) {
      const { left, right, top, width, height } = target.getBoundingClientRect();
      const over = document.elementFromPoint(left + width / 2, top + height / 2)?.closest("th, td");
      if (!over || over.contains(target) || !region.contains(over)) return;
      const cover = over.getBoundingClientRect();
      // Includes space for the outline.
      if (over.closest("thead") && !target.closest("thead")) scroller.scrollTop -= cover.bottom - top + 8;
      else if (getComputedStyle(region).direction === "rtl") scroller.scrollLeft += right - cover.left + 8;
      else scroller.scrollLeft -= cover.right - left + 8;
    }
  });
}
