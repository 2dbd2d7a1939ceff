//! The parts of an address that vary within a kind: how each is written, read, and listed.
//!
//! Each module has `write`, its inverse `read`, which returns `None` for a page that the site lacks, and `all`, the
//! subjects that [`super::Routes`] stores. Pages of every pair are computed from their number instead, so `all` leaves
//! them out.

use super::{Model, Pair, RoleId, TableFile};

macro_rules! entities {
    ($($name:ident: $table:ident, $id:ident;)+) => {
        $(pub(super) mod $name {
            use crate::model::{$id, Model};

            pub(crate) fn write(model: &Model, id: $id) -> String {
                model.$table.id(id).to_string()
            }

            pub(crate) fn read(model: &Model, slug: &str) -> Option<$id> {
                model.$table.get(slug)
            }

            pub(crate) fn all(model: &Model) -> Vec<$id> {
                model.$table.indices().collect()
            }
        })+
    };
}

entities! {
    role: roles, RoleId;
    tool: tools, ToolId;
    series: series, SeriesId;
    article: articles, ArticleId;
    tag: tags, TagId;
    term: terms, TermId;
    page: pages, PageId;
}

/// A role with a ladder in any framework.
pub(super) mod role_with_levels {
    pub(crate) use super::role::write;
    use super::{Model, RoleId};

    pub(crate) fn read(model: &Model, slug: &str) -> Option<RoleId> {
        super::role::read(model, slug).filter(|role| model.has_ladder(*role))
    }

    pub(crate) fn all(model: &Model) -> Vec<RoleId> {
        model.roles_with_ladder()
    }
}

/// A level of the common scale that a ladder has.
pub(super) mod scale_level {
    use super::Model;
    use crate::model::ScaleLevelId;

    pub(crate) fn write(model: &Model, id: ScaleLevelId) -> String {
        model.scale.id(id).to_string()
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<ScaleLevelId> {
        model.scale.get(slug).filter(|level| model.has_level(*level))
    }

    pub(crate) fn all(model: &Model) -> Vec<ScaleLevelId> {
        model.scale.indices().filter(|level| model.has_level(*level)).collect()
    }
}

/// A role at a level that one of its ladders has: `sre/levels/advert-senior`.
pub(super) mod job_advert {
    use super::Model;
    use crate::model::{RoleId, ScaleLevelId};

    pub(crate) fn write(model: &Model, (role, level): (RoleId, ScaleLevelId)) -> String {
        format!("{}/levels/advert-{}", model.roles.id(role), model.scale.id(level))
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<(RoleId, ScaleLevelId)> {
        let (role, level) = slug.split_once("/levels/advert-")?;
        let (role, level) = (model.roles.get(role)?, model.scale.get(level)?);
        model.has_role_level(role, level).then_some((role, level))
    }

    pub(crate) fn all(model: &Model) -> Vec<(RoleId, ScaleLevelId)> {
        let of_role = |role| {
            let levels = model.scale.indices().filter(move |level| model.has_role_level(role, *level));
            levels.map(move |level| (role, level))
        };
        model.roles_with_ladder().into_iter().flat_map(of_role).collect()
    }
}

/// A region with salary figures.
pub(super) mod region_with_figures {
    use super::Model;
    use crate::model::RegionId;

    pub(crate) fn write(model: &Model, id: RegionId) -> String {
        model.regions.id(id).to_string()
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<RegionId> {
        model.regions.get(slug).filter(|region| model.has_figures(*region))
    }

    pub(crate) fn all(model: &Model) -> Vec<RegionId> {
        model.regions_with_figures()
    }
}

/// A tag of articles, not only of pages, which have no dates.
pub(super) mod tag_with_articles {
    use super::Model;
    pub(crate) use super::tag::write;
    use crate::model::TagId;

    pub(crate) fn read(model: &Model, slug: &str) -> Option<TagId> {
        super::tag::read(model, slug).filter(|tag| !model.tags[*tag].articles.is_empty())
    }

    pub(crate) fn all(model: &Model) -> Vec<TagId> {
        model.tags.iter().filter(|(_, tag)| !tag.articles.is_empty()).map(|(id, _)| id).collect()
    }
}

/// The name of a diagnostic code.
pub(super) mod code {
    use super::Model;
    use crate::diagnostic::Code;

    pub(crate) fn write(_: &Model, code: Code) -> String {
        code.name().to_string()
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<Code> {
        Code::find(slug).filter(|_| model.site.has_manual)
    }

    pub(crate) fn all(model: &Model) -> Vec<Code> {
        if model.site.has_manual { Code::ALL.to_vec() } else { Vec::new() }
    }
}

/// A role's file in a table format: `sre.md`.
pub(super) mod role_table {
    use super::{Model, RoleId, TableFile, split_format};

    pub(crate) fn write(model: &Model, (id, file): (RoleId, TableFile)) -> String {
        format!("{}.{}", model.roles.id(id), file.extension())
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<(RoleId, TableFile)> {
        let (name, file) = split_format(slug)?;
        Some((model.roles.get(name)?, file))
    }

    pub(crate) fn all(model: &Model) -> Vec<(RoleId, TableFile)> {
        TableFile::ALL.into_iter().flat_map(|file| model.roles.indices().map(move |id| (id, file))).collect()
    }
}

/// Two roles in display order: `sre-vs-platform-engineer`.
pub(super) mod pair {
    use super::{Model, Pair, read_pair, written};

    pub(crate) fn write(model: &Model, pair: Pair) -> String {
        written(model, model.display_order(pair))
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<Pair> {
        read_pair(model, slug).filter(|(_, in_order)| *in_order).map(|(pair, _)| pair)
    }

    pub(crate) fn all(_: &Model) -> Vec<Pair> {
        Vec::new()
    }
}

/// Two roles in the opposite of their display order.
pub(super) mod reversed_pair {
    use super::{Model, Pair, read_pair, written};

    pub(crate) fn write(model: &Model, pair: Pair) -> String {
        let (first, second) = model.display_order(pair);
        written(model, (second, first))
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<Pair> {
        read_pair(model, slug).filter(|(_, in_order)| !*in_order).map(|(pair, _)| pair)
    }

    pub(crate) fn all(_: &Model) -> Vec<Pair> {
        Vec::new()
    }
}

/// A pair that has a card.
pub(super) mod pair_with_card {
    pub(crate) use super::pair::write;
    use super::{Model, Pair};

    pub(crate) fn read(model: &Model, slug: &str) -> Option<Pair> {
        super::pair::read(model, slug).filter(|pair| model.has_card(*pair))
    }

    pub(crate) fn all(model: &Model) -> Vec<Pair> {
        let pairs = model.notable_pairs().into_iter();
        pairs.filter(|pair| model.has_page(*pair)).collect()
    }
}

/// A pair's file in a table format.
pub(super) mod pair_table {
    use super::{Model, Pair, TableFile, pair, split_format};

    pub(crate) fn write(model: &Model, (pair, file): (Pair, TableFile)) -> String {
        format!("{}.{}", pair::write(model, pair), file.extension())
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<(Pair, TableFile)> {
        let (name, file) = split_format(slug)?;
        Some((pair::read(model, name)?, file))
    }

    pub(crate) fn all(model: &Model) -> Vec<(Pair, TableFile)> {
        pair::all(model).into_iter().flat_map(|pair| TableFile::ALL.map(|file| (pair, file))).collect()
    }
}

macro_rules! files {
    ($($name:ident: $file:ident, $all:expr;)+) => {
        $(pub(super) mod $name {
            use crate::model::{$file, Model};

            pub(crate) fn write(_: &Model, file: $file) -> String {
                file.file().to_string()
            }

            pub(crate) fn read(model: &Model, slug: &str) -> Option<$file> {
                all(model).into_iter().find(|file| file.file() == slug)
            }

            pub(crate) fn all(model: &Model) -> Vec<$file> {
                let all: fn(&Model) -> Vec<$file> = $all;
                all(model)
            }
        })+
    };
}

files! {
    data_file: DataFile, |model| DataFile::for_model(model).collect();
    data_schema: DataSchema, |model| DataSchema::for_model(model).collect();
    schema_file: SchemaFile, |_| SchemaFile::ALL.to_vec();
}

/// A shard of the search index: `texts-0`.
pub(super) mod search_shard {
    use super::Model;
    use crate::model::SearchShard;

    pub(crate) fn write(_: &Model, shard: SearchShard) -> String {
        shard.file()
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<SearchShard> {
        SearchShard::all(model).into_iter().find(|shard| shard.file() == slug)
    }

    pub(crate) fn all(model: &Model) -> Vec<SearchShard> {
        SearchShard::all(model)
    }
}

/// The number of a part of the sitemap, from 1.
pub(super) mod sitemap_part {
    use super::Model;
    use crate::model::Routes;

    pub(crate) fn write(_: &Model, number: u32) -> String {
        number.to_string()
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<u32> {
        let number: u32 = slug.parse().ok()?;
        let is_known = slug == number.to_string() && all(model).contains(&number);
        is_known.then_some(number)
    }

    pub(crate) fn all(model: &Model) -> Vec<u32> {
        (1..=Routes::sitemap_parts_of(model)).collect()
    }
}

/// The whole of a former address.
pub(super) mod former_address {
    use super::Model;

    pub(crate) fn write(model: &Model, number: u32) -> String {
        model.moved[number as usize].from.clone()
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<u32> {
        let at = model.moved.binary_search_by(|moved| moved.from.as_str().cmp(slug)).ok()?;
        u32::try_from(at).ok()
    }

    pub(crate) fn all(model: &Model) -> Vec<u32> {
        let moved = u32::try_from(model.moved.len()).expect("invariant: there are fewer than 2^32 redirects");
        (0..moved).collect()
    }
}

/// The path of a static file.
pub(super) mod static_file {
    use super::Model;
    use crate::model::{Idx as _, StaticId};

    pub(crate) fn write(model: &Model, id: StaticId) -> String {
        model.statics[id.index()].clone()
    }

    pub(crate) fn read(model: &Model, slug: &str) -> Option<StaticId> {
        let at = model.statics.binary_search_by(|path| path.as_str().cmp(slug)).ok()?;
        Some(StaticId::new(at))
    }

    pub(crate) fn all(model: &Model) -> Vec<StaticId> {
        (0..model.statics.len()).map(StaticId::new).collect()
    }
}

fn written(model: &Model, (a, b): (RoleId, RoleId)) -> String {
    format!("{}-vs-{}", model.roles.id(a), model.roles.id(b))
}

/// Returns the pair with a page that `<a>-vs-<b>` names, and `true` if that is its display order.
fn read_pair(model: &Model, slug: &str) -> Option<(Pair, bool)> {
    let (a, b) = slug.split_once("-vs-")?;
    let (a, b) = (model.roles.get(a)?, model.roles.get(b)?);
    let pair = Pair::new(a, b)?;
    model.has_page(pair).then(|| (pair, model.display_order(pair) == (a, b)))
}

/// Splits `sre.md` into the name and the format.
fn split_format(file: &str) -> Option<(&str, TableFile)> {
    let (name, format) = file.rsplit_once('.')?;
    TableFile::ALL.into_iter().find(|file| file.extension() == format).map(|file| (name, file))
}
