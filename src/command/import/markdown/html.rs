//! Reads fragments of HTML, and knows which elements have a counterpart.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::edits::{Notes, Words, quoted};

/// A node of a fragment of HTML.
#[derive(Debug)]
pub(super) enum Node {
    Text(String),
    Comment(String),
    Element(Element),
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

impl Element {
    pub(super) fn children(&self) -> &[Node] {
        &self.children
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Reports the attributes whose values `is_kept` says are lost.
    pub(super) fn report_attributes(&self, is_kept: impl Fn(&str, &str) -> bool, notes: &mut Notes) {
        for (key, value) in self.attributes.iter().filter(|(key, value)| !is_kept(key, value)) {
            if value.contains(char::is_alphanumeric) {
                notes.add(format!("attribute `{key}=\"{}\"` of `<{}>` removed", quoted(value), self.name));
            }
        }
    }
}

/// Elements without an end tag.
pub(super) const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// The elements that a text may contain within a line.
pub(super) const KEPT: &[&str] = &["abbr", "del", "ins", "kbd", "mark", "small", "sub", "sup"];

/// Elements that have no counterpart: they run or load something, or draw.
pub(super) const UNSUPPORTED: &[&str] = &[
    "script", "style", "iframe", "video", "audio", "object", "embed", "form", "input", "button", "svg",
    "canvas", "select", "textarea", "template", "link", "meta", "math", "map", "noscript", "frame",
    "frameset", "applet",
];

/// Elements that only group or style what they contain.
pub(super) const GROUPS: &[&str] = &[
    "p",
    "div",
    "span",
    "center",
    "font",
    "section",
    "article",
    "header",
    "footer",
    "figure",
    "figcaption",
    "main",
    "aside",
    "nav",
    "u",
    "big",
    "address",
    "picture",
    "source",
    "wbr",
    "nobr",
    "label",
    "time",
    "q",
    "bdi",
    "bdo",
    "html",
    "body",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
    "table",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "caption",
    "colgroup",
    "col",
    "summary",
    "details",
    "fieldset",
    "legend",
    "ruby",
    "rt",
    "rp",
    "a",
    "img",
    "br",
    "cite",
    "dfn",
    "var",
    "hgroup",
];

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 64;

/// Parses a fragment. `None` if it is nested too deeply.
pub(super) fn parse(html: &str) -> Option<Vec<Node>> {
    let mut open: Vec<Element> = vec![element("")];
    let mut is_deep = false;
    let mut pending: Option<Element> = None;
    let mut key = String::new();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => pending = Some(element(&text(name))),
            CallbackEvent::AttributeName { name } => {
                key = text(name);
                if let Some(pending) = &mut pending {
                    pending.attributes.push((key.clone(), String::new()));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = pending.as_mut().and_then(|pending| pending.attributes.last_mut()) {
                    *last = text(value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                let opened = pending.take()?;
                // A paragraph ends where the next block begins, and an item where the next one does.
                let ends: &[&str] = match opened.name.as_str() {
                    "li" => &["li"],
                    "tr" => &["tr", "td", "th"],
                    "td" | "th" => &["td", "th"],
                    "p" | "div" | "ul" | "ol" | "table" | "pre" | "blockquote" | "h1" | "h2" | "h3"
                    | "h4" => &["p"],
                    "dt" | "dd" => &["dt", "dd"],
                    _ => &[],
                };
                while open.len() > 1 && open.last().is_some_and(|last| ends.contains(&last.name.as_str())) {
                    close(&mut open);
                }
                if VOID.contains(&opened.name.as_str()) {
                    push(&mut open, Node::Element(opened));
                } else if open.len() > MAX_DEPTH {
                    is_deep = true;
                } else {
                    open.push(opened);
                }
            }
            CallbackEvent::EndTag { name } => {
                let name = text(name);
                if open.iter().skip(1).any(|element| element.name == name) {
                    while open.last().is_some_and(|last| last.name != name) {
                        close(&mut open);
                    }
                    close(&mut open);
                }
            }
            CallbackEvent::String { value } => push(&mut open, Node::Text(text(value))),
            CallbackEvent::Comment { value } => push(&mut open, Node::Comment(text(value))),
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    while open.len() > 1 {
        close(&mut open);
    }
    let nodes = open.pop().map(|root| root.children).unwrap_or_default();
    (!is_deep).then_some(nodes)
}

fn element(name: &str) -> Element {
    Element { name: name.to_string(), attributes: Vec::new(), children: Vec::new() }
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(closed) = open.pop() {
        push(open, Node::Element(closed));
    }
}

/// Returns the first element that has no counterpart.
pub(super) fn unsupported(nodes: &[Node]) -> Option<&str> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element) if UNSUPPORTED.contains(&element.name.as_str()) => Some(element.name.as_str()),
        Node::Element(element) => unsupported(&element.children),
        _ => None,
    })
}

/// Reports the texts, comments and attributes of nodes whose words their translation lacks.
pub(super) fn report_lost(fragment: &[Node], translation: &str, notes: &mut Notes) {
    fn report(fragment: &[Node], kept: &Words, notes: &mut Notes) {
        for node in fragment {
            match node {
                Node::Text(text) if !kept.contain(text) => {
                    notes.add(format!("text within HTML removed: `{}`", quoted(text)));
                }
                Node::Comment(text) if !kept.contain(text) => {
                    notes.add(format!("comment within HTML removed: `{}`", quoted(text)));
                }
                Node::Element(element) => {
                    // The language of code is without its prefix.
                    let is_kept = |_: &str, value: &str| kept.contain(value.trim_start_matches("language-"));
                    element.report_attributes(is_kept, notes);
                    report(&element.children, kept, notes);
                }
                _ => {}
            }
        }
    }
    report(fragment, &Words::of(translation), notes);
}

/// Returns the text of nodes without markup.
pub(super) fn plain(nodes: &[Node]) -> String {
    let part = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) if element.name == "br" => "\n".to_string(),
        Node::Element(element) => plain(&element.children),
        Node::Comment(_) => String::new(),
    };
    nodes.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_or_loads_is_found() {
        assert_eq!(
            unsupported(&parse("<div><p><iframe src=x></iframe></div>").expect("it is not deep")),
            Some("iframe")
        );
        assert!(parse(&"<div>".repeat(10_000)).is_none());
    }
}
