//! The figures of every role by dataset, and their filters. Figures of two datasets never share a table, because they
//! are not comparable.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::collation::CollationKey;
use crate::locale::{Value, capitalised};
use crate::model::{Figure, Model, RegionId, RoleId, Route, SeriesId};
use crate::pages::Views;
use crate::pages::parts::chart::sample;
use crate::pages::parts::chrome::Link;
use crate::pages::parts::datasets::{basis_words, population_words};
use crate::words;

/// A role's figures in all datasets that cover it.
#[derive(Debug, Hash, Serialize)]
pub(super) struct RoleFigures {
    id: String,
    name: String,
    url: String,
    /// Number of figures.
    count: usize,
    series: Vec<SeriesFigures>,
}

/// A role's figures in one dataset.
#[derive(Debug, Hash, Serialize)]
struct SeriesFigures {
    id: String,
    title: String,
    url: String,
    /// Population, period and basis: `survey answers, a year, before tax`.
    counts: String,
    source: Link,
    rows: Vec<FigureRow>,
    /// `true` if any figure has a small sample.
    small: bool,
}

#[derive(Debug, Hash, Serialize)]
struct FigureRow {
    region: String,
    place: String,
    /// The dataset's own name of the level; `all` for all levels together.
    level: String,
    /// The level for the filter: that of the common scale, if there is one.
    level_id: String,
    /// The name of the level on the common scale, if it differs from the dataset's own.
    scale: Option<String>,
    when: String,
    currency: String,
    /// The dataset's own name of the role.
    title: Option<String>,
    /// The 25th percentile or, without one, the 10th.
    low: String,
    middle: String,
    /// `true` for a mean, if there is no median.
    mean: bool,
    high: String,
    /// `true` if `low` and `high` are the 10th and 90th percentiles.
    tenths: bool,
    sample: String,
    small: bool,
}

/// An option of a filter: its value in the address, and its label.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Choice {
    id: String,
    label: String,
}

impl Choice {
    fn new(id: &impl ToString, label: &str) -> Choice {
        Choice { id: id.to_string(), label: label.to_string() }
    }
}

/// The options of the filters.
#[derive(Debug, Hash, Serialize)]
pub(super) struct Choices {
    roles: Vec<Choice>,
    regions: Vec<Choice>,
    /// Levels of the common scale.
    scale: Vec<Choice>,
    /// Levels of datasets that are on no common scale, and years of experience.
    levels: Vec<Choice>,
    series: Vec<Choice>,
}

pub(super) fn choices(model: &Model) -> Choices {
    let figures = || model.series.iter().flat_map(|(_, series)| &series.figures);
    let roles: BTreeSet<RoleId> = figures().map(|figure| figure.role).collect();
    let regions: BTreeSet<RegionId> = figures().map(|figure| figure.region).collect();
    // Keeps the order of the datasets' own lists, which go from junior to senior.
    let mut levels: Vec<&str> = Vec::new();
    let others = figures().filter(|figure| figure.at.is_none());
    for level in others.filter_map(|figure| figure.level.as_deref()) {
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    Choices {
        roles: model
            .roles_by_name()
            .into_iter()
            .filter(|id| roles.contains(id))
            .map(|id| Choice::new(model.roles.id(id), &model.roles[id].name))
            .collect(),
        regions: by_name(model, regions)
            .into_iter()
            .map(|id| Choice::new(model.regions.id(id), &model.regions[id].label))
            .collect(),
        scale: model
            .scale
            .iter()
            .filter(|(id, _)| figures().any(|figure| figure.at == Some(*id)))
            .map(|(id, level)| Choice::new(model.scale.id(id), &level.label))
            .collect(),
        levels: levels.iter().map(|level| Choice::new(level, &capitalised(level))).collect(),
        series: model.series.iter().map(|(id, s)| Choice::new(model.series.id(id), &s.title)).collect(),
    }
}

/// Sorts regions for readers: wider ones first, then countries by name, then their parts by name.
pub(super) fn by_name(model: &Model, regions: impl IntoIterator<Item = RegionId>) -> Vec<RegionId> {
    let mut sorted: Vec<RegionId> = regions.into_iter().collect();
    sorted.sort_by_cached_key(|id| {
        let size = (model.is_part_of_country(*id), model.is_country(*id));
        (size, CollationKey::new(&model.regions[*id].label))
    });
    sorted
}

/// Returns the figures of every role that any dataset covers, by name: those for one place or, without one, those for
/// countries and wider regions. Parts of countries have pages of their own.
pub(super) fn all(views: &Views<'_>, only: Option<RegionId>) -> Vec<RoleFigures> {
    let model = views.model();
    let of = |id: RoleId| {
        let series: Vec<SeriesFigures> =
            model.series.indices().filter_map(|s| group(views, s, id, only)).collect();
        let count = series.iter().map(|group| group.rows.len()).sum();
        (count > 0).then(|| RoleFigures {
            id: model.roles.id(id).to_string(),
            name: model.roles[id].name.clone(),
            url: views.url(Route::Role(id)),
            count,
            series,
        })
    };
    model.roles_by_name().into_iter().filter_map(of).collect()
}

fn group(views: &Views<'_>, id: SeriesId, role: RoleId, only: Option<RegionId>) -> Option<SeriesFigures> {
    let model = views.model();
    let series = &model.series[id];
    let is_here = |figure: &Figure| match only {
        Some(region) => figure.region == region,
        None => !model.is_part_of_country(figure.region),
    };
    let mut figures: Vec<&Figure> =
        series.figures_of(role).map(|(_, figure)| figure).filter(|figure| is_here(figure)).collect();
    figures.sort_by_key(|f| (f.region, std::cmp::Reverse(f.year), f.title.clone(), f.level.is_some()));
    let rows: Vec<FigureRow> = figures.into_iter().map(|figure| row(model, figure)).collect();
    let reference = &model.references[series.source];
    (!rows.is_empty()).then(|| SeriesFigures {
        id: model.series.id(id).to_string(),
        title: series.title.clone(),
        url: views.url(Route::Series(id)),
        counts: {
            let population = Value::Words(population_words(&model.locale, series));
            let basis = Value::Words(basis_words(&model.locale, series));
            words!(model.locale, "dataset-counts", population = population, basis = basis)
        },
        source: Link { text: reference.publisher.clone(), url: reference.url.clone() },
        small: rows.iter().any(|row| row.small),
        rows,
    })
}

fn row(model: &Model, figure: &Figure) -> FigureRow {
    let [p10, p25, _, p75, p90, _] = figure.amounts;
    let quarters = p25.zip(p75);
    let ends = quarters.or(p10.zip(p90));
    let middle = figure.median_or_mean();
    let locale = &model.locale;
    let number = |units: u32| locale.whole_number(u64::from(units));
    FigureRow {
        region: model.regions.id(figure.region).to_string(),
        place: model.regions[figure.region].label.clone(),
        level: figure.level.clone().unwrap_or_else(|| "all".to_string()),
        level_id: model.pay_level(figure).to_string(),
        scale: figure
            .at
            .map(|at| model.scale[at].label.clone())
            .filter(|label| figure.level.as_ref().is_none_or(|level| !level.eq_ignore_ascii_case(label))),
        when: locale.time(figure.year),
        currency: figure.currency.code().to_string(),
        title: figure.title.clone(),
        low: ends.map_or_else(String::new, |(low, _)| number(low)),
        middle: middle.map_or_else(String::new, |(_, units)| number(units)),
        mean: middle.is_some_and(|(statistic, _)| statistic.name() == "mean"),
        high: ends.map_or_else(String::new, |(_, high)| number(high)),
        tenths: quarters.is_none() && ends.is_some(),
        sample: match (figure.n, figure.employment) {
            (Some(n), _) => sample(locale, n),
            (None, Some(jobs)) => words!(locale, "jobs-count", count = jobs),
            (None, None) => words!(locale, "no-sample-size"),
        },
        small: figure.is_small(),
    }
}
