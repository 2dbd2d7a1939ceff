//! Decodes lists and mappings of YAML.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::{Value, json};

use super::decode::{Decode, Spanned};
use super::wrong_type::wrong_type;
use super::yaml::{Node, NodeKind};
use super::yaml_text::check_separator;
use super::{Context, Diagnostics};
use crate::diagnostic::Code;

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let NodeKind::Sequence(items, in_brackets) = &node.kind else {
            wrong_type(node, "a list", diagnostics);
            return None;
        };
        // Invalid items have been reported; keep the valid ones.
        let mut read = Vec::with_capacity(items.len());
        let mut known = HashMap::new();
        for item in items.iter().filter(|item| !item.is_lost()) {
            let Some(value) = T::decode(item, diagnostics) else { continue };
            if *in_brackets {
                check_separator(item, diagnostics);
            }
            if let Some(text) = value.text().filter(|_| items.len() > 1) {
                match known.entry(text.to_lowercase()) {
                    Entry::Occupied(first) => drop(
                        diagnostics
                            .add(Code::DuplicateName, item.span, format!("duplicate item `{text}`"))
                            .label(*first.get(), "first listed here")
                            .help("remove one of them"),
                    ),
                    Entry::Vacant(free) => drop(free.insert(item.span)),
                }
            }
            read.push(value);
        }
        Some(read)
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn blank() -> Option<Self> {
        Self::absent()
    }

    fn placeholder() -> Self {
        Vec::new()
    }

    fn schema() -> Value {
        json!({ "type": ["array", "null"], "items": T::schema() })
    }
}

/// A list with at least one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonEmpty<T>(pub Vec<T>);

impl<T: Decode> Decode for NonEmpty<T> {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if matches!(&node.kind, NodeKind::Sequence(items, _) if items.is_empty()) {
            diagnostics.add(Code::OutOfRange, node.span, "the list has no items".to_string()).help("add one");
            return None;
        }
        Vec::decode(node, diagnostics).map(NonEmpty)
    }

    fn placeholder() -> Self {
        NonEmpty(Vec::new())
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema(), "minItems": 1 })
    }
}

/// A mapping whose keys the author chooses, in the order written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map<K, V>(pub Vec<(Spanned<K>, V)>);

impl<K: Decode, V: Decode> Decode for Map<K, V> {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let NodeKind::Mapping(entries) = &node.kind else {
            wrong_type(node, "keys and values", diagnostics);
            return None;
        };
        let mut read = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            // A key is text, whatever its form.
            let name = Node::new(key.span, NodeKind::Scalar { text: key.text.clone(), quoted: true });
            let context = diagnostics.context();
            diagnostics.enter(Context { is_key: true, ..context });
            let name = Spanned::<K>::decode(&name, diagnostics);
            diagnostics.enter(context);
            let value = match (&value.kind, V::blank()) {
                (NodeKind::Nothing, Some(blank)) => Some(blank),
                (NodeKind::Nothing, None) if value.is_incomplete => Some(V::placeholder()),
                _ => V::decode(value, diagnostics),
            };
            read.extend(name.zip(value));
        }
        Some(Map(read))
    }

    fn absent() -> Option<Self> {
        Some(Map(Vec::new()))
    }

    fn blank() -> Option<Self> {
        Self::absent()
    }

    fn placeholder() -> Self {
        Map(Vec::new())
    }

    fn schema() -> Value {
        json!({ "type": ["object", "null"], "propertyNames": K::schema(), "additionalProperties": V::schema() })
    }
}
