//! What in a text is a figure: a number that somebody counted or measured, and that a reader may want to look up.
//!
//! A year says when and not how much; `S3`, `SEV1` and `IPv6` are names, and so are `Python 3` and `version 2`; `24/7` is a
//! manner of speaking, and `99th` names a percentile. There is deliberately no understanding of sentences: what is left
//! over has the comment `allow uncited-figure`.

use std::ops::Range;

/// A figure: its bytes, and the text that follows it at once or after a space, which may be its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFigure<'t> {
    /// Its bytes.
    pub range: Range<usize>,
    /// What comes after it in the same text.
    pub rest: &'t str,
}

/// What is numbered and not counted.
const NUMBERED: [&str; 14] = [
    "version", "level", "tier", "step", "stage", "phase", "chapter", "part", "page", "line", "day", "week",
    "month", "year",
];

/// The figures of a text without code and links.
pub fn find(text: &str) -> Vec<FoundFigure<'_>> {
    let mut found = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let mut at = 0;
    // The word before, and whether a sentence begins with it: its capital letter is then no sign of a name.
    let mut before = ("", true);
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '–' | '—' | '…'))
    {
        // `2. Second` at the beginning of a text that is set bold, say, is a number of a list.
        let counts = text[..at].trim().is_empty() && word.trim_end().ends_with('.');
        if let Some(digits) = figure(word, before).filter(|_| !counts) {
            let range = at + digits.start..at + digits.end;
            found.push(FoundFigure { rest: &text[range.end..], range });
        }
        at += word.len();
        let begins = text[..at - word.len()].trim_end();
        before = (word, begins.is_empty() || begins.ends_with(['.', '!', '?', ':']));
    }
    found
}

/// Where in a word a figure stands.
fn figure(word: &str, (before, begins): (&str, bool)) -> Option<Range<usize>> {
    let start = word.find(|c: char| c.is_ascii_digit())?;
    // A name: `S3`, `p95`, `HTTP/2`, `GPT-4`. What is written before money is no letter.
    if word[..start].contains(char::is_alphabetic) {
        return None;
    }
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | ':' | '-');
    let length = word[start..].find(|c| !number(c)).unwrap_or(word.len() - start);
    let text = word[start..start + length].trim_end_matches(['.', ',', ':', '-', '/']);
    let end = start + text.len();
    let tail = word[end..].trim_end().trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
    let money = word[..start].contains(['$', '€', '£', '¥']);
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let year = |part: &str| {
        part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) && part.parse::<u16>().is_ok()
    };
    let ordinal = matches!(tail, "st" | "nd" | "rd" | "th");
    // `24/7`, `9/5`, and dates such as `2026-11-24` and `2021/22`.
    let idiom =
        text.contains('/') || text.split('-').all(|part| year(part) || part.len() == 2) && text.contains('-');
    let years = text.split(['-', '/']).all(year) && matches!(tail, "" | "s" | "’s" | "'s") && !money;
    // `Level 5`, `Python 3.12`, `May 2025`: a bare number after a name belongs to the name.
    let numbered = NUMBERED.contains(&before.trim_end().to_lowercase().as_str());
    let name = (numbered || (!begins && before.starts_with(|c: char| c.is_uppercase())))
        && before.ends_with(char::is_whitespace)
        && before.trim_end().chars().all(|c| c.is_alphanumeric() || c == '-')
        && before.trim_end().len() > 1
        && (plain || text.contains('.'))
        && tail.is_empty()
        && !money
        && text.len() <= 4;
    (!(years || idiom || ordinal || name)).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn figures(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|found| &text[found.range]).collect()
    }

    #[test]
    fn a_number_that_somebody_counted_is_a_figure() {
        assert_eq!(figures("75% of 1,200 people, $120k, €3.5 million."), ["75", "1,200", "120", "3.5"]);
        assert_eq!(figures("between 10 and 20 (30 at most)"), ["10", "20", "30"]);
        assert_eq!(figures("10–20 hours; at 99.9 %."), ["10", "20", "99.9"]);
    }

    #[test]
    fn a_year_says_when_and_not_how_much() {
        assert_eq!(figures("(2016) in the 2010s, 2019–2021, 2024-12-01 and 2021/22"), [""; 0]);
        assert_eq!(figures("$2016"), ["2016"]);
    }

    #[test]
    fn names_have_digits_too() {
        assert_eq!(
            figures("S3, SEV1, IPv6, p95, HTTP/2, GPT-4, Level 5, version 2, Python 3.12, 24/7, the 99th"),
            [""; 0]
        );
        assert_eq!(figures("2. Second things"), [""; 0]);
        assert_eq!(figures("Of 100, few. At 30, more. Level 5 is none."), ["100", "30"]);
    }
}
