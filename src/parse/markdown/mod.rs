//! Parses Markdown into prose: finished HTML with placeholders for values that only the model knows, such as the
//! address of a link, the number of a citation, the text of a fact, or a chart. Headings are collected in the same
//! pass.
//!
//! All extensions use existing `CommonMark` syntax: link destinations, undefined references, and the info string of a
//! fence. Shortcodes are deliberately not supported, and of HTML only a few elements are.

mod colon;
mod events;
mod fence;
mod figure;
mod heading;
mod highlight;
mod insert;
mod lint_visitor;
mod near_miss;
mod raw_html;
mod report;
mod safe_html;
mod slug;
mod target;
mod writer;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use events::Events;
pub use pulldown_cmark::BlockQuoteKind;
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

pub use fence::{CompareFence, Fence, SalaryFence};
pub use heading::{FirstHeading, Heading, ParsedHeadingPart, first_heading, one_line};
use lint_visitor::LintVisitor;
pub use lint_visitor::{FigureClaim, LintFacts, ProseFigure};
pub use target::{Anchor, Target};

use super::{Diagnostics, Spanned};
use crate::diagnostic::{Code, Span};
use crate::url::Id;

/// Parsed prose with unresolved placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParsedProse {
    /// HTML and placeholders, in order.
    pub parts: Vec<ParsedPart>,
    /// The headings, in order. Like HTML, they are shared with the model: linking a site again copies no text.
    pub headings: Arc<Vec<Heading>>,
    /// The positions of the headings. They are apart, because the model and the exports have no positions.
    pub heading_spans: Vec<Span>,
    /// The number of visible words.
    pub words: u32,
    /// Facts about the text for lints.
    pub survey: LintFacts,
    /// The web addresses of its links, in order.
    pub web: Vec<Spanned<String>>,
}

/// A part of the prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedPart {
    /// Finished HTML.
    Html(Arc<String>),
    /// A placeholder for a value that only the model knows, with its span.
    Hole(Spanned<ParsedPlaceholder>),
    /// Words in the language of the site.
    Words(ProseWords),
}

/// Words that the syntax implies and the author does not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProseWords {
    /// The title of an alert such as `> [!NOTE]`.
    Alert(BlockQuoteKind),
    /// The label of a heading's link to itself.
    SectionLink,
    /// The label of a table, by its number.
    Table(u32),
    /// The label of an item of a task list.
    Task {
        /// `true` for a finished one.
        done: bool,
    },
    /// The label of a reference to a footnote, by its number.
    Footnote(usize),
    /// The label of the footnotes.
    Footnotes,
    /// The label of a footnote's link to its reference.
    BackToText,
}

/// A value that the model fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedPlaceholder {
    /// The value of an `href` or `src`.
    Address(Target),
    /// The title of the target of the preceding address, for a link without text.
    Title,
    /// The `width` and `height` of the image at the preceding address.
    ImageSize,
    /// `[@id]`: the number of a reference.
    Citation(Spanned<Id>),
    /// `[=judgement]`: the marker of the site's own judgement.
    Judgement,
    /// `[=role.row]`: a cell of the matrix.
    Fact(Spanned<Id>, Spanned<Id>),
    /// `[=role.salary.series.region.statistic]`: a salary figure.
    Pay(PayName),
    /// A fence that embeds a component.
    Fence(Fence),
    /// Code in a known language.
    Code(Arc<CodeBlock>),
}

/// A code block. It is highlighted when its page is rendered, because highlighting costs more than parsing the whole
/// text, and most pages are unchanged since the last run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CodeBlock {
    /// The language as the fence names it.
    pub language: String,
    /// The code.
    pub text: String,
}

impl CodeBlock {
    /// Highlights the code as HTML, with one-letter classes.
    pub fn html(&self) -> String {
        let mut html = String::with_capacity(self.text.len() * 2);
        highlight::write(&self.text, &self.language, &mut html);
        html
    }
}

/// A reference to a salary figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayName {
    /// The role.
    pub role: Spanned<Id>,
    /// The dataset; by default the only one that has the figure.
    pub series: Option<Spanned<Id>>,
    /// The region.
    pub region: Spanned<Id>,
    /// `p10`, `p25`, `median`, `p75`, `p90` or `mean`.
    pub statistic: String,
}

impl ParsedProse {
    /// Returns `true` if there is no content.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The placeholders, in order.
    pub fn placeholders(&self) -> impl Iterator<Item = &Spanned<ParsedPlaceholder>> {
        self.parts.iter().filter_map(|part| match part {
            ParsedPart::Hole(placeholder) => Some(placeholder),
            ParsedPart::Html(_) | ParsedPart::Words(_) => None,
        })
    }
}

/// Parses Markdown that begins at byte `offset` of its file.
pub fn parse(text: &str, offset: usize, diagnostics: &mut Diagnostics) -> ParsedProse {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST;
    let file = Arc::clone(diagnostics.file());
    let text = &with_whole_fences(text, offset, diagnostics);
    let masked = colon::mask(text);
    let undefined = RefCell::new(Vec::new());
    let parser = Parser::new_with_broken_link_callback(
        &masked.text,
        options,
        Some(|link| reference(link, &undefined)),
    );
    let definitions = parser.reference_definitions().iter();
    let definitions =
        definitions.map(|(label, definition)| (normalize_label(label), definition.span.clone())).collect();
    let visitor = LintVisitor::new(text, &file, offset, definitions);
    let events = Events::new(parser.into_offset_iter(), masked.substitute, visitor);
    writer::write(events, text, &file, offset, &undefined, diagnostics)
}

/// Reports fences with other marks than three backticks, and gives them these, without changing the length: otherwise the
/// code would be read as text, and the text below it as code.
fn with_whole_fences<'t>(text: &'t str, offset: usize, diagnostics: &mut Diagnostics) -> Cow<'t, str> {
    let mut whole = Cow::Borrowed(text);
    for near in fence::near_fences(text) {
        let span = Span::new(near.marks.start, near.marks.end).shifted(offset);
        let written = fence::in_words(&text[near.marks]);
        let message = format!("a fence begins with three backticks, and this line with {written}");
        let help = match near.lines.len() {
            1 => "write three backticks",
            _ => "write three backticks here and below the code",
        };
        let diagnostic = diagnostics.add(Code::UnclosedFence, span, message);
        if near.lines.len() == 1 {
            diagnostic.replace("```", help);
        } else {
            diagnostic.help(help);
        }
        for line in near.lines {
            let marks = format!("{:width$}", "```", width = line.len());
            whole.to_mut().replace_range(line, &marks);
        }
    }
    whole
}

/// Returns the label of a link definition as labels are compared: without regard to case and to the number of spaces.
fn normalize_label(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Resolves undefined references for the parser. `[@id]` and `[=role.row]` are such references; those with a missing
/// definition are recorded.
fn reference<'t>(
    link: BrokenLink<'t>,
    undefined: &RefCell<Vec<Range<usize>>>,
) -> Option<(CowStr<'t>, CowStr<'t>)> {
    if link.reference.starts_with(['@', '=']) {
        return Some((link.reference, CowStr::Borrowed("")));
    }
    // `[x]` alone is plain text.
    if link.link_type != LinkType::Shortcut {
        undefined.borrow_mut().push(link.span);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;

    fn read(text: &str) -> (ParsedProse, Vec<Diagnostic>) {
        let mut diagnostics = Diagnostics::new("content/articles/a.md".into());
        let prose = parse(text, 0, &mut diagnostics);
        (prose, diagnostics.into_diagnostics())
    }

    /// The HTML with placeholders as `{…}`.
    fn html(text: &str) -> String {
        let (prose, found) = read(text);
        assert!(found.is_empty(), "{found:?}");
        prose
            .parts
            .iter()
            .map(|part| match part {
                ParsedPart::Html(html) => html.to_string(),
                ParsedPart::Hole(Spanned { value: ParsedPlaceholder::Code(code), .. }) => code.html(),
                ParsedPart::Hole(placeholder) => format!("{{{}}}", shown(&placeholder.value)),
                ParsedPart::Words(words) => format!("{{{words:?}}}"),
            })
            .collect()
    }

    fn shown(placeholder: &ParsedPlaceholder) -> String {
        match placeholder {
            ParsedPlaceholder::Citation(id) => format!("cite {}", id.value),
            ParsedPlaceholder::Fact(role, row) => format!("fact {} {}", role.value, row.value),
            ParsedPlaceholder::Address(Target::File(path, anchor)) => {
                format!("file {path} {:?}", anchor.as_ref().map(|anchor| &anchor.text))
            }
            ParsedPlaceholder::Title => "title".to_string(),
            other => format!("{other:?}"),
        }
    }

    fn codes(text: &str) -> Vec<Code> {
        read(text).1.iter().map(|d| d.code).collect()
    }

    #[test]
    fn plain_text_is_paragraphs() {
        assert_eq!(
            html("One *two* **three** ~~four~~ `<five>`."),
            "<p>One <em>two</em> <strong>three</strong> <del>four</del> <code>&lt;five&gt;</code>.</p>\n"
        );
    }

    #[test]
    fn headings_have_the_anchors_that_github_gives_them() {
        let (prose, _) = read("## On call\n\n### What's *it* for?\n\n## On call\n");
        let ids: Vec<&str> = prose.headings.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids, ["on-call", "whats-it-for", "on-call-1"]);
        assert_eq!(prose.headings[1].text, "What’s it for?");
        assert!(html("## A [b](role:sre) c\n").starts_with("<h2 id=\"a-b-c\">A <a href=\""));
    }

    #[test]
    fn citations_are_placeholders_and_other_brackets_are_text() {
        assert_eq!(html("It holds [@sre-intro]."), "<p>It holds {cite sre-intro}.</p>\n");
        assert_eq!(html("See [1] and [x]."), "<p>See [1] and [x].</p>\n");
        assert_eq!(html("It holds [@a][@b]."), "<p>It holds {cite a}{cite b}.</p>\n");
        assert_eq!(codes("[words][@a]"), [Code::ReferenceSyntax]);
    }

    #[test]
    fn a_fact_names_a_role_and_a_row() {
        assert_eq!(html("[=sre.on-call]"), "<p>{fact sre on-call}</p>\n");
        assert!(html("[=sre.salary.us.median]").contains("series: None"));
        assert_eq!(codes("[=sre]"), [Code::ReferenceSyntax]);
        assert_eq!(html("Seldom [=judgement]."), "<p>Seldom {Judgement}.</p>\n");
        assert_eq!(codes("[@Not An Id]"), [Code::ReferenceSyntax]);
    }

    #[test]
    fn file_links_are_placeholders_and_web_links_are_not() {
        assert!(
            html("[SRE](../roles/sre.md#on-call)").contains("{file content/roles/sre.md Some(\"on-call\")}")
        );
        assert_eq!(
            html("[x](https://example.org/?a=1&b=2)"),
            "<p><a href=\"https://example.org/?a=1&amp;b=2\">x</a></p>\n"
        );
        assert!(html("[](term:slo)").contains("{title}"));
    }

    #[test]
    fn references_have_exact_spans() {
        let text = "é [@sre-intro] [=sre.on-call] [x](compare:a/b#c) [](term:slo)";
        let (prose, _) = read(text);
        let slice = |span: crate::diagnostic::Span| &text[span.start as usize..span.end as usize];
        let mut names = Vec::new();
        for placeholder in prose.placeholders() {
            match &placeholder.value {
                ParsedPlaceholder::Citation(id) | ParsedPlaceholder::Address(Target::Term(id, _)) => {
                    names.push(slice(id.span));
                }
                ParsedPlaceholder::Fact(a, b) | ParsedPlaceholder::Address(Target::Pair(a, b, _)) => {
                    names.extend([slice(a.span), slice(b.span)]);
                }
                _ => {}
            }
        }
        assert_eq!(names, ["sre-intro", "sre", "on-call", "a", "b", "slo"]);
    }

    #[test]
    fn unsafe_links_are_rejected_in_any_notation() {
        for text in [
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#9;script:alert(1))",
            "<javascript:x>",
            "[x](&#x6A;avascript:alert(1))",
            "![x](data:text/html,y)",
            "[x]\n\n[x]: vbscript:a",
            "[x](//evil.example)",
        ] {
            assert!(codes(text).contains(&Code::UnsafeUrl), "{text}");
        }
    }

    #[test]
    fn raw_html_is_reported_once_per_block() {
        assert_eq!(codes("<script>\nalert(1)\n</script>\n"), [Code::RawHtml]);
        assert_eq!(codes("a <b onclick=x>c</b>\n"), [Code::RawHtml]);
        assert_eq!(codes("a <b>c</b> <i>d <u>e</u></i> <hr> f</p>\n"), [Code::RawHtml; 4]);
        assert_eq!(codes("<p>\na\n\nb <i>c</i>\n</p>\n"), [Code::RawHtml; 3]);
        assert_eq!(codes("<!-- note -->\n"), []);
        assert_eq!(codes("[<img src=x>](https://www.a.org/)\n\n## <hr>\n"), [Code::RawHtml, Code::RawHtml]);
    }

    #[test]
    fn the_title_of_a_page_is_its_only_top_heading() {
        assert_eq!(codes("# Title\n"), [Code::HeadingLevel]);
    }

    #[test]
    fn tables_are_focusable_and_keep_their_alignment() {
        let table = html("| a | b |\n|---|--:|\n| 1 | 2 |\n");
        assert!(table.contains("role=\"region\"") && table.contains("tabindex=\"0\""));
        assert!(table.contains("<td class=\"right\">2</td>"));
    }

    #[test]
    fn footnotes_are_appended_in_the_order_of_references() {
        let text = html("b[^b] a[^a]\n\n[^a]: first\n[^b]: second\n");
        let (second, first) = (text.find("second").expect("b"), text.find("first").expect("a"));
        assert!(second < first, "{text}");
    }

    #[test]
    fn code_is_highlighted_and_unknown_languages_are_reported() {
        assert!(html("```yaml\nname: SRE # who\n```\n").contains("<span class=\"c\"># who</span>"));
        let (_, found) = read("```yamll\na: 1\n```\n");
        assert_eq!(found[0].help.as_deref(), Some("did you mean `yaml`?"));
        assert!(html("```text\n\"><script>\n```\n").contains("&quot;&gt;&lt;script&gt;"));
    }

    #[test]
    fn template_syntax_is_text() {
        assert_eq!(html("{{ config }} {% raw %}"), "<p>{{ config }} {% raw %}</p>\n");
    }

    #[test]
    fn deep_nesting_is_reported() {
        assert!(codes(&">".repeat(50_000)).contains(&Code::MarkdownDepth));
    }

    #[test]
    fn a_definition_has_a_space_after_its_colon() {
        assert_eq!(
            html("A term\n: what it means\n"),
            "<dl>\n<dt>A term</dt>\n<dd>what it means</dd>\n</dl>\n"
        );
        // In any context, a colon directly before a word is text.
        let text = "A term\n: what it means\n:and more `a\n:b`\n\nAt 09\n:30 [x\n:y](https://www.a.org/:z)\n";
        let (prose, _) = read(text);
        let torn: String = prose
            .parts
            .iter()
            .map(|part| match part {
                ParsedPart::Html(html) => html.to_string(),
                ParsedPart::Hole(_) | ParsedPart::Words(_) => String::new(),
            })
            .collect();
        assert_eq!(
            torn,
            "<dl>\n<dt>A term</dt>\n<dd>what it means\n:and more <code>a :b</code></dd>\n</dl>\n\
             <p>At 09\n:30 <a href=\"https://www.a.org/:z\">x\n:y</a></p>\n"
        );
        assert_eq!(html(":_a_ b\n"), "<p>:<em>a</em> b</p>\n");
        assert!(html("a|b\n:--|--:\n1|2\n").contains("<table>"));
        assert_eq!(html("```text\n:a;\n```\n"), "<pre tabindex=\"0\"><code>:a;\n</code></pre>\n");
    }

    #[test]
    fn headings_keep_their_text_and_the_anchor_of_the_source() {
        let heading = |text: &str| {
            let (prose, _) = read(text);
            let heading = &prose.headings[0];
            (heading.text.clone(), heading.id.clone())
        };
        let pair = |text: &str, id: &str| (text.to_string(), id.to_string());
        assert_eq!(
            heading("What they\ndo all day\n---\n"),
            pair("What they do all day", "what-theydo-all-day")
        );
        assert_eq!(
            heading("## What's \"it\" -- really...\n"),
            pair("What’s “it” – really…", "whats-it----really")
        );
        assert_eq!(heading("## `a--b` &amp; *c*\n"), pair("a--b & c", "a--b--c"));
        assert_eq!(heading("## Duties [@sre-intro]\n"), pair("Duties", "duties-sre-intro"));
        assert_eq!(heading("## [](term:error-budget)\n").1, "error-budget");
        assert_eq!(heading("## ![A rota](../../static/a.png)\n").0, "A rota");
    }

    #[test]
    fn an_unused_link_definition_is_reported() {
        let (_, found) =
            read("See [x] and [Y  z][] and ![w][v].\n\n[x]: /compare/\n[y Z]: /fit/\n[v]: a.png\n");
        assert!(!found.iter().any(|found| found.message.contains("unused")), "{found:?}");
        let text = "See x.\n\n[x]: /compare/\n[//]: # (hidden)\n";
        let (_, found) = read(text);
        let of = |found: &Diagnostic| {
            let span = found.place.as_ref().expect("a place").span;
            (found.message.clone(), text[span.start as usize..span.end as usize].to_string())
        };
        let pair = |message: &str, text: &str| (message.to_string(), text.to_string());
        assert_eq!(
            found.iter().map(of).collect::<Vec<_>>(),
            [
                pair("unused link definition `[//]`", "[//]: # (hidden)"),
                pair("unused link definition `[x]`", "[x]: /compare/"),
            ]
        );
    }

    #[test]
    fn an_unclosed_fence_is_one_mistake_at_its_opening() {
        for (text, help) in [
            (
                "```compare\nroles: [a, b]\nrows: [c]\n\nWords: and [x](nowhere.md\n",
                "add a line of three backticks",
            ),
            (
                "```text\na\n~~~\n\nWords\n",
                "close it with three backticks, as it was opened, instead of `~~~`",
            ),
            ("````text\na\n```\n\nWords\n", "close it with"),
            ("~~~text\na\n```\n\nWords\n", "close it with `~~~`, as it was opened"),
        ] {
            let (_, found) = read(text);
            assert_eq!(
                found.iter().map(|found| found.code).collect::<Vec<_>>(),
                [Code::UnclosedFence],
                "{text}"
            );
            assert_eq!(found[0].place.as_ref().map(|place| place.span.start), Some(0), "{text}");
            assert!(found[0].help.as_deref().unwrap_or_default().starts_with(help), "{:?}", found[0].help);
        }
        assert_eq!(codes("```text\na\n```\n\n> ~~~\n> b\n> ~~~~\n"), []);
    }

    #[test]
    fn titles_of_links_and_images_are_kept() {
        assert_eq!(
            html("[a](https://www.a.org/ \"b \\\"c\\\"\")"),
            "<p><a href=\"https://www.a.org/\" title=\"b &quot;c&quot;\">a</a></p>\n"
        );
        assert!(html("[a](role:sre 'b')").contains("\" title=\"b\">a</a>"));
        assert!(html("![a](../../static/a.png 'b')").contains("alt=\"a\" title=\"b\""));
    }
}
