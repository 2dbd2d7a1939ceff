//! The differences in words: headings and lines, whose parts are our own words or texts of contributors. Terminal and
//! Markdown only show them.

use super::changes::{ChangeKind, FieldChange, ItemChange};
use super::item::{ItemKind, Topic};
use super::problems::Problem;
use super::values::{field_lines, is_long, is_shown_whole, value_parts, whole_parts};
use super::{OutputChange, SiteDiff};
use crate::diagnostic::counted;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LinePart {
    /// Our own words.
    Words(String),
    /// A text of contributors.
    Text(String),
    /// The address of a page of the version after.
    Page(String),
    /// A value that is gone.
    Before(String),
    /// A value that is new.
    After(String),
    /// A warning, in our own words.
    Warning(&'static str),
}

/// A line with the lines of its details.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ReportLine {
    pub(super) parts: Vec<LinePart>,
    pub(super) details: Vec<Vec<LinePart>>,
}

/// A heading with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReportSection {
    pub(super) heading: &'static str,
    /// The number of changes, with those that other lines sum up.
    pub(super) count: usize,
    pub(super) lines: Vec<ReportLine>,
}

/// Texts are cut at this number of characters.
const MAX_TEXT: usize = 240;
/// Of longer texts, only the passages that differ are shown.
pub(super) const MAX_WHOLE: usize = 80;
/// The number of entries of a list, and of addresses that are shown.
const MAX_ENTRIES: usize = 12;

pub(super) fn words(text: impl Into<String>) -> LinePart {
    LinePart::Words(text.into())
}

pub(super) fn text(text: &str) -> LinePart {
    LinePart::Text(cut(text))
}

/// Shortens a text to [`MAX_TEXT`] characters.
pub(super) fn cut(text: &str) -> String {
    cut_to(text, MAX_TEXT)
}

fn cut_to(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

/// Returns one line for all changes: `2 facts changed, 1 role added; 12 pages differ`.
pub(super) fn summary(diff: &SiteDiff) -> Vec<String> {
    let mut lines = Vec::new();
    for (errors, side) in [(diff.errors_before, "before"), (diff.errors_after, "after")] {
        if errors > 0 {
            let errors = counted(errors, "error", "errors");
            lines.push(format!(
                "The version {side} the change has {errors}: only what could be read is compared."
            ));
        }
    }
    if diff.is_unchanged() {
        lines.push("Nothing changes for readers.".to_string());
        return lines;
    }
    let mut counts = Vec::new();
    for kind in ItemKind::ALL {
        for change in [ChangeKind::Changed, ChangeKind::Added, ChangeKind::Removed] {
            let count = diff.items.iter().filter(|item| item.kind == *kind && item.change == change).count();
            if count > 0 {
                counts.push(format!("{} {}", counted(count, kind.noun(), kind.plural()), change.word()));
            }
        }
    }
    if !diff.renames.is_empty() {
        counts.push(format!("{} renamed", counted(diff.renames.len(), "id", "ids")));
    }
    if !counts.is_empty() {
        lines.push(format!("{}.", counts.join(", ")));
    }
    let worse = diff.items.iter().filter(|item| !item.worse.is_empty()).count();
    if worse > 0 {
        lines.push(format!("{} worse evidence.", counted(worse, "change has", "changes have")));
    }
    lines
}

/// Returns the sections of a report, the most important first.
pub(super) fn sections(diff: &SiteDiff) -> Vec<ReportSection> {
    let mut sections = vec![simple("New problems", diff.problems.new.iter().map(problem_line))];
    if let Some(output) = &diff.output {
        sections.push(simple(
            "Addresses that vanish",
            output
                .vanished
                .iter()
                .map(|address| ReportLine { parts: vec![text(address)], details: Vec::new() }),
        ));
    }
    sections.push(simple(
        "Renamed",
        diff.renames.iter().map(|rename| {
            let (before, after) = (rename.before.join("."), rename.after.join("."));
            let mut parts = vec![
                words(format!("{} ", rename.kind.noun())),
                text(&rename.name),
                words(": "),
                LinePart::Before(before),
                words(" → "),
                LinePart::After(after),
            ];
            if rename.kind == ItemKind::Role && !rename.declared {
                parts.extend([
                    words(", "),
                    LinePart::Warning("without `was:`, so its addresses do not redirect"),
                ]);
            }
            ReportLine { parts, details: Vec::new() }
        }),
    ));
    for topic in Topic::ALL {
        let items: Vec<&ItemChange> = diff.items.iter().filter(|item| item.kind.topic() == topic).collect();
        let shown = items.iter().filter(|item| owner(item, &diff.items).is_none());
        let lines = shown.map(|item| item_line(item, &diff.items)).collect();
        sections.push(ReportSection { heading: topic.heading(), count: items.len(), lines });
        if topic == Topic::Facts {
            sections.push(simple("Comparisons", diff.verdicts.iter().map(verdict_line)));
        }
        if topic == Topic::Fit {
            sections.push(simple("Ranks of the fit guide", diff.ranks.iter().map(rank_line)));
        }
    }
    sections.push(simple("Fixed problems", diff.problems.fixed.iter().map(problem_line)));
    if let Some(output) = diff.output.as_ref().filter(|output| !output.is_empty()) {
        sections.push(output_section(output));
    }
    sections.retain(|section| section.count > 0);
    sections
}

fn simple(heading: &'static str, lines: impl Iterator<Item = ReportLine>) -> ReportSection {
    let lines: Vec<ReportLine> = lines.collect();
    ReportSection { heading, count: lines.len(), lines }
}

fn problem_line(problem: &Problem) -> ReportLine {
    let mut parts = vec![words(format!("{} ", problem.severity)), text(&problem.message)];
    if !problem.file.is_empty() {
        parts.extend([words(" in "), text(&format!("{}:{}", problem.file, problem.line))]);
    }
    parts.push(words(format!(" ({})", problem.code)));
    ReportLine { parts, details: Vec::new() }
}

fn verdict_line(verdict: &super::VerdictChange) -> ReportLine {
    let parts = vec![
        text(&verdict.row_name),
        words(": "),
        text(&verdict.role_name),
        words(format!(" {} ", verdict.words())),
        text(&list(&verdict.others)),
    ];
    ReportLine { parts, details: Vec::new() }
}

fn rank_line(rank: &super::RankChange) -> ReportLine {
    let place =
        if rank.rank == 1 { "shares the first rank".to_string() } else { format!("has rank {}", rank.rank) };
    let others: Vec<String> = rank.first.iter().filter(|name| **name != rank.role_name).cloned().collect();
    let parts = vec![
        text(&rank.role_name),
        words(format!(" {place} now for answers that ranked it first; first: ")),
        text(&list(&others)),
    ];
    ReportLine { parts, details: Vec::new() }
}

fn output_section(output: &OutputChange) -> ReportSection {
    let mut lines = Vec::new();
    let addresses = |what: String, list: &[String]| {
        let mut parts = vec![words(what)];
        for (n, address) in list.iter().take(MAX_ENTRIES).enumerate() {
            parts.extend([words(if n == 0 { ": " } else { ", " }), LinePart::Page(address.clone())]);
        }
        if let Some(more) = list.len().checked_sub(MAX_ENTRIES).filter(|more| *more > 0) {
            parts.push(words(format!(" and {more} more")));
        }
        ReportLine { parts, details: Vec::new() }
    };
    if !output.pages.is_empty() {
        let pages = counted(output.pages.len(), "page differs", "pages differ");
        let sizes = match output.bytes_after.abs_diff(output.bytes_before) {
            0 => String::new(),
            bytes if output.bytes_after > output.bytes_before => {
                format!(", larger by {bytes} bytes together")
            }
            bytes => format!(", smaller by {bytes} bytes together"),
        };
        lines.push(addresses(format!("{pages}{sizes}"), &output.pages));
    }
    if !output.added.is_empty() {
        lines.push(addresses(counted(output.added.len(), "new page", "new pages"), &output.added));
    }
    let files = [
        (output.added_files, "other new address", "other new addresses"),
        (output.redirected, "address redirects now", "addresses redirect now"),
    ];
    for (count, one, many) in files.into_iter().filter(|(count, ..)| *count > 0) {
        lines.push(addresses(counted(count, one, many), &[]));
    }
    if output.count_before != output.count_after {
        let counts = format!("{} addresses before, {} after", output.count_before, output.count_after);
        lines.push(addresses(counts, &[]));
    }
    ReportSection {
        heading: "Pages",
        count: output.pages.len() + output.added.len() + output.added_files + output.redirected,
        lines,
    }
}

/// Joins the first entries of a list, and counts the others.
pub(super) fn list(entries: &[String]) -> String {
    let shown =
        entries.iter().take(MAX_ENTRIES).map(|entry| cut_to(entry, MAX_WHOLE)).collect::<Vec<_>>().join(", ");
    match entries.len().saturating_sub(MAX_ENTRIES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Returns the added or removed item that an item was added or removed with, and that sums it up: a new role is one line.
fn owner<'d>(item: &ItemChange, all: &'d [ItemChange]) -> Option<&'d ItemChange> {
    if item.change == ChangeKind::Changed {
        return None;
    }
    let key = |n: usize| item.key.get(n).map(String::as_str);
    let owners: &[(ItemKind, Option<&str>)] = match item.kind {
        ItemKind::Fact => &[(ItemKind::Role, key(0)), (ItemKind::Row, key(1))],
        ItemKind::Responsibility | ItemKind::RoleTools | ItemKind::Guide => &[(ItemKind::Role, key(0))],
        ItemKind::Move | ItemKind::Comparison => &[(ItemKind::Role, key(0)), (ItemKind::Role, key(1))],
        ItemKind::Figure => {
            &[(ItemKind::Role, key(0)), (ItemKind::Dataset, key(1)), (ItemKind::Region, key(2))]
        }
        ItemKind::Level => &[(ItemKind::Row, key(0))],
        ItemKind::FrameworkSkill | ItemKind::Ladder | ItemKind::LadderLevel => {
            &[(ItemKind::Framework, key(0))]
        }
        ItemKind::LevelFact => &[(ItemKind::Framework, key(0)), (ItemKind::Aspect, key(3))],
        ItemKind::Weight => &[(ItemKind::Role, key(1)), (ItemKind::Answer, key(0))],
        _ => &[],
    };
    let is_owner = |other: &&ItemChange| {
        other.change == item.change
            && owners.iter().any(|(kind, id)| {
                other.kind == *kind && other.key.len() == 1 && other.key.first().map(String::as_str) == *id
            })
    };
    all.iter().find(is_owner)
}

pub(super) fn item_line(item: &ItemChange, all: &[ItemChange]) -> ReportLine {
    let kind = match item.kind {
        ItemKind::Fact | ItemKind::LevelFact | ItemKind::Figure | ItemKind::FitGuide | ItemKind::Settings => {
            String::new()
        }
        kind => format!("{} ", kind.noun()),
    };
    let change = match item.change {
        ChangeKind::Changed => "",
        other => other.word(),
    };
    let mut line = ReportLine { parts: vec![words(kind), text(&item.name)], details: Vec::new() };
    let mut fields: Vec<&FieldChange> = item.fields.iter().collect();
    if item.change == ChangeKind::Changed {
        line.parts.push(words(": "));
        // The first field is the most important one. Alone, it is part of the line.
        if let [field, ..] = fields[..]
            && (fields.len() == 1 || field.field == "value")
            && !is_long(&field.value)
        {
            if !matches!(field.field, "value" | "weight" | "content") {
                line.parts.push(words(format!("{} ", field.field)));
            }
            line.parts.extend(value_parts(&field.value));
            fields.remove(0);
        } else {
            line.parts.push(words(match fields[..] {
                [field] => format!("{} changed", field.field),
                _ => format!("{} fields changed", fields.len()),
            }));
        }
    } else {
        line.parts.push(words(format!(" {change}")));
        fields.retain(|field| is_shown_whole(item.kind, field.field));
        if let [field] = fields[..]
            && !is_long(&field.value)
        {
            line.parts.push(words(": "));
            line.parts.extend(whole_parts(&field.value));
            fields.clear();
        }
        let belongs: Vec<String> = ItemKind::ALL
            .iter()
            .filter_map(|kind| {
                let own = all.iter().filter(|other| other.kind == *kind);
                let own =
                    own.filter(|other| owner(other, all).is_some_and(|owner| std::ptr::eq(owner, item)));
                Some(own.count())
                    .filter(|count| *count > 0)
                    .map(|count| counted(count, kind.noun(), kind.plural()))
            })
            .collect();
        if !belongs.is_empty() {
            line.parts.push(words(format!(", with {}", belongs.join(", "))));
        }
    }
    let evidence = if item.evidence_after.is_empty() { &item.evidence_before } else { &item.evidence_after };
    if !evidence.is_empty() {
        line.parts.extend([words(" ("), text(evidence), words(")")]);
    }
    if !item.worse.is_empty() {
        line.parts.push(words(" "));
        line.details.push(
            std::iter::once(LinePart::Warning("worse evidence: "))
                .chain([words(item.worse.join(", "))])
                .collect(),
        );
    }
    for field in fields {
        field_lines(field, &mut line.details);
    }
    line
}
