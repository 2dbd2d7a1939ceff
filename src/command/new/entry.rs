//! New entries of `tools.yaml` and `sources.yaml`, inserted in the order of ids.

use super::{Draft, ExistingSite, NameAndId, unreadable, yaml};
use crate::command::save::Layout;
use crate::diagnostic::Span;
use crate::error::Error;
use crate::parse::Entries;
use crate::parse::content_file;
use crate::parse::scalar::Date;
use crate::source::{Area, read_plain};
use crate::url::Id;

pub(super) fn tool(named: &NameAndId, site: &ExistingSite<'_>) -> Result<Draft, Error> {
    let list = site.tools()?;
    let category = list.categories.first().map_or("TODO", |category| category.id.value.as_str());
    let lines = [
        format!("name: {}", yaml(&named.words)),
        "url: https://example.org/TODO".to_string(),
        "# One of the categories above.".to_string(),
        format!("category: {category}"),
        "line: \"TODO: one sentence that says what it is.\"".to_string(),
    ];
    let entries: Vec<(&Id, Span)> = list.tools.0.iter().map(|(id, _)| (&id.value, id.span)).collect();
    draft(site, content_file::TOOLS, &entries, named, &lines)
}

pub(super) fn reference(named: &NameAndId, site: &ExistingSite<'_>, today: Date) -> Result<Draft, Error> {
    let lines = [
        format!("title: {}", yaml(&named.words)),
        "url: https://example.org/TODO".to_string(),
        "publisher: \"TODO: who publishes it\"".to_string(),
        format!("accessed: {today}"),
        "# How much of it you read: full, excerpt, section, or secondary (not opened).".to_string(),
        "seen: excerpt".to_string(),
    ];
    let list = site.references()?;
    let entries: Vec<(&Id, Span)> = list.sources.0.iter().map(|(id, _)| (&id.value, id.span)).collect();
    draft(site, content_file::SOURCES, &entries, named, &lines)
}

fn draft(
    site: &ExistingSite<'_>,
    path: &str,
    entries: &[(&Id, Span)],
    named: &NameAndId,
    lines: &[String],
) -> Result<Draft, Error> {
    let id = &named.id;
    if entries.iter().any(|(known, _)| *known == id) {
        let is_taken = |id: &str| entries.iter().any(|(known, _)| known.as_str() == id);
        return Err(named.taken(&format!("`{id}` in `{path}`"), is_taken));
    }
    let file = site.root.join(path);
    let before = read_plain(&file, Area::Content.largest(path))?.ok_or_else(|| unreadable(path))?;
    let after = site.content.sources().text(path).and_then(|text| {
        let layout = Layout::of(&before, text)?;
        let after = match entries {
            [] => first_entry(text, path, id, lines)?,
            _ => Entries::of(text, entries.iter().copied())?.with(id, lines),
        };
        Some(layout.bytes(&after))
    });
    match after {
        Some(after) => Ok(Draft { path: path.to_string(), before: Some(before), after }),
        None => Err(Error::Refused {
            what: format!("no position found for a new entry in `{path}`"),
            help: format!("add it by hand:\n\n  {id}:\n    {}", lines.join("\n    ")),
        }),
    }
}

/// Inserts the first entry of a list: below `sources: {}` or `sources:`. `None` if there is no such line, or several.
fn first_entry(text: &str, path: &str, id: &Id, lines: &[String]) -> Option<String> {
    let key = path.rsplit('/').next()?.strip_suffix(".yaml")?;
    // The comment of an empty list's line; `None` for any other line.
    let comment = |line: &str| {
        let value = line.strip_prefix(key)?.strip_prefix(':')?.trim_end();
        let comment = value.find(" #").map_or("", |at| &value[at..]);
        let value: String = value[..value.len() - comment.len()].split_whitespace().collect();
        matches!(&*value, "" | "{}").then(|| comment.to_string())
    };
    if text.lines().filter_map(comment).count() != 1 {
        return None;
    }
    let entry = format!("    {}\n", lines.join("\n    "));
    let mut after = String::with_capacity(text.len() + entry.len() + 64);
    for line in text.split_inclusive('\n') {
        match comment(line) {
            Some(comment) => after.extend([key, ":", &comment, "\n  ", id.as_str(), ":\n", &entry]),
            None => after.push_str(line),
        }
    }
    Some(after)
}
