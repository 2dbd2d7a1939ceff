//! The holes of a text: what each name in them leads to.

use std::sync::Arc;

use super::names::{Kind, Names};
use super::{Linker, roles};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::model::{Hole, Leads, Part, Prose, RegionId, RoleId, RowId, Series, SeriesId, Statistic, Table};
use crate::parse::Placed;
use crate::parse::markdown::{self, Fence, Heading, PayName};
use crate::parse::record::RowKind;

/// Links a text of `file`.
pub(super) fn link(
    file: &Arc<str>,
    prose: &markdown::Prose,
    names: &Names<'_>,
    series: &Table<SeriesId, Series>,
    linker: &mut Linker,
) -> Prose {
    let mut finished = Prose {
        parts: Vec::with_capacity(prose.parts.len()),
        headings: Arc::clone(&prose.headings),
        words: prose.words,
    };
    let mut text = Text { file, own: &prose.headings, names, series, linker, last: None };
    for part in &prose.parts {
        match part {
            markdown::Part::Html(html) => finished.parts.push(Part::Html(Arc::clone(html))),
            markdown::Part::Hole(hole) => finished.parts.extend(text.hole(hole).map(Part::Hole)),
        }
    }
    finished
}

pub(super) struct Text<'t, 'd> {
    pub(super) file: &'t Arc<str>,
    pub(super) own: &'t [Heading],
    pub(super) names: &'t Names<'d>,
    pub(super) series: &'t Table<SeriesId, Series>,
    pub(super) linker: &'t mut Linker,
    /// Where the last link leads, for a title that stands in it.
    last: Option<Leads>,
}

impl Text<'_, '_> {
    pub(super) fn at(&self, span: Span) -> Place {
        Place { file: Arc::clone(self.file), span }
    }

    fn hole(&mut self, hole: &Placed<markdown::Hole>) -> Option<Hole> {
        let span = hole.span;
        match &hole.value {
            markdown::Hole::Address(target) => {
                self.last = self.leads(target, span);
                self.last.clone().map(Hole::Address)
            }
            markdown::Hole::Title => self.last.clone().map(Hole::Title),
            markdown::Hole::Citation(id) => {
                self.linker.find(self.file, id, &self.names.references, Kind::Source).map(Hole::Citation)
            }
            markdown::Hole::Fact(role, row) => {
                let role = self.linker.find(self.file, role, &self.names.roles, Kind::Role);
                let row = self.linker.find(self.file, row, &self.names.rows, Kind::Row);
                self.fact(role?, row?, span)
            }
            markdown::Hole::Pay(name) => self.pay(name, span),
            markdown::Hole::Fence(Fence::Compare(fence)) => {
                let roles =
                    self.linker.find_all(self.file, &fence.roles.value, &self.names.roles, Kind::Role);
                let rows = self.linker.find_all(self.file, &fence.rows.value, &self.names.rows, Kind::Row);
                // A list without a place is one that could not be read, which was reported.
                let written = fence.roles.span != Span::default();
                if written && !(2..=4).contains(&fence.roles.value.len()) {
                    let place = self.at(fence.roles.span);
                    self.linker.add(Diagnostic::new(
                        Code::OutOfRange,
                        place,
                        "a comparison shows two to four roles",
                    ));
                }
                Some(Hole::Compare(roles, rows))
            }
            markdown::Hole::Code(code) => Some(Hole::Code(Arc::clone(code))),
            markdown::Hole::Fence(Fence::Salary(fence)) => {
                let series = self.linker.find(self.file, &fence.series, &self.names.series, Kind::Series);
                let roles = self.linker.find_all(self.file, &fence.roles, &self.names.roles, Kind::Role);
                let region = fence
                    .region
                    .as_ref()
                    .map(|id| self.linker.find(self.file, id, &self.names.regions, Kind::Region));
                let region = match region {
                    Some(found) => Some(found?),
                    None => None,
                };
                let series = series?;
                self.chart_has_figures(series, &roles, region, span);
                Some(Hole::Salary(series, roles, region))
            }
        }
    }

    fn fact(&mut self, role: RoleId, row: RowId, span: Span) -> Option<Hole> {
        let record = self.names.rows[row];
        if matches!(record.kind, RowKind::Tools | RowKind::Salary) {
            let message = format!("the row `{}` is drawn and has no words to print", record.id.value);
            let place = self.at(span);
            self.linker.add(
                Diagnostic::new(Code::CellKind, place, message)
                    .help("for pay, write `[=role.salary.series.region.median]`"),
            );
            return None;
        }
        if !roles::has_cell(self.names, role, row) {
            let (file, _) = self.names.roles[role];
            // A fact that could not be read has been reported where it stands.
            if self.linker.known.broken.contains(file) {
                return None;
            }
            let message =
                format!("`{}` has no fact for the row `{}`", self.names.roles.id(role), record.id.value);
            let place = self.at(span);
            self.linker.add(
                Diagnostic::new(Code::UnknownName, place, message)
                    .help(format!("add it to `{file}`, or say it here in words with a citation")),
            );
            return None;
        }
        Some(Hole::Fact(role, row))
    }

    fn pay(&mut self, name: &PayName, span: Span) -> Option<Hole> {
        let role = self.linker.find(self.file, &name.role, &self.names.roles, Kind::Role);
        let region = self.linker.find(self.file, &name.region, &self.names.regions, Kind::Region);
        let only = match &name.series {
            Some(id) => Some(self.linker.find(self.file, id, &self.names.series, Kind::Series)?),
            None => None,
        };
        let (role, region) = (role?, region?);
        let statistic = Statistic::named(&name.statistic)?;
        let mut found: Vec<(SeriesId, usize)> = Vec::new();
        for (id, series) in self.series.iter().filter(|(id, _)| only.is_none_or(|only| only == *id)) {
            // All levels together, the newest year: what somebody who names no more means.
            let fits = |f: &crate::model::Figure| {
                f.role == role && f.region == region && f.level.is_none() && f.amount(statistic).is_some()
            };
            let newest =
                series.figures.iter().enumerate().filter(|(_, f)| fits(f)).max_by_key(|(_, f)| f.year);
            found.extend(newest.map(|(at, _)| (id, at)));
        }
        let shown = format!("[=…{}.{}.{}]", name.role.value, name.region.value, name.statistic);
        match found[..] {
            [(series, at)] => Some(Hole::Pay(series, at, statistic)),
            [] => {
                let place = self.at(span);
                self.linker.add(Diagnostic::new(
                    Code::UnknownName,
                    place,
                    format!("no series has the figure `{shown}`"),
                ));
                None
            }
            _ => {
                let ids: Vec<String> =
                    found.iter().map(|(id, _)| format!("`{}`", self.names.series.id(*id))).collect();
                let place = self.at(span);
                let help = format!(
                    "name the series: `[=role.salary.series.region.{}]` with one of {}",
                    name.statistic,
                    ids.join(", ")
                );
                self.linker.add(
                    Diagnostic::new(
                        Code::ReferenceSyntax,
                        place,
                        format!("{} series have this figure", found.len()),
                    )
                    .help(help),
                );
                None
            }
        }
    }

    fn chart_has_figures(
        &mut self,
        series: SeriesId,
        roles: &[RoleId],
        region: Option<RegionId>,
        span: Span,
    ) {
        let any = self.series[series].figures.iter().any(|f| {
            (roles.is_empty() || roles.contains(&f.role)) && region.is_none_or(|region| region == f.region)
        });
        if !any {
            let place = self.at(span);
            self.linker.add(Diagnostic::new(
                Code::UnknownName,
                place,
                "the series has no figure for these roles and this region",
            ));
        }
    }
}
