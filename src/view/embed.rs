//! The iframe embed of a pair, and its oEmbed response (oembed.com, version 1.0, type `rich`).

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;
use serde::Serialize;
use serde_json::json;

use super::pair::PairRow;
use super::{Shared, Views};
use crate::compare::{compare_rows, verdict};
use crate::model::{Model, Pair, Route};

/// A pair without header and footer, for an iframe. The fragment of its address may name a row, `#on-call`, a colour
/// scheme, `#dark`, or both, `#dark.on-call`. A query would have no effect: the page has no scripts, and most static
/// hosts ignore queries.
#[derive(Debug, Hash, Serialize)]
pub struct EmbedView {
    site: Shared,
    /// The site's origin. In a sandboxed iframe `'self'` matches nothing, so the content security policy names the
    /// origin too.
    origin: String,
    title: String,
    /// The absolute URL of the pair's page.
    address: String,
    left: Shared,
    right: Shared,
    verdict: String,
    rows: Vec<PairRow>,
}

pub(super) fn view(views: &Views<'_>, pair: Pair) -> EmbedView {
    let model = views.model();
    let (left, right) = model.display_order(pair);
    let compared = compare_rows(model, left, right);
    EmbedView {
        site: views.site(),
        origin: model.site.origin.clone(),
        title: title(model, pair),
        address: model.absolute_url(Route::Pair(pair)),
        left: views.side(left).head(),
        right: views.side(right).head(),
        verdict: verdict(model, left, right, &compared),
        rows: PairRow::all(views, left, right, compared),
    }
}

/// Default width and height of the iframe in CSS pixels. The embed takes the available width, scrolls, and fits from
/// 320 pixels on.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;

/// Returns the oEmbed response for a pair's page.
pub(super) fn oembed(model: &Model, pair: Pair) -> String {
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title(model, pair),
        "provider_name": model.site.title,
        "provider_url": model.absolute_url(Route::Home),
        "html": frame(model, pair),
        "width": WIDTH,
        "height": HEIGHT,
        "thumbnail_url": model.absolute_url(Route::PairCard(pair)),
        "thumbnail_width": super::card::WIDTH,
        "thumbnail_height": super::card::HEIGHT,
    });
    format!("{answer:#}\n")
}

/// Returns the HTML that embeds the pair in another page.
fn frame(model: &Model, pair: Pair) -> String {
    let mut html = String::from("<iframe src=\"");
    let mut text =
        |text: &str| escape_html(&mut html, text).expect("invariant: writing to a string cannot fail");
    text(&model.absolute_url(Route::Embed(pair)));
    html.push_str("\" title=\"");
    let mut text =
        |text: &str| escape_html(&mut html, text).expect("invariant: writing to a string cannot fail");
    text(&format!("{}, {}", title(model, pair), model.site.title));
    let _ = write!(html, "\" height=\"{HEIGHT}\" style=\"width:100%;border:0\" loading=\"lazy\"></iframe>");
    html
}

fn title(model: &Model, pair: Pair) -> String {
    let (left, right) = model.display_order(pair);
    format!("{} vs {}", model.roles[left].short, model.roles[right].short)
}
