//! Links the documents of a site into the [`Model`], and reports every unresolved reference. Linking never fails: what
//! cannot be linked is reported and left out. The result deliberately does not depend on the order of the files.
//!
//! ```text
//! document ─▶ exports ─▶ symbol table ─┐
//!     └────────────────────────────────┴─▶ linked item ─▶ model
//! ```
//!
//! Each document is linked on its own, against the [`SymbolTable`], which is built from the exports of all documents. The
//! result of an earlier run is reused while the document and the symbol table are the same.

mod addresses;
mod entity_kind;
mod exports;
mod fit;
mod learning;
mod levels;
mod linker;
mod links;
mod lists;
mod prose;
mod references;
mod roles;
mod salaries;
mod salary_names;
mod site;
mod suggest;
mod symbols;
mod tags;
mod texts;
mod theme;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Location};
use crate::memo::Memo;
use crate::model::{
    Article, Fit, Framework, Guide, Interview, Model, Page, Pair, PairWords, Reference, Resource, Role,
    RoleId, Route, Series, SeriesId, Site, Skill, Table, Tag, Term, Tool,
};
use crate::parse::{Body, Document};
use crate::source::StaticFile;
use exports::Exports;
use linker::Linker;
pub use linker::missing_file;
pub use references::{SymbolDefinition, SymbolReference};
pub use suggest::suggest_names;
use symbols::{SymbolInputs, SymbolTable};
pub(crate) use tags::usual as usual_spelling;

/// Options of the command line that affect linking.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The address at which the site is published, instead of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// `true` to publish drafts too.
    pub drafts: bool,
}

/// The result of linking a site.
pub struct Linked {
    /// The model that pages are drawn from.
    pub model: Model,
    /// Unresolved references and other diagnostics of linking.
    pub diagnostics: Vec<Diagnostic>,
    /// Links to anchors that can be checked only on the drawn page.
    pub anchor_refs: Vec<AnchorRef>,
    /// Results that the next run can reuse.
    pub cache: LinkCache,
}

/// A link to an anchor that is not a heading. The anchor exists if the template of the page prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnchorRef {
    /// The location of the link.
    pub place: Location,
    /// The page that is linked.
    pub page: Route,
    /// The id of the linked element.
    pub anchor: String,
}

/// The results of linking, file by file.
pub struct LinkCache {
    /// The references of `site.yaml`, which is linked last.
    site: Vec<(Arc<str>, Vec<SymbolReference>)>,
    exports: Memo<(), Arc<Document>, Exports>,
    series: Memo<Arc<SymbolTable>, Arc<Document>, LinkedFile>,
    files: Memo<LinkContext, Arc<Document>, LinkedFile>,
}

impl LinkCache {
    /// Returns the definitions of a file. The file must be one of those that were linked.
    pub fn definitions(&self, document: &Document) -> Vec<SymbolDefinition> {
        references::definitions(document, &self.files.deps().names)
    }

    /// Returns the resolved references of a file.
    pub fn references_in(&self, file: &str) -> &[SymbolReference] {
        if let Some((_, references)) = self.site.iter().find(|(own, _)| **own == *file) {
            return references;
        }
        let linked = self.series.get(file).or_else(|| self.files.get(file));
        linked.map_or(&[], |(_, linked)| &linked.references)
    }

    /// Iterates over the resolved references of each file. Drafts have references too.
    pub fn references(&self) -> impl Iterator<Item = (&Arc<str>, &[SymbolReference])> {
        let files = self.series.iter().chain(self.files.iter());
        let files = files.map(|(document, linked)| (&document.file, &linked.references[..]));
        files.chain(self.site.iter().map(|(file, references)| (file, &references[..])))
    }
}

/// The dependencies of linking a file: the symbol table, and the salary datasets that texts print figures from.
#[derive(PartialEq)]
struct LinkContext {
    names: Arc<SymbolTable>,
    series: Table<SeriesId, Series>,
    /// The salary datasets with a figure that could not be linked.
    incomplete: BTreeSet<SeriesId>,
}

/// The result of linking one file.
#[derive(Default)]
struct LinkedFile {
    item: LinkedItem,
    diagnostics: Vec<Diagnostic>,
    anchor_refs: Vec<AnchorRef>,
    references: Vec<SymbolReference>,
}

impl LinkedFile {
    fn new(item: LinkedItem, linker: Linker<'_>) -> LinkedFile {
        let Linker { diagnostics, anchor_refs, mut references, .. } = linker;
        references.shrink_to_fit();
        LinkedFile { item, diagnostics, anchor_refs, references }
    }
}

/// The content of a file with resolved references.
#[derive(Default)]
enum LinkedItem {
    /// No content, or content that can be linked only when the rest of the model is complete.
    #[default]
    Nothing,
    Comparison(lists::Comparison),
    Sources(Vec<Arc<Reference>>),
    Tools(Vec<Arc<String>>, Vec<Arc<Tool>>),
    Skills(Vec<Arc<Skill>>),
    Fit(Arc<Fit>),
    Levels(levels::Levels),
    Learning(Vec<Arc<Resource>>),
    Interviews(Vec<Arc<Interview>>),
    Role(Arc<Role>),
    Guide(RoleId, Arc<Guide>),
    Series(Arc<Series>),
    Framework(Arc<Framework>),
    Pair(Pair, Arc<PairWords>),
    Article(Arc<Article>),
    Term(Arc<Term>),
    Page(Arc<Page>),
}

/// Links the documents of a site. `broken` lists the files of `content/` with an error, and `statics` the static files. The
/// cache of an earlier run, `before`, affects only the running time.
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
    let exports =
        Memo::compute((), documents.clone(), before.map(|before| &before.exports), |(), document| {
            Exports::from_document(document)
        });
    let inputs = SymbolInputs {
        exports: exports.values().cloned().collect(),
        statics,
        broken,
        drafts: options.drafts,
    };
    let names = SymbolTable::build(inputs, before.map(|before| before.series.deps()));
    let (salary_files, others): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| matches!(document.body, Body::Series(..)));
    let series = Memo::compute(
        Arc::clone(&names),
        salary_files,
        before.map(|before| &before.series),
        |names, document| {
            let mut linker = Linker::new(document, names);
            let item = match &document.body {
                Body::Series(_, record) => LinkedItem::Series(Arc::new(salaries::link(record, &mut linker))),
                _ => LinkedItem::Nothing,
            };
            LinkedFile::new(item, linker)
        },
    );
    let pay = series.values().filter_map(|file| match &file.item {
        LinkedItem::Series(series) => Some(Arc::clone(series)),
        _ => None,
    });
    let incomplete = series.iter().filter(|(_, file)| !file.diagnostics.is_empty());
    let incomplete = incomplete.filter_map(|(document, _)| match &document.body {
        Body::Series(id, _) => names.series.get(id.as_str()),
        _ => None,
    });
    let context = LinkContext {
        incomplete: incomplete.collect(),
        series: Table::new(names.series.clone(), pay.collect()),
        names,
    };
    let files = Memo::compute(context, others, before.map(|before| &before.files), file);
    let (names, pay) = (&files.deps().names, &files.deps().series);
    let mut model = assemble(names, pay.clone(), files.values());
    let mut diagnostics: Vec<Diagnostic> =
        series.values().chain(files.values()).flat_map(|file| file.diagnostics.iter().cloned()).collect();
    let mut site_references = Vec::new();
    for (document, _) in files.iter() {
        let Body::Site(record) = &document.body else { continue };
        let mut linker = Linker::new(document, names);
        model.site = site::link(record, &model, options, &mut linker);
        diagnostics.append(&mut linker.diagnostics);
        site_references.push((Arc::clone(&document.file), linker.references));
    }
    let anchor_refs = files.values().flat_map(|file| file.anchor_refs.iter().cloned()).collect();
    Linked {
        model,
        diagnostics,
        anchor_refs,
        cache: LinkCache { site: site_references, exports, series, files },
    }
}

/// Links one file other than a salary dataset.
fn file(context: &LinkContext, document: &Arc<Document>) -> LinkedFile {
    let names = &*context.names;
    let mut linker = Linker::new(document, names);
    let mut texts =
        texts::TextLinker { linker: &mut linker, series: &context.series, incomplete: &context.incomplete };
    let item = match &document.body {
        Body::Site(_) | Body::Series(..) => LinkedItem::Nothing,
        Body::Comparison(list) => LinkedItem::Comparison(lists::comparison(list, &mut linker)),
        Body::Sources(list) => LinkedItem::Sources(lists::references(list)),
        Body::Tools(list) => {
            let (categories, tools) = lists::tools(list, &mut linker);
            LinkedItem::Tools(categories, tools)
        }
        Body::Skills(list) => LinkedItem::Skills(lists::skills(list, &mut linker)),
        Body::Fit(record) => LinkedItem::Fit(Arc::new(fit::link(record, &mut linker))),
        Body::Levels(list) => LinkedItem::Levels(levels::scale(list, &mut linker)),
        Body::Learning(list) => LinkedItem::Learning(learning::resources(list, &mut linker)),
        Body::Interviews(list) => LinkedItem::Interviews(learning::interviews(list, &mut linker)),
        Body::Framework(id, record) => {
            LinkedItem::Framework(Arc::new(levels::framework(id, record, &mut linker)))
        }
        Body::Role(id, record) => LinkedItem::Role(Arc::new(roles::link(id, record, &mut linker))),
        Body::Guide(id, matter, prose) => texts.guide(id, matter, prose),
        Body::Pair(a, b, matter, prose) => texts.pair((a, b), matter, prose),
        Body::Article(_, matter, prose) => texts.article(matter, prose),
        Body::Term(id, matter, prose) => texts.term(id, matter, prose),
        Body::Page(_, matter, prose) => texts.page(matter, prose),
    };
    let file = LinkedFile::new(item, linker);
    if document.body.is_draft() && !names.inputs.drafts {
        // An unpublished draft is linked for its references only.
        return LinkedFile { references: file.references, ..LinkedFile::default() };
    }
    file
}

/// Assembles the model. Models share the linked items of files, so nothing is copied.
fn assemble<'f>(
    names: &SymbolTable,
    series: Table<SeriesId, Series>,
    files: impl Iterator<Item = &'f Arc<LinkedFile>>,
) -> Model {
    let mut model = Model {
        site: Site { has_manual: names.has_manual, entity: names.entity.clone(), ..Site::default() },
        series,
        moved: Arc::clone(&names.moved),
        statics: names.inputs.statics.iter().map(|file| file.path.clone()).collect(),
        ..Model::default()
    };
    let (mut roles, mut articles, mut terms, mut pages) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut frameworks = Vec::new();
    for file in files {
        match &file.item {
            LinkedItem::Nothing | LinkedItem::Series(_) => {}
            LinkedItem::Comparison(list) => {
                model.families = Table::new(names.families.clone(), list.families.clone());
                model.groups = Table::new(names.groups.clone(), list.groups.clone());
                model.rows = Table::new(names.rows.clone(), list.rows.clone());
                model.choose_rows.clone_from(&list.choose_rows);
                model.hire_rows.clone_from(&list.hire_rows);
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
            LinkedItem::Levels(list) => {
                model.scale = Table::new(names.scale.clone(), list.scale.clone());
                model.aspects = Table::new(names.aspects.clone(), list.aspects.clone());
                model.grades = Table::new(names.grades.clone(), list.grades.clone());
            }
            LinkedItem::Learning(list) => model.resources.clone_from(list),
            LinkedItem::Interviews(list) => model.interviews.clone_from(list),
            LinkedItem::Framework(framework) => frameworks.push(Arc::clone(framework)),
            LinkedItem::Role(role) => roles.push(Arc::clone(role)),
            LinkedItem::Guide(role, guide) => model.guides.insert(*role, Arc::clone(guide)),
            // If two files compare the same pair, the last one is used; the duplicate was reported.
            LinkedItem::Pair(pair, words) => drop(model.pairs.insert(*pair, Arc::clone(words))),
            LinkedItem::Article(article) => articles.push(Arc::clone(article)),
            LinkedItem::Term(term) => terms.push(Arc::clone(term)),
            LinkedItem::Page(page) => pages.push(Arc::clone(page)),
        }
    }
    model.frameworks = Table::new(names.frameworks.clone(), frameworks);
    model.roles = Table::new(names.roles.clone(), roles);
    model.articles = Table::new(names.articles.ids.clone(), articles);
    model.terms = Table::new(names.terms.ids.clone(), terms);
    model.pages = Table::new(names.pages.ids.clone(), pages);
    model.tags = Tag::table(&names.tags.ids, &names.tags.names, &model.articles, &model.pages);
    model
}
