//! Learning material and interview processes as items; see [`super::inventory`].

use super::inventory::{role_entry, skill_entry, source_entry};
use super::item::{Entry, Item, ItemKind};
use crate::model::{Hours, Interview, Model, Resource};

/// Adds the learning material and the interview processes of a model.
pub(super) fn learning(model: &Model, items: &mut Vec<Item>) {
    for resource in &model.resources {
        let Resource { id, title, publisher, url, licence, hours, skills, level, note } = &**resource;
        let source = hours.and_then(|hours| hours.source).into_iter();
        items.push(
            Item::new(ItemKind::Resource, &[id.as_str()], title)
                .text("title", title)
                .text("publisher", publisher)
                .text("address", url)
                .optional("licence", licence.as_ref())
                .optional("hours", hours.map(|Hours { from, to, source: _ }| format!("{from} to {to}")))
                .list("source of the hours", source.map(|source| source_entry(model, source)))
                .list("skills", skills.iter().map(|skill| skill_entry(model, *skill)))
                .list(
                    "level",
                    level
                        .iter()
                        .map(|level| Entry::new(model.scale.id(*level).as_str(), &model.scale[*level].label)),
                )
                .optional("note", note.as_ref()),
        );
    }
    for interview in &model.interviews {
        let Interview { id, company, title, role, source, stages, topics, note } = &**interview;
        let name = format!("{company}: {title}");
        let texts = |texts: &[String]| texts.iter().map(|text| Entry::new(text, text)).collect::<Vec<_>>();
        items.push(
            Item::new(ItemKind::Interview, &[id.as_str()], &name)
                .text("company", company)
                .text("title", title)
                .one("role", role_entry(model, *role))
                .list("source", source.iter().map(|source| source_entry(model, *source)))
                .list("stages", texts(stages))
                .order("order of stages", texts(stages))
                .list("topics", texts(topics))
                .order("order of topics", texts(topics))
                .optional("note", note.as_ref()),
        );
    }
}
