//! The parser's events with one event of lookahead. Each event passes through the lint visitor, so that a text is
//! parsed only once.

use std::ops::Range;

use pulldown_cmark::{BrokenLinkCallback, Event, OffsetIter};

use super::colon::unmask;
use super::lint_visitor::LintVisitor;

/// The events of a text.
pub(super) struct Events<'t, C: BrokenLinkCallback<'t>> {
    rest: OffsetIter<'t, C>,
    ahead: Option<(Event<'t>, Range<usize>)>,
    /// The character that replaces some colons.
    substitute: Option<char>,
    pub(super) visitor: LintVisitor<'t>,
}

impl<'t, C: BrokenLinkCallback<'t>> Events<'t, C> {
    pub(super) fn new(
        events: OffsetIter<'t, C>,
        substitute: Option<char>,
        visitor: LintVisitor<'t>,
    ) -> Events<'t, C> {
        Events { rest: events, ahead: None, substitute, visitor }
    }

    fn read(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, range) = self.rest.next()?;
        let event = match self.substitute {
            Some(substitute) => unmask(event, substitute),
            None => event,
        };
        Some((event, range))
    }

    /// Returns the next event without consuming it.
    pub(super) fn peek(&mut self) -> Option<&(Event<'t>, Range<usize>)> {
        // The parser returns `None` again after its last event.
        self.ahead = self.ahead.take().or_else(|| self.read());
        self.ahead.as_ref()
    }
}

impl<'t, C: BrokenLinkCallback<'t>> Iterator for Events<'t, C> {
    type Item = (Event<'t>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (event, range) = self.ahead.take().or_else(|| self.read())?;
        self.visitor.visit(&event, &range);
        Some((event, range))
    }
}
