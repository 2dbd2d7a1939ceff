//! YAML text → a tree in which every key and value knows its bytes.
//!
//! The parser's events are turned into nodes here, on a stack of ours, so that depth and size have limits
//! whatever the text does. A scalar keeps the text as it was written: whether `no` is a word or a refusal is
//! decided by the key that it is for, never by YAML's guesses. There is deliberately no anchor, alias, tag or
//! merge key: a fact stands where it is read.

use std::collections::HashMap;
use std::sync::Arc;

use serde_yaml::granit_parser::{Event, Options, Parser, ScalarStyle, Span as EventSpan};

use super::yaml_hints::{self, ParseAttempt, Stop};
use super::{Decode, Diagnostics, suppressions, yaml_text};
use crate::diagnostic::{Code, Severity, Span};

/// The deepest nesting. The deepest record of a site needs 6.
const DEEPEST: usize = 32;

/// A value with its place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The bytes of the value.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// Nothing was written, or `~`, or `null`.
    Nothing,
    /// One word or text. `quoted` when it cannot be anything but text.
    Scalar {
        /// The text, with escapes resolved.
        text: String,
        /// Whether quotes or a block (`|`, `>`) said that it is text.
        quoted: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and their values, in order, each key once.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key's text.
    pub text: String,
    /// The bytes of the key.
    pub span: Span,
}

impl Node {
    /// Whether quotes or a block said that it is text.
    pub fn is_quoted(&self) -> bool {
        matches!(self.kind, NodeKind::Scalar { quoted: true, .. })
    }

    /// What the value is, in the words of a message.
    pub fn describe(&self) -> String {
        match &self.kind {
            NodeKind::Nothing => "nothing".to_string(),
            NodeKind::Scalar { text, .. } if text.chars().count() > 40 => {
                format!("`{}…`", text.chars().take(40).collect::<String>())
            }
            NodeKind::Scalar { text, .. } => format!("`{text}`"),
            NodeKind::Sequence(_) => "a list".to_string(),
            NodeKind::Mapping(_) => "keys and values".to_string(),
        }
    }
}

/// A comment.
pub struct Comment {
    /// What stands after the `#`.
    pub text: String,
    /// Its bytes.
    pub span: Span,
}

/// A collection that is being filled.
struct OpenCollection {
    span: Span,
    kind: NodeKind,
    /// The key whose value comes next, in a mapping, and whether the mapping has it already.
    key: Option<(Key, bool)>,
    /// The keys of a mapping, for finding one that stands twice.
    known: HashMap<String, Span>,
}

/// Reads the one document in `text`, which stands at byte `offset` of its file, as a record. `None` when it cannot be
/// read. What is wrong is reported: each mistake once, at its line.
pub fn read<T: Decode>(text: &str, offset: usize, diagnostics: &mut Diagnostics) -> Option<T> {
    let mut own = Diagnostics::new(Arc::clone(diagnostics.file()));
    let (node, stop) = parse(text, offset, &mut own);
    let record = node.as_ref().and_then(|node| T::decode(node, &mut own));
    if stop.is_none()
        && !own.found().iter().any(|found| found.severity == Severity::Error || found.code == Code::YamlText)
    {
        diagnostics.absorb(own);
        return record;
    }
    for suppression in own.take_suppressions() {
        diagnostics.suppress(suppression);
    }
    let again = |text: &str| {
        let mut own = Diagnostics::new(Arc::default());
        let (node, stop) = parse(text, 0, &mut own);
        if let Some(node) = &node {
            T::decode(node, &mut own);
        }
        ParseAttempt { node, stop, found: own.into_diagnostics() }
    };
    yaml_hints::explain(
        text,
        offset,
        ParseAttempt { node, stop, found: own.into_diagnostics() },
        &again,
        diagnostics,
    );
    record
}

/// Parses the one document in `text`, which stands at byte `offset` of its file. No tree when a diagnostic, which has been
/// reported, kept it from being built, or when the parser stopped.
pub(super) fn parse(
    text: &str,
    offset: usize,
    diagnostics: &mut Diagnostics,
) -> (Option<Node>, Option<Stop>) {
    if let Some(deep) = flow_too_deep(text) {
        refuse_depth(Span::new(deep, deep + 1).shifted(offset), diagnostics);
        return (None, None);
    }
    let mut tree = TreeBuilder { offset, open: Vec::new(), root: None, sound: true };
    let mut comments = Vec::new();
    // A file may begin with a comment of any length, and is itself of limited length.
    let mut options = Options::default();
    options.max_buffered_comment_events = usize::MAX;
    // As YAML has it: a value over several lines is indented more than its key.
    options.strict_indentation = true;
    let mut understood = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((Event::Comment(said, _), span)) => {
                let span = place(&span, text).shifted(offset);
                comments.push(Comment { text: said.into_owned(), span });
            }
            Ok((event, span)) => {
                let span = place(&span, text);
                understood = understood.max(span.end as usize);
                if let Event::Scalar(
                    _,
                    ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted,
                    ..,
                ) = event
                {
                    yaml_text::swallowed(span, text, offset, diagnostics);
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
    let root = tree.root.unwrap_or(Node { span: end, kind: NodeKind::Nothing });
    suppressions::find(&comments, &root, text, offset, diagnostics);
    yaml_text::cut(&comments, text, offset, diagnostics);
    (tree.sound.then_some(root), None)
}

struct TreeBuilder {
    offset: usize,
    open: Vec<OpenCollection>,
    root: Option<Node>,
    sound: bool,
}

impl TreeBuilder {
    /// Adds one event; `false` when reading on makes no sense.
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
                .add(Code::YamlAlias, span, "anchors and aliases are not used here")
                .help("write the value out where it is needed");
            return false;
        }
        if tagged {
            diagnostics
                .add(Code::YamlTag, span, "tags (`!…`) are not used here")
                .help("delete the tag; each key knows what kind of value it takes");
            return false;
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let quoted = style != ScalarStyle::Plain;
                let nothing = !quoted && is_nothing(&text);
                if nothing && self.thousands(diagnostics) {
                    return true;
                }
                let kind = if nothing {
                    NodeKind::Nothing
                } else {
                    NodeKind::Scalar { text: text.into_owned(), quoted }
                };
                self.scalar(Node { span, kind }, diagnostics);
            }
            Event::SequenceStart(..) => return self.start(span, NodeKind::Sequence(Vec::new()), diagnostics),
            Event::MappingStart(..) => return self.start(span, NodeKind::Mapping(Vec::new()), diagnostics),
            Event::SequenceEnd | Event::MappingEnd => {
                let done = self.open.pop().expect("invariant: the parser closes only what it opened");
                let end = span.end.max(done.span.end);
                self.place(Node { span: Span { start: done.span.start, end }, kind: done.kind });
            }
            Event::DocumentStart(..) if self.root.is_some() => {
                diagnostics
                    .add(Code::YamlDocuments, span, "a second document begins here")
                    .help("a file holds one document: remove the `---`");
                return false;
            }
            _ => {}
        }
        true
    }

    fn start(&mut self, span: Span, kind: NodeKind, diagnostics: &mut Diagnostics) -> bool {
        if self.open.len() == DEEPEST {
            return refuse_depth(span, diagnostics).is_some();
        }
        if self
            .open
            .last()
            .is_some_and(|parent| matches!(parent.kind, NodeKind::Mapping(_)) && parent.key.is_none())
        {
            diagnostics
                .add(Code::YamlSyntax, span, "a key is one word, not a list or a mapping")
                .help("write a word in front of the colon, and the list or the mapping behind it");
            return false;
        }
        self.open.push(OpenCollection { span, kind, key: None, known: HashMap::new() });
        true
    }

    /// A scalar is a key where a mapping waits for one, and a value elsewhere.
    fn scalar(&mut self, node: Node, diagnostics: &mut Diagnostics) {
        let Some(OpenCollection { kind: NodeKind::Mapping(_), key: key @ None, known, .. }) =
            self.open.last_mut()
        else {
            return self.place(node);
        };
        let text = match node.kind {
            NodeKind::Scalar { text, .. } => text,
            _ => String::new(),
        };
        if text == "<<" {
            diagnostics
                .add(Code::YamlAlias, node.span, "merge keys are not used here")
                .help("write the keys out");
            self.sound = false;
        }
        let first = known.get(&text).copied();
        if let Some(first) = first {
            diagnostics
                .add(Code::DuplicateKey, node.span, format!("the key `{text}` stands twice"))
                .label(first, "here it stands first")
                .help("keep one of them");
        } else {
            known.insert(text.clone(), node.span);
        }
        *key = Some((Key { text, span: node.span }, first.is_some()));
    }

    /// In `{n: 64, median: 135,980}` the comma ends a value, and three digits without one follow: a number in two halves,
    /// which is reported and put together.
    fn thousands(&mut self, diagnostics: &mut Diagnostics) -> bool {
        let Some(OpenCollection { kind: NodeKind::Mapping(entries), key, .. }) = self.open.last_mut() else {
            return false;
        };
        let (Some((rest, _)), Some((_, value))) = (&*key, entries.last_mut()) else { return false };
        let Node { span, kind: NodeKind::Scalar { text, quoted: false } } = value else { return false };
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
            .replace(&whole, "write the digits alone: no separators");
        *text = whole;
        *key = None;
        true
    }

    /// A finished value goes where one is awaited.
    fn place(&mut self, node: Node) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(OpenCollection { kind: NodeKind::Sequence(items), span, .. }) => {
                span.end = span.end.max(node.span.end);
                items.push(node);
            }
            Some(OpenCollection { kind: NodeKind::Mapping(entries), key, span, .. }) => {
                span.end = span.end.max(node.span.end);
                let (key, twice) = key.take().expect("invariant: a value follows its key");
                // Of a key that stands twice, which was reported, the first is kept.
                if !twice {
                    entries.push((key, node));
                }
            }
            Some(OpenCollection { kind: NodeKind::Nothing | NodeKind::Scalar { .. }, .. }) => {
                unreachable!("invariant: only collections are opened")
            }
        }
    }
}

/// Whether a text without quotes is nothing to YAML.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

fn refuse_depth(span: Span, diagnostics: &mut Diagnostics) -> Option<Node> {
    diagnostics.add(Code::YamlDepth, span, format!("nested more than {DEEPEST} deep"));
    None
}

/// Where brackets first nest too deep. The parser recurses on them, and a stack that overflows ends the
/// process; so they are counted before it starts. Quotes and comments are skipped only roughly: a text that
/// this misjudges has 32 open brackets, and no record here has 5.
pub fn flow_too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' if !text[offset..].starts_with("\n ") => depth = 0,
            _ => {}
        }
        if depth > DEEPEST {
            return Some(offset);
        }
    }
    None
}

/// The bytes of an event, without the line break that block scalars and collections end with.
fn place(span: &EventSpan, text: &str) -> Span {
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
    fn every_key_and_value_knows_its_bytes() {
        let text = "name: SRE\nalso: [a, \"b c\"]\n";
        let (node, found) = read(text);
        assert!(found.is_empty());
        let Some(Node { kind: NodeKind::Mapping(entries), .. }) = node else { panic!("a mapping") };
        let slice = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(slice(entries[0].0.span), "name");
        assert_eq!(slice(entries[0].1.span), "SRE");
        let NodeKind::Sequence(items) = &entries[1].1.kind else { panic!("a list") };
        assert_eq!(slice(items[1].span), "\"b c\"");
    }

    #[test]
    fn words_that_yaml_would_guess_at_keep_their_text() {
        let (node, _) = read("a: no\nb: 1_000\nc: 0o17\nd: ~\n");
        let Some(Node { kind: NodeKind::Mapping(entries), .. }) = node else { panic!("a mapping") };
        let texts: Vec<String> = entries.iter().map(|(_, node)| node.describe()).collect();
        assert_eq!(texts, ["`no`", "`1_000`", "`0o17`", "nothing"]);
    }

    #[test]
    fn what_is_not_used_here_is_refused_where_it_stands() {
        assert_eq!(only("a: &x 1\n").0, Code::YamlAlias);
        assert_eq!(only("a: !!python/object x\n").0, Code::YamlTag);
        assert_eq!(only("a: 1\n---\nb: 2\n").0, Code::YamlDocuments);
        assert_eq!(only("a: 1\nb: 2\na: 3\n"), (Code::DuplicateKey, "a"));
        let (_, stop) = parse("a:\n\tb: 1\n", 0, &mut Diagnostics::new("content/a.yaml".into()));
        assert!(stop.is_some());
    }

    #[test]
    fn a_number_in_two_halves_is_one_mistake() {
        assert_eq!(only("a: {n: 64, median: 135,980, p75: 1}\n"), (Code::WrongType, "135,980"));
        assert_eq!(read("a: [64, 135,980]\n").1, []);
    }

    #[test]
    fn nesting_without_end_is_an_answer_and_not_an_abort() {
        for text in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000)] {
            assert_eq!(read(&text).1.first().map(|f| f.0), Some(Code::YamlDepth));
        }
        let stairs: Vec<String> = (0..10_000).map(|n| format!("{}a:\n", " ".repeat(n.min(200)))).collect();
        let stairs = stairs.concat();
        assert!(!read(&stairs).1.is_empty());
    }
}
