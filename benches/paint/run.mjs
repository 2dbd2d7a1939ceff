// When a reader on a slow line sees the largest part of a page: Chromium with a telephone's screen, a processor four times
// slower, and a line of 1.6 Mbit/s with 150 ms for each request (what Lighthouse calls slow 4G), an empty cache each time. By
// hand, after `cargo build` and `npm ci` in tests/browser:
//
//     node benches/paint/run.mjs [rounds]

import { createRequire } from "node:module";
import { published } from "../../tests/browser/site.mjs";

const ROUNDS = Number(process.argv[2] ?? 9);
const PAGES = { home: "/", guide: "/roles/sre/", pair: "/compare/sre-vs-platform-engineer/", matrix: "/compare/", pay: "/salaries/" };
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const { chromium } = createRequire(new URL("../../tests/browser/", import.meta.url))("playwright-core");

const site = await published();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** The largest paint of a page, in milliseconds from the beginning of the navigation. */
async function largest(path) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1.75 });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", LINE);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(site.origin + path, { waitUntil: "networkidle" });
  const time = await page.evaluate(() => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
  }));
  await context.close();
  return time;
}

console.log(`| page | largest paint, ms: median of ${ROUNDS} (min–max) |\n|---|--:|`);
for (const [name, path] of Object.entries(PAGES)) {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(Math.round(await largest(path)));
  times.sort((a, b) => a - b);
  console.log(`| ${name} | ${times[ROUNDS >> 1]} (${times[0]}–${times.at(-1)}) |`);
}
await browser.close();
