//! A cache of link-check results with their dates, in a file beside `content/`, so that daily checks do not request
//! every page daily.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::LinkStatus;
use crate::command::save;
use crate::error::Error;
use crate::parse::scalar::Date;
use crate::source::read_plain;

/// The file, in the folder of the site. It can be deleted at any time.
const FILE: &str = ".rolebook-links.json";

/// The size limit: some hundred thousand addresses.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The number of days for which a good result is cached. Other results are not reused.
const DAYS: u32 = 14;

/// The cached results by address.
pub(super) struct LinkCheckCache {
    answers: BTreeMap<String, (LinkStatus, Date)>,
    /// The bytes of the file as it was read; `None` if there was none.
    before: Option<Vec<u8>>,
}

impl LinkCheckCache {
    /// Reads the cache. An invalid file counts as empty.
    pub(super) fn read(root: &Path) -> Result<LinkCheckCache, Error> {
        let path = root.join(FILE);
        let before = read_plain(&path, LARGEST)?;
        let value: Value =
            before.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or_default();
        let entries = value.as_object().into_iter().flatten();
        let answers =
            entries.filter_map(|(address, entry)| Some((address.clone(), entry_of(entry)?))).collect();
        Ok(LinkCheckCache { answers, before })
    }

    /// Returns `true` if an address need not be requested today.
    pub(super) fn holds(&self, address: &str, today: Date) -> bool {
        let answer = self.answers.get(address);
        answer.is_some_and(|(answer, date)| {
            *answer == LinkStatus::Good && date.days_until(today).is_some_and(|days| days < DAYS)
        })
    }

    /// The cached status of an address.
    pub(super) fn answer(&self, address: &str) -> Option<&LinkStatus> {
        self.answers.get(address).map(|(answer, _)| answer)
    }

    /// Stores a status.
    pub(super) fn put(&mut self, address: &str, answer: LinkStatus, today: Date) {
        self.answers.insert(address.to_string(), (answer, today));
    }

    /// Removes addresses that the site no longer links to.
    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.answers.retain(|address, _| keep(address));
    }

    /// Writes the file, sorted, with one address per line.
    pub(super) fn write(&self, root: &Path) -> Result<(), Error> {
        let lines: Vec<String> = self
            .answers
            .iter()
            .map(|(address, entry)| format!("{}: {}", json!(address), line(entry)))
            .collect();
        let text = format!("{{\n{}\n}}\n", lines.join(",\n")).into_bytes();
        match &self.before {
            Some(before) if *before == text => Ok(()),
            Some(before) => save::replace(root, FILE, before, &text),
            None => save::create(root, FILE, &text),
        }
    }
}

fn line((answer, date): &(LinkStatus, Date)) -> Value {
    let (word, more) = match answer {
        LinkStatus::Good => ("good", Value::Null),
        LinkStatus::Gone(status) => ("gone", json!(status)),
        LinkStatus::Unknown(why) => ("unknown", json!(why)),
    };
    json!({ "answer": word, "because": more, "asked": date.to_string() })
}

fn entry_of(entry: &Value) -> Option<(LinkStatus, Date)> {
    let because = &entry["because"];
    let answer = match entry["answer"].as_str()? {
        "good" => LinkStatus::Good,
        "gone" => LinkStatus::Gone(u16::try_from(because.as_u64()?).ok()?),
        "unknown" | "untold" => LinkStatus::Unknown(because.as_str()?.to_string()),
        _ => return None,
    };
    Some((answer, Date::parse(entry["asked"].as_str()?).ok()?))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn a_good_result_is_cached_for_two_weeks_and_others_are_not() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let mut cache = LinkCheckCache::read(folder.path()).expect("no file is none");
        cache.put("https://a.example/", LinkStatus::Good, day("2026-11-20"));
        cache.put("https://b.example/", LinkStatus::Gone(404), day("2026-11-20"));
        cache.put("https://c.example/", LinkStatus::Unknown("403".to_string()), day("2026-11-20"));
        cache.put("https://old.example/", LinkStatus::Good, day("2026-11-20"));
        cache.retain(|address| address != "https://old.example/");
        cache.write(folder.path()).expect("a file");
        let cache = LinkCheckCache::read(folder.path()).expect("a file");
        assert!(cache.holds("https://a.example/", day("2026-12-03")));
        assert!(!cache.holds("https://a.example/", day("2026-12-04")));
        assert!(!cache.holds("https://a.example/", day("2026-11-19")), "a result from the future is ignored");
        assert!(!cache.holds("https://b.example/", day("2026-11-20")));
        assert_eq!(cache.answer("https://b.example/"), Some(&LinkStatus::Gone(404)));
        assert_eq!(cache.answer("https://old.example/"), None);
        let text = fs::read_to_string(folder.path().join(FILE)).expect("a file");
        assert_eq!(text.lines().count(), 5, "{text}");
    }

    #[test]
    fn an_invalid_cache_file_counts_as_empty() {
        let folder = tempfile::TempDir::new().expect("a folder");
        fs::write(folder.path().join(FILE), "{\"https://a.example/\": 3, \"b\"").expect("a file");
        let cache = LinkCheckCache::read(folder.path()).expect("a file");
        assert_eq!(cache.answer("https://a.example/"), None);
        cache.write(folder.path()).expect("it is written anew");
    }
}
