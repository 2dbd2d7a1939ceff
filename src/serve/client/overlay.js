// What is wrong with the site, over the last good page, in the words of `check`; nothing when nothing is. Where there is no
// good page the words are on the page already, and what is added are the links to the editor.

/**
 * @typedef {{ errors: number, total: number, problems: { place: string, text: string, link: string | null }[] }} Wrong
 */

/** What is said now: it is left alone while it stays the same. */
let said = "";

/** @param {Wrong} wrong */
export function overlay({ errors, total, problems }) {
  const says = errors === 0 ? "" : JSON.stringify([errors, total, problems]);
  if (says === said) return;
  said = says;
  document.getElementById("preview-errors")?.remove();
  if (says === "") return;
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
  if (!bare) add("h2", `${errors === 1 ? "1 error" : `${errors} errors`}: this page is as it last was without`);
  for (const problem of problems) {
    if (problem.link) add("a", problem.place).href = problem.link;
    if (!bare) add("pre", problem.text.trim());
  }
  const more = total - problems.length;
  if (!bare && more > 0) add("p", `… and ${more} more`);
  if (root.childElementCount > 0) document.body.append(host);
}
