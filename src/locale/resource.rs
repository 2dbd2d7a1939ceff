//! Reads a file of messages, and reviews one of a site.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource as Tree, VariantKey,
};
use fluent_syntax::parser::{ParserError, parse};
use rapidhash::{RapidHashMap, RapidHashSet};

use super::message::{Case, Message, Part, Selector};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::parse::{Diagnostics, Suppression, read_suppression};
use crate::source::hash;

/// The language whose file has every message.
pub const DEFAULT_LANGUAGE: &str = "en-GB";

/// Messages within messages beyond this depth are refused, which ends a circle of references.
const MAX_DEPTH: usize = 8;

/// The size of all messages with those that they refer to, in bytes beyond four times the file's size. References
/// multiply: eight levels of ten references are 10⁸.
const MAX_EXPANSION: usize = 256 * 1024;

/// The messages of a file.
pub struct Resource {
    pub messages: RapidHashMap<String, Message>,
    /// The mistakes with their byte ranges.
    mistakes: Vec<(Span, String, &'static str)>,
    /// The keys in the order of the file, with their byte ranges.
    keys: Vec<(String, Span)>,
    /// The hash of the file.
    pub hash: u128,
}

impl Resource {
    /// Parses a file; a message with a mistake is left out.
    pub fn parse(text: &str) -> Resource {
        let (tree, errors) = match parse(text) {
            Ok(tree) => (tree, Vec::new()),
            Err((tree, errors)) => (tree, errors),
        };
        let mut resource = Resource {
            messages: RapidHashMap::default(),
            mistakes: errors.iter().map(|error| syntax_mistake(text, error)).collect(),
            keys: Vec::new(),
            hash: hash(text.as_bytes()),
        };
        let compiler = Compiler::new(&tree, 4 * text.len() + MAX_EXPANSION);
        let mut from = 0;
        let mut seen = RapidHashSet::default();
        for entry in &tree.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name;
            let span = key_span(text, key, from);
            from = span.end as usize;
            if !seen.insert(key) {
                resource.mistakes.push((span, format!("`{key}` is defined twice"), "delete one of the two"));
            }
            resource.keys.push((key.to_string(), span));
            let parts = match (&message.value, message.attributes.is_empty()) {
                (Some(pattern), true) => compiler.pattern(pattern, 0),
                _ => Err("attributes of messages are not used"),
            };
            match parts {
                Ok(parts) => drop(resource.messages.insert(key.to_string(), Message { parts })),
                Err(why) => resource.mistakes.push((
                    span,
                    format!("`{key}` cannot be used: {why}"),
                    "a message has text, `{ $argument }`, `{ NUMBER($argument) }`, `{ other-message }` and forms: `{ $count -> [one] … *[other] … }`",
                )),
            }
        }
        resource
    }
}

fn syntax_mistake(text: &str, error: &ParserError) -> (Span, String, &'static str) {
    let mut start = error.pos.start.min(text.len());
    // At the end of a line, or behind it, the mistake is on the last line that has text.
    start = text[..start].trim_end().len().min(start);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let start = start.max(text[..start].rfind('\n').map_or(0, |newline| newline + 1));
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let message = error.kind.to_string();
    let message = message
        .chars()
        .next()
        .map_or(String::new(), |first| first.to_lowercase().chain(message.chars().skip(1)).collect());
    (
        Span::new(start, end),
        format!("this is not a message: {message}"),
        "a message is `key = text`; its further lines are indented; `{` and `}` enclose arguments, and are written `{\"{\"}` as text",
    )
}

/// Returns the span of a key that begins a line, at or after `from`.
fn key_span(text: &str, key: &str, from: usize) -> Span {
    let is_key = |at: usize| {
        (at == 0 || text.as_bytes()[at - 1] == b'\n')
            && text[at + key.len()..].trim_start_matches(' ').starts_with('=')
    };
    let found = text[from..].match_indices(key).map(|(at, _)| from + at).find(|at| is_key(*at));
    found.map_or(Span::default(), |at| Span::new(at, at + key.len()))
}

/// Compiles the messages of a file.
struct Compiler<'t, 's> {
    messages: RapidHashMap<&'s str, &'t Pattern<&'s str>>,
    terms: RapidHashMap<&'s str, &'t Pattern<&'s str>>,
    /// The bytes that may still be compiled.
    left: Cell<usize>,
}

impl<'t, 's> Compiler<'t, 's> {
    fn new(tree: &'t Tree<&'s str>, left: usize) -> Compiler<'t, 's> {
        let (mut messages, mut terms) = (RapidHashMap::default(), RapidHashMap::default());
        for entry in &tree.body {
            match entry {
                Entry::Message(message) => {
                    if let Some(value) = &message.value {
                        messages.entry(message.id.name).or_insert(value);
                    }
                }
                Entry::Term(term) => drop(terms.entry(term.id.name).or_insert(&term.value)),
                _ => {}
            }
        }
        Compiler { messages, terms, left: Cell::new(left) }
    }

    fn pattern(&self, pattern: &Pattern<&str>, depth: usize) -> Result<Vec<Part>, &'static str> {
        if depth > MAX_DEPTH {
            return Err("its references are nested too deep, or refer to itself");
        }
        let mut parts = Vec::new();
        for element in &pattern.elements {
            let size = match element {
                PatternElement::TextElement { value } => value.len(),
                // At least `{a}`.
                PatternElement::Placeable { .. } => 3,
            };
            let left = self.left.get().checked_sub(size).ok_or("its references make it too long")?;
            self.left.set(left);
            match element {
                PatternElement::TextElement { value } => push_text(value, &mut parts),
                PatternElement::Placeable { expression } => self.expression(expression, depth, &mut parts)?,
            }
        }
        Ok(parts)
    }

    fn expression(
        &self,
        expression: &Expression<&str>,
        depth: usize,
        parts: &mut Vec<Part>,
    ) -> Result<(), &'static str> {
        match expression {
            Expression::Inline(inline) => self.inline(inline, depth, parts),
            Expression::Select { selector, variants } => {
                let name = match selector {
                    InlineExpression::VariableReference { id } => id.name,
                    InlineExpression::FunctionReference { .. } => argument_of_number(selector)?,
                    _ => return Err("only an argument can choose a form"),
                };
                let (mut cases, mut default) = (Vec::new(), Vec::new());
                for variant in variants {
                    let form = self.pattern(&variant.value, depth + 1)?;
                    let case = match &variant.key {
                        VariantKey::Identifier { name } => Case::Word((*name).to_string()),
                        VariantKey::NumberLiteral { value } => {
                            Case::Number(value.parse().map_err(|_| "a form is for a whole number")?)
                        }
                    };
                    if variant.default {
                        default = form;
                    } else {
                        cases.push((case, form));
                    }
                }
                parts.push(Part::Select(Selector { name: name.to_string(), cases, default }));
                Ok(())
            }
        }
    }

    fn inline(
        &self,
        inline: &InlineExpression<&str>,
        depth: usize,
        parts: &mut Vec<Part>,
    ) -> Result<(), &'static str> {
        match inline {
            InlineExpression::StringLiteral { value } => {
                let mut text = String::new();
                fluent_syntax::unicode::unescape_unicode(&mut text, value)
                    .map_err(|_| "its text cannot be read")?;
                push_plain(&text, parts);
            }
            InlineExpression::NumberLiteral { value } => push_plain(value, parts),
            InlineExpression::VariableReference { id } => parts.push(Part::Argument(id.name.to_string())),
            InlineExpression::FunctionReference { .. } => {
                parts.push(Part::Number(argument_of_number(inline)?.to_string()));
            }
            InlineExpression::MessageReference { id, attribute: None } => {
                let referred = self.messages.get(id.name);
                let referred = referred.ok_or("it refers to a message that is not in this file")?;
                parts.extend(self.pattern(referred, depth + 1)?);
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                let referred = self.terms.get(id.name);
                let referred = referred.ok_or("it refers to a term that is not in this file")?;
                parts.extend(self.pattern(referred, depth + 1)?);
            }
            InlineExpression::Placeable { expression } => self.expression(expression, depth, parts)?,
            InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
                return Err("attributes and arguments of references are not used");
            }
        }
        Ok(())
    }
}

fn argument_of_number<'t>(inline: &InlineExpression<&'t str>) -> Result<&'t str, &'static str> {
    const EXPECTED: &str = "the only function is `NUMBER($argument)`";
    let InlineExpression::FunctionReference { id, arguments } = inline else { return Err(EXPECTED) };
    match &arguments.positional[..] {
        [InlineExpression::VariableReference { id: argument }]
            if id.name == "NUMBER" && arguments.named.is_empty() =>
        {
            Ok(argument.name)
        }
        _ => Err(EXPECTED),
    }
}

fn push_plain(text: &str, parts: &mut Vec<Part>) {
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ => parts.push(Part::Text(text.to_string())),
    }
}

/// Splits text at elements: `<name>` and `</name>`.
fn push_text(text: &str, parts: &mut Vec<Part>) {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let inside = &rest[at + 1..];
        let is_close = inside.starts_with('/');
        let name = inside.trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(name.len());
        if length > 0 && name[length..].starts_with('>') {
            push_plain(&rest[..at], parts);
            let named = name[..length].to_string();
            parts.push(if is_close { Part::Close(named) } else { Part::Open(named) });
            rest = &name[length + 1..];
        } else {
            push_plain(&rest[..=at], parts);
            rest = inside;
        }
    }
    if !rest.is_empty() {
        push_plain(rest, parts);
    }
}

/// Returns the suppressions of a file: comments `# allow CODE: reason`, each for the next message below it.
pub fn suppressions(path: &str, text: &str) -> (Vec<Suppression>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new(path.into());
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let is_message = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
    let is_continued = |line: &str| line.trim().is_empty() || line.starts_with([' ', '}', '[', '*']);
    for (index, (start, line)) in lines.iter().enumerate().filter(|(_, (_, line))| line.starts_with('#')) {
        let span = Span::new(*start, start + line.trim_end().len());
        let written = line.trim_end();
        let comment = written.trim_start_matches('#');
        let Some(code) = read_suppression(comment, written, span, &mut diagnostics) else { continue };
        let below = lines[index..].iter().skip_while(|(_, line)| !is_message(line)).enumerate();
        let message = below.take_while(|(n, (_, line))| *n == 0 || is_continued(line)).map(|(_, line)| line);
        let end = message.last().map_or(span.end as usize, |(start, line)| start + line.len());
        // What the file as a whole lacks is reported at its first byte.
        let is_first = !lines[..index].iter().any(|(_, line)| is_message(line));
        let start = if is_first { 0 } else { *start };
        diagnostics.suppress(Suppression { code, span, covers: Span::new(start, end) });
    }
    (diagnostics.take_suppressions(), diagnostics.into_diagnostics())
}

/// Reviews a site's own file. `known` are the messages of `en-GB`. `is_whole` requires every message, because the language
/// has no built-in file.
pub fn review(
    path: &str,
    resource: &Resource,
    known: &RapidHashMap<String, Message>,
    is_whole: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let file: Arc<str> = path.into();
    let at = |span: Span| Location { file: Arc::clone(&file), span };
    for (span, message, help) in &resource.mistakes {
        diagnostics.push(Diagnostic::new(Code::InvalidMessage, at(*span), message.clone()).help(*help));
    }
    for (key, span) in &resource.keys {
        let Some(expected) = known.get(key) else {
            let message = format!("no page uses the message `{key}`");
            diagnostics.push(
                Diagnostic::new(Code::UnusedMessage, at(*span), message)
                    .help("delete it, or use the key of a message of `en-GB.ftl`")
                    .suggest(key, known.keys().map(String::as_str)),
            );
            continue;
        };
        let Some(message) = resource.messages.get(key) else { continue };
        let (expected, used) = (expected.arguments(), message.arguments());
        for name in used.difference(&expected) {
            let message = format!("`{key}` has no argument `{name}`");
            let help = if expected.is_empty() {
                "it has no arguments".to_string()
            } else {
                format!("its arguments are {}", quoted(&expected))
            };
            diagnostics.push(
                Diagnostic::new(Code::InvalidMessage, at(*span), message)
                    .help(help)
                    .suggest(name, expected.iter().map(|name| &**name)),
            );
        }
        if used.is_subset(&expected) && used.len() < expected.len() {
            let unused: BTreeSet<Cow<'_, str>> = expected.difference(&used).cloned().collect();
            let message = format!("`{key}` leaves out {}", quoted(&unused));
            diagnostics.push(
                Diagnostic::new(Code::UnusedMessage, at(*span), message)
                    .help("print each argument as `{ $name }`, and each element as `<name>…</name>`"),
            );
        }
    }
    if is_whole {
        let own: RapidHashSet<&str> = resource.keys.iter().map(|(key, _)| key.as_str()).collect();
        let mut missing: Vec<&str> =
            known.keys().map(String::as_str).filter(|key| !own.contains(key)).collect();
        missing.sort_unstable();
        if let Some(first) = missing.first() {
            let more = missing.len() - 1;
            let message = if more == 0 {
                format!("the message `{first}` is missing")
            } else {
                format!("the message `{first}` and {more} more are missing")
            };
            diagnostics.push(
                Diagnostic::new(Code::MissingMessage, at(Span::default()), message)
                    .help(format!("they are shown in English; add them: {}", missing.join(", "))),
            );
        }
    }
}

fn quoted(names: &BTreeSet<Cow<'_, str>>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_do_not_multiply_without_end() {
        let levels = (1..=8).map(|level| {
            let references = format!("{{ a{} }}", level - 1).repeat(10);
            format!("a{level} = {references}\n")
        });
        let text = format!("a0 = words that are long enough to count\n{}", levels.collect::<String>());
        let resource = Resource::parse(&text);
        assert!(resource.messages.contains_key("a0") && resource.messages.contains_key("a2"));
        assert!(!resource.messages.contains_key("a8"));
        assert!(resource.mistakes.iter().any(|(_, message, _)| message.contains("too long")));
    }
}
