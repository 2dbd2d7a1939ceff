//! `content/salaries/<series>.yaml`: one survey or statistic.

use crate::parse::Spanned;
use crate::parse::scalar::{Currency, Name, Paragraph, Sentence, UInt, WebAddress, Years};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// One survey or statistic of pay: `content/salaries/<series>.yaml`. Figures of different series are never pooled.
    pub struct SeriesFile = "a series" {
        /// Its name, as charts and its own page show it.
        title: Name,
        /// Where it comes from, as an id of `sources.yaml`.
        source: Spanned<Id>,
        /// Whose pay it is: of people who answered, of adverts, or of an official statistic.
        population: Population,
        /// Whether amounts are before or after tax. The two are never compared.
        basis: PayBasis,
        /// What the amounts are for: a year or a month. Write them as the source has them.
        period: PayPeriod,
        /// The currency of the amounts, unless a figure names another.
        currency: Currency,
        /// The licence of the data, as stated by its publisher.
        licence: Name,
        /// The credit that the licence asks for.
        credit: Option<Sentence>,
        /// Where the credit links to, if the licence asks for a link.
        credit_url: Option<WebAddress>,
        /// Who answered, how it was collected, what was left out, how figures were computed.
        method: Paragraph,
        /// What a reader must know before comparing.
        warnings: Vec<Sentence>,
        /// The series' own words for levels, lowest first. A figure for all of them together says `all`, or nothing.
        levels: Vec<Spanned<Name>>,
        /// The figures, one for each role, region, level and year.
        figures: Vec<Spanned<FigureRecord>>,
    }
}

string_enum! {
    /// Whose pay a series is about.
    pub enum Population {
        /// People who answered a survey.
        Survey = "survey",
        /// Job adverts.
        Advertised = "advertised",
        /// An official statistic.
        Statistic = "statistic",
    }
}

string_enum! {
    /// Before or after tax.
    pub enum PayBasis {
        /// Before tax.
        Gross = "gross",
        /// After tax.
        Net = "net",
    }
}

string_enum! {
    /// What an amount of pay is for.
    pub enum PayPeriod {
        /// A year.
        Year = "year",
        /// A month.
        Month = "month",
    }
}

record! {
    /// The pay of one role in one place, at one level, at one time.
    pub struct FigureRecord = "a figure" {
        /// The role, by its id, the name of its file.
        role: Spanned<Id>,
        /// The series' own name for the role, when it is not ours.
        title: Option<Name>,
        /// The region, as an id of `comparison.yaml`.
        region: Spanned<Id>,
        /// One of the series' `levels`. `all`, or without it: all levels together.
        level: Option<Spanned<Name>>,
        /// The year or years that the figure is for.
        year: Years,
        /// The currency, when it is not the series'.
        currency: Option<Currency>,
        /// How many answers or adverts it rests on, at least 10. Only an official statistic may leave it out.
        n: Option<Spanned<UInt>>,
        /// For an official statistic: the number of jobs that it estimates.
        employment: Option<UInt>,
        /// The 10th percentile: of ten, one earns less.
        p10: Option<Spanned<UInt>>,
        /// The 25th percentile: of four, one earns less.
        p25: Option<Spanned<UInt>>,
        /// The median: of two, one earns less.
        median: Option<Spanned<UInt>>,
        /// The 75th percentile: of four, three earn less.
        p75: Option<Spanned<UInt>>,
        /// The 90th percentile: of ten, nine earn less.
        p90: Option<Spanned<UInt>>,
        /// The arithmetic mean, which a few high earners lift above the median.
        mean: Option<Spanned<UInt>>,
    }
}
