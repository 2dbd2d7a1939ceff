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

mod fit;
mod leads;
mod linker;
mod lists;
mod names;
mod outline;
mod prose;
mod roles;
mod salaries;
mod site;
mod texts;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::memo::Memo;
use crate::model::{
    Article, Fit, Guide, Model, Page, Pair, PairWords, Reference, Role, RoleId, Route, Series, SeriesId,
    Skill, Table, Term, Tool,
};
use crate::parse::{Body, Document};
use crate::source::StaticFile;
use linker::Linker;
pub use linker::missing_file;
use names::{Given, Names};
use outline::Outline;

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
    pub claims: Vec<Claim>,
    /// What the next time may take over.
    pub kept: Kept,
}

/// An anchor that a text leads to and that is no heading: it is there if the template of the page prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Where the link stands.
    pub place: Place,
    /// The page.
    pub page: Route,
    /// The id of something on it.
    pub anchor: String,
}

/// What was linked, file by file.
pub struct Kept {
    outlines: Memo<(), Arc<Document>, Outline>,
    series: Memo<Arc<Names>, Arc<Document>, File>,
    files: Memo<Around, Arc<Document>, File>,
}

/// What a file is linked with: the names of the others, and the figures of pay that texts print.
#[derive(PartialEq)]
struct Around {
    names: Arc<Names>,
    series: Table<SeriesId, Series>,
    /// The series of which not every figure could be linked.
    torn: BTreeSet<SeriesId>,
}

/// What one file gives.
struct File {
    says: Says,
    found: Vec<Diagnostic>,
    claims: Vec<Claim>,
}

/// What a file says, with numbers for its names.
enum Says {
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
    before: Option<&Kept>,
) -> Linked {
    let mut documents = documents.to_vec();
    documents.sort_by(|a, b| a.file.cmp(&b.file));
    statics.sort_by(|a, b| a.path.cmp(&b.path));
    let outlines = Memo::of((), documents.clone(), before.map(|before| &before.outlines), |(), document| {
        Outline::of(document)
    });
    let given =
        Given { outlines: outlines.answers().cloned().collect(), statics, broken, drafts: options.drafts };
    let names = Names::of(given, before.map(|before| before.series.surroundings()));
    let (of_pay, others): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| matches!(document.body, Body::Series(..)));
    let series =
        Memo::of(Arc::clone(&names), of_pay, before.map(|before| &before.series), |names, document| {
            let mut linker = Linker::new(document, names);
            let says = match &document.body {
                Body::Series(_, record) => Says::Series(Arc::new(salaries::link(record, &mut linker))),
                _ => Says::Nothing,
            };
            File { says, found: linker.found, claims: linker.claims }
        });
    let pay = series.answers().filter_map(|file| match &file.says {
        Says::Series(series) => Some(Arc::clone(series)),
        _ => None,
    });
    let torn = series.iter().filter(|(_, file)| !file.found.is_empty());
    let torn = torn.filter_map(|(document, _)| match &document.body {
        Body::Series(id, _) => names.series.find(id.as_str()),
        _ => None,
    });
    let around =
        Around { torn: torn.collect(), series: Table::new(names.series.clone(), pay.collect()), names };
    let files = Memo::of(around, others, before.map(|before| &before.files), file);
    let (names, pay) = (&files.surroundings().names, &files.surroundings().series);
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
    Linked { model, found, claims, kept: Kept { outlines, series, files } }
}

/// Links one file that is not about pay.
fn file(around: &Around, document: &Arc<Document>) -> File {
    let names = &*around.names;
    let mut linker = Linker::new(document, names);
    let mut whole = texts::Whole { linker: &mut linker, series: &around.series, torn: &around.torn };
    let says = match &document.body {
        Body::Site(_) | Body::Series(..) => Says::Nothing,
        Body::Comparison(list) => Says::Comparison(lists::comparison(list, &mut linker)),
        Body::Sources(list) => Says::Sources(lists::references(list)),
        Body::Tools(list) => {
            let (categories, tools) = lists::tools(list, &mut linker);
            Says::Tools(categories, tools)
        }
        Body::Skills(list) => Says::Skills(lists::skills(list, &mut linker)),
        Body::Fit(record) => Says::Fit(Arc::new(fit::link(record, &mut linker))),
        Body::Role(id, record) => Says::Role(Arc::new(roles::link(id, record, &mut linker))),
        Body::Guide(id, matter, prose) if names.publishes(matter.draft) => whole.guide(id, matter, prose),
        Body::Pair(a, b, matter, prose) if names.publishes(matter.draft) => whole.pair((a, b), matter, prose),
        Body::Article(_, matter, prose) if names.publishes(matter.draft) => whole.article(matter, prose),
        Body::Term(id, matter, prose) if names.publishes(matter.draft) => whole.term(id, matter, prose),
        Body::Page(_, matter, prose) if names.publishes(matter.draft) => whole.page(matter, prose),
        Body::Guide(..) | Body::Pair(..) | Body::Article(..) | Body::Term(..) | Body::Page(..) => {
            Says::Nothing
        }
    };
    File { says, found: linker.found, claims: linker.claims }
}

/// The model that files of these names give. Nothing is copied: what a file says is shared by every model that it is in.
fn assemble<'f>(
    names: &Names,
    series: Table<SeriesId, Series>,
    files: impl Iterator<Item = &'f Arc<File>>,
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
            Says::Nothing | Says::Series(_) => {}
            Says::Comparison(list) => {
                model.families = Table::new(names.families.clone(), list.families.clone());
                model.groups = Table::new(names.groups.clone(), list.groups.clone());
                model.rows = Table::new(names.rows.clone(), list.rows.clone());
                model.regions = Table::new(names.regions.clone(), list.regions.clone());
            }
            Says::Sources(list) => model.references = Table::new(names.references.clone(), list.clone()),
            Says::Tools(categories, tools) => {
                model.categories = Table::new(names.categories.clone(), categories.clone());
                model.tools = Table::new(names.tools.clone(), tools.clone());
            }
            Says::Skills(list) => model.skills = Table::new(names.skills.clone(), list.clone()),
            Says::Fit(fit) => model.fit = Some(Arc::clone(fit)),
            Says::Role(role) => roles.push(Arc::clone(role)),
            Says::Guide(role, guide) => drop(model.guides.insert(*role, Arc::clone(guide))),
            // Of two files with words for one pair, the last counts, and the other was reported.
            Says::Pair(pair, words) => drop(model.pairs.insert(*pair, Arc::clone(words))),
            Says::Article(article) => articles.push(Arc::clone(article)),
            Says::Term(term) => terms.push(Arc::clone(term)),
            Says::Page(page) => pages.push(Arc::clone(page)),
        }
    }
    model.roles = Table::new(names.roles.clone(), roles);
    model.articles = Table::new(names.articles.ids.clone(), articles);
    model.terms = Table::new(names.terms.ids.clone(), terms);
    model.pages = Table::new(names.pages.ids.clone(), pages);
    model
}
