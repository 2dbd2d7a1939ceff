//! Candidate fixes of brackets, commas and flow collections.

use super::candidates::Edits;
use super::fix::{Fix, LinkPart, QuoteReason, closing, opening};
use super::line::is_word;
use super::quotes::{closing_quote, escape_inner, quoted};
use crate::parse::value_markup;

/// The maximum number of links per line that are tried.
const MAX_LINKS: usize = 8;

impl Edits<'_> {
    /// Fixes for brackets that do not match.
    pub(super) fn brackets(&mut self) {
        let (at, rest) = (self.line.rest_at(), self.line.rest());
        let marks = marks(rest);
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut separators = Vec::new();
        let end = at + rest.len();
        for (place, mark) in marks {
            let own = at + place;
            match mark {
                '[' | '{' => open.push((own, mark)),
                ']' | '}' => match open.pop() {
                    Some((from, opened)) if closing(opened) != mark => {
                        let wanted = closing(opened).to_string();
                        self.add(
                            8,
                            (own, own + 1),
                            (own, own + 1),
                            wanted.clone(),
                            Fix::OtherBracket(opened, mark),
                        );
                        // Or the inner bracket was never closed.
                        for place in separators.iter().copied().filter(|place| *place > from).chain([own]) {
                            self.add(
                                9,
                                (from, from + 1),
                                (place, place),
                                wanted.clone(),
                                Fix::CloseBracket(opened),
                            );
                        }
                        if open.last().is_some_and(|(_, outer)| closing(*outer) == mark) {
                            open.pop();
                        }
                    }
                    Some(_) => {}
                    None => {
                        self.add(14, (own, own + 1), (own, own + 1), "", Fix::Stray(mark.to_string()));
                        let opening = opening(mark).to_string();
                        let (value_at, value) = self.line.value();
                        if value.starts_with('(') {
                            let open = (value_at, value_at + 1);
                            self.add(7, open, open, opening.clone(), Fix::Parenthesis(mark));
                        } else if rest.starts_with('(') {
                            self.add(7, (at, at + 1), (at, at + 1), opening.clone(), Fix::Parenthesis(mark));
                        }
                        let starts = [self.line.value().0, at]
                            .into_iter()
                            .chain(after_colons(rest).map(|place| at + place));
                        for start in starts.filter(|start| *start < own) {
                            self.add(
                                8,
                                (own, own + 1),
                                (start, start),
                                opening.clone(),
                                Fix::OpenBracket(mark),
                            );
                        }
                    }
                },
                ',' => {
                    separators.push(own);
                    let after = &rest[place + 1..];
                    let before = rest[..place].trim_end();
                    if after.trim_start().starts_with(',') || before.ends_with(['[', '{']) {
                        self.add(6, (own, own + 1), (own, own + 1), "", Fix::CommaTwice);
                    }
                    if before.ends_with([']', '}']) && after.trim().is_empty() && open.is_empty() {
                        self.add(6, (own, own + 1), (own, own + 1), "", Fix::Stray(",".to_string()));
                    }
                }
                _ => {}
            }
        }
        if open.is_empty() {
            // Text after the last bracket.
            let last = rest.rfind([']', '}']).map(|place| place + 1);
            if let Some(last) =
                last.filter(|last| *last < rest.len() && self.line.value().1.starts_with(['[', '{']))
            {
                let stray = &rest[last..];
                self.add(13, (at + last, end), (at + last, end), "", Fix::Stray(stray.trim().to_string()));
            }
            return;
        }
        let wanted: String = open.iter().rev().map(|(_, mark)| closing(*mark)).collect();
        let (from, mark) = open[open.len() - 1];
        let comment = rest.find(" #").map_or(end, |comment| at + rest[..comment].trim_end().len());
        self.add(7, (from, from + 1), (comment, comment), wanted, Fix::CloseBracket(mark));
        // Or an inner bracket was never closed before a comma.
        let innermost = closing(mark).to_string();
        for place in separators.iter().copied().filter(|place| *place > from) {
            self.add(10, (from, from + 1), (place, place), innermost.clone(), Fix::CloseBracket(mark));
        }
    }

    /// Fixes for the items of a flow collection, possibly over several lines.
    pub(super) fn items(&mut self) {
        let (at, rest) = (self.line.rest_at(), self.line.rest());
        if !rest.contains(['[', '{', ']', '}', ',']) {
            return;
        }
        self.cut_items();
        self.links();
        self.citations();
        let marks = marks(rest);
        let mut bounds: Vec<usize> = marks.iter().map(|(place, _)| *place).collect();
        bounds.push(rest.len());
        let inner = marks.iter().map(|(place, mark)| (place + 1, *mark)).zip(bounds.iter().skip(1).copied());
        let first = if marks.first().is_some_and(|(_, mark)| matches!(mark, '[' | '{')) {
            None
        } else {
            Some(((0, ','), bounds[0]))
        };
        let segments: Vec<((usize, char), usize)> = first.into_iter().chain(inner).collect();
        let shape: Vec<bool> =
            segments.iter().map(|((from, _), to)| pair(&rest[*from..*to]).is_some()).collect();
        for (number, ((from, _), to)) in segments.iter().copied().enumerate() {
            let segment = &rest[from..to];
            let trimmed = segment.trim();
            if trimmed.is_empty() {
                continue;
            }
            let start = at + from + (segment.len() - segment.trim_start().len());
            self.item(start, trimmed);
            let Some(value) = pair(segment) else {
                continue;
            };
            let value_at = at + from + value;
            let text = rest[from + value..to].trim_end();
            if !text.is_empty() {
                self.item(value_at, text);
            }
            // A comma within a text: the segments after it have no colon.
            let mut until = number;
            while until + 1 < segments.len().min(number + 8)
                && segments[until + 1].0.1 == ','
                && !shape[until + 1]
            {
                until += 1;
                let end = segments[until].1;
                let text = rest[from + value..end].trim_end();
                if !text.contains(['"', '[', '{']) && !text.is_empty() {
                    let range = (value_at, value_at + text.len());
                    // A colon or a `#` is a mistake outside brackets too.
                    let reason = match Edits::quote_reason(text).1 {
                        reason @ (QuoteReason::Colon | QuoteReason::Comment) => reason,
                        _ => QuoteReason::Comma,
                    };
                    self.add(9, range, range, quoted(text), Fix::Quote(reason));
                }
            }
        }
        for (place, _) in rest.match_indices(':') {
            let word_at = rest[..place]
                .rfind(|c: char| !is_word(c.encode_utf8(&mut [0; 4])))
                .map_or(0, |before| before + rest[before..].chars().next().map_or(1, char::len_utf8));
            let word = &rest[word_at..place];
            let after = &rest[place + 1..];
            let begins = rest[..word_at].trim_end().ends_with(['{', ',', '[']) || word_at == 0;
            if is_word(word) && begins && !after.is_empty() && !after.starts_with([' ', '/']) {
                let own = at + place;
                self.add(8, (own, own + 1), (own, own + 1), ": ", Fix::SpaceAfterColon(word.to_string()));
            }
        }
        if segments.len() > 1
            && !rest.starts_with(['[', '{'])
            && shape.iter().filter(|shape| **shape).count() > 1
        {
            self.add(11, (at, at + rest.len()), (at, at + rest.len()), format!("{{{rest}}}"), Fix::Braces);
        }
        for place in missing_commas(rest) {
            let own = at + place;
            // Between two quoted texts nothing else is likely.
            let (before, after) = (&rest[..place], rest[place..].trim_start());
            let cost = if before.ends_with(['"', '\'']) && after.starts_with(['"', '\'']) { 8 } else { 10 };
            self.add(cost, (own, own + 1), (own, own), ",", Fix::Comma);
        }
    }

    /// Fixes for links of Markdown: `[text](address)`, also without its closing parenthesis.
    fn links(&mut self) {
        let (at, rest) = (self.line.rest_at(), self.line.rest());
        for (middle, _) in rest.match_indices("](").take(MAX_LINKS) {
            let Some(open) = rest[..middle].rfind('[') else { continue };
            let address = &rest[middle + 2..];
            let length = address.find([')', ' ', ',', '}']).unwrap_or(address.len());
            let end = middle + 2 + length + usize::from(address[length..].starts_with(')'));
            let whole = (at + open, at + end);
            let (text, address) = (&rest[open + 1..middle], &address[..length]);
            self.add(4, whole, whole, text, Fix::Link(LinkPart::Text));
            self.add(5, whole, whole, address, Fix::Link(LinkPart::Address));
        }
    }

    /// Fixes for a list of citations as in Markdown: `[@a, @b]`.
    fn citations(&mut self) {
        let (at, rest) = (self.line.rest_at(), self.line.rest());
        let bare = rest.replace("[@", "[").replace(", @", ", ").replace(",@", ",");
        if let Some(first) = rest.find('@').filter(|_| rest.len() - bare.len() > 1) {
            let own = (at + first, at + first + 1);
            self.add(10, own, (at, at + rest.len()), bare, Fix::Stray("@".to_string()));
        }
    }

    /// Fixes for items that a `#` turns into a comment: `[a, #2, b]`, `[C #sharp]`.
    fn cut_items(&mut self) {
        let (at, rest) = (self.line.rest_at(), self.line.rest());
        if !rest.contains(" #") {
            return;
        }
        let is_cut = |hash: &usize| rest[hash + 1..].starts_with(char::is_alphanumeric);
        // The items of the line, each quoted if it has such a `#`.
        let (mut fixed, mut first) = (String::with_capacity(rest.len() + 4), None);
        let mut from = 0;
        for (end, mark) in rest.match_indices(['[', '{', ',', ']', '}']) {
            let item = &rest[from..end];
            let text = item.trim();
            let cut = item.match_indices(" #").map(|(place, _)| from + place + 1).find(is_cut);
            match cut {
                Some(hash) if !text.contains(['"', '\'']) => {
                    let value = from + (item.len() - item.trim_start().len()) + pair(text).unwrap_or(0);
                    first = first.or(Some(hash));
                    fixed.push_str(&rest[from..value]);
                    fixed.push_str(&quoted(rest[value..end].trim_end()));
                }
                _ => fixed.push_str(item),
            }
            fixed.push_str(mark);
            from = end + mark.len();
        }
        fixed.push_str(&rest[from..]);
        if let Some(hash) = first {
            let point = (at + hash, at + hash + 1);
            self.add(5, point, (at, at + rest.len()), fixed, Fix::Quote(QuoteReason::Comment));
        }
    }

    /// Fixes for one item of a flow collection, or for the value of a key in it.
    fn item(&mut self, at: usize, text: &str) {
        let whole = (at, at + text.len());
        let first = text.chars().next().unwrap_or(' ');
        match first {
            '"' | '\'' if closing_quote(text).is_none() => {
                self.add(9, (at, at + 1), (whole.1, whole.1), first.to_string(), Fix::CloseQuote(first));
                if let Some(end) = text.find(',') {
                    self.add(
                        11,
                        (at, at + 1),
                        (at + end, at + end),
                        first.to_string(),
                        Fix::CloseQuote(first),
                    );
                }
            }
            '"' | '\'' if closing_quote(text).is_some_and(|end| end + 1 < text.len()) => {
                self.add(11, whole, whole, quoted(text), Fix::Quote(QuoteReason::AfterQuote));
                if let Some(inner) = text[1..].strip_suffix(first) {
                    self.add(
                        9,
                        whole,
                        (at + 1, whole.1 - 1),
                        escape_inner(inner, first),
                        Fix::InnerQuote(first),
                    );
                }
            }
            '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | '?' | '-' | '#' => {
                self.add(9, whole, whole, quoted(text), Fix::Quote(QuoteReason::Start(first)));
                if let Some(plain) = value_markup::find(text).and_then(|markup| markup.plain) {
                    self.add(6, whole, whole, plain, Fix::Markup);
                }
                if first == '@' && super::line::is_word(&text[1..]) {
                    self.add(10, (at, at + 1), (at, at + 1), "", Fix::Stray("@".to_string()));
                }
            }
            '[' | '{' | '"' | '\'' => {}
            _ => {
                if let Some(last @ ('"' | '\'')) = text.chars().next_back()
                    && text.matches(last).count() == 1
                {
                    self.add(9, (whole.1 - 1, whole.1), (at, at), last.to_string(), Fix::OpenQuote(last));
                }
                let (cost, why) = Edits::quote_reason(text);
                self.add(cost + 2, whole, whole, quoted(text), Fix::Quote(why));
            }
        }
    }
}

/// The brackets and commas outside quotes, with their offsets. An apostrophe within a word is not a quote.
fn marks(text: &str) -> Vec<(usize, char)> {
    let (mut marks, mut quoted) = (Vec::new(), None);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if let Some(mark) = quoted {
            if c == mark && before != '\\' {
                quoted = None;
            }
            before = c;
            continue;
        }
        match c {
            ' ' => continue,
            '"' | '\'' if !before.is_alphanumeric() && text[at + 1..].contains(c) => quoted = Some(c),
            '#' if text[..at].ends_with(' ') => break,
            '[' | '{' | ']' | '}' | ',' => marks.push((at, c)),
            _ => {}
        }
        before = c;
    }
    marks
}

/// The offset of a pair's value: the text after a word and `: `.
fn pair(segment: &str) -> Option<usize> {
    let bare = segment.trim_start();
    let (key, rest) = bare.split_once(':')?;
    (is_word(key.trim_matches('"')) && rest.starts_with(' ')).then(|| segment.len() - rest.trim_start().len())
}

/// The offsets of values: after each `: `.
fn after_colons(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(": ").map(|(at, colon)| at + colon.len())
}

/// The offsets at which a comma may be missing: before a key, a quote or a bracket, unless it follows a separator.
fn missing_commas(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    for (at, _) in text.match_indices(' ') {
        let (before, after) = (text[..at].trim_end(), text[at..].trim_start());
        if before.is_empty() || before.ends_with([',', ':', '[', '{', '-']) {
            continue;
        }
        let is_key = after.split_once(':').is_some_and(|(key, rest)| is_word(key) && rest.starts_with(' '));
        if is_key || after.starts_with(['"', '\'', '[', '{']) || before.ends_with(['"', '\'', ']', '}']) {
            places.push(before.len());
        }
    }
    places.truncate(20);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_in_quotes_and_comments_are_ignored() {
        let found: String =
            marks("[a, \"b, c]\", it's, 'd}'] # [").into_iter().map(|(_, mark)| mark).collect();
        assert_eq!(found, "[,,,]");
    }

    #[test]
    fn a_pair_is_a_word_a_colon_and_a_space() {
        assert_eq!(pair(" a: b"), Some(4));
        assert_eq!(pair("\"a\": b"), Some(5));
        for text in ["a:b", "a b: c", "a", "http://x"] {
            assert_eq!(pair(text), None, "{text}");
        }
    }

    #[test]
    fn a_comma_may_be_missing_between_entries_only() {
        assert_eq!(missing_commas("{a: b c: d}"), [5]);
        assert_eq!(missing_commas("[\"a\" \"b\"]"), [4]);
        assert_eq!(missing_commas("[a, b c]"), [0; 0]);
    }
}
