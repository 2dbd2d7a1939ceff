//! The common properties of the values of a column, as the basis of a suggested map.

use std::collections::BTreeSet;

use super::facts::answer;
use super::transform::{Transform, fit};
use crate::parse::Decode as _;
use crate::parse::record::ColumnRecord;
use crate::parse::scalar::EventDate;
use crate::source::hash;
use crate::url::refuse_web_address;

/// The number of different values that are kept of a column.
const VALUES: usize = 40;

/// The properties of a column in a sample.
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) filled: u64,
    pub(super) numbers: u64,
    decimals: u8,
    length: usize,
    /// The hashes of the values, to count different ones.
    pub(super) hashes: BTreeSet<u128>,
    values: Vec<String>,
    semicolons: u64,
    bars: u64,
    answers: u64,
    dates: u64,
    links: u64,
    ranges: u64,
}

impl Sample {
    pub(super) fn new(name: &str) -> Sample {
        Sample {
            name: name.to_string(),
            filled: 0,
            numbers: 0,
            decimals: 0,
            length: 0,
            hashes: BTreeSet::new(),
            values: Vec::new(),
            semicolons: 0,
            bars: 0,
            answers: 0,
            dates: 0,
            links: 0,
            ranges: 0,
        }
    }

    pub(super) fn add(&mut self, text: &str, transform: &Transform) {
        self.filled += 1;
        self.length += text.chars().count();
        self.semicolons += u64::from(text.contains(';'));
        self.bars += u64::from(text.contains('|'));
        let column = ColumnRecord::placeholder();
        if let Ok(number) = transform.number(text, &column, u8::MAX) {
            self.numbers += 1;
            self.decimals = self.decimals.max(number.decimals());
        } else if let Ok((from, to)) = transform.range(&[text.to_string()], &column, u8::MAX) {
            self.ranges += 1;
            self.decimals = self.decimals.max(from.decimals()).max(to.decimals());
        }
        self.answers += u64::from(answer(text).is_some());
        // A year alone is a number.
        self.dates += u64::from(text.len() > 4 && EventDate::parse(text).is_ok());
        self.links += u64::from(refuse_web_address(text).is_none());
        if self.hashes.insert(hash(text.as_bytes())) && self.values.len() < VALUES {
            self.values.push(fit(text.to_string(), 40).0);
        }
    }

    pub(super) fn is_unique(&self, records: u64) -> bool {
        self.filled == records && self.hashes.len() as u64 == records
    }

    /// Returns `true` if at least 95% of the values have a form.
    pub(super) fn is_mostly(&self, count: u64) -> bool {
        self.filled > 0 && count * 20 >= self.filled * 19
    }

    /// The kind of row that all values fit, with the keys that it needs.
    pub(super) fn kind(&self) -> Option<(&'static str, String)> {
        let decimals = self.decimals.min(12);
        let unit = || format!(", unit: TODO, decimals: {decimals}");
        if self.filled > 0 && self.answers == self.filled && self.hashes.len() > 1 {
            Some(("yes-no", String::new()))
        } else if self.is_mostly(self.numbers) {
            Some(("number", unit()))
        } else if self.filled > 0 && self.dates == self.filled {
            Some(("date", String::new()))
        } else if self.filled > 0 && self.links == self.filled {
            Some(("link", String::new()))
        } else if self.is_mostly(self.numbers + self.ranges) {
            Some(("range", unit()))
        } else {
            None
        }
    }

    pub(super) fn is_long(&self) -> bool {
        self.filled > 0 && self.length as u64 / self.filled > 100
    }

    pub(super) fn separator(&self) -> Option<&'static str> {
        let is_frequent = |count: u64| count * 3 > self.filled;
        if is_frequent(self.semicolons) {
            Some(";")
        } else if is_frequent(self.bars) {
            Some("|")
        } else {
            None
        }
    }

    /// Describes the values in a comment.
    pub(super) fn describe(&self, records: u64) -> String {
        let shown: Vec<String> = self.values.iter().take(5).map(|value| format!("`{value}`")).collect();
        let such_as = if self.values.len() > 5 { "such as " } else { "" };
        let empty = match records - self.filled {
            0 => String::new(),
            empty => format!(", {empty} empty"),
        };
        format!(
            "{} different values in {records} lines{empty}: {such_as}{}",
            self.hashes.len(),
            shown.join(", ")
        )
    }

    /// Returns `true` if the name of the column has one of these words.
    pub(super) fn is_called(&self, words: &[&str]) -> bool {
        let lower = self.name.to_lowercase();
        let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        words.iter().any(|word| lower == *word || parts.last() == Some(word))
    }
}
