//! What comes in: an author's mistake, found by any stage. What goes out: one record from which every
//! surface is drawn. It never knows who will read it, and there is deliberately no `Display`: a diagnostic
//! without its source text is half a sentence.

mod code;
pub mod explanation;
pub mod github;
pub mod human;
pub mod json;
mod nearest;
mod position;
pub mod sarif;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use code::Code;
pub use human::{more, printable, summary};
use nearest::is_sure;
pub use nearest::nearest;

/// How bad it is. An error keeps the site from being published, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site cannot be published like this.
    Error,
    /// The site can be published, and a reviewer would ask about it.
    Warning,
}

/// A range of bytes in one file, `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range of bytes from `start` to `end`. Files are at most a few MiB, so 32 bits hold any offset.
    pub fn new(start: usize, end: usize) -> Span {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: narrow(start), end: narrow(end.max(start)) }
    }

    /// This range seen from the start of a larger text in which it begins at `offset`.
    pub fn shifted(self, offset: usize) -> Span {
        Span::new(self.start as usize + offset, self.end as usize + offset)
    }
}

/// Where something was written: a file of the site, and a range of bytes in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file's path below the site's root, with `/` between folders.
    pub file: Arc<str>,
    /// The bytes at fault.
    pub span: Span,
}

/// A second place that explains the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondaryLabel {
    /// Where.
    pub place: Location,
    /// What to see there.
    pub text: String,
}

/// An edit that would mend the mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace.
    pub place: Location,
    /// What to put there.
    pub replacement: String,
    /// Whether it is what the author meant beyond doubt, so that `check --fix` may make it.
    pub machine_applicable: bool,
}

/// One mistake of an author's: what, where and how to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule was broken.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// The bytes at fault. A file that is missing has none.
    pub place: Option<Location>,
    /// A few words drawn beside the place.
    pub here: String,
    /// Other places that explain it.
    pub labels: Vec<SecondaryLabel>,
    /// What to do about it.
    pub help: Option<String>,
    /// The edit that would mend it.
    pub edit: Option<Edit>,
}

impl Diagnostic {
    /// A mistake with a code, at a place.
    pub fn new(code: Code, place: Location, message: impl Into<String>) -> Diagnostic {
        Diagnostic { place: Some(place), ..Diagnostic::without_place(code, message) }
    }

    /// A mistake that is nowhere in particular: a file that should be there.
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
        }
    }

    /// With a few words beside the place at fault.
    pub fn here(mut self, text: impl Into<String>) -> Diagnostic {
        self.here = text.into();
        self
    }

    /// With another place that explains the first.
    pub fn label(mut self, place: Location, text: impl Into<String>) -> Diagnostic {
        self.labels.push(SecondaryLabel { place, text: text.into() });
        self
    }

    /// With advice.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// With the nearest of `names` to what was `written`, as an edit of the whole place; without one, the
    /// names themselves if they are few.
    pub fn suggest<'n>(mut self, written: &str, names: impl IntoIterator<Item = &'n str>) -> Diagnostic {
        let names: Vec<&str> = names.into_iter().collect();
        if let Some(near) = nearest(written, names.iter().copied()) {
            // Only a place that holds the word and nothing else is replaced by another word.
            let whole = |place: &Location| (place.span.end - place.span.start) as usize == written.len();
            let place = self.place.clone().filter(whole);
            let sure = is_sure(written, near, names.iter().copied());
            self.edit =
                place.map(|place| Edit { place, replacement: near.to_string(), machine_applicable: sure });
            self.help = Some(format!("did you mean `{near}`?"));
        } else if !names.is_empty() && names.len() <= 12 && self.help.is_none() {
            let list: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            self.help = Some(format!("expected one of {}", list.join(", ")));
        }
        self
    }

    /// With the edit that mends it beyond doubt, and the advice that goes with it.
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

/// How many of one kind are kept for one file. Who has more has another kind of file in this place, or wrote it with a
/// program; and each costs a look through the text for its line.
const MOST_OF_A_KIND: usize = 200;

/// All diagnostics of one run, sorted by file and place, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// How many errors and warnings of each file are not kept: those beyond [`MOST_OF_A_KIND`].
    beyond: BTreeMap<Arc<str>, (usize, usize)>,
}

impl Report {
    /// Sorts what the stages found, and drops what two of them found alike.
    pub fn new(mut diagnostics: Vec<Diagnostic>) -> Report {
        diagnostics.sort();
        diagnostics.dedup();
        let (mut file, mut counts, mut beyond) = (None, BTreeMap::new(), BTreeMap::new());
        diagnostics.retain(|diagnostic| {
            let own = diagnostic.place.as_ref().map(|place| Arc::clone(&place.file));
            if own != file {
                file = own;
                counts.clear();
            }
            let count = counts.entry(diagnostic.code).or_insert(0usize);
            *count += 1;
            if *count > MOST_OF_A_KIND {
                let (errors, warnings) = beyond.entry(file.clone().unwrap_or_default()).or_insert((0, 0));
                *(if diagnostic.severity == Severity::Error { errors } else { warnings }) += 1;
            }
            *count <= MOST_OF_A_KIND
        });
        Report { diagnostics, beyond }
    }

    /// With what a later stage found.
    pub fn with(&self, more: impl IntoIterator<Item = Diagnostic>) -> Report {
        let mut all = Report::new(self.diagnostics.iter().cloned().chain(more).collect());
        for (file, (errors, warnings)) in &self.beyond {
            let sum = all.beyond.entry(Arc::clone(file)).or_insert((0, 0));
            *sum = (sum.0 + errors, sum.1 + warnings);
        }
        all
    }

    /// Only what touches some files: with a place, a label or an edit in one, or in no file at all.
    pub fn touching(&self, is_wanted: impl Fn(&str) -> bool) -> Report {
        let touches = |diagnostic: &&Diagnostic| {
            let labels = diagnostic.labels.iter().map(|label| &label.place);
            let edit = diagnostic.edit.iter().map(|edit| &edit.place);
            diagnostic.place.iter().chain(labels).chain(edit).any(|place| is_wanted(&place.file))
                || diagnostic.place.is_none()
        };
        let beyond = self.beyond.iter().filter(|(file, _)| is_wanted(file));
        Report {
            diagnostics: self.diagnostics.iter().filter(touches).cloned().collect(),
            beyond: beyond.map(|(file, count)| (Arc::clone(file), *count)).collect(),
        }
    }

    /// The same with the site's folder in front of every file's path: `docs/`, or nothing.
    pub fn below(&self, prefix: &str) -> Report {
        if prefix.is_empty() {
            return self.clone();
        }
        let moved = |place: &mut Location| place.file = format!("{prefix}{}", place.file).into();
        let mut report = self.clone();
        for diagnostic in &mut report.diagnostics {
            diagnostic.place.iter_mut().for_each(moved);
            diagnostic.labels.iter_mut().for_each(|label| moved(&mut label.place));
            diagnostic.edit.iter_mut().for_each(|edit| moved(&mut edit.place));
        }
        report
    }

    /// The diagnostics in order: of each kind at most 200 a file.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// How many keep the site from being published.
    pub fn errors(&self) -> usize {
        let kept = self.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
        kept + self.beyond.values().map(|(errors, _)| errors).sum::<usize>()
    }

    /// How many a reviewer would ask about.
    pub fn warnings(&self) -> usize {
        let kept = self.diagnostics.iter().filter(|d| d.severity == Severity::Warning).count();
        kept + self.beyond.values().map(|(_, warnings)| warnings).sum::<usize>()
    }

    /// Whether nothing was found at all.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_a_kind_in_one_file_are_counted_and_not_all_kept() {
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
    fn what_touches_a_file_has_any_place_in_it() {
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
