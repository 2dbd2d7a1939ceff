// Filters salary figures by role, country, level and dataset. The page contains all figures; the filter is part of the URL,
// `?role=first&region=us`, so that a link shows what its sender saw and Back works. Nothing is stored or sent.

import { messages } from "./messages.js";

const t = messages({});

const form = document.querySelector("form.filters");
const answer = /** @type {HTMLElement | null} */ (document.querySelector(".answer"));
const nothing = /** @type {HTMLElement | null} */ (document.querySelector(".nothing"));
const roles = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.figures")]);

/** @param {number} figures @param {number} series */
const counted = (figures, series) => t("figures-in-datasets", { figures, datasets: series });

/** @param {Map<string, string>} wanted */
const filter = (wanted) => (/** @type {HTMLElement} */ element, /** @type {string} */ name) => !wanted.has(name) || wanted.get(name) === element.dataset[name];

/** Returns a predicate for the figures that match a selection. @param {Map<string, string>} wanted */
function figureFilter(wanted) {
  const fits = filter(wanted);
  /** @type {(role: HTMLElement, table: HTMLElement, row: HTMLElement) => boolean} */
  return (role, table, row) => fits(role, "role") && fits(table, "series") && fits(row, "region") && fits(row, "level");
}

/** @param {HTMLFormElement} form */
function enhance(form) {
  const selects = [...form.querySelectorAll("select")];
  const status = form.querySelector("[role=status]");

  /** Returns the selected values, by name. */
  const chosen = () => new Map(selects.filter((select) => select.value).map((select) => [select.name, select.value]));

  /** Reads the selection from the URL, ignoring unknown values. */
  const read = () => {
    const params = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = params.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
  };

  /** Returns the number of figures that match a selection. @param {Map<string, string>} wanted */
  const matching = (wanted) => {
    const fits = figureFilter(wanted);
    let count = 0;
    for (const role of roles)
      for (const table of role.querySelectorAll("table"))
        for (const row of table.tBodies[0].rows) count += fits(role, table, row) ? 1 : 0;
    return count;
  };

  const show = () => {
    const wanted = chosen();
    const fits = figureFilter(wanted);
    let figures = 0;
    const series = new Set();
    for (const role of roles) {
      let [here, tables] = [0, 0];
      for (const table of role.querySelectorAll("table")) {
        let rows = 0;
        for (const row of table.tBodies[0].rows) {
          row.hidden = !fits(role, table, row);
          if (!row.hidden) rows += 1;
        }
        table.hidden = rows === 0;
        if (rows) series.add(table.dataset.series);
        here += rows;
        tables += rows ? 1 : 0;
      }
      role.hidden = here === 0;
      const note = role.querySelector("summary .note");
      if (note) note.textContent = counted(here, tables);
      // Opens the role that the reader asked for.
      if (wanted.has("role") && here) role.open = true;
      figures += here;
    }
    answerFor(wanted, figures > 0);
    if (nothing) {
      nothing.hidden = figures > 0;
      if (figures === 0) suggest(nothing, wanted);
    }
    if (status) status.textContent = figures > 0 ? counted(figures, series.size) : t("no-figures-for-selection");
  };

  /** The latest selection: an answer that arrives after another was asked for is not shown. */
  let asked = 0;

  /**
   * Shows the answer of the page of the chosen place: for a role without figures there, the nearest ones and the reason.
   * @param {Map<string, string>} wanted @param {boolean} found
   */
  const answerFor = async (wanted, found) => {
    if (!answer) return;
    const own = ++asked;
    answer.hidden = true;
    const [role, region] = [wanted.get("role"), wanted.get("region")];
    const option = selects.find(({ name }) => name === "region")?.selectedOptions[0];
    if (!region || !option) return;
    const page = `${form.dataset.places}${region}/`;
    const link = document.createElement("a");
    link.href = role ? `${page}#answer.${role}` : page;
    link.textContent = t("pay-in-place", { place: option.text });
    const more = Object.assign(document.createElement("p"), { className: "more" });
    more.append(link);
    answer.replaceChildren(more);
    answer.hidden = false;
    if (found || !role) return;
    const response = await fetch(page).catch(() => undefined);
    if (!response?.ok) return;
    const html = new DOMParser().parseFromString(await response.text(), "text/html");
    const nearest = html.getElementById(`answer.${role}`);
    if (own !== asked || !nearest) return;
    const list = Object.assign(document.createElement("ul"), { className: "answers" });
    list.append(document.importNode(nearest, true));
    answer.prepend(list);
  };

  /**
   * Links to the selections with one filter less that have figures.
   * @param {HTMLElement} note @param {Map<string, string>} wanted
   */
  const suggest = (note, wanted) => {
    const labels = new Map(selects.map((select) => [select.name, select.selectedOptions[0]?.text ?? ""]));
    const links = [...wanted.keys()].flatMap((name) => {
      const fewer = new Map([...wanted].filter(([other]) => other !== name));
      const count = matching(fewer);
      if (count === 0) return [];
      const link = document.createElement("a");
      link.href = fewer.size > 0 ? `?${new URLSearchParams([...fewer])}` : location.pathname;
      link.textContent = t("without-filter", { name: labels.get(name) ?? "", count });
      return [link];
    });
    note.replaceChildren(links.length > 0 ? `${t("nearest-figures")} ` : t("no-figures-for-selection"));
    for (const [index, link] of links.entries()) note.append(link, index < links.length - 1 ? t("list-separator") : ".");
  };

  form.addEventListener("change", () => {
    const params = new URLSearchParams([...chosen()]);
    const query = params.toString();
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const select of selects) select.value = "";
    if (location.search) history.pushState(null, "", location.pathname);
    show();
  });
  addEventListener("popstate", () => {
    read();
    show();
  });
  read();
  show();
}

if (form instanceof HTMLFormElement) enhance(form);
