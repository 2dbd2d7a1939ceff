//! `content/salaries/<id>.yaml`: a salary dataset.

use serde_json::{Value, json};

use crate::parse::scalar::{Currency, Name, Paragraph, Sentence, UInt, WebAddress, Years};
use crate::parse::{Decode, Diagnostics, Node, NodeKind, Spanned};
use crate::url::Id;
use crate::{record, string_enum};

record! {
    /// A salary dataset, from one survey or statistic: `content/salaries/<id>.yaml`. Figures of different datasets
    /// are never pooled.
    pub struct SeriesFile = "a series" {
        /// The name of the dataset, shown in charts and on its own page.
        title: Name,
        /// The source of the dataset, as an id of `sources.yaml`.
        source: Spanned<Id>,
        /// The kind of data: survey answers, job adverts or an official statistic.
        population: Population,
        /// The tax basis: before or after tax. The two are never compared.
        basis: PayBasis,
        /// The pay period of the amounts: a year, a month, a day or an hour. Write amounts as the source states them.
        period: PayPeriod,
        /// The currency of the amounts, unless a figure states another.
        currency: Currency,
        /// The licence of the data, as stated by its publisher.
        licence: Name,
        /// For a licence that is not open: its terms in one sentence, shown beside the downloads. Files that combine
        /// datasets leave out a dataset with such terms.
        terms: Option<Sentence>,
        /// The attribution that the licence requires.
        credit: Option<Sentence>,
        /// The address that the attribution links to, if the licence requires a link.
        credit_url: Option<WebAddress>,
        /// The method: who answered, how the data was collected, what was excluded, and how the figures were
        /// computed.
        method: Paragraph,
        /// Caveats that a reader must know before comparing figures.
        warnings: Vec<Sentence>,
        /// The dataset's own names of levels, lowest first. A figure for all levels together has the level `all` or
        /// none.
        levels: Vec<Spanned<PayLevel>>,
        /// The figures, one for each combination of role, region, level and year.
        figures: Vec<Spanned<FigureRecord>>,
    }
}

record! {
    /// A level of a salary dataset.
    pub struct PayLevelRecord = "a level of a dataset" {
        /// The dataset's own name of the level, which figures use under `level`.
        label: Spanned<Name>,
        /// The level of the common scale that it corresponds to, as an id of `scale` in `levels.yaml`.
        at: Option<Spanned<Id>>,
        /// `true` if it is a span of years of experience, which says nothing about the grade of a job.
        experience: bool,
    }
}

/// A level of a salary dataset: its name, or a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayLevel(pub PayLevelRecord);

impl PayLevel {
    /// The dataset's own name of the level.
    pub fn name(&self) -> &str {
        &self.0.label.value.0
    }
}

impl Decode for PayLevel {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if matches!(node.kind, NodeKind::Scalar { .. }) {
            let label = Spanned::decode(node, diagnostics)?;
            return Some(PayLevel(PayLevelRecord { label, at: None, experience: false }));
        }
        PayLevelRecord::decode(node, diagnostics).map(PayLevel)
    }

    fn placeholder() -> Self {
        PayLevel(PayLevelRecord::placeholder())
    }

    fn text(&self) -> Option<&str> {
        Some(self.name())
    }

    fn schema() -> Value {
        let mut schema = PayLevelRecord::schema();
        schema["title"] = json!("the name of a level, or the keys below");
        schema["type"] = json!(["object", "string"]);
        schema
    }
}

string_enum! {
    /// The kind of data that a dataset is based on.
    pub enum Population {
        /// Answers of people to a survey.
        Survey = "survey",
        /// Job adverts.
        Advertised = "advertised",
        /// An official statistic.
        Statistic = "statistic",
    }
}

string_enum! {
    /// The tax basis of amounts.
    pub enum PayBasis {
        /// Before tax.
        Gross = "gross",
        /// After tax.
        Net = "net",
    }
}

string_enum! {
    /// The pay period of an amount.
    pub enum PayPeriod {
        /// A year.
        Year = "year",
        /// A month.
        Month = "month",
        /// A day.
        Day = "day",
        /// An hour.
        Hour = "hour",
    }
}

record! {
    /// The pay of one role in one region, at one level, at one time.
    pub struct FigureRecord = "a figure" {
        /// The role, by its id: the name of its file.
        role: Spanned<Id>,
        /// The dataset's own name of the role, if it differs from the site's.
        title: Option<Name>,
        /// The region, as an id of `regions` in `comparison.yaml`.
        region: Spanned<Id>,
        /// One of the dataset's `levels`. `all`, the default, means all levels together.
        level: Option<Spanned<Name>>,
        /// The year or years of the figure.
        year: Years,
        /// The currency, if it is not that of the dataset.
        currency: Option<Currency>,
        /// The sample size: the number of answers or adverts, at least 10. It may be omitted only for an official
        /// statistic.
        n: Option<Spanned<UInt>>,
        /// For an official statistic: the estimated number of jobs.
        employment: Option<UInt>,
        /// The 10th percentile: 10% earn less.
        p10: Option<Spanned<UInt>>,
        /// The 25th percentile: 25% earn less.
        p25: Option<Spanned<UInt>>,
        /// The median: half earn less.
        median: Option<Spanned<UInt>>,
        /// The 75th percentile: 75% earn less.
        p75: Option<Spanned<UInt>>,
        /// The 90th percentile: 90% earn less.
        p90: Option<Spanned<UInt>>,
        /// The arithmetic mean, which a few high earners raise above the median.
        mean: Option<Spanned<UInt>>,
    }
}
