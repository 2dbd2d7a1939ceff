//! The oEmbed response of a pair (oembed.com, version 1.0, type `rich`).

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;
use serde_json::json;

use crate::model::{Model, Pair, Route};
use crate::pages::parts::card;
use crate::pages::parts::difference::pair_title;
use crate::words;

/// Default width and height of the iframe in CSS pixels. The embed takes the available width, scrolls, and fits from
/// 320 pixels on.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;

/// Returns the oEmbed response for a pair's page.
pub(in crate::pages) fn oembed(model: &Model, pair: Pair) -> String {
    let thumbnail = if model.has_card(pair) {
        Route::PairCard(pair)
    } else {
        Route::RoleCard(model.display_order(pair).0)
    };
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title(model, pair),
        "provider_name": model.site.title,
        "provider_url": model.absolute_url(Route::Home),
        "html": frame(model, pair),
        "width": WIDTH,
        "height": HEIGHT,
        "thumbnail_url": model.absolute_url(thumbnail),
        "thumbnail_width": card::WIDTH,
        "thumbnail_height": card::HEIGHT,
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
    text(&words!(model.locale, "embed-title", title = title(model, pair), site = &model.site.title));
    let _ = write!(html, "\" height=\"{HEIGHT}\" style=\"width:100%;border:0\" loading=\"lazy\"></iframe>");
    html
}

/// Returns the title of an embed.
pub(in crate::pages) fn title(model: &Model, pair: Pair) -> String {
    let (left, right) = model.display_order(pair);
    pair_title(model, left, right)
}
