// Anchors are those of the code host: of `github-slugger`, over all characters and over real headings.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import GithubSlugger from "github-slugger";
import { ROLEBOOK, run } from "./site.mjs";
import { path, table } from "./slug-table.mjs";

const folder = await mkdtemp(join(tmpdir(), "slugs-"));
after(() => rm(folder, { recursive: true }));

test("the table of characters is the one that github-slugger has", async () => {
  assert.equal(await readFile(path, "utf8"), table());
});

/** Words in twenty scripts, with what each brings along: marks, digits, cases, joiners. */
const WORDS = `
  Über uns|Straße und GRÖSSE|Ça va déjà ?|İstanbul IĞDIR ılık|Łódź i Žižkov
  हिन्दी भाषा|क्षत्रिय ज्ञान|বাংলা ভাষা|தமிழ் மொழி|తెలుగు భాష|ಕನ್ನಡ ನುಡಿ|മലയാളം ഭാഷ
  ภาษาไทย ครั้งที่ ๒|ພາສາລາວ|မြန်မာ ဘာသာ|ភាសា ខ្មែរ|བོད་ཡིག
  עברית שָׁלוֹם|العَرَبِيَّة ١٢٣|فارسی می‌خواهم|اردو زبان
  ΟΔΟΣ|ΣΊΣΥΦΟΣ και ΑΣ|Ελληνικά; ναι·|Привет, МИР!|Ґанок і їжак|Հայերեն Լեզու|ქართული ᲔᲜᲐ
  中文（简体）|日本語のカタカナ・ー|한국어 문서|ᐃᓄᒃᑎᑐᑦ|ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ|አማርኛ ፩፪|𐐀𐐁 Deseret|𝐁𝐨𝐥𝐝 𝟙𝟚
  Test ⚠️|👩‍💻 at work|1️⃣ First|½ cup|x² + y²|№ 5|Ⅷ ⅷ|①②③|a‿b _c_d|foo -- bar|foo --- bar|What's "it"?|... and so on
  C++ & C#|.NET/ASP.NET|/etc/passwd|a\\*b|$100 50%|[=a.b] x|100 %|e.g. i.e.|A-1|A|A|a|A-1|A-1-1|foo bar|a  b
`
  .split(/[|\n]/)
  .map((words) => words.trim())
  .filter(Boolean);

/** Every character that has a lower case, a few dozen a heading. */
const CASED = Array.from({ length: 0x110000 }, (_, point) => point)
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point))
  .filter((letter) => letter !== letter.toLowerCase() && !/\s/u.test(letter));

test("headings have the anchors that github-slugger gives them", async () => {
  const headings = [...WORDS];
  for (let at = 0; at < CASED.length; at += 40) headings.push(`x${CASED.slice(at, at + 40).join("")}`);
  for (const word of WORDS) headings.push(word.normalize("NFD"), word.toUpperCase(), `${word} ${word}`);
  // What Markdown makes something else of is written so that it is text.
  const typed = headings.map((heading) => heading.replace(/[\\`*_[\]<&#]/g, "\\$&"));
  await run(ROLEBOOK, ["init", join(folder, "site")]);
  await writeFile(
    join(folder, "site/content/pages/slugs.md"),
    `---\ntitle: Slugs\nsummary: Headings.\n---\n\n${typed.map((heading) => `## ${heading}\n\nWords.\n`).join("\n")}`,
  );
  await run(ROLEBOOK, ["build", "--root", join(folder, "site"), "--output", join(folder, "out")]);
  const page = await readFile(join(folder, "out/slugs/index.html"), "utf8");
  const ids = [...page.matchAll(/<h2 id="([^"]*)">[^\n]*class="anchor"/g)].map(([, id]) => id);
  const slugger = new GithubSlugger();
  // A heading without a letter has an empty anchor there; here it needs one.
  const expected = headings.map((heading) => slugger.slug(heading.trim()) || "section");
  const numbered = (/** @type {string[]} */ all) => all.filter((id) => !/^(section)?(-\d+)?$/.test(id));
  assert.ok(headings.length > 200);
  assert.deepEqual(numbered(ids), numbered(expected));
});
