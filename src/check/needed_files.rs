//! The two files without which there is no site.

use super::{Looks, Rule, Whole};
use crate::diagnostic::{Code, Diagnostic};

pub(super) const RULE: Rule = Rule { codes: &[Code::FileMissing], looks: Looks::AtSite(run) };

fn run(Whole { site, .. }: &Whole<'_>, found: &mut Vec<Diagnostic>) {
    for (file, what) in [
        ("content/site.yaml", "it gives the site its title and its address"),
        ("content/comparison.yaml", "it gives the rows that roles are compared by"),
    ] {
        let there =
            site.documents.iter().any(|document| *document.file == *file) || site.broken.contains(file);
        if !there {
            found.push(
                Diagnostic::without_place(Code::FileMissing, format!("there is no `{file}`")).help(what),
            );
        }
    }
}
