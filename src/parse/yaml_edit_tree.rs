//! The values of a YAML text without its layout, to compare what an edit gave with what was meant.

use std::collections::BTreeMap;

use super::yaml::{Node, NodeKind};
use super::yaml_edit::{NewValue, Position, Step};

/// A value without spans, quotes and order of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tree {
    Nothing,
    Scalar(String),
    List(Vec<Tree>),
    Record(BTreeMap<String, Tree>),
}

impl From<&Node> for Tree {
    fn from(node: &Node) -> Tree {
        match &node.kind {
            NodeKind::Nothing => Tree::Nothing,
            NodeKind::Scalar { text, .. } => Tree::Scalar(text.clone()),
            NodeKind::Sequence(items, _) => Tree::List(items.iter().map(Tree::from).collect()),
            NodeKind::Mapping(entries) => Tree::Record(
                entries.iter().map(|(key, value)| (key.text.clone(), Tree::from(value))).collect(),
            ),
        }
    }
}

impl From<&NewValue> for Tree {
    fn from(value: &NewValue) -> Tree {
        match value {
            NewValue::Text(text) | NewValue::Bare(text) => Tree::Scalar(text.clone()),
            NewValue::List(items) => Tree::List(items.iter().map(Tree::from).collect()),
            NewValue::Record(entries, _) => {
                Tree::Record(entries.iter().map(|(key, value)| (key.clone(), Tree::from(value))).collect())
            }
        }
    }
}

impl Tree {
    /// Sets the value at a path, with the records and lists that it needs.
    pub(super) fn set(&mut self, path: &[Step], value: &NewValue, position: Position) {
        let Some((step, rest)) = path.split_first() else {
            *self = Tree::from(value);
            return;
        };
        match step {
            Step::Key(key) => {
                if !matches!(self, Tree::Record(_)) {
                    *self = Tree::Record(BTreeMap::new());
                }
                let Tree::Record(entries) = self else { return };
                entries.entry(key.clone()).or_insert(Tree::Nothing).set(rest, value, position);
            }
            Step::Item(wanted) => {
                if !matches!(self, Tree::List(_)) {
                    *self = Tree::List(Vec::new());
                }
                let Tree::List(items) = self else { return };
                let at = items.iter().position(|item| item.has(wanted)).unwrap_or_else(|| {
                    let at = match position {
                        Position::At(at) => at.min(items.len()),
                        Position::Last | Position::Sorted => items.len(),
                    };
                    items.insert(at, Tree::Nothing);
                    at
                });
                items[at].set(rest, value, position);
            }
        }
    }

    /// Removes the key that a path ends with.
    pub(super) fn remove(&mut self, path: &[Step]) {
        match (self, path) {
            (Tree::Record(entries), [Step::Key(key)]) => drop(entries.remove(key)),
            (Tree::Record(entries), [Step::Key(key), rest @ ..]) => {
                if let Some(value) = entries.get_mut(key) {
                    value.remove(rest);
                }
            }
            (Tree::List(items), [Step::Item(wanted), rest @ ..]) => {
                if let Some(item) = items.iter_mut().find(|item| item.has(wanted)) {
                    item.remove(rest);
                }
            }
            _ => {}
        }
    }

    fn has(&self, wanted: &[(String, String)]) -> bool {
        let Tree::Record(entries) = self else { return false };
        wanted.iter().all(|(key, text)| match entries.get(key) {
            Some(value) => matches!(value, Tree::Scalar(own) if own == text),
            None => text.is_empty(),
        })
    }
}
