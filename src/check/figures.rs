//! A figure in a text cites its source, and is printed from the data where the data has it: two copies of one number
//! part company.
//!
//! What is deliberately left out: that a figure *differs* from the data. A source has many figures, and which of them a
//! sentence means cannot be told.

use std::collections::{BTreeMap, HashMap};

use super::texts::Text;
use super::{Rule, Site, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    CellValue, Model, ReferenceId, RegionId, RoleId, STATISTICS, Series, SeriesId, Statistic,
};
use crate::parse::Body;
use crate::parse::markdown::{Claim, Figure};

pub(super) const RULE: Rule = Rule { codes: &[Code::UncitedFigure, Code::TypedFigure], run };

fn run(site: &Site<'_>, found: &mut Vec<Diagnostic>) {
    let data = data(site.model);
    for text in site.texts() {
        let cites = match &text.document.body {
            Body::Term(_, matter, _) => !matter.sources.is_empty(),
            // A page is about the site itself.
            Body::Page(..) => continue,
            _ => false,
        };
        for claim in &text.prose.survey.claims {
            if !claim.backed && !cites {
                let first = &claim.figures[0];
                let message = format!("the figure `{}` cites nothing", first.value.text);
                found.push(
                    Diagnostic::new(Code::UncitedFigure, at(&text.document.file, first.span), message).help(
                        "cite its source `[@id]`, or add “(the site's own judgement)” if nobody else says so",
                    ),
                );
            }
            for figure in &claim.figures {
                if let Some(name) = printed(site.model, &data, &text, claim, &figure.value) {
                    let message = format!("`{}` is typed, and the site's data has it", figure.value.text);
                    found.push(
                        Diagnostic::new(Code::TypedFigure, at(&text.document.file, figure.span), message)
                            .help(format!("print it, so that both cannot part company: `{name}`")),
                    );
                }
            }
        }
    }
}

/// The numbers of the data: by the source and the digits, the role, the unit that a text must have behind the number, and
/// the reference that prints it. Made once, because texts have many figures and the data has more.
type Data = HashMap<(ReferenceId, String), Vec<(RoleId, String, String)>>;

fn data(model: &Model) -> Data {
    let mut data = Data::new();
    for (row, record) in model.rows.iter().filter(|(_, row)| !row.unit.is_empty()) {
        for (role, cell) in model.roles.iter().filter_map(|(id, role)| Some((id, role.cell(row)?))) {
            let CellValue::Amount(amount) = cell.value else { continue };
            for source in cell.basis.sources() {
                let name = format!("[={}.{}]", model.roles.id(role), model.rows.id(row));
                let known = data.entry((*source, amount.to_string())).or_default();
                known.push((role, record.unit.clone(), name));
            }
        }
    }
    for (id, series) in model.series.iter() {
        pay(model, id, series, &mut data);
    }
    data
}

/// The figures that `[=role.salary.series.region.statistic]` can print: all levels together, the newest year.
fn pay(model: &Model, id: SeriesId, series: &Series, data: &mut Data) {
    let mut newest: BTreeMap<(RoleId, RegionId), &crate::model::Figure> = BTreeMap::new();
    for figure in series.figures.iter().filter(|figure| figure.level.is_none()) {
        let known = newest.entry((figure.role, figure.region)).or_insert(figure);
        if figure.year > known.year {
            *known = figure;
        }
    }
    for ((role, region), figure) in newest {
        for statistic in STATISTICS.into_iter().filter_map(Statistic::named) {
            // Below this, a number may be any other: a share, a sample.
            let Some(amount) = figure.amount(statistic).filter(|amount| *amount >= 1000) else { continue };
            let (role_id, region) = (model.roles.id(role), model.regions.id(region));
            let name = format!("[={role_id}.salary.{}.{region}.{}]", model.series.id(id), statistic.name());
            let known = data.entry((series.source, amount.to_string())).or_default();
            known.push((role, String::new(), name));
        }
    }
}

/// The reference to the one number of the data that is from a source which the claim cites, and is this one.
fn printed<'d>(
    model: &Model,
    data: &'d Data,
    text: &Text<'_>,
    claim: &Claim,
    figure: &Figure,
) -> Option<&'d str> {
    let number = figure.text.replace(',', "");
    let sources = claim.cites.iter().filter_map(|source| model.references.find(source));
    let known = sources.filter_map(|source| data.get(&(source, number.clone()))).flatten();
    let mut names: Vec<(RoleId, &str)> = known
        .filter(|(_, unit, _)| figure.unit.starts_with(unit.as_str()))
        .map(|(role, _, name)| (*role, name.as_str()))
        .collect();
    // In a role's guide, its own figures are meant.
    if names.len() > 1 {
        names.retain(|(role, _)| text.role == Some(*role));
    }
    names.dedup();
    match names.as_slice() {
        [(_, name)] => Some(name),
        _ => None,
    }
}
