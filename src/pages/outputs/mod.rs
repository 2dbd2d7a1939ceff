//! The files that are no pages: data, feeds, sitemaps, redirects. Their addresses are in the table of
//! `src/model/route.rs`, which names the functions here.

pub mod addresses;
mod advert;
pub(in crate::pages) mod feeds;
pub(in crate::pages) mod oembed;
pub(in crate::pages) mod open_data;
pub(in crate::pages) mod redirect;
pub(in crate::pages) mod schema_examples;
pub mod schemas;
pub(in crate::pages) mod search;
pub(in crate::pages) mod table;

use self::open_data::Dialect;
use super::parts::ladder;
use super::{View, Views};
use crate::model::{
    DataFile, DataSchema, Pair, RoleId, Route, Routes, ScaleLevelId, SchemaFile, SearchShard, SeriesId,
    StaticId, TableFile, TagId,
};

/// Returns a text for programs. Isolates are for text that a browser shows.
fn plain(views: &Views<'_>, text: String) -> View {
    View::Text(views.model().locale.without_isolates(text))
}

pub(super) fn search_index(views: &Views<'_>) -> View {
    plain(views, views.search().first().to_string())
}

pub(super) fn search_shard(views: &Views<'_>, shard: SearchShard) -> View {
    plain(views, views.search().shard(shard).to_string())
}

pub(super) fn sitemap(views: &Views<'_>) -> View {
    plain(views, feeds::sitemap(views.model(), &Routes::new(views.model())))
}

pub(super) fn sitemap_part(views: &Views<'_>, number: u32) -> View {
    plain(views, feeds::sitemap_part(views.model(), &Routes::new(views.model()), number))
}

pub(super) fn robots(views: &Views<'_>) -> View {
    plain(views, feeds::robots(views.model()))
}

pub(super) fn addresses(views: &Views<'_>) -> View {
    let model = views.model();
    let mut paths: Vec<String> = Routes::new(model).iter().map(|route| route.path(model)).collect();
    paths.sort_unstable();
    View::Text(addresses::file(model, paths.iter().map(String::as_str)))
}

pub(super) fn feed(views: &Views<'_>) -> View {
    View::Text(feeds::feed(views.model()))
}

pub(super) fn tag_feed(views: &Views<'_>, id: TagId) -> View {
    View::Text(feeds::tag_feed(views.model(), id))
}

pub(super) fn llms(views: &Views<'_>) -> View {
    plain(views, feeds::llms(views.model()))
}

pub(super) fn role_table(views: &Views<'_>, id: RoleId, file: TableFile) -> View {
    plain(views, table::role(views, id, file))
}

pub(super) fn ladder_drawing(views: &Views<'_>, id: RoleId) -> View {
    View::Text(ladder::drawing(views.model(), id))
}

pub(super) fn job_advert(views: &Views<'_>, id: RoleId, level: ScaleLevelId) -> View {
    plain(views, advert::advert(views.model(), id, level))
}

pub(super) fn pair_table(views: &Views<'_>, pair: Pair, file: TableFile) -> View {
    plain(views, table::pair(views, pair, file))
}

pub(super) fn series_table(views: &Views<'_>, id: SeriesId) -> View {
    plain(views, open_data::series_table(views.model(), id, Dialect::Exact))
}

pub(super) fn series_spreadsheet(views: &Views<'_>, id: SeriesId) -> View {
    plain(views, open_data::series_table(views.model(), id, Dialect::Spreadsheet))
}

pub(super) fn reverse(views: &Views<'_>, pair: Pair) -> View {
    View::Text(redirect::redirect(views, Route::Pair(pair)))
}

pub(super) fn embed_reverse(views: &Views<'_>, pair: Pair) -> View {
    View::Text(redirect::redirect(views, Route::Embed(pair)))
}

pub(super) fn moved(views: &Views<'_>, number: u32) -> View {
    View::Text(redirect::redirect(views, views.model().moved[number as usize].to))
}

pub(super) fn oembed(views: &Views<'_>, pair: Pair) -> View {
    plain(views, oembed::oembed(views.model(), pair))
}

pub(super) fn data(views: &Views<'_>, file: DataFile) -> View {
    plain(views, open_data::file(views.model(), file))
}

pub(super) fn data_schema(views: &Views<'_>, schema: DataSchema) -> View {
    plain(views, open_data::schema_file(views.model(), schema))
}

pub(super) fn role_data(views: &Views<'_>, id: RoleId) -> View {
    plain(views, open_data::role_file(views.model(), id))
}

pub(super) fn schema(views: &Views<'_>, file: SchemaFile) -> View {
    plain(views, schemas::file(views.model(), file))
}

pub(super) fn static_file(_: &Views<'_>, id: StaticId) -> View {
    View::Static(id)
}
