//! Reports tags that are spelled in several ways: they have one address, so readers see one of the spellings only.

use std::collections::BTreeMap;

use super::{CheckInput, Rule, RuleScope, at};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::link::usual_spelling;
use crate::url::Id;

pub(super) const RULE: Rule = Rule { codes: &[Code::DuplicateName], run: RuleScope::Site(run) };

/// The spellings of a tag: the number of texts, and the first location.
type Spellings<'d> = BTreeMap<&'d str, (usize, Location)>;

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut tags: BTreeMap<&Id, Spellings<'_>> = BTreeMap::new();
    for document in site.documents.iter().filter(|document| site.drafts || !document.body.is_draft()) {
        for tag in document.body.tags() {
            let spellings = tags.entry(&tag.value.slug).or_default();
            let place = at(&document.file, tag.span);
            spellings.entry(&tag.value.name).or_insert((0, place)).0 += 1;
        }
    }
    for (slug, spellings) in tags.into_iter().filter(|(_, spellings)| spellings.len() > 1) {
        let usual = usual_spelling(&spellings.iter().map(|(name, (count, _))| (*name, *count)).collect());
        let mut others = spellings.iter().filter(|(name, _)| **name != usual);
        let Some((name, (_, place))) = others.next() else { continue };
        let more: Vec<String> = others.map(|(name, _)| format!("`{name}`")).collect();
        let more = if more.is_empty() { String::new() } else { format!(", and so have {}", more.join(", ")) };
        let message = format!("the tags `{name}` and `{usual}` have one address, `/tags/{slug}/`{more}");
        diagnostics.push(
            Diagnostic::new(Code::DuplicateName, place.clone(), message)
                .label(spellings[usual].1.clone(), "the spelling that readers see")
                .help(format!("write `{usual}` everywhere, or another word if they are different tags")),
        );
    }
}
