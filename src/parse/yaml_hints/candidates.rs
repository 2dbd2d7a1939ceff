//! Edits that may repair a line of YAML, each with what a message says of it. Whether one does, its caller finds out.

use std::ops::Range;

use super::fix::Fix;
use super::line::SourceLine;

/// An edit that is worth a try.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The bytes to replace.
    pub edit: (usize, usize),
    /// What to put there.
    pub replacement: String,
    /// The bytes that a message points at.
    pub at: (usize, usize),
    /// How far it is from what was written: of two repairs, the lower is the likelier.
    pub cost: usize,
    /// What it repairs.
    pub fix: Fix,
}

/// The most lines whose edits are tried, and the most edits of one line.
const MOST_LINES: usize = 28;
const MOST_OF_A_LINE: usize = 60;

/// The longest line that is looked at. The longest text of a record has 1,200 characters.
const LONGEST: usize = 2500;

/// Edits of the lines in `range` of a text. The mistake is most likely in the lines from `first` to `last`. `broken` when
/// the text cannot be read at all, so that edits that take a line away are worth a try.
pub fn candidates(
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
        // Of a value over very many lines, its ends.
        if number - range.start > MOST_LINES / 2 && range.end - number > MOST_LINES / 2 {
            continue;
        }
        let line = lines[number];
        if line.text.trim().is_empty() || line.text.len() > LONGEST {
            continue;
        }
        let mut own = Edits { text, lines, number, line, broken, all: Vec::new() };
        own.collect();
        own.all.sort_by_key(|candidate| candidate.cost);
        own.all.truncate(MOST_OF_A_LINE);
        let distance = first.saturating_sub(number) + number.saturating_sub(last);
        all.extend(
            own.all
                .into_iter()
                .map(|candidate| Candidate { cost: candidate.cost + distance.min(9), ..candidate }),
        );
    }
    all
}

/// The edits of one line.
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
        // A line can be anything; an edit that does not fit the text is none.
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
    }
}
