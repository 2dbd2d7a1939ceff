//! Resolves a file's references and reports unresolved ones.

use std::sync::Arc;

use super::AnchorRef;
use super::exports::Duplicate;
use super::references::SymbolReference;
use super::symbols::{EntityKind, SymbolTable};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::model::{Ids, Idx, Pair, RoleId, Symbol};
use crate::parse::content_file;
use crate::parse::markdown::Anchor;
use crate::parse::{Document, Spanned};
use crate::url::Id;

/// Returns the diagnostic for a missing list or settings file, `file` being its path below the site's folder.
pub fn missing_file(file: &str) -> Diagnostic {
    let what = match file {
        content_file::SITE => "it sets the title and the address of the site",
        content_file::COMPARISON => "it defines the rows that roles are compared by",
        content_file::SOURCES => "it defines the sources that other files cite",
        content_file::LEVELS => "it defines the scale that frameworks are mapped to",
        content_file::TOOLS => "it defines the tools that other files refer to",
        _ => "it defines the skills that other files refer to",
    };
    Diagnostic::without_place(Code::FileMissing, format!("missing file `{file}`")).help(what)
}

/// The state of linking one file.
pub(super) struct Linker<'l> {
    pub(super) file: &'l Arc<str>,
    pub(super) symbols: &'l SymbolTable,
    /// The diagnostics of the file.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Links to anchors that can be checked only on the drawn page.
    pub(super) anchor_refs: Vec<AnchorRef>,
    /// The references that were resolved, in the order in which they were linked.
    pub(super) references: Vec<SymbolReference>,
}

impl<'l> Linker<'l> {
    pub(super) fn new(document: &'l Document, names: &'l SymbolTable) -> Linker<'l> {
        Linker {
            file: &document.file,
            symbols: names,
            diagnostics: Vec::new(),
            anchor_refs: Vec::new(),
            references: Vec::new(),
        }
    }

    /// Returns the location of a span in the file.
    pub(super) fn at(&self, span: Span) -> Location {
        Location { file: Arc::clone(self.file), span }
    }

    /// Adds a diagnostic.
    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns `true` if an earlier stage found an error in the file.
    pub(super) fn is_broken(&self) -> bool {
        self.symbols.is_broken(self.file)
    }

    /// Records a reference to a symbol.
    pub(super) fn refer(&mut self, span: Span, symbol: impl Into<Symbol>) {
        self.references.push(SymbolReference { span, symbol: symbol.into() });
    }

    /// Records a reference to a heading of the text in `file`.
    pub(super) fn refer_to_heading(&mut self, anchor: &Anchor, file: &Arc<str>, id: &str) {
        if let Some(span) = anchor.span {
            self.refer(span, Symbol::Heading(Arc::clone(file), id.into()));
        }
    }

    /// Resolves an id and records the reference, or reports it if it is unknown.
    pub(super) fn resolve<K: Idx + Into<Symbol>>(
        &mut self,
        id: &Spanned<Id>,
        ids: &Ids<K>,
        kind: EntityKind,
    ) -> Option<K> {
        let found = ids.get(id.value.as_str());
        if let Some(found) = found {
            self.refer(id.span, found);
        }
        let names = self.symbols;
        if found.is_some() || id.value.is_placeholder() || names.may_be_broken(kind, &id.value) {
            return found;
        }
        let is_optional_list = matches!(kind, EntityKind::Aspect | EntityKind::Grade);
        if is_optional_list && ids.is_empty() && names.has_list(content_file::LEVELS) {
            // `check` reports the empty list once.
        } else if let Some(list) = names.missing_list(kind, &id.value) {
            // Every reference into the missing list produces the same diagnostic; the report keeps one of them.
            self.add(missing_file(&list));
        } else {
            let missing = Diagnostic::new(
                Code::UnknownName,
                self.at(id.span),
                format!("there is no {} `{}`", kind.word(), id.value),
            );
            let missing = if id.span == Span::default() {
                missing.here("the id comes from the file name")
            } else {
                missing
            };
            let renamed = names.was.get(&id.value).filter(|_| kind == EntityKind::Role);
            let diagnostic = match (renamed.map(|now| names.roles.id(*now)), missing.place.clone()) {
                (Some(now), Some(place)) => {
                    missing.with_fix(place, now.as_str(), format!("it was renamed to `{now}`"))
                }
                _ => missing
                    .help(kind.missing_help(&id.value))
                    .suggest(id.value.as_str(), ids.iter().map(Id::as_str)),
            };
            self.add(diagnostic);
        }
        found
    }

    /// Resolves several ids, and reports unknown ids and duplicates.
    pub(super) fn resolve_all<K: Idx + Into<Symbol>>(
        &mut self,
        ids: &[Spanned<Id>],
        among: &Ids<K>,
        kind: EntityKind,
    ) -> Vec<K> {
        let mut found: Vec<(K, &Spanned<Id>)> = Vec::new();
        for id in ids {
            let Some(number) = self.resolve(id, among, kind) else { continue };
            match found.iter().find(|(known, _)| *known == number) {
                Some((_, first)) => {
                    let message = format!("duplicate {} `{}`", kind.word(), id.value);
                    self.add(
                        Diagnostic::new(Code::DuplicateId, self.at(id.span), message)
                            .label(self.at(first.span), "first listed here")
                            .help("remove one of them"),
                    );
                }
                None => found.push((number, id)),
            }
        }
        found.into_iter().map(|(number, _)| number).collect()
    }

    /// Resolves two role ids to a pair, together with the role that is written first. Reports a role compared with itself.
    pub(super) fn resolve_pair(&mut self, a: &Spanned<Id>, b: &Spanned<Id>) -> Option<(RoleId, Pair)> {
        let roles = &self.symbols.roles;
        let (first, second) =
            (self.resolve(a, roles, EntityKind::Role), self.resolve(b, roles, EntityKind::Role));
        let (first, second) = (first?, second?);
        let pair = Pair::new(first, second);
        if pair.is_none() {
            let message = format!("`{}` is compared with itself", a.value);
            self.add(Diagnostic::new(Code::SelfReference, self.at(b.span), message));
        }
        pair.map(|pair| (first, pair))
    }

    /// Reports ids with two definitions.
    pub(super) fn report_duplicates(&mut self, duplicates: Vec<Duplicate<'_>>, kind: EntityKind) {
        for (id, first) in duplicates {
            let message = format!("the {} `{}` is defined twice", kind.word(), id.value);
            self.add(
                Diagnostic::new(Code::DuplicateId, self.at(id.span), message)
                    .label(self.at(first), "first defined here")
                    .help("give one of them another id"),
            );
        }
    }
}
