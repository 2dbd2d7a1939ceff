//! The list of tools.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::model::{Idx as _, Route};
use crate::pages::Views;
use crate::pages::parts::chrome::{Link, PageChrome};

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

pub(in crate::pages) fn tools(views: &Views<'_>) -> ToolsView {
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
