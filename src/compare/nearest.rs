//! Answers a question about pay with the figures that it asks for or, where there are none, with the nearest ones. Each answer
//! says in what it differs from the question.
//!
//! The place decides more about pay than the title does, so the order is: another level of the role in the same
//! place; the role in a wider place of the same country; a similar role in the same place; the role in several countries
//! together; in another country with the same currency; in another country nearby; in the widest place of all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{share, shared};
use crate::model::{Figure, Idx as _, Model, RegionId, RoleId, ScaleLevelId, Series, SeriesId};
use crate::parse::record::Population;
use crate::parse::scalar::Date;

/// A question about pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayQuestion {
    /// The role.
    pub role: RoleId,
    /// The place.
    pub region: RegionId,
    /// The level of the common scale; `None` for all levels together.
    pub level: Option<ScaleLevelId>,
}

/// A figure that answers a question about pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayAnswer {
    /// The dataset.
    pub series: SeriesId,
    /// The index of the figure in the dataset.
    pub figure: usize,
    /// The properties in which the figure differs from the question; empty if it is exactly what was asked.
    pub departures: Vec<Departure>,
}

/// A property in which an answer differs from the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Departure {
    /// It is for another level; `None` for all levels together.
    Level(Option<ScaleLevelId>),
    /// It is for a wider place, which includes the one asked for.
    Wider(RegionId),
    /// It is for another place with the same currency, in the same part of the world.
    SameCurrency(RegionId),
    /// It is for another place within the same wider place, the second one.
    Nearby(RegionId, RegionId),
    /// It is for a similar role.
    Role(RoleId),
}

/// The most answers that are not what was asked.
const NEAREST: usize = 3;

/// The nearness that a common family of roles adds, in thousandths of the shares of common tools and of common skills.
const SAME_FAMILY: usize = 300;

/// The rank of answers that are exactly what was asked.
const EXACT: usize = 0;

/// Answers questions about the salary figures of a model.
pub struct PayFinder {
    /// For each role the distance of each other one; `None` if they have nothing in common.
    distances: Vec<Vec<Option<usize>>>,
    /// The figures of each region: the dataset, and the index in it.
    figures: Vec<Vec<(SeriesId, usize)>>,
    /// The wider regions of each region, nearest first.
    wider: Vec<Vec<RegionId>>,
}

/// A possible answer.
#[derive(Clone, Copy)]
struct Candidate {
    rank: usize,
    nearness: Nearness,
    series: SeriesId,
    figure: usize,
    departures: [Option<Departure>; 3],
}

/// The best candidate by rank and, for exact answers, dataset.
type Best = BTreeMap<(usize, Option<SeriesId>), Candidate>;

/// The order within a rank, nearest first: the distance of roles, places and levels, and the quality of the figure.
type Nearness = (usize, Quality);

/// The quality of a figure, best first: an official statistic is about an occupation and not about the role; then small
/// samples, the newest and shortest time, and the largest sample.
type Quality = (bool, bool, (Reverse<Date>, Reverse<Date>), Reverse<u32>);

impl PayFinder {
    /// Prepares to answer questions about a model.
    pub fn new(model: &Model) -> PayFinder {
        let sets: Vec<_> = model
            .roles
            .values()
            .map(|role| {
                let mut skills = role.skills.clone();
                skills.sort_unstable();
                (role.tool_set(), skills, role.family)
            })
            .collect();
        let distance = |(tools, skills, family): &(Vec<_>, Vec<_>, _), other: &(Vec<_>, Vec<_>, _)| {
            let alike = share(shared(tools, &other.0), tools.len(), other.0.len())
                + share(shared(skills, &other.1), skills.len(), other.1.len())
                + if *family == other.2 { SAME_FAMILY } else { 0 };
            (alike > 0).then(|| 2001 + SAME_FAMILY - alike)
        };
        let of = |a| sets.iter().map(|b| distance(a, b)).collect();
        let mut figures = vec![Vec::new(); model.regions.len()];
        for (id, series) in model.series.iter() {
            for (at, figure) in series.figures.iter().enumerate() {
                figures[figure.region.index()].push((id, at));
            }
        }
        let wider = model.regions.indices().map(|region| model.wider_regions(region).collect()).collect();
        PayFinder { distances: sets.iter().map(of).collect(), figures, wider }
    }

    /// Returns the best figure of each dataset that is exactly what was asked, best first. If there is none, returns the
    /// nearest figures, at most [`NEAREST`], each of another kind. Empty if no figure is near. The model is that of
    /// [`PayFinder::new`].
    pub fn answers(&self, model: &Model, question: PayQuestion) -> Vec<PayAnswer> {
        let figures = |region: RegionId| self.figures[region.index()].iter().copied();
        // The best candidate of each rank; of exact answers, that of each dataset.
        let mut best = Best::new();
        let add = |best: &mut Best, place: PlaceOf, at: (SeriesId, usize)| {
            let Some(found) = self.candidate(model, question, place, at) else { return };
            let key = (found.rank, (found.rank == EXACT).then_some(found.series));
            let known = best.entry(key).or_insert(found);
            if found.nearness < known.nearness {
                *known = found;
            }
        };
        // Most questions are answered by the place itself, which is faster to find.
        let own = |(id, at): &(SeriesId, usize)| model.series[*id].figures[*at].role == question.role;
        figures(question.region).filter(own).for_each(|at| add(&mut best, (Place::Same, 0, None), at));
        if !best.keys().any(|(rank, _)| *rank == EXACT) {
            for region in model.regions.indices().filter(|region| !self.figures[region.index()].is_empty()) {
                let Some(place) = self.place_of(model, question.region, region) else { continue };
                figures(region).for_each(|at| add(&mut best, place, at));
            }
        }
        let is_exact = best.keys().any(|(rank, _)| *rank == EXACT);
        let mut found: Vec<Candidate> =
            best.into_values().filter(|c| (c.rank == EXACT) == is_exact).collect();
        if is_exact {
            found.sort_by_key(|candidate| candidate.nearness);
        } else {
            // One that differs in more than the nearest adds nothing.
            let differences = |c: &Candidate| c.departures.iter().flatten().count();
            let fewest = found.first().map_or(0, differences);
            found.retain(|candidate| differences(candidate) <= fewest);
            found.truncate(NEAREST);
        }
        let answer = |Candidate { series, figure, departures, .. }: Candidate| PayAnswer {
            series,
            figure,
            departures: departures.into_iter().flatten().collect(),
        };
        found.into_iter().map(answer).collect()
    }

    fn candidate(
        &self,
        model: &Model,
        question: PayQuestion,
        (place, place_step, elsewhere): PlaceOf,
        (id, at): (SeriesId, usize),
    ) -> Option<Candidate> {
        let series = &model.series[id];
        let figure = &series.figures[at];
        figure.median_or_mean()?;
        let (level_step, level) = level_of(model, question.level, figure)?;
        let is_role = question.role == figure.role;
        let role_step = if is_role { 0 } else { self.distances[question.role.index()][figure.role.index()]? };
        // The order of the module's documentation.
        let rank = match (place, is_role, level_step) {
            (Place::Same, true, 0) => EXACT,
            (Place::Same, true, 1) => 1,
            (Place::Same, true, _) => 2,
            (Place::Country, true, _) => 3,
            (Place::Same, false, _) => 4,
            (Place::Country, false, _) => 5,
            (Place::Several, true, _) => 6,
            (Place::Currency, true, _) => 7,
            (Place::Nearby, true, _) => 8,
            (Place::Widest, true, _) => 9,
            (Place::Several, false, _) => 10,
            (Place::Currency, false, _) => 11,
            (Place::Nearby, false, _) => 12,
            (Place::Widest, false, _) => 13,
        };
        let role = (!is_role).then_some(Departure::Role(figure.role));
        // A few answers, or an occupation, say less about a similar role than a larger sample of the next one.
        let doubts = [figure.is_small(), series.population == Population::Statistic];
        let doubt = doubts.into_iter().filter(|doubt| *doubt && !is_role).count() * SAME_FAMILY;
        let distance = (role_step + doubt) * 100 + place_step * 10 + level_step;
        Some(Candidate {
            rank,
            nearness: (distance, quality(series, figure)),
            series: id,
            figure: at,
            departures: [role, elsewhere, level],
        })
    }

    /// Returns the relation of a region to the one asked for; `None` if it is not near.
    fn place_of(&self, model: &Model, asked: RegionId, region: RegionId) -> Option<PlaceOf> {
        if region == asked {
            return Some((Place::Same, 0, None));
        }
        let wider = &self.wider[asked.index()];
        if let Some(steps) = wider.iter().position(|wider| *wider == region) {
            let place = if wider[steps..].iter().any(|at| model.is_country(*at)) {
                Place::Country
            } else if steps + 1 == wider.len() {
                Place::Widest
            } else {
                Place::Several
            };
            return Some((place, steps, Some(Departure::Wider(region))));
        }
        let own = std::iter::once(asked).chain(wider.iter().copied()).find(|at| model.is_country(*at))?;
        if !model.is_country(region) || region == own {
            return None;
        }
        let [around, others] = [own, region].map(|country| &self.wider[country.index()]);
        let steps = around.iter().position(|at| others.contains(at))?;
        // Only the whole world has both.
        if steps + 1 == around.len() {
            return None;
        }
        let currency = |region: RegionId| model.regions[region].currency;
        let is_same_currency = currency(own).is_some() && currency(own) == currency(region);
        Some(if is_same_currency {
            (Place::Currency, steps, Some(Departure::SameCurrency(region)))
        } else {
            (Place::Nearby, steps, Some(Departure::Nearby(region, around[steps])))
        })
    }
}

/// Returns the distance between the level asked for and that of a figure, and the difference. Years of experience are no
/// level.
fn level_of(
    model: &Model,
    asked: Option<ScaleLevelId>,
    figure: &Figure,
) -> Option<(usize, Option<Departure>)> {
    match (asked, figure.level.is_none(), figure.at) {
        (None, true, _) => Some((0, None)),
        (Some(asked), _, Some(level)) if asked == level => Some((0, None)),
        (Some(_), true, _) => Some((1, Some(Departure::Level(None)))),
        (Some(asked), false, Some(level)) => {
            let scale = &model.scale;
            let steps = asked.index().abs_diff(level.index());
            let is_same_track = scale[asked].track == scale[level].track;
            is_same_track.then_some((1 + steps, Some(Departure::Level(Some(level)))))
        }
        _ => None,
    }
}

/// A relation between places, the distance, and the difference in words for readers.
type PlaceOf = (Place, usize, Option<Departure>);

/// The relation between the place of a figure and the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Same,
    /// Wider, up to the country.
    Country,
    /// Several countries together, the one asked for among them.
    Several,
    /// Another country with the same currency.
    Currency,
    /// Another country in the same part of the world.
    Nearby,
    /// The region that includes all others.
    Widest,
}

fn quality(series: &Series, figure: &Figure) -> Quality {
    let is_context = series.population == Population::Statistic;
    let years = (Reverse(figure.year.to), Reverse(figure.year.from));
    (is_context, figure.is_small(), years, Reverse(figure.n.unwrap_or(0)))
}
