//! The list entries that each file uses, by index. They are collected once for each file and then memoised.

use std::sync::Arc;

use super::texts::prose;
use crate::model::{Ids, Idx, Model, ReferenceId, SkillId, TermId, ToolId};
use crate::parse::markdown::{ParsedPlaceholder, ParsedProse, Target};
use crate::parse::{Body, Document, Spanned};
use crate::url::Id;

/// The ids of all list entries.
#[derive(PartialEq, Eq)]
pub(super) struct ListIds {
    sources: Ids<ReferenceId>,
    tools: Ids<ToolId>,
    skills: Ids<SkillId>,
    terms: Ids<TermId>,
}

/// The list entries that a file uses, without duplicates.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) sources: Vec<ReferenceId>,
    pub(super) tools: Vec<ToolId>,
    pub(super) skills: Vec<SkillId>,
    pub(super) terms: Vec<TermId>,
}

impl ListIds {
    pub(super) fn from_model(model: &Model) -> ListIds {
        ListIds {
            sources: model.references.ids().clone(),
            tools: model.tools.ids().clone(),
            skills: model.skills.ids().clone(),
            terms: model.terms.ids().clone(),
        }
    }
}

impl Uses {
    pub(super) fn from_document(listed: &ListIds, document: &Arc<Document>) -> Uses {
        let mut uses = Uses::default();
        match &document.body {
            Body::Role(_, role) => {
                let facts = role.facts.0.iter().map(|(_, fact)| &fact.value.sources);
                let duties = role.responsibilities.iter().map(|record| &record.sources);
                let moves = role.moves_to.iter().map(|record| &record.sources);
                add_indices(facts.chain(duties).chain(moves).flatten(), &listed.sources, &mut uses.sources);
                add_indices(role.tools.0.iter().flat_map(|(_, tools)| tools), &listed.tools, &mut uses.tools);
                let learnt = role.moves_to.iter().flat_map(|record| &record.learn);
                add_indices(role.skills.iter().chain(learnt), &listed.skills, &mut uses.skills);
            }
            Body::Fit(fit) => {
                let sources = fit.questions.iter().flat_map(|question| &question.sources);
                add_indices(sources, &listed.sources, &mut uses.sources);
            }
            Body::Series(_, series) => add_indices([&series.source], &listed.sources, &mut uses.sources),
            Body::Term(_, matter, _) => add_indices(&matter.sources, &listed.sources, &mut uses.sources),
            Body::Skills(list) => {
                let terms = list.skills.0.iter().filter_map(|(_, skill)| skill.term.as_ref());
                add_indices(terms, &listed.terms, &mut uses.terms);
            }
            _ => {}
        }
        for placeholder in prose(document).into_iter().flat_map(ParsedProse::placeholders) {
            match &placeholder.value {
                ParsedPlaceholder::Citation(id) | ParsedPlaceholder::Address(Target::Source(id)) => {
                    uses.sources.extend(listed.sources.get(id.value.as_str()));
                }
                ParsedPlaceholder::Address(Target::Tool(id)) => {
                    uses.tools.extend(listed.tools.get(id.value.as_str()));
                }
                ParsedPlaceholder::Address(Target::Term(id, _)) => {
                    uses.terms.extend(listed.terms.get(id.value.as_str()));
                }
                ParsedPlaceholder::Address(Target::File(path, _)) => {
                    let term =
                        path.strip_prefix("content/glossary/").and_then(|name| name.strip_suffix(".md"));
                    uses.terms.extend(term.and_then(|term| listed.terms.get(term)));
                }
                _ => {}
            }
        }
        if let Body::Term(id, ..) = &document.body {
            // A link from a term to itself does not count.
            let itself = listed.terms.get(id.as_str());
            uses.terms.retain(|term| Some(*term) != itself);
        }
        uses.deduplicated()
    }

    fn deduplicated(mut self) -> Uses {
        deduplicate(&mut self.sources);
        deduplicate(&mut self.tools);
        deduplicate(&mut self.skills);
        deduplicate(&mut self.terms);
        self
    }
}

fn add_indices<'i, K: Idx>(
    ids: impl IntoIterator<Item = &'i Spanned<Id>>,
    among: &Ids<K>,
    indices: &mut Vec<K>,
) {
    indices.extend(ids.into_iter().filter_map(|id| among.get(id.value.as_str())));
}

fn deduplicate<K: Idx>(indices: &mut Vec<K>) {
    indices.sort_unstable();
    indices.dedup();
    indices.shrink_to_fit();
}
