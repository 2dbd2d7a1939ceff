// The texts that a reader takes along, as text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { scripts } from "./site.mjs";

const load = await scripts("copy");
/** @type {typeof import("../../static/assets/copy.js")} */
const { citation, csv, markdown } = await load("copy.js");

const press = { text: "Press, 2016", url: "https://example.org/sources/#book" };
const shown = {
  title: "SRE vs Platform Engineer",
  address: "https://example.org/compare/sre-vs-platform-engineer/",
  roles: ["SRE", "Platform Engineer"],
  rows: [
    {
      label: "On-call",
      address: "https://example.org/compare/sre-vs-platform-engineer/#on-call",
      cells: [
        { text: "Core (level 3 of 3)", sources: [press] },
        { text: "Some", sources: [press, { text: "our judgement", url: "" }] },
      ],
    },
    { label: "Pay | gross", cells: [{ text: "=1+1", sources: [] }, { text: "say \"x\", *y*", sources: [] }] },
  ],
};

test("Markdown is a table with its sources numbered below", () => {
  assert.equal(
    markdown(shown),
    `[SRE vs Platform Engineer](<https://example.org/compare/sre-vs-platform-engineer/>)

|  | SRE | Platform Engineer |
| --- | --- | --- |
| [On-call](<https://example.org/compare/sre-vs-platform-engineer/#on-call>) | Core (level 3 of 3) (1) | Some (1, 2) |
| Pay \\| gross | =1+1 | say "x", \\*y\\* |

1. [Press, 2016](<https://example.org/sources/#book>)
2. our judgement
`,
  );
});

test("CSV has a column for each role and its sources, and no formula", () => {
  assert.equal(
    csv(shown),
    [
      "Row,SRE,SRE: sources,Platform Engineer,Platform Engineer: sources,Address",
      'On-call,Core (level 3 of 3),"Press, 2016 <https://example.org/sources/#book>",Some,"Press, 2016 <https://example.org/sources/#book>; our judgement",https://example.org/compare/sre-vs-platform-engineer/#on-call',
      'Pay | gross,\'=1+1,,"say ""x"", *y*",,https://example.org/compare/sre-vs-platform-engineer/',
      "",
    ].join("\r\n"),
  );
});

test("a citation is one line with the day on which the page was read", () => {
  const about = { site: "Rolebook", read: new Date(2026, 10, 25) };
  assert.equal(
    citation({ title: "SRE vs Platform Engineer: On call", address: "https://example.org/compare/sre-vs-platform-engineer/#on-call" }, about),
    "Rolebook, ‘SRE vs Platform Engineer: On call’, https://example.org/compare/sre-vs-platform-engineer/#on-call (read 25 November 2026)",
  );
});
