//! The page of a role: its facts, guide, tools, salary figures and career moves.

use serde::Serialize;

use crate::collation::CollationKey;
use crate::compare::PayQuestion;
use crate::model::{
    FamilyId, Figure, Idx as _, Model, Provenance, Role, RoleId, Route, RowId, SeriesId, TableFile,
};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::{role_levels, roles};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::cell::source_links;
use crate::pages::parts::chart::{self, Chart};
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::datasets::figures_link;
use crate::pages::parts::glance::{Glance, glance};
use crate::pages::parts::moves::{Drawing, DrawingScope, MoveView, drawing, skill_link};
use crate::pages::parts::pay_answers::AnswerView;
use crate::pages::parts::prose::{ProseView, References};
use crate::pages::parts::similar::{Similar, similar};
use crate::pages::parts::{card, json_ld};
use crate::pages::{Shared, Views};
use crate::parse::FileKind;
use crate::parse::record::RowKind;
use crate::parse::scalar::Date;

/// `/roles/<id>/`
pub(in crate::pages) struct RolePage;

impl PageKind for RolePage {
    type Subject = RoleId;
    type View = RoleView;

    const TEMPLATE: &'static str = "pages/role.html";
    const SECTION: Option<Section> = Some(roles::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(model: &Model, id: RoleId) -> PageFiles {
        let has_guide = model.guides.get(id).is_some();
        let id = model.roles.id(id).as_str();
        if has_guide {
            PageFiles { edited: Some(FileKind::Guide(id).path()), others: vec![FileKind::Role(id).path()] }
        } else {
            PageFiles::one(FileKind::Role(id))
        }
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<RoleId> {
        match file {
            FileKind::Role(id) | FileKind::Guide(id) => model.roles.get(id),
            // No page lists all skills.
            FileKind::Skills => model.roles.indices().max_by_key(|role| model.roles[*role].skills.len()),
            _ => None,
        }
    }

    fn name(model: &Model, id: RoleId) -> Option<String> {
        Some(model.roles[id].name.clone())
    }

    fn modified(model: &Model, id: RoleId) -> Option<Date> {
        model.role_changed(id)
    }

    fn alternates(_: &Model, id: RoleId) -> Vec<(&'static str, Route)> {
        vec![
            ("role-data", Route::RoleData(id)),
            ("the-facts", Route::RoleTable(id, TableFile::Markdown)),
            ("the-facts", Route::RoleTable(id, TableFile::Csv)),
        ]
    }

    fn preview(views: &Views<'_>, id: RoleId) -> Option<(String, CardLink)> {
        Some((views.model().roles[id].name.clone(), card::role::link(views, id)))
    }

    fn own_links(_: &Model, _: RoleId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: RoleId) -> RoleView {
        view(views, id)
    }
}

#[derive(Debug, Hash, Serialize)]
pub(crate) struct RoleView {
    frame: PageChrome,
    id: String,
    name: String,
    short: String,
    summary: String,
    family: Link,
    also_known_as: Vec<String>,
    glance: Vec<Glance>,
    guide: Option<ProseView>,
    reviewed: Option<String>,
    groups: Vec<FactGroup>,
    responsibilities: Vec<ClaimView>,
    tools: Vec<ToolUseView>,
    skills: Vec<Link>,
    charts: Vec<Chart>,
    /// The best figure for each country that has one.
    places: Vec<PlaceFigure>,
    /// Links to the nearest figures for the other countries.
    elsewhere: Vec<Link>,
    /// The address of its levels.
    levels: Option<String>,
    /// The address of the free material for its skills.
    material: Option<String>,
    /// Link to all its salary figures.
    figures: Option<Link>,
    moves: Vec<MoveView>,
    arrivals: Vec<Link>,
    /// The moves as a drawing, if there are any.
    drawing: Option<Drawing>,
    similar: Vec<Similar>,
    pairs: Vec<PairsOf>,
    references: References,
    exports: RoleExports,
    /// The roles before and after it in the list of its family.
    previous: Option<Link>,
    next: Option<Link>,
}

/// Links to the comparisons with the roles of one family.
#[derive(Debug, Hash, Serialize)]
struct PairsOf {
    label: String,
    pairs: Vec<Link>,
}

/// Links to the role's facts as files.
#[derive(Debug, Hash, Serialize)]
struct RoleExports {
    markdown: String,
    csv: String,
    json: String,
}

/// The best figure for a country.
#[derive(Debug, Hash, Serialize)]
struct PlaceFigure {
    link: Link,
    answer: AnswerView,
}

#[derive(Debug, Hash, Serialize)]
struct FactGroup {
    label: String,
    facts: Vec<FactView>,
}

#[derive(Debug, Hash, Serialize)]
struct FactView {
    row: Shared,
    cell: Shared,
    /// The latest change of the cell, if it has ever changed.
    changed: Option<Changed>,
}

/// A change of a cell.
#[derive(Debug, Hash, Serialize)]
struct Changed {
    on: String,
    was: String,
    why: String,
}

#[derive(Debug, Hash, Serialize)]
struct ClaimView {
    text: String,
    sources: Vec<Link>,
    judgement: bool,
}

#[derive(Debug, Hash, Serialize)]
struct ToolUseView {
    label: String,
    tools: Vec<Link>,
}

fn view(views: &Views<'_>, id: RoleId) -> RoleView {
    let model = views.model();
    let role = &model.roles[id];
    let mut references = References::default();
    let written = model.guides.get(id);
    let guide = written.map(|guide| ProseView::of(views, &guide.prose, &mut references));
    let role_id = model.roles.id(id);
    let arrivals = crate::compare::moves::incoming_moves(model).swap_remove(id.index());
    let (places, elsewhere) = places(views, id);
    let family = model.families.iter().find(|(family, _)| *family == role.family);
    let [previous, next] = neighbours(views, id);
    RoleView {
        frame: PageChrome::new(views, Route::Role(id), &role.name, &role.summary)
            .card(card::role::link(views, id))
            .json_ld(json_ld::role(views, id)),
        id: role_id.to_string(),
        name: role.name.clone(),
        short: role.short.clone(),
        summary: role.summary.clone(),
        family: family.map_or_else(
            || Link { text: String::new(), url: views.url(Route::Roles) },
            |(family, record)| Link {
                text: record.label.clone(),
                url: format!("{}#{}", views.url(Route::Roles), model.families.id(family)),
            },
        ),
        also_known_as: role.also_known_as.clone(),
        glance: glance(views, id),
        guide,
        reviewed: written.map(|guide| model.locale.day(guide.reviewed)),
        groups: groups(views, id),
        responsibilities: role
            .responsibilities
            .iter()
            .map(|claim| ClaimView {
                text: claim.text.clone(),
                sources: source_links(model, &claim.provenance),
                judgement: claim.provenance == Provenance::Judgement,
            })
            .collect(),
        tools: role
            .tools
            .iter()
            .map(|(category, tools)| ToolUseView {
                label: model.categories[*category].clone(),
                tools: tools.iter().map(|tool| views.tool_link(*tool)).collect(),
            })
            .collect(),
        skills: role.skills.iter().map(|skill| skill_link(model, *skill)).collect(),
        charts: charts(views, id),
        places,
        elsewhere,
        levels: model.has_ladder(id).then(|| views.url(Route::RoleLevels(id))),
        material: (model.has_ladder(id) && role_levels::has_material(model, id))
            .then(|| format!("{}#page.learning", views.url(Route::RoleLevels(id)))),
        figures: figures_link(views, id),
        moves: role
            .moves
            .iter()
            .map(|career_move| MoveView::of(views, id, career_move, views.url(Route::Role(career_move.to))))
            .collect(),
        arrivals: arrivals.iter().map(|from| views.role_link(*from)).collect(),
        drawing: (!arrivals.is_empty() || !role.moves.is_empty())
            .then(|| drawing(model, DrawingScope::Around(id), |role| views.url(Route::Role(role)))),
        similar: similar(views, id),
        pairs: pairs(views, id),
        references,
        exports: RoleExports {
            markdown: views.url(Route::RoleTable(id, TableFile::Markdown)),
            csv: views.url(Route::RoleTable(id, TableFile::Csv)),
            json: views.url(Route::RoleData(id)),
        },
        previous,
        next,
    }
}

/// Returns links to the roles before and after a role in its family, by name.
fn neighbours(views: &Views<'_>, id: RoleId) -> [Option<Link>; 2] {
    let model = views.model();
    let family = model.roles.iter().filter(|(_, role)| role.family == model.roles[id].family);
    let mut roles: Vec<RoleId> = family.map(|(role, _)| role).collect();
    roles.sort_by_cached_key(|role| CollationKey::new(&model.roles[*role].name));
    let at = roles.iter().position(|role| *role == id).expect("invariant: a role is in its family");
    let link = |at: Option<usize>| at.and_then(|at| roles.get(at)).map(|role| views.role_link(*role));
    [link(at.checked_sub(1)), link(Some(at + 1))]
}

/// Returns links to every comparison with this role, by the family of the other role.
fn pairs(views: &Views<'_>, id: RoleId) -> Vec<PairsOf> {
    let model = views.model();
    let of = |family: FamilyId| {
        let others = model.roles.iter().filter(|(other, role)| role.family == family && *other != id);
        let link = |(other, role): (RoleId, &Role)| {
            Some(Link { text: role.short.clone(), url: views.pair_url(id, other)? })
        };
        let mut links: Vec<Link> = others.filter_map(link).collect();
        links.sort_by_cached_key(|link| CollationKey::new(&link.text));
        links
    };
    let families = model.families.iter();
    let all = families.map(|(family, record)| PairsOf { label: record.label.clone(), pairs: of(family) });
    all.filter(|family| !family.pairs.is_empty()).collect()
}

/// Returns the role's cells by group. Tools and salaries have sections of their own on this page.
fn groups(views: &Views<'_>, id: RoleId) -> Vec<FactGroup> {
    let model = views.model();
    let groups = model.groups.iter().map(|(group, label)| {
        let rows = model
            .rows
            .iter()
            .filter(|(_, row)| row.group == group && !matches!(row.kind, RowKind::Tools | RowKind::Salary));
        FactGroup {
            label: label.clone(),
            facts: rows
                .map(|(row, _)| FactView {
                    row: views.row(row),
                    cell: views.side(id).cell(row),
                    changed: changed(views, id, row),
                })
                .collect(),
        }
    });
    groups.filter(|group| !group.facts.is_empty()).collect()
}

fn changed(views: &Views<'_>, id: RoleId, row: RowId) -> Option<Changed> {
    let model = views.model();
    let change = model.roles[id].cell(row)?.changes.first()?;
    Some(Changed { on: model.locale.day(change.on), was: change.was.clone(), why: change.why.clone() })
}

/// Returns the best figure for each country, and links to the nearest one for those that have none.
fn places(views: &Views<'_>, id: RoleId) -> (Vec<PlaceFigure>, Vec<Link>) {
    let model = views.model();
    let (mut places, mut elsewhere) = (Vec::new(), Vec::new());
    let finder = views.pay();
    for region in model.regions_with_figures().into_iter().filter(|region| model.is_country(*region)) {
        let question = PayQuestion { role: id, region, level: None };
        let answers = finder.answers(model, question);
        let Some(answer) = answers.first() else { continue };
        let link = Link {
            text: model.regions[region].label.clone(),
            url: format!("{}#answer.{}", views.url(Route::PayPlace(region)), model.roles.id(id)),
        };
        if answer.departures.is_empty() {
            places.push(PlaceFigure { link, answer: AnswerView::of(views, question, answer) });
        } else {
            elsewhere.push(link);
        }
    }
    places.sort_by_cached_key(|place| CollationKey::new(&place.link.text));
    elsewhere.sort_by_cached_key(|link| CollationKey::new(&link.text));
    (places, elsewhere)
}

/// The most charts on the page of a role; a link leads to the rest.
const CHARTS_SHOWN: usize = 3;

/// Returns charts of the newest figures of a role, each with the other roles of its dataset for context.
fn charts(views: &Views<'_>, id: RoleId) -> Vec<Chart> {
    let chart = |(series, newest): (SeriesId, &Figure)| {
        let same = |figure: &Figure| {
            figure.region == newest.region
                && figure.year == newest.year
                && figure.level.is_none()
                && figure.currency == newest.currency
        };
        chart::of_series(views, series, same, Some(id))
    };
    views.model().newest_figures(id).into_iter().take(CHARTS_SHOWN).flat_map(chart).collect()
}
