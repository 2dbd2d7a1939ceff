//! Measures the outlines of shapes. All lengths are at least as high as the true ones.

use svgtypes::{PathParser, PathSegment};

/// The longest path of a curve across a drawing, in diagonals.
pub(super) const CURVE_CROSSINGS: f64 = 3.0;

/// The length of an outline, and the number of times that its parts cross the drawing.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) diagonal: f64,
    pub(super) length: f64,
    pub(super) lines: f64,
    pub(super) curves: f64,
    pub(super) segments: f64,
    pub(super) bends: f64,
}

impl Outline {
    pub(super) fn line(&mut self, length: f64) {
        self.segments += 1.0;
        self.length += if length.is_nan() { f64::INFINITY } else { length };
        // A straight line crosses the drawing once.
        self.lines += (length / self.diagonal).min(1.0);
    }

    pub(super) fn curve(&mut self, length: f64) {
        self.segments += 1.0;
        self.bends += 1.0;
        self.length += if length.is_nan() { f64::INFINITY } else { length };
        self.curves += (length / self.diagonal).min(CURVE_CROSSINGS);
    }

    /// Counts a list of coordinates again, if less was understood than a browser may understand.
    pub(super) fn count_unread(&mut self, text: &str) {
        #[expect(clippy::cast_precision_loss, reason = "the number of bytes is small")]
        let numbers = coordinates(text) as f64;
        let unread = numbers / 2.0 - self.segments - 1.0;
        if unread > 0.0 {
            self.curves += unread;
            self.length += unread * self.diagonal;
            self.segments += unread;
        }
    }

    /// Measures a path by the polygons of its control points.
    pub(super) fn of_path(text: &str, diagonal: f64) -> Outline {
        let mut outline = Outline { diagonal, ..Outline::default() };
        let (mut at, mut start) = ((0.0, 0.0), (0.0, 0.0));
        let mut control = None::<(f64, f64)>;
        let mut is_whole = true;
        for segment in PathParser::from(text) {
            let Ok(segment) = segment else {
                is_whole = false;
                break;
            };
            let from = at;
            let to = |abs: bool, x: f64, y: f64| if abs { (x, y) } else { (from.0 + x, from.1 + y) };
            let mirrored = |control: Option<(f64, f64)>| {
                control.map_or(from, |c| (2.0 * from.0 - c.0, 2.0 * from.1 - c.1))
            };
            let mut points: Vec<(f64, f64)> = Vec::with_capacity(4);
            let mut next_control = None;
            match segment {
                PathSegment::MoveTo { abs, x, y } => {
                    at = to(abs, x, y);
                    start = at;
                    outline.segments += 1.0;
                    control = None;
                    continue;
                }
                PathSegment::LineTo { abs, x, y } => at = to(abs, x, y),
                PathSegment::HorizontalLineTo { abs, x } => {
                    at = if abs { (x, from.1) } else { (from.0 + x, from.1) }
                }
                PathSegment::VerticalLineTo { abs, y } => {
                    at = if abs { (from.0, y) } else { (from.0, from.1 + y) }
                }
                PathSegment::ClosePath { .. } => at = start,
                PathSegment::CurveTo { abs, x1, y1, x2, y2, x, y } => {
                    points.extend([to(abs, x1, y1), to(abs, x2, y2)]);
                    next_control = Some(to(abs, x2, y2));
                    at = to(abs, x, y);
                }
                PathSegment::SmoothCurveTo { abs, x2, y2, x, y } => {
                    points.extend([mirrored(control), to(abs, x2, y2)]);
                    next_control = Some(to(abs, x2, y2));
                    at = to(abs, x, y);
                }
                PathSegment::Quadratic { abs, x1, y1, x, y } => {
                    points.push(to(abs, x1, y1));
                    next_control = Some(to(abs, x1, y1));
                    at = to(abs, x, y);
                }
                PathSegment::SmoothQuadratic { abs, x, y } => {
                    points.push(mirrored(control));
                    next_control = Some(mirrored(control));
                    at = to(abs, x, y);
                }
                PathSegment::EllipticalArc { abs, rx, ry, x, y, .. } => {
                    at = to(abs, x, y);
                    let (rx, ry) = (rx.abs(), ry.abs());
                    let chord = distance(from, at);
                    if rx == 0.0 || ry == 0.0 || chord == 0.0 {
                        outline.line(chord);
                    } else {
                        // Radii that are too small are enlarged together.
                        let grown = (chord / 2.0 / rx.min(ry)).max(1.0);
                        outline.curve(std::f64::consts::TAU * rx.max(ry) * grown);
                    }
                    control = None;
                    continue;
                }
            }
            if points.is_empty() {
                outline.line(distance(from, at));
            } else {
                points.push(at);
                let mut last = from;
                let length =
                    points.iter().map(|point| distance(std::mem::replace(&mut last, *point), *point));
                outline.curve(length.sum());
            }
            control = next_control;
        }
        if !is_whole {
            outline.count_unread(text);
        }
        outline
    }
}

pub(super) fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The number of coordinates in the data of a path or in a list of points, and of commands without any.
pub(super) fn coordinates(text: &str) -> u64 {
    let (mut count, mut is_number, mut has_point, mut last) = (0u64, false, false, ' ');
    for c in text.chars() {
        let is_sign = matches!(c, '+' | '-') && !matches!(last, 'e' | 'E');
        let is_part =
            c.is_ascii_digit() || matches!(c, '.' | '+' | '-') || is_number && matches!(c, 'e' | 'E');
        if is_part && (!is_number || is_sign || c == '.' && has_point) {
            count += 1;
            has_point = c == '.';
        } else if is_part {
            has_point |= c == '.';
        } else {
            count += u64::from(matches!(c, 'z' | 'Z'));
        }
        (is_number, last) = (is_part, c);
    }
    count
}
