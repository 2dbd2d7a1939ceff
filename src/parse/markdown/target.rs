//! Parses the destinations of links.

use crate::diagnostic::{Code, Span, nearest};
use crate::parse::scalar::report_invalid_id;
use crate::parse::{Context, Diagnostics, Spanned};
use crate::url::{self, Id, resolve_path};

/// The target of a link within the site. Web links are written to HTML directly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `role:id`, optionally with an anchor on the role's page.
    Role(Spanned<Id>, Option<Anchor>),
    /// `tool:id`.
    Tool(Spanned<Id>),
    /// `term:id`.
    Term(Spanned<Id>, Option<Anchor>),
    /// `source:id`.
    Source(Spanned<Id>),
    /// `compare:a/b`, optionally with the anchor of a row.
    Pair(Spanned<Id>, Spanned<Id>, Option<Anchor>),
    /// A file of the repository by its path below the root, optionally with an anchor.
    File(String, Option<Anchor>),
    /// A page by its address, such as `/compare/`, optionally with an anchor.
    Address(String, Option<Anchor>),
    /// A heading of the same page.
    Here(Anchor),
}

/// The part of a link after the `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The text as written, without the `#`.
    pub text: String,
    /// Its position; `None` if escapes make the link longer in the file, so that the position is unknown.
    pub span: Option<Span>,
}

impl Target {
    /// The name of the target, as written.
    pub fn name(&self) -> &str {
        match self {
            Target::Role(id, _) | Target::Tool(id) | Target::Term(id, _) | Target::Source(id) => {
                id.value.as_str()
            }
            Target::Pair(a, _, _) => a.value.as_str(),
            Target::File(path, _) | Target::Address(path, _) => {
                let name = path.trim_matches('/').rsplit('/').next().unwrap_or_default();
                name.split('.').next().unwrap_or_default()
            }
            Target::Here(anchor) => &anchor.text,
        }
    }
}

/// A parsed destination.
#[derive(Debug)]
pub(super) enum Destination {
    /// A web address, written unchanged.
    Web(String),
    /// A target within the site.
    Site(Target),
}

/// The schemes of links.
const SCHEMES: [&str; 8] = ["http", "https", "mailto", "role", "tool", "term", "source", "compare"];

/// Parses a destination in the file at `file`. `span` is its position, and has its length only if it is written
/// without escapes. Returns `None` if it is rejected; the reason has then been reported.
pub(super) fn parse(
    link: &str,
    file: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Destination> {
    let (address, anchor) = match link.split_once('#') {
        Some((address, anchor)) => {
            let exact = (span.end - span.start) as usize == link.len();
            let (start, end) = (span.end as usize - anchor.len().min(span.end as usize), span.end as usize);
            let own = exact.then(|| Span::new(start, end));
            (address, Some(Anchor { text: anchor.to_string(), span: own }))
        }
        None => (link, None),
    };
    if let Some(meant) = with_slashes(link) {
        let diagnostic = diagnostics.add(Code::UnsafeUrl, span, "the scheme of the address is mistyped");
        diagnostic.propose(&meant, format!("write `{meant}`"));
        return None;
    }
    match url::scheme(link).as_deref() {
        Some("http" | "https") => match url::refuse_web_address(link) {
            None => Some(Destination::Web(link.to_string())),
            Some(why) => reject(why, span, diagnostics),
        },
        Some("mailto") => {
            let sound = link.is_ascii()
                && !link.contains([' ', '"', '<', '>', '\\'])
                && !link.chars().any(char::is_control);
            if sound {
                Some(Destination::Web(link.to_string()))
            } else {
                reject("write `mailto:name@example.org`", span, diagnostics)
            }
        }
        Some(scheme @ ("role" | "tool" | "term" | "source" | "compare")) => {
            named(scheme, address, anchor, span, diagnostics).map(Destination::Site)
        }
        Some(scheme) => {
            let help = format!(
                "`{scheme}:` is not supported; use http, https, mailto, role, tool, term, source or compare"
            );
            let exact = (span.end - span.start) as usize == link.len();
            match nearest(scheme, SCHEMES).filter(|_| exact) {
                Some(near) => {
                    let meant = format!("{near}{}", &link[scheme.len()..]);
                    diagnostics
                        .add(Code::UnsafeUrl, span, "this address cannot be published")
                        .propose(&meant, format!("did you mean `{meant}`?"));
                    None
                }
                None => reject(&help, span, diagnostics),
            }
        }
        None if link.starts_with("//") => reject("begin it with `https://`", span, diagnostics),
        None if link.is_empty() => {
            diagnostics
                .add(Code::BrokenLink, span, "the link has no address")
                .help("write an address between the parentheses");
            None
        }
        None if address.is_empty() => anchor.map(|anchor| Destination::Site(Target::Here(anchor))),
        None if address.starts_with('/') => {
            Some(Destination::Site(Target::Address(address.to_string(), anchor)))
        }
        None if address.contains('\\') => {
            let message = "a path must use `/`, not `\\`";
            diagnostics.add(Code::BrokenLink, span, message).replace(link.replace('\\', "/"), "write `/`");
            None
        }
        // A file may have such a name, but a path that begins with a host name is unlikely.
        None if url::is_host(link) => {
            let help = format!("write `https://{link}`");
            diagnostics
                .add(Code::UnsafeUrl, span, "the address has no scheme")
                .propose(format!("https://{link}"), help);
            None
        }
        None => {
            if let Some(path) = resolve(file, address) {
                Some(Destination::Site(Target::File(path, anchor)))
            } else {
                diagnostics.add(Code::BrokenLink, span, format!("`{address}` is outside the repository"));
                None
            }
        }
    }
}

/// Returns the address that is meant by `https//example.org/`, `https:/example.org/` and the like.
fn with_slashes(link: &str) -> Option<String> {
    let scheme = ["https", "http"].into_iter().find(|scheme| link.starts_with(scheme))?;
    let rest = &link[scheme.len()..];
    let bare = rest.trim_start_matches([':', ';', '.', '/', '\\']);
    let marks = &rest[..rest.len() - bare.len()];
    let meant = format!("{scheme}://{bare}");
    let is_mistyped = marks.contains(['/', '\\']) && marks != "://";
    (is_mistyped && url::refuse_web_address(&meant).is_none()).then_some(meant)
}

fn reject(why: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Destination> {
    diagnostics.add(Code::UnsafeUrl, span, "this address cannot be published").help(why);
    None
}

fn named(
    scheme: &str,
    address: &str,
    anchor: Option<Anchor>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Target> {
    let name = address.split_once(':').map_or("", |(_, name)| name);
    // If escapes or entities make the text longer than the destination, ids have no spans of their own.
    let written = address.len() + anchor.as_ref().map_or(0, |anchor| anchor.text.len() + 1);
    let exact = (span.end - span.start) as usize == written;
    let key = match scheme {
        "tool" => "tool",
        "term" => "term",
        "source" => "source",
        _ => "role",
    };
    let mut id = |text: &str, at: usize| {
        let start = span.start as usize + address.len() - name.len() + at;
        let own = if exact { Span::new(start, start + text.len()) } else { span };
        let read = Id::parse(text);
        if let Err(why) = read {
            let unread = exact.then_some(Context { key, is_key: false });
            report_invalid_id(text, why, own, unread, diagnostics);
        }
        read.ok().map(|value| Spanned { value, span: own })
    };
    Some(match scheme {
        "role" => Target::Role(id(name, 0)?, anchor),
        "tool" => Target::Tool(id(name, 0)?),
        "term" => Target::Term(id(name, 0)?, anchor),
        "source" => Target::Source(id(name, 0)?),
        _ => {
            if let Some((a, b)) = name.split_once('/') {
                Target::Pair(id(a, 0)?, id(b, a.len() + 1)?, anchor)
            } else {
                diagnostics
                    .add(Code::ReferenceSyntax, span, "a comparison needs two roles")
                    .help("write two roles, such as `compare:first/second`");
                return None;
            }
        }
    })
}

/// Resolves a relative link in `file` to a path below the root; `None` if it is outside the root.
fn resolve(file: &str, link: &str) -> Option<String> {
    resolve_path(file, link.split('?').next().unwrap_or(link))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn relative_links_resolve_as_on_the_code_host() {
        assert_eq!(
            resolve("content/roles/sre.md", "../glossary/slo.md").as_deref(),
            Some("content/glossary/slo.md")
        );
        assert_eq!(resolve("content/roles/sre.md", "./a.md").as_deref(), Some("content/roles/a.md"));
        assert_eq!(resolve("content/roles/sre.md", "../../../etc/passwd"), None);
    }
}
