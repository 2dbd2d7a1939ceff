// Marks the section that is being read in the list of contents.

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

const mark = () => {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".contents a")]);
  let current = links[0];
  for (const link of links) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    // A column that stays in sight is never passed.
    const stays = heading?.parentElement && getComputedStyle(heading.parentElement).position === "sticky";
    if (heading && !stays && heading.getBoundingClientRect().top < innerHeight / 3) current = link;
  }
  for (const link of links) {
    if (link === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
};

let waiting = false;
const soon = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark();
  });
};

addEventListener("scroll", soon, { passive: true });
addEventListener("resize", soon);
mark();
