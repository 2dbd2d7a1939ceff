//! Views. The [`View`] of a route holds everything that the page's template may see, and so everything that the page
//! depends on: its hash is the page's fingerprint. Views are computed from the model only, without files or a clock,
//! and templates have no functions to look anything up.

mod kind;
mod kinds;
mod outputs;
mod parts;

use std::hash::{Hash, Hasher};

use serde::Serialize;

use crate::compare::compare_rows;
use crate::diagnostic::Diagnostic;
use crate::model::{Model, Pair, RoleId, Route, Routes, StaticId, ToolId};
pub use kind::{drawn_from, grows, template};
use kinds::{
    article, articles, embed, fit, freshness, glossary, home, matrix, moves, not_found,
    open_data as data_page, page, pair, pay, reference, role, roles, rule, search as search_page, series,
    sources, term, tool, tools,
};
use outputs::open_data::{self, Dialect};
pub use outputs::schemas;
use outputs::{feeds, oembed, redirect, search, table};
pub use parts::card::{HEIGHT, WIDTH};
pub use parts::component::Component;
pub use parts::components::{Components, Draw};
pub use parts::html::{HashedBytes, Html, Shared};
use parts::{card, chrome};

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

macro_rules! templates {
    ($(#[doc = $doc:literal])+ $name:ident { $($variant:ident($view:ty) = $template:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Hash)]
        #[allow(missing_docs, reason = "each is named for its template, and documented at its own type")]
        #[allow(clippy::large_enum_variant, reason = "one lives at a time, on the stack of the thread that draws it")]
        pub enum $name { $($variant($view),)+ }

        impl $name {
            /// The templates of all kinds.
            pub const TEMPLATES: &'static [&'static str] = &[$($template),+];

            /// Returns the template of the view.
            pub fn template(&self) -> &'static str {
                match self { $($name::$variant(_) => $template),+ }
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $($name::$variant(view) => view.serialize(serializer)),+ }
            }
        }
    };
}

templates! {
    /// The view of a page, one variant for each template.
    PageView {
        Home(home::HomeView) = "pages/home.html",
        Roles(roles::RolesView) = "pages/roles.html",
        Role(role::RoleView) = "pages/role.html",
        Matrix(matrix::MatrixView) = "pages/matrix.html",
        Pair(pair::PairView) = "pages/pair.html",
        Embed(embed::EmbedView) = "pages/embed.html",
        Moves(moves::MovesView) = "pages/moves.html",
        Fit(fit::FitView) = "pages/fit.html",
        Tools(tools::ToolsView) = "pages/tools.html",
        Tool(tool::ToolView) = "pages/tool.html",
        Pay(pay::PayView) = "pages/salaries.html",
        Series(series::SeriesView) = "pages/series.html",
        Articles(articles::ArticlesView) = "pages/articles.html",
        Article(article::ArticleView) = "pages/article.html",
        Glossary(glossary::GlossaryView) = "pages/glossary.html",
        Term(term::TermView) = "pages/term.html",
        Page(page::TextView) = "pages/page.html",
        Sources(sources::SourcesView) = "pages/sources.html",
        Freshness(freshness::FreshnessView) = "pages/freshness.html",
        Reference(reference::ReferenceView) = "pages/reference.html",
        Rule(rule::RuleView) = "pages/rule.html",
        Search(search_page::SearchView) = "pages/search.html",
        OpenData(data_page::OpenDataView) = "pages/open-data.html",
        NotFound(not_found::NotFoundView) = "pages/404.html",
    }
}

templates! {
    /// The view of a card, one variant for each template.
    CardView {
        Site(card::SiteCardView) = "cards/site.html",
        Role(card::RoleCardView) = "cards/role.html",
        Pair(card::PairCardView) = "cards/pair.html",
    }
}

/// Computes the views of a model.
pub struct Views<'v> {
    model: &'v Model,
    parts: &'v Components,
    draw: &'v dyn Draw,
}

impl<'v> Views<'v> {
    /// Creates the views of a model. `draw` draws shared components on first use.
    pub fn new(model: &'v Model, parts: &'v Components, draw: &'v dyn Draw) -> Views<'v> {
        Views { model, parts, draw }
    }

    /// Returns the model.
    pub fn model(&self) -> &'v Model {
        self.model
    }

    /// Returns the view of a route, or the reason why a component of it could not be drawn.
    pub fn of(&self, route: Route) -> Result<View, Box<Diagnostic>> {
        let view = self.view(route);
        match self.parts.failure() {
            None => Ok(view),
            Some(diagnostic) => Err(Box::new(diagnostic.clone())),
        }
    }

    fn view(&self, route: Route) -> View {
        let model = self.model;
        View::Page(match route {
            Route::Home => PageView::Home(home::view(self)),
            Route::Roles => PageView::Roles(roles::roles(self)),
            Route::Role(id) => PageView::Role(role::view(self, id)),
            Route::RoleTable(id, file) => return View::Text(table::role(model, id, file)),
            Route::SeriesTable(id) => return View::Text(open_data::series_table(model, id, Dialect::Exact)),
            Route::SeriesSpreadsheet(id) => {
                return View::Text(open_data::series_table(model, id, Dialect::Spreadsheet));
            }
            Route::Matrix => PageView::Matrix(matrix::view(self)),
            Route::Pair(pair) => PageView::Pair(pair::view(self, pair)),
            Route::Reverse(pair) => return View::Text(redirect::redirect(self, Route::Pair(pair))),
            Route::PairTable(pair, file) => return View::Text(table::pair(self, pair, file)),
            Route::Embed(pair) => PageView::Embed(embed::view(self, pair)),
            Route::EmbedReverse(pair) => return View::Text(redirect::redirect(self, Route::Embed(pair))),
            Route::OEmbed(pair) => return View::Text(oembed::oembed(model, pair)),
            Route::Moves => PageView::Moves(moves::view(self)),
            Route::Fit => PageView::Fit(fit::view(self)),
            Route::Tools => PageView::Tools(tools::tools(self)),
            Route::Tool(id) => PageView::Tool(tool::tool(self, id)),
            Route::Pay => PageView::Pay(pay::overview(self)),
            Route::Series(id) => PageView::Series(series::series(self, id)),
            Route::Articles => PageView::Articles(articles::articles(self)),
            Route::Article(id) => PageView::Article(article::article(self, id)),
            Route::Glossary => PageView::Glossary(glossary::glossary(self)),
            Route::Term(id) => PageView::Term(term::term(self, id)),
            Route::Page(id) => PageView::Page(page::page(self, id)),
            Route::Sources => PageView::Sources(sources::sources(self)),
            Route::Freshness => PageView::Freshness(freshness::freshness(self)),
            Route::Reference => PageView::Reference(reference::reference(self)),
            Route::Rule(code) => PageView::Rule(rule::rule(self, code)),
            Route::Search => PageView::Search(search_page::view(self)),
            Route::SearchIndex => return View::Text(search::index(model)),
            Route::NotFound => PageView::NotFound(not_found::not_found(self)),
            Route::Moved(n) => return View::Text(redirect::redirect(self, model.moved[n as usize].to)),
            Route::Sitemap => return View::Text(feeds::sitemap(model, &Routes::new(model))),
            Route::SitemapPart(part) => {
                return View::Text(feeds::sitemap_part(model, &Routes::new(model), part));
            }
            Route::Robots => return View::Text(feeds::robots(model)),
            Route::Feed => return View::Text(feeds::feed(model)),
            Route::Llms => return View::Text(feeds::llms(model)),
            Route::OpenData => PageView::OpenData(data_page::page(self)),
            Route::DataSchema(schema) => return View::Text(open_data::schema_file(model, schema)),
            Route::Data(file) => return View::Text(open_data::file(model, file)),
            Route::RoleData(id) => return View::Text(open_data::role_file(model, id)),
            Route::Schema(file) => return View::Text(schemas::file(model, file)),
            Route::SiteCard => return View::Card(CardView::Site(card::site::view(model))),
            Route::RoleCard(id) => return View::Card(CardView::Role(card::role::view(self, id))),
            Route::PairCard(pair) => {
                let (left, right) = model.display_order(pair);
                let compared = compare_rows(model, left, right);
                return View::Card(CardView::Pair(card::pair::view(self, pair, &compared)));
            }
            Route::Static(id) => return View::Static(id),
        })
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
