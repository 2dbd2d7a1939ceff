//! What is around every page: the head, the header and the footer.

use serde::Serialize;

use super::{Html, Shared, Views};
use crate::model::{Model, Route};

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub url: String,
}

/// The site, as every page shows it. Shared by all pages.
#[derive(Debug, Hash, Serialize)]
pub struct SiteView {
    title: String,
    description: String,
    language: String,
    /// The folder of the site on its host: put in front of every address that starts with `/`.
    base: String,
    nav: Vec<Link>,
    footer: Vec<Link>,
    repository: Option<String>,
    owner: Option<OwnerView>,
}

#[derive(Debug, Hash, Serialize)]
struct OwnerView {
    name: String,
    link: Option<String>,
    contact: Option<String>,
    notice: Option<String>,
}

impl SiteView {
    pub(super) fn of(model: &Model) -> SiteView {
        let site = &model.site;
        let link = |text: &str, route: Route| Link { text: text.to_string(), url: model.address(route) };
        let mut footer: Vec<Link> =
            model.pages.iter().map(|(id, page)| link(&page.title, Route::Page(id))).collect();
        footer.push(link("Sources", Route::Sources));
        footer.push(link("Oldest facts", Route::Freshness));
        footer.push(link("Reference for contributors", Route::Reference));
        footer.push(link("Open data", Route::Data(crate::model::DataFile::Index)));
        footer.push(link("Feed", Route::Feed));
        SiteView {
            title: site.title.clone(),
            description: site.description.clone(),
            language: site.language.clone(),
            base: site.base.clone(),
            nav: site.nav.iter().map(|(label, route)| link(label, *route)).collect(),
            footer,
            repository: site.repository.clone(),
            owner: site.owner.as_ref().map(|owner| OwnerView {
                name: owner.name.clone(),
                link: owner.link.clone(),
                contact: owner.contact.clone(),
                notice: owner.notice.clone(),
            }),
        }
    }
}

/// The head of one page.
#[derive(Debug, Hash, Serialize)]
pub struct Frame {
    /// The site.
    pub site: Shared,
    /// The top of the page, drawn.
    pub header: Shared,
    /// The bottom of the page, drawn.
    pub footer: Shared,
    /// The page's title, without the site's.
    pub title: String,
    /// One sentence for search engines and shared links.
    pub description: String,
    /// The whole address of the page.
    pub canonical: String,
    /// The way from the home page to this one, without either.
    pub crumbs: Vec<Link>,
    /// The file that a reader would edit, below the repository's root.
    pub source: Option<String>,
    /// What the page is, for search engines.
    pub json_ld: Option<Html>,
}

impl Frame {
    pub(super) fn new(views: &Views<'_>, route: Route, title: &str, description: &str) -> Frame {
        let model = views.model();
        let section = match route {
            Route::Roles | Route::Role(_) => Route::Roles,
            Route::Matrix | Route::Pair(_) => Route::Matrix,
            Route::Tools | Route::Tool(_) => Route::Tools,
            Route::Pay | Route::Series(_) => Route::Pay,
            Route::Articles | Route::Article(_) => Route::Articles,
            Route::Glossary | Route::Term(_) => Route::Glossary,
            Route::Reference | Route::Rule(_) => Route::Reference,
            other => other,
        };
        let crumb = match section {
            Route::Roles => Some("Roles"),
            Route::Matrix => Some("Compare"),
            Route::Tools => Some("Tools"),
            Route::Pay => Some("Pay"),
            Route::Articles => Some("Articles"),
            Route::Glossary => Some("Glossary"),
            Route::Reference => Some("Reference"),
            _ => None,
        };
        let crumbs = crumb
            .filter(|_| section != route)
            .map(|text| Link { text: text.to_string(), url: views.url(section) });
        Frame {
            site: views.site(),
            header: views.header(&views.url(section)),
            footer: views.footer(),
            title: title.to_string(),
            description: description.to_string(),
            canonical: format!("{}{}", model.site.origin, views.url(route)),
            crumbs: crumbs.into_iter().collect(),
            source: None,
            json_ld: None,
        }
    }

    pub(super) fn json_ld(mut self, statements: Html) -> Frame {
        self.json_ld = Some(statements);
        self
    }

    pub(super) fn source(mut self, path: String) -> Frame {
        self.source = Some(path);
        self
    }
}
