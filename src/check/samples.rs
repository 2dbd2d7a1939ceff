//! Reports figures from fewer than ten people: they say more about these people than about the role, and may identify one of
//! them.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;
use crate::parse::record::Population;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::SmallSample, Code::MissingKey], run: RuleScope::File(run) };

/// The minimum sample size for publication.
const LEAST: u32 = 10;

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Series(_, series) = &file.document.body else { return };
    for spanned in &series.figures {
        match &spanned.value.n {
            Some(n) if n.value.0 < LEAST => {
                let message = format!("the sample size is {}; figures need at least {LEAST}", n.value.0);
                diagnostics.push(
                    Diagnostic::new(Code::SmallSample, file.at(n.span), message)
                        .help("delete the figure, or use one for a wider region, level or year"),
                );
            }
            None if series.population != Population::Statistic && file.is_whole() => {
                let message = "missing `n`: a figure from a survey or from job adverts needs its sample size";
                diagnostics.push(Diagnostic::new(
                    Code::MissingKey,
                    file.at(spanned.value.role.span),
                    message,
                ));
            }
            _ => {}
        }
    }
}
