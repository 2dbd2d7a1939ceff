//! Two levels side by side, of one role or of two: `/compare/levels/?roles=sre@senior,platform-engineer@senior`. There are too
//! many to publish a page for each, so the browser reads both from the pages of the roles' levels. What a change of a grade means
//! is decided here: the page has a table of all changes.

use serde::Serialize;
use serde_json::json;

use crate::compare::levels::grade_changes;
use crate::model::{Idx as _, Model, RoleId, Route, ScaleLevelId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::levels;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::frameworks::{role_level_link, role_levels_link, scale_level_link};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/compare/levels/`
pub(in crate::pages) struct CompareLevelsPage;

impl PageKind for CompareLevelsPage {
    type Subject = ();
    type View = CompareLevelsView;

    const TEMPLATE: &'static str = "pages/compare-levels.html";
    const SECTION: Option<Section> = Some(levels::SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("compare-levels");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(_: &Model, (): ()) -> Option<Date> {
        None
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

    fn view(views: &Views<'_>, (): ()) -> CompareLevelsView {
        view(views)
    }
}

#[derive(Debug, Hash, Serialize)]
pub(crate) struct CompareLevelsView {
    frame: PageChrome,
    roles: Vec<RoleChoice>,
    /// The levels of the common scale.
    scale: Vec<Link>,
    /// The change of a skill by its grade before and after, as JSON.
    changes: String,
    /// The skills of the roles, as JSON: for roles that no framework grades together.
    skills: String,
}

/// A role and its levels.
#[derive(Debug, Hash, Serialize)]
struct RoleChoice {
    id: String,
    role: Link,
    levels: Vec<LevelChoice>,
}

#[derive(Debug, Hash, Serialize)]
struct LevelChoice {
    /// `sre@senior`
    id: String,
    link: Link,
}

fn view(views: &Views<'_>) -> CompareLevelsView {
    let (model, locale) = (views.model(), &views.model().locale);
    let roles: Vec<RoleId> =
        model.roles_by_name().into_iter().filter(|role| model.has_ladder(*role)).collect();
    CompareLevelsView {
        frame: PageChrome::new(
            views,
            Route::CompareLevels,
            &words!(locale, "compare-levels"),
            &words!(locale, "compare-levels-description", roles = roles.len()),
        ),
        scale: model
            .scale
            .indices()
            .filter(|level| model.has_level(*level))
            .map(|level| scale_level_link(model, level))
            .collect(),
        changes: json!(grade_changes(model)).to_string(),
        skills: role_skills(model, &roles),
        roles: roles.into_iter().map(|role| choice(model, role)).collect(),
    }
}

fn choice(model: &Model, role: RoleId) -> RoleChoice {
    let levels = model.scale.indices().filter(|level| model.has_role_level(role, *level));
    let level = |level: ScaleLevelId| LevelChoice {
        id: format!("{}@{}", model.roles.id(role), model.scale.id(level)),
        link: role_level_link(model, role, level),
    };
    RoleChoice {
        id: model.roles.id(role).to_string(),
        role: role_levels_link(model, role),
        levels: levels.map(level).collect(),
    }
}

/// Returns the names of all skills, and the skills of each role by number.
fn role_skills(model: &Model, roles: &[RoleId]) -> String {
    let names: Vec<&str> = model.skills.values().map(|skill| skill.name.as_str()).collect();
    let of_role = |role: &RoleId| {
        let skills = model.roles[*role].skills.iter().map(|skill| skill.index());
        (model.roles.id(*role).to_string(), json!(skills.collect::<Vec<_>>()))
    };
    let roles: serde_json::Map<String, serde_json::Value> = roles.iter().map(of_role).collect();
    json!({ "names": names, "roles": roles }).to_string()
}
