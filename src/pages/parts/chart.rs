//! Computes the geometry of a range chart of salary figures, in thousandths of its width. The figures of a chart
//! agree in everything but the role, or are all of one role, so that they can share an axis.

use serde::Serialize;

use crate::compare::Comparable;
use crate::locale::{Locale, Value};
use crate::model::{Figure, RoleId, Route, Series, SeriesId};
use crate::pages::Views;
use crate::pages::parts::cell::statistic_words;
use crate::pages::parts::chrome::Link;
use crate::pages::parts::pay_answers::sample_words;
use crate::parse::scalar::{Currency, Years};
use crate::words;

/// A range chart and its table: each bar is a row of a table that also gives the numbers.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Chart {
    /// The name and page of the dataset.
    series: Link,
    /// Everything that the figures have in common: region, level, year, currency, basis.
    caption: String,
    ticks: Vec<Tick>,
    bars: Vec<Bar>,
    /// `true` if any bar has a sample of fewer than 30.
    small: bool,
}

/// A tick of the axis.
#[derive(Debug, Hash, Serialize)]
struct Tick {
    at: u32,
    label: String,
}

/// A figure: the positions of its marks, and its text.
#[derive(Debug, Hash, Serialize)]
struct Bar {
    name: String,
    /// The dataset's own name of the role.
    title: Option<String>,
    url: String,
    /// From p10 to p90.
    outer: Option<(u32, u32)>,
    /// From p25 to p75.
    inner: Option<(u32, u32)>,
    middle: Option<u32>,
    /// `median` or `mean`.
    statistic: String,
    amount: String,
    range: String,
    n: String,
    small: bool,
    /// `true` if the page is about this role.
    own: bool,
}

/// The properties that all figures of a chart share.
type ChartKey = (crate::model::RegionId, Option<String>, Years, Currency);

fn slice(figure: &Figure) -> ChartKey {
    (figure.region, figure.level.clone(), figure.year, figure.currency)
}

/// Returns the charts of a dataset's figures accepted by `keep`, one for each region, level, year and currency: first
/// those over all levels, then by year, newest first. Bars of the role `own` are marked.
pub(in crate::pages) fn of_series(
    views: &Views<'_>,
    id: SeriesId,
    keep: impl Fn(&Figure) -> bool,
    own: Option<RoleId>,
) -> Vec<Chart> {
    let series = &views.model().series[id];
    let mut slices: Vec<ChartKey> = series.figures.iter().filter(|f| keep(f)).map(slice).collect();
    slices.sort_by_key(|(region, level, years, currency)| {
        (level.is_some(), *region, std::cmp::Reverse(*years), level.clone(), *currency)
    });
    slices.dedup();
    slices
        .into_iter()
        .map(|wanted| {
            let figures: Vec<&Figure> =
                series.figures.iter().filter(|f| slice(f) == wanted && keep(f)).collect();
            draw(views, id, series, &figures, own)
        })
        .collect()
}

/// Returns a chart with two bars for each comparable pair of figures.
pub(in crate::pages) fn of_pair(views: &Views<'_>, comparable: &[Comparable]) -> Vec<Chart> {
    let model = views.model();
    let chart = |pair: &Comparable| {
        let series = &model.series[pair.series];
        draw(views, pair.series, series, &[&series.figures[pair.left], &series.figures[pair.right]], None)
    };
    comparable.iter().map(chart).collect()
}

fn draw(views: &Views<'_>, id: SeriesId, series: &Series, figures: &[&Figure], own: Option<RoleId>) -> Chart {
    let model = views.model();
    let locale = &model.locale;
    let first = figures[0];
    let largest = figures.iter().flat_map(|f| f.amounts.iter().flatten()).copied().max().unwrap_or(1);
    let (step, end) = axis(largest);
    let place = |units: u32| u32::try_from(u64::from(units) * 1000 / u64::from(end.max(1))).unwrap_or(1000);
    let thousands = |units: u32| {
        if units >= 1000 && units.is_multiple_of(1000) {
            words!(locale, "thousands", number = Value::Words((units / 1000).to_string()))
        } else {
            units.to_string()
        }
    };
    let ticks = (0..=end / step).map(|n| Tick { at: place(n * step), label: thousands(n * step) }).collect();
    let bars = figures
        .iter()
        .map(|figure| {
            let [p10, p25, _, p75, p90, _] = figure.amounts;
            let middle = figure.median_or_mean();
            let show = |units: u32| locale.amount(figure.currency, units);
            Bar {
                name: model.roles[figure.role].name.clone(),
                title: figure.title.clone(),
                url: views.url(Route::Role(figure.role)),
                outer: p10.zip(p90).map(|(low, high)| (place(low), place(high))),
                inner: p25.zip(p75).map(|(low, high)| (place(low), place(high))),
                middle: middle.map(|(_, units)| place(units)),
                statistic: middle
                    .map_or_else(String::new, |(statistic, _)| statistic_words(locale, statistic)),
                amount: middle.map_or_else(String::new, |(_, units)| show(units)),
                range: p25.zip(p75).map_or_else(String::new, |(low, high)| {
                    let [low, high] = [low, high].map(|units| Value::Words(show(units)));
                    words!(locale, "range", low = low, high = high)
                }),
                n: sample_words(model, figure),
                small: figure.is_small(),
                own: own == Some(figure.role),
            }
        })
        .collect();
    Chart {
        series: Link { text: series.title.clone(), url: views.url(Route::Series(id)) },
        caption: words!(
            locale,
            "chart-caption",
            region = &model.regions[first.region].label,
            level =
                first.level.as_ref().map_or_else(|| Value::Words(words!(locale, "all-levels")), Value::from),
            time = Value::Words(locale.time(first.year)),
            currency = Value::Words(first.currency.code().to_string()),
            period = Value::Words(locale.per(series.period)),
            basis = series.basis.word()
        ),
        ticks,
        bars,
        small: figures.iter().any(|figure| figure.is_small()),
    }
}

/// Formats the size of a sample: `n 127`.
pub(in crate::pages) fn sample(locale: &Locale, n: u32) -> String {
    words!(locale, "sample-size", n = Value::Words(n.to_string()))
}

/// Returns the step between ticks and the end of an axis from 0, with at most six round ticks.
fn axis(largest: u32) -> (u32, u32) {
    let mut step = 1u32;
    let mut factors = [2u32, 5, 10].into_iter().cycle();
    let mut power = 1u32;
    while largest.div_ceil(step) > 5 {
        let factor = factors.next().unwrap_or(10);
        step = power.saturating_mul(factor);
        if factor == 10 {
            power = power.saturating_mul(10);
        }
    }
    (step, largest.div_ceil(step).max(1) * step)
}

#[cfg(test)]
mod tests {
    use super::axis;

    #[test]
    fn an_axis_begins_at_zero_and_has_few_round_marks() {
        assert_eq!(axis(193_000), (50_000, 200_000));
        assert_eq!(axis(8_200), (2_000, 10_000));
        assert_eq!(axis(1), (1, 1));
    }
}
