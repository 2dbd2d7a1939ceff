//! The identity of every page, and its address.
//!
//! A route and its address say the same thing: `find(path(r)) == r` for every route of every model, and no two
//! routes share a path. Pages are numbered, so that workers can divide half a million of them without a list.

use crate::diagnostic::Code;

use super::{ArticleId, Model, Number, PageId, RoleId, SeriesId, StaticId, TermId, ToolId};

/// Two different roles, in no order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    low: RoleId,
    high: RoleId,
}

impl Pair {
    /// The pair of two roles; `None` when they are one.
    pub fn new(a: RoleId, b: RoleId) -> Option<Pair> {
        (a != b).then(|| Pair { low: a.min(b), high: a.max(b) })
    }

    /// The two roles, the one whose id comes first in front.
    pub fn roles(self) -> (RoleId, RoleId) {
        (self.low, self.high)
    }
}

/// What a page, or another file of the site, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// `/`
    Home,
    /// `/roles/`
    Roles,
    /// `/roles/<id>/`
    Role(RoleId),
    /// `/compare/`
    Matrix,
    /// `/compare/<a>-vs-<b>/`
    Pair(Pair),
    /// `/compare/<b>-vs-<a>/`: leads to the pair.
    Reverse(Pair),
    /// `/tools/`
    Tools,
    /// `/tools/<id>/`
    Tool(ToolId),
    /// `/salaries/`
    Pay,
    /// `/salaries/<id>/`
    Series(SeriesId),
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
    /// `/404.html`
    NotFound,
    /// `/sitemap.xml`: the addresses, or past 50,000 of them a list of parts.
    Sitemap,
    /// `/sitemap-<n>.xml`: a part, counted from 1.
    SitemapPart(u32),
    /// `/robots.txt`
    Robots,
    /// `/feed.xml`
    Feed,
    /// `/llms.txt`
    Llms,
    /// `/api/v1/…`
    Data(DataFile),
    /// `/api/v1/roles/<id>.json`
    RoleData(RoleId),
    /// `/api/schema/<name>.json`
    Schema(SchemaFile),
    /// An address that was.
    Moved(u32),
    /// A file that is published as it is.
    Static(StaticId),
}

macro_rules! files {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $file_doc:literal])+ $variant:ident = $file:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $file_doc])+ $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The file's name.
            pub fn file(self) -> &'static str {
                match self { $($name::$variant => $file),+ }
            }

            /// What it holds, in a sentence.
            pub fn describe(self) -> &'static str {
                match self { $($name::$variant => concat!($($file_doc),+).trim_ascii()),+ }
            }
        }
    };
}

files! {
    /// A file of open data.
    DataFile {
        /// What the files of open data are, and their licence.
        Index = "index.json",
        /// The rows of the matrix: kind, question, levels.
        Rows = "rows.json",
        /// Every role with all its facts and their sources.
        Roles = "roles.json",
        /// Every fact on a line: role, row, value, sources, confidence.
        Facts = "facts.csv",
        /// Every series of pay with its method, warnings and figures.
        Salaries = "salaries.json",
        /// Every figure of pay on a line.
        Figures = "salaries.csv",
        /// Every source.
        Sources = "sources.json",
        /// Every tool with the roles that use it.
        Tools = "tools.json",
        /// Every term of the glossary.
        Glossary = "glossary.json",
    }
}

files! {
    /// A JSON Schema of a content file.
    SchemaFile {
        /// `content/site.yaml`
        Site = "site.json",
        /// `content/comparison.yaml`
        Comparison = "comparison.json",
        /// `content/sources.yaml`
        Sources = "sources.json",
        /// `content/tools.yaml`
        Tools = "tools.json",
        /// `content/skills.yaml`
        Skills = "skills.json",
        /// `content/roles/<id>.yaml`
        Role = "role.json",
        /// `content/salaries/<id>.yaml`
        Salary = "salary.json",
        /// the head of `content/roles/<id>.md`
        Guide = "guide.json",
        /// the head of `content/comparisons/<a>-vs-<b>.md`
        Pair = "pair.json",
        /// the head of `content/articles/<id>.md`
        Article = "article.json",
        /// the head of `content/glossary/<id>.md`
        Term = "term.json",
        /// the head of `content/pages/<id>.md`
        Page = "page.json",
    }
}

/// An address that was, and what it leads to now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moved {
    /// The old address, from `/` to `/`.
    pub from: String,
    /// The page that it leads to.
    pub to: Route,
}

/// The most addresses in one sitemap (sitemaps.org, protocol 0.9).
pub const SITEMAP_LIMIT: usize = 50_000;

impl Route {
    /// The page's address below the site's base: `/roles/sre/`.
    pub fn url(self, model: &Model) -> String {
        match self {
            Route::Home => "/".to_string(),
            Route::Roles => "/roles/".to_string(),
            Route::Role(id) => format!("/roles/{}/", model.roles.id(id)),
            Route::Matrix => "/compare/".to_string(),
            Route::Pair(pair) => {
                let (a, b) = model.order(pair);
                format!("/compare/{}-vs-{}/", model.roles.id(a), model.roles.id(b))
            }
            Route::Reverse(pair) => {
                let (a, b) = model.order(pair);
                format!("/compare/{}-vs-{}/", model.roles.id(b), model.roles.id(a))
            }
            Route::Tools => "/tools/".to_string(),
            Route::Tool(id) => format!("/tools/{}/", model.tools.id(id)),
            Route::Pay => "/salaries/".to_string(),
            Route::Series(id) => format!("/salaries/{}/", model.series.id(id)),
            Route::Articles => "/articles/".to_string(),
            Route::Article(id) => format!("/articles/{}/", model.articles.id(id)),
            Route::Glossary => "/glossary/".to_string(),
            Route::Term(id) => format!("/glossary/{}/", model.terms.id(id)),
            Route::Page(id) => format!("/{}/", model.pages.id(id)),
            Route::Sources => "/sources/".to_string(),
            Route::Freshness => "/freshness/".to_string(),
            Route::Reference => "/reference/".to_string(),
            Route::Rule(code) => format!("/reference/{}/", code.name()),
            Route::NotFound => "/404.html".to_string(),
            Route::Sitemap => "/sitemap.xml".to_string(),
            Route::SitemapPart(n) => format!("/sitemap-{n}.xml"),
            Route::Robots => "/robots.txt".to_string(),
            Route::Feed => "/feed.xml".to_string(),
            Route::Llms => "/llms.txt".to_string(),
            Route::Data(file) => format!("/api/v1/{}", file.file()),
            Route::RoleData(id) => format!("/api/v1/roles/{}.json", model.roles.id(id)),
            Route::Schema(file) => format!("/api/schema/{}", file.file()),
            Route::Moved(n) => model.moved[n as usize].from.clone(),
            Route::Static(id) => format!("/{}", model.statics[id.index()]),
        }
    }

    /// The file that the page is published as: `roles/sre/index.html`.
    pub fn path(self, model: &Model) -> String {
        let mut url = self.url(model);
        url.remove(0);
        if url.is_empty() || url.ends_with('/') {
            url.push_str("index.html");
        }
        url
    }

    /// The route at an address below the site's base, such as `/roles/sre/`.
    pub fn find(model: &Model, url: &str) -> Option<Route> {
        let page = url.strip_prefix('/')?;
        let fixed = match page {
            "" => Some(Route::Home),
            "roles/" => Some(Route::Roles),
            "compare/" => Some(Route::Matrix),
            "tools/" => Some(Route::Tools),
            "salaries/" => Some(Route::Pay),
            "articles/" => Some(Route::Articles),
            "glossary/" => Some(Route::Glossary),
            "sources/" => Some(Route::Sources),
            "freshness/" => Some(Route::Freshness),
            "reference/" => Some(Route::Reference),
            "404.html" => Some(Route::NotFound),
            "sitemap.xml" => Some(Route::Sitemap),
            "robots.txt" => Some(Route::Robots),
            "feed.xml" => Some(Route::Feed),
            "llms.txt" => Some(Route::Llms),
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
            return model.roles.find(name.strip_suffix(".json")?).map(Route::RoleData);
        }
        if let Some(name) = page.strip_prefix("api/v1/") {
            return DataFile::ALL.iter().find(|file| file.file() == name).map(|file| Route::Data(*file));
        }
        if let Some(name) = page.strip_prefix("api/schema/") {
            return SchemaFile::ALL.iter().find(|file| file.file() == name).map(|file| Route::Schema(*file));
        }
        if let Some(part) = page.strip_prefix("sitemap-").and_then(|rest| rest.strip_suffix(".xml")) {
            let number: u32 = part.parse().ok()?;
            let known =
                (1..=Routes::of(model).sitemap_parts()).contains(&number) && part == number.to_string();
            return known.then_some(Route::SitemapPart(number));
        }
        let page = page.strip_suffix('/')?;
        let Some((folder, name)) = page.split_once('/') else {
            return model.pages.find(page).map(Route::Page);
        };
        match folder {
            "roles" => model.roles.find(name).map(Route::Role),
            "tools" => model.tools.find(name).map(Route::Tool),
            "salaries" => model.series.find(name).map(Route::Series),
            "articles" => model.articles.find(name).map(Route::Article),
            "glossary" => model.terms.find(name).map(Route::Term),
            "reference" => Code::find(name).map(Route::Rule),
            "compare" => {
                let (a, b) = name.split_once("-vs-")?;
                let (a, b) = (model.roles.find(a)?, model.roles.find(b)?);
                let pair = Pair::new(a, b)?;
                Some(if model.order(pair) == (a, b) { Route::Pair(pair) } else { Route::Reverse(pair) })
            }
            _ => None,
        }
    }

    /// Whether the page is a page for readers, to be listed in the sitemap.
    pub fn is_listed(self) -> bool {
        !matches!(
            self,
            Route::Reverse(_)
                | Route::NotFound
                | Route::Sitemap
                | Route::SitemapPart(_)
                | Route::Robots
                | Route::Feed
                | Route::Llms
                | Route::Data(_)
                | Route::RoleData(_)
                | Route::Schema(_)
                | Route::Moved(_)
                | Route::Static(_)
        )
    }
}

/// All routes of a model, by number.
#[derive(Debug, Clone)]
pub struct Routes {
    single: Vec<Route>,
    roles: usize,
}

impl Routes {
    /// The routes of a model.
    pub fn of(model: &Model) -> Routes {
        let mut single = vec![
            Route::Home,
            Route::Roles,
            Route::Matrix,
            Route::Tools,
            Route::Pay,
            Route::Articles,
            Route::Glossary,
            Route::Sources,
            Route::Freshness,
            Route::Reference,
        ];
        single.extend(Code::ALL.iter().map(|code| Route::Rule(*code)));
        single.extend(model.roles.numbers().map(Route::Role));
        single.extend(model.tools.numbers().map(Route::Tool));
        single.extend(model.series.numbers().map(Route::Series));
        single.extend(model.articles.numbers().map(Route::Article));
        single.extend(model.terms.numbers().map(Route::Term));
        single.extend(model.pages.numbers().map(Route::Page));
        let mut routes = Routes { single, roles: model.roles.len() };
        let parts = routes.sitemap_parts();
        routes.single.extend([Route::NotFound, Route::Sitemap, Route::Robots, Route::Feed, Route::Llms]);
        routes.single.extend((1..=parts).map(Route::SitemapPart));
        routes.single.extend(DataFile::ALL.iter().map(|file| Route::Data(*file)));
        routes.single.extend(model.roles.numbers().map(Route::RoleData));
        routes.single.extend(SchemaFile::ALL.iter().map(|file| Route::Schema(*file)));
        let moved =
            u32::try_from(model.moved.len()).expect("invariant: addresses that were are counted in 32 bits");
        routes.single.extend((0..moved).map(Route::Moved));
        routes.single.extend((0..model.statics.len()).map(|n| Route::Static(StaticId::new(n))));
        routes
    }

    fn pairs(&self) -> usize {
        self.roles * self.roles.saturating_sub(1) / 2
    }

    /// How many routes there are: pages, files, and two addresses for each pair.
    pub fn len(&self) -> usize {
        self.single.len() + 2 * self.pairs()
    }

    /// Whether there are none, which never holds: every site has a home page.
    pub fn is_empty(&self) -> bool {
        self.single.is_empty()
    }

    /// The route of a number below [`Routes::len`].
    pub fn get(&self, index: usize) -> Route {
        let Some(index) = index.checked_sub(self.single.len()) else { return self.single[index] };
        // The two addresses of a pair follow each other: they lie in the same folder on the disk.
        let pair = self.pair(index / 2);
        if index.is_multiple_of(2) { Route::Pair(pair) } else { Route::Reverse(pair) }
    }

    /// Pairs in the order (0,1) (0,2) … (1,2) …
    fn pair(&self, index: usize) -> Pair {
        // The pairs before row `low` are low·roles − low·(low+1)/2; the row is found by bisection, in integers.
        let before = |low: usize| low * self.roles - low * (low + 1) / 2;
        let (mut low, mut end) = (0, self.roles);
        while low + 1 < end {
            let middle = usize::midpoint(low, end);
            if before(middle) <= index { low = middle } else { end = middle }
        }
        let high = low + 1 + index - before(low);
        Pair { low: RoleId::new(low), high: RoleId::new(high) }
    }

    /// The routes that are not two addresses of a pair.
    pub fn iter_single(&self) -> impl Iterator<Item = Route> {
        self.single.iter().copied()
    }

    /// The routes in order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = Route> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The pages for readers, in order: what the sitemap lists.
    pub fn listed(&self) -> impl Iterator<Item = Route> {
        self.iter().filter(|route| route.is_listed())
    }

    /// How many parts the sitemap has: none while one file holds all addresses.
    pub fn sitemap_parts(&self) -> u32 {
        let listed = self.single.iter().filter(|route| route.is_listed()).count() + self.pairs();
        let parts = if listed <= SITEMAP_LIMIT { 0 } else { listed.div_ceil(SITEMAP_LIMIT) };
        u32::try_from(parts).expect("invariant: a sitemap has few parts")
    }
}
