//! Finds figures in a text: numbers that were counted or measured, and that a reader may want to verify.
//!
//! Not figures: years, dates and times of day; names such as `S3`, `SEV1`, `Python 3`, `CVSS 7.5`, `RFC 2119`, `version 2` and
//! `port 8080`, and the numbers that continue them, as in `ports 80 and 443`; versions and addresses such as `1.2.3`; prices
//! such as `$12/month`; status codes such as `a 404`; compounds such as `64-bit`; idioms such as `24/7`; ordinals such as
//! `99th`; list markers; and 0 and 1, which rarely count. Sentences are deliberately not analysed: for the rest there is a
//! suppression: `allow uncited-figure`.

#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use words::{
    ATTRIBUTED, CONNECTORS, COUNTED, FOLLOWS_NAME, MONTHS, NUMBERED, PRICED, SENTENCE_STARTS, STATUS_WORDS,
    UPGRADES,
};

/// A figure with the text after it, which may begin with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundFigure<'t> {
    /// The byte range of the figure.
    pub range: Range<usize>,
    /// The rest of the text after the figure.
    pub rest: &'t str,
}

/// The meaning of a word.
enum Meaning {
    /// No number.
    Word,
    /// A number that is part of a name, or a label.
    Label,
    /// A figure, with its range in the word.
    Figure(Range<usize>),
}

/// The words around a word.
#[derive(Clone, Copy)]
struct Around<'t> {
    before: &'t str,
    /// `true` if the word before begins a sentence: its capital letter then does not indicate a name.
    begins: bool,
    /// `true` after a label and a connector: `ports 80 and`.
    continues: bool,
    /// The text after the word.
    after: &'t str,
    /// `true` if the text is about versions.
    is_upgrade: bool,
}

/// Finds the figures in a text without code and links.
pub(super) fn find(text: &str) -> Vec<FoundFigure<'_>> {
    let mut figures = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return figures;
    }
    let lower = text.to_lowercase();
    let is_upgrade = UPGRADES.iter().any(|stem| lower.contains(stem));
    let (mut at, mut before, mut begins, mut continues) = (0, "", true, false);
    for word in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '–' | '—' | '…'))
    {
        // `2. Second` and `2) Second` at the start of a text, such as one in bold, are list numbers.
        let is_start = text[..at].trim_matches(|c: char| c.is_whitespace() || c == '(').is_empty();
        let is_marker = is_start && word.trim_end().ends_with(['.', ')']);
        let after = &text[at + word.len()..];
        match meaning(word, Around { before, begins, continues, after, is_upgrade }) {
            Meaning::Figure(digits) if !is_marker => {
                let range = at + digits.start..at + digits.end;
                figures.push(FoundFigure { rest: &text[range.end..], range });
                continues = false;
            }
            Meaning::Label => continues = true,
            _ => continues &= CONNECTORS.contains(&word.trim().to_lowercase().as_str()),
        }
        at += word.len();
        let start = text[..at - word.len()].trim_end();
        (before, begins) = (word, start.is_empty() || start.ends_with(['.', '!', '?', ':']));
    }
    figures
}

/// Decides the meaning of a word.
fn meaning(word: &str, around: Around<'_>) -> Meaning {
    let Some(start) = word.find(|c: char| c.is_ascii_digit()) else { return Meaning::Word };
    // A name: `S3`, `p95`, `HTTP/2`, `GPT-4`. Currency signs are not letters.
    if word[..start].contains(char::is_alphabetic) {
        let is_plain = word.trim_end().chars().all(|c| c.is_alphanumeric() || c == '.');
        return if is_plain { Meaning::Label } else { Meaning::Word };
    }
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | ':' | '-');
    let length = word[start..].find(|c| !number(c)).unwrap_or(word.len() - start);
    let text = word[start..start + length].trim_end_matches(['.', ',', ':', '-', '/']);
    let found = Number::new(word, start, start + text.len(), around);
    if found.is_name() || found.continues_name() {
        return Meaning::Label;
    }
    let is_none =
        found.is_date() || found.is_label() || found.is_price() || found.is_status() || found.is_few();
    if is_none { Meaning::Word } else { Meaning::Figure(start..start + text.len()) }
}

/// A number with the words around it.
struct Number<'t> {
    around: Around<'t>,
    /// The part of the word before the number.
    head: &'t str,
    text: &'t str,
    /// The rest of the word, without punctuation at its end.
    tail: &'t str,
    /// The rest of the word.
    rest: &'t str,
    /// The next word, if no punctuation separates it.
    next: &'t str,
    /// `true` for digits alone.
    plain: bool,
    money: bool,
}

impl<'t> Number<'t> {
    fn new(word: &'t str, start: usize, end: usize, around: Around<'t>) -> Number<'t> {
        let (head, text, rest) = (&word[..start], &word[start..end], &word[end..]);
        let tail = rest.trim_end().trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
        let is_joined = rest.trim_matches(['*', '_', '+', '"', '”']).chars().all(char::is_whitespace);
        let next = around.after.split_whitespace().next().filter(|_| is_joined && !rest.is_empty());
        let next =
            next.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric() && c != '%' && c != '.');
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        Number { around, head, text, tail, rest, next, plain, money: head.contains(['$', '€', '£', '¥']) }
    }

    /// Returns `true` for a number after a name or after a word that numbers things: `Level 5`, `Python 3.12`, `May 2025`.
    fn is_name(&self) -> bool {
        let written = self.around.before;
        let word = written.trim_end().trim_matches(['_', '*', '"', '“', '.']);
        let lower = word.to_lowercase();
        let numbered = NUMBERED.contains(&lower.as_str()) && !self.is_counted();
        let acronym =
            word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c == '/') && word != "US";
        let capital = word.starts_with(|c: char| c.is_uppercase()) && !written.trim_end().ends_with('.');
        let is_named = capital && (!self.around.begins || self.follows_name());
        let is_version = self.text.contains('.');
        let most = if numbered || acronym { 10 } else { 5 };
        (numbered || acronym || is_named)
            && written.ends_with(char::is_whitespace)
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/'))
            && (word.len() > 1 || numbered)
            && (self.plain || is_version || (acronym && !self.text.contains(',')))
            && (self.tail.is_empty() || self.is_open_version())
            && !self.money
            && self.text.len() <= most
            && (self.text.len() <= 4 || numbered || acronym || is_version)
    }

    /// Returns `true` if the first word of a sentence with this number is a name: `Windows 11 works`, `Step 2:`.
    fn follows_name(&self) -> bool {
        let is_name = FOLLOWS_NAME.contains(&self.next)
            || self.next.starts_with(char::is_uppercase)
            || self.rest.starts_with(':')
            || self.rest.is_empty() && self.around.after.starts_with('(');
        is_name && !SENTENCE_STARTS.contains(&self.around.before.trim_end())
    }

    /// Returns `true` for a number that continues a label: `ports 80 and 443`.
    fn continues_name(&self) -> bool {
        self.around.continues
            && !self.money
            && (self.tail.is_empty() || self.is_open_version())
            && (self.plain || self.text.contains('.'))
            && self.text.len() <= 5
            && !self.is_counted()
    }

    /// Returns `true` if the next word is counted: a unit, or a word in the plural.
    fn is_counted(&self) -> bool {
        let next = self.next.to_lowercase();
        let is_plural = next.len() > 3 && next.ends_with('s') && !FOLLOWS_NAME.contains(&next.as_str());
        COUNTED.contains(&next.as_str()) || is_plural
    }

    /// Returns `true` for `4.x` and `1.21+`.
    fn is_open_version(&self) -> bool {
        matches!(self.tail, ".x" | ".X") || self.tail.is_empty() && self.rest.starts_with('+')
    }

    /// Returns `true` for years, dates and times.
    fn is_date(&self) -> bool {
        let year = |part: &str| {
            part.len() == 4
                && (part.starts_with("19") || part.starts_with("20"))
                && part.parse::<u16>().is_ok()
        };
        let parts = self.text.split(['-', '/']);
        let years = parts.clone().all(year) && matches!(self.tail, "" | "s" | "’s" | "'s") && !self.money;
        // Dates such as `2026-11-24` and `2021/22`.
        let day = self.text.contains('-')
            && self.text.split('-').all(|part| year(part) || part.len() == 2)
            && (self.text.matches('-').count() == 2 || self.text.split('-').any(year));
        let is_month = |word: &str| MONTHS.iter().any(|month| word.trim_end_matches('.') == *month);
        let of_month = self.plain && self.text.len() <= 2 && (is_month(self.next) || self.is_day_of_month());
        let hour = |word: &str| matches!(word.replace('.', "").to_lowercase().as_str(), "am" | "pm");
        let of_day = hour(self.tail) || hour(self.next) || is_time(self.text);
        years || day || of_month || of_day || matches!(self.tail, "st" | "nd" | "rd" | "th")
    }

    /// Returns `true` for `12–14 May` and `12 of May`.
    fn is_day_of_month(&self) -> bool {
        let mut words = self.around.after.split([' ', '–']).filter(|word| !word.is_empty());
        let joined = self.rest.starts_with('–') || self.next == "of";
        let month = words.nth(1).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        joined && MONTHS.contains(&month)
    }

    /// Returns `true` for versions, addresses, compounds and idioms.
    fn is_label(&self) -> bool {
        let version = self.text.matches('.').count() > 1
            || self.is_open_version() && self.text.contains('.')
            || self.text.contains('.')
                && self.tail.is_empty()
                && (self.around.is_upgrade && !self.is_counted()
                    || self.around.before.trim_end().eq_ignore_ascii_case("since"))
            || self.plain && self.tail == ".x";
        let operator = [">=", "<=", "==", ">", "<", "≥", "~>"].contains(&self.around.before.trim_end());
        let is_compared = operator && self.around.is_upgrade && !self.is_counted() && self.tail.is_empty();
        let is_note = self.head.ends_with('[') && self.rest.trim_start_matches('\\').starts_with(']');
        let labelled = self.head.ends_with([':', '#', '§', '=', '@']) || is_compared || is_note;
        let idiom = self.text.contains('/')
            || self.text.matches('-').count() > 1
            || self.text == "24" && self.around.after.starts_with("hours a day")
            || self.text.split_once(':').is_some_and(|(a, b)| a == b || a.len() > 3 || b.len() > 3);
        let protocol = ["/tcp", "/udp"].iter().any(|end| self.rest.to_lowercase().starts_with(end));
        version || labelled || idiom || protocol || self.is_compound()
    }

    /// Returns `true` for `64-bit`, `12-factor`, `7-Zip`, `1Password` and `3D`, but not for `30-minute` and `250ms`.
    fn is_compound(&self) -> bool {
        if let Some(second) = self.rest.strip_prefix('-').filter(|rest| rest.starts_with(char::is_alphabetic))
        {
            let second = second.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
            return self.plain && !ATTRIBUTED.contains(&second.trim_end_matches('s'));
        }
        let is_named = self.tail.len() > 2 && self.tail.starts_with(char::is_uppercase);
        let is_word = self.tail.len() > 3
            && self.tail.chars().all(char::is_alphanumeric)
            && !ATTRIBUTED.contains(&self.tail.trim_end_matches('s'));
        self.plain
            && (is_named && self.tail.chars().all(char::is_alphanumeric)
                || is_word
                || matches!(self.tail, "D" | "XX"))
    }

    /// Returns `true` for what a thing costs: `$12/month`, `$9.99`, `€20 each`. Pay is a figure.
    fn is_price(&self) -> bool {
        let after = self.around.after.to_lowercase();
        let mut words =
            after.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let has_cents = self.text.rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 2);
        let is_small =
            !self.text.contains(',') && self.text.split('.').next().is_some_and(|all| all.len() <= 3);
        let each = first == "each"
            || matches!(first, "per" | "a" | "an") && PRICED.contains(&second)
            || is_small && matches!(first, "a" | "per") && matches!(second, "month" | "year");
        let is_whole = self.rest.trim_matches(|c: char| c.is_whitespace() || ".,;:!?".contains(c)).is_empty();
        self.money && (self.rest.starts_with('/') || is_whole && (has_cents || each))
    }

    /// Returns `true` for status codes: `a 404`, `200 OK`, `5xx`, `401 and 403 responses`.
    fn is_status(&self) -> bool {
        if self.text.len() == 1 && self.tail.eq_ignore_ascii_case("xx") {
            return true;
        }
        let is_code = self.plain
            && self.text.len() == 3
            && ('1'..='5').contains(&self.text.chars().next().unwrap_or('0'));
        let one = matches!(self.around.before.trim_end(), "a" | "an" | "A" | "An") && !self.is_counted();
        let mut words =
            self.around.after.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let named = words
            .find(|word| !CONNECTORS.contains(word) && !word.bytes().all(|byte| byte.is_ascii_digit()))
            .is_some_and(|word| STATUS_WORDS.contains(&word.to_lowercase().as_str()));
        is_code && (self.tail.is_empty() && (one || named) || self.tail == "s")
    }

    fn is_few(&self) -> bool {
        matches!(self.text, "0" | "1") && self.tail.is_empty() && !self.money
    }
}

/// Returns `true` for a time of day: `9:30`.
fn is_time(text: &str) -> bool {
    text.split_once(':').is_some_and(|(hours, minutes)| {
        (1..=2).contains(&hours.len())
            && minutes.len() == 2
            && format!("{hours}{minutes}").parse::<u16>().is_ok()
    })
}
