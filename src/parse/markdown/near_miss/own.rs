//! Citations, facts and links whose brackets are missing, at the wrong place or of the wrong kind.

use std::ops::Range;

use super::{ADDRESSES, MAX_ADDRESS, NearMiss, Run, help, is_word, length};
use crate::url::Id;

/// `[@id`, `@id]`, `(@id)`, `[ @id]`.
pub(super) fn citation(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices('@') {
        let name = name(&run.text[at + 1..]);
        if name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            reference(run, at, name, matches);
        }
    }
}

/// Finds `[id]` and `@id`. They are citations if a source has this id, and otherwise text.
pub(crate) fn possible_citations(text: &str) -> Vec<(Range<usize>, Id)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices(['[', '@']) {
        if found.len() == MAX_POSSIBLE {
            break;
        }
        let rest = &text[at + 1..];
        let name = name(rest);
        let after = &rest[name.len()..];
        let is_inside = text[..at].ends_with(|c: char| is_word(c) || "\\/@[(".contains(c));
        let end = match mark {
            "[" if after.starts_with(']') && !after[1..].starts_with(['[', '(', ':']) => at + name.len() + 2,
            "@" if !after.starts_with([']', ')', '@', '/', '_']) => at + 1 + name.len(),
            _ => continue,
        };
        if let Ok(id) = Id::parse(name)
            && !is_inside
        {
            found.push((at..end, id));
        }
    }
    found
}

/// The id at the start of a text.
fn name(text: &str) -> &str {
    text[..length(text, |c| c.is_ascii_alphanumeric() || c == '-')].trim_end_matches('-')
}

/// The maximum number of possible citations per line.
const MAX_POSSIBLE: usize = 64;

/// `[=role.row`, `=role.row]`, `(=role.row)`, `(=judgement)`.
pub(super) fn fact(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices('=') {
        let rest = &run.text[at + 1..];
        let name = &rest[..length(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))];
        let name = name.trim_end_matches(['-', '.']);
        let parts = name.split('.').count();
        let is_fact = parts > 1 && name.split('.').all(|part| !part.is_empty());
        if name.starts_with(|c: char| c.is_ascii_alphabetic())
            && (is_fact || matches!(name, "judgement" | "judgment"))
        {
            reference(run, at, name, matches);
        }
    }
}

/// `[judgement]`.
pub(super) fn judgement(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for mark in ["[judgement]", "[judgment]"] {
        for (at, _) in run.text.match_indices(mark) {
            let end = at + mark.len();
            let is_link = run.char_after(end).is_some_and(|c| matches!(c, '(' | '[' | ':'));
            if is_link || run.char_before(at).is_some_and(|c| is_word(c) || c == '\\') {
                continue;
            }
            matches.push(NearMiss {
                at: at..end,
                help: "write `[=judgement]` for the mark of the site's own judgement".to_string(),
                replacement: Some("[=judgement]".to_string()),
            });
        }
    }
}

/// Reports a reference, whose mark is at `at`, if a bracket is on either side of it.
fn reference(run: &Run<'_>, at: usize, name: &str, matches: &mut Vec<NearMiss>) {
    let end = at + 1 + name.len();
    let before = run.text[..at].trim_end_matches(' ');
    let after = run.text[end..].trim_start_matches(' ');
    let mut open = before.chars().next_back().filter(|c| matches!(c, '[' | '(' | '{'));
    let mut close = after.chars().next().filter(|c| matches!(c, ']' | ')' | '}'));
    // The bracket on one side is turned the wrong way: `[@id[`, `]@id]`.
    let ends = |c: Option<char>| {
        c.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?'))
    };
    if open == Some('[') && run.text[end..].starts_with('[') && ends(run.char_after(end + 1)) {
        close = Some(']');
    }
    if close == Some(']')
        && run.text[..at].ends_with(']')
        && run.char_before(at - 1).is_none_or(char::is_whitespace)
    {
        open = Some('[');
    }
    // A word before the mark makes it an e-mail address or an assignment.
    if open.is_none() && (close != Some(']') || run.char_before(at).is_some_and(|c| is_word(c) || c == '\\'))
    {
        return;
    }
    if matches!(open, Some('(' | '{')) && close.is_none() {
        return;
    }
    let start = open.map_or(at, |_| before.len() - 1);
    if run.text[..start].ends_with('\\') {
        return;
    }
    // In `(see [@id)`, the parenthesis is not part of the reference.
    let from = matches.last().map_or(0, |miss| miss.at.end.min(start));
    let is_outer = open == Some('[') && close == Some(')') && run.text[from..start].contains('(');
    let stop = match close {
        Some(_) if !is_outer => run.text.len() - after.len() + 1,
        _ => end,
    };
    let meant = format!("[{}]", &run.text[at..end]);
    let is_certain = open == Some('[') || close == Some(']');
    matches.push(NearMiss {
        at: start..stop,
        help: if is_certain {
            format!("write `{meant}`")
        } else {
            format!("write `{meant}`, or put it in backticks if it is meant as text")
        },
        replacement: is_certain.then_some(meant),
    });
}

/// `[text](address` without its end, `text](address)`, `[text(address)`, `(text)[address]`, `[text]{address}`.
pub(super) fn link(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices("](") {
        without_bracket(run, at, matches);
    }
    let (mut from, last_close) = (0, run.text.rfind(']'));
    for (at, _) in run.text.match_indices('(').filter(|(at, _)| !run.text[..*at].ends_with([']', ' '])) {
        let Some(open) = open_before(run.text, from, at, '[') else { continue };
        let Some((address, _)) = enclosed(&run.text[at + 1..], ')') else { continue };
        let words = &run.text[open + 1..at];
        if !words.is_empty() && last_close.is_none_or(|close| close < open) {
            from = at + address.len() + 2;
            push(matches, open..from, words, address);
        }
    }
    from = 0;
    for (at, _) in run.text.match_indices(")[") {
        let Some(open) = open_before(run.text, from, at, '(') else { continue };
        let Some((address, _)) = enclosed(&run.text[at + 2..], ']') else { continue };
        from = at + address.len() + 3;
        push(matches, open..from, &run.text[open + 1..at], address);
    }
    let marks = [("]{", '[', '}'), ("]<", '[', '>'), ("]:(", '[', ')'), ("]-(", '[', ')'), ("}(", '{', ')')];
    for (mark, open, close) in marks {
        from = 0;
        for (at, _) in run.text.match_indices(mark) {
            let Some(open) = open_before(run.text, from, at, open) else { continue };
            let start = at + mark.len();
            let Some((address, _)) = enclosed(&run.text[start..], close) else { continue };
            from = start + address.len() + 1;
            push(matches, open..from, &run.text[open + 1..at], address);
        }
    }
}

/// Returns the last `mark` before `at`: behind the last match, which ends at `from`, and near enough to begin a link.
fn open_before(text: &str, from: usize, at: usize, mark: char) -> Option<usize> {
    let begin = text.floor_char_boundary(at.saturating_sub(MAX_ADDRESS)).max(from);
    text.get(begin..at)?.rfind(mark).map(|open| begin + open)
}

/// Reports `](address)` without `[`, and `[text](address` without `)`.
fn without_bracket(run: &Run<'_>, at: usize, matches: &mut Vec<NearMiss>) {
    let rest = &run.text[at + 2..];
    let address = address(rest);
    if !begins_like_address(address) {
        return;
    }
    let end = at + 2 + address.len();
    let open = run.text[..at].rfind(['[', ']']).filter(|open| run.text[*open..].starts_with('['));
    let is_closed = run.text[end..].starts_with(')');
    match open {
        Some(open) if !is_closed => {
            let is_title = run.text[end..].trim_start().starts_with(['"', '\'']);
            let meant = format!("[{}]({address})", &run.text[open + 1..at]);
            // `[text](address]`: the bracket stands for the parenthesis.
            let is_bracket = run.text[end..].starts_with([']', '}']) && !run.text[at + 2..end].contains('[');
            matches.push(NearMiss {
                at: open..end + usize::from(is_bracket),
                help: if is_bracket {
                    format!("write `{meant}`")
                } else if is_title {
                    "write `\"` and `)` after the title".to_string()
                } else {
                    "write `)` directly after the address".to_string()
                },
                replacement: (!is_title).then_some(meant),
            });
        }
        // The text of the link contains other markup.
        None if !is_closed && run.before.contains('[') => {
            help(matches, at..end, "write `)` directly after the address");
        }
        None if is_closed && !run.before.contains('[') => {
            help(matches, at..end + 1, "write `[` before the text of the link");
        }
        None if !is_closed => help(matches, at..end, "write `[text](address)`"),
        _ => {}
    }
}

fn push(matches: &mut Vec<NearMiss>, at: Range<usize>, words: &str, address: &str) {
    let meant = format!("[{words}]({address})");
    matches.push(NearMiss { at, help: format!("write `{meant}`"), replacement: Some(meant) });
}

/// The address at the start of a text that ends with `close`, and the rest.
fn enclosed(text: &str, close: char) -> Option<(&str, &str)> {
    let text = &text[..text.floor_char_boundary(MAX_ADDRESS)];
    let (address, rest) = text.split_once(close)?;
    let is_address =
        begins_like_address(address) && !address.contains(|c: char| c.is_whitespace() || "([<".contains(c));
    is_address.then_some((address, rest))
}

/// The address at the start of a text, without the punctuation of the sentence.
fn address(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(MAX_ADDRESS)];
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | '}')).unwrap_or(text.len());
    if text[end..].starts_with(')') {
        return &text[..end];
    }
    text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?'])
}

fn begins_like_address(text: &str) -> bool {
    // `#1` is a number, and `/` alone a sign.
    let is_anchor = text.strip_prefix('#').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    is_anchor
        || text.len() > 1
            && ADDRESSES.iter().filter(|begin| **begin != "#").any(|begin| text.starts_with(begin))
}
