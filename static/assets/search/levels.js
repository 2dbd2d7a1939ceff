// Understands queries about levels: `senior nurse vs lead nurse` compares two levels, and a level with the publisher of a framework
// asks for the titles of that level in all frameworks.

import { words } from "./words.js";
import { messages } from "../messages.js";

const t = messages({});

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./index.js").Thing} Thing */

const VERSUS = new Set([...words(t("search-versus")), ...words(t("search-separators"))]);

/**
 * Finds a phrase in a query.
 * @param {string[]} asked
 * @param {string[]} spelling
 * @returns {number} its position, or -1
 */
const position = (asked, spelling) => asked.findIndex((_, at) => spelling.length > 0 && spelling.every((word, n) => asked[at + n] === word));

/**
 * Returns the level that a part of a query names, and the words without it. The longest name counts: `senior manager`.
 * @param {Index} index
 * @param {string[]} asked
 * @returns {{ level: string | undefined, rest: string[] }}
 */
function levelIn({ scale }, asked) {
  const byLength = [...scale].sort((a, b) => b.spelling.length - a.spelling.length);
  for (const { id, spelling } of byLength) {
    const at = position(asked, spelling);
    if (at >= 0) return { level: id, rest: [...asked.slice(0, at), ...asked.slice(at + spelling.length)] };
  }
  return { level: undefined, rest: asked };
}

/**
 * Returns what answers a query about levels; nothing for any other.
 * @param {Index} index
 * @param {string[]} asked
 * @param {(words: string[]) => number | undefined} roleNamed returns the role that words name
 * @returns {Thing[]}
 */
export function levelAnswers(index, asked, roleNamed) {
  if (levelIn(index, asked).level === undefined) return [];
  index.needLevels();
  const address = (/** @type {number} */ role) => index.thing(role).url;
  const ofRole = (/** @type {number} */ role, /** @type {string} */ level) => index.at(`${address(role)}levels/#${level}`);
  for (let at = 1; at < asked.length - 1; at++) {
    if (!VERSUS.has(asked[at])) continue;
    const sides = [asked.slice(0, at), asked.slice(at + 1)].map((side) => levelIn(index, side));
    // `senior vs lead nurse` names the role once, and `senior nurse vs midwife` the level.
    const [one, other] = sides.map(({ rest }) => roleNamed(rest));
    const [left, right] = [one ?? other, other ?? one];
    const [from, to] = [sides[0].level ?? sides[1].level, sides[1].level ?? sides[0].level];
    if (left === undefined || right === undefined || from === undefined || to === undefined || (left === right && from === to)) continue;
    const [before, after] = [ofRole(left, from), ofRole(right, to)];
    if (!before || !after) continue;
    const step = left === right ? index.at(`${address(left)}levels/#step.${from}.${to}`) : undefined;
    const names = [t("pair-title", { left: before.names[0], right: after.names[0] })];
    const both = { kind: "pair", names, line: "", url: `compare/levels/?roles=${index.ids[left]}@${from},${index.ids[right]}@${to}`, of: [] };
    return step ? [step, both] : [both];
  }
  const named = asked.flatMap((_, at) => (at > 0 && VERSUS.has(asked[at]) ? [levelIn(index, asked.slice(0, at)).level, levelIn(index, asked.slice(at + 1)).level] : []));
  if (named.length === 2 && named.every((level) => level !== undefined)) return named.flatMap((level) => index.at(`levels/${level}/`) ?? []);
  if (!index.publishers.some((spelling) => position(asked, spelling) >= 0)) return [];
  const { level } = levelIn(index, asked);
  const titles = index.at(`levels/${level}/`);
  return titles ? [{ ...titles, url: `${titles.url}#page.titles` }] : [];
}
