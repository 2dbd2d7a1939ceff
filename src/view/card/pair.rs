//! The card of a pair: both names, and where the two differ most.

use std::fmt::Write as _;

use serde::Serialize;

use super::{
    BOTTOM, COLUMN, CardLink, Disc, Head, PlacedText, TO_LABEL, TO_VALUE, TOP, Value, alike, common, discs,
    height, label, name, row_height, short,
};
use crate::compare::{Difference, Verdict};
use crate::model::{Idx as _, Model, Pair, RoleId, Route, RowId};
use crate::typeface::{Face, Room, TextBlock, fit, fit_each};
use crate::view::Views;
use crate::view::cell::cell_words;

/// What a role brings to the cards of its pairs: made once.
pub struct CardSide {
    /// Its short name in each size of [`SHORT`], and in the last one, cut if need be.
    shorts: Vec<Option<TextBlock>>,
    smallest: TextBlock,
    /// Its name, where that is another.
    full: Option<TextBlock>,
    values: Vec<Option<Value>>,
}

/// Names stand beside a disc.
const NAME: u32 = COLUMN - 72;
const SHORT: Room = Room { width: NAME, sizes: &[(84, 1), (66, 2), (52, 2), (44, 3)] };
const FULL: Room = Room { width: NAME, sizes: &[(34, 1), (30, 2), (26, 2)] };
const TO_FULL: u32 = 10;

/// The least space between the names and the first row.
const TO_ROWS: u32 = 30;

impl CardSide {
    pub(in crate::view) fn of(model: &Model, id: RoleId) -> CardSide {
        let (short, name) = (short(model, id), name(model, id));
        CardSide {
            shorts: fit_each(Face::SemiBold, &short, SHORT),
            smallest: fit(
                Face::SemiBold,
                &short,
                Room { sizes: &SHORT.sizes[SHORT.sizes.len() - 1..], ..SHORT },
            ),
            full: (name != short).then(|| fit(Face::Regular, &name, FULL)),
            values: model.rows.indices().map(|row| Value::of(model, id, row)).collect(),
        }
    }

    /// The rows in which it has something that can be said in a few words, in order.
    pub(super) fn known(&self) -> impl Iterator<Item = (RowId, &Value)> {
        let rows = self.values.iter().enumerate();
        rows.filter_map(|(row, value)| Some((RowId::new(row), value.as_ref()?)))
    }

    /// Its short name in one of the sizes.
    fn short(&self, size: Option<usize>) -> &TextBlock {
        size.and_then(|size| self.shorts[size].as_ref()).unwrap_or(&self.smallest)
    }

    /// Where its names end.
    fn end(&self, size: Option<usize>) -> u32 {
        let full = self.full.as_ref().map_or(0, |full| TO_FULL + height(full));
        TOP + height(self.short(size)) + full
    }

    fn named(&self, size: Option<usize>, top: u32) -> RoleNames {
        let short = self.short(size);
        let below = top + height(short) + TO_FULL;
        RoleNames {
            disc: top + short.size * 7 / 20,
            short: PlacedText::at(top, short),
            full: self.full.as_ref().map(|full| PlacedText::at(below, full)),
        }
    }
}

/// The card of a pair.
#[derive(Debug, Hash, Serialize)]
pub struct PairCardView {
    head: Head,
    left: RoleNames,
    right: RoleNames,
    rows: Vec<CardRow>,
}

/// A role's short name, and its name where that is another.
#[derive(Debug, Hash, Serialize)]
struct RoleNames {
    /// The middle of the disc beside it.
    disc: u32,
    short: PlacedText,
    full: Option<PlacedText>,
}

/// A row in which the two differ.
#[derive(Debug, Hash, Serialize)]
struct CardRow {
    /// Where the rule above it is.
    y: u32,
    label: PlacedText,
    left: Half,
    right: Half,
}

/// One role's half of a row.
#[derive(Debug, Hash, Serialize)]
struct Half {
    text: PlacedText,
    discs: Vec<Disc>,
}

/// The rows of a card, and where they end when they follow the names at once: the greatest differences that can be said
/// in a few words.
struct Chosen<'c> {
    size: Option<usize>,
    rows: Vec<(RowId, [&'c Value; 2], [&'c TextBlock; 2])>,
    begin: u32,
    end: u32,
}

/// The most rows on a card.
const MOST: usize = 2;

fn choose<'c>(sides: [&'c CardSide; 2], compared: &[(RowId, Difference)]) -> Chosen<'c> {
    let [a, b] = sides;
    let size = common(&a.shorts, &b.shorts);
    let begin = a.end(size).max(b.end(size)) + TO_ROWS;
    let mut chosen = Chosen { size, rows: Vec::new(), begin, end: begin };
    for (row, _) in compared.iter().filter(|(_, difference)| difference.verdict == Verdict::Differs) {
        let (Some(x), Some(y)) = (&a.values[row.index()], &b.values[row.index()]) else { continue };
        let Some(blocks) = alike(x, y) else { continue };
        let end = chosen.end + row_height(&blocks);
        if end <= BOTTOM {
            chosen.rows.push((*row, [x, y], blocks));
            chosen.end = end;
        }
        if chosen.rows.len() == MOST {
            break;
        }
    }
    chosen
}

pub(in crate::view) fn view(views: &Views<'_>, pair: Pair, compared: &[(RowId, Difference)]) -> PairCardView {
    let model = views.model();
    let (left, right) = model.order(pair);
    let sides = [views.card_side(left), views.card_side(right)];
    let chosen = choose(sides, compared);
    // The rows stand on the ground, and the names in the middle of what is left.
    let spare = BOTTOM.saturating_sub(chosen.end);
    let mut y = chosen.begin + spare;
    let mut rows = Vec::new();
    for (row, values, blocks) in &chosen.rows {
        let half = |n: usize| Half {
            text: PlacedText::at(y + TO_VALUE, blocks[n]),
            discs: discs(y, values[n].level, n == 0),
        };
        rows.push(CardRow {
            y,
            label: PlacedText::at(y + TO_LABEL, &label(model, *row)),
            left: half(0),
            right: half(1),
        });
        y += row_height(blocks);
    }
    let [left, right] = sides.map(|side| side.named(chosen.size, TOP + spare / 2));
    PairCardView { head: Head::new(model, &about(compared)), left, right, rows }
}

fn about(compared: &[(RowId, Difference)]) -> String {
    let count = |verdict| compared.iter().filter(|(_, difference)| difference.verdict == verdict).count();
    let (differ, same) = (count(Verdict::Differs), count(Verdict::Same));
    match (differ, differ + same) {
        (_, 0) => "Nothing to compare yet".to_string(),
        (0, all) => format!("The same in all {all} rows"),
        (differ, all) => format!("Different in {differ} of {all} rows"),
    }
}

/// The card as the page of the pair names it.
pub(in crate::view) fn link(views: &Views<'_>, pair: Pair, compared: &[(RowId, Difference)]) -> CardLink {
    let model = views.model();
    let (left, right) = model.order(pair);
    let (a, b) = (&model.roles[left], &model.roles[right]);
    let mut alt = format!("{} and {}. {}.", a.name, b.name, about(compared));
    for (row, ..) in choose([views.card_side(left), views.card_side(right)], compared).rows {
        let words =
            [a, b].map(|role| role.cell(row).map(|cell| cell_words(model, row, cell)).unwrap_or_default());
        let _ = write!(alt, " {}: “{}” against “{}”.", model.rows[row].label, words[0], words[1]);
    }
    CardLink::new(model, Route::PairCard(pair), alt)
}
