//! What looks like Markdown to its author, and is none to the parser: Markdown has no errors, so that a slip is printed as
//! it stands. What comes in is the source of a block or of a run of text that was read as such.

use std::ops::Range;

/// Something that is printed as it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Look {
    /// Its bytes in the text that was looked at.
    pub at: Range<usize>,
    /// What it looks like, for `this looks like … and is none`.
    pub like: &'static str,
    /// What to do about it.
    pub help: String,
    /// What to write instead, where that is plain.
    pub instead: Option<String>,
}

/// How many cells a row of a table is written with.
pub fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut bars = 0;
    let mut last = None;
    let mut escaped = false;
    for (at, c) in row.char_indices() {
        if c == '|' && !escaped {
            bars += 1;
            last = Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    let closed = last.is_some_and(|at| at + 1 == row.len());
    bars + usize::from(!closed)
}

/// Looks at the lines of a paragraph: for headings without a space, and for tables.
pub fn in_paragraph(text: &str) -> Vec<Look> {
    let mut found = Vec::new();
    let mut start = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            let begin = start + (line.len() - line.trim_start().len());
            start += line.len();
            (begin, line.trim())
        })
        .collect();
    for (begin, line) in &lines {
        let level = line.len() - line.trim_start_matches('#').len();
        let word = line[level..].starts_with(char::is_alphanumeric);
        if (2..=6).contains(&level) && word {
            let marks = &line[..level];
            found.push(Look {
                at: *begin..begin + level,
                like: "a heading",
                help: format!("put a space behind `{marks}`"),
                instead: Some(format!("{marks} ")),
            });
        }
    }
    found.extend(table(&lines));
    found
}

/// How many columns a help draws.
const MOST_COLUMNS: usize = 24;

fn table(lines: &[(usize, &str)]) -> Option<Look> {
    let is_row = |line: &str| line.len() > 2 && line.starts_with('|') && line.ends_with('|');
    let first = lines.iter().position(|(_, line)| is_row(line))?;
    let (begin, head) = lines[first];
    let columns = cells(head);
    let rule = format!("|{}", " --- |".repeat(columns.min(MOST_COLUMNS)));
    let second = lines.get(first + 1).map_or("", |(_, line)| *line);
    let is_rule = second.contains('-') && second.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let help = match (is_rule, cells(second) == columns) {
        (true, false) => format!("its second line has a part for each column: `{rule}`"),
        (true, true) => "put an empty line in front of it".to_string(),
        _ => format!("put a line `{rule}` below its head"),
    };
    Some(Look { at: begin..begin + head.len(), like: "a table", help, instead: None })
}

/// What the address of a link begins with, where a space before it may be a slip.
const ADDRESSES: &[&str] = &["http", "../", "./", "#", "role:", "tool:", "term:", "source:", "compare:", "/"];

/// How far an address is followed, in bytes.
const LONGEST_ADDRESS: usize = 2048;

/// Looks at a run of text: for links that are none, and for bare addresses.
pub fn in_run(text: &str) -> Vec<Look> {
    let mut found: Vec<Look> = Vec::new();
    // Most runs have neither, and a look for one sign is much cheaper than for a word.
    if !text.contains(']') && !text.contains(':') {
        return found;
    }
    let mut open = None;
    for (at, mark) in text.match_indices(['[', ']']).filter(|(at, _)| !text[..*at].ends_with('\\')) {
        if mark == "[" {
            open = Some(at);
            continue;
        }
        let rest = &text[at + 1..];
        let bare = rest.trim_start_matches(' ');
        let gap = rest.len() - bare.len();
        let (Some(inner), Some(begin)) = (bare.strip_prefix('('), open.take()) else { continue };
        let inner = &inner[..inner.floor_char_boundary(LONGEST_ADDRESS)];
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
        found.push(Look {
            at: begin..end,
            like: "a link",
            help: if spaces {
                "an address has no spaces: write `%20` for each, or give the file another name".to_string()
            } else {
                format!("write `({meant})` at once behind the brackets")
            },
            instead: (!spaces && gap > 0).then(|| format!("{words}({meant})")),
        });
    }
    let links = found.len();
    for scheme in ["https://", "http://"] {
        for (at, _) in text.match_indices(scheme) {
            let before = found[..links].partition_point(|look| look.at.start <= at);
            let within = found[..before].last().is_some_and(|look| look.at.contains(&at));
            let rest = &text[at..at + text[at..].floor_char_boundary(LONGEST_ADDRESS)];
            let end =
                rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']' | '…'));
            let address = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?']);
            if within || address.len() == scheme.len() || text[..at].ends_with(char::is_alphanumeric) {
                continue;
            }
            found.push(Look {
                at: at..at + address.len(),
                like: "a link",
                help: "put it between `<` and `>`, or behind words: `[words](address)`".to_string(),
                instead: Some(format!("<{address}>")),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(found: Vec<Look>, text: &str) -> Vec<(String, &'static str, Option<String>)> {
        found.into_iter().map(|look| (text[look.at].to_string(), look.like, look.instead)).collect()
    }

    fn paragraph(text: &str) -> Vec<(String, &'static str, Option<String>)> {
        looks(in_paragraph(text), text)
    }

    fn run(text: &str) -> Vec<(String, &'static str, Option<String>)> {
        looks(in_run(text), text)
    }

    fn one(
        words: &str,
        like: &'static str,
        instead: Option<&str>,
    ) -> Vec<(String, &'static str, Option<String>)> {
        vec![(words.to_string(), like, instead.map(ToString::to_string))]
    }

    #[test]
    fn cells_are_counted_with_and_without_outer_bars() {
        for (row, count) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a |", 1),
            ("| a | |", 2),
            ("| a \\| b | c |", 2),
            ("|a|b", 2),
        ] {
            assert_eq!(cells(row), count, "{row}");
        }
    }

    #[test]
    fn a_heading_has_a_space() {
        assert_eq!(paragraph("Words\n##On call\n"), one("##", "a heading", Some("## ")));
        assert_eq!(paragraph("#1 of them\n## \n##\n"), []);
    }

    #[test]
    fn a_table_has_a_second_line_that_fits() {
        let help = |text: &str| in_paragraph(text).into_iter().map(|look| look.help).collect::<Vec<_>>();
        assert_eq!(help("| a | b |\n| 1 | 2 |\n"), ["put a line `| --- | --- |` below its head"]);
        assert_eq!(
            help("| a | b |\n| --- |\n"),
            ["its second line has a part for each column: `| --- | --- |`"]
        );
        assert_eq!(help("either | or"), [""; 0]);
    }

    #[test]
    fn a_link_has_its_address_at_once_and_without_spaces() {
        assert_eq!(run("a [b] (../c.md) d"), one("[b] (../c.md)", "a link", Some("[b](../c.md)")));
        assert_eq!(run("a [b](../c d.md)."), one("[b](../c d.md)", "a link", None));
        assert_eq!(run("a [b] (see below), \\](x)"), []);
    }

    #[test]
    fn a_bare_address_is_none() {
        assert_eq!(
            run("See https://a.example/b?c."),
            one("https://a.example/b?c", "a link", Some("<https://a.example/b?c>"))
        );
        assert_eq!(run("https:// and http"), []);
    }
}
