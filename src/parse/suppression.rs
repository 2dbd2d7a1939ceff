//! Suppressions: `allow CODE: reason` in a comment of YAML, Markdown, a template or a static file states that a warning does not apply there.

use super::Diagnostics;
use crate::diagnostic::{Code, Severity, Span};

/// A suppressed warning. It is not part of the model: a comment changes no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppression {
    /// The code of the warning.
    pub code: Code,
    /// The span of the comment.
    pub span: Span,
    /// The span in which the warning is suppressed.
    pub covers: Span,
}

/// Parses the text of a comment. `written` is the whole comment with its delimiters, at `span`.
///
/// Returns `None` for any other comment, and for an invalid suppression, which is reported.
pub fn parse(comment: &str, written: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Code> {
    let rest = comment.trim().strip_prefix("allow ")?.trim_start();
    let (name, reason) = match rest.split_once(':') {
        Some((name, reason)) if !name.contains(char::is_whitespace) => (name, Some(reason.trim())),
        _ => (rest.split_whitespace().next().unwrap_or_default(), None),
    };
    let former = Code::find_former(name);
    let code = Code::find(name).or(former);
    // “allow for rounding” is English and not a suppression.
    if code.is_none() && reason.is_none() {
        return None;
    }
    let Some(code) = code else {
        let warnings = Code::ALL.iter().filter(|code| is_suppressible(**code));
        diagnostics
            .add(Code::InvalidSuppression, span, format!("unknown warning `{name}`"))
            .help("write `allow CODE: reason`, with the code that the warning prints in brackets")
            .suggest(name, warnings.map(|code| code.name()));
        return None;
    };
    if !is_suppressible(code) {
        diagnostics
            .add(Code::InvalidSuppression, span, format!("`{name}` cannot be suppressed"))
            .help("only warnings can be suppressed; fix the error");
        return None;
    }
    if reason.is_none_or(str::is_empty) {
        diagnostics
            .add(Code::InvalidSuppression, span, "the suppression has no reason")
            .help(format!("explain why the warning does not apply: allow {name}: because …"));
        return None;
    }
    if former.is_some() {
        let now = code.name();
        let builder = diagnostics
            .add(Code::RenamedCode, span, format!("`{name}` is now called `{now}`"))
            .help(format!("write `{now}`"));
        if let Some(at) = written.find(name) {
            let start = span.start as usize + at;
            builder.with_fix(Span::new(start, start + name.len()), now.to_string());
        }
    }
    Some(code)
}

/// Returns the content of an HTML comment that is a suppression on its own: `<!-- allow CODE: reason -->`.
pub(super) fn in_html(block: &str) -> Option<&str> {
    let inner = block.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (inner.trim_start().starts_with("allow ") && !inner.contains("--")).then_some(inner)
}

/// Returns `true` for warnings, except the one about unused suppressions, which are deleted instead.
pub fn is_suppressible(code: Code) -> bool {
    code.severity() == Severity::Warning && code != Code::UnusedSuppression
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(comment: &str) -> Result<Option<Code>, String> {
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let code = parse(comment, comment, Span::new(0, comment.len()), &mut diagnostics);
        match diagnostics.into_diagnostics().first() {
            Some(diagnostic) => Err(diagnostic.message.clone()),
            None => Ok(code),
        }
    }

    #[test]
    fn a_suppression_needs_a_code_and_a_reason() {
        assert_eq!(parsed(" allow unsourced: common knowledge"), Ok(Some(Code::Unsourced)));
        assert_eq!(parsed(" allow for rounding"), Ok(None));
        assert_eq!(parsed(" these are allowed: a, b"), Ok(None));
    }

    #[test]
    fn an_invalid_suppression_is_reported() {
        assert_eq!(parsed("allow unsorced: x"), Err("unknown warning `unsorced`".to_string()));
        assert_eq!(parsed("allow unsourced:"), Err("the suppression has no reason".to_string()));
        assert_eq!(parsed("allow unsourced because"), Err("the suppression has no reason".to_string()));
        assert_eq!(parsed("allow broken-link: x"), Err("`broken-link` cannot be suppressed".to_string()));
        assert_eq!(
            parsed("allow unused-suppression: x"),
            Err("`unused-suppression` cannot be suppressed".to_string())
        );
    }

    #[test]
    fn a_former_name_works_and_is_replaced() {
        let comment = " allow typed-figure: one survey for all rows";
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let code = parse(comment, comment, Span::new(100, 100 + comment.len()), &mut diagnostics);
        assert_eq!(code, Some(Code::HardCodedFigure));
        let found = diagnostics.into_diagnostics();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`typed-figure` is now called `hard-coded-figure`");
        let edit = found[0].edit.as_ref().expect("a fix");
        assert!(edit.machine_applicable);
        assert_eq!((edit.place.span, edit.replacement.as_str()), (Span::new(107, 119), "hard-coded-figure"));
    }

    #[test]
    fn only_a_suppression_is_accepted_as_an_html_comment() {
        assert_eq!(in_html("<!-- allow unsourced: why -->\n"), Some(" allow unsourced: why "));
        for other in ["<!-- note -->", "<!-- allow a: b --> <b> -->", "<b>", "<!-- allow a: b"] {
            assert_eq!(in_html(other), None, "{other}");
        }
    }
}
