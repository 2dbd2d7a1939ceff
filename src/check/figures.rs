//! A figure in a text cites its source, and is printed from the data where the data has it: two copies of one number
//! part company.
//!
//! What is deliberately left out: that a figure *differs* from the data. A source has many figures, and which of them a
//! sentence means cannot be told.

use std::collections::{BTreeMap, HashMap};

use super::context::{RuleContext, RuleInputs};
use super::texts::PublishedText;
use super::{FileContext, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{ReferenceId, RegionId, RoleId, STATISTICS, Series, SeriesId, Statistic};
use crate::parse::Body;
use crate::parse::markdown::{FigureClaim, ProseFigure};

pub(super) const RULE: Rule =
    Rule { codes: &[Code::UncitedFigure, Code::HardCodedFigure], run: RuleScope::File(run) };

fn run(file: &FileContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(text) = file.text() else { return };
    let cites = match &file.document.body {
        Body::Term(_, matter, _) => !matter.sources.is_empty(),
        // A page is about the site itself.
        Body::Page(..) => return,
        _ => false,
    };
    // Which number of the data is meant can be told only when all of it was understood.
    let data_is_whole = !file.around.broken.iter().any(|broken| broken.ends_with(".yaml"));
    for claim in &text.prose.survey.claims {
        if !claim.backed && !cites {
            let first = &claim.figures[0];
            let message = format!("the figure `{}` cites nothing", first.value.text);
            found.push(
                Diagnostic::new(Code::UncitedFigure, file.at(first.span), message).help(
                    "cite its source `[@id]`, or add “(the site's own judgement)” if nobody else says so",
                ),
            );
        }
        for figure in claim.figures.iter().filter(|_| data_is_whole) {
            if let Some(name) = printed(file.around, &text, claim, &figure.value) {
                let message = format!("`{}` is typed, and the site's data has it", figure.value.text);
                found.push(
                    Diagnostic::new(Code::HardCodedFigure, file.at(figure.span), message)
                        .help(format!("print it, so that both cannot part company: `{name}`")),
                );
            }
        }
    }
}

/// The numbers of the data, by the source and the digits. Made once, because texts have many figures and the data has
/// more.
#[derive(Default)]
pub(super) struct Data(HashMap<(ReferenceId, String), Vec<Printable>>);

/// A number that a text can print.
struct Printable {
    role: RoleId,
    /// What a text must have behind the number.
    unit: String,
    /// The reference that prints it.
    name: String,
}

impl Data {
    pub(super) fn of(known: &RuleInputs) -> Data {
        let mut data = Data::default();
        for amount in &known.amounts {
            for source in &amount.sources {
                let name = format!("[={}.{}]", known.roles.id(amount.role), known.rows.id(amount.row));
                let same = data.0.entry((*source, amount.number.to_string())).or_default();
                same.push(Printable { role: amount.role, unit: known.rows[amount.row].unit.clone(), name });
            }
        }
        for (id, series) in known.series.iter() {
            data.pay(known, id, series);
        }
        data
    }

    /// The figures that `[=role.salary.series.region.statistic]` can print: all levels together, the newest year.
    fn pay(&mut self, known: &RuleInputs, id: SeriesId, series: &Series) {
        let mut newest: BTreeMap<(RoleId, RegionId), &crate::model::Figure> = BTreeMap::new();
        for figure in series.figures.iter().filter(|figure| figure.level.is_none()) {
            let last = newest.entry((figure.role, figure.region)).or_insert(figure);
            if figure.year > last.year {
                *last = figure;
            }
        }
        for ((role, region), figure) in newest {
            for statistic in STATISTICS.into_iter().filter_map(Statistic::named) {
                // Below this, a number may be any other: a share, a sample.
                let Some(amount) = figure.amount(statistic).filter(|amount| *amount >= 1000) else {
                    continue;
                };
                let (role_id, region) = (known.roles.id(role), known.regions.id(region));
                let name =
                    format!("[={role_id}.salary.{}.{region}.{}]", known.series.id(id), statistic.name());
                let same = self.0.entry((series.source, amount.to_string())).or_default();
                same.push(Printable { role, unit: String::new(), name });
            }
        }
    }
}

/// The reference to the one number of the data that is from a source which the claim cites, and is this one.
fn printed<'a>(
    around: &'a RuleContext,
    text: &PublishedText<'_>,
    claim: &FigureClaim,
    figure: &ProseFigure,
) -> Option<&'a str> {
    let number = figure.text.replace(',', "");
    let sources = claim.cites.iter().filter_map(|source| around.references.find(source));
    let known = sources.filter_map(|source| around.data.0.get(&(source, number.clone()))).flatten();
    let mut names: Vec<(RoleId, &str)> = known
        .filter(|known| figure.unit.starts_with(&known.unit))
        .map(|known| (known.role, known.name.as_str()))
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
