//! Diagnostics: the mistakes that the stages find in a site, and their formats for terminals, code hosts and
//! programs.
//!
//! A `Diagnostic` deliberately has no `Display`: without its source text it is incomplete.

mod code;
pub mod explanation;
pub mod github;
pub mod human;
pub mod json;
mod nearest;
pub mod position;
mod repeated;
pub mod sarif;
mod stored;
mod table;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use code::Code;
pub use human::{counted, counts, more, printable, summary};
pub use nearest::{is_sure, nearest};
pub use table::table;

/// The severity of a diagnostic. An error prevents publication, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Prevents publication.
    Error,
    /// Does not prevent publication, but a reviewer should see it.
    Warning,
}

/// A range of bytes in one file, `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The byte range from `start` to `end`. Files are at most a few MiB, so 32 bits hold any offset.
    pub fn new(start: usize, end: usize) -> Span {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: narrow(start), end: narrow(end.max(start)) }
    }

    /// Moves the range by `offset` bytes, for a text that begins at that offset of a larger one.
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start as usize + offset, self.end as usize + offset)
    }
}

/// A position in the site: a file and a byte range in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The file's path below the site's root, with `/` between folders.
    #[serde(with = "stored::path")]
    pub file: Arc<str>,
    /// The byte range in the file.
    pub span: Span,
}

/// The address of the published manual of the program, without a final `/`: below it, each code has a page. `None` as long
/// as it is not published; then reports refer to `rolebook explain`.
pub const MANUAL_URL: Option<&str> = None;

/// A secondary location with a label that explains the diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondaryLabel {
    /// The location.
    pub place: Location,
    /// The text of the label.
    pub text: String,
}

/// An edit that fixes the mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The range to replace.
    pub place: Location,
    /// The text to insert.
    pub replacement: String,
    /// `true` if the edit is unambiguous, so that `check --fix` may apply it.
    pub machine_applicable: bool,
}

/// A name that is no id. What it was meant for is known to a later stage, which knows the names of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadName {
    /// The name as written.
    pub text: String,
    /// The key that it is a value of, such as `family`; `@` or `=` for a reference in prose.
    pub key: &'static str,
    /// `true` if it is itself a key, below `key`: a row in `facts`.
    pub is_key: bool,
    /// The location that an id would replace.
    pub place: Location,
}

/// A mistake in the site: its code, location, message and fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub code: Code,
    /// The severity of the code.
    pub severity: Severity,
    /// The message: lower case, no full stop, names in backticks.
    pub message: String,
    /// The location of the mistake; `None` for a missing file.
    pub place: Option<Location>,
    /// The label of the primary location; empty if there is none.
    pub here: String,
    /// Secondary locations with labels.
    pub labels: Vec<SecondaryLabel>,
    /// Advice on how to fix it.
    pub help: Option<String>,
    /// The edit that fixes it.
    pub edit: Option<Edit>,
    /// The name that could not be read as an id, until a suggestion for it was added.
    #[serde(skip)]
    pub unread: Option<Box<UnreadName>>,
    /// `true` for the syntax of another tool: a report has the first of each form in a file, with the number of the others.
    #[serde(skip)]
    pub once_per_file: bool,
}

impl Diagnostic {
    /// Creates a diagnostic at a location.
    pub fn new(code: Code, place: Location, message: impl Into<String>) -> Diagnostic {
        Diagnostic { place: Some(place), ..Diagnostic::without_place(code, message) }
    }

    /// Creates a diagnostic without a location, such as one for a missing file.
    pub fn without_place(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity(),
            message: message.into(),
            place: None,
            here: String::new(),
            labels: Vec::new(),
            help: None,
            edit: None,
            unread: None,
            once_per_file: false,
        }
    }

    /// Changes the words of the message, the help and the labels.
    pub fn reword(&mut self, change: impl Fn(&str) -> String) {
        let texts = [&mut self.message, &mut self.here].into_iter().chain(&mut self.help);
        for text in texts.chain(self.labels.iter_mut().map(|label| &mut label.text)) {
            *text = change(text);
        }
    }

    /// Sets the label of the primary location.
    pub fn here(mut self, text: impl Into<String>) -> Diagnostic {
        self.here = text.into();
        self
    }

    /// Adds a secondary location with a label.
    pub fn label(mut self, place: Location, text: impl Into<String>) -> Diagnostic {
        self.labels.push(SecondaryLabel { place, text: text.into() });
        self
    }

    /// Sets the help text.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// Suggests the name nearest to `written` and proposes to replace the primary location by it. If no name is near,
    /// lists the names if there are at most 12.
    pub fn suggest<'n>(mut self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Diagnostic {
        let names: Vec<&str> = names.into_iter().collect();
        if let Some(near) = nearest(written, names.iter().copied()) {
            // Replace only a location that holds exactly the word.
            let whole = |place: &Location| (place.span.end - place.span.start) as usize == written.len();
            let place = self.place.clone().filter(whole);
            let machine_applicable = is_sure(written, near, names.iter().copied());
            self.edit = place.map(|place| Edit { place, replacement: near.to_string(), machine_applicable });
            self.help = Some(format!("did you mean `{near}`?"));
        } else if !names.is_empty() && names.len() <= 12 && self.help.is_none() {
            let list: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            self.help = Some(format!("expected one of {}", list.join(", ")));
        }
        self
    }

    /// Sets a machine-applicable edit and its help text.
    pub fn with_fix(
        mut self,
        place: Location,
        replacement: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        self.edit = Some(Edit { place, replacement: replacement.into(), machine_applicable: true });
        self.help(help)
    }

    fn sort_key(&self) -> (&str, Span, &'static str, &str) {
        let (file, span) = self.place.as_ref().map_or(("", Span::default()), |p| (&*p.file, p.span));
        (file, span, self.code.name(), &self.message)
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Diagnostic) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Diagnostic {
    fn cmp(&self, other: &Diagnostic) -> Ordering {
        self.sort_key().cmp(&other.sort_key())
    }
}

/// The number of diagnostics of one code that are kept per file. A file with more is usually of another kind or was
/// generated, and each diagnostic costs a search through the text for its line.
const MAX_PER_CODE: usize = 200;

/// All diagnostics of a run, sorted by file and position, without duplicates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// The number of errors and warnings per file beyond [`MAX_PER_CODE`], which are counted but not kept.
    #[serde(with = "stored::overflow")]
    overflow: BTreeMap<Arc<str>, (usize, usize)>,
}

impl Report {
    /// Sorts the diagnostics, removes duplicates, and merges those that a file has once.
    pub fn new(mut diagnostics: Vec<Diagnostic>) -> Report {
        diagnostics.sort();
        diagnostics.dedup();
        repeated::merge(&mut diagnostics);
        let (mut file, mut counts, mut overflow) = (None, BTreeMap::new(), BTreeMap::new());
        diagnostics.retain(|diagnostic| {
            let own = diagnostic.place.as_ref().map(|place| Arc::clone(&place.file));
            if own != file {
                file = own;
                counts.clear();
            }
            let count = counts.entry(diagnostic.code).or_insert(0usize);
            *count += 1;
            if *count > MAX_PER_CODE {
                let (errors, warnings) = overflow.entry(file.clone().unwrap_or_default()).or_insert((0, 0));
                *(if diagnostic.severity == Severity::Error { errors } else { warnings }) += 1;
            }
            *count <= MAX_PER_CODE
        });
        Report { diagnostics, overflow }
    }

    /// Returns the report with the diagnostics of a later stage added.
    pub fn with(&self, more: impl IntoIterator<Item = Diagnostic>) -> Report {
        let mut all = Report::new(self.diagnostics.iter().cloned().chain(more).collect());
        for (file, (errors, warnings)) in &self.overflow {
            let sum = all.overflow.entry(Arc::clone(file)).or_insert((0, 0));
            *sum = (sum.0 + errors, sum.1 + warnings);
        }
        all
    }

    /// Returns the diagnostics that concern the wanted files: those with a location, label or edit in one of them,
    /// and those without a location.
    pub fn touching(&self, is_wanted: impl Fn(&str) -> bool) -> Report {
        let touches = |diagnostic: &&Diagnostic| {
            let labels = diagnostic.labels.iter().map(|label| &label.place);
            let edit = diagnostic.edit.iter().map(|edit| &edit.place);
            diagnostic.place.iter().chain(labels).chain(edit).any(|place| is_wanted(&place.file))
                || diagnostic.place.is_none()
        };
        let overflow = self.overflow.iter().filter(|(file, _)| is_wanted(file));
        Report {
            diagnostics: self.diagnostics.iter().filter(touches).cloned().collect(),
            overflow: overflow.map(|(file, count)| (Arc::clone(file), *count)).collect(),
        }
    }

    /// Returns the report with a prefix such as `docs/` added to every path; an empty prefix changes nothing.
    pub fn below(&self, prefix: &str) -> Report {
        if prefix.is_empty() {
            return self.clone();
        }
        let add_prefix = |place: &mut Location| place.file = format!("{prefix}{}", place.file).into();
        let mut report = self.clone();
        for diagnostic in &mut report.diagnostics {
            diagnostic.place.iter_mut().for_each(add_prefix);
            diagnostic.labels.iter_mut().for_each(|label| add_prefix(&mut label.place));
            diagnostic.edit.iter_mut().for_each(|edit| add_prefix(&mut edit.place));
        }
        report
    }

    /// The diagnostics in order, at most 200 per code and file.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The number of errors, including those not kept.
    pub fn errors(&self) -> usize {
        let kept = self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        kept + self.overflow.values().map(|(errors, _)| errors).sum::<usize>()
    }

    /// The number of warnings, including those not kept.
    pub fn warnings(&self) -> usize {
        let kept = self.diagnostics.iter().filter(|d| d.severity == Severity::Warning).count();
        kept + self.overflow.values().map(|(_, warnings)| warnings).sum::<usize>()
    }

    /// Returns `true` if there are no diagnostics.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_diagnostics_per_code_and_file_are_limited_and_all_are_counted() {
        let at = |n: usize| Location { file: "content/a.md".into(), span: Span::new(n, n + 1) };
        let found = |code| (0..1000).map(move |n| Diagnostic::new(code, at(n), "x"));
        let report = Report::new(found(Code::RawHtml).chain(found(Code::FenceLanguage)).collect());
        assert_eq!((report.diagnostics().len(), report.errors(), report.warnings()), (400, 1000, 1000));
        let more = report.with([Diagnostic::new(Code::Template, at(0), "y")]);
        assert_eq!((more.diagnostics().len(), more.errors(), more.warnings()), (401, 1001, 1000));
        let own = more.touching(|file| file == "content/a.md");
        assert_eq!((own.errors(), own.warnings()), (1001, 1000));
        assert!(more.touching(|file| file == "content/b.md").is_empty());
        assert_eq!(more.below("docs/").errors(), 1001);
    }

    #[test]
    fn touching_considers_locations_labels_and_edits() {
        let at = |file: &str| Location { file: file.into(), span: Span::new(0, 1) };
        let labelled = Diagnostic::new(Code::PathCollision, at("a"), "x").label(at("b"), "y");
        let edited = Diagnostic::new(Code::UnknownKey, at("c"), "x").with_fix(at("d"), "y", "z");
        let nowhere = Diagnostic::without_place(Code::FileMissing, "x");
        let report = Report::new(vec![labelled, edited, nowhere]);
        for (file, count) in [("a", 2), ("b", 2), ("c", 2), ("d", 2), ("e", 1)] {
            assert_eq!(report.touching(|own| own == file).diagnostics().len(), count, "{file}");
        }
        let below = report.below("my docs/");
        let places: Vec<&str> =
            below.diagnostics().iter().filter_map(|found| Some(&*found.place.as_ref()?.file)).collect();
        assert_eq!(places, ["my docs/a", "my docs/c"]);
        let found = &below.diagnostics()[1];
        assert_eq!(&*found.labels[0].place.file, "my docs/b");
    }
}
