//! The iframe embed of a role's levels.

use serde::Serialize;

use crate::model::{Model, RoleId, Route};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::role_levels::{self, LevelView, RoleLevelsPage};
use crate::pages::parts::card::CardLink;
use crate::pages::{Shared, Views};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// `/embed/<role>/levels/`
pub(in crate::pages) struct EmbedLevelsPage;

impl PageKind for EmbedLevelsPage {
    type Subject = RoleId;
    type View = EmbedLevelsView;

    const TEMPLATE: &'static str = "pages/embed-levels.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, id: RoleId) -> PageFiles {
        RoleLevelsPage::files(model, id)
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<RoleId> {
        None
    }

    fn name(_: &Model, _: RoleId) -> Option<String> {
        None
    }

    fn modified(_: &Model, _: RoleId) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, _: RoleId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: RoleId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: RoleId) -> OwnLinks {
        OwnLinks::FromTemplates(&[Self::TEMPLATE, RoleLevelsPage::TEMPLATE])
    }

    fn view(views: &Views<'_>, id: RoleId) -> EmbedLevelsView {
        let model = views.model();
        EmbedLevelsView {
            site: views.site(),
            origin: model.site.origin.clone(),
            title: role_levels::title(model, id),
            address: model.absolute_url(Route::RoleLevels(id)),
            description: role_levels::description(model, id),
            levels: role_levels::level_views(model, id),
        }
    }
}

/// The levels of a role without header and footer, for an iframe. The fragment of its address may name a level, `#senior`,
/// a colour scheme, or both, as in the embed of a pair.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct EmbedLevelsView {
    site: Shared,
    /// The site's origin, for the content security policy of a sandboxed iframe.
    origin: String,
    title: String,
    /// The absolute URL of the page of the role's levels.
    address: String,
    description: String,
    levels: Vec<LevelView>,
}
