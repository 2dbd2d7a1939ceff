//! Links, images, references, footnotes and code blocks.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BrokenLinkCallback, CodeBlockKind, LinkType};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::highlight::FenceLanguage;
use super::raw_html::{self, HtmlElement};
use super::target::{self, Destination};
use super::writer::{Events, HtmlWriter};
use super::{ParsedPlaceholder, PayName, ProseWords, Target, fence, highlight};
use crate::diagnostic::{Code, Span};
use crate::parse::markdown;
use crate::parse::{Context, Spanned};
use crate::url::Id;

/// A link during parsing.
pub(super) struct OpenLink {
    span: Span,
    kind: LinkKind,
    /// `true` if it has visible content.
    pub(super) has_text: bool,
}

enum LinkKind {
    /// A link within the site, whose target's title can replace a missing text.
    Site,
    /// A link to this web address.
    Web(String),
    /// An invalid link, which was reported.
    Nowhere,
}

impl HtmlWriter<'_> {
    pub(super) fn link(&mut self, link: &str, kind: LinkType, title: &str, range: &Range<usize>) {
        let span = self.place_of(link, range);
        let address = if kind == LinkType::Email { format!("mailto:{link}") } else { link.to_string() };
        let file = Arc::clone(&self.file);
        let kind = match target::parse(&address, &file, span, self.diagnostics) {
            None => {
                self.html.push_str("<a>");
                LinkKind::Nowhere
            }
            Some(Destination::Web(address)) => {
                self.html.push_str("<a href=\"");
                escape_href(&mut self.html, &address).expect("invariant: writing to a string cannot fail");
                self.end_tag_with_title(title);
                self.web_link(address.clone(), span);
                LinkKind::Web(address)
            }
            Some(Destination::Site(target)) => {
                if let Some(heading) = self.heading.as_mut().filter(|heading| heading.name.is_empty()) {
                    heading.name = target.name().to_string();
                }
                self.html.push_str("<a href=\"");
                self.placeholder(ParsedPlaceholder::Address(target), span);
                self.end_tag_with_title(title);
                LinkKind::Site
            }
        };
        self.link = Some(OpenLink { span, kind, has_text: false });
    }

    /// A link within the site without text gets the title of its target; a web link needs text.
    pub(super) fn end_link(&mut self) {
        match self.link.take().filter(|link| !link.has_text) {
            Some(OpenLink { span, kind: LinkKind::Site, .. }) => {
                self.placeholder(ParsedPlaceholder::Title, span);
            }
            Some(OpenLink { span, kind: LinkKind::Web(address), .. }) => {
                self.diagnostics
                    .add(Code::EmptyLink, span, "the link has no text")
                    .help(format!("write it between the brackets: `[text]({address})`"));
                if let Some(heading) = &mut self.heading {
                    heading.is_reported = true;
                }
            }
            // The mistake in it has been reported.
            Some(OpenLink { kind: LinkKind::Nowhere, .. }) => {
                if let Some(heading) = &mut self.heading {
                    heading.is_reported = true;
                }
            }
            None => {}
        }
        self.html.push_str("</a>");
    }

    fn end_tag_with_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.html.push_str("\" title=\"");
            escape_html(&mut self.html, title).expect("invariant: writing to a string cannot fail");
        }
        self.html.push_str("\">");
    }

    pub(super) fn image<'t, C: BrokenLinkCallback<'t>>(
        &mut self,
        link: &str,
        title: &str,
        range: &Range<usize>,
        events: &mut Events<'t, C>,
    ) {
        let alt = self.skip_to_end(events);
        let span = self.span(range);
        if alt.trim().is_empty() {
            self.diagnostics
                .add(Code::ImageAlt, span, "the image has no alternative text")
                .help("describe the image between the brackets: `![description](path)`");
        }
        // The missing text was reported, so the link or heading that contains the image is not reported too.
        if let Some(link) = &mut self.link {
            link.has_text = true;
        }
        if let Some(heading) = &mut self.heading {
            heading.word(&alt);
            heading.is_reported |= alt.trim().is_empty();
        }
        let file = Arc::clone(&self.file);
        let span = self.place_of(link, range);
        match target::parse(link, &file, span, self.diagnostics) {
            Some(Destination::Site(target @ (Target::File(..) | Target::Address(..)))) => {
                self.html.push_str("<img src=\"");
                self.placeholder(ParsedPlaceholder::Address(target), span);
                self.html.push_str("\" alt=\"");
                escape_html(&mut self.html, &alt).expect("invariant: writing to a string cannot fail");
                if !title.is_empty() {
                    self.html.push_str("\" title=\"");
                    escape_html(&mut self.html, title).expect("invariant: writing to a string cannot fail");
                }
                self.html.push('"');
                self.placeholder(ParsedPlaceholder::ImageSize, span);
                self.html.push_str(" loading=\"lazy\">");
            }
            Some(found) => {
                let help = match found {
                    Destination::Web(address) => {
                        let name = address.split(['?', '#']).next().unwrap_or_default();
                        let name =
                            name.rsplit('/').next().filter(|name| name.contains('.')).unwrap_or("name.png");
                        let up = "../".repeat(self.file.matches('/').count());
                        format!(
                            "readers load nothing from other hosts: download it to `static/{name}` and write `{up}static/{name}`, or link to it without the `!`"
                        )
                    }
                    Destination::Site(_) => {
                        "put it in `static/` and refer to it by its path: `../../static/name.png`".to_string()
                    }
                };
                self.diagnostics
                    .add(Code::ImageMissing, span, "an image must be a file of this site")
                    .help(help);
            }
            None => {}
        }
    }

    /// Reports an element once, and not each tag in it.
    pub(super) fn refuse_html(&mut self, range: &Range<usize>, is_block: bool) {
        if range.start < self.html_reported_to {
            return;
        }
        let HtmlElement { range, help, replacement } = raw_html::element(self.source, range, is_block);
        self.html_reported_to = range.end;
        let span = self.span(&range);
        let diagnostic = self.diagnostics.add(Code::RawHtml, span, "this HTML is not supported");
        match replacement {
            Some(replacement) => drop(diagnostic.replace(replacement, help)),
            None => drop(diagnostic.help(help)),
        }
    }

    /// `[@id]`, or two of them in a row, which `CommonMark` parses as one link with text.
    pub(super) fn references(&mut self, words: &str, last: &str, range: &Range<usize>) {
        let pair = self.source.get(range.clone()).and_then(|written| written.find("]["));
        match pair.map(|at| range.start + at + 1) {
            None => self.reference(last, range),
            Some(middle) if words.starts_with(['@', '=']) => {
                self.reference(words, &(range.start..middle));
                self.reference(last, &(middle..range.end));
            }
            Some(middle) => {
                let span = self.span(&(middle..range.end));
                self.diagnostics
                    .add(Code::ReferenceSyntax, span, format!("`[{last}]` cannot be the target of a link"))
                    .help(format!("to cite it, put a space before it: text [{last}]"));
            }
        }
    }

    /// `[@id]`, `[=role.row]` or `[=judgement]`.
    pub(super) fn reference(&mut self, reference: &str, range: &Range<usize>) {
        let span = self.span(range);
        // The code host shows the reference as written.
        if let Some(heading) = &mut self.heading {
            heading.source_text.push_str(&self.source[range.clone()]);
        }
        if let Some(link) = &mut self.link {
            link.has_text = true;
        }
        let name = &reference[1..];
        let start = self.place_of(name, range).start as usize;
        let mut ids = Vec::new();
        let mut at = 0;
        for part in name.split('.') {
            let own = Span::new(start + at, start + at + part.len());
            ids.push(Id::parse(part).ok().map(|value| Spanned { value, span: own }));
            at += part.len() + 1;
        }
        let ids: Option<Vec<Spanned<Id>>> = ids.into_iter().collect();
        let placeholder = match ids.as_deref() {
            Some([id]) if reference.starts_with('@') => Some(ParsedPlaceholder::Citation(id.clone())),
            Some(_) if reference.starts_with('@') => None,
            Some([id]) if id.value.as_str() == "judgement" => Some(ParsedPlaceholder::Judgement),
            Some([role, row]) => Some(ParsedPlaceholder::Fact(role.clone(), row.clone())),
            Some([role, salary, rest @ ..]) if salary.value.as_str() == "salary" => {
                pay_name(role, rest).map(ParsedPlaceholder::Pay)
            }
            _ => None,
        };
        if let Some(placeholder) = placeholder {
            self.placeholder(placeholder, span);
        } else {
            let key = if reference.starts_with('@') { "@" } else { "=" };
            let help = if reference.starts_with('@') {
                "write a citation as `[@id]`, with an id of `sources.yaml`"
            } else {
                "write a fact as `[=role.row]`, a salary figure as `[=role.salary.series.region.median]`, the site's own judgement as `[=judgement]`"
            };
            self.diagnostics
                .add(Code::ReferenceSyntax, span, format!("invalid reference `[{reference}]`"))
                .help(help)
                .unread(name, Context { key, is_key: false }, span);
        }
    }

    pub(super) fn code<'t, C: BrokenLinkCallback<'t>>(
        &mut self,
        kind: &CodeBlockKind<'t>,
        range: &Range<usize>,
        events: &mut Events<'t, C>,
    ) {
        let begin = events.peek().map_or(range.start, |(_, body)| body.start);
        let body = self.skip_to_end(events);
        let info = match kind {
            CodeBlockKind::Fenced(info) => &**info,
            CodeBlockKind::Indented => "",
        };
        let name = highlight::language(info);
        if fence::is_component(name) {
            // The text after an unclosed fence, which was reported, is not part of its component.
            if self.source.get(range.clone()).is_some_and(|fence| !fence::ends_as_meant(fence)) {
                return;
            }
            let offset = self.offset + begin;
            if let Some(fence) = fence::parse(name, &body, offset, self.diagnostics) {
                let span = self.span(range);
                self.placeholder(ParsedPlaceholder::Fence(fence), span);
            }
            return;
        }
        self.html.push_str("<pre tabindex=\"0\"><code>");
        let language = highlight::find(name);
        // The language name follows the backticks of the first line.
        let span = self.span(&(range.start..range.start + 3 + name.len()));
        if language == FenceLanguage::Unknown {
            self.diagnostics
                .add(Code::FenceLanguage, span, format!("`{name}` is not a known language"))
                .help("write `text` for code without highlighting")
                .suggest(name, highlight::names());
        }
        let words = ["title=", "caption=", "filename="].iter().any(|key| info.contains(key));
        if words && !name.is_empty() {
            self.diagnostics
                .add(Code::NotMarkdown, span, "the title of a code block is not shown")
                .help("write it in the text before the code");
        }
        if let FenceLanguage::Known(language) = language {
            let code = markdown::CodeBlock { language, text: body };
            self.placeholder(ParsedPlaceholder::Code(Arc::new(code)), self.span(range));
        } else {
            escape_html(&mut self.html, &body).expect("invariant: writing to a string cannot fail");
        }
        self.html.push_str("</code></pre>\n");
    }

    pub(super) fn note_reference(&mut self, name: &str) {
        let next = self.notes.numbers.len() + 1;
        let number = *self.notes.numbers.entry(name.to_string()).or_insert(next);
        let first = number == next;
        if first {
            self.notes.order.push(name.to_string());
        }
        // The back link of the note points to its first reference only.
        let anchor = if first { format!(" id=\"note-ref.{number}\"") } else { String::new() };
        let _ = write!(self.html, "<sup><a{anchor} href=\"#note.{number}\" aria-label=\"");
        self.words(ProseWords::Footnote(number));
        let _ = write!(self.html, "\">{number}</a></sup>");
    }

    pub(super) fn end_note(&mut self) {
        self.flush();
        if let Some((name, parts, html)) = self.notes.open.take() {
            let body = std::mem::replace(&mut self.prose.parts, parts);
            self.html = html;
            self.notes.bodies.entry(name).or_insert(body);
        }
    }
}

/// Returns `true` if a link without a definition is a citation or a fact.
pub(super) fn is_reference(kind: LinkType, destination: &str) -> bool {
    matches!(kind, LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown)
        && destination.starts_with(['@', '='])
}

fn pay_name(role: &Spanned<Id>, rest: &[Spanned<Id>]) -> Option<PayName> {
    let (series, region, statistic) = match rest {
        [region, statistic] => (None, region, statistic.value.as_str()),
        [series, region, statistic] => (Some(series.clone()), region, statistic.value.as_str()),
        _ => return None,
    };
    let known = matches!(statistic, "p10" | "p25" | "median" | "p75" | "p90" | "mean");
    known.then(|| PayName {
        role: role.clone(),
        series,
        region: region.clone(),
        statistic: statistic.to_string(),
    })
}
