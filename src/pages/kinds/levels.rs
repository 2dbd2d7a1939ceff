//! Levels of all roles: the frameworks aligned on the common scale, and the frameworks themselves.

use serde::Serialize;

use crate::model::{FrameworkId, Ladder, Model, RoleId, Route, ScaleLevelId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::frameworks::{
    FrameworkView, framework_anchor, framework_link, role_levels_link, scale_level_link,
};
use crate::pages::parts::ladder::LadderImage;
use crate::parse::FileKind;
use crate::parse::record::Track;
use crate::parse::scalar::Date;
use crate::words;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Levels, label: "levels" };

/// `/levels/`
pub(in crate::pages) struct LevelsPage;

impl PageKind for LevelsPage {
    type Subject = ();
    type View = LevelsView;

    const TEMPLATE: &'static str = "pages/levels.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("levels");

    fn files(model: &Model, (): ()) -> PageFiles {
        let file = |id| FileKind::Framework(model.frameworks.id(id).as_str()).path();
        PageFiles {
            edited: Some(FileKind::Levels.path()),
            others: model.frameworks.indices().map(file).collect(),
        }
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<()> {
        // A framework with a ladder is shown best on the page of its role.
        let is_empty = |id| model.frameworks[id].ladders.is_empty();
        let is_shown = match file {
            FileKind::Levels => true,
            FileKind::Framework(id) => model.frameworks.get(id).is_some_and(is_empty),
            _ => false,
        };
        (model.has_levels() && is_shown).then_some(())
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.frameworks.values().filter_map(|framework| framework.as_of).max()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> LevelsView {
        view(views)
    }
}

#[derive(Debug, Hash, Serialize)]
pub(crate) struct LevelsView {
    frame: PageChrome,
    /// The drawing of the role that most frameworks have.
    drawing: Option<LadderImage>,
    /// The address of the comparison of two levels.
    compare: String,
    scale: Vec<ScaleLevelView>,
    roles: Vec<RoleAlignment>,
    frameworks: Vec<FrameworkRoles>,
    /// The names of the grades and what they mean.
    grades: Vec<(String, String)>,
}

#[derive(Debug, Hash, Serialize)]
struct ScaleLevelView {
    id: String,
    /// The level in all roles; without a target if no ladder has it.
    link: Link,
    line: String,
    is_management: bool,
}

/// The ladders of a role, aligned on the common scale.
#[derive(Debug, Hash, Serialize)]
struct RoleAlignment {
    id: String,
    role: Link,
    /// The levels of the scale that any ladder of the role has: the label, and the link to the role's page.
    scale: Vec<Link>,
    ladders: Vec<AlignedLadder>,
    doubts: Vec<String>,
}

/// A ladder: for each level of the scale, the names of its levels there.
#[derive(Debug, Hash, Serialize)]
struct AlignedLadder {
    framework: Link,
    title: String,
    cells: Vec<Vec<String>>,
}

/// A framework and the roles that it has levels of.
#[derive(Debug, Hash, Serialize)]
struct FrameworkRoles {
    anchor: String,
    framework: FrameworkView,
    roles: Vec<Link>,
}

fn view(views: &Views<'_>) -> LevelsView {
    let (model, locale) = (views.model(), &views.model().locale);
    let roles: Vec<RoleId> =
        model.roles_by_name().into_iter().filter(|role| model.has_ladder(*role)).collect();
    let description =
        words!(locale, "levels-description", frameworks = model.frameworks.len(), roles = roles.len());
    LevelsView {
        frame: PageChrome::new(views, Route::Levels, &words!(locale, "levels"), &description),
        drawing: roles
            .iter()
            .max_by_key(|role| (model.ladders(**role).count(), std::cmp::Reverse(**role)))
            .map(|role| LadderImage::of(model, *role)),
        compare: model.address(Route::CompareLevels),
        scale: model
            .scale
            .iter()
            .map(|(id, level)| ScaleLevelView {
                id: format!("scale.{}", model.scale.id(id)),
                link: if model.has_level(id) {
                    scale_level_link(model, id)
                } else {
                    Link { text: level.label.clone(), url: String::new() }
                },
                line: level.line.clone(),
                is_management: level.track == Track::Management,
            })
            .collect(),
        roles: roles.into_iter().map(|role| alignment(views, role)).collect(),
        frameworks: model
            .frameworks
            .iter()
            .map(|(id, framework)| FrameworkRoles {
                anchor: framework_anchor(model, id),
                framework: FrameworkView::of(model, id),
                roles: framework.ladders.iter().map(|ladder| role_levels_link(model, ladder.role)).collect(),
            })
            .collect(),
        grades: model.grades.values().map(|grade| (grade.label.clone(), grade.line.clone())).collect(),
    }
}

fn alignment(views: &Views<'_>, role: RoleId) -> RoleAlignment {
    let model = views.model();
    let page = role_levels_link(model, role);
    let scale: Vec<ScaleLevelId> =
        model.scale.indices().filter(|level| model.has_role_level(role, *level)).collect();
    let link = |level: &ScaleLevelId| Link {
        text: model.scale[*level].label.clone(),
        url: format!("{}#{}", page.url, model.scale.id(*level)),
    };
    let doubts = model.ladders(role).flat_map(|(id, ladder)| {
        let publisher = &model.frameworks[id].publisher;
        ladder.levels.iter().filter_map(move |level| {
            let why = level.why.as_ref()?;
            let name =
                words!(model.locale, "level-of-framework", framework = publisher, level = &level.label);
            Some(words!(model.locale, "doubt-of-level", level = crate::locale::Value::Words(name), why = why))
        })
    });
    RoleAlignment {
        id: model.roles.id(role).to_string(),
        doubts: doubts.collect(),
        ladders: model.ladders(role).map(|(id, ladder)| aligned(model, id, ladder, &scale)).collect(),
        scale: scale.iter().map(link).collect(),
        role: page,
    }
}

fn aligned(model: &Model, id: FrameworkId, ladder: &Ladder, scale: &[ScaleLevelId]) -> AlignedLadder {
    let cell = |level: &ScaleLevelId| {
        ladder.levels_at(*level, model).map(|level| level.label.clone()).collect::<Vec<String>>()
    };
    AlignedLadder {
        framework: framework_link(model, id),
        title: ladder.title.clone(),
        cells: scale.iter().map(cell).collect(),
    }
}
