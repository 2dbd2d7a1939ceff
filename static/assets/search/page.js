// The search page: shows all results for `?q=`, and keeps the query in the URL. The 404 page uses it too, and
// searches for the words of its address.

import { KEY, hasSlash } from "../search.js";
import { find } from "./find.js";
import { load } from "./index.js";
import { counted, line } from "./show.js";
import { sentence } from "./sentence.js";
import { adder } from "../compare-list/list.js";
import { words } from "./words.js";
import { messages } from "../messages.js";

const t = messages({});

/** Number of results shown at a time. */
const AT_ONCE = 20;
/** Delay without typing before pages are fetched for excerpts, in milliseconds. */
const PAUSE = 300;

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
/** @type {import("./find.js").Found} */
let found;

function show(/** @type {number} */ from) {
  for (const thing of found.things.slice(from, from + AT_ONCE)) {
    const link = document.createElement("a");
    link.href = new URL(thing.url, root).href;
    const [name, ...rest] = line(thing, found);
    link.append(name);
    const item = document.createElement("li");
    item.append(link, ...rest);
    const role = thing.kind === "role" ? /\/roles\/([^/]+)\//.exec(link.href) : null;
    if (role) item.append(" ", adder(role[1], thing.names[0] ?? role[1]));
    if (thing.kind === "section" || thing.kind === "text") item.dataset.text = "";
    list.append(item);
  }
  const left = found.things.length - list.childElementCount;
  more.hidden = left === 0;
  more.textContent = t("search-more", { count: Math.min(left, AT_ONCE), all: left });
  clearTimeout(timer);
  timer = window.setTimeout(quote, PAUSE);
}

/** Adds an excerpt with the query's words to each text. */
function quote() {
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-text]"))) {
    delete item.dataset.text;
    const link = /** @type {HTMLAnchorElement} */ (item.querySelector("a"));
    sentence(link.href, found).then((said) => said && item.append(said));
  }
}

async function answer() {
  const question = field.value.trim();
  const index = await load(form.action);
  if (question !== field.value.trim()) return;
  found = find(index, question);
  list.replaceChildren();
  status.textContent = counted(found, question);
  show(0);
  if (ofAddress) return;
  const address = new URL(location.href);
  if (question) address.searchParams.set("q", question);
  else address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
}

const ask = () => answer().catch(() => (status.textContent = t("search-failed")));

field.addEventListener("input", ask);
more.addEventListener("click", () => {
  const next = list.childElementCount;
  show(next);
  /** @type {HTMLElement | null | undefined} */ (list.children[next]?.querySelector("a"))?.focus();
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
