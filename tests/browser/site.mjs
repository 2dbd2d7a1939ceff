// The published site, in a browser. A test file calls `published()` once and `visit()` as often as it likes.
//
//     const site = await published();
//     const page = await visit(site, "/compare/", { theme: "dark", width: 390 });

import { execFile } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { NARROWEST, onlyFont } from "./fonts.mjs";

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The program, as `cargo build` leaves it. */
export const ROLEBOOK = process.env.ROLEBOOK ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "debug/rolebook");

/** Runs a program to its end. */
export const run = promisify(execFile);

/** @type {Record<string, string>} */
export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".csv": "text/csv; charset=utf-8",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** @typedef {{ origin: string, folder: string }} Site */

/** Builds a site. While another test file does, it waits for that one to end. @param {string[]} options */
async function build(options) {
  for (;;) {
    try {
      // The site of an earlier version of the test may be there.
      return await run(ROLEBOOK, ["build", "--allow-removals", ...options]);
    } catch (error) {
      if (!/another rolebook process is publishing/.test(String(error))) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/**
 * Returns a function that imports a script as the site publishes it, with its messages.
 * @param {string} name of the test, which has its own copy
 * @returns {Promise<(script: string) => Promise<any>>}
 */
export async function scripts(name) {
  const folder = join(ROOT, "target/browser", `scripts-${name}`);
  await build(["--root", ROOT, "--output", join(ROOT, "target/browser/site")]);
  await cp(join(ROOT, "target/browser/site/assets"), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  return (script) => import(pathToFileURL(join(folder, script)).href);
}

/**
 * Reads the search index of a site, and fetches shards from its folder.
 * @param {{ folder: string }} site
 * @param {typeof import("../../static/assets/search/index.js").read} read
 * @param {string[]} [fetched] collects the shards that were fetched
 */
export async function searchIndex({ folder }, read, fetched = []) {
  const parsed = async (/** @type {string} */ file) => JSON.parse(await readFile(join(folder, "search", `${file}.json`), "utf8"));
  return read(await parsed("index"), (file) => {
    fetched.push(file);
    return parsed(file);
  });
}

/**
 * Reads all of a search index.
 * @param {{ folder: string }} site
 * @param {typeof import("../../static/assets/search/index.js").read} read
 */
export async function wholeIndex(site, read) {
  const index = await searchIndex(site, read);
  index.shards.all();
  await index.shards.fetch();
  return index;
}

/**
 * Builds a site, which costs nothing when it is built already, and serves it as a host of static files does: compressed,
 * `index.html` for a folder, `404.html` for what is not there. Without a name it is this repository's, at the top of its host.
 * @param {{ name?: string, root?: string, base?: string }} [as] `base` is the folder on the host: `/docs`
 * @returns {Promise<Site>}
 */
export async function published({ name = "site", root = ROOT, base = "" } = {}) {
  const folder = join(ROOT, "target/browser", name);
  await build(["--root", root, "--output", folder, ...(base ? ["--base-url", `https://rolebook.example${base}/`] : [])]);
  const server = createServer(async (request, response) => {
    if (request.url === "/.blank") return void response.setHeader("Content-Type", TYPES[".html"]).end("<!doctype html><title>Blank</title>");
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    const below = path.slice(base.length);
    const file = join(folder, below.endsWith("/") ? `${below}index.html` : below);
    const found = path.startsWith(`${base}/`) ? await readFile(file).catch(() => null) : null;
    const body = found ?? (await readFile(join(folder, "404.html")));
    response.statusCode = found ? 200 : 404;
    response.setHeader("Content-Type", TYPES[found ? extname(file) : ".html"] ?? "application/octet-stream");
    const small = /\.(png|woff2)$/.test(file) ? body : gzipSync(body);
    if (small !== body) response.setHeader("Content-Encoding", "gzip");
    response.setHeader("Content-Length", small.length);
    response.end(small);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, folder };
}

/** Browsers by their system font. @type {Map<string, Promise<import("playwright-core").Browser>>} */
const started = new Map();
// Here and not where they are started: a hook that a test makes runs when that test ends.
after(async () => {
  for (const browser of started.values()) await (await browser).close();
});

/** The Chromium of this test file, with one system font. It has no sandbox where it runs as root, as in a container. */
export function browser(font = NARROWEST) {
  const known = started.get(font);
  if (known) return known;
  const args = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const env = /** @type {Record<string, string>} */ ({ ...process.env, ...onlyFont(font) });
  const launched = chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args, env });
  started.set(font, launched);
  return launched;
}

/**
 * Opens a page of the site. A script that fails, a refused request and a breach of the page's policy fail the test.
 * @param {{ origin: string }} site
 * @param {string} path
 * @param {{ theme?: "light" | "dark", width?: number, height?: number, scripts?: boolean, missing?: boolean, font?: string }} [as] `missing`: there is no page at the address, or none yet
 */
export async function visit(site, path, { theme = "light", width = 1280, height = 900, scripts = true, missing = false, font = NARROWEST } = {}) {
  const context = await (await browser(font)).newContext({
    viewport: { width, height },
    colorScheme: theme,
    javaScriptEnabled: scripts,
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  /** @type {string[]} */
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(`script: ${error.message}`));
  page.on("console", (message) => {
    const { url } = message.location();
    // Only a test itself can take the connection away; and a page without an icon, such as a redirect, may be asked for one.
    if (/ERR_INTERNET_DISCONNECTED/.test(message.text()) || url.endsWith("/favicon.ico")) return;
    if (message.type() === "error" && !(missing && /status of (404|500)/.test(message.text()))) trouble.push(`console: ${message.text()} ${url}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith("data:")) trouble.push(`request: ${request.url()}`);
  });
  troubles.push({ path, trouble });
  await page.goto(site.origin + path, { waitUntil: "load" });
  return page;
}

/** @type {{ path: string, trouble: string[] }[]} */
const troubles = [];
process.on("exit", () => {
  const told = troubles.flatMap(({ path, trouble }) => trouble.map((line) => `${path}: ${line}`));
  if (told.length > 0) {
    console.error(told.join("\n"));
    process.exitCode = 1;
  }
});
