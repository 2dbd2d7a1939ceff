// The list of page kinds is complete: a new page kind must be added to the list that every other test uses.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { KINDS } from "./kinds.mjs";
import { published } from "./site.mjs";

const site = await published();

test("every kind of page in the sitemap has an address in kinds.mjs", async () => {
  const sitemap = await readFile(join(site.folder, "sitemap.xml"), "utf8");
  const paths = [...sitemap.matchAll(/<loc>https?:\/\/[^/]+(\/[^<]*)<\/loc>/g)].map((found) => found[1]);
  // Folder and depth tell the kinds apart, but for a page at the top, which is one kind whatever its name.
  const tops = new Set(paths.map((path) => path.split("/")[1]).filter((top) => paths.some((path) => path.startsWith(`/${top}/`) && path.length > top.length + 2)));
  const shape = (/** @type {string} */ path) => {
    const [, top, below] = path.split("/");
    return below ? `/${top}/…/` : tops.has(top) || KNOWN.has(path) ? path : top ? "/…/" : "/";
  };
  const known = new Set(Object.values(KINDS).map(shape));
  const missing = [...new Set(paths.map(shape))].filter((kind) => !known.has(kind));
  assert.deepEqual(missing, []);
});

/** Pages at the top that are a kind of their own. */
const KNOWN = new Set(["/sources/", "/freshness/", "/search/", "/fit/", "/moves/"]);
