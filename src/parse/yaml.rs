//! Parses YAML into a tree in which every key and value has its span.
//!
//! The parser's events are turned into nodes on an explicit stack, so that depth and size are bounded for any input.
//! A scalar keeps its text as written: whether `no` is text or a boolean depends on the key that it belongs to, not
//! on YAML's type guessing. Anchors, aliases, tags and merge keys are deliberately rejected: a fact is written where
//! it is read.

use std::collections::HashMap;
use std::sync::Arc;

use serde_yaml::granit_parser::{Event, Options, Parser, ScalarStyle, Span as EventSpan, StructureStyle};

use super::yaml_hints::{self, ParseAttempt, Stop};
use super::yaml_recovery::{self, Failure};
use super::{Decode, Diagnostics, yaml_suppressions, yaml_text};
use crate::diagnostic::{Code, Severity, Span};

/// The maximum nesting. The deepest record of a site needs 6 levels.
const MAX_DEPTH: usize = 32;

/// A value with its span in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The span of the value.
    pub span: Span,
    /// The kind of value.
    pub kind: NodeKind,
    /// `true` if parts of the value may be missing because of a syntax error.
    pub is_incomplete: bool,
}

/// The kind and contents of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// No value, `~` or `null`.
    Nothing,
    /// A single value. `quoted` is `true` if it can only be text.
    Scalar {
        /// The text, with escapes resolved.
        text: String,
        /// `true` if the text is quoted or a block (`|`, `>`).
        quoted: bool,
    },
    /// A list, and `true` if it is written in brackets.
    Sequence(Vec<Node>, bool),
    /// A mapping: keys and their values, in order, each key once.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping with its span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// The span of the key.
    pub span: Span,
}

impl Node {
    /// Creates a complete value.
    pub fn new(span: Span, kind: NodeKind) -> Node {
        Node { span, kind, is_incomplete: false }
    }

    /// Returns `true` if the value is quoted or a block.
    pub fn is_quoted(&self) -> bool {
        matches!(self.kind, NodeKind::Scalar { quoted: true, .. })
    }

    /// Describes the value for a message.
    pub fn describe(&self) -> String {
        match &self.kind {
            NodeKind::Nothing => "nothing".to_string(),
            NodeKind::Scalar { text, .. } if text.chars().count() > 40 => {
                format!("`{}…`", text.chars().take(40).collect::<String>())
            }
            NodeKind::Scalar { text, .. } => format!("`{text}`"),
            NodeKind::Sequence(..) => "a list".to_string(),
            NodeKind::Mapping(_) => "keys and values".to_string(),
        }
    }
}

/// A comment.
pub(super) struct Comment {
    /// The text after the `#`.
    pub text: String,
    /// The span of the comment.
    pub span: Span,
}

/// A collection during parsing.
struct OpenCollection {
    span: Span,
    kind: NodeKind,
    /// The key whose value comes next, and whether it is a duplicate.
    key: Option<(Key, bool)>,
    /// The keys so far, for detecting duplicates.
    known: HashMap<String, Span>,
}

/// Reads the document in `text`, which begins at byte `offset` of its file, as a record. Returns `None` if it cannot
/// be decoded. Each mistake is reported once, at its line.
pub fn read<T: Decode>(text: &str, offset: usize, diagnostics: &mut Diagnostics) -> Option<T> {
    read_or(text, offset, diagnostics, &T::decode, |_, _| None)
}

/// Decodes a node. Returns `None` if it is invalid; the reason has then been reported.
type Decoder<'d, T> = &'d dyn Fn(&Node, &mut Diagnostics) -> Option<T>;

/// Reads a document as [`read`] does. If it has a syntax error, reads what stands before and after the entry with the error,
/// and marks the file as incomplete.
pub(super) fn read_file<T>(
    text: &str,
    offset: usize,
    decode: Decoder<'_, T>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    read_or(text, offset, diagnostics, decode, |failure, file| {
        yaml_recovery::recover(text, failure, |text, lost| {
            let mut own = Diagnostics::new(Arc::clone(file));
            let (node, stop) = parse(text, offset, &mut own);
            let Some(mut node) = node else { return Err(failure_of(stop.as_ref(), &own, offset)) };
            for range in lost {
                yaml_recovery::mark_incomplete(&mut node, range.start + offset);
            }
            let record = decode(&node, &mut own);
            // Errors in the remainder are probably consequences of the syntax error.
            let errors = own.remove(yaml_hints::is_blocking);
            Ok(((record, own), errors))
        })
    })
}

/// The position at which a text without a tree could not be parsed: where the parser stopped, or at syntax that is not
/// supported.
fn failure_of(stop: Option<&Stop>, own: &Diagnostics, offset: usize) -> Failure {
    if let Some(stop) = stop {
        return Failure { understood: stop.understood.min(stop.at), at: stop.at };
    }
    let syntax = [Code::YamlAlias, Code::YamlTag, Code::YamlDocuments, Code::YamlDepth, Code::YamlSyntax];
    let reported = own.found().iter().find(|diagnostic| syntax.contains(&diagnostic.code));
    let place = reported.and_then(|diagnostic| diagnostic.place.as_ref());
    let at = place.map_or(0, |place| (place.span.start as usize).saturating_sub(offset));
    Failure { understood: at, at }
}

/// Reads a document, or what `recover` makes of one without a tree.
fn read_or<T>(
    text: &str,
    offset: usize,
    diagnostics: &mut Diagnostics,
    decode: Decoder<'_, T>,
    recover: impl FnOnce(Failure, &Arc<str>) -> Option<(Option<T>, Diagnostics)>,
) -> Option<T> {
    let mut own = Diagnostics::new(Arc::clone(diagnostics.file()));
    let (node, stop) = parse(text, offset, &mut own);
    let record = node.as_ref().and_then(|node| decode(node, &mut own));
    if stop.is_none()
        && !own
            .found()
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error || diagnostic.code == Code::YamlText)
    {
        diagnostics.absorb(own);
        return record;
    }
    for suppression in own.take_suppressions() {
        diagnostics.suppress(suppression);
    }
    let recovered = match node {
        Some(_) => None,
        None => recover(failure_of(stop.as_ref(), &own, offset), own.file()),
    };
    let again = |text: &str| {
        let mut own = Diagnostics::new(Arc::default());
        let (node, stop) = parse(text, 0, &mut own);
        if let Some(node) = &node {
            decode(node, &mut own);
        }
        ParseAttempt { node, stop, diagnostics: own.into_diagnostics() }
    };
    yaml_hints::explain(
        text,
        offset,
        ParseAttempt { node, stop, diagnostics: own.into_diagnostics() },
        &again,
        diagnostics,
    );
    match recovered {
        Some((record, others)) => {
            diagnostics.mark_incomplete();
            diagnostics.absorb(others);
            record
        }
        None => record,
    }
}

/// Parses the document in `text`, which begins at byte `offset` of its file. Returns no tree if the parser stopped,
/// or if a reported mistake prevents building one.
pub(super) fn parse(
    text: &str,
    offset: usize,
    diagnostics: &mut Diagnostics,
) -> (Option<Node>, Option<Stop>) {
    if let Some(deep) = flow_too_deep(text) {
        report_depth(Span::new(deep, deep + 1).shifted(offset), diagnostics);
        return (None, None);
    }
    let mut tree = TreeBuilder { offset, open: Vec::new(), root: None, sound: true };
    let (mut comments, mut plain_ends) = (Vec::new(), Vec::new());
    // A file may begin with a comment of any length; the size of the file is limited elsewhere.
    let mut options = Options::default();
    options.max_buffered_comment_events = usize::MAX;
    // As YAML requires: a value of several lines is indented more than its key.
    options.strict_indentation = true;
    let mut understood = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((Event::Comment(comment, _), span)) => {
                let span = span_of(&span, text).shifted(offset);
                comments.push(Comment { text: comment.into_owned(), span });
            }
            Ok((event, span)) => {
                let span = span_of(&span, text);
                understood = understood.max(span.end as usize);
                if matches!(event, Event::Scalar(_, ScalarStyle::Plain, ..)) && span.start < span.end {
                    plain_ends.push(span.end as usize);
                }
                if let Event::Scalar(
                    _,
                    ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted,
                    ..,
                ) = event
                {
                    yaml_text::check_multiline(span, text, offset, diagnostics);
                }
                if !tree.take(event, span, diagnostics) {
                    return (None, None);
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                let message = error.info().trim_end_matches('.').to_lowercase();
                return (None, Some(Stop { at, understood, message }));
            }
        }
    }
    let end = Span::new(offset, offset);
    let root = tree.root.unwrap_or_else(|| Node::new(end, NodeKind::Nothing));
    yaml_suppressions::find(&comments, &root, text, offset, diagnostics);
    yaml_text::check_comments(&comments, &plain_ends, text, offset, diagnostics);
    (tree.sound.then_some(root), None)
}

struct TreeBuilder {
    offset: usize,
    open: Vec<OpenCollection>,
    root: Option<Node>,
    sound: bool,
}

impl TreeBuilder {
    /// Processes an event; returns `false` if parsing should stop.
    fn take(&mut self, event: Event<'_>, span: Span, diagnostics: &mut Diagnostics) -> bool {
        let span = span.shifted(self.offset);
        let (anchor, tagged) = match &event {
            Event::Alias(_) => (1, false),
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                (*anchor, tag.is_some())
            }
            _ => (0, false),
        };
        if anchor != 0 {
            diagnostics
                .add(Code::YamlAlias, span, "anchors and aliases are not supported")
                .help("repeat the value where it is needed");
            return false;
        }
        if tagged {
            diagnostics
                .add(Code::YamlTag, span, "tags (`!…`) are not supported")
                .help("delete the tag; the key determines the type of its value");
            return false;
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let quoted = style != ScalarStyle::Plain;
                let nothing = !quoted && is_null(&text);
                if nothing && self.join_thousands(diagnostics) {
                    return true;
                }
                let kind = if nothing {
                    NodeKind::Nothing
                } else {
                    NodeKind::Scalar { text: text.into_owned(), quoted }
                };
                self.scalar(Node::new(span, kind), diagnostics);
            }
            Event::SequenceStart(style, ..) => {
                let in_brackets = style == StructureStyle::Flow;
                return self.start(span, NodeKind::Sequence(Vec::new(), in_brackets), diagnostics);
            }
            Event::MappingStart(..) => return self.start(span, NodeKind::Mapping(Vec::new()), diagnostics),
            Event::SequenceEnd | Event::MappingEnd => {
                let done = self.open.pop().expect("invariant: the parser closes only what it opened");
                let end = span.end.max(done.span.end);
                self.insert(Node::new(Span { start: done.span.start, end }, done.kind));
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                diagnostics
                    .add(Code::YamlDocuments, span, "a second document begins here")
                    .help("a file contains one document: delete the `---`");
                return false;
            }
            _ => {}
        }
        true
    }

    fn start(&mut self, span: Span, kind: NodeKind, diagnostics: &mut Diagnostics) -> bool {
        if self.open.len() == MAX_DEPTH {
            return report_depth(span, diagnostics).is_some();
        }
        if self
            .open
            .last()
            .is_some_and(|parent| matches!(parent.kind, NodeKind::Mapping(_)) && parent.key.is_none())
        {
            diagnostics
                .add(Code::YamlSyntax, span, "a key must be one word, not a list or a mapping")
                .help("write a word before the colon, and the list or mapping after it");
            return false;
        }
        self.open.push(OpenCollection { span, kind, key: None, known: HashMap::new() });
        true
    }

    /// A scalar is a key if a mapping expects one, and a value otherwise.
    fn scalar(&mut self, node: Node, diagnostics: &mut Diagnostics) {
        let Some(OpenCollection { kind: NodeKind::Mapping(_), key: key @ None, known, .. }) =
            self.open.last_mut()
        else {
            return self.insert(node);
        };
        let text = match node.kind {
            NodeKind::Scalar { text, .. } => text,
            _ => String::new(),
        };
        if text == "<<" {
            diagnostics
                .add(Code::YamlAlias, node.span, "merge keys are not supported")
                .help("repeat the keys");
            self.sound = false;
        }
        let first = known.get(&text).copied();
        if let Some(first) = first {
            diagnostics
                .add(Code::DuplicateKey, node.span, format!("duplicate key `{text}`"))
                .label(first, "first defined here")
                .help("keep one of them");
        } else {
            known.insert(text.clone(), node.span);
        }
        *key = Some((Key { text, span: node.span }, first.is_some()));
    }

    /// In `{n: 64, median: 135,980}` the comma ends the value, followed by a key of three digits without a value.
    /// This is reported as one number with a separator, and the two halves are joined.
    fn join_thousands(&mut self, diagnostics: &mut Diagnostics) -> bool {
        let Some(OpenCollection { kind: NodeKind::Mapping(entries), key, .. }) = self.open.last_mut() else {
            return false;
        };
        let (Some((rest, _)), Some((_, value))) = (&*key, entries.last_mut()) else { return false };
        let Node { span, kind: NodeKind::Scalar { text, quoted: false }, .. } = value else { return false };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let halves = digits(&rest.text) && rest.text.len() == 3 && digits(text);
        if !halves || rest.span.start != span.end + 1 {
            return false;
        }
        let whole = format!("{text}{}", rest.text);
        let message = format!("`{text},{}` is two entries: a comma ends a value", rest.text);
        *span = Span { start: span.start, end: rest.span.end };
        diagnostics
            .add(Code::WrongType, *span, message)
            .replace(&whole, "write the digits without separators");
        *text = whole;
        *key = None;
        true
    }

    /// Adds a finished value to the collection that contains it.
    fn insert(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(OpenCollection { kind: NodeKind::Sequence(items, _), span, .. }) => {
                span.end = span.end.max(node.span.end);
                items.push(node);
            }
            Some(OpenCollection { kind: NodeKind::Mapping(entries), key, span, .. }) => {
                span.end = span.end.max(node.span.end);
                let (key, is_duplicate) = key.take().expect("invariant: a value follows its key");
                // The first value of a duplicate key, which was reported, is kept.
                if !is_duplicate {
                    entries.push((key, node));
                }
            }
            Some(OpenCollection { kind: NodeKind::Nothing | NodeKind::Scalar { .. }, .. }) => {
                unreachable!("invariant: only collections are opened")
            }
        }
    }
}

/// Returns `true` if YAML reads an unquoted text as null.
pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn report_depth(span: Span, diagnostics: &mut Diagnostics) -> Option<Node> {
    diagnostics.add(Code::YamlDepth, span, format!("nested more than {MAX_DEPTH} deep"));
    None
}

/// Returns the offset at which brackets first nest too deeply. The parser recurses on brackets, and a stack overflow
/// would end the process, so they are counted first. Quotes and comments are skipped only roughly: a misjudged text
/// has 32 open brackets, while no record needs 5.
pub(super) fn flow_too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' if !text[offset..].starts_with("\n ") => depth = 0,
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(offset);
        }
    }
    None
}

/// The span of an event, without the trailing line break of block scalars and collections.
fn span_of(span: &EventSpan, text: &str) -> Span {
    let start = span.start.byte_offset().unwrap_or(0).min(text.len());
    let end = span.end.byte_offset().unwrap_or(start).clamp(start, text.len());
    let trimmed = text.get(start..end).map_or(end, |slice| start + slice.trim_end().len());
    Span::new(start, trimmed.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<(Code, Span)>) {
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let (node, _) = parse(text, 0, &mut diagnostics);
        let found = diagnostics.into_diagnostics();
        (
            node,
            found
                .into_iter()
                .map(|d| (d.code, d.place.expect("a diagnostic in a text has a place").span))
                .collect(),
        )
    }

    fn only(text: &str) -> (Code, &str) {
        let (_, found) = read(text);
        assert_eq!(found.len(), 1, "{text:?} → {found:?}");
        (found[0].0, &text[found[0].1.start as usize..found[0].1.end as usize])
    }

    #[test]
    fn keys_and_values_have_spans() {
        let text = "name: SRE\nalso: [a, \"b c\"]\n";
        let (node, found) = read(text);
        assert!(found.is_empty());
        let Some(Node { kind: NodeKind::Mapping(entries), .. }) = node else { panic!("a mapping") };
        let slice = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(slice(entries[0].0.span), "name");
        assert_eq!(slice(entries[0].1.span), "SRE");
        let NodeKind::Sequence(items, _) = &entries[1].1.kind else { panic!("a list") };
        assert_eq!(slice(items[1].span), "\"b c\"");
    }

    #[test]
    fn unquoted_scalars_keep_their_text() {
        let (node, _) = read("a: no\nb: 1_000\nc: 0o17\nd: ~\n");
        let Some(Node { kind: NodeKind::Mapping(entries), .. }) = node else { panic!("a mapping") };
        let texts: Vec<String> = entries.iter().map(|(_, node)| node.describe()).collect();
        assert_eq!(texts, ["`no`", "`1_000`", "`0o17`", "nothing"]);
    }

    #[test]
    fn unsupported_syntax_is_reported_at_its_span() {
        assert_eq!(only("a: &x 1\n").0, Code::YamlAlias);
        assert_eq!(only("a: !!python/object x\n").0, Code::YamlTag);
        assert_eq!(only("a: 1\n---\nb: 2\n").0, Code::YamlDocuments);
        assert_eq!(only("a: 1\nb: 2\na: 3\n"), (Code::DuplicateKey, "a"));
        let (_, stop) = parse("a:\n\tb: 1\n", 0, &mut Diagnostics::new("content/a.yaml".into()));
        assert!(stop.is_some());
    }

    #[test]
    fn a_thousands_separator_is_one_mistake() {
        assert_eq!(only("a: {n: 64, median: 135,980, p75: 1}\n"), (Code::WrongType, "135,980"));
        assert_eq!(read("a: [64, 135,980]\n").1, []);
    }

    #[test]
    fn deep_nesting_is_reported_without_a_crash() {
        for text in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000)] {
            assert_eq!(read(&text).1.first().map(|f| f.0), Some(Code::YamlDepth));
        }
        let stairs: Vec<String> = (0..10_000).map(|n| format!("{}a:\n", " ".repeat(n.min(200)))).collect();
        let stairs = stairs.concat();
        assert!(!read(&stairs).1.is_empty());
    }
}
