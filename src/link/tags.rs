//! The tags of a site: each slug once, under the spelling that most texts use.

use std::collections::BTreeMap;

use super::linker::Linker;
use crate::model::{Ids, TagId};
use crate::parse::Spanned;
use crate::parse::scalar::Tag;
use crate::url::Id;

/// The tags of all published texts, by slug.
#[derive(Default)]
pub(crate) struct TagSymbols {
    pub(crate) ids: Ids<TagId>,
    /// The display names, in the order of the ids.
    pub(crate) names: Vec<String>,
}

impl TagSymbols {
    pub(super) fn new<'t>(tags: impl IntoIterator<Item = &'t Tag>) -> TagSymbols {
        let mut found: BTreeMap<&Id, BTreeMap<&str, usize>> = BTreeMap::new();
        for tag in tags {
            *found.entry(&tag.slug).or_default().entry(&tag.name).or_default() += 1;
        }
        TagSymbols {
            ids: Ids::new(found.keys().map(|slug| (*slug).clone()).collect()),
            names: found.values().map(|names| usual(names).to_string()).collect(),
        }
    }
}

/// Returns the spelling that is used most, and the first in alphabetical order of those that are used equally often.
pub(crate) fn usual<'n>(names: &BTreeMap<&'n str, usize>) -> &'n str {
    let most = names.values().copied().max().unwrap_or_default();
    names.iter().find(|(_, count)| **count == most).map_or("", |(name, _)| name)
}

/// Links the tags of a text, each once.
pub(super) fn link(tags: &[Spanned<Tag>], linker: &Linker<'_>) -> Vec<TagId> {
    let mut ids = Vec::new();
    for tag in tags {
        let id = linker.symbols.tags.ids.get(tag.value.slug.as_str());
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    ids
}
