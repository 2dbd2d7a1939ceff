//! Requires percentiles to rise, and amounts to be plausible.

use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::record::PayPeriod;
use crate::parse::scalar::UInt;
use crate::parse::{Body, Spanned};

pub(super) const RULE: Rule =
    Rule { codes: &[Code::PercentileOrder, Code::OutOfRange, Code::MissingKey], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Series(_, series) = &file.document.body else { return };
    // A smaller amount is a typo (a missing digit, or written in thousands) in any currency of the world.
    let least = match series.period {
        PayPeriod::Year => 1000,
        PayPeriod::Month => 100,
        PayPeriod::Day => 5,
        PayPeriod::Hour => 1,
    };
    for spanned in &series.figures {
        let figure = &spanned.value;
        let rising = [
            ("p10", &figure.p10),
            ("p25", &figure.p25),
            ("median", &figure.median),
            ("p75", &figure.p75),
            ("p90", &figure.p90),
        ];
        let given: Vec<(&str, &Spanned<UInt>)> =
            rising.iter().filter_map(|(name, v)| v.as_ref().map(|v| (*name, v))).collect();
        for two in given.windows(2) {
            let ((low_name, low), (high_name, high)) = (two[0], two[1]);
            if low.value > high.value {
                let message =
                    format!("`{low_name}` is {}, above `{high_name}`, {}", low.value.0, high.value.0);
                diagnostics.push(
                    Diagnostic::new(Code::PercentileOrder, file.at(low.span), message)
                        .label(file.at(high.span), format!("`{high_name}` is here"))
                        .help("a higher percentile cannot be lower: check both numbers against the source"),
                );
            }
        }
        let amounts = given.iter().copied().chain(figure.mean.as_ref().map(|mean| ("mean", mean)));
        for (name, amount) in amounts.clone().filter(|(_, amount)| amount.value.0 < least) {
            let message =
                format!("`{name}` is {}, too little for pay a {}", amount.value.0, series.period.word());
            diagnostics.push(
                Diagnostic::new(Code::OutOfRange, file.at(amount.span), message)
                    .help("amounts are whole units of the currency, not thousands"),
            );
        }
        if amounts.count() == 0 && file.is_whole() {
            let message = "a figure needs at least one of p10, p25, median, p75, p90 and mean";
            diagnostics.push(Diagnostic::new(Code::MissingKey, file.at(figure.role.span), message));
        }
    }
}
