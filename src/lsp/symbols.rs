//! The names that a file or a site defines.

use lsp_types::{
    BaseSymbolInformation, DocumentSymbol, Location as Published, SymbolInformation, SymbolKind,
    WorkspaceSymbol, WorkspaceSymbolLocation,
};
use serde_json::Value;

use super::capabilities::Client;
use super::site::{FileContext, Site};
use super::text::Encoding;
use super::yaml_outline::Outline;
use crate::diagnostic::Span;
use crate::model::Symbol;
use crate::parse::front_matter_range;

/// The deepest keys that are listed.
const MAX_DEPTH: usize = 3;

/// The number of symbols that a search returns.
const MAX_FOUND: usize = 200;

/// Returns the keys or headings of a file: as a tree, or as a list for clients that show none.
pub(super) fn of_file(cx: &FileContext<'_>, client: Client) -> Value {
    let tree = if cx.file.ends_with(".yaml") { keys(cx, cx.text, 0) } else { headings(cx) };
    let value = if client.symbol_tree {
        serde_json::to_value(tree)
    } else {
        let mut list = Vec::new();
        flatten(cx, tree, None, &mut list);
        serde_json::to_value(list)
    };
    value.unwrap_or_default()
}

fn flatten(
    cx: &FileContext<'_>,
    tree: Vec<DocumentSymbol>,
    container: Option<&str>,
    list: &mut Vec<SymbolInformation>,
) {
    for symbol in tree {
        let base_symbol_information = BaseSymbolInformation {
            name: symbol.name.clone(),
            kind: symbol.kind,
            tags: None,
            container_name: container.map(ToString::to_string),
        };
        let location = Published { uri: cx.site.uri(&cx.file), range: symbol.selection_range };
        #[allow(deprecated, reason = "a field of the protocol")]
        list.push(SymbolInformation { deprecated: None, location, base_symbol_information });
        flatten(cx, symbol.children.unwrap_or_default(), Some(&symbol.name), list);
    }
}

fn symbol(
    cx: &FileContext<'_>,
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    whole: Span,
    own: Span,
) -> DocumentSymbol {
    #[allow(deprecated, reason = "a field of the protocol")]
    DocumentSymbol {
        name,
        detail,
        kind,
        tags: None,
        deprecated: None,
        range: cx.lines.range(whole),
        selection_range: cx.lines.range(own),
        children: None,
    }
}

fn keys(cx: &FileContext<'_>, yaml: &str, offset: usize) -> Vec<DocumentSymbol> {
    let outline = Outline::new(yaml);
    level(cx, yaml, &outline, None, offset, 0)
}

fn level(
    cx: &FileContext<'_>,
    yaml: &str,
    outline: &Outline,
    parent: Option<usize>,
    offset: usize,
    depth: usize,
) -> Vec<DocumentSymbol> {
    if depth == MAX_DEPTH {
        return Vec::new();
    }
    let mut symbols = Vec::new();
    for (at, entry) in outline.children(parent) {
        let children = level(cx, yaml, outline, Some(at), offset, depth + 1);
        let value = yaml.get(entry.value.clone()).unwrap_or_default().trim_matches(['"', '\'']);
        let is_block = value.starts_with(['{', '[', '|', '>']);
        let (name, kind) = match &entry.key {
            Some(key) => {
                (key.clone(), if children.is_empty() { SymbolKind::Property } else { SymbolKind::Object })
            }
            // An item is called by its id or its first value; a list of words is not a tree.
            None if children.is_empty() => continue,
            None => {
                let names = outline.children(Some(at));
                let first =
                    names.map(|(_, inner)| &yaml[inner.value.clone()]).find(|value| !value.is_empty());
                (first.unwrap_or("-").to_string(), SymbolKind::Object)
            }
        };
        let end = outline.end(at).max(entry.span.end);
        let whole = Span::new(entry.span.start, end).shifted(offset);
        let own = Span::new(entry.span.start, entry.span.end).shifted(offset);
        let detail = (!is_block && !value.is_empty()).then(|| value.chars().take(80).collect());
        let mut symbol = symbol(cx, name, detail, kind, whole, own);
        symbol.children = Some(children).filter(|children| !children.is_empty());
        if !symbol.name.is_empty() {
            symbols.push(symbol);
        }
    }
    symbols
}

fn headings(cx: &FileContext<'_>) -> Vec<DocumentSymbol> {
    let mut symbols = Vec::new();
    if let Some(range) = front_matter_range(cx.text) {
        symbols.extend(keys(cx, &cx.text[range.clone()], range.start));
    }
    let Some(prose) = cx.document().and_then(|document| document.body.prose()) else { return symbols };
    let all: Vec<(u8, &str, Span)> = prose
        .headings
        .iter()
        .zip(&prose.heading_spans)
        .map(|(heading, span)| (heading.level, heading.text.as_str(), *span))
        .collect();
    // The open headings, from the outside in.
    let mut open: Vec<(u8, DocumentSymbol)> = Vec::new();
    for (number, (depth, text, span)) in all.iter().enumerate() {
        let next = all[number + 1..].iter().find(|(other, ..)| other <= depth);
        let end = next.map_or(cx.text.len(), |(.., span)| span.start as usize);
        let name = if text.trim().is_empty() { "#".to_string() } else { (*text).to_string() };
        let whole = Span::new(span.start as usize, end);
        close(&mut open, *depth, &mut symbols);
        open.push((*depth, symbol(cx, name, None, SymbolKind::String, whole, *span)));
    }
    close(&mut open, 0, &mut symbols);
    symbols
}

/// Adds the open headings that are not above a level to those that contain them.
fn close(open: &mut Vec<(u8, DocumentSymbol)>, level: u8, symbols: &mut Vec<DocumentSymbol>) {
    while let Some((_, done)) = open.pop_if(|(depth, _)| *depth >= level) {
        match open.last_mut() {
            Some((_, outer)) => outer.children.get_or_insert_default().push(done),
            None => symbols.push(done),
        }
    }
}

/// Returns the symbols of a site whose id or name contains a text.
pub(super) fn of_site(site: &Site, query: &str, encoding: Encoding) -> Vec<WorkspaceSymbol> {
    let query = query.to_lowercase();
    let model = site.snapshot().model();
    let mut found = Vec::new();
    for defined in site.snapshot().symbols() {
        let (label, kind) = match &defined.symbol {
            Symbol::Role(id) => (model.roles[*id].name.as_str(), SymbolKind::Class),
            Symbol::Family(id) => (model.families[*id].label.as_str(), SymbolKind::Namespace),
            Symbol::Group(id) => (model.groups[*id].as_str(), SymbolKind::Namespace),
            Symbol::Row(id) => (model.rows[*id].label.as_str(), SymbolKind::Property),
            Symbol::Source(id) => (model.references[*id].title.as_str(), SymbolKind::Constant),
            Symbol::Tool(id) => (model.tools[*id].name.as_str(), SymbolKind::Object),
            Symbol::Skill(id) => (model.skills[*id].name.as_str(), SymbolKind::Object),
            Symbol::Series(id) => (model.series[*id].title.as_str(), SymbolKind::Array),
            Symbol::Framework(id) => (model.frameworks[*id].name.as_str(), SymbolKind::Array),
            Symbol::Term(id) => (model.terms[*id].name.as_str(), SymbolKind::Key),
            Symbol::Article(id) => (model.articles[*id].title.as_str(), SymbolKind::File),
            Symbol::Page(id) => (model.pages[*id].title.as_str(), SymbolKind::File),
            Symbol::Heading(..) => ("", SymbolKind::String),
            Symbol::Static(_) => ("", SymbolKind::File),
            _ => ("", SymbolKind::EnumMember),
        };
        if !defined.name.to_lowercase().contains(&query) && !label.to_lowercase().contains(&query) {
            continue;
        }
        let range = site.lines(&defined.location.file, encoding).range(defined.location.span);
        found.push(WorkspaceSymbol {
            location: WorkspaceSymbolLocation::Location(Published {
                uri: site.uri(&defined.location.file),
                range,
            }),
            data: None,
            base_symbol_information: BaseSymbolInformation {
                name: defined.name.clone(),
                kind,
                tags: None,
                container_name: Some(label.to_string()).filter(|label| !label.is_empty()),
            },
        });
        if found.len() == MAX_FOUND {
            break;
        }
    }
    found
}
