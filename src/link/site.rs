//! Links the site-wide settings. They refer to pages, so they are linked after the rest of the model.

use super::linker::Linker;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::model::{
    Licence, Model, NavLink, NavTarget, Owner, Presence, Repository, Role, Route, Routes, SearchWords, Site,
};
use crate::parse::Spanned;
use crate::parse::record::{EntityRecord, NavRecord, Robots, SearchWordsRecord, SiteFile};
use crate::parse::scalar::{BaseUrl, TextLine};
use crate::theme::Theme;
use crate::url::{self, HostPolicy, Id, SiteUrl};

/// Returns two roles with `/` between them, from a text with another separator or with their names.
fn intended_pair(text: &str, model: &Model) -> Option<String> {
    let role = |text: &str| {
        let slug = Id::slugify(text)?;
        let named = |role: &Role| {
            [&role.name, &role.short].iter().any(|name| Id::slugify(name).as_ref() == Some(&slug))
        };
        let found = model.roles.get(&slug);
        let found = found.or_else(|| model.roles.iter().find(|(_, role)| named(role)).map(|(id, _)| id))?;
        Some(model.roles.id(found).clone())
    };
    let separators = ["/", "-vs-", " vs ", " vs. ", " and ", ",", "|", "&", " - ", " "];
    separators.into_iter().find_map(|separator| {
        let (a, b) = text.split_once(separator)?;
        Some(format!("{}/{}", role(a)?, role(b)?))
    })
}

/// Returns the page that a wrong address probably means, and `true` if they differ only in their form: its case, the
/// slashes, the host or the name of a file instead of its page.
fn nearest_page(written: &str, model: &Model) -> Option<(String, bool)> {
    let path = written.to_lowercase();
    let host = path.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let path = host.map_or(path.as_str(), |(_, path)| path);
    let path = path.trim_matches(|c: char| c.is_whitespace() || c == '/' || c == '.');
    let path = path.strip_prefix("content/").unwrap_or(path).replace('\\', "/");
    let path = path.trim_end_matches("index.html").trim_end_matches(".html").trim_end_matches('/');
    let page = path.trim_end_matches(".md").trim_end_matches(".yaml");
    let page = page.strip_prefix("pages/").unwrap_or(page);
    let page = format!("/{page}/");
    if Route::find(model, &page).is_some() {
        return Some((page, true));
    }
    let pages: Vec<String> = Routes::new(model).iter_single().map(|route| route.url(model)).collect();
    let names = || pages.iter().map(String::as_str).filter(|page| page.ends_with('/') && page.len() < 80);
    nearest(&page, names()).map(|near| (near.to_string(), false))
}

/// Resolves the address of a page, or reports it if there is no such page.
fn page<const MAX: usize>(
    address: &Spanned<TextLine<MAX>>,
    model: &Model,
    linker: &mut Linker<'_>,
) -> Option<Route> {
    let written = address.value.0.as_str();
    if let Some(route) = Route::find(model, written) {
        linker.refer(address.span, route.symbol());
        return Some(route);
    }
    if linker.symbols.may_be_address(written) {
        return None;
    }
    let place = linker.at(address.span);
    let missing = Diagnostic::new(Code::BrokenLink, place.clone(), format!("there is no page `{written}`"));
    if let Some(needs) = Route::presence(written).and_then(Presence::needs) {
        linker.add(missing.help(format!("the site has this page once it has {needs}")));
        return None;
    }
    linker.add(match nearest_page(written, model) {
        Some((page, true)) => missing.with_fix(place, &page, format!("write `{page}`")),
        Some((page, false)) => missing.help(format!("did you mean `{page}`?")),
        None => missing.help("addresses of the site begin and end with `/`: /compare/"),
    });
    None
}

/// Links the header or the footer.
fn links(
    records: &[NavRecord],
    base: &Spanned<BaseUrl>,
    model: &Model,
    linker: &mut Linker<'_>,
) -> Vec<NavLink> {
    let mut links = Vec::new();
    for item in records.iter().filter(|item| !item.to.value.0.is_empty()) {
        let written = item.to.value.0.as_str();
        let is_web = written.starts_with("https://") || written.starts_with("http://");
        // An address of the site itself is that of a page.
        // Without a valid base URL, none is known to be.
        let is_own = !base.value.0.is_empty() && written.starts_with(&base.value.0);
        let target = if is_web && !is_own {
            if let Some(why) = url::refuse_web_address(written) {
                let place = linker.at(item.to.span);
                let message = "this address cannot be published".to_string();
                linker.add(Diagnostic::new(Code::UnsafeUrl, place, message).help(why));
                continue;
            }
            Some(NavTarget::Web(written.to_string()))
        } else {
            page(&item.to, model, linker).map(NavTarget::Page)
        };
        links.extend(target.map(|target| (item.label.0.clone(), target)));
    }
    links
}

/// Links the words that readers search with.
fn search_words(record: &SiteFile, model: &Model, linker: &mut Linker<'_>) -> Vec<SearchWords> {
    let symbols = linker.symbols;
    let sections: Vec<&str> = record.guide_sections.iter().map(|section| section.0.as_str()).collect();
    let mut entries = Vec::new();
    for Spanned { value: entry, span } in &record.search_words {
        let SearchWordsRecord { row, section, role, region, page: address, words } = entry;
        let has_place =
            [row, role, region].iter().any(|id| id.is_some()) || section.is_some() || address.is_some();
        if !has_place {
            let place = linker.at(*span);
            let message = "an entry of `search_words` leads nowhere".to_string();
            let help = "add a place: `row`, `section`, `role`, `region` or `page`";
            linker.add(Diagnostic::new(Code::MissingKey, place, message).help(help));
        }
        // Without fixed sections, guides may have any.
        if let Some(section) = section
            .as_ref()
            .filter(|section| !sections.is_empty() && !sections.contains(&section.value.0.as_str()))
        {
            let written = section.value.0.as_str();
            let message = format!("`guide_sections` has no section `{written}`");
            let place = linker.at(section.span);
            linker.add(
                Diagnostic::new(Code::UnknownName, place, message).suggest(written, sections.iter().copied()),
            );
        }
        entries.push(SearchWords {
            row: row.as_ref().and_then(|id| linker.resolve(id, &symbols.rows, EntityKind::Row)),
            section: section.as_ref().map(|section| section.value.0.clone()),
            role: role.as_ref().and_then(|id| linker.resolve(id, &symbols.roles, EntityKind::Role)),
            region: region.as_ref().and_then(|id| linker.resolve(id, &symbols.regions, EntityKind::Region)),
            page: address.as_ref().and_then(|address| page(address, model, linker)),
            words: words.0.iter().map(|words| words.0.clone()).collect(),
        });
    }
    entries
}

/// Reports an entity whose pages have no folder of their own, or whose type is not written as schema.org writes types.
fn check_entity(record: &EntityRecord, linker: &mut Linker<'_>) {
    let path = record.path.value.as_str();
    if Route::is_reserved(path) {
        let message = format!("`/{path}/` has other pages of the site");
        let diagnostic = Diagnostic::new(Code::PathCollision, linker.at(record.path.span), message);
        let own = Id::slugify(&record.many.0).filter(|own| own != path && !Route::is_reserved(own));
        let help = match own {
            Some(own) => format!("choose another folder, such as `{own}`"),
            None => "choose another folder".to_string(),
        };
        linker.add(diagnostic.help(help));
    }
    let Some(kind) = &record.schema_type else { return };
    let name = kind.value.0.as_str();
    let is_name =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if !name.is_empty() && !is_name {
        let message = format!("`{name}` is not a type of schema.org");
        linker.add(
            Diagnostic::new(Code::UnknownWord, linker.at(kind.span), message)
                .help("types are one word, such as `Occupation` or `ComputerLanguage`: https://schema.org/docs/full.html"),
        );
    }
}

/// Returns the lints that the site does not want, and reports other codes.
fn allowed(record: &SiteFile, linker: &mut Linker<'_>) -> Vec<Code> {
    let mut allowed = Vec::new();
    for name in &record.allow {
        let written = name.value.0.as_str();
        match Code::find(written).or_else(|| Code::find_former(written)) {
            Some(code) if code.can_be_turned_off() => allowed.push(code),
            Some(_) => linker.add(
                Diagnostic::new(
                    Code::UnknownWord,
                    linker.at(name.span),
                    format!("`{written}` cannot be turned off"),
                )
                .help(format!(
                    "only lints can; where a warning does not apply, write `# allow {written}: reason` there"
                )),
            ),
            None => {
                let lints = Code::ALL.iter().filter(|code| code.can_be_turned_off()).map(|code| code.name());
                linker.add(
                    Diagnostic::new(
                        Code::UnknownWord,
                        linker.at(name.span),
                        format!("there is no lint `{written}`"),
                    )
                    .suggest(written, lints),
                );
            }
        }
    }
    allowed
}

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
    if let Some(entity) = &record.entity {
        check_entity(entity, linker);
    }
    let nav = links(&record.nav, &record.base_url, model, linker);
    let footer = links(&record.footer, &record.base_url, model, linker);
    let mut featured = Vec::new();
    for name in &record.featured {
        let read =
            name.value.0.split_once('/').and_then(|(a, b)| Some((Id::parse(a).ok()?, Id::parse(b).ok()?)));
        let Some((a, b)) = read else {
            let place = linker.at(name.span);
            let message = format!("`{}` does not name two roles", name.value.0);
            let diagnostic = Diagnostic::new(Code::ReferenceSyntax, place.clone(), message);
            linker.add(match intended_pair(&name.value.0, model) {
                Some(pair) => diagnostic.with_fix(place, &pair, format!("write `{pair}`")),
                None => diagnostic.help("write two ids of roles: `first/second`"),
            });
            continue;
        };
        // In quotes or with escapes, the positions of the two ids are unknown.
        let (start, end) = (name.span.start as usize, name.span.end as usize);
        let middle = start + a.as_str().len();
        let is_exact = end - start == name.value.0.len();
        let spans =
            if is_exact { [Span::new(start, middle), Span::new(middle + 1, end)] } else { [name.span; 2] };
        let (a, b) = (Spanned { value: a, span: spans[0] }, Spanned { value: b, span: spans[1] });
        featured.extend(linker.resolve_pair(&a, &b).map(|(_, pair)| pair));
    }
    Site {
        title: record.title.0.clone(),
        description: record.description.0.clone(),
        origin,
        base,
        language: record.language.0.clone(),
        repository: record.repository.as_ref().map(|address| Repository::parse(&address.0)),
        nav,
        footer,
        theme: record.theme.as_ref().map_or_else(Theme::default, |theme| super::theme::link(theme, linker)),
        featured,
        pairs: record.pairs,
        owner: record.owner.as_ref().map(|owner| Owner {
            name: owner.name.0.clone(),
            link: owner.link.as_ref().map(|link| link.0.clone()),
            contact: owner.contact.as_ref().map(|contact| contact.0.clone()),
            notice: owner.notice.as_ref().map(|notice| notice.0.clone()),
        }),
        has_manual: model.site.has_manual,
        entity: model.site.entity.clone(),
        is_hidden: record.robots == Some(Robots::NoIndex),
        allowed: allowed(record, linker),
        licence: record.licence.as_ref().map(|licence| Licence {
            name: licence.name.0.clone(),
            url: licence.url.as_ref().map(|url| url.0.clone()),
        }),
        search_words: search_words(record, model, linker),
    }
}
