//! The page of an article.

use serde::Serialize;

use crate::model::{ArticleId, Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::{articles, tags};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::json_ld;
use crate::pages::parts::prose::{ProseView, References};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// `/articles/<id>/`
pub(in crate::pages) struct ArticlePage;

impl PageKind for ArticlePage {
    type Subject = ArticleId;
    type View = ArticleView;

    const TEMPLATE: &'static str = "pages/article.html";
    const SECTION: Option<Section> = Some(articles::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, id: ArticleId) -> PageFiles {
        PageFiles::one(FileKind::Article(model.articles.id(id).as_str()))
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<ArticleId> {
        match file {
            FileKind::Article(id) => model.articles.get(id),
            _ => None,
        }
    }

    fn name(model: &Model, id: ArticleId) -> Option<String> {
        Some(model.articles[id].title.clone())
    }

    fn modified(model: &Model, id: ArticleId) -> Option<Date> {
        let article = &model.articles[id];
        Some(article.reviewed.max(article.published))
    }

    fn alternates(_: &Model, _: ArticleId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: ArticleId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: ArticleId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: ArticleId) -> ArticleView {
        view(views, id)
    }
}

/// The page of an article.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct ArticleView {
    frame: PageChrome,
    /// The template that the text chooses, instead of that of its kind.
    #[serde(skip)]
    pub(in crate::pages) template: Option<String>,
    title: String,
    summary: String,
    published: String,
    reviewed: String,
    roles: Vec<Link>,
    tags: Vec<Link>,
    prose: ProseView,
    references: References,
}

fn view(views: &Views<'_>, id: ArticleId) -> ArticleView {
    let model = views.model();
    let article = &model.articles[id];
    let mut references = References::default();
    let prose = ProseView::of(views, &article.prose, &mut references);
    ArticleView {
        frame: PageChrome::new(views, Route::Article(id), &article.title, &article.summary)
            .og_type("article")
            .json_ld(json_ld::article(views, id)),
        template: article.template.clone(),
        title: article.title.clone(),
        summary: article.summary.clone(),
        published: model.locale.day(article.published),
        reviewed: model.locale.day(article.reviewed),
        roles: article.roles.iter().map(|role| views.role_link(*role)).collect(),
        tags: tags::links(views, &article.tags),
        prose,
        references,
    }
}
