//! The card of the site, for pages without a card of their own.

use serde::Serialize;

use super::{BOTTOM, CardLink, PlacedText, TOP, height, title};
use crate::model::{Model, Route};
use crate::pages::Views;
use crate::pages::kind::{CardKind, PageFiles};
use crate::parse::FileKind;
use crate::theme::Scheme;
use crate::typeface::{Face, Room, fit, renderable};

/// `/cards/site.png`
pub(in crate::pages) struct SiteCardKind;

impl CardKind for SiteCardKind {
    type Subject = ();
    type View = SiteCardView;

    const TEMPLATE: &'static str = "cards/site.html";

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles { edited: None, others: vec![FileKind::Site.path()] }
    }

    fn view(views: &Views<'_>, (): ()) -> SiteCardView {
        view(views.model())
    }
}

/// The view of the site's card.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct SiteCardView {
    /// The colours of the light scheme.
    colours: Scheme,
    title: PlacedText,
    description: Option<PlacedText>,
}

/// The width left by the discs on the right.
const WIDTH: u32 = 700;
const TITLE: Room = Room { width: WIDTH, sizes: &[(120, 1), (84, 2), (60, 3), (48, 3)] };
const DESCRIPTION: Room = Room { width: WIDTH, sizes: &[(40, 4), (36, 5), (32, 6)] };
const TO_DESCRIPTION: u32 = 34;

fn view(model: &Model) -> SiteCardView {
    let title = fit(Face::SemiBold, &title(model), TITLE);
    let description = renderable(&model.site.description).map(|text| fit(Face::Regular, &text, DESCRIPTION));
    let words = height(&title) + description.as_ref().map_or(0, |text| TO_DESCRIPTION + height(text));
    let top = TOP + (BOTTOM - TOP).saturating_sub(words) / 2;
    SiteCardView {
        colours: model.site.theme.palette.light,
        description: description.map(|text| PlacedText::at(top + height(&title) + TO_DESCRIPTION, &text)),
        title: PlacedText::at(top, &title),
    }
}

/// Returns the card's URL and alternative text.
pub(in crate::pages) fn link(model: &Model) -> CardLink {
    CardLink::new(model, Route::SiteCard, format!("{}. {}", model.site.title, model.site.description))
}
