// The search page: shows all results for `?q=`, and keeps the query in the URL. The 404 page uses it too, and
// searches for the words of its address.

import { KEY, hasSlash } from "../search.js";
import { answer, isReady } from "./find.js";
import { load } from "./index.js";
import { counted, line } from "./show.js";
import { sentence } from "./sentence.js";
import { adder } from "../compare-list/list.js";
import { words } from "./words.js";
import { messages } from "../messages.js";

const t = messages({});

/** Number of results shown at a time. */
const AT_ONCE = 20;
/** Delay without typing before more of the index is fetched, in milliseconds. */
const PAUSE = 120;
/** Delay without typing before pages are fetched for excerpts, in milliseconds. */
const QUOTE_PAUSE = 300;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.look"));
const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const place = /** @type {HTMLElement} */ (form.nextElementSibling);
const root = new URL("..", form.action);
const ofAddress = form.dataset.from === "address";

const status = document.createElement("p");
status.setAttribute("role", "status");
const list = document.createElement("ol");
const more = document.createElement("button");
more.type = "button";
more.hidden = true;
place.append(status, list, more);
place.hidden = false;

if (!ofAddress) place.after(slash());

/** Returns a checkbox that turns the `/` key on and off. */
function slash() {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = hasSlash();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "off");
    } catch {
      // Without storage the key cannot be turned off.
      box.checked = true;
    }
    document.querySelector("form.find")?.toggleAttribute("data-no-slash", !box.checked);
  });
  const label = document.createElement("label");
  label.className = "slash note";
  label.append(box, ` ${t("search-slash")}`);
  return label;
}

let timer = 0;
/** @typedef {import("./index.js").Thing} Thing */
/** @type {import("./find.js").Found} */
let found;
/** The results that are displayed, and the query that they answer. @type {Thing[]} */
let listed = [];
/** @type {string | undefined} */
let answered;
/** The most results displayed. */
let most = AT_ONCE;

/**
 * Displays the first results.
 * @param {string} question
 * @returns {Thing[]} the results displayed, also those that cannot be yet
 */
function show(question) {
  const again = question === answered;
  let things = found.things;
  // Nothing moves that somebody is about to choose.
  if (again && (list.matches(":hover") || list.contains(document.activeElement))) {
    const urls = new Set(listed.map(({ url }) => url));
    things = [...listed, ...things.filter(({ url }) => !urls.has(url))];
  }
  const shown = things.slice(0, most);
  const ready = shown.filter(isReady);
  const kept = new Map(again ? listed.flatMap((thing, n) => (thing.lacks ? [] : [[thing.url, list.children[n]]])) : []);
  answered = question;
  listed = ready;
  // Elements that stay keep the focus.
  const items = ready.map((thing) => kept.get(thing.url) ?? item(thing));
  for (const element of [...list.children]) if (!items.includes(element)) element.remove();
  items.forEach((element, n) => list.children[n] !== element && list.insertBefore(element, list.children[n] ?? null));
  const left = found.things.length - shown.length;
  more.hidden = left === 0;
  more.textContent = t("search-more", { count: Math.min(left, AT_ONCE), all: left });
  clearTimeout(timer);
  timer = window.setTimeout(quote, QUOTE_PAUSE);
  return shown;
}

/** @param {Thing} thing */
function item(thing) {
  const link = document.createElement("a");
  link.href = new URL(thing.url, root).href;
  const [name, ...rest] = line(thing, found);
  link.append(name);
  const item = document.createElement("li");
  item.append(link, ...rest);
  const role = thing.kind === "role" ? /\/roles\/([^/]+)\//.exec(link.href) : null;
  if (role) item.append(" ", adder(role[1], thing.names[0] ?? role[1]));
  if (thing.kind === "section" || thing.kind === "text") item.dataset.text = "";
  return item;
}

/** Adds an excerpt with the query's words to each text. */
function quote() {
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-text]"))) {
    delete item.dataset.text;
    const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
    sentence(link.href, found).then((said) => said && item.append(said));
  }
}

/** Answers the query, and keeps it in the address. */
async function ask() {
  const question = field.value.trim();
  const isCurrent = () => question === field.value.trim();
  try {
    const index = await load(form.action);
    if (!isCurrent()) return;
    most = AT_ONCE;
    answered = undefined;
    if (!ofAddress) {
      const address = new URL(location.href);
      if (question) address.searchParams.set("q", question);
      else address.searchParams.delete("q");
      history.replaceState(history.state, "", address);
    }
    await complete(index, question, isCurrent);
  } catch {
    status.textContent = t("search-failed");
  }
}

/**
 * @param {import("./index.js").Index} index
 * @param {string} question
 * @param {() => boolean} isCurrent
 */
function complete(index, question, isCurrent) {
  const display = (/** @type {import("./find.js").Found} */ now) => {
    found = now;
    const shown = show(question);
    status.textContent = found.partial && listed.length === 0 ? "" : counted(found, question);
    return shown;
  };
  return answer(index, question, display, isCurrent, () => new Promise((done) => setTimeout(done, PAUSE)));
}

field.addEventListener("input", ask);
more.addEventListener("click", async () => {
  const next = list.childElementCount;
  most += AT_ONCE;
  const question = field.value.trim();
  show(question);
  /** @type {HTMLElement | null | undefined} */ (list.children[next]?.querySelector("a"))?.focus();
  await complete(await load(form.action), question, () => question === field.value.trim());
});
form.addEventListener("submit", (event) => {
  if (ofAddress) return;
  event.preventDefault();
  ask();
});

/** Returns the words of the missing address: of its last part, since the parts before it are folders. */
function ofPath() {
  const path = location.pathname.replace(/\/$|\.html$/, "").split("/").at(-1) ?? "";
  try {
    return words(decodeURIComponent(path)).join(" ");
  } catch {
    // An invalid percent-encoding.
    return words(path).join(" ");
  }
}

if (ofAddress) field.value = ofPath();
else field.value = new URL(location.href).searchParams.get("q") ?? "";
if (field.value) ask();
else if (!ofAddress) field.focus();
