// This repository's site, in which every second text begins with a word of 21 letters and every tenth with one of 80: names of roles, tools,
// terms and rows, titles, values and sentences, as other languages and careless authors write them.

import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { published, ROOT } from "./site.mjs";

/** Keys of YAML whose value is free text that a page shows. */
const TEXTS = ["name", "short_name", "term", "title", "label", "line", "summary", "value", "question", "read", "how", "text", "method", "publisher"];

/** The most characters of those that are names; and of the rest. */
const LIMITS = { name: 80, text: 120 };
const NAMES = new Set(["name", "short_name", "term", "title", "label", "publisher"]);

/** Words without a place to break, numbered so that no two names become one. */
let count = 0;
/** @param {number} [room] how long it may be */
function word(room = 80) {
  count += 1;
  const length = count % 10 === 0 ? Math.min(80, room) : 21;
  if ((length === 21 && count % 2) || room < 21) return "";
  return `Donau${count}dampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsrat `.slice(0, length);
}

/** @param {string} yaml @param {boolean} [isDataset] */
function lengthened(yaml, isDataset = false) {
  // In braces, a term is the id of one, and the label of a level of a dataset is what its figures name.
  const [lines, braces] = [TEXTS, TEXTS.filter((key) => key !== "term" && !(isDataset && key === "label"))].map((keys) => keys.join("|"));
  const lengthen = (/** @type {string} */ whole, /** @type {string} */ before, /** @type {string} */ key, /** @type {string} */ rest) => {
    // The extent to which a framework was read is one of four words.
    if (key === "read" && /^(full|section|excerpt|secondary)$/.test(rest)) return whole;
    const made = word((NAMES.has(key) ? LIMITS.name : LIMITS.text) - rest.length - 1);
    const [quote] = rest.match(/^["']/) ?? [""];
    return made ? `${before}${quote}${made.trim()} ${rest.slice(quote.length)}` : whole;
  };
  return yaml
    .replace(new RegExp(`^(\\s*(?:- )?(${lines}): +)([^\\s>|&*{[].*)`, "gm"), lengthen)
    .replace(new RegExp(`([{,] *(${braces}): +)("[^"]*"|[^\\s>|&*{["'][^,}]*)`, "g"), lengthen);
}

/** Builds and serves the site. */
export async function longWords() {
  const root = join(ROOT, "target/browser/long-words-source");
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  await cp(join(ROOT, "content"), join(root, "content"), { recursive: true });
  for (const folder of ["templates", "static"]) await cp(join(ROOT, folder), join(root, folder), { recursive: true });
  for (const file of (await readdir(join(root, "content"), { recursive: true })).sort()) {
    const path = join(root, "content", file);
    if (file.endsWith(".yaml")) await writeFile(path, lengthened(await readFile(path, "utf8"), file.startsWith("salaries/")));
    if (file.endsWith(".md")) {
      const text = await readFile(path, "utf8");
      const [, head = "", body = text] = text.match(/^---\n([^]*?)\n---\n+([^]*)$/) ?? [];
      const long = `${word()} ${word()} `;
      await writeFile(path, `${head && `---\n${lengthened(head)}\n---\n\n`}${/^\w/.test(body) ? long : ""}${body}`);
    }
  }
  return published({ name: "long-words", root });
}
