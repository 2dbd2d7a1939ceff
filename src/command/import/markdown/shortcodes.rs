//! Translates shortcodes and template tags of other generators.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::Dialect;
use super::edits::{Notes, code_span, destination, escaped, fence, prefixed, quoted, todo};
use super::lines::alert;
use super::shortcode_tags::{ShortcodeTag, pairs, tags};

/// The deepest nesting of tags.
const MAX_DEPTH: usize = 32;

/// Translates every tag of a text.
pub(super) fn translate(text: &str, dialect: Dialect, notes: &mut Notes) -> String {
    let delimiters: &[(&str, &str)] = match dialect {
        Dialect::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
        Dialect::Zola | Dialect::Jekyll => &[("{%", "%}"), ("{{", "}}")],
        Dialect::Mdbook => &[("{{#", "}}")],
        Dialect::Docusaurus | Dialect::Mkdocs | Dialect::Plain => return text.to_string(),
    };
    if !delimiters.iter().any(|(open, _)| text.contains(open)) {
        return text.to_string();
    }
    let tags = tags(text, dialect, delimiters);
    let ends = pairs(&tags);
    let rendered =
        Renderer { text, dialect, tags: &tags, ends: &ends }.range(0..text.len(), 0..tags.len(), 0, notes);
    // Tags in code that are escaped, so that the other generator prints them.
    match dialect {
        Dialect::Hugo => rendered
            .replace("{{</*", "{{<")
            .replace("*/>}}", ">}}")
            .replace("{{%/*", "{{%")
            .replace("*/%}}", "%}}"),
        Dialect::Zola => {
            rendered.replace("{{/*", "{{").replace("*/}}", "}}").replace("{%/*", "{%").replace("*/%}", "%}")
        }
        _ => rendered,
    }
}

/// The ranges of code.
pub(super) fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (event, range) in
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_GFM).into_offset_iter()
    {
        if let Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(_))) | Event::Code(_) = event
        {
            ranges.push(range);
        }
    }
    ranges
}

/// Returns the range of code that contains a position. The ranges are sorted.
pub(super) fn code_at(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).filter(|range| range.start <= at)
}

struct Renderer<'r> {
    text: &'r str,
    dialect: Dialect,
    tags: &'r [ShortcodeTag],
    ends: &'r [Option<usize>],
}

impl Renderer<'_> {
    /// Renders a range of the text, which contains a range of the tags.
    fn range(&self, range: Range<usize>, tags: Range<usize>, depth: usize, notes: &mut Notes) -> String {
        let mut out = String::new();
        let (mut at, mut number) = (range.start, tags.start);
        while number < tags.end {
            let tag = &self.tags[number];
            out.push_str(&self.text[at..tag.range.start]);
            let mut end = tag.range.end;
            let mut next = number + 1;
            let content =
                self.ends[number].filter(|close| *close < tags.end && depth < MAX_DEPTH).map(|close| {
                    end = self.tags[close].range.end;
                    next = close + 1;
                    let inner = tag.range.end..self.tags[close].range.start;
                    match tag.name.as_str() {
                        "raw" | "highlight" | "comment" => self.text[inner].to_string(),
                        _ => self.range(inner, number + 1..close, depth + 1, notes),
                    }
                });
            let line_start = self.text[..tag.range.start].rfind('\n').map_or(0, |at| at + 1);
            let before = &self.text[line_start..tag.range.start];
            let after = self.text[end..].lines().next().unwrap_or_default();
            let is_block = before.trim().is_empty() && after.trim().is_empty();
            let rendered = self.tag(tag, content.as_deref(), is_block, notes);
            if is_block && rendered.contains('\n') {
                out.push_str(&prefixed(&rendered, "", before));
            } else {
                out.push_str(&rendered);
            }
            at = end;
            number = next;
        }
        out.push_str(&self.text[at..range.end]);
        out
    }

    fn tag(&self, tag: &ShortcodeTag, content: Option<&str>, is_block: bool, notes: &mut Notes) -> String {
        if tag.is_end {
            let written = quoted(&self.text[tag.range.clone()]);
            notes.add(format!("`{written}` removed: it ends no shortcode"));
            return String::new();
        }
        let body = content.map(dedented);
        if let Some(translated) = self.translated(tag, content, body.as_deref(), notes) {
            tag.arguments.report_unused(&tag.name, &translated, notes);
            return translated;
        }
        notes.add(format!("TODO: the shortcode `{}` has no counterpart", tag.name));
        let written = &self.text[tag.range.clone()];
        match body {
            Some(body) if is_block => {
                let written = written.replace("--", "- -");
                format!(
                    "<!-- TODO: the shortcode `{}` has no counterpart here; its content follows: {written} -->\n\n{body}",
                    tag.name
                )
            }
            Some(body) => format!("{} {body}", code_span(written)),
            None if is_block => todo(&format!("the shortcode `{}`", tag.name), written),
            None => code_span(written),
        }
    }

    /// Translates a tag that is known.
    fn translated(
        &self,
        tag: &ShortcodeTag,
        content: Option<&str>,
        body: Option<&str>,
        notes: &mut Notes,
    ) -> Option<String> {
        let arguments = &tag.arguments;
        let name = tag.name.rsplit('/').next().unwrap_or_default().to_lowercase();
        let known = |notes: &mut Notes| notes.add(format!("shortcode `{}` translated", tag.name));
        match (name.as_str(), body) {
            ("figure" | "img" | "image" | "picture", _) => {
                let src = arguments.get(&["src", "link", "path", "url"]).or(arguments.first());
                if let Some(src) = src {
                    known(notes);
                    let caption = arguments.get(&["caption", "title"]);
                    let alt = arguments.get(&["alt"]).or(caption).unwrap_or_default();
                    let image = format!("![{}]({})", escaped(alt), destination(src));
                    return Some(match caption.filter(|caption| *caption != alt) {
                        Some(caption) => format!("{image}\n\n*{}*", escaped(caption)),
                        None => image,
                    });
                }
            }
            ("ref" | "relref" | "link" | "post_url", None) => {
                if let Some(path) = arguments.first().or(arguments.get(&["path"])) {
                    known(notes);
                    return Some(path.to_string());
                }
            }
            ("details" | "expand" | "collapse" | "accordion" | "spoiler", Some(body)) => {
                known(notes);
                let title =
                    arguments.get(&["title", "summary", "header"]).or(arguments.first()).unwrap_or("Details");
                return Some(format!(
                    "<details>\n<summary>{}</summary>\n\n{body}\n\n</details>",
                    plain_html(title)
                ));
            }
            (
                "tabs" | "tabpane" | "tabset" | "steps" | "cards" | "tab-group" | "codenew" | "columns"
                | "column" | "accordions",
                Some(body),
            ) => {
                known(notes);
                return Some(body.to_string());
            }
            ("tab" | "step" | "tab-item", Some(body)) => {
                known(notes);
                let title =
                    arguments.get(&["name", "title", "label", "header", "tabname"]).or(arguments.first());
                return Some(
                    title.map_or(body.to_string(), |title| format!("**{}**\n\n{body}", escaped(title))),
                );
            }
            ("highlight" | "code" | "codeblock", Some(_)) => {
                known(notes);
                let language = arguments.first().or(arguments.get(&["lang", "language"])).unwrap_or("text");
                return Some(fence(language, content.unwrap_or_default()));
            }
            ("raw", Some(_)) if self.dialect == Dialect::Jekyll => {
                known(notes);
                return Some(content.unwrap_or_default().to_string());
            }
            ("comment", Some(_)) => {
                known(notes);
                return Some(format!("<!--{}-->", content.unwrap_or_default().replace("--", "- -")));
            }
            (_, Some(body)) => {
                let kind = match name.as_str() {
                    "callout" | "alert" | "admonition" | "notice" | "blockquote" | "hint" | "message" => {
                        arguments
                            .get(&["type", "context", "color", "kind", "style"])
                            .or(arguments.first())
                            .unwrap_or("note")
                    }
                    other => other,
                };
                if let Some(kind) = alert(kind) {
                    known(notes);
                    let title = arguments.get(&["title", "heading"]);
                    let title = title.map(|title| format!("**{}**\n\n", escaped(title))).unwrap_or_default();
                    return Some(prefixed(&format!("[!{kind}]\n{title}{body}"), "> ", "> "));
                }
            }
            (_, None) => return leaf(tag, &name, notes),
        }
        None
    }
}

/// Translates a known tag without content.
fn leaf(tag: &ShortcodeTag, name: &str, notes: &mut Notes) -> Option<String> {
    let arguments = &tag.arguments;
    match name {
        "youtube" | "vimeo" => {
            if let Some(id) = arguments.get(&["id"]).or(arguments.first()) {
                notes.add(format!("shortcode `{}` replaced by a link", tag.name));
                let host = if name == "vimeo" { "vimeo.com/" } else { "www.youtube.com/watch?v=" };
                return Some(format!("[Video](https://{host}{id})"));
            }
        }
        "gist" => {
            if let [user, id, ..] = &arguments.positional[..] {
                notes.add("shortcode `gist` replaced by a link");
                return Some(format!("[Code](https://gist.github.com/{user}/{id})"));
            }
        }
        "{{" => {
            let value = arguments.first().unwrap_or_default();
            let path = value.split_once('|').map(|(path, _)| path.trim().trim_matches(['"', '\'']));
            if matches!(value, "site.baseurl" | "site.url") {
                notes.add("`{{ site.baseurl }}` removed");
                return Some(String::new());
            }
            if let Some(path) =
                path.filter(|_| value.contains("relative_url") || value.contains("absolute_url"))
            {
                notes.add("`relative_url` removed");
                return Some(path.to_string());
            }
        }
        _ => {}
    }
    None
}

/// Returns a text for an element of HTML.
pub(super) fn plain_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Returns a text without the indentation that all its lines share, and without empty lines around it.
pub(super) fn dedented(text: &str) -> String {
    let text = text.trim_end().trim_start_matches(['\n', '\r']);
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = lines().map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    let line = |line: &str| line.get(indent..).unwrap_or_else(|| line.trim_start()).to_string();
    text.lines().map(line).collect::<Vec<_>>().join("\n").trim_start_matches('\n').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_shortcodes_are_translated_and_others_kept() {
        for (dialect, text, expected) in [
            (
                Dialect::Hugo,
                "{{< figure src=\"/a b.png\" alt=\"A\" caption=\"C\" >}}",
                "![A](</a b.png>)\n\n*C*",
            ),
            (Dialect::Hugo, "{{% note %}}\nOne\n\ntwo\n{{% /note %}}", "> [!NOTE]\n> One\n>\n> two"),
            (Dialect::Hugo, "[a]({{< ref \"b.md#c\" >}})", "[a](b.md#c)"),
            (
                Dialect::Hugo,
                "{{< tabs >}}\n{{% tab name=\"A\" %}}\n```sh\nx\n```\n{{% /tab %}}\n{{< /tabs >}}",
                "**A**\n\n```sh\nx\n```",
            ),
            (Dialect::Hugo, "`{{< x >}}` and {{< y z >}}", "`{{< x >}}` and `{{< y z >}}`"),
            (Dialect::Hugo, "```\n{{</* x */>}}\n```", "```\n{{< x >}}\n```"),
            (
                Dialect::Hugo,
                "- a\n\n  {{< odd >}}\n",
                "- a\n\n  <!-- TODO: the shortcode `odd` has no counterpart here -->\n\n  ```text\n  {{< odd >}}\n  ```\n",
            ),
            (
                Dialect::Zola,
                "{% odd(author=\"x\") %}\nWords\n{% end %}",
                "<!-- TODO: the shortcode `odd` has no counterpart here; its content follows: {% odd(author=\"x\") %} -->\n\nWords",
            ),
            (
                Dialect::Zola,
                "{{ youtube(id=\"x\") }} {{ config.title }}",
                "[Video](https://www.youtube.com/watch?v=x) {{ config.title }}",
            ),
            (Dialect::Jekyll, "{% highlight sh %}\nls\n{% endhighlight %}", "```sh\nls\n```"),
            (Dialect::Jekyll, "{% raw %}{{ x }}{% endraw %} [a]({{ site.baseurl }}/b)", "{{ x }} [a](/b)"),
            (Dialect::Mdbook, "a {{#include b.rs}}", "a `{{#include b.rs}}`"),
            (Dialect::Plain, "{{< x >}}", "{{< x >}}"),
        ] {
            assert_eq!(translate(text, dialect, &mut Notes::default()), expected, "{text}");
        }
    }

    #[test]
    fn hostile_tags_are_bounded() {
        let deep = "{{< note >}}".repeat(4_000) + &"{{< /note >}}".repeat(4_000);
        assert!(!translate(&deep, Dialect::Hugo, &mut Notes::default()).is_empty());
        assert_eq!(translate(&"{{<".repeat(10_000), Dialect::Hugo, &mut Notes::default()).len(), 30_000);
    }
}
