//! Decodes YAML nodes into records, reporting every mistake instead of stopping at the first.
//!
//! A record is declared once, with [`record!`](crate::parse::record): its fields, their types and their doc comments.
//! The declaration generates the Rust type, strict decoding (unknown keys, missing keys and wrong types are reported
//! at their bytes) and the JSON Schema for editor completion.

use serde_json::{Value, json};

use super::scalar::core_bool;
use super::wrong_type::wrong_type;
use super::yaml::{Key, Node, NodeKind};
use super::{Context, Diagnostics};
use crate::diagnostic::{Code, Span, nearest};

/// A type that can be decoded from YAML.
pub trait Decode: Sized {
    /// Decodes a node. Returns `None` if it is invalid; the reason has then been reported.
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;

    /// The value of a missing key; `None` if the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// The value of a key without a value; `None` if one is required.
    fn blank() -> Option<Self> {
        None
    }

    /// Placeholder for an invalid value, so that the rest of its record can be checked in the same run. A site with
    /// such a record is never published, because the reason was reported as an error.
    fn placeholder() -> Self;

    /// The text of the value, if it is text for readers. A list must not contain the same text twice.
    fn text(&self) -> Option<&str> {
        None
    }

    /// The JSON Schema (draft 2020-12) of the value.
    fn schema() -> Value;
}

/// A value with its byte range in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The byte range of the value.
    pub span: Span,
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        T::decode(node, diagnostics).map(|value| Spanned { value, span: node.span })
    }

    fn absent() -> Option<Self> {
        T::absent().map(|value| Spanned { value, span: Span::default() })
    }

    fn blank() -> Option<Self> {
        T::blank().map(|value| Spanned { value, span: Span::default() })
    }

    fn placeholder() -> Self {
        Spanned { value: T::placeholder(), span: Span::default() }
    }

    fn text(&self) -> Option<&str> {
        self.value.text()
    }

    fn schema() -> Value {
        T::schema()
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        T::decode(node, diagnostics).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn blank() -> Option<Self> {
        T::blank().map(Some)
    }

    fn placeholder() -> Self {
        None
    }

    fn schema() -> Value {
        T::schema()
    }
}

/// A boolean, written `true` or `false`.
impl Decode for bool {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let read = core_bool(node);
        if read.is_none() {
            wrong_type(node, "`true` or `false`", diagnostics);
        }
        read
    }

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn placeholder() -> Self {
        false
    }

    fn schema() -> Value {
        json!({ "title": "`true` or `false`", "type": "boolean" })
    }
}

/// Formats the keys of a record as a list for a help text.
fn format_keys(keys: &[&str]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

/// Reports keys of a record that resemble none of its own.
fn report_strange(strange: &[&Key], what: &str, known: &[&str], diagnostics: &mut Diagnostics) {
    let [first, others @ ..] = strange else { return };
    let names: Vec<&str> = strange.iter().map(|key| key.text.as_str()).collect();
    let word = if others.is_empty() { "key" } else { "keys" };
    let message = format!("{what} has no {word} {}", format_keys(&names));
    let mut help = format!("its keys are {}", format_keys(known));
    if known.contains(&"extra") {
        help.push_str("; keys of other programs belong below `extra`");
    }
    let mut diagnostic = diagnostics.add(Code::UnknownKey, first.span, message).help(help);
    for key in others {
        diagnostic = diagnostic.label(key.span, "and this one");
    }
}

/// The number of unknown keys reported per record.
const MAX_UNKNOWN: usize = 20;

/// The keys of a record during decoding.
#[derive(Debug)]
pub struct Fields<'n> {
    what: &'static str,
    span: Span,
    entries: &'n [(Key, Node)],
    /// Keys of the record that the author probably meant by an unknown key.
    intended: Vec<&'static str>,
    /// `true` if a syntax error may hide keys of the record.
    is_incomplete: bool,
}

impl<'n> Fields<'n> {
    /// Opens a node as the record `what` with the keys `known`, and reports unknown keys. `needed` returns the
    /// required keys.
    pub fn open(
        node: &'n Node,
        what: &'static str,
        known: &[&'static str],
        needed: impl Fn() -> Vec<&'static str>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Fields<'n>> {
        let entries = match &node.kind {
            NodeKind::Mapping(entries) => &entries[..],
            _ if node.is_lost() => &[],
            _ => return Fields::refuse(node, what, known, &needed(), diagnostics),
        };
        let written = |name: &str| entries.iter().any(|(key, _)| key.text == name);
        let mut intended = Vec::new();
        let unknown = entries.iter().filter(|(key, _)| !known.contains(&key.text.as_str()));
        // A record with more unknown keys is of another kind, and the author will notice.
        let mut needless = false;
        let mut strange: Vec<&Key> = Vec::new();
        for (key, value) in unknown.take(MAX_UNKNOWN) {
            // `{role dbre}` is a key without its colon.
            let split = key.text.split_once(' ').filter(|_| value.kind == NodeKind::Nothing);
            let meant = split.and_then(|(word, rest)| {
                let name = known.iter().copied().find(|name| *name == word && !written(name))?;
                Some((name, rest))
            });
            if let Some((name, rest)) = meant {
                diagnostics
                    .add(Code::UnknownKey, key.span, format!("missing colon after the key `{name}`"))
                    .replace(format!("{name}: {}", rest.trim_start()), format!("write `{name}: `"));
                intended.push(name);
                continue;
            }
            // A key that is already present cannot be the intended one.
            let free = known.iter().copied().filter(|name| !written(name));
            let near = nearest(&key.text, free.clone());
            if near.is_some() {
                let message = format!("{what} has no key `{}`", key.text);
                diagnostics.add(Code::UnknownKey, key.span, message).suggest(&key.text, free);
            } else {
                strange.push(key);
            }
            needless |= near.is_none();
            intended.extend(near);
        }
        // A record without its required keys is one of another kind, at the wrong place.
        if needed().into_iter().any(|name| !written(name)) {
            report_strange(&strange, what, known, diagnostics);
        } else {
            for key in &strange {
                report_strange(&[key], what, known, diagnostics);
            }
        }
        // A key of another name is probably meant for one that is missing, and a record with only such keys for all.
        let missing = || needed().into_iter().filter(|name| !written(name));
        if needless
            && (missing().count() == 1 || !entries.iter().any(|(key, _)| known.contains(&key.text.as_str())))
        {
            intended.extend(missing());
        }
        Some(Fields { what, span: node.span, entries, intended, is_incomplete: node.is_incomplete })
    }

    /// Reports a value that is no record.
    fn refuse(
        node: &Node,
        what: &str,
        known: &[&str],
        needed: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Fields<'n>> {
        let message = format!("expected the keys of {what}, found {}", node.describe());
        let (verb, keys) = if needed.is_empty() { (":", known) } else { ("; it needs", needed) };
        let help = format!("write its keys below each other{verb} {}", format_keys(keys));
        // A key without its colon.
        if let NodeKind::Scalar { text, quoted: false } = &node.kind
            && (node.span.end - node.span.start) as usize == text.len()
            && let Some((key, value)) = text.split_once([' ', '=']).filter(|(key, _)| known.contains(key))
        {
            let message = format!("missing colon after the key `{key}`");
            let value = value.trim_start_matches(|c: char| c.is_whitespace() || "=-–>".contains(c));
            diagnostics
                .add(Code::WrongType, node.span, message)
                .propose(format!("{key}: {value}"), format!("write `{key}: `"));
            return None;
        }
        let diagnostic = diagnostics.add(Code::WrongType, node.span, message);
        match (needed, &node.kind) {
            // The text of the record, without its key.
            ([key], NodeKind::Scalar { text, quoted: false })
                if (node.span.end - node.span.start) as usize == text.len()
                    && !text.contains([',', '[', ']', '{', '}']) =>
            {
                let record = format!("{{{key}: {text}}}");
                diagnostic.propose(&record, format!("write the text as the value of `{key}`: `{record}`"));
            }
            _ => drop(diagnostic.help(help)),
        }
        None
    }

    /// Decodes the value of a key. Returns `None` if it is invalid, or missing although it is required.
    pub fn take<T: Decode>(&self, name: &'static str, diagnostics: &mut Diagnostics) -> Option<T> {
        let outer = diagnostics.enter(Context { key: name, is_key: false });
        let value = self.value(name, diagnostics);
        diagnostics.enter(outer);
        value
    }

    fn value<T: Decode>(&self, name: &'static str, diagnostics: &mut Diagnostics) -> Option<T> {
        match self.entries.iter().find(|(key, _)| key.text == name) {
            Some((_, node)) if node.is_lost() => T::blank(),
            Some((key, Node { kind: NodeKind::Nothing, span, .. })) => T::blank().or_else(|| {
                let message = format!("`{name}` has no value");
                let help = match T::absent() {
                    _ if span.start < span.end => {
                        "YAML reads `null` and `~` as no value: quote the word if you mean it"
                    }
                    Some(_) => "write one, or delete the line",
                    None => "write one",
                };
                diagnostics.add(Code::MissingKey, key.span, message).help(help);
                None
            }),
            Some((_, node)) => T::decode(node, diagnostics),
            None => T::absent().or_else(|| {
                // The misspelt key has been reported; reporting the missing one too would be a cascading error.
                if !self.is_incomplete && !self.intended.contains(&name) {
                    diagnostics
                        .add(Code::MissingKey, self.anchor(), format!("{} needs the key `{name}`", self.what))
                        .here("in this record");
                }
                None
            }),
        }
    }

    /// The span at which a missing key is reported: the first key of the record, which is what an author looks for.
    fn anchor(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }
}

/// Declares a record that authors write in YAML. See the module documentation.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $visibility:vis struct $name:ident = $what:literal {
            $($(#[doc = $field_doc:literal])+ $field:ident: $type:ty,)+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq, Eq)]
        $visibility struct $name {
            $($(#[doc = $field_doc])+ $visibility $field: $type,)+
        }

        impl $crate::parse::Decode for $name {
            fn decode(node: &$crate::parse::Node, diagnostics: &mut $crate::parse::Diagnostics) -> Option<Self> {
                let needed = || {
                    let keys = [$((stringify!($field), <$type as $crate::parse::Decode>::absent().is_none())),+];
                    keys.into_iter().filter(|(_, is_needed)| *is_needed).map(|(key, _)| key).collect()
                };
                let fields =
                    $crate::parse::Fields::open(node, $what, &[$(stringify!($field)),+], needed, diagnostics)?;
                $(let $field = fields.take::<$type>(stringify!($field), diagnostics);)+
                Some($name { $($field: $field.unwrap_or_else(<$type as $crate::parse::Decode>::placeholder)),+ })
            }

            fn placeholder() -> Self {
                $name { $($field: <$type as $crate::parse::Decode>::placeholder()),+ }
            }

            fn schema() -> ::serde_json::Value {
                let mut properties = ::serde_json::Map::new();
                let mut required: Vec<&str> = Vec::new();
                $(
                    let mut schema = <$type as $crate::parse::Decode>::schema();
                    schema["description"] = concat!($($field_doc, "\n"),+).trim().replace("\n ", "\n").into();
                    properties.insert(stringify!($field).to_string(), schema);
                    if <$type as $crate::parse::Decode>::absent().is_none() {
                        required.push(stringify!($field));
                    }
                )+
                ::serde_json::json!({
                    "type": "object",
                    "description": concat!($($doc, "\n"),+).trim().replace("\n ", "\n"),
                    "properties": properties,
                    "required": required,
                    "additionalProperties": false,
                })
            }
        }
    };
}

/// Declares an enum of fixed words.
#[macro_export]
macro_rules! string_enum {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident { $($(#[doc = $word_doc:literal])+ $variant:ident = $word:literal,)+ }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $word_doc])+ $variant,)+ }

        impl $name {
            /// All words, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word as authors write it.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl $crate::parse::Decode for $name {
            fn decode(node: &$crate::parse::Node, diagnostics: &mut $crate::parse::Diagnostics) -> Option<Self> {
                match $crate::parse::scalar(node, "a word", diagnostics)? {
                    $($word => Some($name::$variant),)+
                    other => {
                        diagnostics
                            .add($crate::diagnostic::Code::UnknownWord, node.span, format!("`{other}` is not a valid value for this key"))
                            .suggest(other, $name::WORDS.iter().copied());
                        None
                    }
                }
            }

            fn placeholder() -> Self {
                [$($name::$variant),+][0]
            }

            fn schema() -> ::serde_json::Value {
                let described = [$(concat!($($word_doc, "\n"),+).trim().replace("\n ", "\n")),+];
                ::serde_json::json!({
                    "title": "one of these words",
                    "description": concat!($($doc, "\n"),+).trim().replace("\n ", "\n"),
                    "enum": $name::WORDS,
                    // Editors show these beside the words (yaml-language-server, VS Code); other readers ignore them.
                    "enumDescriptions": described,
                })
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
