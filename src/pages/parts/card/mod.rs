//! Cards: preview images of links (Open Graph). The view computes the text of a card and the position of each line,
//! so that the template (an SVG of 1200 × 630) decides only the style. Salary figures are not shown, since they mean
//! little without year, sample and source.
//!
//! Text is measured here and not in the template, because its size decides what is shown: the card of a pair shows
//! the greatest differences that fit.

pub(in crate::pages) mod pair;
pub(in crate::pages) mod role;
pub(in crate::pages) mod site;

use serde::Serialize;

use crate::model::{CellValue, Model, RoleId, Route, RowId};
use crate::pages::parts::cell::cell_words;
use crate::typeface::{Face, Room, TextBlock, fit, fit_each, renderable};

pub(crate) use pair::CardSide;

/// Width of a card in pixels; sites that read Open Graph show this size uncropped.
pub const WIDTH: u32 = 1200;

/// Height of a card in pixels.
pub const HEIGHT: u32 = 630;

/// Left and right margin.
const MARGIN: u32 = 72;

/// Width between the margins.
const INNER: u32 = WIDTH - 2 * MARGIN;

/// Width of a column, with a gap of 48 pixels between two.
const COLUMN: u32 = (INNER - 48) / 2;

/// Top and bottom of the area below the head.
const TOP: u32 = 128;
const BOTTOM: u32 = 600;

/// The absolute URL of a page's card, and its alternative text.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CardLink {
    pub(in crate::pages) url: String,
    pub(in crate::pages) alt: String,
}

impl CardLink {
    pub(in crate::pages) fn new(model: &Model, route: Route, alt: String) -> CardLink {
        CardLink { url: model.absolute_url(route), alt }
    }
}

/// The line at the top of every card: the site and the subject.
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
            about: renderable(about).map(|about| one_line(Face::Regular, &about, ABOUT)).unwrap_or_default(),
        }
    }
}

/// Returns the site's title or, if the typeface lacks one of its letters, the host.
fn title(model: &Model) -> String {
    let host = model.site.origin.split_once("://").map_or(model.site.origin.as_str(), |(_, host)| host);
    renderable(&model.site.title).or_else(|| renderable(host)).unwrap_or_default()
}

/// Returns a role's name or, if the typeface lacks one of its letters, its id.
fn name(model: &Model, id: RoleId) -> String {
    renderable(&model.roles[id].name).unwrap_or_else(|| model.roles.id(id).to_string())
}

/// Returns a role's short name or, if the typeface lacks one of its letters, its name or id.
fn short(model: &Model, id: RoleId) -> String {
    renderable(&model.roles[id].short).unwrap_or_else(|| name(model, id))
}

/// A text with its position.
#[derive(Debug, Hash, Serialize)]
struct PlacedText {
    /// Font size.
    size: u32,
    lines: Vec<CardLine>,
}

#[derive(Debug, Hash, Serialize)]
struct CardLine {
    /// Offset from the left, which compensates for the overhang of the first letter.
    x: u32,
    /// The baseline.
    y: u32,
    text: String,
}

/// Returns the distance between baselines.
fn leading(size: u32) -> u32 {
    size * 6 / 5
}

/// Returns the height of a text, from the cap height of its first line to the descenders of its last.
fn height(block: &TextBlock) -> u32 {
    let below = u32::try_from(block.lines.len().saturating_sub(1)).unwrap_or(0);
    block.size * 7 / 10 + below * leading(block.size) + block.size / 4
}

impl PlacedText {
    /// Places a text with the cap height of its first line at `top`.
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

/// A role's fact in words that fit on a card.
struct Value {
    /// The text in each size of [`VALUE`], if it fits.
    blocks: Vec<Option<TextBlock>>,
    /// For a scale, the level, counted from 1, and the number of levels.
    level: Option<(usize, usize)>,
}

const VALUE: Room = Room { width: COLUMN, sizes: &[(42, 1), (38, 2), (34, 2)] };

impl Value {
    /// Returns `None` if the fact is unknown, its kind needs more than a few words, or the typeface lacks a letter.
    fn of(model: &Model, role: RoleId, row: RowId) -> Option<Value> {
        let cell = model.roles[role].cell(row)?;
        let level = match &cell.value {
            CellValue::Level(level) => Some((level + 1, model.rows[row].levels.len())),
            CellValue::Text(_) | CellValue::Answer(_) | CellValue::Date(_) | CellValue::Range(_) => None,
            CellValue::Items(_) | CellValue::Amount(_) | CellValue::Link { .. } => return None,
        };
        let blocks = fit_each(Face::Regular, &renderable(&cell_words(model, row, cell))?, VALUE);
        blocks.iter().any(Option::is_some).then_some(Value { blocks, level })
    }

    /// Returns the text in the largest size that fits.
    fn largest(&self) -> Option<&TextBlock> {
        self.blocks.iter().flatten().next()
    }
}

/// Returns the largest size in which both texts fit.
fn common(a: &[Option<TextBlock>], b: &[Option<TextBlock>]) -> Option<usize> {
    a.iter().zip(b).position(|(a, b)| a.is_some() && b.is_some())
}

/// Returns the texts of two values, in the same size if both fit in one.
fn same_size<'v>(a: &'v Value, b: &'v Value) -> Option<[&'v TextBlock; 2]> {
    let blocks = match common(&a.blocks, &b.blocks) {
        Some(size) => [a, b].map(|value| value.blocks[size].as_ref()),
        None => [a, b].map(Value::largest),
    };
    let [Some(a), Some(b)] = blocks else { return None };
    Some([a, b])
}

/// A disc of a level; filled or empty, so that no colour is needed.
#[derive(Debug, Hash, Serialize)]
struct Disc {
    x: u32,
    y: u32,
    filled: bool,
}

/// Distance between two discs.
const STEP: u32 = 32;

/// The most discs that leave room for the label of their row. A longer scale is shown in words only.
const MOST_DISCS: u32 = 8;

/// Returns the discs of a level beside the label of the row whose rule is at `y`, aligned left, or right if
/// `to_the_right`.
fn discs(y: u32, level: Option<(usize, usize)>, to_the_right: bool) -> Vec<Disc> {
    let Some((level, of)) = level else { return Vec::new() };
    let Some(all) = u32::try_from(of).ok().filter(|all| *all <= MOST_DISCS) else { return Vec::new() };
    let begin = if to_the_right { COLUMN - all * STEP } else { 0 };
    let places = (begin + STEP / 2..).step_by(STEP as usize).take(of);
    places.enumerate().map(|(n, x)| Disc { x, y: y + TO_LABEL + 10, filled: n < level }).collect()
}

/// Returns the label of a row, sized to leave room for the discs.
fn label(model: &Model, row: RowId) -> TextBlock {
    let label = renderable(&model.rows[row].label).unwrap_or_else(|| model.rows.id(row).to_string());
    let discs = u32::try_from(model.rows[row].levels.len()).unwrap_or(0);
    let width = if discs > MOST_DISCS { COLUMN } else { COLUMN - (discs + 1) * STEP };
    fit(Face::Regular, &label, Room { width, sizes: &[(30, 1), (26, 1)] })
}

/// Distances from the rule above a row to its label and to its text, and from the text to the rule below.
const TO_LABEL: u32 = 24;
const TO_VALUE: u32 = 70;
const TO_NEXT: u32 = 26;

/// Returns the height of a row.
fn row_height(values: &[&TextBlock]) -> u32 {
    TO_VALUE + values.iter().map(|block| height(block)).max().unwrap_or(0) + TO_NEXT
}
