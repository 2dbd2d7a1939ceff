//! A source, tool, skill or term that nothing names: left over, or forgotten where it belongs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::texts::prose;
use super::{Rule, Site, at};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::markdown::{Hole, Prose, Target};
use crate::parse::{Body, Document, Placed};
use crate::url::Id;

pub(super) const RULE: Rule = Rule { codes: &[Code::Unused], run };

/// The ids that something names.
#[derive(Default)]
struct Used<'s> {
    sources: BTreeSet<&'s str>,
    tools: BTreeSet<&'s str>,
    skills: BTreeSet<&'s str>,
    terms: BTreeSet<&'s str>,
}

fn run(site: &Site<'_>, found: &mut Vec<Diagnostic>) {
    // What a file with an error names may not have been understood. What a draft names is about to be used.
    if !site.broken.is_empty() {
        return;
    }
    let mut used = Used::default();
    for document in site.documents {
        used.by(document);
    }
    used.follow_terms(site.documents);
    for document in site.documents {
        let file = &document.file;
        match &document.body {
            Body::Sources(list) => {
                let ids = list.sources.0.iter().map(|(id, _)| id);
                report(file, ids, &used.sources, "the source", "cite it, or delete it", found);
            }
            Body::Tools(list) => {
                let ids = list.tools.0.iter().map(|(id, _)| id);
                report(
                    file,
                    ids,
                    &used.tools,
                    "the tool",
                    "list it in `tools` of a role, or delete it",
                    found,
                );
            }
            Body::Skills(list) => {
                let ids = list.skills.0.iter().map(|(id, _)| id);
                report(
                    file,
                    ids,
                    &used.skills,
                    "the skill",
                    "list it in `skills` of a role, or delete it",
                    found,
                );
            }
            Body::Term(id, ..) if site.model.terms.find(id.as_str()).is_some() => {
                let whole = Placed { value: id.clone(), span: Span::default() };
                let help = format!("link it where it is used first: [words](term:{id})");
                report(file, [&whole], &used.terms, "the term", &help, found);
            }
            _ => {}
        }
    }
}

fn report<'i>(
    file: &Arc<str>,
    ids: impl IntoIterator<Item = &'i Placed<Id>>,
    used: &BTreeSet<&str>,
    what: &str,
    help: &str,
    found: &mut Vec<Diagnostic>,
) {
    for id in ids.into_iter().filter(|id| !used.contains(id.value.as_str())) {
        let message = format!("nothing uses {what} `{}`", id.value);
        found.push(Diagnostic::new(Code::Unused, at(file, id.span), message).help(help));
    }
}

impl<'s> Used<'s> {
    fn by(&mut self, document: &'s Document) {
        match &document.body {
            Body::Role(_, role) => {
                let facts = role.facts.0.iter().map(|(_, fact)| &fact.value.sources);
                let duties = role.responsibilities.iter().map(|record| &record.sources);
                let moves = role.moves_to.iter().map(|record| &record.sources);
                self.sources.extend(ids(facts.chain(duties).chain(moves).flatten()));
                self.tools.extend(ids(role.tools.0.iter().flat_map(|(_, tools)| tools)));
                self.skills
                    .extend(ids(role.skills.iter().chain(role.moves_to.iter().flat_map(|way| &way.learn))));
            }
            Body::Series(_, series) => self.sources.extend(ids([&series.source])),
            Body::Term(_, matter, _) => self.sources.extend(ids(&matter.sources)),
            Body::Skills(list) => {
                self.terms.extend(ids(list.skills.0.iter().filter_map(|(_, skill)| skill.term.as_ref())));
            }
            _ => {}
        }
        let own = if let Body::Term(id, ..) = &document.body { id.as_str() } else { "" };
        for hole in prose(document).into_iter().flat_map(Prose::holes) {
            match &hole.value {
                Hole::Citation(id) | Hole::Address(Target::Source(id)) => {
                    self.sources.insert(id.value.as_str());
                }
                Hole::Address(Target::Tool(id)) => {
                    self.tools.insert(id.value.as_str());
                }
                Hole::Address(Target::Term(id, _)) if id.value.as_str() != own => {
                    self.terms.insert(id.value.as_str());
                }
                Hole::Address(Target::File(path, _)) => {
                    let term =
                        path.strip_prefix("content/glossary/").and_then(|name| name.strip_suffix(".md"));
                    self.terms.extend(term.filter(|term| *term != own));
                }
                _ => {}
            }
        }
    }
}

impl<'s> Used<'s> {
    /// A term is used, too, when a term that is used names it in `see`. Two that only name each other are not.
    fn follow_terms(&mut self, documents: &'s [&'s Document]) {
        let terms = documents.iter().filter_map(|document| match &document.body {
            Body::Term(id, matter, _) => Some((id.as_str(), &matter.see)),
            _ => None,
        });
        let see: BTreeMap<&str, &Vec<Placed<Id>>> = terms.collect();
        let mut open: Vec<&str> = self.terms.iter().copied().collect();
        while let Some(term) = open.pop() {
            let named = see.get(term).into_iter().flat_map(|see| ids(*see));
            open.extend(named.filter(|term| self.terms.insert(term)));
        }
    }
}

fn ids<'i>(ids: impl IntoIterator<Item = &'i Placed<Id>>) -> impl Iterator<Item = &'i str> {
    ids.into_iter().map(|id| id.value.as_str())
}
