//! Series of pay.

use super::linker::Linker;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Figure, Idx as _, Series};
use crate::parse::Spanned;
use crate::parse::record::{FigureRecord, SeriesFile};
use crate::parse::scalar::UInt;

pub(super) fn link(record: &SeriesFile, linker: &mut Linker<'_>) -> Series {
    let source = linker.find(&record.source, &linker.names.references, EntityKind::Source);
    Series {
        title: record.title.0.clone(),
        source: source.unwrap_or_else(|| crate::model::ReferenceId::new(0)),
        population: record.population,
        basis: record.basis,
        period: record.period,
        licence: record.licence.0.clone(),
        credit: record
            .credit
            .as_ref()
            .map(|credit| (credit.0.clone(), record.credit_url.as_ref().map(|url| url.0.clone()))),
        method: record.method.0.clone(),
        warnings: record.warnings.iter().map(|warning| warning.0.clone()).collect(),
        figures: figures(record, linker),
    }
}

fn figures(record: &SeriesFile, linker: &mut Linker<'_>) -> Vec<Figure> {
    let names = linker.names;
    let mut figures: Vec<(Figure, &Spanned<FigureRecord>)> = Vec::new();
    for placed in &record.figures {
        let figure = &placed.value;
        let role = linker.find(&figure.role, &names.roles, EntityKind::Role);
        let region = linker.find(&figure.region, &names.regions, EntityKind::Region);
        let (Some(role), Some(region)) = (role, region) else { continue };
        let amount = |amount: &Option<Spanned<UInt>>| amount.as_ref().map(|amount| amount.value.0);
        figures.push((
            Figure {
                role,
                region,
                title: figure.title.as_ref().map(|title| title.0.clone()),
                level: level(figure, record, linker),
                year: figure.year,
                currency: figure.currency.unwrap_or(record.currency),
                n: figure.n.as_ref().map(|n| n.value.0),
                employment: figure.employment.map(|jobs| jobs.0),
                amounts: [&figure.p10, &figure.p25, &figure.median, &figure.p75, &figure.p90, &figure.mean]
                    .map(amount),
            },
            placed,
        ));
    }
    figures.sort_by(|(a, _), (b, _)| key(a).cmp(&key(b)));
    for twice in figures.windows(2).filter(|two| key(&two[0].0) == key(&two[1].0)) {
        let at = |placed: &Spanned<FigureRecord>| linker.at(placed.value.role.span);
        linker.add(
            Diagnostic::new(Code::DuplicateId, at(twice[1].1), "this figure is given twice")
                .label(at(twice[0].1), "here it is given first")
                .help("role, region, level, year, currency and title are the same: keep one, or tell them apart by `title`"),
        );
    }
    figures.into_iter().map(|(figure, _)| figure).collect()
}

/// The word for the level; `None` for all levels together. Reports one that the series does not list.
fn level(figure: &FigureRecord, record: &SeriesFile, linker: &mut Linker<'_>) -> Option<String> {
    let written = figure.level.as_ref().filter(|level| level.value.0 != ALL_LEVELS)?;
    let words = record.levels.iter().map(|level| level.value.0.as_str());
    if !words.clone().any(|known| known == written.value.0) && !linker.is_broken() {
        let place = linker.at(written.span);
        let message = format!("the series has no level `{}`", written.value.0);
        linker.add(
            Diagnostic::new(Code::UnknownName, place, message)
                .help("to add it, list it in `levels` of this file")
                .suggest(&written.value.0, words.chain([ALL_LEVELS])),
        );
    }
    Some(written.value.0.clone())
}

/// What a figure for all levels together may say.
const ALL_LEVELS: &str = "all";

/// What tells two figures of a series apart. Figures under our own name for the role come first.
fn key(figure: &Figure) -> impl Ord + '_ {
    (figure.role, figure.region, &figure.level, figure.year, figure.currency, &figure.title)
}
