// Faults in how a page is laid out. These functions run in the page.

/** Opens details, so that their contents are checked too: the first three of each kind. */
export function openDetails() {
  /** @type {Map<string, number>} */
  const opened = new Map();
  for (const details of document.querySelectorAll("details")) {
    const kind = `${details.className} ${details.closest("section, fieldset")?.className}`;
    opened.set(kind, (opened.get(kind) ?? 0) + 1);
    details.open = /** @type {number} */ (opened.get(kind)) <= 3;
  }
}

/**
 * Finds whatever makes the page wider than its window, and elements that are shown although they are hidden.
 * @returns {string[]}
 */
export function sizeFaults() {
  const faults = [];
  const page = document.documentElement;
  const short = (/** @type {Element} */ element) => element.outerHTML.slice(0, 110).replace(/\s+/g, " ");
  const available = page.clientWidth;
  // A fraction of a pixel is rounded up.
  if (page.scrollWidth > available + 1) {
    const isClipped = (/** @type {Element} */ element) => {
      for (let at = element.parentElement; at && at !== page; at = at.parentElement) if (at !== document.body && getComputedStyle(at).overflowX !== "visible") return true;
      return false;
    };
    const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > available + 1 && !isClipped(element));
    const innermost = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
    faults.push(`the page is ${page.scrollWidth} px wide, the window ${available}: ${innermost.slice(0, 4).map(short).join(" | ")}`);
  }
  for (const element of document.querySelectorAll("[hidden]")) {
    if (getComputedStyle(element).display !== "none") faults.push(`hidden, and shown: ${short(element)}`);
  }
  return faults;
}

/**
 * Finds links that look like text, and images without a size.
 * @returns {string[]}
 */
export function styleFaults() {
  const faults = [];
  const short = (/** @type {Element} */ element) => element.outerHTML.slice(0, 110).replace(/\s+/g, " ");
  for (const link of document.querySelectorAll("main :is(p, li, dd, td, blockquote, small, figcaption, caption) a[href]")) {
    const style = getComputedStyle(link);
    const block = link.closest("p, li, dd, td, blockquote, figcaption, caption");
    // Where a link is all of its block, no text is beside it. The number of a reference is in brackets and raised.
    if (!style.display.startsWith("inline") || link.closest("sup, svg") || !block || block.textContent?.trim() === link.textContent?.trim()) continue;
    // The sources of a cell of the matrix are a line of links, each underlined when it is pointed at.
    if (link.matches(".anchor, .badge, .matrix small a")) continue;
    const { textDecorationLine: line, textDecorationColor: colour } = style;
    if (!line.includes("underline") || /transparent|, 0\)$|\/ 0\)$/.test(colour)) faults.push(`a link that looks like text (${line} ${colour}): ${short(link)}`);
  }
  for (const image of document.querySelectorAll("main img")) {
    if (!image.getAttribute("width") || !image.getAttribute("height")) faults.push(`an image without a size: ${short(image)}`);
  }
  return faults;
}
