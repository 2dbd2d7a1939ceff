//! Views. The [`View`] of a route holds everything that the page's template may see, and so everything that the page
//! depends on: its hash is the page's fingerprint. Views are computed from the model only, without files or a clock,
//! and templates have no functions to look anything up.

mod digests;
mod kind;
mod kinds;
mod outputs;
mod parts;
mod registry;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::compare::PayFinder;
use crate::diagnostic::Diagnostic;
use crate::model::{Model, Pair, RoleId, Route, RowId, SeriesId, StaticId, Statistic, Successor, ToolId};
use crate::reads::RecordedCell;
pub use digests::ModelDigests;
pub use kind::{OwnLinks, PageFiles};
pub use outputs::addresses;
pub use outputs::redirect::target as redirect_target;
pub(crate) use outputs::schema_examples::{IdSource, id_source};
pub use outputs::schemas;
use outputs::search::SearchIndex;
pub use parts::card::{HEIGHT, WIDTH};
use parts::chrome;
use parts::compared_pair::RecentPairs;
pub use parts::component::Component;
pub use parts::components::{Components, Draw};
pub use parts::html::{HashedBytes, Html, Shared};
pub use registry::{CardView, PageView, files, grows, is_card, own_links, page_of_file, template};

/// Returns a fact in the words in which texts print it; `None` if the role has no such fact.
pub(crate) fn fact_words(model: &Model, role: RoleId, row: RowId) -> Option<String> {
    model.roles[role].cell(row).map(|cell| parts::prose::printed(model, row, cell))
}

/// Returns a salary figure in the words in which texts print it.
pub(crate) fn figure_words(model: &Model, series: SeriesId, figure: usize, statistic: Statistic) -> String {
    parts::prose::pay_words(model, &model.series[series], figure, statistic)
}

/// Returns the name of a page, as links without a text of their own show it.
pub(crate) fn page_name(model: &Model, route: Route) -> Option<String> {
    registry::name(model, route)
}

/// Returns a cell of the matrix as plain text, with its limits.
pub(crate) fn cell_text(model: &Model, role: RoleId, row: RowId) -> String {
    parts::cell::CellView::of(model, role, row).words(&model.locale)
}

/// Everything that one page is drawn from.
#[derive(Debug, Hash)]
#[allow(clippy::large_enum_variant, reason = "one lives at a time, on the stack of the thread that draws it")]
pub enum View {
    /// A page drawn by a template.
    Page(PageView),
    /// A card drawn by a template and rasterised.
    Card(CardView),
    /// A file generated without a template: data, feeds, sitemaps.
    Text(String),
    /// A static file, published unchanged.
    Static(StaticId),
}

/// Computes the views of a model.
pub struct Views<'v> {
    model: &'v Model,
    parts: &'v Components,
    draw: &'v dyn Draw,
    /// Answers questions about pay, once a page has one.
    pay: RecordedCell<PayFinder>,
    recent: RecentPairs,
    search: SharedSearch,
}

/// The search index, made by the first page that needs it and shared by all views of a model.
#[derive(Debug, Clone, Default)]
pub struct SharedSearch(Arc<RecordedCell<SearchIndex>>);

impl<'v> Views<'v> {
    /// Creates the views of a model. `draw` draws shared components on first use.
    pub fn new(model: &'v Model, parts: &'v Components, draw: &'v dyn Draw) -> Views<'v> {
        Views {
            model,
            parts,
            draw,
            pay: RecordedCell::new(),
            recent: RecentPairs::none(),
            search: SharedSearch::default(),
        }
    }

    /// Uses the search index of other views of the same model.
    #[must_use]
    pub fn with_search(mut self, search: &SharedSearch) -> Views<'v> {
        self.search = search.clone();
        self
    }

    fn search(&self) -> &SearchIndex {
        self.search.0.get_or_init(|| SearchIndex::of(self.model))
    }

    /// Returns the model.
    pub fn model(&self) -> &'v Model {
        self.model
    }

    /// Returns the view of a route, or the reason why a component of it could not be drawn.
    pub fn of(&self, route: Route) -> Result<View, Box<Diagnostic>> {
        let view = registry::view(self, route);
        match self.parts.failure() {
            None => Ok(view),
            Some(diagnostic) => Err(Box::new(diagnostic.clone())),
        }
    }

    /// Returns the view of what is published at a former address.
    pub fn of_successor(&self, successor: Successor) -> Result<View, Box<Diagnostic>> {
        match successor {
            Successor::Redirect(route) => Ok(View::Text(outputs::redirect::redirect(self, route))),
            Successor::Copy(route) => self.of(route),
        }
    }

    fn pay(&self) -> &PayFinder {
        self.pay.get_or_init(|| PayFinder::new(self.model))
    }

    fn url(&self, route: Route) -> String {
        self.model.address(route)
    }

    fn role_link(&self, id: RoleId) -> chrome::Link {
        let role = &self.model.roles[id];
        chrome::Link { text: role.name.clone(), url: self.url(Route::Role(id)) }
    }

    fn tool_link(&self, id: ToolId) -> chrome::Link {
        chrome::Link { text: self.model.tools[id].name.clone(), url: self.url(Route::Tool(id)) }
    }

    fn pair_url(&self, a: RoleId, b: RoleId) -> Option<String> {
        Pair::new(a, b).map(|pair| self.url(Route::Pair(pair)))
    }
}

/// Hashes a view together with the hash of whatever else its page depends on.
pub fn fingerprint(view: &View, salt: u128, scratch: &mut HashedBytes) -> u128 {
    scratch.clear();
    scratch.write_u128(salt);
    view.hash(scratch);
    scratch.digest()
}
