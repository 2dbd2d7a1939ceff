//! The program's own text, written in Markdown: explanations of codes, and descriptions of keys.

use crate::pages::Html;
use crate::parse::markdown::{self, ParsedPart, ParsedPlaceholder};
use crate::parse::{Diagnostics, Spanned};

/// Renders the program's own Markdown. It has no links into a site, and no headings,
/// tables, alerts or footnotes, which get words of a locale; a test checks that.
pub(in crate::pages) fn html(text: &str) -> String {
    let prose = markdown::parse(text, 0, &mut Diagnostics::new("".into()));
    let parts = prose.parts.into_iter().filter_map(|part| match part {
        ParsedPart::Html(html) => Some(html.to_string()),
        ParsedPart::Hole(Spanned { value: ParsedPlaceholder::Code(code), .. }) => Some(code.html()),
        ParsedPart::Hole(_) | ParsedPart::Words(_) => None,
    });
    parts.collect()
}

/// Renders a sentence without the paragraph around it. `<id>` in a path is not HTML.
pub(in crate::pages) fn sentence(text: &str) -> Html {
    let html = html(text);
    let inner = html.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    Html(inner.unwrap_or(&html).to_string())
}
