//! Figures of pay that a careful reader would ask about: how many people, and why three percentiles are one number.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Body;
use crate::parse::record::Population;

pub(super) const RULE: Rule =
    Rule { codes: &[Code::PayWithoutN, Code::EqualPercentiles], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, found: &mut Vec<Diagnostic>) {
    let Body::Series(_, series) = &file.document.body else { return };
    for placed in &series.figures {
        let figure = &placed.value;
        // Other series must have `n`, which is an error.
        let official = series.population == Population::Statistic;
        if official && figure.n.is_none() && figure.employment.is_none() && file.is_whole() {
            let message = "the figure says neither how many answered nor how many jobs it estimates";
            found.push(
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
            found.push(
                Diagnostic::new(Code::EqualPercentiles, file.at(first.span), message)
                    .label(file.at(last.span), "to here")
                    .help("check the source: one number may have been copied into several columns"),
            );
        }
    }
}
