//! Reads a file of messages.

use std::cell::Cell;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource as Tree, Variant, VariantKey,
};
use fluent_syntax::parser::{ParserError, parse};
use rapidhash::{RapidHashMap, RapidHashSet};

use super::message::{Case, Message, Part, Selector};
use super::terms::{TermText, Terms, given as given_to_term};
use crate::diagnostic::Span;
use crate::source::hash;

/// The language whose file has every message.
pub const DEFAULT_LANGUAGE: &str = "en-GB";

/// Messages within messages beyond this depth are refused, which ends a circle of references.
const MAX_DEPTH: usize = 8;

/// The size of all messages with those that they refer to, in bytes beyond four times the file's size. References
/// multiply: eight levels of ten references are 10⁸.
const MAX_EXPANSION: usize = 256 * 1024;

/// Opening brackets that may be open at once in one message. The parser calls itself for each of them.
const MAX_OPEN: usize = 64;

/// The forms that one argument can choose from. They become branches of a template, whose parser calls itself for each;
/// no language has more than six forms for numbers.
const MAX_FORMS: usize = 24;

/// The messages of a file.
pub(super) struct Resource {
    pub messages: RapidHashMap<String, Message>,
    /// The mistakes with their byte ranges.
    pub mistakes: Vec<(Span, String, &'static str)>,
    /// The keys in the order of the file, with their byte ranges.
    pub keys: Vec<(String, Span)>,
    /// The hash of the file.
    pub hash: u128,
}

/// A file as a syntax tree.
pub(super) struct ParsedFile<'t> {
    pub text: &'t str,
    pub tree: Tree<&'t str>,
    errors: Vec<ParserError>,
    /// The bracket that is nested too deep, for which the file was not parsed.
    too_deep: Option<usize>,
}

impl<'t> ParsedFile<'t> {
    pub(super) fn new(text: &'t str) -> ParsedFile<'t> {
        let too_deep = too_deep(text);
        let (tree, errors) = match parse(if too_deep.is_some() { "" } else { text }) {
            Ok(tree) => (tree, Vec::new()),
            Err((tree, errors)) => (tree, errors),
        };
        ParsedFile { text, tree, errors, too_deep }
    }
}

/// Returns the first bracket that may be nested deeper than `MAX_OPEN`. What may be text closes nothing: parentheses, and
/// braces on a line with a string. The next message, term or comment closes all.
fn too_deep(text: &str) -> Option<usize> {
    let mut open: usize = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let ends_entry = line.starts_with('#') || is_entry(line);
        if ends_entry {
            open = 0;
        }
        let has_string = line.contains('"');
        for (at, character) in line.char_indices().filter(|_| !line.starts_with('#')) {
            match character {
                '{' | '(' => open += 1,
                '}' if !has_string => open = open.saturating_sub(1),
                _ => {}
            }
            if open > MAX_OPEN {
                return Some(start + at);
            }
        }
        start += line.len();
    }
    None
}

/// Reports whether a line begins a message or a term.
fn is_entry(line: &str) -> bool {
    let name = line.strip_prefix('-').unwrap_or(line);
    let rest =
        name.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && rest.trim_start_matches(' ').starts_with('=')
}

impl Resource {
    /// Compiles a file; a message with a mistake is left out.
    pub(super) fn compile(file: &ParsedFile<'_>, terms: &Terms<'_>) -> Resource {
        let ParsedFile { text, tree, errors, too_deep } = file;
        let too_deep = too_deep.map(|at| {
            let message = format!("more than {MAX_OPEN} brackets are open here, so the file is not used");
            (Span::new(at, at + 1), message, "write the forms of one `{ $count -> … }` as separate messages")
        });
        let mut resource = Resource {
            messages: RapidHashMap::default(),
            mistakes: errors.iter().map(|error| syntax_mistake(text, error)).chain(too_deep).collect(),
            keys: Vec::new(),
            hash: hash(text.as_bytes()),
        };
        let compiler = Compiler::new(tree, terms, 4 * text.len() + MAX_EXPANSION);
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
                (Some(pattern), true) => compiler.pattern(pattern, 0, None),
                _ => Err("attributes of messages are not used"),
            };
            match parts {
                Ok(parts) => drop(resource.messages.insert(key.to_string(), Message { parts })),
                Err(why) => resource.mistakes.push((
                    span,
                    format!("`{key}` cannot be used: {why}"),
                    "a message has text, `{ $argument }`, `{ NUMBER($argument) }`, `{ other-message }`, `{ -term }` and forms: `{ $count -> [one] … *[other] … }`",
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
pub(super) fn key_span(text: &str, key: &str, from: usize) -> Span {
    let is_key = |at: usize| {
        (at == 0 || text.as_bytes()[at - 1] == b'\n')
            && text[at + key.len()..].trim_start_matches(' ').starts_with('=')
    };
    let found = text[from..].match_indices(key).map(|(at, _)| from + at).find(|at| is_key(*at));
    found.map_or(Span::default(), |at| Span::new(at, at + key.len()))
}

/// Compiles the messages of a file.
struct Compiler<'t> {
    messages: RapidHashMap<&'t str, &'t Pattern<&'t str>>,
    terms: &'t Terms<'t>,
    /// The bytes that may still be compiled.
    left: Cell<usize>,
}

/// The arguments that a message gives a term. They are texts, so a term with forms becomes one of them here.
type Given<'g> = Option<&'g [(&'g str, &'g str)]>;

impl<'t> Compiler<'t> {
    fn new(tree: &'t Tree<&'t str>, terms: &'t Terms<'t>, left: usize) -> Compiler<'t> {
        let mut messages = RapidHashMap::default();
        for entry in &tree.body {
            if let Entry::Message(message) = entry
                && let Some(value) = &message.value
            {
                messages.entry(message.id.name).or_insert(value);
            }
        }
        Compiler { messages, terms, left: Cell::new(left) }
    }

    fn pattern(
        &self,
        pattern: &Pattern<&str>,
        depth: usize,
        given: Given<'_>,
    ) -> Result<Vec<Part>, &'static str> {
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
                PatternElement::Placeable { expression } => {
                    self.expression(expression, depth, given, &mut parts)?;
                }
            }
        }
        Ok(parts)
    }

    fn expression(
        &self,
        expression: &Expression<&str>,
        depth: usize,
        given: Given<'_>,
        parts: &mut Vec<Part>,
    ) -> Result<(), &'static str> {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.inline(inline, depth, given, parts),
            Expression::Select { selector, variants } => (selector, variants),
        };
        let name = match (selector, given) {
            (InlineExpression::TermReference { id, attribute: Some(attribute), .. }, _) => {
                let value = self.terms.attribute(id.name, attribute.name);
                return self.form(variants, value, depth, given, parts);
            }
            (InlineExpression::VariableReference { id }, Some(given)) => {
                let value = given.iter().find(|(name, _)| *name == id.name).map(|(_, value)| *value);
                return self.form(variants, value, depth, Some(given), parts);
            }
            (InlineExpression::VariableReference { id }, None) => id.name,
            (InlineExpression::FunctionReference { .. }, None) => argument_of_number(selector)?,
            _ => return Err("only an argument or an attribute of a term can choose a form"),
        };
        if variants.len() > MAX_FORMS {
            return Err("an argument chooses from at most 24 forms");
        }
        let (mut cases, mut default) = (Vec::new(), Vec::new());
        for variant in variants {
            let form = self.pattern(&variant.value, depth + 1, given)?;
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

    /// Compiles the form of a known value, or the default one.
    fn form(
        &self,
        variants: &[Variant<&str>],
        value: Option<&str>,
        depth: usize,
        given: Given<'_>,
        parts: &mut Vec<Part>,
    ) -> Result<(), &'static str> {
        let is_key = |variant: &&Variant<&str>| match variant.key {
            VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name } => {
                Some(name) == value
            }
        };
        let chosen = variants.iter().find(is_key).or_else(|| variants.iter().find(|variant| variant.default));
        if let Some(variant) = chosen {
            extend(parts, self.pattern(&variant.value, depth + 1, given)?);
        }
        Ok(())
    }

    fn inline(
        &self,
        inline: &InlineExpression<&str>,
        depth: usize,
        given: Given<'_>,
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
            InlineExpression::VariableReference { .. } | InlineExpression::FunctionReference { .. }
                if given.is_some() =>
            {
                return Err("in a term, an argument can only choose a form");
            }
            InlineExpression::VariableReference { id } => parts.push(Part::Argument(id.name.to_string())),
            InlineExpression::FunctionReference { .. } => {
                parts.push(Part::Number(argument_of_number(inline)?.to_string()));
            }
            InlineExpression::MessageReference { id, attribute: None } => {
                let referred = self.messages.get(id.name);
                let referred = referred.ok_or("it refers to a message that is not in this file")?;
                extend(parts, self.pattern(referred, depth + 1, given)?);
            }
            InlineExpression::TermReference { id, attribute: None, arguments } => {
                let term = self.terms.get(id.name).ok_or("it refers to an unknown term")?;
                let named = arguments.as_ref().map_or(&[][..], |arguments| &arguments.named);
                let given = given_to_term(named).ok_or("an argument of a term is a text in quotes")?;
                match term {
                    TermText::Noun(noun) => push_plain(noun, parts),
                    TermText::Tree(term) => {
                        extend(parts, self.pattern(&term.value, depth + 1, Some(&given))?);
                    }
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression, depth, given, parts)?,
            InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
                return Err("an attribute can only choose a form");
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

/// Adds parts, and joins adjacent texts.
fn extend(parts: &mut Vec<Part>, more: Vec<Part>) {
    for part in more {
        match part {
            Part::Text(text) => push_plain(&text, parts),
            part => parts.push(part),
        }
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
        let file = ParsedFile::new(&text);
        let none = Terms::new(std::iter::empty(), None, std::iter::empty());
        let resource = Resource::compile(&file, &none);
        assert!(resource.messages.contains_key("a0") && resource.messages.contains_key("a2"));
        assert!(!resource.messages.contains_key("a8"));
        assert!(resource.mistakes.iter().any(|(_, message, _)| message.contains("too long")));
    }

    #[test]
    fn deep_nesting_is_a_mistake_in_any_form() {
        for nested in [
            "{",
            "{ F(",
            "{\n",
            "{ $a ->\n *[x] ",
            "{ $a ->\n *[x] {\"}\"} ",
            "{ $a ->\n *[x] ) ",
            "{ F() ->\n*[x] ",
        ] {
            let text = format!("before = text\nkey = {}", nested.repeat(100_000));
            let file = ParsedFile::new(&text);
            let none = Terms::new(std::iter::empty(), None, std::iter::empty());
            let resource = Resource::compile(&file, &none);
            let [(span, message, _)] = &resource.mistakes[..] else { panic!("{nested:?}: one mistake") };
            assert!(message.contains("brackets are open"), "{nested:?}: {message}");
            assert!((span.end as usize) < 20 + 70 * nested.len(), "{nested:?}: {span:?}");
        }
        let flat = format!("key = {}\n", "{ $a } ".repeat(1_000));
        assert!(ParsedFile::new(&flat).too_deep.is_none());
    }
}
