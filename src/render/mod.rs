//! Draws views. Turns a view into the bytes of its page, and into a fingerprint that changes whenever the bytes
//! would. It does not know the model, and adds no functions or filters to the templates: the view has already decided
//! what they print.

mod active;
mod card;
mod compact;
mod deadline;
mod edits;
mod errors;
mod layers;
mod lexer;
mod outline;
mod review;
mod source_map;
mod templates;
mod words;

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::locale::{Locale, SharedLocale};
use crate::pages::{CardView, Component, Draw, HashedBytes, Html, View, fingerprint};
use crate::parse::Suppression;
use crate::publish::Fingerprint;
use crate::source::{Area, SourceFile, Sources, hash, is_built_in};
use crate::theme::{self, Theme};
pub use active::{ActiveDraw, DrawLimit, SkippedTemplates, active_draws, set_skipped, skipped};
pub use deadline::LIMIT as TIME_LIMIT;
pub(crate) use layers::BUILT_IN;
pub use outline::{ComponentDefinition, blocks, code_at, component_definitions, message_key_at};
use review::review_static;
pub use source_map::{ATTRIBUTES, MARK, read as read_mark};
use templates::{Templates, wrong_message};
pub use words::{script_keys, uses};

/// The version of the program including a hash of its code; part of every fingerprint.
pub const GENERATOR: &str = env!("ROLEBOOK_GENERATOR");

/// The page that is drawn, as diagnostics name it.
#[derive(Clone, Copy)]
pub struct PageName<'p> {
    /// The path of the published file.
    pub path: &'p str,
    /// Says which page is drawn, and from which files. Called only for a site with templates of its own.
    pub origin: &'p dyn Fn() -> String,
}

/// Draws pages with a site's templates and publishes its static files.
pub struct Renderer {
    templates: Arc<Templates>,
    /// Static files in the order of their paths, with the published text where it is not that of the file.
    statics: Vec<(SourceFile, Option<Arc<str>>)>,
    generator: u128,
    /// Suppressions in the site's own templates and static files, by file.
    suppressions: Vec<(Arc<str>, Vec<Suppression>)>,
}

impl Renderer {
    /// Loads the templates, or reuses those of the renderer `before` if they are unchanged. Returns `None` and the
    /// errors if they cannot be used, and otherwise the lints of the site's own templates and static files.
    pub fn new(
        sources: &Sources,
        locale: &SharedLocale,
        theme: &Theme,
        before: Option<&Renderer>,
    ) -> (Option<Renderer>, Vec<Diagnostic>) {
        let mut mistakes = Vec::new();
        let statics: Vec<(SourceFile, Option<Arc<str>>)> = sources
            .area(Area::Static)
            .map(|file| (file.clone(), bind_static(file, locale, theme, &mut mistakes)))
            .collect();
        let same =
            before.map(|before| &before.templates).filter(|templates| templates.are_current(sources, locale));
        let templates = match same {
            Some(templates) => {
                templates.retry_skipped();
                Arc::clone(templates)
            }
            None => match Templates::load(sources, locale) {
                Ok(templates) => Arc::new(templates),
                Err(diagnostics) => return (None, [mistakes, diagnostics].concat()),
            },
        };
        if !mistakes.is_empty() {
            return (None, mistakes);
        }
        let (mut lints, mut suppressions) = (templates.lints.clone(), templates.suppressions.clone());
        for (file, _) in &statics {
            let Some((mut file_lints, own_suppressions)) = review_static(file) else { continue };
            lints.append(&mut file_lints);
            suppressions.push((Arc::clone(&file.path), own_suppressions));
        }
        (Some(Renderer { templates, statics, generator: hash(GENERATOR.as_bytes()), suppressions }), lints)
    }

    /// Returns the suppressions in the site's own templates and static files, by file.
    pub fn suppressions(&self) -> &[(Arc<str>, Vec<Suppression>)] {
        &self.suppressions
    }

    /// Returns `true` if the site overrides or adds this template.
    pub fn is_own(&self, template: &str) -> bool {
        self.templates.is_own(Some(template))
    }

    /// Returns `true` if the site has any template of its own.
    pub fn has_own(&self) -> bool {
        self.templates.is_own(None)
    }

    /// Returns `true` if pages of this template may be drawn with a template of the site's own, directly or through a
    /// shared file.
    pub fn is_drawn_own(&self, template: &str) -> bool {
        self.templates.is_drawn_own(template)
    }

    /// Returns a renderer whose pages have a [`MARK`] before each attribute with a link or an id, naming its position
    /// in the template; [`read_mark`] parses it. `None` if the templates do not load with marks.
    pub fn marked(&self, sources: &Sources) -> Option<Renderer> {
        let templates = Arc::new(self.templates.marked(sources)?);
        Some(Renderer { templates, statics: Vec::new(), generator: self.generator, suppressions: Vec::new() })
    }

    /// Returns the fingerprint of the bytes that [`Renderer::render`] would write.
    pub fn fingerprint(&self, view: &View, scratch: &mut HashedBytes) -> Fingerprint {
        Fingerprint(match view {
            View::Page(page) => {
                fingerprint(view, self.generator ^ self.templates.hash(page.template()), scratch)
            }
            View::Card(card) => {
                fingerprint(view, self.generator ^ self.templates.hash(card.template()), scratch)
            }
            View::Text(_) => fingerprint(view, self.generator, scratch),
            // Not the hash of the source file: SVG drawings are sanitised before publication.
            View::Static(id) => hash(self.static_bytes(*id)),
        })
    }

    /// Returns the hash of everything that pages are drawn with besides their views. Static files are none of it.
    pub fn salt(&self) -> u128 {
        self.generator ^ self.templates.hash_of_all()
    }

    /// Draws a page into `out`.
    pub fn render(&self, view: &View, name: &PageName<'_>, out: &mut Vec<u8>) -> Result<(), Box<Diagnostic>> {
        match view {
            View::Page(page) => self.templates.draw(page.template(), page, name, out),
            View::Card(view) => {
                card::draw(&self.card(view, name, &mut Vec::new())?, out);
                Ok(())
            }
            View::Text(text) => {
                out.extend_from_slice(text.as_bytes());
                Ok(())
            }
            View::Static(id) => {
                out.extend_from_slice(self.static_bytes(*id));
                Ok(())
            }
        }
    }

    /// Draws a page only as far as drawing can fail: for a card the SVG, which is not rasterised.
    pub fn attempt(
        &self,
        view: &View,
        name: &PageName<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        match view {
            View::Card(view) => self.card(view, name, out).map(|_| ()),
            View::Page(_) | View::Text(_) | View::Static(_) => self.render(view, name, out),
        }
    }

    /// Draws the SVG of a card and parses it.
    fn card(
        &self,
        view: &CardView,
        name: &PageName<'_>,
        svg: &mut Vec<u8>,
    ) -> Result<card::Card, Box<Diagnostic>> {
        self.templates.draw(view.template(), view, name, svg)?;
        let svg = std::str::from_utf8(svg).expect("invariant: a template gives text");
        card::read(svg).map_err(|why| {
            let file = Arc::from(format!("templates/{}", view.template()));
            let message = format!("the card cannot be drawn: {why}");
            let help =
                "a card's template draws an SVG of 1200 × 630; lines and columns refer to the drawn SVG";
            Box::new(
                Diagnostic::new(Code::Template, Location { file, span: Span::default() }, message).help(help),
            )
        })
    }

    fn static_bytes(&self, id: crate::model::StaticId) -> &[u8] {
        use crate::model::Idx as _;
        match &self.statics[id.index()] {
            (_, Some(script)) => script.as_bytes(),
            (file, None) => file.bytes(),
        }
    }
}

/// The built-in icon, which is published in the colours of the theme.
const ICON: &str = "static/assets/icon.svg";

/// Returns the text of a script or style sheet as it is published, with its messages and the theme; `None` for files that are published
/// unchanged.
fn bind_static(
    file: &SourceFile,
    locale: &Locale,
    theme: &Theme,
    mistakes: &mut Vec<Diagnostic>,
) -> Option<Arc<str>> {
    if *file.path == *ICON && is_built_in(file) {
        return file.text().map(|text| theme::bind_icon(text, theme).into());
    }
    let is_script = match file.path.rsplit_once('.')?.1 {
        "js" | "mjs" => true,
        "css" => false,
        _ => return None,
    };
    let text = file.text()?;
    let themed = if is_script { None } else { theme::bind_style(text, theme) };
    let text = themed.as_deref().unwrap_or(text);
    let bound = if is_script { words::bind_script(text, locale) } else { words::bind_style(text, locale) };
    let bound = bound.map(|(text, wrong)| {
        let report = |mistake| wrong_message(Code::StaticFile, &file.path, mistake);
        mistakes.extend(wrong.into_iter().map(report));
        text
    });
    // A site's own files are published as they are, so that their authors find them again.
    if !is_built_in(file) {
        return bound.or(themed).map(Arc::from);
    }
    let text = bound.as_deref().unwrap_or(text);
    Some(if is_script { compact::script(text) } else { compact::style(text) }.into())
}

impl Draw for Renderer {
    fn part(&self, part: &Component<'_>) -> Result<Html, Box<Diagnostic>> {
        self.templates.part(part)
    }
}

/// The largest page in bytes, which ends a template that loops without end.
const LARGEST_PAGE: usize = 32 * 1024 * 1024;

/// The most memory by which the process may grow while it draws a page, in bytes.
pub const MEMORY_LIMIT: u64 = 512 * 1024 * 1024;

/// Reports a page that exceeded the time limit, or another page of the same template.
fn time_exceeded(place: Location, path: &str) -> Diagnostic {
    let message =
        format!("drawing `{path}` takes longer than {} s of processor time", deadline::LIMIT.as_secs());
    Diagnostic::new(Code::Template, place, message)
        .help("look for nested loops, a loop over more items than the page shows, or a value that doubles; other pages of this template are skipped until something changes")
}

/// Reports a page that exceeded the memory limit.
fn memory_exceeded(place: Location, path: &str) -> Diagnostic {
    let message = format!("drawing `{path}` takes more than {} MiB of memory", MEMORY_LIMIT / 1024 / 1024);
    Diagnostic::new(Code::Template, place, message)
        .help("look for a value that doubles, such as `{% set text = text ~ text %}` several times")
}

fn too_large(template: &str, path: &str) -> Diagnostic {
    let place = Location { file: Arc::from(format!("templates/{template}")), span: Span::default() };
    let message = format!("the page `{path}` is larger than {} MiB", LARGEST_PAGE / 1024 / 1024);
    Diagnostic::new(Code::Template, place, message).help("look for a loop over too many items")
}
