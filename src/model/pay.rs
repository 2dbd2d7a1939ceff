//! Series of pay and their figures.

use super::{ReferenceId, RegionId, RoleId};
use crate::parse::record::{PayBasis, PayPeriod, Population};
use crate::parse::scalar::{Currency, Years};

/// One survey or statistic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub title: String,
    /// Where it comes from.
    pub source: ReferenceId,
    /// Whose pay it is.
    pub population: Population,
    /// Before or after tax.
    pub basis: PayBasis,
    /// What the amounts are for.
    pub period: PayPeriod,
    /// The licence of its data.
    pub licence: String,
    /// The credit that the licence asks for, and where it links to.
    pub credit: Option<(String, Option<String>)>,
    /// How it was made.
    pub method: String,
    /// What to know before comparing.
    pub warnings: Vec<String>,
    /// Its figures, by role, region, level, year and title.
    pub figures: Vec<Figure>,
}

/// The pay of one role in one place, at one level, at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The role.
    pub role: RoleId,
    /// The series' own name for the role, when it is not ours.
    pub title: Option<String>,
    /// The region.
    pub region: RegionId,
    /// The series' own word for the level; `None` for all levels together.
    pub level: Option<String>,
    /// The time.
    pub year: Years,
    /// The currency.
    pub currency: Currency,
    /// How many answers or adverts it rests on.
    pub n: Option<u32>,
    /// How many jobs an official statistic estimates.
    pub employment: Option<u32>,
    /// p10, p25, median, p75, p90 and mean, in units of the currency.
    pub amounts: [Option<u32>; 6],
}

/// A place in [`Figure::amounts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Statistic(u8);

/// The statistics by name, in order of [`Figure::amounts`].
pub const STATISTICS: [&str; 6] = ["p10", "p25", "median", "p75", "p90", "mean"];

impl Statistic {
    /// Half earn less.
    pub const MEDIAN: Statistic = Statistic(2);

    /// The statistic of this name.
    pub fn named(name: &str) -> Option<Statistic> {
        let index = STATISTICS.iter().position(|known| *known == name)?;
        u8::try_from(index).ok().map(Statistic)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        STATISTICS[self.0 as usize]
    }
}

/// Below this many answers a figure is marked as small.
pub const SMALL: u32 = 30;

impl Figure {
    /// One of its amounts.
    pub fn amount(&self, statistic: Statistic) -> Option<u32> {
        self.amounts[statistic.0 as usize]
    }

    /// The middle of the figure: the median, or the mean where there is no median.
    pub fn middle(&self) -> Option<(Statistic, u32)> {
        let mean = Statistic(5);
        let of = |statistic| self.amount(statistic).map(|amount| (statistic, amount));
        of(Statistic::MEDIAN).or_else(|| of(mean))
    }

    /// Whether it rests on so few answers that its outer percentiles mean little.
    pub fn is_small(&self) -> bool {
        self.n.is_some_and(|n| n < SMALL)
    }
}

impl Series {
    /// The figures of a role, with their places.
    pub fn figures_of(&self, role: RoleId) -> impl Iterator<Item = (usize, &Figure)> {
        self.figures.iter().enumerate().filter(move |(_, figure)| figure.role == role)
    }
}
