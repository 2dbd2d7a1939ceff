//! The page of a salary dataset.

use serde::Serialize;

use crate::model::{Route, SeriesId};
use crate::pages::Views;
use crate::pages::parts::chart::{self, Chart};
use crate::pages::parts::chrome::PageChrome;
use crate::pages::parts::datasets::{SeriesCard, card};
use crate::pages::parts::json_ld;

/// The page of a dataset.
#[derive(Debug, Hash, Serialize)]
pub struct SeriesView {
    frame: PageChrome,
    series: SeriesCard,
    charts: Vec<Chart>,
}

pub(in crate::pages) fn series(views: &Views<'_>, id: SeriesId) -> SeriesView {
    let model = views.model();
    let record = &model.series[id];
    let description =
        format!("{}: pay by role, region, level and year, with its method and warnings.", record.title);
    SeriesView {
        frame: PageChrome::new(views, Route::Series(id), &record.title, &description)
            .source(format!("content/salaries/{}.yaml", model.series.id(id)))
            .json_ld(json_ld::series(views, id)),
        series: card(views, id, false),
        charts: chart::of_series(views, id, |_| true, None),
    }
}
