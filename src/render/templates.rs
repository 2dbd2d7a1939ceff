//! Loads and runs the templates: the built-in ones, overridden file by file by the site's own.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash as _;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tera::{Context, Tera};

use super::active::{self, DrawLimit, SkippedTemplates};
use super::deadline;
use super::edits::Edits;
use super::errors::{diagnose, diagnose_loading, in_site, too_many_branches, unbounded_value};
use super::layers::{
    CARDS, CHOOSING, CUSTOM, SHARED, TemplateText, draws_cards, hashes, texts, unused_components,
};
use super::outline::components;
use super::review::review;
use super::source_map::with_marks;
use super::words::{self, Mistake};
use super::{LARGEST_PAGE, PageName, too_large};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::locale::{Locale, SharedLocale};
use crate::pages::{Component, HashedBytes, Html};
use crate::parse::Suppression;
use crate::source::{Area, Sources};

/// Loaded templates, with the hash of each page kind's dependencies.
pub(super) struct Templates {
    tera: Tera,
    hashes: BTreeMap<String, u128>,
    /// Names of the site's own templates.
    own: BTreeSet<String>,
    /// `true` if the built-in cards are drawn with components of the site's own.
    own_cards: bool,
    /// Hash of all template files.
    files: u128,
    locale: SharedLocale,
    /// Lints of the site's own templates.
    pub lints: Vec<Diagnostic>,
    /// Suppressions in the site's own templates, by file.
    pub suppressions: Vec<(Arc<str>, Vec<Suppression>)>,
    /// The files that define the components, by component.
    components: BTreeMap<String, Arc<str>>,
    /// The messages bound in templates, by name.
    words: BTreeMap<String, Edits>,
    /// The calls inserted into the site's own templates after that, by name.
    calls: BTreeMap<String, Edits>,
    /// The tags of these calls, by number.
    places: Arc<[Location]>,
    /// The most processor time for a page.
    limit: Duration,
    /// Templates and components that exceeded a limit, so that the other pages of a site are not tried as well.
    over_limit: Mutex<SkippedTemplates>,
}

impl Templates {
    /// Loads all templates with the words of a locale, or returns the errors that prevent it.
    pub(super) fn load(sources: &Sources, locale: &SharedLocale) -> Result<Templates, Vec<Diagnostic>> {
        let (texts, mut diagnostics) = texts(sources);
        diagnostics.extend(texts.iter().filter_map(|text| unbounded_value(&text.name, text.text)));
        let (bound, words, mistakes) = bind(&texts, locale);
        diagnostics.extend(mistakes);
        let bound: Vec<TemplateText<'_>> = texts
            .iter()
            .zip(&bound)
            .map(|(text, bound)| TemplateText { text: bound, ..text.clone() })
            .collect();
        let mut tera = words::engine(locale);
        let branches: Vec<Diagnostic> = texts.iter().filter_map(too_many_branches).collect();
        if !branches.is_empty() {
            diagnostics.extend(branches);
        } else if let Err(error) = tera.add_raw_templates(bound.iter().map(|text| (&*text.name, text.text))) {
            let located = diagnose_loading(&error, &bound);
            diagnostics.extend(located.into_iter().map(|diagnostic| in_original(&words, diagnostic)));
        }
        let own = texts.iter().filter(|text| text.is_own());
        if !diagnostics.is_empty() {
            let own: BTreeSet<String> = own.map(|text| text.name.to_string()).collect();
            return Err(diagnostics.into_iter().map(|diagnostic| in_site(diagnostic, &own)).collect());
        }
        let (mut lints, mut suppressions) = (Vec::new(), Vec::new());
        for text in own.clone() {
            let (mut file_lints, own_suppressions) = review(&text.path(), text.text);
            lints.append(&mut file_lints);
            suppressions.push((text.path(), own_suppressions));
        }
        lints.extend(unused_components(&texts));
        let own: BTreeSet<String> = own.map(|text| text.name.to_string()).collect();
        let texts = bound;
        let hashes = hashes(&texts);
        let own_cards = draws_cards(&texts);
        let (tera, calls, places) = with_time_checks(tera, &own, &texts, locale);
        let places = places.into_iter().map(|place| place_in_original(&words, place)).collect();
        let files = sources.hash_of(Area::Templates);
        // Only the site's own templates can exceed a limit.
        let named = texts.iter().filter(|_| !own.is_empty());
        // A component of the site's own replaces the built-in one.
        let (own_texts, built_in): (Vec<_>, Vec<_>) = named.partition(|text| text.is_own());
        let components = built_in
            .into_iter()
            .chain(own_texts)
            .flat_map(|text| components(text.text).map(|it| (it, text.path())))
            .collect::<BTreeMap<_, _>>();
        let (limit, over_limit) = (deadline::LIMIT, Mutex::new(active::skipped()));
        Ok(Templates {
            tera,
            hashes,
            own,
            own_cards,
            files,
            locale: locale.clone(),
            lints,
            suppressions,
            components,
            words,
            calls,
            places,
            limit,
            over_limit,
        })
    }

    /// Returns the same templates with marks; see [`super::Renderer::marked`]. `None` if they do not load with marks.
    pub(super) fn marked(&self, sources: &Sources) -> Option<Templates> {
        let (texts, _) = texts(sources);
        let mut tera = words::engine(&self.locale);
        // Marks come first, so that they name positions in the text of the author.
        let with_marks = texts.iter().map(|text| {
            // A built-in text below a file of the site's own is not in any file of the site.
            let is_hidden = !text.is_own() && self.own.contains(text.plain_name());
            let name = if is_hidden { &text.name } else { text.plain_name() };
            (&*text.name, words::bind(&with_marks(name, text.text), &self.locale).0)
        });
        tera.add_raw_templates(with_marks.collect::<Vec<_>>()).ok()?;
        let (hashes, own) = (self.hashes.clone(), self.own.clone());
        Some(Templates {
            tera,
            hashes,
            own,
            own_cards: self.own_cards,
            files: 0,
            locale: self.locale.clone(),
            lints: Vec::new(),
            suppressions: Vec::new(),
            components: BTreeMap::new(),
            words: BTreeMap::new(),
            calls: BTreeMap::new(),
            places: Arc::default(),
            limit: deadline::LIMIT,
            over_limit: Mutex::default(),
        })
    }

    /// Returns `true` if loading these files with this locale would give the same templates.
    pub(super) fn are_current(&self, sources: &Sources, locale: &Locale) -> bool {
        self.files == sources.hash_of(Area::Templates) && self.locale.hash() == locale.hash()
    }

    /// Returns the hash of everything that a page kind is drawn with.
    pub(super) fn hash(&self, template: &str) -> u128 {
        // A template that a text chooses and that is missing was reported; nothing is drawn with it.
        self.hashes.get(template).copied().unwrap_or_default()
    }

    /// Returns the hash of everything that all page kinds are drawn with.
    pub(super) fn hash_of_all(&self) -> u128 {
        let mut hashes: Vec<_> = self.hashes.iter().collect();
        hashes.sort();
        let mut bytes = HashedBytes::default();
        hashes.hash(&mut bytes);
        bytes.digest()
    }

    /// Returns `true` if the given template is the site's own, or with `None`, if any is.
    pub(super) fn is_own(&self, template: Option<&str>) -> bool {
        template.map_or(!self.own.is_empty(), |template| self.own.contains(template))
    }

    /// Returns `true` if a page kind may be drawn with a template of the site's own. The shared files that a page
    /// includes are not tracked.
    pub(super) fn is_drawn_own(&self, template: &str) -> bool {
        // The built-in cards use the components of one shared file and no other.
        if template.starts_with(CARDS) {
            return self.own_cards || self.own.contains(template);
        }
        let shared = SHARED;
        let is_chosen = |name: &str| name.starts_with(CUSTOM) && CHOOSING.contains(&template);
        self.own.iter().any(|name| name == template || name.starts_with(shared) || is_chosen(name))
    }

    /// Forgets the templates that exceeded a limit: the content may have changed since.
    pub(super) fn retry_skipped(&self) {
        self.over_limit.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Draws a component that many pages share.
    pub(super) fn part(&self, part: &Component<'_>) -> Result<Html, Box<Diagnostic>> {
        let name = part.component();
        let context = Context::from_serialize(part).map_err(|error| Box::new(self.failed(&error)))?;
        self.within_limit(name, &PageName { path: name, origin: &String::new }, || {
            let drawn = self.tera.render_component(name, &context, None, true);
            drawn.map(Html).map_err(|error| self.failed(&error))
        })
    }

    /// Draws a page, or the SVG of a card.
    pub(super) fn draw(
        &self,
        template: &str,
        view: &impl Serialize,
        page: &PageName<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let context = Context::from_serialize(view).map_err(|error| Box::new(self.failed(&error)))?;
        self.within_limit(template, page, || {
            let mut bounded = Bounded { out, writes: 0, full: false };
            match self.tera.render_to(template, &context, &mut bounded) {
                Ok(()) => Ok(()),
                Err(_) if bounded.full => Err(too_large(template, page.path)),
                Err(error) => Err(self.failed(&error)),
            }
        })
    }

    /// Runs `draw` with the time limit. Fails at once if a page of the same template exceeded a limit before.
    fn within_limit<T>(
        &self,
        template: &str,
        page: &PageName<'_>,
        draw: impl FnOnce() -> Result<T, Diagnostic>,
    ) -> Result<T, Box<Diagnostic>> {
        let skipped = self.over_limit.lock().unwrap_or_else(PoisonError::into_inner).get(template).cloned();
        if let Some((limit, place)) = skipped {
            return Err(Box::new(limit.diagnostic(place, page.path)));
        }
        // The built-in templates are tested, and their pages are many.
        let listed = (!self.own.is_empty())
            .then(|| active::list(template, self.file_of(template), page, &self.places));
        let position = listed.as_ref().map(|listed| Arc::clone(&listed.position));
        match deadline::run_with_limit(self.limit, position, draw) {
            (Ok(drawn), _) => Ok(drawn),
            (Err(mut error), false) => {
                // The engine does not say where a component was called with wrong arguments, or too deeply.
                if error.place.is_none() {
                    error.place = Some(Location { file: self.file_of(template), span: Span::default() });
                }
                Err(Box::new(error))
            }
            (Err(error), true) => {
                let whole = || Location { file: self.file_of(template), span: Span::default() };
                let place = error.place.unwrap_or_else(whole);
                self.skip(template, DrawLimit::Time, place.clone());
                Err(Box::new(DrawLimit::Time.diagnostic(place, page.path)))
            }
        }
    }

    /// Makes the other pages of a template fail at once.
    fn skip(&self, template: &str, limit: DrawLimit, place: Location) {
        let mut skipped = self.over_limit.lock().unwrap_or_else(PoisonError::into_inner);
        skipped.insert(template.to_string(), (limit, place));
    }

    /// The file of a template, or the one that defines a component.
    fn file_of(&self, name: &str) -> Arc<str> {
        self.components.get(name).map_or_else(|| format!("templates/{name}").into(), Arc::clone)
    }

    /// Converts an error of the engine, mapping its span back to the original text.
    fn failed(&self, error: &tera::Error) -> Diagnostic {
        in_site(in_original(&self.words, in_original(&self.calls, diagnose(error))), &self.own)
    }
}

/// Binds the messages of all templates.
fn bind(
    texts: &[TemplateText<'_>],
    locale: &Locale,
) -> (Vec<String>, BTreeMap<String, Edits>, Vec<Diagnostic>) {
    let (mut bound, mut words, mut diagnostics) = (Vec::new(), BTreeMap::new(), Vec::new());
    for template in texts {
        let (text, edits, mistakes) = words::bind(template.text, locale);
        bound.push(text);
        words.insert(template.name.to_string(), edits);
        let path = template.path();
        diagnostics.extend(mistakes.into_iter().map(|mistake| wrong_message(Code::Template, &path, mistake)));
    }
    (bound, words, diagnostics)
}

/// Reports a message that cannot be bound.
pub(super) fn wrong_message(code: Code, file: &Arc<str>, mistake: Mistake) -> Diagnostic {
    let place = Location { file: Arc::clone(file), span: Span::new(mistake.range.start, mistake.range.end) };
    Diagnostic::new(code, place, mistake.message)
        .help(mistake.help)
        .suggest(&mistake.written, mistake.known.iter().map(String::as_str))
}

/// Maps a span in a text with edits back to the original text.
fn in_original(edits: &BTreeMap<String, Edits>, mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.place = diagnostic.place.map(|place| place_in_original(edits, place));
    diagnostic
}

fn place_in_original(edits: &BTreeMap<String, Edits>, mut place: Location) -> Location {
    if let Some(edits) = place.file.strip_prefix("templates/").and_then(|name| edits.get(name)) {
        let range = edits.original_range(place.span.start as usize..place.span.end as usize);
        place.span = Span::new(range.start, range.end);
    }
    place
}

/// Returns the templates with time checks in the site's own, the edits that insert these checks, and the tags that they
/// belong to. If the templates do not load with them, only output is checked.
fn with_time_checks(
    tera: Tera,
    own: &BTreeSet<String>,
    texts: &[TemplateText<'_>],
    locale: &SharedLocale,
) -> (Tera, BTreeMap<String, Edits>, Vec<Location>) {
    if own.is_empty() {
        return (tera, BTreeMap::new(), Vec::new());
    }
    let (mut calls, mut places) = (BTreeMap::new(), Vec::new());
    let with_calls: Vec<(&str, String)> = texts
        .iter()
        .map(|template| {
            if !template.is_own() {
                return (&*template.name, template.text.to_string());
            }
            let (text, own, tags) = deadline::with_calls(template.text, places.len() + 1);
            calls.insert(template.name.to_string(), own);
            let place =
                |tag: Range<usize>| Location { file: template.path(), span: Span::new(tag.start, tag.end) };
            places.extend(tags.into_iter().map(place));
            (&*template.name, text)
        })
        .collect();
    let mut limited = words::engine(locale);
    limited.register_function(deadline::FUNCTION, deadline::within_the_limit);
    match limited.add_raw_templates(with_calls) {
        Ok(()) => (limited, calls, places),
        Err(_) => (tera, BTreeMap::new(), Vec::new()),
    }
}

/// A writer that fails once a page exceeds [`LARGEST_PAGE`] or the time limit.
struct Bounded<'b> {
    out: &'b mut Vec<u8>,
    writes: u32,
    full: bool,
}

/// The number of writes for each query of the time. A template writes a few bytes at a time.
const WRITES_PER_QUERY: u32 = 4096;

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.out.len() + bytes.len() > LARGEST_PAGE {
            self.full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.writes += 1;
        if self.writes.is_multiple_of(WRITES_PER_QUERY) && deadline::has_passed() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
