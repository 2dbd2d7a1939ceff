// The preview's side of a page. The server sends what the page would show if it were loaded now; what differs from what
// it shows is exchanged, and everything else (scroll, focus, opened details, filters) stays as the reader left it.

/**
 * What the server says: how the page and the styles would be now, and what is wrong with the site.
 * @typedef {{ build: number, page: string | null, style: string, script: string, follow: string | null, errors: number, total: number,
 *   problems: { place: string, text: string, link: string | null }[] }} State
 */

const self = /** @type {HTMLScriptElement} */ (document.querySelector('script[src="/_preview/reload.js"]'));
let shown = self.dataset.shown;
let build = Number(self.dataset.build);
/** @type {string | null} */
let style = null;
/** @type {string | null} */
let script = null;
/** The page as it came from the server: what changed is what differs from this, not what scripts made of it. */
let before = document.documentElement.cloneNode(true);
/** @type {EventSource | null} */
let events = null;
let working = Promise.resolve();

// A browser opens six connections to a server. A page that nobody sees leaves its own to others, and is told all it
// missed when it is seen again.
const listen = () => {
  const seen = document.visibilityState === "visible";
  if (!seen || (events && events.readyState === EventSource.CLOSED)) {
    events?.close();
    events = null;
  }
  if (!seen || events) return;
  events = new EventSource("/_preview/reload?page=" + encodeURIComponent(location.pathname));
  events.onmessage = (event) => {
    working = working.then(() => show(JSON.parse(event.data))).catch(() => location.reload());
  };
  events.onerror = () => {
    if (events?.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  };
};
document.addEventListener("visibilitychange", listen);
addEventListener("pageshow", listen);
addEventListener("pagehide", () => {
  events?.close();
  events = null;
});
listen();

/** @param {State} state */
async function show(state) {
  if (state.follow && state.build > build && state.follow !== location.pathname) {
    location.assign(state.follow);
    return;
  }
  build = state.build;
  overlay(state);
  if (style !== null && style !== state.style) restyle();
  style = state.style;
  if (script !== null && script !== state.script) location.reload();
  script = state.script;
  if (state.page !== shown) await refresh();
}

/** Loads the style sheets again, each exchanged when the new one is there. */
function restyle() {
  for (const old of document.querySelectorAll('link[rel="stylesheet"]')) {
    const url = new URL(old.getAttribute("href") ?? "", location.href);
    if (url.origin !== location.origin) continue;
    url.searchParams.set("preview", String(build));
    const link = /** @type {HTMLLinkElement} */ (old.cloneNode());
    link.href = url.href;
    link.addEventListener("load", () => old.remove(), { once: true });
    old.after(link);
  }
}

async function refresh() {
  const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
  const text = await answer.text();
  const after = new DOMParser().parseFromString(text, "text/html");
  const script = after.querySelector('script[src="/_preview/reload.js"]');
  if (!(script instanceof HTMLElement) || answer.redirected) throw new Error("another kind of page");
  const seen = new Set();
  merge(before, after.documentElement, document.documentElement, seen);
  shown = script.dataset.shown;
  before = after.documentElement.cloneNode(true);
  for (const element of seen) flash(element);
}

/**
 * Carries over to `live` what differs between `old` and `now`. Elements that are the same are not touched.
 * @param {Node} old @param {Node} now @param {Node} live @param {Set<Element>} seen
 */
function merge(old, now, live, seen) {
  if (old.isEqualNode(now)) return;
  if (live instanceof Element && live.id === "preview-errors") return;
  if (old.nodeType !== now.nodeType || old.nodeName !== now.nodeName || old.nodeName !== live.nodeName) {
    put(live, now, seen);
    return;
  }
  if (!(old instanceof Element) || !(now instanceof Element) || !(live instanceof Element)) {
    live.nodeValue = now.nodeValue;
    mark(live.parentElement, seen);
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!now.hasAttribute(name)) live.removeAttribute(name);
  }
  for (const { name, value } of [...now.attributes]) {
    if (old.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  const [a, b] = [[...old.childNodes], [...now.childNodes]];
  const c = [...live.childNodes].filter((node) => !(node instanceof Element && node.id === "preview-errors"));
  if (a.length !== c.length) {
    // A script of the page added or removed something here: this part is taken as it comes.
    live.replaceChildren(...b.map((node) => document.importNode(node, true)));
    mark(live, seen);
    return;
  }
  // What is the same at the beginning and at the end stays; what lies between is merged one by one.
  let head = 0;
  while (head < a.length && head < b.length && a[head].isEqualNode(b[head])) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail)?.isEqualNode(b.at(-1 - tail) ?? null)) tail++;
  const [ends, comes] = [a.length - tail, b.length - tail];
  let at = head;
  for (; at < ends && at < comes; at++) merge(a[at], b[at], c[at], seen);
  for (let n = at; n < ends; n++) live.removeChild(c[n]);
  for (let n = at; n < comes; n++) {
    const added = document.importNode(b[n], true);
    live.insertBefore(added, c[ends] ?? null);
    mark(added instanceof Element ? added : live, seen);
  }
  if (at < ends) mark(live, seen);
}

/** @param {Node} live @param {Node} now @param {Set<Element>} seen */
function put(live, now, seen) {
  const added = document.importNode(now, true);
  live.parentNode?.replaceChild(added, live);
  mark(added instanceof Element ? added : added.parentElement, seen);
}

/** What is outlined: the cell or block that a change lies in. @param {Element | null} element @param {Set<Element>} seen */
function mark(element, seen) {
  const block = element?.closest("td, th, li, p, dd, dt, h1, h2, h3, h4, figure, pre, blockquote, section, table");
  if (block && block.closest("body")) seen.add(block);
}

/** @param {Element} element */
function flash(element) {
  const colour = "color-mix(in srgb, orange 80%, transparent)";
  element.animate(
    [{ outline: "2px solid " + colour, outlineOffset: "2px" }, { outline: "2px solid transparent", outlineOffset: "2px" }],
    { duration: 1600, easing: "ease-in" },
  );
}

/** Shows what is wrong, over the last good page; nothing when nothing is. @param {State} state */
function overlay(state) {
  document.getElementById("preview-errors")?.remove();
  if (state.errors === 0 || document.body.hasAttribute("data-errors")) return;
  const host = document.createElement("aside");
  host.id = "preview-errors";
  host.setAttribute("role", "alert");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      background: #1c1c1e; color: #f2f2f2; border-top: 3px solid #e5484d; padding: 0.75rem 1rem;
      font: 14px/1.45 ui-monospace, monospace; }
    h2 { font: inherit; font-weight: bold; margin: 0 0 0.5rem; color: #ff9592; }
    pre { margin: 0 0 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
    a { color: #70b8ff; }`);
  root.adoptedStyleSheets = [sheet];
  /** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {string} text */
  const add = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    root.append(element);
    return element;
  };
  const errors = state.errors === 1 ? "1 error" : `${state.errors} errors`;
  add("h2", `${errors}: this page is as it last was without`);
  for (const problem of state.problems) {
    if (problem.link) add("a", problem.place).href = problem.link;
    add("pre", problem.text.trim());
  }
  const more = state.total - state.problems.length;
  if (more > 0) add("p", `… and ${more} more`);
  document.body.append(host);
}
