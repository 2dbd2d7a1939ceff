//! Reads the entries of a YAML text for [`super::yaml_outline`], line by line.

use std::ops::Range;

use super::yaml_outline::{Entry, Outline, Spot};

/// Reads a text from the beginning.
pub(super) struct Scanner<'t> {
    text: &'t str,
    /// The entries so far.
    pub(super) outline: Outline,
    /// The block entries that are open, from the outside in.
    open: Vec<usize>,
    /// The position of the end of the text, unless it is at the beginning of a line.
    spot: Option<Spot>,
}

/// A list or mapping in brackets.
struct Flow {
    is_mapping: bool,
    /// The entry whose value it is.
    owner: usize,
    /// The key whose value comes next.
    key: Option<usize>,
    /// The offset at which the current key or element begins.
    from: usize,
}

impl Scanner<'_> {
    /// Reads a whole text.
    pub(super) fn scan(text: &str) -> Scanner<'_> {
        let mut scanner = Scanner { text, outline: Outline::default(), open: Vec::new(), spot: None };
        scanner.lines();
        scanner
    }

    /// Returns the position of a cursor at the end of the text.
    pub(super) fn spot(&mut self) -> Spot {
        self.spot.take().unwrap_or_else(|| self.spot_at_line_start())
    }

    fn lines(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let indent = line.len() - line.trim_start_matches(' ').len();
            let content = &line[indent..];
            if content.trim().is_empty() || content.starts_with("---") || content.starts_with("...") {
                at = end + 1;
            } else if content.starts_with('#') {
                self.ends_in(end, Spot::Comment);
                at = end + 1;
            } else {
                at = self.content(at + indent, end, indent);
            }
        }
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    /// Records the position of the cursor if the text ends here.
    fn ends_in(&mut self, end: usize, spot: Spot) {
        if end == self.text.len() {
            self.spot = Some(spot);
        }
    }

    fn push(
        &mut self,
        key: Option<String>,
        span: Range<usize>,
        indent: usize,
        parent: Option<usize>,
    ) -> usize {
        let value = span.end..span.end;
        self.outline.entries.push(Entry { parent, key, span, value, indent });
        self.outline.entries.len() - 1
    }

    /// Closes the entries that a key or item in this column does not belong to.
    fn close(&mut self, column: usize, is_item: bool) {
        while let Some(last) = self.open.last() {
            let entry = &self.outline.entries[*last];
            // The items of a list may be in the column of its key.
            let stays = entry.indent < column || is_item && entry.indent == column && entry.key.is_some();
            if stays {
                return;
            }
            self.open.pop();
        }
    }

    /// Reads the items and the key at the beginning of a line; returns the offset of the next one.
    fn content(&mut self, mut at: usize, end: usize, mut column: usize) -> usize {
        let mut item = None;
        loop {
            let rest = &self.text[at..end];
            if rest == "-" || rest.starts_with("- ") {
                self.close(column, true);
                let parent = self.open.last().copied();
                let entry = self.push(None, at..at + 1, column, parent);
                self.open.push(entry);
                item = Some(entry);
                let width = 1 + rest[1..].len() - rest[1..].trim_start_matches(' ').len();
                (at, column) = (at + width, column + width);
                if self.text[at..end].trim().is_empty() {
                    self.ends_in(end, Spot::Key { parent: Some(entry), word: end, in_flow: false });
                    return end + 1;
                }
                continue;
            }
            break;
        }
        let Some((key, length)) = key(&self.text[at..end]) else {
            // A value without a key: an item, the continuation of a text, or a key that is not finished.
            if let Some(item) = item {
                return self.value(item, at, end, column.saturating_sub(1));
            }
            self.close(column, false);
            let parent = self.open.last().copied();
            if self.is_text(parent, at) {
                self.ends_in(end, Spot::Text);
            } else {
                self.ends_in(end, Spot::Key { parent, word: at, in_flow: false });
            }
            return end + 1;
        };
        self.close(column, false);
        let parent = self.open.last().copied();
        let entry = self.push(Some(key), at..at + length, column, parent);
        self.open.push(entry);
        let after = at + length + self.text[at + length..end].find(':').map_or(0, |colon| colon + 1);
        self.value(entry, after, end, column)
    }

    /// Returns `true` if a line without a key continues the value of the entry above it.
    fn is_text(&self, parent: Option<usize>, at: usize) -> bool {
        let Some(entry) = parent.and_then(|parent| self.outline.entries.get(parent)) else { return false };
        !self.text[entry.value.clone()].trim().is_empty() && entry.value.end <= at
    }

    /// Reads the value of an entry from `at`; returns the offset of the next line.
    fn value(&mut self, owner: usize, at: usize, end: usize, column: usize) -> usize {
        let rest = &self.text[at..end];
        let start = at + rest.len() - rest.trim_start().len();
        let value = self.text[start..end].trim_end();
        self.outline.entries[owner].value = start..start + value.len();
        match value.bytes().next() {
            None => {
                // A cursor directly after the colon is in the value too.
                self.ends_in(end, Spot::Value { owner, word: end, in_flow: false });
                end + 1
            }
            Some(b'#') => {
                self.outline.entries[owner].value = at..at;
                self.ends_in(end, Spot::Comment);
                end + 1
            }
            Some(b'|' | b'>') => {
                let next = self.deeper_lines(end, column);
                self.ends_in(next.saturating_sub(1).max(end), Spot::Text);
                next
            }
            Some(b'[' | b'{') => self.flow(owner, start, column),
            Some(quote @ (b'"' | b'\'')) => {
                let close = value[1..].find(char::from(quote)).map(|close| start + 1 + close + 1);
                match close {
                    Some(close) if self.text[close..end].trim_start().starts_with('#') => {
                        self.outline.entries[owner].value = start..close;
                        self.ends_in(end, Spot::Comment);
                    }
                    Some(close) => self.outline.entries[owner].value = start..close,
                    None => self.ends_in(end, Spot::Value { owner, word: start + 1, in_flow: false }),
                }
                end + 1
            }
            Some(_) => {
                if let Some(comment) = value.find(" #") {
                    self.outline.entries[owner].value = start..start + comment;
                    self.ends_in(end, Spot::Comment);
                } else {
                    self.ends_in(end, Spot::Value { owner, word: start, in_flow: false });
                }
                end + 1
            }
        }
    }

    /// Skips the lines that are indented more than a column; returns the offset of the next one.
    fn deeper_lines(&self, end: usize, column: usize) -> usize {
        let mut at = end + 1;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let indent = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() && indent <= column {
                return at;
            }
            at = end + 1;
        }
        at
    }

    /// Reads a value in brackets; returns the offset of the line after it. It ends at a line that is not indented, since
    /// a bracket may be missing.
    fn flow(&mut self, owner: usize, start: usize, column: usize) -> usize {
        let mut open: Vec<Flow> = Vec::new();
        let mut at = start;
        while at < self.text.len() {
            let c = self.text[at..].chars().next().unwrap_or('\n');
            match c {
                '[' | '{' => {
                    let owner = match open.last_mut() {
                        None => owner,
                        Some(Flow { is_mapping: true, key: Some(key), .. }) => *key,
                        Some(Flow { owner, .. }) => {
                            let owner = *owner;
                            self.push(None, at..at + 1, usize::MAX, Some(owner))
                        }
                    };
                    open.push(Flow { is_mapping: c == '{', owner, key: None, from: at + 1 });
                }
                ']' | '}' => {
                    let closed = open.pop();
                    if let Some(closed) = closed {
                        let value = &mut self.outline.entries[closed.owner].value;
                        *value = value.start.min(closed.from - 1)..at + 1;
                    }
                    match open.last_mut() {
                        Some(outer) => outer.from = at + 1,
                        None => return self.line_end(at) + 1,
                    }
                }
                ',' => {
                    if let Some(flow) = open.last_mut() {
                        (flow.key, flow.from) = (None, at + 1);
                    }
                }
                '\n' => {
                    let line = &self.text[at + 1..self.line_end(at + 1)];
                    let indent = line.len() - line.trim_start_matches(' ').len();
                    let is_outside = indent <= column && !line.trim().is_empty();
                    if is_outside && !line.trim_start().starts_with([']', '}']) {
                        return at + 1;
                    }
                }
                '#' if self.text[..at].ends_with([' ', '\n']) => {
                    at = self.line_end(at);
                    self.ends_in(at, Spot::Comment);
                    continue;
                }
                c if c.is_whitespace() => {}
                _ => {
                    at = self.token(&mut open, at);
                    continue;
                }
            }
            at += c.len_utf8();
        }
        if self.spot.is_none()
            && let Some(flow) = open.last()
        {
            let word = self.text.len().min(flow.from + blanks(&self.text[flow.from.min(self.text.len())..]));
            self.spot = Some(match flow {
                Flow { is_mapping: true, key: Some(key), .. } => {
                    let value = self.outline.entries[*key].span.end;
                    let value = self.text[value..].find(':').map_or(value, |colon| value + colon + 1);
                    let word = value + blanks(&self.text[value..]);
                    Spot::Value { owner: *key, word, in_flow: true }
                }
                Flow { is_mapping: true, owner, .. } => {
                    Spot::Key { parent: Some(*owner), word, in_flow: true }
                }
                Flow { owner, .. } => Spot::Element { owner: *owner, word },
            });
        }
        at + 1
    }

    /// Reads a key or value in brackets; returns the offset after it.
    fn token(&mut self, open: &mut [Flow], at: usize) -> usize {
        let line = &self.text[at..self.line_end(at)];
        let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
        let length = if let Some(quote) = quote {
            line[1..].find(quote).map_or(line.len(), |close| close + 2)
        } else {
            let ends = line.char_indices().find(|(at, c)| match c {
                ',' | '[' | ']' | '{' | '}' => true,
                ':' => line[at + 1..].chars().next().is_none_or(char::is_whitespace),
                '#' => line[..*at].ends_with(' '),
                _ => false,
            });
            let length = ends.map_or(line.len(), |(at, _)| at);
            line[..length].trim_end().len().max(1)
        };
        let end = at + length;
        let Some(flow) = open.last_mut() else { return end };
        let rest = self.text[end..self.line_end(end)].trim_start();
        if flow.is_mapping && flow.key.is_none() {
            let text = line[..length].trim_matches(['"', '\'']).to_string();
            let is_key = rest.starts_with(':');
            // A word at the end of the text is not finished.
            if is_key || end < self.text.len() {
                let (owner, span) = (flow.owner, at..end);
                let key = self.push(Some(text), span, usize::MAX, Some(owner));
                if is_key {
                    open.last_mut().expect("invariant: it was there").key = Some(key);
                }
            }
            return if is_key { end + self.text[end..].find(':').map_or(0, |colon| colon + 1) } else { end };
        }
        if let Some(key) = flow.key.filter(|_| flow.is_mapping) {
            let value = &mut self.outline.entries[key].value;
            *value = if value.start == value.end { at..end } else { value.start..end };
        } else {
            let owner = flow.owner;
            let item = self.push(None, at..at, usize::MAX, Some(owner));
            self.outline.entries[item].value = at..end;
        }
        end
    }

    /// Returns the position of a cursor at the beginning of a line, by its column.
    fn spot_at_line_start(&mut self) -> Spot {
        let start = self.text.rfind('\n').map_or(0, |newline| newline + 1);
        let column = self.text.len() - start;
        self.close(column, false);
        let parent = self.open.last().copied();
        if parent.is_some_and(|parent| {
            let value = self.outline.entries[parent].value.clone();
            self.text[value].starts_with(['|', '>'])
        }) {
            return Spot::Text;
        }
        Spot::Key { parent, word: self.text.len(), in_flow: false }
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Returns the key at the beginning of a line and the length of its text; `None` if there is no key.
fn key(line: &str) -> Option<(String, usize)> {
    if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let close = line[1..].find(quote)? + 2;
        return line[close..].trim_start().starts_with(':').then(|| (line[1..close - 1].to_string(), close));
    }
    if line.starts_with(['[', '{', '#', '|', '>', '&', '*', '!', '%', '@', '`']) {
        return None;
    }
    let colons = line.match_indices(':').map(|(at, _)| at);
    let mut ends = colons.filter(|at| line[at + 1..].chars().next().is_none_or(char::is_whitespace));
    let key = line[..ends.next()?].trim_end();
    (!key.is_empty() && !key.contains(" #")).then(|| (key.to_string(), key.len()))
}
