//! Limits what a browser has to draw for a sanitised drawing. A reference to a part of the drawing draws this part again:
//! twelve levels of patterns, each with six shapes that are filled with the next, stop a browser, and so do thirty
//! primitives of a filter that each merge the last one with itself, or a line of a million dashes.
//!
//! The unit is what a small shape costs, some 20 µs. Measured in Chromium at 1000 × 1000 pixels: a stroked curve that crosses
//! the drawing costs 0.7 ms, a stroked line 0.12 ms, a group with `opacity` 1.2 ms, with `mix-blend-mode` 4.5 ms, a dash 20 µs,
//! and to blur a million pixels 80 ms.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;
use roxmltree::{Document, Node, NodeId, ParsingOptions};

use super::draw_cost::{Canvas, Cost, PAINT};
use super::lengths::{font_scale, transform_scale};
use super::outline::coordinates;
use super::selectors::{Rule, comparisons, rules, sheets};

/// The maximum cost of a drawing after every reference is expanded.
const MAX_DRAWN: f64 = 200_000.0;

/// The maximum number of comparisons of an element with a part of a selector.
const MAX_COMPARED: u64 = 5_000_000;

/// The maximum nesting of elements and references.
const MAX_DEPTH: usize = 256;

/// Elements whose reference draws the element that it names: as `href`, and as `url(#…)`.
const BY_HREF: [&str; 3] = ["use", "pattern", "feImage"];
const BY_URL: [&str; 5] = ["pattern", "mask", "clipPath", "marker", "filter"];

/// Elements that compute a colour for each pixel. A gradient is computed once.
const PAINT_SERVERS: [&str; 3] = ["linearGradient", "radialGradient", "pattern"];

/// Elements whose opacity needs a layer, however small they are.
const CONTAINERS: [&str; 5] = ["g", "svg", "switch", "symbol", "use"];

/// The attributes and properties whose references belong to the element itself. All others are inherited by what it contains.
const NOT_INHERITED: [&str; 4] = ["mask", "clip-path", "filter", "href"];

/// The properties, besides those with references, that decide what an element costs.
const COSTLY: [&str; 13] = [
    "d",
    "filter",
    "font",
    "font-size",
    "height",
    "isolation",
    "mix-blend-mode",
    "opacity",
    "r",
    "rx",
    "ry",
    "stroke-dasharray",
    "transform",
];

/// The cost of a layer, of one that is blended or masked, and of a shape over the whole drawing with an opacity.
const LAYER: f64 = 60.0;
const BLENDED: f64 = 225.0;
const MASKED: f64 = 120.0;
const OPACITY: f64 = 50.0;

/// Returns the cost of a primitive of a filter, or of a filter function of CSS.
fn primitive_cost(name: &str) -> u64 {
    match name {
        "feConvolveMatrix" | "feDiffuseLighting" | "feDisplacementMap" | "feMorphology"
        | "feSpecularLighting" | "feTurbulence" => 5000,
        "feDropShadow" | "feGaussianBlur" | "drop-shadow" | "blur" => 1000,
        _ => 50,
    }
}

/// Returns what is wrong with a sanitised drawing, if it draws too much.
pub(super) fn error(published: &str) -> Option<&'static str> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: u32::MAX, entity_resolver: None };
    let document = Document::parse_with_options(published, options).ok()?;
    if comparisons(&document) > MAX_COMPARED {
        return Some("has too many style rules for its number of elements");
    }
    match Counter::new(&document).count(document.root_element(), 0) {
        Some(cost) if cost.total() <= MAX_DRAWN => None,
        Some(_) => Some(
            "costs as much to draw as more than 200,000 elements, counting each use of a part, and dashes, long curves, layers and filters by their cost",
        ),
        None => Some("has a part that refers to itself, or references that are nested too deeply"),
    }
}

/// The declarations of an element, or of a rule, that decide what it costs.
pub(super) type Declarations<'d> = Vec<(String, &'d str)>;

/// Adds an attribute or a property, if it is one of those.
fn add<'d>(declarations: &mut Declarations<'d>, name: &str, value: &'d str) {
    let (name, value) = (name.to_ascii_lowercase(), value.trim());
    if value.to_ascii_lowercase().contains("url(") || name == "width" || COSTLY.contains(&&*name) {
        declarations.push((name, value));
    }
}

/// Splits declarations, separated by semicolons, into names and values.
fn properties(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split(';').filter_map(|declaration| declaration.split_once(':'));
    pairs.map(|(name, value)| (name.trim(), value.split('!').next().unwrap_or(value).trim()))
}

/// Reads the declarations that decide what an element costs.
pub(super) fn declarations(text: &str) -> Declarations<'_> {
    let mut read = Vec::new();
    for (name, value) in properties(text) {
        add(&mut read, name, value);
    }
    read
}

/// The ids in the references of declarations: of those that elements inside inherit, or of the others.
fn references<'d>(declarations: &Declarations<'d>, is_inherited: bool) -> Vec<&'d str> {
    let own = declarations.iter().filter(|(name, _)| NOT_INHERITED.contains(&&**name) != is_inherited);
    own.flat_map(|(_, value)| url_ids(value)).collect()
}

/// The cost of filter functions.
fn functions(value: &str) -> u64 {
    let value = value.to_ascii_lowercase();
    let is_name = |c: char| c.is_ascii_alphabetic() || c == '-';
    let functions = value.match_indices('(').map(|(at, _)| {
        let name = &value[..at];
        &name[name.trim_end_matches(is_name).len()..]
    });
    functions.filter(|name| *name != "url").map(primitive_cost).fold(0, u64::saturating_add)
}

struct Counter<'d, 'i> {
    ids: HashMap<&'d str, Node<'d, 'i>>,
    rules: Vec<Rule<'d>>,
    canvas: Canvas,
    /// `true` if there are markers, which are drawn at each vertex.
    has_markers: bool,
    known: HashMap<NodeId, Cost>,
    open: HashSet<NodeId>,
}

impl<'d, 'i: 'd> Counter<'d, 'i> {
    fn new(document: &'d Document<'i>) -> Counter<'d, 'i> {
        let nodes = || document.root_element().descendants();
        let mut ids = HashMap::new();
        for node in nodes() {
            if let Some(id) = node.attribute("id") {
                // A browser finds the first one.
                ids.entry(id).or_insert(node);
            }
        }
        let mut canvas = Canvas::of(document);
        for node in nodes() {
            let element = node.tag_name().name();
            for attribute in node.attributes() {
                canvas.consider(Some(element), attribute.name(), attribute.value().trim());
            }
            for (name, value) in properties(node.attribute("style").unwrap_or("")) {
                canvas.consider(Some(element), name, value);
            }
        }
        for (name, value) in sheets(document).flat_map(|sheet| sheet.split(['{', '}'])).flat_map(properties) {
            canvas.consider(None, name, value);
        }
        Counter {
            ids,
            rules: sheets(document).flat_map(rules).collect(),
            canvas,
            has_markers: nodes().any(|node| node.tag_name().name() == "marker"),
            known: HashMap::new(),
            open: HashSet::new(),
        }
    }

    /// The declarations that may apply to a node.
    fn declarations(&self, node: Node<'d, 'i>) -> Declarations<'d> {
        let mut all = Declarations::new();
        for attribute in node.attributes() {
            if attribute.name() == "style" {
                all.extend(declarations(attribute_text(node, "style")));
            } else {
                add(&mut all, attribute.name(), attribute_text(node, attribute.name()));
            }
        }
        for rule in self.rules.iter().filter(|rule| rule.may_match(node)) {
            all.extend(rule.declarations.iter().cloned());
        }
        all
    }

    /// The cost of a node; `None` for a cycle or excessive nesting.
    fn count(&mut self, node: Node<'d, 'i>, depth: usize) -> Option<Cost> {
        if let Some(known) = self.known.get(&node.id()) {
            return Some(*known);
        }
        if depth > MAX_DEPTH || !self.open.insert(node.id()) {
            return None;
        }
        let name = node.tag_name().name();
        let all = self.declarations(node);
        let of = |name: &str| values(node, &all, name);
        let own = self.canvas.shape(node, &of);
        let mut cost = Cost { elements: 1.0, fixed: 1.0, ..Cost::default() };
        if self.has_markers {
            let points = ["d", "points"].into_iter().flat_map(of).map(|text| coordinates(&text)).sum::<u64>();
            cost.elements += as_cost(points);
            cost.fixed += as_cost(points) / 8.0;
        }
        cost.stretched = cost.elements;
        cost.add(&own);
        if name == "filter" {
            cost.fixed += as_cost(filter_cost(node));
        }
        for child in node.children().filter(Node::is_element) {
            // A filter is computed where it is used.
            if child.tag_name().name() != "filter" {
                cost.add(&self.count(child, depth + 1)?);
            }
        }
        let target = node.attribute("href").filter(|_| BY_HREF.contains(&name));
        if let Some(target) = target.and_then(|target| self.target(target.trim().strip_prefix('#')?)) {
            let mut drawn = self.count(target, depth + 1)?;
            if matches!(target.tag_name().name(), "svg" | "symbol") {
                let scale = self.canvas.view_scale(target, &|name| {
                    let own = of(name);
                    if own.is_empty() { attribute(target, name) } else { own }
                });
                self.canvas.scale(&mut drawn, scale);
            }
            cost.add(&drawn);
        }
        self.add_references(&mut cost, &all, depth)?;
        if BY_URL.contains(&name) {
            // It inherits from where it is defined, each time that it is drawn.
            for ancestor in node.ancestors().skip(1).filter(Node::is_element) {
                let above = self.declarations(ancestor);
                self.add_inherited(&mut cost, &above, depth)?;
            }
        }
        self.add_inherited(&mut cost, &all, depth)?;
        add_layers(&mut cost, node, &all, &own);
        let units = ["patternContentUnits", "maskContentUnits", "clipPathUnits"];
        if units.iter().any(|units| node.attribute(*units) == Some("objectBoundingBox")) {
            self.canvas.scale(&mut cost, self.canvas.extent.max(1.0));
        }
        let transforms = of("transform").into_iter().chain(attribute(node, "patternTransform"));
        self.canvas.scale(&mut cost, transforms.map(|text| transform_scale(&text)).fold(1.0, f64::max));
        if matches!(name, "svg" | "marker" | "pattern") && depth > 0 {
            self.canvas.scale(&mut cost, self.canvas.view_scale(node, &of));
        }
        self.open.remove(&node.id());
        self.known.insert(node.id(), cost);
        Some(cost)
    }

    /// Adds the masks, filters and clip paths of an element.
    fn add_references(&mut self, cost: &mut Cost, all: &Declarations<'d>, depth: usize) -> Option<()> {
        for target in self.targets(&references(all, false)) {
            if BY_URL.contains(&target.tag_name().name()) {
                let drawn = self.count(target, depth + 1)?;
                cost.fixed += drawn.fixed;
                cost.scaled += drawn.scaled;
            }
            if target.tag_name().name() == "mask" {
                cost.fixed += MASKED;
            }
        }
        for (_, value) in all.iter().filter(|(name, _)| name == "filter") {
            cost.fixed += as_cost(functions(value));
        }
        Some(())
    }

    /// Adds what each element of a part inherits: markers, paint and dashes.
    fn add_inherited(&mut self, cost: &mut Cost, all: &Declarations<'d>, depth: usize) -> Option<()> {
        let mut drawn = Cost::default();
        let targets = self.targets(&references(all, true));
        for target in &targets {
            if BY_URL.contains(&target.tag_name().name()) {
                drawn.add(&self.count(*target, depth + 1)?);
            }
        }
        cost.add_for_each_element(&drawn);
        if targets.iter().any(|target| PAINT_SERVERS.contains(&target.tag_name().name())) {
            cost.scaled += cost.reach * PAINT;
        }
        for (_, pattern) in all.iter().filter(|(name, _)| name == "stroke-dasharray") {
            self.canvas.add_dashes(cost, pattern);
        }
        for (_, text) in all.iter().filter(|(name, _)| name == "font" || name == "font-size") {
            let scale = font_scale(text);
            cost.scale(scale);
            cost.length *= scale;
            cost.fixed *= scale;
        }
        Some(())
    }

    /// The element that a fragment names. A browser also decodes it.
    fn target(&self, id: &str) -> Option<Node<'d, 'i>> {
        let decoded = || percent_decode_str(id).decode_utf8_lossy();
        self.ids.get(id).or_else(|| self.ids.get(&*decoded())).copied()
    }

    fn targets(&self, ids: &[&str]) -> Vec<Node<'d, 'i>> {
        ids.iter().filter_map(|id| self.target(id)).collect()
    }
}

/// Adds the layers that an element needs. `own` is its cost without its children.
fn add_layers(cost: &mut Cost, node: Node<'_, '_>, all: &Declarations<'_>, own: &Cost) {
    for (name, value) in all {
        match &**name {
            "opacity" if value.parse::<f64>().is_ok_and(|opacity| opacity >= 1.0) || *value == "100%" => {}
            "opacity" if CONTAINERS.contains(&node.tag_name().name()) => cost.fixed += LAYER,
            "opacity" => {
                cost.fixed += 2.0;
                cost.scaled += own.reach * OPACITY;
            }
            "mix-blend-mode" if *value != "normal" => cost.fixed += BLENDED,
            "isolation" if *value != "auto" => cost.fixed += LAYER,
            _ => {}
        }
    }
}

/// All values that an attribute or property of an element may have.
fn values(node: Node<'_, '_>, all: &Declarations<'_>, name: &str) -> Vec<String> {
    let declared = all.iter().filter(|(own, _)| own == name).map(|(_, value)| unquoted(value));
    // Attributes that no style can set are not among the declarations.
    let is_declared = name == "width" || COSTLY.contains(&name);
    declared.chain(attribute(node, name).into_iter().filter(|_| !is_declared)).collect()
}

fn attribute(node: Node<'_, '_>, name: &str) -> Vec<String> {
    node.attribute(name).map(str::to_string).into_iter().collect()
}

/// The text of an attribute, or nothing.
fn attribute_text<'d>(node: Node<'d, '_>, name: &str) -> &'d str {
    node.attribute(name).unwrap_or("")
}

/// The data of `path("…")`, or the value itself.
fn unquoted(value: &str) -> String {
    match value.split_once(['"', '\'']) {
        Some((_, data)) => data.trim_end_matches([')', ' ', '"', '\'']).to_string(),
        None => value.to_string(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "what is so large is refused")]
fn as_cost(count: u64) -> f64 {
    count as f64
}

/// The cost of the primitives of a filter after every result is computed where it is used.
fn filter_cost(filter: Node<'_, '_>) -> u64 {
    let mut results: HashMap<&str, u64> = HashMap::new();
    let mut last = 0u64;
    for primitive in filter.children().filter(Node::is_element) {
        let input = |node: Node<'_, '_>, name: &str| match node.attribute(name) {
            Some(result) => results.get(result).copied().unwrap_or(0),
            None => last,
        };
        let mut cost = primitive_cost(primitive.tag_name().name());
        if primitive.tag_name().name() == "feMerge" {
            for node in primitive.children().filter(Node::is_element) {
                cost = cost.saturating_add(input(node, "in"));
            }
        } else {
            cost = cost.saturating_add(input(primitive, "in"));
            if matches!(primitive.tag_name().name(), "feBlend" | "feComposite" | "feDisplacementMap") {
                cost = cost.saturating_add(input(primitive, "in2"));
            }
        }
        if let Some(result) = primitive.attribute("result") {
            results.insert(result, cost);
        }
        last = cost;
    }
    last
}

/// The ids in the references `url(#id)` of a value.
fn url_ids(value: &str) -> impl Iterator<Item = &str> {
    let lower = value.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices("url(").map(|(at, mark)| at + mark.len()).collect();
    starts.into_iter().filter_map(move |at| {
        let id: Range<usize> = at..at + value[at..].find(')')?;
        let id = value[id].trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        id.strip_prefix('#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_refused(inner: &str) -> bool {
        error(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>")).is_some()
    }

    /// Levels of an element, each of which refers several times to the level below.
    fn nested(levels: u32, level: impl Fn(u32) -> String) -> String {
        (0..levels).map(level).collect()
    }

    #[test]
    fn references_of_every_kind_are_counted() {
        for (element, attribute) in
            [("pattern", "fill"), ("pattern", "stroke"), ("mask", "mask"), ("clipPath", "clip-path")]
        {
            let of = |levels, each: usize, write: &dyn Fn(u32) -> String| {
                nested(levels, |n| format!("<{element} id=\"p{n}\">{}</{element}>", write(n).repeat(each)))
            };
            let by_attribute = |n: u32| format!("<rect {attribute}=\"url(#p{})\"/>", n.wrapping_sub(1));
            let by_style = |n: u32| format!("<rect style=\"{attribute}:URL( '#p{}' )\"/>", n.wrapping_sub(1));
            assert!(!is_refused(&of(3, 6, &by_attribute)), "{element}");
            assert!(is_refused(&of(12, 6, &by_attribute)), "{element}");
            assert!(is_refused(&of(12, 6, &by_style)), "{element}");
        }
        // Inherited, by a class, and as a marker.
        let inherited = |n: u32| {
            format!(
                "<pattern id=\"p{n}\"><g fill=\"url(#p{})\"><rect/><rect/><rect/></g></pattern>",
                n.wrapping_sub(1)
            )
        };
        assert!(is_refused(&nested(15, inherited)));
        let with_class = |n: u32| {
            format!(
                "<style>.c{n},.d{n}{{fill:url(#p{})}}</style><pattern id=\"p{n}\"><rect class=\"c{n}\"/><rect class=\"x d{n}\"/></pattern>",
                n.wrapping_sub(1)
            )
        };
        assert!(is_refused(&nested(20, with_class)));
        assert!(!is_refused(&nested(5, with_class)));
        let by_name =
            "<style>rect{fill:url(#p)}g rect,#r{stroke:url(#p)}</style><pattern id=\"p\"><path/></pattern>";
        assert!(!is_refused(&format!("{by_name}{}", "<g><g><rect/></g></g>".repeat(2000))));
        let by_selector = "<style>g&gt;rect{fill:url(#p)}</style><pattern id=\"p\"><g><rect/></g></pattern>";
        assert!(is_refused(by_selector), "it refers to itself");
        let marker = format!("<marker id=\"m\">{}</marker>", "<path/>".repeat(500));
        assert!(is_refused(&format!(
            "{marker}<path d=\"M0 0{}\" marker-mid=\"url(#m)\"/>",
            "h1".repeat(500)
        )));
        assert!(!is_refused(&format!("{marker}<path d=\"M0 0h1h1\" marker-mid=\"url(#m)\"/>")));
    }

    #[test]
    fn results_of_a_filter_are_counted_where_they_are_used() {
        let filter =
            |inner: &str| is_refused(&format!("<filter id=\"f\">{inner}</filter><rect filter=\"url(#f)\"/>"));
        let twice = "<feMerge><feMergeNode/><feMergeNode/></feMerge>";
        assert!(filter(&twice.repeat(30)));
        assert!(filter(&"<feBlend in2=\"r\" result=\"r\"/>".repeat(30)));
        assert!(!filter(&format!("<feGaussianBlur in=\"SourceAlpha\"/><feOffset/>{twice}")));
        assert!(!filter(&"<feOffset/>".repeat(500)));
    }

    #[test]
    fn filters_count_by_their_cost_for_each_pixel() {
        let blur = "<filter id=\"f\"><feGaussianBlur stdDeviation=\"5\"/></filter>";
        let used = |filter: &str, attribute: &str, count: usize| {
            is_refused(&format!("{filter}{}", format!("<rect {attribute}/>").repeat(count)))
        };
        for attribute in [
            "filter=\"url(#f)\"",
            "style=\"fill:red;filter:url(#f)\"",
            "filter=\"blur(5px)\"",
            "style=\"filter: drop-shadow(1px 1px 5px red)\"",
            "class=\"a\"",
        ] {
            let styles = "<style>.a{fill:red;filter:url( '#f' )}</style>";
            let filter = format!("{styles}{blur}");
            assert!(!used(&filter, attribute, 100), "{attribute}");
            assert!(used(&filter, attribute, 250), "{attribute}");
        }
        for costly in ["feTurbulence", "feMorphology", "feConvolveMatrix", "feSpecularLighting"] {
            let chain = |count: usize| {
                format!(
                    "<filter id=\"f\">{}</filter>",
                    format!("<{costly} in=\"SourceGraphic\"/>").repeat(count)
                )
            };
            assert!(!used(&chain(1), "filter=\"url(#f)\"", 20), "{costly}");
            assert!(used(&chain(1), "filter=\"url(#f)\"", 60), "{costly}");
        }
        assert!(used("", "style=\"filter:blur(1px) blur(1px) blur(1px)\"", 100));
        // The filter of a group is computed once, and one that nothing uses, never.
        assert!(!is_refused(&format!("{blur}<g style=\"filter:url(#f)\">{}</g>", "<rect/>".repeat(1000))));
        assert!(!is_refused(&format!("<defs>{}</defs>", blur.repeat(1000))));
    }

    #[test]
    fn style_rules_are_limited_by_the_elements_that_they_are_compared_with() {
        let with = |rule: &str, rules: usize, elements: usize| {
            let rules: String = (0..rules).map(|n| rule.replace('N', &n.to_string())).collect();
            is_refused(&format!("<style>{rules}</style>{}", "<g class=\"c1\"><rect/></g>".repeat(elements)))
        };
        // As editors write them.
        assert!(!with(".cN{fill:red}.cN:hover{fill:blue}", 500, 20_000));
        assert!(!with("#id .cN rect,#id .cN circle{fill:red}", 50, 1000));
        assert!(with("*{fill:red}", 1000, 20_000));
        assert!(with("* * * * g rect{fill:url(#a)}", 200, 20_000));
        assert!(with(":is(g,rect){fill:red}", 1000, 20_000));
        assert!(with("@media all{g{fill:red}}", 1000, 20_000));
    }

    /// A drawing of 100 × 100 units with elements, each repeated.
    fn is_slow(parts: &[(&str, usize)]) -> bool {
        let inner: String =
            parts.iter().map(|(part, count)| part.replace('\'', "\"").repeat(*count)).collect();
        error(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\">{inner}</svg>"))
            .is_some()
    }

    #[test]
    fn references_are_decoded_as_browsers_do() {
        for (id, reference) in
            [("p", "%70"), ("é", "%C3%A9"), ("é", "%c3%a9"), ("a%b", "a%b"), ("%70", "%70")]
        {
            let uses = nested(20, |n| {
                let below = n.wrapping_sub(1);
                format!("<g id=\"{id}{n}\">{}</g>", format!("<use href=\"#{reference}{below}\"/>").repeat(3))
            });
            assert!(is_refused(&uses), "{reference}");
            let patterns = nested(12, |n| {
                let rect = format!("<rect fill=\"url(#{reference}{})\"/>", n.wrapping_sub(1));
                format!("<pattern id=\"{id}{n}\">{}</pattern>", rect.repeat(6))
            });
            assert!(is_refused(&patterns), "{reference}");
        }
        // The first of two elements with an id is the one that is drawn.
        let many = format!("<g id=\"a\">{}</g><g id=\"a\"/>", "<rect/>".repeat(1000));
        assert!(is_refused(&format!("{many}{}", "<use href=\"#a\"/>".repeat(1000))));
    }

    #[test]
    fn dashes_are_counted_wherever_their_pattern_is() {
        let line = "<path stroke='red' d='M0 0L100 100'/>";
        for dashed in [
            "<path stroke='red' stroke-dasharray='.001' d='M0 0L100 100'/>",
            "<path stroke='red' style='stroke-dasharray:.001 !important' d='M0 0C9 9 9 9 100 100'/>",
            "<g stroke-dasharray='.001'><path stroke='red' d='M0 0L100 100'/></g>",
            "<g stroke-dasharray='.001'><use href='#%6c'/></g>",
            "<path stroke='red' pathLength='100000' stroke-dasharray='1' d='M0 0L100 100'/>",
            "<path stroke='red' stroke-dasharray='calc(.001px)' d='M0 0L100 100'/>",
            "<text stroke='red' stroke-dasharray='.001' font-size='80'>WWWW</text>",
            "<text stroke='red' stroke-dasharray='1' style='font:10em serif'>WWWWWWWWWWWWWWWWWWWW</text>",
            "<rect stroke='red' stroke-dasharray='.001' width='100%' height='100%'/>",
            "<circle stroke='red' stroke-dasharray='.001' r='40'/>",
            "<polyline stroke='red' stroke-dasharray='.001' points='0 0 100 100'/>",
            "<line class='d' stroke='red' x2='100' y2='100'/>",
            "<svg viewBox='0 0 .001 .001'><path vector-effect='non-scaling-stroke' stroke='red' stroke-dasharray='.01' d='M0 0L.001 .001'/></svg>",
        ] {
            let shared =
                ("<style>.d{stroke-dasharray:.001}</style><path id='l' stroke='red' d='M0 0L100 100'/>", 1);
            assert!(is_slow(&[shared, (dashed, 100)]), "{dashed}");
            assert!(!is_slow(&[(line, 300)]));
        }
        let grid = "<path stroke='red' stroke-dasharray='1 1' d='M0 5H100'/>";
        assert!(!is_slow(&[(grid, 1000), ("<text stroke-dasharray='none'>Words</text>", 1000)]));
        assert!(!is_slow(&[("<path stroke='red' stroke-dasharray='0' d='M0 5H100'/>", 1000)]));
    }

    #[test]
    fn long_outlines_count_more_than_short_ones() {
        let curve = "<path stroke='red' d='M0 0C100 0 0 50 100 100'/>";
        assert!(!is_slow(&[(curve, 1000)]));
        assert!(is_slow(&[(curve, 10_000)]));
        for many in [
            "<g transform='scale(10000)'><path stroke='red' d='M0 0C.01 0 0 .005 .01 .01'/></g>",
            "<g style='transform:scaleX(10000)'><path stroke='red' d='M0 0C.01 0 0 .005 .01 .01'/></g>",
            "<g transform='matrix(9999 0 0 1 0 0)'><path stroke='red' d='M0 0C.01 0 0 .005 .01 .01'/></g>",
            "<g style='transform:matrix3d(1)'><path stroke='red' d='M0 0C.1 0 0 .05 .1 .1'/></g>",
            "<svg viewBox='0 0 .001 .001'><path stroke='red' d='M0 0C.001 0 0 .0005 .001 .001'/></svg>",
            "<symbol id='s' viewBox='0 0 1 1'><path stroke='red' d='M0 0C1 0 0 .5 1 1'/></symbol><use href='#s'/>",
            "<path stroke='red' d='M0 0a1 90 0 0 1 100 100'/>",
            "<path stroke='red' stroke-width='200' d='M50 50l.1 .1l.1 .1l.1 .1'/>",
            "<path style='d:path(\"M0 0C100 0 0 50 100 100\");stroke:red'/>",
            "<path stroke='red' d='M0 0 1. 1.C100 0 0 50 100 100NaN0 0 0 9 9 9'/>",
        ] {
            let many = many.replace("path(\"", "path(&quot;").replace("\")", "&quot;)");
            assert!(is_slow(&[(&many, 8000)]), "{many}");
        }
        // Maps, traced pictures, hatching and charts.
        let coast =
            format!("<path stroke='red' d='M9 9{}'/>", "c.1 .2 .3 -.1 .2 .2l.1 .1-.3 -.3".repeat(100));
        let traced =
            format!("<g transform='scale(0.1,-0.1)'><path d='M90 90{}z'/></g>", "c1 2 3 -1 2 2".repeat(100));
        let label = "<g opacity='.8' transform='translate(5,5)'><circle r='3' stroke='red'/><text font-size='4'>Label</text></g>";
        let point = "<circle cx='5' cy='5' r='.5' opacity='.5' stroke='red'/>";
        let hatch = "<line stroke='red' x2='100' y2='90'/>";
        for (part, count) in [(&*coast, 300), (&*traced, 500), (label, 1500), (point, 20_000), (hatch, 3000)]
        {
            assert!(!is_slow(&[(part, count)]), "{part}");
        }
    }

    #[test]
    fn layers_are_counted() {
        for (layer, count) in [
            ("<g opacity='.99'><rect width='9' height='9'/></g>", 5000),
            ("<g style='mix-blend-mode:multiply'><rect width='9' height='9'/></g>", 2000),
            ("<g class='l'><rect width='9' height='9'/></g>", 5000),
            ("<rect opacity='.5' width='100' height='100'/>", 5000),
            ("<rect mask='url(#m)' width='9' height='9'/>", 3000),
            ("<rect fill='url(#c)' width='100' height='100'/>", 3000),
            ("<g fill='url(#c)'><rect width='100' height='100'/></g>", 3000),
        ] {
            let shared =
                "<style>.l{isolation:isolate}</style><mask id='m'><rect/></mask><linearGradient id='c'/>";
            assert!(is_slow(&[(shared, 1), (layer, count)]), "{layer}");
            assert!(!is_slow(&[(shared, 1), (layer, count / 10)]), "{layer}");
        }
        assert!(!is_slow(&[(
            "<g opacity='1' style='isolation:auto;mix-blend-mode:normal'><rect/></g>",
            20_000
        )]));
    }

    #[test]
    fn gradients_may_be_used_by_every_element() {
        let stops = "<stop/>".repeat(20);
        let gradient = format!("<linearGradient id=\"a\">{stops}</linearGradient>");
        assert!(!is_refused(&format!("{gradient}{}", "<rect fill=\"url(#a)\"/>".repeat(20_000))));
        let clips = "<g clip-path=\"url(#c)\"><rect/></g>".repeat(20_000);
        assert!(!is_refused(&format!("<clipPath id=\"c\"><rect/></clipPath>{clips}")));
    }
}
