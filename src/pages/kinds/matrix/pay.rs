//! Salary figures for the matrix: slices of comparable figures, with names for use in addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use crate::compare::Slice;
use crate::locale::Value;
use crate::model::{Model, RoleId};
use crate::pages::parts::cell::statistic_words;
use crate::words;

/// The slices of a dataset.
#[derive(Debug, Hash, Serialize)]
pub(super) struct SeriesSlices {
    title: String,
    slices: Vec<SliceView>,
}

#[derive(Debug, Hash, Serialize)]
struct SliceView {
    /// The name in addresses: `isecjobs.us.2025` or, with a level, `isecjobs.us.senior.2025`.
    id: String,
    /// Everything that its figures have in common.
    label: String,
    currency: String,
    /// The dataset and region. Of the slices that share them, the first is the newest.
    place: String,
    /// `true` if it is over all levels.
    whole: bool,
    roles: usize,
}

/// Each role's figures, separated by spaces: `isecjobs.us.2025=146200`.
pub(super) type Figures = BTreeMap<RoleId, String>;

/// Returns the slices by dataset, and the figures by role.
pub(super) fn view(model: &Model, slices: &[Slice]) -> (Vec<SeriesSlices>, Figures) {
    let mut used_names = BTreeSet::new();
    let mut figures = Figures::new();
    let mut series: Vec<SeriesSlices> = Vec::new();
    let mut before = None;
    for slice in slices {
        let id = name(model, slice, &mut used_names);
        for (role, units) in &slice.figures {
            let of = figures.entry(*role).or_default();
            let space = if of.is_empty() { "" } else { " " };
            let _ = write!(of, "{space}{id}={units}");
        }
        let record = &model.series[slice.series];
        if before.replace(slice.series) != Some(slice.series) {
            series.push(SeriesSlices { title: record.title.clone(), slices: Vec::new() });
        }
        let region = &model.regions[slice.region].label;
        let locale = &model.locale;
        let place = match &slice.level {
            Some(level) => locale.enumeration(&[region, level]),
            None => locale.isolated(region),
        };
        let code = slice.currency.code();
        if let Some(of) = series.last_mut() {
            of.slices.push(SliceView {
                label: words!(
                    locale,
                    "slice",
                    place = Value::Words(place),
                    time = Value::Words(locale.time(slice.year)),
                    currency = Value::Words(code.to_string()),
                    period = Value::Words(locale.per(record.period)),
                    statistic = Value::Words(statistic_words(locale, slice.statistic))
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

/// Returns a unique name for a slice, adding currency and statistic if necessary.
fn name(model: &Model, slice: &Slice, used_names: &mut BTreeSet<String>) -> String {
    let word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let level = slice
        .level
        .as_ref()
        .map_or_else(String::new, |level| format!(".{}", level.chars().map(word).collect::<String>()));
    let region = model.regions.id(slice.region);
    let year = slice.year.to_string().replace('–', "-");
    let mut name = format!("{}.{region}{level}.{year}", model.series.id(slice.series));
    for more in [slice.currency.code(), slice.statistic.name()] {
        if used_names.contains(&name) {
            let _ = write!(name, ".{}", more.to_ascii_lowercase());
        }
    }
    used_names.insert(name.clone());
    name
}
