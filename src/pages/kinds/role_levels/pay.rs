//! The salary datasets with figures by level, under the names that the datasets give to levels.

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
        let mut levels: Vec<&str> = Vec::new();
        for figure in series.figures.iter().filter(|figure| figure.role == role) {
            levels.extend(figure.level.as_deref().filter(|level| !levels.contains(level)));
        }
        levels.sort_by_cached_key(|level| CollationKey::new(level));
        let address = format!(
            "{}?role={}&series={}",
            model.address(Route::Pay),
            model.roles.id(role),
            model.series.id(id)
        );
        let link = |level: &&str| Link {
            text: capitalised(level),
            url: format!("{address}&level={}", level.replace(' ', "+")),
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
