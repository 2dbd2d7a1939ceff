//! The page of all salary figures, and the pages of salary datasets.

pub(super) mod roles;

use serde::Serialize;

use super::Views;
use super::chart::{self, Chart};
use super::chrome::{Link, PageChrome};
use super::prose::CitationView;
use crate::model::{DataFile, Route, Series, SeriesId};
use crate::parse::record::{PayBasis, PayPeriod, Population};

/// The page of all salary figures and datasets.
#[derive(Debug, Hash, Serialize)]
pub struct PayView {
    frame: PageChrome,
    choices: roles::Choices,
    roles: Vec<roles::RoleFigures>,
    series: Vec<SeriesCard>,
    csv: String,
    spreadsheet: String,
}

/// The description of a dataset, to be read before its figures.
#[derive(Debug, Hash, Serialize)]
struct SeriesCard {
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

fn card(views: &Views<'_>, id: SeriesId, with_chart: bool) -> SeriesCard {
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
fn population_words(series: &Series) -> &'static str {
    match series.population {
        Population::Survey => "survey answers",
        Population::Advertised => "advertised pay",
        Population::Statistic => "official statistic",
    }
}

/// Describes the period and basis of a dataset's amounts.
fn basis_words(series: &Series) -> &'static str {
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

pub(super) fn overview(views: &Views<'_>) -> PayView {
    let model = views.model();
    let description = format!(
        "Pay for these roles from {} published dataset{}: every figure with its method, sample and year, and never averaged across datasets.",
        model.series.len(),
        if model.series.len() == 1 { "" } else { "s" }
    );
    PayView {
        frame: PageChrome::new(views, Route::Pay, "Pay", &description),
        choices: roles::choices(model),
        roles: roles::all(views),
        series: model.series.indices().map(|id| card(views, id, true)).collect(),
        csv: views.url(Route::Data(DataFile::Figures)),
        spreadsheet: views.url(Route::Data(DataFile::FiguresSpreadsheet)),
    }
}

/// The page of a dataset.
#[derive(Debug, Hash, Serialize)]
pub struct SeriesView {
    frame: PageChrome,
    series: SeriesCard,
    charts: Vec<Chart>,
}

pub(super) fn series(views: &Views<'_>, id: SeriesId) -> SeriesView {
    let model = views.model();
    let record = &model.series[id];
    let description =
        format!("{}: pay by role, region, level and year, with its method and warnings.", record.title);
    SeriesView {
        frame: PageChrome::new(views, Route::Series(id), &record.title, &description)
            .source(format!("content/salaries/{}.yaml", model.series.id(id)))
            .json_ld(super::json_ld::series(views, id)),
        series: card(views, id, false),
        charts: chart::of_series(views, id, |_| true, None),
    }
}
