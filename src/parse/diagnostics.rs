//! The mistakes of one file, as they are found.

use std::sync::Arc;

use super::Suppression;
use crate::diagnostic::{Code, Diagnostic, Edit, Location, Span};

/// Collects the mistakes of one file. Stages that look at one file only need spans; the file is added here.
#[derive(Debug)]
pub struct Diagnostics {
    file: Arc<str>,
    found: Vec<Diagnostic>,
    suppressions: Vec<Suppression>,
}

impl Diagnostics {
    /// No mistakes yet, in `file`.
    pub fn new(file: Arc<str>) -> Diagnostics {
        Diagnostics { file, found: Vec::new(), suppressions: Vec::new() }
    }

    /// The file.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Adds a mistake, to which a label, help or an edit can be attached.
    pub fn add(&mut self, code: Code, span: Span, message: impl Into<String>) -> DiagnosticBuilder<'_> {
        let place = Location { file: Arc::clone(&self.file), span };
        self.found.push(Diagnostic::new(code, place, message));
        let diagnostic = self.found.last_mut().expect("invariant: one was pushed just now");
        DiagnosticBuilder { diagnostic }
    }

    /// Adds a suppression that its author has made.
    pub fn suppress(&mut self, suppression: Suppression) {
        self.suppressions.push(suppression);
    }

    /// The suppressions that were made, which are given away.
    pub fn take_suppressions(&mut self) -> Vec<Suppression> {
        std::mem::take(&mut self.suppressions)
    }

    /// Adds what was found elsewhere in the same file.
    pub fn absorb(&mut self, other: Diagnostics) {
        self.found.extend(other.found);
        self.suppressions.extend(other.suppressions);
    }

    /// Adds diagnostics as they are.
    pub fn extend(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(found);
    }

    /// The diagnostics so far.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// What was found, in the order in which it was found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// A mistake that was just added.
#[derive(Debug)]
pub struct DiagnosticBuilder<'p> {
    diagnostic: &'p mut Diagnostic,
}

impl DiagnosticBuilder<'_> {
    fn update(self, change: impl FnOnce(Diagnostic) -> Diagnostic) -> Self {
        let placeholder = Diagnostic::without_place(self.diagnostic.code, "");
        let current = std::mem::replace(self.diagnostic, placeholder);
        *self.diagnostic = change(current);
        self
    }

    fn place(&self, span: Span) -> Location {
        let own = self.diagnostic.place.as_ref().expect("invariant: a diagnostic has a place");
        Location { file: Arc::clone(&own.file), span }
    }

    /// With a few words beside the place.
    pub fn here(self, text: impl Into<String>) -> Self {
        self.update(|d| d.here(text))
    }

    /// With another place in the same file.
    pub fn label(self, span: Span, text: impl Into<String>) -> Self {
        let place = self.place(span);
        self.update(|d| d.label(place, text))
    }

    /// With advice.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.update(|d| d.help(text))
    }

    /// With the nearest of some names.
    pub fn suggest<'n>(self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.update(|d| d.suggest(written, names))
    }

    /// With an edit of another place in the same file, which mends the mistake beyond doubt.
    pub fn with_fix(self, span: Span, replacement: String) -> Self {
        let place = self.place(span);
        self.update(|mut d| {
            d.edit = Some(Edit { place, replacement, machine_applicable: true });
            d
        })
    }

    /// With an edit of another place in the same file, which only `is_sure` makes fit for `check --fix`.
    pub fn suggest_fix(self, span: Span, replacement: String, is_sure: bool) -> Self {
        let place = self.place(span);
        self.update(|mut d| {
            d.edit = Some(Edit { place, replacement, machine_applicable: is_sure });
            d
        })
    }

    /// With an edit of the place itself that mends it beyond doubt, and the advice that goes with it.
    pub fn replace(self, replacement: impl Into<String>, help: impl Into<String>) -> Self {
        self.edit(replacement.into(), help.into(), true)
    }

    /// With an edit of the place itself that its author has to agree to, and the advice that goes with it.
    pub fn propose(self, replacement: impl Into<String>, help: impl Into<String>) -> Self {
        self.edit(replacement.into(), help.into(), false)
    }

    fn edit(self, replacement: String, help: String, sure: bool) -> Self {
        self.update(|mut d| {
            let place = d.place.clone().expect("invariant: a diagnostic has a place");
            d.edit = Some(Edit { place, replacement, machine_applicable: sure });
            d.help(help)
        })
    }
}
