//! Extracts the plain text of each section from the HTML that `parse::markdown` wrote. The writer escapes every `<`
//! and `>` in text and attributes, so anything between them is a tag. Headings are excluded, since the index has them
//! separately; so are code, figures and reference numbers.

use crate::model::{Model, Placeholder, Prose, ProsePart};
use crate::pages::parts::cell::cell_words;
use crate::pages::parts::prose::title;

/// Returns the text before the first heading, followed by the text of each section.
pub(super) fn sections(model: &Model, prose: &Prose) -> Vec<String> {
    let mut reader = TextExtractor { sections: vec![String::new()], tag: None, heading: false };
    for part in &prose.parts {
        match part {
            ProsePart::Html(html) => reader.html(html),
            // An address and most labels are within a tag, and titles of alerts are no words of the author.
            ProsePart::Placeholder(Placeholder::Address(_)) | ProsePart::Words(_) => {}
            ProsePart::Placeholder(Placeholder::Title(target)) => reader.text(&title(model, target)),
            ProsePart::Placeholder(Placeholder::Fact(role, row)) => {
                if let Some(cell) = model.roles[*role].cell(*row) {
                    reader.text(&cell_words(model, *row, cell));
                }
            }
            ProsePart::Placeholder(_) => reader.text(" "),
        }
    }
    reader.sections
}

struct TextExtractor {
    sections: Vec<String>,
    /// The tag being read, from its name on.
    tag: Option<String>,
    heading: bool,
}

impl TextExtractor {
    fn text(&mut self, text: &str) {
        if !self.heading {
            self.sections
                .last_mut()
                .expect("invariant: there is a section before the first heading")
                .push_str(text);
        }
    }

    fn html(&mut self, html: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            if let Some(mut tag) = self.tag.take() {
                let (inside, after) = rest.split_at(rest.find('>').unwrap_or(rest.len()));
                tag.push_str(inside);
                if let Some(after) = after.strip_prefix('>') {
                    self.end_tag(&tag);
                    rest = after;
                } else {
                    self.tag = Some(tag);
                    rest = "";
                }
            } else {
                let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
                self.plain(text);
                rest = after;
                if let Some(after) = after.strip_prefix('<') {
                    self.tag = Some(String::new());
                    rest = after;
                }
            }
        }
    }

    /// Adds text with entities such as `&lt;`; each counts as a space, since none is part of a word.
    fn plain(&mut self, text: &str) {
        let mut pieces = text.split('&');
        self.text(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.text(" ");
            self.text(piece.split_once(';').map_or(piece, |(_, text)| text));
        }
    }

    fn end_tag(&mut self, tag: &str) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name.as_bytes() {
            [b'h', b'1'..=b'6'] => {
                self.heading = !closes;
                if !closes {
                    self.sections.push(String::new());
                }
            }
            // Inline elements can begin and end within a word.
            b"a" | b"em" | b"strong" | b"del" | b"code" | b"span" => {}
            _ => self.text(" "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Diagnostics, markdown};
    use std::sync::Arc;

    fn read(text: &str) -> Vec<String> {
        let prose = markdown::parse(text, 0, &mut Diagnostics::new("content/articles/a.md".into()));
        let parts = prose.parts.iter().map(|part| match part {
            markdown::ParsedPart::Html(html) => ProsePart::Html(Arc::clone(html)),
            markdown::ParsedPart::Words(words) => ProsePart::Words(*words),
            markdown::ParsedPart::Hole(placeholder)
                if placeholder.value == markdown::ParsedPlaceholder::ImageSize =>
            {
                ProsePart::Html(Arc::default())
            }
            markdown::ParsedPart::Hole(_) => ProsePart::Placeholder(Placeholder::Address(
                crate::model::LinkTarget::SamePage("x".to_string()),
            )),
        });
        let prose = Prose { parts: parts.collect(), ..Prose::default() };
        let tidy = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        sections(&Model::default(), &prose).iter().map(tidy).collect()
    }

    #[test]
    fn each_heading_begins_a_section() {
        assert_eq!(
            read("One.\n\n## Two *and*\n\nThree.\n\n### Four\n\n- five\n- six\n"),
            ["One.", "Three.", "five six"]
        );
        assert_eq!(read("## First\n\nText.\n"), ["", "Text."]);
    }

    #[test]
    fn markup_is_not_text_and_does_not_split_words() {
        assert_eq!(read("re*start* [a b](role:sre) `x`"), ["restart a b x"]);
        assert_eq!(read("a < b & c > \"d\" &amp; \\<img src=x\\>"), ["a b c “d” img src=x"]);
        assert_eq!(read("| a | b |\n|---|---|\n| 1 | 2 |\n"), ["a b 1 2"]);
    }
}
