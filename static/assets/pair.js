// Sorts the rows of a pair by group instead of by difference, and saves the pair. Without scripts, the groups are a list of
// links.

import { messages } from "./messages.js";
import { saver } from "./saved.js";

const t = messages({});

/** This script refers only to named elements, so the preview may replace all others. */
export const keeps = "names";

const list = /** @type {HTMLDetailsElement} */ (document.querySelector(".index"));
const part = /** @type {HTMLElement} */ (list.closest(".rows"));
const heading = /** @type {HTMLElement} */ (part.querySelector("h2"));
const rows = [...part.querySelectorAll(":scope > section")];
const groups = [...list.querySelectorAll("dl > div")].map((group) => ({
  label: group.querySelector("dt")?.textContent ?? "",
  rows: [...group.querySelectorAll("a")].flatMap((link) => rows.find((row) => `#${row.id}` === link.hash) ?? []),
}));

const orders = {
  [t("order-differences")]: () => rows,
  [t("order-groups")]: () =>
    groups.flatMap((group) => {
      const label = document.createElement("p");
      label.className = "group";
      label.textContent = group.label;
      return [label, ...group.rows];
    }),
};

const choice = document.createElement("p");
choice.className = "order";
choice.setAttribute("role", "group");
choice.setAttribute("aria-labelledby", "page.rows");
const buttons = Object.entries(orders).map(([label, order], index) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.setAttribute("aria-pressed", String(index === 0));
  made.addEventListener("click", () => {
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === made));
    for (const label of part.querySelectorAll(":scope > .group")) label.remove();
    part.append(...order());
  });
  return made;
});
choice.append(...buttons);
heading.textContent = t("rows-heading");
list.replaceWith(choice);

// `share.js`, which fills this line, runs first.
const title = (document.querySelector("h1")?.textContent ?? "").replace(/\s+/g, " ").trim();
document.querySelector(".take")?.append(saver(() => title).button);
