//! A role: its facts, its guide, its tools, its pay, and where people go from it.

use serde::Serialize;

use super::cell::source_links;
use super::chart::{self, Chart};
use super::frame::{Frame, Link};
use super::pair::skill_link;
use super::prose::{ProseView, References};
use super::{Shared, Views};
use crate::compare::{day, shared};
use crate::model::{Basis, Model, RoleId, Route, TableFile};
use crate::parse::record::RowKind;

/// The page of a role.
#[derive(Debug, Hash, Serialize)]
pub struct RoleView {
    frame: Frame,
    name: String,
    short: String,
    summary: String,
    family: Link,
    also_known_as: Vec<String>,
    guide: Option<ProseView>,
    reviewed: Option<String>,
    groups: Vec<FactGroup>,
    responsibilities: Vec<Claim>,
    tools: Vec<Use>,
    skills: Vec<Link>,
    charts: Vec<Chart>,
    moves: Vec<MoveView>,
    arrivals: Vec<Link>,
    similar: Vec<Similar>,
    references: References,
    taken: Taken,
}

/// The role's facts as files.
#[derive(Debug, Hash, Serialize)]
struct Taken {
    markdown: String,
    csv: String,
    json: String,
}

#[derive(Debug, Hash, Serialize)]
struct FactGroup {
    label: String,
    facts: Vec<FactView>,
}

#[derive(Debug, Hash, Serialize)]
struct FactView {
    row: Shared,
    cell: Shared,
}

#[derive(Debug, Hash, Serialize)]
struct Claim {
    text: String,
    sources: Vec<Link>,
    judgement: bool,
}

#[derive(Debug, Hash, Serialize)]
struct Use {
    label: String,
    tools: Vec<Link>,
}

#[derive(Debug, Hash, Serialize)]
struct MoveView {
    role: Link,
    compare: String,
    how: String,
    learn: Vec<Link>,
    sources: Vec<Link>,
    judgement: bool,
}

/// A role that is like this one, and why.
#[derive(Debug, Hash, Serialize)]
struct Similar {
    role: Link,
    compare: String,
    why: String,
}

pub(super) fn view(views: &Views<'_>, id: RoleId) -> RoleView {
    let model = views.model();
    let role = &model.roles[id];
    let mut references = References::default();
    let written = model.guides.get(&id);
    let guide = written.map(|guide| ProseView::of(views, &guide.prose, &mut references));
    let role_id = model.roles.id(id);
    let source = if written.is_some() {
        format!("content/roles/{role_id}.md")
    } else {
        format!("content/roles/{role_id}.yaml")
    };
    let compare_url = |other: RoleId| views.pair_url(id, other).unwrap_or_default();
    let family = model.families.iter().find(|(family, _)| *family == role.family);
    RoleView {
        frame: Frame::new(views, Route::Role(id), &role.name, &role.summary)
            .source(source)
            .card(super::card::role::link(views, id))
            .json_ld(super::json_ld::role(views, id)),
        name: role.name.clone(),
        short: role.short.clone(),
        summary: role.summary.clone(),
        family: family.map_or_else(
            || Link { text: String::new(), url: views.url(Route::Roles) },
            |(family, record)| Link {
                text: record.label.clone(),
                url: format!("{}#{}", views.url(Route::Roles), model.families.id(family)),
            },
        ),
        also_known_as: role.also_known_as.clone(),
        guide,
        reviewed: written.map(|guide| day(guide.reviewed)),
        groups: groups(views, id),
        responsibilities: role
            .responsibilities
            .iter()
            .map(|known| Claim {
                text: known.text.clone(),
                sources: source_links(model, &known.basis),
                judgement: known.basis == Basis::Judgement,
            })
            .collect(),
        tools: role
            .tools
            .iter()
            .map(|(category, tools)| Use {
                label: model.categories[*category].clone(),
                tools: tools
                    .iter()
                    .map(|tool| Link {
                        text: model.tools[*tool].name.clone(),
                        url: views.url(Route::Tool(*tool)),
                    })
                    .collect(),
            })
            .collect(),
        skills: role.skills.iter().map(|skill| skill_link(model, *skill)).collect(),
        charts: charts(views, id),
        moves: role
            .moves
            .iter()
            .map(|known| MoveView {
                role: views.role_link(known.to),
                compare: compare_url(known.to),
                how: known.how.clone(),
                learn: known.learn.iter().map(|skill| skill_link(model, *skill)).collect(),
                sources: source_links(model, &known.basis),
                judgement: known.basis == Basis::Judgement,
            })
            .collect(),
        arrivals: model
            .roles
            .iter()
            .filter(|(_, other)| other.moves.iter().any(|known| known.to == id))
            .map(|(other, _)| views.role_link(other))
            .collect(),
        similar: similar(views, id)
            .into_iter()
            .map(|(other, why)| Similar { role: views.role_link(other), compare: compare_url(other), why })
            .collect(),
        references,
        taken: Taken {
            markdown: views.url(Route::RoleTable(id, TableFile::Markdown)),
            csv: views.url(Route::RoleTable(id, TableFile::Csv)),
            json: views.url(Route::RoleData(id)),
        },
    }
}

/// The role's cells by group. Tools and pay have sections of their own on this page.
fn groups(views: &Views<'_>, id: RoleId) -> Vec<FactGroup> {
    let model = views.model();
    let groups = model.groups.iter().map(|(group, label)| {
        let rows = model
            .rows
            .iter()
            .filter(|(_, row)| row.group == group && !matches!(row.kind, RowKind::Tools | RowKind::Salary));
        FactGroup {
            label: label.clone(),
            facts: rows
                .map(|(row, _)| FactView { row: views.row(row), cell: views.side(id).cell(row) })
                .collect(),
        }
    });
    groups.filter(|group| !group.facts.is_empty()).collect()
}

/// For each series that has the role: its newest figures over all levels in the first region, with the other roles that
/// the series has, so that the figure is read among its like.
fn charts(views: &Views<'_>, id: RoleId) -> Vec<Chart> {
    let model = views.model();
    let mut charts = Vec::new();
    for (series_id, series) in model.series.iter() {
        let whole = series.figures_of(id).filter(|(_, figure)| figure.level.is_none());
        let Some((_, newest)) = whole.min_by_key(|(_, f)| (f.region, std::cmp::Reverse(f.year))) else {
            continue;
        };
        let same = |f: &crate::model::Figure| {
            f.region == newest.region
                && f.year == newest.year
                && f.level.is_none()
                && f.currency == newest.currency
        };
        charts.extend(chart::of_series(views, series_id, same, Some(id)));
    }
    charts
}

/// The roles that share most tools and skills with this one, as thousandths of what either has, best first.
fn similar(views: &Views<'_>, id: RoleId) -> Vec<(RoleId, String)> {
    let model: &Model = views.model();
    let own = views.has(id);
    let share = |common: usize, a: usize, b: usize| common * 1000 / (a + b - common).max(1);
    let mut scored: Vec<(usize, RoleId, usize, usize)> = model
        .roles
        .numbers()
        .filter(|other| *other != id)
        .map(|other| {
            let has = views.has(other);
            let (tools, skills) = (shared(&own.tools, &has.tools), shared(&own.skills, &has.skills));
            let score = share(tools, own.tools.len(), has.tools.len())
                + share(skills, own.skills.len(), has.skills.len());
            (score, other, tools, skills)
        })
        .filter(|(score, ..)| *score > 0)
        .collect();
    scored.sort_by_key(|(score, other, ..)| (std::cmp::Reverse(*score), *other));
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    scored
        .into_iter()
        .take(4)
        .map(|(_, other, tools, skills)| {
            let why = match (skills, tools) {
                (0, tools) => format!("{} in common", count(tools, "tool")),
                (skills, 0) => format!("{} in common", count(skills, "skill")),
                (skills, tools) => {
                    format!("{} and {} in common", count(skills, "skill"), count(tools, "tool"))
                }
            };
            (other, why)
        })
        .collect()
}
