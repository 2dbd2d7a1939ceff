//! Applies the fixes that the checks of this program suggest, and escapes what would be read in another way than before.

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::Diagnostics;
use crate::parse::markdown::{self, ParsedPlaceholder};

use super::edits::{Edits, Notes, code_span, quoted};

/// The number of times that a text is checked.
const ROUNDS: usize = 6;

/// Checks a text that will be at `file`, and fixes what can be fixed without a change of meaning.
pub(super) fn settle(text: &str, file: &str, notes: &mut Notes) -> String {
    let mut text = text.to_string();
    for round in 0..ROUNDS {
        let mut diagnostics = Diagnostics::new(file.into());
        let prose = markdown::parse(&text, 0, &mut diagnostics);
        let mut edits = Edits::default();
        for placeholder in prose.placeholders() {
            let start = placeholder.span.start as usize;
            let is_reference = matches!(
                placeholder.value,
                ParsedPlaceholder::Citation(_)
                    | ParsedPlaceholder::Fact(..)
                    | ParsedPlaceholder::Pay(_)
                    | ParsedPlaceholder::Judgement
            );
            if is_reference && text[start..].starts_with('[') {
                notes.add("text that would be a reference here escaped");
                edits.replace(start..start, "\\");
            }
        }
        for diagnostic in diagnostics.into_diagnostics() {
            fix(&text, &diagnostic, round, &mut edits, notes);
        }
        if edits.is_empty() {
            break;
        }
        text = edits.apply(&text);
    }
    text
}

fn fix(text: &str, diagnostic: &Diagnostic, round: usize, edits: &mut Edits, notes: &mut Notes) {
    let Some(place) = &diagnostic.place else { return };
    let range = place.span.start as usize..place.span.end as usize;
    let Some(slice) = text.get(range.clone()) else { return };
    if let Some(edit) =
        diagnostic.edit.as_ref().filter(|edit| edit.machine_applicable && diagnostic.code != Code::RawHtml)
    {
        let own = edit.place.span.start as usize..edit.place.span.end as usize;
        notes.add(format!("fixed: {}", message(diagnostic)));
        edits.replace(own, edit.replacement.clone());
        return;
    }
    match diagnostic.code {
        Code::FenceLanguage => {
            let marks = slice.len() - slice.trim_start_matches(['`', '~']).len();
            let name =
                text[range.start + marks..].split(|c: char| c.is_whitespace()).next().unwrap_or_default();
            notes.add(format!("language `{name}` of a fence replaced by `text`"));
            edits.replace(range.start + marks..range.start + marks + name.len(), "text");
        }
        Code::HeadingLevel if slice.starts_with('#') => edits.replace(range.start..range.start, "#"),
        Code::EmptyHeading => {
            notes.add("heading without text removed");
            edits.replace(range, "");
        }
        Code::EmptyLink => {
            let open = text[..range.start].trim_end_matches('<');
            if open.ends_with("[](") {
                notes.add("link without text shows its address");
                edits.replace(open.len() - 2..open.len() - 2, code_span(slice));
            }
        }
        Code::RawHtml => {
            let is_lonely =
                diagnostic.message.contains("is not closed") || diagnostic.message.contains("closes nothing");
            if is_lonely {
                notes.add(format!("tag without its other half removed: `{}`", quoted(slice)));
                edits.replace(range, "");
            } else if !slice.contains('\n') {
                notes.add("HTML kept as code");
                edits.replace(range, code_span(slice));
            }
        }
        Code::UnsafeUrl if text[..range.start].ends_with('<') && text[range.end..].starts_with('>') => {
            notes.add("address that cannot be published shown as code");
            let end = range.end + 1;
            edits.replace(range.start - 1..end, code_span(slice));
        }
        Code::ControlCharacter | Code::InvisibleCharacter | Code::BidiCharacter => {
            notes.add("invisible character removed");
            edits.replace(range, "");
        }
        Code::NotMarkdown if diagnostic.message.starts_with("unused link definition") => {
            notes.add(format!("unused link definition removed: `{}`", quoted(slice)));
            edits.replace(range, "");
        }
        Code::TableRow => {
            let numbers: Vec<usize> =
                diagnostic.message.split(' ').filter_map(|word| word.parse().ok()).collect();
            if let [cells, columns] = numbers[..]
                && cells < columns
                && round == 0
            {
                let closed = slice.trim_end().ends_with('|');
                let missing = " |".repeat(columns - cells);
                notes.add("missing cells of a row added");
                edits.replace(range.end..range.end, if closed { missing } else { format!(" |{missing}") });
            }
        }
        Code::NotMarkdown | Code::Footnote | Code::ReferenceSyntax => {
            let is_form =
                diagnostic.code != Code::NotMarkdown || diagnostic.message.starts_with("this looks like");
            if !is_form || slice.is_empty() {
                return;
            }
            notes.add(format!("kept as text: {}", message(diagnostic)));
            if round < 2 && slice.starts_with(|c: char| c.is_ascii_punctuation()) {
                edits.replace(range.start..range.start, "\\");
            } else if round < 4 && !slice.contains('\n') {
                edits.replace(range, code_span(slice.trim_end_matches('\\')));
            }
        }
        _ => {}
    }
}

fn message(diagnostic: &Diagnostic) -> String {
    let message = diagnostic.message.replace(", but is read as plain text", "");
    message.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_settled() {
        for (text, expected) in [
            ("See https://www.a.org/b.", "See <https://www.a.org/b>."),
            ("Say [@you] and [=x.y].", "Say \\[@you] and \\[=x.y]."),
            ("## a\n\n#### b\n", "## a\n\n### b\n"),
            ("```foolang\na\n```\n", "```text\na\n```\n"),
            ("| a | b |\n|---|---|\n| 1 |\n", "| a | b |\n|---|---|\n| 1 | |\n"),
            ("At http://localhost:80/ it is", "At `http://localhost:80/` it is"),
            ("a [^x] b", "a \\[^x] b"),
            ("a {{< x >}} b", "a \\{{< x >}} b"),
        ] {
            assert_eq!(settle(text, "content/pages/a.md", &mut Notes::default()), expected, "{text}");
        }
    }
}
