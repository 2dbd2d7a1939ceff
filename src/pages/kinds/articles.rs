//! The list of articles.

use serde::Serialize;

use crate::model::{ArticleId, Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Articles, label: "articles" };

/// `/articles/`
pub(in crate::pages) struct ArticlesPage;

impl PageKind for ArticlesPage {
    type Subject = ();
    type View = ArticlesView;

    const TEMPLATE: &'static str = "pages/articles.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("articles");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.articles.values().map(|article| article.reviewed.max(article.published)).max()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> ArticlesView {
        view(views)
    }
}

/// The list of articles.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct ArticlesView {
    frame: PageChrome,
    articles: Vec<ArticleCard>,
}

/// An article in a list.
#[derive(Debug, Hash, Serialize)]
pub(in crate::pages) struct ArticleCard {
    link: Link,
    summary: String,
    published: String,
}

impl ArticleCard {
    pub(in crate::pages) fn new(views: &Views<'_>, id: ArticleId) -> ArticleCard {
        let model = views.model();
        let article = &model.articles[id];
        ArticleCard {
            link: Link { text: article.title.clone(), url: views.url(Route::Article(id)) },
            summary: article.summary.clone(),
            published: model.locale.day(article.published),
        }
    }
}

fn view(views: &Views<'_>) -> ArticlesView {
    let model = views.model();
    ArticlesView {
        frame: PageChrome::new(
            views,
            Route::Articles,
            &words!(model.locale, "articles"),
            &words!(model.locale, "articles-description"),
        ),
        articles: model.newest_articles().into_iter().map(|id| ArticleCard::new(views, id)).collect(),
    }
}
