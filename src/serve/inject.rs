//! The preview's additions to a page: one script, and the permission for it in the page's Content Security Policy.
//! Everything else is as a build writes it.

use pulldown_cmark_escape::escape_html_body_text;

use crate::diagnostic::{Report, summary};

/// The address of the client script.
pub(super) const SCRIPT: &str = "/_preview/reload.js";
/// The address of the event stream.
pub(super) const EVENTS: &str = "/_preview/reload";

const POLICY: &[u8] = b"<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// The version of a page, for the client script: content hashes of the page, of the site's style sheets and of its
/// scripts, and the number of the state.
pub(super) struct PageVersion {
    /// Hash of the page.
    pub shown: String,
    /// Hash of all style sheets.
    pub style: String,
    /// Hash of all scripts.
    pub script: String,
    /// The number of the state.
    pub build: u64,
}

/// Adds the script to a page: after the page's policy, or at the end of the head if it has none. A page without a
/// head is not changed.
pub(super) fn script(
    mut page: Vec<u8>,
    PageVersion { shown, style, script, build }: &PageVersion,
) -> Vec<u8> {
    let tag = format!(
        "<script type=\"module\" src=\"{SCRIPT}\" data-shown=\"{shown}\" data-style=\"{style}\" \
         data-script=\"{script}\" data-build=\"{build}\"></script>"
    );
    let policy = find(&page, POLICY).map(|at| at + POLICY.len());
    let Some(start) = policy else {
        if let Some(at) = find(&page, b"</head>") {
            page.splice(at..at, tag.into_bytes());
        }
        return page;
    };
    let Some(length) = page[start..].iter().position(|byte| *byte == b'"') else { return page };
    let allowed = String::from_utf8_lossy(&page[start..start + length]).into_owned();
    let has =
        |directive: &str| allowed.split(';').any(|own| own.split_whitespace().next() == Some(directive));
    let mut wider = String::new();
    for directive in ["script-src", "connect-src"].into_iter().filter(|directive| !has(directive)) {
        wider.push_str(directive);
        wider.push_str(" 'self'; ");
    }
    let end = start + length + find(&page[start + length..], b">").map_or(0, |at| at + 1);
    page.splice(end..end, tag.into_bytes());
    page.splice(start..start, wider.into_bytes());
    page
}

fn find(page: &[u8], what: &[u8]) -> Option<usize> {
    // The head of a page is short, and contains all that is searched for.
    page.windows(what.len()).position(|window| window == what)
}

/// Returns the page that replaces one that cannot be drawn. `text` is the formatted report.
pub(super) fn errors(report: &Report, text: &str) -> String {
    let mut html = String::new();
    escape_html_body_text(&mut html, text).expect("invariant: writing to a string cannot fail");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{0}</title>\n</head>\n\
         <body data-errors>\n<h1>There is no page to show yet: {0}</h1>\n<pre>{html}</pre>\n\
         <p>This page reloads when the errors are fixed.</p>\n</body>\n</html>\n",
        summary(report)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn injected(page: &str) -> String {
        let [shown, style, script] = ["ab", "c", "d"].map(str::to_owned);
        let version = PageVersion { shown, style, script, build: 3 };
        String::from_utf8(super::script(page.as_bytes().to_vec(), &version)).expect("text")
    }

    const TAG: &str = "<script type=\"module\" src=\"/_preview/reload.js\" data-shown=\"ab\" data-style=\"c\" \
                       data-script=\"d\" data-build=\"3\"></script>";

    #[test]
    fn a_policy_is_extended_by_what_the_script_needs() {
        let page = |policy: &str, tag: &str| {
            format!("<head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{tag}</head>x")
        };
        assert_eq!(
            injected(&page("default-src 'none'", "")),
            page("script-src 'self'; connect-src 'self'; default-src 'none'", TAG)
        );
        assert_eq!(
            injected(&page("default-src 'none'; script-src 'self'", "")),
            page("connect-src 'self'; default-src 'none'; script-src 'self'", TAG)
        );
    }

    #[test]
    fn a_page_without_a_policy_or_without_a_head_is_accepted() {
        assert_eq!(injected("<head></head>x"), format!("<head>{TAG}</head>x"));
        assert_eq!(injected("x"), "x");
    }
}
