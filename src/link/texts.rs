//! Links texts: their front matter and their prose.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::linker::Linker;
use super::symbols::EntityKind;
use super::{LinkedItem, prose, tags};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::model::{Article, Guide, Page, PairWords, Prose, Series, SeriesId, Table, Term, TermId};
use crate::parse::FileKind;
use crate::parse::record::{ArticleMatter, GuideMatter, PageMatter, PairMatter, TermMatter};
use crate::parse::scalar::Sentence;
use crate::parse::{Map, Spanned, markdown};
use crate::url::Id;

/// Links a text and its front matter.
pub(super) struct TextLinker<'t, 'l> {
    pub(super) linker: &'t mut Linker<'l>,
    pub(super) series: &'t Table<SeriesId, Series>,
    /// The salary datasets with a figure that could not be linked.
    pub(super) incomplete: &'t BTreeSet<SeriesId>,
}

impl TextLinker<'_, '_> {
    pub(super) fn guide(
        &mut self,
        id: &Id,
        matter: &GuideMatter,
        prose: &markdown::ParsedProse,
    ) -> LinkedItem {
        let Some(role) = self.linker.resolve(&without_span(id), &self.linker.symbols.roles, EntityKind::Role)
        else {
            return LinkedItem::Nothing;
        };
        LinkedItem::Guide(role, Arc::new(Guide { reviewed: matter.reviewed, prose: self.prose(prose) }))
    }

    pub(super) fn pair(
        &mut self,
        (a, b): (&Id, &Id),
        matter: &PairMatter,
        prose: &markdown::ParsedProse,
    ) -> LinkedItem {
        let Some((first, pair)) = self.linker.resolve_pair(&without_span(a), &without_span(b)) else {
            return LinkedItem::Nothing;
        };
        let files = self.linker.symbols.pairs.get(&pair).map_or(&[][..], Vec::as_slice);
        let earlier = files.iter().take_while(|(x, y)| (x, y) != (a, b)).last();
        if let Some((x, y)) = earlier {
            let other =
                Location { file: FileKind::pair_path(x.as_str(), y.as_str()).into(), span: Span::default() };
            self.linker.add(
                Diagnostic::new(
                    Code::DuplicateId,
                    self.linker.at(Span::default()),
                    "two files compare this pair",
                )
                .label(other, "the other file")
                .help("delete one of them; the order of the ids in the file name is the order in which the roles are shown"),
            );
        }
        let summary = matter.summary.as_ref().map(|summary| summary.0.clone());
        let choose = self.for_both((a, b), "choose", &matter.choose);
        let hire = self.for_both((a, b), "hire", &matter.hire);
        let reviewed = matter.reviewed;
        let prose = self.prose(prose);
        LinkedItem::Pair(pair, Arc::new(PairWords { first, summary, choose, hire, reviewed, prose }))
    }

    /// Returns the sentence for each role of a pair; `None` if there are none, or one is missing.
    fn for_both(
        &mut self,
        (a, b): (&Id, &Id),
        key: &str,
        sentences: &Map<Id, Sentence>,
    ) -> Option<[String; 2]> {
        let (first, _) = sentences.0.first()?;
        for (id, _) in &sentences.0 {
            self.linker.resolve(id, &self.linker.symbols.roles, EntityKind::Role)?;
            if ![a, b].contains(&&id.value) {
                let message = format!("`{}` is not a role of this comparison", id.value.as_str());
                let place = self.linker.at(id.span);
                let found = Diagnostic::new(Code::UnknownName, place, message);
                self.linker.add(found.suggest(id.value.as_str(), [a.as_str(), b.as_str()]));
                return None;
            }
        }
        let of = |role: &Id| {
            let found = sentences.0.iter().find(|(id, _)| id.value == *role);
            found.map(|(_, sentence)| sentence.0.clone())
        };
        let both = of(a).zip(of(b)).map(|(a, b)| [a, b]);
        if both.is_none() {
            let missing = if of(a).is_none() { a } else { b };
            let message = format!("`{key}` has no sentence for `{}`", missing.as_str());
            let place = self.linker.at(first.span);
            self.linker.add(Diagnostic::new(Code::MissingKey, place, message));
        }
        both
    }

    pub(super) fn article(&mut self, matter: &ArticleMatter, prose: &markdown::ParsedProse) -> LinkedItem {
        LinkedItem::Article(Arc::new(Article {
            title: matter.title.value.0.clone(),
            summary: matter.summary.0.clone(),
            published: matter.published,
            reviewed: matter.reviewed,
            roles: self.linker.resolve_all(&matter.roles, &self.linker.symbols.roles, EntityKind::Role),
            tags: tags::link(&matter.tags, self.linker),
            template: template(matter.template.as_ref()),
            prose: self.prose(prose),
        }))
    }

    pub(super) fn term(&mut self, id: &Id, matter: &TermMatter, prose: &markdown::ParsedProse) -> LinkedItem {
        LinkedItem::Term(Arc::new(Term {
            name: matter.term.value.0.clone(),
            line: matter.line.0.clone(),
            also_known_as: matter.also_known_as.iter().map(|name| name.value.0.clone()).collect(),
            see: self.see(id, &matter.see),
            sources: self.linker.resolve_all(
                &matter.sources,
                &self.linker.symbols.references,
                EntityKind::Source,
            ),
            prose: self.prose(prose),
        }))
    }

    pub(super) fn page(&mut self, matter: &PageMatter, prose: &markdown::ParsedProse) -> LinkedItem {
        LinkedItem::Page(Arc::new(Page {
            title: matter.title.value.0.clone(),
            summary: matter.summary.0.clone(),
            template: template(matter.template.as_ref()),
            weight: matter.weight,
            tags: tags::link(&matter.tags, self.linker),
            prose: self.prose(prose),
        }))
    }

    /// Resolves the related terms of a term. Reports a term that lists itself.
    fn see(&mut self, own: &Id, ids: &[Spanned<Id>]) -> Vec<TermId> {
        for id in ids.iter().filter(|id| id.value == *own) {
            self.linker.add(
                Diagnostic::new(
                    Code::SelfReference,
                    self.linker.at(id.span),
                    "a term cannot list itself as related",
                )
                .help("delete it from `see`"),
            );
        }
        self.linker.resolve_all(ids, &self.linker.symbols.terms.ids, EntityKind::Term)
    }

    fn prose(&mut self, text: &markdown::ParsedProse) -> Prose {
        prose::link(text, self.series, self.incomplete, self.linker)
    }
}

/// Returns the name of the template that a text chooses.
fn template(chosen: Option<&Spanned<Id>>) -> Option<String> {
    chosen.map(|name| format!("custom/{}.html", name.value.as_str()))
}

/// Returns an id that comes from the file name, and so has no span.
fn without_span(id: &Id) -> Spanned<Id> {
    Spanned { value: id.clone(), span: Span::default() }
}
