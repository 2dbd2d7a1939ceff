//! The page of career moves: an arc diagram, and each move in words.

use serde::Serialize;

use crate::compare::moves::{diameter, incoming_moves};
use crate::model::{Idx as _, Model, RoleId, Route, SkillId};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::roles;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::families::by_family;
use crate::pages::parts::learning::{SkillMaterial, material};
use crate::pages::parts::moves::{Drawing, DrawingScope, MoveView, drawing, skill_link};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/moves/`
pub(in crate::pages) struct MovesPage;

impl PageKind for MovesPage {
    type Subject = ();
    type View = MovesView;

    const TEMPLATE: &'static str = "pages/moves.html";
    const SECTION: Option<Section> = Some(roles::SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("career-moves");

    fn files(model: &Model, (): ()) -> PageFiles {
        let has_material = !model.resources.is_empty();
        PageFiles {
            edited: None,
            others: has_material.then(|| FileKind::Learning.path()).into_iter().collect(),
        }
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<()> {
        (file == FileKind::Learning && model.has_moves()).then_some(())
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

    fn view(views: &Views<'_>, (): ()) -> MovesView {
        view(views)
    }
}

/// The page of all career moves.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct MovesView {
    frame: PageChrome,
    drawing: Drawing,
    /// Observations about all moves together.
    seen: Vec<MoveSummary>,
    roles: Vec<RoleMoves>,
    /// The skills that most moves require.
    learnt: Vec<Learnt>,
    /// Free material for the skills that moves require.
    material: Vec<SkillMaterial>,
}

/// An observation, and the roles it applies to.
#[derive(Debug, Hash, Serialize)]
struct MoveSummary {
    what: String,
    roles: Vec<Counted>,
}

#[derive(Debug, Hash, Serialize)]
struct Counted {
    role: Link,
    count: Option<usize>,
}

#[derive(Debug, Hash, Serialize)]
struct Learnt {
    skill: Link,
    count: usize,
}

/// The moves from and to one role.
#[derive(Debug, Hash, Serialize)]
struct RoleMoves {
    id: String,
    role: Link,
    family: String,
    moves: Vec<MoveView>,
    arrivals: Vec<Link>,
}

/// Number of roles or skills named in an observation.
const FEW: usize = 4;

fn view(views: &Views<'_>) -> MovesView {
    let model = views.model();
    let arrivals = incoming_moves(model);
    let count: usize = model.roles.values().map(|role| role.moves.len()).sum();
    let description = words!(model.locale, "moves-description", count = count, roles = model.roles.len());
    let link = |role: RoleId| Link {
        text: model.roles[role].name.clone(),
        url: format!("#way.{}", model.roles.id(role)),
    };
    let roles = by_family(model).into_iter().map(|id| RoleMoves {
        id: model.roles.id(id).to_string(),
        role: views.role_link(id),
        family: model
            .families
            .values()
            .nth(model.roles[id].family.index())
            .map(|f| f.label.clone())
            .unwrap_or_default(),
        moves: model.roles[id]
            .moves
            .iter()
            .map(|career_move| MoveView::of(views, id, career_move, link(career_move.to).url))
            .collect(),
        arrivals: arrivals[id.index()].iter().map(|from| link(*from)).collect(),
    });
    let skills = model.roles.values().flat_map(|role| &role.moves).flat_map(|career_move| &career_move.learn);
    MovesView {
        frame: PageChrome::new(views, Route::Moves, &words!(model.locale, "career-moves"), &description),
        drawing: drawing(model, DrawingScope::All, |role| link(role).url),
        seen: observations(model, &arrivals, link),
        roles: roles.collect(),
        learnt: learnt(model),
        material: material(model, skills.map(|skill| (*skill, None))),
    }
}

/// Returns observations about all moves: the roles that most moves lead to or start from, and those without any.
fn observations(model: &Model, arrivals: &[Vec<RoleId>], link: impl Fn(RoleId) -> Link) -> Vec<MoveSummary> {
    let by = |count: &dyn Fn(RoleId) -> usize| {
        let mut counted: Vec<(usize, RoleId)> =
            model.roles.indices().map(|role| (count(role), role)).collect();
        counted.sort_by_key(|(count, role)| (std::cmp::Reverse(*count), *role));
        counted
    };
    let coming = by(&|role| arrivals[role.index()].len());
    let going = by(&|role| model.roles[role].moves.len());
    let most = |counted: &[(usize, RoleId)]| -> Vec<Counted> {
        let counted = counted.iter().take(FEW).filter(|(count, _)| *count > 0);
        counted.map(|(count, role)| Counted { role: link(*role), count: Some(*count) }).collect()
    };
    let none = |counted: &[(usize, RoleId)]| -> Vec<Counted> {
        let without = counted.iter().filter(|(count, _)| *count == 0);
        without.map(|(_, role)| Counted { role: link(*role), count: None }).collect()
    };
    let locale = &model.locale;
    let mut seen = vec![
        MoveSummary { what: words!(locale, "moves-most-to"), roles: most(&coming) },
        MoveSummary { what: words!(locale, "moves-most-from"), roles: most(&going) },
        MoveSummary { what: words!(locale, "moves-none-to"), roles: none(&coming) },
        MoveSummary { what: words!(locale, "moves-none-from"), roles: none(&going) },
    ];
    seen.retain(|line| !line.roles.is_empty());
    if let Some(steps) = diameter(model).filter(|steps| *steps > 0) {
        let what = words!(locale, "moves-diameter", count = steps, number = locale.number_word(steps));
        seen.push(MoveSummary { what, roles: Vec::new() });
    }
    seen
}

/// Returns the skills that most moves require.
fn learnt(model: &Model) -> Vec<Learnt> {
    let mut counts = vec![0; model.skills.len()];
    for skill in model.roles.values().flat_map(|role| &role.moves).flat_map(|career_move| &career_move.learn)
    {
        counts[skill.index()] += 1;
    }
    let mut skills: Vec<(usize, SkillId)> =
        counts.into_iter().zip(model.skills.indices()).filter(|(n, _)| *n > 1).collect();
    skills.sort_by_key(|(count, skill)| (std::cmp::Reverse(*count), *skill));
    let few = skills.into_iter().take(2 * FEW);
    few.map(|(count, skill)| Learnt { skill: skill_link(model, skill), count }).collect()
}
