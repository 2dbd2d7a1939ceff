//! Reads the tags of other generators.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::edits::Notes;
use super::front_matter::Matter;
use crate::link::usual_spelling;
use crate::parse::scalar::Tag;

/// Returns the tags of a value: a list, a text of words (Jekyll), or a list of objects (Docusaurus).
pub(super) fn of(value: &Value, notes: &mut Notes) -> Vec<String> {
    let mut tags = Vec::new();
    let mut add = |text: &str| {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match Tag::new(&name) {
            Some(_) if name.contains("TODO") => {
                notes.add(format!("front matter: the tag `{name}` was left out: it is a TODO"));
            }
            Some(_) => tags.push(name),
            None if name.is_empty() => {}
            None => notes.add(format!("front matter: the tag `{name}` was left out: it makes no address")),
        }
    };
    match value {
        Value::String(text) if text.contains(',') => text.split(',').for_each(add),
        Value::String(text) => text.split_whitespace().for_each(add),
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::String(text) => add(text),
                    Value::Number(number) => add(&number.to_string()),
                    Value::Bool(truth) => add(&truth.to_string()),
                    Value::Object(keys) => add(keys.get("label").and_then(Value::as_str).unwrap_or_default()),
                    _ => {}
                }
            }
        }
        Value::Number(number) => add(&number.to_string()),
        _ => {}
    }
    tags
}

/// Gives tags with the same address the spelling that most of the texts use, and reports the pages of tags that get another
/// address than elsewhere: in lower case, with `-` for spaces.
pub(super) fn unify<'m>(texts: impl IntoIterator<Item = (&'m mut Matter, &'m mut Notes)>) {
    let mut texts: Vec<_> = texts.into_iter().collect();
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for tag in texts.iter().flat_map(|(matter, _)| &matter.tags) {
        let Some(Tag { name, slug }) = Tag::new(tag) else { continue };
        *found.entry(slug.to_string()).or_default().entry(name).or_default() += 1;
    }
    let spelled = |tag: &str| {
        let names = found.get(Tag::new(tag)?.slug.as_str())?;
        Some(usual_spelling(&names.iter().map(|(name, count)| (name.as_str(), *count)).collect()).to_string())
    };
    let mut moved = BTreeSet::new();
    for (matter, notes) in &mut texts {
        let mut tags: Vec<String> = Vec::new();
        for tag in std::mem::take(&mut matter.tags) {
            let now = spelled(&tag).unwrap_or_else(|| tag.clone());
            if now != tag {
                notes.add(format!("front matter: the tag `{tag}` is written `{now}`, as in most texts"));
            }
            let slug = Tag::new(&now).map(|tag| tag.slug.to_string()).unwrap_or_default();
            let elsewhere = tag.to_lowercase().replace(' ', "-");
            if slug != elsewhere && moved.insert(elsewhere.clone()) {
                notes.add(format!(
                    "the page of the tag `{tag}` is `/tags/{slug}/`, elsewhere `/tags/{elsewhere}/`"
                ));
            }
            if !tags.contains(&now) {
                tags.push(now);
            }
        }
        matter.tags = tags;
    }
}
