// What can be wrong with how a page is laid out. Runs in the page.

/** Opens details, so that what is in them is looked at too: of many alike, three. */
export function openDetails() {
  /** @type {Map<string, number>} */
  const opened = new Map();
  for (const details of document.querySelectorAll("details")) {
    const kind = `${details.className} ${details.closest("section, fieldset")?.className}`;
    opened.set(kind, (opened.get(kind) ?? 0) + 1);
    details.open = /** @type {number} */ (opened.get(kind)) <= 3;
  }
}

/** What runs out of the page, is shown although it is hidden, or is a link that looks like text. @returns {string[]} */
export function layoutFaults() {
  const faults = [];
  const page = document.documentElement;
  const short = (/** @type {Element} */ element) => `${element.outerHTML.slice(0, 110).replace(/\s+/g, " ")}`;
  const wide = page.clientWidth;
  // A fraction of a pixel is rounded up.
  if (page.scrollWidth > wide + 1) {
    const clips = (/** @type {Element} */ element) => {
      for (let at = element.parentElement; at && at !== page; at = at.parentElement) if (at !== document.body && getComputedStyle(at).overflowX !== "visible") return true;
      return false;
    };
    const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > wide + 1 && !clips(element));
    // The innermost of those that run out.
    const inner = out.filter((element) => !out.some((other) => other !== element && element.contains(other)));
    faults.push(`the page is ${page.scrollWidth} px wide, ${wide} are there: ${inner.slice(0, 4).map(short).join(" | ")}`);
  }
  for (const element of document.querySelectorAll("[hidden]")) {
    if (getComputedStyle(element).display !== "none") faults.push(`hidden, and shown: ${short(element)}`);
  }
  for (const link of document.querySelectorAll("main :is(p, li, dd, td, blockquote, small, figcaption, caption) a[href]")) {
    const style = getComputedStyle(link);
    const block = link.closest("p, li, dd, td, blockquote, figcaption, caption");
    // A link that is all of its block is no link in text; a number in brackets above the line is seen as what it is.
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
