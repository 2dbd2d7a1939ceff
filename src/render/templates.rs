//! The templates of a site: its own over the built-in ones, file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::{LARGEST_PAGE, too_large};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::source::{Area, Sources, hash, is_built_in};
use crate::view::{CardView, Html, PageView, Part};

/// Templates that were understood, and what each kind of page depends on.
pub struct Templates {
    tera: Tera,
    hashes: BTreeMap<String, u128>,
    /// The texts of those that are not built in.
    own: BTreeMap<String, String>,
    /// The hash of all files that they were read from, when nothing was wrong with them.
    files: Option<u128>,
}

impl Templates {
    /// Reads all templates. They depend on each other, so the first that cannot be read is the one reported.
    pub fn load(sources: &Sources) -> (Option<Templates>, Vec<Diagnostic>) {
        let prefix = Area::Templates.folder().len() + 1;
        let mut texts: Vec<(&str, &str)> = Vec::new();
        let mut found = Vec::new();
        let mut own = BTreeMap::new();
        for file in sources.area(Area::Templates) {
            let name = &file.path[prefix..];
            let known = PageView::TEMPLATES.contains(&name)
                || CardView::TEMPLATES.contains(&name)
                || name.starts_with("shared/");
            match file.text() {
                Some(text) if name.ends_with(".html") && known => {
                    texts.push((name, text));
                    if !is_built_in(file) {
                        own.insert(name.to_string(), text.to_string());
                    }
                }
                _ => found.push(unknown(&file.path, name)),
            }
        }
        let mut tera = Tera::new();
        found.extend(texts.iter().filter_map(|(name, text)| growing(name, text)));
        if let Err(error) = tera.add_raw_templates(texts.iter().copied()) {
            let source =
                |name: &str| texts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
            found.push(unusable(&error, source));
        }
        if !found.is_empty() {
            return (None, found);
        }
        let shared: Vec<u8> = texts
            .iter()
            .filter(|(name, _)| name.starts_with("shared/"))
            .flat_map(|(name, text)| [name.as_bytes(), b"\0", text.as_bytes(), b"\0"].concat())
            .collect();
        // Which shared files a page includes is not worked out: a change to one of them draws every page again. Only of our
        // own cards it is known, because a picture takes a hundred times as long as a page.
        let pages = texts.iter().filter(|(name, _)| !name.starts_with("shared/"));
        let text_of =
            |wanted: &str| texts.iter().find(|(name, _)| *name == wanted).map_or("", |(_, text)| text);
        let rest = |name: &str| {
            let ours = name.starts_with(CARDS) && !is_own_of(&own, name);
            if ours { text_of(CARD_PARTS).as_bytes() } else { &shared }
        };
        let hashes = pages
            .map(|(name, text)| ((*name).to_string(), hash(&[text.as_bytes(), b"\0", rest(name)].concat())))
            .collect();
        let files = found.is_empty().then(|| sources.hash_of(Area::Templates));
        (Some(Templates { tera, hashes, own, files }), found)
    }

    /// Whether reading these files would give the same templates, and nothing to complain about.
    pub fn are_of(&self, sources: &Sources) -> bool {
        self.files == Some(sources.hash_of(Area::Templates))
    }

    /// The hash of everything that draws a kind of page.
    pub fn hash(&self, template: &str) -> u128 {
        *self.hashes.get(template).expect("invariant: every kind of page has a built-in template")
    }

    /// Whether a kind of page is drawn with a file of the site's own. Which shared files a page includes is not worked out.
    pub fn is_own(&self, template: &str) -> bool {
        is_own_of(&self.own, template)
    }

    /// Draws a part that many pages share.
    pub fn part(&self, part: &Part<'_>) -> Result<Html, Box<Diagnostic>> {
        let what = format!("the component `{}`", part.component());
        let failed = |error: &tera::Error| Box::new(diagnostic(error, Some(&what)));
        let context = Context::from_serialize(part).map_err(|error| failed(&error))?;
        let drawn = self.tera.render_component(part.component(), &context, None, true);
        drawn.map(Html).map_err(|error| failed(&error))
    }

    /// Draws a page.
    pub fn draw(
        &self,
        template: &str,
        view: &impl Serialize,
        path: &str,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let failed = |error: &tera::Error| Box::new(diagnostic(error, Some(&format!("`{path}`"))));
        let context = Context::from_serialize(view).map_err(|error| failed(&error))?;
        let mut bounded = Bounded { out, full: false };
        match self.tera.render_to(template, &context, &mut bounded) {
            Ok(()) => Ok(()),
            Err(_) if bounded.full => Err(Box::new(too_large(template, path))),
            Err(error) => Err(failed(&error)),
        }
    }
}

/// Where the templates of cards are, and the one shared file that ours include.
const CARDS: &str = "cards/";
const CARD_PARTS: &str = "shared/card.html";

fn is_own_of(own: &BTreeMap<String, String>, template: &str) -> bool {
    let shared = if template.starts_with(CARDS) { CARD_PARTS } else { "shared/" };
    own.keys().any(|name| name == template || name.starts_with(shared))
}

/// A page in the making, up to the largest that is published.
struct Bounded<'b> {
    out: &'b mut Vec<u8>,
    full: bool,
}

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.out.len() + bytes.len() > LARGEST_PAGE {
            self.full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn unknown(path: &Arc<str>, name: &str) -> Diagnostic {
    let place = Place { file: Arc::clone(path), span: Span::default() };
    let known: BTreeSet<&str> = PageView::TEMPLATES.iter().chain(CardView::TEMPLATES).copied().collect();
    Diagnostic::new(Code::Template, place, format!("`{name}` is no template of any page"))
        .help("templates are `pages/<kind>.html` and `cards/<kind>.html`, one for each kind of page and card, and anything in `shared/`; all end in `.html`")
        .suggest(name, known)
}

/// An error of the template engine, at its place in the template.
fn diagnostic(error: &tera::Error, path: Option<&str>) -> Diagnostic {
    let drawing = path.map_or_else(String::new, |path| format!(" (while drawing {path})"));
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file: Arc<str> = format!("templates/{}", report.filename()).into();
            let span = Span::new(report.span().range.start, report.span().range.end);
            let message = report.message().trim_end_matches('.');
            let (message, help) = message.split_once(". ").unwrap_or((message, ""));
            let found =
                Diagnostic::new(Code::Template, Place { file, span }, format!("{}{drawing}", lower(message)));
            if help.is_empty() { found } else { found.help(lower(help)) }
        }
        other => {
            Diagnostic::without_place(Code::Template, format!("{}{drawing}", first_line(&other.to_string())))
        }
    }
}

/// Templates that do not go together, at the place of the first. `source` gives the text of a template by its name.
fn unusable<'t>(error: &tera::Error, source: impl Fn(&str) -> &'t str) -> Diagnostic {
    let (template, named, message) = match error.kind() {
        ErrorKind::SyntaxError(_) | ErrorKind::RenderingError(_) => return diagnostic(error, None),
        ErrorKind::CircularExtend { tpl, .. } => (tpl, tpl, format!("`{tpl}` extends itself")),
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let next = include_chain.get(1).unwrap_or(tpl);
            (tpl, next, format!("`{tpl}` includes itself: {}", include_chain.join(", then ")))
        }
        ErrorKind::MissingParent { current, parent } => {
            (current, parent, format!("`{current}` extends `{parent}`, which is not there"))
        }
        // The rest come with their report already drawn; its first line says what, and a later one where.
        other => return drawn(&other.to_string(), source),
    };
    let quoted = format!("\"{named}\"");
    let span = source(template).find(&quoted).map_or(Span::default(), |at| Span::new(at, at + quoted.len()));
    Diagnostic::new(Code::Template, Place { file: format!("templates/{template}").into(), span }, message)
}

/// What a report says, at the place that it names: `--> pages/role.html:2:18`.
fn drawn<'t>(report: &str, source: impl Fn(&str) -> &'t str) -> Diagnostic {
    let message = first_line(report);
    let at = report.lines().find_map(|line| line.trim_start().strip_prefix("--> ")).unwrap_or("");
    let mut parts = at.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.trim().parse::<usize>().ok()).unwrap_or(1);
    let (column, line) = (number(), number());
    let Some(name) = parts.next() else { return Diagnostic::without_place(Code::Template, message) };
    let text = source(name);
    let begin: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = text.get(begin..).unwrap_or("").lines().next().unwrap_or("");
    let start = begin + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at);
    // What is unknown is named in the message; its words are the place.
    let named = message.split('`').nth(1).map_or(1, |name| name.chars().count());
    let width: usize = text[start..].chars().take(named).map(char::len_utf8).sum();
    let file = format!("templates/{name}").into();
    Diagnostic::new(Code::Template, Place { file, span: Span::new(start, start + width) }, message)
}

/// A value that a loop can make grow, which has no limit in the engine: `set_global` is all that could keep one.
fn growing(name: &str, text: &str) -> Option<Diagnostic> {
    const WORD: &str = "set_global";
    let at = text
        .match_indices(WORD)
        .map(|(at, _)| at)
        .find(|at| text[..*at].trim_end().trim_end_matches(['-', '+']).ends_with("{%"))?;
    let place = Place { file: format!("templates/{name}").into(), span: Span::new(at, at + WORD.len()) };
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
