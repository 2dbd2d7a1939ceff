//! Where the files of a site name symbols: the references that linking resolved, and the definitions.

use std::sync::Arc;

use super::symbols::SymbolTable;
use crate::diagnostic::Span;
use crate::model::{Ids, Pair, Route, Symbol};
use crate::parse::markdown::ParsedProse;
use crate::parse::{Body, Document, Spanned};
use crate::url::Id;

/// A location in a file that names a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymbolReference {
    /// The byte range in the file; empty at its beginning if the name of the file names the symbol.
    pub span: Span,
    /// The symbol.
    pub symbol: Symbol,
}

/// A location in a file that defines a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SymbolDefinition {
    /// The symbol.
    pub symbol: Symbol,
    /// The name that content refers to it by: its id, or the anchor of a heading.
    pub name: String,
    /// The byte range of the name; empty at the beginning of the file if the file is named after it.
    pub span: Span,
}

/// Returns the definitions of a file, in order. A former id of a role is a definition of the role too.
pub(super) fn definitions(document: &Document, names: &SymbolTable) -> Vec<SymbolDefinition> {
    let mut found = Definitions { list: Vec::new() };
    match &document.body {
        Body::Site(_) | Body::Learning(_) | Body::Interviews(_) => {}
        Body::Comparison(list) => {
            found.ids(list.families.iter().map(|family| &family.id), &names.families);
            found.ids(list.groups.iter().map(|group| &group.id), &names.groups);
            found.ids(list.rows.iter().map(|row| &row.id), &names.rows);
            for row in &list.rows {
                let Some(id) = names.rows.get(row.id.value.as_str()) else { continue };
                for (number, level) in row.levels.iter().enumerate() {
                    found.id(&level.id, Symbol::Level(id, number));
                }
            }
            found.ids(list.regions.iter().map(|region| &region.id), &names.regions);
        }
        Body::Sources(list) => found.ids(list.sources.0.iter().map(|(id, _)| id), &names.references),
        Body::Tools(list) => {
            found.ids(list.categories.iter().map(|category| &category.id), &names.categories);
            found.ids(list.tools.0.iter().map(|(id, _)| id), &names.tools);
        }
        Body::Skills(list) => found.ids(list.skills.0.iter().map(|(id, _)| id), &names.skills),
        Body::Fit(fit) => {
            for question in &fit.questions {
                found.id(&question.id, Symbol::Question(question.id.value.clone()));
                for answer in &question.answers {
                    found.id(&answer.id, Symbol::Answer(answer.id.value.clone()));
                }
            }
        }
        Body::Levels(list) => {
            found.ids(list.scale.0.iter().map(|level| &level.id), &names.scale);
            found.ids(list.aspects.value.iter().map(|aspect| &aspect.id), &names.aspects);
            found.ids(list.grades.value.iter().map(|grade| &grade.id), &names.grades);
        }
        Body::Framework(id, record) => {
            found.file(id, &names.frameworks);
            let Some(framework) = names.frameworks.get(id.as_str()) else { return found.list };
            for (skill, _) in &record.skills.0 {
                found.id(skill, Symbol::FrameworkSkill(framework, skill.value.clone()));
            }
            for (role, ladder) in &record.roles.0 {
                let Some(role) = names.roles.get(role.value.as_str()) else { continue };
                for level in &ladder.levels.0 {
                    found.id(&level.id, Symbol::LadderLevel(framework, role, level.id.value.clone()));
                }
            }
        }
        Body::Role(id, role) => {
            found.file(id, &names.roles);
            let own = names.roles.get(id.as_str());
            for was in role.was.iter().filter(|was| names.was.get(&was.value).copied() == own) {
                found.list.extend(own.map(|own| SymbolDefinition {
                    symbol: Symbol::Role(own),
                    name: id.to_string(),
                    span: was.span,
                }));
            }
        }
        Body::Series(id, _) => found.file(id, &names.series),
        Body::Guide(_, _, prose) => found.headings(document, prose),
        Body::Pair(a, b, _, prose) => {
            let roles = names.roles.get(a.as_str()).zip(names.roles.get(b.as_str()));
            if let Some(pair) = roles.and_then(|(a, b)| Pair::new(a, b)) {
                let symbol = Symbol::Address(Route::Pair(pair));
                let name = format!("{a}/{b}");
                found.list.push(SymbolDefinition { symbol, name, span: Span::default() });
            }
            found.headings(document, prose);
        }
        Body::Article(id, _, prose) => {
            found.file(id, &names.articles.ids);
            found.headings(document, prose);
        }
        Body::Term(id, _, prose) => {
            found.file(id, &names.terms.ids);
            found.headings(document, prose);
        }
        Body::Page(id, _, prose) => {
            found.file(id, &names.pages.ids);
            found.headings(document, prose);
        }
    }
    found.list
}

struct Definitions {
    list: Vec<SymbolDefinition>,
}

impl Definitions {
    fn id(&mut self, id: &Spanned<Id>, symbol: Symbol) {
        if !id.value.is_placeholder() {
            self.list.push(SymbolDefinition { symbol, name: id.value.to_string(), span: id.span });
        }
    }

    fn ids<'i, K: crate::model::Idx + Into<Symbol>>(
        &mut self,
        ids: impl Iterator<Item = &'i Spanned<Id>>,
        among: &Ids<K>,
    ) {
        for id in ids {
            if let Some(index) = among.get(id.value.as_str()) {
                self.id(id, index.into());
            }
        }
    }

    /// Adds the symbol that a file is named after. A draft that is not published defines none.
    fn file<K: crate::model::Idx + Into<Symbol>>(&mut self, id: &Id, among: &Ids<K>) {
        self.list.extend(among.get(id.as_str()).map(|index| SymbolDefinition {
            symbol: index.into(),
            name: id.to_string(),
            span: Span::default(),
        }));
    }

    fn headings(&mut self, document: &Document, prose: &ParsedProse) {
        for (heading, span) in prose.headings.iter().zip(&prose.heading_spans) {
            let symbol = Symbol::Heading(Arc::clone(&document.file), heading.id.as_str().into());
            self.list.push(SymbolDefinition { symbol, name: heading.id.clone(), span: *span });
        }
    }
}
