//! The list of articles.

use serde::Serialize;

use crate::compare::day;
use crate::model::Route;
use crate::pages::Views;
use crate::pages::parts::chrome::{Link, PageChrome};

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

pub(in crate::pages) fn articles(views: &Views<'_>) -> ArticlesView {
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
