//! The list of tags.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::{Model, Route, TagId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Tags, label: "tags" };

/// `/tags/`
pub(in crate::pages) struct TagsPage;

impl PageKind for TagsPage {
    type Subject = ();
    type View = TagsView;

    const TEMPLATE: &'static str = "pages/tags.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("tags");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(_: &Model, (): ()) -> Option<Date> {
        None
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

    fn view(views: &Views<'_>, (): ()) -> TagsView {
        view(views)
    }
}

/// The list of tags.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct TagsView {
    frame: PageChrome,
    /// In alphabetical order.
    tags: Vec<TagEntry>,
}

/// A tag, and the number of its texts.
#[derive(Debug, Hash, Serialize)]
struct TagEntry {
    link: Link,
    count: usize,
}

/// Returns the links to the pages of tags.
pub(in crate::pages) fn links(views: &Views<'_>, tags: &[TagId]) -> Vec<Link> {
    tags.iter().map(|tag| link(views, *tag)).collect()
}

fn link(views: &Views<'_>, id: TagId) -> Link {
    Link { text: views.model().tags[id].name.clone(), url: views.url(Route::Tag(id)) }
}

fn view(views: &Views<'_>) -> TagsView {
    let model = views.model();
    let mut tags: Vec<TagId> = model.tags.indices().collect();
    tags.sort_by_cached_key(|tag| CollationKey::new(&model.tags[*tag].name));
    let description = words!(model.locale, "tags-description", count = tags.len());
    TagsView {
        frame: PageChrome::new(views, Route::Tags, &words!(model.locale, "tags"), &description),
        tags: tags
            .into_iter()
            .map(|id| TagEntry { link: link(views, id), count: model.tags[id].count() })
            .collect(),
    }
}
