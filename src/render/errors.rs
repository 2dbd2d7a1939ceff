//! Converts errors of the template engine to diagnostics located in the template.

use std::collections::BTreeSet;
use std::sync::Arc;

use tera::ErrorKind;

use super::layers::{BUILT_IN, TemplateText};
use super::lexer::{TokenKind, lex, word};
use super::outline::{components, definition};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::pages::{CardView, PageView};

/// Reports a file in `templates/` that no page uses.
pub(super) fn unknown_template(path: &Arc<str>, name: &str) -> Diagnostic {
    let place = Location { file: Arc::clone(path), span: Span::default() };
    let known: BTreeSet<&str> = PageView::TEMPLATES.iter().chain(CardView::TEMPLATES).copied().collect();
    Diagnostic::new(Code::Template, place, format!("`{name}` is not the template of any page"))
        .help("templates are `pages/<kind>.html` and `cards/<kind>.html`, one for each kind of page and card, and anything in `shared/` and `custom/`; all end in `.html`")
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
        other => {
            let message = first_line(&other.to_string());
            let help = if message.contains("recursion") {
                Some("look for a component that calls itself, directly or through another one")
            } else if message.contains("argument `") {
                Some(
                    "a component that replaces a built-in one takes the same arguments: `rolebook eject --list` has the built-in ones",
                )
            } else {
                None
            };
            let diagnostic = Diagnostic::without_place(Code::Template, message);
            match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            }
        }
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
    let syntax_error = |TemplateText { name, text }: &TemplateText<'_>| {
        let error = tera::Tera::new().add_raw_template(name, text).err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| diagnose(&error))
    };
    let syntax_errors: Vec<Diagnostic> = texts.iter().filter_map(syntax_error).collect();
    if !syntax_errors.is_empty() {
        return syntax_errors;
    }
    let (template, named, message) = match error.kind() {
        ErrorKind::SyntaxError(_) | ErrorKind::RenderingError(_) => return vec![diagnose(error)],
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let chain = [std::slice::from_ref(tpl), inheritance_chain].concat();
            let culprit = own_of(&chain, texts).unwrap_or(tpl);
            (
                culprit,
                parent_of(culprit, texts).unwrap_or(tpl),
                format!("`{}` extends itself", plain(culprit)),
            )
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let next = include_chain.get(1).unwrap_or(tpl);
            (&**tpl, &**next, format!("`{tpl}` includes itself: {}", include_chain.join(", then ")))
        }
        ErrorKind::MissingParent { current, parent } => {
            // The engine names the page that it was loading, although a template that this one extends is at fault.
            let culprit = texts.iter().find(|text| text.is_own() && parent_in(text.text) == Some(parent));
            let culprit = culprit.map_or(&**current, |text| &*text.name);
            (culprit, &**parent, format!("`{}` extends `{parent}`, which does not exist", plain(culprit)))
        }
        // The other errors are formatted reports, one below the other.
        other => {
            let message = other.to_string();
            return duplicate_component(&message, texts).unwrap_or_else(|| parse_reports(&message, texts));
        }
    };
    let span = text_of(texts, template).find(&format!("\"{named}\"")).map_or(Span::default(), |at| {
        let begin = at + 1;
        Span::new(begin, begin + named.len())
    });
    let place = Location { file: format!("templates/{template}").into(), span };
    let diagnostic = Diagnostic::new(Code::Template, place, message);
    vec![match error.kind() {
        ErrorKind::MissingParent { .. } => {
            diagnostic.suggest(named, texts.iter().map(TemplateText::plain_name))
        }
        _ => diagnostic,
    }]
}

fn text_of<'t>(texts: &[TemplateText<'t>], name: &str) -> &'t str {
    texts.iter().find(|text| text.name == name).map_or("", |text| text.text)
}

/// Returns the name of a template without the prefix of the built-in ones.
fn plain(name: &str) -> &str {
    name.strip_prefix(BUILT_IN).unwrap_or(name)
}

/// Returns the template that a text extends.
fn parent_in(text: &str) -> Option<&str> {
    let mut code = lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Code);
    code.find_map(|(_, range)| word(&text[range]).strip_prefix("extends"))
        .map(|rest| rest.trim().trim_matches(['"', '\'', '`']))
}

fn parent_of<'t>(name: &str, texts: &[TemplateText<'t>]) -> Option<&'t str> {
    parent_in(text_of(texts, name))
}

/// Returns the first template of a chain that the site overrides.
fn own_of<'n>(chain: &[String], texts: &'n [TemplateText<'_>]) -> Option<&'n str> {
    let own = |name: &String| texts.iter().find(|text| text.is_own() && text.name == *name);
    chain.iter().find_map(own).map(|text| &*text.name)
}

/// Reports a component that two files of the site define.
fn duplicate_component(message: &str, texts: &[TemplateText<'_>]) -> Option<Vec<Diagnostic>> {
    let mut quoted = message.strip_prefix("Component ")?.split('`').skip(1).step_by(2);
    let (component, first, second) = (quoted.next()?, quoted.next()?, quoted.next()?);
    let place = |name: &str| {
        let at = definition(text_of(texts, name), component);
        Location { file: format!("templates/{name}").into(), span: at }
    };
    let message = format!("the component `{component}` is defined twice");
    Some(vec![
        Diagnostic::new(Code::Template, place(second), message)
            .label(place(first), "first defined here")
            .help("delete or rename one of them; a component of the site replaces the built-in one in whatever file it is"),
    ])
}

/// Moves a diagnostic in a built-in template, which the author does not have, to the site's own file of that name or to the
/// path at which the site can override it.
pub(super) fn in_site(mut diagnostic: Diagnostic, own: &BTreeSet<String>) -> Diagnostic {
    let folder = "templates/";
    if let Some(place) = &mut diagnostic.place
        && let Some(name) = place.file.strip_prefix(folder).and_then(|name| name.strip_prefix(BUILT_IN))
    {
        if own.contains(name) {
            // The position is one in a text that the site's file replaces.
            place.span = Span::default();
        }
        place.file = format!("{folder}{name}").into();
    }
    diagnostic
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
    if let Some(block) = message.strip_prefix("block `").and_then(|rest| rest.split('`').next())
        && let Some(missing) = missing_block(block, name, texts)
    {
        return Some(missing);
    }
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
        "unknown template " => diagnostic.suggest(named, texts.iter().map(TemplateText::plain_name)),
        "unknown component " => {
            let known: Vec<String> = texts.iter().flat_map(|text| components(text.text)).collect();
            diagnostic.suggest(named, known.iter().map(String::as_str))
        }
        _ => diagnostic,
    })
}

/// Reports a block that a built-in page fills and the site's own file does not have.
fn missing_block(block: &str, user: &str, texts: &[TemplateText<'_>]) -> Option<Diagnostic> {
    let parent = parent_of(user, texts)?;
    let own = texts.iter().find(|text| text.name == parent && user.starts_with(BUILT_IN))?;
    let place = Location { file: own.path(), span: Span::default() };
    let message = format!("`{parent}` has no block `{block}`, which built-in pages fill");
    Some(Diagnostic::new(Code::Template, place, message).help(format!(
        "add `{{% block {block} %}}{{% endblock %}}`, or keep the built-in file and change only some blocks of it: `{{% extends \"{BUILT_IN}{parent}\" %}}`"
    )))
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

/// Rejects more `elif` than any template needs: the engine's parser calls itself for each of them, and a stack overflow
/// ends the process.
pub(super) fn too_many_branches(TemplateText { name, text }: &TemplateText<'_>) -> Option<Diagnostic> {
    const WORD: &str = "elif";
    const MAX: usize = 100;
    let (at, _) = text.match_indices(WORD).nth(MAX)?;
    let place = Location { file: format!("templates/{name}").into(), span: Span::new(at, at + WORD.len()) };
    let message = format!("the file has more than {MAX} `elif`");
    Some(
        Diagnostic::new(Code::Template, place, message)
            .help("look values up in a map, or use components in files of their own"),
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
