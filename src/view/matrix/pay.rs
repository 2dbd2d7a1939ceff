//! Figures of pay for the matrix: which may stand in one order, under names that addresses can have.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use crate::compare::{Slice, per, time};
use crate::model::{Model, RoleId};

/// What a series has that may stand in one order.
#[derive(Debug, Hash, Serialize)]
pub struct SeriesSlices {
    title: String,
    slices: Vec<SliceView>,
}

#[derive(Debug, Hash, Serialize)]
struct SliceView {
    /// Its name in addresses: `isecjobs.us.2025`, with the level where it has one: `isecjobs.us.senior.2025`.
    id: String,
    /// What all its figures have in common.
    label: String,
    currency: String,
    /// The series and region: of slices that have these in common the first is the newest.
    place: String,
    /// Whether it is for all levels together.
    whole: bool,
    roles: usize,
}

/// Each role's figures: `isecjobs.us.2025=146200`, with spaces between.
pub type Figures = BTreeMap<RoleId, String>;

/// The slices by series, and the figures by role.
pub fn view(model: &Model, slices: &[Slice]) -> (Vec<SeriesSlices>, Figures) {
    let mut taken = BTreeSet::new();
    let mut figures = Figures::new();
    let mut series: Vec<SeriesSlices> = Vec::new();
    let mut before = None;
    for slice in slices {
        let id = name(model, slice, &mut taken);
        for (role, units) in &slice.figures {
            let of = figures.entry(*role).or_default();
            let space = if of.is_empty() { "" } else { " " };
            let _ = write!(of, "{space}{id}={units}");
        }
        let record = &model.series[slice.series];
        if before.replace(slice.series) != Some(slice.series) {
            series.push(SeriesSlices { title: record.title.clone(), slices: Vec::new() });
        }
        let region = &model.regions[slice.region];
        let level = slice.level.as_ref().map_or_else(String::new, |level| format!(", {level}"));
        let (code, statistic) = (slice.currency.code(), slice.statistic.name());
        if let Some(of) = series.last_mut() {
            of.slices.push(SliceView {
                label: format!(
                    "{region}{level}, {}: {code} {}, {statistic}",
                    time(slice.year),
                    per(record.period)
                ),
                currency: code.to_string(),
                place: format!("{}.{}", model.series.id(slice.series), model.regions.id(slice.region)),
                whole: slice.level.is_none(),
                roles: slice.figures.len(),
                id,
            });
        }
    }
    (series, figures)
}

/// A name for a slice. Where a series has two of one name, the currency and the statistic tell them apart.
fn name(model: &Model, slice: &Slice, taken: &mut BTreeSet<String>) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let level = slice
        .level
        .as_ref()
        .map_or_else(String::new, |level| format!(".{}", level.chars().map(word).collect::<String>()));
    let region = model.regions.id(slice.region);
    let year = slice.year.to_string().replace('–', "-");
    let mut name = format!("{}.{region}{level}.{year}", model.series.id(slice.series));
    for more in [slice.currency.code(), slice.statistic.name()] {
        if taken.contains(&name) {
            let _ = write!(name, ".{}", more.to_ascii_lowercase());
        }
    }
    taken.insert(name.clone());
    name
}
