//! Requires figures in a text to cite a source, and to be printed from the data if the data has them, because copies of a
//! number get out of sync.
//!
//! Deliberately absent: a check that a figure *differs* from the data. A source has many figures, and a sentence does not
//! say which of them it means.

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

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(text) = file.text() else { return };
    let cites = match &file.document.body {
        Body::Term(_, matter, _) => !matter.sources.is_empty(),
        // A page is about the site itself.
        Body::Page(..) => return,
        _ => false,
    };
    // A figure can be matched to the data only if all data files were read without errors.
    let data_is_whole = !file.context.broken.iter().any(|broken| broken.ends_with(".yaml"));
    for claim in &text.prose.survey.claims {
        if !claim.backed && !cites {
            let first = &claim.figures[0];
            let message = format!("the figure `{}` has no citation", first.value.text);
            diagnostics.push(
                Diagnostic::new(Code::UncitedFigure, file.at(first.span), message).help(
                    "cite its source with `[@id]`, or add “(the site's own judgement)” if there is none",
                ),
            );
        }
        for figure in claim.figures.iter().filter(|_| data_is_whole) {
            if let Some(name) = printed(file.context, &text, claim, &figure.value) {
                let message = format!("`{}` is hard-coded, but the site's data has it", figure.value.text);
                diagnostics.push(
                    Diagnostic::new(Code::HardCodedFigure, file.at(figure.span), message)
                        .help(format!("print it from the data, so that both stay in sync: `{name}`")),
                );
            }
        }
    }
}

/// The numbers of the data, indexed by source and digits. Built once, because texts have many figures and the data has
/// even more.
#[derive(Default)]
pub(super) struct Data(HashMap<(ReferenceId, String), Vec<Printable>>);

/// A number that a text can print.
struct Printable {
    role: RoleId,
    /// The unit that must follow the number in the text.
    unit: String,
    /// The reference that prints the number.
    name: String,
}

impl Data {
    pub(super) fn new(known: &RuleInputs) -> Data {
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

    /// Adds the figures that `[=role.salary.series.region.statistic]` can print: all levels together, the newest year.
    fn pay(&mut self, known: &RuleInputs, id: SeriesId, series: &Series) {
        let mut newest: BTreeMap<(RoleId, RegionId), &crate::model::Figure> = BTreeMap::new();
        for figure in series.figures.iter().filter(|figure| figure.level.is_none()) {
            let last = newest.entry((figure.role, figure.region)).or_insert(figure);
            if figure.year > last.year {
                *last = figure;
            }
        }
        for ((role, region), figure) in newest {
            for statistic in STATISTICS.into_iter().filter_map(Statistic::from_name) {
                // A smaller number may be unrelated, such as a percentage or a sample size.
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

/// Returns the reference that prints this figure, if the sources cited by the claim have exactly one such number.
fn printed<'a>(
    context: &'a RuleContext,
    text: &PublishedText<'_>,
    claim: &FigureClaim,
    figure: &ProseFigure,
) -> Option<&'a str> {
    let number = figure.text.replace(',', "");
    let sources = claim.cites.iter().filter_map(|source| context.references.get(source));
    let known = sources.filter_map(|source| context.data.0.get(&(source, number.clone()))).flatten();
    let mut names: Vec<(RoleId, &str)> = known
        .filter(|known| figure.unit.starts_with(&known.unit))
        .map(|known| (known.role, known.name.as_str()))
        .collect();
    // In the guide to a role, figures refer to that role.
    if names.len() > 1 {
        names.retain(|(role, _)| text.role == Some(*role));
    }
    names.dedup();
    match names.as_slice() {
        [(_, name)] => Some(name),
        _ => None,
    }
}
