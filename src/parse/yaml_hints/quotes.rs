//! Candidate fixes of quotes and escapes, and of values that need quotes.

use super::candidates::Edits;
use super::fix::{Fix, QuoteReason};
use crate::parse::value_markup;

/// Typographic quotes.
const TYPOGRAPHIC: [char; 8] = ['“', '”', '„', '‘', '’', '«', '»', '‟'];

impl<'t> Edits<'t> {
    /// The texts of the line that could be quoted: after the dashes, and after the key.
    fn values(&self) -> Vec<(usize, &'t str)> {
        let mut values = vec![self.line.value()];
        if self.line.key().is_some() && !self.line.dashes().is_empty() {
            values.push((self.line.rest_at(), self.line.rest()));
        }
        values.retain(|(_, value)| !value.is_empty());
        values
    }

    pub(super) fn quotes(&mut self) {
        for (number, (at, value)) in self.values().into_iter().enumerate() {
            let more = number * 6;
            let whole = (at, at + value.len());
            let first = value.chars().next().unwrap_or(' ');
            let last = value.chars().next_back().unwrap_or(' ');
            let body = first.len_utf8()..value.len();
            if let '"' | '\'' = first {
                let mark = (at, at + 1);
                if closing_quote(value).is_none() {
                    self.add(8 + more, mark, (whole.1, whole.1), first.to_string(), Fix::CloseQuote(first));
                    if let Some(comment) = value.find(" #") {
                        let end = at + value[..comment].trim_end().len();
                        self.add(9 + more, mark, (end, end), first.to_string(), Fix::CloseQuote(first));
                    }
                }
                if last == first && value.len() > 2 {
                    let inner = &value[1..value.len() - 1];
                    let escaped = escape_inner(inner, first);
                    if escaped != inner {
                        let odd = at + 1 + inner.find(first).unwrap_or(0);
                        self.add(
                            9 + more,
                            (odd, odd + 1),
                            (at + 1, whole.1 - 1),
                            escaped,
                            Fix::InnerQuote(first),
                        );
                    }
                }
            } else {
                if let '"' | '\'' = last
                    && value.matches(last).count() == 1
                    && !TYPOGRAPHIC.contains(&first)
                {
                    let mark = (whole.1 - 1, whole.1);
                    self.add(7 + more, mark, (at, at), last.to_string(), Fix::OpenQuote(last));
                }
                if TYPOGRAPHIC.contains(&first) {
                    let (own, rest) = ((at, at + first.len_utf8()), &value[body.clone()]);
                    if let '"' | '\'' = last
                        && rest.matches(last).count() == 1
                    {
                        self.add(4 + more, own, own, last.to_string(), Fix::Typographic);
                    }
                    let inner = rest.trim_end_matches(TYPOGRAPHIC);
                    if !inner.contains(TYPOGRAPHIC) && !inner.ends_with(['"', '\'']) {
                        self.add(5 + more, whole, whole, quoted(inner), Fix::Typographic);
                    }
                }
            }
            if is_unclosed_before_apostrophe(value) {
                let meant = quoted(&value[1..]);
                self.add(8 + more, (at, at + 1), whole, meant, Fix::CloseQuote('\''));
                continue;
            }
            let (cost, why) = Edits::quote_reason(value);
            self.add(cost + more, whole, whole, quoted(value), Fix::Quote(why));
            if let '*' | '`' = first
                && let Some(plain) = value_markup::find(value).and_then(|markup| markup.plain)
            {
                self.add(5 + more, whole, whole, plain, Fix::Markup);
            }
            // `> 5` and `|x|` are texts.
            if let Some(text) = value.strip_prefix(['|', '>']).and_then(|rest| rest.strip_prefix(' '))
                && text.trim_start().starts_with(char::is_alphabetic)
                && self.line.key().is_some()
            {
                self.add(
                    5 + more,
                    (at, at + 1),
                    (at, whole.1 - text.trim_start().len()),
                    "",
                    Fix::BlockMark(first),
                );
            }
            self.surrounding_marks(at, value, more);
            if let Some(comment) = value.find(" #") {
                let short = value[..comment].trim_end();
                let (cost, why) = Edits::quote_reason(short);
                self.add(
                    cost + more + 1,
                    (at, at + short.len()),
                    (at, at + short.len()),
                    quoted(short),
                    Fix::Quote(why),
                );
            }
        }
    }

    /// Fixes that remove characters around a value of one word, such as an id.
    fn surrounding_marks(&mut self, at: usize, value: &str, more: usize) {
        let first = value.chars().next().unwrap_or(' ');
        if !matches!(
            first,
            '@' | '`' | '%' | '*' | '&' | '!' | '#' | '|' | '>' | '?' | '-' | ',' | '~' | '“' | '\'' | '"'
        ) {
            return;
        }
        if matches!(first, '"' | '\'' | '“') && value.contains(' ') {
            return;
        }
        let end = at + value.len();
        let bare = value.trim_start_matches(first).trim_start();
        let inner = bare.trim_end_matches(first);
        if !inner.is_empty() && inner.len() < bare.len() {
            self.add(14 + more, (at, end), (at, end), inner, Fix::Stray(first.to_string()));
        }
        let to = end - bare.len();
        if !bare.is_empty() && bare.len() < value.len() {
            self.add(
                14 + more,
                (at, at + first.len_utf8()),
                (at, to),
                "",
                Fix::Stray(value[..to - at].trim_end().to_string()),
            );
        }
        // An anchor or a tag before the value.
        if matches!(first, '&' | '!')
            && let Some((mark, rest)) = value.split_once(' ')
        {
            let to = end - rest.trim_start().len();
            self.add(13 + more, (at, at + mark.len()), (at, to), "", Fix::Stray(mark.to_string()));
        }
    }

    /// The cost of quoting a value, and the reason.
    pub(super) fn quote_reason(value: &str) -> (usize, QuoteReason) {
        let first = value.chars().next().unwrap_or(' ');
        match first {
            '"' | '\'' if closing_quote(value).is_some_and(|end| end + 1 < value.len()) => {
                (11, QuoteReason::AfterQuote)
            }
            '"' | '\'' => (30, QuoteReason::Else),
            '[' | '{' if value.ends_with([']', '}']) => (26, QuoteReason::Start(first)),
            '[' | '{' => (12, QuoteReason::Start(first)),
            '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | '?' | '-' | '#' | ',' | ']' | '}' => {
                (8, QuoteReason::Start(first))
            }
            _ if value.contains(": ") || value.ends_with(':') => (15, QuoteReason::Colon),
            _ if value.contains(" #") => (10, QuoteReason::Comment),
            _ => (30, QuoteReason::Else),
        }
    }

    /// Fixes for backslashes that begin no escape sequence.
    pub(super) fn escapes(&mut self) {
        let line = self.line.text;
        let (mut wrong, mut out) = (None, String::new());
        let mut inside = false;
        let mut chars = line.char_indices().peekable();
        let mut copied = 0;
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => inside = !inside,
                '\\' if inside => {
                    let next = chars.peek().map_or(' ', |(_, c)| *c);
                    let digits = match next {
                        'x' => 2,
                        'u' => 4,
                        'U' => 8,
                        _ => 0,
                    };
                    let code = line
                        .get(at + 2..at + 2 + digits)
                        .is_some_and(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
                    if "0abtnvfre \"/\\N_LP".contains(next) || (digits > 0 && code) {
                        chars.next();
                        continue;
                    }
                    wrong = wrong.or(Some((at, next)));
                    out.push_str(&line[copied..at]);
                    out.push_str("\\\\");
                    copied = at + 1;
                }
                _ => {}
            }
        }
        let Some((at, next)) = wrong else { return };
        out.push_str(&line[copied..]);
        let start = self.line.start;
        let point = (start + at, start + at + 1 + next.len_utf8().min(line.len() - at - 1));
        self.add(6, point, (start, start + line.len()), out, Fix::Escape(format!("\\{next}")));
    }
}

/// Quotes a text with the kind of quotes that needs the fewest escapes.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        format!("\"{text}\"")
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// Returns `true` for `'Bob's pot`: an apostrophe within a word ends the quote, which is not closed at the end.
fn is_unclosed_before_apostrophe(value: &str) -> bool {
    value.starts_with('\'')
        && !value.ends_with(['\'', '"'])
        && !value.contains(" #")
        && closing_quote(value).is_some_and(|end| {
            value[..end].ends_with(char::is_alphanumeric)
                && value[end + 1..].starts_with(char::is_alphanumeric)
                && value[1..].match_indices('\'').all(|(at, _)| {
                    value[..=at].ends_with(char::is_alphanumeric)
                        && value[at + 2..].starts_with(char::is_alphanumeric)
                })
        })
}

/// The offset at which the quote at the start of a text is closed.
pub(super) fn closing_quote(text: &str) -> Option<usize> {
    let mark = text.chars().next()?;
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if mark == '"' && c == '\\' {
            chars.next();
        } else if c == mark {
            if mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == mark) {
                chars.next();
                continue;
            }
            return Some(at);
        }
    }
    None
}

/// Escapes the quotes within a quoted text, so that they do not end it.
pub(super) fn escape_inner(inner: &str, mark: char) -> String {
    if mark == '\'' {
        return inner.replace("''", "'").replace('\'', "''");
    }
    let (mut out, mut escaped) = (String::with_capacity(inner.len() + 4), false);
    for c in inner.chars() {
        if c == '"' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting_needs_the_fewest_escapes() {
        assert_eq!(quoted("a b"), "\"a b\"");
        assert_eq!(quoted("a \"b\""), "'a \"b\"'");
        assert_eq!(quoted("C:\\d"), "'C:\\d'");
        assert_eq!(quoted("it's \"b\""), "\"it's \\\"b\\\"\"");
    }

    #[test]
    fn escaped_quotes_do_not_close() {
        assert_eq!(closing_quote("\"a\" b\""), Some(2));
        assert_eq!(closing_quote("\"a\\\" b\""), Some(6));
        assert_eq!(closing_quote("'it''s' x"), Some(6));
        assert_eq!(closing_quote("'it's"), Some(3));
        assert_eq!(closing_quote("\"a"), None);
        assert_eq!(closing_quote(""), None);
    }

    #[test]
    fn quotes_within_quotes_are_escaped_once() {
        assert_eq!(escape_inner("it's", '\''), "it''s");
        assert_eq!(escape_inner("it''s", '\''), "it''s");
        assert_eq!(escape_inner("a \"b\"", '"'), "a \\\"b\\\"");
        assert_eq!(escape_inner("a \\\"b", '"'), "a \\\"b");
    }
}
