//! Converts errors of the template engine to diagnostics located in the template.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::ErrorKind;

use super::lexer::{TokenKind, lex, word};
use super::templates::TemplateText;
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::source::built_in_text;
use crate::view::{CardView, PageView};

/// Reports a file in `templates/` that no page uses.
pub fn unknown(path: &Arc<str>, name: &str) -> Diagnostic {
    let place = Location { file: Arc::clone(path), span: Span::default() };
    let known: BTreeSet<&str> = PageView::TEMPLATES.iter().chain(CardView::TEMPLATES).copied().collect();
    Diagnostic::new(Code::Template, place, format!("`{name}` is no template of any page"))
        .help("templates are `pages/<kind>.html` and `cards/<kind>.html`, one for each kind of page and card, and anything in `shared/`; all end in `.html`")
        .suggest(name, known)
}

/// Converts an error of parsing or rendering.
pub fn failed(error: &tera::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = Location {
                file: format!("templates/{}", report.filename()).into(),
                span: Span::new(report.span().range.start, report.span().range.end),
            };
            let message = report.message().trim_end_matches('.');
            let (message, rest) = message.split_once(". ").unwrap_or((message, ""));
            advised(Diagnostic::new(Code::Template, place, lower(message)), rest)
        }
        other => Diagnostic::without_place(Code::Template, first_line(&other.to_string())),
    }
}

/// Adds the rest of the engine's message, which is mostly a list of the available names.
fn advised(found: Diagnostic, rest: &str) -> Diagnostic {
    let names =
        ["Available variables: ", "Available fields: "].iter().find_map(|lead| rest.strip_prefix(lead));
    match names {
        Some(names) => {
            let written = found.message.split('`').nth(1).unwrap_or("").to_string();
            found.help(format!("what there is: {names}")).suggest(&written, names.split(", "))
        }
        None if rest.is_empty() => found,
        None => found.help(lower(rest)),
    }
}

/// Reports why the templates cannot be loaded: the syntax errors of each or, if there are none, the errors between
/// them.
pub fn all_unusable(error: &tera::Error, texts: &[TemplateText<'_>]) -> Vec<Diagnostic> {
    let alone = |(name, text, _): &TemplateText<'_>| {
        let error = tera::Tera::new().add_raw_template(name, text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| failed(&error))
    };
    let found: Vec<Diagnostic> = texts.iter().filter_map(alone).collect();
    if !found.is_empty() {
        return found;
    }
    let (template, named, message) = match error.kind() {
        ErrorKind::SyntaxError(_) | ErrorKind::RenderingError(_) => return vec![failed(error)],
        ErrorKind::CircularExtend { tpl, .. } => (tpl, tpl, format!("`{tpl}` extends itself")),
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let next = include_chain.get(1).unwrap_or(tpl);
            (tpl, next, format!("`{tpl}` includes itself: {}", include_chain.join(", then ")))
        }
        ErrorKind::MissingParent { current, parent } => {
            (current, parent, format!("`{current}` extends `{parent}`, which is not there"))
        }
        // The other errors are formatted reports, one below the other.
        other => return reported(&other.to_string(), texts),
    };
    let span = text_of(texts, template).find(&format!("\"{named}\"")).map_or(Span::default(), |at| {
        let begin = at + 1;
        Span::new(begin, begin + named.len())
    });
    let place = Location { file: format!("templates/{template}").into(), span };
    let found = Diagnostic::new(Code::Template, place, message);
    vec![match error.kind() {
        ErrorKind::MissingParent { .. } => found.suggest(named, texts.iter().map(|(name, ..)| *name)),
        _ => found,
    }]
}

fn text_of<'t>(texts: &[TemplateText<'t>], name: &str) -> &'t str {
    texts.iter().find(|(known, ..)| *known == name).map_or("", |(_, text, _)| text)
}

/// Parses formatted reports, each with its location: `--> pages/role.html:2:18`.
fn reported(reports: &str, texts: &[TemplateText<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut message = first_line(reports);
    for line in reports.lines() {
        if let Some(said) = line.strip_prefix("error: ") {
            message = lower(said);
        } else if let Some(at) = line.trim_start().strip_prefix("--> ") {
            let more = report(&message, at, texts);
            // A component missing from a file is reported once, even if several files use it.
            let said = |known: &Diagnostic| {
                let what = |found: &Diagnostic| {
                    found.message.split_once(", which").map(|(what, _)| what.to_string())
                };
                more.as_ref().is_some_and(|more| what(known).is_some() && what(known) == what(more))
            };
            if !found.iter().any(said) {
                found.extend(more);
            }
        }
    }
    if found.is_empty() { vec![Diagnostic::without_place(Code::Template, message)] } else { found }
}

fn report(message: &str, at: &str, texts: &[TemplateText<'_>]) -> Option<Diagnostic> {
    let mut parts = at.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.trim().parse::<usize>().ok()).unwrap_or(1);
    let (column, line) = (number(), number());
    let name = parts.next()?;
    let text = text_of(texts, name);
    let begin: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = text.get(begin..).unwrap_or("").lines().next().unwrap_or("");
    let column = rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
    // The message quotes the unknown name; the span covers it.
    let named = message.split('`').nth(1).unwrap_or("");
    let start = begin + column + rest[column..].find(named).unwrap_or(0);
    let end = (start + named.len()).min(begin + rest.len());
    let place = Location { file: format!("templates/{name}").into(), span: Span::new(start, end) };
    let found = Diagnostic::new(Code::Template, place, message);
    Some(match message.split_once('`').map_or("", |(kind, _)| kind) {
        "unknown template " => found.suggest(named, texts.iter().map(|(name, ..)| *name)),
        "unknown component " => left_out(named, name, texts)
            .unwrap_or_else(|| found.suggest(named, texts.iter().flat_map(|(_, text, _)| components(text)))),
        _ => found,
    })
}

/// Reports a component that the site's own file lacks although the built-in file of that name defines it.
fn left_out(component: &str, user: &str, texts: &[TemplateText<'_>]) -> Option<Diagnostic> {
    let has = |text: &str| components(text).any(|name| name == component);
    let (name, _, file) = texts.iter().find(|(_, _, file)| built_in_text(file).is_some_and(has))?;
    let place = Location { file: Arc::clone(&file.path), span: Span::default() };
    let message = format!("`{name}` has no component `{component}`, which `{user}` uses");
    Some(
        Diagnostic::new(Code::Template, place, message).help(
            "the built-in file of this name has it: whatever takes its place needs all that others use",
        ),
    )
}

/// Returns the names of the components that a template defines.
fn components(text: &str) -> impl Iterator<Item = &str> {
    let code = lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Code);
    code.filter_map(|(_, range)| {
        let rest = word(&text[range]).strip_prefix("component")?.trim_start();
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
    })
}

/// Rejects `set_global`, the only way for a loop to grow a value: the engine does not limit the size of values.
pub fn growing(name: &str, text: &str) -> Option<Diagnostic> {
    const WORD: &str = "set_global";
    let at = text
        .match_indices(WORD)
        .map(|(at, _)| at)
        .find(|at| text[..*at].trim_end().trim_end_matches(['-', '+']).ends_with("{%"))?;
    let place = Location { file: format!("templates/{name}").into(), span: Span::new(at, at + WORD.len()) };
    let message = "`set_global` is not available: what a loop adds to has no limit";
    Some(
        Diagnostic::new(Code::Template, place, message)
            .help("use `set`; what a page shows comes with its view"),
    )
}

fn first_line(report: &str) -> String {
    let line = report.lines().next().unwrap_or("a template cannot be read");
    lower(line.trim_start_matches("error: ").trim_end_matches('.'))
}

fn lower(message: &str) -> String {
    let message = message.trim();
    message
        .chars()
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(message.chars().skip(1)).collect())
}
