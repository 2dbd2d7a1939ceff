// An embed in another site's page, in each engine.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after } from "node:test";
import { inEachEngine } from "./engines.mjs";
import { published } from "./site.mjs";

const site = await published();
const PATH = "/embed/sre-vs-platform-engineer/";
const embed = await readFile(join(site.folder, PATH, "index.html"), "utf8");
const published_at = new URL(/rel="canonical" href="([^"]+)"/.exec(embed)?.[1] ?? "").origin;

// The site where its policy says that it is, and a page around a sandboxed frame.
const server = createServer((request, response) => {
  const own = `http://${request.headers.host}`;
  const [type, body] = request.url === PATH ? ["text/html", embed.replaceAll(published_at, own)]
    : request.url?.endsWith("embed.css") ? ["text/css", readFile(join(site.folder, "assets/embed.css"))]
    : ["text/html", `<!doctype html><title>Other</title><iframe sandbox src="${own}${PATH}" title="Frame" width="320" height="300"></iframe>`];
  Promise.resolve(body).then((body) => response.setHeader("Content-Type", type).end(body));
});
await once(server.listen(0, "127.0.0.1"), "listening");
after(() => server.close());
const other = { origin: `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}` };
/** Styles that the server has been asked for, by a frame that may use them or not. */
let asked = 0;
server.on("request", (request) => (asked += request.url?.endsWith("embed.css") ? 1 : 0));

inEachEngine("a sandboxed frame has its styles", async (engine) => {
  asked = 0;
  // A policy that refuses the sheet keeps the browser from asking for it.
  const page = await engine.visit(other, "/page", { width: 640 });
  assert.ok(asked > 0);
  await page.close();
});
