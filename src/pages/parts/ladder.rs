//! The drawing of a role's ladders, aligned on the common scale: a file to put on a slide, in the colours of the site. It has a
//! title and a description, and follows the scheme of whoever shows it. Text has room for any system font: widths are estimated
//! for a wide one, long titles are wrapped, and a word that may still be too long is compressed.

use std::fmt::Write as _;

use serde::Serialize;

use crate::model::{LadderLevel, Model, RoleId, Route, ScaleLevelId};
use crate::pages::outputs::feeds::escaped;
use crate::parse::record::Track;
use crate::theme::Scheme;
use crate::words;

/// The drawing as an image on a page.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct LadderImage {
    url: String,
    alt: String,
    width: u32,
    height: u32,
    /// The name of the file to download.
    file: String,
}

impl LadderImage {
    pub(in crate::pages) fn of(model: &Model, role: RoleId) -> LadderImage {
        let drawing = Layout::of(model, role);
        LadderImage {
            url: model.address(Route::LadderDrawing(role)),
            alt: words!(
                model.locale,
                "ladder-alt",
                role = &model.roles[role].name,
                frameworks = drawing.rows.len(),
            ),
            width: drawing.width,
            height: drawing.height,
            file: format!("{}-levels.svg", model.roles.id(role)),
        }
    }
}

/// Sizes, in units of the drawing.
const MARGIN: u32 = 28;
const NAMES: u32 = 210;
const COLUMN: u32 = 158;
const GAP: u32 = 8;
const TRACK_GAP: u32 = 28;
const TITLE: u32 = 26;
const TEXT: u32 = 15;
const LINE: u32 = 20;
const PAD: u32 = 9;
const HEAD: u32 = 118;
const FOOT: u32 = 46;

struct Layout {
    width: u32,
    height: u32,
    columns: Vec<Column>,
    rows: Vec<LadderRow>,
}

/// A level of the common scale, from left to right.
struct Column {
    level: ScaleLevelId,
    x: u32,
}

/// A framework, from top to bottom.
struct LadderRow {
    y: u32,
    height: u32,
    publisher: Vec<String>,
    title: Vec<String>,
    boxes: Vec<LevelBox>,
}

/// A level of a framework, over the columns that it corresponds to.
struct LevelBox {
    x: u32,
    width: u32,
    /// Below the top of the row.
    y: u32,
    height: u32,
    lines: Vec<String>,
    has_doubt: bool,
}

impl Layout {
    fn of(model: &Model, role: RoleId) -> Layout {
        let levels = model.scale.indices().filter(|level| model.has_role_level(role, *level));
        let mut x = MARGIN + NAMES + GAP;
        let mut columns: Vec<Column> = Vec::new();
        for level in levels {
            let track = |level: ScaleLevelId| model.scale[level].track;
            if columns.last().is_some_and(|before| track(before.level) != track(level)) {
                x += TRACK_GAP;
            }
            columns.push(Column { level, x });
            x += COLUMN + GAP;
        }
        let width = x + MARGIN - GAP;
        let mut y = HEAD;
        let mut rows = Vec::new();
        for (framework, ladder) in model.ladders(role) {
            let publisher = wrapped(&model.frameworks[framework].publisher, TEXT, NAMES - GAP);
            let title = wrapped(&ladder.title, TEXT - 2, NAMES - GAP);
            let mut boxes: Vec<LevelBox> = Vec::new();
            for level in &ladder.levels {
                boxes.extend(level_box(level, model, &columns, &boxes));
            }
            let names = to_number(publisher.len() + title.len()) * LINE + PAD;
            let height = boxes.iter().map(|level| level.y + level.height).max().unwrap_or(0).max(names);
            rows.push(LadderRow { y, height, publisher, title, boxes });
            y += height + 2 * PAD;
        }
        Layout { width, height: y + FOOT, columns, rows }
    }
}

/// Returns the box of a level, below those that are in its columns already.
fn level_box(level: &LadderLevel, model: &Model, columns: &[Column], above: &[LevelBox]) -> Option<LevelBox> {
    let (lowest, highest) = level.at;
    let track = model.scale[lowest].track;
    let is_in = |column: &&Column| {
        (lowest..=highest).contains(&column.level) && model.scale[column.level].track == track
    };
    let first = columns.iter().find(is_in)?;
    let last = columns.iter().rev().find(is_in)?;
    let (x, width) = (first.x, last.x + COLUMN - first.x);
    let lines = wrapped(&level.label, TEXT, width - 2 * PAD);
    let overlaps = |other: &&LevelBox| other.x < x + width && x < other.x + other.width;
    let y = above.iter().filter(overlaps).map(|other| other.y + other.height + 4).max().unwrap_or(0);
    Some(LevelBox {
        x,
        width,
        y,
        height: to_number(lines.len()) * LINE + 2 * PAD,
        lines,
        has_doubt: level.why.is_some(),
    })
}

/// Returns the drawing of a role's ladders.
pub(in crate::pages) fn drawing(model: &Model, role: RoleId) -> String {
    let layout = Layout::of(model, role);
    let (width, height) = (layout.width, layout.height);
    let locale = &model.locale;
    let is_rtl = locale.direction() == "rtl";
    let title = plain(model, words!(locale, "role-levels-title", role = &model.roles[role].name));
    let mut svg = Svg { out: String::new(), mirror: is_rtl.then_some(width) };
    let _ = writeln!(
        svg.out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"title desc\" xml:lang=\"{}\" direction=\"{}\">",
        escaped(&model.site.language),
        locale.direction(),
    );
    let _ = writeln!(
        svg.out,
        "<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>",
        escaped(&title),
        escaped(&description(model, role)),
    );
    style(&mut svg.out, model);
    let _ = writeln!(svg.out, "<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>");
    svg.text("name", MARGIN, 46, TITLE, width - 2 * MARGIN, &title);
    for (index, column) in layout.columns.iter().enumerate() {
        let level = &model.scale[column.level];
        // Each level is a step higher than the one before it on its track.
        let before = layout.columns[..index].iter().rev();
        let step = before.take_while(|other| model.scale[other.level].track == level.track).count();
        let class = if level.track == Track::Management { "step management" } else { "step" };
        let rise = 4 + 3 * to_number(step).min(8);
        svg.rect(class, column.x, HEAD - 14 - rise, COLUMN, rise);
        svg.text("level", column.x, HEAD - 22 - rise, TEXT, COLUMN, &level.label);
    }
    for row in &layout.rows {
        let LadderRow { y, height, publisher, title, boxes } = row;
        svg.rect("rule", MARGIN, y + height + PAD, width - 2 * MARGIN, 1);
        let lines = publisher.iter().map(|line| ("level", TEXT, line));
        let lines = lines.chain(title.iter().map(|line| ("quiet", TEXT - 2, line)));
        for (index, (class, size, line)) in lines.enumerate() {
            svg.text(class, MARGIN, y + LINE * (to_number(index) + 1), size, NAMES - GAP, line);
        }
        for level in boxes {
            let class = if level.has_doubt { "box doubt" } else { "box" };
            svg.rect(class, level.x, y + level.y, level.width, level.height);
            for (index, line) in level.lines.iter().enumerate() {
                let baseline = y + level.y + PAD + LINE * to_number(index) + TEXT;
                svg.text("", level.x + PAD, baseline, TEXT, level.width - 2 * PAD, line);
            }
        }
    }
    let has_doubt = layout.rows.iter().flat_map(|row| &row.boxes).any(|level| level.has_doubt);
    let source = format!("{}, {}", model.site.title, model.absolute_url(Route::RoleLevels(role)));
    let note = if has_doubt {
        let doubts = plain(model, words!(locale, "ladder-doubts"));
        format!("{doubts} {source}")
    } else {
        source
    };
    svg.text("quiet", MARGIN, height - 20, TEXT - 2, width - 2 * MARGIN, &note);
    svg.out.push_str("</svg>\n");
    svg.out
}

/// Says in words what the drawing shows.
fn description(model: &Model, role: RoleId) -> String {
    let locale = &model.locale;
    let ladders = model.ladders(role).map(|(framework, ladder)| {
        let levels: Vec<String> = ladder
            .levels
            .iter()
            .map(|level| {
                let scale = &model.scale[level.at.0].label;
                words!(locale, "skill-with-grade", skill = &level.label, grade = scale)
            })
            .collect();
        words!(
            locale,
            "level-of-framework",
            framework = &model.frameworks[framework].publisher,
            level = locale.list(&levels),
        )
    });
    plain(model, ladders.collect::<Vec<_>>().join(". ") + ".")
}

/// Removes isolates, which are for text that a browser lays out.
fn plain(model: &Model, text: String) -> String {
    model.locale.without_isolates(text)
}

fn style(out: &mut String, model: &Model) {
    let palette = &model.site.theme.palette;
    let rules = |scheme: &Scheme| {
        format!(
            "text{{fill:{};font-family:system-ui,sans-serif}}.paper{{fill:{}}}.box{{fill:{};stroke:{};rx:4px}}\
             .doubt{{stroke-dasharray:5 4}}.quiet{{fill:{}}}.rule{{fill:{}}}.step{{fill:{}}}.management{{fill:{}}}",
            scheme.ink,
            scheme.paper,
            scheme.sheet,
            scheme.edge,
            scheme.quiet,
            scheme.rule,
            scheme.left,
            scheme.right,
        )
    };
    let (light, dark) = (rules(&palette.light), rules(&palette.dark));
    out.push_str("<style>");
    let _ = write!(out, ".name,.level{{font-weight:600}}{light}@media (prefers-color-scheme:dark){{{dark}}}");
    out.push_str("</style>\n");
}

/// A drawing in the making. In scripts that run from right to left it is mirrored.
struct Svg {
    out: String,
    mirror: Option<u32>,
}

impl Svg {
    fn rect(&mut self, class: &str, x: u32, y: u32, width: u32, height: u32) {
        let x = self.mirror.map_or(x, |whole| whole - x - width);
        let _ = writeln!(
            self.out,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    /// Writes a line that begins at `x`. One that may be wider than `room` is compressed to it.
    fn text(&mut self, class: &str, x: u32, y: u32, size: u32, room: u32, line: &str) {
        let x = self.mirror.map_or(x, |whole| whole - x);
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let squeezed = if width_of(line, size) > room {
            format!(" textLength=\"{room}\" lengthAdjust=\"spacingAndGlyphs\"")
        } else {
            String::new()
        };
        let _ = writeln!(
            self.out,
            "<text{class} x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{squeezed}>{}</text>",
            escaped(line)
        );
    }
}

/// Returns the width of a text in a wide system font.
fn width_of(text: &str, size: u32) -> u32 {
    let percent = |c: char| match c {
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 102,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' => 36,
        'f' | 'r' | 't' | ' ' | '-' | '(' | ')' | '/' => 46,
        'A'..='Z' => 82,
        _ if c.is_ascii() => 68,
        _ if c.is_alphabetic() && u32::from(c) < 0x0700 => 74,
        _ => 105,
    };
    // Headings are bold, and a little wider.
    text.chars().map(percent).sum::<u32>() * size * 108 / 10_000
}

/// Breaks a text into lines of at most `room`, at spaces. A longer word has a line of its own.
fn wrapped(text: &str, size: u32, room: u32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width_of(&format!("{line} {word}"), size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    lines
}

fn to_number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX / 1024)
}

#[cfg(test)]
mod tests {
    use super::{width_of, wrapped};

    #[test]
    fn lines_fit_their_room_unless_they_are_one_word() {
        let lines = wrapped("Senior development operations engineer", 15, 140);
        assert_eq!(lines.join(" "), "Senior development operations engineer");
        assert!(lines.iter().all(|line| width_of(line, 15) <= 140 || !line.contains(' ')), "{lines:?}");
        assert!(wrapped("", 15, 140).is_empty());
    }
}
