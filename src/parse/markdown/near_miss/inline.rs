//! Forms within a line.

use std::ops::Range;

use super::super::fence;
use super::{ADDRESSES, MAX_ADDRESS, NearMiss, Run, RunPosition, help, is_word, length};

/// `[[Page]]`.
pub(super) fn wiki_link(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices("[[") {
        let rest = &run.text[at + 2..];
        let Some(end) = rest[..rest.floor_char_boundary(MAX_ADDRESS)].find("]]") else { continue };
        let name = &rest[..end];
        let is_name = name.starts_with(|c: char| c.is_alphanumeric() || c == '#')
            && !name.contains(['[', ']'])
            && name.contains(char::is_alphabetic);
        if is_name && !run.char_before(at).is_some_and(is_word) {
            help(matches, at..at + end + 4, "write a link: `[text](../glossary/term.md)` or `[](term:id)`");
        }
    }
}

/// `^[words]`.
pub(super) fn inline_note(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let Some(last) = run.text.rfind(']') else { return };
    for (at, _) in run.text[..last].match_indices("^[") {
        if !run.text[..at].ends_with('[') {
            help(matches, at..at + 2, "write a footnote: `[^name]` here, and `[^name]: …` on its own line");
        }
    }
}

/// `[text] (address)`, `[text](an address)`.
pub(super) fn broken_link(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let Some(last) = run.text.rfind(')') else { return };
    let text = &run.text[..=last];
    let mut open = None;
    for (at, mark) in text.match_indices(['[', ']']) {
        if mark == "[" {
            open = Some(at);
            continue;
        }
        let rest = &text[at + 1..];
        let bare = rest.trim_start_matches(' ');
        let gap = rest.len() - bare.len();
        let (Some(inner), Some(begin)) = (bare.strip_prefix('('), open.take()) else { continue };
        let inner = &inner[..inner.floor_char_boundary(MAX_ADDRESS)];
        let address = inner.split([')', '\n']).next().unwrap_or("");
        let is_address = ADDRESSES.iter().any(|begin| address.trim_start().starts_with(begin));
        let closed = inner[address.len()..].starts_with(')');
        if !closed || (gap > 0 && !is_address) {
            continue;
        }
        let end = at + 1 + gap + 1 + address.len() + 1;
        let words = &text[begin..=at];
        let meant = address.trim();
        let spaces = meant.contains(char::is_whitespace);
        matches.push(NearMiss {
            at: begin..end,
            help: if meant.matches(['"', '\'']).count() == 1 {
                "write `\"` before and after the title".to_string()
            } else if spaces {
                "an address cannot contain spaces: write `%20` for each, or rename the file".to_string()
            } else {
                format!("write `({meant})` directly after the brackets")
            },
            replacement: (!spaces && gap > 0).then(|| format!("{words}({meant})")),
        });
    }
}

/// The address at the start of a text, without the punctuation that ends a sentence.
fn address(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(MAX_ADDRESS)];
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']' | '…' | '`' | '*'));
    text[..end.unwrap_or(text.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', '\''])
}

fn between_angles(matches: &mut Vec<NearMiss>, at: usize, address: &str, replacement: String) {
    matches.push(NearMiss {
        at: at..at + address.len(),
        help: "put it between `<` and `>`, or write `[text](address)`".to_string(),
        replacement: Some(replacement),
    });
}

/// `https://example.org`.
pub(super) fn bare_address(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for scheme in ["https://", "http://"] {
        for (at, _) in run.text.match_indices(scheme) {
            if run.text[..at].ends_with(char::is_alphanumeric) {
                continue;
            }
            let address = address(&run.text[at..]);
            if address.len() > scheme.len() {
                between_angles(matches, at, address, format!("<{address}>"));
            }
        }
    }
}

/// `www.example.org`, which the code host turns into a link.
pub(super) fn bare_host(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices("www.") {
        let is_opening = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\'' | '*' | '_' | '~');
        if !run.char_before(at).is_none_or(is_opening) {
            continue;
        }
        let address = address(&run.text[at..]);
        let host = address.split(['/', '?', '#', ':']).next().unwrap_or_default();
        let labels: Vec<&str> = host.split('.').collect();
        let sound = labels.len() > 2
            && labels.iter().all(|label| !label.is_empty() && label.chars().all(|c| is_word(c) || c == '-'));
        if sound {
            between_angles(matches, at, address, format!("<https://{address}>"));
        }
    }
}

/// `name@example.org`, which the code host turns into a link.
pub(super) fn email(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices('@') {
        let local = run.text[..at]
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+'))
            .last()
            .map_or(at, |(start, _)| start);
        let before = run.char_before(local);
        let rest = &run.text[at + 1..];
        let domain = &rest[..length(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))];
        let domain = domain.trim_end_matches(['.', '-', '_']);
        let labels: Vec<&str> = domain.split('.').collect();
        let last = labels.last().copied().unwrap_or_default();
        let sound = local < at
            && labels.len() > 1
            && labels.iter().all(|label| !label.is_empty())
            && last.len() > 1
            && last.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !before.is_some_and(|c| is_word(c) || matches!(c, '/' | '@' | ':'));
        // `git@host:path` and `name@host/path` are not e-mail addresses.
        let goes_on = rest[domain.len()..].starts_with(['/', ':', '@'])
            && rest.len() > domain.len() + 1
            && !rest[domain.len() + 1..].starts_with(char::is_whitespace);
        if sound && !goes_on {
            let end = at + 1 + domain.len();
            let address = &run.text[local..end];
            matches.push(NearMiss {
                at: local..end,
                help: "put it between `<` and `>`, or in backticks if it is not a link".to_string(),
                replacement: Some(format!("<{address}>")),
            });
        }
    }
}

/// `$$ … $$`.
pub(super) fn formula(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let line = run.text.trim_end();
    let opens = matches!(run.position, RunPosition::Block | RunPosition::SecondLine);
    if opens && line == "$$" && run.ends_line() {
        help(matches, 0..2, "formulas are not supported: use words, or put it in backticks");
        return;
    }
    let Some(at) = run.text.find("$$") else { return };
    let inner = &run.text[at + 2..];
    let Some(end) = inner.find("$$") else { return };
    let words = &inner[..end];
    let is_tight =
        !words.starts_with([' ', '$']) && !words.ends_with(' ') && !inner[end + 2..].starts_with('$');
    if is_tight && !words.is_empty() {
        help(matches, at..at + end + 4, "formulas are not supported: use words, or put it in backticks");
    }
}

/// An unmatched backtick.
pub(super) fn backtick(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let Some(at) = run.text.find('`') else { return };
    let end = at + length(&run.text[at..], |c| c == '`');
    help(
        matches,
        at..end,
        format!(
            "code begins and ends with {} in the same paragraph; write `\\` before a literal backtick",
            fence::in_words(&run.text[at..end])
        ),
    );
}

/// `**bold*` and `*bold**`: the parser treats the surplus mark as text.
pub(super) fn unbalanced(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for mark in ['*', '_'] {
        let end = run.text.len();
        let before = &run.text[..end - length_at_end(run.text, mark)];
        let is_escaped = before.ends_with('\\') || before.is_empty() && run.before.ends_with('\\');
        if before.len() < end && run.after.starts_with(mark) && !is_escaped {
            surplus(matches, before.len()..end, mark);
            return;
        }
        let start = length(run.text, |c| c == mark);
        // A star after bold text often marks a remark.
        let is_remark = mark == '*' && start == 1 && run.before.ends_with("**");
        if start > 0 && run.before.ends_with(mark) && !run.before.ends_with("\\*") && !is_remark {
            surplus(matches, 0..start, mark);
            return;
        }
    }
}

fn length_at_end(text: &str, mark: char) -> usize {
    text.len() - text.trim_end_matches(mark).len()
}

fn surplus(matches: &mut Vec<NearMiss>, at: Range<usize>, mark: char) {
    help(matches, at, BALANCE.replace('*', &mark.to_string()));
}

/// The help for marks of emphasis that differ.
pub(crate) const BALANCE: &str = "write `**` at both ends for bold text, or `*` at both ends for emphasis";

/// `** bold **`, `~~ struck ~~`, and an unclosed one.
pub(super) fn unmatched_mark(run: &Run<'_>, mark: &str, matches: &mut Vec<NearMiss>) {
    let one = mark.chars().next().unwrap_or_default();
    let mut seen = Vec::new();
    let mut from = 0;
    while let Some(at) = run.text[from..].find(mark).map(|at| from + at) {
        let end = at + length(&run.text[at..], |c| c == one);
        from = end;
        let (before, after) = (run.char_before(at), run.char_after(end));
        let digit_or_letter =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ')' | ']'));
        // `2**8`, `[**]`, `src/**/*.md`.
        let other = digit_or_letter(before) && digit_or_letter(after)
            || matches!((before, after), (Some('['), Some(']')) | (Some('('), Some(')')))
            || [before, after].iter().any(|c| matches!(c, Some('/' | '\\' | '*' | '~' | '=')));
        if end - at == mark.len() && !other {
            let open = before.is_none_or(char::is_whitespace);
            let close = after.is_none_or(char::is_whitespace);
            seen.push((at, open && close));
        }
    }
    // A mark between two spaces is text: `a ** b`.
    let is_alone = |seen: &[(usize, bool)]| seen.len() == 1 && seen[0].1;
    if let Some((at, _)) = seen.first().copied().filter(|_| !is_alone(&seen)) {
        let end = seen.last().map_or(at, |(at, _)| *at) + mark.len();
        help(
            matches,
            at..end,
            format!(
                "write `{mark}` directly before the first word and directly after the last, or `\\{one}\\{one}` for literal characters"
            ),
        );
    }
}

/// `*word` and `_word _`: emphasis that is not closed.
pub(super) fn emphasis(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for mark in ['*', '_'] {
        let mut open: Option<usize> = None;
        let mut from = 0;
        while let Some(at) = run.text[from..].find(mark).map(|at| from + at) {
            let end = at + length(&run.text[at..], |c| c == mark);
            from = end;
            if end - at > 1 {
                continue;
            }
            let (before, after) = (run.char_before(at), run.char_after(end));
            // A star at the start of a line often marks a remark.
            let is_remark = mark == '*' && at == 0 && run.starts_line();
            let is_open = before
                .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘' | '—'))
                && after.is_some_and(char::is_alphabetic);
            let is_alone = before.is_some_and(char::is_whitespace) && after.is_none_or(|c| !is_word(c));
            match open {
                Some(open) if is_alone => {
                    unclosed(matches, open..end, mark);
                    return;
                }
                None if is_open && !is_remark => open = Some(at),
                _ => {}
            }
        }
        // A name may begin with an underscore.
        if let Some(at) = open.filter(|_| mark == '*') {
            unclosed(matches, at..at + 1, mark);
            return;
        }
    }
}

fn unclosed(matches: &mut Vec<NearMiss>, at: Range<usize>, mark: char) {
    let advice = format!(
        "write `{mark}` directly before the first word and directly after the last, or `\\{mark}` for a literal character"
    );
    help(matches, at, advice);
}

/// `==text==`.
pub(super) fn highlight(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if let Some(at) = paired(run, "==") {
        help(matches, at, "use `**` for emphasis: highlighting is not supported");
    }
}

/// `x^2^`, `H~2~O`.
pub(super) fn raised(run: &Run<'_>, mark: char, example: &str, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices(mark) {
        let rest = &run.text[at + 1..];
        let length = length(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'));
        if length > 0 && rest[length..].starts_with(mark) && run.char_before(at).is_some_and(is_word) {
            let advice = format!("write the character itself, such as `{example}`, or use words");
            help(matches, at..at + length + 2, advice);
            return;
        }
    }
}

/// The range of a mark around words: directly before the first and directly after the last.
fn paired(run: &Run<'_>, mark: &str) -> Option<Range<usize>> {
    let one = mark.chars().next()?;
    let text = run.text;
    let open = text.match_indices(mark).map(|(at, _)| at).find(|at| {
        let after = text[at + mark.len()..].chars().next();
        !run.char_before(*at).is_some_and(|c| is_word(c) || c == one) && after.is_some_and(is_word)
    })?;
    let inner = &text[open + mark.len()..];
    let close = inner.match_indices(mark).map(|(at, _)| at).find(|at| {
        let end = open + mark.len() + at + mark.len();
        inner[..*at].ends_with(|c: char| !c.is_whitespace() && c != one)
            && !run.char_after(end).is_some_and(|c| is_word(c) || c == one)
    })?;
    Some(open..open + mark.len() + close + mark.len())
}

/// `:smile:`.
pub(super) fn emoji(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let mut from = 0;
    while let Some(at) = run.text[from..].find(':').map(|at| from + at) {
        let rest = &run.text[at + 1..];
        let name =
            length(rest, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-'));
        from = at + 1 + name;
        let end = from + 1;
        let sound = name > 1
            && rest[name..].starts_with(':')
            && (rest[..name].contains(|c: char| c.is_ascii_lowercase())
                || matches!(&rest[..name], "+1" | "-1"))
            && !run.char_before(at).is_some_and(|c| is_word(c) || matches!(c, ':' | '/' | '.' | '-' | ']'))
            && !run.char_after(end).is_some_and(|c| is_word(c) || matches!(c, ':' | '/' | '`'));
        if sound {
            help(matches, at..end, "write the character itself, or use words");
            from = end;
        }
    }
}

/// Entities that browsers accept without a semicolon, and that are unlikely to mean anything else.
const ENTITIES: &[&str] = &[
    "nbsp", "copy", "reg", "amp", "lt", "gt", "quot", "laquo", "raquo", "times", "middot", "deg", "euro",
    "mdash", "ndash", "hellip", "trade", "rarr", "larr", "bull",
];

/// `&nbsp` and `&#160` without `;`.
pub(super) fn entity(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices('&') {
        let rest = &run.text[at + 1..];
        let name = length(rest, |c| c.is_ascii_alphanumeric() || c == '#');
        let number = rest[..name].strip_prefix('#').unwrap_or_default();
        let is_number = number.len() > 1 && number.bytes().all(|byte| byte.is_ascii_digit());
        let known = ENTITIES.contains(&&rest[..name]) || is_number;
        let before = run.char_before(at).is_some_and(|c| matches!(c, '?' | '=' | '&'));
        if known && !before && !rest[name..].starts_with(['=', ';', '[']) {
            let written = &run.text[at..=at + name];
            matches.push(NearMiss {
                at: at..at + 1 + name,
                help: format!("end it with a semicolon: `{written};`"),
                replacement: Some(format!("{written};")),
            });
        }
    }
}

/// `:text` below a term, without the space of a definition.
pub(super) fn definition(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let Some(rest) = run.text.strip_prefix(':') else { return };
    let word = length(rest, char::is_alphabetic);
    if run.position == RunPosition::SecondLine && word > 1 && rest[word..].starts_with(' ') {
        matches.push(NearMiss {
            at: 0..1,
            help: "put a space after `:`".to_string(),
            replacement: Some(": ".to_string()),
        });
    }
}
