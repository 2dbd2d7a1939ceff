// Preserves the reading position across a reload: scroll positions, the focus, open details. Elements are found again by
// their path from the nearest ancestor with an id, and by their text if siblings were added before them.

import { outline } from "./outline.js";

/** @typedef {{ id: string, steps: { name: string, nth: number, words: string }[] }} Trail */
/**
 * @typedef {object} Place
 * @property {string} address
 * @property {{ trail: Trail, top: number } | null} reading the first element in the window, and its distance from the top
 * @property {{ trail: Trail, left: number, top: number }[]} scrolled
 * @property {{ trail: Trail, open: boolean }[]} details
 * @property {Trail | null} focus
 * @property {Trail[]} changed
 */

const KEY = "preview-place";
/** The number of characters by which an element is recognised. */
const LETTERS = 60;

/** @param {Element[]} changed elements to outline after the reload */
export function keep(changed) {
  const focus = document.activeElement;
  const all = [...document.body.querySelectorAll("*")];
  /** @type {Place} */
  const place = {
    address: location.href,
    reading: reading(),
    scrolled: all
      .filter((element) => element.scrollLeft !== 0 || element.scrollTop !== 0)
      .map((element) => ({ trail: trail(element), left: element.scrollLeft, top: element.scrollTop })),
    details: [...document.querySelectorAll("details")].map((element) => ({ trail: trail(element), open: element.open })),
    focus: focus && focus !== document.body ? trail(focus) : null,
    changed: changed.map(trail),
  };
  sessionStorage.setItem(KEY, JSON.stringify(place));
  history.scrollRestoration = "manual";
}

/** Restores the position that `keep` stored, after the scripts of the page have run. */
export function resume() {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (!kept) return;
  /** @type {Place} */
  const place = JSON.parse(kept);
  if (place.address !== location.href) return;
  const changed = place.changed.flatMap((trail) => follow(trail) ?? []);
  const restore = () => {
    for (const { trail, open } of place.details) {
      const found = follow(trail);
      if (found instanceof HTMLDetailsElement) found.open = open;
    }
    for (const { trail, left, top } of place.scrolled) follow(trail)?.scrollTo({ left, top, behavior: "instant" });
    if (place.focus) /** @type {HTMLElement | null} */ (follow(place.focus))?.focus({ preventScroll: true });
    const found = place.reading && follow(place.reading.trail);
    if (found && place.reading) {
      scrollBy({ top: found.getBoundingClientRect().top - place.reading.top, behavior: "instant" });
    }
    history.scrollRestoration = "auto";
    outline(changed);
  };
  // This event fires after all modules of the page have run.
  document.addEventListener("DOMContentLoaded", restore, { once: true });
}

/** The first element that begins in the window, if the page is scrolled. */
function reading() {
  if (scrollY === 0) return null;
  for (const element of document.querySelectorAll("main :is(p, li, h1, h2, h3, h4, tr, dt, dd, pre, figure, section)")) {
    const { top, height } = element.getBoundingClientRect();
    if (height > 0 && top >= 0) return { trail: trail(element), top };
  }
  return null;
}

/** @param {Element} element @returns {Trail} */
function trail(element) {
  const steps = [];
  let at = element;
  while (!at.id && at.parentElement) {
    const { localName: name, parentElement } = at;
    const alike = [...parentElement.children].filter((child) => child.localName === name);
    steps.unshift({ name, nth: alike.indexOf(at), words: words(at) });
    at = parentElement;
  }
  return { id: at.id, steps };
}

/** @param {Trail} trail @returns {Element | null} */
function follow({ id, steps }) {
  let at = id ? document.getElementById(id) : document.documentElement;
  for (const { name, nth, words: known } of steps) {
    const alike = /** @type {HTMLElement[]} */ ([...(at?.children ?? [])].filter((child) => child.localName === name));
    at = (alike[nth] && words(alike[nth]) === known ? alike[nth] : alike.find((child) => words(child) === known)) ?? alike[nth];
  }
  return at ?? null;
}

/** @param {Element} element */
function words(element) {
  return (element.textContent ?? "").slice(0, LETTERS);
}
