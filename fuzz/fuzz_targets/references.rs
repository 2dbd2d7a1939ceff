//! Everything in a text that names something, and its page drawn: the bytes choose from what such texts are made of.
#![no_main]

#[path = "../site.rs"]
mod site;

const PIECES: &[&str] = &[
    "[@book]", "[@nope]", "[=sre.goal]", "[=sre.on-call]", "[=dev.on-call]", "[=sre.tools]", "[=sre.salary.us.median]",
    "[=sre.salary.survey.us.p25]", "[=dev.salary.us.p90]", "[](term:slo)", "[x](term:slo#here)", "[](role:sre)",
    "[x](role:sre#nope)", "[](compare:sre/dev)", "[x](compare:dev/sre#goal)", "[](tool:vim)", "[](source:book)",
    "[x](../glossary/slo.md#here)", "[x](../../static/a.png)", "[x](/compare/)", "[x](#a)", "```compare\n",
    "```salary\n", "roles: [sre, dev]\n", "rows: [goal, on-call]\n", "series: survey\n", "region: us\n", "```\n", "## a\n\n",
    "\n\n", " ", "*", "[", "]", "(", ")", "|", "\n", "- ", "> ", "[^1]", "\n[^1]: ", "![x]", "`", ":", "\\", "&#x5b;", "é",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes.iter().take(64).map(|byte| PIECES[usize::from(*byte) % PIECES.len()]).collect();
    let head = "---\ntitle: A\nsummary: S.\npublished: 2026\nreviewed: 2026\n---\n";
    site::look("content/articles/a.md", &format!("{head}{text}"), true);
});
