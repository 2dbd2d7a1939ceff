//! The levels of a role: what each is in every framework, what changes from one to the next, and the skills with their
//! grades.

mod grades;
mod hiring;
mod pay;
mod steps;

use serde::Serialize;

use crate::model::{Framework, LadderLevel, Model, RoleId, Route, ScaleLevelId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::levels;
use crate::pages::parts::card::{self, CardLink};
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::frameworks::{
    FrameworkView, LevelName, StatementView, level_name, role_levels_link, scale_level_link,
};
use crate::pages::parts::ladder::LadderImage;
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;
use grades::GradeTable;
use hiring::HiringView;
use pay::DatasetLevels;
use steps::{LearningView, StepView};

/// `/roles/<id>/levels/`
pub(in crate::pages) struct RoleLevelsPage;

impl PageKind for RoleLevelsPage {
    type Subject = RoleId;
    type View = RoleLevelsView;

    const TEMPLATE: &'static str = "pages/role-levels.html";
    const SECTION: Option<Section> = Some(levels::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, id: RoleId) -> PageFiles {
        let file = |id| FileKind::Framework(model.frameworks.id(id).as_str()).path();
        let mut files: Vec<String> = model.ladders(id).map(|(framework, _)| file(framework)).collect();
        let edited = if files.len() == 1 { files.pop() } else { None };
        if !model.resources.is_empty() {
            files.push(FileKind::Learning.path());
        }
        if model.interviews_of(id).next().is_some() {
            files.push(FileKind::Interviews.path());
        }
        PageFiles { edited, others: files }
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<RoleId> {
        match file {
            FileKind::Framework(id) => {
                let framework = &model.frameworks[model.frameworks.get(id)?];
                framework.ladders.first().map(|ladder| ladder.role)
            }
            FileKind::Learning => model.roles_with_ladder().first().copied(),
            FileKind::Interviews => {
                let roles = model.interviews.iter().map(|interview| interview.role);
                roles.into_iter().find(|role| model.has_ladder(*role))
            }
            _ => None,
        }
    }

    fn name(model: &Model, id: RoleId) -> Option<String> {
        Some(title(model, id))
    }

    fn modified(model: &Model, id: RoleId) -> Option<Date> {
        model.ladders(id).filter_map(|(framework, _)| model.frameworks[framework].as_of).max()
    }

    fn alternates(_: &Model, _: RoleId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(views: &Views<'_>, id: RoleId) -> Option<(String, CardLink)> {
        Some((title(views.model(), id), card::role::link(views, id)))
    }

    fn own_links(_: &Model, _: RoleId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: RoleId) -> RoleLevelsView {
        view(views, id)
    }
}

/// Returns the title of the page.
pub(in crate::pages::kinds) fn title(model: &Model, id: RoleId) -> String {
    words!(model.locale, "role-levels-title", role = &model.roles[id].name)
}

#[derive(Debug, Hash, Serialize)]
pub(crate) struct RoleLevelsView {
    frame: PageChrome,
    title: String,
    role: Link,
    /// The embed, and its absolute URL for other sites.
    embed: String,
    embed_address: String,
    levels: Vec<LevelView>,
    /// Links to the steps.
    contents: Vec<Link>,
    steps: Vec<StepView>,
    /// The grades of skills, by framework.
    tables: Vec<GradeTable>,
    /// The names of the grades and what they mean.
    grades: Vec<(String, String)>,
    /// Free material for the skills of all steps.
    learning: LearningView,
    hiring: HiringView,
    /// The salary datasets with figures by level.
    pay: Vec<DatasetLevels>,
    frameworks: Vec<LadderView>,
    /// The drawing of the ladders.
    drawing: LadderImage,
    /// Links to the levels of other roles.
    others: Vec<Link>,
}

/// A level of the common scale, and what frameworks say about it.
#[derive(Debug, Hash, Serialize)]
pub(in crate::pages::kinds) struct LevelView {
    id: String,
    label: String,
    line: String,
    /// The same level in all roles.
    across: Link,
    names: Vec<LevelName>,
    aspects: Vec<AspectView>,
}

#[derive(Debug, Hash, Serialize)]
struct AspectView {
    id: String,
    label: String,
    question: String,
    statements: Vec<StatementView>,
}

/// A framework and the title of the role in it.
#[derive(Debug, Hash, Serialize)]
struct LadderView {
    framework: FrameworkView,
    title: String,
    note: Option<String>,
}

/// Returns the sentence that the page begins with.
pub(in crate::pages::kinds) fn description(model: &Model, id: RoleId) -> String {
    let levels: Vec<&str> = model
        .scale
        .indices()
        .filter(|level| model.role_levels(id, *level).next().is_some())
        .map(|level| model.scale[level].label.as_str())
        .collect();
    words!(
        model.locale,
        "role-levels-description",
        role = &model.roles[id].name,
        first = levels.first().copied().unwrap_or_default(),
        last = levels.last().copied().unwrap_or_default(),
        count = model.ladders(id).count(),
    )
}

fn view(views: &Views<'_>, id: RoleId) -> RoleLevelsView {
    let model = views.model();
    let steps = steps::steps(model, id);
    let (title, description) = (title(model, id), description(model, id));
    RoleLevelsView {
        frame: PageChrome::new(views, Route::RoleLevels(id), &title, &description)
            .card(card::role::link(views, id)),
        title,
        role: views.role_link(id),
        embed: views.url(Route::EmbedLevels(id)),
        embed_address: model.absolute_url(Route::EmbedLevels(id)),
        contents: steps.iter().map(StepView::link).collect(),
        levels: level_views(model, id),
        steps,
        learning: steps::learning(model, id),
        hiring: HiringView::of(model, id),
        pay: pay::by_level(model, id),
        tables: grades::tables(model, id),
        grades: model.grades.values().map(|grade| (grade.label.clone(), grade.line.clone())).collect(),
        frameworks: model
            .ladders(id)
            .map(|(framework, ladder)| LadderView {
                framework: FrameworkView::of(model, framework),
                title: ladder.title.clone(),
                note: ladder.note.clone(),
            })
            .collect(),
        drawing: LadderImage::of(model, id),
        others: model
            .roles_by_name()
            .into_iter()
            .filter(|other| *other != id && model.has_ladder(*other))
            .map(|other| role_levels_link(model, other))
            .collect(),
    }
}

/// Returns `true` if the page lists material to learn from.
pub(in crate::pages::kinds) fn has_material(model: &Model, id: RoleId) -> bool {
    !steps::learning(model, id).is_empty()
}

/// Returns the levels that any ladder of a role has, from the first to the last.
pub(in crate::pages::kinds) fn level_views(model: &Model, role: RoleId) -> Vec<LevelView> {
    model.scale.indices().filter_map(|level| level_view(model, role, level)).collect()
}

/// Returns what all frameworks say about a level of the common scale; `None` if no ladder of the role has it.
fn level_view(model: &Model, role: RoleId, id: ScaleLevelId) -> Option<LevelView> {
    let known: Vec<(&Framework, &LadderLevel)> = model.role_levels(role, id).collect();
    if known.is_empty() {
        return None;
    }
    let aspects = model.aspects.iter().filter_map(|(aspect, record)| {
        let statement = |(framework, level): &(&Framework, &LadderLevel)| {
            level.fact(aspect).map(|fact| StatementView::of(model, framework, level, fact))
        };
        let statements: Vec<StatementView> = known.iter().filter_map(statement).collect();
        (!statements.is_empty()).then(|| AspectView {
            id: model.aspects.id(aspect).to_string(),
            label: record.label.clone(),
            question: record.question.clone(),
            statements,
        })
    });
    let level = &model.scale[id];
    Some(LevelView {
        id: model.scale.id(id).to_string(),
        label: level.label.clone(),
        line: level.line.clone(),
        across: scale_level_link(model, id),
        aspects: aspects.collect(),
        names: known
            .iter()
            .map(|(framework, level)| LevelName::of(level, level_name(model, framework, level)))
            .collect(),
    })
}
