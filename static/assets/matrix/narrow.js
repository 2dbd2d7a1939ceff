// Shows two roles at a time on a narrow screen, with controls to choose them. Two columns and not cards, because a
// comparison is read across, and two columns of text fit a phone.

import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./facts.js").Facts} Facts */
/** @typedef {import("./facts.js").Role} Role */
/** @typedef {import("./choose.js").View} View */

/** The widest screen that counts as narrow; the same as in the style sheet. */
export const NARROW = "screen and (max-width: 39.99rem)";

/**
 * Returns the two roles to show: the selected ones, or else the featured pair unless the roles are sorted, or else
 * the first two.
 * @param {View} view
 * @param {string[]} at
 * @param {string[]} featured
 * @returns {Role[]}
 */
export function two(view, at, featured) {
  const asked = at.length === 0 && view.byFamily ? featured : at;
  const [left, right] = asked.map((id) => view.roles.find((role) => role.id === id));
  // The baseline stays on the left.
  const first = view.base ?? left ?? view.roles[0];
  const second = right && right !== first ? right : view.roles.find((role) => role !== first);
  return [first, second].flatMap((role) => role ?? []);
}

/**
 * Returns the role before or after one, skipping another and wrapping around.
 * @param {Role[]} roles
 * @param {Role} from
 * @param {Role} without
 * @param {1 | -1} step
 */
export function beside(roles, from, without, step) {
  const others = roles.filter((role) => role !== without);
  return others[(others.indexOf(from) + step + others.length) % others.length];
}

/**
 * @param {HTMLElement} place the container of the controls
 * @param {Facts} facts
 * @param {(at: string[]) => void} act
 * @returns {(view: View, shown: Role[]) => void} sets the controls
 */
export function prepare(place, facts, act) {
  const names = document.createElement("div");
  const steps = document.createElement("div");
  names.className = "chosen";
  steps.className = "steps";
  place.append(names, steps);
  const lists = ["left", "right"].map((side) => {
    const label = document.createElement("label");
    label.className = side;
    const list = document.createElement("select");
    list.setAttribute("aria-label", side === "left" ? t("role-on-the-left") : t("role-on-the-right"));
    label.append(list);
    names.append(label);
    return list;
  });
  /** @type {View | null} */
  let view = null;
  /** @type {Role[]} */
  let shown = [];
  const turn = (/** @type {1 | -1} */ step) => {
    if (view && shown.length === 2) act([shown[0].id, beside(view.roles, shown[1], shown[0], step).id]);
  };
  const turns = /** @type {const} */ ([["‹", t("previous-role"), -1], ["›", t("next-role"), 1]]).map(([sign, name, step]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => turn(step));
    return button;
  });
  const count = document.createElement("span");
  steps.append(goTo(facts));
  const turner = document.createElement("p");
  turner.append(turns[0], count, turns[1]);
  steps.append(turner);
  for (const list of lists) {
    list.addEventListener("change", () => {
      const [left, right] = lists.map((one) => one.value);
      // Choosing the role of the other side swaps the two.
      act(left === right ? [shown[1].id, shown[0].id] : [left, right]);
    });
  }
  let listed = "";

  return (next, roles) => {
    [view, shown] = [next, roles];
    const names = next.roles.map((role) => role.id).join();
    if (names !== listed) {
      listed = names;
      for (const list of lists) list.replaceChildren(...next.roles.map((role) => new Option(role.name, role.id)));
    }
    lists.forEach((list, side) => {
      list.value = roles[side]?.id ?? "";
      list.disabled = roles.length < 2 || (side === 0 && next.base !== null);
    });
    for (const button of turns) button.disabled = next.roles.length < 3;
    const [left, right] = roles.map((role) => next.roles.indexOf(role) + 1);
    count.textContent = right ? t("roles-position", { left, right, all: next.roles.length }) : "";
  };
}

/**
 * Returns a list of the rows that goes to the selected one.
 * @param {Facts} facts
 */
function goTo(facts) {
  const list = document.createElement("select");
  list.setAttribute("aria-label", t("go-to-row"));
  list.append(new Option(t("go-to-row"), ""));
  for (const group of facts.groups) {
    const part = document.createElement("optgroup");
    part.label = group.label;
    part.append(...facts.rows.filter((row) => row.group === group.id).map((row) => new Option(row.label, row.id)));
    list.append(part);
  }
  list.addEventListener("change", () => {
    location.hash = list.value;
    list.value = "";
  });
  return list;
}
