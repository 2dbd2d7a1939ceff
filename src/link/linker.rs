//! Looks up the names of one file, and says which lead nowhere.

use std::sync::Arc;

use super::AnchorRef;
use super::exports::Duplicate;
use super::symbols::{EntityKind, SymbolTable};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::model::{Ids, Idx, Pair, RoleId};
use crate::parse::{Document, Spanned};
use crate::url::Id;

/// A file without which a site, or what its other files name, cannot be understood.
pub fn missing_file(file: &str) -> Diagnostic {
    let what = match file {
        "content/site.yaml" => "it gives the site its title and its address",
        "content/comparison.yaml" => "it gives the rows that roles are compared by",
        "content/sources.yaml" => "it describes the sources that other files cite",
        "content/tools.yaml" => "it describes the tools that other files name",
        _ => "it describes the skills that other files name",
    };
    Diagnostic::without_place(Code::FileMissing, format!("there is no `{file}`")).help(what)
}

/// One file that is being linked.
pub(super) struct Linker<'l> {
    pub(super) file: &'l Arc<str>,
    pub(super) names: &'l SymbolTable,
    /// What was found in it.
    pub(super) found: Vec<Diagnostic>,
    /// The anchors in it that only pages can tell.
    pub(super) claims: Vec<AnchorRef>,
}

impl<'l> Linker<'l> {
    pub(super) fn new(document: &'l Document, names: &'l SymbolTable) -> Linker<'l> {
        Linker { file: &document.file, names, found: Vec::new(), claims: Vec::new() }
    }

    /// A place in the file.
    pub(super) fn at(&self, span: Span) -> Location {
        Location { file: Arc::clone(self.file), span }
    }

    /// Adds a mistake.
    pub(super) fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Whether an error was found in the file before.
    pub(super) fn is_broken(&self) -> bool {
        self.names.is_broken(self.file)
    }

    /// What an id names; reports one that names nothing.
    pub(super) fn find<K: Idx>(&mut self, id: &Spanned<Id>, ids: &Ids<K>, kind: EntityKind) -> Option<K> {
        let found = ids.find(id.value.as_str());
        let names = self.names;
        if found.is_some() || id.value.is_placeholder() || names.may_be_broken(kind, &id.value) {
            return found;
        }
        if let Some(list) = names.missing_list(kind, &id.value) {
            // Each that would be in it says the same, which is told once.
            self.add(missing_file(&list));
        } else {
            let missing = Diagnostic::new(
                Code::UnknownName,
                self.at(id.span),
                format!("there is no {} `{}`", kind.word(), id.value),
            );
            let missing = if id.span == Span::default() {
                missing.here("the name of the file says it")
            } else {
                missing
            };
            let renamed = names.was.get(&id.value).filter(|_| kind == EntityKind::Role);
            let told = match (renamed.map(|now| names.roles.id(*now)), missing.place.clone()) {
                (Some(now), Some(place)) => {
                    missing.with_fix(place, now.as_str(), format!("it is called `{now}` now"))
                }
                _ => missing
                    .help(kind.missing_help(&id.value))
                    .suggest(id.value.as_str(), ids.iter().map(Id::as_str)),
            };
            self.add(told);
        }
        found
    }

    /// What several ids name, each once.
    pub(super) fn find_all<K: Idx>(
        &mut self,
        ids: &[Spanned<Id>],
        among: &Ids<K>,
        kind: EntityKind,
    ) -> Vec<K> {
        let mut found: Vec<(K, &Spanned<Id>)> = Vec::new();
        for id in ids {
            let Some(number) = self.find(id, among, kind) else { continue };
            match found.iter().find(|(known, _)| *known == number) {
                Some((_, first)) => {
                    let twice = format!("the {} `{}` stands twice", kind.word(), id.value);
                    self.add(
                        Diagnostic::new(Code::DuplicateId, self.at(id.span), twice)
                            .label(self.at(first.span), "here it stands first")
                            .help("keep one of them"),
                    );
                }
                None => found.push((number, id)),
            }
        }
        found.into_iter().map(|(number, _)| number).collect()
    }

    /// The pair that two ids name, as they are written; reports a role compared with itself.
    pub(super) fn pair(&mut self, a: &Spanned<Id>, b: &Spanned<Id>) -> Option<(RoleId, Pair)> {
        let roles = &self.names.roles;
        let (first, second) = (self.find(a, roles, EntityKind::Role), self.find(b, roles, EntityKind::Role));
        let (first, second) = (first?, second?);
        let pair = Pair::new(first, second);
        if pair.is_none() {
            let message = format!("`{}` is compared with itself", a.value);
            self.add(Diagnostic::new(Code::SelfReference, self.at(b.span), message));
        }
        pair.map(|pair| (first, pair))
    }

    /// Reports ids that are described twice.
    pub(super) fn twice(&mut self, twice: Vec<Duplicate<'_>>, kind: EntityKind) {
        for (id, first) in twice {
            let message = format!("the {} `{}` is described twice", kind.word(), id.value);
            self.add(
                Diagnostic::new(Code::DuplicateId, self.at(id.span), message)
                    .label(self.at(first), "here it is described first")
                    .help("give one of them another id"),
            );
        }
    }
}
