//! The list of tools.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::{DataFile, Idx as _, Model, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Tools, label: "tools" };

/// `/tools/`
pub(in crate::pages) struct ToolsPage;

impl PageKind for ToolsPage {
    type Subject = ();
    type View = ToolsView;

    const TEMPLATE: &'static str = "pages/tools.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("tools");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::one(FileKind::Tools)
    }

    fn of_file(_: &Model, file: FileKind<'_>) -> Option<()> {
        (file == FileKind::Tools).then_some(())
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(_: &Model, (): ()) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![("all-tools", Route::Data(DataFile::Tools))]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> ToolsView {
        view(views)
    }
}

/// The list of tools, by category.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct ToolsView {
    frame: PageChrome,
    categories: Vec<CategoryView>,
}

#[derive(Debug, Hash, Serialize)]
struct CategoryView {
    id: String,
    label: String,
    tools: Vec<ToolCard>,
}

#[derive(Debug, Hash, Serialize)]
struct ToolCard {
    link: Link,
    line: String,
    roles: usize,
}

fn view(views: &Views<'_>) -> ToolsView {
    let model = views.model();
    // Counts in one pass over the roles; counting per tool would read every role once for each tool.
    let mut counts = vec![0usize; model.tools.len()];
    for role in model.roles.values() {
        for tool in role.tool_set() {
            counts[tool.index()] += 1;
        }
    }
    let mut cards: Vec<Vec<ToolCard>> = model.categories.indices().map(|_| Vec::new()).collect();
    for (id, tool) in model.tools.iter() {
        if let Some(cards) = cards.get_mut(tool.category.index()) {
            cards.push(ToolCard {
                link: views.tool_link(id),
                line: tool.line.clone(),
                roles: counts[id.index()],
            });
        }
    }
    let categories = model.categories.iter().zip(cards).map(|((id, label), mut tools)| {
        tools.sort_by_cached_key(|tool| CollationKey::new(&tool.link.text));
        CategoryView { id: model.categories.id(id).to_string(), label: label.clone(), tools }
    });
    let description = words!(model.locale, "tools-description", count = model.tools.len());
    ToolsView {
        frame: PageChrome::new(views, Route::Tools, &words!(model.locale, "tools"), &description),
        categories: categories.filter(|category| !category.tools.is_empty()).collect(),
    }
}
