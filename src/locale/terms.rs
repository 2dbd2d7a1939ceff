//! The terms of messages, which other messages take by name: above all the nouns for what the site compares. `entity` in
//! `site.yaml` replaces those of the language, and a site's own file of messages replaces both.

use fluent_syntax::ast::{Entry, InlineExpression, NamedArgument, PatternElement, Resource as Tree, Term};
use rapidhash::{RapidHashMap, RapidHashSet};

use super::format::capitalised;

/// The nouns for what a site compares.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Nouns {
    /// The singular, as in the middle of a sentence: `language`.
    pub one: String,
    /// The plural.
    pub many: String,
    /// `true` if they are occupations, so that pages may speak of work.
    pub is_occupation: bool,
}

/// A term.
pub(super) enum TermText<'t> {
    /// A noun without inflection.
    Noun(String),
    /// A term of a file.
    Tree(&'t Term<&'t str>),
}

/// The terms that messages can take, by name.
pub(super) struct Terms<'t> {
    all: RapidHashMap<&'t str, TermText<'t>>,
    kind: &'static str,
}

impl<'t> Terms<'t> {
    /// Collects terms: those of `built_in` files, then `nouns`, then those of the site's `own` files.
    pub(super) fn new(
        built_in: impl Iterator<Item = &'t Tree<&'t str>>,
        nouns: Option<&Nouns>,
        own: impl Iterator<Item = &'t Tree<&'t str>>,
    ) -> Terms<'t> {
        let is_occupation = nouns.is_none_or(|nouns| nouns.is_occupation);
        let kind = if is_occupation { "occupation" } else { "thing" };
        let mut terms = Terms { all: RapidHashMap::default(), kind };
        built_in.for_each(|tree| terms.add(tree));
        if let Some(Nouns { one, many, .. }) = nouns {
            for (name, noun) in [
                ("role", one.clone()),
                ("Role", capitalised(one)),
                ("roles", many.clone()),
                ("Roles", capitalised(many)),
            ] {
                terms.all.insert(name, TermText::Noun(noun));
            }
        }
        own.for_each(|tree| terms.add(tree));
        terms
    }

    fn add(&mut self, tree: &'t Tree<&'t str>) {
        for entry in &tree.body {
            if let Entry::Term(term) = entry {
                self.all.insert(term.id.name, TermText::Tree(term));
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&TermText<'t>> {
        self.all.get(name)
    }

    /// Returns an attribute of a term, such as its gender; `None` if it has no such attribute. `kind` is that of the site, and
    /// `initial` that of the word: English needs it for "a" and "an".
    pub(super) fn attribute(&self, term: &str, name: &str) -> Option<&'t str> {
        if name == "kind" {
            return Some(self.kind);
        }
        let term = self.all.get(term)?;
        if name == "initial" {
            let is_vowel =
                |text: &str| text.trim_start().to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']);
            let is_vowel = match term {
                TermText::Noun(noun) => is_vowel(noun),
                TermText::Tree(term) => match term.value.elements.first() {
                    Some(PatternElement::TextElement { value }) => is_vowel(value),
                    _ => false,
                },
            };
            return Some(if is_vowel { "vowel" } else { "consonant" });
        }
        let TermText::Tree(term) = term else { return None };
        let attribute = term.attributes.iter().find(|attribute| attribute.id.name == name)?;
        match &attribute.value.elements[..] {
            [PatternElement::TextElement { value }] => Some(value.trim()),
            _ => None,
        }
    }
}

/// Returns the named arguments that a message gives a term; `None` if one of them is not a text or a number.
pub(super) fn given<'t>(arguments: &[NamedArgument<&'t str>]) -> Option<Vec<(&'t str, &'t str)>> {
    let value = |argument: &NamedArgument<&'t str>| match argument.value {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            Some((argument.name.name, value))
        }
        _ => None,
    };
    arguments.iter().map(value).collect()
}

/// Returns the names of the terms of a file.
pub(super) fn names<'t>(tree: &Tree<&'t str>) -> impl Iterator<Item = &'t str> {
    tree.body.iter().filter_map(|entry| if let Entry::Term(term) = entry { Some(term.id.name) } else { None })
}

/// Returns the terms of a file that are not `known` and that nothing in the file takes.
pub(super) fn unused<'t>(text: &str, tree: &Tree<&'t str>, known: &RapidHashSet<&str>) -> Vec<&'t str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let is_taken = |name: &str| {
        let written = format!("-{name}");
        let uses = text.match_indices(&written).filter(|(at, _)| {
            !text[..*at].ends_with(is_part) && !text[at + written.len()..].starts_with(is_part)
        });
        uses.count() > 1
    };
    names(tree).filter(|name| !known.contains(name) && !is_taken(name)).collect()
}
