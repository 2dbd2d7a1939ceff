//! The title, the levels of headings and the first paragraph of a text.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::edits::{Edits, Notes, quoted};
use super::inline_html::options;

struct FoundHeading {
    level: HeadingLevel,
    range: Range<usize>,
    text: String,
    is_first: bool,
    /// The parts of a heading that a title cannot contain: destinations of links and images, their titles, names of footnotes.
    outside: Vec<String>,
}

fn headings(text: &str) -> Vec<FoundHeading> {
    let mut found = Vec::new();
    let mut current: Option<FoundHeading> = None;
    let (mut depth, mut is_first) = (0usize, true);
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let heading =
                    FoundHeading { level, range, text: String::new(), is_first, outside: Vec::new() };
                current = (depth == 0).then_some(heading);
                depth += 1;
                is_first = false;
            }
            Event::Start(Tag::HtmlBlock) => depth += 1,
            Event::Start(tag) => {
                depth += 1;
                is_first = false;
                if let (
                    Some(current),
                    Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. },
                ) = (&mut current, tag)
                {
                    current.outside.extend([dest_url.to_string(), title.to_string()]);
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if let TagEnd::Heading(_) = end {
                    found.extend(current.take());
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(current) = &mut current {
                    current.text.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(current) = &mut current {
                    current.text.push(' ');
                }
            }
            Event::FootnoteReference(words) | Event::InlineHtml(words) => {
                if let Some(current) = &mut current {
                    current.outside.push(words.to_string());
                }
            }
            _ => {}
        }
    }
    found
}

/// Takes the heading that is the title out of a text, and moves headings that remain at its level to the next one. `title` is
/// that of the front matter.
pub(super) fn take_title(text: &str, title: Option<&str>, notes: &mut Notes) -> (Option<String>, String) {
    let all = headings(text);
    let top: Vec<&FoundHeading> = all.iter().filter(|heading| heading.level == HeadingLevel::H1).collect();
    let same = |heading: &FoundHeading| {
        title.is_none_or(|title| heading.text.trim().eq_ignore_ascii_case(title.trim()))
    };
    let taken = top.iter().find(|heading| {
        (heading.is_first || top.len() == 1) && same(heading) && !heading.text.trim().is_empty()
    });
    let mut edits = Edits::default();
    if let Some(taken) = taken {
        edits.replace(taken.range.clone(), "");
        for outside in taken.outside.iter().filter(|outside| outside.contains(char::is_alphanumeric)) {
            notes.add(format!("removed from the title: `{}`", quoted(outside)));
        }
        if title.is_some() {
            notes.add("first heading removed: it repeats the title");
        }
    }
    let rest: Vec<&&FoundHeading> =
        top.iter().filter(|heading| taken.is_none_or(|taken| taken.range != heading.range)).collect();
    if !rest.is_empty() {
        let all_levels = rest.len() > 1 || rest.iter().any(|heading| !heading.is_first);
        notes.add("headings moved down by a level: a page has one title");
        for heading in &all {
            let is_taken = taken.is_some_and(|taken| taken.range == heading.range);
            if is_taken
                || (heading.level != HeadingLevel::H1 && !all_levels)
                || heading.level == HeadingLevel::H6
            {
                continue;
            }
            let slice = &text[heading.range.clone()];
            if slice.starts_with('#') {
                edits.replace(heading.range.start..heading.range.start, "#");
            } else if let Some((words, _)) = slice.trim_end().rsplit_once('\n') {
                let marks = "#".repeat(heading.level as usize + 1);
                let words = words.lines().map(str::trim).collect::<Vec<_>>().join(" ");
                edits.replace(heading.range.clone(), format!("{marks} {words}\n"));
            }
        }
    }
    let title = taken.map(|taken| taken.text.clone());
    (title, edits.apply(text))
}

/// Returns `true` for text that says something.
fn is_sentence(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() >= 15
}

/// Returns the words of the first paragraph that says something.
pub(super) fn first_paragraph(text: &str) -> Option<String> {
    let mut words = String::new();
    let (mut depth, mut skip) = (0usize, 0usize);
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::Image { .. }) => skip += 1,
            Event::End(TagEnd::Image) => skip = skip.saturating_sub(1),
            Event::Start(Tag::Paragraph) if depth == 0 => words.clear(),
            Event::End(TagEnd::Paragraph) if depth == 0 && is_sentence(&words) => return Some(words),
            Event::Start(
                Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_) | Tag::CodeBlock(_) | Tag::Heading { .. },
            ) => depth += 1,
            Event::End(
                TagEnd::List(_)
                | TagEnd::BlockQuote(_)
                | TagEnd::Table
                | TagEnd::CodeBlock
                | TagEnd::Heading(_),
            ) => depth = depth.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if skip == 0 => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_title() {
        let take = |text: &str, title: Option<&str>| take_title(text, title, &mut Notes::default());
        assert_eq!(take("# A `b`\n\nc\n", None), (Some("A b".to_string()), "\nc\n".to_string()));
        assert_eq!(take("A\n===\n\n## b\n", Some("a")), (Some("A".to_string()), "\n## b\n".to_string()));
        assert_eq!(take("# A\n\n# B\n\n## C\n", None).1, "\n## B\n\n### C\n");
        assert_eq!(take("# A\n\nB\n---\n\n# C\n", Some("x")).1, "## A\n\n### B\n\n## C\n");
        assert_eq!(
            first_paragraph("> quote of many words\n\n![image with words](a)\n\nA *first* paragraph here.")
                .as_deref(),
            Some("A first paragraph here.")
        );
    }
}
