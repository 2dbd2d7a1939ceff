//! The list of roles.

use serde::Serialize;

use crate::model::{DataFile, Model, Presence, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::families::{FamilyView, families};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Roles, label: "roles" };

/// `/roles/`
pub(in crate::pages) struct RolesPage;

impl PageKind for RolesPage {
    type Subject = ();
    type View = RolesView;

    const TEMPLATE: &'static str = "pages/roles.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("roles");

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
        model.roles_changed()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![("all-roles", Route::Data(DataFile::Roles))]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> RolesView {
        view(views)
    }
}

/// The list of roles, by family.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct RolesView {
    frame: PageChrome,
    families: Vec<FamilyView>,
    /// Links to optional pages that help to choose.
    more: Vec<Link>,
}

fn view(views: &Views<'_>) -> RolesView {
    let (model, locale) = (views.model(), &views.model().locale);
    let parts = [
        (Presence::Always, words!(locale, "described-facts")),
        (Presence::Tools, words!(locale, "described-tools")),
        (Presence::Salaries, words!(locale, "described-pay")),
        (Presence::Moves, words!(locale, "described-moves")),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(presence, _)| model.has(*presence)).map(|(_, part)| part).collect();
    let description =
        words!(locale, "roles-description", count = model.roles.len(), parts = locale.list(&parts));
    let link = |text: String, route| Link { text, url: views.url(route) };
    let moves = model.has_moves().then(|| link(words!(locale, "career-moves-between-roles"), Route::Moves));
    let levels = model.has_levels().then(|| link(words!(locale, "levels-of-roles"), Route::Levels));
    let fit = model.fit.as_ref().map(|_| link(words!(locale, "fit-quiz"), Route::Fit));
    RolesView {
        frame: PageChrome::new(views, Route::Roles, &words!(locale, "roles"), &description),
        families: families(views),
        more: moves.into_iter().chain(levels).chain(fit).collect(),
    }
}
