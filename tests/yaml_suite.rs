//! The YAML test suite: every input is parsed as the suite expects, or refused with a message that names a feature
//! that content files do not use.

use rolebook::diagnostic::{Code, Diagnostic, Severity};
use rolebook::parse::{Decode, Diagnostics, Node, NodeKind, read_yaml};
use serde_json::{Value, json};

/// The inputs with their expected events, their source and their licence.
const SUITE: &str = include_str!("data/yaml-test-suite.json");

/// A refused feature of YAML: its name, how an input shows it, and the code and words of its message.
struct Refused {
    feature: &'static str,
    is_in: fn(&Events<'_>) -> bool,
    code: Code,
    words: &'static str,
}

const REFUSED: &[Refused] = &[
    Refused {
        feature: "anchors and aliases",
        is_in: |events| {
            events.lines.iter().any(|line| line.starts_with("=ALI") || properties(line).contains('&'))
        },
        code: Code::YamlAlias,
        words: "anchors and aliases are not supported",
    },
    Refused {
        feature: "tags",
        is_in: |events| events.lines.iter().any(|line| properties(line).contains('<')),
        code: Code::YamlTag,
        words: "tags (`!…`) are not supported",
    },
    Refused {
        feature: "several documents in one file",
        is_in: |events| events.lines.iter().filter(|line| line.starts_with("+DOC")).count() > 1,
        code: Code::YamlDocuments,
        words: "a second document begins here",
    },
    Refused {
        feature: "lists and mappings as keys",
        is_in: |events| events.has_collection_as_key,
        code: Code::YamlSyntax,
        words: "a key must be one word, not a list or a mapping",
    },
    Refused {
        feature: "a key twice in one mapping, which YAML 1.2 forbids and parsers pass on",
        is_in: |events| events.has_key_twice,
        code: Code::DuplicateKey,
        words: "duplicate key",
    },
];

/// Inputs on which the parser disagrees with the suite, and why that is accepted.
const UPSTREAM: &[(&str, &str)] = &[];

/// A value without locations.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Nothing,
    Text { text: String, quoted: bool },
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    fn of(node: &Node) -> Tree {
        match &node.kind {
            NodeKind::Nothing => Tree::Nothing,
            NodeKind::Scalar { text, quoted } => Tree::Text { text: text.clone(), quoted: *quoted },
            NodeKind::Sequence(items, _) => Tree::List(items.iter().map(Tree::of).collect()),
            NodeKind::Mapping(entries) => {
                Tree::Map(entries.iter().map(|(key, value)| (key.text.clone(), Tree::of(value))).collect())
            }
        }
    }
}

/// Any value, without conversion.
struct Any(Tree);

impl Decode for Any {
    fn decode(node: &Node, _: &mut Diagnostics) -> Option<Any> {
        Some(Any(Tree::of(node)))
    }

    fn placeholder() -> Any {
        Any(Tree::Nothing)
    }

    fn schema() -> Value {
        json!({})
    }
}

/// The events of one input, in the suite's notation: `+MAP`, `=VAL :text`, `-MAP`.
struct Events<'e> {
    lines: Vec<&'e str>,
    has_collection_as_key: bool,
    has_key_twice: bool,
}

impl<'e> Events<'e> {
    /// Parses the events into the value of the first document.
    fn read(text: &'e str) -> (Events<'e>, Tree) {
        let mut events =
            Events { lines: text.lines().collect(), has_collection_as_key: false, has_key_twice: false };
        let first = events.lines.iter().position(|line| line.starts_with("+DOC"));
        let mut at = first.map_or(events.lines.len(), |first| first + 1);
        let mut tree = Tree::Nothing;
        if at < events.lines.len() {
            tree = events.value(&mut at);
        }
        (events, tree)
    }

    fn value(&mut self, at: &mut usize) -> Tree {
        let line = self.lines[*at];
        *at += 1;
        match &line[..4] {
            "+SEQ" => {
                let mut items = Vec::new();
                while self.lines[*at] != "-SEQ" {
                    items.push(self.value(at));
                }
                *at += 1;
                Tree::List(items)
            }
            "+MAP" => {
                let mut entries: Vec<(String, Tree)> = Vec::new();
                while self.lines[*at] != "-MAP" {
                    let key = match self.value(at) {
                        Tree::Text { text, .. } => text,
                        Tree::Nothing => String::new(),
                        Tree::List(_) | Tree::Map(_) => {
                            self.has_collection_as_key = true;
                            String::new()
                        }
                    };
                    self.has_key_twice |= entries.iter().any(|(other, _)| *other == key);
                    let value = self.value(at);
                    entries.push((key, value));
                }
                *at += 1;
                Tree::Map(entries)
            }
            "=VAL" => {
                let text = &line[5 + properties(line).len()..];
                let quoted = !text.starts_with(':');
                match (quoted, unescaped(&text[1..])) {
                    (false, text) if ["", "~", "null", "Null", "NULL"].contains(&text.as_str()) => {
                        Tree::Nothing
                    }
                    (quoted, text) => Tree::Text { text, quoted },
                }
            }
            _ => Tree::Nothing,
        }
    }
}

/// The anchor and the tag of an event, with the spaces after them.
fn properties(line: &str) -> &str {
    let rest = line.get(5..).unwrap_or("");
    let value = rest.find([':', '\'', '"', '|', '>']).unwrap_or(rest.len());
    // A tag can contain colons; it ends with the `>` before a space.
    let end = match rest.find('<').filter(|tag| *tag < value) {
        Some(tag) => tag + rest[tag..].find('>').map_or(0, |end| end + 1),
        None if rest.starts_with('&') => rest.find(' ').unwrap_or(rest.len()),
        None => return if line.starts_with("=VAL") { "" } else { rest },
    };
    let end = end + (rest.len() - end) - rest[end..].trim_start_matches(' ').len();
    &rest[..end]
}

/// Unescapes the text of an event.
fn unescaped(text: &str) -> String {
    let mut chars = text.chars();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some('r')) => out.push('\r'),
            ('\\', Some('b')) => out.push('\u{8}'),
            ('\\', Some(other)) => out.push(other),
            (c, _) => out.push(c),
        }
    }
    out
}

/// Parses a text as content files are parsed: the value, and the errors.
fn read(text: &str) -> (Option<Tree>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new("content/a.yaml".into());
    let value = read_yaml::<Any>(text, 0, &mut diagnostics).map(|any| any.0);
    let mut found = diagnostics.into_diagnostics();
    found.retain(|found| found.severity == Severity::Error);
    (value, found)
}

/// Describes how the result of a case differs from the suite; `None` if it does not.
fn compare(case: &Value) -> Option<String> {
    let (value, found) = read(case["yaml"].as_str().expect("a text"));
    let printed: Vec<String> =
        found.iter().map(|found| format!("{}: {}", found.code.name(), found.message)).collect();
    let Some(events) = case["events"].as_str() else {
        return match found.len() {
            1 => None,
            0 => Some(format!("is accepted and should not be: {value:?}")),
            _ => Some(format!("has one mistake and several diagnostics: {printed:?}")),
        };
    };
    let (events, expected) = Events::read(events);
    let features: Vec<&Refused> = REFUSED.iter().filter(|refused| (refused.is_in)(&events)).collect();
    match found.first() {
        None if value.as_ref() == Some(&expected) && features.is_empty() => None,
        None => Some(format!(
            "is read as {value:?}, expected {expected:?}; it has {:?}",
            features.iter().map(|feature| feature.feature).collect::<Vec<_>>()
        )),
        Some(_) if features.is_empty() => Some(format!("is refused and should not be: {printed:?}")),
        Some(_) => {
            let names = |found: &Diagnostic| {
                features.iter().any(|one| one.code == found.code && found.message.contains(one.words))
            };
            (!found.iter().all(names)).then(|| format!("is refused without naming a feature: {printed:?}"))
        }
    }
}

#[test]
fn every_input_is_parsed_as_the_suite_expects_or_refused_by_feature() {
    let suite: Value = serde_json::from_str(SUITE).expect("JSON");
    let cases = suite["cases"].as_array().expect("a list");
    assert_eq!(cases.len(), 402);
    let (mut wrong, mut known) = (Vec::new(), Vec::new());
    for case in cases {
        let id = case["id"].as_str().expect("an id");
        let Some(fault) = compare(case) else { continue };
        match UPSTREAM.iter().find(|(other, _)| *other == id) {
            Some((id, _)) => known.push(*id),
            None => wrong.push(format!("{id} {} {fault}\n{}", case["name"], case["yaml"])),
        }
    }
    assert!(wrong.is_empty(), "{} inputs:\n{}", wrong.len(), wrong.join("\n"));
    // An entry that no input needs must be deleted.
    assert_eq!(known, UPSTREAM.iter().map(|(id, _)| *id).collect::<Vec<_>>());
}

#[test]
fn every_refused_feature_is_named_in_its_message() {
    for (text, code, words) in [
        ("a: &x 1\n", Code::YamlAlias, "anchors and aliases"),
        ("a: &x 1\nb: *x\n", Code::YamlAlias, "anchors and aliases"),
        ("<<: {a: 1}\n", Code::YamlAlias, "merge keys"),
        ("a: !!str 1\n", Code::YamlTag, "tags"),
        ("a: !own 1\n", Code::YamlTag, "tags"),
        ("a: 1\n---\nb: 2\n", Code::YamlDocuments, "a second document"),
        ("? [a, b]\n: 1\n", Code::YamlSyntax, "a key must be one word, not a list or a mapping"),
        ("{a: 1}: 1\n", Code::YamlSyntax, "a key must be one word, not a list or a mapping"),
        ("a: 1\na: 2\n", Code::DuplicateKey, "duplicate key `a`"),
    ] {
        let (_, found) = read(text);
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
        assert_eq!(found[0].code, code, "{text:?}");
        assert!(found[0].message.contains(words), "{text:?}: {}", found[0].message);
        assert!(found[0].help.is_some(), "{text:?} has help");
    }
}
