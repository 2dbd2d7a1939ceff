//! Finds figures in a text: numbers that were counted or measured, and that a reader may want to verify.
//!
//! Not figures: years and times of day; names such as `S3`, `SEV1`, `IPv6`, `Python 3`, `CVSS 7.5`, `RFC 2119`, `version 2` and
//! `port 8080`; versions and addresses such as `1.2.3`; prices such as `$12/month`; idioms such as `24/7`; ordinals such as
//! `99th`; and 0 and 1, which rarely count. Sentences are deliberately not analysed: for the rest there is a
//! suppression: `allow uncited-figure`.

use std::ops::Range;

/// A figure with the text after it, which may begin with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundFigure<'t> {
    /// The byte range of the figure.
    pub range: Range<usize>,
    /// The rest of the text after the figure.
    pub rest: &'t str,
}

/// Words whose number is a label and not a quantity: `version 2`.
const NUMBERED: &[&str] = &[
    "version", "versions", "release", "level", "tier", "step", "stage", "phase", "chapter", "section",
    "appendix", "figure", "table", "part", "page", "line", "rule", "article", "issue", "item", "question",
    "option", "day", "week", "month", "year", "port", "ports", "status", "code", "error", "rfc", "iso",
    "pep", "http",
];

/// Finds the figures in a text without code and links.
pub(super) fn find(text: &str) -> Vec<FoundFigure<'_>> {
    let mut figures = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return figures;
    }
    let mut at = 0;
    // The previous word, and whether it begins a sentence: its capital letter then does not indicate a name.
    let mut before = ("", true);
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '–' | '—' | '…'))
    {
        // `2. Second` at the start of a text, such as one in bold, is a list number.
        let counts = text[..at].trim().is_empty() && word.trim_end().ends_with('.');
        if let Some(digits) = figure(word, before).filter(|_| !counts) {
            let range = at + digits.start..at + digits.end;
            figures.push(FoundFigure { rest: &text[range.end..], range });
        }
        at += word.len();
        let begins = text[..at - word.len()].trim_end();
        before = (word, begins.is_empty() || begins.ends_with(['.', '!', '?', ':']));
    }
    figures
}

/// The range of the figure in a word.
fn figure(word: &str, (before, begins): (&str, bool)) -> Option<Range<usize>> {
    let start = word.find(|c: char| c.is_ascii_digit())?;
    // A name: `S3`, `p95`, `HTTP/2`, `GPT-4`. Currency signs are not letters.
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
    let idiom = text.contains('/')
        || is_time(text)
        || text.split('-').all(|part| year(part) || part.len() == 2) && text.contains('-');
    let years = text.split(['-', '/']).all(year) && matches!(tail, "" | "s" | "’s" | "'s") && !money;
    // `Level 5`, `Python 3.12`, `May 2025`: a bare number after a name is part of the name.
    let numbered = NUMBERED.contains(&before.trim_end().to_lowercase().as_str());
    let word_before = before.trim_end();
    let acronym = word_before.len() > 1 && word_before.chars().all(|c| c.is_ascii_uppercase());
    let name = (numbered || acronym || (!begins && before.starts_with(|c: char| c.is_uppercase())))
        && before.ends_with(char::is_whitespace)
        && before.trim_end().chars().all(|c| c.is_alphanumeric() || c == '-')
        && before.trim_end().len() > 1
        && (plain || text.contains('.'))
        && tail.is_empty()
        && !money
        && (text.len() <= 4 || numbered && text.len() <= 6);
    // `1.2.3` and `10.0.0.1`; `:8080` and `#12`; `$12/month`; `a 404`.
    let version = text.matches('.').count() > 1;
    let labelled = word[..start].ends_with([':', '#']);
    let price = money && word[end..].starts_with('/');
    let status = plain && text.len() == 3 && matches!(word_before, "a" | "an") && tail.is_empty();
    let few = matches!(text, "0" | "1") && tail.is_empty() && !money;
    let none = version || labelled || price || status || few;
    (!(years || idiom || ordinal || name || none)).then_some(start..end)
}

/// Returns `true` for a time of day: `9:30`.
fn is_time(text: &str) -> bool {
    text.split_once(':').is_some_and(|(hours, minutes)| {
        (1..=2).contains(&hours.len())
            && minutes.len() == 2
            && format!("{hours}{minutes}").parse::<u16>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    fn figures(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|figures| &text[figures.range]).collect()
    }

    #[test]
    fn quantities_are_figures() {
        assert_eq!(figures("75% of 1,200 people, $120k, €3.5 million."), ["75", "1,200", "120", "3.5"]);
        assert_eq!(figures("between 10 and 20 (30 at most)"), ["10", "20", "30"]);
        assert_eq!(figures("10–20 hours; at 99.9 %."), ["10", "20", "99.9"]);
    }

    #[test]
    fn years_are_not_figures() {
        assert_eq!(figures("(2016) in the 2010s, 2019–2021, 2024-12-01 and 2021/22"), [""; 0]);
        assert_eq!(figures("$2016"), ["2016"]);
    }

    #[test]
    fn names_with_digits_are_not_figures() {
        assert_eq!(
            figures("S3, SEV1, IPv6, p95, HTTP/2, GPT-4, Level 5, version 2, Python 3.12, 24/7, the 99th"),
            [""; 0]
        );
        assert_eq!(figures("2. Second things"), [""; 0]);
        assert_eq!(
            figures(
                "CVSS 7.5, RFC 10008, port 65535, :9090, 1.2.3 and 10.0.0.1; a 404 at 9:30; issue #12; $12/mo; 1 of them"
            ),
            [""; 0]
        );
        assert_eq!(figures("A 12 % share, 1 in 4, $1,200, and 404 of them"), ["12", "4", "1,200", "404"]);
        assert_eq!(figures("Of 100, few. At 30, more. Level 5 is none."), ["100", "30"]);
    }
}
