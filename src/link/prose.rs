//! Resolves the placeholders of a text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::linker::Linker;
use super::salary_names::SalaryNames;
use super::symbols::{EntityKind, SymbolTable};
use crate::diagnostic::{Code, Diagnostic, Edit, Span};
use crate::model::{
    HeadingPart, Idx as _, LinkTarget, Placeholder, Prose, ProsePart, RegionId, RoleId, RowId, Series,
    SeriesId, Statistic, Table,
};
use crate::parse::Spanned;
use crate::parse::markdown::{self, Fence, Heading, PayName};
use crate::parse::record::RowKind;
use crate::source::ImageSize;
use crate::url::Id;

/// Links a text.
pub(super) fn link(
    prose: &markdown::ParsedProse,
    series: &Table<SeriesId, Series>,
    incomplete: &BTreeSet<SeriesId>,
    linker: &mut Linker<'_>,
) -> Prose {
    let mut finished = Prose {
        parts: Vec::with_capacity(prose.parts.len()),
        headings: Arc::clone(&prose.headings),
        open_headings: BTreeMap::new(),
        words: prose.words,
    };
    report_unmarked_citations(prose, linker);
    let mut text =
        ProseLinker { own: &prose.headings, names: linker.symbols, series, incomplete, linker, last: None };
    let mut open = OpenHeadings::new(&prose.headings);
    for part in &prose.parts {
        match part {
            markdown::ParsedPart::Html(html) => finished.parts.push(ProsePart::Html(Arc::clone(html))),
            markdown::ParsedPart::Words(words) => finished.parts.push(ProsePart::Words(*words)),
            markdown::ParsedPart::Hole(placeholder)
                if placeholder.value == markdown::ParsedPlaceholder::ImageSize =>
            {
                finished
                    .parts
                    .extend(text.image_size(placeholder.span).map(|html| ProsePart::Html(Arc::new(html))));
            }
            markdown::ParsedPart::Hole(placeholder) => {
                let part = text.placeholder(placeholder).map(ProsePart::Placeholder);
                open.record(placeholder, part.as_ref());
                finished.parts.extend(part);
            }
        }
    }
    finished.open_headings = open.headings;
    finished
}

/// Reports `[id]` and `@id`, which are printed as text, if a source has this id.
fn report_unmarked_citations(prose: &markdown::ParsedProse, linker: &mut Linker<'_>) {
    for id in &prose.survey.possible_citations {
        if linker.symbols.references.get(id.value.as_str()).is_some() {
            let place = linker.at(id.span);
            let meant = format!("[@{}]", id.value);
            let message = "this looks like a citation, but is read as plain text";
            let mut diagnostic = Diagnostic::new(Code::NotMarkdown, place.clone(), message)
                .help(format!("write `{meant}` to cite the source"));
            diagnostic.edit = Some(Edit { place, replacement: meant, machine_applicable: false });
            linker.add(diagnostic);
        }
    }
}

/// Headings with placeholders. Each of these placeholders is also part of the text and is linked there, so that a mistake in
/// it is reported once.
struct OpenHeadings {
    headings: BTreeMap<usize, Vec<HeadingPart>>,
    /// The positions of the placeholders, as heading and part, by span. The flag is `true` for a title, which has the same
    /// span as the address before it.
    placeholders: BTreeMap<(Span, bool), (usize, usize)>,
}

impl OpenHeadings {
    fn new(headings: &[Heading]) -> OpenHeadings {
        let mut open = OpenHeadings { headings: BTreeMap::new(), placeholders: BTreeMap::new() };
        for (number, heading) in headings.iter().enumerate() {
            let Some(parts) = &heading.open else { continue };
            let parts = parts.iter().enumerate().map(|(at, part)| match part {
                markdown::ParsedHeadingPart::Text(words) => HeadingPart::Text(words.clone()),
                markdown::ParsedHeadingPart::Hole(placeholder) => {
                    open.placeholders.insert((placeholder.span, is_title(placeholder)), (number, at));
                    HeadingPart::Text(String::new())
                }
            });
            open.headings.insert(number, parts.collect());
        }
        open
    }

    /// Records the linked placeholder, if it is part of a heading.
    fn record(&mut self, placeholder: &Spanned<markdown::ParsedPlaceholder>, linked: Option<&ProsePart>) {
        if self.placeholders.is_empty() {
            return;
        }
        let Some((number, at)) = self.placeholders.get(&(placeholder.span, is_title(placeholder))) else {
            return;
        };
        if let (Some(parts), Some(ProsePart::Placeholder(linked))) = (self.headings.get_mut(number), linked) {
            parts[*at] = HeadingPart::Placeholder(linked.clone());
        }
    }
}

fn is_title(placeholder: &Spanned<markdown::ParsedPlaceholder>) -> bool {
    placeholder.value == markdown::ParsedPlaceholder::Title
}

pub(super) struct ProseLinker<'t, 'l> {
    pub(super) own: &'t [Heading],
    pub(super) names: &'l SymbolTable,
    pub(super) series: &'t Table<SeriesId, Series>,
    incomplete: &'t BTreeSet<SeriesId>,
    pub(super) linker: &'t mut Linker<'l>,
    /// The target of the last link, for the title inside the link.
    last: Option<LinkTarget>,
}

impl ProseLinker<'_, '_> {
    fn placeholder(&mut self, placeholder: &Spanned<markdown::ParsedPlaceholder>) -> Option<Placeholder> {
        let span = placeholder.span;
        match &placeholder.value {
            markdown::ParsedPlaceholder::Address(target) => {
                self.last = self.link_target(target, span);
                self.last.clone().map(Placeholder::Address)
            }
            markdown::ParsedPlaceholder::Title => self.last.clone().map(Placeholder::Title),
            // Image sizes are resolved by `image_size`, not by the page.
            markdown::ParsedPlaceholder::ImageSize => None,
            markdown::ParsedPlaceholder::Citation(id) => {
                self.linker.resolve(id, &self.names.references, EntityKind::Source).map(Placeholder::Citation)
            }
            markdown::ParsedPlaceholder::Judgement => Some(Placeholder::Judgement),
            markdown::ParsedPlaceholder::Fact(role, row) => {
                let role = self.linker.resolve(role, &self.names.roles, EntityKind::Role);
                if row.value.as_str() == "salary" && self.names.rows.get("salary").is_none() {
                    let found = (Code::ReferenceSyntax, "the reference names no salary figure".to_string());
                    self.incomplete_pay(role?, &[], found, span);
                    return None;
                }
                let row = self.linker.resolve(row, &self.names.rows, EntityKind::Row);
                self.fact(role?, row?, span)
            }
            markdown::ParsedPlaceholder::Pay(name) => self.pay(name, span),
            markdown::ParsedPlaceholder::Fence(Fence::Compare(fence)) => {
                let roles = self.linker.resolve_all(&fence.roles.value, &self.names.roles, EntityKind::Role);
                let rows = self.linker.resolve_all(&fence.rows.value, &self.names.rows, EntityKind::Row);
                // A list without a span could not be read and was reported.
                let written = fence.roles.span != Span::default();
                if written && !(2..=4).contains(&fence.roles.value.len()) {
                    let place = self.linker.at(fence.roles.span);
                    self.linker.add(Diagnostic::new(
                        Code::OutOfRange,
                        place,
                        "a comparison needs two to four roles",
                    ));
                }
                Some(Placeholder::Compare(roles, rows))
            }
            markdown::ParsedPlaceholder::Code(code) => Some(Placeholder::Code(Arc::clone(code))),
            markdown::ParsedPlaceholder::Fence(Fence::Salary(fence)) => {
                let series = self.linker.resolve(&fence.series, &self.names.series, EntityKind::Series);
                let roles = self.linker.resolve_all(&fence.roles, &self.names.roles, EntityKind::Role);
                let region = fence
                    .region
                    .as_ref()
                    .map(|id| self.linker.resolve(id, &self.names.regions, EntityKind::Region));
                let region = match region {
                    Some(found) => Some(found?),
                    None => None,
                };
                let series = series?;
                self.chart_has_figures(series, &roles, region, span);
                Some(Placeholder::Salary(series, roles, region))
            }
        }
    }

    /// Returns the size attributes of the image whose address was linked last. Reports an address that is no file of
    /// `static/`.
    fn image_size(&mut self, span: Span) -> Option<String> {
        let LinkTarget::Static(path) = self.last.as_ref()? else {
            let place = self.linker.at(span);
            let message = "an image must be a file of this site";
            let help = "put it in `static/` and refer to it by its path: `../../static/name.png`";
            self.linker.add(Diagnostic::new(Code::ImageMissing, place, message).help(help));
            return None;
        };
        let ImageSize { width, height } = self.names.static_file(path)?.image?;
        Some(format!(" width=\"{width}\" height=\"{height}\""))
    }

    fn fact(&mut self, role: RoleId, row: RowId, span: Span) -> Option<Placeholder> {
        let row_id = self.names.rows.id(row);
        if !self.names.is_row_certain(row) {
            return None;
        }
        if matches!(self.names.kinds[row.index()].kind, RowKind::Tools | RowKind::Salary) {
            let message = format!("the row `{row_id}` is drawn as a chart or list and has no text to print");
            let place = self.linker.at(span);
            self.linker.add(
                Diagnostic::new(Code::CellKind, place, message)
                    .help("for a salary figure, write `[=role.salary.series.region.median]`"),
            );
            return None;
        }
        if !self.names.facts[role.index()].contains(row_id) {
            let role_id = self.names.roles.id(role);
            let file = EntityKind::Role.file_of(role_id);
            // A fact that could not be read was reported in its file, and so was one with an unknown row: it may be
            // the one that is meant here.
            let is_unknown = |row: &Id| self.names.rows.get(row.as_str()).is_none();
            if self.names.is_broken(&file) || self.names.facts[role.index()].iter().any(is_unknown) {
                return None;
            }
            let message = format!("`{role_id}` has no fact for the row `{row_id}`");
            let place = self.linker.at(span);
            self.linker.add(
                Diagnostic::new(Code::UnknownName, place, message)
                    .help(format!("add it to `{file}`, or write it out here with a citation")),
            );
            return None;
        }
        Some(Placeholder::Fact(role, row))
    }

    fn pay(&mut self, name: &PayName, span: Span) -> Option<Placeholder> {
        let role = self.linker.resolve(&name.role, &self.names.roles, EntityKind::Role);
        let region = self.linker.resolve(&name.region, &self.names.regions, EntityKind::Region);
        let only = match &name.series {
            Some(id) => Some(self.linker.resolve(id, &self.names.series, EntityKind::Series)?),
            None => None,
        };
        let (role, region) = (role?, region?);
        let statistic = Statistic::from_name(&name.statistic)?;
        let mut found: Vec<(SeriesId, usize)> = Vec::new();
        for (id, series) in self.series.iter().filter(|(id, _)| only.is_none_or(|only| only == *id)) {
            // A reference without level and year means all levels together and the newest year.
            found.extend(series.newest(role, region, statistic).map(|at| (id, at)));
        }
        let written: Vec<&str> = name
            .series
            .iter()
            .chain([&name.region])
            .map(|id| id.value.as_str())
            .chain([&*name.statistic])
            .collect();
        match found[..] {
            [(series, at)] => Some(Placeholder::Pay(series, at, statistic)),
            // The figure may be one that could not be read, which was reported.
            [] if only.map_or_else(|| self.has_incomplete(), |only| self.is_incomplete(only)) => None,
            [] => {
                let shown = format!("[={}.salary.{}]", name.role.value, written.join("."));
                let message = format!("no salary dataset has the figure `{shown}`");
                self.incomplete_pay(role, &written, (Code::UnknownName, message), span);
                None
            }
            _ => {
                let message = format!("ambiguous: {} salary datasets have this figure", found.len());
                self.incomplete_pay(role, &written, (Code::ReferenceSyntax, message), span);
                None
            }
        }
    }

    /// Reports a reference to a salary figure that names none, or several, and suggests complete ones.
    fn incomplete_pay(
        &mut self,
        role: RoleId,
        written: &[&str],
        (code, message): (Code, String),
        span: Span,
    ) {
        let site = SalaryNames { series: self.series, regions: &self.names.regions };
        let (help, replacement) = site.help((role, self.names.roles.id(role)), written);
        let place = self.linker.at(span);
        let mut diagnostic = Diagnostic::new(code, place.clone(), message).help(help);
        diagnostic.edit =
            replacement.map(|replacement| Edit { place, replacement, machine_applicable: false });
        self.linker.add(diagnostic);
    }

    /// Returns `true` if any salary dataset may lack figures because of an error.
    fn has_incomplete(&self) -> bool {
        !self.incomplete.is_empty() || self.names.has_broken_below("content/salaries/")
    }

    /// Returns `true` if a salary dataset may lack figures because of an error.
    fn is_incomplete(&self, series: SeriesId) -> bool {
        self.incomplete.contains(&series)
            || self.names.may_be_broken(EntityKind::Series, self.names.series.id(series))
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
        if !any && !self.is_incomplete(series) {
            let place = self.linker.at(span);
            self.linker.add(Diagnostic::new(
                Code::UnknownName,
                place,
                "the salary dataset has no figure for these roles and this region",
            ));
        }
    }
}
