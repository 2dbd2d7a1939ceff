//! The card of a pair: both names, and the greatest differences.

use serde::Serialize;

use super::{
    BOTTOM, COLUMN, CardLink, Disc, Head, PlacedText, TO_LABEL, TO_VALUE, TOP, Value, common, discs, height,
    label, name, row_height, same_size, short,
};
use crate::compare::{Difference, Verdict};
use crate::locale::{self, Locale};
use crate::model::{Idx as _, Model, Pair, RoleId, Route, RowId};
use crate::pages::Views;
use crate::pages::kind::{CardKind, PageFiles};
use crate::pages::parts::cell::cell_words;
use crate::theme::Scheme;
use crate::typeface::{Face, Room, TextBlock, fit, fit_each};
use crate::words;

/// The parts of a role that the cards of its pairs share.
pub(crate) struct CardSide {
    /// The short name in each size of [`SHORT`] that it fits in, and in the smallest, truncated if necessary.
    shorts: Vec<Option<TextBlock>>,
    smallest: TextBlock,
    /// The full name, if it differs from the short one.
    full: Option<TextBlock>,
    values: Vec<Option<Value>>,
}

/// Leaves room for a disc beside the name.
const NAME: u32 = COLUMN - 72;
const SHORT: Room = Room { width: NAME, sizes: &[(84, 1), (66, 2), (52, 2), (44, 3)] };
const FULL: Room = Room { width: NAME, sizes: &[(34, 1), (30, 2), (26, 2)] };
const TO_FULL: u32 = 10;

/// The least space between the names and the first row.
const TO_ROWS: u32 = 30;

impl CardSide {
    pub(in crate::pages) fn of(model: &Model, id: RoleId) -> CardSide {
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

    /// Returns the rows whose value fits on a card, in order.
    pub(super) fn values(&self) -> impl Iterator<Item = (RowId, &Value)> {
        let rows = self.values.iter().enumerate();
        rows.filter_map(|(row, value)| Some((RowId::new(row), value.as_ref()?)))
    }

    /// Returns the short name in the given or the smallest size.
    fn short(&self, size: Option<usize>) -> &TextBlock {
        size.and_then(|size| self.shorts[size].as_ref()).unwrap_or(&self.smallest)
    }

    /// Returns the bottom of the names.
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

/// `/cards/compare/<a>-vs-<b>.png`
pub(in crate::pages) struct PairCardKind;

impl CardKind for PairCardKind {
    type Subject = Pair;
    type View = PairCardView;

    const TEMPLATE: &'static str = "cards/pair.html";

    fn files(model: &Model, pair: Pair) -> PageFiles {
        PageFiles::of_pair(model, pair)
    }

    fn view(views: &Views<'_>, pair: Pair) -> PairCardView {
        view(views, pair, &views.compared(pair).rows)
    }
}

/// The view of a pair's card.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct PairCardView {
    /// The colours of the light scheme.
    colours: Scheme,
    head: Head,
    left: RoleNames,
    right: RoleNames,
    rows: Vec<CardRow>,
}

/// The short name and, if it differs, the full name.
#[derive(Debug, Hash, Serialize)]
struct RoleNames {
    /// Vertical centre of the disc beside it.
    disc: u32,
    short: PlacedText,
    full: Option<PlacedText>,
}

/// A row in which the two roles differ.
#[derive(Debug, Hash, Serialize)]
struct CardRow {
    /// Position of the rule above it.
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

/// The rows chosen for a card, with the top and bottom that they have directly below the names.
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
        let Some(blocks) = same_size(x, y) else { continue };
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

fn view(views: &Views<'_>, pair: Pair, compared: &[(RowId, Difference)]) -> PairCardView {
    let model = views.model();
    let (left, right) = model.display_order(pair);
    let sides = [views.card_side(left), views.card_side(right)];
    let chosen = choose(sides, compared);
    // The rows are aligned to the bottom; the names are centred in the remaining space.
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
    PairCardView {
        colours: model.site.theme.palette.light,
        head: Head::new(model, &about(&model.locale, compared)),
        left,
        right,
        rows,
    }
}

fn about(locale: &Locale, compared: &[(RowId, Difference)]) -> String {
    let count = |verdict| compared.iter().filter(|(_, difference)| difference.verdict == verdict).count();
    let (differ, same) = (count(Verdict::Differs), count(Verdict::Same));
    match (differ, differ + same) {
        (_, 0) => words!(locale, "card-nothing"),
        (0, all) => words!(locale, "card-same", count = all),
        (differ, all) => words!(locale, "card-differ", differ = differ, count = all),
    }
}

/// Returns the URL and alternative text of the card for links to a pair: its own, or the one of its first role. The
/// comparison is computed only for a card of its own.
pub(in crate::pages) fn link(views: &Views<'_>, pair: Pair) -> CardLink {
    let model = views.model();
    let (left, right) = model.display_order(pair);
    if !model.has_card(pair) {
        return views.role_card_link(left).clone();
    }
    let compared = views.compared(pair);
    let compared = compared.rows.as_slice();
    let (a, b) = (&model.roles[left], &model.roles[right]);
    let locale = &model.locale;
    let about = locale::Value::Words(about(locale, compared));
    let mut alt = words!(locale, "card-pair", left = &a.name, right = &b.name, about = about);
    for (row, ..) in choose([views.card_side(left), views.card_side(right)], compared).rows {
        let words =
            [a, b].map(|role| role.cell(row).map(|cell| cell_words(model, row, cell)).unwrap_or_default());
        let [left, right] = words;
        alt.push(' ');
        alt.push_str(&words!(locale, "card-row", row = &model.rows[row].label, left = left, right = right));
    }
    CardLink::new(model, Route::PairCard(pair), alt)
}
