//! Links salary datasets.

use super::linker::Linker;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Figure, Idx as _, Series};
use crate::parse::Spanned;
use crate::parse::record::{FigureRecord, SeriesFile};
use crate::parse::scalar::UInt;

pub(super) fn link(record: &SeriesFile, linker: &mut Linker<'_>) -> Series {
    let source = linker.resolve(&record.source, &linker.symbols.references, EntityKind::Source);
    Series {
        title: record.title.0.clone(),
        source: source.unwrap_or_else(|| crate::model::ReferenceId::new(0)),
        population: record.population,
        basis: record.basis,
        period: record.period,
        licence: record.licence.0.clone(),
        terms: record.terms.as_ref().map(|terms| terms.0.clone()),
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
    let names = linker.symbols;
    // Every level is resolved, also those that no figure uses.
    let scale: Vec<_> = record
        .levels
        .iter()
        .map(|level| {
            let at = level.value.0.at.as_ref()?;
            linker.resolve(at, &names.scale, EntityKind::ScaleLevel)
        })
        .collect();
    let mut figures: Vec<(Figure, &Spanned<FigureRecord>)> = Vec::new();
    for spanned in &record.figures {
        let figure = &spanned.value;
        let role = linker.resolve(&figure.role, &names.roles, EntityKind::Role);
        let region = linker.resolve(&figure.region, &names.regions, EntityKind::Region);
        let (Some(role), Some(region)) = (role, region) else { continue };
        let level = level(figure, record, linker);
        let listed = record.levels.iter().zip(&scale).find(|(l, _)| Some(l.value.name()) == level.as_deref());
        let amount = |amount: &Option<Spanned<UInt>>| amount.as_ref().map(|amount| amount.value.0);
        figures.push((
            Figure {
                role,
                region,
                title: figure.title.as_ref().map(|title| title.0.clone()),
                at: listed.and_then(|(_, at)| *at),
                is_experience: listed.is_some_and(|(level, _)| level.value.0.experience),
                level,
                year: figure.year,
                currency: figure.currency.unwrap_or(record.currency),
                n: figure.n.as_ref().map(|n| n.value.0),
                employment: figure.employment.map(|jobs| jobs.0),
                amounts: [&figure.p10, &figure.p25, &figure.median, &figure.p75, &figure.p90, &figure.mean]
                    .map(amount),
            },
            spanned,
        ));
    }
    figures.sort_by(|(a, _), (b, _)| key(a).cmp(&key(b)));
    for pair in figures.windows(2).filter(|pair| key(&pair[0].0) == key(&pair[1].0)) {
        let at = |spanned: &Spanned<FigureRecord>| linker.at(spanned.value.role.span);
        linker.add(
            Diagnostic::new(Code::DuplicateId, at(pair[1].1), "duplicate figure")
                .label(at(pair[0].1), "first given here")
                .help("role, region, level, year, currency and title are the same: remove one of them, or give them different titles with `title`"),
        );
    }
    figures.into_iter().map(|(figure, _)| figure).collect()
}

/// Returns the name of the level; `None` for all levels together. Reports a level that the dataset does not list.
fn level(figure: &FigureRecord, record: &SeriesFile, linker: &mut Linker<'_>) -> Option<String> {
    let written = figure.level.as_ref().filter(|level| level.value.0 != ALL_LEVELS)?;
    let words = record.levels.iter().map(|level| level.value.name());
    if !words.clone().any(|known| known == written.value.0) && !linker.is_broken() {
        let place = linker.at(written.span);
        let message = format!("the salary dataset has no level `{}`", written.value.0);
        linker.add(
            Diagnostic::new(Code::UnknownName, place, message)
                .help("to add it, list it in `levels` of this file")
                .suggest(&written.value.0, words.chain([ALL_LEVELS])),
        );
    }
    Some(written.value.0.clone())
}

/// The value of `level` for all levels together.
const ALL_LEVELS: &str = "all";

/// Returns the sort key of a figure, unique in its dataset. Figures without a job title of the dataset's own come first.
fn key(figure: &Figure) -> impl Ord + '_ {
    (figure.role, figure.region, &figure.level, figure.year, figure.currency, &figure.title)
}
