// Figures of pay, narrowed by role, place, level and series. The page has all of them; what is chosen stands in the address,
// `?role=sre&region=us`, so that a link shows what its sender saw and Back works. Nothing is kept, and nothing is sent.

const form = document.querySelector("form.filters");
const nothing = /** @type {HTMLElement | null} */ (document.querySelector(".nothing"));
const roles = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details.figures")]);

/** @param {number} figures @param {number} series */
const counted = (figures, series) => `${figures} ${figures === 1 ? "figure" : "figures"} in ${series} series`;

/** @param {HTMLFormElement} form */
function enhance(form) {
  const selects = [...form.querySelectorAll("select")];
  const status = form.querySelector("[role=status]");

  /** What is chosen, by name. */
  const chosen = () => new Map(selects.filter((select) => select.value).map((select) => [select.name, select.value]));

  /** Takes the choices from the address. What it does not know is no choice. */
  const read = () => {
    const params = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = params.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
  };

  const show = () => {
    const wanted = chosen();
    /** @param {HTMLElement} element @param {string} name */
    const fits = (element, name) => !wanted.has(name) || wanted.get(name) === element.dataset[name];
    let figures = 0;
    const series = new Set();
    for (const role of roles) {
      let [here, tables] = [0, 0];
      for (const table of role.querySelectorAll("table")) {
        let rows = 0;
        for (const row of table.tBodies[0].rows) {
          row.hidden = !(fits(role, "role") && fits(table, "series") && fits(row, "region") && fits(row, "level"));
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
      // One role that was asked for is what its reader came to see.
      if (wanted.has("role") && here) role.open = true;
      figures += here;
    }
    if (nothing) nothing.hidden = figures > 0;
    if (status) status.textContent = counted(figures, series.size);
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
