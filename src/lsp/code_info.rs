//! The explanation of a diagnostic code in an editor.

use std::fmt::Write as _;

use crate::analysis::Snapshot;
use crate::diagnostic::{Code, MANUAL_URL};
use crate::parse::{Body, content_file};

/// Returns the address of the published manual, without a final `/`: the site itself if it publishes the manual.
pub(super) fn manual_url(snapshot: &Snapshot) -> Option<String> {
    let own = || {
        let Body::Site(site) = &snapshot.document(content_file::SITE)?.body else { return None };
        let address = site.base_url.value.0.trim_end_matches('/');
        (site.manual && !address.is_empty()).then(|| format!("{address}/reference"))
    };
    own().or_else(|| MANUAL_URL.map(ToString::to_string))
}

/// Returns the explanation of a code as Markdown. The first lines of its examples, which name files, become text.
pub(super) fn explanation(code: Code) -> String {
    use crate::diagnostic::explanation::{ExampleKind, Piece, pieces};
    let mut text = format!("**{}**\n", code.name());
    for piece in pieces(code.explanation()) {
        text.push('\n');
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Example(example) => {
                let verdict = if example.verdict == ExampleKind::Wrong { "Wrong" } else { "Right" };
                let fence = "`".repeat(if example.body.contains("```") { 4 } else { 3 });
                let _ = write!(
                    text,
                    "{verdict}, in `{}`:\n\n{fence}{}\n{}{fence}",
                    example.file, example.language, example.body
                );
            }
        }
        text.push('\n');
    }
    text
}

/// Returns the codes that a suppression may name.
pub(super) fn suppressible() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| crate::parse::is_suppressible(*code))
}
