//! What comes in: the documents of a site. What goes out: the [`Model`], and every name that leads nowhere. It never
//! fails: what cannot be linked is reported and left out. There is deliberately no order among the files: whatever
//! order they come in, the same model goes out.
//!
//! ```text
//! document ─▶ outline ─▶ names ─┐
//!     └──────────────────────────┴─▶ what the document says, with numbers for its names ─▶ model
//! ```
//!
//! A document is linked on its own: it is all that is looked at, beside the [`Names`], which are made from what the
//! outlines of the others say. So what was linked before is taken over while the document is the same and the names are.

mod exports;
mod fit;
mod linker;
mod links;
mod lists;
mod prose;
mod roles;
mod salaries;
mod site;
mod symbols;
mod texts;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Location};
use crate::memo::Memo;
use crate::model::{
    Article, Fit, Guide, Model, Page, Pair, PairWords, Reference, Role, RoleId, Route, Series, SeriesId,
    Skill, Table, Term, Tool,
};
use crate::parse::{Body, Document};
use crate::source::StaticFile;
use exports::Exports;
use linker::Linker;
pub use linker::missing_file;
use symbols::{SymbolInputs, SymbolTable};

/// What the command line says about linking.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where the site is published, instead of what `site.yaml` says.
    pub base_url: Option<String>,
    /// Whether drafts are published too.
    pub drafts: bool,
}

/// A site that was linked.
pub struct Linked {
    /// What its pages are drawn from.
    pub model: Model,
    /// Every name that leads nowhere.
    pub found: Vec<Diagnostic>,
    /// The anchors that only pages can tell.
    pub claims: Vec<AnchorRef>,
    /// What the next time may take over.
    pub kept: LinkCache,
}

/// An anchor that a text leads to and that is no heading: it is there if the template of the page prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnchorRef {
    /// Where the link stands.
    pub place: Location,
    /// The page.
    pub page: Route,
    /// The id of something on it.
    pub anchor: String,
}

/// What was linked, file by file.
pub struct LinkCache {
    outlines: Memo<(), Arc<Document>, Exports>,
    series: Memo<Arc<SymbolTable>, Arc<Document>, LinkedFile>,
    files: Memo<LinkContext, Arc<Document>, LinkedFile>,
}

/// What a file is linked with: the names of the others, and the figures of pay that texts print.
#[derive(PartialEq)]
struct LinkContext {
    names: Arc<SymbolTable>,
    series: Table<SeriesId, Series>,
    /// The series of which not every figure could be linked.
    torn: BTreeSet<SeriesId>,
}

/// What one file gives.
struct LinkedFile {
    says: LinkedItem,
    found: Vec<Diagnostic>,
    claims: Vec<AnchorRef>,
}

/// What a file says, with numbers for its names.
enum LinkedItem {
    /// Nothing, or nothing before the rest of the model is there.
    Nothing,
    Comparison(lists::Comparison),
    Sources(Vec<Arc<Reference>>),
    Tools(Vec<Arc<String>>, Vec<Arc<Tool>>),
    Skills(Vec<Arc<Skill>>),
    Fit(Arc<Fit>),
    Role(Arc<Role>),
    Guide(RoleId, Arc<Guide>),
    Series(Arc<Series>),
    Pair(Pair, Arc<PairWords>),
    Article(Arc<Article>),
    Term(Arc<Term>),
    Page(Arc<Page>),
}

/// Links the documents of a site. `broken` are the files of `content/` in which an error was found; `statics` those that
/// are published as they are. `before` changes nothing but how long it takes.
pub fn link(
    documents: &[Arc<Document>],
    broken: BTreeSet<Arc<str>>,
    mut statics: Vec<StaticFile>,
    options: &Options,
    before: Option<&LinkCache>,
) -> Linked {
    let mut documents = documents.to_vec();
    documents.sort_by(|a, b| a.file.cmp(&b.file));
    statics.sort_by(|a, b| a.path.cmp(&b.path));
    let outlines =
        Memo::compute((), documents.clone(), before.map(|before| &before.outlines), |(), document| {
            Exports::of(document)
        });
    let given = SymbolInputs {
        outlines: outlines.answers().cloned().collect(),
        statics,
        broken,
        drafts: options.drafts,
    };
    let names = SymbolTable::of(given, before.map(|before| before.series.deps()));
    let (of_pay, others): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| matches!(document.body, Body::Series(..)));
    let series =
        Memo::compute(Arc::clone(&names), of_pay, before.map(|before| &before.series), |names, document| {
            let mut linker = Linker::new(document, names);
            let says = match &document.body {
                Body::Series(_, record) => LinkedItem::Series(Arc::new(salaries::link(record, &mut linker))),
                _ => LinkedItem::Nothing,
            };
            LinkedFile { says, found: linker.found, claims: linker.claims }
        });
    let pay = series.answers().filter_map(|file| match &file.says {
        LinkedItem::Series(series) => Some(Arc::clone(series)),
        _ => None,
    });
    let torn = series.iter().filter(|(_, file)| !file.found.is_empty());
    let torn = torn.filter_map(|(document, _)| match &document.body {
        Body::Series(id, _) => names.series.find(id.as_str()),
        _ => None,
    });
    let around =
        LinkContext { torn: torn.collect(), series: Table::new(names.series.clone(), pay.collect()), names };
    let files = Memo::compute(around, others, before.map(|before| &before.files), file);
    let (names, pay) = (&files.deps().names, &files.deps().series);
    let mut model = assemble(names, pay.clone(), files.answers());
    let mut found: Vec<Diagnostic> =
        series.answers().chain(files.answers()).flat_map(|file| file.found.iter().cloned()).collect();
    for (document, _) in files.iter() {
        let Body::Site(record) = &document.body else { continue };
        let mut linker = Linker::new(document, names);
        model.site = site::link(record, &model, options, &mut linker);
        found.append(&mut linker.found);
    }
    let claims = files.answers().flat_map(|file| file.claims.iter().cloned()).collect();
    Linked { model, found, claims, kept: LinkCache { outlines, series, files } }
}

/// Links one file that is not about pay.
fn file(around: &LinkContext, document: &Arc<Document>) -> LinkedFile {
    let names = &*around.names;
    let mut linker = Linker::new(document, names);
    let mut whole = texts::TextLinker { linker: &mut linker, series: &around.series, torn: &around.torn };
    let says = match &document.body {
        Body::Site(_) | Body::Series(..) => LinkedItem::Nothing,
        Body::Comparison(list) => LinkedItem::Comparison(lists::comparison(list, &mut linker)),
        Body::Sources(list) => LinkedItem::Sources(lists::references(list)),
        Body::Tools(list) => {
            let (categories, tools) = lists::tools(list, &mut linker);
            LinkedItem::Tools(categories, tools)
        }
        Body::Skills(list) => LinkedItem::Skills(lists::skills(list, &mut linker)),
        Body::Fit(record) => LinkedItem::Fit(Arc::new(fit::link(record, &mut linker))),
        Body::Role(id, record) => LinkedItem::Role(Arc::new(roles::link(id, record, &mut linker))),
        Body::Guide(id, matter, prose) if names.publishes(matter.draft) => whole.guide(id, matter, prose),
        Body::Pair(a, b, matter, prose) if names.publishes(matter.draft) => whole.pair((a, b), matter, prose),
        Body::Article(_, matter, prose) if names.publishes(matter.draft) => whole.article(matter, prose),
        Body::Term(id, matter, prose) if names.publishes(matter.draft) => whole.term(id, matter, prose),
        Body::Page(_, matter, prose) if names.publishes(matter.draft) => whole.page(matter, prose),
        Body::Guide(..) | Body::Pair(..) | Body::Article(..) | Body::Term(..) | Body::Page(..) => {
            LinkedItem::Nothing
        }
    };
    LinkedFile { says, found: linker.found, claims: linker.claims }
}

/// The model that files of these names give. Nothing is copied: what a file says is shared by every model that it is in.
fn assemble<'f>(
    names: &SymbolTable,
    series: Table<SeriesId, Series>,
    files: impl Iterator<Item = &'f Arc<LinkedFile>>,
) -> Model {
    let mut model = Model {
        series,
        moved: Arc::clone(&names.moved),
        statics: names.given.statics.iter().map(|file| file.path.clone()).collect(),
        ..Model::default()
    };
    let (mut roles, mut articles, mut terms, mut pages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for file in files {
        match &file.says {
            LinkedItem::Nothing | LinkedItem::Series(_) => {}
            LinkedItem::Comparison(list) => {
                model.families = Table::new(names.families.clone(), list.families.clone());
                model.groups = Table::new(names.groups.clone(), list.groups.clone());
                model.rows = Table::new(names.rows.clone(), list.rows.clone());
                model.regions = Table::new(names.regions.clone(), list.regions.clone());
            }
            LinkedItem::Sources(list) => {
                model.references = Table::new(names.references.clone(), list.clone());
            }
            LinkedItem::Tools(categories, tools) => {
                model.categories = Table::new(names.categories.clone(), categories.clone());
                model.tools = Table::new(names.tools.clone(), tools.clone());
            }
            LinkedItem::Skills(list) => model.skills = Table::new(names.skills.clone(), list.clone()),
            LinkedItem::Fit(fit) => model.fit = Some(Arc::clone(fit)),
            LinkedItem::Role(role) => roles.push(Arc::clone(role)),
            LinkedItem::Guide(role, guide) => drop(model.guides.insert(*role, Arc::clone(guide))),
            // Of two files with words for one pair, the last counts, and the other was reported.
            LinkedItem::Pair(pair, words) => drop(model.pairs.insert(*pair, Arc::clone(words))),
            LinkedItem::Article(article) => articles.push(Arc::clone(article)),
            LinkedItem::Term(term) => terms.push(Arc::clone(term)),
            LinkedItem::Page(page) => pages.push(Arc::clone(page)),
        }
    }
    model.roles = Table::new(names.roles.clone(), roles);
    model.articles = Table::new(names.articles.ids.clone(), articles);
    model.terms = Table::new(names.terms.ids.clone(), terms);
    model.pages = Table::new(names.pages.ids.clone(), pages);
    model
}
