//! Reports sources, tools, skills and terms that nothing refers to.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{CheckInput, Rule, RuleScope, at};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Idx as _, Model, Symbol, TermId};
use crate::parse::record::TermMatter;
use crate::parse::{Body, Spanned};
use crate::url::Id;

pub(super) const RULE: Rule = Rule { codes: &[Code::Unused], run: RuleScope::Site(run) };

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // References in a file with an error may not have been read. References in drafts count, because they will be published.
    if !site.broken.is_empty() {
        return;
    }
    let model = site.model;
    let Used { sources, tools, skills, terms } = Used::of(site);
    for document in site.documents {
        let mut report = |id: &Spanned<Id>, used: Option<bool>, what: &str, help: &str| {
            if used != Some(true) {
                let message = format!("unused {what} `{}`", id.value);
                diagnostics
                    .push(Diagnostic::new(Code::Unused, at(&document.file, id.span), message).help(help));
            }
        };
        match &document.body {
            Body::Sources(list) => {
                for (id, _) in &list.sources.0 {
                    let used = model.references.get(id.value.as_str()).map(|n| sources[n.index()]);
                    report(id, used, "source", "cite it, or delete it");
                }
            }
            Body::Tools(list) => {
                for (id, _) in &list.tools.0 {
                    let used = model.tools.get(id.value.as_str()).map(|n| tools[n.index()]);
                    report(id, used, "tool", "list it in `tools` of a role, or delete it");
                }
            }
            Body::Skills(list) => {
                for (id, _) in &list.skills.0 {
                    let used = model.skills.get(id.value.as_str()).map(|n| skills[n.index()]);
                    report(id, used, "skill", "list it in `skills` of a role, or delete it");
                }
            }
            Body::Term(id, ..) => {
                let Some(term) = model.terms.get(id.as_str()) else { continue };
                let spanned = Spanned { value: id.clone(), span: Span::default() };
                let help = format!("link its first use, as in [text](term:{id}), or delete it");
                report(&spanned, Some(terms[term.index()]), "term", &help);
            }
            _ => {}
        }
    }
}

/// A flag for each source, tool, skill and term: `true` if any file uses it.
struct Used {
    sources: Vec<bool>,
    tools: Vec<bool>,
    skills: Vec<bool>,
    terms: Vec<bool>,
}

impl Used {
    fn of(site: &CheckInput<'_>) -> Used {
        let model = site.model;
        let mut used = Used {
            sources: vec![false; model.references.len()],
            tools: vec![false; model.tools.len()],
            skills: vec![false; model.skills.len()],
            terms: vec![false; model.terms.len()],
        };
        let terms = site.documents.iter().filter_map(|document| match &document.body {
            Body::Term(id, matter, _) => Some((&document.file, (id, &**matter))),
            _ => None,
        });
        let terms: BTreeMap<&Arc<str>, (&Id, &TermMatter)> = terms.collect();
        for (file, references) in site.linked.references() {
            let own = terms.get(file);
            for reference in references {
                match reference.symbol {
                    Symbol::Source(id) => used.sources[id.index()] = true,
                    Symbol::Tool(id) => used.tools[id.index()] = true,
                    Symbol::Skill(id) => used.skills[id.index()] = true,
                    Symbol::Term(id) => {
                        // A link from a term to itself does not count. Its related terms are used if it is.
                        let is_related = own.is_some_and(|(own, matter)| {
                            *own == model.terms.id(id)
                                || matter.see.iter().any(|see| see.span == reference.span)
                        });
                        used.terms[id.index()] |= !is_related;
                    }
                    _ => {}
                }
            }
        }
        mark_related(model, &mut used.terms);
        used
    }
}

/// Marks the terms that a used term lists in `see` as used too, transitively. Terms that only refer to each other stay
/// unused.
fn mark_related(model: &Model, used: &mut [bool]) {
    let mut pending: Vec<TermId> = model.terms.indices().filter(|term| used[term.index()]).collect();
    while let Some(term) = pending.pop() {
        for next in &model.terms[term].see {
            if !std::mem::replace(&mut used[next.index()], true) {
                pending.push(*next);
            }
        }
    }
}
