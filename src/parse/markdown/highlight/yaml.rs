//! Tokenises YAML with the parser of content files.
//!
//! Most code on the site is YAML, and matching its regex grammar took longer than everything else for five thousand
//! articles. YAML that the parser rejects, and YAML with anchors, aliases or tags, is left to the grammar.

use std::ops::Range;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle};

use crate::parse::yaml::flow_too_deep;

/// The byte range of a token and its class.
pub(super) type Token = (Range<usize>, &'static str);

/// The keys, strings, numbers, constants and comments of a block, in order; `None` if it is not plain YAML.
pub(super) fn tokens(code: &str) -> Option<Vec<Token>> {
    if flow_too_deep(code).is_some() {
        return None;
    }
    let mut tokens: Vec<Token> = Vec::new();
    // For each open collection, whether the next scalar is a key; `None` for a sequence.
    let mut open: Vec<Option<bool>> = Vec::new();
    for event in Parser::new_from_str(code) {
        let (event, span) = event.ok()?;
        let range = span.start.byte_offset()?..span.end.byte_offset()?;
        match event {
            Event::Alias(_)
            | Event::Scalar(_, _, 1.., _)
            | Event::Scalar(_, _, _, Some(_))
            | Event::SequenceStart(_, 1.., _)
            | Event::SequenceStart(_, _, Some(_))
            | Event::MappingStart(_, 1.., _)
            | Event::MappingStart(_, _, Some(_)) => return None,
            Event::Scalar(text, style, ..) => {
                let key = matches!(open.last(), Some(Some(true)));
                let class = if key { Some("t") } else { class(&text, style) };
                tokens.extend(class.filter(|_| !range.is_empty()).map(|class| (range, class)));
                toggle_key(&mut open);
            }
            // Collections as keys are very rare in YAML, so they are left to the grammar.
            Event::SequenceStart(..) | Event::MappingStart(..) if matches!(open.last(), Some(Some(true))) => {
                return None;
            }
            Event::SequenceStart(..) => open.push(None),
            Event::MappingStart(..) => open.push(Some(true)),
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                toggle_key(&mut open);
            }
            _ => {}
        }
    }
    Some(with_comments(code, &tokens))
}

/// Alternates between key and value.
fn toggle_key(open: &mut [Option<bool>]) {
    if let Some(Some(key)) = open.last_mut() {
        *key = !*key;
    }
}

fn class(text: &str, style: ScalarStyle) -> Option<&'static str> {
    match style {
        ScalarStyle::Plain
            if matches!(text, "true" | "false" | "null" | "~" | "yes" | "no" | "on" | "off") =>
        {
            Some("l")
        }
        ScalarStyle::Plain
            if text.parse::<f64>().is_ok() && text.starts_with(|c: char| c.is_ascii_digit() || c == '-') =>
        {
            Some("n")
        }
        // Unquoted words keep the text colour: they are most of a block, and colouring would not help.
        ScalarStyle::Plain => None,
        _ => Some("s"),
    }
}

/// Adds the comments: text from `#` between the tokens. Plain scalars are not tokens and may contain a `#` that no
/// space precedes.
fn with_comments(code: &str, tokens: &[Token]) -> Vec<Token> {
    let mut all = Vec::with_capacity(tokens.len());
    let mut begin = 0;
    for (range, class) in tokens.iter().cloned().chain([(code.len()..code.len(), "")]) {
        let gap = begin..range.start.max(begin);
        let mut at = gap.start;
        while let Some(found) = code[at..gap.end].find('#') {
            let hash = at + found;
            let alone = hash == 0 || code[..hash].ends_with([' ', '\t', '\n']);
            let end = code[hash..gap.end].find('\n').map_or(gap.end, |newline| hash + newline);
            if alone {
                all.push((hash..end, "c"));
            }
            at = if alone { end } else { hash + 1 };
        }
        if !range.is_empty() {
            all.push((range.clone(), class));
        }
        begin = range.end;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str) -> Option<String> {
        let tokens = tokens(code)?;
        Some(
            tokens
                .into_iter()
                .map(|(range, class)| format!("{class}:{} ", &code[range]))
                .collect::<Vec<_>>()
                .concat(),
        )
    }

    #[test]
    fn tokens_are_classified() {
        let code = "# c\na: \"x # y\" # d\nb: [1, true, url#x]\nc:\n  - d: 0.5\n  - e\n";
        let expected = "c:# c t:a s:\"x # y\" c:# d t:b n:1 l:true t:c t:d n:0.5 ";
        assert_eq!(shown(code).as_deref(), Some(expected));
    }

    #[test]
    fn other_yaml_is_left_to_the_grammar() {
        for code in ["a: &x 1\nb: *x\n", "a: !t 1\n", "a: [1\n", "{{ template }}: x\n - y", "? [a]\n: b\n"] {
            assert_eq!(shown(code), None, "{code}");
        }
    }
}
