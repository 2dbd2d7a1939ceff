//! Warns about salary figures without a sample size, and with three equal percentiles.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;
use crate::parse::record::Population;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::PayWithoutN, Code::EqualPercentiles], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Series(_, series) = &file.document.body else { return };
    for spanned in &series.figures {
        let figure = &spanned.value;
        // In other datasets a missing `n` is an error, which the rule for samples reports.
        let official = series.population == Population::Statistic;
        if official && figure.n.is_none() && figure.employment.is_none() && file.is_whole() {
            let message = "the figure has neither a sample size nor an estimated number of jobs";
            diagnostics.push(
                Diagnostic::new(Code::PayWithoutN, file.at(figure.role.span), message)
                    .help("add `n` or `employment`"),
            );
        }
        let rising = [
            ("p10", &figure.p10),
            ("p25", &figure.p25),
            ("median", &figure.median),
            ("p75", &figure.p75),
            ("p90", &figure.p90),
        ];
        let given: Vec<_> = rising.iter().filter_map(|(name, v)| v.as_ref().map(|v| (*name, v))).collect();
        let equal = given.windows(3).find(|three| three.iter().all(|(_, v)| v.value == three[0].1.value));
        if let Some([(a, first), (b, _), (c, last)]) = equal {
            let message = format!("`{a}`, `{b}` and `{c}` are all {}", first.value.0);
            diagnostics.push(
                Diagnostic::new(Code::EqualPercentiles, file.at(first.span), message)
                    .label(file.at(last.span), "to here")
                    .help("check the source: one number may have been copied into several columns"),
            );
        }
    }
}
