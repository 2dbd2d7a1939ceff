// The JSON-LD of pages conforms to schema.org and has the properties that search engines require.
//
// The vocabulary is that of schema-dts, which is made from schema.org's own file: a type, a property that its type does not
// have, or a value of another type than it takes does not compile. That TypeScript takes any text for an address or a day is
// made good for below, and so is what Google asks beyond the vocabulary (developers.google.com/search/docs/appearance).

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { published, run } from "./site.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const site = await published();

/** Every page of the sitemap but the pairs, which differ in their names only, and one of those. */
const sitemap = await readFile(join(site.folder, "sitemap.xml"), "utf8");
const paths = [...sitemap.matchAll(/<loc>https?:\/\/[^/]+(\/[^<]*)<\/loc>/g)].map((found) => found[1] ?? "");
const pages = paths.filter((path) => !path.includes("-vs-") || path.endsWith("/sre-vs-platform-engineer/"));

/** @type {{ path: string, data: any }[]} */
const told = [];
for (const path of pages) {
  const html = await readFile(join(site.folder, path, "index.html"), "utf8");
  const [, json] = html.match(/<script type="application\/ld\+json">(.*?)<\/script>/s) ?? [];
  if (json) told.push({ path, data: JSON.parse(json) });
}
/** @type {{ path: string, thing: any }[]} */
const things = told.flatMap(({ path, data }) => (data["@graph"] ?? [data]).map((/** @type {any} */ thing) => ({ path, thing })));
const of = (/** @type {string} */ type) => {
  const found = things.filter(({ thing }) => thing["@type"] === type);
  assert.ok(found.length > 0, `no page tells of any ${type}`);
  return found;
};

/**
 * The complaints of the compiler about some data, and where in them.
 * @param {{ path: string, data: any }[]} pages
 */
async function complaints(pages) {
  const folder = await mkdtemp(join(HERE, "node_modules/.json-ld-"));
  try {
    const line = (/** @type {{ path: string, data: any }} */ { path, data }) => `export const _${Buffer.from(path).toString("hex")}: ${data["@graph"] ? "Graph" : "WithContext<Thing>"} = ${JSON.stringify(data)};`;
    await writeFile(join(folder, "told.ts"), `import type { Graph, Thing, WithContext } from "schema-dts";\n${pages.map(line).join("\n")}\n`);
    const tsc = join(HERE, "node_modules/.bin/tsc");
    const options = ["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""];
    return await run(tsc, [...options, join(folder, "told.ts")]).then(
      () => [],
      ({ stdout }) => stdout.split("\n").filter((/** @type {string} */ line) => line.includes("error")),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("every statement is in schema.org's words", async () => {
  assert.ok(told.length > 100, `${told.length} pages`);
  assert.deepEqual(await complaints(told), []);
});

test("and the check finds a property that there is not, one of another type, and a value that is none", async () => {
  for (const wrong of [
    { "@type": "Occupation", nome: "SRE" },
    { "@type": "Dataset", name: "Facts", responsibilities: "none" },
    { "@type": "Dataset", name: "Facts", distribution: 3 },
    { "@type": "Job", name: "SRE" },
  ]) {
    const found = await complaints([{ path: "/", data: { "@context": "https://schema.org", ...wrong } }]);
    assert.equal(found.length, 1, JSON.stringify(wrong));
    assert.match(found[0], /told\.ts\(2,\d+\): error TS2/);
  }
});

test("addresses are whole, and those of the site are there", async () => {
  const address = /^https:\/\/[^\s]+$/;
  const own = new URL(paths[0] ?? "/", sitemap.match(/<loc>([^<]+)/)?.[1]).origin;
  const walk = (/** @type {any} */ value, /** @type {string} */ key, /** @type {string} */ path) => {
    if (Array.isArray(value)) value.forEach((one) => walk(one, key, path));
    else if (typeof value === "object") Object.entries(value).forEach(([key, one]) => walk(one, key, path));
    else if (["url", "item", "contentUrl", "mainEntityOfPage", "license", "isBasedOn", "inDefinedTermSet"].includes(key)) {
      assert.match(value, address, `${path}: ${key}`);
      addresses.push(value);
    } else if (key.startsWith("date")) {
      assert.match(value, /^\d{4}(-\d{2}(-\d{2})?)?$/, `${path}: ${key}`);
    }
  };
  /** @type {string[]} */
  const addresses = [];
  for (const { path, thing } of things) walk(thing, "", path);
  for (const address of new Set(addresses.filter((address) => address.startsWith(`${own}/`)))) {
    const file = new URL(address).pathname.replace(/\/$/, "/index.html");
    await readFile(join(site.folder, file));
  }
});

test("what Google asks of a data set, of crumbs and of an article is there", () => {
  for (const { path, thing } of of("Dataset")) {
    assert.ok(thing.name, path);
    assert.ok(thing.description.length >= 50 && thing.description.length <= 5000, `${path}: ${thing.description.length}`);
    assert.ok(thing.creator.name && thing.distribution.every((/** @type {any} */ file) => file.contentUrl && file.encodingFormat), path);
  }
  for (const { path, thing } of of("BreadcrumbList")) {
    const items = thing.itemListElement;
    assert.ok(items.length >= 2, path);
    items.forEach((/** @type {any} */ item, /** @type {number} */ at) => assert.ok(item.position === at + 1 && item.name && item.item, path));
  }
  for (const { path, thing } of of("Article")) {
    assert.ok(thing.headline && thing.headline.length <= 110 && thing.author.name && thing.datePublished && thing.dateModified, path);
  }
  for (const { path, thing } of of("Occupation")) assert.ok(thing.name && thing.description, path);
  for (const { path, thing } of of("DefinedTerm")) assert.ok(thing.name && thing.description, path);
});
