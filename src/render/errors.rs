//! Converts errors of the template engine to diagnostics located in the template.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::ErrorKind;

use super::lexer::{TokenKind, lex, word};
use super::templates::TemplateText;
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::pages::{CardView, PageView};
use crate::source::built_in_text;

/// Reports a file in `templates/` that no page uses.
pub(super) fn unknown_template(path: &Arc<str>, name: &str) -> Diagnostic {
    let place = Location { file: Arc::clone(path), span: Span::default() };
    let known: BTreeSet<&str> = PageView::TEMPLATES.iter().chain(CardView::TEMPLATES).copied().collect();
    Diagnostic::new(Code::Template, place, format!("`{name}` is not the template of any page"))
        .help("templates are `pages/<kind>.html` and `cards/<kind>.html`, one for each kind of page and card, and anything in `shared/`; all end in `.html`")
        .suggest(name, known)
}

/// Converts an error of parsing or rendering.
pub(super) fn diagnose(error: &tera::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = Location {
                file: format!("templates/{}", report.filename()).into(),
                span: Span::new(report.span().range.start, report.span().range.end),
            };
            let message = report.message().trim_end_matches('.');
            let (message, rest) = message.split_once(". ").unwrap_or((message, ""));
            with_advice(Diagnostic::new(Code::Template, place, lower(message)), rest)
        }
        other => Diagnostic::without_place(Code::Template, first_line(&other.to_string())),
    }
}

/// Adds the rest of the engine's message, which is mostly a list of the available names.
fn with_advice(diagnostic: Diagnostic, rest: &str) -> Diagnostic {
    let names =
        ["Available variables: ", "Available fields: "].iter().find_map(|prefix| rest.strip_prefix(prefix));
    match names {
        Some(names) => {
            let written = diagnostic.message.split('`').nth(1).unwrap_or("").to_string();
            diagnostic.help(format!("available: {names}")).suggest(&written, names.split(", "))
        }
        None if rest.is_empty() => diagnostic,
        None => diagnostic.help(lower(rest)),
    }
}

/// Reports why the templates cannot be loaded: the syntax errors of each or, if there are none, the errors between
/// them.
pub(super) fn diagnose_loading(error: &tera::Error, texts: &[TemplateText<'_>]) -> Vec<Diagnostic> {
    let syntax_error = |(name, text, _): &TemplateText<'_>| {
        let error = tera::Tera::new().add_raw_template(name, text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| diagnose(&error))
    };
    let syntax_errors: Vec<Diagnostic> = texts.iter().filter_map(syntax_error).collect();
    if !syntax_errors.is_empty() {
        return syntax_errors;
    }
    let (template, named, message) = match error.kind() {
        ErrorKind::SyntaxError(_) | ErrorKind::RenderingError(_) => return vec![diagnose(error)],
        ErrorKind::CircularExtend { tpl, .. } => (tpl, tpl, format!("`{tpl}` extends itself")),
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let next = include_chain.get(1).unwrap_or(tpl);
            (tpl, next, format!("`{tpl}` includes itself: {}", include_chain.join(", then ")))
        }
        ErrorKind::MissingParent { current, parent } => {
            (current, parent, format!("`{current}` extends `{parent}`, which does not exist"))
        }
        // The other errors are formatted reports, one below the other.
        other => return parse_reports(&other.to_string(), texts),
    };
    let span = text_of(texts, template).find(&format!("\"{named}\"")).map_or(Span::default(), |at| {
        let begin = at + 1;
        Span::new(begin, begin + named.len())
    });
    let place = Location { file: format!("templates/{template}").into(), span };
    let diagnostic = Diagnostic::new(Code::Template, place, message);
    vec![match error.kind() {
        ErrorKind::MissingParent { .. } => diagnostic.suggest(named, texts.iter().map(|(name, ..)| *name)),
        _ => diagnostic,
    }]
}

fn text_of<'t>(texts: &[TemplateText<'t>], name: &str) -> &'t str {
    texts.iter().find(|(known, ..)| *known == name).map_or("", |(_, text, _)| text)
}

/// Parses formatted reports, each with its location: `--> pages/role.html:2:18`.
fn parse_reports(reports: &str, texts: &[TemplateText<'_>]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut message = first_line(reports);
    for line in reports.lines() {
        if let Some(text) = line.strip_prefix("error: ") {
            message = lower(text);
        } else if let Some(at) = line.trim_start().strip_prefix("--> ") {
            let next = parse_report(&message, at, texts);
            // A component missing from a file is reported once, even if several files use it.
            let is_same = |known: &Diagnostic| {
                let subject = |diagnostic: &Diagnostic| {
                    diagnostic.message.split_once(", which").map(|(subject, _)| subject.to_string())
                };
                next.as_ref().is_some_and(|next| subject(known).is_some() && subject(known) == subject(next))
            };
            if !diagnostics.iter().any(is_same) {
                diagnostics.extend(next);
            }
        }
    }
    if diagnostics.is_empty() {
        vec![Diagnostic::without_place(Code::Template, message)]
    } else {
        diagnostics
    }
}

fn parse_report(message: &str, at: &str, texts: &[TemplateText<'_>]) -> Option<Diagnostic> {
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
    let diagnostic = Diagnostic::new(Code::Template, place, message);
    Some(match message.split_once('`').map_or("", |(kind, _)| kind) {
        "unknown template " => diagnostic.suggest(named, texts.iter().map(|(name, ..)| *name)),
        "unknown component " => missing_component(named, name, texts).unwrap_or_else(|| {
            diagnostic.suggest(named, texts.iter().flat_map(|(_, text, _)| components(text)))
        }),
        _ => diagnostic,
    })
}

/// Reports a component that the site's own file lacks although the built-in file of that name defines it.
fn missing_component(component: &str, user: &str, texts: &[TemplateText<'_>]) -> Option<Diagnostic> {
    let has = |text: &str| components(text).any(|name| name == component);
    let (name, _, file) = texts.iter().find(|(_, _, file)| built_in_text(file).is_some_and(has))?;
    let place = Location { file: Arc::clone(&file.path), span: Span::default() };
    let message = format!("`{name}` has no component `{component}`, which `{user}` uses");
    Some(
        Diagnostic::new(Code::Template, place, message).help(
            "the built-in file of this name defines it; a file that overrides it has to define every component that others use",
        ),
    )
}

/// Returns the names of the components that a template defines.
pub(super) fn components(text: &str) -> impl Iterator<Item = &str> {
    let code = lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Code);
    code.filter_map(|(_, range)| {
        let rest = word(&text[range]).strip_prefix("component")?.trim_start();
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|name| !name.is_empty())
    })
}

/// Rejects `set_global`, the only way for a loop to grow a value: the engine does not limit the size of values.
pub(super) fn unbounded_value(name: &str, text: &str) -> Option<Diagnostic> {
    const WORD: &str = "set_global";
    let at = text
        .match_indices(WORD)
        .map(|(at, _)| at)
        .find(|at| text[..*at].trim_end().trim_end_matches(['-', '+']).ends_with("{%"))?;
    let place = Location { file: format!("templates/{name}").into(), span: Span::new(at, at + WORD.len()) };
    let message = "`set_global` is not supported: a loop could grow its value without limit";
    Some(
        Diagnostic::new(Code::Template, place, message)
            .help("use `set`; the view has everything that a page shows"),
    )
}

fn first_line(report: &str) -> String {
    let line = report.lines().next().unwrap_or("a template cannot be parsed");
    lower(line.trim_start_matches("error: ").trim_end_matches('.'))
}

fn lower(message: &str) -> String {
    let message = message.trim();
    message
        .chars()
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(message.chars().skip(1)).collect())
}
