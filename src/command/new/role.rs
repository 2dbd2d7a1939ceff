//! The template of a role: its facts, with every row of the matrix to choose from, and its guide.

use std::fmt::Write as _;

use super::{Draft, ExistingSite, NameAndId, yaml};
use crate::error::Error;
use crate::parse::FileKind;
use crate::parse::record::{RowKind, RowRecord};
use crate::parse::scalar::Date;

pub(super) fn drafts(named: &NameAndId, site: &ExistingSite<'_>, today: Date) -> Result<Vec<Draft>, Error> {
    let comparison = site.comparison()?;
    let families: Vec<&str> = comparison.families.iter().map(|family| family.id.value.as_str()).collect();
    let mut text = format!("name: {}\n", yaml(&named.words));
    let _ = writeln!(text, "# One of: {}.", families.join(", "));
    let _ = writeln!(text, "family: {}", families.first().copied().unwrap_or("TODO"));
    let is_about_roles = site.is_about_roles();
    let summary = if is_about_roles { "what the role does" } else { "what it is" };
    let _ = writeln!(text, "summary: \"TODO: one sentence on {summary}.\"");
    text.push_str(
        "facts:\n  # A fact has `sources` (ids of sources.yaml) or `judgement: true`; never both. Leave out what is unknown,\n  # and the page says \"no data\". Uncomment the rows that you fill in.\n",
    );
    for row in &comparison.rows {
        if let Some(cell) = cell(row) {
            let _ = writeln!(text, "  #\n  # {}\n  # {}: {cell}", row.question.0, row.id.value);
        }
    }
    if is_about_roles {
        text.push_str(
        "responsibilities:\n  - {text: \"TODO: a responsibility, beginning with a verb\", judgement: true}\n# By the categories of tools.yaml: `monitoring: [prometheus]`.\ntools: {}\n# Ids of skills.yaml.\nskills: []\n# - {role: …, how: How people move., learn: [skill], sources: [id]}\nmoves_to: []\n",
    );
    }
    let facts = Draft::new(FileKind::Role(named.id.as_str()).path(), text);
    let mut text = format!("---\nreviewed: {today}\n---\n");
    for section in site.guide_sections() {
        let _ = write!(text, "\n## {section}\n\nTODO\n");
    }
    Ok(vec![facts, Draft::new(FileKind::Guide(named.id.as_str()).path(), text)])
}

/// Shows how a cell of the row is written; `None` for rows that are drawn from other keys.
fn cell(row: &RowRecord) -> Option<String> {
    const PROVENANCE: &str = "sources: [id], confidence: high";
    match row.kind.value {
        RowKind::Text => Some(format!("{{value: …, {PROVENANCE}}}")),
        RowKind::Scale => {
            let levels: Vec<&str> = row.levels.iter().map(|level| level.id.value.as_str()).collect();
            Some(format!("{{level: {}, value: …, {PROVENANCE}}}", levels.join(" | ")))
        }
        RowKind::List => Some(format!("{{items: [one, another], {PROVENANCE}}}")),
        RowKind::Number => {
            let unit = row.unit.as_ref().map_or("", |unit| unit.0.as_str());
            let decimals = row.decimals.as_ref().map_or(0, |decimals| usize::from(decimals.value.0));
            let zero = format!("{:.decimals$}", 0.0);
            Some(
                format!("{{amount: {zero}, {PROVENANCE}, as_of: 2026}}   # in {unit}")
                    .trim_end_matches("   # in ")
                    .to_string(),
            )
        }
        RowKind::YesNo => Some(format!("{{answer: true | false, {PROVENANCE}}}")),
        RowKind::Date => Some(format!("{{date: 2026, {PROVENANCE}}}")),
        RowKind::Link => Some(format!("{{link: \"https://…\", value: …, {PROVENANCE}}}")),
        RowKind::Range => {
            let unit = row.unit.as_ref().map_or_else(String::new, |unit| format!("   # in {}", unit.0));
            Some(format!("{{range: [1, 2], {PROVENANCE}, as_of: 2026}}{unit}"))
        }
        RowKind::Tools | RowKind::Salary => None,
    }
}
