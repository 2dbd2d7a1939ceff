//! Splits the explanation of a code into text and examples.
//!
//! An example is a fence with more words than the language on its first line: ```` ```yaml wrong
//! content/roles/sre.yaml ```` holds a whole file with the mistake, and `right` the corrected file. `part` at the end
//! marks an excerpt of a long file: the `wrong` lines replace the `right` ones. Tests apply every example to a site.
//! The content of an example is not parsed here.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A segment of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Markdown without examples.
    Text(&'t str),
    /// An example.
    Example(Example<'t>),
}

/// A file or an excerpt of one, with or without the mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'t> {
    /// The language of the body.
    pub language: &'t str,
    /// The purpose: the mistake or the correction.
    pub verdict: ExampleKind,
    /// The file's path below the site's root.
    pub file: &'t str,
    /// The portion of the file that it shows.
    pub extent: ExampleExtent,
    /// The body of the fence.
    pub body: String,
    /// The whole fence as Markdown.
    pub fence: &'t str,
}

/// The purpose of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleKind {
    /// The mistake.
    Wrong,
    /// The corrected version.
    Right,
}

impl ExampleKind {
    /// The word in the fence's first line.
    pub fn word(self) -> &'static str {
        match self {
            ExampleKind::Wrong => "wrong",
            ExampleKind::Right => "right",
        }
    }
}

/// The portion of its file that an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleExtent {
    /// The whole file.
    Whole,
    /// An excerpt.
    Part,
}

/// Splits an explanation into segments. Joined with blank lines, the segments are the explanation.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut open: Option<(&str, String)> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                let line = text[range.start..].lines().next().unwrap_or("");
                open = Some((line.trim_start_matches('`'), String::new()));
            }
            Event::Text(line) => {
                if let Some((_, body)) = &mut open {
                    body.push_str(&line);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let read = open.take().and_then(|(line, body)| example(text, line, &range, body));
                if let Some(example) = read {
                    text_piece(&text[done..range.start], &mut pieces);
                    pieces.push(Piece::Example(example));
                    done = range.end;
                }
            }
            _ => {}
        }
    }
    text_piece(&text[done..], &mut pieces);
    pieces
}

fn text_piece<'t>(text: &'t str, pieces: &mut Vec<Piece<'t>>) {
    if !text.trim().is_empty() {
        pieces.push(Piece::Text(text.trim()));
    }
}

/// Parses the first line of a fence; `None` if it names only a language.
fn example<'t>(text: &'t str, line: &'t str, range: &Range<usize>, body: String) -> Option<Example<'t>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (language, verdict, file, extent) = match words[..] {
        [language, verdict, file] => (language, verdict, file, ExampleExtent::Whole),
        [language, verdict, file, "part"] => (language, verdict, file, ExampleExtent::Part),
        _ => return None,
    };
    let verdict = match verdict {
        "wrong" => ExampleKind::Wrong,
        "right" => ExampleKind::Right,
        _ => return None,
    };
    Some(Example { language, verdict, file, extent, body, fence: &text[range.clone()] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_examples_are_separated() {
        let text =
            "A rule.\n\n```yaml\na: 1\n```\n\n```yaml wrong content/a.yaml part\nb: 2\n```\n\nMend it.\n";
        let pieces = pieces(text);
        let [Piece::Text(before), Piece::Example(example), Piece::Text(after)] = &pieces[..] else {
            panic!("{pieces:?}")
        };
        assert_eq!((*before, *after), ("A rule.\n\n```yaml\na: 1\n```", "Mend it."));
        assert_eq!((example.verdict, example.file), (ExampleKind::Wrong, "content/a.yaml"));
        assert_eq!((example.extent, example.body.as_str()), (ExampleExtent::Part, "b: 2\n"));
    }

    #[test]
    fn a_fence_inside_a_longer_fence_is_part_of_the_example() {
        let text = "````markdown right content/pages/a.md\n```yaml\na: 1\n```\n````\n";
        let [Piece::Example(example)] = &pieces(text)[..] else { panic!("one example") };
        assert_eq!(example.body, "```yaml\na: 1\n```\n");
    }
}
