//! Reports entities of one kind whose names readers cannot distinguish.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::{CheckInput, Rule, RuleScope, at};
use crate::collation::CollationKey;
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::parse::record::ReferenceRecord;
use crate::parse::scalar::Name;
use crate::parse::{Body, Document, Spanned};

pub(super) const RULE: Rule = Rule { codes: &[Code::DuplicateName], run: RuleScope::Site(run) };

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: HashMap<(&str, String), Location> = HashMap::new();
    // Names in a file with an error may not have been read.
    for document in site.documents.iter().filter(|document| !site.broken.contains(&document.file)) {
        for EntityName { kind, name, span, reading } in names(document, site.drafts) {
            let place = at(&document.file, span);
            match known.entry((kind, reading)) {
                Entry::Occupied(first) => diagnostics.push(
                    Diagnostic::new(Code::DuplicateName, place, format!("duplicate {kind} name `{name}`"))
                        .label(first.get().clone(), "first used here")
                        .help("rename one of them, or delete one if they are the same"),
                ),
                Entry::Vacant(free) => drop(free.insert(place)),
            }
        }
    }
}

/// A name in a document.
struct EntityName<'d> {
    kind: &'static str,
    name: &'d str,
    span: Span,
    /// Equal for names that readers cannot distinguish.
    reading: String,
}

fn names(document: &Document, drafts: bool) -> Vec<EntityName<'_>> {
    match &document.body {
        Body::Role(_, role) => vec![named("role", &role.name)],
        Body::Framework(_, framework) => vec![named("framework", &framework.name)],
        // Titles such as “Overview” repeat in folders, whose pages are listed apart.
        Body::Article(id, ..) | Body::Page(id, ..) if id.is_nested() => Vec::new(),
        Body::Article(_, matter, _) if drafts || !matter.draft => vec![named("article", &matter.title)],
        Body::Term(_, matter, _) if drafts || !matter.draft => vec![named("term", &matter.term)],
        Body::Page(_, matter, _) if drafts || !matter.draft => vec![named("page", &matter.title)],
        Body::Tools(list) => list.tools.0.iter().map(|(_, tool)| named("tool", &tool.name)).collect(),
        Body::Skills(list) => list.skills.0.iter().map(|(_, skill)| named("skill", &skill.name)).collect(),
        Body::Sources(list) => list.sources.0.iter().map(|(_, record)| source(record)).collect(),
        _ => Vec::new(),
    }
}

fn named<'d>(kind: &'static str, name: &'d Spanned<Name>) -> EntityName<'d> {
    EntityName {
        kind,
        name: &name.value.0,
        span: name.span,
        reading: CollationKey::new(&name.value.0).reading(),
    }
}

/// Titles of chapters and job adverts repeat, so sources are distinguished by publisher too.
fn source(record: &ReferenceRecord) -> EntityName<'_> {
    let (title, publisher) = (&record.title.value.0, &record.publisher.0);
    EntityName {
        kind: "source",
        name: title,
        span: record.title.span,
        reading: format!(
            "{} of {}",
            CollationKey::new(title).reading(),
            CollationKey::new(publisher).reading()
        ),
    }
}
