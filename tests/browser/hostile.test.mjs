// No file of `static/` that is accepted runs, moves or fetches anything: each is opened as a page, an image, an object, a
// frame and a service worker, with the type that hosts give it and without one.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { browser, ROLEBOOK, ROOT, run, TYPES } from "./site.mjs";

/** @typedef {{ path: string, bytes: Buffer, accepted: boolean }} Entry */

const table = JSON.parse(await readFile(join(ROOT, "tests/hostile/static.json"), "utf8"));

/** Names that a reviewer has to allow in words, whatever they hold. */
const ASKED = /(\.m?js|^_headers|^_redirects)$/;

/** @param {string} text @param {string} encoding */
function encoded(text, encoding) {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  if (encoding === "latin1") return Buffer.from(text, "latin1");
  const wide = Buffer.from(`\ufeff${text}`, "utf16le");
  return encoding === "utf-16le" ? wide : wide.swap16();
}

/** Everything in the table at paths of one site. A name that counts only at the top of a site is there once. @returns {Entry[]} */
function entries() {
  let number = 0;
  // Whatever runs or is fetched asks for an address of its own.
  const entry = (/** @type {string} */ path, /** @type {string} */ text, encoding = "utf-8", accepted = true) =>
    ({ path, bytes: encoded(text.replaceAll("RAN", `/ran/${number++}`), encoding), accepted });
  /** @type {(name: string, texts: string[], accepted: boolean) => Entry[]} */
  const drawings = (name, texts, accepted) => texts.map((text, n) => entry(`${name}/a${n}.svg`, text, "utf-8", accepted));
  const framed = (/** @type {string[]} */ inner) => inner.map((text) => table.drawing.replace("…", () => text));
  /** @type {{ text: string, encoding: string, accepted: string[] }[]} */
  const documents = table.documents;
  const isAccepted = (/** @type {string} */ name, /** @type {string[]} */ accepted) => accepted.includes(name) && !ASKED.test(name);
  return [
    ...drawings("bad/framed", framed(table.refused), false),
    ...drawings("bad/whole", table.refused_documents, false),
    ...drawings("good/framed", framed(table.accepted), true),
    ...drawings("good/whole", table.accepted_documents, true),
    ...table.names.flatMap((/** @type {string} */ name) => {
      const anywhere = /^(a|index)\b/.test(name) && name !== "a.json";
      if (anywhere) return documents.map(({ text, encoding, accepted }, n) => entry(`d${n}/${name}`, text, encoding, isAccepted(name, accepted)));
      const taken = documents.filter(({ accepted }) => accepted.includes(name));
      const { text, encoding, accepted } = taken.find(({ text }) => text.includes("RAN")) ?? taken[0] ?? documents[7];
      return [entry(name, text, encoding, isAccepted(name, accepted))];
    }),
  ];
}

/** A site with some files more, checked as a pull request is. Gives the files that were not complained of. @param {string} root @param {Entry[]} entries */
async function checked(root, entries) {
  for (const { path, bytes } of entries) {
    const file = join(root, "static", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  const refused = new Set();
  const found = await run(ROLEBOOK, ["check", "--root", root, "--deny", "warnings", "--format", "json"], { maxBuffer: 1 << 26 }).catch((error) => error);
  for (const line of found.stdout.split("\n").filter(Boolean)) {
    const { code, file } = JSON.parse(line);
    // Some names need a review, whatever the file contains.
    if (code !== "domain-verification") refused.add(file.replace(/^static\//, ""));
  }
  return entries.filter(({ path }) => !refused.has(path));
}

/** What was run or fetched. @type {Set<string>} */
const ran = new Set();
/** The bytes of every address. @type {Map<string, Buffer>} */
const served = new Map();

const server = createServer((request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname.startsWith("/ran/")) ran.add(url.pathname);
  const body = served.get(url.pathname);
  response.statusCode = body ? 200 : 404;
  const type = url.pathname.match(/\.\w+$/)?.[0] ?? "";
  // A host that does not know an ending sends no type, and the browser guesses.
  if (!url.pathname.startsWith("/bare/")) response.setHeader("Content-Type", TYPES[type] ?? "application/octet-stream");
  response.end(body ?? "");
});
await once(server.listen(0, "127.0.0.1"), "listening");
after(() => server.close());
const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
const origin = `http://127.0.0.1:${port}`;

/** Calls a function for each of a list, for four at a time: most of the time a page waits. @template T @param {T[]} list @param {(item: T) => Promise<void>} call */
async function sideBySide(list, call) {
  const rest = list.values();
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (const item of rest) await call(item);
  }));
}

/** Opens addresses in every way that a page can, and gives what ran. @param {string[]} paths */
async function opened(paths) {
  ran.clear();
  const context = await (await browser()).newContext();
  served.set("/start.html", Buffer.from("<!doctype html><title>Start</title>"));
  const groups = [];
  for (let begin = 0; begin < paths.length; begin += 40) groups.push(paths.slice(begin, begin + 40));
  await sideBySide(groups, async (group) => {
    const page = await context.newPage();
    await page.goto(`${origin}/start.html`);
    await page.evaluate(async (paths) => {
      const waits = paths.flatMap((path) => ["img", "object", "iframe", "embed"].map((name) => {
        const element = document.createElement(name);
        element.setAttribute(name === "object" ? "data" : "src", path);
        document.body.append(element);
        return new Promise((done) => { element.onload = element.onerror = done; window.setTimeout(done, 3000); });
      }));
      const workers = paths.flatMap((path) => ["classic", "module"].map((type) =>
        navigator.serviceWorker.register(path, { type: /** @type {WorkerType} */ (type) }).catch(() => null)));
      await Promise.all([...waits, ...workers]);
    }, group);
    await page.close();
  });
  await sideBySide(paths, async (path) => {
    const page = await context.newPage();
    // A file that is offered for download has no page.
    await page.goto(origin + path, { waitUntil: "load", timeout: 2000 }).catch(() => null);
    // Some of what was refused never answers a click.
    await Promise.race([page.mouse.click(5, 5).catch(() => null), setTimeout(1000)]);
    page.close().catch(() => null);
  });
  // A script may run late.
  await setTimeout(500);
  await context.close();
  return [...ran].sort();
}

const root = await mkdtemp(join(tmpdir(), "rolebook-hostile-"));
after(() => rm(root, { recursive: true, force: true }));

test("what is accepted runs nothing, and what is refused would have", { timeout: 300_000 }, async () => {
  const all = entries();
  const site = join(root, "site");
  await run(ROLEBOOK, ["init", site]);
  // The host that the `CNAME` of the table names.
  const settings = join(site, "content/site.yaml");
  await writeFile(settings, (await readFile(settings, "utf8")).replace("https://example.org/", "https://www.example.org/"));
  const accepted = await checked(site, all);
  assert.deepEqual(accepted.map((entry) => entry.path), all.filter((entry) => entry.accepted).map((entry) => entry.path));
  for (const { path } of all.filter((entry) => !entry.accepted)) await rm(join(site, "static", path));
  const output = join(root, "output");
  await run(ROLEBOOK, ["build", "--root", site, "--output", output, "--base-url", "https://rolebook.example/"]);
  /** @type {string[]} */
  const paths = [];
  for (const { path } of accepted) {
    const bytes = await readFile(join(output, path));
    for (const how of ["typed", "bare"]) {
      served.set(`/${how}/${path}`, bytes);
      paths.push(`/${how}/${path}`);
    }
  }
  assert.ok(all.length >= 200 && accepted.length >= 90, `${all.length} files, ${accepted.length} accepted`);
  assert.deepEqual(await opened(paths), [], "nothing of what is accepted ran or fetched");

  // The same look at files that were refused sees them run: without that, silence would say nothing.
  const refused = all.filter((entry) => entry.path.startsWith("bad/")).slice(0, 60);
  for (const { path, bytes } of refused) served.set(`/typed/control/${path}`, bytes);
  served.set("/typed/control/worker.js", Buffer.from("fetch('/ran/worker')"));
  const seen = await opened([...refused.map(({ path }) => `/typed/control/${path}`), "/typed/control/worker.js"]);
  assert.ok(seen.includes("/ran/worker"), "a service worker is seen");
  assert.ok(seen.length >= 20, `${seen.length} of the refused ran: ${seen.join(" ")}`);
});
