//! What other files may know of a file: the names in it, and no place, so that a word or a comment more in one file is
//! nothing to the others. All that is linked elsewhere is looked up in outlines; what is not in them cannot be.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::parse::markdown::{Heading, Prose};
use crate::parse::record::{RowKind, RowRecord};
use crate::parse::{Body, Document, Map, Placed};
use crate::url::Id;

/// What others may know of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outline {
    /// `site.yaml`: nobody names anything in it.
    Site,
    /// `fit.yaml`: all that matters elsewhere is that it is there.
    Fit,
    Comparison {
        families: Vec<Id>,
        groups: Vec<Id>,
        rows: Vec<Id>,
        kinds: Vec<RowOutline>,
        regions: Vec<Id>,
    },
    Sources(Vec<Id>),
    Tools {
        categories: Vec<Id>,
        tools: Vec<Id>,
    },
    Skills(Vec<Id>),
    Role {
        id: Id,
        was: Vec<Id>,
        facts: Vec<Id>,
        /// Whether it leads to another role.
        leads_on: bool,
    },
    Series(Id),
    Text {
        of: Of,
        draft: bool,
        headings: Headings,
    },
}

/// What a text is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Guide(Id),
    Pair(Id, Id),
    Article(Id),
    Term(Id),
    Page(Id),
}

impl Of {
    /// The file of the text.
    pub(crate) fn file(&self) -> String {
        match self {
            Of::Guide(id) => format!("content/roles/{id}.md"),
            Of::Pair(a, b) => format!("content/comparisons/{a}-vs-{b}.md"),
            Of::Article(id) => format!("content/articles/{id}.md"),
            Of::Term(id) => format!("content/glossary/{id}.md"),
            Of::Page(id) => format!("content/pages/{id}.md"),
        }
    }
}

/// What a cell has to know of its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RowOutline {
    pub(crate) kind: RowKind,
    pub(crate) levels: Vec<Id>,
    /// The most decimals of its numbers.
    pub(crate) decimals: u8,
}

/// The most decimals of the numbers of a row that does not say how many they have.
const DECIMALS: u8 = 2;

/// The headings of a text, in order.
pub(crate) type Headings = Arc<Vec<Heading>>;

impl Outline {
    pub(crate) fn of(document: &Document) -> Outline {
        let text = |of: Of, draft: bool, prose: &Prose| Outline::Text {
            of,
            draft,
            headings: Arc::clone(&prose.headings),
        };
        match &document.body {
            Body::Site(_) => Outline::Site,
            Body::Fit(_) => Outline::Fit,
            Body::Comparison(list) => {
                let rows = unique(&list.rows, |row| &row.id).0;
                Outline::Comparison {
                    families: ids(unique(&list.families, |family| &family.id).0, |family| &family.id),
                    groups: ids(unique(&list.groups, |group| &group.id).0, |group| &group.id),
                    kinds: rows.iter().map(|row| RowOutline::of(row)).collect(),
                    rows: ids(rows, |row| &row.id),
                    regions: ids(unique(&list.regions, |region| &region.id).0, |region| &region.id),
                }
            }
            Body::Sources(list) => {
                Outline::Sources(sorted(&list.sources).map(|(id, _)| id.clone()).collect())
            }
            Body::Tools(list) => Outline::Tools {
                categories: ids(unique(&list.categories, |category| &category.id).0, |category| &category.id),
                tools: sorted(&list.tools).map(|(id, _)| id.clone()).collect(),
            },
            Body::Skills(list) => Outline::Skills(sorted(&list.skills).map(|(id, _)| id.clone()).collect()),
            Body::Role(id, role) => Outline::Role {
                id: id.clone(),
                was: role.was.iter().map(|was| was.value.clone()).collect(),
                facts: role.facts.0.iter().map(|(row, _)| row.value.clone()).collect(),
                leads_on: !role.moves_to.is_empty(),
            },
            Body::Series(id, _) => Outline::Series(id.clone()),
            Body::Guide(id, matter, prose) => text(Of::Guide(id.clone()), matter.draft, prose),
            Body::Pair(a, b, matter, prose) => text(Of::Pair(a.clone(), b.clone()), matter.draft, prose),
            Body::Article(id, matter, prose) => text(Of::Article(id.clone()), matter.draft, prose),
            Body::Term(id, matter, prose) => text(Of::Term(id.clone()), matter.draft, prose),
            Body::Page(id, matter, prose) => text(Of::Page(id.clone()), matter.draft, prose),
        }
    }
}

impl RowOutline {
    fn of(row: &RowRecord) -> RowOutline {
        RowOutline {
            kind: row.kind,
            levels: row.levels.iter().map(|level| level.id.value.clone()).collect(),
            decimals: row.decimals.as_ref().map_or(DECIMALS, |decimals| decimals.value.0),
        }
    }
}

/// A record whose id stands twice, and where it stood first.
pub(crate) type Twice<'d> = (&'d Placed<Id>, Span);

/// The records that count, in the order written: of two with one id the first. And those that do not.
pub(crate) fn unique<V>(records: &[V], id: impl Fn(&V) -> &Placed<Id>) -> (Vec<&V>, Vec<Twice<'_>>) {
    let mut known: BTreeMap<&Id, Span> = BTreeMap::new();
    let (mut kept, mut twice) = (Vec::new(), Vec::new());
    for record in records.iter().filter(|record| !id(record).value.is_unreadable()) {
        let own = id(record);
        if let Some(first) = known.get(&own.value) {
            twice.push((own, *first));
        } else {
            known.insert(&own.value, own.span);
            kept.push(record);
        }
    }
    (kept, twice)
}

/// The entries of a list that has no order of its own, by id.
pub(crate) fn sorted<V>(map: &Map<Id, V>) -> impl Iterator<Item = (&Id, &V)> {
    let mut entries: Vec<(&Id, &V)> = map.0.iter().map(|(id, value)| (&id.value, value)).collect();
    entries.sort_by_key(|(id, _)| *id);
    entries.into_iter()
}

fn ids<V>(records: Vec<&V>, id: impl Fn(&V) -> &Placed<Id>) -> Vec<Id> {
    records.into_iter().map(|record| id(record).value.clone()).collect()
}
