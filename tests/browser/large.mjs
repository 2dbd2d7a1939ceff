// A large site for search: roles, articles and terms with made-up words that are as unevenly frequent as those of a language.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Numbers that look random and are the same each time (xorshift). @param {number} state */
export function dice(state) {
  return (/** @type {number} */ n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

const SYLLABLES = "ba be bi bo bra ca ce cho da de di dor fa fe fi flo ga ge gra ha he hi ka ke kri la le li lo lun ma me mi mo na ne ni nor pa pe pi pro ra re ri ro sa se shi so sta ta te ti to tru va ve vi wa we wi xa yo za zel".split(" ");

/** A word by its rank: rare words are longer. @param {number} rank */
export function word(rank) {
  let text = "";
  for (let rest = rank + 1, n = 0; rest > 0 || n < 2; rest = Math.floor(rest / SYLLABLES.length), n++) text += SYLLABLES[(rest * 37 + n * 11) % SYLLABLES.length];
  return text;
}

/**
 * Writes the site.
 * @param {string} root
 * @param {{ roles: number, articles: number, words?: number }} size
 */
export async function writeLarge(root, { roles, articles, words: length = 500 }) {
  const below = dice(20261201);
  // The frequency of a word is about the inverse of its rank.
  const rank = () => Math.floor(30_000 ** (below(1_000_000) / 1_000_000)) - 1;
  const words = (/** @type {number} */ count) => Array.from({ length: count }, () => word(rank())).join(" ");
  const title = (/** @type {number} */ count) => words(count).replace(/^./, (letter) => letter.toUpperCase());
  for (const folder of ["roles", "articles", "glossary"]) await mkdir(join(root, "content", folder), { recursive: true });
  const write = (/** @type {string} */ file, /** @type {string} */ text) => writeFile(join(root, "content", file), text);
  await write("site.yaml", "title: Large\ndescription: A site made by a program.\nbase_url: https://large.example/\nlanguage: en-GB\nnav:\n  - {label: Roles, to: /roles/}\npairs: featured\nfeatured: [role-0/role-1]\n");
  const rows = Array.from({ length: 20 }, (_, n) => `  - {id: row-${n}, group: all, label: ${title(2)} ${n}, kind: text, question: What is it?}\n`).join("");
  await write("comparison.yaml", `families:\n  - {id: all, label: All, line: All of them.}\ngroups:\n  - {id: all, label: All}\nrows:\n${rows}regions:\n  - {id: worldwide, label: Worldwide}\n`);
  const tasks = [];
  for (let n = 0; n < roles; n++) {
    const facts = Array.from({ length: 20 }, (_, row) => `  row-${row}: {value: ${title(8)}, judgement: true, confidence: low}\n`).join("");
    tasks.push(write(`roles/role-${n}.yaml`, `name: ${title(2)} ${n} Engineer\nshort_name: R${n}\nfamily: all\nsummary: ${title(12)}.\nfacts:\n${facts}`));
  }
  for (let n = 0; n < 100; n++) tasks.push(write(`glossary/term-${n}.md`, `---\nterm: ${title(1)} ${n}\nline: ${title(12)}.\n---\n`));
  for (let n = 0; n < articles; n++) {
    const sections = Array.from({ length: 4 }, () => `## ${title(3)}\n\n${Array.from({ length: length / 100 }, () => `${title(25)}.`).join(" ")}\n`).join("\n");
    tasks.push(write(`articles/article-${n}.md`, `---\ntitle: ${title(4)} ${n}\nsummary: ${title(12)}.\npublished: 2026-11-01\nreviewed: 2026-11-01\n---\n\n${title(12)}.\n\n${sections}`));
  }
  await Promise.all(tasks);
}

/** Queries for the site: words by rank, alone and together, their beginnings, with typos, and names. */
export function queriesOfLarge() {
  const below = dice(7);
  const queries = [];
  for (let n = 0; n < 120; n++) {
    const one = word(below(60 + n * 40));
    const other = word(below(2000));
    const at = 1 + below(one.length - 1);
    // A typo that makes no other word, as early as texts tolerate it, and an ending.
    const rare = word(3000 + below(20_000));
    queries.push(`${rare[0]}q${rare.slice(2)}`, `${rare}ing`);
    queries.push(one, one.slice(0, 3), `${one} ${other}`, `${other} ${one.slice(0, -1)}`, one.slice(0, at) + one.slice(at + 1), `x${one}`, one[1] + one[0] + one.slice(2));
  }
  return [...queries, "r7", "r7 vs r8", "r12 or r13", "engineer 5", "role", "r7 row", "nothing like it", "zzzzqqq", "worldwide", "2026"];
}
