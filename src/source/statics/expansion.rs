//! Limits what a browser has to draw for a sanitised drawing. A reference to a part of the drawing draws this part again:
//! twelve levels of patterns, each with six shapes that are filled with the next, stop a browser, and so do thirty
//! primitives of a filter that each merge the last one with itself.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use roxmltree::{Document, Node, NodeId, ParsingOptions};

/// The maximum number of elements after every reference is expanded.
const MAX_DRAWN: u64 = 200_000;

/// The maximum nesting of elements and references.
const MAX_DEPTH: usize = 256;

/// Elements whose reference draws the element that it names: as `href`, and as `url(#…)`. Gradients are not among them,
/// because a gradient is computed once.
const BY_HREF: [&str; 3] = ["use", "pattern", "feImage"];
const BY_URL: [&str; 5] = ["pattern", "mask", "clipPath", "marker", "filter"];

/// The attributes whose references belong to the element itself. All others are inherited by what it contains.
const NOT_INHERITED: [&str; 4] = ["mask", "clip-path", "filter", "href"];

/// Returns what is wrong with a sanitised drawing, if it draws too much.
pub(super) fn error(published: &str) -> Option<&'static str> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: u32::MAX, entity_resolver: None };
    let document = Document::parse_with_options(published, options).ok()?;
    match Counter::new(&document).count(document.root_element(), 0) {
        Some(drawn) if drawn <= MAX_DRAWN => None,
        Some(_) => Some("draws more than 200,000 elements once every reference to a part of it is expanded"),
        None => Some("has a part that refers to itself, or references that are nested too deeply"),
    }
}

/// References of a rule in a style sheet, and the elements that it may apply to.
struct Rule<'d> {
    subjects: Vec<Subject<'d>>,
    ids: Vec<&'d str>,
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
        let is_combinator = |c: char| c.is_whitespace() || matches!(c, '>' | '+' | '~');
        let compound = selector.trim().rsplit(is_combinator).next().unwrap_or("");
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
        let sheets = nodes().filter(|node| node.has_tag_name((super::svg::SVG, "style")));
        let sheets = sheets.flat_map(|node| node.children().filter_map(|child| child.text()));
        Counter {
            ids: nodes().filter_map(|node| Some((node.attribute("id")?, node))).collect(),
            rules: sheets.flat_map(rules).collect(),
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
            drawn = drawn.saturating_add(self.count(child, depth + 1)?);
        }
        let (mut own, mut inherited) = (Vec::new(), Vec::new());
        for attribute in node.attributes() {
            let found = if NOT_INHERITED.contains(&attribute.name()) { &mut own } else { &mut inherited };
            found.extend(url_ids(attribute.value()));
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
                inherited.extend(&rule.ids);
            }
        }
        let own = self.count_all(&own, depth)?;
        let inherited = self.count_all(&inherited, depth)?;
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

/// The usual number of vertices in this many bytes of a path.
fn vertices(bytes: usize) -> u64 {
    (bytes / 8) as u64
}

/// The number of primitives of a filter after every result is computed where it is used.
fn filter_cost(filter: Node<'_, '_>) -> u64 {
    let mut results: HashMap<&str, u64> = HashMap::new();
    let mut last = 0u64;
    for primitive in filter.children().filter(Node::is_element) {
        let input = |node: Node<'_, '_>, name: &str| match node.attribute(name) {
            Some(result) => results.get(result).copied().unwrap_or(0),
            None => last,
        };
        let mut cost = 1u64;
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
        let ids: Vec<&str> = url_ids(rule).collect();
        let selectors = rule.rsplit_once('{').map_or("", |(selectors, _)| selectors);
        // Of a rule within another one, the selector is behind the last bracket.
        let selectors = selectors.rsplit_once('{').map_or(selectors, |(_, inner)| inner);
        let subjects = selectors.split(',').map(Subject::of).collect();
        (!ids.is_empty()).then_some(Rule { subjects, ids })
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
    fn gradients_may_be_used_by_every_element() {
        let stops = "<stop/>".repeat(20);
        let gradient = format!("<linearGradient id=\"a\">{stops}</linearGradient>");
        assert!(!is_refused(&format!("{gradient}{}", "<rect fill=\"url(#a)\"/>".repeat(20_000))));
        let clips = "<g clip-path=\"url(#c)\"><rect/></g>".repeat(20_000);
        assert!(!is_refused(&format!("<clipPath id=\"c\"><rect/></clipPath>{clips}")));
    }
}
