//! A figure from fewer than ten people says more about them than about the role, and may name one of them.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;
use crate::parse::record::Population;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::SmallSample, Code::MissingKey], run: RuleScope::File(run) };

/// The smallest sample that is published.
const LEAST: u32 = 10;

fn run(file: &FileContext<'_>, found: &mut Vec<Diagnostic>) {
    let Body::Series(_, series) = &file.document.body else { return };
    for placed in &series.figures {
        match &placed.value.n {
            Some(n) if n.value.0 < LEAST => {
                let message =
                    format!("the figure rests on {} answers; below {LEAST} none is published", n.value.0);
                found.push(
                    Diagnostic::new(Code::SmallSample, file.at(n.span), message)
                        .help("delete the figure, or take a wider region, level or year"),
                );
            }
            None if series.population != Population::Statistic && file.is_whole() => {
                let message = "a figure of a survey or of adverts needs `n`, the number that it rests on";
                found.push(Diagnostic::new(Code::MissingKey, file.at(placed.value.role.span), message));
            }
            _ => {}
        }
    }
}
