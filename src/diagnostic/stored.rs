//! A report that is kept with a published site, so that a build with nothing to do can print its warnings again.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Code, Report};

impl Report {
    /// Encodes the report; an empty one takes no bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        if self.is_empty() {
            return Vec::new();
        }
        serde_json::to_vec(self).expect("invariant: a report is JSON")
    }

    /// Decodes [`Self::to_bytes`]; `None` if the bytes are of another version or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Option<Report> {
        if bytes.is_empty() {
            return Some(Report::default());
        }
        serde_json::from_slice(bytes).ok()
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Code, D::Error> {
        let name = String::deserialize(from)?;
        Code::find(&name).ok_or_else(|| D::Error::custom(format_args!("an unknown code, `{name}`")))
    }
}

/// The path of a file.
pub(super) mod path {
    use std::sync::Arc;

    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(path: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(path)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(from).map(Arc::from)
    }
}

/// The numbers of errors and warnings by file.
pub(super) mod overflow {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use serde::{Deserialize as _, Deserializer, Serializer};

    type Counts<Path> = BTreeMap<Path, (usize, usize)>;

    pub(crate) fn serialize<S: Serializer>(counts: &Counts<Arc<str>>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(counts.iter().map(|(path, count)| (&**path, count)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Counts<Arc<str>>, D::Error> {
        let counts = Counts::<String>::deserialize(from)?;
        Ok(counts.into_iter().map(|(path, count)| (path.into(), count)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Location, Span};

    #[test]
    fn a_report_survives_a_round_trip_and_damaged_bytes_are_refused() {
        let at = |n: usize| Location { file: "content/ä.md".into(), span: Span::new(n, n + 1) };
        let labelled = Diagnostic::new(Code::UnknownKey, at(1), "x").here("y").label(at(2), "z");
        let fixed = Diagnostic::new(Code::Template, at(3), "x").with_fix(at(4), "\u{1b}", "help");
        let nowhere = Diagnostic::without_place(Code::FileMissing, "x");
        let many = (0..300).map(|n| Diagnostic::new(Code::RawHtml, at(n), "x"));
        let report = Report::new([labelled, fixed, nowhere].into_iter().chain(many).collect());
        let bytes = report.to_bytes();
        assert_eq!(Report::from_bytes(&bytes), Some(report));
        assert_eq!(Report::from_bytes(&bytes[1..]), None);
        assert!(Report::default().to_bytes().is_empty());
        assert_eq!(Report::from_bytes(b""), Some(Report::default()));
    }
}
