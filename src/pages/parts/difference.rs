//! Comparisons of two roles in words.

use crate::compare::{Detail, Difference, Incomparable, Property, Side, Summary, compare_rows, summary};
use crate::locale::{Locale, Value};
use crate::model::{Model, RoleId, RowId};
use crate::words;

/// The maximum number of rows to name for each role. If there are more, only the first two are named, to keep the sentence
/// short; the page lists them all.
const NAMED: usize = 3;

/// Returns the title of a pair: `SRE vs DBRE`.
pub(in crate::pages) fn pair_title(model: &Model, left: RoleId, right: RoleId) -> String {
    words!(model.locale, "pair-title", left = &model.roles[left].short, right = &model.roles[right].short)
}

/// Returns the summary of a pair in one sentence.
pub(in crate::pages) fn sentence(
    model: &Model,
    left: RoleId,
    right: RoleId,
    rows: &[(RowId, Difference)],
) -> String {
    let locale = &model.locale;
    let (a, b) = (&model.roles[left].short, &model.roles[right].short);
    match summary(model, left, right, rows) {
        Summary::Written(sentence) => sentence,
        Summary::Higher(higher, lower) if lower.is_empty() => {
            words!(locale, "summary-higher", role = a, rows = named(model, &higher))
        }
        Summary::Higher(higher, lower) if higher.is_empty() => {
            words!(locale, "summary-higher", role = b, rows = named(model, &lower))
        }
        Summary::Higher(higher, lower) => words!(
            locale,
            "summary-both-higher",
            left = a,
            left_rows = named(model, &higher),
            right = b,
            right_rows = named(model, &lower)
        ),
        Summary::SameLevels(differ) => words!(locale, "summary-same-levels", rows = named(model, &differ)),
        Summary::Same => words!(locale, "summary-same"),
        Summary::Nothing => words!(locale, "summary-nothing"),
    }
}

/// Returns the summary of a pair that is not compared yet.
pub(in crate::pages) fn sentence_of(model: &Model, left: RoleId, right: RoleId) -> String {
    sentence(model, left, right, &compare_rows(model, left, right))
}

/// Formats labels as `“On-call”, “Share of coding” and two more`.
fn named(model: &Model, rows: &[RowId]) -> Value {
    let locale = &model.locale;
    let count = if rows.len() > NAMED { 2 } else { rows.len() };
    let label = |row: &RowId| words!(locale, "quoted", name = &model.rows[*row].label);
    let mut labels: Vec<String> = rows.iter().take(count).map(label).collect();
    if rows.len() > count {
        labels.push(words!(locale, "number-more", number = locale.number_word(rows.len() - count)));
    }
    locale.list(&labels)
}

/// Returns the difference of two roles in a row in a few words, for a reader who sees the row and both cells: `SRE: two
/// levels higher`. Empty if the cells need no explanation.
pub(in crate::pages) fn brief(
    model: &Model,
    row: RowId,
    left: RoleId,
    right: RoleId,
    difference: &Difference,
) -> String {
    let locale = &model.locale;
    let short = |side: &Side| match side {
        Side::Left => &model.roles[left].short,
        Side::Right => &model.roles[right].short,
    };
    match &difference.detail {
        Detail::None => String::new(),
        Detail::Same => words!(locale, "brief-same"),
        Detail::NoData => words!(locale, "brief-no-data"),
        Detail::NoDataFor(side) => words!(locale, "brief-no-data-for", role = short(side)),
        Detail::Levels(side, steps) => {
            let number = locale.number_word(*steps);
            words!(locale, "brief-levels-higher", role = short(side), count = *steps, number = number)
        }
        Detail::Amount(side, apart) => {
            let unit = model.rows[row].unit();
            let distance = if unit.unit == "%" {
                // The difference of two percentages is in points: 15% against 12% is not "3% more".
                let number = Value::Words(locale.plain_number(unit, *apart));
                let is_one = *apart == crate::parse::scalar::Number::from(1);
                words!(locale, "brief-points", count = if is_one { 1u32 } else { 2u32 }, number = number)
            } else {
                locale.unsigned_quantity(unit, *apart)
            };
            words!(locale, "brief-higher", role = short(side), distance = Value::Words(distance))
        }
        Detail::Later(side, 0) => words!(locale, "brief-later", role = short(side)),
        Detail::Later(side, years) => {
            let number = locale.number_word(*years);
            words!(locale, "brief-years-later", role = short(side), count = *years, number = number)
        }
        Detail::Higher(side) => words!(locale, "brief-higher-range", role = short(side)),
        Detail::Items(shared) => {
            words!(locale, "brief-items", count = *shared, number = locale.number_word(*shared))
        }
        Detail::Tools(0, _) => words!(locale, "brief-no-tools"),
        Detail::Tools(shared, all) => words!(locale, "brief-tools", shared = *shared, all = *all),
        Detail::Pay { left, right: 0, all } if left == all => pays_more(locale, short(&Side::Left), *all),
        Detail::Pay { left: 0, right, all } if right == all => pays_more(locale, short(&Side::Right), *all),
        Detail::Pay { left, right, all } => {
            let times = |n: u32| match n {
                0 => Value::Words(words!(locale, "none")),
                n => locale.number_word(n),
            };
            words!(
                locale,
                "brief-pay-some",
                left = short(&Side::Left),
                left_count = times(*left),
                right = short(&Side::Right),
                right_count = times(*right),
                count = *all,
                number = locale.number_word(*all)
            )
        }
        Detail::Incomparable(why) => incomparable(model, left, right, why),
    }
}

/// States that a role is higher in all comparable salary figures.
fn pays_more(locale: &Locale, role: &str, figures: u32) -> String {
    if figures == 1 {
        return words!(locale, "brief-pay-one", role = role);
    }
    let number = locale.number_word(figures);
    words!(locale, "brief-pay-all", role = role, count = figures, number = number)
}

/// Returns the reason why the pay of two roles is not compared, without a full stop.
fn incomparable(model: &Model, left: RoleId, right: RoleId, why: &Incomparable) -> String {
    let locale = &model.locale;
    match why {
        Incomparable::Neither => words!(locale, "pay-no-figures"),
        Incomparable::Missing(Side::Left) => {
            words!(locale, "pay-no-figures-for", role = &model.roles[left].short)
        }
        Incomparable::Missing(Side::Right) => {
            words!(locale, "pay-no-figures-for", role = &model.roles[right].short)
        }
        Incomparable::Differ(properties) => {
            let name = |property: &Property| match property {
                Property::Source => words!(locale, "property-source"),
                Property::Population => words!(locale, "property-population"),
                Property::Basis => words!(locale, "property-basis"),
                Property::Period => words!(locale, "property-period"),
                Property::Currency => words!(locale, "property-currency"),
                Property::Region => words!(locale, "property-region"),
                Property::Level => words!(locale, "property-level"),
                Property::Year => words!(locale, "property-year"),
                Property::Statistic => words!(locale, "property-statistic"),
                Property::Answer => words!(locale, "property-answer"),
            };
            let names: Vec<String> = properties.iter().map(name).collect();
            words!(locale, "pay-closest-differ", properties = locale.list(&names))
        }
    }
}

/// Returns the reason why the pay of two roles is not compared, as a sentence.
pub(in crate::pages) fn no_pay(model: &Model, left: RoleId, right: RoleId, why: &Incomparable) -> String {
    let why = Value::Words(crate::locale::capitalised(&incomparable(model, left, right, why)));
    words!(model.locale, "sentence", text = why)
}
