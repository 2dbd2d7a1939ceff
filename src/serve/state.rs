//! What a page in a browser has to know, as one line of JSON: what it would show if it were loaded now, and what is wrong
//! with the site. It is the whole state, not a change: who missed a message has missed nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde_json::{Value, json};

use super::answer::{Resolution, report_text, resolve};
use super::editor::Editor;
use super::http::decode;
use super::inject::PageVersion;
use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Report, Severity, human};
use crate::model::Route;
use crate::publish::Fingerprint;
use crate::source::{Area, hash};

/// The most diagnostics that a page is sent; the rest are counted.
const SENT: usize = 20;

/// What an address shows: equal identities, equal bytes.
pub fn identity(snapshot: &Snapshot, path: &str) -> String {
    let Some(site) = &snapshot.site else {
        return format!("{:032x}", hash(report_text(snapshot, &snapshot.report).as_bytes()));
    };
    let route = match resolve(site, path) {
        Resolution::Page(route) => route,
        Resolution::Aside(_) | Resolution::Nowhere => Route::NotFound,
    };
    match catch_unwind(AssertUnwindSafe(|| site.fingerprint(route))) {
        Ok(Ok(fingerprint)) => shown(fingerprint),
        Ok(Err(diagnostic)) => format!("{:032x}", hash(diagnostic.message.as_bytes())),
        // The page says so too; whatever the next snapshot gives is another page.
        Err(_) => format!("bug-{}", snapshot.number),
    }
}

/// An identity, as it is written.
pub fn shown(fingerprint: Fingerprint) -> String {
    format!("{:032x}", fingerprint.0)
}

/// What a page says of itself that shows `shown`: the same words as the state's, to be compared with them.
pub fn came(snapshot: &Snapshot, shown: String) -> PageVersion {
    let [style, script] = [".css", ".js"].map(|kind| ending(snapshot, kind));
    PageVersion { shown, style, script, build: snapshot.number }
}

/// The page that somebody looks at, from the query of the events' address.
pub fn page_of(query: &str) -> Option<String> {
    query.split('&').find_map(|pair| decode(pair.strip_prefix("page=")?))
}

/// The state for somebody who looks at `page`. `follow` is the page of the file that was changed last.
pub fn state(
    snapshot: &Snapshot,
    page: Option<&str>,
    follow: Option<&str>,
    root: &Path,
    editor: Option<Editor>,
) -> String {
    let sent = snapshot.report.diagnostics().iter().take(SENT);
    let problems: Vec<Value> = sent.map(|found| problem(snapshot, found, root, editor)).collect();
    json!({
        "build": snapshot.number,
        "page": page.map(|page| identity(snapshot, page)),
        // Exchanged without loading the page again; a script cannot be.
        "style": ending(snapshot, ".css"),
        "script": ending(snapshot, ".js"),
        "follow": follow,
        "errors": snapshot.report.errors(),
        "total": snapshot.report.diagnostics().len(),
        "problems": problems,
    })
    .to_string()
}

/// The identity of all static files whose names end alike.
fn ending(snapshot: &Snapshot, ending: &str) -> String {
    let files = snapshot.sources.area(Area::Static).filter(|file| file.path.ends_with(ending));
    let hashes: Vec<u8> = files.flat_map(|file| file.hash.to_le_bytes()).collect();
    format!("{:032x}", hash(&hashes))
}

fn problem(snapshot: &Snapshot, found: &Diagnostic, root: &Path, editor: Option<Editor>) -> Value {
    let place = found.place.as_ref().map(|place| {
        let text = snapshot.sources.text(&place.file).unwrap_or("");
        let before = &text[..text.floor_char_boundary(place.span.start as usize)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        let opens = editor.map(|editor| editor.link(&root.join(&*place.file), line, column));
        (format!("{}:{line}:{column}", human::printable(&place.file)), opens)
    });
    json!({
        "error": found.severity == Severity::Error,
        "place": place.as_ref().map(|(place, _)| place),
        "link": place.as_ref().and_then(|(_, opens)| opens.as_ref()),
        "text": report_text(snapshot, &Report::new(vec![found.clone()])),
    })
}
