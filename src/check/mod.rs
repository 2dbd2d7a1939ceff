//! Checks the documents of a site and the linked model against rules, and reports what is wrong although it could be parsed
//! and linked. Rules change nothing, and deliberately no rule depends on another.
//!
//! Each rule has a file of its own and an entry in [`RULES`]. Most rules check one document in its [`RuleContext`], and their
//! diagnostics are reused while both are the same. A rule that needs the whole site runs every time.

mod age;
mod changes;
mod collisions;
mod context;
mod duplicate_names;
mod empty_rows;
mod figures;
mod fit;
mod guides;
mod host_files;
mod levels;
mod needed_files;
mod numbers;
mod overstated;
mod page_templates;
mod pay;
mod percentiles;
mod provenance;
mod row_anchors;
mod rows;
mod samples;
mod suppressions;
mod tags;
mod texts;
mod unused;

pub use age::{Age, ON_DEMAND_CODES, age};
pub use suppressions::{SuppressionResult, apply_suppressions, suppress};

use std::collections::BTreeSet;
use std::sync::Arc;

use context::RuleContext;

use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::link::LinkCache;
use crate::memo::Memo;
use crate::model::Model;
use crate::parse::Document;
use crate::source::SourceFile;

/// A rule, and the codes that it can report.
pub struct Rule {
    /// The diagnostic codes that the rule can report.
    pub codes: &'static [Code],
    run: RuleScope,
}

/// The scope of a rule.
enum RuleScope {
    /// Checks each file on its own.
    File(fn(&FileContext<'_>, &mut Vec<Diagnostic>)),
    /// Checks the whole site at once.
    Site(fn(&CheckInput<'_>, &mut Vec<Diagnostic>)),
}

/// Every rule that a build runs.
pub const RULES: &[Rule] = &[
    needed_files::RULE,
    host_files::RULE,
    rows::RULE,
    provenance::RULE,
    overstated::RULE,
    changes::RULE,
    percentiles::RULE,
    levels::RULE,
    levels::EMPTY_LISTS,
    samples::RULE,
    collisions::RULE,
    row_anchors::RULE,
    unused::RULE,
    duplicate_names::RULE,
    tags::RULE,
    guides::RULE,
    figures::RULE,
    numbers::RULE,
    pay::RULE,
    page_templates::RULE,
    empty_rows::RULE,
    fit::RULE,
];

/// The input of all rules.
pub struct CheckInput<'s> {
    /// The parsed files with source positions, sorted by path.
    pub documents: &'s [Arc<Document>],
    /// The files of `content/` in which an earlier stage found an error.
    pub broken: &'s BTreeSet<Arc<str>>,
    /// The files of `static/`, sorted by path.
    pub static_files: &'s [&'s SourceFile],
    /// The paths of the templates, built-in ones included, sorted.
    pub templates: &'s [&'s str],
    /// `true` to publish drafts too.
    pub drafts: bool,
    /// The linked model.
    pub model: &'s Model,
    /// The references of each file.
    pub linked: &'s LinkCache,
}

/// The diagnostics of each file, for reuse by the next run.
pub struct CheckCache {
    diagnostics: Memo<Arc<RuleContext>, Arc<Document>, Vec<Diagnostic>>,
}

/// A file and the context of its rules.
struct FileContext<'f> {
    document: &'f Document,
    context: &'f RuleContext,
}

/// Runs every rule. The cache of an earlier run, `before`, affects only the running time.
pub fn check(site: &CheckInput<'_>, before: Option<&CheckCache>) -> (Vec<Diagnostic>, CheckCache) {
    let context = RuleContext::build(site, before.map(|before| before.diagnostics.deps()));
    let documents = || site.documents.to_vec();
    let cache = CheckCache {
        diagnostics: Memo::compute(
            context,
            documents(),
            before.map(|before| &before.diagnostics),
            |context, document| {
                let mut diagnostics = Vec::new();
                for rule in RULES {
                    if let RuleScope::File(check_fn) = rule.run {
                        run(rule, &mut diagnostics, |diagnostics| {
                            check_fn(&FileContext { document, context }, diagnostics);
                        });
                    }
                }
                diagnostics
            },
        ),
    };
    let mut diagnostics: Vec<Diagnostic> =
        cache.diagnostics.values().flat_map(|diagnostics| diagnostics.iter().cloned()).collect();
    for rule in RULES {
        if let RuleScope::Site(check_fn) = rule.run {
            run(rule, &mut diagnostics, |diagnostics| {
                check_fn(site, diagnostics);
            });
        }
    }
    (diagnostics, cache)
}

fn run(rule: &Rule, diagnostics: &mut Vec<Diagnostic>, check_fn: impl FnOnce(&mut Vec<Diagnostic>)) {
    let before = diagnostics.len();
    check_fn(diagnostics);
    debug_assert!(
        diagnostics[before..].iter().all(|d| rule.codes.contains(&d.code)),
        "a rule reports its own codes"
    );
}

impl FileContext<'_> {
    /// Returns `true` if the file has no error, so that a missing value was left out by its author and was not merely
    /// unreadable.
    fn is_whole(&self) -> bool {
        !self.context.broken.contains(&self.document.file)
    }

    /// Returns the location of a span in the file.
    fn at(&self, span: Span) -> Location {
        at(&self.document.file, span)
    }
}

/// Returns the location of a span in a file.
fn at(file: &Arc<str>, span: Span) -> Location {
    Location { file: Arc::clone(file), span }
}
