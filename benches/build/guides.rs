//! A site of many articles: 700 words, a table, 14 lines of YAML and links in each, and a glossary. The Markdown of a
//! page is the same for every program except for its front matter and the form of links.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::pairs::{DATE, ROWS, comparison, site};
use crate::words::Dice;

/// The number of articles in the benchmark.
pub(crate) const ARTICLES: usize = 5_000;
pub(crate) const TERMS: usize = 100;

/// The form of links that a program expects.
#[derive(Clone, Copy)]
pub(crate) enum Links {
    /// `../articles/a.md`, from file to file.
    Files,
    /// `/articles/a/`, the URL of the page.
    Addresses,
}

impl Links {
    fn to(self, folder: &str, name: &str) -> String {
        match self {
            Links::Files => format!("../{folder}/{name}.md"),
            Links::Addresses => format!("/{folder}/{name}/"),
        }
    }
}

pub(crate) fn article_id(number: usize) -> String {
    format!("article-{number:04}")
}

pub(crate) fn title(number: usize) -> String {
    format!("Article {number}: {}", Dice::new(7 * seed(number)).words(4))
}

pub(crate) fn summary(number: usize) -> String {
    format!("{}.", Dice::new(5 * seed(number)).words(12))
}

pub(crate) fn term_id(number: usize) -> String {
    format!("term-{number:02}")
}

pub(crate) fn term_line(number: usize) -> String {
    format!("{}.", Dice::new(3 * seed(number)).words(14))
}

fn seed(number: usize) -> u64 {
    u64::try_from(number).expect("invariant: there are few articles")
}

/// The body of an article. `changed` is added to its first paragraph.
pub(crate) fn body(number: usize, of: usize, links: Links, changed: &str) -> String {
    let mut dice = Dice::new(seed(number));
    let mut out = String::new();
    let paragraph = |dice: &mut Dice, out: &mut String, words: usize| {
        let sentences: Vec<String> = (0..words / 12).map(|_| format!("{}.", dice.words(12))).collect();
        let _ = writeln!(out, "{}\n", sentences.join(" "));
    };
    let _ = writeln!(out, "{}.{changed}\n", dice.words(12));
    for section in 0..4 {
        let _ = writeln!(out, "## {} {section}\n", dice.words(3));
        paragraph(&mut dice, &mut out, 84);
        let other = article_id(dice.below(of));
        let term = term_id(dice.below(TERMS));
        let _ = writeln!(
            out,
            "{} with *{}*, **{}** and `{}`: see [{}]({}) and [{}]({}).\n",
            dice.words(10),
            dice.words(2),
            dice.words(2),
            dice.words(1),
            dice.words(3),
            links.to("articles", &other),
            dice.words(2),
            links.to("glossary", &term),
        );
        paragraph(&mut dice, &mut out, 48);
        match section {
            1 => {
                out.push_str("| What | Who | When | Cost |\n|---|---|---|--:|\n");
                for _ in 0..6 {
                    let _ = writeln!(
                        out,
                        // In code, because a number in prose without a citation is a warning.
                        "| {} | {} | {} | `{}` |",
                        dice.words(2),
                        dice.words(2),
                        dice.words(1),
                        dice.below(1000)
                    );
                }
                out.push('\n');
            }
            2 => code(&mut dice, &mut out),
            3 => {
                for _ in 0..4 {
                    let _ = writeln!(out, "- {}", dice.words(9));
                }
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

/// Fourteen lines of YAML, with values that no other page has.
fn code(dice: &mut Dice, out: &mut String) {
    let _ = writeln!(
        out,
        "```yaml\n# {}\napiVersion: apps/v{}\nkind: Deployment\nmetadata:\n  name: {}-{}\n  labels: {{tier: \"t{}\"}}\nspec:\n  replicas: {}\n  template:\n    spec:\n      containers:\n        - name: main-{}\n          image: \"registry.example/{}:{}\"\n          ready: {}\n```\n",
        dice.words(5),
        dice.below(1000),
        dice.words(1).to_lowercase(),
        dice.below(100_000),
        dice.below(100_000),
        dice.below(100_000),
        dice.below(100_000),
        dice.words(1).to_lowercase(),
        dice.below(100_000),
        ["true", "false"][dice.below(2)],
    );
}

/// An article in Rolebook's format.
pub(crate) fn markdown(number: usize, of: usize, changed: &str) -> String {
    format!(
        "---\ntitle: \"{}\"\nsummary: {}\npublished: {DATE}\nreviewed: {DATE}\nroles: []\n---\n\n{}",
        title(number),
        summary(number),
        body(number, of, Links::Files, changed)
    )
}

/// Writes the site in Rolebook's format.
pub(crate) fn write(root: &Path, count: usize) -> std::io::Result<()> {
    let content = root.join("content");
    fs::create_dir_all(content.join("articles"))?;
    fs::create_dir_all(content.join("glossary"))?;
    fs::write(content.join("site.yaml"), site(&[("Articles", "/articles/"), ("Glossary", "/glossary/")]))?;
    fs::write(content.join("comparison.yaml"), comparison(ROWS.len()))?;
    for n in 0..count {
        fs::write(content.join(format!("articles/{}.md", article_id(n))), markdown(n, count, ""))?;
    }
    for n in 0..TERMS {
        fs::write(
            content.join(format!("glossary/{}.md", term_id(n))),
            format!("---\nterm: Term {n}\nline: {}\n---\n", term_line(n)),
        )?;
    }
    Ok(())
}
