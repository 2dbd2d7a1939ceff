//! Links the common scale of levels and the frameworks that are mapped to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::exports::unique;
use super::linker::Linker;
use super::symbols::EntityKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Aspect, AspectId, Framework, FrameworkId, FrameworkSkill, Grade, GradeId, Ladder, LadderLevel,
    LadderSkill, LevelFact, LoweredGrades, ReferenceId, RoleId, ScaleLevel, ScaleLevelId, Symbol,
};
use crate::parse::Spanned;
use crate::parse::record::{FrameworkFile, LadderLevelRecord, LadderRecord, LevelsFile};
use crate::url::Id;

/// The linked lists of `levels.yaml`, in the order written.
pub(super) struct Levels {
    pub(super) scale: Vec<Arc<ScaleLevel>>,
    pub(super) aspects: Vec<Arc<Aspect>>,
    pub(super) grades: Vec<Arc<Grade>>,
}

pub(super) fn scale(list: &LevelsFile, linker: &mut Linker<'_>) -> Levels {
    let (scale, duplicates) = unique(&list.scale.0, |level| &level.id);
    linker.report_duplicates(duplicates, EntityKind::ScaleLevel);
    let (aspects, duplicates) = unique(&list.aspects.value, |aspect| &aspect.id);
    linker.report_duplicates(duplicates, EntityKind::Aspect);
    let (grades, duplicates) = unique(&list.grades.value, |grade| &grade.id);
    linker.report_duplicates(duplicates, EntityKind::Grade);
    let scale = scale.into_iter().map(|level| ScaleLevel {
        label: level.label.0.clone(),
        line: level.line.0.clone(),
        track: level.track(),
    });
    let aspects = aspects
        .into_iter()
        .map(|aspect| Aspect { label: aspect.label.0.clone(), question: aspect.question.0.clone() });
    let grades =
        grades.into_iter().map(|grade| Grade { label: grade.label.0.clone(), line: grade.line.0.clone() });
    Levels {
        scale: scale.map(Arc::new).collect(),
        aspects: aspects.map(Arc::new).collect(),
        grades: grades.map(Arc::new).collect(),
    }
}

pub(super) fn framework(id: &Id, record: &FrameworkFile, linker: &mut Linker<'_>) -> Framework {
    let names = linker.symbols;
    let source = record
        .source
        .as_ref()
        .and_then(|source| linker.resolve(source, &names.references, EntityKind::Source));
    let skills = record.skills.0.iter().map(|(id, skill)| FrameworkSkill {
        id: id.value.clone(),
        name: skill.name.0.clone(),
        skill: skill.skill.as_ref().and_then(|skill| linker.resolve(skill, &names.skills, EntityKind::Skill)),
        note: skill.note.as_ref().map(|note| note.0.clone()),
    });
    let skills: Vec<FrameworkSkill> = skills.collect();
    let skill_ids = skills.iter().enumerate().map(|(index, skill)| (&skill.id, index)).collect();
    let mut ladder_linker =
        LadderLinker { framework: names.frameworks.get(id.as_str()), skills: skill_ids, source, linker };
    let mut ladders: Vec<Ladder> =
        record.roles.0.iter().filter_map(|(role, ladder)| ladder_linker.ladder(role, ladder)).collect();
    ladders.sort_by_key(|ladder| ladder.role);
    ladders.dedup_by_key(|ladder| ladder.role);
    let text = |text: &Option<crate::parse::scalar::Paragraph>| text.as_ref().map(|text| text.0.clone());
    Framework {
        name: record.name.value.0.clone(),
        publisher: record.publisher.0.clone(),
        also_known_as: record.also_known_as.iter().map(|name| name.value.0.clone()).collect(),
        source,
        own: record.own,
        licence: record.licence.as_ref().map(|licence| licence.0.clone()),
        edition: record.edition.as_ref().map(|edition| edition.0.clone()),
        as_of: record.as_of,
        read: record.read,
        read_note: text(&record.read_note),
        note: text(&record.note),
        ladders,
        skills,
    }
}

/// Links the ladders of one framework.
struct LadderLinker<'a, 'l> {
    /// `None` if the file name is not an id.
    framework: Option<FrameworkId>,
    /// The framework's own skills.
    skills: BTreeMap<&'a Id, usize>,
    /// The source of the framework.
    source: Option<ReferenceId>,
    linker: &'a mut Linker<'l>,
}

impl LadderLinker<'_, '_> {
    fn ladder(&mut self, id: &Spanned<Id>, record: &LadderRecord) -> Option<Ladder> {
        let role = self.linker.resolve(id, &self.linker.symbols.roles, EntityKind::Role);
        let mut levels = Vec::new();
        let (unique, duplicates) = unique(&record.levels.0, |level| &level.id);
        for (id, first) in duplicates {
            let message = format!("the level `{}` is defined twice", id.value);
            self.linker.add(
                Diagnostic::new(Code::DuplicateId, self.linker.at(id.span), message)
                    .label(self.linker.at(first), "first defined here")
                    .help("give one of them another id"),
            );
        }
        for level in unique {
            levels.extend(self.level(level));
        }
        let role: RoleId = role?;
        let note = record.note.as_ref().map(|note| note.0.clone());
        Some(Ladder { role, title: record.title.0.clone(), note, levels })
    }

    fn level(&mut self, record: &LadderLevelRecord) -> Option<LadderLevel> {
        let range = &record.at.value;
        let from = self.scale_level(&range.from);
        let to = match &range.to {
            Some(to) => self.scale_level(to),
            None => from,
        };
        let mut facts: Vec<(AspectId, LevelFact)> = Vec::new();
        for (aspect, fact) in &record.facts.0 {
            let names = self.linker.symbols;
            let aspect = self.linker.resolve(aspect, &names.aspects, EntityKind::Aspect);
            let source = match &fact.source {
                Some(source) => self.linker.resolve(source, &names.references, EntityKind::Source),
                None => self.source,
            };
            let section = fact.section.as_ref().map(|section| section.0.clone());
            facts.extend(
                aspect.map(|aspect| (aspect, LevelFact { value: fact.value.0.clone(), source, section })),
            );
        }
        facts.sort_by_key(|(aspect, _)| *aspect);
        let mut skills: Vec<(LadderSkill, GradeId)> = Vec::new();
        for (skill, grade) in &record.skills.0 {
            let skill = self.skill(skill);
            let grade = self.linker.resolve(grade, &self.linker.symbols.grades, EntityKind::Grade);
            skills.extend(skill.zip(grade));
        }
        skills.sort_by_key(|(skill, _)| *skill);
        let lowered = record.lowered.as_ref().map(|lowered| LoweredGrades {
            skills: lowered.skills.0.iter().filter_map(|skill| self.skill(skill)).collect(),
            why: lowered.why.0.clone(),
        });
        Some(LadderLevel {
            id: record.id.value.clone(),
            label: record.label.0.clone(),
            at: from.zip(to)?,
            why: record.why.as_ref().map(|why| why.0.clone()),
            note: record.note.as_ref().map(|note| note.0.clone()),
            facts,
            skills,
            lowered,
        })
    }

    fn scale_level(&mut self, id: &Spanned<Id>) -> Option<ScaleLevelId> {
        self.linker.resolve(id, &self.linker.symbols.scale, EntityKind::ScaleLevel)
    }

    /// Resolves a skill of a level: one of the framework, else one of the site.
    fn skill(&mut self, id: &Spanned<Id>) -> Option<LadderSkill> {
        if let Some(index) = self.skills.get(&id.value) {
            if let Some(framework) = self.framework {
                self.linker.refer(id.span, Symbol::FrameworkSkill(framework, id.value.clone()));
            }
            return Some(LadderSkill::Framework(*index));
        }
        let names = self.linker.symbols;
        if names.skills.get(id.value.as_str()).is_some() || names.is_broken(self.linker.file) {
            let skill = names.skills.get(id.value.as_str())?;
            self.linker.refer(id.span, skill);
            return Some(LadderSkill::Site(skill));
        }
        if !id.value.is_placeholder() && !names.may_be_broken(EntityKind::Skill, &id.value) {
            let message = format!("there is no skill `{}`", id.value);
            let own = self.skills.keys().map(|id| id.as_str());
            self.linker.add(
                Diagnostic::new(Code::UnknownName, self.linker.at(id.span), message)
                    .help("to add it, describe it in `skills` of this file, or in `content/skills.yaml`")
                    .suggest(id.value.as_str(), own.chain(names.skills.iter().map(Id::as_str))),
            );
        }
        None
    }
}
