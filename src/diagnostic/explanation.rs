//! The explanation of a code, taken apart: text, and examples of what is wrong and what is right.
//!
//! An example is a fence whose first line says more than its language: ```` ```yaml wrong content/roles/sre.yaml ````
//! is a whole file with the mistake, `right` the same without it. For a file that is long, `part` at the end makes it a
//! few of its lines: the `wrong` ones stand where the `right` ones should. Tests apply the examples to a site, so they
//! are true. It never knows what the example is about: there is deliberately no parsing of it here.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A piece of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Markdown without examples.
    Text(&'t str),
    /// An example.
    Example(Example<'t>),
}

/// A file, or some lines of it, with a mistake or without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example<'t> {
    /// The language of its lines.
    pub language: &'t str,
    /// Whether it has the mistake.
    pub verdict: ExampleKind,
    /// The file's path below the root.
    pub file: &'t str,
    /// Whether this is all of the file.
    pub extent: ExampleExtent,
    /// The lines.
    pub body: String,
    /// The whole fence, as Markdown.
    pub fence: &'t str,
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleKind {
    /// The mistake.
    Wrong,
    /// The same without it.
    Right,
}

impl ExampleKind {
    /// The word that authors write.
    pub fn word(self) -> &'static str {
        match self {
            ExampleKind::Wrong => "wrong",
            ExampleKind::Right => "right",
        }
    }
}

/// How much of its file an example is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleExtent {
    /// All of it.
    Whole,
    /// A few lines of it.
    Part,
}

/// Takes an explanation apart. The pieces together are the explanation, but for the empty lines between them.
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

/// Reads the first line of a fence; `None` when it names no more than a language.
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
    fn text_and_examples_are_told_apart() {
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
