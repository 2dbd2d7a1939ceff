// How soon the matrix answers: each interaction of a reader, done again and again in Chromium. By hand, after
// `cargo build --release` and `npm ci` in tests/browser:
//
//     node benches/matrix/run.mjs [rounds]
//
// Two sites: this repository's, and the same with every role three times under other names. For each interaction two
// times in milliseconds: until the page is laid out anew (the script, styles and layout, measured at the end of the script),
// and until the browser has shown it (its own Event Timing, in steps of 8, from the press to the next frame). The third is
// what the page's thread worked for it on average, which others on the machine do not lengthen.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { extname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ROLEBOOK = process.env.ROLEBOOK ?? join(ROOT, "target/release/rolebook");
const ROUNDS = Number(process.argv[2] ?? 21);
const { chromium } = createRequire(join(ROOT, "tests/browser/"))("playwright-core");
const place = mkdtempSync(join(tmpdir(), "rolebook-matrix-"));
process.on("exit", () => rmSync(place, { recursive: true }));

/** What is done, and how it is undone for the next round. */
const INTERACTIONS = {
  "order by a row": { press: "#on-call .sort", times: 3 },
  "a limit, on and off": { choose: "[name=max-on-call]", values: ["rare", ""] },
  "a tool, on and off": { choose: "[name=tool]", values: ["terraform", ""] },
  "differences only, on and off": { press: "[name=differ]", times: 2 },
  "a baseline, on and off": { choose: "[name=base]", values: ["sre", ""] },
  "a weight, on and off": { choose: "[name=weigh-hours]", values: ["3", "0"] },
  "no role, all roles": { choose: "[data-no=role]", values: null },
  "a group, folded and not": { press: ".fold", times: 2 },
};

/** This repository's site with each role three times. */
function thrice() {
  const root = join(place, "sixty");
  cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
  const ids = readdirSync(join(root, "content/roles")).filter((name) => name.endsWith(".yaml")).map((name) => name.slice(0, -5));
  for (const id of ids) {
    const text = readFileSync(join(root, `content/roles/${id}.yaml`), "utf8");
    const facts = text.replace(/^moves_to:[^]*$/m, "").replace(/^(short_name|also_known_as|was):.*\n/gm, "");
    for (const copy of [2, 3]) {
      writeFileSync(join(root, `content/roles/${id}-${copy}.yaml`), facts.replace(/^name: .*$/m, `name: Role ${id} ${copy}`));
    }
  }
  for (const series of readdirSync(join(root, "content/salaries"))) {
    const file = join(root, "content/salaries", series);
    const figure = /^ {2}- \{role: ([a-z-]+),.*\n/gm;
    writeFileSync(file, readFileSync(file, "utf8").replace(figure, (line, id) => line + [2, 3].map((copy) => line.replace(id, `${id}-${copy}`)).join("")));
  }
  return root;
}

/** @param {string} root */
async function served(root) {
  const folder = join(place, `out-${root.length}`);
  execFileSync(ROLEBOOK, ["build", "--root", root, "--output", folder], { stdio: "pipe" });
  const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const file = join(folder, pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
    try {
      response.end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(null)));
  return server;
}

/** @param {number[]} times */
function summary(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0).padStart(5);
  return `${at(0.5)}${at(0.95)}${at(1)}`;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
console.log(`Load of the machine: ${loadavg().map((load) => load.toFixed(1)).join(" ")}. ${ROUNDS} rounds, milliseconds, p50 p95 worst.\n`);
for (const [name, root] of [["20 roles", ROOT], ["60 roles", thrice()]]) {
  const server = await served(root);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`http://127.0.0.1:${server.address().port}/compare/`);
  const size = await page.evaluate(() => `${document.querySelectorAll("[data-role]").length} roles × ${document.querySelectorAll("tr[id]").length} rows`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  /** The work of the page's thread so far, in milliseconds of the processor. */
  const worked = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return 1000 * metrics.filter(({ name }) => ["ScriptDuration", "LayoutDuration", "RecalcStyleDuration"].includes(name)).reduce((sum, { value }) => sum + value, 0);
  };
  console.log(`${name.padEnd(32)} laid out       shown          work  (${size})`);
  for (const [what, { press, choose, values, times }] of Object.entries(INTERACTIONS)) {
    const before = await worked();
    const result = await page.evaluate(async ({ press, choose, values, times, rounds }) => {
      const laidOut = [];
      const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      const measured = async (act) => {
        await frame();
        const from = performance.now();
        act();
        document.querySelector(".matrix").getBoundingClientRect();
        laidOut.push(performance.now() - from);
        await frame();
      };
      for (let round = 0; round < rounds; round += 1) {
        if (press) for (let n = 0; n < times; n += 1) await measured(() => document.querySelector(press).click());
        else if (values) {
          const control = document.querySelector(choose);
          for (const value of values) await measured(() => {
            control.value = value;
            control.dispatchEvent(new Event("change", { bubbles: true }));
          });
        } else for (const selector of ["[data-no=role]", "[data-every=role]"]) await measured(() => document.querySelector(selector).click());
      }
      return laidOut;
    }, { press, choose, values, times, rounds: ROUNDS });
    const work = ((await worked()) - before) / result.length;
    // The same by real presses, where there is something to press.
    let shown = "";
    if (press) {
      await page.evaluate(() => {
        globalThis.shown = [];
        globalThis.watch = new PerformanceObserver((list) => globalThis.shown.push(...list.getEntries().filter((entry) => entry.name === "click").map((entry) => entry.duration)));
        globalThis.watch.observe({ type: "event", durationThreshold: 16 });
      });
      for (let n = 0; n < ROUNDS * times; n += 1) await page.locator(press).first().click();
      await page.waitForTimeout(100);
      const slow = await page.evaluate(() => (globalThis.watch.disconnect(), globalThis.shown));
      // What took less than 16 is not reported.
      shown = summary([...slow, ...Array(Math.max(0, ROUNDS * times - slow.length)).fill(8)]);
    }
    console.log(`${what.padEnd(32)}${summary(result)}  ${shown.padEnd(15)}  ${work.toFixed(1).padStart(5)}`);
  }
  await page.close();
  server.close();
}
await browser.close();
