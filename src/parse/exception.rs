//! `allow CODE: reason`, in a comment of YAML or Markdown: an author's word that a warning does not apply here.

use super::Problems;
use crate::diagnostic::{Code, Severity, Span};

/// A warning that its author has answered. It is no part of the model: a comment changes no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exception {
    /// The warning.
    pub code: Code,
    /// The comment.
    pub span: Span,
    /// The bytes in which the warning is not said.
    pub covers: Span,
}

/// Reads the text of a comment. `None` when it is any other comment, or cannot be read; the reason has then been reported.
pub fn read(comment: &str, span: Span, problems: &mut Problems) -> Option<Code> {
    let rest = comment.trim().strip_prefix("allow ")?.trim_start();
    let (name, reason) = match rest.split_once(':') {
        Some((name, reason)) if !name.contains(char::is_whitespace) => (name, Some(reason.trim())),
        _ => (rest.split_whitespace().next().unwrap_or_default(), None),
    };
    let code = Code::ALL.iter().copied().find(|code| code.name() == name);
    // “allow for rounding” is English, and no exception.
    if code.is_none() && reason.is_none() {
        return None;
    }
    let Some(code) = code else {
        let warnings = Code::ALL.iter().filter(|code| can_be_excepted(**code));
        problems
            .add(Code::Exception, span, format!("there is no warning `{name}`"))
            .help("write `allow CODE: reason`, with the code that the warning shows in brackets")
            .suggest(name, warnings.map(|code| code.name()));
        return None;
    };
    if !can_be_excepted(code) {
        problems
            .add(Code::Exception, span, format!("`{name}` cannot be excepted"))
            .help("only warnings can; mend what it is about");
        return None;
    }
    if reason.is_none_or(str::is_empty) {
        problems
            .add(Code::Exception, span, "the exception gives no reason")
            .help(format!("say why the warning does not apply: allow {name}: because …"));
        return None;
    }
    Some(code)
}

/// What stands in an HTML comment that is written as an exception: `<!-- allow CODE: reason -->`, alone.
pub fn in_html(block: &str) -> Option<&str> {
    let inner = block.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (inner.trim_start().starts_with("allow ") && !inner.contains("--")).then_some(inner)
}

/// A warning that says that an exception can go is answered by removing the exception.
fn can_be_excepted(code: Code) -> bool {
    code.severity() == Severity::Warning && code != Code::UnneededException
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(comment: &str) -> Result<Option<Code>, String> {
        let mut problems = Problems::new("content/a.yaml".into());
        let code = read(comment, Span::default(), &mut problems);
        match problems.into_diagnostics().first() {
            Some(problem) => Err(problem.message.clone()),
            None => Ok(code),
        }
    }

    #[test]
    fn a_comment_is_an_exception_when_it_names_a_code_and_a_reason() {
        assert_eq!(said(" allow unsourced: common knowledge"), Ok(Some(Code::Unsourced)));
        assert_eq!(said(" allow for rounding"), Ok(None));
        assert_eq!(said(" these are allowed: a, b"), Ok(None));
    }

    #[test]
    fn an_exception_that_cannot_be_read_says_why() {
        assert_eq!(said("allow unsorced: x"), Err("there is no warning `unsorced`".to_string()));
        assert_eq!(said("allow unsourced:"), Err("the exception gives no reason".to_string()));
        assert_eq!(said("allow unsourced because"), Err("the exception gives no reason".to_string()));
        assert_eq!(said("allow broken-link: x"), Err("`broken-link` cannot be excepted".to_string()));
        assert_eq!(
            said("allow unneeded-exception: x"),
            Err("`unneeded-exception` cannot be excepted".to_string())
        );
    }

    #[test]
    fn one_html_comment_is_accepted_and_it_hides_nothing() {
        assert_eq!(in_html("<!-- allow unsourced: why -->\n"), Some(" allow unsourced: why "));
        for other in ["<!-- note -->", "<!-- allow a: b --> <b> -->", "<b>", "<!-- allow a: b"] {
            assert_eq!(in_html(other), None, "{other}");
        }
    }
}
