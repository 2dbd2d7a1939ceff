//! The guard that keeps unlike figures of pay from being compared.

use super::{Difference, Side, Verdict, number_word};
use crate::model::{Figure, Model, RoleId, SeriesId, Statistic};

/// Two figures in which everything but the role agrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparable {
    /// The series that has both.
    pub series: SeriesId,
    /// The place of the first role's figure in the series.
    pub left: usize,
    /// The place of the second role's figure.
    pub right: usize,
    /// The statistic that both have.
    pub statistic: Statistic,
}

/// Why nothing about two roles' pay is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomparable {
    /// No series has a figure for either.
    Neither,
    /// No series has a figure for this one of the two.
    Missing(bool),
    /// Both have figures, but in no two of them does everything but the role agree. What differs in the nearest two.
    Differ(Vec<&'static str>),
}

/// Everything about two roles' pay that may be compared: figures of one series that agree in region, level, year,
/// currency and statistic (population, basis and period are the series'). Newest first within a series.
pub fn compare_pay(model: &Model, left: RoleId, right: RoleId) -> Result<Vec<Comparable>, Incomparable> {
    let mut found = Vec::new();
    for (id, series) in model.series.iter() {
        let rights: Vec<(usize, &Figure)> = series.figures_of(right).collect();
        for (left_at, a) in series.figures_of(left) {
            let Some((statistic, _)) = a.middle() else { continue };
            let same = |b: &Figure| agree(a, b) && b.amount(statistic).is_some();
            if let Some((right_at, _)) = rights.iter().find(|(_, b)| same(b)) {
                found.push(Comparable { series: id, left: left_at, right: *right_at, statistic });
            }
        }
    }
    // All levels before single ones, worldwide or wide regions as ordered by the site, newest years first.
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
    a.region == b.region && a.level == b.level && a.year == b.year && a.currency == b.currency
}

/// What keeps the nearest two figures from being compared: the pair that differs in the fewest ways.
fn reason(model: &Model, left: RoleId, right: RoleId) -> Incomparable {
    let all = |role: RoleId| -> Vec<(SeriesId, &Figure)> {
        let mut figures = Vec::new();
        for (id, series) in model.series.iter() {
            figures.extend(series.figures_of(role).map(|(_, figure)| (id, figure)));
        }
        figures
    };
    let (lefts, rights) = (all(left), all(right));
    match (lefts.is_empty(), rights.is_empty()) {
        (true, true) => return Incomparable::Neither,
        (true, false) => return Incomparable::Missing(false),
        (false, true) => return Incomparable::Missing(true),
        (false, false) => {}
    }
    let mut nearest: Option<Vec<&'static str>> = None;
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

/// In which of the things that must agree two figures differ, in the words of a sentence.
fn differences(model: &Model, left: (SeriesId, &Figure), right: (SeriesId, &Figure)) -> Vec<&'static str> {
    let (a, b) = (&model.series[left.0], &model.series[right.0]);
    let checks = [
        (left.0 == right.0, "source"),
        (a.population == b.population, "population"),
        (a.basis == b.basis, "gross or net"),
        (a.period == b.period, "year or month"),
        (left.1.currency == right.1.currency, "currency"),
        (left.1.region == right.1.region, "region"),
        (left.1.level == right.1.level, "level"),
        (left.1.year == right.1.year, "year"),
        (left.1.middle().map(|m| m.0) == right.1.middle().map(|m| m.0), "statistic"),
    ];
    checks.into_iter().filter(|(same, _)| !same).map(|(_, name)| name).collect()
}

impl Incomparable {
    /// The reason in a sentence, without its full stop.
    pub fn sentence(&self, left: &str, right: &str) -> String {
        match self {
            Incomparable::Neither => "no dataset has a figure for either role".to_string(),
            Incomparable::Missing(of_right) => {
                let who = if *of_right { right } else { left };
                format!("no dataset has a figure for {who}")
            }
            Incomparable::Differ(what) => {
                format!("not compared: the closest figures differ in {}", super::list(what))
            }
        }
    }
}

/// The pay row of a pair: in how many comparable pairs of figures which role is higher. Series are counted apart, and
/// of each only the newest figures over all levels, once for each region.
pub(super) fn pay_row(model: &Model, left: RoleId, right: RoleId) -> Difference {
    let comparable = match compare_pay(model, left, right) {
        Ok(comparable) => headline(model, &comparable),
        Err(why @ Incomparable::Differ(_)) => {
            let (a, b) = (&model.roles[left].short, &model.roles[right].short);
            return super::open(why.sentence(a, b));
        }
        Err(Incomparable::Neither) => return super::open("no data for either".to_string()),
        Err(Incomparable::Missing(of_right)) => {
            return super::no_data(&model.roles[if of_right { right } else { left }]);
        }
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
    let (a, b) = (&model.roles[left].short, &model.roles[right].short);
    let all = number_word(count);
    let times = |n: u32| if n == 0 { "none".to_string() } else { number_word(n) };
    let brief = match (higher, lower) {
        (1, 0) if count == 1 => format!("{a} is higher"),
        (0, 1) if count == 1 => format!("{b} is higher"),
        (h, 0) if h == count => format!("{a} is higher in all {all} figures"),
        (0, l) if l == count => format!("{b} is higher in all {all} figures"),
        (h, l) => format!("{a} is higher in {} of {all} figures, {b} in {}", times(h), times(l)),
    };
    // Series do not measure one thing: where they do not agree, none of the two is the higher one.
    let more = match (higher, lower) {
        (1.., 0) => Some(Side::Left),
        (0, 1..) => Some(Side::Right),
        _ => None,
    };
    let distance = u32::try_from(apart / u64::from(count.max(1))).unwrap_or(1000);
    Difference { verdict: Verdict::Differs, distance, more, brief }
}

/// The newest pair over all levels for each series and region; single levels where a series has nothing else.
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
