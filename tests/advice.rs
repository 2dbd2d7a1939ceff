//! Everyday mistakes of people who write roles and guides. Each brings one diagnostic, at the mistake, with advice for
//! this case, and a proposed edit leaves no diagnostic.

use crate::support::Project;
use crate::support::sound::Sound;
use rolebook::diagnostic::{Code, Diagnostic};
use rolebook::source::Sources;

const ROLE: &str = "content/roles/sre.yaml";
const GUIDE: &str = "content/roles/sre.md";
const ROWS: &str = "content/comparison.yaml";
const SOURCES: &str = "content/sources.yaml";

const FAMILY: &str = "family: core";
const DASH: &str = "begin it with `- `";

/// A mistake: the file, the text that is replaced, and the text with the mistake. `«»` enclose the location of the
/// diagnostic.
struct Case {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    code: Code,
    /// A part of the advice.
    help: &'static str,
}

const fn case(
    file: &'static str,
    from: &'static str,
    to: &'static str,
    code: Code,
    help: &'static str,
) -> Case {
    Case { file, from, to, code, help }
}

const CASES: &[Case] = &[
    // Lists and fences of Markdown.
    case(GUIDE, "WORDS", "1. One item\n«2.»No space\n", Code::NotMarkdown, "put a space after `2.`"),
    case(GUIDE, "WORDS", "«1)»No space\n", Code::NotMarkdown, "put a space after `1)`"),
    case(
        GUIDE,
        "WORDS",
        "«``»yaml\nlevel: 25\n\n# A comment, and <b>no HTML</b>\n```\n\n### Another section\n",
        Code::UnclosedFence,
        "write three backticks",
    ),
    case(GUIDE, "WORDS", "«`»sh\nls 42\n```\n", Code::UnclosedFence, "write three backticks"),
    case(GUIDE, "WORDS", "«´´´»sh\nls 42\n´´´\n", Code::UnclosedFence, "here and below the code"),
    case(GUIDE, "## On call", "«**On call**»", Code::GuideSections, "write `## On call`"),
    case(GUIDE, "## On call\n", "«````sh»\nls\n```\n\n## On call\n", Code::UnclosedFence, "close it with"),
    // HTML.
    case(GUIDE, "WORDS", "If a«<b and c>»d.\n", Code::RawHtml, "write `\\<`"),
    case(GUIDE, "WORDS", "The «<b>pages</b>» come.\n", Code::RawHtml, "write `**pages**` for bold text"),
    case(GUIDE, "WORDS", "Press «<samp>Esc</samp>» now.\n", Code::RawHtml, "put code in backticks: `Esc`"),
    case(GUIDE, "WORDS", "Press «<kbd>»Esc now.\n", Code::RawHtml, "write `</kbd>`"),
    case(GUIDE, "WORDS", "One «<br clear=all>» two.\n", Code::RawHtml, "delete it"),
    case(GUIDE, "WORDS", "«<p align=center>words</p>»\n", Code::RawHtml, "separate paragraphs"),
    case(GUIDE, "WORDS", "See «<a href=\"/x/\">it</a>».\n", Code::RawHtml, "`[text](address)`"),
    // References.
    case(
        GUIDE,
        "WORDS",
        "It pays «[=sre.salary.ca]».\n",
        Code::ReferenceSyntax,
        "write `[=sre.salary.survey.ca.median]`",
    ),
    case(
        GUIDE,
        "WORDS",
        "It pays «[=sre.salary.survey]».\n",
        Code::ReferenceSyntax,
        "such as `[=sre.salary.survey.us.median]` or `[=sre.salary.survey.ca.median]`",
    ),
    case(
        GUIDE,
        "WORDS",
        "It pays «[=sre.salary]».\n",
        Code::ReferenceSyntax,
        "such as `[=sre.salary.survey.",
    ),
    case(
        GUIDE,
        "WORDS",
        "It pays «[=sre.salary.survey.us.p10]».\n",
        Code::UnknownName,
        "write `[=sre.salary.survey.us.median]`",
    ),
    case(
        GUIDE,
        "WORDS",
        "See «[this](role:Platform Engineer)».\n",
        Code::NotMarkdown,
        "write `platform-engineer`",
    ),
    case(GUIDE, "WORDS", "See «[it](tool:The Tool)».\n", Code::NotMarkdown, "write the id of a tool"),
    case(GUIDE, "WORDS", "It holds «[^book]».\n", Code::Footnote, "did you mean `[@book]`?"),
    case(GUIDE, "WORDS", "See [it](«https//www.a.org/x»).\n", Code::UnsafeUrl, "write `https://www.a.org/x`"),
    case(GUIDE, "WORDS", "See [it](«https:/www.a.org/x»).\n", Code::UnsafeUrl, "write `https://www.a.org/x`"),
    // Rows and levels.
    case(ROLE, "level: core", "level: «[core]»", Code::WrongType, "without brackets"),
    case(ROLE, "on-call: {", "«oncall»: {", Code::UnknownName, "did you mean `on-call`?"),
    case(
        ROWS,
        "{id: some, label: Some}",
        "{id: «none», label: Some}",
        Code::DuplicateId,
        "give one of them another id",
    ),
    // Markup and list marks in YAML.
    case(
        ROLE,
        "summary: Keeps services running.",
        "summary: «**Keeps** services running.»",
        Code::YamlSyntax,
        "without the marks",
    ),
    case(
        ROLE,
        "summary: Keeps services running.",
        "summary: «Keeps _services_ running.»",
        Code::YamlText,
        "without the marks",
    ),
    case(
        ROLE,
        "summary: Keeps services running.",
        "summary: «\"Keeps <b>services</b> running.\"»",
        Code::YamlText,
        "without the marks",
    ),
    case(
        ROLE,
        "summary: Keeps services running.",
        "summary: «Keeps services running,»",
        Code::YamlText,
        "delete it",
    ),
    case(ROLE, "Reliable services", "«`Reliable` services»", Code::YamlSyntax, "without the marks"),
    case(ROLE, FAMILY, "also_known_as:\n  «•» One\n  • Two\nfamily: core", Code::YamlSyntax, DASH),
    case(ROLE, FAMILY, "also_known_as:\n  «–» One\n  – Two\nfamily: core", Code::YamlSyntax, DASH),
    case(ROLE, FAMILY, "also_known_as:\n  «+» One\n  + Two\nfamily: core", Code::YamlSyntax, DASH),
    case(ROLE, FAMILY, "also_known_as:\n  «1.» One\n  2. Two\nfamily: core", Code::YamlSyntax, DASH),
    case(ROLE, FAMILY, "also_known_as:\n  «-»One\n  -Two\nfamily: core", Code::YamlSyntax, "write `- `"),
    case(ROLE, FAMILY, "also_known_as:\n  «-»One\n  - Two\nfamily: core", Code::YamlSyntax, "write `- `"),
    case(ROLE, FAMILY, "also_known_as:\n  - One\n  «Two»\nfamily: core", Code::YamlSyntax, DASH),
    case(
        ROLE,
        FAMILY,
        "also_known_as:\n  - One\n    «• Two»\nfamily: core",
        Code::YamlText,
        "put the text on one line",
    ),
    case(ROLE, FAMILY, "also_known_as:\n  - «• One»\nfamily: core", Code::YamlText, "delete it"),
    case(
        ROLE,
        FAMILY,
        "also_known_as: «• One • Two»\nfamily: core",
        Code::WrongType,
        "with commas between them: `[One, Two]`",
    ),
    case(ROLE, FAMILY, "also_known_as: [One, Two, «one»]\nfamily: core", Code::DuplicateName, "remove one"),
    case(ROLE, FAMILY, "also_known_as: [«One | Two»]\nfamily: core", Code::YamlText, "write a comma"),
    case(ROLE, FAMILY, "also_known_as: [\"One\"« »\"Two\"]\nfamily: core", Code::YamlSyntax, "write a comma"),
    case(
        ROLE,
        "goal: {value: Reliable services, sources: [book], confidence: high}",
        "goal:\n    value: Reliable services\n    «judgement»\n    confidence: high",
        Code::YamlSyntax,
        "write `judgement: true`",
    ),
    case(ROLE, "{monitoring: [prometheus]}", "«[prometheus]»", Code::WrongType, "a key and a colon"),
    // Values of YAML.
    case(
        "content/roles/platform-engineer.yaml",
        "summary: Builds a platform.",
        "summary: Builds a platform.\nresponsibilities: [{text: Builds it., sources: [«@»web, @book]}]",
        Code::YamlSyntax,
        "delete it",
    ),
    case(
        ROLE,
        "family: core",
        "also_known_as: [«Reliability Engineer; Systems Engineer»]\nfamily: core",
        Code::YamlText,
        "write a comma",
    ),
    case(
        SOURCES,
        "url: https://example.org/page",
        "url: «[x](https://example.org/page)»",
        Code::YamlSyntax,
        "write only the address",
    ),
    case(
        ROLE,
        "value: Reliable services",
        "value: «[Reliable services](https://example.org/)»",
        Code::YamlSyntax,
        "write only the text",
    ),
];

/// A valid site with a guide, four roles and a salary dataset.
fn site() -> Sound {
    let text = Project::new().files()[ROLE].clone();
    let role = String::from_utf8(text).expect("text").replace("SRE", "Other");
    let series = "title: Survey\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0-1.0\nmethod: Asked people.\nfigures:\n  - {role: sre, region: us, year: 2025, n: 40, median: 100000}\n  - {role: sre, region: ca, year: 2025, n: 40, median: 90000}\n  - {role: other, region: us, year: 2025, n: 40, median: 80000}\n";
    let guide = "---\nreviewed: 2026-11-01\n---\n\n## On call\n\n[=sre.on-call]. WORDS\n";
    let short = "---\nreviewed: 2026-11-01\n---\n\n## On call\n";
    let project = Project::new()
        .file("content/roles/platform-engineer.md", short)
        .file("content/roles/other.md", short)
        .file("content/roles/more.md", short)
        .file("content/salaries/survey.yaml", series)
        .file("content/roles/other.yaml", role.replace("Site Reliability Engineer", "Other"))
        .file("content/roles/more.yaml", role.replace("Site Reliability Engineer", "More"))
        .file(GUIDE, guide)
        .edit("content/site.yaml", "nav:", "guide_sections: [On call]\nnav:")
        .change(ROWS, |text| {
            let is_used = |line: &&str| !line.contains("id: judged-by") && !line.contains("id: demand");
            text.split_inclusive('\n').filter(is_used).collect()
        });
    let texts: Vec<(&str, &str)> = project
        .files()
        .iter()
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("text")))
        .collect();
    let (sources, found) = Sources::from_texts(texts);
    assert_eq!(found, []);
    Sound::new(sources)
}

/// Returns the reason why a case is not reported as expected.
fn fault(site: &Sound, case: &Case) -> Option<String> {
    let start = site.text(case.file).find(case.from).expect("the text is there");
    // Markdown that begins a block needs a line of its own.
    let prefix = if case.from == "WORDS" { "\n\n" } else { "" };
    let marked = format!("{prefix}{}", case.to);
    let written = marked.replace(['«', '»'], "");
    let text = site.text(case.file).replacen(case.from, &written, 1);
    let open = start + marked.find('«').expect("a location");
    let close = start + marked.find('»').expect("its end") - '«'.len_utf8();
    let found = site.report(case.file, text.clone().into_bytes());
    let say = |what: String| Some(format!("{:?}: {what}\n  {found:?}", case.to));
    let [Diagnostic { code, place: Some(place), help, edit, .. }] = &found[..] else {
        return say(format!("{} diagnostics", found.len()));
    };
    let at = (place.span.start as usize, place.span.end as usize);
    if (*code, &*place.file, at) != (case.code, case.file, (open, close)) {
        return say("another code or location".to_string());
    }
    if !help.as_deref().unwrap_or_default().contains(case.help) {
        return say("another advice".to_string());
    }
    let edit = edit.as_ref()?;
    let (from, to) = (edit.place.span.start as usize, edit.place.span.end as usize);
    let fixed = [&text[..from], &edit.replacement, &text[to..]].concat();
    let left = site.report(case.file, fixed.clone().into_bytes());
    (!left.is_empty()).then(|| format!("{:?}: the edit leaves {left:?} in\n{fixed}", case.to))
}

#[test]
fn every_everyday_mistake_brings_one_diagnostic_with_its_own_advice() {
    let site = site();
    let faults: Vec<String> = CASES.iter().filter_map(|case| fault(&site, case)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
