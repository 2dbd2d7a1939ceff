//! Tags of texts.

use serde_json::Value;

use super::TextLine;
use crate::diagnostic::Code;
use crate::parse::{Decode, Diagnostics, Node};
use crate::url::Id;

/// The longest tag, in characters.
const MAX: usize = 60;

/// A word or a few words under which texts are listed. Tags with the same slug are the same tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The tag as written.
    pub name: String,
    /// The last part of the address of its page.
    pub slug: Id,
}

impl Tag {
    /// Makes a tag of a text; `None` if the text has no letter or digit, or is too long.
    pub fn new(name: &str) -> Option<Tag> {
        let slug = Id::parse(&Id::slugify(name)?).ok()?;
        (name.chars().count() <= MAX).then(|| Tag { name: name.to_string(), slug })
    }
}

impl Decode for Tag {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = TextLine::<MAX>::decode(node, diagnostics)?.0;
        let tag = Tag::new(&name);
        if tag.is_none() {
            let message = format!("the tag `{name}` makes no address");
            diagnostics.add(Code::InvalidId, node.span, message).help(
                "the address of its page is made from letters and digits, without names that Windows reserves: write a word",
            );
        }
        tag
    }

    fn placeholder() -> Self {
        Tag { name: String::new(), slug: Id::placeholder() }
    }

    fn text(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn schema() -> Value {
        TextLine::<MAX>::schema()
    }
}
