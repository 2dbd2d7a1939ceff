//! The page of a tool.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::locale::Value;
use crate::model::{CategoryId, Model, Route, ToolId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::tools;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/tools/<id>/`
pub(in crate::pages) struct ToolPage;

impl PageKind for ToolPage {
    type Subject = ToolId;
    type View = ToolView;

    const TEMPLATE: &'static str = "pages/tool.html";
    const SECTION: Option<Section> = Some(tools::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, _: ToolId) -> PageFiles {
        PageFiles::one(FileKind::Tools)
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<ToolId> {
        None
    }

    fn name(model: &Model, id: ToolId) -> Option<String> {
        Some(model.tools[id].name.clone())
    }

    fn modified(_: &Model, _: ToolId) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, _: ToolId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: ToolId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: ToolId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: ToolId) -> ToolView {
        view(views, id)
    }
}

/// The page of a tool and the roles that use it.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct ToolView {
    frame: PageChrome,
    name: String,
    line: String,
    url: String,
    category: Link,
    also_known_as: Vec<String>,
    uses: Vec<ToolUse>,
}

/// A purpose of the tool, and the roles that use it for that.
#[derive(Debug, Hash, Serialize)]
struct ToolUse {
    what: Link,
    users: Vec<User>,
}

#[derive(Debug, Hash, Serialize)]
struct User {
    role: Link,
    /// Other tools that the role uses for the same purpose.
    beside: Vec<Link>,
}

fn view(views: &Views<'_>, id: ToolId) -> ToolView {
    let model = views.model();
    let tool = &model.tools[id];
    let category = |id: CategoryId| Link {
        text: model.categories[id].clone(),
        url: format!("{}#{}", views.url(Route::Tools), model.categories.id(id)),
    };
    let mut by_use: BTreeMap<CategoryId, Vec<User>> = BTreeMap::new();
    for role in model.roles_by_name() {
        for (what, tools) in model.roles[role].tools.iter().filter(|(_, tools)| tools.contains(&id)) {
            let mut others: Vec<ToolId> = tools.iter().copied().filter(|other| *other != id).collect();
            others.sort_by_key(|other| views.tool_rank(*other));
            let beside = others.into_iter().map(|other| views.tool_link(other)).collect();
            by_use.entry(*what).or_default().push(User { role: views.role_link(role), beside });
        }
    }
    ToolView {
        frame: PageChrome::new(
            views,
            Route::Tool(id),
            &tool.name,
            &words!(model.locale, "tool-description", line = Value::Words(tool.line.clone())),
        ),
        name: tool.name.clone(),
        line: tool.line.clone(),
        url: tool.url.clone(),
        category: category(tool.category),
        also_known_as: tool.also_known_as.clone(),
        uses: by_use.into_iter().map(|(what, users)| ToolUse { what: category(what), users }).collect(),
    }
}
