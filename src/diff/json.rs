//! The differences as JSON, for programs.

use serde::{Serialize, Serializer};

use super::{ItemKind, SiteDiff};

/// The version of the form. Keys may be added to a version; none changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Versioned<'d> {
    version: u32,
    unchanged: bool,
    #[serde(flatten)]
    diff: &'d SiteDiff,
}

/// Returns the differences as one JSON object, with a final newline.
pub fn json(diff: &SiteDiff) -> String {
    let versioned = Versioned { version: VERSION, unchanged: diff.is_unchanged(), diff };
    let text = serde_json::to_string_pretty(&versioned).expect("invariant: the keys of every map are texts");
    format!("{text}\n")
}

/// Serialises a kind as its noun.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(super) fn noun<S: Serializer>(kind: &ItemKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.noun())
}
