//! The pages of salary figures: all of them, and those of each place.

mod place;
mod roles;
mod stand;

use serde::Serialize;

use crate::model::{DataFile, Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::datasets::{SeriesCard, card};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;
pub(in crate::pages) use place::PayPlacePage;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Pay, label: "pay" };

/// `/salaries/`
pub(in crate::pages) struct PayPage;

impl PageKind for PayPage {
    type Subject = ();
    type View = PayView;

    const TEMPLATE: &'static str = "pages/salaries.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("pay");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.series.values().map(|series| model.references[series.source].accessed).max()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![
            ("all-datasets", Route::Data(DataFile::Salaries)),
            ("all-salary-figures", Route::Data(DataFile::Figures)),
        ]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> PayView {
        view(views)
    }
}

/// The page of all salary figures and datasets.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct PayView {
    frame: PageChrome,
    choices: roles::Choices,
    roles: Vec<roles::RoleFigures>,
    /// Links to the pages of countries and wider regions.
    countries: Vec<Link>,
    /// Links to the pages of parts of countries.
    parts: Vec<Link>,
    series: Vec<SeriesCard>,
    csv: String,
    spreadsheet: String,
}

fn view(views: &Views<'_>) -> PayView {
    let model = views.model();
    let locale = &model.locale;
    let description = words!(locale, "pay-description", count = model.series.len());
    PayView {
        frame: PageChrome::new(views, Route::Pay, &words!(locale, "pay"), &description),
        choices: roles::choices(model),
        roles: roles::all(views, None),
        countries: place::links(views, |region| !model.is_part_of_country(region)),
        parts: place::links(views, |region| model.is_part_of_country(region)),
        series: model.series.indices().map(|id| card(views, id, true)).collect(),
        csv: views.url(Route::Data(DataFile::Figures)),
        spreadsheet: views.url(Route::Data(DataFile::FiguresSpreadsheet)),
    }
}
