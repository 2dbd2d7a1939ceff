//! Properties of a route that are known without its view: its template, and the files with its content.

use crate::model::{Model, Route};

/// Returns the template of a route, or `None` for files generated without one.
pub fn template(route: Route) -> Option<&'static str> {
    Some(match route {
        Route::Home => "pages/home.html",
        Route::Roles => "pages/roles.html",
        Route::Role(_) => "pages/role.html",
        Route::Matrix => "pages/matrix.html",
        Route::Pair(_) => "pages/pair.html",
        Route::Embed(_) => "pages/embed.html",
        Route::Moves => "pages/moves.html",
        Route::Fit => "pages/fit.html",
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
        Route::OpenData => "pages/open-data.html",
        Route::NotFound => "pages/404.html",
        Route::SiteCard => "cards/site.html",
        Route::RoleCard(_) => "cards/role.html",
        Route::PairCard(_) => "cards/pair.html",
        Route::Reverse(_)
        | Route::EmbedReverse(_)
        | Route::RoleTable(..)
        | Route::SeriesTable(_)
        | Route::SeriesSpreadsheet(_)
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
        | Route::DataSchema(_)
        | Route::RoleData(_)
        | Route::Schema(_)
        | Route::Static(_) => return None,
    })
}

/// Returns `true` if the page lists the whole site and so grows with it: a built-in template can fail only by making
/// a page too large.
pub fn grows(route: Route) -> bool {
    matches!(
        route,
        Route::Home
            | Route::Roles
            | Route::Matrix
            | Route::Moves
            | Route::Fit
            | Route::Tools
            | Route::Pay
            | Route::Articles
            | Route::Glossary
            | Route::Sources
            | Route::Freshness
            | Route::Search
            | Route::OpenData
    )
}

/// Returns the content files that a page is about, relative to the site's root; a diagnostic names them when the page
/// cannot be drawn.
pub fn drawn_from(model: &Model, route: Route) -> Vec<String> {
    let role = |id| format!("content/roles/{}.yaml", model.roles.id(id));
    match route {
        Route::Role(id) | Route::RoleCard(id) => vec![role(id)],
        Route::Pair(pair) | Route::Embed(pair) | Route::PairCard(pair) => {
            let (a, b) = model.display_order(pair);
            vec![role(a), role(b)]
        }
        Route::Tools | Route::Tool(_) => vec!["content/tools.yaml".to_string()],
        Route::Series(id) => vec![format!("content/salaries/{}.yaml", model.series.id(id))],
        Route::Article(id) => vec![format!("content/articles/{}.md", model.articles.id(id))],
        Route::Term(id) => vec![format!("content/glossary/{}.md", model.terms.id(id))],
        Route::Page(id) => vec![format!("content/pages/{}.md", model.pages.id(id))],
        Route::Sources => vec!["content/sources.yaml".to_string()],
        Route::Matrix => vec!["content/comparison.yaml".to_string()],
        _ => Vec::new(),
    }
}
