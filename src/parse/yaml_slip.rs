//! What an author most likely did where the parser gave up. A parser says where it could not go on, which is often lines
//! after the slip, in words about YAML; this looks at the lines as their author does. It only words a mistake that is
//! certain: whether a text is YAML is decided by the parser alone.

use std::ops::Range;

/// A slip: its bytes in the text, what it is, how to mend it, and what to write instead if that is plain.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    pub at: Range<usize>,
    pub message: String,
    pub help: String,
    pub replacement: Option<String>,
}

/// A line, without its end.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// From its first character to its last.
    fn words(self) -> Range<usize> {
        let start = self.start + (self.text.len() - self.text.trim_start().len());
        start..self.start + self.text.trim_end().len().max(start - self.start)
    }

    fn is_empty(self) -> bool {
        let bare = self.text.trim();
        bare.is_empty() || bare.starts_with('#')
    }

    /// What stands behind `key:` or `- ` or both, and at which byte of the text; the whole line when there is neither.
    fn value(self) -> (usize, &'t str) {
        let bare = self.text.trim_start().trim_start_matches("- ");
        let value = match self.key() {
            Some(key) => bare[key.len() + 1..].trim_start(),
            None => bare,
        };
        (self.start + (self.text.len() - value.len()), value)
    }

    /// The key that the line begins with, after the mark of a list item.
    fn key(self) -> Option<&'t str> {
        let bare = self.text.trim_start().trim_start_matches("- ");
        let (key, rest) = bare.split_once(':')?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let sound = !key.is_empty() && key.chars().all(plain) && (rest.is_empty() || rest.starts_with(' '));
        sound.then_some(key)
    }

    /// Whether it begins something: a key or an item.
    fn begins(self) -> bool {
        self.key().is_some() || self.text.trim_start().starts_with("- ")
    }
}

/// Looks for the slip behind an error at byte `at`.
pub fn find(text: &str, at: usize) -> Option<Slip> {
    let mut start = 0;
    let mut lines: Vec<Line<'_>> = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push(Line { start, text: line.trim_end_matches('\n') });
        start += line.len();
    }
    let wrong = lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
    indented_with_else(&lines, wrong)
        .or_else(|| quote(&lines[..lines.len().min(wrong + 1)]))
        .or_else(|| bracket(&lines, wrong))
        .or_else(|| typographic(*lines.get(wrong)?))
        .or_else(|| colon(*lines.get(wrong)?))
        .or_else(|| start_of_value(*lines.get(wrong)?))
        .or_else(|| no_space(&lines, wrong))
        .or_else(|| item(&lines, wrong))
        .or_else(|| indentation(&lines, wrong))
}

/// Something else than a space in front of the line, or of those beside it: the parser reads a value on before it stumbles.
fn indented_with_else(lines: &[Line<'_>], wrong: usize) -> Option<Slip> {
    lines.iter().skip(wrong.saturating_sub(1)).take(3).find_map(|line| {
        let indent = &line.text[..line.text.len() - line.text.trim_start().len()];
        let (at, other) = indent.char_indices().find(|(_, c)| *c != ' ')?;
        let start = line.start + at;
        let what = match other {
            '\t' => "a tab".to_string(),
            '\u{a0}' => "a no-break space".to_string(),
            other => format!("character U+{:04X}", u32::from(other)),
        };
        Some(Slip {
            at: start..start + other.len_utf8(),
            message: format!("{what} indents this line"),
            help: "YAML is indented with plain spaces: two for each level".to_string(),
            replacement: None,
        })
    })
}

/// A quote that is open where the next key begins.
fn quote(lines: &[Line<'_>]) -> Option<Slip> {
    let mut open: Option<(usize, char)> = None;
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let (value_at, value) = line.value();
        if let Some((start, mark)) = open {
            if line.begins() {
                return Some(Slip {
                    at: start..start + 1,
                    message: format!("this quote `{mark}` is never closed"),
                    help: format!("write `{mark}` at the end of the text as well"),
                    replacement: None,
                });
            }
            if quotes(line.text, mark) % 2 == 1 {
                open = None;
            }
        } else {
            let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            open = mark.filter(|mark| quotes(value, *mark) % 2 == 1).map(|mark| (value_at, mark));
        }
    }
    // A text that is open at the end of the file, or of the head.
    let last = lines.last()?;
    open.filter(|(start, _)| *start >= last.start).map(|(start, mark)| Slip {
        at: start..start + 1,
        message: format!("this quote `{mark}` is never closed"),
        help: format!("write `{mark}` at the end of the text as well"),
        replacement: None,
    })
}

/// How many quotes of a kind stand in a text, without those that are escaped.
fn quotes(text: &str, mark: char) -> usize {
    let mut escaped = false;
    let mut count = 0;
    for c in text.chars() {
        count += usize::from(c == mark && !escaped);
        escaped = mark == '"' && c == '\\' && !escaped;
    }
    count
}

/// A bracket that is open at the end of a line, although the next begins a key or an item.
fn bracket(lines: &[Line<'_>], wrong: usize) -> Option<Slip> {
    let before = lines.iter().enumerate().take(wrong + 1).rev().filter(|(_, line)| !line.is_empty());
    for (index, line) in before.take(3) {
        let (value_at, value) = line.value();
        if !value.starts_with(['[', '{']) {
            continue;
        }
        let next = lines[index + 1..].iter().find(|line| !line.is_empty());
        let (Some(open), true) = (left_open(value), next.is_none_or(|next| next.begins())) else { continue };
        let (mark, close) = if value[open..].starts_with('[') { ('[', ']') } else { ('{', '}') };
        let start = value_at + open;
        return Some(Slip {
            at: start..start + 1,
            message: format!("this bracket `{mark}` is never closed"),
            help: format!("write `{close}` after the last item"),
            replacement: None,
        });
    }
    None
}

/// Where the innermost bracket that a line leaves open stands.
fn left_open(value: &str) -> Option<usize> {
    let (mut open, mut quoted) = (Vec::new(), None);
    for (at, c) in value.char_indices() {
        match (quoted, c) {
            (Some(mark), c) if c == mark => quoted = None,
            (None, '"' | '\'') => quoted = Some(c),
            (None, '[' | '{') => open.push(at),
            (None, ']' | '}') => drop(open.pop()),
            // Any other character, and every one between quotes.
            _ => {}
        }
    }
    open.pop()
}

/// A value between quotes that a word processor made.
fn typographic(line: Line<'_>) -> Option<Slip> {
    let (start, value) = line.value();
    let value = value.trim_end();
    let inner = value.strip_prefix(['“', '”', '„', '‘', '’', '«'])?;
    let bare = inner.strip_suffix(['”', '“', '’', '‘', '»']);
    Some(Slip {
        at: start..start + value.len(),
        message: "typographic quotes are letters to YAML, not quotes".to_string(),
        help: "write `\"` at both ends".to_string(),
        replacement: bare.filter(|bare| !bare.contains(['"', '\\'])).map(|bare| format!("\"{bare}\"")),
    })
}

/// A `: ` in a value without quotes.
fn colon(line: Line<'_>) -> Option<Slip> {
    line.key()?;
    let (start, value) = line.value();
    let value = value.trim_end();
    if value.starts_with(['"', '\'', '[', '{', '|', '>']) || !(value.contains(": ") || value.ends_with(':')) {
        return None;
    }
    if let Some(mark) =
        value.chars().last().filter(|mark| matches!(mark, '"' | '\'') && quotes(value, *mark) == 1)
    {
        return Some(Slip {
            at: start + value.len() - 1..start + value.len(),
            message: format!("this quote `{mark}` was never opened"),
            help: format!("write `{mark}` in front of the text as well"),
            replacement: None,
        });
    }
    let plain = !value.contains(['"', '\\']) && !value.contains(" #");
    Some(Slip {
        at: start..start + value.len(),
        message: "a value that contains `: ` needs quotes around it".to_string(),
        help: "put it between quotes".to_string(),
        replacement: plain.then(|| format!("\"{value}\"")),
    })
}

/// A value that begins with a character that means something to YAML.
fn start_of_value(line: Line<'_>) -> Option<Slip> {
    let (start, value) = line.value();
    let mark = value.chars().next().filter(|c| matches!(c, '@' | '`' | '%' | '*' | '&' | '!'))?;
    let value = value.trim_end();
    let plain = line.key().is_some() && !value.contains(['"', '\\']);
    Some(Slip {
        at: start..start + value.len(),
        message: format!("a value that starts with `{mark}` needs quotes around it"),
        help: "put it between quotes".to_string(),
        replacement: plain.then(|| format!("\"{value}\"")),
    })
}

/// A key and its value with nothing between colon and value, in the line or in the one before it: that one reads as a text,
/// and the parser stumbles over the next key.
fn no_space(lines: &[Line<'_>], wrong: usize) -> Option<Slip> {
    let own = lines.get(wrong)?;
    let before = lines[..wrong].iter().rev().find(|line| !line.is_empty());
    before.filter(|line| line.indent() == own.indent()).and_then(|line| glued(*line)).or_else(|| glued(*own))
}

fn glued(line: Line<'_>) -> Option<Slip> {
    let (key, value) = line.text.trim_start().trim_start_matches("- ").split_once(':')?;
    let plain = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_');
    if key.is_empty() || !key.chars().all(plain) || value.starts_with([' ', '/']) || value.is_empty() {
        return None;
    }
    let at = line.start + line.text.find(':')?;
    Some(Slip {
        at: at..at + 1,
        message: format!("no space after the colon of `{key}`"),
        help: "write a space between the colon and the value".to_string(),
        replacement: Some(": ".to_string()),
    })
}

/// A key that stands where a list goes on: the list was not meant, or this should be an item of it.
fn item(lines: &[Line<'_>], wrong: usize) -> Option<Slip> {
    let own =
        lines.get(wrong).filter(|line| line.key().is_some() && !line.text.trim_start().starts_with('-'))?;
    let before = lines[..wrong].iter().rev().filter(|line| !line.is_empty());
    let first =
        before.take_while(|line| line.indent() >= own.indent()).find(|line| line.indent() == own.indent())?;
    let start = first.words().start;
    first.text.trim_start().starts_with("- ").then(|| Slip {
        at: start..start + 1,
        message: "this `-` begins a list, and a key without one follows".to_string(),
        help: "delete it, or write `- ` in front of each item of the list".to_string(),
        replacement: None,
    })
}

/// A line that is indented unlike its neighbours.
fn indentation(lines: &[Line<'_>], wrong: usize) -> Option<Slip> {
    let own = lines.get(wrong).filter(|line| !line.is_empty())?;
    let mut before = lines[..wrong].iter().rev().filter(|line| !line.is_empty());
    let (last, earlier) = (before.next()?, before.next());
    let opens = |line: &Line<'_>| line.key().is_some() && line.value().1.is_empty();
    let common =
        |indent: usize| lines.iter().filter(|line| !line.is_empty() && line.indent() == indent).count();
    let (line, wanted) = match (last.indent(), own.indent()) {
        // The line before went out one level, and this one goes on where the one before that was: or it is a key with
        // both a value and keys below it.
        (a, b) if a < b && !opens(last) && earlier.is_some_and(|line| line.indent() == b) => {
            let key = last.key();
            let other = |line: &&Line<'_>| line.start != last.start;
            let as_inner = lines.iter().filter(other).any(|line| line.indent() == b && line.key() == key);
            let as_outer = lines.iter().filter(other).any(|line| line.indent() == a && opens(line));
            match key.filter(|_| as_outer && !as_inner) {
                Some(key) => return Some(both(*last, key)),
                None => (last, b),
            }
        }
        // The first line of a record stands unlike all that follow, in a file whose other records stand as they do.
        (a, b) if a < b && earlier.is_some_and(opens_above(a)) && common(b) > common(a) => (last, b),
        (a, b) if a < b && !opens(last) => (own, a),
        // The first line of a record has too many, and this one has what its siblings have.
        (a, b) if a > b && earlier.is_some_and(|line| opens(line) && line.indent() < b) => (last, b),
        _ => return None,
    };
    Some(Slip {
        at: line.words(),
        message: format!("this line is indented by {}, unlike those around it", spaces(line.indent())),
        help: match wanted {
            0 => "begin it at the edge: the keys of one record stand below each other".to_string(),
            wanted => format!("indent it by {wanted}: the keys of one record stand below each other"),
        },
        replacement: None,
    })
}

/// Whether a line opens a record whose first line is indented by `inner`.
fn opens_above(inner: usize) -> impl Fn(&Line<'_>) -> bool {
    move |line| line.key().is_some() && line.value().1.is_empty() && line.indent() < inner
}

/// A key that has a value, and below it keys as if it had none.
fn both(line: Line<'_>, key: &str) -> Slip {
    let (start, value) = line.value();
    let value = value.trim_end();
    Slip {
        at: start..start + value.len(),
        message: format!("`{key}` has a value, and keys below it as well"),
        help: "delete the value if the keys below belong to it, or indent the line as theirs".to_string(),
        replacement: None,
    }
}

fn spaces(count: usize) -> String {
    if count == 1 { "1 space".to_string() } else { format!("{count} spaces") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words at fault and the message, for a text in which `^` stands in front of where the parser stopped.
    fn slip(text: &str) -> Option<(String, String)> {
        let at = text.find('^').expect("a mark");
        let text = text.replacen('^', "", 1);
        find(&text, at).map(|slip| (text[slip.at].to_string(), slip.message))
    }

    fn is(text: &str, words: &str, message: &str) {
        assert_eq!(slip(text), Some((words.to_string(), message.to_string())), "{text}");
    }

    #[test]
    fn a_quote_or_bracket_is_told_where_it_was_opened() {
        is("a: \"b\nc: 1\nd: \"^e\"\n", "\"", "this quote `\"` is never closed");
        is("a: 'b\nc: ^1\n", "'", "this quote `'` is never closed");
        is("a: [b, c\nd^: 1\n", "[", "this bracket `[` is never closed");
        is("a:\n  - {b: [c}\n  - {b^: 1}\n", "{", "this bracket `{` is never closed");
    }

    #[test]
    fn a_line_that_stands_too_far_out_or_in_is_the_one_that_is_told() {
        is(
            "a:\n  b: 1\n c: 2\n  d^: 3\n",
            "c: 2",
            "this line is indented by 1 space, unlike those around it",
        );
        is("a:\n   b: 1\n  c^: 2\n", "b: 1", "this line is indented by 3 spaces, unlike those around it");
        is("a:\n  b: 1\n   c^: 2\n", "c: 2", "this line is indented by 3 spaces, unlike those around it");
        is("a: 1\n^\tb: 2\n", "\t", "a tab indents this line");
    }

    #[test]
    fn of_two_lines_the_one_is_told_that_stands_as_no_other_does() {
        let file = "f:\n  x:\n    a: 1\n    b: 2\n  y:\n   a: 1\n    b^: 2\n    c: 3\n";
        is(file, "a: 1", "this line is indented by 3 spaces, unlike those around it");
        is("f:\n  x:\n    a: 1\n\u{a0}   b: 2\n    c^: 3\n", "\u{a0}", "a no-break space indents this line");
    }

    #[test]
    fn a_value_where_keys_follow_is_told() {
        let file = "f:\n  x:\n    a: 1\n    b: 2\n  y: no\n    a^: 1\n    b: 2\n";
        is(file, "no", "`y` has a value, and keys below it as well");
    }

    #[test]
    fn quotes_that_are_none_are_told() {
        is("a: “b: c^”\n", "“b: c”", "typographic quotes are letters to YAML, not quotes");
        is("a: b: ^c\"\n", "\"", "this quote `\"` was never opened");
    }

    #[test]
    fn a_missing_space_and_a_dash_too_many_are_told() {
        is("a: 1\n^b:2\nc: 3\n", ":", "no space after the colon of `b`");
        is("a:\n  b:2\n  c^: 3\n", ":", "no space after the colon of `b`");
        is("a:\n  - b:\n      c: 1\n  ^d: 2\n", "-", "this `-` begins a list, and a key without one follows");
    }

    #[test]
    fn a_value_that_needs_quotes_gets_them() {
        let text = "a: b: c\n";
        let found = find(text, 4).expect("a slip");
        assert_eq!(found.replacement.as_deref(), Some("\"b: c\""));
        is("a: ^@b\n", "@b", "a value that starts with `@` needs quotes around it");
    }

    #[test]
    fn a_text_over_several_lines_is_no_open_quote() {
        assert_eq!(slip("a: \"b\n  c\"\nd: 1\n^}\n"), None);
    }
}
