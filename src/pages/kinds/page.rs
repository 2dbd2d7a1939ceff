//! A free-standing page, from `content/pages/`.

use serde::Serialize;

use crate::model::{PageId, Route};
use crate::pages::Views;
use crate::pages::parts::chrome::PageChrome;
use crate::pages::parts::prose::{ProseView, References};

/// A page of `content/pages/`.
#[derive(Debug, Hash, Serialize)]
pub struct TextView {
    frame: PageChrome,
    title: String,
    summary: String,
    prose: ProseView,
    references: References,
}

pub(in crate::pages) fn page(views: &Views<'_>, id: PageId) -> TextView {
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
