//! The results of comparisons that changed: which role is higher in a row, and the ranks of the fit guide.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::compare::{Side, Verdict, compare, fit};
use crate::model::{Model, RoleId, Row, RowId};
use crate::parse::record::RowKind;

/// A role that compares differently with others in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictChange {
    /// The id of the row.
    pub row: String,
    /// The name of the row.
    pub row_name: String,
    /// The kind of the row.
    #[serde(skip)]
    pub kind: RowKind,
    /// The id of the role.
    pub role: String,
    /// The short name of the role.
    pub role_name: String,
    /// The result before.
    pub before: Standing,
    /// The result after.
    pub after: Standing,
    /// The short names of the roles that it compares with.
    pub others: Vec<String>,
}

/// The result of comparing a role with another in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// The role has the higher value.
    Higher,
    /// The role has the lower value.
    Lower,
    /// The values are equal.
    Same,
    /// The values differ, and the row has no order.
    Different,
}

impl VerdictChange {
    /// Returns the change as a predicate of the role: `is no longer higher than`, and for dates `is no longer later than`.
    pub fn words(&self) -> String {
        let words = match (self.before, self.after) {
            (Standing::Higher, Standing::Lower) => "was higher and is now lower than",
            (Standing::Lower, Standing::Higher) => "was lower and is now higher than",
            (Standing::Higher, _) => "is no longer higher than",
            (Standing::Lower, _) => "is no longer lower than",
            (_, Standing::Higher) => "is now higher than",
            (_, Standing::Lower) => "is now lower than",
            (_, Standing::Same) => "is now the same as",
            (_, Standing::Different) => "is no longer the same as",
        };
        if self.kind == RowKind::Date {
            words.replace("higher", "later").replace("lower", "earlier")
        } else {
            words.to_string()
        }
    }
}

/// Returns the comparisons of two roles with another result in `after`. Ids of `before` are those of `after`. A fact that was
/// added or removed is no other result.
pub(super) fn compare_verdicts(before: &Model, after: &Model) -> Vec<VerdictChange> {
    let mut changes: BTreeMap<(RowId, RoleId, Standing, Standing), Vec<RoleId>> = BTreeMap::new();
    let common: Vec<(RoleId, RoleId)> = after
        .roles
        .indices()
        .filter_map(|role| Some((before.roles.get(after.roles.id(role).as_str())?, role)))
        .collect();
    for row in after.rows.indices() {
        let Some(old_row) = before.rows.get(after.rows.id(row).as_str()) else { continue };
        let rows = (&before.rows[old_row], &after.rows[row]);
        if rows.0.kind != rows.1.kind {
            continue;
        }
        let affected: Vec<(RoleId, RoleId)> = match rows.1.kind {
            RowKind::Salary if before.series == after.series => continue,
            RowKind::Salary => common.clone(),
            RowKind::Tools => {
                let is_affected =
                    |(old, new): &(RoleId, RoleId)| tool_ids(before, *old) != tool_ids(after, *new);
                common.iter().copied().filter(is_affected).collect()
            }
            _ if level_ids(rows.0) != level_ids(rows.1) => common.clone(),
            _ => {
                let value = |model: &Model, role: RoleId, row: RowId| {
                    model.roles[role].cell(row).map(|cell| cell.value.clone())
                };
                let is_affected =
                    |(old, new): &(RoleId, RoleId)| value(before, *old, old_row) != value(after, *new, row);
                common.iter().copied().filter(is_affected).collect()
            }
        };
        let mut seen = BTreeSet::new();
        for (old, new) in affected {
            for (old_other, other) in common.iter().copied().filter(|(_, other)| *other != new) {
                if !seen.insert((new.min(other), new.max(other))) {
                    continue;
                }
                let was = standing(before, old_row, old, old_other);
                let is = standing(after, row, new, other);
                if let (Some(was), Some(is)) = (was, is)
                    && was != is
                {
                    changes.entry((row, new, was, is)).or_default().push(other);
                }
            }
        }
    }
    let change = |((row, role, before, now), others): ((RowId, RoleId, Standing, Standing), Vec<RoleId>)| {
        let short = |role: RoleId| after.roles[role].short.clone();
        VerdictChange {
            row: after.rows.id(row).to_string(),
            row_name: after.rows[row].label.clone(),
            kind: after.rows[row].kind,
            role: after.roles.id(role).to_string(),
            role_name: short(role),
            before,
            after: now,
            others: others.into_iter().map(short).collect(),
        }
    };
    changes.into_iter().map(change).collect()
}

fn tool_ids(model: &Model, role: RoleId) -> Vec<&str> {
    model.roles[role]
        .tool_set()
        .into_iter()
        .map(|tool| model.tools.id(tool).as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

fn level_ids(row: &Row) -> Vec<&str> {
    row.levels.iter().map(|(id, _)| id.as_str()).collect()
}

/// Returns the result for the first of two roles; `None` if they cannot be compared.
fn standing(model: &Model, row: RowId, role: RoleId, other: RoleId) -> Option<Standing> {
    let mut difference = compare(model, row, role, other);
    if model.rows[row].kind == RowKind::YesNo {
        difference.more = None;
    }
    match (difference.verdict, difference.more) {
        (Verdict::Open, _) => None,
        (Verdict::Same, _) => Some(Standing::Same),
        (Verdict::Differs, Some(Side::Left)) => Some(Standing::Higher),
        (Verdict::Differs, Some(Side::Right)) => Some(Standing::Lower),
        (Verdict::Differs, None) => Some(Standing::Different),
    }
}

/// A role that the fit guide ranks differently for the same answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RankChange {
    /// The id of the role.
    pub role: String,
    /// The short name of the role.
    pub role_name: String,
    /// The ids of answers that ranked the role first.
    pub answers: Vec<String>,
    /// The rank for these answers after the change.
    pub rank: usize,
    /// The short names of the roles that come first.
    pub first: Vec<String>,
}

/// Returns the roles that the fit guide no longer ranks first alone, for answers that did so before.
pub(super) fn compare_ranks(before: &Model, after: &Model) -> Vec<RankChange> {
    let (Some(old), Some(new)) = (&before.fit, &after.fit) else { return Vec::new() };
    let mut changes = Vec::new();
    for role in after.roles.indices() {
        let id = after.roles.id(role);
        let Some(old_role) = before.roles.get(id.as_str()) else { continue };
        let Some(answers) = fit::winning_answers(old, before.roles.len(), old_role) else { continue };
        let ids: Vec<String> = fit::answer_ids(old, &answers).into_iter().map(ToString::to_string).collect();
        let chosen = |question: &crate::model::Question| {
            question.answers.iter().position(|answer| ids.iter().any(|id| id == answer.id.as_str()))
        };
        let answers: fit::Answers = new.questions.iter().map(chosen).collect();
        let ranking = fit::ranking(&fit::sums(new, after.roles.len(), &answers));
        let first: Vec<RoleId> = ranking.iter().filter(|it| it.rank == 1).map(|it| it.role).collect();
        if first == [role] {
            continue;
        }
        changes.push(RankChange {
            role: id.to_string(),
            role_name: after.roles[role].short.clone(),
            answers: ids,
            rank: ranking.iter().find(|it| it.role == role).map_or(0, |it| it.rank),
            first: first.into_iter().map(|role| after.roles[role].short.clone()).collect(),
        });
    }
    changes
}
