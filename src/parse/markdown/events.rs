//! The parser's events, one ahead, seen by the survey as they pass: a text is parsed once.

use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, Event, OffsetIter};

use super::colon::unmask;
use super::lint_visitor::LintVisitor;

/// The events of one text.
pub(super) struct Events<'t, C: BrokenLinkCallback<'t>> {
    rest: OffsetIter<'t, C>,
    ahead: Option<(Event<'t>, Range<usize>)>,
    /// What the parser was given in place of some colons.
    stand_in: Option<char>,
    pub(super) surveyor: LintVisitor<'t>,
}

impl<'t, C: BrokenLinkCallback<'t>> Events<'t, C> {
    pub(super) fn new(
        events: OffsetIter<'t, C>,
        stand_in: Option<char>,
        surveyor: LintVisitor<'t>,
    ) -> Events<'t, C> {
        Events { rest: events, ahead: None, stand_in, surveyor }
    }

    fn read(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, range) = self.rest.next()?;
        let event = match self.stand_in {
            Some(stand_in) => unmask(event, stand_in),
            None => event,
        };
        Some((event, range))
    }

    /// The event that comes next.
    pub(super) fn peek(&mut self) -> Option<&(Event<'t>, Range<usize>)> {
        // After its last event the parser gives none again.
        self.ahead = self.ahead.take().or_else(|| self.read());
        self.ahead.as_ref()
    }
}

impl<'t, C: BrokenLinkCallback<'t>> Iterator for Events<'t, C> {
    type Item = (Event<'t>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (event, range) = self.ahead.take().or_else(|| self.read())?;
        self.surveyor.see(&event, &range);
        Some((event, range))
    }
}
