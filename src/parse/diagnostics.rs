//! Collects the diagnostics of one file.

use std::sync::Arc;

use super::Suppression;
use crate::diagnostic::{Code, Diagnostic, Edit, Location, Span, UnreadName};

/// Collects the diagnostics and suppressions of one file. Callers pass spans only; the file is added here.
#[derive(Debug)]
pub struct Diagnostics {
    file: Arc<str>,
    found: Vec<Diagnostic>,
    suppressions: Vec<Suppression>,
    context: Context,
    is_incomplete: bool,
}

/// The key whose value is being decoded.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The key of a record.
    pub key: &'static str,
    /// `true` for a key below it that the author chose.
    pub is_key: bool,
}

impl Diagnostics {
    /// Creates an empty collection for `file`.
    pub fn new(file: Arc<str>) -> Diagnostics {
        Diagnostics {
            file,
            found: Vec::new(),
            suppressions: Vec::new(),
            context: Context::default(),
            is_incomplete: false,
        }
    }

    /// The path of the file.
    pub fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Adds a diagnostic and returns a builder for its label, help and edit.
    pub fn add(&mut self, code: Code, span: Span, message: impl Into<String>) -> DiagnosticBuilder<'_> {
        let place = Location { file: Arc::clone(&self.file), span };
        self.found.push(Diagnostic::new(code, place, message));
        let diagnostic = self.found.last_mut().expect("invariant: one was pushed just now");
        DiagnosticBuilder { diagnostic }
    }

    /// Sets the key whose value is decoded next, and returns the previous one.
    pub fn enter(&mut self, context: Context) -> Context {
        std::mem::replace(&mut self.context, context)
    }

    /// The key whose value is being decoded.
    pub fn context(&self) -> Context {
        self.context
    }

    /// Records that a syntax error hides a part of the file.
    pub fn mark_incomplete(&mut self) {
        self.is_incomplete = true;
    }

    /// Returns `true` if a syntax error hides a part of the file.
    pub fn is_incomplete(&self) -> bool {
        self.is_incomplete
    }

    /// Adds a suppression.
    pub fn suppress(&mut self, suppression: Suppression) {
        self.suppressions.push(suppression);
    }

    /// Removes and returns the suppressions.
    pub fn take_suppressions(&mut self) -> Vec<Suppression> {
        std::mem::take(&mut self.suppressions)
    }

    /// Adds the diagnostics and suppressions of another collection for the same file.
    pub fn absorb(&mut self, other: Diagnostics) {
        self.found.extend(other.found);
        self.suppressions.extend(other.suppressions);
    }

    /// Removes the diagnostics of a kind, and returns their number.
    pub fn remove(&mut self, is_removed: impl Fn(&Diagnostic) -> bool) -> usize {
        let before = self.found.len();
        self.found.retain(|diagnostic| !is_removed(diagnostic));
        before - self.found.len()
    }

    /// Adds diagnostics as they are.
    pub fn extend(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(found);
    }

    /// The diagnostics so far.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The diagnostics in the order in which they were added.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// Builder for a diagnostic that was just added.
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

    /// Sets the label of the primary location.
    pub fn here(self, text: impl Into<String>) -> Self {
        self.update(|d| d.here(text))
    }

    /// Adds a secondary location in the same file.
    pub fn label(self, span: Span, text: impl Into<String>) -> Self {
        let place = self.place(span);
        self.update(|d| d.label(place, text))
    }

    /// Sets the help text.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.update(|d| d.help(text))
    }

    /// Suggests the name nearest to `written`.
    pub fn suggest<'n>(self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.update(|d| d.suggest(written, names))
    }

    /// Records a name at `span` that is no id, for a suggestion with the names of the site.
    pub fn unread(self, text: &str, context: Context, span: Span) -> Self {
        let place = self.place(span);
        let Context { key, is_key } = context;
        self.update(|mut d| {
            d.unread = Some(Box::new(UnreadName { text: text.to_string(), key, is_key, place }));
            d
        })
    }

    /// Reports the form of syntax once per file.
    pub fn once_per_file(self) -> Self {
        self.update(|d| Diagnostic { once_per_file: true, ..d })
    }

    /// Sets a machine-applicable edit elsewhere in the same file.
    pub fn with_fix(self, span: Span, replacement: String) -> Self {
        let place = self.place(span);
        self.update(|mut d| {
            d.edit = Some(Edit { place, replacement, machine_applicable: true });
            d
        })
    }

    /// Sets an edit elsewhere in the same file, which is machine-applicable if `is_sure`.
    pub fn suggest_fix(self, span: Span, replacement: String, is_sure: bool) -> Self {
        let place = self.place(span);
        self.update(|mut d| {
            d.edit = Some(Edit { place, replacement, machine_applicable: is_sure });
            d
        })
    }

    /// Sets a machine-applicable edit of the primary location and the help text.
    pub fn replace(self, replacement: impl Into<String>, help: impl Into<String>) -> Self {
        self.edit(replacement.into(), help.into(), true)
    }

    /// Sets an edit of the primary location that the author has to confirm, and the help text.
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
