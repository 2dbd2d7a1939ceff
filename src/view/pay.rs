//! Pay: all series, and one.

use serde::Serialize;

use super::Views;
use super::chart::{self, Chart};
use super::frame::{Frame, Link};
use super::prose::ReferenceView;
use crate::compare::per;
use crate::model::{Route, SeriesId};
use crate::parse::record::{Basis, Population};

/// All series of pay.
#[derive(Debug, Hash, Serialize)]
pub struct PayView {
    frame: Frame,
    series: Vec<SeriesCard>,
    csv: String,
}

/// What there is to know about a series before reading its figures.
#[derive(Debug, Hash, Serialize)]
struct SeriesCard {
    id: String,
    title: String,
    url: String,
    population: &'static str,
    basis: &'static str,
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
    let basis = match series.basis {
        Basis::Gross => "before tax",
        Basis::Net => "after tax",
    };
    let chart = with_chart.then(|| {
        let whole = chart::of_series(views, id, |f| f.level.is_none(), None);
        whole.into_iter().chain(chart::of_series(views, id, |_| true, None)).next()
    });
    SeriesCard {
        id: model.series.id(id).to_string(),
        title: series.title.clone(),
        url: views.url(Route::Series(id)),
        population: match series.population {
            Population::Survey => "survey answers",
            Population::Advertised => "advertised pay",
            Population::Statistic => "official statistic",
        },
        basis: match (basis, per(series.period)) {
            ("before tax", "a year") => "a year, before tax",
            ("before tax", _) => "a month, before tax",
            (_, "a year") => "a year, after tax",
            _ => "a month, after tax",
        },
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

pub(super) fn overview(views: &Views<'_>) -> PayView {
    let model = views.model();
    let description = format!(
        "What {} published series say these roles are paid: method, sample and year beside every figure, and no average of unlike things.",
        model.series.len()
    );
    PayView {
        frame: Frame::new(views, Route::Pay, "Pay", &description),
        series: model.series.numbers().map(|id| card(views, id, true)).collect(),
        csv: views.url(Route::Data(crate::model::DataFile::Figures)),
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
