// The examples of the CommonMark specification, as far as this site publishes what they use. Each rule of the house by which
// the two differ is in HOUSE_RULES; whatever else differs is a mistake.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { test } from "node:test";
// @ts-expect-error It has no types.
import commonmark from "commonmark-spec";
import { ROLEBOOK } from "./site.mjs";

/** What is not published, by the code of the error that says so: such an example has no HTML to compare. */
const REFUSED = {
  "raw-html": "HTML is not supported",
  "unsafe-url": "only http, https and mailto addresses are published",
  "image-missing": "an image is a file of the site",
  "broken-link": "a link has an address, and it stays within the repository",
};

/**
 * How the pages differ from the HTML of the specification; it is undone on both sides before they are compared.
 * @type {{ rule: string, undo: (html: string) => string }[]}
 */
const HOUSE_RULES = [
  { rule: "quotes, dashes and dots are set as typographers set them", undo: (html) => plain(html) },
  { rule: "headings have an anchor, and a link to it", undo: (html) => html.replace(/ ?<a class="anchor".*?<\/a>/g, "").replace(/<(h\d) id="[^"]*">/g, "<$1>") },
  { rule: "code can be scrolled with the keyboard", undo: (html) => html.replaceAll('<pre tabindex="0">', "<pre>") },
  { rule: "code has colours, and no class with its language", undo: (html) => html.replace(/ class="language-[^"]*"/g, "").replace(/<span class="\w">|<\/span>/g, "") },
  { rule: "addresses are not percent-encoded before they are linked", undo: (html) => html.replace(/href="([^"]*)"/g, (_, url) => `href="${decoded(url)}"`) },
  { rule: "images load when they are needed", undo: (html) => html.replaceAll(' loading="lazy"', "") },
  { rule: "comments are not published", undo: (html) => html.replace(/<!--[\s\S]*?-->/g, "") },
  { rule: "the path of a file is as short as it can be", undo: (html) => html.replaceAll('href="./', 'href="') },
];

/** @param {string} html */
function plain(html) {
  return html.replace(/[‘’]/g, "'").replace(/[“”]/g, "&quot;").replace(/—/g, "---").replace(/–/g, "--").replace(/…/g, "...");
}

/** @param {string} url */
function decoded(url) {
  try {
    return decodeURIComponent(url).replace(/"/g, "&quot;");
  } catch {
    return url;
  }
}

/** HTML in one form: what a browser makes the same page of is the same text. @param {string} html */
function normal(html) {
  html = HOUSE_RULES.reduce((html, { undo }) => undo(html), html);
  html = html
    .replace(/ \/>/g, ">")
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&#x27;/g, "'")
    .replace(/(<[^>]*>)|"/g, (_, tag) => tag ?? "&quot;")
    .replace(/<(\w+)((?: [\w-]+="[^"]*")+)>/g, (_, name, attributes) => `<${name} ${attributes.match(/[\w-]+="[^"]*"/g).sort().join(" ")}>`);
  // White space counts within `pre` only.
  return html
    .split(/(<pre>[\s\S]*?<\/pre>)/)
    .map((piece) => (piece.startsWith("<pre>") ? piece : piece.replace(/\s+/g, " ").replace(/ ?(<\/?(?:p|h\d|ul|ol|li|blockquote|pre|hr|br|table|thead|tbody|tr|th|td|div|dl|dt|dd)\b[^>]*>) ?/g, "$1")))
    .join("")
    .trim();
}

/** @param {string[]} texts @returns {Promise<{ html: string, found: { code: string }[] }[]>} */
async function drawn(texts) {
  const program = spawn(join(dirname(ROLEBOOK), "examples/markdown"), { stdio: ["pipe", "pipe", "inherit"] });
  program.stdin.end(texts.map((text) => `${JSON.stringify(text)}\n`).join(""));
  let out = "";
  for await (const chunk of program.stdout.setEncoding("utf8")) out += chunk;
  return out.trim().split("\n").map((line) => JSON.parse(line));
}

test("examples of CommonMark 0.31.2 are published as the specification says", async () => {
  const examples = commonmark.tests.map((/** @type {{ number: number, markdown: string, html: string }} */ { number, markdown, html }) => ({ number, markdown: markdown.replaceAll("→", "\t"), html: html.replaceAll("→", "\t") }));
  const pages = await drawn(examples.map((/** @type {{ markdown: string }} */ { markdown }) => markdown));
  assert.equal(pages.length, examples.length);
  /** @type {Map<string, number>} */
  const refused = new Map();
  const wrong = [];
  let equal = 0;
  for (const [at, { number, markdown, html }] of examples.entries()) {
    const page = pages[at];
    const why = Object.keys(REFUSED).find((code) => page.found.some((found) => found.code === code));
    if (why) refused.set(why, (refused.get(why) ?? 0) + 1);
    else if (normal(page.html) === normal(html)) equal++;
    else wrong.push(`${number}: ${JSON.stringify(markdown)}\n  expected ${normal(html)}\n  but is   ${normal(page.html)}`);
  }
  const reasons = [...refused].map(([code, count]) => `${code} ${count}`).join(", ");
  console.log(`CommonMark: ${equal} equal, ${wrong.length} wrong, refused: ${reasons}`);
  assert.ok(equal > 500, "most examples can be compared");
  assert.deepEqual(wrong, [], `${wrong.length} of ${examples.length}:\n${wrong.join("\n")}`);
});
