//! Reports sources, tools, skills and terms that nothing refers to.

use super::uses::Uses;
use super::{Rule, RuleScope, SiteContext, at};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Ids, Idx, Model, TermId};
use crate::parse::{Body, Spanned};
use crate::url::Id;

pub(super) const RULE: Rule = Rule { codes: &[Code::Unused], run: RuleScope::Site(run) };

fn run(SiteContext { site, uses }: &SiteContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // References in a file with an error may not have been read. References in drafts count, because they will be published.
    if !site.broken.is_empty() {
        return;
    }
    let model = site.model;
    let all = || uses.values().map(|uses| &**uses);
    let sources = used(model.references.ids(), all(), |uses| &uses.sources);
    let tools = used(model.tools.ids(), all(), |uses| &uses.tools);
    let skills = used(model.skills.ids(), all(), |uses| &uses.skills);
    let mut terms = used(model.terms.ids(), all(), |uses| &uses.terms);
    mark_related(model, &mut terms);
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

/// Returns a flag for each id: `true` if any file uses it.
fn used<'u, K: Idx + 'u>(
    ids: &Ids<K>,
    all: impl Iterator<Item = &'u Uses>,
    of: impl Fn(&'u Uses) -> &'u Vec<K>,
) -> Vec<bool> {
    let mut used = vec![false; ids.len()];
    for number in all.flat_map(of) {
        used[number.index()] = true;
    }
    used
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
