//! Comparison of salary figures, restricted to figures that are comparable.

use super::{Detail, Difference, Side, Verdict};
use crate::model::{Figure, Model, RoleId, SeriesId, Statistic};

/// Two figures that agree in everything but the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// The salary dataset with both figures.
    pub series: SeriesId,
    /// The index of the first role's figure in the dataset.
    pub left: usize,
    /// The index of the second role's figure.
    pub right: usize,
    /// The statistic to compare, which both figures have.
    pub statistic: Statistic,
}

/// The reason why the pay of two roles is not compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Incomparable {
    /// No dataset has a figure for either role.
    Neither,
    /// No dataset has a figure for one of the roles.
    Missing(Side),
    /// Both roles have figures, but no two of them are comparable: the properties in which the closest two differ.
    Differ(Vec<Property>),
}

/// A property in which two figures must agree to be comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the name of a property of a figure or its dataset")]
pub enum Property {
    Source,
    Population,
    Basis,
    Period,
    Currency,
    Region,
    Level,
    Year,
    Statistic,
    Answer,
}

/// Returns all comparable figures of two roles: figures of one dataset that agree in region, level, year, currency and
/// statistic (population, basis and period belong to the dataset), and that are not one answer for both roles. Figures for
/// parts of countries are left out. Errors give the reason why there are none.
pub fn compare_pay(model: &Model, left: RoleId, right: RoleId) -> Result<Vec<Comparable>, Incomparable> {
    let mut found = Vec::new();
    for (id, series) in model.series.iter() {
        // A country counts once, not once more for each of its states and cities.
        let whole = |(_, figure): &(usize, &Figure)| !model.is_part_of_country(figure.region);
        let rights: Vec<(usize, &Figure)> = series.figures_of(right).filter(whole).collect();
        for (left_at, a) in series.figures_of(left).filter(whole) {
            let Some((statistic, _)) = a.median_or_mean() else { continue };
            let same = |b: &Figure| agree(a, b) && b.amount(statistic).is_some();
            if let Some((right_at, _)) = rights.iter().find(|(_, b)| same(b)) {
                found.push(Comparable { series: id, left: left_at, right: *right_at, statistic });
            }
        }
    }
    // All levels before single levels, regions in the order of the site, newest years first.
    found.sort_by_key(|c| {
        let figure = &model.series[c.series].figures[c.left];
        (
            c.series,
            figure.level.is_some(),
            figure.region,
            std::cmp::Reverse(figure.year),
            figure.level.clone(),
            c.left,
        )
    });
    if found.is_empty() { Err(reason(model, left, right)) } else { Ok(found) }
}

fn agree(a: &Figure, b: &Figure) -> bool {
    a.region == b.region
        && a.level == b.level
        && a.year == b.year
        && a.currency == b.currency
        && !is_one_answer(a, b)
}

/// Returns `true` if the dataset has one job title for both roles, as where people chose one answer that stands for both.
fn is_one_answer(a: &Figure, b: &Figure) -> bool {
    a.title.is_some() && a.title == b.title
}

/// Returns the reason why no figures are comparable, from the two figures with the fewest differences.
fn reason(model: &Model, left: RoleId, right: RoleId) -> Incomparable {
    let all = |role: RoleId| -> Vec<(SeriesId, &Figure)> {
        let mut figures = Vec::new();
        for (id, series) in model.series.iter() {
            let whole = series.figures_of(role).filter(|(_, f)| !model.is_part_of_country(f.region));
            figures.extend(whole.map(|(_, figure)| (id, figure)));
        }
        figures
    };
    let (lefts, rights) = (all(left), all(right));
    match (lefts.is_empty(), rights.is_empty()) {
        (true, true) => return Incomparable::Neither,
        (true, false) => return Incomparable::Missing(Side::Left),
        (false, true) => return Incomparable::Missing(Side::Right),
        (false, false) => {}
    }
    let mut nearest: Option<Vec<Property>> = None;
    for (left_series, a) in &lefts {
        for (right_series, b) in &rights {
            let differ = differences(model, (*left_series, a), (*right_series, b));
            if nearest.as_ref().is_none_or(|known| differ.len() < known.len()) {
                nearest = Some(differ);
            }
        }
    }
    Incomparable::Differ(nearest.unwrap_or_default())
}

/// Returns the properties in which two figures differ.
fn differences(model: &Model, left: (SeriesId, &Figure), right: (SeriesId, &Figure)) -> Vec<Property> {
    let (a, b) = (&model.series[left.0], &model.series[right.0]);
    let checks = [
        (left.0 == right.0, Property::Source),
        (a.population == b.population, Property::Population),
        (a.basis == b.basis, Property::Basis),
        (a.period == b.period, Property::Period),
        (left.1.currency == right.1.currency, Property::Currency),
        (left.1.region == right.1.region, Property::Region),
        (left.1.level == right.1.level, Property::Level),
        (left.1.year == right.1.year, Property::Year),
        (left.1.median_or_mean().map(|m| m.0) == right.1.median_or_mean().map(|m| m.0), Property::Statistic),
        (left.0 != right.0 || !is_one_answer(left.1, right.1), Property::Answer),
    ];
    checks.into_iter().filter(|(same, _)| !same).map(|(_, name)| name).collect()
}

/// Compares the pay of two roles: counts the comparable figures in which each role is higher. Only the newest figures over
/// all levels count, once for each dataset and region.
pub(super) fn pay_row(model: &Model, left: RoleId, right: RoleId) -> Difference {
    let comparable = match compare_pay(model, left, right) {
        Ok(comparable) => headline(model, &comparable),
        Err(why @ Incomparable::Differ(_)) => return super::open(Detail::Incomparable(why)),
        Err(Incomparable::Neither) => return super::open(Detail::NoData),
        Err(Incomparable::Missing(side)) => return super::open(Detail::NoDataFor(side)),
    };
    let (mut higher, mut lower, mut apart) = (0u32, 0u32, 0u64);
    for pair in &comparable {
        let figures = &model.series[pair.series].figures;
        let of = |at: usize| figures[at].amount(pair.statistic).unwrap_or(0);
        let (a, b) = (of(pair.left), of(pair.right));
        higher += u32::from(a > b);
        lower += u32::from(a < b);
        apart += u64::from(a.abs_diff(b)) * 1000 / u64::from(a.max(b).max(1));
    }
    if higher + lower == 0 {
        return super::same();
    }
    let count = u32::try_from(comparable.len()).unwrap_or(u32::MAX);
    // Datasets measure different things. If they disagree, neither role is the higher one.
    let more = match (higher, lower) {
        (1.., 0) => Some(Side::Left),
        (0, 1..) => Some(Side::Right),
        _ => None,
    };
    let distance = u32::try_from(apart / u64::from(count.max(1))).unwrap_or(1000);
    Difference {
        verdict: Verdict::Differs,
        distance,
        more,
        detail: Detail::Pay { left: higher, right: lower, all: count },
    }
}

/// Returns the newest comparable figures over all levels for each dataset and region, or single levels if a dataset has
/// nothing else.
pub fn headline(model: &Model, comparable: &[Comparable]) -> Vec<Comparable> {
    let mut shown: Vec<Comparable> = Vec::new();
    let figure = |c: &Comparable| &model.series[c.series].figures[c.left];
    for pair in comparable {
        let (own, series) = (figure(pair), pair.series);
        let known = shown.iter().any(|c| c.series == series && figure(c).region == own.region);
        let whole =
            own.level.is_none() || comparable.iter().all(|c| c.series != series || figure(c).level.is_some());
        if !known && whole {
            shown.push(pair.clone());
        }
    }
    shown
}
