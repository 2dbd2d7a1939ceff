//! Answers to questions about pay, in words: a figure with its source, date, place and sample and, where it is not what was
//! asked, the reason why it is shown.

use serde::Serialize;

use crate::compare::{Departure, PayAnswer, PayQuestion};
use crate::locale::Value;
use crate::model::{Figure, Model, Route};
use crate::pages::Views;
use crate::pages::parts::cell::statistic_words;
use crate::pages::parts::chart::sample;
use crate::pages::parts::chrome::Link;
use crate::pages::parts::datasets::basis_words;
use crate::words;

/// A figure that answers a question.
#[derive(Debug, Hash, Serialize)]
pub(in crate::pages) struct AnswerView {
    /// The median or mean: `$145,000`.
    amount: String,
    /// `median` or `mean`.
    statistic: String,
    /// `a year, before tax`
    per: String,
    /// The 25th to 75th percentile.
    range: Option<String>,
    dataset: Link,
    when: String,
    /// The dataset's own name of the role.
    title: Option<String>,
    sample: String,
    small: bool,
    /// The reason why it is shown, if it is not what was asked.
    why: Option<String>,
}

impl AnswerView {
    pub(in crate::pages) fn of(views: &Views<'_>, question: PayQuestion, answer: &PayAnswer) -> AnswerView {
        let model = views.model();
        let locale = &model.locale;
        let series = &model.series[answer.series];
        let figure = &series.figures[answer.figure];
        let show = |units: u32| locale.amount(figure.currency, units);
        let [_, p25, _, p75, ..] = figure.amounts;
        let middle = figure.median_or_mean();
        AnswerView {
            amount: middle.map_or_else(String::new, |(_, units)| show(units)),
            statistic: middle.map_or_else(String::new, |(statistic, _)| statistic_words(locale, statistic)),
            per: basis_words(locale, series),
            range: p25.zip(p75).map(|(low, high)| {
                let [low, high] = [low, high].map(|units| Value::Words(show(units)));
                words!(locale, "range", low = low, high = high)
            }),
            dataset: Link { text: series.title.clone(), url: views.url(Route::Series(answer.series)) },
            when: locale.time(figure.year),
            title: figure.title.clone(),
            sample: sample_words(model, figure),
            small: figure.is_small(),
            why: (!answer.departures.is_empty()).then(|| reason(model, question, answer)),
        }
    }
}

/// Returns the size of a figure's sample in words.
pub(in crate::pages) fn sample_words(model: &Model, figure: &Figure) -> String {
    match (figure.n, figure.employment) {
        (Some(n), _) => sample(&model.locale, n),
        (None, Some(jobs)) => words!(model.locale, "about-jobs", count = jobs),
        (None, None) => words!(model.locale, "no-sample-size"),
    }
}

/// Says that there is no figure for what was asked, and what the figure shown is for.
fn reason(model: &Model, question: PayQuestion, answer: &PayAnswer) -> String {
    let locale = &model.locale;
    let region = |id| Value::from(&model.regions[id].label);
    let words = |departure: &Departure| match *departure {
        Departure::Level(None) => words!(locale, "nearest-all-levels"),
        Departure::Level(Some(level)) => words!(locale, "nearest-level", level = &model.scale[level].label),
        Departure::Wider(wider) => {
            words!(locale, "nearest-wider", region = region(wider), place = region(question.region))
        }
        Departure::SameCurrency(other) => words!(locale, "nearest-currency", region = region(other)),
        Departure::Nearby(other, wider) => {
            words!(locale, "nearest-nearby", region = region(other), wider = region(wider))
        }
        Departure::Role(role) => words!(locale, "nearest-role", role = &model.roles[role].short),
    };
    let what: Vec<String> = answer.departures.iter().map(words).collect();
    words!(
        locale,
        "nearest-figure",
        role = &model.roles[question.role].short,
        place = region(question.region),
        what = Value::Words(what.join(&words!(locale, "list-of-lists-separator")))
    )
}
