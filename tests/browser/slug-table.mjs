// The characters that an anchor keeps, as `github-slugger` has them. `node slug-table.mjs` writes the table that the program
// uses; `slugs.test.mjs` holds the two together, over all code points.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { slug } from "github-slugger";

export const path = fileURLToPath(new URL("../../src/parse/markdown/slug/kept_characters.rs", import.meta.url));

/** The source of the table. */
export function table() {
  /** @type {[number, number][]} */
  const ranges = [];
  for (let point = 0x80; point <= 0x10ffff; point++) {
    if ((point >= 0xd800 && point <= 0xdfff) || slug(String.fromCodePoint(point), true) === "") continue;
    const last = ranges.at(-1);
    if (last?.[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  const hex = (/** @type {number} */ point) => `0x${point.toString(16)}`;
  let lines = "";
  let line = "   ";
  for (const [first, last] of ranges) {
    const entry = ` (${hex(first)}, ${hex(last)}),`;
    if (line.length + entry.length > 110) {
      lines += `${line}\n`;
      line = "   ";
    }
    line += entry;
  }
  return `//! Letters, marks, decimal digits and connectors beyond ASCII, as of Unicode 13, the version of \`github-slugger\`.
//! Written by \`tests/browser/slug-table.mjs\`.

/// Ranges of code points that an anchor keeps, first and last, in order.
#[rustfmt::skip]
pub(super) const KEPT: &[(u32, u32)] = &[
${lines}${line}
];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path, table());
