//! The state of the preview for a page in a browser, as one line of JSON: the versions of the page and its assets,
//! and the diagnostics of the site. It is the whole state, not a change, so a missed message does no harm.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde_json::{Value, json};

use super::answer::{Resolution, report_text, resolve};
use super::editor::Editor;
use super::http::decode;
use super::inject::PageVersion;
use super::preview::Preview;
use crate::diagnostic::position::{Position, Unit, position};
use crate::diagnostic::{Diagnostic, Report, Severity, human};
use crate::model::Route;
use crate::publish::Fingerprint;
use crate::source::{Area, hash};

/// The limit of diagnostics that are sent; the rest are counted.
const MAX_SENT: usize = 20;

/// Returns the `ETag` of an address: equal values mean equal bytes.
pub(super) fn etag(preview: &Preview, path: &str) -> String {
    let Some(site) = &preview.site else {
        return format!("{:032x}", hash(report_text(preview, &preview.report).as_bytes()));
    };
    let route = match resolve(site, path) {
        Resolution::Page(route) => route,
        Resolution::Redirect(_) | Resolution::NotFound => Route::NotFound,
    };
    match catch_unwind(AssertUnwindSafe(|| site.fingerprint(route))) {
        Ok(Ok(fingerprint)) => hex(fingerprint),
        Ok(Err(diagnostic)) => format!("{:032x}", hash(diagnostic.message.as_bytes())),
        // The page reports the bug too. Each state may behave differently, so its number is part of the value.
        Err(_) => format!("bug-{}", preview.number),
    }
}

/// Formats a fingerprint.
pub(super) fn hex(fingerprint: Fingerprint) -> String {
    format!("{:032x}", fingerprint.0)
}

/// Returns the version that is embedded in a page, to be compared with that of later states.
pub(super) fn page_version(preview: &Preview, shown: String) -> PageVersion {
    let [style, script] = [".css", ".js"].map(|kind| ending(preview, kind));
    PageVersion { shown, style, script, build: preview.number }
}

/// Extracts the page from the query of the event stream's address.
pub(super) fn page_of(query: &str) -> Option<String> {
    query.split('&').find_map(|pair| decode(pair.strip_prefix("page=")?))
}

/// Formats the state for a tab that shows `page`. `follow` is the page of the last saved file.
pub(super) fn state(
    preview: &Preview,
    page: Option<&str>,
    follow: Option<&str>,
    root: &Path,
    editor: Option<Editor>,
) -> String {
    let sent = preview.report.diagnostics().iter().take(MAX_SENT);
    let problems: Vec<Value> = sent.map(|found| problem(preview, found, root, editor)).collect();
    json!({
        "build": preview.number,
        "page": page.map(|page| etag(preview, page)),
        // Style sheets are exchanged without a reload; scripts cannot be.
        "style": ending(preview, ".css"),
        "script": ending(preview, ".js"),
        "follow": follow,
        "errors": preview.report.errors(),
        "total": preview.report.errors() + preview.report.warnings(),
        "problems": problems,
    })
    .to_string()
}

/// Returns the hash of all static files with this file extension.
fn ending(preview: &Preview, ending: &str) -> String {
    let files = preview.sources().area(Area::Static).filter(|file| file.path.ends_with(ending));
    let hashes: Vec<u8> = files.flat_map(|file| file.hash.to_le_bytes()).collect();
    format!("{:032x}", hash(&hashes))
}

fn problem(preview: &Preview, found: &Diagnostic, root: &Path, editor: Option<Editor>) -> Value {
    let place = found.place.as_ref().map(|place| {
        let text = preview.sources().text(&place.file).unwrap_or("");
        let Position { line, column, .. } = position(text, place.span, Unit::Characters);
        let opens = editor.map(|editor| editor.link(&root.join(&*place.file), line, column));
        (format!("{}:{line}:{column}", human::printable(&place.file)), opens)
    });
    json!({
        "error": found.severity == Severity::Error,
        "place": place.as_ref().map(|(place, _)| place),
        "link": place.as_ref().and_then(|(_, opens)| opens.as_ref()),
        "text": report_text(preview, &Report::new(vec![found.clone()])),
    })
}
