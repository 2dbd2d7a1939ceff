// The page as it came from the server, beside the page as scripts and the reader made it. Comes in: the page as it would
// come now. Goes out: the page on screen made to show it, or the word that it has to be loaded again. It never guesses: it
// is loaded again wherever a script of the page may have kept what it read.

import { around, blocks, both, compare, seen } from "./compare.js";

/**
 * What names things, and what is worked with. A script that keeps nothing else of the page, and of the rest only elements
 * that stay where they are while they are the same, says so: `export const keeps = "names"`.
 */
const NAMES = "h1, h2, h3, h4, h5, h6, th, dt, label, legend, summary, caption, button, input, select, textarea, form";

/** What decides how the rest of a page is read, or says which page it is. */
const FRAME = "script[src], link:is([rel=stylesheet], [rel=canonical]), meta:is([http-equiv], [property='og:site_name'])";

/** What the preview puts on the page itself. */
const OVERLAY = "preview-errors";

export class Twin {
  /** The page as it came. @type {Element} */
  #came;
  /** Each node of it → the same on screen. @type {Map<Node, Node>} */
  #screen = new Map();

  /** To be made before another script changes the page. */
  constructor() {
    this.#came = /** @type {Element} */ (document.documentElement.cloneNode(true));
    both(this.#came, document.documentElement, (came, shown) => this.#screen.set(came, shown));
  }

  /** What changed, as elements of the page as it would come now. @param {Element} now */
  changes(now) {
    return blocks(compare(this.#came, now).changes.flatMap(seen));
  }

  /**
   * Makes the page on screen the page as it would come now. Gives the elements on screen that changed; `null` when nothing
   * was done, because the page has to be loaded again.
   * @param {Element} now
   */
  async become(now) {
    if (frame(this.#came) !== frame(now) || !(await keepsNames(this.#came))) return null;
    const { changes, same } = compare(this.#came, now);
    if (!changes.every((change) => this.#isPossible(change))) return null;
    /** @type {Map<Node, Node>} */
    const screen = new Map(same.flatMap(([old, now]) => {
      const shown = this.#screen.get(old);
      return shown ? [[now, shown]] : [];
    }));
    for (const change of changes) this.#apply(change, screen);
    this.#came = now;
    this.#screen = screen;
    return blocks(changes.flatMap(seen).flatMap((node) => screen.get(node) ?? []));
  }

  /** Whether no script touched what a change touches, or may know its name. @param {Change} change */
  #isPossible(change) {
    const { kind, old } = change;
    const shown = this.#screen.get(old);
    if (!shown?.isConnected || around(old)?.closest(NAMES)) return false;
    if (kind === "text") return shown.nodeValue === old.nodeValue;
    if (kind === "attributes") {
      return change.names.every((name) => change.old.getAttribute(name) === /** @type {Element} */ (shown).getAttribute(name));
    }
    const came = [...old.childNodes].map((child) => this.#screen.get(child));
    const there = [...shown.childNodes].filter((child) => !(child instanceof Element && child.id === OVERLAY));
    const isName = (/** @type {Node} */ node) => node instanceof Element && (node.matches(NAMES) || node.querySelector(NAMES) !== null);
    return (
      came.length === there.length &&
      came.every((child, n) => child === there[n]) &&
      change.going.every((node) => node.isEqualNode(this.#screen.get(node) ?? null) && !isName(node)) &&
      !change.coming.some(isName)
    );
  }

  /**
   * @param {Change} change
   * @param {Map<Node, Node>} screen what is known of the page as it will be
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
        both(node, made, (came, shown) => screen.set(came, shown));
        shown.insertBefore(made, before);
      }
    }
  }
}

/** Whether all scripts of a page say that they keep of it only names. @param {Element} page */
async function keepsNames(page) {
  const scripts = own(page, "script[src]");
  // Another kind of script would be run again by being asked.
  if (scripts.some((script) => script.getAttribute("type") !== "module")) return false;
  const asked = scripts.map((script) => import(new URL(script.getAttribute("src") ?? "", location.href).href));
  const told = await Promise.allSettled(asked);
  return told.every((script) => script.status === "fulfilled" && script.value.keeps === "names");
}

/** What decides how a page is read. @param {Element} page */
function frame(page) {
  return [page.getAttribute("lang"), ...own(page, FRAME).map((element) => element.outerHTML)].join("\n");
}

/** What a selector finds of the page itself, what the preview adds aside. @param {Element} page @param {string} selector */
function own(page, selector) {
  return [...page.querySelectorAll(selector)].filter((element) => !element.getAttribute("src")?.startsWith("/_preview/"));
}

/** @typedef {import("./compare.js").Change} Change */
