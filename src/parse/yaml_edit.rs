//! Edits single values of a YAML text. Comments, order and formatting of everything else stay, byte for byte.
//!
//! An edit replaces or inserts one range of bytes. The result is parsed again and compared with the tree that was meant; an
//! edit that gives any other tree is refused, so the layouts that are not supported cost an error message and no content.

use super::yaml::{Key, Node, NodeKind, parse};
use super::yaml_format::{inline, item, key_text, tail};
pub use super::yaml_format::{new_file, plain_or_quoted};
use super::{Diagnostics, yaml_edit_tree::Tree};
use crate::diagnostic::Severity;

/// A step from a value into one of its parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// The item of a list that has these values; for an empty one, the item that lacks the key.
    Item(Vec<(String, String)>),
}

impl Step {
    /// The step to the value of a key.
    pub fn key(key: &str) -> Step {
        Step::Key(key.to_string())
    }

    /// The step to the item of a list with this id.
    pub fn id(id: &str) -> Step {
        Step::Item(vec![("id".to_string(), id.to_string())])
    }
}

/// A value to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// A text, quoted where YAML would read something else.
    Text(String),
    /// A number, date or boolean, written as it is.
    Bare(String),
    /// A list.
    List(Vec<NewValue>),
    /// Keys and values.
    Record(Vec<(String, NewValue)>, Style),
}

/// The form of a new record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// One line for each key.
    Block,
    /// All keys in braces on one line.
    Flow,
}

/// The position of a new key among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// After all others.
    Last,
    /// Before the first key that sorts after it.
    Sorted,
    /// At this index of a list.
    At(usize),
}

/// The layout of the text does not allow the edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uneditable;

/// A YAML text and its tree.
#[derive(Debug, Clone)]
pub struct EditableYaml {
    text: String,
    root: Node,
}

impl EditableYaml {
    /// Parses a text; `None` if it has errors.
    pub fn parse(text: impl Into<String>) -> Option<EditableYaml> {
        let text = text.into();
        let mut diagnostics = Diagnostics::new("".into());
        let (root, stop) = parse(&text, 0, &mut diagnostics);
        let is_sound = stop.is_none() && diagnostics.found().iter().all(|d| d.severity != Severity::Error);
        Some(EditableYaml { root: root.filter(|_| is_sound)?, text })
    }

    /// The text with all edits.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the value at a path.
    pub fn get(&self, path: &[Step]) -> Option<&Node> {
        walk(&self.root, path).0.filter(|_| walk(&self.root, path).1 == path.len())
    }

    /// Returns the line of the value at a path, from 1.
    pub fn line(&self, path: &[Step]) -> Option<usize> {
        let start = self.get(path)?.span.start as usize;
        Some(self.text.get(..start)?.matches('\n').count() + 1)
    }

    /// Replaces the value at a path, or adds it with the records and lists that it needs.
    ///
    /// # Errors
    /// [`Uneditable`] if the layout does not allow it without touching comments. Nothing is changed then.
    pub fn set(&mut self, path: &[Step], value: &NewValue, position: Position) -> Result<(), Uneditable> {
        let (start, end, new) = match walk(&self.root, path) {
            (Some(node), depth) if depth == path.len() => self.replacement(node, path, value)?,
            (Some(node), depth) => {
                let rest = path.get(depth + 1..).unwrap_or_default();
                let value = rest.iter().rev().fold(value.clone(), |value, step| match step {
                    Step::Key(key) => NewValue::Record(vec![(key.clone(), value)], Style::Block),
                    Step::Item(_) => NewValue::List(vec![value]),
                });
                self.insertion(node, &path[..depth], path.get(depth).ok_or(Uneditable)?, &value, position)?
            }
            (None, _) => return Err(Uneditable),
        };
        let mut wanted = Tree::from(&self.root);
        wanted.set(path, value, position);
        self.apply(start, end, &new, &wanted)
    }

    /// Returns the position of an item in the list at a path.
    pub fn item_index(&self, list: &[Step], item: &Step) -> Option<usize> {
        let (Step::Item(wanted), NodeKind::Sequence(items, _)) = (item, &self.get(list)?.kind) else {
            return None;
        };
        items.iter().position(|item| has(item, wanted))
    }

    /// Removes a key and its value.
    ///
    /// # Errors
    /// [`Uneditable`] if it is the only one, or if a comment would be removed with it. Nothing is changed then.
    pub fn remove(&mut self, path: &[Step]) -> Result<(), Uneditable> {
        let (Some(Step::Key(name)), parent) = (path.last(), &path[..path.len().saturating_sub(1)]) else {
            return Err(Uneditable);
        };
        let node = self.get(parent).ok_or(Uneditable)?;
        let NodeKind::Mapping(entries) = &node.kind else { return Err(Uneditable) };
        let at = entries.iter().position(|(key, _)| key.text == *name).ok_or(Uneditable)?;
        let (key, value) = &entries[at];
        let (mut start, mut end) = (key.span.start as usize, end_of(key, value, &self.text));
        if self.is_flow(node) {
            match (at.checked_sub(1).map(|before| &entries[before]), entries.get(at + 1)) {
                (Some((key, value)), _) => start = end_of(key, value, &self.text),
                (None, Some((next, _))) => end = next.span.start as usize,
                (None, None) => {}
            }
        } else {
            let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
            if entries.len() == 1 || !self.text[line..start].bytes().all(|byte| byte == b' ') {
                return Err(Uneditable);
            }
            start = line;
            let line_end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at + 1);
            if !self.text[end..line_end].trim().is_empty() {
                return Err(Uneditable);
            }
            end = line_end;
        }
        if self.text[start..end].contains('#') {
            return Err(Uneditable);
        }
        let mut wanted = Tree::from(&self.root);
        wanted.remove(path);
        self.apply(start, end, "", &wanted)
    }

    /// Applies an edit if the result has the tree that is meant.
    fn apply(&mut self, start: usize, end: usize, new: &str, wanted: &Tree) -> Result<(), Uneditable> {
        let (head, tail) = (self.text.get(..start), self.text.get(end..));
        let (Some(head), Some(tail)) = (head, tail) else { return Err(Uneditable) };
        let edited = EditableYaml::parse([head, new, tail].concat()).ok_or(Uneditable)?;
        if Tree::from(&edited.root) != *wanted {
            return Err(Uneditable);
        }
        *self = edited;
        Ok(())
    }

    /// The edit that replaces an existing value.
    fn replacement(
        &self,
        node: &Node,
        path: &[Step],
        value: &NewValue,
    ) -> Result<(usize, usize, String), Uneditable> {
        let (start, end) = (node.span.start as usize, end_of_value(node, &self.text));
        if matches!(node.kind, NodeKind::Nothing) && start >= end {
            let colon = self.colon_after(path).ok_or(Uneditable)?;
            return Ok((colon, colon, tail(value, 0, true)));
        }
        let old = self.text.get(start..end).ok_or(Uneditable)?;
        let is_collection = matches!(node.kind, NodeKind::Sequence(..) | NodeKind::Mapping(_));
        if is_collection && old.contains('#') {
            return Err(Uneditable);
        }
        if let Some(header) = self.block_header(node, path) {
            return Ok((header, end, tail(value, 0, true)));
        }
        let new = match (&node.kind, value) {
            (NodeKind::Sequence(old, false), NewValue::List(items)) if !items.is_empty() => {
                let start = old.first().map_or(start, |item| item.span.start as usize);
                let indent = " ".repeat(self.dash_column(old).ok_or(Uneditable)?);
                let items: Vec<String> = items.iter().map(inline).collect();
                return Ok((start, end, items.join(&format!("\n{indent}- "))));
            }
            _ => inline(value),
        };
        Ok((start, end, new))
    }

    /// The edit that adds a key or an item to a value.
    fn insertion(
        &self,
        node: &Node,
        path: &[Step],
        step: &Step,
        value: &NewValue,
        position: Position,
    ) -> Result<(usize, usize, String), Uneditable> {
        let entry = |indent: usize, is_flow: bool| match step {
            Step::Key(name) => format!("{}:{}", key_text(name), tail(value, indent, is_flow)),
            Step::Item(_) if is_flow => inline(value),
            Step::Item(_) => item(value, indent),
        };
        let last = match (&node.kind, step) {
            (NodeKind::Mapping(entries), Step::Key(_)) => {
                entries.last().map(|(key, value)| end_of(key, value, &self.text))
            }
            (NodeKind::Sequence(items, _), Step::Item(_)) => {
                items.last().map(|item| end_of_value(item, &self.text))
            }
            (NodeKind::Nothing, _) => None,
            _ => return Err(Uneditable),
        };
        if let (Position::At(at), NodeKind::Sequence(items, _)) = (position, &node.kind)
            && let Some(next) = items.get(at)
        {
            let start = next.span.start as usize;
            if self.is_flow(node) {
                return Ok((start, start, format!("{}, ", entry(0, true))));
            }
            let indent = self.dash_column(items).ok_or(Uneditable)?;
            let spaces = " ".repeat(indent);
            let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let start = self.entry_start(line + indent, &spaces).ok_or(Uneditable)?;
            return Ok((start, start, format!("{spaces}{}\n", entry(indent, false))));
        }
        if let Some(last) = last.filter(|_| self.is_flow(node)) {
            return Ok((last, last, format!(", {}", entry(0, true))));
        }
        if let Some(last) = last {
            let indent = match &node.kind {
                NodeKind::Mapping(entries) => self.column(entries[0].0.span.start as usize),
                NodeKind::Sequence(items, _) => self.dash_column(items).ok_or(Uneditable)?,
                _ => return Err(Uneditable),
            };
            let spaces = " ".repeat(indent);
            if let (Position::Sorted, Step::Key(name), NodeKind::Mapping(entries)) =
                (position, step, &node.kind)
                && let Some((next, _)) = entries.iter().find(|(key, _)| key.text > *name)
            {
                let start = self.entry_start(next.span.start as usize, &spaces).ok_or(Uneditable)?;
                return Ok((start, start, format!("{spaces}{}\n", entry(indent, false))));
            }
            let line_end = self.text[last..].find('\n').map_or(self.text.len(), |at| last + at);
            return Ok((line_end, line_end, format!("\n{spaces}{}", entry(indent, false))));
        }
        // An empty value: its key decides where the first line goes.
        if path.is_empty() {
            let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
            let end = self.text.len();
            return Ok((end, end, format!("{gap}{}\n", entry(0, false))));
        }
        let colon = self.colon_after(path).ok_or(Uneditable)?;
        let end = (node.span.end as usize).max(colon);
        let end = if matches!(node.kind, NodeKind::Nothing) && node.span.start == node.span.end {
            colon
        } else {
            end
        };
        let owner_is_flow = self.get(&path[..path.len() - 1]).is_none_or(|owner| self.is_flow(owner));
        if self.text.get(colon..end).ok_or(Uneditable)?.contains('#') {
            return Err(Uneditable);
        }
        if owner_is_flow {
            let (open, close) = if matches!(step, Step::Key(_)) { ("{", "}") } else { ("[", "]") };
            return Ok((colon, end, format!(" {open}{}{close}", entry(0, true))));
        }
        let indent = self.column(self.key_at(path).ok_or(Uneditable)?.span.start as usize) + 2;
        // A comment behind the key stays there.
        let line_end = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at);
        let comment = self.text[end..line_end].trim_end();
        let end = if comment.is_empty() { end } else { line_end };
        Ok((colon, end, format!("{comment}\n{}{}", " ".repeat(indent), entry(indent, false))))
    }

    /// The first byte of an entry: of its line, or of the comments directly above it.
    fn entry_start(&self, key: usize, indent: &str) -> Option<usize> {
        let mut line = self.text.get(..key)?.rfind('\n').map_or(0, |at| at + 1);
        if self.text.get(line..key)? != indent {
            return None;
        }
        while line > 0 {
            let start = self.text[..line - 1].rfind('\n').map_or(0, |at| at + 1);
            if !self.text[start..line].strip_prefix(indent).is_some_and(|rest| rest.starts_with('#')) {
                break;
            }
            line = start;
        }
        Some(line)
    }

    /// The key that a path ends with.
    fn key_at(&self, path: &[Step]) -> Option<&Key> {
        let (Step::Key(name), parent) = path.split_last()? else { return None };
        let NodeKind::Mapping(entries) = &self.get(parent)?.kind else { return None };
        entries.iter().map(|(key, _)| key).find(|key| key.text == *name)
    }

    /// The offset after the colon of the key that a path ends with.
    fn colon_after(&self, path: &[Step]) -> Option<usize> {
        let end = self.key_at(path)?.span.end as usize;
        let rest = self.text.get(end..)?;
        rest.trim_start_matches(' ').starts_with(':').then(|| end + rest.find(':').unwrap_or(0) + 1)
    }

    /// The offset after the colon of a key whose value is a block scalar (`|`, `>`), which begins with its header.
    fn block_header(&self, node: &Node, path: &[Step]) -> Option<usize> {
        let colon = self.colon_after(path)?;
        let before = self.text.get(colon..node.span.start as usize)?;
        (node.is_quoted() && before.trim_start().starts_with(['|', '>'])).then_some(colon)
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.start as usize..].starts_with(['{', '['])
    }

    /// The column of the dashes of a list in block style.
    fn dash_column(&self, items: &[Node]) -> Option<usize> {
        let start = items.first()?.span.start as usize;
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        self.text[line..start]
            .strip_suffix(|c| c == ' ')?
            .trim_end()
            .strip_suffix('-')
            .map(|before| before.chars().count())
    }

    /// The number of characters before an offset in its line.
    fn column(&self, offset: usize) -> usize {
        let line = self.text[..offset].rfind('\n').map_or(0, |at| at + 1);
        self.text[line..offset].chars().count()
    }
}

/// The end of an entry. A key without a value ends with its colon.
fn end_of(key: &Key, value: &Node, text: &str) -> usize {
    match value.kind {
        NodeKind::Nothing if value.span.start == value.span.end => key.span.end as usize + 1,
        _ => end_of_value(value, text),
    }
}

/// The end of a value. The parser ends a block where the next token begins, so that its end is that of its last value.
fn end_of_value(node: &Node, text: &str) -> usize {
    let is_flow = text[node.span.start as usize..].starts_with(['{', '[']);
    match &node.kind {
        NodeKind::Mapping(entries) if !is_flow => {
            entries.last().map_or(node.span.start as usize, |(key, value)| end_of(key, value, text))
        }
        NodeKind::Sequence(items, _) if !is_flow => {
            items.last().map_or(node.span.start as usize, |item| end_of_value(item, text))
        }
        _ => node.span.end as usize,
    }
}

/// Follows a path as far as it exists. Returns the last value, and the number of steps.
fn walk<'n>(root: &'n Node, path: &[Step]) -> (Option<&'n Node>, usize) {
    let mut node = root;
    for (depth, step) in path.iter().enumerate() {
        let next = match (step, &node.kind) {
            (Step::Key(name), NodeKind::Mapping(entries)) => {
                entries.iter().find(|(key, _)| key.text == *name).map(|(_, value)| value)
            }
            (Step::Item(wanted), NodeKind::Sequence(items, _)) => items.iter().find(|item| has(item, wanted)),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => return (Some(node), depth),
        }
    }
    (Some(node), path.len())
}

/// Returns `true` if a record has these values.
fn has(item: &Node, wanted: &[(String, String)]) -> bool {
    let NodeKind::Mapping(entries) = &item.kind else { return false };
    wanted.iter().all(|(name, text)| match entries.iter().find(|(key, _)| key.text == *name) {
        Some((_, value)) => matches!(&value.kind, NodeKind::Scalar { text: own, .. } if own == text),
        None => text.is_empty(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path(text: &str) -> Vec<Step> {
        let steps = text.split('/').filter(|step| !step.is_empty());
        steps.map(|step| step.strip_prefix('@').map_or_else(|| Step::key(step), Step::id)).collect()
    }

    fn set(text: &str, at: &str, value: &NewValue) -> Option<String> {
        let mut yaml = EditableYaml::parse(text).expect("it is valid");
        yaml.set(&path(at), value, Position::Last).ok().map(|()| yaml.text().to_string())
    }

    fn text(text: &str) -> NewValue {
        NewValue::Text(text.to_string())
    }

    #[test]
    fn an_item_is_added_at_its_index() {
        let record = NewValue::Record(vec![("id".to_string(), text("b"))], Style::Flow);
        for (before, at, after) in [
            ("l: [{id: a}, {id: c}]\n", 1, "l: [{id: a}, {id: b}, {id: c}]\n"),
            ("l: [{id: c}] # all\n", 0, "l: [{id: b}, {id: c}] # all\n"),
            (
                "l:\n  - {id: a} # first\n  # of c\n  - id: c\n",
                1,
                "l:\n  - {id: a} # first\n  - {id: b}\n  # of c\n  - id: c\n",
            ),
            ("l:\n- id: c\n", 0, "l:\n- {id: b}\n- id: c\n"),
            ("l: [{id: a}]\n", 1, "l: [{id: a}, {id: b}]\n"),
        ] {
            let mut yaml = EditableYaml::parse(before).expect("it is valid");
            assert_eq!(yaml.set(&path("l/@b"), &record, Position::At(at)), Ok(()), "{before}");
            assert_eq!(yaml.text(), after);
        }
    }

    #[test]
    fn a_comment_behind_a_key_stays_there() {
        for (before, after) in [
            ("a:\nfacts:   # none yet\n", "a:\nfacts:   # none yet\n  x: z\n"),
            ("facts: {}  # none yet\nb: c\n", "facts:  # none yet\n  x: z\nb: c\n"),
            ("facts: # none", "facts: # none\n  x: z"),
        ] {
            assert_eq!(set(before, "facts/x", &text("z")).as_deref(), Some(after));
        }
    }

    fn record(keys: &[(&str, &str)], style: Style) -> NewValue {
        NewValue::Record(keys.iter().map(|(key, value)| ((*key).to_string(), text(value))).collect(), style)
    }

    #[test]
    fn a_value_is_replaced_and_everything_else_stays() {
        for (before, at, value, after) in [
            ("a: 1 # one\nb:   two   # two\n", "b", "three", "a: 1 # one\nb:   three   # two\n"),
            (
                "f:\n  x: {value: \"a, b\",  level: c} # c\n",
                "f/x/value",
                "d",
                "f:\n  x: {value: d,  level: c} # c\n",
            ),
            ("a: >\n  one\n  two\nb: c\n", "a", "x: y", "a: \"x: y\"\nb: c\n"),
            ("a:\nb: c\n", "a", "x", "a: x\nb: c\n"),
            ("a: ~ # c\n", "a", "x", "a: x # c\n"),
            (
                "r:\n  - id: a\n    label: A\n  - {id: b, label: B}\n",
                "r/@b/label",
                "C",
                "r:\n  - id: a\n    label: A\n  - {id: b, label: C}\n",
            ),
        ] {
            assert_eq!(set(before, at, &text(value)).as_deref(), Some(after), "{before}");
        }
    }

    #[test]
    fn lists_keep_their_form_and_their_comments() {
        let list = NewValue::List(vec![text("x"), text("y z")]);
        assert_eq!(set("a: [b] # c\n", "a", &list).as_deref(), Some("a: [x, y z] # c\n"));
        assert_eq!(
            set("a:\n  - b\n  - c\nd: e\n", "a", &list).as_deref(),
            Some("a:\n  - x\n  - y z\nd: e\n")
        );
        assert_eq!(set("a:\n  - b # why\n  - c\n", "a", &list), None);
    }

    #[test]
    fn a_new_key_goes_where_its_siblings_are() {
        let fact = record(&[("value", "a"), ("level", "b")], Style::Flow);
        for (before, at, after) in [
            ("", "f/x", "f:\n  x: {value: a, level: b}\n"),
            ("f: {}\ng: h\n", "f/x", "f:\n  x: {value: a, level: b}\ng: h\n"),
            ("f:\ng: h\n", "f/x", "f:\n  x: {value: a, level: b}\ng: h\n"),
            ("f: {y: {}}\n", "f/x", "f: {y: {}, x: {value: a, level: b}}\n"),
            (
                "f:\n    y: {} # c\n\n# end\ng: h\n",
                "f/x",
                "f:\n    y: {} # c\n    x: {value: a, level: b}\n\n# end\ng: h\n",
            ),
            (
                "f:\n  y: >\n    long\n    text\ng: h",
                "f/x",
                "f:\n  y: >\n    long\n    text\n  x: {value: a, level: b}\ng: h",
            ),
            ("name: n", "f/x", "name: n\nf:\n  x: {value: a, level: b}"),
        ] {
            assert_eq!(set(before, at, &fact).as_deref(), Some(after), "{before:?}");
        }
    }

    #[test]
    fn a_new_item_is_appended() {
        let new = record(&[("id", "c"), ("label", "C")], Style::Flow);
        let block = record(&[("id", "c"), ("label", "C")], Style::Block);
        for (before, value, after) in [
            ("r: []\n", &new, "r:\n  - {id: c, label: C}\n"),
            ("r: [{id: a}]\n", &new, "r: [{id: a}, {id: c, label: C}]\n"),
            ("r:\n- id: a # c\ns: t\n", &new, "r:\n- id: a # c\n- {id: c, label: C}\ns: t\n"),
            ("r:\n  - id: a\n    b: c\n", &block, "r:\n  - id: a\n    b: c\n  - id: c\n    label: C\n"),
            ("s: t\n", &block, "s: t\nr:\n  - id: c\n    label: C\n"),
        ] {
            assert_eq!(set(before, "r/@c", value).as_deref(), Some(after), "{before:?}");
        }
    }

    #[test]
    fn entries_stay_sorted() {
        let mut yaml =
            EditableYaml::parse("s:\n  # About b.\n  b: {x: y}\n  d: {x: y}\n").expect("it is valid");
        for id in ["c", "a", "e"] {
            yaml.set(&path(&format!("s/{id}")), &record(&[("x", id)], Style::Block), Position::Sorted)
                .expect("an edit");
        }
        let after =
            "s:\n  a:\n    x: a\n  # About b.\n  b: {x: y}\n  c:\n    x: c\n  d: {x: y}\n  e:\n    x: e\n";
        assert_eq!(yaml.text(), after);
    }

    #[test]
    fn a_key_is_removed_with_its_line() {
        for (before, at, after) in [
            ("a: {b: c, d: e}\n", "a/b", Some("a: {d: e}\n")),
            ("a: {b: c, d: e}\n", "a/d", Some("a: {b: c}\n")),
            ("a:\n  b: c\n  d: e\n", "a/b", Some("a:\n  d: e\n")),
            ("a:\n  b: c # why\n  d: e\n", "a/b", None),
            ("a:\n  b: c\n", "a/b", None),
        ] {
            let mut yaml = EditableYaml::parse(before).expect("it is valid");
            let done = yaml.remove(&path(at)).ok().map(|()| yaml.text().to_string());
            assert_eq!(done.as_deref(), after, "{before:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Any text is written so that it is read back, and comments survive any sequence of edits.
        #[test]
        fn any_text_is_read_back(values in proptest::collection::vec("[ -~äß\\t\\n:#'\"{}]{0,12}", 1..6), at in proptest::collection::vec(0..5usize, 6)) {
            let mut yaml = EditableYaml::parse("# top\na: 1 # one\nf:\n  x: {value: q, n: 2} # two\n  # three\nl: [u, v] # four\nr:\n  - {id: i} # five\n").expect("it is valid");
            let paths = ["a", "f/x/value", "f/y/value", "r/@i/label", "new/key"];
            for (value, at) in values.iter().zip(&at) {
                prop_assert_eq!(yaml.set(&path(paths[*at]), &text(value), Position::Last), Ok(()));
                let found = yaml.get(&path(paths[*at])).map(|node| node.kind.clone());
                let is_it = matches!(&found, Some(NodeKind::Scalar { text, .. }) if text == value);
                prop_assert!(is_it, "{:?} {:?}", found, yaml.text());
            }
            for comment in ["# top\n", " # one\n", " # two\n", "# three\n", " # four\n", " # five\n"] {
                prop_assert!(yaml.text().contains(comment), "{}", yaml.text());
            }
        }
    }
}
