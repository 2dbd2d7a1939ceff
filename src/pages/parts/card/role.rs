//! The card of a role: its summary and two facts.

use serde::Serialize;

use super::{
    BOTTOM, CardLink, Disc, Head, INNER, PlacedText, TO_LABEL, TO_VALUE, TOP, Value, discs, height, label,
    name, row_height, same_size,
};
use crate::model::{Model, RoleId, Route, RowId};
use crate::pages::Views;
use crate::pages::kind::{CardKind, PageFiles};
use crate::pages::parts::cell::cell_words;
use crate::parse::FileKind;
use crate::theme::Scheme;
use crate::typeface::{Face, Room, TextBlock, fit, fit_each, renderable};
use crate::words;

/// `/cards/roles/<id>.png`
pub(in crate::pages) struct RoleCardKind;

impl CardKind for RoleCardKind {
    type Subject = RoleId;
    type View = RoleCardView;

    const TEMPLATE: &'static str = "cards/role.html";

    fn files(model: &Model, id: RoleId) -> PageFiles {
        PageFiles::one(FileKind::Role(model.roles.id(id).as_str()))
    }

    fn view(views: &Views<'_>, id: RoleId) -> RoleCardView {
        view(views, id)
    }
}

/// The view of a role's card.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct RoleCardView {
    /// The colours of the light scheme.
    colours: Scheme,
    head: Head,
    name: PlacedText,
    summary: Option<PlacedText>,
    /// Position of the rule above the facts.
    y: u32,
    facts: Vec<Fact>,
}

#[derive(Debug, Hash, Serialize)]
struct Fact {
    label: PlacedText,
    text: PlacedText,
    discs: Vec<Disc>,
}

const NAME: Room = Room { width: INNER, sizes: &[(92, 1), (76, 2), (60, 2), (48, 3)] };
const SUMMARY: Room = Room { width: INNER, sizes: &[(42, 2), (40, 3), (36, 3), (32, 4), (32, 2)] };
const TO_SUMMARY: u32 = 26;
const TO_FACTS: u32 = 30;

fn view(views: &Views<'_>, id: RoleId) -> RoleCardView {
    let model = views.model();
    let role = &model.roles[id];
    let facts = facts(views, id);
    let blocks: Vec<&TextBlock> = match facts.as_slice() {
        [(_, a), (_, b)] => same_size(a, b).map(Vec::from).unwrap_or_default(),
        few => few.iter().filter_map(|(_, value)| value.largest()).collect(),
    };
    let y = BOTTOM - row_height(&blocks);
    let (name, summary) = words(&name(model, id), renderable(&role.summary).as_deref(), y - TO_FACTS - TOP);
    // Name and summary are centred in the space above the facts.
    let top = TOP + (y - TO_FACTS - TOP).saturating_sub(combined_height(&name, summary.as_ref())) / 2;
    let family = model.families.iter().find(|(family, _)| *family == role.family);
    let fact = |((row, value), block): (&(RowId, &Value), &TextBlock)| Fact {
        label: PlacedText::at(y + TO_LABEL, &label(model, *row)),
        text: PlacedText::at(y + TO_VALUE, block),
        discs: discs(y, value.level, true),
    };
    RoleCardView {
        colours: model.site.theme.palette.light,
        head: Head::new(model, family.map_or("", |(_, family)| family.label.as_str())),
        summary: summary.map(|summary| PlacedText::at(top + height(&name) + TO_SUMMARY, &summary)),
        name: PlacedText::at(top, &name),
        y,
        facts: facts.iter().zip(blocks).map(fact).collect(),
    }
}

/// Returns the height of the name with the summary below it.
fn combined_height(name: &TextBlock, summary: Option<&TextBlock>) -> u32 {
    height(name) + summary.map_or(0, |summary| TO_SUMMARY + height(summary))
}

/// Returns the name and the summary in the largest sizes that fit; the summary shrinks first.
fn words(name: &str, summary: Option<&str>, most: u32) -> (TextBlock, Option<TextBlock>) {
    let names = fit_each(Face::SemiBold, name, NAME);
    let summaries = summary.map(|summary| fit_each(Face::Regular, summary, SUMMARY)).unwrap_or_default();
    let smallest =
        |face, text, room: Room| fit(face, text, Room { sizes: &room.sizes[room.sizes.len() - 1..], ..room });
    let least = summary.map(|summary| smallest(Face::Regular, summary, SUMMARY));
    for name in names.iter().flatten() {
        let fits = |summary: &&TextBlock| combined_height(name, Some(*summary)) <= most;
        if let Some(summary) = summaries.iter().flatten().chain(&least).find(fits) {
            return (name.clone(), Some(summary.clone()));
        }
        if summary.is_none() {
            return (name.clone(), None);
        }
    }
    (smallest(Face::SemiBold, name, NAME), least)
}

/// Returns the first two facts that fit on a card, preferring scales: a level is quick to read.
fn facts<'v>(views: &'v Views<'_>, id: RoleId) -> Vec<(RowId, &'v Value)> {
    let side = views.card_side(id);
    let (scales, texts): (Vec<_>, Vec<_>) = side.values().partition(|(_, value)| value.level.is_some());
    scales.into_iter().chain(texts).take(2).collect()
}

/// Returns the card's URL and alternative text.
pub(in crate::pages) fn link(views: &Views<'_>, id: RoleId) -> CardLink {
    let model: &Model = views.model();
    let role = &model.roles[id];
    let mut alt = format!("{}. {}", role.name, role.summary);
    for (row, _) in facts(views, id) {
        let words = role.cell(row).map(|cell| cell_words(model, row, cell)).unwrap_or_default();
        alt.push(' ');
        alt.push_str(&words!(model.locale, "card-fact", row = &model.rows[row].label, fact = words));
    }
    CardLink::new(model, Route::RoleCard(id), alt)
}
