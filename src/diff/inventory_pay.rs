//! Salary datasets and their figures as items; see [`super::inventory`].

use super::inventory::source_entry;
use super::item::{Entry, Item, ItemKind};
use crate::model::{Figure, Model, STATISTICS, Series, SeriesId};
use crate::parse::record::PayPeriod;

/// Adds the salary datasets of a model and their figures.
pub(super) fn datasets(model: &Model, items: &mut Vec<Item>) {
    for (id, series) in model.series.iter() {
        let Series {
            title,
            source,
            population,
            basis,
            period,
            licence,
            terms,
            credit,
            method,
            warnings,
            figures,
        } = series;
        let (credit, credit_url) = match credit {
            Some((credit, url)) => (Some(credit), url.as_ref()),
            None => (None, None),
        };
        items.push(
            Item::new(ItemKind::Dataset, &[model.series.id(id).as_str()], title)
                .text("title", title)
                .one("source", source_entry(model, *source))
                .text("population", population.word())
                .text("tax basis", basis.word())
                .text("pay period", period.word())
                .text("licence", licence)
                .optional("terms", terms.as_ref())
                .optional("credit", credit)
                .optional("credit address", credit_url)
                .text("method", method)
                .list("caveats", warnings.iter().map(Entry::plain)),
        );
        items.extend(figures.iter().map(|figure| figure_item(model, id, figure, *period)));
    }
}

fn figure_item(model: &Model, series: SeriesId, figure: &Figure, period: PayPeriod) -> Item {
    let Figure { role, title, region, level, at, is_experience, year, currency, n, employment, amounts } =
        figure;
    let years = year.to_string();
    let key = [
        model.roles.id(*role).as_str(),
        model.series.id(series).as_str(),
        model.regions.id(*region).as_str(),
        level.as_deref().unwrap_or("all"),
        &years,
        currency.code(),
        title.as_deref().unwrap_or(""),
    ];
    let mut name = format!("{}, {}, {years}", model.roles[*role].short, model.regions[*region].label);
    for part in [level, title].into_iter().flatten() {
        name.push_str(", ");
        name.push_str(part);
    }
    let mut item = Item::new(ItemKind::Figure, &key, name);
    for (statistic, amount) in STATISTICS.into_iter().zip(amounts) {
        let shown = amount.map(|amount| {
            let amount = model.locale.without_isolates(model.locale.amount(*currency, amount));
            format!("{amount} a {}", period.word())
        });
        item = item.optional(statistic, shown);
    }
    let dataset = &model.series[series];
    item.evidence = match n {
        Some(n) => format!("sample of {n}, {}", dataset.title),
        None => dataset.title.clone(),
    };
    item.optional("sample", n.map(|n| n.to_string()))
        .optional("level on the common scale", at.map(|at| model.scale[at].label.clone()))
        .optional("experience", is_experience.then(|| "years".to_string()))
        .optional("jobs", employment.map(|jobs| jobs.to_string()))
        .measure("smaller sample", n.map_or(0, u64::from))
}

/// Returns the name of a figure that prose shows. Its index in the dataset changes when a figure is added before it.
pub(super) fn figure_name(model: &Model, series: SeriesId, index: usize) -> String {
    let Some(figure) = model.series[series].figures.get(index) else { return String::new() };
    let part = figure.title.as_deref().or(figure.level.as_deref()).unwrap_or("all");
    format!(
        "{}.salary.{}.{}.{part}.{}.{}",
        model.roles.id(figure.role),
        model.series.id(series),
        model.regions.id(figure.region),
        figure.year,
        figure.currency.code()
    )
}
