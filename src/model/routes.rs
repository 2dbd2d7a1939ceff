//! All routes of a model by number, so that threads can divide half a million pages without a list in memory.

use super::route::SITEMAP_LIMIT;
use super::{Idx as _, Model, Pair, RoleId, Route, TableFile};

/// The routes of a model. Those of pairs are computed from their number, and only the others are stored.
#[derive(Debug, Clone, Hash)]
pub struct Routes {
    single: Vec<Route>,
    roles: usize,
    /// The pairs with a page; `None` if all have one.
    some_pairs: Option<Vec<Pair>>,
}

/// Constructors for the routes of every pair, which are consecutive, because their files share folders. They must not depend on the number of roles: an added role would remove published files.
const EACH_PAIR: &[fn(Pair) -> Route] = &[
    Route::Pair,
    Route::Reverse,
    |pair| Route::PairTable(pair, TableFile::Markdown),
    |pair| Route::PairTable(pair, TableFile::Csv),
    Route::Embed,
    Route::EmbedReverse,
    Route::OEmbed,
];

impl Routes {
    /// Numbers the routes of a model.
    pub fn new(model: &Model) -> Routes {
        let mut routes = Routes::of_pages(model);
        // The search index takes longest, so it starts first. Its shards are the last of the generated files.
        routes.single.insert(0, Route::SearchIndex);
        routes.single.extend(Route::files(model).into_iter().filter(|file| *file != Route::SearchIndex));
        routes
    }

    /// Numbers the pages, without the other files that do not belong to a pair.
    fn of_pages(model: &Model) -> Routes {
        let present = Route::SINGLE_PAGES.iter().filter(|(page, _)| model.has(page.presence));
        let mut single: Vec<Route> = present.map(|(page, _)| page.route).collect();
        single.extend(Route::subject_pages(model));
        let some_pairs = (!model.has_all_pairs()).then(|| {
            let pairs = model.notable_pairs().into_iter();
            pairs.filter(|pair| model.has_page(*pair)).collect()
        });
        Routes { single, roles: model.roles.len(), some_pairs }
    }

    /// The number of parts of a site's sitemap, 0 if one file is enough.
    pub(super) fn sitemap_parts_of(model: &Model) -> u32 {
        if model.site.is_hidden { 0 } else { Routes::of_pages(model).sitemap_parts() }
    }

    fn pairs(&self) -> usize {
        let all = self.roles * self.roles.saturating_sub(1) / 2;
        self.some_pairs.as_ref().map_or(all, Vec::len)
    }

    /// The number of routes.
    pub fn len(&self) -> usize {
        self.single.len() + EACH_PAIR.len() * self.pairs()
    }

    /// The number of routes of each pair. They are consecutive.
    pub fn for_each_pair(&self) -> usize {
        EACH_PAIR.len()
    }

    /// Returns `true` if there are no routes. This is never the case, because every site has a home page.
    pub fn is_empty(&self) -> bool {
        self.single.is_empty()
    }

    /// Returns the route of an index below [`Routes::len`].
    pub fn get(&self, index: usize) -> Route {
        let Some(index) = index.checked_sub(self.single.len()) else { return self.single[index] };
        let each = EACH_PAIR.len();
        EACH_PAIR[index % each](self.pair(index / each))
    }

    /// Returns the pair with this index, in the order (0,1) (0,2) … (1,2) …
    fn pair(&self, index: usize) -> Pair {
        if let Some(pairs) = &self.some_pairs {
            return pairs[index];
        }
        // There are low·roles − low·(low+1)/2 pairs before row `low`; bisection finds the row in integers.
        let before = |low: usize| low * self.roles - low * (low + 1) / 2;
        let (mut low, mut end) = (0, self.roles);
        while low + 1 < end {
            let middle = usize::midpoint(low, end);
            if before(middle) <= index { low = middle } else { end = middle }
        }
        let high = low + 1 + index - before(low);
        Pair::new(RoleId::new(low), RoleId::new(high)).expect("invariant: the second comes after the first")
    }

    /// Iterates over the routes that do not belong to every pair.
    pub fn iter_single(&self) -> impl Iterator<Item = Route> {
        self.single.iter().copied()
    }

    /// Iterates over all routes, by index.
    pub fn iter(&self) -> impl Iterator<Item = Route> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Iterates over the pages that the sitemap lists, in order.
    pub fn listed(&self) -> impl Iterator<Item = Route> {
        self.iter().filter(|route| route.is_listed())
    }

    /// The number of parts of the sitemap, 0 if one file is enough.
    pub fn sitemap_parts(&self) -> u32 {
        let listed = self.single.iter().filter(|route| route.is_listed()).count() + self.pairs();
        let parts = if listed <= SITEMAP_LIMIT { 0 } else { listed.div_ceil(SITEMAP_LIMIT) };
        u32::try_from(parts).expect("invariant: a sitemap has few parts")
    }
}
