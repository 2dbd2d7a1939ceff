// A printed page: its words with their places, and its pictures. `pdftotext` and `pdftoppm` (poppler-utils) read it.

import { readFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./site.mjs";

/** A word on a sheet, in points from the top left corner. @typedef {{ sheet: number, text: string, left: number, top: number, right: number, bottom: number }} Word */
/** Pixels of a sheet, three bytes each. @typedef {{ width: number, height: number, pixels: Uint8Array }} Picture */
/** A disc in a picture, and whether its halves are filled. @typedef {{ colour: string, left: boolean, right: boolean }} Disc */

/**
 * Gives a file of these bytes to `use`.
 * @template T
 * @param {Uint8Array} pdf
 * @param {(file: string, folder: string) => Promise<T>} use
 */
async function withFile(pdf, use) {
  const folder = await mkdtemp(join(tmpdir(), "paper-"));
  try {
    const file = join(folder, "page.pdf");
    await writeFile(file, pdf);
    return await use(file, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {Uint8Array} pdf
 * @returns {Promise<Word[]>}
 */
export function words(pdf) {
  return withFile(pdf, async (file) => {
    const { stdout } = await run("pdftotext", ["-bbox", file, "-"], { maxBuffer: 1 << 26 });
    /** @type {Word[]} */
    const found = [];
    let sheet = 0;
    for (const line of stdout.split("\n")) {
      if (line.includes("<page ")) sheet += 1;
      const [, left, top, right, bottom, text] = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(line) ?? [];
      if (text) found.push({ sheet, text, left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) });
    }
    return found;
  });
}

/**
 * @param {Uint8Array} pdf
 * @param {number} dpi
 * @returns {Promise<Picture[]>}
 */
export function pictures(pdf, dpi) {
  return withFile(pdf, async (file, folder) => {
    await run("pdftoppm", ["-r", String(dpi), file, join(folder, "sheet")]);
    const sheets = (await readdir(folder)).filter((name) => name.endsWith(".ppm")).sort();
    return Promise.all(sheets.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      const [head, width, height] = /^P6\s(\d+)\s(\d+)\s255\s/.exec(bytes.toString("latin1", 0, 40)) ?? [];
      if (!head) throw new Error(`${name} is no PPM`);
      return { width: Number(width), height: Number(height), pixels: bytes.subarray(head.length) };
    }));
  });
}

/**
 * The discs of these colours: connected pixels that fill a square.
 * @param {Picture} picture
 * @param {Record<string, [number, number, number]>} colours
 * @returns {Disc[]}
 */
export function discs({ width, height, pixels }, colours) {
  const seen = new Uint8Array(width * height);
  /** @type {Disc[]} */
  const found = [];
  for (const [colour, rgb] of Object.entries(colours)) {
    const is = (/** @type {number} */ at) => rgb.every((value, channel) => Math.abs(pixels[at * 3 + channel] - value) < 60);
    for (let start = 0; start < seen.length; start += 1) {
      if (seen[start] || !is(start)) continue;
      const blob = [start];
      seen[start] = 1;
      for (const at of blob) {
        const x = at % width;
        for (const next of [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width]) {
          if (next < 0 || next >= seen.length || seen[next] || !is(next)) continue;
          seen[next] = 1;
          blob.push(next);
        }
      }
      let [x0, x1, y0, y1] = [width, 0, height, 0];
      for (const at of blob) {
        const [x, y] = [at % width, Math.floor(at / width)];
        [x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x), Math.min(y0, y), Math.max(y1, y)];
      }
      const [wide, high] = [x1 - x0 + 1, y1 - y0 + 1];
      if (wide < 10 || Math.abs(wide - high) > 3) continue;
      // Well within its ring, and not on the line between the halves.
      const filled = (/** @type {number} */ side) => is(Math.round((y0 + y1) / 2) * width + Math.round((x0 + x1) / 2 + (side * wide) / 5));
      found.push({ colour, left: filled(-1), right: filled(1) });
    }
  }
  return found;
}
