//! Salary datasets and their figures.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Model, ReferenceId, RegionId, RoleId, ScaleLevelId, SeriesId};
use crate::parse::record::{PayBasis, PayPeriod, Population};
use crate::parse::scalar::{Currency, Years};

/// A place that salary figures are for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Region {
    /// The name of the region.
    pub label: String,
    /// The next wider region.
    pub within: Option<RegionId>,
    /// The currency that people are paid in there.
    pub currency: Option<Currency>,
}

/// A salary dataset: one survey or official statistic.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Series {
    /// The title of the dataset.
    pub title: String,
    /// The source of the dataset.
    pub source: ReferenceId,
    /// The kind of population that was measured.
    pub population: Population,
    /// Gross or net: amounts before or after tax.
    pub basis: PayBasis,
    /// The period that an amount covers.
    pub period: PayPeriod,
    /// The licence of the data.
    pub licence: String,
    /// The terms of a licence that is not open. Files that combine datasets leave this one out.
    pub terms: Option<String>,
    /// The attribution that the licence asks for, and the address that it links to.
    pub credit: Option<(String, Option<String>)>,
    /// A description of the method.
    pub method: String,
    /// Caveats for readers who compare figures.
    pub warnings: Vec<String>,
    /// The figures, sorted by role, region, level, year, currency and title.
    pub figures: Vec<Figure>,
}

/// The pay of one role in one region, at one level, at one time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The role that is paid.
    pub role: RoleId,
    /// The dataset's own job title, where it differs from the name of the role.
    pub title: Option<String>,
    /// The region that the figure covers.
    pub region: RegionId,
    /// The dataset's own name for the level; `None` for all levels together.
    pub level: Option<String>,
    /// The level of the common scale that it corresponds to.
    pub at: Option<ScaleLevelId>,
    /// `true` if the level is a span of years of experience.
    pub is_experience: bool,
    /// The time that the figure refers to.
    pub year: Years,
    /// The currency of the amounts.
    pub currency: Currency,
    /// The sample size: survey responses or job adverts.
    pub n: Option<u32>,
    /// The number of jobs that an official statistic estimates.
    pub employment: Option<u32>,
    /// p10, p25, median, p75, p90 and mean, in units of the currency.
    pub amounts: [Option<u32>; 6],
}

/// An index into [`Figure::amounts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Statistic(u8);

/// The names of the statistics, in the order of [`Figure::amounts`].
pub const STATISTICS: [&str; 6] = ["p10", "p25", "median", "p75", "p90", "mean"];

impl Statistic {
    /// The median, or 50th percentile.
    pub const MEDIAN: Statistic = Statistic(2);

    /// Returns the statistic with this name, one of [`STATISTICS`].
    pub fn from_name(name: &str) -> Option<Statistic> {
        let index = STATISTICS.iter().position(|known| *known == name)?;
        u8::try_from(index).ok().map(Statistic)
    }

    /// The name, one of [`STATISTICS`].
    pub fn name(self) -> &'static str {
        STATISTICS[self.0 as usize]
    }
}

/// The sample size below which a figure is marked as small.
pub(super) const SMALL_SAMPLE: u32 = 30;

impl Figure {
    /// Returns one of the amounts, in units of the currency.
    pub fn amount(&self, statistic: Statistic) -> Option<u32> {
        self.amounts[statistic.0 as usize]
    }

    /// Returns the median, or the mean if the figure has no median.
    pub fn median_or_mean(&self) -> Option<(Statistic, u32)> {
        let mean = Statistic(5);
        let of = |statistic| self.amount(statistic).map(|amount| (statistic, amount));
        of(Statistic::MEDIAN).or_else(|| of(mean))
    }

    /// Returns `true` if the sample is so small that the outer percentiles mean little: below [`SMALL`].
    pub fn is_small(&self) -> bool {
        self.n.is_some_and(|n| n < SMALL_SAMPLE)
    }
}

impl Series {
    /// Returns the index of the newest figure of a role in a region over all levels that has a statistic.
    pub fn newest(&self, role: RoleId, region: RegionId, statistic: Statistic) -> Option<usize> {
        let fits = |figure: &&Figure| {
            (figure.role, figure.region) == (role, region)
                && figure.level.is_none()
                && figure.amount(statistic).is_some()
        };
        let fitting = self.figures.iter().enumerate().filter(|(_, figure)| fits(figure));
        fitting.max_by_key(|(_, figure)| figure.year).map(|(at, _)| at)
    }

    /// Returns `true` if files that combine datasets may contain its figures.
    pub fn is_open(&self) -> bool {
        self.terms.is_none()
    }

    /// Returns `true` if the dataset has one figure for this role and another, because people chose one answer that
    /// stands for both. Such figures cannot tell the roles apart.
    pub fn is_shared(&self, figure: &Figure) -> bool {
        figure.title.is_some()
            && self.figures.iter().any(|other| {
                other.role != figure.role
                    && other.title == figure.title
                    && other.n == figure.n
                    && other.region == figure.region
                    && other.level == figure.level
                    && other.year == figure.year
                    && other.currency == figure.currency
            })
    }

    /// Returns the figures of a role with their indices in [`Series::figures`].
    pub fn figures_of(&self, role: RoleId) -> impl Iterator<Item = (usize, &Figure)> {
        self.figures.iter().enumerate().filter(move |(_, figure)| figure.role == role)
    }
}

impl Model {
    /// Returns the newest figure of a role over all levels in each dataset that has one, in the first region of the site for
    /// which it does: by region, then the largest samples first.
    pub fn newest_figures(&self, role: RoleId) -> Vec<(SeriesId, &Figure)> {
        let newest = self.series.iter().filter_map(|(id, series)| {
            let whole = series.figures_of(role).filter(|(_, figure)| figure.level.is_none());
            let (_, newest) = whole.min_by_key(|(_, figure)| (figure.region, Reverse(figure.year)))?;
            Some((id, newest))
        });
        let mut newest: Vec<(SeriesId, &Figure)> = newest.collect();
        newest.sort_by_key(|(_, figure)| (figure.region, Reverse(figure.n)));
        newest
    }

    /// Returns the name of a figure's level in the filter of figures: the id on the common scale or, for a level that is on none, the
    /// dataset's own name; `all` for all levels together.
    pub fn pay_level<'m>(&'m self, figure: &'m Figure) -> &'m str {
        match (figure.at, &figure.level) {
            (Some(at), _) => self.scale.id(at).as_str(),
            (None, Some(level)) => level,
            (None, None) => "all",
        }
    }

    /// Returns the regions with figures, in the order of the site.
    pub fn regions_with_figures(&self) -> Vec<RegionId> {
        let figures = self.series.values().flat_map(|series| &series.figures);
        figures.map(|figure| figure.region).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns `true` if any dataset has a figure for this region.
    pub fn has_figures(&self, region: RegionId) -> bool {
        self.series.values().any(|series| series.figures.iter().any(|figure| figure.region == region))
    }

    /// Returns the wider regions of a region, nearest first.
    pub fn wider_regions(&self, region: RegionId) -> impl Iterator<Item = RegionId> {
        std::iter::successors(self.regions[region].within, |at| self.regions[*at].within)
    }

    /// Returns `true` for a country: its id is its two-letter code.
    pub fn is_country(&self, region: RegionId) -> bool {
        self.regions.id(region).as_str().len() == 2
    }

    /// Returns `true` for a part of a country, such as a state or a city.
    pub fn is_part_of_country(&self, region: RegionId) -> bool {
        self.wider_regions(region).any(|wider| self.is_country(wider))
    }
}
