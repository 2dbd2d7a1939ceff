//! Hover and definition in templates: variables of the view, messages, components and other templates.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::Value;

use super::complete_template::{MAX_LOOPS, find, view};
use super::site::FileContext;
use crate::diagnostic::{Location, Span};
use crate::locale::{MessageText, message_text};
use crate::render::{BUILT_IN, ComponentDefinition, code_at, component_definitions, message_key_at};
use crate::source::{Area, built_in_files, built_in_template};

/// The most characters of a value that are shown.
const MAX_VALUE: usize = 200;

/// Something that a template names.
#[derive(Debug, PartialEq, Eq)]
enum Named<'t> {
    /// The key of a message.
    Message(&'t str),
    /// Another template.
    Template(&'t str),
    Component(&'t str),
    /// A variable with the keys that lead to a value: `frame.site.title`.
    Variable(&'t str),
}

/// Returns what is known about an offset of a template.
pub(super) fn hover(cx: &FileContext<'_>, offset: usize) -> Option<(Span, String)> {
    let (range, named) = named_in(cx, offset)?;
    let text = match named {
        Named::Message(key) => about_message(cx, key)?,
        Named::Template(name) => about_template(cx, name)?,
        Named::Component(name) => about_component(cx, name)?,
        Named::Variable(path) => about_variable(cx, path, range.start)?,
    };
    Some((Span::new(range.start, range.end), text))
}

/// Returns the location in the site that defines what is named at an offset of a template. Built-in files have no place.
pub(super) fn definition(cx: &FileContext<'_>, offset: usize) -> Option<Location> {
    match named_in(cx, offset)?.1 {
        Named::Message(key) => {
            let MessageText { path, span, built_in, .. } = message(cx, key)?;
            (!built_in).then(|| Location { file: path.into(), span })
        }
        Named::Template(name) => {
            let file = cx.snapshot().sources().get(&path_of(name)).filter(|file| !file.built_in)?;
            Some(Location { file: file.path.clone(), span: Span::default() })
        }
        Named::Component(name) => {
            let (path, component) = own_component(cx, name)?;
            let range = component.name_range;
            Some(Location { file: path.into(), span: Span::new(range.start, range.end) })
        }
        Named::Variable(_) => None,
    }
}

fn named_in<'t>(cx: &FileContext<'t>, offset: usize) -> Option<(Range<usize>, Named<'t>)> {
    let is_template = Area::of(&cx.file) == Some(Area::Templates) && cx.file.ends_with(".html");
    if is_template { named_at(cx.text, offset) } else { None }
}

fn named_at(text: &str, offset: usize) -> Option<(Range<usize>, Named<'_>)> {
    if let Some(range) = message_key_at(text, offset) {
        return Some((range.clone(), Named::Message(&text[range])));
    }
    let code = code_at(text, offset)?;
    if let Some(string) = string_at(text, &code, offset) {
        let statement = text[code].trim_start_matches(['-', ' ', '\n']);
        let names_template = ["extends", "include"].iter().any(|word| statement.starts_with(word));
        return names_template.then(|| (string.clone(), Named::Template(&text[string])));
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = offset + text[offset..code.end].find(|c| !is_part(c)).unwrap_or(code.end - offset);
    let before = &text[code.start..end];
    let chain = code.start + before.rfind(|c| !is_part(c) && c != '.').map_or(0, |at| at + 1);
    let name = &text[chain..end];
    let (leading, following) = (text[code.start..chain].trim_end(), &text[end..code.end]);
    let is_component = leading.ends_with('<') || leading.ends_with("</") || leading.ends_with("component");
    let is_argument = following.starts_with('=') && !following.starts_with("==");
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') || is_argument {
        return None;
    }
    Some((chain..end, if is_component { Named::Component(name) } else { Named::Variable(name) }))
}

/// Returns the inside of the string of an expression or statement that contains an offset.
fn string_at(text: &str, code: &Range<usize>, offset: usize) -> Option<Range<usize>> {
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text[code.clone()].char_indices().map(|(at, c)| (code.start + at, c)) {
        match open {
            Some((quote, start)) if c == quote => {
                if (start..=at).contains(&offset) {
                    return Some(start..at);
                }
                open = None;
            }
            None if matches!(c, '"' | '\'' | '`') => open = Some((c, at + 1)),
            _ => {}
        }
    }
    None
}

/// Returns the path of a template of the site.
fn path_of(name: &str) -> String {
    format!("templates/{name}")
}

fn about_template(cx: &FileContext<'_>, name: &str) -> Option<String> {
    let plain = name.strip_prefix(BUILT_IN).unwrap_or(name);
    let path = path_of(plain);
    let own = cx.snapshot().sources().get(&path).filter(|file| !file.built_in && plain == name);
    if own.is_some() {
        return Some(format!("`{path}`, a file of the site"));
    }
    built_in_template(&path)?;
    Some(format!("`{path}`, {}", built_in_words(&path)))
}

/// Says how to edit a built-in file.
fn built_in_words(what: &str) -> String {
    format!("built into Rolebook; `rolebook eject {what}` copies it into the site")
}

fn message<'s>(cx: &FileContext<'s>, key: &str) -> Option<MessageText<'s>> {
    let language = &cx.snapshot().model().site.language;
    message_text(cx.snapshot().sources(), language, key)
}

fn about_message(cx: &FileContext<'_>, key: &str) -> Option<String> {
    let MessageText { path, built_in, text, .. } = message(cx, key)?;
    let place = if built_in {
        format!("Built into Rolebook. To change it, write the message into `{path}` of the site.")
    } else {
        format!("In `{path}`, a file of the site")
    };
    Some(format!("```fluent\n{}\n```\n\n{place}", text.trim_end()))
}

/// Returns a component that a file of the site defines, with the path of the file.
fn own_component(cx: &FileContext<'_>, name: &str) -> Option<(String, ComponentDefinition)> {
    let mut own = cx.snapshot().sources().area(Area::Templates).filter(|file| !file.built_in);
    own.find_map(|file| Some((file.path.to_string(), component(file.text()?, name)?)))
}

fn built_in_component(name: &str) -> Option<(String, ComponentDefinition)> {
    let mut templates = built_in_files().into_iter().filter(|(path, _)| path.ends_with(".html"));
    templates.find_map(|(path, bytes)| Some((path, component(std::str::from_utf8(bytes).ok()?, name)?)))
}

fn component(text: &str, name: &str) -> Option<ComponentDefinition> {
    component_definitions(text).into_iter().find(|component| component.name == name)
}

fn about_component(cx: &FileContext<'_>, name: &str) -> Option<String> {
    let (place, component) = if let Some((path, component)) = own_component(cx, name) {
        (format!("In `{path}`, a file of the site"), component)
    } else {
        let (path, component) = built_in_component(name)?;
        (format!("In `{path}`, {}", built_in_words(name)), component)
    };
    let about = component.about.map_or(String::new(), |about| format!("\n\n{about}"));
    Some(format!("`{name}({})`{about}\n\n{place}", component.arguments))
}

/// Describes a variable: an argument of the component around it, or a value of the view.
fn about_variable(cx: &FileContext<'_>, path: &str, start: usize) -> Option<String> {
    let around =
        component_definitions(cx.text).into_iter().find(|component| component.range.contains(&start));
    let name = path.split('.').next().unwrap_or_default();
    if let Some(component) = around {
        let mut arguments = component.arguments.split(',').map(str::trim);
        let own = arguments.find(|argument| argument.split(':').next().map(str::trim) == Some(name));
        if let Some(argument) = own.filter(|_| path == name) {
            return Some(format!("`{argument}`\n\nAn argument of the component `{}`", component.name));
        }
    }
    let view = view(cx, cx.file.strip_prefix("templates/")?)?;
    let value = find(&view, path, &cx.text[..start], MAX_LOOPS)?;
    Some(format!("`{path}`: {}", describe(value)))
}

/// Returns the type of a value, and the value.
fn describe(value: &Value) -> String {
    let keys = |value: &Value| {
        let keys: Vec<String> =
            value.as_object().into_iter().flatten().map(|(key, _)| format!("`{key}`")).collect();
        keys.join(", ")
    };
    let shown = |kind: &str, value: String| {
        let mut short: String = value.replace('`', "'").chars().take(MAX_VALUE).collect();
        if short.len() < value.len() {
            short.push('…');
        }
        format!("{kind}\n\nOn a page: `{short}`")
    };
    match value {
        Value::Null => "not set on any page that was looked at".to_string(),
        Value::Bool(value) => shown("true or false", value.to_string()),
        Value::Number(number) => shown("a number", number.to_string()),
        Value::String(text) if text.is_empty() => "a text, empty on the page that was looked at".to_string(),
        Value::String(text) => shown("a text", text.clone()),
        Value::Array(items) => {
            let mut text = "a list".to_string();
            match items.first() {
                Some(Value::Object(_)) => {
                    let _ = write!(text, "; each item has {}", keys(&items[0]));
                }
                Some(item) => text = shown("a list", item.to_string()),
                None => text.push_str(", empty on the page that was looked at"),
            }
            text
        }
        Value::Object(_) => format!("an object with {}", keys(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_templates_are_distinguished() {
        let at = |marked: &'static str| {
            let offset = marked.find('^').expect("a cursor");
            let text: &'static str = Box::leak(marked.replacen('^', "", 1).into_boxed_str());
            named_at(text, offset).map(|(_, named)| named)
        };
        for (marked, expected) in [
            ("{% extends \"shared/ba^se.html\" %}", Some(Named::Template("shared/base.html"))),
            ("{%- include 'a.html^' %}", Some(Named::Template("a.html"))),
            ("{{ a | join(sep=\"a.ht^ml\") }}", None),
            ("<p>[[na^me x={{ y }}]]</p>", Some(Named::Message("name"))),
            ("{{ a | join(sep=\"[[li^st]]\") }}", Some(Named::Message("list"))),
            ("{# [[na^me]] #}", None),
            ("{{ <ad^d id={id} /> }}", Some(Named::Component("add"))),
            ("{% component ad^d(id: string) %}", Some(Named::Component("add"))),
            ("{{ <add i^d={id} /> }}", None),
            ("{{ <add id={i^d} /> }}", Some(Named::Variable("id"))),
            ("{{ frame.si^te.title }}", Some(Named::Variable("frame.site"))),
            ("{% if a.b == ^c %}", Some(Named::Variable("c"))),
            ("{{ a.b[^1] }}", None),
            ("words^ {{ a }}", None),
        ] {
            assert_eq!(at(marked), expected, "{marked}");
        }
    }
}
