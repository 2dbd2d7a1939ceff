// Patches the page on screen to a new version from the server, without losing what scripts and the reader did to it. In: the
// new version. Out: the patched page, or the result that it has to be reloaded. It never guesses: the page is reloaded
// wherever a script may have kept something that it read.

import { elementOf, blocks, visitPairs, compare, nodesOf } from "./compare.js";

/**
 * Headings, labels and controls. A script that keeps the text of nothing else, and other elements only as long as they are
 * unchanged, declares `export const keeps = "names"`.
 */
const NAMES = "h1, h2, h3, h4, h5, h6, th, dt, label, legend, summary, caption, button, input, select, textarea, form";

/** Elements that identify the page or determine how the rest is read. */
const FRAME = "script[src], link:is([rel=stylesheet], [rel=canonical]), meta:is([http-equiv], [property='og:site_name'])";

/** The id of the error overlay. */
const OVERLAY = "preview-errors";

export class DomPatch {
  /** The page as the server sent it. @type {Element} */
  #received;
  /** Maps its nodes to those on screen. @type {Map<Node, Node>} */
  #screen = new Map();

  /** Must be created before another script changes the page. */
  constructor() {
    this.#received = /** @type {Element} */ (document.documentElement.cloneNode(true));
    // The script in the head has chosen the colour scheme already; the server does not know it.
    this.#received.removeAttribute("data-scheme");
    visitPairs(this.#received, document.documentElement, (received, shown) => this.#screen.set(received, shown));
  }

  /** The changed elements of the new version. @param {Element} now */
  changes(now) {
    return blocks(compare(this.#received, now).changes.flatMap(nodesOf));
  }

  /**
   * Patches the page on screen to the new version. Returns the changed elements; `null` when nothing was done, because the
   * page has to be reloaded.
   * @param {Element} now
   */
  async patch(now) {
    if (frame(this.#received) !== frame(now) || !(await keepsNames(this.#received))) return null;
    const { changes, same } = compare(this.#received, now);
    if (!changes.every((change) => this.#isPossible(change))) return null;
    /** @type {Map<Node, Node>} */
    const screen = new Map(same.flatMap(([old, now]) => {
      const shown = this.#screen.get(old);
      return shown ? [[now, shown]] : [];
    }));
    for (const change of changes) this.#apply(change, screen);
    this.#received = now;
    this.#screen = screen;
    return blocks(changes.flatMap(nodesOf).flatMap((node) => screen.get(node) ?? []));
  }

  /** Returns `true` if no script changed the same nodes, or may have kept their text. @param {Change} change */
  #isPossible(change) {
    const { kind, old } = change;
    const shown = this.#screen.get(old);
    if (!shown?.isConnected || elementOf(old)?.closest(NAMES)) return false;
    if (kind === "text") return shown.nodeValue === old.nodeValue;
    if (kind === "attributes") {
      return change.names.every((name) => change.old.getAttribute(name) === /** @type {Element} */ (shown).getAttribute(name));
    }
    const expected = [...old.childNodes].map((child) => this.#screen.get(child));
    const there = [...shown.childNodes].filter((child) => !(child instanceof Element && child.id === OVERLAY));
    const isName = (/** @type {Node} */ node) => node instanceof Element && (node.matches(NAMES) || node.querySelector(NAMES) !== null);
    return (
      expected.length === there.length &&
      expected.every((child, n) => child === there[n]) &&
      change.going.every((node) => node.isEqualNode(this.#screen.get(node) ?? null) && !isName(node)) &&
      !change.coming.some(isName)
    );
  }

  /**
   * @param {Change} change
   * @param {Map<Node, Node>} screen maps nodes of the new version to those on screen
   */
  #apply(change, screen) {
    const shown = /** @type {Element} */ (this.#screen.get(change.old));
    if (change.kind === "text") shown.nodeValue = change.now.nodeValue;
    else if (change.kind === "attributes") {
      for (const name of change.names) {
        const value = change.now.getAttribute(name);
        if (value === null) shown.removeAttribute(name);
        else shown.setAttribute(name, value);
      }
    } else {
      const before = (change.before && this.#screen.get(change.before)) ?? null;
      for (const node of change.going) shown.removeChild(/** @type {Node} */ (this.#screen.get(node)));
      for (const node of change.coming) {
        const made = document.importNode(node, true);
        visitPairs(node, made, (received, shown) => screen.set(received, shown));
        shown.insertBefore(made, before);
      }
    }
  }
}

/** Returns `true` if all scripts of a page declare that they keep only names. @param {Element} page */
async function keepsNames(page) {
  const scripts = own(page, "script[src]");
  // Importing a classic script would run it again.
  if (scripts.some((script) => script.getAttribute("type") !== "module")) return false;
  const imports = scripts.map((script) => import(new URL(script.getAttribute("src") ?? "", location.href).href));
  const results = await Promise.allSettled(imports);
  return results.every((script) => script.status === "fulfilled" && script.value.keeps === "names");
}

/** The parts of a page that a patch cannot change. @param {Element} page */
function frame(page) {
  return [page.getAttribute("lang"), ...own(page, FRAME).map((element) => element.outerHTML)].join("\n");
}

/** The elements of the page for a selector, without the preview's own. @param {Element} page @param {string} selector */
function own(page, selector) {
  return [...page.querySelectorAll(selector)].filter((element) => !element.getAttribute("src")?.startsWith("/_preview/"));
}

/** @typedef {import("./compare.js").Change} Change */
