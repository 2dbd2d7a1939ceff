//! What comes in: the documents and the model that they were linked into. What goes out: what is wrong with them
//! although every word could be read. It never changes anything, and there is deliberately no rule that depends on
//! another.
//!
//! A rule is a file of its own, and a line in [`RULES`]. Most look at one document and what is [`Around`] it; what they
//! found is taken over while both are the same. A rule that has to see the whole site looks at it every time.

mod age;
mod bases;
mod changes;
mod collisions;
mod context;
mod duplicate_names;
mod empty_rows;
mod figures;
mod fit;
mod guides;
mod needed_files;
mod numbers;
mod pay;
mod percentiles;
mod row_anchors;
mod rows;
mod samples;
mod suppressions;
mod texts;
mod unused;
mod uses;

pub use age::{ASKED_CODES, Age, age};
pub use suppressions::suppress;

use std::collections::BTreeSet;
use std::sync::Arc;

use context::RuleContext;
use uses::{ListIds, Uses};

use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::memo::Memo;
use crate::model::Model;
use crate::parse::Document;

/// A rule: the codes that it can report, and what it looks at.
pub struct Rule {
    /// The codes that it can report.
    pub codes: &'static [Code],
    run: RuleScope,
}

/// What a rule looks at.
enum RuleScope {
    /// At each file on its own.
    File(fn(&FileContext<'_>, &mut Vec<Diagnostic>)),
    /// At the whole site.
    Site(fn(&SiteContext<'_>, &mut Vec<Diagnostic>)),
}

/// All rules.
pub const RULES: &[Rule] = &[
    needed_files::RULE,
    rows::RULE,
    bases::RULE,
    changes::RULE,
    percentiles::RULE,
    samples::RULE,
    collisions::RULE,
    row_anchors::RULE,
    unused::RULE,
    duplicate_names::RULE,
    guides::RULE,
    figures::RULE,
    numbers::RULE,
    pay::RULE,
    empty_rows::RULE,
    fit::RULE,
];

/// What is looked at.
pub struct CheckInput<'s> {
    /// The files as they were written, with places, in order of their paths.
    pub documents: &'s [Arc<Document>],
    /// The files of `content/` in which an error was found before.
    pub broken: &'s BTreeSet<Arc<str>>,
    /// Whether drafts are published too.
    pub drafts: bool,
    /// The facts as they were linked.
    pub model: &'s Model,
}

/// What was found, file by file, for the next time.
pub struct CheckCache {
    found: Memo<Arc<RuleContext>, Arc<Document>, Vec<Diagnostic>>,
    uses: Memo<ListIds, Arc<Document>, Uses>,
}

/// One file and what may be known of the others.
struct FileContext<'f> {
    document: &'f Document,
    around: &'f RuleContext,
}

/// The whole site, and what each of its files uses.
struct SiteContext<'w> {
    site: &'w CheckInput<'w>,
    uses: &'w Memo<ListIds, Arc<Document>, Uses>,
}

/// Runs every rule. `before` changes nothing but how long it takes.
pub fn check(site: &CheckInput<'_>, before: Option<&CheckCache>) -> (Vec<Diagnostic>, CheckCache) {
    let around = RuleContext::of(site, before.map(|before| before.found.deps()));
    let documents = || site.documents.to_vec();
    let kept = CheckCache {
        found: Memo::compute(around, documents(), before.map(|before| &before.found), |around, document| {
            let mut found = Vec::new();
            for rule in RULES {
                if let RuleScope::File(look) = rule.run {
                    run(rule, &mut found, |found| look(&FileContext { document, around }, found));
                }
            }
            found
        }),
        uses: Memo::compute(
            ListIds::of(site.model),
            documents(),
            before.map(|before| &before.uses),
            Uses::of,
        ),
    };
    let mut found: Vec<Diagnostic> = kept.found.answers().flat_map(|found| found.iter().cloned()).collect();
    for rule in RULES {
        if let RuleScope::Site(look) = rule.run {
            run(rule, &mut found, |found| look(&SiteContext { site, uses: &kept.uses }, found));
        }
    }
    (found, kept)
}

fn run(rule: &Rule, found: &mut Vec<Diagnostic>, look: impl FnOnce(&mut Vec<Diagnostic>)) {
    let before = found.len();
    look(found);
    debug_assert!(
        found[before..].iter().all(|d| rule.codes.contains(&d.code)),
        "a rule reports its own codes"
    );
}

impl FileContext<'_> {
    /// Whether what is not in a record of this file was left out by its author. In a file with an error, it may only not
    /// have been understood.
    fn is_whole(&self) -> bool {
        !self.around.broken.contains(&self.document.file)
    }

    /// A place in the file.
    fn at(&self, span: Span) -> Location {
        at(&self.document.file, span)
    }
}

/// A place in a file.
fn at(file: &Arc<str>, span: Span) -> Location {
    Location { file: Arc::clone(file), span }
}
