//! Links the lists of a site, each from a file of its own: rows, sources, tools and skills.

use std::sync::Arc;

use super::exports::{sorted, unique};
use super::linker::Linker;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Family, Idx as _, Reference, Region, RegionId, Row, RowId, Skill, Tool};
use crate::parse::record::{
    ComparisonFile, RegionRecord, RowKind, RowRecord, SkillsFile, SourcesFile, ToolsFile,
};

/// The linked lists of `comparison.yaml`, in the order written.
pub(super) struct Comparison {
    pub(super) families: Vec<Arc<Family>>,
    pub(super) groups: Vec<Arc<String>>,
    pub(super) rows: Vec<Arc<Row>>,
    pub(super) choose_rows: Vec<RowId>,
    pub(super) hire_rows: Vec<RowId>,
    pub(super) regions: Vec<Arc<Region>>,
}

pub(super) fn comparison(list: &ComparisonFile, linker: &mut Linker<'_>) -> Comparison {
    let (families, duplicates) = unique(&list.families, |family| &family.id);
    linker.report_duplicates(duplicates, EntityKind::Family);
    let (groups, duplicates) = unique(&list.groups, |group| &group.id);
    linker.report_duplicates(duplicates, EntityKind::Group);
    let (rows, duplicates) = unique(&list.rows, |row| &row.id);
    linker.report_duplicates(duplicates, EntityKind::Row);
    let (regions, duplicates) = unique(&list.regions, |region| &region.id);
    linker.report_duplicates(duplicates, EntityKind::Region);
    report_wrong_kinds(&rows, linker);
    let names = linker.symbols;
    let row = |row: &crate::parse::record::RowRecord| Row {
        label: row.label.0.clone(),
        group: linker
            .resolve(&row.group, &names.groups, EntityKind::Group)
            .unwrap_or_else(|| crate::model::GroupId::new(0)),
        kind: row.kind.value,
        question: row.question.0.clone(),
        read: row.read.as_ref().map(|read| read.0.clone()),
        unit: row.unit.as_ref().map(|unit| unit.0.clone()).unwrap_or_default(),
        decimals: row.decimals.as_ref().map(|decimals| decimals.value.0),
        signed: row.signed,
        levels: row.levels.iter().map(|level| (level.id.value.clone(), level.label.0.clone())).collect(),
    };
    let rows: Vec<Arc<Row>> = rows.into_iter().map(row).map(Arc::new).collect();
    Comparison {
        choose_rows: linker.resolve_all(&list.choose_rows, &names.rows, EntityKind::Row),
        hire_rows: linker.resolve_all(&list.hire_rows, &names.rows, EntityKind::Row),
        rows,
        families: families
            .into_iter()
            .map(|family| Arc::new(Family { label: family.label.0.clone(), line: family.line.0.clone() }))
            .collect(),
        groups: groups.into_iter().map(|group| Arc::new(group.label.0.clone())).collect(),
        regions: regions_of(&regions, linker),
    }
}

/// Links the regions. One that is within itself, also through others, is reported and has no wider region.
fn regions_of(list: &[&RegionRecord], linker: &mut Linker<'_>) -> Vec<Arc<Region>> {
    let names = linker.symbols;
    let mut resolve = |region: &&RegionRecord| {
        let within = region.within.as_ref()?;
        linker.resolve(within, &names.regions, EntityKind::Region)
    };
    let mut within: Vec<Option<RegionId>> = list.iter().map(&mut resolve).collect();
    for (index, region) in list.iter().enumerate() {
        let wider = |at: &Option<RegionId>| at.and_then(|id| within.get(id.index()).copied().flatten());
        let mut up = std::iter::successors(Some(within[index]), |at| Some(wider(at))).take(list.len() + 1);
        if up.any(|at| at.is_some_and(|id| id.index() == index)) {
            within[index] = None;
            let Some(written) = &region.within else { continue };
            let message = format!("the region `{}` is within itself", region.id.value);
            linker.add(Diagnostic::new(Code::SelfReference, linker.at(written.span), message).help(
                "`within` is the next wider region, such as the country of a city: correct or remove it",
            ));
        }
    }
    let region = |(region, within): (&&RegionRecord, _)| {
        Arc::new(Region { label: region.label.0.clone(), within, currency: region.currency })
    };
    list.iter().zip(within).map(region).collect()
}

/// Reports rows whose facts all have the key of another kind: then the kind is the mistake.
fn report_wrong_kinds(rows: &[&RowRecord], linker: &mut Linker<'_>) {
    let names = linker.symbols;
    // The mistakes of another row, or of the file, are reported first.
    if linker.is_broken() {
        return;
    }
    for row in rows {
        let Some(id) = names.rows.get(row.id.value.as_str()) else { continue };
        if !names.kinds[id.index()].is_consistent {
            continue;
        }
        let Some(key) = names.unexpected_key(id) else { continue };
        let message = format!(
            "the row `{}` is of kind `{}`, but all its facts have `{key}`",
            row.id.value,
            row.kind.value.word()
        );
        let kinds = [
            RowKind::Text,
            RowKind::Scale,
            RowKind::List,
            RowKind::Number,
            RowKind::YesNo,
            RowKind::Date,
            RowKind::Link,
            RowKind::Range,
        ];
        let wanted = kinds.into_iter().find(|kind| kind.value_key() == Some(key)).map_or("", RowKind::word);
        let help = match wanted {
            "scale" => "write `kind: scale` and list its `levels`, lowest first".to_string(),
            _ => format!("write `kind: {wanted}`"),
        };
        linker.add(Diagnostic::new(Code::CellKind, linker.at(row.kind.span), message).help(help));
    }
}

/// Returns the sources, sorted by id.
pub(super) fn references(list: &SourcesFile) -> Vec<Arc<Reference>> {
    let reference = |(_, record): (_, &crate::parse::record::ReferenceRecord)| {
        Arc::new(Reference {
            title: record.title.value.0.clone(),
            url: record.url.0.clone(),
            publisher: record.publisher.0.clone(),
            published: record.published,
            accessed: record.accessed,
            seen: record.seen,
            licence: record.licence.as_ref().map(|licence| licence.0.clone()),
            note: record.note.as_ref().map(|note| note.0.clone()),
        })
    };
    sorted(&list.sources).map(reference).collect()
}

/// Links the tool categories, in the order written, and the tools, sorted by id.
pub(super) fn tools(list: &ToolsFile, linker: &mut Linker<'_>) -> (Vec<Arc<String>>, Vec<Arc<Tool>>) {
    let (categories, duplicates) = unique(&list.categories, |category| &category.id);
    linker.report_duplicates(duplicates, EntityKind::Category);
    let names = linker.symbols;
    let tool = |(_, tool): (_, &crate::parse::record::ToolRecord)| {
        let category = linker.resolve(&tool.category, &names.categories, EntityKind::Category);
        Arc::new(Tool {
            name: tool.name.value.0.clone(),
            url: tool.url.0.clone(),
            category: category.unwrap_or_else(|| crate::model::CategoryId::new(0)),
            line: tool.line.0.clone(),
            also_known_as: tool.also_known_as.iter().map(|name| name.value.0.clone()).collect(),
        })
    };
    let tools = sorted(&list.tools).map(tool).collect();
    (categories.into_iter().map(|category| Arc::new(category.label.0.clone())).collect(), tools)
}

/// Links the skills, sorted by id.
pub(super) fn skills(list: &SkillsFile, linker: &mut Linker<'_>) -> Vec<Arc<Skill>> {
    let names = linker.symbols;
    let skill = |(_, skill): (_, &crate::parse::record::SkillRecord)| {
        Arc::new(Skill {
            name: skill.name.value.0.clone(),
            line: skill.line.0.clone(),
            term: skill
                .term
                .as_ref()
                .and_then(|term| linker.resolve(term, &names.terms.ids, EntityKind::Term)),
        })
    };
    sorted(&list.skills).map(skill).collect()
}
