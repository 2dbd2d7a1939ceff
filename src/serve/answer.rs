//! Turns a request and a state into a response. Nothing is read from the disk, so no address can name a file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::http::{Request, Response, ResponseBody};
use super::inject::{self, EVENTS, SCRIPT};
use super::preview::{Preview, PreviewSite};
use super::state;
use crate::diagnostic::{Report, human};
use crate::hosting::media_type;
use crate::model::Route;

/// The preview's client scripts; pages load the first, which imports the others.
const CLIENT: [(&str, &str); 6] = [
    (SCRIPT, include_str!("client/reload.js")),
    ("/_preview/compare.js", include_str!("client/compare.js")),
    ("/_preview/outline.js", include_str!("client/outline.js")),
    ("/_preview/overlay.js", include_str!("client/overlay.js")),
    ("/_preview/place.js", include_str!("client/place.js")),
    ("/_preview/dom_patch.js", include_str!("client/dom_patch.js")),
];

const HTML: &str = "text/html; charset=utf-8";

/// Returns the response to a request, from a state.
pub(super) fn answer(preview: &Preview, request: &Request) -> Response {
    if let Some((_, script)) = CLIENT.iter().find(|(path, _)| *path == request.path) {
        return Response::new(200, "text/javascript; charset=utf-8", *script);
    }
    match request.path.as_str() {
        EVENTS => Response {
            status: 200,
            kind: "text/event-stream; charset=utf-8",
            headers: Vec::new(),
            body: ResponseBody::Events(request.query.clone()),
        },
        path => match &preview.site {
            Some(site) => page(preview, site, request),
            None => error_page(
                preview,
                path,
                inject::errors(&preview.report, &report_text(preview, &preview.report)),
            ),
        },
    }
}

/// Returns an error page in place of another page. It reloads when the error is fixed.
fn error_page(preview: &Preview, path: &str, text: String) -> Response {
    let version = state::page_version(preview, state::etag(preview, path));
    Response::new(500, HTML, inject::script(text.into_bytes(), &version))
}

/// The result of resolving an address.
pub(super) enum Resolution {
    /// A page.
    Page(Route),
    /// A redirect to the canonical address of a page.
    Redirect(String),
    /// No page.
    NotFound,
}

/// Resolves an address as a static host would.
pub(super) fn resolve(site: &PreviewSite, path: &str) -> Resolution {
    let model = site.model();
    let base = model.site.base.as_str();
    let Some(below) = path.strip_prefix(base).filter(|below| below.starts_with('/')) else {
        // The site is in a subfolder of its host: redirect to its home page.
        return if path == "/" || path == base {
            Resolution::Redirect(format!("{base}/"))
        } else {
            Resolution::NotFound
        };
    };
    if let Some(route) = Route::find(model, below) {
        return Resolution::Page(route);
    }
    let folder = match below.strip_suffix("/index.html") {
        Some(folder) => format!("{folder}/"),
        None => format!("{below}/"),
    };
    match Route::find(model, &folder) {
        Some(route) => Resolution::Redirect(model.address(route)),
        None => Resolution::NotFound,
    }
}

fn page(preview: &Preview, site: &Arc<PreviewSite>, request: &Request) -> Response {
    let path = request.path.as_str();
    let (status, route) = match resolve(site, path) {
        Resolution::Page(route) => (200, route),
        Resolution::Redirect(mut address) => {
            if !request.query.is_empty() {
                // The target of a request has no spaces and line breaks, so neither has the header.
                address.push('?');
                address.push_str(&request.query);
            }
            return Response::new(308, "text/plain; charset=utf-8", "").header("Location", address);
        }
        Resolution::NotFound => (404, Route::NotFound),
    };
    // A panic in drawing one page must not stop the server.
    let drawn = catch_unwind(AssertUnwindSafe(|| site.page(route)));
    let kind = media_type(&route.path(site.model()));
    match drawn {
        Ok(Ok((bytes, shown))) if kind == HTML => {
            let version = state::page_version(preview, state::hex(shown));
            Response::new(status, kind, inject::script(bytes, &version))
        }
        Ok(Ok((bytes, _))) => Response::new(status, kind, bytes),
        Ok(Err(diagnostic)) => {
            let report = Report::new(vec![*diagnostic]);
            let text = inject::errors(&report, &report_text(preview, &report));
            error_page(preview, path, text)
        }
        Err(_) => Response::new(
            500,
            "text/plain; charset=utf-8",
            "drawing this page failed: that is a bug of rolebook, and its terminal says more\n",
        ),
    }
}

/// Formats a report as text without colours.
pub(super) fn report_text(preview: &Preview, report: &Report) -> String {
    let drawn = human::emit(report, |path| preview.sources().text(path));
    anstream::adapter::strip_str(&drawn).to_string()
}
