//! Every id of a site and the record behind it: the first pass, after which names can be looked up.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Linker;
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::model::{
    ArticleId, CategoryId, FamilyId, GroupId, Number, PageId, Pair, ReferenceId, RegionId, RoleId, RowId,
    SeriesId, SkillId, Table, TermId, ToolId,
};
use crate::parse::markdown::Prose;
use crate::parse::record::{
    ArticleMatter, ComparisonFile, FamilyRecord, GroupRecord, GuideMatter, PageMatter, PairMatter,
    ReferenceRecord, RegionRecord, RoleFile, RowRecord, SeriesFile, SiteFile, SkillRecord, TermMatter,
    ToolCategoryRecord, ToolRecord,
};
use crate::parse::{Body, Document, Map, Placed};
use crate::url::Id;

/// A kind of thing that has ids, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Role,
    Family,
    Group,
    Row,
    Region,
    Source,
    Tool,
    Category,
    Skill,
    Series,
    Term,
}

impl Kind {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Role => "role",
            Kind::Family => "family",
            Kind::Group => "group of rows",
            Kind::Row => "row",
            Kind::Region => "region",
            Kind::Source => "source",
            Kind::Tool => "tool",
            Kind::Category => "category of tools",
            Kind::Skill => "skill",
            Kind::Series => "series",
            Kind::Term => "term",
        }
    }

    /// The file that describes the one with this id.
    pub(crate) fn home(self, id: &Id) -> String {
        match self {
            Kind::Role => format!("content/roles/{id}.yaml"),
            Kind::Series => format!("content/salaries/{id}.yaml"),
            Kind::Term => format!("content/glossary/{id}.md"),
            Kind::Source => "content/sources.yaml".to_string(),
            Kind::Tool | Kind::Category => "content/tools.yaml".to_string(),
            Kind::Skill => "content/skills.yaml".to_string(),
            Kind::Family | Kind::Group | Kind::Row | Kind::Region => "content/comparison.yaml".to_string(),
        }
    }

    /// What to do where it is missing.
    pub(crate) fn mend(self, id: &Id) -> String {
        let own_file = matches!(self, Kind::Role | Kind::Series | Kind::Term);
        format!("to add it, {} `{}`", if own_file { "create" } else { "describe it in" }, self.home(id))
    }
}

/// A Markdown file: where it is, its head and its text.
pub(crate) type Text<'d, M> = (&'d Arc<str>, &'d M, &'d Prose);

/// The words for one pair.
pub(crate) struct Words<'d> {
    pub(crate) file: &'d Arc<str>,
    pub(crate) first: RoleId,
    pub(crate) matter: &'d PairMatter,
    pub(crate) prose: &'d Prose,
}

/// Every id and its record.
#[derive(Default)]
pub(crate) struct Names<'d> {
    pub(crate) site: Option<(&'d Arc<str>, &'d SiteFile)>,
    pub(crate) comparison: Option<(&'d Arc<str>, &'d ComparisonFile)>,
    pub(crate) families: Table<FamilyId, &'d FamilyRecord>,
    pub(crate) groups: Table<GroupId, &'d GroupRecord>,
    pub(crate) rows: Table<RowId, &'d RowRecord>,
    pub(crate) regions: Table<RegionId, &'d RegionRecord>,
    pub(crate) references: Table<ReferenceId, &'d ReferenceRecord>,
    pub(crate) categories: Table<CategoryId, &'d ToolCategoryRecord>,
    pub(crate) tools: Table<ToolId, &'d ToolRecord>,
    pub(crate) skills: Table<SkillId, &'d SkillRecord>,
    pub(crate) roles: Table<RoleId, (&'d Arc<str>, &'d RoleFile)>,
    pub(crate) guides: BTreeMap<RoleId, Text<'d, GuideMatter>>,
    pub(crate) series: Table<SeriesId, (&'d Arc<str>, &'d SeriesFile)>,
    pub(crate) pairs: BTreeMap<Pair, Words<'d>>,
    pub(crate) articles: Table<ArticleId, Text<'d, ArticleMatter>>,
    pub(crate) terms: Table<TermId, Text<'d, TermMatter>>,
    pub(crate) pages: Table<PageId, Text<'d, PageMatter>>,
    pub(crate) statics: Vec<String>,
}

impl<'d> Names<'d> {
    /// Collects the ids of all documents, in an order that does not depend on that of the documents.
    pub(crate) fn collect(
        mut documents: Vec<&'d Document>,
        mut statics: Vec<String>,
        drafts: bool,
        linker: &mut Linker,
    ) -> Names<'d> {
        documents.sort_by(|a, b| a.file.cmp(&b.file));
        statics.sort();
        let mut names = Names { statics, ..Names::default() };
        let (mut roles, mut guides, mut series, mut pairs) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut articles, mut terms, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        for document in documents {
            let file = &document.file;
            match &document.body {
                Body::Site(site) => names.site = Some((file, site)),
                Body::Comparison(comparison) => names.comparison = Some((file, comparison)),
                Body::Sources(list) => names.references = table_of(&list.sources),
                Body::Tools(list) => {
                    names.categories = unique(file, &list.categories, |c| &c.id, Kind::Category, linker);
                    names.tools = table_of(&list.tools);
                }
                Body::Skills(list) => names.skills = table_of(&list.skills),
                Body::Role(id, role) => roles.push((id.clone(), (file, &**role))),
                Body::Guide(id, matter, prose) if drafts || !matter.draft => {
                    guides.push((id, (file, matter, prose)));
                }
                Body::Series(id, record) => series.push((id.clone(), (file, &**record))),
                Body::Pair(a, b, matter, prose) if drafts || !matter.draft => {
                    pairs.push((a, b, file, matter, prose));
                }
                Body::Article(id, matter, prose) if drafts || !matter.draft => {
                    articles.push((id.clone(), (file, &**matter, prose)));
                }
                Body::Term(id, matter, prose) if drafts || !matter.draft => {
                    terms.push((id.clone(), (file, &**matter, prose)));
                }
                Body::Page(id, matter, prose) if drafts || !matter.draft => {
                    pages.push((id.clone(), (file, matter, prose)));
                }
                Body::Guide(..) | Body::Pair(..) | Body::Article(..) | Body::Term(..) | Body::Page(..) => {}
            }
        }
        if let Some((file, comparison)) = names.comparison {
            names.families = unique(file, &comparison.families, |f| &f.id, Kind::Family, linker);
            names.groups = unique(file, &comparison.groups, |g| &g.id, Kind::Group, linker);
            names.rows = unique(file, &comparison.rows, |r| &r.id, Kind::Row, linker);
            names.regions = unique(file, &comparison.regions, |r| &r.id, Kind::Region, linker);
        }
        names.roles = Table::new(roles);
        names.series = Table::new(series);
        names.articles = Table::new(articles);
        names.terms = Table::new(terms);
        names.pages = Table::new(pages);
        for (id, (file, matter, prose)) in guides {
            let whole = Placed { value: id.clone(), span: Span::default() };
            if let Some(role) = linker.find(file, &whole, &names.roles, Kind::Role) {
                names.guides.insert(role, (file, matter, prose));
            }
        }
        for (a, b, file, matter, prose) in pairs {
            let whole = |id: &Id| Placed { value: id.clone(), span: Span::default() };
            let Some((first, _, pair)) = super::pair(file, &whole(a), &whole(b), &names, linker) else {
                continue;
            };
            let words = Words { file, first, matter, prose };
            if let Some(other) = names.pairs.insert(pair, words) {
                let at = |file: &Arc<str>| Place { file: Arc::clone(file), span: Span::default() };
                linker.add(
                    Diagnostic::new(Code::DuplicateId, at(file), "this pair has words in two files")
                        .label(at(other.file), "here are the others")
                        .help("keep the file whose name has the order to be shown"),
                );
            }
        }
        names
    }
}

fn table_of<K: Number, V>(map: &Map<Id, V>) -> Table<K, &V> {
    let mut entries: Vec<(Id, &V)> = map.0.iter().map(|(id, value)| (id.value.clone(), value)).collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    Table::new(entries)
}

/// A table in the order written; reports an id that stands twice.
fn unique<'d, K: Number, V>(
    file: &Arc<str>,
    records: &'d [V],
    id: impl Fn(&V) -> &Placed<Id>,
    kind: Kind,
    linker: &mut Linker,
) -> Table<K, &'d V> {
    let mut known: BTreeMap<&Id, Span> = BTreeMap::new();
    let mut kept = Vec::new();
    for record in records.iter().filter(|record| !id(record).value.is_unreadable()) {
        let own = id(record);
        if let Some(first) = known.get(&own.value) {
            let at = |span| Place { file: Arc::clone(file), span };
            let twice = format!("the {} `{}` is described twice", kind.word(), own.value);
            linker.add(
                Diagnostic::new(Code::DuplicateId, at(own.span), twice)
                    .label(at(*first), "here it is described first")
                    .help("give one of them another id"),
            );
        } else {
            known.insert(&own.value, own.span);
            kept.push((own.value.clone(), record));
        }
    }
    Table::new(kept)
}
