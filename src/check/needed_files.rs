//! Reports a missing `site.yaml` or `comparison.yaml`, without which a site cannot be built.

use super::{CheckInput, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::link::missing_file;
use crate::parse::content_file;

pub(super) const RULE: Rule = Rule { codes: &[Code::FileMissing], run: RuleScope::Site(run) };

fn run(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for file in [content_file::SITE, content_file::COMPARISON] {
        let there =
            site.documents.iter().any(|document| *document.file == *file) || site.broken.contains(file);
        if !there {
            diagnostics.push(missing_file(file));
        }
    }
}
