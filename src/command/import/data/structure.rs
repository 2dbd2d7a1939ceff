//! Rows, groups, families and sources that a map defines: added where they are missing, and merged like roles afterwards.

use super::ledger::{Ledger, Written};
use super::merge::{Slots, Theirs, merge, plain, written};
use super::report::Summary;
use crate::parse::NodeKind;
use crate::parse::record::{DataMapFile, LevelRecord, NewRowRecord, ReferenceRecord};
use crate::parse::yaml_edit::{EditableYaml, NewValue, Position, Step, Style};
use crate::url::Id;

/// A row, group, family, level or source.
#[derive(Debug)]
pub(super) struct Item {
    /// Its key in the ledger.
    key: String,
    /// Its place in the file.
    path: Vec<Step>,
    slots: Slots,
    /// The keys that are added with a new item, besides `slots`.
    more: Vec<(String, NewValue)>,
    style: Style,
}

fn text(text: &str) -> NewValue {
    NewValue::Text(text.to_string())
}

fn item(list: &str, kind: &str, id: &str, slots: Slots, style: Style) -> Item {
    let path = vec![Step::key(list), Step::id(id)];
    Item { key: format!("{kind}:{id}"), path, slots, more: Vec::new(), style }
}

/// A family, with its label and sentence.
pub(super) fn family(id: &Id, label: &str, line: &str) -> Item {
    let slots = vec![("label".to_string(), text(label)), ("line".to_string(), text(line))];
    item("families", "family", id.as_str(), slots, Style::Flow)
}

/// The families, groups and rows of a map, in the order in which they need each other.
pub(super) fn comparison(map: &DataMapFile) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for own in &map.families {
        items.push(family(&own.id.value, &own.label.0, &own.line.0));
    }
    for group in &map.groups {
        let slots = vec![("label".to_string(), text(&group.label.0))];
        items.push(item("groups", "group", group.id.value.as_str(), slots, Style::Flow));
    }
    for (id, fact) in &map.facts.0 {
        if let Some(new) = &fact.0.row {
            items.push(row(id.value.as_str(), new));
            items.extend(new.levels.iter().map(|own| level(id.value.as_str(), own)));
        }
    }
    items
}

fn row(id: &str, new: &NewRowRecord) -> Item {
    let mut slots: Slots = vec![
        ("group".to_string(), text(new.group.value.as_str())),
        ("label".to_string(), text(&new.label.0)),
        ("kind".to_string(), text(new.kind.value.word())),
        ("question".to_string(), text(&new.question.0)),
    ];
    slots.extend(new.read.iter().map(|read| ("read".to_string(), text(&read.0))));
    slots.extend(new.unit.iter().map(|unit| ("unit".to_string(), text(&unit.0))));
    slots.extend(
        new.decimals.iter().map(|own| ("decimals".to_string(), NewValue::Bare(own.value.0.to_string()))),
    );
    if new.signed {
        slots.push(("signed".to_string(), NewValue::Bare("true".to_string())));
    }
    let mut item = item("rows", "row", id, slots, Style::Block);
    if !new.levels.is_empty() {
        let levels = new.levels.iter().map(|level| {
            let keys = [("id", level.id.value.as_str()), ("label", level.label.0.as_str())];
            let keys = keys.map(|(key, value)| (key.to_string(), text(value)));
            NewValue::Record(keys.to_vec(), Style::Flow)
        });
        item.more.push(("levels".to_string(), NewValue::List(levels.collect())));
    }
    item
}

fn level(row: &str, level: &LevelRecord) -> Item {
    let id = level.id.value.as_str();
    Item {
        key: format!("level:{row}/{id}"),
        path: vec![Step::key("rows"), Step::id(row), Step::key("levels"), Step::id(id)],
        slots: vec![("label".to_string(), text(&level.label.0))],
        more: Vec::new(),
        style: Style::Flow,
    }
}

/// The sources of a map.
pub(super) fn sources(map: &DataMapFile) -> Vec<Item> {
    map.sources.0.iter().map(|(id, record)| source(id.value.as_str(), record)).collect()
}

fn source(id: &str, record: &ReferenceRecord) -> Item {
    let mut slots: Slots = vec![
        ("title".to_string(), text(&record.title.value.0)),
        ("url".to_string(), text(&record.url.0)),
        ("publisher".to_string(), text(&record.publisher.0)),
    ];
    slots.extend(
        record.published.iter().map(|date| ("published".to_string(), NewValue::Bare(date.to_string()))),
    );
    slots.push(("accessed".to_string(), NewValue::Bare(record.accessed.to_string())));
    slots.push(("seen".to_string(), text(record.seen.word())));
    slots.extend(record.licence.iter().map(|name| ("licence".to_string(), text(&name.0))));
    slots.extend(record.note.iter().map(|note| ("note".to_string(), text(&note.0))));
    Item {
        key: format!("source:{id}"),
        path: vec![Step::key("sources"), Step::key(id)],
        slots,
        more: Vec::new(),
        style: Style::Block,
    }
}

/// An item that cannot be added or changed.
#[derive(Debug)]
pub(super) struct RefusedItem {
    pub(super) what: String,
    pub(super) help: String,
}

/// Finds the position of a level in the list of the site: beside the same levels as in the map. Levels are sorted, so another
/// position would be wrong. The error says where a person can add it.
fn position_of_level(yaml: &EditableYaml, item: &Item, items: &[Item]) -> Result<Position, String> {
    let Some((wanted, list)) = item.path.split_last() else { return Ok(Position::Last) };
    let Some(NodeKind::Sequence(present, _)) = yaml.get(list).map(|node| &node.kind) else {
        return Ok(Position::Last);
    };
    let levels: Vec<&Step> = items
        .iter()
        .filter_map(|item| item.path.split_last().filter(|(_, own)| *own == list).map(|(step, _)| step))
        .collect();
    let at = levels.iter().position(|step| *step == wanted).unwrap_or(levels.len());
    let index = |step: &&Step| yaml.item_index(list, step);
    let before = levels[..at].iter().rev().find_map(|step| Some((name_of(step), index(step)?)));
    let after = levels[at..].iter().skip(1).find_map(|step| Some((name_of(step), index(step)?)));
    match (before, after) {
        (Some((_, before)), Some((_, after))) if after == before + 1 => Ok(Position::At(after)),
        (Some((_, before)), None) if before + 1 == present.len() => Ok(Position::Last),
        (None, Some((_, 0))) => Ok(Position::At(0)),
        (None, None) if present.is_empty() => Ok(Position::Last),
        (Some((before, _)), Some((after, _))) => Err(format!("above `{before}` and below `{after}`")),
        (Some((before, _)), None) => Err(format!("above `{before}`")),
        (None, Some((after, _))) => Err(format!("below `{after}`")),
        (None, None) => Err("at its place in the scale".to_string()),
    }
}

/// The id in a step.
fn name_of(step: &Step) -> String {
    match step {
        Step::Key(name) => name.clone(),
        Step::Item(keys) => keys.iter().map(|(_, id)| id.as_str()).collect(),
    }
}

/// Refuses another kind of a row, because the facts of the site are written for the old one.
fn refuse_other_kind(
    yaml: &EditableYaml,
    item: &Item,
    base: &Written,
    file: &str,
) -> Result<(), RefusedItem> {
    let Some((_, NewValue::Text(kind))) = item.slots.iter().find(|(slot, _)| slot == "kind") else {
        return Ok(());
    };
    let path: Vec<Step> = item.path.iter().cloned().chain([Step::key("kind")]).collect();
    let own = match yaml.get(&path).map(|node| &node.kind) {
        Some(NodeKind::Scalar { text, .. }) => text.as_str(),
        _ => "",
    };
    let was = base.slots.get("kind").and_then(|kind| kind.as_str()).unwrap_or(kind);
    if was == kind || own == kind {
        return Ok(());
    }
    let row = item.path.last().map(name_of).unwrap_or_default();
    Err(RefusedItem {
        what: format!(
            "the map changes the kind of the row `{row}` from {was} to {kind}, but facts are written as {was}"
        ),
        help: format!(
            "use a new id for the row in the map, or change the row and its facts in `{file}` and `content/roles/` first; nothing was changed"
        ),
    })
}

/// Adds and merges items. Those that the site has of its own are left as they are, and those that a person deleted are not
/// added again. Returns what changed, or the first item that there is no place for.
pub(super) fn apply(
    yaml: &mut EditableYaml,
    items: &[Item],
    file: &str,
    ledger: &mut Ledger,
    summary: &mut Summary,
) -> Result<Vec<String>, RefusedItem> {
    let mut changes = Vec::new();
    let mut new: Vec<&[Step]> = Vec::new();
    for item in items {
        let base = ledger.get(&item.key);
        match (yaml.get(&item.path).is_some(), base) {
            // A level that was added with its row.
            (true, None) if new.iter().any(|path| item.path.starts_with(path)) => {
                ledger.record(item.key.clone(), &written(&item.slots));
            }
            (true, None) => {}
            (true, Some(base)) => {
                refuse_other_kind(yaml, item, &base, file)?;
                let refused = std::collections::BTreeSet::new();
                let theirs =
                    Theirs { file, line: 0, prefix: &item.path, slots: &item.slots, refused: &refused };
                let merged = merge(yaml, &theirs, Some(&base), summary);
                changes.extend(merged.changes.iter().map(|change| format!("{}: {change}", item.key)));
                ledger.record(item.key.clone(), &merged.written);
            }
            (false, Some(_)) => ledger.keep(&item.key),
            // A level without its row: a person deleted the row.
            (false, None) if yaml.get(&item.path[..item.path.len() - 2]).is_none() && item.path.len() > 2 => {
            }
            (false, None) => {
                let id = match item.path.last() {
                    Some(Step::Item(keys)) => keys.iter().map(|(key, id)| (key.clone(), text(id))).collect(),
                    _ => Vec::new(),
                };
                let keys: Vec<(String, NewValue)> = [id, item.slots.clone(), item.more.clone()].concat();
                let record = NewValue::Record(keys, item.style);
                let refused = |place: &str| RefusedItem {
                    what: format!("no position found in `{file}` for {}", item.key),
                    help: format!("add it by hand{place}: {}", super::merge::show(&plain(&record))),
                };
                let position = if item.path.len() > 2 {
                    position_of_level(yaml, item, items).map_err(|place| refused(&format!(" {place}")))?
                } else {
                    Position::Sorted
                };
                yaml.set(&item.path, &record, position).map_err(|_| refused(""))?;
                changes.push(format!("{}: added", item.key));
                new.push(&item.path);
                ledger.record(item.key.clone(), &written(&item.slots));
            }
        }
    }
    Ok(changes)
}
