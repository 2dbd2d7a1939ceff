//! Forms that are recognised by the start of a line or block.

use crate::diagnostic::nearest;

use super::{ADDRESSES, Block, NearMiss, Run, help, length};

/// `##Title`, and `== Title` of `AsciiDoc`.
pub(super) fn heading(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if !run.starts_line() {
        return;
    }
    let level = length(run.text, |c| c == '#');
    let next = run.char_after(level);
    if (2..=6).contains(&level) && next.is_some_and(|c| !c.is_whitespace()) {
        let marks = &run.text[..level];
        matches.push(NearMiss {
            at: 0..level,
            help: format!("put a space after `{marks}`"),
            replacement: Some(format!("{marks} ")),
        });
    }
    let level = length(run.text, |c| c == '=');
    let title = &run.text[level..];
    if run.starts_block() && (2..=6).contains(&level) && title.starts_with(' ') && !title.contains("==") {
        help(matches, 0..run.text.len(), "begin a section with `##`");
    }
}

/// `-item`, `1)item` within a list item. In other text, [`super::list`] finds them.
pub(super) fn list(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if run.block != Block::Item || !run.starts_line() {
        return;
    }
    // A dash or bullet of a word processor, which continues the item above. On an indented line, a dash is an aside.
    if !run.starts_block()
        && let Some((mark, after)) = typographic_mark(run.text)
        && (run.before.is_empty() || !matches!(mark, '–' | '—'))
        && (is_sentence(after) || after.is_empty() && run.after.starts_with("**"))
    {
        matches.push(NearMiss {
            at: 0..run.text.len() - after.len(),
            help: format!("`{mark}` begins no list item: write `- `"),
            replacement: Some("- ".to_string()),
        });
        return;
    }
    // A single star often marks a remark; at the start of a list item's line it can only be a list marker.
    let is_alone = run.before.trim().is_empty();
    // On a further line of an item, one word is enough.
    let is_item = |text: &str| {
        let word = text.trim_end();
        let is_word = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
        is_sentence(text) || is_word && run.ends_line() && !run.starts_block()
    };
    let is_bold = |mark: &str| mark.len() == run.text.len() && mark != "*" && run.after.starts_with("**");
    let mark = list_mark(run.text, is_alone).filter(|mark| is_item(&run.text[mark.len()..]) || is_bold(mark));
    if let Some(mark) = mark {
        matches.push(NearMiss {
            at: 0..mark.len(),
            help: format!("put a space after `{mark}`"),
            replacement: Some(format!("{mark} ")),
        });
    }
}

/// A dash or bullet at the start of a text, before a space, and the text after it.
pub(super) fn typographic_mark(text: &str) -> Option<(char, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '–' | '—' | '•' | '●' | '‣' | '▪'))?;
    let after = text[mark.len_utf8()..].strip_prefix(' ')?;
    Some((mark, after.trim_start()))
}

/// The list marker at the start of a text: `-`, `+`, `1.`, and `*` if it may be one.
pub(super) fn list_mark(text: &str, may_be_star: bool) -> Option<&str> {
    let digits = length(text, |c| c.is_ascii_digit());
    let is_mark = match text[digits..].chars().next() {
        Some('-' | '+') => digits == 0,
        Some('*') => digits == 0 && may_be_star,
        Some('.' | ')') => (1..=9).contains(&digits),
        _ => false,
    };
    is_mark.then(|| &text[..=digits])
}

/// Returns `true` if a text begins with a word and a space. A flag (`-v`), a version (`1.x`) or a name (`3.js`) has fewer
/// letters, or punctuation after them.
pub(super) fn is_sentence(text: &str) -> bool {
    if let Some(bold) = text.strip_prefix("**") {
        return bold.starts_with(char::is_alphabetic) && bold.contains("**");
    }
    let word = length(text, char::is_alphabetic);
    word > 1 && text[word..].starts_with(' ') && !text[..word].ends_with(char::is_uppercase)
}

/// `[x] done` without a list, `- []` and `- [x]done`.
pub(super) fn task(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if !run.starts_block() || run.block == Block::Heading {
        return;
    }
    let boxes: &[&str] = &["[ ]", "[x]", "[X]", "[]"];
    let Some(mark) = boxes.iter().find(|mark| run.text.starts_with(**mark)) else { return };
    let rest = &run.text[mark.len()..];
    if rest.starts_with(['[', '(', ':']) || run.block == Block::Text && !rest.starts_with(' ') {
        return;
    }
    help(
        matches,
        0..mark.len(),
        "write a list: `- [ ] to do`, `- [x] done`, with spaces on both sides of the brackets",
    );
}

/// `+---+---+`.
pub(super) fn grid_table(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let line = run.text.trim_end();
    let is_rule = line.len() > 4 && line.starts_with('+') && line.ends_with('+');
    if run.starts_block() && is_rule && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':')) {
        help(
            matches,
            0..line.len(),
            "write a table with `|` between its columns and `| --- |` below its header row",
        );
    }
}

/// `[x]: https://…` within a paragraph.
pub(super) fn link_definition(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if !run.starts_line() || !run.text.starts_with('[') {
        return;
    }
    let Some(end) = run.text.find("]:") else { return };
    let rest = run.text[end + 2..].trim_start();
    let is_address = ADDRESSES.iter().any(|begin| rest.starts_with(begin));
    if is_address && !run.text[..end].starts_with("[^") {
        help(
            matches,
            0..run.text.len(),
            "put an empty line before it: a definition cannot follow a paragraph directly",
        );
    }
}

/// `> [!INFO]`, and `[!NOTE]` without `>` or with words beside it.
pub(super) fn callout(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if !run.starts_line() {
        return;
    }
    let known = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
    let in_quote = run.before.contains('>') && run.before.chars().all(|c| c == '>' || c.is_whitespace());
    if in_quote && run.text.starts_with(['[', '!']) {
        // `[NOTE]`, `!NOTE`, `![NOTE]`, `[!NOTE`.
        let name = run.text.trim_start_matches(['[', '!', ' ']);
        let start = run.text.len() - name.len();
        let name = &name[..length(name, char::is_alphabetic)];
        if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            let end = start + name.len();
            let end = end + length(&run.text[end..], |c| matches!(c, ']' | '!'));
            let advice = format!("write `> [!{}]` alone on the first line of a quote", name.to_uppercase());
            help(matches, 0..end, advice);
            return;
        }
    }
    if !run.text.starts_with("[!") {
        return;
    }
    let name = &run.text[2..];
    let name = &name[..length(name, |c| c.is_alphanumeric() || c == '-')];
    let end = 2 + name.len() + 1;
    if name.is_empty() || !run.text[2 + name.len()..].starts_with(']') || run.text[end..].starts_with('(') {
        return;
    }
    let advice = if known.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        format!("write `> [!{}]` alone on the first line of a quote", name.to_uppercase())
    } else if let Some(meant) = nearest(name, known) {
        format!("did you mean `[!{meant}]`?")
    } else {
        "the kinds are `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` and `[!CAUTION]`".to_string()
    };
    help(matches, 0..end, advice);
}

/// `!!! note`, `??? tip`, and `.. note::` of `reStructuredText`.
pub(super) fn admonition(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if !run.starts_line() {
        return;
    }
    let rest = ["!!!", "???+", "???"].iter().find_map(|mark| run.text.strip_prefix(mark));
    let is_word = |text: &str| text.starts_with(|c: char| c.is_ascii_lowercase());
    let of_mkdocs = rest.and_then(|rest| rest.strip_prefix(' ')).is_some_and(is_word);
    let of_sphinx = run.text.strip_prefix(".. ").filter(|rest| is_word(rest)).is_some_and(|rest| {
        let name = length(rest, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':'));
        rest[..name].ends_with("::")
    });
    if of_mkdocs || of_sphinx {
        help(matches, 0..run.text.trim_end().len(), "write a quote that begins with `> [!NOTE]`");
    }
}

/// `:::tip`, `::name[…]`, `::name{…}`.
pub(super) fn directive(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let colons = length(run.text, |c| c == ':');
    if !run.starts_line() || colons < 2 {
        return;
    }
    let rest = run.text[colons..].trim_start();
    let name = length(rest, |c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let block = colons > 2 && (name > 0 || rest.starts_with('{'));
    let leaf = colons == 2 && name > 0 && rest[name..].starts_with(['[', '{']);
    if block || leaf {
        help(
            matches,
            0..run.text.trim_end().len(),
            "write a quote that begins with `> [!NOTE]`, or a section",
        );
    }
}

/// `{{< figure >}}`, `{{% note %}}`.
pub(super) fn shortcode(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] {
        for (at, _) in run.text.match_indices(open) {
            let end = run.text[at..].find(close).map_or(at + open.len(), |end| at + end + close.len());
            help(
                matches,
                at..end,
                "shortcodes are not supported: write Markdown, or a `compare` or `salary` fence",
            );
        }
    }
}

/// `*[HTML]: Hyper Text…`.
pub(super) fn abbreviation(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if run.starts_line() && run.text.starts_with("*[") && run.text.contains("]:") {
        help(matches, 0..run.text.len(), "write it out at its first use, or add a glossary term");
    }
}

/// `[TOC]`.
pub(super) fn contents(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let line = run.text.trim();
    if run.starts_block() && run.ends_line() && ["[toc]", "[[toc]]"].contains(&&*line.to_lowercase()) {
        help(matches, 0..line.len(), CONTENTS);
    }
}

/// The help for a table of contents.
pub(crate) const CONTENTS: &str = "delete it: pages list their sections automatically";

/// `+++`.
pub(super) fn front_matter(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    if run.starts_block() && run.ends_line() && run.text.trim_end() == "+++" {
        help(matches, 0..3, "front matter is YAML between two lines of `---` at the start of the file");
    }
}

/// `%%hidden%%`.
pub(super) fn comment(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    let length = run.text.trim_end().len();
    if run.starts_line() && run.text.starts_with("%%") && length > 2 {
        help(matches, 0..length, "delete it: comments are printed");
    }
}

/// `## Title {#id}`, `{.class}`, `{: .class}`.
pub(super) fn attributes(run: &Run<'_>, matches: &mut Vec<NearMiss>) {
    for (at, _) in run.text.match_indices('{') {
        let rest = &run.text[at + 1..];
        let Some(length) = rest[..rest.floor_char_boundary(MAX_ATTRIBUTES)].find('}') else { continue };
        let inner = rest[..length].trim_start_matches(':').trim_start();
        let name = inner.strip_prefix(['#', '.']).unwrap_or_default();
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let ends = run.text[at + length + 2..].trim().is_empty() && run.ends_line();
        // Braces within a sentence belong to a template or a style sheet.
        let beside = at == 0 && !run.starts_line() && run.before.ends_with([')', ']', '*', '`', '_']);
        let alone = at == 0 && run.starts_line();
        let is_kramdown = rest.starts_with(':') && (is_name || inner == "toc");
        if !(is_name && (run.block == Block::Heading && ends || beside || alone && ends)
            || is_kramdown && (ends || beside))
        {
            continue;
        }
        let advice = if run.block == Block::Heading {
            "delete it: the anchor of a heading is generated from its text"
        } else {
            "delete it: attributes are printed"
        };
        help(matches, at..at + length + 2, advice);
    }
}

/// The maximum length of attributes, in bytes.
const MAX_ATTRIBUTES: usize = 256;
