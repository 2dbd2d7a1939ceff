//! The salary datasets with figures by level, under the names that the datasets give to levels.

use std::collections::BTreeSet;

use ::url::form_urlencoded::byte_serialize;
use serde::Serialize;

use crate::collation::CollationKey;
use crate::locale::capitalised;
use crate::model::{Model, RoleId, Route};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::frameworks::source_link;

/// The levels of a dataset with figures of the role.
#[derive(Debug, Hash, Serialize)]
pub(super) struct DatasetLevels {
    title: String,
    levels: Vec<Link>,
    source: Option<Link>,
}

/// Returns the datasets that have figures of a role by level.
pub(super) fn by_level(model: &Model, role: RoleId) -> Vec<DatasetLevels> {
    let datasets = model.series.iter().filter_map(|(id, series)| {
        let figures = series.figures_of(role).map(|(_, figure)| figure);
        let by_name = figures.filter_map(|figure| Some((figure.level.as_deref()?, model.pay_level(figure))));
        let mut levels: Vec<(&str, &str)> = by_name.collect::<BTreeSet<_>>().into_iter().collect();
        levels.sort_by_cached_key(|(name, _)| CollationKey::new(name));
        let address = format!(
            "{}?role={}&series={}",
            model.address(Route::Pay),
            model.roles.id(role),
            model.series.id(id)
        );
        let link = |(name, level): &(&str, &str)| Link {
            text: capitalised(name),
            url: format!("{address}&level={}", byte_serialize(level.as_bytes()).collect::<String>()),
        };
        let links: Vec<Link> = levels.iter().map(link).collect();
        (!links.is_empty()).then(|| DatasetLevels {
            title: series.title.clone(),
            levels: links,
            source: source_link(model, series.source),
        })
    });
    datasets.collect()
}
