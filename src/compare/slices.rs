//! Figures of pay that may stand in one order: everything but the role agrees.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{Model, RegionId, RoleId, SeriesId, Statistic};
use crate::parse::scalar::{Currency, Years};

/// The figures of one series for one region, level, time and currency, by one statistic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// The series.
    pub series: SeriesId,
    /// The region.
    pub region: RegionId,
    /// The series' own word for the level; `None` for all levels together.
    pub level: Option<String>,
    /// The time.
    pub year: Years,
    /// The currency.
    pub currency: Currency,
    /// The statistic.
    pub statistic: Statistic,
    /// Each role's amount, in units of the currency, by role. Of two titles that a series has for one role, ours counts.
    pub figures: BTreeMap<RoleId, u32>,
}

/// All slices that have at least two roles: of a series, all levels together before single ones, then by region, newest
/// first.
pub fn slices(model: &Model) -> Vec<Slice> {
    let mut slices = Vec::new();
    for (series, record) in model.series.iter() {
        let mut found: BTreeMap<_, BTreeMap<RoleId, u32>> = BTreeMap::new();
        for figure in &record.figures {
            let Some((statistic, units)) = figure.middle() else { continue };
            let level = figure.level.clone();
            let key = (level, figure.region, Reverse(figure.year), figure.currency, statistic);
            // Figures under our own name for the role come first in a series.
            found.entry(key).or_default().entry(figure.role).or_insert(units);
        }
        slices.extend(found.into_iter().filter(|(_, figures)| figures.len() > 1).map(
            |((level, region, Reverse(year), currency, statistic), figures)| Slice {
                series,
                region,
                level,
                year,
                currency,
                statistic,
                figures,
            },
        ));
    }
    slices
}
