//! Finds the shortcodes and template tags of a text.

use std::ops::Range;

use super::Dialect;
use super::edits::{Notes, Words, quoted};
use super::shortcodes::code_ranges;

/// A tag outside of code.
#[derive(Debug, Clone)]
pub(super) struct ShortcodeTag {
    pub(super) range: Range<usize>,
    pub(super) name: String,
    pub(super) arguments: Arguments,
    pub(super) is_end: bool,
}

/// The arguments of a tag: with names, and by position.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    pub(super) named: Vec<(String, String)>,
    pub(super) positional: Vec<String>,
}

impl Arguments {
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        let found = self.named.iter().find(|(key, _)| names.contains(&key.as_str()));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.positional.first().map(String::as_str)
    }

    /// Reports the arguments of a shortcode whose values its translation lacks.
    pub(super) fn report_unused(&self, shortcode: &str, translation: &str, notes: &mut Notes) {
        if self.named.is_empty() && self.positional.is_empty() {
            return;
        }
        let kept = Words::of(translation);
        let named = self.named.iter().map(|(key, value)| (format!("{key}={value}"), value));
        let positional = self.positional.iter().map(|value| (value.clone(), value));
        for (written, _) in named.chain(positional).filter(|(_, value)| !kept.contain(value)) {
            notes.add(format!("argument `{}` of the shortcode `{shortcode}` removed", quoted(&written)));
        }
    }
}

/// The largest number of tags that are paired in one text.
const MAX_TAGS: usize = 5_000;

pub(super) fn tags(text: &str, dialect: Dialect, delimiters: &[(&str, &str)]) -> Vec<ShortcodeTag> {
    let code = code_ranges(text);
    let mut found = Vec::new();
    let mut at = 0;
    let mut next_code = code.iter().peekable();
    // The next position of each delimiter: to search for all of them after each tag would take quadratic time.
    let mut positions: Vec<Option<usize>> = delimiters.iter().map(|(open, _)| text.find(open)).collect();
    while found.len() < MAX_TAGS {
        for (position, (open, _)) in positions.iter_mut().zip(delimiters) {
            if position.is_some_and(|position| position < at) {
                *position = text[at..].find(open).map(|length| at + length);
            }
        }
        let next =
            positions.iter().enumerate().filter_map(|(which, position)| Some((*position.as_ref()?, which)));
        let Some((start, which)) = next.min() else { break };
        let (open, close) = delimiters[which];
        while next_code.peek().is_some_and(|range| range.end <= start) {
            next_code.next();
        }
        if let Some(range) = next_code.peek().filter(|range| range.start <= start) {
            at = range.end;
            continue;
        }
        let inner_start = start + open.len();
        let Some(length) = text[inner_start..].find(close) else {
            // So no later one ends either.
            positions[which] = None;
            continue;
        };
        let end = inner_start + length + close.len();
        let inner = text[inner_start..inner_start + length].trim();
        if let Some(tag) = tag(inner, open, dialect, start..end) {
            found.push(tag);
        }
        at = end;
    }
    found
}

/// Reads the inside of a tag; `None` if it is none.
fn tag(inner: &str, open: &str, dialect: Dialect, range: Range<usize>) -> Option<ShortcodeTag> {
    if inner.starts_with("/*") {
        return None;
    }
    let inner = inner.trim_matches('-').trim();
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest.trim()),
        None => (false, inner.trim_end_matches('/').trim()),
    };
    let length = inner.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(inner.len());
    let (name, rest) = inner.split_at(length);
    let is_call = rest.starts_with('(');
    let rest = if is_call { rest.trim_start_matches('(').trim_end_matches(')') } else { rest };
    match dialect {
        // `{{ config.title }}` of a text in Zola is printed as written.
        Dialect::Zola if open == "{{" && !is_call => return None,
        Dialect::Zola if name == "end" => {
            return Some(ShortcodeTag {
                range,
                name: String::new(),
                arguments: Arguments::default(),
                is_end: true,
            });
        }
        Dialect::Jekyll if open == "{{" => {
            let arguments = Arguments { named: Vec::new(), positional: vec![inner.to_string()] };
            return Some(ShortcodeTag { range, name: "{{".to_string(), arguments, is_end: false });
        }
        Dialect::Jekyll => {
            if let Some(name) = name.strip_prefix("end") {
                return Some(ShortcodeTag {
                    range,
                    name: name.to_string(),
                    arguments: Arguments::default(),
                    is_end: true,
                });
            }
        }
        _ => {}
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '#' | ':');
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    Some(ShortcodeTag { range, name: name.to_string(), arguments: arguments(rest), is_end })
}

fn arguments(mut rest: &str) -> Arguments {
    let mut found = Arguments::default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return found;
        }
        if found.named.len() + found.positional.len() > 50 {
            found.positional.push(rest.to_string());
            return found;
        }
        let key_length =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(rest.len());
        let after = rest[key_length..].trim_start();
        let key = after
            .strip_prefix('=')
            .filter(|_| key_length > 0)
            .map(|after| (&rest[..key_length], after.trim_start()));
        let value = key.map_or(rest, |(_, value)| value);
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
        let (text, after) = if let Some(quote) = quote {
            value[1..].split_once(quote).unwrap_or((&value[1..], ""))
        } else {
            let end = value.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(value.len());
            value.split_at(end)
        };
        match key {
            Some((key, _)) => found.named.push((key.to_lowercase(), text.to_string())),
            None => found.positional.push(text.to_string()),
        }
        rest = after;
    }
}

/// Returns, for each tag, the index of the one that ends it.
pub(super) fn pairs(tags: &[ShortcodeTag]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tags.len()];
    let mut open: Vec<usize> = Vec::new();
    for (number, tag) in tags.iter().enumerate() {
        if !tag.is_end {
            open.push(number);
        } else if let Some(at) =
            open.iter().rposition(|open| tag.name.is_empty() || tags[*open].name == tag.name)
        {
            ends[open[at]] = Some(number);
            open.truncate(at);
        }
    }
    ends
}
