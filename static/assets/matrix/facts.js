// Reads the facts from the page's table and controls, once. They never change, and nothing is fetched.

/**
 * A cell: its sort key within the row (a level from 0, or a number), a number for its content that equal cells share,
 * its items or tools, and its salary figures by slice. A cell without data has none of them.
 * @typedef {{ place: number | null, said: string | null, items: string[], pay: Map<string, number>, none: boolean, element: HTMLTableCellElement }} Cell
 */
/** @typedef {{ id: string, name: string, url: string, family: string, element: HTMLTableCellElement }} Role */
/** @typedef {{ id: string, label: string }} Named */
/**
 * A row. `levels` are those of a scale, lowest first; `ordered` is true if roles can be sorted by it.
 * @typedef {{ id: string, label: string, kind: string, group: string, unit: string, levels: Named[], ordered: boolean, cells: Map<string, Cell>, element: HTMLTableRowElement }} Row
 */
/**
 * Comparable salary figures. `place` is the dataset and the region; `whole` is true if they are over all levels.
 * @typedef {{ id: string, label: string, series: string, currency: string, place: string, whole: boolean, roles: number }} Slice
 */
/** @typedef {Named & { element: HTMLTableSectionElement }} Group */
/** @typedef {{ roles: Role[], rows: Row[], groups: Group[], families: Named[], tools: Named[], slices: Slice[], order: Map<string, number>, levels?: Set<string> }} Facts the `levels` are roles with a level: `first@senior` */

/**
 * Reads the page.
 * @param {HTMLTableElement} table
 * @param {HTMLFormElement} form
 * @returns {Facts}
 */
export function read(table, form) {
  const roles = [...table.querySelectorAll("th[data-role]")].map((found) => {
    const element = /** @type {HTMLTableCellElement} */ (found);
    const link = /** @type {HTMLAnchorElement} */ (element.querySelector("a"));
    const { role = "", family = "" } = element.dataset;
    return { id: role, name: text(link), url: link.href, family, element };
  });
  const groups = [...table.tBodies].map((element) => ({
    id: element.dataset.group ?? "",
    label: text(element.rows[0]),
    element,
  }));
  return {
    roles,
    groups,
    rows: groups.flatMap((group) => [...group.element.rows].slice(1).map((line) => row(line, group.id, roles, form))),
    families: options(form, "family"),
    tools: options(form, "tool"),
    slices: slices(form),
    order: new Map(roles.map((role, at) => [role.id, at])),
    levels: new Set(table.dataset.levels?.split(" ")),
  };
}

/**
 * Returns the slice with this id, or else the one with the most roles.
 * @param {Facts} facts
 * @param {string} id
 * @returns {Slice | undefined}
 */
export function slice(facts, id) {
  const most = Math.max(...facts.slices.map((found) => found.roles));
  return facts.slices.find((found) => found.id === id) ?? facts.slices.find((found) => found.roles === most);
}

/**
 * Returns the sort key of a cell, or `null` if there is no data.
 * @param {Row} row
 * @param {string} role
 * @param {Slice | undefined} pay
 * @returns {number | null}
 */
export function place(row, role, pay) {
  const cell = row.cells.get(role);
  if (row.kind !== "salary") return cell?.place ?? null;
  return (pay && cell?.pay.get(pay.id)) ?? null;
}

/**
 * @param {HTMLTableRowElement} element
 * @param {string} group
 * @param {Role[]} roles
 * @param {HTMLFormElement} form
 * @returns {Row}
 */
function row(element, group, roles, form) {
  const { id } = element;
  const kind = element.dataset.kind ?? "";
  const limits = form.querySelector(`[data-order="${id}"]`);
  return {
    id,
    kind,
    group,
    label: text(element.cells[0].querySelector("a")),
    unit: text(limits?.querySelector(".unit")),
    levels: [...options(form, `min-${id}`), ...options(form, `is-${id}`)],
    ordered: limits !== null,
    cells: new Map(roles.map((role, at) => [role.id, cell(element.cells[at + 1], kind)])),
    element,
  };
}

/**
 * @param {HTMLTableCellElement} element
 * @param {string} kind
 * @returns {Cell}
 */
function cell(element, kind) {
  const { place, said, tools, pay } = element.dataset;
  const items = kind === "list" ? [...element.querySelectorAll("li")].map((item) => text(item).toLowerCase()) : (tools?.split(" ") ?? []);
  return {
    place: place === undefined ? null : Number(place),
    said: said ?? place ?? null,
    items,
    pay: new Map(pay?.split(" ").map((figure) => [figure.slice(0, figure.indexOf("=")), Number(figure.slice(figure.indexOf("=") + 1))])),
    // A role may have figures that are not comparable with any other's.
    none: element.querySelector(".none") !== null,
    element,
  };
}

/**
 * Returns the options of a select that have a value.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {Named[]}
 */
function options(form, name) {
  const found = form.querySelectorAll(`select[name="${name}"] option:not([value=""])`);
  return [...found].map((option) => ({ id: /** @type {HTMLOptionElement} */ (option).value, label: text(option) }));
}

/**
 * @param {HTMLFormElement} form
 * @returns {Slice[]}
 */
function slices(form) {
  const list = form.querySelector('select[name="in"]');
  return [...(list?.querySelectorAll("option") ?? [])].map((option) => ({
    id: option.value,
    label: option.dataset.label ?? "",
    series: /** @type {HTMLOptGroupElement} */ (option.parentElement).label,
    currency: option.dataset.currency ?? "",
    place: option.dataset.place ?? "",
    whole: option.dataset.whole !== undefined,
    roles: Number(option.dataset.roles),
  }));
}

/** @param {Element | null | undefined} element */
function text(element) {
  return element?.textContent?.trim() ?? "";
}
