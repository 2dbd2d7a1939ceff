//! Writes HTML as Markdown: what has a counterpart is translated, and the elements that texts may contain are kept.

use std::fmt::Write as _;

use super::edits::{code_span, destination, escaped, fence, prefixed};
use super::html::{Element, KEPT, Node, plain};

/// Writes nodes as blocks of Markdown, separated by empty lines.
pub(super) fn blocks<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut run: Vec<&Node> = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if is_block(element) => {
                end_run(&mut run, &mut all);
                let block = block(element);
                if !block.trim().is_empty() {
                    all.push(block);
                }
            }
            Node::Comment(comment) => {
                end_run(&mut run, &mut all);
                all.push(format!("<!--{comment}-->"));
            }
            node => run.push(node),
        }
    }
    end_run(&mut run, &mut all);
    all.join("\n\n")
}

fn end_run(run: &mut Vec<&Node>, all: &mut Vec<String>) {
    let text = inline(run.drain(..));
    let text = text.trim();
    if !text.is_empty() {
        all.push(at_line_start(text));
    }
}

/// Escapes what would begin a block.
fn at_line_start(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = digits > 0 && text[digits..].starts_with(['.', ')']);
    if is_number {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    if text.starts_with(['#', '-', '+', '=', ':']) { format!("\\{text}") } else { text.to_string() }
}

fn is_block(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "p" | "div"
            | "center"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "figure"
            | "figcaption"
            | "main"
            | "aside"
            | "nav"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "blockquote"
            | "pre"
            | "table"
            | "hr"
            | "dl"
            | "address"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "li"
            | "dt"
            | "dd"
            | "details"
            | "summary"
            | "body"
            | "html"
    ) || element.children().iter().any(|child| matches!(child, Node::Element(child) if is_block(child)))
}

fn block(element: &Element) -> String {
    let children = element.children();
    match element.name.as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = element.name[1..].parse().unwrap_or(2);
            let text = inline(children.iter());
            if text.trim().is_empty() {
                String::new()
            } else {
                format!("{} {}", "#".repeat(level), text.trim())
            }
        }
        "ul" | "ol" => list(element),
        "dl" => {
            let items = children.iter().filter_map(|child| match child {
                Node::Element(child) if child.name == "dt" => {
                    Some(format!("**{}**", inline(child.children().iter()).trim()))
                }
                Node::Element(child) => Some(blocks(child.children())),
                node => Some(blocks([node])).filter(|text| !text.is_empty()),
            });
            items.collect::<Vec<_>>().join("\n\n")
        }
        "blockquote" => prefixed(&blocks(children), "> ", "> "),
        "pre" => {
            let code = plain(children);
            let language = children.iter().find_map(|child| match child {
                Node::Element(child) => child
                    .attribute("class")?
                    .split_whitespace()
                    .find_map(|class| class.strip_prefix("language-")),
                _ => None,
            });
            fence(language.unwrap_or("text"), &code)
        }
        "table" => table(element),
        "hr" => "---".to_string(),
        _ => blocks(children),
    }
}

fn list(element: &Element) -> String {
    let mut items = Vec::new();
    for child in element.children() {
        let text = match child {
            Node::Element(child) if child.name == "li" => blocks(child.children()),
            node => match blocks([node]) {
                text if text.is_empty() => continue,
                text => text,
            },
        };
        let mark = if element.name == "ol" { format!("{}. ", items.len() + 1) } else { "- ".to_string() };
        items.push(prefixed(&text, &mark, &" ".repeat(mark.len())));
    }
    items.join("\n")
}

fn table(element: &Element) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut outside: Vec<&Node> = Vec::new();
    collect_rows(element.children(), &mut rows, &mut outside);
    // A caption, and what browsers would move in front of the table.
    let outside = outside.into_iter().map(|node| blocks([node])).filter(|text| !text.is_empty());
    let before = outside.collect::<Vec<_>>().join("\n\n");
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns == 0 {
        return before;
    }
    let line = |row: &Vec<String>| {
        let mut cells = row.clone();
        cells.resize(columns, String::new());
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    let table = lines.join("\n");
    if before.is_empty() { table } else { format!("{before}\n\n{table}") }
}

/// Collects the cells of rows, and the nodes that are outside of them.
fn collect_rows<'n>(nodes: &'n [Node], rows: &mut Vec<Vec<String>>, outside: &mut Vec<&'n Node>) {
    for node in nodes {
        let element = match node {
            Node::Element(element) if element.name == "tr" => element,
            Node::Element(element)
                if matches!(element.name.as_str(), "thead" | "tbody" | "tfoot" | "colgroup" | "col") =>
            {
                collect_rows(element.children(), rows, outside);
                continue;
            }
            node => {
                outside.push(node);
                continue;
            }
        };
        let mut cells = Vec::new();
        for cell in element.children() {
            let Node::Element(cell) = cell else {
                outside.push(cell);
                continue;
            };
            let text = blocks(cell.children());
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
            cells.push(lines.join("<br>"));
            let span = cell.attribute("colspan").and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
            cells.extend((1..span.min(32)).map(|_| String::new()));
        }
        rows.push(cells);
    }
}

/// Writes nodes as the content of a paragraph.
fn inline<'n>(nodes: impl Iterator<Item = &'n Node>) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if text.starts_with(char::is_whitespace) && !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
                out.push_str(&escaped(&words));
                if !words.is_empty() && text.ends_with(char::is_whitespace) {
                    out.push(' ');
                }
            }
            Node::Comment(comment) => {
                let _ = write!(out, "<!--{comment}-->");
            }
            Node::Element(element) => out.push_str(&inline_element(element)),
        }
    }
    out
}

fn inline_element(element: &Element) -> String {
    let inner = || inline(element.children().iter());
    let around = |mark: &str| {
        let inner = inner();
        let text = inner.trim();
        if text.is_empty() {
            return inner;
        }
        let (lead, tail) = (inner.starts_with(' '), inner.ends_with(' '));
        format!("{}{mark}{text}{mark}{}", if lead { " " } else { "" }, if tail { " " } else { "" })
    };
    match element.name.as_str() {
        "b" | "strong" => around("**"),
        "i" | "em" | "cite" | "dfn" | "var" => around("*"),
        "s" | "strike" => around("~~"),
        "code" | "tt" | "samp" => {
            let code = plain(element.children());
            if code.trim().is_empty() { String::new() } else { code_span(&code) }
        }
        "br" => "<br>".to_string(),
        "rt" => format!(" {}", inner()),
        "img" => image(element),
        "a" => match element.attribute("href").map(str::trim).filter(|href| !href.is_empty()) {
            Some(href) => format!("[{}]({})", inner().trim(), destination(href)),
            None => inner(),
        },
        name if KEPT.contains(&name) => {
            let title = element.attribute("title").filter(|_| name == "abbr");
            let title =
                title.map(|title| format!(" title=\"{}\"", title.replace('"', "&quot;"))).unwrap_or_default();
            format!("<{name}{title}>{}</{name}>", inner())
        }
        _ => inner(),
    }
}

/// Writes an image as Markdown.
pub(super) fn image(element: &Element) -> String {
    let Some(src) = element.attribute("src").map(str::trim).filter(|src| !src.is_empty()) else {
        return String::new();
    };
    let alt = element.attribute("alt").or_else(|| element.attribute("title")).unwrap_or_default();
    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("![{}]({})", escaped(&alt), destination(src))
}

#[cfg(test)]
mod tests {
    use super::super::html::parse;
    use super::*;

    fn markdown(html: &str) -> String {
        blocks(&parse(html).expect("it is not deep"))
    }

    #[test]
    fn blocks_become_markdown() {
        for (html, expected) in [
            ("<p align=center>One <b>two</b> <i> three </i></p><p>4", "One **two** *three*\n\n4"),
            (
                "<h2>On <code>call</code></h2><ul><li>a<li>b <a href='x y'>c</a></ul>",
                "## On `call`\n\n- a\n- b [c](<x y>)",
            ),
            ("<ol><li>a<ul><li>b</ul></ol>", "1. a\n\n   - b"),
            ("<pre><code class='language-sh'>a &lt; b\n\nc</code></pre>", "```sh\na < b\n\nc\n```"),
            (
                "<table><tr><th>a<th>b<tr><td>1|2<td>x<br>y</table>",
                "| a | b |\n| --- | --- |\n| 1\\|2 | x<br>y |",
            ),
            ("<div><img src=a.png alt='A *b*'></div>", "![A \\*b\\*](a.png)"),
            ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"),
            ("a <!-- b --> c", "a\n\n<!-- b -->\n\nc"),
            ("<p>Press <kbd class=x>Esc</kbd> H<sub>2</sub>O</p>", "Press <kbd>Esc</kbd> H<sub>2</sub>O"),
            ("<p>1. x</p><p># y</p>", "1\\. x\n\n\\# y"),
            ("</div>", ""),
        ] {
            assert_eq!(markdown(html), expected, "{html}");
        }
    }
}
