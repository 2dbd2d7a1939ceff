//! A level of the common scale in all roles: its titles in every framework, what they say about it, and the skills that they ask.

use serde::Serialize;

use crate::model::{FrameworkId, Ladder, Model, RoleId, Route, ScaleLevelId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::levels;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::frameworks::{
    LevelName, StatementView, framework_link, level_name, role_level_link, scale_level_link, with_grade,
};
use crate::parse::FileKind;
use crate::parse::record::Track;
use crate::parse::scalar::Date;
use crate::words;

/// `/levels/<id>/`
pub(in crate::pages) struct LevelPage;

impl PageKind for LevelPage {
    type Subject = ScaleLevelId;
    type View = LevelPageView;

    const TEMPLATE: &'static str = "pages/level.html";
    const SECTION: Option<Section> = Some(levels::SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, _: ScaleLevelId) -> PageFiles {
        PageFiles::one(FileKind::Levels)
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<ScaleLevelId> {
        None
    }

    fn name(model: &Model, id: ScaleLevelId) -> Option<String> {
        Some(title(model, id))
    }

    fn modified(model: &Model, id: ScaleLevelId) -> Option<Date> {
        let has = |ladder: &Ladder| ladder.levels_at(id, model).next().is_some();
        let frameworks = model.frameworks.values().filter(|framework| framework.ladders.iter().any(has));
        frameworks.filter_map(|framework| framework.as_of).max()
    }

    fn alternates(_: &Model, _: ScaleLevelId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: ScaleLevelId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: ScaleLevelId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: ScaleLevelId) -> LevelPageView {
        view(views, id)
    }
}

fn title(model: &Model, id: ScaleLevelId) -> String {
    words!(model.locale, "level-title", level = &model.scale[id].label)
}

#[derive(Debug, Hash, Serialize)]
pub(crate) struct LevelPageView {
    frame: PageChrome,
    title: String,
    line: String,
    is_management: bool,
    /// The titles in every framework.
    titles: Vec<FrameworkTitles>,
    aspects: Vec<AspectOfLevel>,
    skills: Vec<RoleGrades>,
    compare: String,
    /// The other levels of the scale.
    others: Vec<Link>,
}

/// The titles of a level in a framework.
#[derive(Debug, Hash, Serialize)]
struct FrameworkTitles {
    framework: Link,
    roles: Vec<RoleTitles>,
}

#[derive(Debug, Hash, Serialize)]
struct RoleTitles {
    role: Link,
    names: Vec<LevelName>,
}

/// The statements of frameworks about the level in one aspect.
#[derive(Debug, Hash, Serialize)]
struct AspectOfLevel {
    id: String,
    label: String,
    question: String,
    roles: Vec<RoleStatements>,
}

#[derive(Debug, Hash, Serialize)]
struct RoleStatements {
    role: Link,
    statements: Vec<StatementView>,
}

/// The grades that frameworks ask of a role.
#[derive(Debug, Hash, Serialize)]
struct RoleGrades {
    id: String,
    role: Link,
    levels: Vec<LevelGrades>,
}

#[derive(Debug, Hash, Serialize)]
struct LevelGrades {
    name: String,
    skills: Vec<String>,
}

fn view(views: &Views<'_>, id: ScaleLevelId) -> LevelPageView {
    let (model, locale) = (views.model(), &views.model().locale);
    let level = &model.scale[id];
    let roles: Vec<RoleId> =
        model.roles_by_name().into_iter().filter(|role| model.has_role_level(*role, id)).collect();
    let titles: Vec<FrameworkTitles> =
        model.frameworks.indices().filter_map(|framework| titles(model, framework, id)).collect();
    let title = title(model, id);
    let description = words!(
        locale,
        "level-description",
        level = &level.label,
        roles = roles.len(),
        frameworks = titles.len(),
    );
    LevelPageView {
        frame: PageChrome::new(views, Route::Level(id), &title, &description),
        title,
        line: level.line.clone(),
        is_management: level.track == Track::Management,
        titles,
        aspects: aspects(model, id, &roles),
        skills: roles.iter().filter_map(|role| grades(model, *role, id)).collect(),
        compare: model.address(Route::CompareLevels),
        others: model
            .scale
            .indices()
            .filter(|other| *other != id && model.has_level(*other))
            .map(|other| scale_level_link(model, other))
            .collect(),
    }
}

fn titles(model: &Model, framework: FrameworkId, id: ScaleLevelId) -> Option<FrameworkTitles> {
    let of_role = |ladder: &Ladder| {
        let names: Vec<LevelName> =
            ladder.levels_at(id, model).map(|level| LevelName::of(level, level.label.clone())).collect();
        let role = role_level_link(model, ladder.role, id);
        (!names.is_empty()).then_some(RoleTitles { role, names })
    };
    let roles: Vec<RoleTitles> = model.frameworks[framework].ladders.iter().filter_map(of_role).collect();
    (!roles.is_empty()).then(|| FrameworkTitles { framework: framework_link(model, framework), roles })
}

fn aspects(model: &Model, id: ScaleLevelId, roles: &[RoleId]) -> Vec<AspectOfLevel> {
    let of_aspect = |(aspect, record): (crate::model::AspectId, &crate::model::Aspect)| {
        let of_role = |role: &RoleId| {
            let statements: Vec<StatementView> = model
                .role_levels(*role, id)
                .filter_map(|(framework, level)| {
                    Some(StatementView::of(model, framework, level, level.fact(aspect)?))
                })
                .collect();
            let role = role_level_link(model, *role, id);
            (!statements.is_empty()).then_some(RoleStatements { role, statements })
        };
        let roles: Vec<RoleStatements> = roles.iter().filter_map(of_role).collect();
        (!roles.is_empty()).then(|| AspectOfLevel {
            id: format!("aspect.{}", model.aspects.id(aspect)),
            label: record.label.clone(),
            question: record.question.clone(),
            roles,
        })
    };
    model.aspects.iter().filter_map(of_aspect).collect()
}

fn grades(model: &Model, role: RoleId, id: ScaleLevelId) -> Option<RoleGrades> {
    let graded = model.role_levels(role, id).filter(|(_, level)| !level.skills.is_empty());
    let levels: Vec<LevelGrades> = graded
        .map(|(framework, level)| LevelGrades {
            name: level_name(model, framework, level),
            skills: with_grade(model, framework, &level.skills),
        })
        .collect();
    (!levels.is_empty()).then(|| RoleGrades {
        id: format!("skills.{}", model.roles.id(role)),
        role: role_level_link(model, role, id),
        levels,
    })
}
