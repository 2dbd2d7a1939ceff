//! The identity of every page and file of a site, and its address.
//!
//! Routes and addresses map one to one: `find(url(r)) == r` for every route of every model, and no two routes share an
//! address.

use crate::diagnostic::Code;

use super::{
    ArticleId, DataFile, DataSchema, Idx, Model, PageId, RoleId, Routes, SchemaFile, SeriesId, StaticId,
    TermId, ToolId,
};

/// Two different roles, without an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    low: RoleId,
    high: RoleId,
}

impl Pair {
    /// Returns the pair of two roles; `None` if both are the same role.
    pub fn new(a: RoleId, b: RoleId) -> Option<Pair> {
        (a != b).then(|| Pair { low: a.min(b), high: a.max(b) })
    }

    /// Returns the two roles, sorted by id.
    pub fn roles(self) -> (RoleId, RoleId) {
        (self.low, self.high)
    }
}

/// The identity of a page or another generated file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// `/`
    Home,
    /// `/roles/`
    Roles,
    /// `/roles/<id>/`
    Role(RoleId),
    /// `/roles/<id>.md` or `.csv`: the role's facts as a table to download.
    RoleTable(RoleId, TableFile),
    /// `/compare/`
    Matrix,
    /// `/compare/<a>-vs-<b>/`
    Pair(Pair),
    /// `/compare/<b>-vs-<a>/`: a redirect to the pair.
    Reverse(Pair),
    /// `/compare/<a>-vs-<b>.md` or `.csv`: the comparison as a table to download.
    PairTable(Pair, TableFile),
    /// `/embed/<a>-vs-<b>/`: the comparison for an iframe in another page.
    Embed(Pair),
    /// `/embed/<b>-vs-<a>/`: a redirect to the embed. Iframes in other people's documents are not updated, so it must keep
    /// working.
    EmbedReverse(Pair),
    /// `/api/oembed/<a>-vs-<b>.json`: how to embed the pair (oembed.com).
    OEmbed(Pair),
    /// `/moves/`: career moves between roles, if any role lists one.
    Moves,
    /// `/fit/`: the fit guide, if the site has one.
    Fit,
    /// `/tools/`
    Tools,
    /// `/tools/<id>/`
    Tool(ToolId),
    /// `/salaries/`
    Pay,
    /// `/salaries/<id>/`
    Series(SeriesId),
    /// `/salaries/<id>.csv`: the figures of a salary dataset, to download.
    SeriesTable(SeriesId),
    /// `/salaries/<id>.spreadsheet.csv`: the same for spreadsheets.
    SeriesSpreadsheet(SeriesId),
    /// `/articles/`
    Articles,
    /// `/articles/<id>/`
    Article(ArticleId),
    /// `/glossary/`
    Glossary,
    /// `/glossary/<id>/`
    Term(TermId),
    /// `/<id>/`
    Page(PageId),
    /// `/sources/`
    Sources,
    /// `/freshness/`
    Freshness,
    /// `/reference/`
    Reference,
    /// `/reference/<code>/`
    Rule(Code),
    /// `/search/`
    Search,
    /// `/search/index.json`: the index for the script of `/search/`.
    SearchIndex,
    /// `/404.html`
    NotFound,
    /// `/sitemap.xml`: the addresses, or a sitemap index if there are more than 50,000.
    Sitemap,
    /// `/sitemap-<n>.xml`: a part of the sitemap, counted from 1.
    SitemapPart(u32),
    /// `/robots.txt`, unless `static/` has one.
    Robots,
    /// `/feed.xml`
    Feed,
    /// `/llms.txt`
    Llms,
    /// `/api/`: the open data, described for people.
    OpenData,
    /// `/api/v1/…`
    Data(DataFile),
    /// `/api/v1/schema/<name>.json`: the JSON Schema of a file of open data.
    DataSchema(DataSchema),
    /// `/api/v1/roles/<id>.json`
    RoleData(RoleId),
    /// `/api/schema/<name>.json`
    Schema(SchemaFile),
    /// `/cards/site.png`: the link preview image of pages that have none of their own.
    SiteCard,
    /// `/cards/roles/<id>.png`
    RoleCard(RoleId),
    /// `/cards/compare/<a>-vs-<b>.png`, for pairs with an embed.
    PairCard(Pair),
    /// A redirect from a former address, an index into [`Model::moved`].
    Moved(u32),
    /// A static file.
    Static(StaticId),
}

/// The format of a table to download.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableFile {
    /// `.md`
    Markdown,
    /// `.csv`
    Csv,
}

impl TableFile {
    /// Every format.
    pub const ALL: [TableFile; 2] = [TableFile::Markdown, TableFile::Csv];

    /// The file extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            TableFile::Markdown => "md",
            TableFile::Csv => "csv",
        }
    }
}

/// A redirect from a former address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moved {
    /// The former address below the site's base, with a `/` at both ends.
    pub from: String,
    /// The page that it redirects to.
    pub to: Route,
}

/// The suffix of CSV files for spreadsheets, before the extension.
const SPREADSHEET: &str = ".spreadsheet";

/// The maximum number of addresses in one sitemap (sitemaps.org, protocol 0.9).
pub const SITEMAP_LIMIT: usize = 50_000;

impl Route {
    /// Returns the address below the site's base: `/roles/sre/`.
    pub fn url(self, model: &Model) -> String {
        match self {
            Route::Home => "/".to_string(),
            Route::Roles => "/roles/".to_string(),
            Route::Role(id) => format!("/roles/{}/", model.roles.id(id)),
            Route::RoleTable(id, file) => format!("/roles/{}.{}", model.roles.id(id), file.extension()),
            Route::Matrix => "/compare/".to_string(),
            Route::Pair(pair) => format!("/compare/{}/", pair_slug(model, model.display_order(pair))),
            Route::Reverse(pair) => {
                format!("/compare/{}/", pair_slug(model, swapped(model.display_order(pair))))
            }
            Route::PairTable(pair, file) => {
                format!("/compare/{}.{}", pair_slug(model, model.display_order(pair)), file.extension())
            }
            Route::Embed(pair) => format!("/embed/{}/", pair_slug(model, model.display_order(pair))),
            Route::EmbedReverse(pair) => {
                format!("/embed/{}/", pair_slug(model, swapped(model.display_order(pair))))
            }
            Route::SiteCard => "/cards/site.png".to_string(),
            Route::RoleCard(id) => format!("/cards/roles/{}.png", model.roles.id(id)),
            Route::PairCard(pair) => {
                format!("/cards/compare/{}.png", pair_slug(model, model.display_order(pair)))
            }
            Route::OEmbed(pair) => {
                format!("/api/oembed/{}.json", pair_slug(model, model.display_order(pair)))
            }
            Route::Moves => "/moves/".to_string(),
            Route::Fit => "/fit/".to_string(),
            Route::Tools => "/tools/".to_string(),
            Route::Tool(id) => format!("/tools/{}/", model.tools.id(id)),
            Route::Pay => "/salaries/".to_string(),
            Route::Series(id) => format!("/salaries/{}/", model.series.id(id)),
            Route::SeriesTable(id) => format!("/salaries/{}.csv", model.series.id(id)),
            Route::SeriesSpreadsheet(id) => format!("/salaries/{}{SPREADSHEET}.csv", model.series.id(id)),
            Route::Articles => "/articles/".to_string(),
            Route::Article(id) => format!("/articles/{}/", model.articles.id(id)),
            Route::Glossary => "/glossary/".to_string(),
            Route::Term(id) => format!("/glossary/{}/", model.terms.id(id)),
            Route::Page(id) => format!("/{}/", model.pages.id(id)),
            Route::Sources => "/sources/".to_string(),
            Route::Freshness => "/freshness/".to_string(),
            Route::Reference => "/reference/".to_string(),
            Route::Rule(code) => format!("/reference/{}/", code.name()),
            Route::Search => "/search/".to_string(),
            Route::SearchIndex => "/search/index.json".to_string(),
            Route::NotFound => "/404.html".to_string(),
            Route::Sitemap => "/sitemap.xml".to_string(),
            Route::SitemapPart(n) => format!("/sitemap-{n}.xml"),
            Route::Robots => "/robots.txt".to_string(),
            Route::Feed => "/feed.xml".to_string(),
            Route::Llms => "/llms.txt".to_string(),
            Route::OpenData => "/api/".to_string(),
            Route::Data(file) => format!("/api/v1/{}", file.file()),
            Route::DataSchema(schema) => format!("/api/v1/schema/{}", schema.file()),
            Route::RoleData(id) => format!("/api/v1/roles/{}.json", model.roles.id(id)),
            Route::Schema(file) => format!("/api/schema/{}", file.file()),
            Route::Moved(n) => model.moved[n as usize].from.clone(),
            Route::Static(id) => format!("/{}", model.statics[id.index()]),
        }
    }

    /// Returns the path of the published file: `roles/sre/index.html`.
    pub fn path(self, model: &Model) -> String {
        let mut url = self.url(model);
        url.remove(0);
        if url.is_empty() || url.ends_with('/') {
            url.push_str("index.html");
        }
        url
    }

    /// Returns the route at an address below the site's base, such as `/roles/sre/`.
    pub fn find(model: &Model, url: &str) -> Option<Route> {
        let page = url.strip_prefix('/')?;
        let fixed = match page {
            "" => Some(Route::Home),
            "roles/" => Some(Route::Roles),
            "compare/" => Some(Route::Matrix),
            "moves/" => model.has_moves().then_some(Route::Moves),
            "fit/" => model.fit.as_ref().map(|_| Route::Fit),
            "tools/" => Some(Route::Tools),
            "salaries/" => Some(Route::Pay),
            "articles/" => Some(Route::Articles),
            "glossary/" => Some(Route::Glossary),
            "sources/" => Some(Route::Sources),
            "freshness/" => Some(Route::Freshness),
            "reference/" => Some(Route::Reference),
            "search/" => Some(Route::Search),
            "api/" => Some(Route::OpenData),
            "search/index.json" => Some(Route::SearchIndex),
            "404.html" => Some(Route::NotFound),
            "sitemap.xml" => Some(Route::Sitemap),
            "robots.txt" => (!model.has_own_robots()).then_some(Route::Robots),
            "feed.xml" => Some(Route::Feed),
            "llms.txt" => Some(Route::Llms),
            "cards/site.png" => Some(Route::SiteCard),
            _ => None,
        };
        let listed = || Route::find_listed(model, page);
        let moved = || {
            let at = model.moved.binary_search_by(|m| m.from.as_str().cmp(url)).ok()?;
            u32::try_from(at).ok().map(Route::Moved)
        };
        let fixed_file = || {
            let at = model.statics.binary_search_by(|path| path.as_str().cmp(page)).ok()?;
            Some(Route::Static(StaticId::new(at)))
        };
        fixed.or_else(listed).or_else(moved).or_else(fixed_file)
    }

    fn find_listed(model: &Model, page: &str) -> Option<Route> {
        if let Some(name) = page.strip_prefix("api/v1/roles/") {
            return model.roles.get(name.strip_suffix(".json")?).map(Route::RoleData);
        }
        if let Some(name) = page.strip_prefix("api/v1/schema/") {
            return DataSchema::for_model(model).find(|schema| schema.file() == name).map(Route::DataSchema);
        }
        if let Some(name) = page.strip_prefix("api/v1/") {
            return DataFile::for_model(model).find(|file| file.file() == name).map(Route::Data);
        }
        if let Some(name) = page.strip_prefix("api/schema/") {
            return SchemaFile::ALL.iter().find(|file| file.file() == name).map(|file| Route::Schema(*file));
        }
        if let Some(part) = page.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml")) {
            let number: u32 = part.parse().ok()?;
            let known =
                (1..=Routes::new(model).sitemap_parts()).contains(&number) && part == number.to_string();
            return known.then_some(Route::SitemapPart(number));
        }
        if let Some(name) = page.strip_prefix("api/oembed/") {
            let (pair, in_order) = Route::find_pair(model, name.strip_suffix(".json")?)?;
            return (in_order && model.is_shared(pair)).then_some(Route::OEmbed(pair));
        }
        if let Some(name) = page.strip_prefix("cards/roles/") {
            return model.roles.get(name.strip_suffix(".png")?).map(Route::RoleCard);
        }
        if let Some(name) = page.strip_prefix("cards/compare/") {
            let (pair, in_order) = Route::find_pair(model, name.strip_suffix(".png")?)?;
            return (in_order && model.is_shared(pair)).then_some(Route::PairCard(pair));
        }
        if let Some((folder, file, format)) = split_table_path(page) {
            let (pair, in_order) = match folder {
                "roles" => return model.roles.get(file).map(|id| Route::RoleTable(id, format)),
                "salaries" if format == TableFile::Csv => {
                    return match file.strip_suffix(SPREADSHEET) {
                        Some(id) => model.series.get(id).map(Route::SeriesSpreadsheet),
                        None => model.series.get(file).map(Route::SeriesTable),
                    };
                }
                "compare" => Route::find_pair(model, file)?,
                _ => return None,
            };
            return (in_order && model.is_shared(pair)).then_some(Route::PairTable(pair, format));
        }
        let page = page.strip_suffix('/')?;
        let Some((folder, name)) = page.split_once('/') else {
            return model.pages.get(page).map(Route::Page);
        };
        match folder {
            "roles" => model.roles.get(name).map(Route::Role),
            "tools" => model.tools.get(name).map(Route::Tool),
            "salaries" => model.series.get(name).map(Route::Series),
            "articles" => model.articles.get(name).map(Route::Article),
            "glossary" => model.terms.get(name).map(Route::Term),
            "reference" => Code::find(name).map(Route::Rule),
            "compare" => {
                let (pair, in_order) = Route::find_pair(model, name)?;
                Some(if in_order { Route::Pair(pair) } else { Route::Reverse(pair) })
            }
            "embed" => {
                let (pair, in_order) = Route::find_pair(model, name)?;
                let route = if in_order { Route::Embed(pair) } else { Route::EmbedReverse(pair) };
                model.is_shared(pair).then_some(route)
            }
            _ => None,
        }
    }

    /// Returns the pair that `<a>-vs-<b>` names, and `true` if that is its display order.
    fn find_pair(model: &Model, name: &str) -> Option<(Pair, bool)> {
        let (a, b) = name.split_once("-vs-")?;
        let (a, b) = (model.roles.get(a)?, model.roles.get(b)?);
        let pair = Pair::new(a, b)?;
        Some((pair, model.display_order(pair) == (a, b)))
    }

    /// Returns `true` for pages that the sitemap lists.
    pub fn is_listed(self) -> bool {
        !matches!(
            self,
            Route::Reverse(_)
                | Route::RoleTable(..)
                | Route::SeriesTable(_)
                | Route::SeriesSpreadsheet(_)
                | Route::PairTable(..)
                | Route::Embed(_)
                | Route::EmbedReverse(_)
                | Route::OEmbed(_)
                | Route::SiteCard
                | Route::RoleCard(_)
                | Route::PairCard(_)
                | Route::SearchIndex
                | Route::NotFound
                | Route::Sitemap
                | Route::SitemapPart(_)
                | Route::Robots
                | Route::Feed
                | Route::Llms
                | Route::Data(_)
                | Route::DataSchema(_)
                | Route::RoleData(_)
                | Route::Schema(_)
                | Route::Moved(_)
                | Route::Static(_)
        )
    }
}

/// Returns the slug of a pair: `sre-vs-platform-engineer`.
fn pair_slug(model: &Model, (a, b): (RoleId, RoleId)) -> String {
    format!("{}-vs-{}", model.roles.id(a), model.roles.id(b))
}

fn swapped((a, b): (RoleId, RoleId)) -> (RoleId, RoleId) {
    (b, a)
}

/// Splits `roles/sre.md` into the folder, the file name and the format.
fn split_table_path(page: &str) -> Option<(&str, &str, TableFile)> {
    let (folder, file) = page.split_once('/')?;
    let (name, format) = file.rsplit_once('.')?;
    TableFile::ALL.into_iter().find(|file| file.extension() == format).map(|file| (folder, name, file))
}
