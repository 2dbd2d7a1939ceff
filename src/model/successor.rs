//! The page or file that takes the place of one that a site had before.

use super::{Model, Pair, RoleId, Route};

/// The replacement of a former page or file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Successor {
    /// A page that redirects to this one is published at the former address.
    Redirect(Route),
    /// The bytes of this file are published at the former address too, because only pages can redirect.
    Copy(Route),
}

/// The addresses of files of a pair: the text before the names of its roles, and the text after.
const OF_PAIRS: [(&str, &str); 6] = [
    ("/compare/", "/"),
    ("/compare/", ".md"),
    ("/compare/", ".csv"),
    ("/embed/", "/"),
    ("/api/oembed/", ".json"),
    ("/cards/compare/", ".png"),
];

/// The addresses of files of a role. A site may have another folder for them now.
const OF_ROLES: [(&str, &str); 7] = [
    ("/roles/", "/"),
    ("/roles/", "/levels/"),
    ("/roles/", "/levels/ladder.svg"),
    ("/roles/", ".md"),
    ("/roles/", ".csv"),
    ("/api/v1/roles/", ".json"),
    ("/cards/roles/", ".png"),
];

impl Successor {
    /// Returns the successor of a former address: the same file under the current ids of its roles. If the pair has none,
    /// the matrix takes the place of its page, and the card of its first role that of its card. `None` if the address is
    /// unknown.
    pub fn of(model: &Model, address: &str) -> Option<Successor> {
        let between = |(before, after): (&'static str, &'static str)| {
            let rest =
                address.strip_prefix(before).or_else(|| address.strip_prefix(&*in_folder(model, before)));
            let name = rest?.strip_suffix(after)?;
            (!name.contains('/')).then_some((before, name, after))
        };
        let pair = || OF_PAIRS.into_iter().filter_map(between).find_map(|file| of_pair(model, file));
        let role = || OF_ROLES.into_iter().filter_map(between).find_map(|file| of_role(model, file));
        pair().or_else(role)
    }

    /// Returns the file that is published at the former address too.
    pub fn copied(self) -> Option<Route> {
        match self {
            Successor::Copy(route) => Some(route),
            Successor::Redirect(_) => None,
        }
    }

    fn new(route: Route, after: &str) -> Successor {
        if after == "/" { Successor::Redirect(route) } else { Successor::Copy(route) }
    }
}

fn of_pair(model: &Model, (before, names, after): (&str, &str, &str)) -> Option<Successor> {
    let (a, b) = names.split_once("-vs-")?;
    let (a, b) = (current(model, a)?, current(model, b)?);
    let Some(pair) = Pair::new(a, b) else {
        // Two ids that one role has had.
        return (after == "/").then_some(Successor::Redirect(Route::Role(a)));
    };
    let (first, second) = model.display_order(pair);
    let id = |role| model.roles.id(role);
    let same = Route::find(model, &format!("{before}{}-vs-{}{after}", id(first), id(second)));
    let route = match after {
        _ if same.is_some() => same,
        // The address of a pair without a page is the matrix with the two roles.
        "/" => Some(Route::Pair(pair)),
        ".png" => Some(Route::RoleCard(first)),
        _ => None,
    };
    Some(Successor::new(route?, after))
}

fn of_role(model: &Model, (before, name, after): (&str, &str, &str)) -> Option<Successor> {
    let id = model.roles.id(current(model, name)?);
    Some(Successor::new(Route::find(model, &format!("{}{id}{after}", in_folder(model, before)))?, after))
}

/// Returns the start of an address with the folder of the site for what it compares.
fn in_folder(model: &Model, before: &str) -> String {
    // Data files keep their names.
    if before.starts_with("/api/") {
        before.to_string()
    } else {
        before.replace("roles", &model.site.entity.path)
    }
}

/// Returns the role with this current or former id.
fn current(model: &Model, id: &str) -> Option<RoleId> {
    let former = || {
        let address = format!("/{}/{id}/", model.site.entity.path);
        let at = model.moved.binary_search_by(|moved| moved.from.as_str().cmp(&address)).ok()?;
        model.moved[at].to.role_page()
    };
    model.roles.get(id).or_else(former)
}
