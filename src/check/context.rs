//! What a rule that looks at one file may know of the others. It is compared with that of the last time, so it holds what
//! rules need and no more: while it is the same, no file that is the same is looked at again.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::CheckInput;
use super::figures::Data;
use crate::model::{
    CellValue, Ids, Model, Reference, ReferenceId, RegionId, RoleId, Row, RowId, Series, SeriesId, Table,
};
use crate::parse::Body;
use crate::parse::scalar::Number;
use crate::url::Id;

/// What a rule that looks at one file may know of the others.
pub(super) struct RuleContext {
    known: RuleInputs,
    /// The numbers of the data that a text may print, found by what a text has of them.
    pub(super) data: Data,
}

/// What decides it.
#[derive(PartialEq, Eq)]
pub(super) struct RuleInputs {
    /// The files in which an error was found before.
    pub(super) broken: BTreeSet<Arc<str>>,
    /// Whether drafts are published too.
    pub(super) drafts: bool,
    /// The sections that guides have; none when the site does not say.
    pub(super) sections: Vec<String>,
    /// The roles that have a guide, drafts among them, sorted. Empty when no sections are said.
    pub(super) guides: Vec<Id>,
    pub(super) roles: Ids<RoleId>,
    pub(super) rows: Table<RowId, Row>,
    pub(super) regions: Ids<RegionId>,
    pub(super) references: Table<ReferenceId, Reference>,
    pub(super) series: Table<SeriesId, Series>,
    /// The numbers of the matrix that have a unit.
    pub(super) amounts: Vec<Amount>,
}

/// A number of the matrix.
#[derive(PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) role: RoleId,
    pub(super) row: RowId,
    pub(super) number: Number,
    pub(super) sources: Vec<ReferenceId>,
}

impl RuleContext {
    /// What is around the files of a site, or what was the last time when that is the same.
    pub(super) fn of(site: &CheckInput<'_>, before: Option<&Arc<RuleContext>>) -> Arc<RuleContext> {
        let known = RuleInputs::of(site);
        match before.filter(|before| before.known == known) {
            Some(before) => Arc::clone(before),
            None => Arc::new(RuleContext { data: Data::of(&known), known }),
        }
    }
}

impl Deref for RuleContext {
    type Target = RuleInputs;

    fn deref(&self) -> &RuleInputs {
        &self.known
    }
}

impl PartialEq for RuleContext {
    fn eq(&self, other: &RuleContext) -> bool {
        self.known == other.known
    }
}

impl Eq for RuleContext {}

impl RuleInputs {
    fn of(site: &CheckInput<'_>) -> RuleInputs {
        let model = site.model;
        let bodies = || site.documents.iter().map(|document| &document.body);
        let sections = bodies().find_map(|body| match body {
            Body::Site(record) => Some(&record.guide_sections),
            _ => None,
        });
        let sections: Vec<String> = sections.into_iter().flatten().map(|title| title.0.clone()).collect();
        let guides = bodies().filter(|_| !sections.is_empty()).filter_map(|body| match body {
            Body::Guide(id, ..) => Some(id.clone()),
            _ => None,
        });
        let mut guides: Vec<Id> = guides.collect();
        guides.sort();
        RuleInputs {
            broken: site.broken.clone(),
            drafts: site.drafts,
            guides,
            sections,
            roles: model.roles.ids().clone(),
            rows: model.rows.clone(),
            regions: model.regions.ids().clone(),
            references: model.references.clone(),
            series: model.series.clone(),
            amounts: amounts(model),
        }
    }
}

fn amounts(model: &Model) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for (row, _) in model.rows.iter().filter(|(_, row)| !row.unit.is_empty()) {
        for (role, cell) in model.roles.iter().filter_map(|(id, role)| Some((id, role.cell(row)?))) {
            if let CellValue::Amount(number) = cell.value {
                amounts.push(Amount { role, row, number, sources: cell.basis.sources().to_vec() });
            }
        }
    }
    amounts
}
