//! The most important facts of a role in a few words, for readers who decide whether to read on.

use serde::Serialize;

use crate::model::{Model, RoleId, Route, RowId};
use crate::pages::Views;
use crate::pages::parts::cell::CellView;
use crate::pages::parts::chrome::Link;
use crate::parse::record::RowKind;
use crate::words;

/// A fact in a few words, and its sources.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Glance {
    label: String,
    url: String,
    text: String,
    /// For a scale: the level as dots, and in words.
    meter: Option<(String, String)>,
    sources: Vec<Link>,
    /// `true` if it is the site's own judgement.
    judgement: bool,
}

/// Returns the first fact of each group, the first figure of pay, and the range of levels.
pub(in crate::pages) fn glance(views: &Views<'_>, role: RoleId) -> Vec<Glance> {
    let model = views.model();
    let first = model.groups.iter().filter_map(|(group, _)| {
        let mut rows = model.rows.iter().filter(|(_, row)| row.group == group && is_short(row.kind));
        rows.find_map(|(row, _)| fact(model, role, row))
    });
    let pay = model.rows.iter().filter(|(_, row)| row.kind == RowKind::Salary);
    let pay = pay.take(1).filter_map(|(row, _)| fact(model, role, row));
    first.chain(pay).chain(levels(views, role)).collect()
}

/// Returns whether the facts of a row fit on a line or two.
fn is_short(kind: RowKind) -> bool {
    !matches!(kind, RowKind::List | RowKind::Tools | RowKind::Salary)
}

fn fact(model: &Model, role: RoleId, id: RowId) -> Option<Glance> {
    let row = &model.rows[id];
    let mut cell = CellView::of(model, role, id);
    let (anchor, text) = match row.kind {
        RowKind::Salary if cell.items.is_empty() => return None,
        RowKind::Salary => ("page.figures".to_string(), cell.items.swap_remove(0)),
        _ => (format!("fact.{}", model.rows.id(id)), cell.text),
    };
    if row.kind == RowKind::Salary {
        cell.sources.truncate(1);
    }
    (!text.is_empty()).then(|| Glance {
        label: row.label.clone(),
        url: format!("#{anchor}"),
        text,
        meter: cell.meter,
        sources: cell.sources,
        judgement: cell.judgement,
    })
}

/// Returns the range of levels that any framework describes, on the common scale.
fn levels(views: &Views<'_>, role: RoleId) -> Option<Glance> {
    let model = views.model();
    let ladders = || model.ladders(role).flat_map(|(_, ladder)| &ladder.levels);
    let lowest = ladders().map(|level| level.at.0).min()?;
    let highest = ladders().map(|level| level.at.1).max()?;
    let (from, to) = (&model.scale[lowest].label, &model.scale[highest].label);
    Some(Glance {
        label: words!(model.locale, "levels"),
        url: views.url(Route::RoleLevels(role)),
        text: words!(model.locale, "levels-from-to", from = from, to = to),
        meter: None,
        sources: Vec::new(),
        judgement: false,
    })
}
