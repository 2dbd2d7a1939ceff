//! The exported symbols of a file. They contain no source positions, so that an edit to the text or the comments of one file
//! does not invalidate the others. References between files are resolved against exports only.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::symbols::EntityKind;
use crate::diagnostic::Span;
use crate::locale::Nouns;
use crate::model::Entity;
use crate::parse::markdown::{Heading, ParsedProse};
use crate::parse::record::{EntityRecord, RowKind, RowRecord};
use crate::parse::scalar::Tag;
use crate::parse::{Body, Document, FileKind, Map, Spanned};
use crate::url::Id;

/// The exported symbols of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Exports {
    /// `site.yaml`. Other files depend on the addresses that it decides.
    Site {
        /// `true` if the site publishes the manual of the program.
        has_manual: bool,
        /// The kind of thing that the site compares, if it is not roles.
        entity: Option<Entity>,
    },
    /// `fit.yaml`. Other files depend on its existence only.
    Fit,
    Comparison {
        families: Vec<Id>,
        groups: Vec<Id>,
        rows: Vec<Id>,
        kinds: Vec<RowExports>,
        regions: Vec<Id>,
        /// The kinds with an id that is defined twice, so that another id may be missing.
        duplicated: Vec<EntityKind>,
    },
    Sources(Vec<Id>),
    Tools {
        categories: Vec<Id>,
        tools: Vec<Id>,
        /// `true` if a category is defined twice.
        is_category_duplicated: bool,
    },
    Skills(Vec<Id>),
    Role {
        id: Id,
        was: Vec<Id>,
        /// The rows with a fact, and the key that has its value.
        facts: Vec<(Id, Option<&'static str>)>,
        /// `true` if the role lists career moves.
        has_moves: bool,
    },
    Series(Id),
    Levels(LevelExports),
    /// A file that no other one refers to.
    Nothing,
    Framework {
        id: Id,
        /// The roles with a ladder.
        roles: Vec<Id>,
    },
    Text {
        of: TextSubject,
        draft: bool,
        headings: Headings,
        /// Its former addresses.
        aliases: Vec<String>,
        tags: Vec<Tag>,
    },
}

/// The ids of `levels.yaml`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LevelExports {
    pub(crate) scale: Vec<Id>,
    pub(crate) aspects: Vec<Id>,
    pub(crate) grades: Vec<Id>,
    /// The kinds with an id that is defined twice.
    pub(crate) duplicated: Vec<EntityKind>,
}

fn entity(record: &EntityRecord) -> Entity {
    let schema_type = record.schema_type.as_ref().map(|kind| kind.value.0.clone());
    Entity {
        nouns: Some(Nouns {
            one: record.one.0.clone(),
            many: record.many.0.clone(),
            is_occupation: schema_type.as_deref() == Some(Entity::OCCUPATION),
        }),
        path: record.path.value.to_string(),
        schema_type,
    }
}

/// The subject of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TextSubject {
    Guide(Id),
    Pair(Id, Id),
    Article(Id),
    Term(Id),
    Page(Id),
}

impl TextSubject {
    /// Returns the path of the text's file.
    pub(crate) fn file(&self) -> String {
        match self {
            TextSubject::Guide(id) => FileKind::Guide(id.as_str()).path(),
            TextSubject::Pair(a, b) => FileKind::pair_path(a.as_str(), b.as_str()),
            TextSubject::Article(id) => FileKind::Article(id.as_str()).path(),
            TextSubject::Term(id) => FileKind::Term(id.as_str()).path(),
            TextSubject::Page(id) => FileKind::Page(id.as_str()).path(),
        }
    }
}

/// The properties of a row that its cells are linked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowExports {
    pub(crate) kind: RowKind,
    /// `false` if the row has properties of another kind, lacks its levels, or has two levels with the same id.
    pub(crate) is_consistent: bool,
    pub(crate) levels: Vec<Id>,
    /// The maximum number of decimals of its numbers.
    pub(crate) decimals: u8,
}

/// The maximum number of decimals in a row that does not declare `decimals`.
const DECIMALS: u8 = 2;

/// The headings of a text, in order.
pub(crate) type Headings = Arc<Vec<Heading>>;

impl Exports {
    pub(crate) fn from_document(document: &Document) -> Exports {
        let text = |of: TextSubject, draft: bool, prose: &ParsedProse| Exports::Text {
            of,
            draft,
            headings: Arc::clone(&prose.headings),
            aliases: aliases(&document.body),
            tags: document.body.tags().iter().map(|tag| tag.value.clone()).collect(),
        };
        match &document.body {
            Body::Site(record) => {
                Exports::Site { has_manual: record.manual, entity: record.entity.as_ref().map(entity) }
            }
            Body::Fit(_) => Exports::Fit,
            Body::Learning(_) | Body::Interviews(_) => Exports::Nothing,
            Body::Comparison(list) => {
                let (families, family_duplicates) = unique(&list.families, |family| &family.id);
                let (groups, group_duplicates) = unique(&list.groups, |group| &group.id);
                let (rows, row_duplicates) = unique(&list.rows, |row| &row.id);
                let (regions, region_duplicates) = unique(&list.regions, |region| &region.id);
                let by_kind = [
                    (EntityKind::Family, family_duplicates),
                    (EntityKind::Group, group_duplicates),
                    (EntityKind::Row, row_duplicates),
                    (EntityKind::Region, region_duplicates),
                ];
                let duplicated = by_kind.into_iter().filter(|(_, found)| !found.is_empty());
                Exports::Comparison {
                    duplicated: duplicated.map(|(kind, _)| kind).collect(),
                    families: ids(families, |family| &family.id),
                    groups: ids(groups, |group| &group.id),
                    kinds: rows.iter().map(|row| RowExports::from_record(row)).collect(),
                    rows: ids(rows, |row| &row.id),
                    regions: ids(regions, |region| &region.id),
                }
            }
            Body::Sources(list) => {
                Exports::Sources(sorted(&list.sources).map(|(id, _)| id.clone()).collect())
            }
            Body::Tools(list) => {
                let (categories, duplicates) = unique(&list.categories, |category| &category.id);
                Exports::Tools {
                    categories: ids(categories, |category| &category.id),
                    tools: sorted(&list.tools).map(|(id, _)| id.clone()).collect(),
                    is_category_duplicated: !duplicates.is_empty(),
                }
            }
            Body::Skills(list) => Exports::Skills(sorted(&list.skills).map(|(id, _)| id.clone()).collect()),
            Body::Role(id, role) => Exports::Role {
                id: id.clone(),
                was: role.was.iter().map(|was| was.value.clone()).collect(),
                facts: role
                    .facts
                    .0
                    .iter()
                    .map(|(row, fact)| (row.value.clone(), fact.value.value_key()))
                    .collect(),
                has_moves: !role.moves_to.is_empty(),
            },
            Body::Series(id, _) => Exports::Series(id.clone()),
            Body::Levels(list) => {
                let (scale, scale_duplicates) = unique(&list.scale.0, |level| &level.id);
                let (aspects, aspect_duplicates) = unique(&list.aspects.value, |aspect| &aspect.id);
                let (grades, grade_duplicates) = unique(&list.grades.value, |grade| &grade.id);
                let by_kind = [
                    (EntityKind::ScaleLevel, scale_duplicates),
                    (EntityKind::Aspect, aspect_duplicates),
                    (EntityKind::Grade, grade_duplicates),
                ];
                let duplicated = by_kind.into_iter().filter(|(_, found)| !found.is_empty());
                Exports::Levels(LevelExports {
                    duplicated: duplicated.map(|(kind, _)| kind).collect(),
                    scale: ids(scale, |level| &level.id),
                    aspects: ids(aspects, |aspect| &aspect.id),
                    grades: ids(grades, |grade| &grade.id),
                })
            }
            Body::Framework(id, framework) => Exports::Framework {
                id: id.clone(),
                roles: framework.roles.0.iter().map(|(role, _)| role.value.clone()).collect(),
            },
            Body::Guide(id, matter, prose) => text(TextSubject::Guide(id.clone()), matter.draft, prose),
            Body::Pair(a, b, matter, prose) => {
                text(TextSubject::Pair(a.clone(), b.clone()), matter.draft, prose)
            }
            Body::Article(id, matter, prose) => text(TextSubject::Article(id.clone()), matter.draft, prose),
            Body::Term(id, matter, prose) => text(TextSubject::Term(id.clone()), matter.draft, prose),
            Body::Page(id, matter, prose) => text(TextSubject::Page(id.clone()), matter.draft, prose),
        }
    }
}

impl RowExports {
    fn from_record(row: &RowRecord) -> RowExports {
        RowExports {
            kind: row.kind.value,
            is_consistent: row.is_consistent(),
            levels: row.levels.iter().map(|level| level.id.value.clone()).collect(),
            decimals: row.decimals.as_ref().map_or(DECIMALS, |decimals| decimals.value.0),
        }
    }
}

/// A duplicate id, and the span of the first occurrence.
pub(crate) type Duplicate<'d> = (&'d Spanned<Id>, Span);

/// Returns the former addresses of a text.
fn aliases(body: &Body) -> Vec<String> {
    let aliases = match body {
        Body::Article(_, matter, _) => &matter.aliases,
        Body::Page(_, matter, _) => &matter.aliases,
        _ => return Vec::new(),
    };
    aliases.iter().map(|alias| alias.value.0.clone()).collect()
}

/// Splits records into the first of each id, in the order written, and the duplicates. Records with a placeholder id are
/// dropped.
pub(crate) fn unique<V>(records: &[V], id: impl Fn(&V) -> &Spanned<Id>) -> (Vec<&V>, Vec<Duplicate<'_>>) {
    let mut known: BTreeMap<&Id, Span> = BTreeMap::new();
    let (mut kept, mut duplicates) = (Vec::new(), Vec::new());
    for record in records.iter().filter(|record| !id(record).value.is_placeholder()) {
        let own = id(record);
        if let Some(first) = known.get(&own.value) {
            duplicates.push((own, *first));
        } else {
            known.insert(&own.value, own.span);
            kept.push(record);
        }
    }
    (kept, duplicates)
}

/// Returns the entries of an unordered map, sorted by id.
pub(crate) fn sorted<V>(map: &Map<Id, V>) -> impl Iterator<Item = (&Id, &V)> {
    let mut entries: Vec<(&Id, &V)> = map.0.iter().map(|(id, value)| (&id.value, value)).collect();
    entries.sort_by_key(|(id, _)| *id);
    entries.into_iter()
}

fn ids<V>(records: Vec<&V>, id: impl Fn(&V) -> &Spanned<Id>) -> Vec<Id> {
    records.into_iter().map(|record| id(record).value.clone()).collect()
}
