//! All pages of a model, numbered: workers divide half a million of them without a list.

use crate::diagnostic::Code;

use super::route::SITEMAP_LIMIT;
use super::{DataFile, DataSchema, Idx, Model, Pair, RoleId, Route, SchemaFile, StaticId, TableFile};

/// All routes of a model, by number.
#[derive(Debug, Clone)]
pub struct Routes {
    single: Vec<Route>,
    roles: usize,
    /// What there is for every pair. Its routes follow each other: they lie in the same folders on the disk.
    each_pair: &'static [fn(Pair) -> Route],
}

/// What there is for every pair, however many there are.
const ALWAYS: &[fn(Pair) -> Route] = &[Route::Pair, Route::Reverse];

/// What there is for every pair of a site of which each can be taken elsewhere.
const WITH_SHARED: &[fn(Pair) -> Route] = &[
    Route::Pair,
    Route::Reverse,
    |pair| Route::PairTable(pair, TableFile::Markdown),
    |pair| Route::PairTable(pair, TableFile::Csv),
    Route::Embed,
    Route::EmbedReverse,
    Route::OEmbed,
    Route::PairCard,
];

impl Routes {
    /// The routes of a model.
    pub fn of(model: &Model) -> Routes {
        let mut single = vec![
            // It takes longest, so whoever works on it begins first.
            Route::SearchIndex,
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
            Route::Search,
            Route::OpenData,
        ];
        single.extend(model.has_moves().then_some(Route::Moves));
        single.extend(model.fit.as_ref().map(|_| Route::Fit));
        single.extend(Code::ALL.iter().map(|code| Route::Rule(*code)));
        single.extend(model.roles.indices().map(Route::Role));
        single.extend(model.tools.indices().map(Route::Tool));
        single.extend(model.series.indices().map(Route::Series));
        single.extend(model.series.indices().map(Route::SeriesTable));
        single.extend(model.series.indices().map(Route::SeriesSpreadsheet));
        single.extend(model.articles.indices().map(Route::Article));
        single.extend(model.terms.indices().map(Route::Term));
        single.extend(model.pages.indices().map(Route::Page));
        let each_pair = if model.shares_all() { WITH_SHARED } else { ALWAYS };
        let mut routes = Routes { single, roles: model.roles.len(), each_pair };
        let parts = routes.sitemap_parts();
        routes.single.extend([Route::NotFound, Route::Sitemap, Route::Feed, Route::Llms]);
        routes.single.extend((!model.has_own_robots()).then_some(Route::Robots));
        routes.single.extend((1..=parts).map(Route::SitemapPart));
        routes.single.extend(DataFile::of(model).map(Route::Data));
        routes.single.extend(DataSchema::of(model).map(Route::DataSchema));
        routes.single.extend(model.roles.indices().map(Route::RoleData));
        for file in TableFile::ALL {
            routes.single.extend(model.roles.indices().map(|id| Route::RoleTable(id, file)));
        }
        routes.single.push(Route::SiteCard);
        routes.single.extend(model.roles.indices().map(Route::RoleCard));
        if !model.shares_all() {
            let pairs = model.pairs.keys().copied();
            let files =
                pairs.flat_map(|pair| WITH_SHARED[ALWAYS.len()..].iter().map(move |route| route(pair)));
            routes.single.extend(files);
        }
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

    /// How many routes there are: pages, files, and what there is for each pair.
    pub fn len(&self) -> usize {
        self.single.len() + self.each_pair.len() * self.pairs()
    }

    /// How many routes there are for each pair, which follow each other.
    pub fn for_each_pair(&self) -> usize {
        self.each_pair.len()
    }

    /// Whether there are none, which never holds: every site has a home page.
    pub fn is_empty(&self) -> bool {
        self.single.is_empty()
    }

    /// The route of a number below [`Routes::len`].
    pub fn get(&self, index: usize) -> Route {
        let Some(index) = index.checked_sub(self.single.len()) else { return self.single[index] };
        let each = self.each_pair.len();
        self.each_pair[index % each](self.pair(index / each))
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
        Pair::new(RoleId::new(low), RoleId::new(high)).expect("invariant: the second comes after the first")
    }

    /// The routes that do not come with each pair.
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
