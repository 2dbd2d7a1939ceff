//! The context of rules that check one file: the data of other files that they depend on. The context holds nothing else,
//! because a file is checked again whenever its context differs from that of the previous run.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use super::CheckInput;
use super::figures::Data;
use crate::locale::SharedLocale;
use crate::model::{
    CellValue, GradeId, Ids, Model, Reference, ReferenceId, RegionId, RoleId, Row, RowId, ScaleLevel,
    ScaleLevelId, Series, SeriesId, Table,
};
use crate::parse::Body;
use crate::parse::scalar::Number;
use crate::url::Id;

/// The data of other files that a rule for one file depends on.
pub(super) struct RuleContext {
    inputs: RuleInputs,
    /// The numbers that a text can print from the data, indexed by source and digits.
    pub(super) data: Data,
}

/// The inputs that determine a [`RuleContext`].
#[derive(PartialEq, Eq)]
pub(super) struct RuleInputs {
    /// The files in which an earlier stage found an error.
    pub(super) broken: BTreeSet<Arc<str>>,
    /// `true` to publish drafts too.
    pub(super) drafts: bool,
    /// The required sections of guides; empty if the site does not declare any.
    pub(super) sections: Vec<String>,
    /// The roles with a guide, drafts included, sorted. Empty if the site declares no sections.
    pub(super) guides: Vec<Id>,
    pub(super) roles: Ids<RoleId>,
    pub(super) rows: Table<RowId, Row>,
    pub(super) regions: Ids<RegionId>,
    pub(super) references: Table<ReferenceId, Reference>,
    pub(super) series: Table<SeriesId, Series>,
    pub(super) scale: Table<ScaleLevelId, ScaleLevel>,
    pub(super) grades: Ids<GradeId>,
    /// The numbers of the matrix that have a unit.
    pub(super) amounts: Vec<Amount>,
    /// The words that readers see.
    pub(super) locale: SharedLocale,
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
    /// Builds the context of a site, or returns the earlier one if its inputs are the same.
    pub(super) fn build(site: &CheckInput<'_>, before: Option<&Arc<RuleContext>>) -> Arc<RuleContext> {
        let inputs = RuleInputs::new(site);
        match before.filter(|before| before.inputs == inputs) {
            Some(before) => Arc::clone(before),
            None => Arc::new(RuleContext { data: Data::new(&inputs), inputs }),
        }
    }
}

impl Deref for RuleContext {
    type Target = RuleInputs;

    fn deref(&self) -> &RuleInputs {
        &self.inputs
    }
}

impl PartialEq for RuleContext {
    fn eq(&self, other: &RuleContext) -> bool {
        self.inputs == other.inputs
    }
}

impl Eq for RuleContext {}

impl RuleInputs {
    fn new(site: &CheckInput<'_>) -> RuleInputs {
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
            scale: model.scale.clone(),
            grades: model.grades.ids().clone(),
            amounts: amounts(model),
            locale: model.locale.clone(),
        }
    }
}

fn amounts(model: &Model) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for (row, _) in model.rows.iter().filter(|(_, row)| !row.unit.is_empty()) {
        for (role, cell) in model.roles.iter().filter_map(|(id, role)| Some((id, role.cell(row)?))) {
            if let CellValue::Amount(number) = cell.value {
                amounts.push(Amount { role, row, number, sources: cell.provenance.sources().to_vec() });
            }
        }
    }
    amounts
}
