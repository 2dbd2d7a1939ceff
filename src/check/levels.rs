//! Requires the levels of a ladder to rise on the common scale, and an explanation where they jump or a grade falls.

use std::sync::Arc;

use super::{CheckInput, FileContext, Rule, RuleScope, at};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Idx as _, ScaleLevelId};
use crate::parse::record::{FrameworkFile, LadderLevelRecord, LadderRecord, ScaleRange, Track};
use crate::parse::{Body, Document, Spanned, content_file};
use crate::url::Id;

/// Reports an empty list whose entries are used, once for all uses.
pub(super) const EMPTY_LISTS: Rule =
    Rule { codes: &[Code::UnknownName], run: RuleScope::Site(report_empty_lists) };

pub(super) const RULE: Rule = Rule {
    codes: &[Code::LevelOrder, Code::LevelGap, Code::LoweredGrade, Code::Unsourced, Code::Unused],
    run: RuleScope::File(run),
};

fn run(file: &FileContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Body::Framework(_, framework) = &file.document.body else { return };
    if file.is_whole() {
        report_unsourced(file, framework, diagnostics);
        report_unused_skills(file, framework, diagnostics);
    }
    // No cascading errors: without the scale nothing has an order.
    if file.context.broken.contains(content_file::LEVELS) {
        return;
    }
    for (_, ladder) in &framework.roles.0 {
        check_ladder(file, ladder, diagnostics);
    }
}

fn report_empty_lists(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_whole = |document: &&Arc<Document>| !site.broken.contains(&document.file);
    let find = |document: &Arc<Document>| match &document.body {
        Body::Levels(list) => Some((Arc::clone(&document.file), list.aspects.span, list.grades.span)),
        _ => None,
    };
    let Some((file, aspects, grades)) = site.documents.iter().filter(is_whole).find_map(find) else { return };
    let (mut of_aspects, mut of_grades) = (Vec::new(), Vec::new());
    for document in site.documents {
        let Body::Framework(_, framework) = &document.body else { continue };
        for level in framework.roles.0.iter().flat_map(|(_, ladder)| &ladder.levels.0) {
            of_aspects.extend(level.facts.0.iter().map(|(aspect, _)| at(&document.file, aspect.span)));
            of_grades.extend(level.skills.0.iter().map(|(_, grade)| at(&document.file, grade.span)));
        }
    }
    let model = site.model;
    let lists = [
        ("aspects", aspects, model.aspects.is_empty(), of_aspects, "the aspects that `facts` of levels name"),
        ("grades", grades, model.grades.is_empty(), of_grades, "the grades that `skills` of levels name"),
    ];
    for (key, span, is_empty, uses, what) in lists {
        let Some(first) = uses.first().filter(|_| is_empty) else { continue };
        let message = match uses.len() {
            1 => format!("`{key}` has no entries, but one is used"),
            count => format!("`{key}` has no entries, but {count} are used"),
        };
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, at(&file, span), message)
                .label(first.clone(), "used here first")
                .help(format!("list {what}")),
        );
    }
}

/// Reports a framework whose facts have no source.
fn report_unsourced(file: &FileContext<'_>, framework: &FrameworkFile, diagnostics: &mut Vec<Diagnostic>) {
    let levels = framework.roles.0.iter().flat_map(|(_, ladder)| &ladder.levels.0);
    let is_unsourced = |level: &LadderLevelRecord| {
        !level.skills.0.is_empty() || level.facts.0.iter().any(|(_, fact)| fact.source.is_none())
    };
    let has_source = framework.own || framework.source.is_some();
    if !has_source && levels.into_iter().any(is_unsourced) {
        let message = format!("the framework “{}” has no source", framework.name.value.0);
        diagnostics.push(
            Diagnostic::new(Code::Unsourced, file.at(framework.name.span), message)
                .help("add `source`, or `own: true` if it is the framework of your own organisation"),
        );
    }
}

/// Reports names of skills that no level grades.
fn report_unused_skills(
    file: &FileContext<'_>,
    framework: &FrameworkFile,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let levels = framework.roles.0.iter().flat_map(|(_, ladder)| &ladder.levels.0);
    let graded = levels.flat_map(|level| level.skills.0.iter().map(|(skill, _)| &skill.value));
    let graded: std::collections::BTreeSet<&Id> = graded.collect();
    for (id, _) in framework.skills.0.iter().filter(|(id, _)| !graded.contains(&id.value)) {
        let message = format!("unused skill `{}`", id.value);
        diagnostics.push(
            Diagnostic::new(Code::Unused, file.at(id.span), message)
                .help("give its grade in `skills` of a level, or delete it"),
        );
    }
}

/// A level whose place on the scale is known.
struct PlacedLevel<'r> {
    record: &'r LadderLevelRecord,
    track: Track,
    from: ScaleLevelId,
    to: ScaleLevelId,
}

fn check_ladder(file: &FileContext<'_>, ladder: &LadderRecord, diagnostics: &mut Vec<Diagnostic>) {
    // An unknown level of the scale was reported, and the order of the others cannot be judged.
    let placed = ladder.levels.0.iter().map(|record| place(file, record));
    let Some(levels) = placed.collect::<Option<Vec<PlacedLevel<'_>>>>() else { return };
    for (index, level) in levels.iter().enumerate() {
        let earlier: Vec<&PlacedLevel<'_>> =
            levels[..index].iter().filter(|before| before.track == level.track).collect();
        if check_range(file, level, diagnostics)
            && let Some(before) = earlier.last()
        {
            check_order(file, before, level, diagnostics);
        }
        check_grades(file, &earlier, level.record, diagnostics);
    }
}

fn place<'r>(file: &FileContext<'_>, record: &'r LadderLevelRecord) -> Option<PlacedLevel<'r>> {
    let scale = &file.context.scale;
    let ScaleRange { from, to } = &record.at.value;
    let from = scale.get(from.value.as_str())?;
    let to = match to {
        Some(to) => scale.get(to.value.as_str())?,
        None => from,
    };
    Some(PlacedLevel { record, track: scale[from].track, from, to })
}

/// Reports a range that falls, or that crosses from one track to the other. Returns `true` for any other.
fn check_range(file: &FileContext<'_>, level: &PlacedLevel<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let (scale, ids) = (&file.context.scale, file.context.scale.ids());
    let (from, to) = (ids.id(level.from), ids.id(level.to));
    let (message, help) = if scale[level.to].track != level.track {
        (format!("`{from}` and `{to}` are on different tracks"), "choose two levels of one track".to_string())
    } else if level.to < level.from {
        (format!("`{from}` is above `{to}` on the scale"), format!("write `[{to}, {from}]`"))
    } else {
        return true;
    };
    diagnostics.push(Diagnostic::new(Code::LevelOrder, file.at(level.record.at.span), message).help(help));
    false
}

/// Reports a level that is lower on the scale than the one before it, and levels of the scale between the two.
fn check_order(
    file: &FileContext<'_>,
    before: &PlacedLevel<'_>,
    level: &PlacedLevel<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let scale = &file.context.scale;
    let record = level.record;
    if level.from < before.from || level.to < before.to {
        let message = format!(
            "`{}` is lower on the scale than `{}` before it",
            record.id.value, before.record.id.value
        );
        diagnostics.push(
            Diagnostic::new(Code::LevelOrder, file.at(record.at.span), message)
                .label(file.at(before.record.at.span), format!("`{}` is here", before.record.id.value))
                .help("write the levels in ascending order, or correct `at`"),
        );
        return;
    }
    let between = (before.to.index() + 1..level.from.index()).map(ScaleLevelId::new);
    let skipped = between.filter(|skipped| scale[*skipped].track == level.track);
    let skipped: Vec<String> = skipped.map(|skipped| format!("`{}`", scale.id(skipped))).collect();
    if !skipped.is_empty() && record.why.is_none() {
        let message = format!(
            "no level is at {}, between `{}` and `{}`",
            skipped.join(" and "),
            before.record.id.value,
            record.id.value
        );
        diagnostics.push(
            Diagnostic::new(Code::LevelGap, file.at(record.at.span), message)
                .help("map a level to it, or say in `why` that the framework has none"),
        );
    }
}

/// Reports grades that are lower than before without a reason, and reasons for grades that are not lower. The grade before is
/// that of the nearest earlier level with the skill: some frameworks list a skill only where its grade changes.
fn check_grades(
    file: &FileContext<'_>,
    earlier: &[&PlacedLevel<'_>],
    level: &LadderLevelRecord,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let grades = &file.context.grades;
    let grade = |level: &LadderLevelRecord, skill: &Id| {
        let (_, grade) = level.skills.0.iter().find(|(id, _)| id.value == *skill)?;
        grades.get(grade.value.as_str()).map(|index| (index, grade.span))
    };
    let before = |skill: &Id| earlier.iter().rev().find_map(|level| grade(level.record, skill));
    let explained: &[Spanned<Id>] = level.lowered.as_ref().map_or(&[], |lowered| &lowered.skills.0);
    for (skill, written) in &level.skills.0 {
        let now = grades.get(written.value.as_str());
        let Some((now, (earlier, span))) = now.zip(before(&skill.value)) else {
            continue;
        };
        if now < earlier && !explained.iter().any(|id| id.value == skill.value) {
            let message = format!(
                "the grade of `{}` falls from `{}` to `{}`",
                skill.value,
                grades.id(earlier),
                written.value
            );
            diagnostics.push(
                Diagnostic::new(Code::LoweredGrade, file.at(written.span), message)
                    .label(file.at(span), "higher at an earlier level")
                    .help("if the framework has it so, list the skill in `lowered` with the reason"),
            );
        }
    }
    for skill in explained {
        let falls = before(&skill.value)
            .zip(grade(level, &skill.value))
            .is_some_and(|((earlier, _), (now, _))| now < earlier);
        // Without grades, none can fall.
        if !falls && file.is_whole() && !grades.is_empty() {
            let message = format!("the grade of `{}` is not lower than at the levels before", skill.value);
            diagnostics.push(
                Diagnostic::new(Code::LoweredGrade, file.at(skill.span), message)
                    .help("remove it from `lowered`, or correct the grade"),
            );
        }
    }
}
