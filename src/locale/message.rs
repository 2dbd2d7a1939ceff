//! Messages, compiled from Fluent's syntax tree. A message is formatted as plain text by [`super::Locale::format`], and
//! written into templates and scripts by `render`.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// The value of an argument: `{ $name }`.
    Argument(String),
    /// The value of an argument as a number of the language: `{ NUMBER($count) }`.
    Number(String),
    /// The start of an element that the template gives: `<name>`.
    Open(String),
    /// The end of an element: `</name>`.
    Close(String),
    /// One of several forms.
    Select(Selector),
}

/// A choice among forms, by the value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The argument.
    pub name: String,
    /// The forms with their conditions, in order, without the default one.
    pub cases: Vec<(Case, Vec<Part>)>,
    /// The form if no condition holds.
    pub default: Vec<Part>,
}

/// The condition of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    /// A plural category, or a word.
    Word(String),
    /// A number.
    Number(u64),
}

impl Case {
    /// Returns `true` if the condition is this word.
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Case::Word(own) if own == word)
    }

    /// Returns `true` if the condition is this number.
    pub fn is_number(&self, number: u64) -> bool {
        matches!(self, Case::Number(own) if *own == number)
    }

    /// Returns `true` if the condition is a plural category of CLDR.
    pub fn is_plural(&self) -> bool {
        ["zero", "one", "two", "few", "many", "other"].iter().any(|name| self.is(name))
    }
}

impl Selector {
    /// Returns the first form whose condition holds: exact numbers come before categories.
    pub fn case(&self, holds: impl Fn(&Case) -> bool) -> &[Part] {
        let exact = self.cases.iter().find(|(case, _)| matches!(case, Case::Number(_)) && holds(case));
        exact
            .or_else(|| self.cases.iter().find(|(case, _)| holds(case)))
            .map_or(&self.default, |(_, parts)| parts)
    }
}

impl Message {
    /// Returns the names of all arguments; those of elements are written `<name>`.
    pub fn arguments(&self) -> BTreeSet<Cow<'_, str>> {
        let mut names = BTreeSet::new();
        collect(&self.parts, &mut names);
        names
    }
}

fn collect<'m>(parts: &'m [Part], names: &mut BTreeSet<Cow<'m, str>>) {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Argument(name) | Part::Number(name) => {
                names.insert(name.into());
            }
            Part::Open(name) | Part::Close(name) => {
                names.insert(format!("<{name}>").into());
            }
            Part::Select(selector) => {
                names.insert((&selector.name).into());
                for (_, parts) in &selector.cases {
                    collect(parts, names);
                }
                collect(&selector.default, names);
            }
        }
    }
}
