//! Cards: the pictures that other sites show beside a link. What comes in: the facts of a role or a pair. What goes out:
//! the words of its card, each at its place, so that a template (an SVG, 1200 × 630) only says how they look. Deliberately
//! absent: a figure of pay, which without its year, sample and source would be what this site exists to replace.
//!
//! Texts are measured here and not by the template, because what fits decides what is said: a pair's card takes the
//! greatest differences that can be said in a few words.

pub(super) mod pair;
pub(super) mod role;
pub(super) mod site;

use serde::Serialize;

use super::cell::cell_words;
use crate::model::{CellValue, Model, RoleId, Route, RowId};
use crate::typeface::{Face, Room, TextBlock, fit, fit_each, spelt};

pub use pair::{CardSide, PairCardView};
pub use role::RoleCardView;
pub use site::SiteCardView;

/// The width of a card, in pixels: what the Open Graph protocol's readers show without cutting.
pub const WIDTH: u32 = 1200;

/// Its height, in pixels.
pub const HEIGHT: u32 = 630;

/// The space at its left and right.
const MARGIN: u32 = 72;

/// The width of what is between the margins.
const INNER: u32 = WIDTH - 2 * MARGIN;

/// The width of one of two columns; 48 pixels are between them.
const COLUMN: u32 = (INNER - 48) / 2;

/// Where the words under the head may begin, and where all must end.
const TOP: u32 = 128;
const BOTTOM: u32 = 600;

/// The card of a page: its whole address, and its words for those who do not see it.
#[derive(Debug, Hash, Serialize)]
pub struct CardLink {
    pub(super) url: String,
    pub(super) alt: String,
}

impl CardLink {
    pub(super) fn new(model: &Model, route: Route, alt: String) -> CardLink {
        CardLink { url: model.absolute_url(route), alt }
    }
}

/// The line at the top of every card: whose it is, and what it is about.
#[derive(Debug, Hash, Serialize)]
struct Head {
    site: String,
    about: String,
}

impl Head {
    fn new(model: &Model, about: &str) -> Head {
        const ABOUT: Room = Room { width: COLUMN, sizes: &[(30, 1)] };
        const SITE: Room = Room { width: COLUMN - 60, sizes: &[(34, 1)] };
        let one_line = |face, text: &str, room| fit(face, text, room).lines.concat();
        Head {
            site: one_line(Face::SemiBold, &title(model), SITE),
            about: spelt(about).map(|about| one_line(Face::Regular, &about, ABOUT)).unwrap_or_default(),
        }
    }
}

/// The site's title; in letters that the typeface lacks, its host.
fn title(model: &Model) -> String {
    let host = model.site.origin.split_once("://").map_or(model.site.origin.as_str(), |(_, host)| host);
    spelt(&model.site.title).or_else(|| spelt(host)).unwrap_or_default()
}

/// A role's name; in letters that the typeface lacks, its id.
fn name(model: &Model, id: RoleId) -> String {
    spelt(&model.roles[id].name).unwrap_or_else(|| model.roles.id(id).to_string())
}

/// What people call a role; in letters that the typeface lacks, its name or id.
fn short(model: &Model, id: RoleId) -> String {
    spelt(&model.roles[id].short).unwrap_or_else(|| name(model, id))
}

/// A text at its place.
#[derive(Debug, Hash, Serialize)]
struct PlacedText {
    /// The size of its letters.
    size: u32,
    lines: Vec<CardLine>,
}

#[derive(Debug, Hash, Serialize)]
struct CardLine {
    /// How far from the left end of its room: the first letter may stand out.
    x: u32,
    /// Where its letters stand: the baseline.
    y: u32,
    text: String,
}

/// From one baseline to the next.
fn leading(size: u32) -> u32 {
    size * 6 / 5
}

/// How high a text is, from the top of its first capitals to the feet of its last line's descenders.
fn height(block: &TextBlock) -> u32 {
    let below = u32::try_from(block.lines.len().saturating_sub(1)).unwrap_or(0);
    block.size * 7 / 10 + below * leading(block.size) + block.size / 4
}

impl PlacedText {
    /// Sets a text with the top of its first capitals at `top`.
    fn at(top: u32, block: &TextBlock) -> PlacedText {
        let first = top + block.size * 7 / 10;
        let baselines = (0..).map(|n| first + n * leading(block.size));
        let lines = baselines
            .zip(&block.lines)
            .map(|(y, text)| CardLine { x: block.face.overhang(text, block.size), y, text: text.clone() })
            .collect();
        PlacedText { size: block.size, lines }
    }
}

/// What a role has in a row, in words that fit on a card.
struct Value {
    /// The words in each size of [`VALUE`].
    blocks: Vec<Option<TextBlock>>,
    /// For a scale, the level counted from 1, and how many there are.
    level: Option<(usize, usize)>,
}

const VALUE: Room = Room { width: COLUMN, sizes: &[(42, 1), (38, 2), (34, 2)] };

impl Value {
    /// `None` when nothing is known, the row's kind takes more than a few words, or the typeface lacks a letter.
    fn of(model: &Model, role: RoleId, row: RowId) -> Option<Value> {
        let cell = model.roles[role].cell(row)?;
        let level = match &cell.value {
            CellValue::Level(level) => Some((level + 1, model.rows[row].levels.len())),
            CellValue::Text(_) => None,
            CellValue::Items(_) | CellValue::Amount(_) => return None,
        };
        let blocks = fit_each(Face::Regular, &spelt(&cell_words(model, row, cell))?, VALUE);
        blocks.iter().any(Option::is_some).then_some(Value { blocks, level })
    }

    /// The words in the first size that they fit in.
    fn largest(&self) -> Option<&TextBlock> {
        self.blocks.iter().flatten().next()
    }
}

/// The first size that both of two texts fit in.
fn common(a: &[Option<TextBlock>], b: &[Option<TextBlock>]) -> Option<usize> {
    a.iter().zip(b).position(|(a, b)| a.is_some() && b.is_some())
}

/// The words of two values, in one size where there is one that both fit in.
fn alike<'v>(a: &'v Value, b: &'v Value) -> Option<[&'v TextBlock; 2]> {
    let blocks = match common(&a.blocks, &b.blocks) {
        Some(size) => [a, b].map(|value| value.blocks[size].as_ref()),
        None => [a, b].map(Value::largest),
    };
    let [Some(a), Some(b)] = blocks else { return None };
    Some([a, b])
}

/// A level, in discs that need no colour: where each stands, and whether it is filled.
#[derive(Debug, Hash, Serialize)]
struct Disc {
    x: u32,
    y: u32,
    filled: bool,
}

/// The distance of two discs.
const STEP: u32 = 32;

/// The most discs that leave room for the name of their row. Of a longer scale only the words are shown.
const MOST_DISCS: u32 = 8;

/// The discs of a level beside the name of a row whose rule is at `y`, from the left end of a column or up to its right
/// end.
fn discs(y: u32, level: Option<(usize, usize)>, to_the_right: bool) -> Vec<Disc> {
    let Some((level, of)) = level else { return Vec::new() };
    let Some(all) = u32::try_from(of).ok().filter(|all| *all <= MOST_DISCS) else { return Vec::new() };
    let begin = if to_the_right { COLUMN - all * STEP } else { 0 };
    let places = (begin + STEP / 2..).step_by(STEP as usize).take(of);
    places.enumerate().map(|(n, x)| Disc { x, y: y + TO_LABEL + 10, filled: n < level }).collect()
}

/// The name of a row, beside the discs.
fn label(model: &Model, row: RowId) -> TextBlock {
    let label = spelt(&model.rows[row].label).unwrap_or_else(|| model.rows.id(row).to_string());
    let discs = u32::try_from(model.rows[row].levels.len()).unwrap_or(0);
    let width = if discs > MOST_DISCS { COLUMN } else { COLUMN - (discs + 1) * STEP };
    fit(Face::Regular, &label, Room { width, sizes: &[(30, 1), (26, 1)] })
}

/// From the rule above a row to the top of its name, of its words, and to the rule below.
const TO_LABEL: u32 = 24;
const TO_VALUE: u32 = 70;
const TO_NEXT: u32 = 26;

/// How much of a card a row takes.
fn row_height(values: &[&TextBlock]) -> u32 {
    TO_VALUE + values.iter().map(|block| height(block)).max().unwrap_or(0) + TO_NEXT
}
