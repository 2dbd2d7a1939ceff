//! The page of an article.

use serde::Serialize;

use crate::compare::day;
use crate::model::{ArticleId, Route};
use crate::pages::Views;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::json_ld;
use crate::pages::parts::prose::{ProseView, References};

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

pub(in crate::pages) fn article(views: &Views<'_>, id: ArticleId) -> ArticleView {
    let model = views.model();
    let article = &model.articles[id];
    let mut references = References::default();
    let prose = ProseView::of(views, &article.prose, &mut references);
    ArticleView {
        frame: PageChrome::new(views, Route::Article(id), &article.title, &article.summary)
            .source(format!("content/articles/{}.md", model.articles.id(id)))
            .json_ld(json_ld::article(views, id)),
        title: article.title.clone(),
        summary: article.summary.clone(),
        published: day(article.published),
        reviewed: day(article.reviewed),
        roles: article.roles.iter().map(|role| views.role_link(*role)).collect(),
        prose,
        references,
    }
}
