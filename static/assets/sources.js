// Filters and sorts the list of sources. Without scripts it is in order of publishers, by letter.

import { messages } from "./messages.js";

const t = messages({});

const form = document.querySelector("form.narrow");
const sections = [...document.querySelectorAll("section.publishers")].map((element) => /** @type {HTMLElement} */ (element));

if (form instanceof HTMLFormElement) {
  const all = sections.flatMap((section) =>
    [...section.querySelectorAll("li[data-used]")].map((element) => ({
      element: /** @type {HTMLElement} */ (element),
      home: /** @type {HTMLElement} */ (element.parentElement),
      words: folded(element.textContent ?? ""),
      newest: /** @type {HTMLElement} */ (element).dataset.newest ?? "",
      used: Number(/** @type {HTMLElement} */ (element).dataset.used),
    })),
  );
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const letters = /** @type {HTMLElement} */ (document.querySelector("nav.letters"));
  const first = sections[0]?.querySelector("ul");

  const show = () => {
    const data = new FormData(/** @type {HTMLFormElement} */ (form));
    const wanted = folded(String(data.get("words") ?? "")).split(/\s+/).filter(Boolean);
    const order = String(data.get("order"));
    let count = 0;
    for (const source of all) {
      source.element.hidden = !wanted.every((word) => source.words.includes(word));
      count += source.element.hidden ? 0 : 1;
    }
    // Sorting is stable: sources with equal keys stay in order of publishers.
    const sorted = order === "newest" ? [...all].sort((a, b) => (a.newest < b.newest ? 1 : a.newest > b.newest ? -1 : 0)) : order === "used" ? [...all].sort((a, b) => b.used - a.used) : all;
    for (const source of sorted) (order === "publisher" ? source.home : first)?.append(source.element);
    for (const section of sections) {
      section.hidden = !section.querySelector("li:not([hidden])");
      const heading = section.querySelector("h2");
      if (heading) heading.hidden = order !== "publisher";
    }
    letters.hidden = order !== "publisher" || wanted.length > 0;
    status.textContent = wanted.length > 0 ? t("sources-shown", { count, all: all.length }) : "";
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser may restore the form's state without firing an event.
  show();
}

/**
 * Returns the text without case and accents, as in search.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
