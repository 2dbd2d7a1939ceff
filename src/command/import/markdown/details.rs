//! Puts the tags of `<details>` on lines of their own, so that what they contain is Markdown.

use std::fmt::Write as _;

use super::edits::{Edits, Notes};
use super::html::{self, Node};
use super::shortcodes::{code_at, code_ranges, plain_html};

/// Puts the tags of folded blocks on lines of their own, so that their content is Markdown.
pub(super) fn folded_blocks(text: &str, notes: &mut Notes) -> String {
    if !text.contains("<details") {
        return text.to_string();
    }
    let code = code_ranges(text);
    let mut edits = Edits::default();
    let mut open: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|start| at + start) {
        at = start + 1;
        if let Some(range) = code_at(&code, start) {
            at = range.end.max(at);
            continue;
        }
        let rest = &text[start..];
        let Some(length) = rest.find('>').map(|end| end + 1) else { break };
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let prefix = continuation(&text[line_start..start]);
        let is_first = text[line_start..start].trim().is_empty();
        let break_before = if is_first { format!("\n{prefix}") } else { format!("\n\n{prefix}") };
        if rest.starts_with("<details") {
            notes.add("`<details>` put on lines of its own");
            let is_open = rest[..length].contains(" open");
            let after = &rest[length..];
            let summary = after.trim_start().strip_prefix("<summary").and_then(|after| {
                let inner = after.split_once('>')?.1;
                let (summary, _) = inner.split_once("</summary>")?;
                Some((summary, rest.len() - inner.len() + summary.len() + "</summary>".len()))
            });
            let (title, length) = match summary {
                Some((summary, length)) => (summary_html(summary), length),
                None => ("Details".to_string(), length),
            };
            html::report_lost(&html::parse(&rest[..length]).unwrap_or_default(), &title, notes);
            // A break between the title and the content has no effect here.
            let after = &rest[length..];
            let length = length
                + ["<br>", "<br/>", "<br />"]
                    .iter()
                    .find(|tag| after.starts_with(**tag))
                    .map_or(0, |tag| tag.len());
            let tag = if is_open { "<details open>" } else { "<details>" };
            let text = format!("{break_before}{tag}\n{prefix}<summary>{title}</summary>\n\n{prefix}");
            edits.replace(start..start + length, text);
            open.push(prefix);
            at = start + length;
        } else if rest.starts_with("</details") {
            let closed = open.pop();
            let replacement =
                closed.map(|_| format!("{break_before}</details>\n\n{prefix}")).unwrap_or_default();
            edits.replace(start..start + length, replacement);
            at = start + length;
        }
    }
    let mut out = edits.apply(text);
    for prefix in open.into_iter().rev() {
        notes.add("`<details>` without an end closed");
        let _ = writeln!(out, "\n\n{prefix}</details>");
    }
    out
}

/// Returns the title of a folded block with the elements that it may contain.
fn summary_html(summary: &str) -> String {
    fn write(nodes: &[Node], out: &mut String) {
        for node in nodes {
            match node {
                Node::Text(text) => out.push_str(&plain_html(text)),
                Node::Element(element) => {
                    let kept = ["b", "strong", "i", "em", "code", "kbd", "sub", "sup", "mark", "small"];
                    let name = element.name.as_str();
                    let is_kept = kept.contains(&name);
                    if is_kept {
                        let _ = write!(out, "<{name}>");
                    }
                    write(element.children(), out);
                    if is_kept {
                        let _ = write!(out, "</{name}>");
                    }
                }
                Node::Comment(_) => {}
            }
        }
    }
    let mut out = String::new();
    match html::parse(summary) {
        Some(nodes) => write(&nodes, &mut out),
        None => out.push_str(&plain_html(summary)),
    }
    // Code in backticks is not read there.
    let mut parts = out.split('`').map(ToString::to_string).collect::<Vec<_>>();
    if parts.len() % 2 == 1 {
        for (number, part) in parts.iter_mut().enumerate() {
            if number % 2 == 1 {
                *part = format!("<code>{part}</code>");
            }
        }
        out = parts.concat();
    }
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ").replace("**", "");
    if out.is_empty() { "Details".to_string() } else { out }
}

/// Returns what stands before the further lines of a block that begins after `before`.
pub(super) fn continuation(before: &str) -> String {
    let leading = before.len() - before.trim_start().len();
    let bare = before.trim();
    if bare.starts_with('>') {
        return before[..before.rfind('>').map_or(0, |at| at + 1)].to_string() + " ";
    }
    let digits = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    if matches!(bare, "-" | "*" | "+") || bare.len() > digits.len() && matches!(digits, "." | ")") {
        return " ".repeat(before.len());
    }
    before[..leading].to_string()
}

#[cfg(test)]
mod tests {
    use super::super::inline_html::translate;
    use super::*;

    #[test]
    fn folded_blocks_contain_markdown() {
        let text = "<details>\n<summary>What is `x`?</summary><br><b>\n\nAn *answer*.\n</b></details>\n";
        let out = translate(text, &mut Notes::default());
        assert!(out.contains("<details>\n<summary>What is <code>x</code>?</summary>\n\n"), "{out}");
        assert!(out.contains("An *answer*.\n") && out.contains("\n\n</details>\n"), "{out}");
        let list = "- a\n  <details><summary>b</summary>\n  c\n  </details>\n";
        let out = translate(list, &mut Notes::default());
        assert!(
            out.contains("\n  <details>\n  <summary>b</summary>\n\n") && out.contains("\n  </details>\n"),
            "{out}"
        );
    }
}
