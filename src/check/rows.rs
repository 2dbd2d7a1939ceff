//! Checks the properties of rows against their kind: a scale needs levels, and no other kind has them.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;
use crate::parse::record::RowKind;

pub(super) const RULE: Rule = Rule { codes: &[Code::CellKind, Code::DuplicateId], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Comparison(comparison) = &file.document.body else { return };
    for row in &comparison.rows {
        let kind = row.kind.value;
        let foreign = row.foreign_keys();
        // In a file with an error, a key may be missing because it could not be read.
        let is_complete = !file.context.broken.contains(&file.document.file);
        if let Some((_, meant)) = foreign.first().filter(|_| is_complete) {
            let keys: Vec<String> = foreign.iter().map(|(key, _)| format!("`{key}`")).collect();
            let message = format!(
                "the row `{}` is of kind `{}` and cannot have {}",
                row.id.value,
                kind.word(),
                keys.join(" or ")
            );
            diagnostics.push(Diagnostic::new(Code::CellKind, file.at(row.kind.span), message).help(format!(
                "write `kind: {}`, or delete {}",
                meant.word(),
                keys.join(" and ")
            )));
        } else if kind == RowKind::Scale && row.levels.len() < 2 && is_complete {
            let message = format!("the scale `{}` has fewer than two levels", row.id.value);
            diagnostics.push(
                Diagnostic::new(Code::CellKind, file.at(row.id.span), message)
                    .help("list its `levels`, lowest first"),
            );
        }
        for (index, level) in row.levels.iter().enumerate() {
            let first = row.levels[..index].iter().find(|earlier| earlier.id.value == level.id.value);
            if let Some(first) = first {
                let message = format!("duplicate level id `{}`", level.id.value);
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateId, file.at(level.id.span), message)
                        .label(file.at(first.id.span), "first defined here")
                        .help("give one of them another id"),
                );
            }
        }
    }
}
