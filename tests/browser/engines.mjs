// One page in three browser engines. A test body that takes an engine runs in each of them:
//
//     const site = await published();
//     inEachEngine("nothing scrolls sideways", async (engine) => {
//       const page = await engine.visit(site, "/compare/", { width: 320, touch: true });
//       assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
//     });
//
// Chromium is driven by Playwright, Firefox by Puppeteer (WebDriver BiDi), and WebKitGTK by WebDriver over HTTP. A browser process is
// started once per test file for each combination of settings that it can only be given at its start. `ENGINES=webkit` runs
// the tests in that engine only.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import puppeteer from "puppeteer-core";
import { NARROWEST, onlyFont } from "./fonts.mjs";
import { browser } from "./site.mjs";

/**
 * How a page is shown.
 * @typedef {object} Setting
 * @property {number} [width] of the viewport, in CSS pixels
 * @property {number} [height]
 * @property {"light" | "dark"} [theme]
 * @property {boolean} [touch] A finger is the only pointer: `(hover: none)`, `(pointer: coarse)`.
 * @property {boolean} [scripts] `false` turns the page's own scripts off; `evaluate` works all the same.
 * @property {boolean} [forcedColors] High contrast. WebKit has no such mode: `engine.hasForcedColors`.
 * @property {number} [textScale] The size of the root's text: 2 is 200%. Media queries do not change with it.
 * @property {boolean} [print] The styles of print.
 * @property {string} [font] The only system font.
 */

/**
 * A page. Selectors are CSS; keys are named as in `KeyboardEvent.key`, with modifiers in front: `Shift+Tab`.
 * @typedef {object} Page
 * @property {Required<Setting>} setting
 * @property {(path: string) => Promise<void>} goto Opens another page of the same site.
 * @property {<A extends any[], R>(run: (...args: A) => R, ...args: A) => Promise<Awaited<R>>} evaluate
 * @property {(source: string) => Promise<void>} addScript Runs a script whatever the page's policy.
 * @property {<A extends any[]>(holds: (...args: A) => unknown, ...args: A) => Promise<void>} waitFor Waits until it is truthy, at most 10 s.
 * @property {(key: string) => Promise<void>} press
 * @property {(text: string) => Promise<void>} type
 * @property {(selector: string) => Promise<void>} click
 * @property {(selector: string) => Promise<void>} hover
 * @property {(path: string) => Promise<void>} screenshot Writes a PNG of the viewport.
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {() => Promise<Uint8Array>} [pdf] What it prints, with backgrounds left out. WebKit cannot be asked for it.
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {boolean} hasForcedColors
 * @property {(site: { origin: string }, path: string, setting?: Setting) => Promise<Page>} visit Opens a page with empty storage.
 */

/** @type {Required<Setting>} */
const DEFAULTS = { width: 1280, height: 900, theme: "light", touch: false, scripts: true, forcedColors: false, textScale: 1, print: false, font: NARROWEST };

/** Ends what a test file started, newest first. @type {(() => unknown)[]} */
const endings = [];
/** Failed scripts and console errors. @type {string[]} */
const errors = [];
after(async () => {
  for (const end of endings.reverse()) await end();
  assert.deepEqual(errors, []);
});

/**
 * Remembers a promise for each key.
 * @template T @param {(key: string) => Promise<T>} make @returns {(key: string) => Promise<T>}
 */
function memoized(make) {
  /** @type {Map<string, Promise<T>>} */
  const made = new Map();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

/**
 * The part of a page that all engines share.
 * @param {Page} page @param {{ origin: string }} site
 */
async function prepared(page, site) {
  const { goto } = page;
  page.goto = async (path) => {
    await goto(site.origin + path);
    const { textScale } = page.setting;
    if (textScale !== 1) await page.evaluate((percent) => void (document.documentElement.style.fontSize = percent), `${textScale * 100}%`);
    // Without scripts no promise of a page is ever settled.
    if (page.setting.scripts) await page.evaluate(() => document.fonts.ready.then(() => true));
  };
  page.waitFor = async (holds, ...args) => {
    for (const end = Date.now() + 10_000; ; ) {
      /** @type {unknown} */
      let cause;
      // A page that is left while it is asked answers with an error.
      const held = await page.evaluate(holds, ...args).catch((error) => void (cause = error));
      if (held) return;
      if (Date.now() > end) throw new Error(`never true: ${holds} with ${JSON.stringify(args)}`, { cause });
      await new Promise((done) => setTimeout(done, 25));
    }
  };
  return page;
}

// --- Chromium ---

/** @type {Engine} */
const CHROMIUM = {
  name: "chromium",
  hasForcedColors: true,
  async visit(site, path, asked = {}) {
    const setting = { ...DEFAULTS, ...asked };
    const context = await (await browser(setting.font)).newContext({
      viewport: { width: setting.width, height: setting.height },
      colorScheme: setting.theme,
      javaScriptEnabled: setting.scripts,
      reducedMotion: "reduce",
      forcedColors: setting.forcedColors ? "active" : "none",
      hasTouch: setting.touch,
      isMobile: setting.touch,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const tab = await context.newPage();
    if (setting.print) await tab.emulateMedia({ media: "print" });
    tab.on("pageerror", (error) => errors.push(`chromium ${tab.url()}: ${error.message}`));
    tab.on("console", (message) => {
      if (message.type() === "error") errors.push(`chromium ${tab.url()}: ${message.text()}`);
    });
    const page = await prepared(/** @type {Page} */ (/** @type {unknown} */ ({
      setting,
      goto: (/** @type {string} */ url) => tab.goto(url),
      evaluate: (/** @type {Function} */ run, /** @type {any[]} */ ...args) => tab.evaluate(`(${run})(...${JSON.stringify(args)})`),
      addScript: (/** @type {string} */ source) => tab.evaluate(source),
      press: (/** @type {string} */ key) => tab.keyboard.press(key),
      type: (/** @type {string} */ text) => tab.keyboard.type(text),
      click: (/** @type {string} */ selector) => tab.locator(selector).first().click(),
      hover: (/** @type {string} */ selector) => tab.locator(selector).first().hover(),
      resize: (/** @type {number} */ width, /** @type {number} */ height) => tab.setViewportSize({ width, height }),
      screenshot: (/** @type {string} */ path) => tab.screenshot({ path }),
      pdf: () => tab.pdf({ preferCSSPageSize: true }),
      close: () => context.close(),
    })), site);
    await page.goto(path);
    return page;
  },
};

// --- Firefox ---

/** Firefox's preference for pointers: 1 is coarse, 6 is fine with hover. */
const COARSE = 1;
const FINE_WITH_HOVER = 6;

const firefoxWith = memoized(async (key) => {
  const { theme, touch, scripts, forcedColors, font } = /** @type {Required<Setting>} */ (JSON.parse(key));
  const firefox = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    env: { ...process.env, ...onlyFont(font) },
    extraPrefsFirefox: {
      "layout.css.prefers-color-scheme.content-override": theme === "dark" ? 0 : 1,
      "ui.primaryPointerCapabilities": touch ? COARSE : FINE_WITH_HOVER,
      "ui.allPointerCapabilities": touch ? COARSE : FINE_WITH_HOVER,
      "ui.useOverlayScrollbars": touch ? 1 : 0,
      "ui.prefersReducedMotion": 1,
      "javascript.enabled": scripts,
      // Tab goes to links too, whatever the desktop.
      "accessibility.tabfocus": 7,
      ...(forcedColors ? { "browser.display.document_color_use": 2, "ui.useAccessibilityTheme": 1 } : {}),
    },
  });
  endings.push(() => firefox.close());
  return firefox;
});

/** @type {Engine} */
const FIREFOX = {
  name: "firefox",
  hasForcedColors: true,
  async visit(site, path, asked = {}) {
    const setting = { ...DEFAULTS, ...asked };
    const { theme, touch, scripts, forcedColors, font } = setting;
    const context = await (await firefoxWith(JSON.stringify({ theme, touch, scripts, forcedColors, font }))).createBrowserContext();
    const tab = await context.newPage();
    await tab.setViewport({ width: setting.width, height: setting.height });
    tab.on("pageerror", (error) => {
      // Firefox asks for an icon that the policy of an embed keeps out.
      if (!String(error).includes("/favicon.ico")) errors.push(`firefox ${tab.url()}: ${error}`);
    });
    tab.on("console", (message) => {
      if (message.type() === "error") errors.push(`firefox ${tab.url()}: ${message.text()}`);
    });
    const evaluate = (/** @type {Function} */ run, /** @type {any[]} */ ...args) => tab.evaluate(`(${run})(...${JSON.stringify(args)})`);
    // Puppeteer's own look for a place to click needs the scripts of a page. A page that is still being laid out moves it.
    const middle = async (/** @type {string} */ selector) => {
      for (let before = ""; ; ) {
        const place = /** @type {[number, number]} */ (await evaluate(middleOf, selector));
        if (String(place) === before) return place;
        before = String(place);
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    const page = await prepared(/** @type {Page} */ (/** @type {unknown} */ ({
      setting,
      async goto(/** @type {string} */ url) {
        await tab.goto(url);
        if (setting.print) await evaluate(answerMedia, PRINT);
      },
      evaluate,
      addScript: (/** @type {string} */ source) => tab.evaluate(source),
      async press(/** @type {string} */ keys) {
        const [key, ...modifiers] = keys.split("+").reverse();
        for (const modifier of modifiers) await tab.keyboard.down(/** @type {any} */ (modifier));
        await tab.keyboard.press(/** @type {any} */ (key));
        for (const modifier of modifiers) await tab.keyboard.up(/** @type {any} */ (modifier));
      },
      type: (/** @type {string} */ text) => tab.keyboard.type(text),
      click: async (/** @type {string} */ selector) => tab.mouse.click(...(await middle(selector))),
      hover: async (/** @type {string} */ selector) => tab.mouse.move(...(await middle(selector))),
      resize: (/** @type {number} */ width, /** @type {number} */ height) => tab.setViewport({ width, height }),
      screenshot: (/** @type {any} */ path) => tab.screenshot({ path }),
      pdf: () => tab.pdf({ format: "A4" }),
      close: () => context.close(),
    })), site);
    await page.goto(path);
    return page;
  },
};

// --- WebKit ---

/** Where Debian, Fedora and Arch install the browser that is driven. */
const MINI_BROWSERS = ["/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1", "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1", "/usr/libexec/webkit2gtk-4.1", "/usr/lib/webkit2gtk-4.1"];

/** The narrowest window of that browser, whose buttons need the room. Narrower pages are shown in a frame. */
const NARROWEST_WINDOW = 450;
/** What its window adds to the height of a page. */
const TOOLBAR = 38;

/** The width and height of the display in which it is shown, unseen. */
const SCREEN = 2400;

/** Keys as WebDriver names them. @type {Record<string, string>} */
const KEYS = {
  Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Shift: "\uE008", Control: "\uE009", Alt: "\uE00A", Escape: "\uE00C", PageUp: "\uE00E",
  PageDown: "\uE00F", End: "\uE010", Home: "\uE011", ArrowLeft: "\uE012", ArrowUp: "\uE013", ArrowRight: "\uE014", ArrowDown: "\uE015", Delete: "\uE017", Space: " ",
};

/** A display for each browser: a window below another has no focus. */
const display = memoized(async () => {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", `${SCREEN}x${SCREEN}x24`, "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  endings.push(() => server.kill());
  const [number] = await once(/** @type {import("node:stream").Readable} */ (server.stdio[3]), "data");
  return `:${String(number).trim()}`;
});

/** A port that nothing uses. */
async function freePort() {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((done) => server.close(done));
  return port;
}

/** A session with a browser: sends a command. */
const webkitWith = memoized(async (key) => {
  const { theme, scripts, font } = /** @type {Required<Setting>} */ (JSON.parse(key));
  const folder = await mkdtemp(join(tmpdir(), "rolebook-webkit-"));
  const [binary] = process.env.MINIBROWSER ? [process.env.MINIBROWSER] : await Promise.all(MINI_BROWSERS.map((at) => readFile(`${at}/MiniBrowser`).then(() => [`${at}/MiniBrowser`], () => []))).then((found) => found.flat());
  assert.ok(binary, "MiniBrowser of WebKitGTK is not installed (tests/run says what to install)");
  // The driver drops what the browser prints: its console is read from a file.
  const [log, started] = [join(folder, "console"), join(folder, "browser")];
  await writeFile(started, `#!/bin/sh\nexec ${binary} "$@" >${log} 2>/dev/null\n`);
  await chmod(started, 0o755);
  const port = await freePort();
  const env = { ...process.env, ...onlyFont(font), DISPLAY: await display(key), HOME: folder, XDG_RUNTIME_DIR: folder, GDK_BACKEND: "x11", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const send = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {object | undefined} */ body = undefined) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = /** @type {{ value: any }} */ (await response.json());
    if (value?.error) throw new Error(`WebDriver ${path.replace(/.*\/session\/[^/]*/, "")}: ${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries++) {
    const up = await send("GET", "/status").then(() => true, () => false);
    if (up) break;
    assert.ok(tries < 200, "WebKitWebDriver does not answer");
    await new Promise((done) => setTimeout(done, 50));
  }
  const args = ["--automation", "--enable-write-console-messages-to-stdout=true"];
  if (theme === "dark") args.push("--dark-mode");
  if (!scripts) args.push("--enable-javascript-markup=false");
  const session = await send("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary: started, args } } } });
  const to = `/session/${session.sessionId}`;
  await send("POST", `${to}/timeouts`, { script: 120_000 });
  endings.push(async () => {
    await send("DELETE", to).catch(() => {});
    driver.kill();
    const said = await readFile(log, "utf8").catch(() => "");
    errors.push(...said.split("\n").filter((line) => /CONSOLE \S+ (ERROR|WARN)|CONSOLE (ERROR|.* ERROR)/.test(line)).map((line) => `webkit ${line}`));
    await rm(folder, { recursive: true, force: true });
  });
  return { to, send };
});

/** @type {Engine} */
const WEBKIT = {
  name: "webkit",
  hasForcedColors: false,
  async visit(site, path, asked = {}) {
    const setting = { ...DEFAULTS, ...asked };
    const { theme, scripts, font, width, height, touch, print } = setting;
    const { to, send } = await webkitWith(JSON.stringify({ theme, scripts, font }));
    const post = (/** @type {string} */ command, /** @type {object} */ body = {}) => send("POST", `${to}/${command}`, body);
    const isFramed = width < NARROWEST_WINDOW;
    const run = (/** @type {string} */ script) => post("execute/async", { script: `const done = arguments[0]; Promise.resolve().then(() => { ${script} }).then((value) => done({ value }), (error) => done({ error: String(error.stack ?? error) }))`, args: [] });
    const evaluate = async (/** @type {Function} */ what, /** @type {any[]} */ ...args) => {
      const { value, error } = await run(`return (${what})(...${JSON.stringify(args)})`);
      if (error) throw new Error(error);
      return value;
    };
    /** @type {(selector: string, then: object[]) => Promise<void>} */
    const pointAt = async (selector, then) => {
      await evaluate(middleOf, selector);
      const origin = await post("element", { using: "css selector", value: selector });
      const actions = [{ type: "pointerMove", duration: 0, x: 0, y: 0, origin }, ...then];
      await post("actions", { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
    };
    const sizeWindow = (/** @type {number} */ width, /** @type {number} */ height) => {
      const [outer, tall] = [Math.max(width, NARROWEST_WINDOW), height + TOOLBAR];
      // Nothing manages the windows of this display: the one under its pointer, which stands in the middle, has the focus.
      return post("window/rect", { x: Math.round((SCREEN - outer) / 2), y: Math.round((SCREEN - tall) / 2), width: outer, height: tall });
    };
    const sizeFrame = (/** @type {number} */ width, /** @type {number} */ height) =>
      evaluate((/** @type {number} */ width, /** @type {number} */ height) => {
        const frame = /** @type {HTMLElement} */ (document.querySelector("iframe"));
        Object.assign(frame.style, { border: 0, width: `${width}px`, height: `${height}px` });
      }, width, height);
    const page = await prepared(/** @type {Page} */ (/** @type {unknown} */ ({
      setting,
      async resize(/** @type {number} */ width, /** @type {number} */ height) {
        assert.ok(isFramed || width >= NARROWEST_WINDOW, "a page that was visited wide cannot be made narrow");
        await sizeWindow(width, height);
        if (!isFramed) return;
        await post("frame", { id: null });
        await sizeFrame(width, height);
        await post("frame", { id: 0 });
      },
      async goto(/** @type {string} */ url) {
        if (isFramed) {
          await post("frame", { id: null });
          await evaluate((/** @type {string} */ url) => new Promise((done) => {
            const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
            frame.addEventListener("load", () => done(true), { once: true });
            frame.src = url;
          }), url);
          await post("frame", { id: 0 });
        } else {
          await post("url", { url });
        }
        // This browser always has a mouse.
        if (touch) await evaluate(answerMedia, TOUCH);
        if (print) await evaluate(answerMedia, PRINT);
      },
      evaluate,
      addScript: (/** @type {string} */ script) => post("execute/sync", { script, args: [] }),
      async press(/** @type {string} */ keys) {
        const values = keys.split("+").map((key) => KEYS[key] ?? key);
        const down = values.map((value) => ({ type: "keyDown", value }));
        const up = values.reverse().map((value) => ({ type: "keyUp", value }));
        await post("actions", { actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }] });
      },
      async type(/** @type {string} */ text) {
        const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
        await post("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
      },
      click: (/** @type {string} */ selector) => pointAt(selector, [{ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }]),
      hover: (/** @type {string} */ selector) => pointAt(selector, []),
      async screenshot(/** @type {string} */ path) {
        // It takes what was painted last.
        if (scripts) await evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true), 100)))));
        await writeFile(path, Buffer.from(await send("GET", `${to}/screenshot`), "base64"));
      },
      close: async () => {},
    })), site);
    await sizeWindow(width, height);
    await post("frame", { id: null });
    await post("url", { url: `${site.origin}/.blank` });
    await evaluate(() => (sessionStorage.clear(), localStorage.clear()));
    if (isFramed) {
      await evaluate(() => {
        document.body.style.margin = "0";
        document.body.append(document.createElement("iframe"));
      });
      await sizeFrame(width, height);
    }
    await page.goto(path);
    return page;
  },
};

/** Brings an element into view, and finds its middle. @param {string} selector */
function middleOf(selector) {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`there is no ${selector}`);
  // What stays at the head or the foot of a window covers what is there.
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  // The first line of a link that is broken over several.
  const { x, y, width, height } = element.getClientRects()[0];
  return [x + width / 2, y + height / 2];
}

/** Answers to media queries that an engine cannot emulate. @typedef {Record<string, boolean>} Answers */
/** @type {Answers} */
const TOUCH = { "(hover: hover)": false, "(pointer: fine)": false, "(hover: none)": true, "(pointer: coarse)": true };
/** @type {Answers} */
const PRINT = { screen: false, print: true };

/** Rewrites the media queries of a page as if they were answered so. @param {Answers} answers */
function answerMedia(answers) {
  const rewritten = (/** @type {string} */ query) => {
    for (const [asked, holds] of Object.entries(answers)) {
      if (!query.includes(asked)) continue;
      if (!holds) return "not all";
      query = query.replace(asked, asked.startsWith("(") ? "(min-width: 0px)" : "all");
    }
    return query;
  };
  const visit = (/** @type {CSSRuleList} */ rules) => {
    for (const rule of rules) {
      if (rule instanceof CSSMediaRule) rule.media.mediaText = rule.media.mediaText.split(",").map(rewritten).join(",");
      if ("cssRules" in rule) visit(/** @type {CSSGroupingRule} */ (rule).cssRules);
    }
  };
  for (const sheet of document.styleSheets) visit(sheet.cssRules);
}

/** The engines that are asked. */
export const ENGINES = [CHROMIUM, FIREFOX, WEBKIT].filter(({ name }) => (process.env.ENGINES ?? name).split(",").includes(name));

/**
 * A test in each engine.
 * @param {string} name
 * @param {(engine: Engine) => Promise<void>} body
 */
export function inEachEngine(name, body) {
  for (const engine of ENGINES) test(`${engine.name}: ${name}`, () => body(engine));
}
