//! Lints the site's own templates and static files, and collects their suppressions.

use std::ops::Range;
use std::sync::Arc;

use super::lexer::{TokenKind, lex, word};
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::parse::{Diagnostics, Suppression, read_suppression};
use crate::source::{Approval, SourceFile, is_built_in, required_approval};

/// Lints a template. Syntax errors are left to the engine.
pub(super) fn review(file: &Arc<str>, text: &str) -> (Vec<Diagnostic>, Vec<Suppression>) {
    let mut diagnostics = Diagnostics::new(Arc::clone(file));
    for (kind, range) in lex(text) {
        match kind {
            TokenKind::Text => {}
            TokenKind::Code => {
                for safe in unescaped(text, range) {
                    diagnostics
                        .add(Code::Unescaped, safe, "`safe` prints a value without escaping, whatever its origin")
                        .help("remove it: HTML of the page's view is printed as HTML anyway; if it is needed, give a reason: {# allow unescaped: because … #}");
                }
            }
            TokenKind::Comment => {
                let span = Span::new(range.start, range.end);
                if let Some(code) =
                    read_suppression(word(&text[range.clone()]), &text[range.clone()], span, &mut diagnostics)
                {
                    diagnostics.suppress(Suppression { code, span, covers: covered_span(text, &range) });
                }
            }
        }
    }
    let suppressions = diagnostics.take_suppressions();
    (diagnostics.into_diagnostics(), suppressions)
}

/// Lints a file of `static/`: a script or a host configuration needs a reason on its first line. Returns `None` for
/// other files and for the built-in ones.
pub(super) fn review_static(file: &SourceFile) -> Option<(Vec<Diagnostic>, Vec<Suppression>)> {
    let Some(Approval::Comment(required)) = required_approval(&file.path).filter(|_| !is_built_in(file))
    else {
        return None;
    };
    let text = file.text()?;
    let first = text.lines().next().unwrap_or("");
    let (mark, effect) = match required {
        Code::CustomScript => ("//", "runs in every reader's browser, with the rights of the site"),
        _ => ("#", "tells the host how to serve the site"),
    };
    let mut diagnostics = Diagnostics::new(Arc::clone(&file.path));
    let line = Span::new(0, first.len());
    let comment = first.trim_start_matches('\u{feff}').strip_prefix(mark);
    let code = comment.and_then(|comment| read_suppression(comment, first, line, &mut diagnostics));
    if let Some(code) = code {
        diagnostics.suppress(Suppression { code, span: line, covers: Span::new(0, text.len()) });
    }
    let suppressions = diagnostics.take_suppressions();
    let mut lints = diagnostics.into_diagnostics();
    // If the suppression is invalid, only that is reported.
    if code.is_some() || lints.is_empty() {
        let help = format!(
            "once it is reviewed, give the reason on its first line: {mark} allow {}: …",
            required.name()
        );
        let place = Location { file: Arc::clone(&file.path), span: line };
        lints.push(Diagnostic::new(required, place, format!("`{}` {effect}", file.path)).help(help));
    }
    Some((lints, suppressions))
}

/// Returns the places that disable escaping: `| safe` and `{% filter safe %}`.
fn unescaped(text: &str, code: Range<usize>) -> Vec<Span> {
    let mut spans = Vec::new();
    let (mut string, mut piped) = (None, false);
    let mut at = code.start;
    while at < code.end {
        let rest = &text[at..code.end];
        let Some(c) = rest.chars().next() else { break };
        let mut width = c.len_utf8();
        match (string, c) {
            (Some(_), '\\') => width += rest[1..].chars().next().map_or(0, char::len_utf8),
            (Some(quote), c) if c == quote => string = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => (string, piped) = (Some(c), false),
            (None, '|') => piped = true,
            (None, c) if c.is_alphanumeric() || c == '_' => {
                width = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                if piped && &rest[..width] == "safe" {
                    spans.push(Span::new(at, at + width));
                }
                // `{% filter safe %}` is equivalent to a pipe.
                piped = &rest[..width] == "filter" && word(&text[code.start..at]).is_empty();
            }
            (None, c) if c.is_whitespace() => {}
            (None, _) => piped = false,
        }
        at += width;
    }
    spans
}

/// Returns the span that a suppression covers: its own line or, if it is the only thing on that line, the next
/// non-blank one.
fn covered_span(text: &str, comment: &Range<usize>) -> Span {
    let begin = text[..comment.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = |at: usize| text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let own = end(comment.end);
    let mark = comment.start.saturating_sub(2);
    let alone = text[begin..mark].trim().is_empty()
        && text[comment.end..own].trim_start_matches(['#', '}', '-']).trim().is_empty();
    if !alone {
        return Span::new(begin, own);
    }
    let below = text[own..].find(|c: char| !c.is_whitespace()).map_or(own, |at| end(own + at));
    Span::new(begin, below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn safe(text: &str) -> Vec<&str> {
        let (found, _) = review(&"templates/a.html".into(), text);
        let place = |found: &Diagnostic| found.place.as_ref().map(|place| place.span).unwrap_or_default();
        found.iter().map(place).map(|span| &text[span.start as usize..]).collect()
    }

    #[test]
    fn every_way_to_print_without_escaping_is_found() {
        assert_eq!(safe("{{ a | safe }}"), ["safe }}"]);
        assert_eq!(safe("{% if b %}{{ a|upper|safe|trim }}"), ["safe|trim }}"]);
        assert_eq!(safe("{% set a = b\n | safe %}"), ["safe %}"]);
        assert_eq!(safe("{%- filter safe -%}a{% endfilter %}"), ["safe -%}a{% endfilter %}"]);
    }

    #[test]
    fn safe_without_a_pipe_is_not_reported() {
        for text in [
            "| safe",
            "{{ safe }}",
            "{{ \"a | safe\" }}",
            "{{ a.safe | upper }}",
            "{# a | safe #}",
            "{{ a | safely }}",
        ] {
            assert_eq!(safe(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_suppression_covers_its_line_or_the_next_one() {
        let covers = |text: &'static str| {
            let (found, suppressions) = review(&"templates/a.html".into(), text);
            assert!(found.iter().all(|found| found.code == Code::Unescaped), "{found:?}");
            suppressions
                .into_iter()
                .map(|e| &text[e.covers.start as usize..e.covers.end as usize])
                .collect::<Vec<_>>()
        };
        assert_eq!(covers("a\nb {# allow unescaped: why #} c\nd"), ["b {# allow unescaped: why #} c"]);
        assert_eq!(
            covers("a\n  {#- allow unescaped: why -#}\n\n b\nc"),
            ["  {#- allow unescaped: why -#}\n\n b"]
        );
        assert_eq!(covers("{# allow unescaped: why #}"), ["{# allow unescaped: why #}"]);
        assert_eq!(covers("{# a comment #}"), [""; 0]);
    }
}
