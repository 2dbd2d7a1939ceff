//! Exports of a pair's page: its files, its iframe embed, and the full list of sources for print.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::compare::Comparable;
use crate::model::{Pair, ReferenceId, RoleId, Route, TableFile};
use crate::pages::{Html, Views};

/// Links to the exports of a pair.
#[derive(Debug, Hash, Serialize)]
pub(super) struct PairExports {
    markdown: String,
    csv: String,
    embed: String,
    /// The absolute URL of the iframe embed.
    frame: String,
    /// The sources of all rows as list items, sorted by id. A cell cites only publisher and year, which is enough on
    /// screen, where a link leads to the rest.
    sources: Html,
}

impl PairExports {
    pub(super) fn of(views: &Views<'_>, pair: Pair, charts: &[Comparable]) -> PairExports {
        let model = views.model();
        let (left, right) = pair.roles();
        let mut ids: BTreeSet<ReferenceId> = BTreeSet::new();
        for role in [left, right] {
            ids.extend(model.roles[role].cells.iter().flatten().flat_map(|cell| cell.provenance.sources()));
        }
        for (from, to) in [(left, right), (right, left)] {
            ids.extend(move_sources(views, from, to));
        }
        ids.extend(charts.iter().map(|pair| model.series[pair.series].source));
        let mut sources = String::with_capacity(ids.len() * 256);
        for id in ids {
            sources.push_str("<li>");
            sources.push_str(&views.reference(id).0);
            sources.push_str("</li>\n");
        }
        PairExports {
            markdown: views.url(Route::PairTable(pair, TableFile::Markdown)),
            csv: views.url(Route::PairTable(pair, TableFile::Csv)),
            embed: views.url(Route::Embed(pair)),
            frame: model.absolute_url(Route::Embed(pair)),
            sources: Html(sources),
        }
    }
}

fn move_sources<'v>(views: &'v Views<'_>, from: RoleId, to: RoleId) -> &'v [ReferenceId] {
    let moves = &views.model().roles[from].moves;
    moves
        .iter()
        .find(|described_move| described_move.to == to)
        .map_or(&[], |described_move| described_move.provenance.sources())
}
