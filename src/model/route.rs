//! The identity of every page and file of a site, and its address.
//!
//! Routes and addresses map one to one: `find(url(r)) == r` for every route of every model, and no two routes share an
//! address.

use std::borrow::Cow;

use crate::diagnostic::Code;
use crate::parse::FileKind;

use super::{
    ArticleId, DataFile, DataSchema, Entity, Idx as _, Model, PageId, Presence, RegionId, RoleId,
    ScaleLevelId, SchemaFile, SearchShard, SeriesId, StaticId, Symbol, TableFile, TagId, TermId, ToolId,
    slugs,
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

/// A redirect from a former address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moved {
    /// The former address below the site's base, with a `/` at its start, and at its end unless it is that of a file.
    pub from: String,
    /// The page that it redirects to.
    pub to: Route,
}

/// The maximum number of addresses in one sitemap (sitemaps.org, protocol 0.9).
pub const SITEMAP_LIMIT: usize = 50_000;

/// A page with a fixed address.
#[derive(Debug, Clone, Copy, Hash)]
pub struct SinglePage {
    /// The identity of the page.
    pub route: Route,
    /// The address below the site's base, as the table has it.
    address: &'static str,
    /// The condition for a site to have it.
    pub presence: Presence,
}

impl SinglePage {
    /// Returns the address below the base of a site.
    pub fn address(self, entity: &Entity) -> Cow<'static, str> {
        in_folder(entity, self.address)
    }
}

/// The table of pages and other files. It calls a macro with all of them:
///
/// - `single_pages`, the kinds with one page: `Name = address, presence, listed, module::Type;`. The type is in
///   `src/pages/kinds/module.rs` and declares everything else.
/// - `pages`, the kinds with a page for each subject: the address has a slug between two texts (see `slugs.rs`).
/// - `single_cards` and `cards`, the preview images of links, with a type in `src/pages/parts/card/`.
/// - `single_files` and `files`, what is no page, each with a function of `src/pages/outputs/mod.rs` that makes it.
///
/// The sitemap contains the pages that are `listed`, in this order.
macro_rules! with_routes {
    ($callback:ident) => {
        $callback! {
            single_pages {
                Home = "/", Always, listed, home::HomePage;
                Roles = "/roles/", Always, listed, roles::RolesPage;
                Matrix = "/compare/", Always, listed, matrix::MatrixPage;
                Moves = "/moves/", Moves, listed, moves::MovesPage;
                Fit = "/fit/", Fit, listed, fit::FitPage;
                Levels = "/levels/", Levels, listed, levels::LevelsPage;
                CompareLevels = "/compare/levels/", Levels, listed, compare_levels::CompareLevelsPage;
                Tools = "/tools/", Tools, listed, tools::ToolsPage;
                Pay = "/salaries/", Salaries, listed, pay::PayPage;
                Articles = "/articles/", Articles, listed, articles::ArticlesPage;
                Tags = "/tags/", Tags, listed, tags::TagsPage;
                Glossary = "/glossary/", Glossary, listed, glossary::GlossaryPage;
                Sources = "/sources/", Sources, listed, sources::SourcesPage;
                Freshness = "/freshness/", Sources, listed, freshness::FreshnessPage;
                Reference = "/reference/", Manual, listed, reference::ReferencePage;
                Search = "/search/", Always, listed, search::SearchPage;
                OpenData = "/api/", Always, listed, open_data::OpenDataPage;
                NotFound = "/404.html", Always, unlisted, not_found::NotFoundPage;
            }
            pages {
                Rule(code: Code) = "/reference/" code "/", listed, rule::RulePage;
                Role(id: RoleId) = "/roles/" role "/", listed, role::RolePage;
                RoleLevels(id: RoleId) = "/roles/" role_with_levels "/levels/", listed, role_levels::RoleLevelsPage;
                Level(id: ScaleLevelId) = "/levels/" scale_level "/", listed, level::LevelPage;
                Tool(id: ToolId) = "/tools/" tool "/", listed, tool::ToolPage;
                Series(id: SeriesId) = "/salaries/" series "/", listed, series::SeriesPage;
                PayPlace(id: RegionId) = "/salaries/in/" region_with_figures "/", listed, pay::PayPlacePage;
                Article(id: ArticleId) = "/articles/" article "/", listed, article::ArticlePage;
                Tag(id: TagId) = "/tags/" tag "/", listed, tag::TagPage;
                Term(id: TermId) = "/glossary/" term "/", listed, term::TermPage;
                Page(id: PageId) = "/" page "/", listed, page::TextPage;
                Pair(pair: Pair) = "/compare/" pair "/", listed, pair::PairPage;
                Embed(pair: Pair) = "/embed/" pair "/", unlisted, embed::EmbedPage;
                EmbedLevels(id: RoleId) = "/embed/" role_with_levels "/levels/", unlisted, embed_levels::EmbedLevelsPage;
            }
            single_cards {
                /// The link preview image of pages that have none of their own.
                SiteCard = "/cards/site.png", Always, site::SiteCardKind;
            }
            cards {
                RoleCard(id: RoleId) = "/cards/roles/" role ".png", role::RoleCardKind;
                /// For pairs with a hand-written comparison and those on the home page.
                PairCard(pair: Pair) = "/cards/compare/" pair_with_card ".png", pair::PairCardKind;
            }
            single_files {
                /// The index for the script of `/search/`.
                SearchIndex = "/search/index.json", Always, search_index;
                /// The addresses, or a sitemap index if there are more than 50,000.
                Sitemap = "/sitemap.xml", Indexed, sitemap;
                Robots = "/robots.txt", GeneratedRobots, robots;
                /// Every address of the site, which builds on other machines compare theirs with.
                Addresses = "/addresses.txt", Always, addresses;
                Feed = "/feed.xml", Always, feed;
                Llms = "/llms.txt", Always, llms;
            }
            files {
                /// A part of the sitemap, counted from 1.
                SitemapPart(number: u32) = "/sitemap-" sitemap_part ".xml", sitemap_part;
                /// The role's facts as a table to download.
                RoleTable(id: RoleId, file: TableFile) = "/roles/" role_table "", role_table;
                /// The drawing of a role's ladders.
                LadderDrawing(id: RoleId) = "/roles/" role_with_levels "/levels/ladder.svg", ladder_drawing;
                /// A job advert to start from, for a role at a level.
                JobAdvert(id: RoleId, level: ScaleLevelId) = "/roles/" job_advert ".md", job_advert;
                /// A redirect to the pair.
                Reverse(pair: Pair) = "/compare/" reversed_pair "/", reverse;
                /// The comparison as a table to download.
                PairTable(pair: Pair, file: TableFile) = "/compare/" pair_table "", pair_table;
                /// A redirect to the embed. Iframes in other people's documents are not updated, so it must keep working.
                EmbedReverse(pair: Pair) = "/embed/" reversed_pair "/", embed_reverse;
                /// The response that tells other sites how to embed the pair (oembed.com).
                OEmbed(pair: Pair) = "/api/oembed/" pair ".json", oembed;
                /// The figures of a salary dataset, to download.
                SeriesTable(id: SeriesId) = "/salaries/" series ".csv", series_table;
                /// The same for spreadsheets.
                SeriesSpreadsheet(id: SeriesId) = "/salaries/" series ".spreadsheet.csv", series_spreadsheet;
                /// The articles with a tag, for feed readers.
                TagFeed(id: TagId) = "/tags/" tag_with_articles "/feed.xml", tag_feed;
                /// A file of open data.
                Data(file: DataFile) = "/api/v1/" data_file "", data;
                /// The JSON Schema of a file of open data.
                DataSchema(schema: DataSchema) = "/api/v1/schema/" data_schema "", data_schema;
                RoleData(id: RoleId) = "/api/v1/roles/" role ".json", role_data;
                /// The JSON Schema of a content file.
                Schema(file: SchemaFile) = "/api/schema/" schema_file "", schema;
                /// A part of the index that the script fetches when a query needs it.
                SearchShard(shard: SearchShard) = "/search/" search_shard ".json", search_shard;
                /// A redirect from a former address, an index into [`Model::moved`].
                Moved(number: u32) = "" former_address "", moved;
                /// A static file.
                Static(id: StaticId) = "/" static_file "", static_file;
            }
        }
    };
}
pub(crate) use with_routes;

macro_rules! is_listed {
    (listed) => {
        true
    };
    (unlisted) => {
        false
    };
}

macro_rules! routes {
    (
        single_pages {
            $($page:ident = $address:literal, $presence:ident, $listed:ident, $module:ident::$kind:ident;)+
        }
        pages {
            $($each:ident($subject:ident: $type:ty) = $before:literal $slug:ident $after:literal,
                $each_listed:ident, $each_module:ident::$each_kind:ident;)+
        }
        single_cards {
            $($(#[doc = $card_doc:literal])* $card:ident = $card_address:literal, $card_presence:ident,
                $card_module:ident::$card_kind:ident;)+
        }
        cards {
            $($(#[doc = $cards_doc:literal])* $cards:ident($cards_subject:ident: $cards_type:ty) =
                $cards_before:literal $cards_slug:ident $cards_after:literal, $cards_module:ident::$cards_kind:ident;)+
        }
        single_files {
            $($(#[doc = $file_doc:literal])* $file:ident = $file_address:literal, $file_presence:ident, $file_fn:ident;)+
        }
        files {
            $($(#[doc = $files_doc:literal])* $files:ident($($part:ident: $part_type:ty),+) =
                $files_before:literal $files_slug:ident $files_after:literal, $files_fn:ident;)+
        }
    ) => {
        /// The identity of a page or another generated file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Route {
            $(#[doc = concat!("`", $address, "`")] $page,)+
            $(#[doc = concat!("`", $before, "…", $after, "`")] $each($type),)+
            $(#[doc = concat!("`", $card_address, "`")] $(#[doc = $card_doc])* $card,)+
            $(#[doc = concat!("`", $cards_before, "…", $cards_after, "`")] $(#[doc = $cards_doc])* $cards($cards_type),)+
            $(#[doc = concat!("`", $file_address, "`")] $(#[doc = $file_doc])* $file,)+
            $(#[doc = concat!("`", $files_before, "…", $files_after, "`")] $(#[doc = $files_doc])* $files($($part_type),+),)+
        }

        #[allow(unused_parens, reason = "a file with one part needs none")]
        impl Route {
            /// The names of all kinds of pages, cards and other files.
            pub const KINDS: &'static [&'static str] = &[
                $(stringify!($page),)+
                $(stringify!($each),)+
                $(stringify!($card),)+
                $(stringify!($cards),)+
                $(stringify!($file),)+
                $(stringify!($files),)+
            ];

            /// The name of its kind, one of [`Route::KINDS`].
            pub fn kind(self) -> &'static str {
                match self {
                    $(Route::$page => stringify!($page),)+
                    $(Route::$each(_) => stringify!($each),)+
                    $(Route::$card => stringify!($card),)+
                    $(Route::$cards(_) => stringify!($cards),)+
                    $(Route::$file => stringify!($file),)+
                    $(Route::$files(..) => stringify!($files),)+
                }
            }

            /// The pages with a fixed address, and `true` for those that the sitemap lists.
            pub(super) const SINGLE_PAGES: &'static [(SinglePage, bool)] = &[
                $((
                    SinglePage { route: Route::$page, address: $address, presence: Presence::$presence },
                    is_listed!($listed),
                ),)+
            ];

            /// The starts of the addresses of the table.
            const STARTS: &'static [&'static str] = &[
                $($address,)+ $($before,)+ $($card_address,)+ $($cards_before,)+ $($file_address,)+ $($files_before,)+
            ];

            /// Returns the address below the site's base: `/roles/sre/`. That of a pair without a page is the matrix with
            /// the two roles.
            pub fn url(self, model: &Model) -> String {
                if let Some(address) = self.pair_in_matrix(model) {
                    return address;
                }
                match self {
                    $(Route::$page => in_folder(&model.site.entity, $address).into_owned(),)+
                    $(Route::$each($subject) => {
                        [&*in_folder(&model.site.entity, $before), &slugs::$slug::write(model, $subject), $after].concat()
                    })+
                    $(Route::$card => $card_address.to_string(),)+
                    $(Route::$cards($cards_subject) => {
                        [&*in_folder(&model.site.entity, $cards_before), &slugs::$cards_slug::write(model, $cards_subject), $cards_after]
                            .concat()
                    })+
                    $(Route::$file => $file_address.to_string(),)+
                    $(Route::$files($($part),+) => {
                        [&*in_folder(&model.site.entity, $files_before), &slugs::$files_slug::write(model, ($($part),+)), $files_after]
                            .concat()
                    })+
                }
            }

            /// Returns the route at an address below the site's base, such as `/roles/sre/`. Fixed addresses take
            /// precedence, then the order of the table.
            pub fn find(model: &Model, url: &str) -> Option<Route> {
                Route::find_if(model, url, |presence| model.has(presence))
            }

            /// Returns the page or file that has an address or would have it, once the site has content of its kind.
            pub fn find_reserved(model: &Model, url: &str) -> Option<Route> {
                Route::find_if(model, url, |presence| model.has(presence) || presence.needs().is_some())
            }

            fn find_if(model: &Model, url: &str, has: impl Fn(Presence) -> bool) -> Option<Route> {
                let entity = &model.site.entity;
                $(if strip_start(entity, url, $address) == Some("") && has(Presence::$presence) {
                    return Some(Route::$page);
                })+
                $(if url == $card_address && has(Presence::$card_presence) {
                    return Some(Route::$card);
                })+
                $(if url == $file_address && has(Presence::$file_presence) {
                    return Some(Route::$file);
                })+
                $(if let Some($subject) = slug_between(entity, url, $before, $after).and_then(|slug| slugs::$slug::read(model, slug)) {
                    return Some(Route::$each($subject));
                })+
                $(if let Some($cards_subject) = slug_between(entity, url, $cards_before, $cards_after).and_then(|slug| slugs::$cards_slug::read(model, slug)) {
                    return Some(Route::$cards($cards_subject));
                })+
                $(if let Some(($($part),+)) = slug_between(entity, url, $files_before, $files_after).and_then(|slug| slugs::$files_slug::read(model, slug)) {
                    return Some(Route::$files($($part),+));
                })+
                None
            }

            /// Returns `true` for pages that the sitemap lists.
            pub fn is_listed(self) -> bool {
                match self {
                    $(Route::$page => is_listed!($listed),)+
                    $(Route::$each(_) => is_listed!($each_listed),)+
                    $(Route::$card)|+ => false,
                    $(Route::$cards(_))|+ => false,
                    $(Route::$file)|+ => false,
                    $(Route::$files(..))|+ => false,
                }
            }

            /// Returns `true` for pages that are the only one of their kind.
            pub fn is_single_page(self) -> bool {
                match self {
                    $(Route::$page)|+ => true,
                    $(Route::$each(_))|+ => false,
                    $(Route::$card)|+ => false,
                    $(Route::$cards(_))|+ => false,
                    $(Route::$file)|+ => false,
                    $(Route::$files(..))|+ => false,
                }
            }

            /// The pages with a subject, without those of every pair.
            pub(super) fn subject_pages(model: &Model) -> Vec<Route> {
                let mut routes = Vec::new();
                $(routes.extend(slugs::$slug::all(model).into_iter().map(Route::$each));)+
                routes
            }

            /// The cards and the files that are no pages, without those of every pair.
            pub(super) fn files(model: &Model) -> Vec<Route> {
                let mut routes = Vec::new();
                $(routes.extend(model.has(Presence::$card_presence).then_some(Route::$card));)+
                $(routes.extend(slugs::$cards_slug::all(model).into_iter().map(Route::$cards));)+
                $(routes.extend(model.has(Presence::$file_presence).then_some(Route::$file));)+
                $(routes.extend(
                    slugs::$files_slug::all(model).into_iter().map(|($($part),+)| Route::$files($($part),+)),
                );)+
                routes
            }
        }
    };
}

with_routes!(routes);

impl Route {
    /// Returns the path of the published file: `roles/sre/index.html`.
    pub fn path(self, model: &Model) -> String {
        let mut url = self.url(model);
        url.remove(0);
        if url.is_empty() || url.ends_with('/') {
            url.push_str("index.html");
        }
        url
    }

    /// Returns the symbol that a link to this page refers to.
    pub fn symbol(self) -> Symbol {
        match self {
            Route::Role(id) => Symbol::Role(id),
            Route::Tool(id) => Symbol::Tool(id),
            Route::Term(id) => Symbol::Term(id),
            Route::Series(id) => Symbol::Series(id),
            Route::Article(id) => Symbol::Article(id),
            Route::Page(id) => Symbol::Page(id),
            other => Symbol::Address(other),
        }
    }

    /// Returns the pair whose page this is.
    pub fn pair_page(self) -> Option<Pair> {
        if let Route::Pair(pair) = self { Some(pair) } else { None }
    }

    /// Returns the address of the matrix with the roles of a pair that has no page.
    fn pair_in_matrix(self, model: &Model) -> Option<String> {
        let (Route::Pair(pair) | Route::Embed(pair)) = self else { return None };
        let (first, second) = model.display_order(pair);
        let id = |role| model.roles.id(role);
        (!model.has_page(pair))
            .then(|| format!("{}?roles={},{}", Route::Matrix.url(model), id(first), id(second)))
    }

    /// Returns the role whose page this is.
    pub fn role_page(self) -> Option<RoleId> {
        if let Route::Role(id) = self { Some(id) } else { None }
    }

    /// Returns `true` if an author chooses the whole address, so that two may choose the same.
    pub fn has_chosen_address(self) -> bool {
        matches!(self, Route::Page(_) | Route::Moved(_) | Route::Static(_))
    }

    /// Returns the file whose name is part of the address, if a collision of addresses is resolved by renaming it.
    pub fn file_to_rename(self, model: &Model) -> Option<String> {
        match self {
            Route::Page(id) => Some(FileKind::Page(model.pages.id(id).as_str()).path()),
            Route::Role(id) => Some(FileKind::Role(model.roles.id(id).as_str()).path()),
            Route::Article(id) => Some(FileKind::Article(model.articles.id(id).as_str()).path()),
            Route::Static(id) => Some(format!("static/{}", model.statics[id.index()])),
            _ => None,
        }
    }

    /// Returns the redirect from a former address, if this is one.
    pub fn moved(self, model: &Model) -> Option<&Moved> {
        if let Route::Moved(number) = self { Some(&model.moved[number as usize]) } else { None }
    }

    /// Returns `true` if a folder of the site cannot be that of what the site compares, because it has other pages or files.
    pub fn is_reserved(folder: &str) -> bool {
        let first =
            |start: &&str| start.trim_start_matches('/').split('/').next().unwrap_or_default() == folder;
        folder == "assets" || Route::STARTS.iter().filter(|start| **start != "/roles/").any(first)
    }

    /// Returns the condition for a site to have the page at a fixed address; `None` for other addresses.
    pub fn presence(address: &str) -> Option<Presence> {
        let page = Route::SINGLE_PAGES.iter().find(|(page, _)| page.address == address);
        page.map(|(page, _)| page.presence)
    }

    /// Returns the pages with a fixed address that the sitemap lists.
    pub fn listed_single_pages() -> impl Iterator<Item = SinglePage> {
        Route::SINGLE_PAGES.iter().filter(|(_, listed)| *listed).map(|(page, _)| *page)
    }
}

/// Returns the start of an address of the table as the site has it: below `/roles/` are the pages and cards of what the site
/// compares, in its own folder.
fn in_folder<'a>(entity: &Entity, start: &'a str) -> Cow<'a, str> {
    match start {
        "/roles/" => format!("/{}/", entity.path).into(),
        "/cards/roles/" => format!("/cards/{}/", entity.path).into(),
        start => start.into(),
    }
}

/// Returns the part of an address between two texts.
fn slug_between<'u>(entity: &Entity, url: &'u str, before: &str, after: &str) -> Option<&'u str> {
    strip_start(entity, url, before)?.strip_suffix(after)
}

/// Removes the start of an address of the table, as [`in_folder`] returns it.
fn strip_start<'u>(entity: &Entity, url: &'u str, start: &str) -> Option<&'u str> {
    match start {
        "/roles/" => url.strip_prefix('/')?.strip_prefix(&*entity.path)?.strip_prefix('/'),
        "/cards/roles/" => url.strip_prefix("/cards/")?.strip_prefix(&*entity.path)?.strip_prefix('/'),
        start => url.strip_prefix(start),
    }
}
