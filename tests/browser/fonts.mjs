// The system fonts of the browsers. A page is set in whatever its reader has, so tests name it: each browser sees one family
// and no other, through a fontconfig file. Without it a test would pass or fail by what is installed.

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Common families of Linux. "Infrastructure Engineer" at 16 px is 161 px wide in Liberation Sans (the widths of Arial), 180 px in
 * Noto Sans and 187 px in DejaVu Sans (nearly those of Verdana).
 */
export const NARROWEST = "Liberation Sans";
export const WIDEST = "DejaVu Sans";

/**
 * The environment of a browser that sees only the folder in which a family is installed, and falls back to that family.
 * @param {string} family
 * @returns {{ FONTCONFIG_FILE: string }}
 */
export function onlyFont(family) {
  const [found, file] = execFileSync("fc-match", ["--format", "%{family}\n%{file}", family], { encoding: "utf8" }).split("\n");
  if (!found.split(",").includes(family)) throw new Error(`the font ${family} is not installed (tests/run says what to install)`);
  const folder = fileURLToPath(new URL("../../target/browser/fonts", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const name = join(folder, `${family.replaceAll(" ", "-")}.conf`);
  writeFileSync(name, `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${dirname(file)}</dir>
  <cachedir>${folder}/cache</cachedir>
  <match target="pattern"><edit name="family" mode="append"><string>${family}</string></edit></match>
</fontconfig>
`);
  return { FONTCONFIG_FILE: name };
}
