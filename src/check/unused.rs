//! A source, tool, skill or term that nothing names: left over, or forgotten where it belongs.

use super::uses::Uses;
use super::{Rule, RuleScope, SiteContext, at};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Ids, Idx, Model, TermId};
use crate::parse::{Body, Spanned};
use crate::url::Id;

pub(super) const RULE: Rule = Rule { codes: &[Code::Unused], run: RuleScope::Site(run) };

fn run(SiteContext { site, uses }: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    // What a file with an error names may not have been understood. What a draft names is about to be used.
    if !site.broken.is_empty() {
        return;
    }
    let model = site.model;
    let all = || uses.answers().map(|uses| &**uses);
    let sources = used(model.references.ids(), all(), |uses| &uses.sources);
    let tools = used(model.tools.ids(), all(), |uses| &uses.tools);
    let skills = used(model.skills.ids(), all(), |uses| &uses.skills);
    let mut terms = used(model.terms.ids(), all(), |uses| &uses.terms);
    follow(model, &mut terms);
    for document in site.documents {
        let mut report = |id: &Spanned<Id>, used: Option<bool>, what: &str, help: &str| {
            if used != Some(true) {
                let message = format!("nothing uses {what} `{}`", id.value);
                found.push(Diagnostic::new(Code::Unused, at(&document.file, id.span), message).help(help));
            }
        };
        match &document.body {
            Body::Sources(list) => {
                for (id, _) in &list.sources.0 {
                    let used = model.references.find(id.value.as_str()).map(|n| sources[n.index()]);
                    report(id, used, "the source", "cite it, or delete it");
                }
            }
            Body::Tools(list) => {
                for (id, _) in &list.tools.0 {
                    let used = model.tools.find(id.value.as_str()).map(|n| tools[n.index()]);
                    report(id, used, "the tool", "list it in `tools` of a role, or delete it");
                }
            }
            Body::Skills(list) => {
                for (id, _) in &list.skills.0 {
                    let used = model.skills.find(id.value.as_str()).map(|n| skills[n.index()]);
                    report(id, used, "the skill", "list it in `skills` of a role, or delete it");
                }
            }
            Body::Term(id, ..) => {
                let Some(term) = model.terms.find(id.as_str()) else { continue };
                let whole = Spanned { value: id.clone(), span: Span::default() };
                let help = format!("link it where it is used first: [words](term:{id})");
                report(&whole, Some(terms[term.index()]), "the term", &help);
            }
            _ => {}
        }
    }
}

/// For each of the ids whether some file uses it.
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

/// A term is used, too, when a term that is used names it in `see`. Two that only name each other are not.
fn follow(model: &Model, used: &mut [bool]) {
    let mut open: Vec<TermId> = model.terms.indices().filter(|term| used[term.index()]).collect();
    while let Some(term) = open.pop() {
        for next in &model.terms[term].see {
            if !std::mem::replace(&mut used[next.index()], true) {
                open.push(*next);
            }
        }
    }
}
