//! The scale of levels and the career frameworks as items; see [`super::inventory`].

use super::inventory::{day, role_entry, source_entry};
use super::item::{Entry, Item, ItemKind};
use crate::model::{
    Aspect, AspectId, Framework, FrameworkSkill, Grade, Ladder, LadderLevel, LadderSkill, LevelFact,
    LoweredGrades, Model, ScaleLevel, ScaleLevelId,
};
use crate::parse::record::ReadExtent;

/// Adds the levels, aspects and grades of a model, and its frameworks with their ladders.
pub(super) fn frameworks(model: &Model, items: &mut Vec<Item>) {
    items.extend(model.scale.iter().map(|(id, level)| {
        let ScaleLevel { label, line, track } = level;
        Item::new(ItemKind::ScaleLevel, &[model.scale.id(id).as_str()], label)
            .text("name", label)
            .text("description", line)
            .text("track", track.word())
    }));
    items.extend(model.aspects.iter().map(|(id, aspect)| {
        let Aspect { label, question } = aspect;
        Item::new(ItemKind::Aspect, &[model.aspects.id(id).as_str()], label)
            .text("name", label)
            .text("question", question)
    }));
    items.extend(model.grades.iter().map(|(id, grade)| {
        let Grade { label, line } = grade;
        Item::new(ItemKind::Grade, &[model.grades.id(id).as_str()], label)
            .text("name", label)
            .text("description", line)
    }));
    for (id, framework) in model.frameworks.iter() {
        framework_items(model, model.frameworks.id(id).as_str(), framework, items);
    }
}

fn framework_items(model: &Model, own: &str, framework: &Framework, items: &mut Vec<Item>) {
    let Framework {
        name,
        publisher,
        also_known_as,
        source,
        own: is_own,
        licence,
        edition,
        as_of,
        read,
        read_note,
        note,
        skills,
        ladders,
    } = framework;
    items.push(
        Item::new(ItemKind::Framework, &[own], name)
            .text("name", name)
            .text("publisher", publisher)
            .list("other names", also_known_as.iter().map(|name| Entry::new(name, name)))
            .list("source", source.iter().map(|source| source_entry(model, *source)))
            .flag("the organisation's own", *is_own)
            .optional("licence", licence.as_ref())
            .optional("edition", edition.as_ref())
            .optional("as of", as_of.map(day))
            .optional("extent read", read.map(ReadExtent::word))
            .optional("note on the extent read", read_note.as_ref())
            .optional("note", note.as_ref())
            .order("order of skills", skills.iter().map(|skill| Entry::new(skill.id.as_str(), &skill.name))),
    );
    for FrameworkSkill { id, name: skill, skill: meant, note } in skills {
        let item = Item::new(ItemKind::FrameworkSkill, &[own, id.as_str()], format!("{name}: {skill}"))
            .text("name", skill)
            .optional("note", note.as_ref());
        items.push(match meant {
            Some(meant) => item.one(
                "skill of the site",
                Entry::new(model.skills.id(*meant).as_str(), &model.skills[*meant].name),
            ),
            None => item,
        });
    }
    for Ladder { role, title, note, levels } in ladders {
        let role = role_entry(model, *role);
        let label = format!("{name}: {}", role.shown);
        items.push(
            Item::new(ItemKind::Ladder, &[own, &role.key], &label)
                .text("title", title)
                .optional("note", note.as_ref())
                .order("order of levels", levels.iter().map(|it| Entry::new(it.id.as_str(), &it.label))),
        );
        for level in levels {
            level_items(model, framework, [own, &role.key], &label, level, items);
        }
    }
}

fn level_items(
    model: &Model,
    framework: &Framework,
    [own, role]: [&str; 2],
    ladder: &str,
    level: &LadderLevel,
    items: &mut Vec<Item>,
) {
    let LadderLevel { id, label, at: (lowest, highest), why, note, facts, skills, lowered } = level;
    let name = format!("{ladder}, {label}");
    let scale =
        |level: &ScaleLevelId| Entry::new(model.scale.id(*level).as_str(), &model.scale[*level].label);
    let skill_entry = |skill: &LadderSkill| {
        let key = match skill {
            LadderSkill::Framework(index) => format!("own {}", framework.skills[*index].id),
            LadderSkill::Site(skill) => model.skills.id(*skill).to_string(),
        };
        Entry::new(key, framework.skill_name(*skill, model))
    };
    let item = Item::new(ItemKind::LadderLevel, &[own, role, id.as_str()], &name)
        .text("name", label)
        .one("lowest level of the scale", scale(lowest))
        .one("highest level of the scale", scale(highest))
        .optional("reason", why.as_ref())
        .optional("note", note.as_ref())
        .list(
            "grades",
            skills.iter().map(|(skill, grade)| {
                let Entry { key, shown } = skill_entry(skill);
                let grade = (model.grades.id(*grade), &model.grades[*grade].label);
                Entry::new(format!("{key} {}", grade.0), format!("{shown}: {}", grade.1))
            }),
        );
    items.push(match lowered {
        Some(LoweredGrades { skills, why }) => {
            item.list("lowered grades", skills.iter().map(skill_entry)).text("reason for lowered grades", why)
        }
        None => item,
    });
    for (aspect, fact) in facts {
        items.push(fact_item(model, [own, role, id.as_str()], &name, *aspect, fact));
    }
}

fn fact_item(
    model: &Model,
    [own, role, level]: [&str; 3],
    name: &str,
    aspect: AspectId,
    fact: &LevelFact,
) -> Item {
    let LevelFact { value, source, section } = fact;
    let key = [own, role, level, model.aspects.id(aspect).as_str()];
    let mut item = Item::new(ItemKind::LevelFact, &key, format!("{name}, {}", model.aspects[aspect].label))
        .text("value", value)
        .list("sources", source.iter().map(|source| source_entry(model, *source)))
        .optional("section", section.as_ref())
        .measure("fewer sources", u64::from(source.is_some()));
    item.evidence = source.map_or(String::new(), |source| model.references[source].title.clone());
    item
}
