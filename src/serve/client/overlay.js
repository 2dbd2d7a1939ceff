// The error overlay: shows the diagnostics, as `check` prints them, over the last good page. If there is no good page, the
// page is already the list of errors, and only links to the editor are added.

/**
 * @typedef {{ errors: number, total: number, problems: { place: string, text: string, link: string | null }[] }} Diagnostics
 */

/** The content on show; it is not rebuilt while it stays the same. */
let shown = "";

/** @param {Diagnostics} diagnostics */
export function overlay({ errors, total, problems }) {
  const content = errors === 0 ? "" : JSON.stringify([errors, total, problems]);
  if (content === shown) return;
  shown = content;
  document.getElementById("preview-errors")?.remove();
  if (content === "") return;
  const host = document.createElement("aside");
  host.id = "preview-errors";
  host.setAttribute("role", "alert");
  const bare = document.body.hasAttribute("data-errors");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { ${bare ? "" : "position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;"}
      background: #1c1c1e; color: #f2f2f2; border-top: 3px solid #e5484d; padding: 0.75rem 1rem;
      font: 14px/1.45 ui-monospace, monospace; }
    h2 { font: inherit; font-weight: bold; margin: 0 0 0.5rem; color: #ff9592; }
    pre { margin: 0 0 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
    a { color: #70b8ff; display: block; width: fit-content; }`);
  root.adoptedStyleSheets = [sheet];
  /** @template {keyof HTMLElementTagNameMap} Name @param {Name} name @param {string} text */
  const add = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    root.append(element);
    return element;
  };
  if (!bare) add("h2", `${errors === 1 ? "1 error" : `${errors} errors`}: this is the last version without errors`);
  for (const problem of problems) {
    if (problem.link) add("a", problem.place).href = problem.link;
    if (!bare) add("pre", problem.text.trim());
  }
  const more = total - problems.length;
  if (!bare && more > 0) add("p", `… and ${more} more`);
  if (root.childElementCount > 0) document.body.append(host);
}
