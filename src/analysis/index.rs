//! The locations of all symbols of a site. It is built when it is first asked for: a build needs none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Location, Span};
use crate::link::LinkCache;
use crate::model::Symbol;
use crate::parse::Document;
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
    by_file: BTreeMap<Arc<str>, BTreeMap<Span, Symbol>>,
    by_symbol: BTreeMap<Symbol, Vec<Location>>,
}

impl SymbolIndex {
    pub(super) fn new(documents: &[Arc<Document>], sources: &Sources, linked: &LinkCache) -> SymbolIndex {
        let mut index = SymbolIndex::default();
        let mut defined = BTreeSet::new();
        for document in documents {
            for definition in linked.definitions(document) {
                let location = Location { file: Arc::clone(&document.file), span: definition.span };
                index.add(&location, &definition.symbol);
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
            index.add(&location, &symbol);
            index.symbols.push(DefinedSymbol { symbol, name: file.path[prefix..].to_string(), location });
        }
        for (file, references) in linked.references() {
            for reference in references {
                let location = Location { file: Arc::clone(file), span: reference.span };
                index.add(&location, &reference.symbol);
            }
        }
        index.symbols.sort_by(|a, b| a.location.cmp(&b.location));
        index.by_symbol.values_mut().for_each(|locations| locations.sort());
        index
    }

    /// Adds a location. A location names one symbol: the first that is added.
    fn add(&mut self, location: &Location, symbol: &Symbol) {
        let of_file = self.by_file.entry(Arc::clone(&location.file)).or_default();
        if let std::collections::btree_map::Entry::Vacant(entry) = of_file.entry(location.span) {
            entry.insert(symbol.clone());
            self.by_symbol.entry(symbol.clone()).or_default().push(location.clone());
        }
    }

    pub(super) fn symbols(&self) -> &[DefinedSymbol] {
        &self.symbols
    }

    /// Returns the symbol of the smallest span that contains a location.
    pub(super) fn resolve(&self, location: &Location) -> Option<&Symbol> {
        let wanted = location.span;
        let spans = self.by_file.get(&location.file)?;
        let until = Span { start: wanted.start, end: u32::MAX };
        let contain = spans.range(..=until).filter(|(span, _)| span.end >= wanted.end);
        contain.min_by_key(|(span, _)| span.end - span.start).map(|(_, symbol)| symbol)
    }

    pub(super) fn references(&self, symbol: &Symbol) -> &[Location] {
        self.by_symbol.get(symbol).map_or(&[], Vec::as_slice)
    }
}
