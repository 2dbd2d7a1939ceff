//! The list of roles.

use serde::Serialize;

use crate::model::Route;
use crate::pages::Views;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::families::{FamilyView, families};

/// The list of roles, by family.
#[derive(Debug, Hash, Serialize)]
pub struct RolesView {
    frame: PageChrome,
    families: Vec<FamilyView>,
    /// Links to optional pages that help to choose.
    more: Vec<Link>,
}

pub(in crate::pages) fn roles(views: &Views<'_>) -> RolesView {
    let count = views.model().roles.len();
    let description =
        format!("{count} engineering roles in families, each with its facts, tools, pay and career moves.");
    let link = |text: &str, route| Link { text: text.to_string(), url: views.url(route) };
    let moves = views.model().has_moves().then(|| link("Career moves between the roles", Route::Moves));
    let fit = views.model().fit.as_ref().map(|_| link("Quiz: which roles fit you?", Route::Fit));
    RolesView {
        frame: PageChrome::new(views, Route::Roles, "Roles", &description),
        families: families(views),
        more: moves.into_iter().chain(fit).collect(),
    }
}
