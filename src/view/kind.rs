//! Which template draws a route, known before there is a view of it.

use crate::model::Route;

/// The template of a route; `None` for what is written and not drawn.
pub fn template(route: Route) -> Option<&'static str> {
    Some(match route {
        Route::Home => "pages/home.html",
        Route::Roles => "pages/roles.html",
        Route::Role(_) => "pages/role.html",
        Route::Matrix => "pages/matrix.html",
        Route::Pair(_) => "pages/pair.html",
        Route::Embed(_) => "pages/embed.html",
        Route::Tools => "pages/tools.html",
        Route::Tool(_) => "pages/tool.html",
        Route::Pay => "pages/salaries.html",
        Route::Series(_) => "pages/series.html",
        Route::Articles => "pages/articles.html",
        Route::Article(_) => "pages/article.html",
        Route::Glossary => "pages/glossary.html",
        Route::Term(_) => "pages/term.html",
        Route::Page(_) => "pages/page.html",
        Route::Sources => "pages/sources.html",
        Route::Freshness => "pages/freshness.html",
        Route::Reference => "pages/reference.html",
        Route::Rule(_) => "pages/rule.html",
        Route::Search => "pages/search.html",
        Route::NotFound => "pages/404.html",
        Route::SiteCard => "cards/site.html",
        Route::RoleCard(_) => "cards/role.html",
        Route::PairCard(_) => "cards/pair.html",
        Route::Reverse(_)
        | Route::EmbedReverse(_)
        | Route::RoleTable(..)
        | Route::PairTable(..)
        | Route::OEmbed(_)
        | Route::SearchIndex
        | Route::Moved(_)
        | Route::Sitemap
        | Route::SitemapPart(_)
        | Route::Robots
        | Route::Feed
        | Route::Llms
        | Route::Data(_)
        | Route::RoleData(_)
        | Route::Schema(_)
        | Route::Static(_) => return None,
    })
}

/// Whether the page shows all of the site's, so that it grows with the site: the only way in which a built-in template
/// can fail is a page that is too large.
pub fn grows(route: Route) -> bool {
    matches!(
        route,
        Route::Home
            | Route::Roles
            | Route::Matrix
            | Route::Tools
            | Route::Pay
            | Route::Articles
            | Route::Glossary
            | Route::Sources
            | Route::Freshness
            | Route::Search
    )
}
