//! One bad input, and what its author is to be told.

use rolebook::command::{Check, check};
use rolebook::link;
use rolebook::publish::Interrupt;

use crate::support::{Built, Project};

/// A bad input.
pub struct Case {
    /// The number in the catalogue, and what it is about.
    pub name: &'static str,
    pub project: Project,
    /// The codes and places that are expected, in order: `("yaml-syntax", "content/roles/sre.yaml:6:1")`.
    pub expected: Vec<(&'static str, String)>,
}

/// An input of the catalogue, accepted unless it says what it [`finds`](Case::finds).
pub fn case(name: &'static str, project: Project) -> Case {
    Case { name, project, expected: Vec::new() }
}

impl Case {
    /// With the one diagnostic that its mistake brings.
    pub fn finds(self, code: &'static str, place: impl Into<String>) -> Case {
        assert_eq!(self.expected, [], "{}: one mistake brings one diagnostic", self.name);
        self.finds_also(code, place)
    }

    /// With the diagnostic of another mistake in it, after those before it.
    pub fn finds_also(mut self, code: &'static str, place: impl Into<String>) -> Case {
        self.expected.push((code, place.into()));
        self
    }
}

/// The codes and places that were found: `file:line:column`, columns in characters; an empty place for none.
pub fn found(built: &Built) -> Vec<(&'static str, String)> {
    let text = |path: &str| built.outcome.sources.text(path).unwrap_or("");
    let each = built.outcome.report.diagnostics().iter().map(|diagnostic| {
        let place = diagnostic.place.as_ref().map_or_else(String::new, |place| {
            let text = text(&place.file);
            let before = &text[..text.floor_char_boundary((place.span.start as usize).min(text.len()))];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            format!("{}:{line}:{column}", place.file)
        });
        (diagnostic.code.name(), place)
    });
    each.collect()
}

/// Builds every case and looks at it, and says all at once which of them are not as expected.
///
/// Of each: the codes and places; that a look finds what a build does, and passes exactly when it publishes; and that the
/// first line of a message reads like one.
pub fn hold(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let built = case.project.build();
        let found = found(&built);
        if found != case.expected {
            let complaints = built.complaints();
            wrong.push(format!(
                "{}\n  expected {:?}\n  found    {found:?}\n{complaints}",
                case.name, case.expected
            ));
        }
        let wanted =
            Check { root: built.folder.path().join("site"), link: link::Options::default(), max_age: None };
        let (report, _) = check(&wanted, &Interrupt::never()).expect("the machine is sound");
        if report != built.outcome.report || (report.errors() == 0) != built.outcome.published.is_some() {
            wrong.push(format!("{}\n  a look and a build do not agree", case.name));
        }
        for message in report.diagnostics().iter().map(|diagnostic| &diagnostic.message) {
            let capital = message.starts_with(char::is_uppercase) && !message.starts_with("HTML ");
            if capital || message.ends_with('.') || message.contains('\n') {
                wrong.push(format!("{}\n  this is no first line: {message}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
