//! A free-standing page, from `content/pages/`.

use serde::Serialize;

use crate::model::{Model, PageId, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::tags;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::prose::{ProseView, References};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// `/<id>/`
pub(in crate::pages) struct TextPage;

impl PageKind for TextPage {
    type Subject = PageId;
    type View = TextView;

    const TEMPLATE: &'static str = "pages/page.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, id: PageId) -> PageFiles {
        PageFiles::one(FileKind::Page(model.pages.id(id).as_str()))
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<PageId> {
        match file {
            FileKind::Page(id) => model.pages.get(id),
            _ => None,
        }
    }

    fn name(model: &Model, id: PageId) -> Option<String> {
        Some(model.pages[id].title.clone())
    }

    fn modified(_: &Model, _: PageId) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, _: PageId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: PageId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: PageId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: PageId) -> TextView {
        view(views, id)
    }
}

/// A page of `content/pages/`.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct TextView {
    frame: PageChrome,
    /// The template that the text chooses, instead of that of its kind.
    #[serde(skip)]
    pub(in crate::pages) template: Option<String>,
    title: String,
    summary: String,
    tags: Vec<Link>,
    prose: ProseView,
    references: References,
    /// The pages of its folder.
    pages: Vec<PageCard>,
}

/// A page in a list.
#[derive(Debug, Hash, Serialize)]
pub(in crate::pages) struct PageCard {
    link: Link,
    summary: String,
}

impl PageCard {
    pub(in crate::pages) fn new(views: &Views<'_>, id: PageId) -> PageCard {
        let page = &views.model().pages[id];
        let link = Link { text: page.title.clone(), url: views.url(Route::Page(id)) };
        PageCard { link, summary: page.summary.clone() }
    }
}

fn view(views: &Views<'_>, id: PageId) -> TextView {
    let model = views.model();
    let page = &model.pages[id];
    let mut references = References::default();
    let prose = ProseView::of(views, &page.prose, &mut references);
    TextView {
        frame: PageChrome::new(views, Route::Page(id), &page.title, &page.summary),
        template: page.template.clone(),
        title: page.title.clone(),
        summary: page.summary.clone(),
        tags: tags::links(views, &page.tags),
        prose,
        references,
        pages: model.pages_in(Some(id)).into_iter().map(|id| PageCard::new(views, id)).collect(),
    }
}
