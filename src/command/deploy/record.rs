//! The lists that a deploy keeps at its destination, below `.rolebook/`.
//!
//! `deploy.json` has every file that the last complete deploy left there. `pending.json` is written before anything else is
//! changed, and has every change that is about to be made. A deploy that is killed leaves it behind; so the next one knows of
//! every file what may be there, and nothing that a deploy sent is ever forgotten.
//!
//! Whoever can write to the destination can write the lists. They are read as untrusted input: of bounded size, and every
//! path must be one that a deploy could have written. The worst that a forged list can do is to have files deleted below the
//! destination, which its author could do as well.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Stamp;

/// The folder of the lists.
pub(super) const FOLDER: &str = ".rolebook/";
/// The list of the last complete deploy.
pub(super) const RECORD: &str = ".rolebook/deploy.json";
/// The list of a deploy that has not ended.
pub(super) const PENDING: &str = ".rolebook/pending.json";

/// The largest list that is read: more than one of a million files.
pub(super) const LARGEST: u64 = 128 * 1024 * 1024;

/// The version of the format.
const VERSION: u64 = 1;

/// The longest path: the limit of S3 for a key.
pub(super) const LONGEST_PATH: usize = 1024;

/// For each path what may be there: a file, or `None` after a deletion.
pub(super) type States = BTreeMap<String, Vec<Option<Stamp>>>;

/// Encodes a list, with a file per line.
pub(super) fn encode<'s>(states: impl Iterator<Item = (&'s str, &'s [Option<Stamp>])>) -> Vec<u8> {
    let mut text = format!("{{\"rolebook\":{VERSION},\"files\":{{");
    for (number, (path, stamps)) in states.enumerate() {
        text.push_str(if number > 0 { ",\n" } else { "\n" });
        let stamps: Vec<Value> =
            stamps.iter().map(|stamp| json!(stamp.map(|stamp| stamp.to_string()))).collect();
        text.push_str(&json!(path).to_string());
        text.push(':');
        match stamps.as_slice() {
            [one] => text.push_str(&one.to_string()),
            more => text.push_str(&json!(more).to_string()),
        }
    }
    text.push_str("\n}}\n");
    text.into_bytes()
}

/// Reads a list; the error says why it is not valid.
pub(super) fn decode(bytes: &[u8]) -> Result<States, String> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| format!("is not valid JSON ({error})"))?;
    let list = value.as_object().ok_or("is not a list of a deploy")?;
    match list.get("rolebook").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(version) if version > VERSION => {
            return Err(format!("has version {version} and was written by a newer rolebook"));
        }
        _ => return Err("is not a list of a deploy".to_string()),
    }
    let files: &Map<String, Value> =
        list.get("files").and_then(Value::as_object).ok_or("is not a list of a deploy")?;
    files
        .iter()
        .map(|(path, value)| Ok((plain(path)?, stamps(value).ok_or("has an invalid entry")?)))
        .collect()
}

/// Returns the path of a list if a deploy could have written it.
fn plain(path: &str) -> Result<String, &'static str> {
    let is_plain = path.len() <= LONGEST_PATH
        && !path.starts_with(FOLDER)
        && !path.contains(|c: char| c.is_control() || c == '\\')
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if is_plain { Ok(path.to_string()) } else { Err("names a path that no deploy writes") }
}

fn stamps(value: &Value) -> Option<Vec<Option<Stamp>>> {
    let one = |value: &Value| match value {
        Value::Null => Some(None),
        value => Stamp::parse(value.as_str()?).map(Some),
    };
    match value {
        Value::Array(values) if !values.is_empty() => values.iter().map(one).collect(),
        value => Some(vec![one(value)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(content: u64) -> Stamp {
        Stamp { content, bytes: 12, headers: 7 }
    }

    #[test]
    fn a_list_survives_a_round_trip() {
        let states = States::from([
            ("a/index.html".to_string(), vec![Some(stamp(1))]),
            ("b".to_string(), vec![None]),
            ("ü \"quoted\"".to_string(), vec![Some(stamp(u64::MAX)), None]),
        ]);
        let bytes = encode(states.iter().map(|(path, stamps)| (path.as_str(), stamps.as_slice())));
        assert_eq!(decode(&bytes), Ok(states));
        assert_eq!(decode(&encode(std::iter::empty())), Ok(States::new()));
    }

    #[test]
    fn a_forged_or_damaged_list_is_refused() {
        let long = format!("{{\"rolebook\":1,\"files\":{{\"{}\":null}}}}", "a".repeat(LONGEST_PATH + 1));
        for text in [
            "",
            "[]",
            "{}",
            "{\"rolebook\":2,\"files\":{}}",
            "{\"rolebook\":1}",
            "{\"rolebook\":1,\"files\":[]}",
            "{\"rolebook\":1,\"files\":{\"../a\":null}}",
            "{\"rolebook\":1,\"files\":{\"/etc/passwd\":null}}",
            "{\"rolebook\":1,\"files\":{\"a//b\":null}}",
            "{\"rolebook\":1,\"files\":{\"a/./b\":null}}",
            "{\"rolebook\":1,\"files\":{\"\":null}}",
            "{\"rolebook\":1,\"files\":{\"a\\u0000\":null}}",
            "{\"rolebook\":1,\"files\":{\"a\\\\..\\\\b\":null}}",
            "{\"rolebook\":1,\"files\":{\".rolebook/deploy.json\":null}}",
            "{\"rolebook\":1,\"files\":{\"a\":7}}",
            "{\"rolebook\":1,\"files\":{\"a\":[]}}",
            "{\"rolebook\":1,\"files\":{\"a\":\"0-0\"}}",
            &long,
            &"[".repeat(100_000),
        ] {
            assert!(decode(text.as_bytes()).is_err(), "{text}");
        }
        let whole = encode([("a", &[Some(stamp(1))][..]), ("b", &[None][..])].into_iter());
        for end in 0..whole.len() - 1 {
            assert!(decode(&whole[..end]).is_err(), "cut at {end}");
        }
    }
}
