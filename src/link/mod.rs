//! What comes in: the documents of a site. What goes out: the [`Model`], and every name that leads nowhere. It never
//! fails: what cannot be linked is reported and left out. There is deliberately no order among the files: whatever
//! order they come in, the same model goes out.

mod leads;
mod names;
mod prose;
mod roles;
mod salaries;
mod site;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Article, Model, Page, Pair, PairWords, Reference, Row, Skill, Table, Term, TermId, Tool};
use crate::parse::markdown::Prose;
use crate::parse::{Body, Document, Placed};
use crate::url::Id;
use names::{Kind, Names};

/// What the command line says about linking.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where the site is published, instead of what `site.yaml` says.
    pub base_url: Option<String>,
    /// Whether drafts are published too.
    pub drafts: bool,
}

/// Links the documents of a site. `broken` are the files of `content/` in which an error was found; `statics` those that
/// are published as they are, by their path on the site.
pub fn link<D: Borrow<Document>>(
    documents: &[D],
    broken: BTreeSet<Arc<str>>,
    statics: Vec<String>,
    options: &Options,
) -> (Model, Vec<Diagnostic>) {
    let documents: Vec<&Document> = documents.iter().map(Borrow::borrow).collect();
    let known = Arc::new(Known { broken, renamed: renamed(&documents) });
    let mut linker = Linker { found: Vec::new(), known };
    let names = Names::collect(documents, statics, options.drafts, &mut linker);
    let series = salaries::link(&names, &mut linker);
    let roles = roles::link(&names, &series, &mut linker);
    let text = |file: &Arc<str>, prose: &Prose, linker: &mut Linker| {
        prose::link(file, prose, &names, &series, linker)
    };
    let articles = linker.map(&names.articles, |_, (file, matter, body), linker| Article {
        title: matter.title.0.clone(),
        summary: matter.summary.0.clone(),
        published: matter.published,
        reviewed: matter.reviewed,
        roles: linker.find_all(file, &matter.roles, &names.roles, Kind::Role),
        prose: text(file, body, linker),
    });
    let terms = linker.map(&names.terms, |id, (file, matter, body), linker| Term {
        name: matter.term.0.clone(),
        line: matter.line.0.clone(),
        also_known_as: matter.also_known_as.iter().map(|name| name.0.clone()).collect(),
        see: see(id, file, &matter.see, &names, linker),
        sources: linker.find_all(file, &matter.sources, &names.references, Kind::Source),
        prose: text(file, body, linker),
    });
    let pages = names.pages.clone().map(|_, (file, matter, body)| Page {
        title: matter.title.0.clone(),
        summary: matter.summary.0.clone(),
        prose: text(file, body, &mut linker),
    });
    let mut pairs = BTreeMap::new();
    for (pair, words) in &names.pairs {
        let prose = text(words.file, words.prose, &mut linker);
        pairs.insert(*pair, PairWords { first: words.first, reviewed: words.matter.reviewed, prose });
    }
    let mut model = Model {
        families: names.families.clone().map(|_, family| crate::model::Family {
            label: family.label.0.clone(),
            line: family.line.0.clone(),
        }),
        groups: names.groups.clone().map(|_, group| group.label.0.clone()),
        rows: rows(&names, &mut linker),
        regions: names.regions.clone().map(|_, region| region.label.0.clone()),
        references: references(&names),
        categories: names.categories.clone().map(|_, category| category.label.0.clone()),
        tools: tools(&names, &mut linker),
        skills: skills(&names, &mut linker),
        moved: site::moved(&names, &mut linker),
        statics: names.statics.clone(),
        roles,
        series,
        articles,
        terms,
        pages,
        pairs,
        ..Model::default()
    };
    model.site = site::link(&names, &model, options, &mut linker);
    (model, linker.found)
}

/// The ids that roles had before, by what they are now.
fn renamed(documents: &[&Document]) -> BTreeMap<Id, Id> {
    let roles = documents.iter().filter_map(|document| match &document.body {
        Body::Role(id, record) => Some((id, record)),
        _ => None,
    });
    roles.flat_map(|(id, record)| record.was.iter().map(|was| (was.value.clone(), id.clone()))).collect()
}

/// The mistakes found while linking.
pub(crate) struct Linker {
    found: Vec<Diagnostic>,
    known: Arc<Known>,
}

/// What is known before anything is linked.
pub(crate) struct Known {
    /// Files in which an error was found. What they may have meant to name is not reported as missing: one slip in a list
    /// would otherwise be a hundred complaints elsewhere.
    broken: BTreeSet<Arc<str>>,
    /// The ids that roles had, and have now.
    renamed: BTreeMap<Id, Id>,
}

/// Fewer elements than this are linked sooner than another thread has started.
const MANY: usize = 256;

impl Linker {
    /// Makes each element of a table into another, of many on every thread. None of them may depend on another.
    pub(crate) fn map<K: crate::model::Number + Sync, V: Clone + Sync, W: Send>(
        &mut self,
        table: &Table<K, V>,
        link: impl Fn(K, &V, &mut Linker) -> W + Sync,
    ) -> Table<K, W> {
        let known = &self.known;
        let one = |n: usize| {
            let mut own = Linker { found: Vec::new(), known: Arc::clone(known) };
            let linked = link(K::new(n), &table[K::new(n)], &mut own);
            (linked, own.found)
        };
        let total = table.len();
        let mut linked = match total {
            0..MANY => (0..total).map(one).collect(),
            _ => crate::workers::map(total, 64, one),
        }
        .into_iter();
        table.clone().map(|_, _| {
            let (linked, found) = linked.next().expect("invariant: every element was linked");
            self.found.extend(found);
            linked
        })
    }

    /// Adds a mistake.
    pub(crate) fn add(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// What an id names; reports one that names nothing.
    pub(crate) fn find<K: crate::model::Number, V>(
        &mut self,
        file: &Arc<str>,
        id: &Placed<Id>,
        table: &Table<K, V>,
        kind: Kind,
    ) -> Option<K> {
        let found = table.find(id.value.as_str());
        let excused = || id.value.is_unreadable() || self.known.broken.contains(&*kind.home(&id.value));
        if found.is_none() && !excused() {
            let place = Place { file: Arc::clone(file), span: id.span };
            let missing = Diagnostic::new(
                Code::UnknownName,
                place,
                format!("there is no {} `{}`", kind.word(), id.value),
            );
            let renamed = self.known.renamed.get(&id.value).filter(|_| kind == Kind::Role);
            let told = match (renamed, missing.place.clone()) {
                (Some(now), Some(place)) => {
                    missing.mend(place, now.as_str(), format!("it is called `{now}` now"))
                }
                _ => {
                    missing.help(kind.mend(&id.value)).suggest(id.value.as_str(), table.ids().map(Id::as_str))
                }
            };
            self.add(told);
        }
        found
    }

    /// What several ids name, each once.
    pub(crate) fn find_all<K: crate::model::Number, V>(
        &mut self,
        file: &Arc<str>,
        ids: &[Placed<Id>],
        table: &Table<K, V>,
        kind: Kind,
    ) -> Vec<K> {
        let mut found: Vec<(K, &Placed<Id>)> = Vec::new();
        for id in ids {
            let Some(number) = self.find(file, id, table, kind) else { continue };
            match found.iter().find(|(known, _)| *known == number) {
                Some((_, first)) => {
                    let at = |span| Place { file: Arc::clone(file), span };
                    let twice = format!("the {} `{}` stands twice", kind.word(), id.value);
                    self.add(
                        Diagnostic::new(Code::DuplicateId, at(id.span), twice)
                            .label(at(first.span), "here it stands first")
                            .help("keep one of them"),
                    );
                }
                None => found.push((number, id)),
            }
        }
        found.into_iter().map(|(number, _)| number).collect()
    }
}

fn rows(names: &Names<'_>, linker: &mut Linker) -> Table<crate::model::RowId, Row> {
    let Some((file, _)) = names.comparison else { return Table::default() };
    names.rows.clone().map(|_, row| {
        let group = linker.find(file, &row.group, &names.groups, Kind::Group);
        Row {
            label: row.label.0.clone(),
            group: group.unwrap_or_else(|| crate::model::Number::new(0)),
            kind: row.kind,
            question: row.question.0.clone(),
            read: row.read.as_ref().map(|read| read.0.clone()),
            unit: row.unit.as_ref().map(|unit| unit.0.clone()).unwrap_or_default(),
            levels: row.levels.iter().map(|level| (level.id.value.clone(), level.label.0.clone())).collect(),
        }
    })
}

/// The terms to read after one, which is not among them.
fn see(
    own: TermId,
    file: &Arc<str>,
    ids: &[Placed<Id>],
    names: &Names<'_>,
    linker: &mut Linker,
) -> Vec<TermId> {
    for id in ids.iter().filter(|id| id.value == *names.terms.id(own)) {
        let place = Place { file: Arc::clone(file), span: id.span };
        linker.add(
            Diagnostic::new(Code::SelfReference, place, "a term does not lead to itself")
                .help("delete it from `see`"),
        );
    }
    linker.find_all(file, ids, &names.terms, Kind::Term)
}

fn references(names: &Names<'_>) -> Table<crate::model::ReferenceId, Reference> {
    names.references.clone().map(|_, record| Reference {
        title: record.title.0.clone(),
        url: record.url.0.clone(),
        publisher: record.publisher.0.clone(),
        published: record.published,
        accessed: record.accessed,
        seen: record.seen,
        licence: record.licence.as_ref().map(|licence| licence.0.clone()),
        note: record.note.as_ref().map(|note| note.0.clone()),
    })
}

fn tools(names: &Names<'_>, linker: &mut Linker) -> Table<crate::model::ToolId, Tool> {
    let file: Arc<str> = "content/tools.yaml".into();
    names.tools.clone().map(|_, tool| Tool {
        name: tool.name.0.clone(),
        url: tool.url.0.clone(),
        category: linker
            .find(&file, &tool.category, &names.categories, Kind::Category)
            .unwrap_or_else(|| crate::model::Number::new(0)),
        line: tool.line.0.clone(),
        also_known_as: tool.also_known_as.iter().map(|name| name.0.clone()).collect(),
    })
}

fn skills(names: &Names<'_>, linker: &mut Linker) -> Table<crate::model::SkillId, Skill> {
    let file: Arc<str> = "content/skills.yaml".into();
    names.skills.clone().map(|_, skill| Skill {
        name: skill.name.0.clone(),
        line: skill.line.0.clone(),
        term: skill.term.as_ref().and_then(|term| linker.find(&file, term, &names.terms, Kind::Term)),
    })
}

/// The pair that two ids name; reports a role compared with itself.
pub(crate) fn pair(
    file: &Arc<str>,
    a: &Placed<Id>,
    b: &Placed<Id>,
    names: &Names<'_>,
    linker: &mut Linker,
) -> Option<(crate::model::RoleId, crate::model::RoleId, Pair)> {
    let (first, second) =
        (linker.find(file, a, &names.roles, Kind::Role), linker.find(file, b, &names.roles, Kind::Role));
    let (first, second) = (first?, second?);
    let pair = Pair::new(first, second);
    if pair.is_none() {
        let place = Place { file: Arc::clone(file), span: b.span };
        linker.add(Diagnostic::new(
            Code::SelfReference,
            place,
            format!("`{}` is compared with itself", a.value),
        ));
    }
    pair.map(|pair| (first, second, pair))
}
