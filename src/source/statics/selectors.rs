//! Selectors of the style sheets in a sanitised drawing, as far as it must be known which elements they may match.

use std::collections::HashMap;

use roxmltree::{Document, Node};

use super::expansion::{Declarations, declarations};

/// A rule of a style sheet that decides what elements cost to draw, and the elements that it may apply to.
pub(super) struct Rule<'d> {
    subjects: Vec<Subject<'d>>,
    pub(super) declarations: Declarations<'d>,
}

impl Rule<'_> {
    pub(super) fn may_match(&self, node: Node<'_, '_>) -> bool {
        self.subjects.iter().any(|subject| subject.may_be(node))
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

/// The texts of the style sheets.
pub(super) fn sheets<'d>(document: &'d Document<'_>) -> impl Iterator<Item = &'d str> {
    let elements = document.root_element().descendants();
    let sheets = elements.filter(|node| node.has_tag_name((super::svg::SVG, "style")));
    sheets.flat_map(|node| node.children().filter_map(|child| child.text()))
}

/// The number of comparisons by which a browser finds the elements of all style rules. It looks rules up by the id, the
/// class or the name of their subject, and then compares the other parts of the selector.
pub(super) fn comparisons(document: &Document<'_>) -> u64 {
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

/// The rules of a sanitised style sheet that decide what elements cost.
pub(super) fn rules(sheet: &str) -> impl Iterator<Item = Rule<'_>> {
    sheet.split('}').filter_map(|rule| {
        let declared = declarations(rule.rsplit_once('{').map_or(rule, |(_, declarations)| declarations));
        let subjects = selectors(rule).split(',').map(Subject::of).collect();
        (!declared.is_empty()).then_some(Rule { subjects, declarations: declared })
    })
}
