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
        report_own_names(document, diagnostics);
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

/// Reports other names that readers cannot distinguish from the name itself.
fn report_own_names(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    match &document.body {
        Body::Role(_, role) => {
            let short = role.short_name.as_ref();
            own_names(document, "role", &role.name, short, &role.also_known_as, diagnostics);
        }
        Body::Framework(_, framework) => {
            own_names(document, "framework", &framework.name, None, &framework.also_known_as, diagnostics);
        }
        Body::Term(_, matter, _) => {
            own_names(document, "term", &matter.term, None, &matter.also_known_as, diagnostics);
        }
        Body::Tools(list) => {
            for (_, tool) in &list.tools.0 {
                own_names(document, "tool", &tool.name, None, &tool.also_known_as, diagnostics);
            }
        }
        _ => {}
    }
}

fn own_names(
    document: &Document,
    kind: &str,
    name: &Spanned<Name>,
    short: Option<&Name>,
    others: &[Spanned<Name>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let reading = |name: &str| CollationKey::new(name).reading();
    let own: Vec<String> = std::iter::once(&name.value).chain(short).map(|name| reading(&name.0)).collect();
    for other in others.iter().filter(|other| own.contains(&reading(&other.value.0))) {
        let message = format!("`{}` is the name of the {kind} itself", other.value.0);
        diagnostics.push(
            Diagnostic::new(Code::DuplicateName, at(&document.file, other.span), message)
                .label(at(&document.file, name.span), "named here")
                .help("delete it from `also_known_as`: readers find the name without it"),
        );
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
