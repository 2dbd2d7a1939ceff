//! The descriptions of salary datasets, and links to their figures.

use serde::Serialize;

use crate::locale::{Locale, Value};
use crate::model::{Model, RoleId, Route, Series, SeriesId};
use crate::pages::Views;
use crate::pages::parts::chart::{self, Chart};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::prose::CitationView;
use crate::parse::record::{PayBasis, Population};
use crate::words;

/// The description of a dataset, to be read before its figures.
#[derive(Debug, Hash, Serialize)]
pub(in crate::pages) struct SeriesCard {
    id: String,
    title: String,
    url: String,
    population: String,
    basis: String,
    /// The meaning of a figure, and the conditions for comparing two.
    meaning: String,
    /// The limits of figures of this kind.
    limitations: String,
    csv: String,
    spreadsheet: String,
    figures: usize,
    years: String,
    method: String,
    warnings: Vec<String>,
    licence: String,
    /// The terms of a licence that is not open.
    terms: Option<String>,
    credit: Option<Link>,
    source: CitationView,
    /// A chart of the latest figures over all levels in the first region.
    chart: Option<Chart>,
}

pub(in crate::pages) fn card(views: &Views<'_>, id: SeriesId, with_chart: bool) -> SeriesCard {
    let model = views.model();
    let (series, locale) = (&model.series[id], &model.locale);
    let years = series.figures.iter().map(|f| f.year);
    let years = match (years.clone().map(|y| y.from).min(), years.map(|y| y.to).max()) {
        (Some(from), Some(to)) if from != to => {
            let [from, to] = [from, to].map(|year| Value::Words(year.to_string()));
            words!(locale, "date-range", from = from, to = to)
        }
        (Some(from), _) => from.to_string(),
        _ => String::new(),
    };
    let chart = with_chart.then(|| {
        let whole = chart::of_series(views, id, |f| f.level.is_none(), None);
        whole.into_iter().chain(chart::of_series(views, id, |_| true, None)).next()
    });
    SeriesCard {
        id: model.series.id(id).to_string(),
        title: series.title.clone(),
        url: views.url(Route::Series(id)),
        population: population_words(locale, series),
        basis: basis_words(locale, series),
        meaning: meaning(locale, series),
        limitations: match series.population {
            Population::Survey => words!(locale, "limits-survey"),
            Population::Advertised => words!(locale, "limits-advertised"),
            Population::Statistic => words!(locale, "limits-statistic"),
        },
        csv: views.url(Route::SeriesTable(id)),
        spreadsheet: views.url(Route::SeriesSpreadsheet(id)),
        figures: series.figures.len(),
        years,
        method: series.method.clone(),
        warnings: series.warnings.clone(),
        licence: series.licence.clone(),
        terms: series.terms.clone(),
        credit: series
            .credit
            .as_ref()
            .map(|(text, url)| Link { text: text.clone(), url: url.clone().unwrap_or_default() }),
        source: CitationView::of(model, series.source),
        chart: chart.flatten(),
    }
}

/// Describes the population of a dataset.
pub(in crate::pages) fn population_words(locale: &Locale, series: &Series) -> String {
    match series.population {
        Population::Survey => words!(locale, "population-survey"),
        Population::Advertised => words!(locale, "population-advertised"),
        Population::Statistic => words!(locale, "population-statistic"),
    }
}

/// Describes the period and basis of a dataset's amounts.
pub(in crate::pages) fn basis_words(locale: &Locale, series: &Series) -> String {
    let period = Value::Words(locale.per(series.period));
    match series.basis {
        PayBasis::Gross => words!(locale, "pay-gross", period = period),
        PayBasis::Net => words!(locale, "pay-net", period = period),
    }
}

fn meaning(locale: &Locale, series: &Series) -> String {
    let paid = Value::Words(basis_words(locale, series));
    match series.population {
        Population::Survey => words!(locale, "meaning-survey", paid = paid),
        Population::Advertised => words!(locale, "meaning-advertised", paid = paid),
        Population::Statistic => words!(locale, "meaning-statistic", paid = paid),
    }
}

/// Returns the number of a role's figures in words, such as `3 figures`, if there are any.
pub(in crate::pages) fn figure_count(model: &Model, id: RoleId) -> Option<String> {
    let count: usize = model.series.values().map(|series| series.figures_of(id).count()).sum();
    (count > 0).then(|| words!(model.locale, "figures-count", count = count))
}

/// Returns a link to all figures of a role, if there are any.
pub(in crate::pages) fn figures_link(views: &Views<'_>, id: RoleId) -> Option<Link> {
    let model = views.model();
    let role = model.roles.id(id);
    Some(Link {
        text: {
            let figures = Value::Words(figure_count(model, id)?);
            words!(model.locale, "figures-for", figures = figures, role = &model.roles[id].short)
        },
        url: format!("{}?role={role}#role.{role}", views.url(Route::Pay)),
    })
}
