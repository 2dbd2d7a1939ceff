//! The page that a host shows for an unknown address.

use serde::Serialize;

use crate::model::{Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/404.html`
pub(in crate::pages) struct NotFoundPage;

impl PageKind for NotFoundPage {
    type Subject = ();
    type View = NotFoundView;

    const TEMPLATE: &'static str = "pages/404.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(_: &Model, (): ()) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> NotFoundView {
        view(views)
    }
}

/// The 404 page.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct NotFoundView {
    frame: PageChrome,
    roles: Vec<Link>,
}

fn view(views: &Views<'_>) -> NotFoundView {
    NotFoundView {
        frame: PageChrome::new(
            views,
            Route::NotFound,
            &words!(views.model().locale, "not-found"),
            &words!(views.model().locale, "not-found-description"),
        ),
        roles: views.model().roles_by_name().into_iter().map(|role| views.role_link(role)).collect(),
    }
}
