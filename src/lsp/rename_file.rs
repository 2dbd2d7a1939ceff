//! The files that are renamed with an id, and the redirects from the addresses of their pages.

use std::sync::Arc;

use crate::analysis::Snapshot;
use crate::model::Symbol;
use crate::pages::page_of_file;
use crate::parse::yaml_edit::{EditableYaml, NewValue, Position, Step};
use crate::parse::{Body, FileKind, content_file, front_matter_range};
use crate::url::Id;

/// Returns the files that are named after a symbol, each with its new name.
pub(super) fn renamed_files(
    snapshot: &Snapshot,
    symbol: &Symbol,
    old: &str,
    new: &Id,
) -> Vec<(String, String)> {
    let new = new.as_str();
    let mut files: Vec<(String, String)> = Vec::new();
    let mut rename = |from: FileKind<'_>, to: FileKind<'_>| {
        if snapshot.document(&from.path()).is_some() {
            files.push((from.path(), to.path()));
        }
    };
    match symbol {
        Symbol::Role(_) => {
            rename(FileKind::Role(old), FileKind::Role(new));
            rename(FileKind::Guide(old), FileKind::Guide(new));
            for document in snapshot.documents() {
                let Body::Pair(a, b, ..) = &document.body else { continue };
                let pair = [a.as_str(), b.as_str()].map(|id| if id == old { new } else { id });
                if pair != [a.as_str(), b.as_str()] {
                    files.push((
                        document.file.to_string(),
                        content_file::FileKind::pair_path(pair[0], pair[1]),
                    ));
                }
            }
        }
        Symbol::Series(_) => rename(FileKind::Series(old), FileKind::Series(new)),
        Symbol::Framework(_) => rename(FileKind::Framework(old), FileKind::Framework(new)),
        Symbol::Article(_) => rename(FileKind::Article(old), FileKind::Article(new)),
        Symbol::Term(_) => rename(FileKind::Term(old), FileKind::Term(new)),
        Symbol::Page(_) => rename(FileKind::Page(old), FileKind::Page(new)),
        _ => {}
    }
    files
}

/// Returns the file that has to say that the old address redirects, with the text that says so: `was` of a role, `aliases` of an article
/// or page. `edited` is the text of a file after the other edits, if there are any. `None` if nothing can be said or its layout
/// does not allow it.
pub(super) fn with_redirect(
    snapshot: &Snapshot,
    symbol: &Symbol,
    old: &str,
    new: &str,
    edited: impl Fn(&str) -> Option<String>,
) -> Option<(Arc<str>, String)> {
    let (path, key) = match symbol {
        Symbol::Role(_) => (FileKind::Role(old).path(), "was"),
        Symbol::Article(_) => (FileKind::Article(old).path(), "aliases"),
        Symbol::Page(_) => (FileKind::Page(old).path(), "aliases"),
        _ => return None,
    };
    let document = snapshot.document(&path)?;
    let text = edited(&path).or_else(|| snapshot.sources().text(&path).map(ToString::to_string))?;
    let (value, former): (String, Vec<String>) = match &document.body {
        Body::Role(_, role) => (old.to_string(), role.was.iter().map(|was| was.value.to_string()).collect()),
        Body::Article(_, matter, _) => (
            page_of_file(snapshot.model(), &path)?.url(snapshot.model()),
            matter.aliases.iter().map(|alias| alias.value.0.clone()).collect(),
        ),
        Body::Page(_, matter, _) => (
            page_of_file(snapshot.model(), &path)?.url(snapshot.model()),
            matter.aliases.iter().map(|alias| alias.value.0.clone()).collect(),
        ),
        _ => return None,
    };
    // An id that is in use again is not a former one. Neither ids nor addresses need quotes.
    let mut list: Vec<NewValue> = former.into_iter().filter(|was| was != new).map(NewValue::Bare).collect();
    list.push(NewValue::Bare(value));
    let range = if path.ends_with(".yaml") { 0..text.len() } else { front_matter_range(&text)? };
    let mut yaml = EditableYaml::parse(&text[range.clone()])?;
    yaml.set(&[Step::key(key)], &NewValue::List(list), Position::Last).ok()?;
    let after = format!("{}{}{}", &text[..range.start], yaml.text(), &text[range.end..]);
    Some((Arc::clone(&document.file), after))
}
