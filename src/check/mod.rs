//! What comes in: the documents and the model that they were linked into. What goes out: what is wrong with them
//! although every word could be read. It never changes anything, and there is deliberately no rule that depends on
//! another: each looks at the whole.
//!
//! A rule is a file of its own, and a line in [`RULES`].

mod age;
mod bases;
mod collisions;
mod empty_rows;
mod exceptions;
mod figures;
mod guides;
mod needed_files;
mod numbers;
mod pay;
mod percentiles;
mod rows;
mod samples;
mod texts;
mod unused;

pub use age::{ASKED_CODES, Age, age};
pub use exceptions::except;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::model::Model;
use crate::parse::Document;

/// A rule: the codes that it can report, and how it looks.
pub struct Rule {
    /// The codes that it can report.
    pub codes: &'static [Code],
    /// Looks at the site and reports.
    pub run: fn(&Site<'_>, &mut Vec<Diagnostic>),
}

/// All rules.
pub const RULES: &[Rule] = &[
    needed_files::RULE,
    rows::RULE,
    bases::RULE,
    percentiles::RULE,
    samples::RULE,
    collisions::RULE,
    unused::RULE,
    guides::RULE,
    figures::RULE,
    numbers::RULE,
    pay::RULE,
    empty_rows::RULE,
];

/// What rules look at.
pub struct Site<'s> {
    /// The files as they were written, with places.
    pub documents: &'s [&'s Document],
    /// The files of `content/` in which an error was found before.
    pub broken: &'s BTreeSet<Arc<str>>,
    /// The facts as they were linked.
    pub model: &'s Model,
}

/// Runs every rule.
pub fn check(site: &Site<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        let before = found.len();
        (rule.run)(site, &mut found);
        debug_assert!(
            found[before..].iter().all(|d| rule.codes.contains(&d.code)),
            "a rule reports its own codes"
        );
    }
    found
}

impl Site<'_> {
    /// Whether what is not in a record of this file was left out by its author. In a file with an error, it may only not
    /// have been understood.
    fn is_whole(&self, file: &Arc<str>) -> bool {
        !self.broken.contains(file)
    }
}

/// A place in a file.
fn at(file: &Arc<str>, span: Span) -> Place {
    Place { file: Arc::clone(file), span }
}
