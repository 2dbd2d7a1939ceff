//! The two files without which there is no site.

use super::{Rule, RuleScope, SiteContext};
use crate::diagnostic::{Code, Diagnostic};
use crate::link::missing_file;

pub(super) const RULE: Rule = Rule { codes: &[Code::FileMissing], run: RuleScope::Site(run) };

fn run(SiteContext { site, .. }: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    for file in ["content/site.yaml", "content/comparison.yaml"] {
        let there =
            site.documents.iter().any(|document| *document.file == *file) || site.broken.contains(file);
        if !there {
            found.push(missing_file(file));
        }
    }
}
