//! Texts: their heads, and what each is about.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::linker::Linker;
use super::symbols::EntityKind;
use super::{LinkedItem, prose};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::model::{Article, Guide, Page, PairWords, Prose, Series, SeriesId, Table, Term, TermId};
use crate::parse::record::{ArticleMatter, GuideMatter, PageMatter, PairMatter, TermMatter};
use crate::parse::{Spanned, markdown};
use crate::url::Id;

/// A text with its head, that is being linked.
pub(super) struct TextLinker<'t, 'l> {
    pub(super) linker: &'t mut Linker<'l>,
    pub(super) series: &'t Table<SeriesId, Series>,
    /// The series of which not every figure could be linked.
    pub(super) torn: &'t BTreeSet<SeriesId>,
}

impl TextLinker<'_, '_> {
    pub(super) fn guide(
        &mut self,
        id: &Id,
        matter: &GuideMatter,
        prose: &markdown::ParsedProse,
    ) -> LinkedItem {
        let Some(role) = self.linker.find(&whole(id), &self.linker.names.roles, EntityKind::Role) else {
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
        let Some((first, pair)) = self.linker.pair(&whole(a), &whole(b)) else { return LinkedItem::Nothing };
        let files = self.linker.names.pairs.get(&pair).map_or(&[][..], Vec::as_slice);
        let earlier = files.iter().take_while(|(x, y)| (x, y) != (a, b)).last();
        if let Some((x, y)) = earlier {
            let other =
                Location { file: format!("content/comparisons/{x}-vs-{y}.md").into(), span: Span::default() };
            self.linker.add(
                Diagnostic::new(
                    Code::DuplicateId,
                    self.linker.at(Span::default()),
                    "this pair has words in two files",
                )
                .label(other, "here are the others")
                .help("keep the file whose name has the order to be shown"),
            );
        }
        let summary = matter.summary.as_ref().map(|summary| summary.0.clone());
        let reviewed = matter.reviewed;
        LinkedItem::Pair(pair, Arc::new(PairWords { first, summary, reviewed, prose: self.prose(prose) }))
    }

    pub(super) fn article(&mut self, matter: &ArticleMatter, prose: &markdown::ParsedProse) -> LinkedItem {
        LinkedItem::Article(Arc::new(Article {
            title: matter.title.value.0.clone(),
            summary: matter.summary.0.clone(),
            published: matter.published,
            reviewed: matter.reviewed,
            roles: self.linker.find_all(&matter.roles, &self.linker.names.roles, EntityKind::Role),
            prose: self.prose(prose),
        }))
    }

    pub(super) fn term(&mut self, id: &Id, matter: &TermMatter, prose: &markdown::ParsedProse) -> LinkedItem {
        LinkedItem::Term(Arc::new(Term {
            name: matter.term.value.0.clone(),
            line: matter.line.0.clone(),
            also_known_as: matter.also_known_as.iter().map(|name| name.0.clone()).collect(),
            see: self.see(id, &matter.see),
            sources: self.linker.find_all(&matter.sources, &self.linker.names.references, EntityKind::Source),
            prose: self.prose(prose),
        }))
    }

    pub(super) fn page(&mut self, matter: &PageMatter, prose: &markdown::ParsedProse) -> LinkedItem {
        LinkedItem::Page(Arc::new(Page {
            title: matter.title.value.0.clone(),
            summary: matter.summary.0.clone(),
            prose: self.prose(prose),
        }))
    }

    /// The terms to read after one, which is not among them.
    fn see(&mut self, own: &Id, ids: &[Spanned<Id>]) -> Vec<TermId> {
        for id in ids.iter().filter(|id| id.value == *own) {
            self.linker.add(
                Diagnostic::new(
                    Code::SelfReference,
                    self.linker.at(id.span),
                    "a term does not lead to itself",
                )
                .help("delete it from `see`"),
            );
        }
        self.linker.find_all(ids, &self.linker.names.terms.ids, EntityKind::Term)
    }

    fn prose(&mut self, text: &markdown::ParsedProse) -> Prose {
        prose::link(text, self.series, self.torn, self.linker)
    }
}

/// An id that is the name of the file.
fn whole(id: &Id) -> Spanned<Id> {
    Spanned { value: id.clone(), span: Span::default() }
}
