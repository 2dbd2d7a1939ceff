//! The parts common to every page: head, header and footer.

use serde::Serialize;

use crate::model::{Model, NavLink, NavTarget, Presence, Route};
use crate::pages::parts::card::{self, CardLink};
use crate::pages::registry;
use crate::pages::{Html, Shared, Views};
use crate::source::media_type;
use crate::theme::{Logo, LogoImage};
use crate::words;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Link {
    /// The text.
    pub text: String,
    /// The target.
    pub url: String,
}

/// The site's details for every page. Shared by all pages.
#[derive(Debug, Hash, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "templates ask for each section by its name")]
pub struct SiteView {
    title: String,
    description: String,
    language: String,
    /// `ltr` or `rtl`, by the script of the language.
    pub(in crate::pages) direction: &'static str,
    /// The language in the form of Open Graph: `en_GB`.
    locale: String,
    /// The site's base path on its host, a prefix of every root-relative address.
    base: String,
    /// The address of the search page.
    search: String,
    nav: Vec<Link>,
    footer: Vec<Link>,
    logo: Option<LogoView>,
    /// The address of the site's icon.
    favicon: String,
    /// The media type of the icon.
    favicon_type: &'static str,
    /// The addresses of the fonts that every page needs first.
    preloads: Vec<String>,
    /// `true` if the site has the style sheet `static/assets/custom.css`.
    has_custom_css: bool,
    repository: Option<String>,
    owner: Option<OwnerView>,
    licence: Option<LicenceView>,
    /// `true` if every pair of roles has a page.
    has_all_pairs: bool,
    /// `true` if the site has salary figures, which keep the licences of their datasets.
    has_salaries: bool,
    has_tools: bool,
    has_skills: bool,
    has_moves: bool,
    /// `true` if search engines are asked not to list the site.
    is_hidden: bool,
    /// The preview image of pages without one of their own.
    card: CardLink,
}

/// The logo, with the address of the image for each scheme.
#[derive(Debug, Hash, Serialize)]
struct LogoView {
    light: LogoImageView,
    /// The image of the dark scheme, if it is another one.
    dark: Option<LogoImageView>,
    /// The words in the image; a logo without words stands before the title.
    alt: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct LogoImageView {
    url: String,
    /// The size in pixels, for images that have one.
    size: Option<(u32, u32)>,
}

impl LogoView {
    fn of(logo: &Logo, base: &str) -> LogoView {
        let image =
            |image: &LogoImage| LogoImageView { url: format!("{base}/{}", image.path), size: image.size };
        LogoView { light: image(&logo.image), dark: logo.dark.as_ref().map(image), alt: logo.alt.clone() }
    }
}

#[derive(Debug, Hash, Serialize)]
struct LicenceView {
    name: String,
    url: Option<String>,
}

#[derive(Debug, Hash, Serialize)]
struct OwnerView {
    name: String,
    link: Option<String>,
    contact: Option<String>,
    notice: Option<String>,
}

impl SiteView {
    pub(in crate::pages) fn of(model: &Model) -> SiteView {
        let (site, locale) = (&model.site, &model.locale);
        let link = |text: &str, route: Route| Link { text: text.to_string(), url: model.address(route) };
        let chosen = |(label, target): &NavLink| match target {
            NavTarget::Page(route) => link(label, *route),
            NavTarget::Web(url) => Link { text: label.clone(), url: url.clone() },
        };
        let mut footer: Vec<Link> = site.footer.iter().map(chosen).collect();
        let pages = model.pages_in(None).into_iter();
        footer.extend(pages.map(|id| link(&model.pages[id].title, Route::Page(id))));
        if model.has_moves() {
            footer.push(link(&words!(locale, "career-moves"), Route::Moves));
        }
        if model.has_levels() {
            footer.push(link(&words!(locale, "levels"), Route::Levels));
        }
        if model.has(Presence::Tags) {
            footer.push(link(&words!(locale, "tags"), Route::Tags));
        }
        if model.has(Presence::Sources) {
            footer.push(link(&words!(locale, "sources"), Route::Sources));
            footer.push(link(&words!(locale, "facts-due"), Route::Freshness));
        }
        if site.has_manual {
            footer.push(link(&words!(locale, "reference-for-contributors"), Route::Reference));
        }
        footer.push(link(&words!(locale, "open-data"), Route::OpenData));
        footer.push(link(&words!(locale, "feed"), Route::Feed));
        let favicon = site.theme.favicon.as_deref().unwrap_or("assets/icon.svg");
        SiteView {
            title: site.title.clone(),
            description: site.description.clone(),
            language: site.language.clone(),
            direction: model.locale.direction(),
            locale: site.language.replace('-', "_"),
            base: site.base.clone(),
            search: model.address(Route::Search),
            nav: site.nav.iter().map(chosen).collect(),
            footer,
            logo: site.theme.logo.as_ref().map(|logo| LogoView::of(logo, &site.base)),
            favicon: format!("{}/{favicon}", site.base),
            favicon_type: media_type(favicon).unwrap_or("image/svg+xml"),
            preloads: site
                .theme
                .fonts
                .preloads()
                .into_iter()
                .map(|path| format!("{}/{path}", site.base))
                .collect(),
            has_custom_css: model.has_static("assets/custom.css"),
            repository: site.repository.as_ref().map(|repository| repository.url.clone()),
            card: card::site::link(model),
            owner: site.owner.as_ref().map(|owner| OwnerView {
                name: owner.name.clone(),
                link: owner.link.clone(),
                contact: owner.contact.clone(),
                notice: owner.notice.clone(),
            }),
            licence: site
                .licence
                .as_ref()
                .map(|licence| LicenceView { name: licence.name.clone(), url: licence.url.clone() }),
            has_all_pairs: model.has_all_pairs(),
            has_salaries: model.has(Presence::Salaries),
            has_tools: model.has(Presence::Tools),
            has_skills: !model.skills.is_empty(),
            has_moves: model.has(Presence::Moves),
            is_hidden: site.is_hidden,
        }
    }
}

/// The page-specific part of the head, with the shared header and footer.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct PageChrome {
    /// The site.
    pub site: Shared,
    /// The header, drawn.
    pub header: Shared,
    /// The footer, drawn.
    pub footer: Shared,
    /// The page's title, without the site's.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The absolute URL of the page.
    pub canonical: String,
    /// The breadcrumbs between the home page and this one, without either.
    pub crumbs: Vec<Link>,
    /// The file that a reader would edit, relative to the repository's root.
    pub source: Option<String>,
    /// The address at which it is edited on the code host.
    pub edit: Option<String>,
    /// JSON-LD for search engines.
    pub json_ld: Option<Html>,
    /// The page's type in Open Graph: `website` or `article`.
    pub og_type: &'static str,
    /// Alternative representations of the page.
    pub alternates: Vec<Alternate>,
    /// The preview image, if it is not the site's.
    pub card: Option<CardLink>,
}

/// An alternative representation of a page (`<link rel="alternate">`).
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Alternate {
    /// The media type.
    media: &'static str,
    /// A short description.
    title: String,
    /// The absolute URL.
    url: String,
}

impl Alternate {
    /// Returns the link to a file; its media type is known from its extension.
    fn of((key, route): (&'static str, Route), model: &Model) -> Alternate {
        let url = model.absolute_url(route);
        let media = match route {
            Route::OEmbed(_) => "application/json+oembed",
            _ if url.ends_with(".md") => "text/markdown",
            _ if url.ends_with(".xml") => "application/atom+xml",
            _ if url.ends_with(".csv") => "text/csv",
            _ => "application/json",
        };
        Alternate { media, title: model.locale.format(key, &[]), url }
    }
}

impl PageChrome {
    pub(in crate::pages) fn new(
        views: &Views<'_>,
        route: Route,
        title: &str,
        description: &str,
    ) -> PageChrome {
        let model = views.model();
        let section = registry::section(route);
        let crumb = section.filter(|section| section.page != route).map(|section| Link {
            text: model.locale.format(section.label, &[]),
            url: views.url(section.page),
        });
        let source = registry::files(model, route).edited;
        let repository = model.site.repository.as_ref();
        PageChrome {
            edit: source.as_ref().and_then(|source| Some(repository?.edit(source))),
            site: views.site(),
            header: views.header(&views.url(section.map_or(route, |section| section.page))),
            footer: views.footer(),
            title: title.to_string(),
            description: description.to_string(),
            canonical: model.absolute_url(route),
            crumbs: crumb.into_iter().collect(),
            source,
            json_ld: None,
            og_type: "website",
            alternates: registry::alternates(model, route)
                .into_iter()
                .map(|alternate| Alternate::of(alternate, model))
                .collect(),
            card: None,
        }
    }

    pub(in crate::pages) fn card(mut self, card: CardLink) -> PageChrome {
        self.card = Some(card);
        self
    }

    pub(in crate::pages) fn json_ld(mut self, statements: Html) -> PageChrome {
        self.json_ld = Some(statements);
        self
    }

    pub(in crate::pages) fn og_type(mut self, og_type: &'static str) -> PageChrome {
        self.og_type = og_type;
        self
    }
}
