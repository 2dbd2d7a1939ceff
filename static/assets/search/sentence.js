// Excerpts of texts with the query's words. The index has the words and their sections but not the texts, which would
// be twice its size; so the excerpt is taken from the page itself, fetched once.

import { excerpt, marked } from "./show.js";
import { pieces } from "./words.js";

/** @type {Map<string, Promise<Document | null>>} */
const pages = new Map();

/**
 * @param {string} address
 * @returns {Promise<Document | null>}
 */
function page(address) {
  let known = pages.get(address);
  if (!known) {
    known = fetch(address)
      .then(async (response) => (response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null))
      .catch(() => null);
    pages.set(address, known);
  }
  return known;
}

/**
 * Returns the sentence of a section that contains the most words, or null if the page cannot be fetched or contains
 * none.
 * @param {string} address of the section
 * @param {import("./find.js").Found} found
 * @returns {Promise<HTMLElement | null>}
 */
export async function sentence(address, found) {
  const [url, anchor] = address.split("#");
  const document = await page(url);
  if (!document) return null;
  let [best, most] = ["", 0];
  for (const text of blocks(document, anchor)) {
    for (const sentence of text.split(/(?<=[.!?][”)’]?)\s+(?=[\p{Lu}“(])/u)) {
      const asked = new Set(found.asked.filter((word) => pieces(sentence, [word], found.typos).some((piece) => piece.found)));
      if (asked.size > most) [best, most] = [sentence, asked.size];
    }
  }
  return most > 0 ? marked("q", excerpt(best, found), found) : null;
}

/**
 * Returns the text of each block of a section: from its heading to the next, or before the first.
 * @param {Document} document
 * @param {string | undefined} anchor
 */
function blocks(document, anchor) {
  const heading = anchor ? document.getElementById(decodeURIComponent(anchor)) : null;
  const first = heading ? heading.nextElementSibling : document.querySelector(".guide > *, .words > *, article > .head + *");
  const texts = [];
  for (let block = first; block && !/^(H[1-6]|SECTION)$/.test(block.tagName); block = block.nextElementSibling) {
    for (const reference of block.querySelectorAll("sup")) reference.remove();
    const parts = block.querySelectorAll("li, td, th, dd, dt, p");
    for (const part of parts.length > 0 ? parts : [block]) texts.push((part.textContent ?? "").replace(/\s+/g, " ").trim());
  }
  return texts;
}
