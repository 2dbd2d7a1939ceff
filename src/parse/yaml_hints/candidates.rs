//! Candidate fixes for lines of YAML, each with its message. The caller tests whether one repairs the text.

use std::ops::Range;

use super::fix::Fix;
use super::line::SourceLine;

/// A candidate fix.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The byte range to replace.
    pub edit: (usize, usize),
    /// The text to insert.
    pub replacement: String,
    /// The byte range for the message.
    pub at: (usize, usize),
    /// The edit cost: of two repairs, the cheaper one is more likely.
    pub cost: usize,
    /// The mistake that it fixes.
    pub fix: Fix,
}

/// The maximum number of lines with candidates, and of candidates per line.
const MAX_LINES: usize = 28;
const MAX_PER_LINE: usize = 60;

/// The length of the longest line that is examined, in bytes. The longest text of a record has 1,200 characters.
const MAX_LINE_LENGTH: usize = 2500;

/// Returns candidate fixes for the lines in `range`. The mistake is most likely in the lines from `first` to `last`.
/// `broken` is `true` if the text cannot be parsed at all, so that deleting a line is worth trying.
pub(super) fn candidates(
    text: &str,
    lines: &[SourceLine<'_>],
    range: Range<usize>,
    first: usize,
    last: usize,
    broken: bool,
) -> Vec<Candidate> {
    let mut all = Vec::new();
    let range = range.start..range.end.min(lines.len());
    for number in range.clone() {
        // Of a value over very many lines, try only the first and the last ones.
        if number - range.start > MAX_LINES / 2 && range.end - number > MAX_LINES / 2 {
            continue;
        }
        let line = lines[number];
        if line.text.trim().is_empty() || line.text.len() > MAX_LINE_LENGTH {
            continue;
        }
        let mut own = Edits { text, lines, number, line, broken, all: Vec::new() };
        own.collect();
        own.all.sort_by_key(|candidate| candidate.cost);
        own.all.truncate(MAX_PER_LINE);
        let distance = first.saturating_sub(number) + number.saturating_sub(last);
        all.extend(
            own.all
                .into_iter()
                .map(|candidate| Candidate { cost: candidate.cost + distance.min(9), ..candidate }),
        );
    }
    all
}

/// Collects the candidates for one line.
pub(super) struct Edits<'t> {
    pub(super) text: &'t str,
    pub(super) lines: &'t [SourceLine<'t>],
    pub(super) number: usize,
    pub(super) line: SourceLine<'t>,
    pub(super) broken: bool,
    all: Vec<Candidate>,
}

impl Edits<'_> {
    pub(super) fn add(
        &mut self,
        cost: usize,
        at: (usize, usize),
        edit: (usize, usize),
        replacement: impl Into<String>,
        fix: Fix,
    ) {
        // A line can contain anything, so discard an edit that is not on character boundaries within the text.
        let is_range = |(from, to): (usize, usize)| self.text.get(from..to).is_some();
        if !is_range(edit) || !is_range(at) {
            return;
        }
        self.all.push(Candidate { edit, replacement: replacement.into(), at, cost, fix });
    }

    fn collect(&mut self) {
        if self.line.text.trim_start().starts_with("---") {
            return self.document();
        }
        if self.line.is_empty() {
            return;
        }
        self.margin();
        self.indentation();
        self.colons();
        self.dashes();
        self.quotes();
        self.escapes();
        self.brackets();
        self.items();
        self.split();
        self.whole_lines();
        self.pasted();
    }
}
