//! Slices of salary datasets: figures that can be ranked together, because they agree in everything but the role.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{Idx as _, Model, RegionId, RoleId, SeriesId, Statistic};
use crate::parse::scalar::{Currency, Years};

/// The figures of one salary dataset for one region, level, time, currency and statistic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// The salary dataset.
    pub series: SeriesId,
    /// The region that the figures cover.
    pub region: RegionId,
    /// The dataset's own name for the level; `None` for all levels together.
    pub level: Option<String>,
    /// The time that the figures refer to.
    pub year: Years,
    /// The currency of the amounts.
    pub currency: Currency,
    /// The statistic that the amounts are.
    pub statistic: Statistic,
    /// The amount of each role, in units of the currency. If a dataset has several titles for a role, the role's own name
    /// takes precedence.
    pub figures: BTreeMap<RoleId, u32>,
}

/// Returns all slices with at least two roles, except those of parts of countries: by dataset, all levels together before single levels, then by region, newest
/// first.
pub fn slices(model: &Model) -> Vec<Slice> {
    let mut slices = Vec::new();
    let is_part: Vec<bool> = model.regions.indices().map(|region| model.is_part_of_country(region)).collect();
    for (series, record) in model.series.iter() {
        let mut found: BTreeMap<_, BTreeMap<RoleId, u32>> = BTreeMap::new();
        for figure in &record.figures {
            let Some((statistic, units)) = figure.median_or_mean() else { continue };
            if is_part[figure.region.index()] || record.is_shared(figure) {
                continue;
            }
            let level = figure.level.clone();
            let key = (level, figure.region, Reverse(figure.year), figure.currency, statistic);
            // Figures under the role's own name come first in a dataset.
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
