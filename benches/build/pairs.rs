//! A site of many roles: 20 rows of mixed kinds, sources, tools, skills and one salary dataset. It is built as a
//! value, so that Rolebook and its competitors get the same facts.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::words::Dice;

pub(crate) const SOURCES: usize = 60;
pub(crate) const TOOLS: usize = 120;
pub(crate) const SKILLS: usize = 80;
pub(crate) const LEVELS: [&str; 5] = ["None", "Rare", "Shared", "Regular", "Core of the job"];
pub(crate) const DATE: &str = "2026-11-23";

/// The rows: name, kind.
pub(crate) const ROWS: [(&str, &str); 20] = [
    ("Primary goal", "text"),
    ("On call", "scale"),
    ("Judged by", "list"),
    ("Scope of ownership", "text"),
    ("Part in incidents", "scale"),
    ("Who they serve", "text"),
    ("Predictable hours", "scale"),
    ("Certificates", "list"),
    ("Time horizon", "text"),
    ("Share of coding", "scale"),
    ("Repeated work", "text"),
    ("Projected jobs", "number"),
    ("Typical background", "text"),
    ("As a first job", "scale"),
    ("Typical tools", "tools"),
    ("Career ladder", "text"),
    ("Languages", "list"),
    ("Reach of mistakes", "scale"),
    ("Meetings", "text"),
    ("Pay", "salary"),
];

/// The content of a cell.
pub(crate) enum Said {
    Text(String),
    Level(usize, String),
    Items(Vec<String>),
    Amount(usize, String),
    /// Derived from the tools or the salaries of the role.
    Drawn,
}

pub(crate) struct Fact {
    pub printed: Said,
    pub sources: Vec<usize>,
    pub unsure: bool,
    pub as_of: Option<usize>,
}

pub(crate) struct Role {
    pub id: String,
    pub name: String,
    pub short: String,
    pub summary: String,
    pub facts: Vec<Fact>,
    pub tools: Vec<usize>,
    pub skills: Vec<usize>,
    /// p10, p25, median, p75, p90.
    pub pay: [usize; 5],
    /// The sample size.
    pub n: usize,
}

/// Generates roles by number, always the same ones.
pub(crate) fn roles(count: usize) -> Vec<Role> {
    (0..count).map(role).collect()
}

pub(crate) fn row_id(row: usize) -> String {
    ROWS[row].0.to_lowercase().replace(' ', "-")
}

fn role(number: usize) -> Role {
    let mut dice = Dice::new(u64::try_from(number).expect("invariant: there are few roles"));
    let fact = |dice: &mut Dice, kind: &str| {
        let printed = match kind {
            "text" => Said::Text(cut(dice.words(10))),
            "scale" => Said::Level(dice.below(LEVELS.len()), cut(dice.words(7))),
            "list" => Said::Items((0..2 + dice.below(3)).map(|n| format!("{} {n}", dice.words(2))).collect()),
            "number" => Said::Amount(dice.below(30), cut(dice.words(7))),
            _ => Said::Drawn,
        };
        let (count, unsure) = (1 + dice.below(2), dice.below(3) == 0);
        let sources = dice.some(count, SOURCES);
        Fact { printed, sources, unsure, as_of: (dice.below(5) == 0).then(|| 2015 + dice.below(10)) }
    };
    let facts = ROWS.iter().map(|(_, kind)| fact(&mut dice, kind)).collect();
    let middle = 60_000 + 100 * dice.below(900);
    Role {
        id: format!("role-{number:04}-{}", ["engineer", "analyst", "lead"][number % 3]),
        name: format!("Role {number} {}", ["Engineer", "Analyst", "Lead"][number % 3]),
        short: format!("R{number}"),
        summary: format!("{}.", dice.words(14)),
        facts,
        tools: dice.some(10, TOOLS),
        skills: dice.some(8, SKILLS),
        pay: [middle / 2, middle * 3 / 4, middle, middle * 4 / 3, middle * 2],
        n: 30 + dice.below(500),
    }
}

/// A value is at most 90 characters.
fn cut(mut text: String) -> String {
    text.truncate(90);
    text.truncate(text.trim_end().len());
    text
}

/// The name of a tool, a skill or a source.
pub(crate) fn tool(number: usize) -> String {
    format!("Tool {number}")
}

pub(crate) fn skill(number: usize) -> String {
    format!("Skill {number}")
}

pub(crate) fn source(number: usize) -> String {
    format!("Publisher {number}, {}", 2000 + number % 25)
}

/// Writes the site in Rolebook's format, with the first `rows` rows; the salary row is the last.
pub(crate) fn write(root: &Path, roles: &[Role], rows: usize) -> std::io::Result<()> {
    let content = root.join("content");
    fs::create_dir_all(content.join("roles"))?;
    fs::create_dir_all(content.join("salaries"))?;
    fs::write(
        content.join("site.yaml"),
        site(&[("Roles", "/roles/"), ("Compare", "/compare/"), ("Pay", "/salaries/"), ("Tools", "/tools/")]),
    )?;
    fs::write(content.join("comparison.yaml"), comparison(rows))?;
    fs::write(content.join("sources.yaml"), sources())?;
    let mut tools =
        "categories:\n  - {id: first, label: First half}\n  - {id: second, label: Second half}\ntools:\n"
            .to_string();
    for n in 0..TOOLS {
        let category = if n < TOOLS / 2 { "first" } else { "second" };
        let _ = writeln!(
            tools,
            "  tool-{n:03}: {{name: Tool {n}, url: \"https://tool.example.org/{n}\", category: {category}, line: Does {n} things.}}"
        );
    }
    fs::write(content.join("tools.yaml"), tools)?;
    let mut skills = "skills:\n".to_string();
    for n in 0..SKILLS {
        let _ = writeln!(skills, "  skill-{n:03}: {{name: Skill {n}, line: Do {n} things well.}}");
    }
    fs::write(content.join("skills.yaml"), skills)?;
    let mut pay = "title: A survey\nsource: source-00\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: ODbL-1.0\nmethod: Made by a program.\nwarnings: [No sample at all.]\nfigures:\n".to_string();
    for role in roles {
        let [p10, p25, median, p75, p90] = role.pay;
        let _ = writeln!(
            pay,
            "  - {{role: {}, region: worldwide, year: 2025, n: {}, p10: {p10}, p25: {p25}, median: {median}, p75: {p75}, p90: {p90}}}",
            role.id, role.n
        );
    }
    if rows == ROWS.len() {
        fs::write(content.join("salaries/survey.yaml"), pay)?;
    }
    for role in roles {
        fs::write(content.join(format!("roles/{}.yaml", role.id)), yaml(role, rows, ""))?;
    }
    Ok(())
}

/// The file of a role, with its first `rows` facts. `changed` is added to the first fact.
pub(crate) fn yaml(role: &Role, rows: usize, changed: &str) -> String {
    let mut out = format!(
        "name: {}\nshort_name: {}\nfamily: all\nsummary: {}\nfacts:\n",
        role.name, role.short, role.summary
    );
    for (row, fact) in role.facts.iter().enumerate().take(rows) {
        let printed = match &fact.printed {
            Said::Text(text) if row == 0 => format!("value: {text}{changed}"),
            Said::Text(text) => format!("value: {text}"),
            Said::Level(level, text) => format!("level: level-{level}\n    value: {text}"),
            Said::Items(items) => format!("items: [{}]", items.join(", ")),
            Said::Amount(amount, text) => format!("amount: {amount}\n    value: {text}"),
            Said::Drawn => continue,
        };
        let sources: Vec<String> = fact.sources.iter().map(|n| format!("source-{n:02}")).collect();
        let confidence = if fact.unsure { "medium" } else { "high" };
        let _ = write!(
            out,
            "  {}:\n    {printed}\n    sources: [{}]\n    confidence: {confidence}\n",
            row_id(row),
            sources.join(", ")
        );
        if let Some(year) = fact.as_of {
            let _ = writeln!(out, "    as_of: {year}");
        }
    }
    let of = |range: std::ops::Range<usize>| -> String {
        let tools: Vec<String> =
            role.tools.iter().filter(|n| range.contains(n)).map(|n| format!("tool-{n:03}")).collect();
        tools.join(", ")
    };
    for (category, tools) in [("first", of(0..TOOLS / 2)), ("second", of(TOOLS / 2..TOOLS))] {
        if category == "first" {
            out.push_str("tools:\n");
        }
        if !tools.is_empty() {
            let _ = writeln!(out, "  {category}: [{tools}]");
        }
    }
    let skills: Vec<String> = role.skills.iter().map(|n| format!("skill-{n:03}")).collect();
    let _ = writeln!(out, "skills: [{}]", skills.join(", "));
    out
}

/// `site.yaml`.
pub(crate) fn site(nav: &[(&str, &str)]) -> String {
    let mut out = "title: Bench\ndescription: A site made by a program.\nbase_url: https://bench.example/\nlanguage: en-GB\nnav:\n".to_string();
    for (label, to) in nav {
        let _ = writeln!(out, "  - {{label: {label}, to: {to}}}");
    }
    out
}

/// `comparison.yaml`, with the first `rows` rows.
pub(crate) fn comparison(rows: usize) -> String {
    let mut out = "families:\n  - {id: all, label: All, line: All of them.}\ngroups:\n  - {id: all, label: All}\nrows:\n".to_string();
    for (row, (label, kind)) in ROWS.iter().enumerate().take(rows) {
        let _ = write!(
            out,
            "  - id: {}\n    group: all\n    label: {label}\n    kind: {kind}\n    question: What is it?\n",
            row_id(row)
        );
        match *kind {
            "scale" => {
                out.push_str("    levels:\n");
                for (n, level) in LEVELS.iter().enumerate() {
                    let _ = writeln!(out, "      - {{id: level-{n}, label: \"{level}\"}}");
                }
            }
            "number" => out.push_str("    unit: \"%\"\n"),
            _ => {}
        }
    }
    out.push_str("regions:\n  - {id: worldwide, label: Worldwide}\n");
    out
}

fn sources() -> String {
    let mut out = "sources:\n".to_string();
    for n in 0..SOURCES {
        let year = 2000 + n % 25;
        let _ = writeln!(
            out,
            "  source-{n:02}: {{title: Report {n}, url: \"https://source.example.org/{n}\", publisher: Publisher {n}, published: {year}, accessed: {DATE}, seen: full}}"
        );
    }
    out
}
