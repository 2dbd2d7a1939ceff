//! The articles and pages with a tag.

use serde::Serialize;

use crate::model::{Model, Route, TagId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::articles::ArticleCard;
use crate::pages::kinds::page::PageCard;
use crate::pages::kinds::tags;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::PageChrome;
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/tags/<slug>/`
pub(in crate::pages) struct TagPage;

impl PageKind for TagPage {
    type Subject = TagId;
    type View = TagView;

    const TEMPLATE: &'static str = "pages/tag.html";
    const SECTION: Option<Section> = Some(tags::SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, _: TagId) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<TagId> {
        None
    }

    fn name(model: &Model, id: TagId) -> Option<String> {
        Some(model.tags[id].name.clone())
    }

    fn modified(model: &Model, id: TagId) -> Option<Date> {
        let articles = model.tags[id].articles.iter().map(|article| &model.articles[*article]);
        articles.map(|article| article.reviewed.max(article.published)).max()
    }

    fn alternates(model: &Model, id: TagId) -> Vec<(&'static str, Route)> {
        let has_feed = !model.tags[id].articles.is_empty();
        has_feed.then_some(("feed", Route::TagFeed(id))).into_iter().collect()
    }

    fn preview(_: &Views<'_>, _: TagId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: TagId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: TagId) -> TagView {
        view(views, id)
    }
}

/// The page of a tag.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct TagView {
    frame: PageChrome,
    title: String,
    /// Newest first.
    articles: Vec<ArticleCard>,
    /// In alphabetical order.
    pages: Vec<PageCard>,
    /// The address of the feed, if there is one.
    feed: Option<String>,
}

fn view(views: &Views<'_>, id: TagId) -> TagView {
    let model = views.model();
    let tag = &model.tags[id];
    let title = words!(model.locale, "tag-title", tag = &tag.name);
    let description = words!(model.locale, "tag-description", count = tag.count(), tag = &tag.name);
    TagView {
        frame: PageChrome::new(views, Route::Tag(id), &title, &description),
        title,
        articles: tag.articles.iter().map(|article| ArticleCard::new(views, *article)).collect(),
        pages: tag.pages.iter().map(|page| PageCard::new(views, *page)).collect(),
        feed: (!tag.articles.is_empty()).then(|| views.url(Route::TagFeed(id))),
    }
}
