//! Estimates what it costs a browser to draw the outline of a shape. All estimates are at least as high as the true values,
//! but for text, of which only the number of characters and the size of the font are known.

use roxmltree::{Document, Node};
use svgtypes::PointsParser;

use super::lengths::{UNKNOWN_SCALE, dash_period, length, relative, view_box};
use super::outline::{CURVE_CROSSINGS, Outline, distance};

/// Elements without text.
const SHAPES: [&str; 7] = ["circle", "ellipse", "line", "path", "polygon", "polyline", "rect"];

/// The diagonal of the screen in pixels, for strokes that are measured on it.
const SCREEN: f64 = 1500.0;

/// The length of the outline of a character in font sizes.
const CHARACTER: f64 = 6.0;

/// The cost of a part of a drawing, in units of some 20 µs. `scaled`, `stretched` and `reach` grow with the scale at which the part
/// is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cost {
    /// The number of elements and vertices, which inherit references.
    pub(super) elements: f64,
    pub(super) stretched: f64,
    pub(super) fixed: f64,
    pub(super) scaled: f64,
    /// The length of all outlines in their own coordinates, for dashes.
    pub(super) length: f64,
    /// The part of the drawing that shapes reach, from 0 to 1 for each.
    pub(super) reach: f64,
}

/// The cost to fill the whole drawing, to fill it by a gradient or a pattern, and to draw an image over it.
const FILL: f64 = 8.0;
pub(super) const PAINT: f64 = 300.0;
const IMAGE: f64 = 100.0;

/// The cost to cross the drawing by a stroked curve, a stroked line, and either one without a stroke.
const STROKED_CURVE: f64 = 25.0;
const STROKED_LINE: f64 = 6.0;
const FILLED_OUTLINE: f64 = 2.0;

/// The cost of a segment, however short, and what it costs more if it is a stroked curve.
const SEGMENT: f64 = 0.5;
const BEND: f64 = 1.5;

/// The width of a stroke, in diagonals, that costs nothing more.
const THIN: f64 = 0.01;

impl Cost {
    pub(super) fn total(&self) -> f64 {
        self.fixed + self.scaled
    }

    pub(super) fn add(&mut self, other: &Cost) {
        self.elements += other.elements;
        self.stretched += other.stretched;
        self.fixed += other.fixed;
        self.scaled += other.scaled;
        self.length += other.length;
        self.reach += other.reach;
    }

    /// Draws this at a scale.
    pub(super) fn scale(&mut self, scale: f64) {
        self.stretched *= scale;
        self.scaled *= scale;
        self.reach *= scale;
    }

    /// Adds a reference that each element draws again.
    pub(super) fn add_for_each_element(&mut self, reference: &Cost) {
        self.fixed += self.elements * reference.fixed;
        self.scaled += self.stretched * reference.scaled;
    }
}

/// The sizes of a drawing in its own coordinates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    pub(super) diagonal: f64,
    /// The largest extent of any view box, for percentages.
    pub(super) extent: f64,
    pub(super) font_size: f64,
    pub(super) stroke_width: f64,
    pub(super) has_stroke: bool,
    /// `true` if a stroke is not only on shapes, so that text may have it.
    pub(super) has_stroked_text: bool,
    /// `true` if dashes may be measured on the screen.
    pub(super) has_screen_strokes: bool,
}

impl Canvas {
    pub(super) fn of(document: &Document<'_>) -> Canvas {
        let root = document.root_element();
        let px = |name: &str, default: f64| {
            let size = root.attribute(name).and_then(|text| length(text, None));
            size.filter(|size| *size > 0.0).unwrap_or(default)
        };
        let (width, height) = (px("width", 300.0), px("height", 150.0));
        let is_cut = root.attribute("preserveAspectRatio").is_some_and(|text| text.contains("slice"));
        let diagonal = match root.attribute("viewBox").and_then(view_box) {
            Some((width, height)) if is_cut => width.min(height),
            Some((width, height)) => width.hypot(height),
            // A browser may understand it.
            None if root.has_attribute("viewBox") => 1.0,
            None => width.hypot(height),
        };
        let boxes = root.descendants().filter_map(|node| view_box(node.attribute("viewBox")?));
        let extent = boxes.fold(width.max(height), |extent, (width, height)| extent.max(width).max(height));
        Canvas {
            diagonal,
            extent,
            font_size: 16.0,
            stroke_width: 1.0,
            has_stroke: false,
            has_stroked_text: false,
            has_screen_strokes: false,
        }
    }

    /// Returns a length in user units; what is not understood is as large as the drawing.
    pub(super) fn length(&self, text: &str) -> f64 {
        length(text, Some(self.extent)).unwrap_or(self.extent).abs()
    }

    /// Draws a part at a scale.
    pub(super) fn scale(&self, cost: &mut Cost, scale: f64) {
        cost.scale(scale);
        if self.has_screen_strokes {
            cost.length *= scale;
        }
    }

    /// Adds the dashes of all outlines in a part.
    pub(super) fn add_dashes(&self, cost: &mut Cost, pattern: &str) {
        if let Some(period) = dash_period(pattern, self.diagonal).filter(|_| cost.length > 0.0) {
            let dashes = cost.length / period;
            *(if self.has_screen_strokes { &mut cost.scaled } else { &mut cost.fixed }) += dashes;
        }
    }

    /// Considers a declaration of an element or of a style sheet, before anything is counted.
    pub(super) fn consider(&mut self, element: Option<&str>, name: &str, value: &str) {
        match name {
            "stroke" if !matches!(value, "none" | "transparent") => {
                self.has_stroke = true;
                self.has_stroked_text |= !element.is_some_and(|element| SHAPES.contains(&element));
            }
            "stroke-width" => self.stroke_width = self.stroke_width.max(self.length(value)),
            "vector-effect" => self.has_screen_strokes |= value.contains("non-scaling"),
            "font" | "font-size" => {
                let sizes = value.split(|c: char| c.is_whitespace() || c == '/');
                let largest = sizes
                    .filter(|size| size.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+')))
                    .filter(|size| relative(size).is_none())
                    // A weight is no length, but may be one where the unit is missing.
                    .filter(|size| name == "font-size" || !size.bytes().all(|b| b.is_ascii_digit()))
                    .map(|size| self.length(size))
                    .fold(0.0, f64::max);
                self.font_size = self.font_size.max(largest);
                if value.contains('(') {
                    self.font_size = self.font_size.max(self.extent);
                }
            }
            _ => {}
        }
    }

    /// The cost of the outline of a shape: `of` gives all values that a property may have.
    pub(super) fn shape(&self, node: Node<'_, '_>, of: &dyn Fn(&str) -> Vec<String>) -> Cost {
        let largest = |name: &str| of(name).iter().map(|text| self.length(text)).fold(0.0, f64::max);
        let mut outline = Outline { diagonal: self.diagonal, ..Outline::default() };
        match node.tag_name().name() {
            "path" => {
                let mut longest = 0.0;
                for data in of("d") {
                    let own = Outline::of_path(&data, self.diagonal);
                    if own.curves * 4.0 + own.lines + own.length >= longest {
                        longest = own.curves * 4.0 + own.lines + own.length;
                        outline = own;
                    }
                }
            }
            "polygon" | "polyline" => {
                let text = node.attribute("points").unwrap_or("");
                let mut last: Option<(f64, f64)> = None;
                for point in PointsParser::from(text) {
                    if let Some(last) = last {
                        outline.line(distance(last, point));
                    }
                    last = Some(point);
                }
                outline.line(outline.length);
                outline.count_unread(text);
            }
            "line" => {
                let side = |a: &str, b: &str| largest(a) + largest(b);
                outline.line(side("x1", "x2").hypot(side("y1", "y2")));
            }
            "rect" => {
                for side in [largest("width"), largest("height")] {
                    outline.line(side);
                    outline.line(side);
                }
                outline.segments = 1.0;
                if !of("rx").is_empty() || !of("ry").is_empty() {
                    outline.curves = std::mem::take(&mut outline.lines);
                }
            }
            "circle" => outline.curve(largest("r") * std::f64::consts::TAU),
            "ellipse" => outline.curve(largest("rx").max(largest("ry")) * std::f64::consts::TAU),
            "image" => {
                let size = |name| Some(largest(name)).filter(|size| *size > 0.0).unwrap_or(self.extent);
                outline.line(2.0 * (size("width") + size("height")));
            }
            "text" | "tspan" | "textPath" => {
                #[expect(clippy::cast_precision_loss, reason = "the number of characters is small")]
                let characters: f64 = node
                    .children()
                    .filter_map(|child| child.is_text().then(|| child.text())?)
                    .map(|text| text.chars().filter(|c| !c.is_whitespace()).count() as f64)
                    .sum();
                let length = CHARACTER * self.font_size;
                outline.length = characters * length;
                outline.curves = characters * (length / self.diagonal).min(CURVE_CROSSINGS);
            }
            _ => return Cost::default(),
        }
        if let Some(length) = node.attribute("pathLength") {
            outline.length = outline.length.max(self.length(length));
        }
        if self.has_screen_strokes {
            outline.length = outline.length.max(outline.length / self.diagonal * SCREEN);
        }
        let crossings = outline.curves + outline.lines;
        let is_text = matches!(node.tag_name().name(), "text" | "tspan" | "textPath");
        let has_stroke = if is_text { self.has_stroked_text } else { self.has_stroke };
        let drawn = if has_stroke {
            outline.curves * STROKED_CURVE + outline.lines * STROKED_LINE
        } else {
            crossings * FILLED_OUTLINE
        };
        let reach = crossings.min(1.0);
        let fill = match node.tag_name().name() {
            _ if is_text => 0.0,
            "image" => IMAGE,
            _ => FILL,
        };
        let bends = if has_stroke { outline.bends * BEND } else { 0.0 };
        // A wide stroke fills much of the drawing, however short it is.
        let width = (self.stroke_width / self.diagonal - THIN).clamp(0.0, 1.0);
        let wide = if has_stroke { outline.segments * width * FILL } else { 0.0 };
        let (fixed, scaled) = (outline.segments * SEGMENT + bends, drawn + reach * fill + wide);
        Cost { fixed, scaled, length: outline.length, reach, ..Cost::default() }
    }

    /// The scale at which a view box is drawn, whose element has these sizes.
    pub(super) fn view_scale(&self, node: Node<'_, '_>, of: &dyn Fn(&str) -> Vec<String>) -> f64 {
        let Some(text) = node.attribute("viewBox") else { return 1.0 };
        let Some((width, height)) = view_box(text) else { return UNKNOWN_SCALE };
        let size = |names: [&str; 2]| {
            let sizes = names.iter().flat_map(|name| of(name)).map(|text| self.length(&text));
            sizes.reduce(f64::max).unwrap_or(if node.tag_name().name() == "marker" {
                3.0
            } else {
                self.extent
            })
        };
        let scale =
            (size(["width", "markerWidth"]) / width).max(size(["height", "markerHeight"]) / height).max(1.0);
        if node.tag_name().name() == "marker" { scale * self.stroke_width.max(1.0) } else { scale }
    }
}
