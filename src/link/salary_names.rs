//! Completes references to salary figures: `[=sre.salary.us]` names no dataset and no statistic.

use crate::model::{Ids, Model, RegionId, RoleId, Series, SeriesId, Statistic, Table};
use crate::url::Id;

/// The maximum number of references that a help text names.
const MAX_NAMED: usize = 3;

/// The salary figures of a site.
pub(super) struct SalaryNames<'s> {
    pub(super) series: &'s Table<SeriesId, Series>,
    pub(super) regions: &'s Ids<RegionId>,
}

impl<'s> SalaryNames<'s> {
    pub(super) fn of(model: &'s Model) -> SalaryNames<'s> {
        SalaryNames { series: &model.series, regions: model.regions.ids() }
    }

    /// Returns the help for a reference to a figure of a role, from the names in it: ids of datasets and regions, and a
    /// statistic. If only one figure has all of them, returns the complete reference too.
    pub(super) fn help(&self, (role, role_id): (RoleId, &Id), names: &[&str]) -> (String, Option<String>) {
        let form = "[=role.salary.series.region.statistic]";
        let references = self.complete(role, role_id, names);
        match &references[..] {
            [] => (format!("a salary figure is `{form}`, and the site has none of `{role_id}`"), None),
            [only] => (format!("a salary figure is `{form}`: write `{only}`"), Some(only.clone())),
            [some @ .., last] => {
                let some: Vec<String> = some.iter().map(|name| format!("`{name}`")).collect();
                (format!("a salary figure is `{form}`, such as {} or `{last}`", some.join(", ")), None)
            }
        }
    }

    /// Returns references to the figures of a role that have as many of the names as possible, at most [`MAX_NAMED`].
    fn complete(&self, role: RoleId, role_id: &Id, names: &[&str]) -> Vec<String> {
        let mut best: (usize, Vec<String>) = (0, Vec::new());
        for (series_id, series) in self.series.iter() {
            for figure in series.figures.iter().filter(|figure| figure.role == role && figure.level.is_none())
            {
                let (series, region) = (self.series.id(series_id), self.regions.id(figure.region));
                let wanted = names.iter().find_map(|name| {
                    Statistic::from_name(name).filter(|statistic| figure.amount(*statistic).is_some())
                });
                let Some(statistic) =
                    wanted.or_else(|| figure.median_or_mean().map(|(statistic, _)| statistic))
                else {
                    continue;
                };
                let statistic = statistic.name();
                let count = names
                    .iter()
                    .filter(|name| [series.as_str(), region.as_str(), statistic].contains(name))
                    .count();
                let reference = format!("[={role_id}.salary.{series}.{region}.{statistic}]");
                if count > best.0 {
                    best = (count, Vec::new());
                }
                if count == best.0 && best.1.len() < MAX_NAMED && !best.1.contains(&reference) {
                    best.1.push(reference);
                }
            }
        }
        best.1
    }
}
