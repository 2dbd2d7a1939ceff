//! The figures that a reader's own pay can be held against. The script of the page compares them; nothing is sent.

use std::cmp::Reverse;

use serde::Serialize;

use crate::locale::Value;
use crate::model::{Figure, Model, RegionId, RoleId, Series};
use crate::pages::parts::datasets::{basis_words, population_words};
use crate::pages::parts::pay_answers::sample_words;
use crate::words;

/// The figures of a role.
#[derive(Debug, Hash, Serialize)]
pub(super) struct StandGroup {
    role: String,
    id: String,
    figures: Vec<StandFigure>,
}

/// A figure with all its percentiles.
#[derive(Debug, Hash, Serialize)]
struct StandFigure {
    /// The level, the time and the dataset.
    label: String,
    /// p10, p25, median, p75 and p90, separated by spaces.
    percentiles: String,
    currency: String,
    /// `US dollars a year, before tax`: what a reader has to type.
    unit: String,
    /// The limits of the figure: its population, time and sample.
    limits: String,
    /// `survey`, `advertised` or `statistic`.
    population: &'static str,
    small: bool,
}

/// Returns the figures of a place with five percentiles: for each role, dataset, title and level the most reliable one.
pub(super) fn stand(model: &Model, region: RegionId) -> Vec<StandGroup> {
    let of = |role: RoleId| {
        let figures: Vec<StandFigure> =
            model.series.values().flat_map(|series| of_series(model, series, role, region)).collect();
        (!figures.is_empty()).then(|| StandGroup {
            role: model.roles[role].name.clone(),
            id: model.roles.id(role).to_string(),
            figures,
        })
    };
    model.roles_by_name().into_iter().filter_map(of).collect()
}

fn of_series(model: &Model, series: &Series, role: RoleId, region: RegionId) -> Vec<StandFigure> {
    let here = series.figures_of(role).map(|(_, figure)| figure);
    let mut figures: Vec<&Figure> =
        here.filter(|f| f.region == region && f.amounts[..5].iter().all(Option::is_some)).collect();
    let kind = |f: &Figure| (f.title.clone(), f.currency, f.level.is_some(), f.at, f.level.clone());
    figures.sort_by_cached_key(|f| (kind(f), f.is_small(), Reverse(f.year.to), Reverse(f.year.from)));
    figures.dedup_by_key(|f| kind(f));
    figures.into_iter().map(|figure| view(model, series, figure)).collect()
}

fn view(model: &Model, series: &Series, figure: &Figure) -> StandFigure {
    let locale = &model.locale;
    let level = figure.level.clone().unwrap_or_else(|| words!(locale, "all-levels"));
    // The list shows the beginning only on a phone.
    let mut parts = vec![level];
    parts.extend(figure.title.clone());
    parts.extend([locale.time(figure.year), series.title.clone()]);
    let separator = words!(locale, "list-separator");
    let percentiles: Vec<String> = figure.amounts[..5].iter().flatten().map(u32::to_string).collect();
    let limits = [population_words(locale, series), locale.time(figure.year), sample_words(model, figure)];
    let limits: Vec<String> = limits.into_iter().filter(|part| !part.is_empty()).collect();
    StandFigure {
        label: locale.without_isolates(parts.join(&separator)),
        percentiles: percentiles.join(" "),
        currency: figure.currency.code().to_string(),
        unit: words!(
            locale,
            "stand-unit",
            currency = Value::Words(figure.currency.code().to_string()),
            paid = Value::Words(basis_words(locale, series))
        ),
        limits: limits.join(&separator),
        population: series.population.word(),
        small: figure.is_small(),
    }
}
