//! The locations of all symbols of a site. It is built when it is first asked for: a build needs none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Location, Span};
use crate::link::{LinkCache, SymbolDefinition};
use crate::model::{Model, Symbol};
use crate::parse::{Document, FileKind};
use crate::source::{Area, Sources};

/// A symbol that a file defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinedSymbol {
    /// The symbol.
    pub symbol: Symbol,
    /// The name that content refers to it by: its id, the anchor of a heading, or the path of a static file.
    pub name: String,
    /// The location of its definition; an empty span at the beginning of a file that is named after it.
    pub location: Location,
}

/// The locations of all symbols.
#[derive(Default)]
pub(super) struct SymbolIndex {
    symbols: Vec<DefinedSymbol>,
    by_symbol: BTreeMap<Symbol, Vec<Location>>,
}

impl SymbolIndex {
    pub(super) fn new(documents: &[Arc<Document>], sources: &Sources, linked: &LinkCache) -> SymbolIndex {
        let mut index = SymbolIndex::default();
        let mut defined = BTreeSet::new();
        for document in documents {
            let definitions = linked.definitions(document);
            for (span, symbol) in names_in(&document.file, &definitions, linked) {
                let location = Location { file: Arc::clone(&document.file), span };
                index.by_symbol.entry(symbol).or_default().push(location);
            }
            for definition in definitions {
                let location = Location { file: Arc::clone(&document.file), span: definition.span };
                // The second definition of an id was reported.
                if defined.insert(definition.symbol.clone()) {
                    let (symbol, name) = (definition.symbol, definition.name);
                    index.symbols.push(DefinedSymbol { symbol, name, location });
                }
            }
        }
        let prefix = Area::Static.folder().len() + 1;
        for file in sources.area(Area::Static).filter(|file| !file.built_in) {
            let location = Location { file: Arc::clone(&file.path), span: Span::default() };
            let symbol = Symbol::Static(file.path[prefix..].into());
            index.by_symbol.entry(symbol.clone()).or_default().push(location.clone());
            index.symbols.push(DefinedSymbol { symbol, name: file.path[prefix..].to_string(), location });
        }
        index.symbols.sort_by(|a, b| a.location.cmp(&b.location));
        index.by_symbol.values_mut().for_each(|locations| locations.sort());
        index
    }

    pub(super) fn symbols(&self) -> &[DefinedSymbol] {
        &self.symbols
    }

    pub(super) fn references(&self, symbol: &Symbol) -> &[Location] {
        self.by_symbol.get(symbol).map_or(&[], Vec::as_slice)
    }
}

/// Returns the symbols that a file names, by their locations. A location names one symbol: a definition, else the first
/// reference.
fn names_in(file: &str, definitions: &[SymbolDefinition], linked: &LinkCache) -> BTreeMap<Span, Symbol> {
    let mut names = BTreeMap::new();
    let defined = definitions.iter().map(|definition| (definition.span, &definition.symbol));
    let referred = linked.references_in(file).iter().map(|reference| (reference.span, &reference.symbol));
    for (span, symbol) in defined.chain(referred) {
        names.entry(span).or_insert_with(|| symbol.clone());
    }
    names
}

/// Returns the symbols that a document names, by their locations.
pub(super) fn names_of(document: &Document, linked: &LinkCache) -> BTreeMap<Span, Symbol> {
    names_in(&document.file, &linked.definitions(document), linked)
}

/// Returns the symbol of the smallest span that contains another one, and that span.
pub(super) fn smallest(names: BTreeMap<Span, Symbol>, wanted: Span) -> Option<(Span, Symbol)> {
    let until = Span { start: wanted.start, end: u32::MAX };
    let contain = names.into_iter().filter(|(span, _)| *span <= until && span.end >= wanted.end);
    contain.min_by_key(|(span, _)| span.end - span.start)
}

/// Returns the file that may define a symbol, by its path; `None` for a page that no entity makes.
pub(super) fn home(symbol: &Symbol, model: &Model) -> Option<String> {
    let kind = match symbol {
        Symbol::Role(id) => FileKind::Role(model.roles.id(*id).as_str()),
        Symbol::Family(_) | Symbol::Group(_) | Symbol::Row(_) | Symbol::Level(..) | Symbol::Region(_) => {
            FileKind::Comparison
        }
        Symbol::Source(_) => FileKind::Sources,
        Symbol::Tool(_) | Symbol::Category(_) => FileKind::Tools,
        Symbol::Skill(_) => FileKind::Skills,
        Symbol::Series(id) => FileKind::Series(model.series.id(*id).as_str()),
        Symbol::ScaleLevel(_) | Symbol::Aspect(_) | Symbol::Grade(_) => FileKind::Levels,
        Symbol::Framework(id) | Symbol::FrameworkSkill(id, _) | Symbol::LadderLevel(id, ..) => {
            FileKind::Framework(model.frameworks.id(*id).as_str())
        }
        Symbol::Term(id) => FileKind::Term(model.terms.id(*id).as_str()),
        Symbol::Article(id) => FileKind::Article(model.articles.id(*id).as_str()),
        Symbol::Page(id) => FileKind::Page(model.pages.id(*id).as_str()),
        Symbol::Question(_) | Symbol::Answer(_) => FileKind::Fit,
        Symbol::Heading(file, _) => return Some(file.to_string()),
        Symbol::Static(path) => return Some(format!("{}/{path}", Area::Static.folder())),
        Symbol::Address(_) => return None,
    };
    Some(kind.path())
}
