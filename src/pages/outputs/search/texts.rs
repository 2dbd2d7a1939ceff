//! The texts of the search index and their sections: the part before the first heading, then the part below each.
//!
//! Texts are those of roles, terms, articles, pages and pairs, in this order; a role without a guide counts, and has no
//! sections. Each section has a number, and the text of a pair has one more before them, that of the pair.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::entries::{dashed, number};
use super::places::{self, Places};
use super::text::sections;
use crate::model::{Idx as _, Model, Pair, Prose};
use crate::pages::parts::prose::heading_words;

/// A heading: its anchor and its text.
pub(super) type IndexedHeading<'m> = (&'m str, Cow<'m, str>);

/// All texts.
#[derive(Default)]
pub(super) struct Texts<'m> {
    /// The number of numbers of each text, in digits.
    pub(super) slots: String,
    /// The pairs with a text, by the numbers of their roles.
    pub(super) pairs: Vec<[usize; 2]>,
    /// For each text that has any, the number of its first section, and its headings.
    pub(super) headings: Vec<(u32, Vec<IndexedHeading<'m>>)>,
    next: u32,
}

impl<'m> Texts<'m> {
    /// Reads all texts, and adds their words to `words`. Their sections are numbered from `first` on.
    pub(super) fn of(model: &'m Model, first: u32, words: &mut Places<3>) -> Texts<'m> {
        let mut texts = Texts { next: first, ..Texts::default() };
        for role in model.roles.indices() {
            texts.add(model, model.guides.get(role).map(|guide| &guide.prose), words);
        }
        for term in model.terms.values() {
            texts.add(model, Some(&term.prose), words);
        }
        for article in model.articles.values() {
            texts.add(model, Some(&article.prose), words);
        }
        for page in model.pages.values() {
            texts.add(model, Some(&page.prose), words);
        }
        for (pair, text) in &model.pairs {
            texts.add_pair(model, *pair, &text.prose, words);
        }
        texts
    }

    fn add_pair(&mut self, model: &'m Model, pair: Pair, prose: &'m Prose, words: &mut Places<3>) {
        if prose.is_empty() {
            return;
        }
        let (a, b) = pair.roles();
        self.pairs.push([a.index(), b.index()]);
        self.next += 1;
        self.add(model, Some(prose), words);
    }

    fn add(&mut self, model: &'m Model, prose: Option<&'m Prose>, words: &mut Places<3>) {
        let Some(prose) = prose.filter(|prose| !prose.is_empty()) else {
            places::number(0, &mut self.slots);
            return;
        };
        let first = self.next;
        for section in sections(model, prose) {
            words.add_section(self.next, &section);
            self.next += 1;
        }
        places::number((self.next - first) as usize, &mut self.slots);
        let headings = prose.headings.iter().enumerate();
        let headings = headings.map(|(n, heading)| (heading.id.as_str(), heading_words(model, prose, n)));
        let headings: Vec<IndexedHeading<'m>> = headings.collect();
        debug_assert_eq!(number(headings.len()) + 1, self.next - first);
        if !headings.is_empty() {
            self.headings.push((first, headings));
        }
    }

    /// The bytes that the headings take in the first file.
    pub(super) fn bytes_of_headings(&self) -> usize {
        self.headings.iter().flat_map(|(_, headings)| headings).map(|(_, words)| words.len() + 4).sum()
    }
}

/// Encodes a heading: its text, or its anchor and its text if the anchor is not the text in the usual form.
pub(super) fn heading((id, words): &IndexedHeading<'_>) -> Value {
    if *id == dashed(words) { json!(words) } else { json!([id, words]) }
}
