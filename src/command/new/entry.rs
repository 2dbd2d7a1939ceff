//! An entry of `tools.yaml` or `sources.yaml`, put where its id stands in the order.

use std::fmt::Write as _;
use std::fs;

use super::{Draft, Named, Site, yaml};
use crate::command::save::{self, Layout};
use crate::diagnostic::Span;
use crate::error::Error;
use crate::parse::scalar::Date;
use crate::url::Id;

pub(super) fn tool(named: &Named, site: &Site<'_>) -> Result<Draft, Error> {
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
    draft(site, "content/tools.yaml", &entries, &named.id, &lines)
}

pub(super) fn reference(named: &Named, site: &Site<'_>, today: Date) -> Result<Draft, Error> {
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
    draft(site, "content/sources.yaml", &entries, &named.id, &lines)
}

fn draft(
    site: &Site<'_>,
    path: &str,
    entries: &[(&Id, Span)],
    id: &Id,
    lines: &[String],
) -> Result<Draft, Error> {
    if entries.iter().any(|(known, _)| *known == id) {
        return Err(save::there_is(&format!("{id}` in `{path}")));
    }
    let file = site.root.join(path);
    let before = fs::read(&file).map_err(|error| Error::io("reading", &file, error))?;
    let after = site.sources.text(path).and_then(|text| {
        let layout = Layout::of(&before, text)?;
        Some(layout.bytes(&insert(text, entries, id, lines)?))
    });
    match after {
        Some(after) => Ok(Draft { path: path.to_string(), before: Some(before), after }),
        None => Err(Error::Refused {
            what: format!("there is no place to be found in `{path}` for one entry more"),
            help: format!("add it by hand:\n\n  {id}:\n    {}", lines.join("\n    ")),
        }),
    }
}

/// The text with an entry more: before the first whose id comes after it, comments above that one included, or at the
/// end. `None` where entries do not each begin a line, as in a list without any.
fn insert(text: &str, entries: &[(&Id, Span)], id: &Id, lines: &[String]) -> Option<String> {
    let line_of = |at: usize| text.get(..at).map(|before| before.rfind('\n').map_or(0, |end| end + 1));
    let first = entries.first()?.1.start as usize;
    let indent = text.get(line_of(first)?..first).filter(|indent| indent.bytes().all(|b| b == b' '))?;
    let mut entry = format!("{indent}{id}:\n");
    for line in lines {
        let _ = writeln!(entry, "{indent}  {line}");
    }
    let at = if let Some((_, span)) = entries.iter().find(|(other, _)| *other > id) {
        let mut at = line_of(span.start as usize)?;
        while at > 0 {
            let above = line_of(at - 1)?;
            let line = &text[above..at];
            if !line.strip_prefix(indent).is_some_and(|rest| rest.starts_with('#')) {
                break;
            }
            at = above;
        }
        at
    } else {
        let mut at = line_of(entries.last()?.1.start as usize)?;
        let mut end = at;
        for (n, line) in text[at..].split_inclusive('\n').enumerate() {
            at += line.len();
            let inside = n == 0 || line.strip_prefix(indent).is_some_and(|rest| rest.starts_with(' '));
            if inside && !line.trim().is_empty() {
                end = at;
            } else if !line.trim().is_empty() {
                break;
            }
        }
        end
    };
    let (head, tail) = text.split_at(at);
    let gap = if head.ends_with('\n') || head.is_empty() { "" } else { "\n" };
    Some(format!("{head}{gap}{entry}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(text: &str, id: &str) -> Option<String> {
        let mut ids = Vec::new();
        for (at, _) in text.match_indices("\n  ") {
            let key = text[at + 3..].split(':').next().unwrap_or("");
            if let Ok(id) = Id::parse(key) {
                ids.push((id, Span::new(at + 3, at + 3 + key.len())));
            }
        }
        let entries: Vec<(&Id, Span)> = ids.iter().map(|(id, span)| (id, *span)).collect();
        insert(text, &entries, &Id::parse(id).expect("an id"), &["name: X".to_string()])
    }

    const LIST: &str = "tools:\n  # About b.\n  b:\n    name: B\n  d: {name: D}\n\n# The end.\n";

    #[test]
    fn an_entry_stands_where_its_id_does_and_comments_stay_with_theirs() {
        assert_eq!(
            inserted(LIST, "a").as_deref(),
            Some(
                "tools:\n  a:\n    name: X\n  # About b.\n  b:\n    name: B\n  d: {name: D}\n\n# The end.\n"
            )
        );
        assert_eq!(
            inserted(LIST, "c").as_deref(),
            Some(
                "tools:\n  # About b.\n  b:\n    name: B\n  c:\n    name: X\n  d: {name: D}\n\n# The end.\n"
            )
        );
        assert_eq!(
            inserted(LIST, "e").as_deref(),
            Some(
                "tools:\n  # About b.\n  b:\n    name: B\n  d: {name: D}\n  e:\n    name: X\n\n# The end.\n"
            )
        );
    }

    #[test]
    fn a_file_without_a_last_line_break_gets_one() {
        assert_eq!(
            inserted("tools:\n  b:\n    name: B", "c").as_deref(),
            Some("tools:\n  b:\n    name: B\n  c:\n    name: X\n")
        );
    }

    #[test]
    fn a_list_without_entries_has_no_place_that_is_sure() {
        assert_eq!(inserted("tools: {}\n", "a"), None);
    }
}
