//! Definitions and references of the names in a file.

use std::sync::Arc;

use lsp_types::{DocumentHighlight, DocumentLink, Location as Published, Uri};

use super::site::FileContext;
use super::template;
use crate::diagnostic::{Location, Span};
use crate::model::Symbol;
use crate::parse::markdown::{ParsedPlaceholder, Target};
use crate::parse::{Body, FileKind, Spanned};
use crate::url::Id;

/// Returns the placeholder of a text at an offset.
pub(super) fn placeholder<'c>(
    cx: &'c FileContext<'_>,
    offset: usize,
) -> Option<&'c Spanned<ParsedPlaceholder>> {
    let prose = cx.document()?.body.prose()?;
    let contains = |span: Span| (span.start as usize..=span.end as usize).contains(&offset);
    let around = prose.placeholders().filter(|placeholder| contains(placeholder.span));
    // Code blocks and titles have the span of what is around them.
    let named = around.filter(|placeholder| {
        !matches!(
            placeholder.value,
            ParsedPlaceholder::Title | ParsedPlaceholder::ImageSize | ParsedPlaceholder::Code(_)
        )
    });
    named.min_by_key(|placeholder| placeholder.span.end - placeholder.span.start)
}

/// Returns the symbol at an offset, with its span.
pub(super) fn name_at(cx: &FileContext<'_>, offset: usize) -> Option<(Span, Symbol)> {
    let location = Location { file: Arc::clone(&cx.file), span: Span::new(offset, offset) };
    // The empty span at the beginning of a file names the file itself.
    cx.snapshot().name_at(&location).filter(|(span, _)| span.start < span.end)
}

/// Returns the location of a fact: its key in the file of the role.
pub(super) fn fact(cx: &FileContext<'_>, role: &Id, row: &Id) -> Option<Location> {
    let path = FileKind::Role(role.as_str()).path();
    let document = cx.snapshot().document(&path)?;
    let Body::Role(_, record) = &document.body else { return None };
    let (key, _) = record.facts.0.iter().find(|(key, _)| key.value == *row)?;
    Some(Location { file: Arc::clone(&document.file), span: key.span })
}

/// Returns the locations that define what is named at an offset.
pub(super) fn definition(cx: &FileContext<'_>, offset: usize) -> Vec<Published> {
    let at_start = |file: &str| Location { file: file.into(), span: Span::default() };
    let name = name_at(cx, offset);
    let own = match placeholder(cx, offset).map(|placeholder| &placeholder.value) {
        // The row of a fact in a text leads to the fact.
        Some(ParsedPlaceholder::Fact(role, row)) if offset >= row.span.start as usize => {
            fact(cx, &role.value, &row.value)
        }
        // A link to a file leads to that file, also if it is not the one that defines the thing.
        Some(ParsedPlaceholder::Address(Target::File(path, _)))
            if !matches!(name, Some((_, Symbol::Heading(..)))) =>
        {
            cx.snapshot().sources().get(path).filter(|file| !file.built_in).map(|file| at_start(&file.path))
        }
        _ => template::definition(cx, offset),
    };
    let found = own.or_else(|| {
        let (_, symbol) = name?;
        cx.snapshot().definition(&symbol).or_else(|| page_file(cx, &symbol))
    });
    found.map(|location| cx.location(&location)).into_iter().collect()
}

/// Returns the beginning of the file that makes a page without an entity of its own.
fn page_file(cx: &FileContext<'_>, symbol: &Symbol) -> Option<Location> {
    let Symbol::Address(route) = symbol else { return None };
    let files = crate::pages::files(cx.snapshot().model(), *route);
    let file = cx.snapshot().sources().get(files.iter().next()?)?;
    Some(Location { file: Arc::clone(&file.path), span: Span::default() })
}

/// Returns the locations that name what is named at an offset, or what the file itself is.
pub(super) fn references(cx: &FileContext<'_>, offset: usize, with_definition: bool) -> Vec<Published> {
    let Some(symbol) = name_at(cx, offset).map(|(_, symbol)| symbol).or_else(|| of_file(cx)) else {
        return Vec::new();
    };
    let definition = cx.snapshot().definition(&symbol);
    let locations = cx.snapshot().references(&symbol).iter();
    locations
        .filter(|location| with_definition || definition.as_ref() != Some(location))
        .map(|location| cx.location(location))
        .collect()
}

/// Returns the symbol that a file is named after.
pub(super) fn of_file(cx: &FileContext<'_>) -> Option<Symbol> {
    let model = cx.snapshot().model();
    Some(match FileKind::of(&cx.file)? {
        FileKind::Role(id) | FileKind::Guide(id) => model.roles.get(id)?.into(),
        FileKind::Series(id) => model.series.get(id)?.into(),
        FileKind::Framework(id) => model.frameworks.get(id)?.into(),
        FileKind::Article(id) => model.articles.get(id)?.into(),
        FileKind::Term(id) => model.terms.get(id)?.into(),
        FileKind::Page(id) => model.pages.get(id)?.into(),
        _ => return None,
    })
}

/// Returns the other places in the file that name the same.
pub(super) fn highlights(cx: &FileContext<'_>, offset: usize) -> Vec<DocumentHighlight> {
    let Some((_, symbol)) = name_at(cx, offset) else { return Vec::new() };
    let names = cx.snapshot().names_in(&cx.file);
    let same = names.into_iter().filter(|(span, own)| *own == symbol && span.start < span.end);
    same.map(|(span, _)| DocumentHighlight { range: cx.lines.range(span), kind: None }).collect()
}

/// Returns the links of a file: to files of the site, and to the pages of sources.
pub(super) fn links(cx: &FileContext<'_>) -> Vec<DocumentLink> {
    let (snapshot, model) = (cx.snapshot(), cx.snapshot().model());
    let link = |span: Span, target: Uri, tooltip: Option<String>| DocumentLink {
        range: cx.lines.range(span),
        target: Some(target),
        tooltip,
        data: None,
    };
    let mut links = Vec::new();
    for (span, symbol) in snapshot.names_in(&cx.file) {
        if span.start == span.end {
            continue;
        }
        match &symbol {
            Symbol::Source(id) => {
                let source = &model.references[*id];
                links.push(link(span, Uri(source.url.clone()), Some(source.title.clone())));
            }
            Symbol::Role(_)
            | Symbol::Term(_)
            | Symbol::Article(_)
            | Symbol::Page(_)
            | Symbol::Static(_)
            | Symbol::Series(_) => {
                if let Some(location) =
                    snapshot.definition(&symbol).filter(|location| location.file != cx.file)
                {
                    links.push(link(span, cx.site.uri(&location.file), None));
                }
            }
            _ => {}
        }
    }
    links
}
