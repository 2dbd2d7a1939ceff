//! Candidate fixes of a line's layout: its indentation, dash and colon, or the whole line.

use super::candidates::Edits;
use super::fix::Fix;
use super::line::{SourceLine, is_word, list_mark};

/// The keys of records that are `true` or `false`.
const BOOLEANS: [&str; 3] = ["draft", "judgement", "signed"];

impl<'t> Edits<'t> {
    pub(super) fn document(&mut self) {
        let bare = self.line.text.trim();
        let end = (self.line.start + self.line.text.len() + 1).min(self.text.len());
        if bare == "---" {
            self.add(2, self.line.words(), (self.line.start, end), "", Fix::Document);
        }
    }

    /// Fixes for characters other than spaces in the indentation.
    pub(super) fn margin(&mut self) {
        let margin = self.line.margin();
        let Some((at, other)) = margin.char_indices().find(|(_, c)| *c != ' ') else { return };
        let edit = (self.line.start, self.line.start + margin.len());
        let at = (self.line.start + at, self.line.start + at + other.len_utf8());
        let plain = margin.chars().filter(|c| *c == ' ').count();
        for level in self.levels() {
            // A no-break space is as wide as the space that it replaces; the width of a tab depends on the editor.
            let cost = if level == margin.chars().count() && other != '\t' {
                1
            } else if level == plain {
                2
            } else {
                4
            };
            self.add(cost, at, edit, " ".repeat(level), Fix::Margin(other, level));
        }
    }

    /// The columns at which a line could begin here, sorted.
    fn levels(&self) -> Vec<usize> {
        let from = self.number.saturating_sub(10);
        let near = &self.lines[from..(self.number + 6).min(self.lines.len())];
        let mut levels = vec![0];
        for line in near.iter().filter(|line| !line.is_empty() && line.start != self.line.start) {
            if line.margin().contains(|c| c != ' ') {
                continue;
            }
            levels.extend([line.indent(), line.column()]);
            if line.opens() {
                levels.push(line.column() + 2);
            }
            // An item begins at its dash, which is left of its keys.
            levels.push(line.indent().saturating_sub(self.line.dashes().len()));
        }
        levels.extend(self.above());
        levels.extend(self.previous().map(|previous| previous.column() + 2));
        levels.sort_unstable();
        levels.dedup();
        levels.truncate(16);
        levels
    }

    /// The indentations of the keys and items that contain the previous line.
    fn above(&self) -> Vec<usize> {
        let (mut least, mut levels) = (usize::MAX, Vec::new());
        for line in self.lines[..self.number].iter().rev().filter(|line| !line.is_empty()) {
            if line.indent() < least && !line.margin().contains(|c| c != ' ') {
                least = line.indent();
                levels.push(least);
            }
        }
        levels
    }

    fn previous(&self) -> Option<SourceLine<'t>> {
        self.lines[..self.number].iter().rev().find(|line| !line.is_empty()).copied()
    }

    fn following(&self) -> impl Iterator<Item = SourceLine<'t>> {
        self.lines[self.number + 1..].iter().filter(|line| !line.is_empty()).copied()
    }

    /// Fixes that change the indentation of the line, alone or with the lines below it.
    pub(super) fn indentation(&mut self) {
        let line = self.line;
        if line.margin().contains(|c| c != ' ') {
            return;
        }
        let own = line.indent();
        let near = &self.lines[self.number.saturating_sub(12)..(self.number + 12).min(self.lines.len())];
        let common =
            |indent: usize| near.iter().filter(|line| !line.is_empty() && line.indent() == indent).count();
        // Lines below with a larger indentation belong to this line.
        let deeper: Vec<SourceLine<'_>> = self.lines[self.number + 1..]
            .iter()
            .take(40)
            .take_while(|line| line.is_empty() || line.indent() > own)
            .copied()
            .collect();
        let block =
            deeper.iter().rev().find(|line| !line.is_empty()).map(|last| last.start + last.text.len());
        let edit = (line.start, line.start + own);
        let previous = self.previous();
        for level in self.levels().into_iter().filter(|level| *level != own) {
            if !line.begins() && previous.is_some_and(|previous| level > previous.indent()) {
                self.add(16, line.words(), edit, " ".repeat(level), Fix::Continue(level));
                continue;
            }
            let rare = if common(own) == 1 && common(level) > 0 {
                0
            } else if common(level) > common(own) {
                2
            } else {
                5
            };
            self.add(12 + rare, line.words(), edit, " ".repeat(level), Fix::Indent(own, level, false));
            if let Some(end) = block {
                let moved: Vec<String> = std::iter::once(&line)
                    .chain(&deeper)
                    .take_while(|line| line.start < end)
                    .map(|line| {
                        format!(
                            "{}{}",
                            " ".repeat((line.indent() + level).saturating_sub(own)),
                            line.text.trim_start()
                        )
                    })
                    .collect();
                self.add(
                    16 + rare,
                    line.words(),
                    (line.start, end),
                    moved.join("\n"),
                    Fix::Indent(own, level, true),
                );
            }
        }
    }

    /// Fixes for dashes without a space, other list markers, and missing or extra dashes.
    pub(super) fn dashes(&mut self) {
        let line = self.line;
        let bare = line.text.trim();
        let start = line.start + line.margin().len();
        if let Some((mark, after)) = list_mark(bare) {
            let to = start + bare.len() - after.len();
            self.add(6, (start, start + mark.len()), (start, to), "- ", Fix::of_list_mark(mark));
            self.bullets(mark);
        }
        if let (Some(_), (at, value)) = (line.key(), line.value())
            && let Some(items) = value.strip_prefix("- ")
        {
            let end = at + value.len();
            let items: Vec<&str> = items.split(" - ").map(str::trim).collect();
            if items
                .iter()
                .all(|item| !item.is_empty() && !item.contains(['[', ']', '{', '}', ',', '#', ':', '"']))
            {
                self.add(5, (at, at + 1), (at, end), format!("[{}]", items.join(", ")), Fix::InlineItems);
            }
        }
        if line.dashes().is_empty() {
            let words = line.words();
            let near = &self.lines[self.number.saturating_sub(14)..(self.number + 14).min(self.lines.len())];
            let mut levels: Vec<usize> =
                near.iter().filter(|line| !line.dashes().is_empty()).map(|line| line.indent()).collect();
            levels.extend(self.previous().filter(|line| line.opens()).map(|line| line.column() + 2));
            levels.extend(self.above());
            levels.sort_unstable();
            levels.dedup();
            // A text directly below the dash of an item.
            let follows_item = line.key().is_none()
                && self.previous().is_some_and(|line| !line.dashes().is_empty() && line.key().is_none());
            for level in levels {
                // The dash replaces two spaces, or precedes the text.
                let near = level + 2 == line.indent() || level == line.indent();
                let cost = if follows_item && level == line.indent() {
                    9
                } else if near && !line.opens() {
                    14
                } else {
                    20
                };
                self.add(
                    cost,
                    words,
                    (line.start, start),
                    format!("{}- ", " ".repeat(level)),
                    Fix::MissingDash,
                );
            }
        } else {
            let dash = (start, start + 1);
            // A key whose value is below it is rarely an item.
            let cost = if line.opens() { 8 } else { 14 };
            self.add(cost, dash, (start, start + 2), "", Fix::ExtraDash);
            self.add(15, dash, (start, start + 2), "  ", Fix::ExtraDash);
        }
    }

    /// A fix for a whole list with other markers.
    fn bullets(&mut self, mark: &str) {
        let margin = self.line.margin();
        let item = |line: &SourceLine<'t>| Some(list_mark(line.text.strip_prefix(margin)?)?.1);
        let block = self.lines[self.number..].iter().take(40).map_while(|line| Some((line, item(line)?)));
        let block: Vec<(&SourceLine<'_>, &str)> = block.collect();
        let Some((last, _)) = block.last().filter(|_| block.len() > 1) else { return };
        let end = last.start + last.text.len();
        let fixed: Vec<String> = block.iter().map(|(_, item)| format!("{margin}- {item}")).collect();
        let start = self.line.start + margin.len();
        let point = (start, start + mark.len());
        self.add(6, point, (self.line.start, end), fixed.join("\n"), Fix::of_list_mark(mark));
    }

    /// Fixes for characters in place of a colon, and for missing colons.
    pub(super) fn colons(&mut self) {
        let (rest, at) = (self.line.rest(), self.line.rest_at());
        let word: &str =
            &rest[..rest.find(|c: char| !is_word(c.encode_utf8(&mut [0; 4]))).unwrap_or(rest.len())];
        if !word.is_empty() {
            let after = &rest[word.len()..];
            let end = at + word.len();
            let first = after.chars().next();
            let bare = after.trim_start();
            let gap = after.len() - bare.len();
            match first {
                Some(':') => {
                    let value = &after[1..];
                    let space = value.len() - value.trim_start().len();
                    if value.starts_with("//") {
                    } else if !value.is_empty() && !value.starts_with(' ') {
                        let odd = space > 0;
                        let to = end + 1 + if odd { space } else { 0 };
                        self.add(6, (end, end + 1), (end, to), ": ", Fix::SpaceAfterColon(word.to_string()));
                        if let Some(value) = value.strip_prefix(':') {
                            let more = usize::from(value.starts_with(' '));
                            self.add(
                                4,
                                (end, end + 2),
                                (end, end + 2 + more),
                                ": ",
                                Fix::Colon(word.to_string(), "::".to_string()),
                            );
                        }
                    }
                }
                Some(mark @ ('：' | '﹕' | '꞉' | '∶')) => {
                    let value = after[mark.len_utf8()..].trim_start();
                    let to = at + rest.len() - value.len();
                    let colon = if value.is_empty() { ":" } else { ": " };
                    self.add(
                        4,
                        (end, end + mark.len_utf8()),
                        (end, to),
                        colon,
                        Fix::Colon(word.to_string(), mark.to_string()),
                    );
                }
                Some(mark @ (';' | '=' | '>' | '-' | '.' | ',')) if after.len() > 1 || mark == ';' => {
                    let value = after[1..].trim_start_matches(['=', '>']).trim_start();
                    let to = at + rest.len() - value.len();
                    self.add(
                        11,
                        (end, end + 1),
                        (end, to),
                        ": ",
                        Fix::Colon(word.to_string(), mark.to_string()),
                    );
                }
                None => {
                    self.add(11, (at, end), (end, end), ":", Fix::Colon(word.to_string(), String::new()));
                    if BOOLEANS.contains(&word) {
                        self.add(11, (at, end), (end, end), ": true", Fix::NoValue(word.to_string()));
                    }
                }
                Some(space) if space.is_whitespace() => {
                    let mark = bare.chars().next().unwrap_or(' ');
                    let start = end + gap;
                    if let Some(value) = bare.strip_prefix(['=', ';', ':', '：', '-', '–']) {
                        let value = value.trim_start_matches(['=', '>']);
                        let trimmed = value.trim_start();
                        let to = at + rest.len() - trimmed.len();
                        self.add(
                            10,
                            (start, start + mark.len_utf8()),
                            (end, to),
                            ": ",
                            Fix::Colon(word.to_string(), mark.to_string()),
                        );
                    }
                    let to = at + rest.len() - bare.len();
                    self.add(13, (at, end), (end, to), ": ", Fix::Colon(word.to_string(), String::new()));
                }
                _ => {}
            }
        }
    }

    /// Fixes for a second key on the line.
    pub(super) fn split(&mut self) {
        let (at, value) = self.line.value();
        if self.line.key().is_none() {
            return;
        }
        for (place, _) in
            value.match_indices(": ").chain(value.strip_suffix(':').map(|rest| (rest.len(), ":")))
        {
            let word_at = value[..place].rfind(' ').map_or(0, |space| space + 1);
            let word = &value[word_at..place];
            if word_at == 0 || !is_word(word) {
                continue;
            }
            let begin = at + value[..word_at].trim_end().trim_end_matches([',', ';']).len();
            let own = at + word_at;
            let margin = " ".repeat(self.line.column());
            self.add(
                12,
                (own, own + word.len()),
                (begin, own),
                format!("\n{margin}"),
                Fix::Split(word.to_string()),
            );
        }
    }

    /// Fixes that delete the line: duplicates and, if the text is broken, lines that are neither a key nor an item.
    pub(super) fn whole_lines(&mut self) {
        let line = self.line;
        let end = (line.start + line.text.len() + 1).min(self.text.len());
        let whole = (line.start, end);
        if self.previous().is_some_and(|previous| previous.text == line.text) {
            self.add(2, line.words(), whole, "", Fix::DuplicateLine);
        }
        if !self.broken {
            return;
        }
        let bare = line.text.trim();
        if !line.begins() && bare.chars().count() <= 60 {
            let cost = if bare.chars().count() == 1 { 10 } else { 30 };
            self.add(cost, line.words(), whole, "", Fix::StrayLine(bare.to_string()));
        }
        let next = self.following().next();
        if let (Some(key), (at, value)) = (line.key(), line.value())
            && !value.is_empty()
            && let Some(next) = next.filter(|next| next.column() > line.column())
        {
            let span = (at, at + value.len());
            // The record below may have a key for the value.
            let margin = " ".repeat(next.column());
            let colon = line.rest_at() + key.len() + 1;
            self.add(10, span, (colon, at), format!("\n{margin}value: "), Fix::ValueKey(key.to_string()));
            self.add(22, span, (at - 1, span.1), "", Fix::ValueAndKeys(key.to_string()));
        }
    }
}
