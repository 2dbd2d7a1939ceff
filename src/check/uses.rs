//! What a file uses of the lists that sites have, by number: looked at once for each file, however many there are.

use std::sync::Arc;

use super::texts::prose;
use crate::model::{Ids, Idx, Model, ReferenceId, SkillId, TermId, ToolId};
use crate::parse::markdown::{ParsedPlaceholder, ParsedProse, Target};
use crate::parse::{Body, Document, Spanned};
use crate::url::Id;

/// The lists.
#[derive(PartialEq, Eq)]
pub(super) struct ListIds {
    sources: Ids<ReferenceId>,
    tools: Ids<ToolId>,
    skills: Ids<SkillId>,
    terms: Ids<TermId>,
}

/// What a file uses, each once.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) sources: Vec<ReferenceId>,
    pub(super) tools: Vec<ToolId>,
    pub(super) skills: Vec<SkillId>,
    pub(super) terms: Vec<TermId>,
}

impl ListIds {
    pub(super) fn of(model: &Model) -> ListIds {
        ListIds {
            sources: model.references.ids().clone(),
            tools: model.tools.ids().clone(),
            skills: model.skills.ids().clone(),
            terms: model.terms.ids().clone(),
        }
    }
}

impl Uses {
    pub(super) fn of(listed: &ListIds, document: &Arc<Document>) -> Uses {
        let mut uses = Uses::default();
        match &document.body {
            Body::Role(_, role) => {
                let facts = role.facts.0.iter().map(|(_, fact)| &fact.value.sources);
                let duties = role.responsibilities.iter().map(|record| &record.sources);
                let moves = role.moves_to.iter().map(|record| &record.sources);
                numbers(facts.chain(duties).chain(moves).flatten(), &listed.sources, &mut uses.sources);
                numbers(role.tools.0.iter().flat_map(|(_, tools)| tools), &listed.tools, &mut uses.tools);
                let learnt = role.moves_to.iter().flat_map(|way| &way.learn);
                numbers(role.skills.iter().chain(learnt), &listed.skills, &mut uses.skills);
            }
            Body::Fit(fit) => {
                let sources = fit.questions.iter().flat_map(|question| &question.sources);
                numbers(sources, &listed.sources, &mut uses.sources);
            }
            Body::Series(_, series) => numbers([&series.source], &listed.sources, &mut uses.sources),
            Body::Term(_, matter, _) => numbers(&matter.sources, &listed.sources, &mut uses.sources),
            Body::Skills(list) => {
                let terms = list.skills.0.iter().filter_map(|(_, skill)| skill.term.as_ref());
                numbers(terms, &listed.terms, &mut uses.terms);
            }
            _ => {}
        }
        for hole in prose(document).into_iter().flat_map(ParsedProse::placeholders) {
            match &hole.value {
                ParsedPlaceholder::Citation(id) | ParsedPlaceholder::Address(Target::Source(id)) => {
                    uses.sources.extend(listed.sources.find(id.value.as_str()));
                }
                ParsedPlaceholder::Address(Target::Tool(id)) => {
                    uses.tools.extend(listed.tools.find(id.value.as_str()));
                }
                ParsedPlaceholder::Address(Target::Term(id, _)) => {
                    uses.terms.extend(listed.terms.find(id.value.as_str()));
                }
                ParsedPlaceholder::Address(Target::File(path, _)) => {
                    let term =
                        path.strip_prefix("content/glossary/").and_then(|name| name.strip_suffix(".md"));
                    uses.terms.extend(term.and_then(|term| listed.terms.find(term)));
                }
                _ => {}
            }
        }
        if let Body::Term(id, ..) = &document.body {
            // That a term links to itself is no use of it.
            let own = listed.terms.find(id.as_str());
            uses.terms.retain(|term| Some(*term) != own);
        }
        uses.once()
    }

    fn once(mut self) -> Uses {
        once(&mut self.sources);
        once(&mut self.tools);
        once(&mut self.skills);
        once(&mut self.terms);
        self
    }
}

fn numbers<'i, K: Idx>(ids: impl IntoIterator<Item = &'i Spanned<Id>>, among: &Ids<K>, numbers: &mut Vec<K>) {
    numbers.extend(ids.into_iter().filter_map(|id| among.find(id.value.as_str())));
}

fn once<K: Idx>(numbers: &mut Vec<K>) {
    numbers.sort_unstable();
    numbers.dedup();
    numbers.shrink_to_fit();
}
