//! Checks the properties of rows against their kind: a scale needs levels, and no other kind has them.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;
use crate::parse::record::RowKind;

pub(super) const RULE: Rule = Rule { codes: &[Code::CellKind, Code::DuplicateId], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Comparison(comparison) = &file.document.body else { return };
    for row in &comparison.rows {
        let place = file.at(row.id.span);
        match row.kind {
            RowKind::Scale if row.levels.len() < 2 => {
                let message = format!("the scale `{}` has fewer than two levels", row.id.value);
                diagnostics.push(
                    Diagnostic::new(Code::CellKind, place.clone(), message)
                        .help("list its `levels`, lowest first"),
                );
            }
            kind if kind != RowKind::Scale && !row.levels.is_empty() => {
                let message =
                    format!("the row `{}` is of kind `{}` and cannot have levels", row.id.value, kind.word());
                diagnostics.push(Diagnostic::new(Code::CellKind, place.clone(), message));
            }
            _ => {}
        }
        let numeric =
            [("unit", row.unit.is_some()), ("decimals", row.decimals.is_some()), ("sign", row.signed)];
        for (what, _) in numeric.iter().filter(|(_, given)| *given && row.kind != RowKind::Number) {
            let message = format!(
                "the row `{}` is of kind `{}` and cannot have `{what}`",
                row.id.value,
                row.kind.word()
            );
            diagnostics.push(Diagnostic::new(Code::CellKind, place.clone(), message));
        }
        for (index, level) in row.levels.iter().enumerate() {
            if row.levels[..index].iter().any(|earlier| earlier.id.value == level.id.value) {
                let message = format!("duplicate level id `{}`", level.id.value);
                diagnostics.push(Diagnostic::new(Code::DuplicateId, file.at(level.id.span), message));
            }
        }
    }
}
