//! The page of all salary figures.

mod roles;

use serde::Serialize;

use crate::model::{DataFile, Route};
use crate::pages::Views;
use crate::pages::parts::chrome::PageChrome;
use crate::pages::parts::datasets::{SeriesCard, card};

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

pub(in crate::pages) fn overview(views: &Views<'_>) -> PayView {
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
