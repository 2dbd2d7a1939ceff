//! The iframe embed of a pair.

use serde::Serialize;

use crate::model::{Model, Pair, Route};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::pair::PairPage;
use crate::pages::outputs::oembed;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::difference::sentence;
use crate::pages::{Shared, Views};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// `/embed/<a>-vs-<b>/`
pub(in crate::pages) struct EmbedPage;

impl PageKind for EmbedPage {
    type Subject = Pair;
    type View = EmbedView;

    const TEMPLATE: &'static str = "pages/embed.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, pair: Pair) -> PageFiles {
        PageFiles::of_pair(model, pair)
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<Pair> {
        None
    }

    fn name(_: &Model, _: Pair) -> Option<String> {
        None
    }

    fn modified(_: &Model, _: Pair) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, _: Pair) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: Pair) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: Pair) -> OwnLinks {
        OwnLinks::FromTemplates(&[Self::TEMPLATE, PairPage::TEMPLATE])
    }

    fn view(views: &Views<'_>, pair: Pair) -> EmbedView {
        view(views, pair)
    }
}

/// A pair without header and footer, for an iframe. The fragment of its address may name a row, `#on-call`, a colour
/// scheme, `#dark`, or both, `#dark.on-call`. A query would have no effect: the page has no scripts, and most static
/// hosts ignore queries.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct EmbedView {
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
    rows: Shared,
}

fn view(views: &Views<'_>, pair: Pair) -> EmbedView {
    let model = views.model();
    let compared = views.compared(pair);
    let (left, right) = (compared.left, compared.right);
    EmbedView {
        site: views.site(),
        origin: model.site.origin.clone(),
        title: oembed::title(model, pair),
        address: model.absolute_url(Route::Pair(pair)),
        left: views.side(left).head(),
        right: views.side(right).head(),
        verdict: sentence(model, left, right, &compared.rows),
        rows: compared.drawn(views),
    }
}
