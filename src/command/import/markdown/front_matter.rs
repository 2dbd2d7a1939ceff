//! Reads front matter of other generators (YAML, TOML, JSON) and writes that of this program.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::edits::{Notes, Words, quoted};
use super::tags;
use crate::parse::scalar::{Date, FormerAddress, Tag, leading_day};
use crate::parse::usual_name;

/// The longest front matter that is read, in bytes.
const MAX_LENGTH: usize = 64 * 1024;

/// The longest title, in characters.
const MAX_TITLE: usize = 80;

/// The longest summary that is taken from a text, in characters.
const MAX_SUMMARY: usize = 300;

/// The front matter of a text.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Matter {
    pub(super) title: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) published: Option<String>,
    pub(super) reviewed: Option<String>,
    pub(super) slug: Option<String>,
    /// The whole address that the text had.
    pub(super) address: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) tags: Vec<String>,
    weight: Option<String>,
    draft: bool,
    extra: Map<String, Value>,
    /// The front matter as it was written.
    raw: String,
}

/// Splits a text into its front matter and its body. The error says why it cannot be read.
pub(super) fn read(text: &str, notes: &mut Notes) -> Result<(Matter, String), String> {
    let (kind, raw, body) = split(text.trim_start_matches('\n'))?;
    if raw.len() > MAX_LENGTH {
        return Err(format!("its front matter has {} bytes, at most {MAX_LENGTH} are read", raw.len()));
    }
    let value: Value = match kind {
        "YAML" if raw.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) => {
            Value::Null
        }
        "YAML" => serde_yaml::from_str(raw).map_err(|error| unreadable(kind, &error.to_string()))?,
        "TOML" => from_toml(raw.parse().map_err(|error: toml::de::Error| unreadable(kind, error.message()))?),
        "JSON" => serde_json::from_str(raw).map_err(|error| unreadable(kind, &error.to_string()))?,
        _ => Value::Null,
    };
    let keys = match value {
        Value::Object(keys) => keys,
        Value::Null => Map::new(),
        _ => return Err(format!("its front matter is {kind}, but has no keys")),
    };
    if kind != "YAML" && !kind.is_empty() {
        notes.add(format!("front matter: {kind} rewritten as YAML"));
    }
    let mut matter = Matter { raw: raw.to_string(), ..Matter::default() };
    for (key, value) in keys {
        matter.take(key, value, notes);
    }
    Ok((matter, body.to_string()))
}

fn unreadable(kind: &str, why: &str) -> String {
    format!("its front matter is not valid {kind}: {}", why.lines().next().unwrap_or_default())
}

/// Returns the kind of front matter, the front matter and the body.
fn split(text: &str) -> Result<(&'static str, &str, &str), String> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (kind, fence) = match first {
        "---" => ("YAML", "---"),
        "+++" => ("TOML", "+++"),
        "{" => {
            let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
            return match values.next() {
                Some(Ok(Value::Object(_))) => {
                    let end = values.byte_offset();
                    Ok(("JSON", &text[..end], &text[end..]))
                }
                _ => Ok(("", "", text)),
            };
        }
        _ => return Ok(("", "", text)),
    };
    let start = text.find('\n').map_or(text.len(), |end| end + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence || kind == "YAML" && line.trim_end() == "..." {
            return Ok((kind, &text[start..at], &text[at + line.len()..]));
        }
        at += line.len();
    }
    // A text may begin with a rule.
    if kind == "YAML" { Ok(("", "", text)) } else { Err("its front matter is never closed".to_string()) }
}

fn from_toml(table: toml::Table) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::String(text) => Value::String(text),
            toml::Value::Integer(number) => Value::from(number),
            toml::Value::Float(number) => Value::from(number),
            toml::Value::Boolean(truth) => Value::Bool(truth),
            toml::Value::Datetime(date) => Value::String(date.to_string()),
            toml::Value::Array(items) => Value::Array(items.into_iter().map(convert).collect()),
            toml::Value::Table(table) => from_toml(table),
        }
    }
    Value::Object(table.into_iter().map(|(key, own)| (key, convert(own))).collect())
}

/// Returns a scalar as text.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        _ => return None,
    };
    let text = clean(&text);
    (!text.is_empty()).then_some(text)
}

/// Returns a text on one line.
fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Matter {
    fn take(&mut self, key: String, value: Value, notes: &mut Notes) {
        let name = match key.as_str() {
            "title" | "slug" | "draft" | "weight" | "aliases" | "summary" | "published" | "reviewed"
            | "tags" => key.as_str(),
            // Jekyll has a key for a single tag.
            "tag" => "tags",
            "url" | "permalink" | "path" => "address",
            other => usual_name(other).unwrap_or_default(),
        };
        // Jekyll writes `published: false`.
        if key == "published" && value == Value::Bool(false) {
            self.draft = true;
            notes.add("front matter: `published: false` → `draft: true`");
            return;
        }
        let scalar = text(&value);
        let slot = match name {
            "title" => &mut self.title,
            "summary" => &mut self.summary,
            "slug" => &mut self.slug,
            "address" => &mut self.address,
            "weight" => &mut self.weight,
            "published" | "reviewed" => {
                let day = scalar.as_deref().and_then(day);
                let slot = if name == "published" { &mut self.published } else { &mut self.reviewed };
                match day.filter(|_| slot.is_none()) {
                    Some(day) => {
                        *slot = Some(day);
                        renamed(&key, name, notes);
                    }
                    None => self.keep(key, value, notes),
                }
                return;
            }
            "draft" if value.is_boolean() => {
                self.draft |= value == Value::Bool(true);
                return;
            }
            "aliases" => {
                let all = match &value {
                    Value::Array(items) => items.iter().filter_map(text).collect(),
                    other => text(other).into_iter().collect::<Vec<_>>(),
                };
                self.aliases.extend(all);
                renamed(&key, name, notes);
                return;
            }
            "tags" => {
                for tag in tags::of(&value, notes) {
                    if !self.tags.contains(&tag) {
                        self.tags.push(tag);
                    }
                }
                renamed(&key, name, notes);
                return;
            }
            _ if key == "taxonomies" && value.is_object() => {
                notes.add("front matter: keys of `taxonomies` read");
                for (key, value) in value.as_object().cloned().unwrap_or_default() {
                    self.take(key, value, notes);
                }
                return;
            }
            _ => {
                // `extra` of Zola has the keys of templates.
                if let ("extra", Value::Object(keys)) = (key.as_str(), &value) {
                    for (key, value) in keys {
                        self.extra.insert(key.clone(), value.clone());
                    }
                } else {
                    self.keep(key, value, notes);
                }
                return;
            }
        };
        let is_number = name != "weight" || scalar.as_deref().is_some_and(|text| text.parse::<i32>().is_ok());
        if slot.is_none() && scalar.is_some() && is_number {
            *slot = scalar;
            renamed(&key, name, notes);
        } else if !value.is_null() && value != Value::String(String::new()) {
            self.keep(key, value, notes);
        }
    }

    fn keep(&mut self, key: String, value: Value, notes: &mut Notes) {
        notes.add(format!("front matter: `{key}` kept under `extra`"));
        self.extra.insert(key, value);
    }

    /// Sets the title and the summary from the text, where the front matter has none, and shortens what is too long.
    pub(super) fn complete(
        &mut self,
        heading: Option<&str>,
        file: &str,
        paragraph: Option<&str>,
        notes: &mut Notes,
    ) {
        if self.title.is_none() {
            self.title = heading.map(clean).filter(|title| !title.is_empty());
            match &self.title {
                Some(_) => notes.add("title taken from the first heading"),
                None => notes.add("title taken from the name of the file"),
            }
        }
        let title = self.title.clone().unwrap_or_else(|| humanised(file));
        let short = shortened(&title, MAX_TITLE);
        if short != title {
            notes.add(format!("title shortened to {MAX_TITLE} characters; the whole is under `extra`"));
            self.extra.insert("full_title".to_string(), Value::String(title));
        }
        self.title = Some(short);
        if self.summary.is_none() {
            self.summary = paragraph.map(first_sentences).filter(|summary| !summary.is_empty());
            match &self.summary {
                Some(_) => notes.add("summary taken from the first paragraph"),
                None => notes.add("summary: the title, because the text begins with no paragraph"),
            }
        }
        let summary = self.summary.clone().or_else(|| self.title.clone()).unwrap_or_default();
        let short = shortened(&summary, MAX_SUMMARY);
        if short != summary {
            notes.add(format!("summary shortened to {MAX_SUMMARY} characters; the whole is under `extra`"));
            self.extra.insert("full_summary".to_string(), Value::String(summary));
        }
        self.summary = Some(short);
    }

    /// Adds an address that redirects to the text, if it can.
    pub(super) fn redirect_from(&mut self, address: &str, notes: &mut Notes) {
        match FormerAddress::parse(address) {
            Ok(address) if !self.aliases.contains(&address.0) => self.aliases.push(address.0),
            Ok(_) => {}
            Err(why) => notes.add(format!("no redirect from `{address}`: {why}")),
        }
    }

    /// Returns the addresses of the pages of its tags, if the text is published.
    pub(super) fn tag_pages(&self) -> Vec<String> {
        let tags = self.tags.iter().filter(|_| !self.draft);
        tags.filter_map(|tag| Some(format!("/tags/{}/", Tag::new(tag)?.slug))).collect()
    }

    /// Returns `true` if the text has a date, so that it becomes an article.
    pub(super) fn is_article(&self) -> bool {
        self.published.is_some()
    }

    /// Reports the lines of the original of which something is neither in `written`, the file, nor in its path, nor in a
    /// note: comments, times of day, keys without effect.
    pub(super) fn report_lost(&self, written: &str, path: &str, notes: &mut Notes) {
        let mut kept = Words::of(&written.replace("\\n", " "));
        kept.add(path);
        // A text is published unless it says otherwise.
        kept.add("draft false");
        for note in notes.lines() {
            kept.add(&note);
        }
        for line in self.raw.lines().filter(|line| !kept.contain(line)) {
            notes.add(format!("front matter: not all of `{}` was kept", quoted(line)));
        }
    }

    /// Writes the front matter with its lines of `---`.
    pub(super) fn write(&self) -> String {
        let quoted = |text: &str| Value::String(text.to_string()).to_string();
        let mut out = String::from("---\n");
        let mut line = |key: &str, value: String| {
            let _ = writeln!(out, "{key}: {value}");
        };
        line("title", quoted(self.title.as_deref().unwrap_or_default()));
        line("summary", quoted(self.summary.as_deref().unwrap_or_default()));
        if let Some(published) = &self.published {
            line("published", published.clone());
            let reviewed =
                self.reviewed.as_ref().filter(|reviewed| *reviewed > published).unwrap_or(published);
            line("reviewed", reviewed.clone());
        } else if let Some(weight) = &self.weight {
            line("weight", weight.clone());
        }
        if !self.aliases.is_empty() {
            line("aliases", Value::from(self.aliases.clone()).to_string());
        }
        if !self.tags.is_empty() {
            line("tags", Value::from(self.tags.clone()).to_string());
        }
        if self.draft {
            line("draft", "true".to_string());
        }
        let mut extra = self.extra.clone();
        if let (Some(weight), true) = (&self.weight, self.is_article()) {
            extra.insert("weight".to_string(), Value::String(weight.clone()));
        }
        if let (Some(reviewed), false) = (&self.reviewed, self.is_article()) {
            extra.insert("reviewed".to_string(), Value::String(reviewed.clone()));
        }
        if !extra.is_empty() {
            out.push_str("extra:\n");
            for (key, value) in &extra {
                let _ = writeln!(out, "  {}: {value}", Value::String(key.clone()));
            }
        }
        out.push_str("---\n");
        out
    }
}

fn renamed(key: &str, name: &str, notes: &mut Notes) {
    if key != name {
        notes.add(format!("front matter: `{key}` → `{name}`"));
    }
}

/// Returns the day of a date with or without a time.
pub(super) fn day(text: &str) -> Option<String> {
    let day = leading_day(text)?;
    Date::parse(day).ok().map(|_| day.to_string())
}

/// Shortens a text at the end of a word.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let head: String = text.chars().take(most - 1).collect();
    let head = head.rsplit_once(' ').map_or(head.as_str(), |(head, _)| head);
    format!("{}…", head.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// Returns the first sentences of a paragraph that fit in a summary.
fn first_sentences(paragraph: &str) -> String {
    let paragraph = clean(paragraph);
    let mut end = 0;
    for (at, _) in paragraph.match_indices(". ") {
        if paragraph[..=at].chars().count() > MAX_SUMMARY {
            break;
        }
        end = at + 1;
        if paragraph[..end].chars().count() > 60 {
            break;
        }
    }
    if end == 0 || paragraph.chars().count() < 160 { paragraph } else { paragraph[..end].to_string() }
}

/// Returns the name of a file as words: `on-call_basics` → `On call basics`.
fn humanised(file: &str) -> String {
    let words = clean(&file.replace(['-', '_'], " "));
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Untitled".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<String, String> {
        let mut notes = Notes::default();
        let (mut matter, _) = read(text, &mut notes)?;
        matter.complete(Some("Heading"), "a-file", Some("Words. More."), &mut notes);
        Ok(matter.write())
    }

    #[test]
    fn three_formats_become_one() {
        let expected = "---\ntitle: \"A: b\"\nsummary: \"About it.\"\npublished: 2026-01-02\nreviewed: 2026-02-03\naliases: [\"/x/\"]\ntags: [\"a\",\"b\"]\ndraft: true\n---\n";
        for text in [
            "---\ntitle: 'A: b'\ndescription: About it.\ndate: 2026-01-02T03:04:05Z\nlastmod: 2026-02-03\naliases: [/x/]\ndraft: true\ntags: [a, b]\n---\n",
            "+++\ntitle = \"A: b\"\ndescription = \"About it.\"\ndate = 2026-01-02T03:04:05Z\nlastmod = 2026-02-03\naliases = [\"/x/\"]\ndraft = true\ntags = [\"a\", \"b\"]\n+++\n",
            "{\n\"title\": \"A: b\", \"description\": \"About it.\", \"date\": \"2026-01-02\", \"lastmod\": \"2026-02-03\", \"aliases\": [\"/x/\"], \"draft\": true, \"tags\": [\"a\", \"b\"]}\n",
        ] {
            assert_eq!(written(text).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(
            written("Text").as_deref(),
            Ok("---\ntitle: \"Heading\"\nsummary: \"Words. More.\"\n---\n")
        );
        assert!(written("+++\na = \n+++\n").is_err_and(|why| why.contains("not valid TOML")));
        assert!(written("---\n- a\n---\n").is_err());
        assert!(written(&format!("---\na: {}\n---\n", "x".repeat(100_000))).is_err());
        assert!(written(&format!("---\na: {}\n---\n", "[".repeat(50_000))).is_err());
    }
}
