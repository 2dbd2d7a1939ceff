//! The HTML of redirects.

use std::fmt::Write as _;

use super::feeds::escaped;
use crate::model::{Model, Route};
use crate::pages::Views;
use crate::pages::parts::card::{CardLink, HEIGHT, WIDTH};
use crate::pages::registry;
use crate::words;

/// Returns the page that a redirect leads to; `None` for what is no redirect.
pub fn target(model: &Model, route: Route) -> Option<Route> {
    match route {
        Route::Reverse(pair) => Some(Route::Pair(pair)),
        Route::EmbedReverse(pair) => Some(Route::Embed(pair)),
        Route::Moved(number) => Some(model.moved[number as usize].to),
        _ => None,
    }
}

/// Returns the HTML of a redirect, for hosts without redirects of their own. It has no template, since readers never
/// see it and there is one for every pair. Sites that preview a link do not follow redirects, so it has the preview
/// of its target.
pub(in crate::pages) fn redirect(views: &Views<'_>, to: Route) -> String {
    let model = views.model();
    let mut html = format!(
        "<!doctype html><html lang=\"{}\" dir=\"{}\"><meta charset=\"utf-8\"><title>{}</title>\
         <link rel=\"canonical\" href=\"{}\"><meta name=\"robots\" content=\"noindex\">",
        escaped(&model.site.language),
        views.parts.direction,
        escaped(&words!(model.locale, "moved-title")),
        escaped(&model.absolute_url(to)),
    );
    for (name, content) in shared_link(views, to) {
        let _ = write!(html, "<meta property=\"{name}\" content=\"{}\">", escaped(&content));
    }
    let url = escaped(&model.address(to));
    let _ = writeln!(
        html,
        "<noscript><meta http-equiv=\"refresh\" content=\"0; url={url}\"></noscript>\
         <script type=\"module\" src=\"{}/assets/moved.js\"></script><a href=\"{url}\">{}</a></html>",
        escaped(&model.site.base),
        escaped(&words!(model.locale, "moved-here")),
    );
    html
}

/// Returns the Open Graph properties (ogp.me) of pages that have a card.
fn shared_link(views: &Views<'_>, to: Route) -> Vec<(&'static str, String)> {
    let model = views.model();
    let Some((title, card)) = registry::preview(views, to) else { return Vec::new() };
    let CardLink { url, alt } = card;
    vec![
        ("og:type", "website".to_string()),
        ("og:site_name", model.site.title.clone()),
        ("og:title", title),
        ("og:url", model.absolute_url(to)),
        ("og:image", url),
        ("og:image:alt", alt),
        ("og:image:width", WIDTH.to_string()),
        ("og:image:height", HEIGHT.to_string()),
        ("twitter:card", "summary_large_image".to_string()),
    ]
}
