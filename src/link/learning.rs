//! Links learning material to skills, and interview processes to roles.

use std::sync::Arc;

use super::linker::Linker;
use super::symbols::EntityKind;
use crate::model::{Hours, Interview, Resource};
use crate::parse::record::{InterviewRecord, InterviewsFile, LearningFile, ResourceRecord};
use crate::parse::scalar::CellText;
use crate::url::Id;

pub(super) fn resources(list: &LearningFile, linker: &mut Linker<'_>) -> Vec<Arc<Resource>> {
    list.resources.0.iter().map(|(id, record)| Arc::new(resource(&id.value, record, linker))).collect()
}

fn resource(id: &Id, record: &ResourceRecord, linker: &mut Linker<'_>) -> Resource {
    let names = linker.symbols;
    let skills = record.skills.0.iter();
    let level = record.level.as_ref();
    Resource {
        id: id.clone(),
        title: record.title.0.clone(),
        publisher: record.publisher.0.clone(),
        url: record.url.0.clone(),
        licence: record.licence.as_ref().map(|licence| licence.0.clone()),
        hours: record.hours.as_ref().map(|hours| Hours {
            from: hours.range.from,
            to: hours.range.to,
            source: linker.resolve(&hours.source, &names.references, EntityKind::Source),
        }),
        skills: skills.filter_map(|skill| linker.resolve(skill, &names.skills, EntityKind::Skill)).collect(),
        level: level.and_then(|level| linker.resolve(level, &names.scale, EntityKind::ScaleLevel)),
        note: record.note.as_ref().map(|note| note.0.clone()),
    }
}

pub(super) fn interviews(list: &InterviewsFile, linker: &mut Linker<'_>) -> Vec<Arc<Interview>> {
    let processes = list.interviews.0.iter().filter_map(|(id, record)| interview(&id.value, record, linker));
    processes.map(Arc::new).collect()
}

fn interview(id: &Id, record: &InterviewRecord, linker: &mut Linker<'_>) -> Option<Interview> {
    let names = linker.symbols;
    let role = linker.resolve(&record.role, &names.roles, EntityKind::Role);
    let source = linker.resolve(&record.source, &names.references, EntityKind::Source);
    let texts = |texts: &[CellText]| texts.iter().map(|text| text.0.clone()).collect();
    Some(Interview {
        id: id.clone(),
        company: record.company.0.clone(),
        title: record.title.0.clone(),
        role: role?,
        source,
        stages: texts(&record.stages.0),
        topics: texts(&record.topics),
        note: record.note.as_ref().map(|note| note.0.clone()),
    })
}
