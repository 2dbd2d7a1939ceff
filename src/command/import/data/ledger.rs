//! The ledger of an import: what it wrote, so that the next run can tell a change of the source from an edit of a person.
//!
//! It is a text file in the repository with one line for each entity, so that two branches merge line by line. Each line has
//! a checksum: a line that was edited, such as by a replacement in all files, is unknown, and then the site's own value wins.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::command::save;
use crate::error::Error;
use crate::source::{hash, read_plain};

/// The maximum size of a ledger: some 500,000 entities.
const LARGEST: u64 = 256 << 20;

/// The first line of a ledger.
const HEADER: &str = "rolebook import ledger 1";

/// The folder of ledgers and maps in a site.
pub(super) const FOLDER: &str = "imports";

/// The values that an import wrote about one entity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Written {
    /// The values as they are in the source, by slot.
    #[serde(rename = "values")]
    pub(super) slots: BTreeMap<String, Value>,
    /// The units that the source no longer has.
    #[serde(rename = "gone", default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) vanished: BTreeSet<String>,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line<'l> {
    #[serde(rename = "of")]
    key: std::borrow::Cow<'l, str>,
    #[serde(flatten)]
    written: std::borrow::Cow<'l, Written>,
}

/// The ledger as it was, and as it will be. Entities are kept as the text of their lines, which takes a fifth of the memory of
/// their values.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    path: String,
    bytes: Option<Vec<u8>>,
    old: BTreeMap<String, String>,
    new: BTreeMap<String, String>,
    /// The lines that cannot be trusted.
    pub(super) unknown_lines: Vec<usize>,
}

impl Ledger {
    /// Reads the ledger of the map with this name.
    pub(super) fn read(root: &Path, name: &str) -> Result<Ledger, Error> {
        let path = format!("{FOLDER}/{name}.ledger");
        let bytes = read_plain(&root.join(&path), LARGEST)?;
        let mut ledger = Ledger { path, bytes, ..Ledger::default() };
        let text = String::from_utf8_lossy(ledger.bytes.as_deref().unwrap_or_default()).into_owned();
        let mut twice = BTreeSet::new();
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line == HEADER {
                continue;
            }
            match parse_line(line) {
                Some((key, body)) => match ledger.old.get(&key) {
                    Some(known) if *known == body => {}
                    Some(_) => {
                        twice.insert(key);
                    }
                    None => {
                        ledger.old.insert(key, body.to_string());
                    }
                },
                None => ledger.unknown_lines.push(number + 1),
            }
        }
        // Two lines about one entity: a merge kept both, and neither is known to be in the files.
        ledger.old.retain(|key, _| !twice.contains(key));
        Ok(ledger)
    }

    /// Returns the values that an earlier import wrote about an entity.
    pub(super) fn get(&self, key: &str) -> Option<Written> {
        let line: Line<'_> = serde_json::from_str(self.old.get(key)?).ok()?;
        Some(line.written.into_owned())
    }

    /// Returns `true` if an earlier import wrote an entity.
    pub(super) fn has(&self, key: &str) -> bool {
        self.old.contains_key(key)
    }

    /// The entities of earlier imports with a prefix that this one did not record.
    pub(super) fn unseen(&self, prefix: &str) -> Vec<String> {
        let keys = self.old.keys().filter(|key| key.starts_with(prefix) && !self.new.contains_key(*key));
        keys.cloned().collect()
    }

    /// Records what this import wrote about an entity.
    pub(super) fn record(&mut self, key: String, written: &Written) {
        let line = Line { key: (&*key).into(), written: std::borrow::Cow::Borrowed(written) };
        let body = serde_json::to_string(&line).expect("invariant: a ledger is JSON");
        self.new.insert(key, body);
    }

    /// Keeps what is known about an entity.
    pub(super) fn keep(&mut self, key: &str) {
        if let Some(body) = self.old.get(key) {
            self.new.insert(key.to_string(), body.clone());
        }
    }

    /// Writes the ledger if it changed, also before the end of an import. Entities that were not recorded are kept.
    pub(super) fn write(&mut self, root: &Path) -> Result<(), Error> {
        let mut bodies: BTreeMap<&str, &str> = BTreeMap::new();
        for (key, body) in self.old.iter().chain(&self.new) {
            bodies.insert(key, body);
        }
        let mut text = format!("{HEADER}\n");
        for body in bodies.values() {
            let _ = writeln!(text, "{} {body}", sum(body));
        }
        match &self.bytes {
            Some(before) if before == text.as_bytes() => return Ok(()),
            Some(before) => save::replace(root, &self.path, before, text.as_bytes())?,
            None if bodies.is_empty() => return Ok(()),
            None => save::create(root, &self.path, text.as_bytes())?,
        }
        self.bytes = Some(text.into_bytes());
        Ok(())
    }
}

/// Parses a line as its key and the text without the checksum; `None` if it cannot be trusted.
fn parse_line(line: &str) -> Option<(String, &str)> {
    let (own, body) = line.split_once(' ')?;
    if own != sum(body) {
        return None;
    }
    let line: Line<'_> = serde_json::from_str(body).ok()?;
    Some((line.key.into_owned(), body))
}

/// The checksum of a line. It detects accidents; a reviewer sees deliberate changes.
fn sum(body: &str) -> String {
    format!("{:032x}", hash(body.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Written {
        Written { slots: BTreeMap::from([("name".to_string(), text.into())]), vanished: BTreeSet::new() }
    }

    #[test]
    fn a_ledger_is_read_back_and_edited_lines_are_unknown() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let mut ledger = Ledger::read(folder.path(), "a").expect("none yet");
        ledger.record("role:a".to_string(), &written("A \"x\"\n"));
        ledger.record("role:b".to_string(), &written("B"));
        ledger.write(folder.path()).expect("it is new");
        let mut again = Ledger::read(folder.path(), "a").expect("a ledger");
        assert_eq!(again.get("role:a"), Some(written("A \"x\"\n")));
        again.write(folder.path()).expect("nothing to do");
        let file = folder.path().join("imports/a.ledger");
        let text = std::fs::read_to_string(&file).expect("a file");
        assert_eq!(text.lines().count(), 3, "{text}");
        std::fs::write(&file, text.replace("\"B\"", "\"C\"") + "<<<<<<< HEAD\n\u{0}\n").expect("a file");
        let edited = Ledger::read(folder.path(), "a").expect("a ledger");
        assert_eq!((edited.get("role:b"), &edited.unknown_lines), (None, &vec![3, 4, 5]));
    }

    #[test]
    fn two_lines_about_an_entity_are_unknown() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let mut text = String::new();
        for value in ["A", "B"] {
            let mut ledger = Ledger { path: format!("imports/{value}.ledger"), ..Ledger::default() };
            ledger.record("role:a".to_string(), &written(value));
            ledger.write(folder.path()).expect("it is new");
            let path = folder.path().join(format!("imports/{value}.ledger"));
            text += &std::fs::read_to_string(path).expect("a file");
        }
        std::fs::write(folder.path().join("imports/m.ledger"), text).expect("a file");
        assert_eq!(Ledger::read(folder.path(), "m").expect("a ledger").get("role:a"), None);
    }
}
