//! Limits what a browser has to draw for a sanitised drawing. A reference to a part of the drawing draws this part again:
//! twelve levels of patterns, each with six shapes that are filled with the next, stop a browser, and so do thirty
//! primitives of a filter that each merge the last one with itself.
//!
//! A filter computes every pixel of its area, so it counts as many elements: Chromium fills a million pixels in 0.1 ms, and
//! blurs them in 80 ms.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use roxmltree::{Document, Node, NodeId, ParsingOptions};

/// The maximum number of elements after every reference is expanded, and with filters counted as [`primitive_cost`] says.
const MAX_DRAWN: u64 = 200_000;

/// The maximum number of comparisons of an element with a part of a selector.
const MAX_COMPARED: u64 = 5_000_000;

/// The maximum nesting of elements and references.
const MAX_DEPTH: usize = 256;

/// Elements whose reference draws the element that it names: as `href`, and as `url(#…)`. Gradients are not among them,
/// because a gradient is computed once.
const BY_HREF: [&str; 3] = ["use", "pattern", "feImage"];
const BY_URL: [&str; 5] = ["pattern", "mask", "clipPath", "marker", "filter"];

/// The attributes and properties whose references belong to the element itself. All others are inherited by what it contains.
const NOT_INHERITED: [&str; 4] = ["mask", "clip-path", "filter", "href"];

/// Returns the number of elements that a primitive of a filter counts as, or a filter function of CSS.
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
        Some(drawn) if drawn <= MAX_DRAWN => None,
        Some(_) => {
            Some("draws more than 200,000 elements, counting each use of a part and the cost of filters")
        }
        None => Some("has a part that refers to itself, or references that are nested too deeply"),
    }
}

/// References of a rule in a style sheet, and the elements that it may apply to.
struct Rule<'d> {
    subjects: Vec<Subject<'d>>,
    uses: Uses<'d>,
}

/// What declarations make a browser draw besides the element.
#[derive(Default)]
struct Uses<'d> {
    /// References of the element itself.
    own: Vec<&'d str>,
    /// References that the elements in it inherit.
    inherited: Vec<&'d str>,
    /// The cost of filter functions.
    functions: u64,
}

impl<'d> Uses<'d> {
    fn is_empty(&self) -> bool {
        self.own.is_empty() && self.inherited.is_empty() && self.functions == 0
    }

    /// Adds the value of an attribute or a property.
    fn add(&mut self, name: &str, value: &'d str) {
        let name = name.trim().to_ascii_lowercase();
        let found = if NOT_INHERITED.contains(&&*name) { &mut self.own } else { &mut self.inherited };
        found.extend(url_ids(value));
        if name == "filter" {
            let value = value.to_ascii_lowercase();
            let is_name = |c: char| c.is_ascii_alphabetic() || c == '-';
            let functions = value.match_indices('(').map(|(at, _)| {
                let name = &value[..at];
                &name[name.trim_end_matches(is_name).len()..]
            });
            let costs = functions.filter(|name| *name != "url").map(primitive_cost);
            self.functions = costs.fold(self.functions, u64::saturating_add);
        }
    }

    /// Adds declarations, separated by semicolons.
    fn add_declarations(&mut self, text: &'d str) {
        text.split(';').filter_map(|declaration| declaration.split_once(':')).for_each(|(name, value)| {
            self.add(name, value);
        });
    }
}

/// The part of a selector that describes the element itself, without its conditions on other elements.
#[derive(Default)]
struct Subject<'d> {
    name: Option<&'d str>,
    id: Option<&'d str>,
    class: Option<&'d str>,
}

impl<'d> Subject<'d> {
    /// Reads the subject of a selector. What is not understood matches every element.
    fn of(selector: &'d str) -> Subject<'d> {
        let compound = selector.trim().rsplit(is_combinator).next().unwrap_or("");
        // `:hover` and the like only exclude elements.
        let compound = match compound.split_once(':') {
            Some((before, after)) if after.chars().all(|c| c.is_ascii_alphabetic() || c == '-') => before,
            _ => compound,
        };
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if !compound.chars().all(|c| is_name(c) || matches!(c, '.' | '#')) {
            return Subject::default();
        }
        let after = |mark: char| compound.split_once(mark)?.1.split(['.', '#']).next();
        let name = compound.split(['.', '#']).next().filter(|name| !name.is_empty());
        Subject { name, id: after('#'), class: after('.') }
    }

    fn may_be(&self, node: Node<'_, '_>) -> bool {
        let mut classes = node.attribute("class").unwrap_or("").split_whitespace();
        self.name.is_none_or(|name| name.eq_ignore_ascii_case(node.tag_name().name()))
            && self.id.is_none_or(|id| node.attribute("id") == Some(id))
            && self.class.is_none_or(|class| classes.any(|own| own == class))
    }
}

struct Counter<'d, 'i> {
    ids: HashMap<&'d str, Node<'d, 'i>>,
    rules: Vec<Rule<'d>>,
    /// `true` if there are markers, which are drawn at each vertex.
    has_markers: bool,
    known: HashMap<NodeId, u64>,
    open: HashSet<NodeId>,
}

impl<'d, 'i: 'd> Counter<'d, 'i> {
    fn new(document: &'d Document<'i>) -> Counter<'d, 'i> {
        let nodes = || document.root_element().descendants();
        Counter {
            ids: nodes().filter_map(|node| Some((node.attribute("id")?, node))).collect(),
            rules: sheets(document).flat_map(rules).collect(),
            has_markers: nodes().any(|node| node.tag_name().name() == "marker"),
            known: HashMap::new(),
            open: HashSet::new(),
        }
    }

    /// The number of elements that a node draws; `None` for a cycle or excessive nesting.
    fn count(&mut self, node: Node<'d, 'i>, depth: usize) -> Option<u64> {
        if let Some(known) = self.known.get(&node.id()) {
            return Some(*known);
        }
        if depth > MAX_DEPTH || !self.open.insert(node.id()) {
            return None;
        }
        let name = node.tag_name().name();
        let mut drawn = 1u64;
        if self.has_markers {
            let points = ["d", "points"].iter().filter_map(|name| node.attribute(*name)).map(str::len).sum();
            drawn += vertices(points);
        }
        if name == "filter" {
            drawn = drawn.saturating_add(filter_cost(node));
        }
        for child in node.children().filter(Node::is_element) {
            // A filter is computed where it is used.
            if child.tag_name().name() != "filter" {
                drawn = drawn.saturating_add(self.count(child, depth + 1)?);
            }
        }
        let mut uses = Uses::default();
        for attribute in node.attributes() {
            if attribute.name() == "style" {
                uses.add_declarations(attribute.value());
            } else {
                uses.add(attribute.name(), attribute.value());
            }
            if attribute.name() == "href" && BY_HREF.contains(&name) {
                let target =
                    attribute.value().trim().strip_prefix('#').and_then(|id| self.ids.get(id).copied());
                if let Some(target) = target {
                    drawn = drawn.saturating_add(self.count(target, depth + 1)?);
                }
            }
        }
        for rule in &self.rules {
            if rule.subjects.iter().any(|subject| subject.may_be(node)) {
                uses.own.extend(&rule.uses.own);
                uses.inherited.extend(&rule.uses.inherited);
                uses.functions = uses.functions.saturating_add(rule.uses.functions);
            }
        }
        let own = self.count_all(&uses.own, depth)?.saturating_add(uses.functions);
        let inherited = self.count_all(&uses.inherited, depth)?;
        // What is inherited is drawn again for each element inside.
        let drawn = drawn.saturating_add(own).saturating_mul(inherited.saturating_add(1));
        self.open.remove(&node.id());
        self.known.insert(node.id(), drawn);
        Some(drawn)
    }

    /// The number of elements that references draw.
    fn count_all(&mut self, ids: &[&str], depth: usize) -> Option<u64> {
        let mut drawn = 0u64;
        for id in ids {
            let Some(target) = self.ids.get(id).copied() else { continue };
            if BY_URL.contains(&target.tag_name().name()) {
                drawn = drawn.saturating_add(self.count(target, depth + 1)?);
            }
        }
        Some(drawn)
    }
}

/// The texts of the style sheets.
fn sheets<'d>(document: &'d Document<'_>) -> impl Iterator<Item = &'d str> {
    let elements = document.root_element().descendants();
    let sheets = elements.filter(|node| node.has_tag_name((super::svg::SVG, "style")));
    sheets.flat_map(|node| node.children().filter_map(|child| child.text()))
}

/// The number of comparisons by which a browser finds the elements of all style rules. It looks rules up by the id, the
/// class or the name of their subject, and then compares the other parts of the selector.
fn comparisons(document: &Document<'_>) -> u64 {
    let (mut names, mut classes, mut all) = (HashMap::<&str, u64>::new(), HashMap::<&str, u64>::new(), 0u64);
    for node in document.root_element().descendants().filter(Node::is_element) {
        all += 1;
        *names.entry(node.tag_name().name()).or_default() += 1;
        for class in node.attribute("class").unwrap_or("").split_whitespace() {
            *classes.entry(class).or_default() += 1;
        }
    }
    let count = |counts: &HashMap<&str, u64>, key: &str| counts.get(key).copied().unwrap_or(0);
    let selectors =
        sheets(document).flat_map(|sheet| sheet.split('}')).flat_map(|rule| selectors(rule).split(','));
    let compared = selectors.map(|selector| {
        let parts = selector.split(is_combinator).filter(|part| !part.is_empty()).count() as u64;
        let elements = match Subject::of(selector) {
            Subject { id: Some(_), .. } => 1,
            Subject { class: Some(class), .. } => count(&classes, class),
            Subject { name: Some(name), .. } => count(&names, name),
            Subject { .. } => all,
        };
        elements.saturating_mul(parts)
    });
    compared.fold(0, u64::saturating_add)
}

/// The selectors of a rule, up to its `{`. Of a rule within another one, they are behind the last bracket.
fn selectors(rule: &str) -> &str {
    let selectors = rule.rsplit_once('{').map_or("", |(selectors, _)| selectors);
    selectors.rsplit_once('{').map_or(selectors, |(_, inner)| inner)
}

fn is_combinator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '+' | '~')
}

/// The usual number of vertices in this many bytes of a path.
fn vertices(bytes: usize) -> u64 {
    (bytes / 8) as u64
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

/// The rules of a sanitised style sheet that refer to a part of the drawing.
fn rules(sheet: &str) -> impl Iterator<Item = Rule<'_>> {
    sheet.split('}').filter_map(|rule| {
        let declarations = rule.rsplit_once('{').map_or(rule, |(_, declarations)| declarations);
        let mut uses = Uses::default();
        uses.add_declarations(declarations);
        let subjects = selectors(rule).split(',').map(Subject::of).collect();
        (!uses.is_empty()).then_some(Rule { subjects, uses })
    })
}

/// The ids in the references `url(#id)` of a value.
fn url_ids(value: &str) -> impl Iterator<Item = &str> {
    let lower = value.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices("url(").map(|(at, mark)| at + mark.len()).collect();
    starts.into_iter().filter_map(move |at| {
        let id: Range<usize> = at..at + value[at..].find(')')?;
        value[id].trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'').strip_prefix('#')
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
            "h1".repeat(2000)
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

    #[test]
    fn gradients_may_be_used_by_every_element() {
        let stops = "<stop/>".repeat(20);
        let gradient = format!("<linearGradient id=\"a\">{stops}</linearGradient>");
        assert!(!is_refused(&format!("{gradient}{}", "<rect fill=\"url(#a)\"/>".repeat(20_000))));
        let clips = "<g clip-path=\"url(#c)\"><rect/></g>".repeat(20_000);
        assert!(!is_refused(&format!("<clipPath id=\"c\"><rect/></clipPath>{clips}")));
    }
}
