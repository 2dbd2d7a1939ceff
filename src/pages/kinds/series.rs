//! The page of a salary dataset.

use serde::Serialize;

use crate::model::{Model, Route, SeriesId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::pay;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chart::{self, Chart};
use crate::pages::parts::chrome::PageChrome;
use crate::pages::parts::datasets::{SeriesCard, card};
use crate::pages::parts::json_ld;
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/salaries/<id>/`
pub(in crate::pages) struct SeriesPage;

impl PageKind for SeriesPage {
    type Subject = SeriesId;
    type View = SeriesView;

    const TEMPLATE: &'static str = "pages/series.html";
    const SECTION: Option<Section> = Some(pay::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, id: SeriesId) -> PageFiles {
        PageFiles::one(FileKind::Series(model.series.id(id).as_str()))
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<SeriesId> {
        match file {
            FileKind::Series(id) => model.series.get(id),
            _ => None,
        }
    }

    fn name(model: &Model, id: SeriesId) -> Option<String> {
        Some(model.series[id].title.clone())
    }

    fn modified(model: &Model, id: SeriesId) -> Option<Date> {
        Some(model.references[model.series[id].source].accessed)
    }

    fn alternates(_: &Model, id: SeriesId) -> Vec<(&'static str, Route)> {
        vec![("the-figures", Route::SeriesTable(id))]
    }

    fn preview(_: &Views<'_>, _: SeriesId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: SeriesId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: SeriesId) -> SeriesView {
        view(views, id)
    }
}

/// The page of a dataset.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct SeriesView {
    frame: PageChrome,
    series: SeriesCard,
    charts: Vec<Chart>,
}

fn view(views: &Views<'_>, id: SeriesId) -> SeriesView {
    let model = views.model();
    let record = &model.series[id];
    let description = words!(model.locale, "dataset-description", dataset = &record.title);
    SeriesView {
        frame: PageChrome::new(views, Route::Series(id), &record.title, &description)
            .json_ld(json_ld::series(views, id)),
        series: card(views, id, false),
        charts: chart::of_series(views, id, |_| true, None),
    }
}
