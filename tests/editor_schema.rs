//! An editor with our JSON Schemas and this program agree on the validity of a value, for every scalar type. Editors
//! read scalars by the core schema of YAML 1.2. That reading and the keywords of JSON Schema are implemented here
//! independently, from the standards.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::support::dice::Dice;
use fancy_regex::Regex;
use rolebook::diagnostic::{Severity, Span};
use rolebook::parse::record::{Confidence, PayPeriod, ReadExtent, RowKind};
use rolebook::parse::scalar::{
    Currency, Date, Language, Name, Number, Sentence, UInt, VersionRequirement, Weight, Years,
};
use rolebook::parse::{Decode, Diagnostics, Map, Node, NodeKind};
use rolebook::url::Id;
use serde_json::{Value, json};

thread_local! {
    /// Compiled patterns.
    static PATTERNS: RefCell<HashMap<String, Rc<Regex>>> = RefCell::default();
}

fn matches(pattern: &str, text: &str) -> bool {
    let compiled = PATTERNS.with_borrow_mut(|patterns| {
        let new = || Rc::new(Regex::new(pattern).expect("a pattern"));
        Rc::clone(patterns.entry(pattern.to_string()).or_insert_with(new))
    });
    compiled.is_match(text).expect("a match")
}

/// Resolves a scalar by the core schema of YAML 1.2 (section 10.3.2).
fn core(text: &str, quoted: bool) -> Value {
    let is = |pattern: &str| matches(pattern, text);
    if quoted {
        json!(text)
    } else if is("^(null|Null|NULL|~|)$") {
        Value::Null
    } else if is("^(true|True|TRUE)$") {
        json!(true)
    } else if is("^(false|False|FALSE)$") {
        json!(false)
    } else if is("^0o[0-7]+$") {
        json!(u64::from_str_radix(&text[2..], 8).unwrap_or(u64::MAX))
    } else if is("^0x[0-9a-fA-F]+$") {
        json!(u64::from_str_radix(&text[2..], 16).unwrap_or(u64::MAX))
    } else if is(r"^[-+]?[0-9]+$") || is(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$") {
        let number: f64 = text.parse().expect("a number");
        json!(number.clamp(f64::MIN, f64::MAX))
    } else if is(r"^[-+]?(\.inf|\.Inf|\.INF)$") {
        json!(if text.starts_with('-') { f64::MIN } else { f64::MAX })
    } else {
        json!(text)
    }
}

/// Validates by the keywords of JSON Schema (draft 2020-12) that the schemas of scalars use.
fn is_valid(schema: &Value, value: &Value) -> bool {
    let kind = |name: &str| match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("the type `{other}`"),
    };
    let is = |pattern: &str| value.as_str().is_none_or(|text| matches(pattern, text));
    let compare = |limit: &Value, ok: fn(f64, f64) -> bool| {
        value.as_f64().is_none_or(|number| ok(number, limit.as_f64().expect("a limit")))
    };
    let count = |limit: &Value, ok: fn(u64, u64) -> bool| {
        value.as_str().is_none_or(|text| ok(text.chars().count() as u64, limit.as_u64().expect("a length")))
    };
    schema.as_object().expect("a schema").iter().all(|(keyword, limit)| match keyword.as_str() {
        "title" | "description" | "enumDescriptions" | "format" => true,
        "type" => match limit {
            Value::Array(names) => names.iter().any(|name| kind(name.as_str().expect("a type"))),
            name => kind(name.as_str().expect("a type")),
        },
        "enum" => limit.as_array().expect("a list").contains(value),
        "const" => value.as_f64() == limit.as_f64(),
        "pattern" => is(limit.as_str().expect("a pattern")),
        // A pattern applies only to strings; negated, it would refuse every other type.
        "not" => !value.is_string() && limit.get("pattern").is_some() || !is_valid(limit, value),
        "minimum" => compare(limit, |number, limit| number >= limit),
        "maximum" => compare(limit, |number, limit| number <= limit),
        "minLength" => count(limit, |length, limit| length >= limit),
        "maxLength" => count(limit, |length, limit| length <= limit),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| is_valid(limit, item))),
        "propertyNames" => {
            value.as_object().is_none_or(|keys| keys.keys().all(|key| is_valid(limit, &json!(key))))
        }
        "additionalProperties" => {
            value.as_object().is_none_or(|keys| keys.values().all(|value| is_valid(limit, value)))
        }
        other => panic!("the keyword `{other}`"),
    })
}

fn scalar(text: &str, quoted: bool) -> Node {
    let nothing = !quoted && matches!(text, "" | "~" | "null" | "Null" | "NULL");
    let kind = if nothing { NodeKind::Nothing } else { NodeKind::Scalar { text: text.to_string(), quoted } };
    Node::new(Span::default(), kind)
}

/// Returns `true` if a key of this type accepts the value without an error.
fn takes<T: Decode>(node: &Node) -> bool {
    if node.kind == NodeKind::Nothing {
        return T::blank().is_some();
    }
    let mut problems = Diagnostics::new("content/a.yaml".into());
    let read = T::decode(node, &mut problems);
    read.is_some() && problems.into_diagnostics().iter().all(|found| found.severity == Severity::Warning)
}

impl Dice {
    fn text(&mut self, alphabet: &str, longest: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..=self.below(longest)).map(|_| letters[self.below(letters.len())]).collect()
    }
}

/// Texts that are probably valid for some type and invalid for others.
const TEXTS: &[&str] = &[
    "true",
    "True",
    "TRUE",
    "tRue",
    "false",
    "False",
    "yes",
    "no",
    "on",
    "y",
    "null",
    "Null",
    "~",
    "",
    "nil",
    "none",
    "0",
    "1",
    "-1",
    "+1",
    "3",
    "4",
    "-3",
    "-4",
    "+3",
    "2.0",
    "2.5",
    "1e0",
    "3e0",
    "1e9",
    "1e10",
    "1000000000",
    "1000000001",
    "1000000",
    "1000000.01",
    "-1000000",
    "0x1F",
    "0x7EA",
    "0o17",
    "0o3",
    "0b1",
    "1_000",
    "1,000",
    "007",
    "00",
    "-0",
    ".5",
    "5.",
    "-.5",
    ".",
    "-",
    ".inf",
    "-.Inf",
    "+.INF",
    "1984",
    "1990",
    "1989",
    "2100",
    "2101",
    "2026",
    "2026.0",
    "2026.5",
    "2026-11",
    "2026-00",
    "2026-13",
    "2026-11-23",
    "2025-02-29",
    "2024-02-29",
    "2000-02-29",
    "2100-02-29",
    "2026-04-31",
    "2026-4-1",
    "2020-2022",
    "2020-1989",
    "2026-11-23T00:00:00Z",
    "12:30",
    "USD",
    "EUR",
    "usd",
    "XXX",
    "XTS",
    "ZZZ",
    "US",
    "en",
    "en-GB",
    "zh-Hans",
    "e",
    "engl",
    "en-",
    "en_GB",
    "a",
    "a-b",
    "a--b",
    "-a",
    "a-",
    "A",
    "a b",
    "con",
    "nul",
    "com1",
    "com10",
    "lpt9",
    "sre-vs-dba",
    "vs-a",
    "a-vs",
    "vs",
    "a-vsb",
    "high",
    "medium",
    "High",
    "full",
    "year",
    "text",
    "scale",
    "€",
    "é",
    "日本",
    "a: b",
    "a\nb",
    "a\n",
    "\n",
    " ",
    "\t",
    "a\tb",
];

/// Finds values on which the editor and the program disagree.
fn assert_agreement<T: Decode>(name: &str, is_known: fn(&str) -> bool, wrong: &mut Vec<String>) {
    let schema = T::schema();
    let mut dice = Dice(0x5eed_0001);
    let mut texts: Vec<String> = TEXTS.iter().map(ToString::to_string).collect();
    for _ in 0..150 {
        texts.push(dice.text("0123456789", 8));
        texts.push(dice.text("0123456789.-+eE", 6));
        texts.push(dice.text("0123456789abcdefxo-", 8));
        texts.push(dice.text("abvs-019", 9));
        texts.push(dice.text("012.,<>=^~ ", 9));
        texts.push(dice.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 3));
        texts.push(format!("{}-{:02}-{:02}", 1985 + dice.below(120), dice.below(14), dice.below(33)));
        texts.push(format!("{}-{:02}", 1985 + dice.below(120), dice.below(14)));
    }
    texts.push("a".repeat(80));
    texts.push("a".repeat(81));
    texts.push("a ".repeat(200) + "a");
    for text in texts.iter().filter(|text| !is_known(text)) {
        for quoted in [false, true] {
            // Without quotes, a text of several lines or of spaces would be another one.
            if !quoted && (text.trim() != text || text.contains(['\n', ':'])) {
                continue;
            }
            let (editor, program) =
                (is_valid(&schema, &core(text, quoted)), takes::<T>(&scalar(text, quoted)));
            if editor != program {
                wrong.push(format!("{name} {text:?} quoted: {quoted}; editor: {editor}, program: {program}"));
            }
        }
    }
    let list = Node::new(Span::default(), NodeKind::Sequence(vec![scalar("a", false)], false));
    let keys = Node::new(Span::default(), NodeKind::Mapping(Vec::new()));
    for (node, value) in [(list, json!(["a"])), (keys, json!({}))] {
        if is_valid(&schema, &value) != takes::<T>(&node) {
            wrong.push(format!("{name} {value}"));
        }
    }
}

#[test]
fn an_editor_and_the_program_agree_on_every_type_of_value() {
    let mut wrong = Vec::new();
    let none = |_: &str| false;
    assert_agreement::<bool>("switch", none, &mut wrong);
    assert_agreement::<UInt>("whole number", none, &mut wrong);
    assert_agreement::<Weight>("weight", none, &mut wrong);
    // At most 15 digits: editors use binary floating point, and no keyword limits digits.
    let digits =
        |text: &str| text.bytes().filter(u8::is_ascii_digit).count() > 9 || text.contains(['e', 'E']);
    assert_agreement::<Number>("number", digits, &mut wrong);
    assert_agreement::<Date>("date", none, &mut wrong);
    // A pattern cannot express that the first year is not after the last.
    let backwards = |text: &str| text.split_once('-').is_some_and(|(from, to)| to.len() == 4 && from > to);
    assert_agreement::<Years>("years", backwards, &mut wrong);
    assert_agreement::<Currency>("currency", none, &mut wrong);
    assert_agreement::<Language>("language", none, &mut wrong);
    assert_agreement::<Id>("id", none, &mut wrong);
    // The pattern allows nine digits in a number, the program all that fit.
    let long = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 9);
    assert_agreement::<VersionRequirement>("requirement of a version", long, &mut wrong);
    // Control characters are refused in a text; a schema that lists them all would be unreadable.
    let control = |text: &str| text.trim_end_matches('\n').contains(|c: char| c.is_control() && c != '\n');
    assert_agreement::<Name>("name", control, &mut wrong);
    assert_agreement::<Sentence>("sentence", control, &mut wrong);
    assert_agreement::<Confidence>("confidence", none, &mut wrong);
    assert_agreement::<ReadExtent>("seen", none, &mut wrong);
    assert_agreement::<RowKind>("kind of row", none, &mut wrong);
    assert_agreement::<PayPeriod>("period", none, &mut wrong);
    assert_agreement::<Vec<Name>>("list of names", control, &mut wrong);
    assert_agreement::<Option<Id>>("id that may be missing", none, &mut wrong);
    assert_agreement::<Map<Id, Vec<Id>>>("lists by id", none, &mut wrong);
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}
