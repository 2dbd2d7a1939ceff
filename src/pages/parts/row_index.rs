//! An index of a pair's rows by group; the page itself lists them from the most to the least different.

use serde::Serialize;

use crate::model::Model;
use crate::pages::parts::chrome::Link;

/// The rows of a group, as links within the page of a pair.
#[derive(Debug, Serialize)]
pub struct GroupLinks {
    label: String,
    rows: Vec<Link>,
}

/// Returns the groups that have rows, in the site's order; the same for all pairs.
pub(in crate::pages) fn groups(model: &Model) -> Vec<GroupLinks> {
    let rows = |group| {
        let own = model.rows.iter().filter(move |(_, row)| row.group == group);
        own.map(|(id, row)| Link { text: row.label.clone(), url: format!("#{}", model.rows.id(id)) })
            .collect()
    };
    let groups = model.groups.iter().map(|(id, label)| GroupLinks { label: label.clone(), rows: rows(id) });
    groups.filter(|group| !group.rows.is_empty()).collect()
}
