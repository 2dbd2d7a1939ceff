//! Finds the roles most similar to a role, computed from the facts, and explains the similarity.

use std::cmp::Reverse;

use serde::Serialize;

use crate::compare::{share, shared};
use crate::locale::{Value, capitalised};
use crate::model::{CellValue, Model, RoleId, RowId};
use crate::pages::Views;
use crate::pages::parts::chrome::Link;
use crate::parse::record::RowKind;
use crate::words;

/// A similar role and the reasons.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Similar {
    role: Link,
    compare: String,
    /// The skills and tools in common.
    alike: String,
    /// The scales on which both have the same level, and the scale on which they are furthest apart.
    scales: Option<String>,
}

/// The most roles shown, and the most skills, tools or rows named.
const SHOWN: usize = 4;
const NAMED: usize = 3;

/// Returns the most similar roles, by the Jaccard indices of skills and of tools plus the nearness on scales, each in
/// thousandths. A role that shares neither a skill nor a tool is not similar.
pub(in crate::pages) fn similar(views: &Views<'_>, id: RoleId) -> Vec<Similar> {
    let model = views.model();
    let own = views.sets(id);
    let mut scored: Vec<(usize, RoleId)> = Vec::new();
    for other in model.roles.indices().filter(|other| *other != id) {
        let has = views.sets(other);
        let (tools, skills) = (shared(&own.tools, &has.tools), shared(&own.skills, &has.skills));
        if tools + skills > 0 {
            let score = share(tools, own.tools.len(), has.tools.len())
                + share(skills, own.skills.len(), has.skills.len())
                + nearness(model, id, other);
            scored.push((score, other));
        }
    }
    scored.sort_by_key(|(score, other)| (Reverse(*score), *other));
    let few = scored.into_iter().take(SHOWN);
    few.map(|(_, other)| Similar {
        role: views.role_link(other),
        compare: views.pair_url(id, other).unwrap_or_default(),
        alike: in_common(views, id, other),
        scales: scales(model, id, other),
    })
    .collect()
}

/// Returns each scale on which both roles have a level, with the distance in levels and the largest possible
/// distance.
fn steps(model: &Model, a: RoleId, b: RoleId) -> Vec<(RowId, usize, usize)> {
    let level = |role: RoleId, row: RowId| match model.roles[role].cell(row).map(|cell| &cell.value) {
        Some(CellValue::Level(level)) => Some(*level),
        _ => None,
    };
    let scales = model.rows.iter().filter(|(_, row)| row.kind == RowKind::Scale);
    scales
        .filter_map(|(row, of)| {
            Some((row, level(a, row)?.abs_diff(level(b, row)?), of.levels.len().saturating_sub(1).max(1)))
        })
        .collect()
}

/// Returns the nearness of two roles on the scales that both have a level on, from 0 (opposite ends) to 1000 (same
/// levels).
fn nearness(model: &Model, a: RoleId, b: RoleId) -> usize {
    let steps = steps(model, a, b);
    let apart: usize = steps.iter().map(|(_, steps, most)| steps * 1000 / most).sum();
    if steps.is_empty() { 0 } else { 1000 - apart / steps.len() }
}

/// Formats the skills and tools in common, such as `8 skills in common, among them SLO design, alert design and error
/// budgets; 2 tools in common: Prometheus and Grafana.`
fn in_common(views: &Views<'_>, a: RoleId, b: RoleId) -> String {
    let model = views.model();
    let (own, has) = (views.sets(a), views.sets(b));
    // Roles list their most characteristic skills first, so the first ones are named.
    let both = |skill: &&crate::model::SkillId| has.skills.binary_search(skill).is_ok();
    let skills: Vec<&str> =
        model.roles[a].skills.iter().filter(both).map(|skill| model.skills[*skill].name.as_str()).collect();
    let tools: Vec<&str> = own
        .tools
        .iter()
        .filter(|tool| has.tools.binary_search(tool).is_ok())
        .map(|tool| model.tools[*tool].name.as_str())
        .collect();
    let locale = &model.locale;
    let listed = |names: &[&str]| locale.list(&names[..names.len().min(NAMED)]);
    let mut parts: Vec<String> = Vec::new();
    match skills.len() {
        0 => {}
        n if n <= NAMED => parts.push(words!(locale, "skills-in-common", count = n, names = listed(&skills))),
        n => parts.push(words!(locale, "skills-in-common-among", count = n, names = listed(&skills))),
    }
    match tools.len() {
        0 => {}
        n if n <= NAMED => parts.push(words!(locale, "tools-in-common", count = n, names = listed(&tools))),
        n => parts.push(words!(locale, "tools-in-common-among", count = n, names = listed(&tools))),
    }
    words!(locale, "sentence", text = Value::Words(parts.join(&words!(locale, "list-of-lists-separator"))))
}

/// Formats the comparison on scales, such as `The same level in “Share of coding” and “Predictable hours”; furthest
/// apart in “On-call”, by two levels.`
fn scales(model: &Model, a: RoleId, b: RoleId) -> Option<String> {
    let steps = steps(model, a, b);
    let locale = &model.locale;
    let quoted = |row: &RowId| words!(locale, "quoted", name = &model.rows[*row].label);
    let same: Vec<String> =
        steps.iter().filter(|(_, steps, _)| *steps == 0).take(NAMED).map(|(row, ..)| quoted(row)).collect();
    let furthest = steps
        .iter()
        .filter(|(_, steps, _)| *steps > 0)
        .max_by_key(|(row, steps, most)| (steps * 1000 / most, Reverse(*row)));
    let together = (!same.is_empty()).then(|| words!(locale, "similar-same", rows = locale.list(&same)));
    let apart = furthest.map(|(row, steps, _)| {
        let (row, number) = (Value::Words(quoted(row)), locale.number_word(*steps));
        words!(locale, "similar-apart", row = row, count = *steps, number = number)
    });
    let parts: Vec<String> = [together, apart].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| {
        let text = capitalised(&parts.join(&words!(locale, "list-of-lists-separator")));
        words!(locale, "sentence", text = Value::Words(text))
    })
}
