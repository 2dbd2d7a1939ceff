//! Extracts ids and links from a drawn page with an HTML tokenizer.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::render::MARK;

/// An id or a link on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageItem<'h> {
    /// The id of an element.
    Id(&'h str),
    /// A link to a page, an image or a style sheet.
    Link(&'h str),
    /// The address of the preview image (`og:image`).
    Picture(&'h str),
    /// An id referenced by a label attribute, and the attribute's name.
    Label(&'h str, &'static str),
}

/// Calls `each` for every item of a page in order, with its position in the template if the page was drawn with
/// marks.
pub(super) fn read(html: &[u8], mut each: impl FnMut(PageItem<'_>, Option<&str>)) {
    let mut attribute = None;
    let mut written = None;
    let mut meta = Meta::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { .. } => meta = Meta::default(),
            CallbackEvent::AttributeName { name } => attribute = Attribute::of(name),
            CallbackEvent::AttributeValue { value } => {
                let value = std::str::from_utf8(value).unwrap_or_default();
                match attribute {
                    None => {}
                    Some(Attribute::Mark) => written = Some(value.to_string()),
                    Some(Attribute::Id) => each(PageItem::Id(value), written.take().as_deref()),
                    Some(Attribute::Link) => each(PageItem::Link(value), written.take().as_deref()),
                    Some(Attribute::Property) => meta.is_picture = PICTURES.contains(&value),
                    Some(Attribute::Content) => meta.content = Some((value.to_string(), written.take())),
                    Some(Attribute::Label(name)) => {
                        let written = written.take();
                        value
                            .split_ascii_whitespace()
                            .for_each(|id| each(PageItem::Label(id, name), written.as_deref()));
                    }
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                if let (true, Some((address, written))) = (meta.is_picture, meta.content.take()) {
                    each(PageItem::Picture(&address), written.as_deref());
                }
            }
            _ => {}
        }
        None
    });
    // Lets the tokenizer skip tags within scripts and styles.
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
}

/// The properties of `<meta>` for the preview image.
const PICTURES: &[&str] = &["og:image", "og:image:url", "og:image:secure_url", "twitter:image"];

/// The attributes of a `<meta>` seen so far; they may come in any order.
#[derive(Default)]
struct Meta {
    is_picture: bool,
    /// The content and its mark.
    content: Option<(String, Option<String>)>,
}

#[derive(Clone, Copy)]
enum Attribute {
    Mark,
    Id,
    Link,
    Property,
    Content,
    Label(&'static str),
}

impl Attribute {
    fn of(name: &[u8]) -> Option<Attribute> {
        Some(match name {
            b"id" => Attribute::Id,
            b"href" | b"src" | b"poster" | b"action" | b"formaction" => Attribute::Link,
            b"property" | b"name" => Attribute::Property,
            b"content" => Attribute::Content,
            b"for" => Attribute::Label("for"),
            b"aria-labelledby" => Attribute::Label("aria-labelledby"),
            b"aria-describedby" => Attribute::Label("aria-describedby"),
            name if name == MARK.as_bytes() => Attribute::Mark,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::ATTRIBUTES;

    fn items(html: &str) -> Vec<String> {
        let mut all = Vec::new();
        read(html.as_bytes(), |seen, written| all.push(format!("{seen:?} {}", written.unwrap_or("-"))));
        all
    }

    #[test]
    fn links_and_ids_are_read_as_in_a_browser() {
        assert_eq!(
            items("<p ID=a class=b><A HREF='/x/?a&amp;b#c'>d</A><img src=/i.png alt=\"\"><label for=\"e\">"),
            ["Id(\"a\") -", "Link(\"/x/?a&b#c\") -", "Link(\"/i.png\") -", "Label(\"e\", \"for\") -"]
        );
        assert_eq!(
            items("<meta content=/a.png property=og:image><meta property=og:url content=/><p content=b>"),
            ["Picture(\"/a.png\") -"]
        );
        assert_eq!(items("<h2 aria-labelledby=\"a b\">").len(), 2);
        assert_eq!(
            items("<!-- <a href=x> --><script>'<a href=y>'</script><title><a href=z></title>"),
            [""; 0]
        );
    }

    #[test]
    fn a_mark_belongs_to_the_attribute_behind_it() {
        assert_eq!(
            items("<a data-written-at=\"pages/a.html:3\" href=\"/x/\" id=\"b\">"),
            ["Link(\"/x/\") pages/a.html:3", "Id(\"b\") -"]
        );
    }

    #[test]
    fn every_attribute_that_is_marked_is_read() {
        assert!(ATTRIBUTES.iter().all(|name| Attribute::of(name.as_bytes()).is_some()));
    }
}
