//! Translates blocks that other dialects of Markdown begin with a line: admonitions, tabs, tables of contents, attributes.

use super::Dialect;
use super::edits::{Notes, escaped, fence, prefixed, quoted};
use super::shortcodes::{dedented, plain_html};

/// Returns the kind of alert that a name elsewhere means.
pub(super) fn alert(name: &str) -> Option<&'static str> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "note" | "info" | "abstract" | "summary" | "seealso" | "quote" | "example" | "question"
        | "default" | "primary" | "secondary" | "blue" => "NOTE",
        "tip" | "hint" | "success" | "check" | "green" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "warn" | "attention" | "yellow" | "orange" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "bug" | "red" => "CAUTION",
        _ => return None,
    })
}

/// A text without what only other dialects know, and the ids that it gives to headings.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Explicit ids, each with the text of its heading; empty for the top of the page.
    pub(super) ids: Vec<(String, String)>,
    waiting: Vec<String>,
}

/// The deepest nesting of blocks.
const MAX_DEPTH: usize = 16;

impl Lines {
    /// Translates a text.
    pub(super) fn translate(&mut self, text: &str, dialect: Dialect, notes: &mut Notes) -> String {
        let lines: Vec<&str> = text.lines().collect();
        let out = self.block(&lines, dialect, notes, 0);
        self.ids.extend(self.waiting.drain(..).map(|id| (id, String::new())));
        for (id, _) in &self.ids {
            notes.add(format!("explicit id `{}` removed: its links were mapped", quoted(id)));
        }
        out.join("\n")
    }

    fn block(&mut self, lines: &[&str], dialect: Dialect, notes: &mut Notes, depth: usize) -> Vec<String> {
        let ends = container_ends(lines);
        let mut out: Vec<String> = Vec::new();
        let mut at = 0;
        let mut fence_mark: Option<String> = None;
        while at < lines.len() {
            let line = lines[at];
            let bare = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let indent = &line[..line.len() - line.trim_start().len()];
            if let Some(mark) = &fence_mark {
                let is_end =
                    bare.starts_with(mark.as_str()) && bare.trim_end().chars().all(|c| mark.starts_with(c));
                if is_end {
                    fence_mark = None;
                }
                out.push(line.to_string());
                at += 1;
                continue;
            }
            if let Some(mark) = opening(bare) {
                fence_mark = Some(mark.to_string());
                out.extend(fence_lines(line, mark, notes));
                at += 1;
                continue;
            }
            if depth < MAX_DEPTH
                && let Some(end) = ends[at]
            {
                self.container(&lines[at..end], indent, dialect, notes, depth, &mut out);
                at = end + 1;
                continue;
            }
            if depth < MAX_DEPTH
                && let Some(used) = self.special(&lines[at..], indent, dialect, notes, depth, &mut out)
            {
                at += used;
                continue;
            }
            self.line(line, bare, notes, &mut out);
            at += 1;
        }
        if let Some(mark) = fence_mark {
            notes.add("a fence without an end closed");
            out.push(mark);
        }
        out
    }

    /// Translates a container, of which `lines` are all but the last one.
    fn container(
        &mut self,
        lines: &[&str],
        indent: &str,
        dialect: Dialect,
        notes: &mut Notes,
        depth: usize,
        out: &mut Vec<String>,
    ) {
        let Some((name, title, attributes)) = container(lines[0].trim()) else { return };
        if !attributes.is_empty() {
            notes.add(format!("attributes removed: `{}`", quoted(attributes)));
        }
        let content = self.block(&lines[1..], dialect, notes, depth + 1).join("\n");
        out.extend(admonition(name, title, &content, indent, notes));
    }

    /// Translates a block that a line begins, and returns the number of its lines.
    fn special(
        &mut self,
        lines: &[&str],
        indent: &str,
        dialect: Dialect,
        notes: &mut Notes,
        depth: usize,
        out: &mut Vec<String>,
    ) -> Option<usize> {
        let line = lines[0].trim();
        let is_mkdocs =
            ["!!! ", "??? ", "???+ ", "=== \"", "===! \"", "=== '"].iter().any(|mark| line.starts_with(mark));
        if is_mkdocs {
            let inner = format!("{indent}    ");
            let is_inside = |line: &&str| {
                line.trim().is_empty() || line.starts_with(&inner) || line.starts_with(&format!("{indent}\t"))
            };
            let count = 1 + lines[1..].iter().take_while(|line| is_inside(line)).count();
            let dedented: Vec<&str> = lines[1..count]
                .iter()
                .map(|line| {
                    line.strip_prefix(&inner)
                        .or_else(|| line.trim_start().strip_prefix('\t'))
                        .unwrap_or(line.trim_start())
                })
                .collect();
            let content = self.block(&dedented, dialect, notes, depth + 1).join("\n");
            let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
            if mark.starts_with('=') {
                notes.add("tab translated into a heading in bold");
                let title = rest.trim_matches(['"', '\'']);
                out.extend(block_lines(&format!("**{}**\n\n{}", escaped(title), content.trim()), indent));
            } else {
                let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                let at = rest.find(['"', '\'']).unwrap_or(rest.len());
                let (options, title) = (rest[..at].trim(), rest[at..].trim_matches(['"', '\'']));
                if !options.is_empty() {
                    notes.add(format!("options of an admonition removed: `{}`", quoted(options)));
                }
                let is_folded = mark.starts_with('?');
                if is_folded && !title.is_empty() {
                    notes.add(format!("kind of a folded block removed: `{}`", quoted(name)));
                }
                let title = if title.is_empty() && is_folded { name } else { title };
                let name = if is_folded { "details" } else { name };
                out.extend(admonition(name, title, &content, indent, notes));
            }
            return Some(count);
        }
        if line == "$$" {
            let end = lines[1..].iter().position(|line| line.trim() == "$$")? + 1;
            notes.add("formula kept as code");
            out.extend(block_lines(&fence("text", &dedented(&lines[1..end].join("\n"))), indent));
            return Some(end + 1);
        }
        if dialect == Dialect::Docusaurus {
            let is_module =
                (line.starts_with("import ") && line.contains(" from ")) || line.starts_with("export ");
            if is_module && indent.is_empty() {
                notes.add(format!("removed: `{}`", quoted(line)));
                return Some(1);
            }
            let name = line.trim_start_matches('<').trim_start_matches('/');
            if line.starts_with('<')
                && line.ends_with('>')
                && (name.starts_with("Tabs") || name.starts_with("TabItem"))
            {
                notes.add(format!("`{}` translated into a heading in bold", quoted(line)));
                let attribute = |key: &str| {
                    let rest = line.split_once(&format!("{key}="))?.1;
                    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                    rest[1..].split_once(quote).map(|(value, _)| value)
                };
                out.push(String::new());
                if let Some(label) =
                    attribute("label").or_else(|| attribute("value")).filter(|_| line.starts_with("<TabItem"))
                {
                    out.extend([format!("**{}**", escaped(label)), String::new()]);
                }
                return Some(1);
            }
        }
        None
    }

    /// Translates a line that is no block of its own.
    fn line(&mut self, line: &str, bare: &str, notes: &mut Notes, out: &mut Vec<String>) {
        let trimmed = bare.trim();
        if matches!(
            trimmed.to_ascii_lowercase().as_str(),
            "[toc]" | "[[toc]]" | "[[_toc_]]" | "{:toc}" | "{{toc}}" | "${toc}"
        ) {
            notes.add(format!("table of contents `{trimmed}` removed: pages list their sections"));
            // `* TOC` above `{:toc}` only holds its place.
            if out.last().is_some_and(|last| {
                matches!(last.trim().to_ascii_lowercase().as_str(), "* toc" | "- toc" | "1. toc")
            }) {
                notes.add("placeholder `TOC` removed");
                out.pop();
            }
            return;
        }
        self.anchors(trimmed);
        let is_heading = bare.starts_with('#') && bare.trim_start_matches('#').starts_with(' ');
        if is_heading {
            let (line, id) = without_attributes(line, notes);
            self.waiting.extend(id);
            let text = line
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '#'))
                .trim_end_matches('#')
                .trim();
            self.ids.extend(self.waiting.drain(..).map(|id| (id, text.to_string())));
            out.push(line);
            return;
        }
        if trimmed.starts_with("{:") && trimmed.ends_with('}') {
            let (_, id) = without_attributes(&format!("x {trimmed}"), &mut Notes::default());
            // Attributes below a heading belong to it.
            let above = out.iter().rev().find(|line| !line.trim().is_empty()).cloned().unwrap_or_default();
            let heading = above.trim_start_matches('#').trim();
            notes.add(format!("attributes removed: `{}`", quoted(trimmed)));
            self.ids.extend(
                id.map(|id| (id, if above.starts_with('#') { heading.to_string() } else { String::new() })),
            );
            return;
        }
        let mark = ["!>", "?>"].iter().find(|mark| trimmed.starts_with(**mark) && line.starts_with(**mark));
        if let Some(mark) = mark {
            let kind = if *mark == "!>" { "WARNING" } else { "TIP" };
            notes.add(format!("`{mark}` → `> [!{kind}]`"));
            out.extend([format!("> [!{kind}]"), format!("> {}", trimmed[2..].trim())]);
            return;
        }
        let first_of_quote = line.trim_start().starts_with('>')
            && !out.last().is_some_and(|last| last.trim_start().starts_with('>'));
        if first_of_quote && let Some(text) = quoted_alert(trimmed) {
            notes.add(format!("alert in another form rewritten: `{}`", quoted(trimmed)));
            let marks = &line[..line.len() - bare.len()];
            out.extend(text.lines().map(|text| format!("{marks}{text}")));
            return;
        }
        out.push(line.to_string());
    }

    /// Collects the anchors of `<a name="x">` and `<a id="x">`, which belong to the next heading.
    fn anchors(&mut self, line: &str) {
        for (at, _) in line.match_indices("<a ").take(20) {
            let tag = line[at..].split('>').next().unwrap_or_default();
            if tag.contains("href") {
                continue;
            }
            for key in ["name=", "id="] {
                let Some((_, value)) = tag.split_once(key) else { continue };
                let id = value.trim_start_matches(['"', '\'']);
                let id = id.split(['"', '\'', ' ', '/']).next().unwrap_or_default();
                if !id.is_empty() {
                    self.waiting.push(id.to_string());
                }
            }
        }
    }
}

fn admonition(name: &str, title: &str, content: &str, indent: &str, notes: &mut Notes) -> Vec<String> {
    let content = content.trim_matches('\n');
    let body = match alert(name) {
        Some(kind) => {
            notes.add(format!("admonition `{name}` → `> [!{kind}]`"));
            let title = if title.is_empty() { String::new() } else { format!("**{}**\n\n", escaped(title)) };
            prefixed(&format!("[!{kind}]\n{title}{content}"), "> ", "> ")
        }
        None if matches!(name, "details" | "collapse" | "spoiler") => {
            notes.add("folded block → `<details>`");
            let title = if title.is_empty() { "Details" } else { title };
            format!("<details>\n<summary>{}</summary>\n\n{content}\n\n</details>", plain_html(title))
        }
        None => {
            notes.add(format!("TODO: the container `{name}` has no counterpart; its content was kept"));
            let head = if title.is_empty() { String::new() } else { format!("**{}**\n\n", escaped(title)) };
            format!("<!-- TODO: the container `{name}` has no counterpart here -->\n\n{head}{content}")
        }
    };
    block_lines(&body, indent)
}

/// Returns the marks of a fence that a line begins.
fn opening(bare: &str) -> Option<&str> {
    let bare = bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")).unwrap_or(bare);
    let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = bare.len() - bare.trim_start_matches(mark).len();
    let is_code_span = mark == '`' && bare[length..].contains('`');
    (length >= 3 && !is_code_span).then(|| &bare[..length])
}

/// Returns the opening line of a fence with a language only. A title is put before it.
fn fence_lines(line: &str, mark: &str, notes: &mut Notes) -> Vec<String> {
    let at = line.find(mark).unwrap_or(0);
    let (before, info) = (&line[..at], line[at + mark.len()..].trim());
    let is_language = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '#' | '.');
    let first = info.trim_start_matches(['{', '.', ' ']);
    let language = &first[..first.find(|c: char| !is_language(c)).unwrap_or(first.len())];
    let language = if language.contains('=') || info[language.len().min(info.len())..].starts_with('=') {
        ""
    } else {
        language
    };
    let title = ["title=", "filename=", "file=", "caption=", "name="].iter().find_map(|key| {
        let rest = info.split_once(key)?.1;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quote {
            Some(quote) => rest[1..].split_once(quote).map(|(title, _)| title),
            None => rest.split(|c: char| c.is_whitespace() || c == '}').next(),
        }
    });
    if info != language {
        notes.add(format!("options of a fence removed: `{}`", quoted(info)));
    }
    let mut lines = Vec::new();
    if let Some(title) = title.filter(|title| !title.is_empty() && before.trim().is_empty()) {
        lines.extend([format!("{before}**{}**", escaped(title)), String::new()]);
    }
    lines.push(format!("{before}{mark}{language}"));
    lines
}

/// Returns lines with an indentation, and empty lines around them.
fn block_lines(text: &str, indent: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    lines.extend(prefixed(text, indent, indent).lines().map(ToString::to_string));
    lines.push(String::new());
    lines
}

/// Returns the name, the title and the attributes of `:::name title` and `:::name[title]{attributes}`.
fn container(line: &str) -> Option<(&str, &str, &str)> {
    let rest = line.strip_prefix(":::")?.trim_start_matches(':').trim();
    let rest = rest.strip_prefix("{.").map_or(rest, |rest| rest.trim_end_matches('}'));
    let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(length);
    let rest = rest.trim();
    let at = if rest.ends_with('}') { rest.rfind('{').unwrap_or(rest.len()) } else { rest.len() };
    let (title, attributes) = rest.split_at(at);
    let title = title.trim();
    let title = title.strip_prefix('[').and_then(|title| title.strip_suffix(']')).unwrap_or(title).trim();
    (!name.is_empty()).then_some((name, title, attributes))
}

/// Returns, for each line that begins a container, the index of the line that ends it.
fn container_ends(lines: &[&str]) -> Vec<Option<usize>> {
    let mut ends = vec![None; lines.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        if container(line).is_some() {
            open.push(at);
        } else if line.len() >= 3
            && line.bytes().all(|b| b == b':')
            && let Some(start) = open.pop()
        {
            ends[start] = Some(at);
        }
    }
    ends
}

/// Removes `{#id}` or `{: #id}` from the end of a heading, and returns the id.
fn without_attributes(line: &str, notes: &mut Notes) -> (String, Option<String>) {
    let Some((text, attributes)) = line.trim_end().strip_suffix('}').and_then(|line| line.rsplit_once('{'))
    else {
        return (line.to_string(), None);
    };
    let mut words = attributes.trim_start_matches(':').split_whitespace().peekable();
    let is_attribute = |word: &str| word.starts_with(['#', '.']) || word.contains('=');
    if words.peek().is_none_or(|word| !is_attribute(word)) {
        return (line.to_string(), None);
    }
    let id = words.clone().find_map(|word| word.strip_prefix('#').map(ToString::to_string));
    for word in words.filter(|word| id.as_deref() != word.strip_prefix('#')) {
        notes.add(format!("attribute `{}` removed", quoted(word)));
    }
    (text.trim_end().trim_end_matches('#').trim_end().to_string(), id)
}

/// Returns the lines for an alert that is written in another form on the first line of a quote.
fn quoted_alert(line: &str) -> Option<String> {
    if let Some(rest) = line.strip_prefix("[!") {
        let (name, rest) = rest.split_once(']')?;
        let kind = alert(name)?;
        let rest = rest.trim_start_matches(['-', '+']).trim();
        return (kind != name || !rest.is_empty()).then(|| match rest {
            "" => format!("[!{kind}]"),
            rest => format!("[!{kind}]\n{rest}"),
        });
    }
    let name = line
        .strip_prefix("**")
        .and_then(|rest| rest.strip_suffix("**"))
        .or_else(|| line.strip_prefix('[')?.strip_suffix(']'))?;
    let kind = alert(name.trim_end_matches([':', '!', '.']))?;
    Some(format!("[!{kind}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(text: &str, dialect: Dialect) -> String {
        let mut lines = Lines::default();
        lines.translate(text, dialect, &mut Notes::default()).trim().to_string()
    }

    #[test]
    fn blocks_of_other_dialects_are_translated() {
        for (dialect, text, expected) in [
            (
                Dialect::Docusaurus,
                ":::tip Title\nOne\n\n:::note\ntwo\n:::\n:::",
                "> [!TIP]\n> **Title**\n>\n> One\n>\n>\n> > [!NOTE]\n> > two",
            ),
            (
                Dialect::Mkdocs,
                "!!! warning \"Stop\"\n    One\n\n    two\nthree",
                "> [!WARNING]\n> **Stop**\n>\n> One\n>\n> two\n\nthree",
            ),
            (
                Dialect::Mkdocs,
                "??? tip \"More\"\n    One\n",
                "<details>\n<summary>More</summary>\n\nOne\n\n</details>",
            ),
            (Dialect::Mkdocs, "=== \"A\"\n\n    ```sh\n    x\n    ```\n", "**A**\n\n```sh\nx\n```"),
            (Dialect::Jekyll, "* TOC\n{:toc}\n\n## A\n{: #x}\n", "## A"),
            (Dialect::Plain, "> **Note:**\n> Words", "> [!NOTE]\n> Words"),
            (Dialect::Plain, "> [!INFO] More\n> Words", "> [!NOTE]\n> More\n> Words"),
            (Dialect::Plain, "```{.python title=\"a.py\"}\n:::x\n```", "**a.py**\n\n```python\n:::x\n```"),
            (Dialect::Plain, "$$\na^2\n$$", "```text\na^2\n```"),
            (Dialect::Plain, "```\nopen", "```\nopen\n```"),
            (Dialect::Docusaurus, "import X from './x';\n\n<TabItem value=\"a\" label=\"B\">\n", "**B**"),
        ] {
            assert_eq!(translated(text, dialect), expected, "{text}");
        }
    }

    #[test]
    fn explicit_ids_belong_to_their_headings() {
        let mut lines = Lines::default();
        let text = "## One {#first .red}\n\n<a name=\"second\"></a>\n\n## Two\n\n## Three\n{: #third}\n";
        let out = lines.translate(text, Dialect::Jekyll, &mut Notes::default());
        assert!(out.starts_with("## One\n"));
        let ids: Vec<(&str, &str)> =
            lines.ids.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(ids, [("first", "One"), ("second", "Two"), ("third", "Three")]);
    }
}
