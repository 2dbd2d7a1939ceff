//! Views of articles, glossary terms, plain pages and the 404 page, and the HTML of redirects.

use std::fmt::Write as _;

use super::feeds::escaped;
use serde::Serialize;

use super::Views;
use super::card::{CardLink, HEIGHT, WIDTH};
use super::chrome::{Link, PageChrome};
use super::prose::{ProseView, References};
use crate::collation::CollationKey;
use crate::compare::{compare_rows, day};
use crate::model::{ArticleId, PageId, Route, TermId};

/// The list of articles.
#[derive(Debug, Hash, Serialize)]
pub struct ArticlesView {
    frame: PageChrome,
    articles: Vec<ArticleCard>,
}

#[derive(Debug, Hash, Serialize)]
struct ArticleCard {
    link: Link,
    summary: String,
    published: String,
}

pub(super) fn articles(views: &Views<'_>) -> ArticlesView {
    let model = views.model();
    let mut articles: Vec<_> = model.articles.iter().collect();
    articles.sort_by_key(|(id, article)| (std::cmp::Reverse(article.published), *id));
    ArticlesView {
        frame: PageChrome::new(
            views,
            Route::Articles,
            "Articles",
            "Longer answers to questions about these roles, with sources.",
        ),
        articles: articles
            .into_iter()
            .map(|(id, article)| ArticleCard {
                link: Link { text: article.title.clone(), url: views.url(Route::Article(id)) },
                summary: article.summary.clone(),
                published: day(article.published),
            })
            .collect(),
    }
}

/// The page of an article.
#[derive(Debug, Hash, Serialize)]
pub struct ArticleView {
    frame: PageChrome,
    title: String,
    summary: String,
    published: String,
    reviewed: String,
    roles: Vec<Link>,
    prose: ProseView,
    references: References,
}

pub(super) fn article(views: &Views<'_>, id: ArticleId) -> ArticleView {
    let model = views.model();
    let article = &model.articles[id];
    let mut references = References::default();
    let prose = ProseView::of(views, &article.prose, &mut references);
    ArticleView {
        frame: PageChrome::new(views, Route::Article(id), &article.title, &article.summary)
            .source(format!("content/articles/{}.md", model.articles.id(id)))
            .json_ld(super::json_ld::article(views, id)),
        title: article.title.clone(),
        summary: article.summary.clone(),
        published: day(article.published),
        reviewed: day(article.reviewed),
        roles: article.roles.iter().map(|role| views.role_link(*role)).collect(),
        prose,
        references,
    }
}

/// The list of glossary terms.
#[derive(Debug, Hash, Serialize)]
pub struct GlossaryView {
    frame: PageChrome,
    terms: Vec<TermCard>,
}

#[derive(Debug, Hash, Serialize)]
struct TermCard {
    id: String,
    link: Link,
    line: String,
    also_known_as: Vec<String>,
}

pub(super) fn glossary(views: &Views<'_>) -> GlossaryView {
    let model = views.model();
    let mut terms: Vec<TermCard> = model
        .terms
        .iter()
        .map(|(id, term)| TermCard {
            id: model.terms.id(id).to_string(),
            link: Link { text: term.name.clone(), url: views.url(Route::Term(id)) },
            line: term.line.clone(),
            also_known_as: term.also_known_as.clone(),
        })
        .collect();
    terms.sort_by_cached_key(|term| CollationKey::new(&term.link.text));
    let description = format!("{} terms, each defined in one sentence.", terms.len());
    GlossaryView { frame: PageChrome::new(views, Route::Glossary, "Glossary", &description), terms }
}

/// The page of a glossary term.
#[derive(Debug, Hash, Serialize)]
pub struct TermView {
    frame: PageChrome,
    name: String,
    line: String,
    also_known_as: Vec<String>,
    see: Vec<Link>,
    prose: Option<ProseView>,
    references: References,
}

pub(super) fn term(views: &Views<'_>, id: TermId) -> TermView {
    let model = views.model();
    let term = &model.terms[id];
    let mut references = References::default();
    let prose = (!term.prose.is_empty()).then(|| ProseView::of(views, &term.prose, &mut references));
    for source in &term.sources {
        references.number(model, *source);
    }
    TermView {
        frame: PageChrome::new(views, Route::Term(id), &term.name, &term.line)
            .source(format!("content/glossary/{}.md", model.terms.id(id)))
            .json_ld(super::json_ld::term(views, id)),
        name: term.name.clone(),
        line: term.line.clone(),
        also_known_as: term.also_known_as.clone(),
        see: term
            .see
            .iter()
            .map(|see| Link { text: model.terms[*see].name.clone(), url: views.url(Route::Term(*see)) })
            .collect(),
        prose,
        references,
    }
}

/// A page of `content/pages/`.
#[derive(Debug, Hash, Serialize)]
pub struct TextView {
    frame: PageChrome,
    title: String,
    summary: String,
    prose: ProseView,
    references: References,
}

pub(super) fn page(views: &Views<'_>, id: PageId) -> TextView {
    let model = views.model();
    let page = &model.pages[id];
    let mut references = References::default();
    let prose = ProseView::of(views, &page.prose, &mut references);
    TextView {
        frame: PageChrome::new(views, Route::Page(id), &page.title, &page.summary)
            .source(format!("content/pages/{}.md", model.pages.id(id))),
        title: page.title.clone(),
        summary: page.summary.clone(),
        prose,
        references,
    }
}

/// The 404 page.
#[derive(Debug, Hash, Serialize)]
pub struct NotFoundView {
    frame: PageChrome,
    roles: Vec<Link>,
}

pub(super) fn not_found(views: &Views<'_>) -> NotFoundView {
    NotFoundView {
        frame: PageChrome::new(
            views,
            Route::NotFound,
            "Page not found",
            "Nothing is published at this address.",
        ),
        roles: views.model().roles_by_name().into_iter().map(|role| views.role_link(role)).collect(),
    }
}

/// Returns the HTML of a redirect, for hosts without redirects of their own. It has no template, since readers never
/// see it and there is one for every pair. Sites that preview a link do not follow redirects, so it has the preview
/// of its target.
pub(super) fn redirect(views: &Views<'_>, to: Route) -> String {
    let model = views.model();
    let mut html = format!(
        "<!doctype html><html lang=\"{}\" dir=\"{}\"><meta charset=\"utf-8\"><title>Moved</title>\
         <link rel=\"canonical\" href=\"{}\"><meta name=\"robots\" content=\"noindex\">",
        escaped(&model.site.language),
        views.parts.direction,
        escaped(&model.absolute_url(to)),
    );
    for (name, content) in shared_link(views, to) {
        let _ = write!(html, "<meta property=\"{name}\" content=\"{}\">", escaped(&content));
    }
    let url = escaped(&model.address(to));
    let _ = writeln!(
        html,
        "<noscript><meta http-equiv=\"refresh\" content=\"0; url={url}\"></noscript>\
         <script src=\"{}/assets/moved.js\" defer></script><a href=\"{url}\">This page is here</a></html>",
        escaped(&model.site.base),
    );
    html
}

/// Returns the Open Graph properties (ogp.me) of pages that have a card.
fn shared_link(views: &Views<'_>, to: Route) -> Vec<(&'static str, String)> {
    let model = views.model();
    let (title, card) = match to {
        Route::Pair(pair) if model.is_shared(pair) => {
            let (left, right) = model.display_order(pair);
            let compared = compare_rows(model, left, right);
            let title = format!("{} vs {}", model.roles[left].short, model.roles[right].short);
            (title, super::card::pair::link(views, pair, &compared))
        }
        Route::Role(id) => (model.roles[id].name.clone(), super::card::role::link(views, id)),
        _ => return Vec::new(),
    };
    let CardLink { url, alt } = card;
    vec![
        ("og:type", "website".to_string()),
        ("og:site_name", model.site.title.clone()),
        ("og:title", title),
        ("og:url", model.absolute_url(to)),
        ("og:image", url),
        ("og:image:alt", alt),
        ("og:image:width", WIDTH.to_string()),
        ("og:image:height", HEIGHT.to_string()),
        ("twitter:card", "summary_large_image".to_string()),
    ]
}
