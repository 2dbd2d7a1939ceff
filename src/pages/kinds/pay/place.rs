//! The page of a place: what each role is paid there or, without a figure, the nearest one and the reason.

use serde::Serialize;

use super::stand::{StandGroup, stand};
use super::{SECTION, roles};
use crate::compare::PayQuestion;
use crate::model::{Model, RegionId, RoleId, Route};
use crate::pages::Views;
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::pay_answers::AnswerView;
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/salaries/in/<region>/`
pub(in crate::pages) struct PayPlacePage;

impl PageKind for PayPlacePage {
    type Subject = RegionId;
    type View = PayPlaceView;

    const TEMPLATE: &'static str = "pages/pay-place.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, _: RegionId) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<RegionId> {
        None
    }

    fn name(model: &Model, id: RegionId) -> Option<String> {
        Some(title(model, id))
    }

    fn modified(model: &Model, id: RegionId) -> Option<Date> {
        let here = model.series.values().filter(|series| series.figures.iter().any(|f| f.region == id));
        here.map(|series| model.references[series.source].accessed).max()
    }

    fn alternates(_: &Model, _: RegionId) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: RegionId) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: RegionId) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, id: RegionId) -> PayPlaceView {
        view(views, id)
    }
}

/// The pay of every role in a place.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct PayPlaceView {
    frame: PageChrome,
    title: String,
    /// Links to wider places, widest last.
    wider: Vec<Link>,
    /// Links to places within this one.
    within: Vec<Link>,
    /// The answers for roles that have figures here.
    here: Vec<RoleAnswer>,
    /// The nearest figures for the other roles.
    nearest: Vec<RoleAnswer>,
    /// Every figure for the place.
    roles: Vec<roles::RoleFigures>,
    /// The figures that a reader's own pay can be held against, by role.
    stand: Vec<StandGroup>,
}

/// The most answers of the nearest kind for a role.
const NEAREST: usize = 2;

/// The answers to the question for one role.
#[derive(Debug, Hash, Serialize)]
struct RoleAnswer {
    id: String,
    role: Link,
    answers: Vec<AnswerView>,
    /// The number of further datasets with a figure.
    more: usize,
}

fn title(model: &Model, id: RegionId) -> String {
    words!(model.locale, "pay-in-place", place = &model.regions[id].label)
}

/// Returns links to the pages of those places that `is_listed` accepts.
pub(super) fn links(views: &Views<'_>, is_listed: impl Fn(RegionId) -> bool) -> Vec<Link> {
    let model = views.model();
    let listed = model.regions_with_figures().into_iter().filter(|region| is_listed(*region));
    roles::by_name(model, listed).into_iter().map(|region| link(views, region)).collect()
}

fn link(views: &Views<'_>, region: RegionId) -> Link {
    Link { text: views.model().regions[region].label.clone(), url: views.url(Route::PayPlace(region)) }
}

fn view(views: &Views<'_>, id: RegionId) -> PayPlaceView {
    let model = views.model();
    let title = title(model, id);
    let finder = views.pay();
    let answer = |role: RoleId| {
        let question = PayQuestion { role, region: id, level: None };
        let found = finder.answers(model, question);
        let is_here = found.first()?.departures.is_empty();
        let shown = if is_here { 1 } else { found.len().min(NEAREST) };
        let answers = found[..shown].iter().map(|answer| AnswerView::of(views, question, answer)).collect();
        let answer = RoleAnswer {
            id: model.roles.id(role).to_string(),
            role: views.role_link(role),
            answers,
            more: if is_here { found.len() - shown } else { 0 },
        };
        Some((is_here, answer))
    };
    let (mut here, mut nearest) = (Vec::new(), Vec::new());
    for (is_here, answer) in model.roles_by_name().into_iter().filter_map(answer) {
        if is_here { here.push(answer) } else { nearest.push(answer) }
    }
    let description =
        words!(model.locale, "pay-place-description", place = &model.regions[id].label, count = here.len());
    let wider = model.wider_regions(id).filter(|region| model.has_figures(*region));
    PayPlaceView {
        frame: PageChrome::new(views, Route::PayPlace(id), &title, &description),
        title,
        wider: wider.map(|region| link(views, region)).collect(),
        within: links(views, |region| model.regions[region].within == Some(id)),
        here,
        nearest,
        roles: roles::all(views, Some(id)),
        stand: stand(model, id),
    }
}
