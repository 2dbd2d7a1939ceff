//! The page that a host shows for an unknown address.

use serde::Serialize;

use crate::model::Route;
use crate::pages::Views;
use crate::pages::parts::chrome::{Link, PageChrome};

/// The 404 page.
#[derive(Debug, Hash, Serialize)]
pub struct NotFoundView {
    frame: PageChrome,
    roles: Vec<Link>,
}

pub(in crate::pages) fn not_found(views: &Views<'_>) -> NotFoundView {
    NotFoundView {
        frame: PageChrome::new(
            views,
            Route::NotFound,
            "Page not found",
            "Nothing is published at this address.",
        ),
        roles: views.model().roles_by_name().into_iter().map(|role| views.role_link(role)).collect(),
    }
}
