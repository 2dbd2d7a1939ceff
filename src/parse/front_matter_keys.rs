//! Keys of front matter under the names that other site generators use, and titles that the text has instead.

use super::markdown::FirstHeading;
use super::scalar::leading_day;
use super::yaml::{Key, Node, NodeKind};
use super::{Decode, Diagnostics};
use crate::diagnostic::{Code, Span};

/// The names of keys elsewhere, each with the name here.
const USUAL_NAMES: &[(&str, &[&str])] = &[
    ("summary", &["description", "excerpt", "abstract"]),
    ("published", &["date", "publishDate", "publishdate", "pubDate", "pubdate", "created"]),
    ("reviewed", &["lastmod", "updated", "modified", "last_updated", "last_modified_at", "updatedDate"]),
    ("weight", &["sidebar_position", "nav_order", "order"]),
    ("aliases", &["redirect_from"]),
];

/// Returns the name here of a key that is usual elsewhere.
pub fn usual_name(key: &str) -> Option<&'static str> {
    USUAL_NAMES.iter().find(|(_, names)| names.contains(&key)).map(|(name, _)| *name)
}

/// Decodes front matter. Its keys may have their usual names, which is a warning, and a missing title is that of the first
/// heading.
pub(super) fn decode<T: Decode>(
    node: &Node,
    file: &str,
    heading: Option<&FirstHeading>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let NodeKind::Mapping(entries) = &node.kind else { return T::decode(node, diagnostics) };
    let has = |name: &str| entries.iter().any(|(key, _)| key.text == name);
    let is_usual = |key: &str| usual_name(key).is_some() || key == "slug" || key == "weight";
    let lacks_title = heading.is_some() && !has("title");
    if !lacks_title && !entries.iter().any(|(key, _)| is_usual(&key.text)) {
        return T::decode(node, diagnostics);
    }
    let properties = &T::schema()["properties"];
    let known = |name: &str| !properties[name].is_null();
    if !known("extra") {
        return T::decode(node, diagnostics);
    }
    let mut kept = Vec::with_capacity(entries.len() + 1);
    for (key, value) in entries {
        if known(&key.text) || !is_usual(&key.text) {
            kept.push((key.clone(), value.clone()));
            continue;
        }
        match usual_name(&key.text).filter(|name| !has(name)) {
            Some(name) if known(name) => kept.push(renamed(key, value, name, diagnostics)),
            _ if key.text == "slug" => report_slug(key, value, file, diagnostics),
            _ => report_unused(key, diagnostics),
        }
    }
    if let Some(heading) = heading.filter(|_| lacks_title && known("title")) {
        let title = NodeKind::Scalar { text: heading.text.clone(), quoted: true };
        let key = Key { text: "title".to_string(), span: heading.span };
        kept.push((key, Node::new(heading.span, title)));
    }
    let node = Node { kind: NodeKind::Mapping(kept), span: node.span, is_incomplete: node.is_incomplete };
    T::decode(&node, diagnostics)
}

/// Returns an entry under its name here. A date with a time becomes a date.
fn renamed(key: &Key, value: &Node, name: &str, diagnostics: &mut Diagnostics) -> (Key, Node) {
    let mut value = value.clone();
    let message = format!("`{}` is called `{name}` here", key.text);
    let builder = diagnostics.add(Code::AlternativeKey, key.span, message);
    let day = match &value.kind {
        NodeKind::Scalar { text, .. } if matches!(name, "published" | "reviewed") => {
            leading_day(text).filter(|_| text[10..].starts_with(['T', ' ']))
        }
        _ => None,
    };
    if let Some(day) = day.map(str::to_string) {
        let help = format!("write `{name}: {day}`");
        builder
            .help(help)
            .with_fix(Span { start: key.span.start, end: value.span.end }, format!("{name}: {day}"));
        value.kind = NodeKind::Scalar { text: day, quoted: false };
    } else {
        builder.replace(name, format!("write `{name}`"));
    }
    (Key { text: name.to_string(), span: key.span }, value)
}

/// The address of a text is its file name, so a slug says nothing or something else.
fn report_slug(key: &Key, value: &Node, file: &str, diagnostics: &mut Diagnostics) {
    let NodeKind::Scalar { text: slug, .. } = &value.kind else { return report_unused(key, diagnostics) };
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let slug = slug.trim_matches('/');
    if name.strip_suffix(".md") == Some(slug) {
        diagnostics
            .add(Code::AlternativeKey, key.span, "`slug` repeats the name of the file")
            .help("delete it: the address is that of the file");
        return;
    }
    diagnostics
        .add(Code::AlternativeKey, key.span, "the address of a text is the name of its file, not `slug`")
        .help(format!("rename the file to `{folder}/{slug}.md`, and delete `slug`"));
}

fn report_unused(key: &Key, diagnostics: &mut Diagnostics) {
    diagnostics
        .add(Code::AlternativeKey, key.span, format!("`{}` has no effect here", key.text))
        .help("delete it, or move it below `extra:`, where other programs find it");
}
