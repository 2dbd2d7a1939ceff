//! Pay: all figures by role, all series, and one.

pub(super) mod roles;

use serde::Serialize;

use super::Views;
use super::chart::{self, Chart};
use super::frame::{Frame, Link};
use super::prose::ReferenceView;
use crate::model::{DataFile, Route, Series, SeriesId};
use crate::parse::record::{Basis, PayPeriod, Population};

/// All series of pay.
#[derive(Debug, Hash, Serialize)]
pub struct PayView {
    frame: Frame,
    choices: roles::Choices,
    roles: Vec<roles::RoleFigures>,
    series: Vec<SeriesCard>,
    csv: String,
    spreadsheet: String,
}

/// What there is to know about a series before reading its figures.
#[derive(Debug, Hash, Serialize)]
struct SeriesCard {
    id: String,
    title: String,
    url: String,
    population: &'static str,
    basis: &'static str,
    /// What a figure is, and when two can be read side by side.
    reads: String,
    /// What figures of this kind never say.
    silent: &'static str,
    csv: String,
    spreadsheet: String,
    figures: usize,
    years: String,
    method: String,
    warnings: Vec<String>,
    licence: String,
    credit: Option<Link>,
    source: ReferenceView,
    /// The newest figures over all levels in the first region.
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
        population: counted(series),
        basis: paid(series),
        reads: reads(series),
        silent: match series.population {
            Population::Survey => {
                "What those are paid who did not answer, and whether those who did tell it exactly."
            }
            Population::Advertised => {
                "What was paid in the end: an advert is an offer, and many adverts name no pay."
            }
            Population::Statistic => "What a job title is paid: an occupation holds many of them.",
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
        source: ReferenceView::of(model, series.source),
        chart: chart.flatten(),
    }
}

/// What a series counts.
fn counted(series: &Series) -> &'static str {
    match series.population {
        Population::Survey => "survey answers",
        Population::Advertised => "advertised pay",
        Population::Statistic => "official statistic",
    }
}

/// What its amounts are for.
fn paid(series: &Series) -> &'static str {
    match (series.basis, series.period) {
        (Basis::Gross, PayPeriod::Year) => "a year, before tax",
        (Basis::Gross, PayPeriod::Month) => "a month, before tax",
        (Basis::Net, PayPeriod::Year) => "a year, after tax",
        (Basis::Net, PayPeriod::Month) => "a month, after tax",
    }
}

fn reads(series: &Series) -> String {
    let what = match series.population {
        Population::Survey => "sums up what people in one place said they are paid",
        Population::Advertised => "sums up what adverts for work in one place offer",
        Population::Statistic => "is the estimate of an office of statistics for everyone in an occupation",
    };
    let paid = paid(series);
    format!(
        "Each figure {what}, {paid}, in the currency that it names. Half get less than the median, a quarter less than the low end, a quarter more than the high end. Two figures can be read side by side when place, level, time and currency agree."
    )
}

pub(super) fn overview(views: &Views<'_>) -> PayView {
    let model = views.model();
    let description = format!(
        "What {} published series say these roles are paid: method, sample and year beside every figure, and no average of unlike things.",
        model.series.len()
    );
    PayView {
        frame: Frame::new(views, Route::Pay, "Pay", &description),
        choices: roles::choices(model),
        roles: roles::all(views),
        series: model.series.numbers().map(|id| card(views, id, true)).collect(),
        csv: views.url(Route::Data(DataFile::Figures)),
        spreadsheet: views.url(Route::Data(DataFile::FiguresSpreadsheet)),
    }
}

/// One series in full.
#[derive(Debug, Hash, Serialize)]
pub struct SeriesView {
    frame: Frame,
    series: SeriesCard,
    charts: Vec<Chart>,
}

pub(super) fn series(views: &Views<'_>, id: SeriesId) -> SeriesView {
    let model = views.model();
    let record = &model.series[id];
    let description =
        format!("{}: pay by role, region, level and year, with its method and warnings.", record.title);
    SeriesView {
        frame: Frame::new(views, Route::Series(id), &record.title, &description)
            .source(format!("content/salaries/{}.yaml", model.series.id(id)))
            .json_ld(super::json_ld::series(views, id)),
        series: card(views, id, false),
        charts: chart::of_series(views, id, |_| true, None),
    }
}
