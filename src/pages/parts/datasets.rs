//! The descriptions of salary datasets, and links to their figures.

use serde::Serialize;

use crate::model::{Model, RoleId, Route, Series, SeriesId};
use crate::pages::Views;
use crate::pages::parts::chart::{self, Chart};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::prose::CitationView;
use crate::parse::record::{PayBasis, PayPeriod, Population};

/// The description of a dataset, to be read before its figures.
#[derive(Debug, Hash, Serialize)]
pub(in crate::pages) struct SeriesCard {
    id: String,
    title: String,
    url: String,
    population: &'static str,
    basis: &'static str,
    /// The meaning of a figure, and the conditions for comparing two.
    meaning: String,
    /// The limits of figures of this kind.
    limitations: &'static str,
    csv: String,
    spreadsheet: String,
    figures: usize,
    years: String,
    method: String,
    warnings: Vec<String>,
    licence: String,
    credit: Option<Link>,
    source: CitationView,
    /// A chart of the latest figures over all levels in the first region.
    chart: Option<Chart>,
}

pub(in crate::pages) fn card(views: &Views<'_>, id: SeriesId, with_chart: bool) -> SeriesCard {
    let model = views.model();
    let series = &model.series[id];
    let years = series.figures.iter().map(|f| f.year);
    let years = match (years.clone().map(|y| y.from).min(), years.map(|y| y.to).max()) {
        (Some(from), Some(to)) if from != to => format!("{from}–{to}"),
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
        population: population_words(series),
        basis: basis_words(series),
        meaning: meaning(series),
        limitations: match series.population {
            Population::Survey => {
                "It does not cover people who did not answer, and answers are not verified."
            }
            Population::Advertised => {
                "An advert is an offer, not the pay agreed, and many adverts name no pay."
            }
            Population::Statistic => {
                "An occupation covers many job titles, so it is not the pay of one title."
            }
        },
        csv: views.url(Route::SeriesTable(id)),
        spreadsheet: views.url(Route::SeriesSpreadsheet(id)),
        figures: series.figures.len(),
        years,
        method: series.method.clone(),
        warnings: series.warnings.clone(),
        licence: series.licence.clone(),
        credit: series
            .credit
            .as_ref()
            .map(|(text, url)| Link { text: text.clone(), url: url.clone().unwrap_or_default() }),
        source: CitationView::of(model, series.source),
        chart: chart.flatten(),
    }
}

/// Describes the population of a dataset.
pub(in crate::pages) fn population_words(series: &Series) -> &'static str {
    match series.population {
        Population::Survey => "survey answers",
        Population::Advertised => "advertised pay",
        Population::Statistic => "official statistic",
    }
}

/// Describes the period and basis of a dataset's amounts.
pub(in crate::pages) fn basis_words(series: &Series) -> &'static str {
    match (series.basis, series.period) {
        (PayBasis::Gross, PayPeriod::Year) => "a year, before tax",
        (PayBasis::Gross, PayPeriod::Month) => "a month, before tax",
        (PayBasis::Net, PayPeriod::Year) => "a year, after tax",
        (PayBasis::Net, PayPeriod::Month) => "a month, after tax",
    }
}

fn meaning(series: &Series) -> String {
    let what = match series.population {
        Population::Survey => "summarises what people in one country said they are paid",
        Population::Advertised => "summarises what adverts in one country offer",
        Population::Statistic => "is a statistics office’s estimate for everyone in an occupation",
    };
    let paid = basis_words(series);
    format!(
        "Each figure {what}, {paid}, in the currency shown. Half are paid less than the median, a quarter less than the low end, a quarter more than the high end. Compare two figures only if country, level, year and currency agree."
    )
}

/// Returns the number of a role's figures in words, such as `3 figures`, if there are any.
pub(in crate::pages) fn figure_count(model: &Model, id: RoleId) -> Option<String> {
    let count: usize = model.series.values().map(|series| series.figures_of(id).count()).sum();
    (count > 0).then(|| format!("{count} figure{}", if count == 1 { "" } else { "s" }))
}

/// Returns a link to all figures of a role, if there are any.
pub(in crate::pages) fn figures_link(views: &Views<'_>, id: RoleId) -> Option<Link> {
    let model = views.model();
    let role = model.roles.id(id);
    Some(Link {
        text: format!("{} for {}", figure_count(model, id)?, model.roles[id].short),
        url: format!("{}?role={role}#role.{role}", views.url(Route::Pay)),
    })
}
