//! A lenient HTML parser, sufficient for our own pages.

use std::collections::BTreeMap;

/// An element, with its child nodes in order.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub parts: Vec<Part>,
}

#[derive(Debug)]
pub(crate) enum Part {
    Text(String),
    Element(Element),
}

/// Void elements.
const EMPTY: [&str; 8] = ["meta", "link", "br", "img", "input", "hr", "path", "rect"];

impl Element {
    /// Parses a page. An unclosed element ends with its parent.
    pub(crate) fn of(html: &str) -> Element {
        let mut open = vec![Element::default()];
        for piece in html.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            if let Some(name) = tag.strip_prefix('/') {
                while open.len() > 1 {
                    let done = open.pop().expect("invariant: more than one is open");
                    let found = done.name == name;
                    open.last_mut().expect("invariant: the root stays").parts.push(Part::Element(done));
                    if found {
                        break;
                    }
                }
            } else if !tag.starts_with('!') {
                let (name, rest) = tag.split_once([' ', '\n', '/']).unwrap_or((tag, ""));
                let element =
                    Element { name: name.to_string(), attributes: attributes(rest), parts: Vec::new() };
                if EMPTY.contains(&name) || tag.ends_with('/') {
                    open.last_mut().expect("invariant: the root stays").parts.push(Part::Element(element));
                } else {
                    open.push(element);
                }
            }
            if !text.is_empty() {
                open.last_mut().expect("invariant: the root stays").parts.push(Part::Text(plain(text)));
            }
        }
        while open.len() > 1 {
            let done = open.pop().expect("invariant: more than one is open");
            open.last_mut().expect("invariant: the root stays").parts.push(Part::Element(done));
        }
        open.pop().expect("invariant: the root stays")
    }

    /// The value of an attribute; empty if absent.
    pub(crate) fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").split(' ').any(|word| word == class)
    }

    /// The child elements.
    pub(crate) fn children(&self) -> impl Iterator<Item = &Element> {
        self.parts.iter().filter_map(|part| match part {
            Part::Element(element) => Some(element),
            Part::Text(_) => None,
        })
    }

    /// This element and all its descendants.
    pub(crate) fn all(&self) -> Vec<&Element> {
        let mut found = vec![self];
        for child in self.children() {
            found.extend(child.all());
        }
        found
    }

    /// Its text, with whitespace collapsed.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, text: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Element(element) => element.collect(text),
            }
        }
    }
}

fn attributes(tag: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = tag;
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, next) = after.split_once('"').unwrap_or((after, ""));
        let name = name.rsplit([' ', '\n']).next().unwrap_or_default();
        found.insert(name.to_string(), plain(value));
        rest = next;
    }
    found
}

fn plain(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
