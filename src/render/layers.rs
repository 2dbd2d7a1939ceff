//! The site's own templates above the built-in ones, and what each page is drawn with.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::errors::unknown_template;
use super::outline::{components, definition};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::locale;
use crate::pages::{CardView, PageView};
use crate::source::{Area, Sources, built_in_template, built_in_text, hash, is_built_in};

/// Folder of the templates that a text chooses in its front matter, and the templates of the kinds of text that can.
pub(super) const CUSTOM: &str = "custom/";
pub(super) const CHOOSING: [&str; 2] = ["pages/page.html", "pages/article.html"];

/// Folder of the card templates, and the one shared file that the built-in ones use.
pub(super) const CARDS: &str = "cards/";
const CARD_PARTS: &str = "shared/card.html";

/// Folder of the files that pages share.
pub(super) const SHARED: &str = "shared/";

/// Prefix of the names of built-in templates. The engine falls back to it for a name that the site's own templates do not
/// have, and prefers a component of the site's own to a built-in one, in whatever file either is.
pub(crate) const BUILT_IN: &str = "built-in/";

/// A template.
#[derive(Debug, Clone)]
pub(super) struct TemplateText<'s> {
    /// Its name for the engine: built-in ones begin with [`BUILT_IN`].
    pub(super) name: Cow<'s, str>,
    pub(super) text: &'s str,
}

impl TemplateText<'_> {
    /// Returns `true` if the site overrides or adds the template.
    pub(super) fn is_own(&self) -> bool {
        !self.name.starts_with(BUILT_IN)
    }

    /// Returns the name below `templates/`.
    pub(super) fn plain_name(&self) -> &str {
        self.name.strip_prefix(BUILT_IN).unwrap_or(&self.name)
    }

    /// Returns the path of its file.
    pub(super) fn path(&self) -> Arc<str> {
        format!("templates/{}", self.plain_name()).into()
    }
}

/// Returns the texts of all templates, also of built-in ones that the site overrides, and diagnostics for files that are
/// not templates.
pub(super) fn texts(sources: &Sources) -> (Vec<TemplateText<'_>>, Vec<Diagnostic>) {
    let prefix = Area::Templates.folder().len() + 1;
    let (mut texts, mut diagnostics) = (Vec::new(), Vec::new());
    for file in sources.area(Area::Templates) {
        let name = &file.path[prefix..];
        if name.starts_with(locale::FOLDER) && name.ends_with(".ftl") {
            continue;
        }
        let known = PageView::TEMPLATES.contains(&name)
            || CardView::TEMPLATES.contains(&name)
            || name.starts_with(SHARED)
            || name.starts_with(CUSTOM);
        let text = file.text().filter(|_| name.ends_with(".html") && known);
        let Some(text) = text else {
            diagnostics.push(unknown_template(&file.path, name));
            continue;
        };
        if is_built_in(file) {
            texts.push(TemplateText { name: format!("{BUILT_IN}{name}").into(), text });
            continue;
        }
        texts.push(TemplateText { name: name.into(), text });
        if let Some(text) = built_in_text(file) {
            texts.push(TemplateText { name: format!("{BUILT_IN}{name}").into(), text });
        }
    }
    (texts, diagnostics)
}

/// Returns the hash of everything that each page and card is drawn with.
///
/// The shared files that a page includes are not tracked: a change to any of them draws every page again. Only the built-in
/// cards are tracked, because a picture takes a hundred times as long as a page.
pub(super) fn hashes(texts: &[TemplateText<'_>]) -> BTreeMap<String, u128> {
    let text_of = |name: &str| texts.iter().find(|text| text.name == name).map_or("", |text| text.text);
    let joined = |is_included: &dyn Fn(&TemplateText<'_>) -> bool| -> Vec<u8> {
        let included = texts.iter().filter(|text| is_included(text));
        included
            .flat_map(|text| [text.name.as_bytes(), b"\0", text.text.as_bytes(), b"\0"].concat())
            .collect()
    };
    let shared = joined(&|text| text.plain_name().starts_with(SHARED));
    let card_parts =
        joined(&|text| text.plain_name() == CARD_PARTS || text.is_own() && defines_card_part(text));
    // The templates that a page extends or includes, whatever their folder.
    let closure = |template: &TemplateText<'_>| {
        let mut names: Vec<&str> = vec![&template.name];
        let mut at = 0;
        while let Some(name) = names.get(at).copied() {
            at += 1;
            let mentioned =
                mentioned(text_of(name)).filter(|other| texts.iter().any(|text| text.name == *other));
            let new: Vec<&str> = mentioned.filter(|other| !names.contains(other)).collect();
            names.extend(new);
        }
        names.sort_unstable();
        names
            .iter()
            .flat_map(|name| [name.as_bytes(), b"\0", text_of(name).as_bytes(), b"\0"].concat())
            .collect::<Vec<u8>>()
    };
    let pages = texts.iter().filter(|text| !text.plain_name().starts_with(SHARED));
    let mut hashes = BTreeMap::new();
    for template in pages {
        let is_built_in_card = template.plain_name().starts_with(CARDS) && !template.is_own();
        let bytes = if is_built_in_card {
            [template.text.as_bytes(), b"\0", &card_parts].concat()
        } else if template.is_own() {
            [&closure(template)[..], &shared].concat()
        } else {
            [template.text.as_bytes(), b"\0", &shared].concat()
        };
        // The name of the site's own template comes after that of the built-in one, or alone.
        if template.is_own() || !hashes.contains_key(template.plain_name()) {
            hashes.insert(template.plain_name().to_string(), hash(&bytes));
        }
    }
    hashes
}

/// Returns the names of templates that a text has in quotes.
fn mentioned(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(".html\"").filter_map(|(at, _)| {
        let end = at + ".html".len();
        let start = text[..at].rfind('"')? + 1;
        Some(&text[start..end])
    })
}

/// Returns `true` if a file of the site's own defines a component that the built-in cards use.
fn defines_card_part(template: &TemplateText<'_>) -> bool {
    let parts = built_in_template("templates/shared/card.html").unwrap_or_default();
    components(template.text).any(|own| components(parts).any(|part| part == own))
}

/// Returns `true` if the built-in cards are drawn with components of the site's own.
pub(super) fn draws_cards(texts: &[TemplateText<'_>]) -> bool {
    texts.iter().filter(|text| text.is_own()).any(|text| text.name == CARD_PARTS || defines_card_part(text))
}

/// Reports components of the site that no template calls and that replace no built-in one: their names may be misspelt.
pub(super) fn unused_components(texts: &[TemplateText<'_>]) -> Vec<Diagnostic> {
    let built_in = || texts.iter().filter(|text| !text.is_own()).flat_map(|text| components(text.text));
    if texts.iter().all(|text| !text.is_own()) {
        return Vec::new();
    }
    let known: BTreeSet<String> = built_in().collect();
    let is_called = |name: &str| {
        let call = format!("<{name}");
        let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        texts.iter().any(|text| {
            text.text.match_indices(&call).any(|(at, call)| is_end(&text.text[at + call.len()..]))
        })
    };
    let mut found = Vec::new();
    for text in texts.iter().filter(|text| text.is_own()) {
        for name in components(text.text).filter(|name| !known.contains(name) && !is_called(name)) {
            let place = Location { file: text.path(), span: definition(text.text, &name) };
            let message =
                format!("no template calls the component `{name}`, and there is no built-in one to replace");
            found.push(
                Diagnostic::new(Code::Unused, place, message)
                    .help("call it, or delete it; `rolebook eject --list` has the built-in components")
                    .suggest(&name, known.iter().map(String::as_str)),
            );
        }
    }
    found
}
