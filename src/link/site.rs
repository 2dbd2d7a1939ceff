//! Links the site-wide settings. They refer to pages, so they are linked after the rest of the model.

use super::linker::Linker;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Model, Owner, Route, Site};
use crate::parse::Spanned;
use crate::parse::record::SiteFile;
use crate::url::{HostPolicy, Id, SiteUrl};

pub(super) fn link(
    record: &SiteFile,
    model: &Model,
    options: &super::Options,
    linker: &mut Linker<'_>,
) -> Site {
    let published = options.base_url.as_deref().unwrap_or(&record.base_url.value.0);
    // An invalid address was reported when it was parsed.
    let (origin, base) = SiteUrl::parse(published, HostPolicy::OrLocal)
        .map_or_else(|_| (String::new(), String::new()), |base| (base.origin, base.folder));
    let mut nav = Vec::new();
    for item in record.nav.iter().filter(|item| !item.to.value.0.is_empty()) {
        match Route::find(model, &item.to.value.0) {
            Some(route) => nav.push((item.label.0.clone(), route)),
            None if linker.symbols.may_be_address(&item.to.value.0) => {}
            None => linker.add(
                Diagnostic::new(
                    Code::BrokenLink,
                    linker.at(item.to.span),
                    format!("there is no page `{}`", item.to.value.0),
                )
                .help("addresses of the site begin and end with `/`: /compare/"),
            ),
        }
    }
    let mut featured = Vec::new();
    for name in &record.featured {
        let read =
            name.value.0.split_once('/').and_then(|(a, b)| Some((Id::parse(a).ok()?, Id::parse(b).ok()?)));
        let Some((a, b)) = read else {
            linker.add(
                Diagnostic::new(
                    Code::ReferenceSyntax,
                    linker.at(name.span),
                    format!("`{}` does not name two roles", name.value.0),
                )
                .help("write `sre/platform-engineer`"),
            );
            continue;
        };
        let spanned = |value| Spanned { value, span: name.span };
        featured.extend(linker.resolve_pair(&spanned(a), &spanned(b)).map(|(_, pair)| pair));
    }
    Site {
        title: record.title.0.clone(),
        description: record.description.0.clone(),
        origin,
        base,
        language: record.language.0.clone(),
        repository: record.repository.as_ref().map(|address| address.0.trim_end_matches('/').to_string()),
        nav,
        featured,
        owner: record.owner.as_ref().map(|owner| Owner {
            name: owner.name.0.clone(),
            link: owner.link.as_ref().map(|link| link.0.clone()),
            contact: owner.contact.as_ref().map(|contact| contact.0.clone()),
            notice: owner.notice.as_ref().map(|notice| notice.0.clone()),
        }),
    }
}
