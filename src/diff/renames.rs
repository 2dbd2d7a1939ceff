//! Ids that were renamed: those that the content declares with `was:`, and those whose items are the same otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::inventory::inventory;
use super::item::{FieldValue, Item, ItemKind};
use crate::model::{Ids, Idx, Model, Table};
use crate::parse::{Body, Document};
use crate::source::Sources;
use crate::url::Id;

/// An id that was renamed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rename {
    /// The kind of the item.
    #[serde(serialize_with = "super::json::noun")]
    pub kind: ItemKind,
    /// The id before; for a level, with the id of its row.
    pub before: Vec<String>,
    /// The id after.
    pub after: Vec<String>,
    /// The name of the item for readers, after the change.
    pub name: String,
    /// `true` if the content declares the former id, so that its addresses redirect.
    pub declared: bool,
}

/// The kinds whose items have ids of their own, in the order in which their renames are found: each depends only on those
/// before it.
const STAGES: [&[ItemKind]; 2] = [
    &[
        ItemKind::Row,
        ItemKind::Group,
        ItemKind::Family,
        ItemKind::Region,
        ItemKind::Source,
        ItemKind::Tool,
        ItemKind::Category,
        ItemKind::Skill,
    ],
    &[
        ItemKind::Role,
        ItemKind::Level,
        ItemKind::Dataset,
        ItemKind::Article,
        ItemKind::Term,
        ItemKind::Page,
        ItemKind::Question,
        ItemKind::Answer,
    ],
];

/// The ids of a kind that were renamed.
type Renamed = BTreeMap<ItemKind, BTreeMap<Vec<String>, Vec<String>>>;

/// The renames between two sites.
pub(super) struct Renames {
    pub(super) list: Vec<Rename>,
    /// The first model, with the ids of the second.
    pub(super) model: Model,
    /// The items of that model.
    pub(super) items: Vec<Item>,
}

/// Finds the renames from a model to the items and documents of another.
pub(super) fn find_renames(
    before: &Model,
    sources: &Sources,
    new: &[Item],
    documents: &[Arc<Document>],
) -> Renames {
    let (mut list, mut model, mut items) = (Vec::new(), before.clone(), inventory(before, sources));
    for kinds in STAGES {
        let mut renames = Vec::new();
        for kind in kinds {
            of_kind(*kind, &items, new, documents, &mut renames);
        }
        let mut ids = Renamed::new();
        for rename in &renames {
            ids.entry(rename.kind).or_default().insert(rename.before.clone(), rename.after.clone());
        }
        if !ids.is_empty() {
            model = apply(&model, &ids);
            items = inventory(&model, sources);
        }
        list.append(&mut renames);
    }
    list.sort();
    Renames { list, model, items }
}

/// The smallest share of what identifies an item that a renamed one has kept, in thousandths.
const MIN_LIKENESS: usize = 500;

fn of_kind(
    kind: ItemKind,
    old: &[Item],
    new: &[Item],
    documents: &[Arc<Document>],
    renames: &mut Vec<Rename>,
) {
    let keys = |items: &[Item]| -> BTreeSet<Vec<String>> {
        items.iter().filter(|item| item.kind == kind).map(|item| item.key.clone()).collect()
    };
    let (old_keys, new_keys) = (keys(old), keys(new));
    let mut gone: BTreeSet<&Vec<String>> = old_keys.difference(&new_keys).collect();
    let mut added: BTreeSet<&Vec<String>> = new_keys.difference(&old_keys).collect();
    if gone.is_empty() || added.is_empty() {
        return;
    }
    let name = |key: &Vec<String>| {
        let item = new.iter().find(|item| item.kind == kind && item.key == *key);
        item.map_or(String::new(), |item| item.name.clone())
    };
    let mut push = |before: &Vec<String>, after: &Vec<String>, declared| {
        let name = name(after);
        renames.push(Rename { kind, before: before.clone(), after: after.clone(), name, declared });
    };
    if kind == ItemKind::Role {
        for document in documents {
            let Body::Role(id, role) = &document.body else { continue };
            let now = vec![id.to_string()];
            for was in role.was.iter().map(|was| vec![was.value.to_string()]) {
                if added.contains(&now)
                    && let Some(was) = gone.take(&was)
                {
                    added.remove(&now);
                    push(was, &now, true);
                }
            }
        }
    }
    let (old_traits, new_traits) = (traits(kind, old), traits(kind, new));
    let mut likely = likenesses(&old_traits, &new_traits);
    likely.retain(|(likeness, before, after)| {
        let is_possible = kind != ItemKind::Level || before[0] == after[0];
        is_possible && *likeness >= MIN_LIKENESS && gone.contains(*before) && added.contains(*after)
    });
    likely.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    for (_, before, after) in likely {
        if gone.remove(before) {
            if added.remove(after) {
                push(before, after, false);
            } else {
                gone.insert(before);
            }
        }
    }
}

/// The texts and values of the items of a kind, with the values of what belongs to them, by key.
type Traits = BTreeMap<Vec<String>, BTreeSet<String>>;

fn traits(kind: ItemKind, items: &[Item]) -> Traits {
    let mut all = Traits::new();
    for item in items.iter().filter(|item| item.kind == kind) {
        all.entry(item.key.clone()).or_default().extend(item_traits(item, &[]));
    }
    // The facts of a role are found at its key; those of a row, at the second part.
    let position = |item: &Item| match (kind, item.kind) {
        (
            ItemKind::Role,
            ItemKind::Fact | ItemKind::Responsibility | ItemKind::RoleTools | ItemKind::Move,
        )
        | (ItemKind::Row, ItemKind::Level) => Some(0),
        (ItemKind::Dataset, ItemKind::Figure) => Some(1),
        _ => None,
    };
    for item in items {
        let Some(own) = position(item) else { continue };
        let owner = vec![item.key[own].clone()];
        let rest: Vec<&str> =
            item.key.iter().enumerate().filter(|(n, _)| *n != own).map(|(_, id)| id.as_str()).collect();
        all.entry(owner).or_default().extend(item_traits(item, &rest));
    }
    all
}

fn item_traits(item: &Item, key: &[&str]) -> Vec<String> {
    let mut all = Vec::new();
    for (field, value) in &item.fields {
        let start = format!("{} {} {field}", item.kind.noun(), key.join(" "));
        match value {
            FieldValue::One(entry) => all.push(format!("{start} {}", entry.key)),
            FieldValue::List(entries) => {
                all.extend(entries.iter().map(|entry| format!("{start} {}", entry.key)));
            }
            FieldValue::Prose(text) => all.extend(text.block_texts()),
            FieldValue::Order(_) => {}
        }
    }
    all
}

/// Returns the share of traits that two items have in common, in thousandths, for every two that have any. A trait that other
/// items have too, such as a publisher, identifies none.
fn likenesses<'t>(old: &'t Traits, new: &'t Traits) -> Vec<(usize, &'t Vec<String>, &'t Vec<String>)> {
    let (old_owners, new_owners) = (owners(old), owners(new));
    let sizes = |owners: &BTreeMap<&str, &'t Vec<String>>| {
        let mut sizes: BTreeMap<&'t Vec<String>, usize> = BTreeMap::new();
        for owner in owners.values() {
            *sizes.entry(owner).or_default() += 1;
        }
        sizes
    };
    let (old_sizes, new_sizes) = (sizes(&old_owners), sizes(&new_owners));
    let mut common: BTreeMap<(&Vec<String>, &Vec<String>), usize> = BTreeMap::new();
    for (text, before) in &old_owners {
        if let Some(after) = new_owners.get(text) {
            *common.entry((before, after)).or_default() += 1;
        }
    }
    let share =
        |((before, after), count)| (2000 * count / (old_sizes[before] + new_sizes[after]), before, after);
    common.into_iter().map(share).collect()
}

/// Returns the item of each trait that only one item has.
fn owners(traits: &Traits) -> BTreeMap<&str, &Vec<String>> {
    let mut owners: BTreeMap<&str, Option<&Vec<String>>> = BTreeMap::new();
    for (key, texts) in traits {
        for text in texts {
            owners.entry(text).and_modify(|owner| *owner = None).or_insert(Some(key));
        }
    }
    owners.into_iter().filter_map(|(text, owner)| Some((text, owner?))).collect()
}

/// Returns a model with renamed ids. Everything refers to them by index, so nothing else changes.
fn apply(model: &Model, renamed: &Renamed) -> Model {
    fn table<K: Idx, V>(table: &Table<K, V>, renamed: &Renamed, kind: ItemKind) -> Table<K, V> {
        let Some(ids) = renamed.get(&kind) else { return table.clone() };
        table.with_ids(Ids::new(table.ids().iter().map(|id| new_id(id, ids, &[])).collect()))
    }
    let mut model = Model {
        families: table(&model.families, renamed, ItemKind::Family),
        groups: table(&model.groups, renamed, ItemKind::Group),
        rows: table(&model.rows, renamed, ItemKind::Row),
        regions: table(&model.regions, renamed, ItemKind::Region),
        references: table(&model.references, renamed, ItemKind::Source),
        categories: table(&model.categories, renamed, ItemKind::Category),
        tools: table(&model.tools, renamed, ItemKind::Tool),
        skills: table(&model.skills, renamed, ItemKind::Skill),
        roles: table(&model.roles, renamed, ItemKind::Role),
        series: table(&model.series, renamed, ItemKind::Dataset),
        articles: table(&model.articles, renamed, ItemKind::Article),
        terms: table(&model.terms, renamed, ItemKind::Term),
        pages: table(&model.pages, renamed, ItemKind::Page),
        ..model.clone()
    };
    if let Some(levels) = renamed.get(&ItemKind::Level) {
        let rows = model.rows.iter().map(|(id, row)| {
            let own = model.rows.id(id).as_str();
            let mut row = row.clone();
            row.levels.iter_mut().for_each(|(level, _)| *level = new_id(level, levels, &[own]));
            Arc::new(row)
        });
        model.rows = Table::new(model.rows.ids().clone(), rows.collect());
    }
    let none = BTreeMap::new();
    let (questions, answers) =
        (renamed.get(&ItemKind::Question).unwrap_or(&none), renamed.get(&ItemKind::Answer).unwrap_or(&none));
    if let Some(fit) = model.fit.as_mut().filter(|_| !questions.is_empty() || !answers.is_empty()) {
        for question in &mut Arc::make_mut(fit).questions {
            question.id = new_id(&question.id, questions, &[]);
            question.answers.iter_mut().for_each(|answer| answer.id = new_id(&answer.id, answers, &[]));
        }
    }
    model
}

fn new_id(id: &Id, renamed: &BTreeMap<Vec<String>, Vec<String>>, before: &[&str]) -> Id {
    let mut key: Vec<String> = before.iter().map(ToString::to_string).collect();
    key.push(id.to_string());
    let now = renamed.get(&key).and_then(|now| Id::parse(now.last()?).ok());
    now.unwrap_or_else(|| id.clone())
}
