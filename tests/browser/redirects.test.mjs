// A former address, or the other order of a pair: the query and the fragment of a link are kept.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { published, visit } from "./site.mjs";

const site = await published();

/** A redirect and its target. */
async function redirect() {
  for (const name of await readdir(join(site.folder, "compare"))) {
    const page = await readFile(join(site.folder, "compare", name, "index.html"), "utf8").catch(() => "");
    const to = page.match(/http-equiv="refresh" content="0; url=([^"]+)"/)?.[1];
    if (to) return { from: `/compare/${name}/`, to };
  }
  throw new Error("a pair has two addresses");
}

test("a redirect keeps the query and the fragment", async () => {
  const { from, to } = await redirect();
  for (const rest of ["", "?roles=a,b&x=%C3%A9", "#on-call", "?q=1#on-call"]) {
    const page = await visit(site, from + rest);
    await page.waitForURL(site.origin + to + rest);
    await page.context().close();
  }
});

test("without scripts it redirects too", async () => {
  const { from, to } = await redirect();
  const page = await visit(site, `${from}?q=1#on-call`, { scripts: false });
  await page.waitForURL(site.origin + to);
  await page.context().close();
});
