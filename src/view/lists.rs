//! Views of the list of roles, the list of tools, and the page of a tool.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Views;
use super::chrome::{Link, PageChrome};
use crate::collation::CollationKey;
use crate::model::{CategoryId, Idx as _, RoleId, Route, ToolId};

/// The list of roles, by family.
#[derive(Debug, Hash, Serialize)]
pub struct RolesView {
    frame: PageChrome,
    families: Vec<FamilyView>,
    /// Links to optional pages that help to choose.
    more: Vec<Link>,
}

/// A family and its roles.
#[derive(Debug, Hash, Serialize)]
pub struct FamilyView {
    id: String,
    label: String,
    line: String,
    roles: Vec<RoleCard>,
}

#[derive(Debug, Hash, Serialize)]
struct RoleCard {
    id: String,
    name: String,
    short: String,
    url: String,
    summary: String,
    guide: bool,
}

pub(super) fn families(views: &Views<'_>) -> Vec<FamilyView> {
    let model = views.model();
    let card = |id: RoleId| {
        let role = &model.roles[id];
        RoleCard {
            id: model.roles.id(id).to_string(),
            name: role.name.clone(),
            short: role.short.clone(),
            url: views.url(Route::Role(id)),
            summary: role.summary.clone(),
            guide: model.guides.contains_key(&id),
        }
    };
    let mut by_family: Vec<Vec<RoleId>> = vec![Vec::new(); model.families.len()];
    for id in model.roles_by_name() {
        if let Some(roles) = by_family.get_mut(model.roles[id].family.index()) {
            roles.push(id);
        }
    }
    model
        .families
        .iter()
        .zip(by_family)
        .map(|((id, family), roles)| FamilyView {
            id: model.families.id(id).to_string(),
            label: family.label.clone(),
            line: family.line.clone(),
            roles: roles.into_iter().map(card).collect(),
        })
        .filter(|family| !family.roles.is_empty())
        .collect()
}

pub(super) fn roles(views: &Views<'_>) -> RolesView {
    let count = views.model().roles.len();
    let description =
        format!("{count} engineering roles in families, each with its facts, tools, pay and career moves.");
    let link = |text: &str, route| Link { text: text.to_string(), url: views.url(route) };
    let moves = views.model().has_moves().then(|| link("Career moves between the roles", Route::Moves));
    let fit = views.model().fit.as_ref().map(|_| link("Quiz: which roles fit you?", Route::Fit));
    RolesView {
        frame: PageChrome::new(views, Route::Roles, "Roles", &description),
        families: families(views),
        more: moves.into_iter().chain(fit).collect(),
    }
}

/// The list of tools, by category.
#[derive(Debug, Hash, Serialize)]
pub struct ToolsView {
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

pub(super) fn tools(views: &Views<'_>) -> ToolsView {
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
    let description = format!("{} tools by purpose, and the roles that use them.", model.tools.len());
    ToolsView {
        frame: PageChrome::new(views, Route::Tools, "Tools", &description)
            .source("content/tools.yaml".to_string()),
        categories: categories.filter(|category| !category.tools.is_empty()).collect(),
    }
}

/// The page of a tool and the roles that use it.
#[derive(Debug, Hash, Serialize)]
pub struct ToolView {
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

pub(super) fn tool(views: &Views<'_>, id: ToolId) -> ToolView {
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
            &format!("{} Which engineering roles use it, and for what.", tool.line),
        )
        .source("content/tools.yaml".to_string()),
        name: tool.name.clone(),
        line: tool.line.clone(),
        url: tool.url.clone(),
        category: category(tool.category),
        also_known_as: tool.also_known_as.clone(),
        uses: by_use.into_iter().map(|(what, users)| ToolUse { what: category(what), users }).collect(),
    }
}
