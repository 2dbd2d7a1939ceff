//! A bad input and its expected diagnostics.

use rolebook::command::{Check, check};
use rolebook::link;
use rolebook::publish::Interrupt;

use crate::support::{Built, Project};

/// A bad input.
pub(crate) struct Case {
    /// Its numbers in the collection, and a description.
    pub name: &'static str,
    pub project: Project,
    /// The expected codes and locations, in order: `("yaml-syntax", "content/roles/sre.yaml:6:1")`.
    pub expected: Vec<(&'static str, String)>,
}

/// Creates a case without diagnostics, unless [`finds`](Case::finds) is called.
pub(crate) fn case(name: &'static str, project: Project) -> Case {
    Case { name, project, expected: Vec::new() }
}

impl Case {
    /// Expects the one diagnostic of its mistake.
    pub(crate) fn finds(self, code: &'static str, place: impl Into<String>) -> Case {
        assert_eq!(self.expected, [], "{}: one mistake brings one diagnostic", self.name);
        self.finds_also(code, place)
    }

    /// Expects a diagnostic of a further mistake, after the previous ones.
    pub(crate) fn finds_also(mut self, code: &'static str, place: impl Into<String>) -> Case {
        self.expected.push((code, place.into()));
        self
    }
}

/// The codes and locations of all diagnostics: `file:line:column`, columns in characters; empty without a location.
pub(crate) fn found(built: &Built) -> Vec<(&'static str, String)> {
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

/// Builds and checks every case, and reports all unexpected results together.
///
/// It compares the codes and locations, that `check` reports the same as a build and passes exactly when it
/// publishes, and the style of the messages' first lines.
pub(crate) fn assert_all(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let built = case.project.build();
        let found = found(&built);
        if found != case.expected {
            let report = built.formatted_report();
            wrong.push(format!(
                "{}\n  expected {:?}\n  found    {found:?}\n{report}",
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
