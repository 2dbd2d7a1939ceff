//! Resolves an address on a page as a browser would.

use crate::model::{Model, Route};
use crate::url;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolved {
    /// An external address, or one that is no page, such as `mailto:`.
    External,
    /// A page or file of the site, with the fragment of the link.
    Internal(Route, Option<String>),
    /// An address on the same host outside the site's base path; below `/` if the site occupies the whole host.
    OutsideBase(String),
    /// An address below the site's base that does not exist.
    NotFound(String),
}

/// Resolves a link on a page.
pub(super) fn resolve(model: &Model, page: Route, link: &str) -> Resolved {
    let site = &model.site;
    let link = link.trim_ascii();
    let (address, anchor) = match link.split_once('#') {
        Some((address, anchor)) => (address, url::Fragment::parse(anchor).id),
        None => (link, None),
    };
    let address = address.split('?').next().unwrap_or(address);
    if address.is_empty() {
        return Resolved::Internal(page, anchor);
    }
    let own = address.strip_prefix(site.origin.as_str()).filter(|path| path.starts_with('/'));
    let is_whole = address.starts_with("//") || url::scheme(link).is_some();
    if is_whole && own.is_none() {
        return Resolved::External;
    }
    let path = join(&model.address(page), own.unwrap_or(address));
    let found = is_below(&path, &site.base).then(|| below(&path[site.base.len()..]));
    match found.as_deref().map(|below| (below, Route::find(model, below))) {
        Some((_, Some(route))) => Resolved::Internal(route, anchor),
        // An absolute URL on the same host may belong to something else beside the site.
        _ if is_whole => Resolved::External,
        Some((below, None)) => Resolved::NotFound(below.to_string()),
        None => Resolved::OutsideBase(path),
    }
}

/// Returns the address of the page for a path below the site's base.
fn below(path: &str) -> String {
    let path = url::percent_decode(path);
    url::address_of_file(path.strip_prefix('/').unwrap_or(&path))
}

fn is_below(path: &str, base: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'))
}

/// Joins `address` to the path of the page that contains it.
fn join(page: &str, address: &str) -> String {
    let folder =
        if address.starts_with('/') { "" } else { page.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = folder.split('/').skip(1).collect();
    let mut last = "";
    for part in address.split('/') {
        last = part;
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut path = String::new();
    for part in &parts {
        path.push('/');
        path.push_str(part);
    }
    if matches!(last, "" | "." | "..") {
        path.push('/');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(base: &str) -> Model {
        let mut model = Model { statics: vec!["assets/site.css".to_string()], ..Model::default() };
        model.site.base = base.to_string();
        model.site.origin = "https://example.org".to_string();
        model
    }

    fn on_roles(link: &str) -> Resolved {
        resolve(&model(""), Route::Roles, link)
    }

    #[test]
    fn addresses_resolve_as_in_a_browser() {
        let to =
            |route, anchor: &str| Resolved::Internal(route, (!anchor.is_empty()).then(|| anchor.to_string()));
        assert_eq!(on_roles("/compare/"), to(Route::Matrix, ""));
        assert_eq!(on_roles(" /compare/?a=b#on-call "), to(Route::Matrix, "on-call"));
        assert_eq!(on_roles("../compare/./#a"), to(Route::Matrix, "a"));
        assert_eq!(on_roles("../compare/index.html"), to(Route::Matrix, ""));
        assert_eq!(on_roles(""), to(Route::Roles, ""));
        assert_eq!(on_roles("?a=b#gr%C3%B6%C3%9Fe"), to(Route::Roles, "größe"));
        assert_eq!(on_roles("#top"), to(Route::Roles, ""));
        assert_eq!(on_roles("#:~:text=a"), to(Route::Roles, ""));
        assert_eq!(on_roles("../../../.."), to(Route::Home, ""));
        assert_eq!(on_roles("/%2Fcompare/%"), Resolved::NotFound("//compare/%".to_string()));
    }

    #[test]
    fn external_addresses_are_not_resolved() {
        for link in [
            "https://example.com/x",
            "//a.b/c",
            "mailto:a@b.c",
            "data:image/png;base64,x",
            "https://example.org/x",
        ] {
            assert_eq!(on_roles(link), Resolved::External, "{link}");
        }
    }

    #[test]
    fn an_absolute_url_of_the_site_resolves_if_the_page_exists() {
        let anchor = Some("goal".to_string());
        assert_eq!(on_roles("https://example.org/compare/#goal"), Resolved::Internal(Route::Matrix, anchor));
        assert_eq!(on_roles("https://example.org.uk/compare/#goal"), Resolved::External);
    }

    #[test]
    fn missing_pages_are_not_found() {
        for link in ["/roles", "/abuot/", "sre/", "/assets/site.cs", "index.htm"] {
            assert!(matches!(on_roles(link), Resolved::NotFound(_)), "{link}: {:?}", on_roles(link));
        }
    }

    #[test]
    fn addresses_outside_the_base_are_reported() {
        let resolved = |link: &str| resolve(&model("/us"), Route::Roles, link);
        assert_eq!(resolved("/us/compare/"), Resolved::Internal(Route::Matrix, None));
        assert_eq!(resolved("../compare/"), Resolved::Internal(Route::Matrix, None));
        assert_eq!(resolved("/compare/"), Resolved::OutsideBase("/compare/".to_string()));
        assert_eq!(resolved("/usage/"), Resolved::OutsideBase("/usage/".to_string()));
        assert_eq!(resolved("/us/nope/"), Resolved::NotFound("/nope/".to_string()));
    }
}
