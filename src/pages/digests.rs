//! Hashes of a model, by which a build knows which pages are as before without making their views.

use std::hash::{Hash, Hasher as _};

use super::HashedBytes;
use crate::model::Model;

/// The hashes of a model.
pub struct ModelDigests {
    /// The hash of everything whose reading is not recorded, the ids of all roles and articles included.
    pub rest: u128,
    /// The hashes of roles with their guides, and of articles, by the numbers of their tables and their positions.
    pub elements: Vec<Vec<u128>>,
}

impl ModelDigests {
    /// Hashes a model. `salt` is the hash of what else all pages are made of.
    pub fn of(model: &Model, salt: u128) -> ModelDigests {
        let mut bytes = HashedBytes::default();
        let roles = model.roles.indices().map(|id| {
            digest(&mut bytes, |bytes| {
                model.roles[id].hash(bytes);
                model.guides.get(id).hash(bytes);
            })
        });
        let roles: Vec<u128> = roles.collect();
        let articles = model.articles.values();
        let articles: Vec<u128> =
            articles.map(|article| digest(&mut bytes, |bytes| article.hash(bytes))).collect();
        let rest = digest(&mut bytes, |bytes| {
            bytes.write_u128(salt);
            hash_rest(model, bytes);
        });
        ModelDigests { rest, elements: vec![roles, articles] }
    }
}

fn digest(bytes: &mut HashedBytes, write: impl FnOnce(&mut HashedBytes)) -> u128 {
    bytes.clear();
    write(bytes);
    bytes.digest()
}

/// Hashes everything but the values of tables that are recorded when they are read. No field can be forgotten.
fn hash_rest(model: &Model, bytes: &mut HashedBytes) {
    let Model {
        site,
        locale,
        families,
        groups,
        rows,
        choose_rows,
        hire_rows,
        regions,
        references,
        categories,
        tools,
        skills,
        roles,
        series,
        resources,
        interviews,
        scale,
        aspects,
        grades,
        frameworks,
        articles,
        tags,
        terms,
        pages,
        guides: _,
        pairs,
        fit,
        moved,
        statics,
    } = model;
    (site, locale.hash(), families, groups, rows, choose_rows, hire_rows).hash(bytes);
    (regions, references, categories, tools, skills, roles.ids(), series).hash(bytes);
    (resources, interviews, scale, aspects, grades, frameworks).hash(bytes);
    (articles.ids(), tags, terms, pages, pairs, fit, moved, statics).hash(bytes);
}
