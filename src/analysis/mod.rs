//! An immutable snapshot of a site: its files, parsed, linked and checked. Every command begins with one, and asks it for
//! what it needs: the model that pages are drawn from, the diagnostics, or the symbols at a location, as an editor does.
//! Deliberately absent: the file system, templates and HTML.
//!
//! A change of a file creates the next snapshot from the last one. Intermediate results are reused, so that only what
//! changed is computed again. Results never depend on that: equal files give an equal snapshot.

mod example_address;
pub mod fixes;
mod index;
mod stopwatch;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

pub use example_address::{example_address, is_example};
pub use stopwatch::Stopwatch;

use crate::check::{self, SuppressionResult};
use crate::diagnostic::{Code, Diagnostic, Location, Report, Severity, Span};
use crate::link::{self, AnchorRef, LinkCache, Linked, link, suggest_names};
use crate::locale::LocaleCache;
use crate::memo::Memo;
use crate::model::{Model, Symbol};
use crate::parse::{Body, Document, Suppression, content_file, parse};
use crate::source::{Area, SourceFile, Sources};
use index::SymbolIndex;

pub use index::DefinedSymbol;

/// An immutable snapshot of a site: the files and everything that is known about them.
pub struct Snapshot {
    sources: Sources,
    documents: Vec<Arc<Document>>,
    model: Arc<Model>,
    /// The diagnostics of content files that are not suppressed.
    report: Report,
    /// Warnings about unused suppressions. They are reported if there is no error.
    unused: Vec<Diagnostic>,
    /// The diagnostics of other files, to which suppressions in these files apply.
    elsewhere: Vec<Diagnostic>,
    anchor_refs: Vec<AnchorRef>,
    /// The only diagnostic of a site for another version of this program, which may have other keys and rules.
    other_version: Option<Diagnostic>,
    index: OnceLock<SymbolIndex>,
    parsed: Memo<(), SourceFile, Parsed>,
    linked: LinkCache,
    checked: check::CheckCache,
    locale: LocaleCache,
}

/// The result of parsing a file.
struct Parsed {
    document: Option<Arc<Document>>,
    diagnostics: Vec<Diagnostic>,
}

impl Snapshot {
    /// Analyses the files of a site. `found` are the diagnostics of reading them.
    pub fn new(sources: Sources, found: Vec<Diagnostic>, options: &link::Options) -> Snapshot {
        Snapshot::analyze(None, sources, found, options, &mut Stopwatch::start())
    }

    /// Creates the next snapshot after a change of files. Unchanged parts are reused, but the result depends on the files
    /// alone.
    pub fn next(&self, sources: Sources, found: Vec<Diagnostic>, options: &link::Options) -> Snapshot {
        Snapshot::analyze(Some(self), sources, found, options, &mut Stopwatch::start())
    }

    /// Analyses the files of a site, and measures the time of each stage. Results of the snapshot `before` affect only the
    /// running time.
    pub fn analyze(
        before: Option<&Snapshot>,
        sources: Sources,
        mut found: Vec<Diagnostic>,
        options: &link::Options,
        clock: &mut Stopwatch,
    ) -> Snapshot {
        let parsed = parse_all(&sources, before.map(|before| &before.parsed));
        found.extend(parsed.values().flat_map(|parsed| parsed.diagnostics.iter().cloned()));
        let documents: Vec<Arc<Document>> =
            parsed.values().filter_map(|parsed| parsed.document.clone()).collect();
        clock.lap("parse");
        let Linked { mut model, diagnostics: mut from_link, anchor_refs, cache: linked } = link(
            &documents,
            misread_files(&found),
            sources.static_files(),
            options,
            before.map(|before| &before.linked),
        );
        suggest_names(&mut found, &model, &sources);
        found.append(&mut from_link);
        clock.lap("link");
        let locale = LocaleCache::load(
            &sources,
            &model.site.language,
            model.site.entity.nouns.as_ref(),
            before.map(|before| &before.locale),
        );
        model.locale = locale.locale.clone();
        found.extend(locale.review.diagnostics.iter().cloned());
        // A file with an unresolved reference counts as broken too, so that what the reference was meant for is not
        // reported as missing or unused.
        let broken = misread_files(&found);
        let static_files: Vec<&SourceFile> = sources.area(Area::Static).collect();
        let templates: Vec<&str> = sources.area(Area::Templates).map(|file| &*file.path).collect();
        let site = check::CheckInput {
            documents: &documents,
            broken: &broken,
            static_files: &static_files,
            templates: &templates,
            drafts: options.drafts,
            model: &model,
            linked: &linked,
        };
        let (mut from_check, checked) = check::check(&site, before.map(|before| &before.checked));
        found.append(&mut from_check);
        clock.lap("check");
        found.retain(|diagnostic| !model.site.allowed.contains(&diagnostic.code));
        let entity = &model.site.entity;
        if entity.nouns.is_some() {
            for diagnostic in &mut found {
                diagnostic.reword(|text| entity.in_words(text).into_owned());
            }
        }
        let other_version = documents.iter().find_map(|document| other_version(document));
        let is_elsewhere = |diagnostic: &mut Diagnostic| {
            let place = diagnostic.place.as_ref();
            place.is_some_and(|place| content_file::relative(&place.file).is_none())
        };
        let elsewhere = found.extract_if(.., is_elsewhere).collect();
        let own = documents.iter().map(|document| (&document.file, &document.suppressions[..]));
        let SuppressionResult { remaining, unused } =
            check::apply_suppressions(own, found, |code| is_checked(code, &model));
        Snapshot {
            sources,
            documents,
            model: Arc::new(model),
            report: Report::new(remaining),
            unused,
            elsewhere,
            anchor_refs,
            other_version,
            index: OnceLock::new(),
            parsed,
            linked,
            checked,
            locale,
        }
    }

    /// The files.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The parsed files of `content/`, sorted by path.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// The linked content. If there are errors, it holds what could be linked.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// Links to anchors that can be checked only on the drawn pages.
    pub fn anchor_refs(&self) -> &[AnchorRef] {
        &self.anchor_refs
    }

    /// Returns the diagnostics of the content.
    pub fn diagnostics(&self) -> Report {
        self.diagnostics_with([], Vec::new())
    }

    /// Returns the diagnostics of the content and of other files, with the suppressions of these.
    pub fn diagnostics_with<'f>(
        &'f self,
        suppressions: impl IntoIterator<Item = (&'f Arc<str>, &'f [Suppression])>,
        mut more: Vec<Diagnostic>,
    ) -> Report {
        if let Some(diagnostic) = &self.other_version {
            return Report::new(vec![diagnostic.clone()]);
        }
        more.retain(|diagnostic| !self.model.site.allowed.contains(&diagnostic.code));
        more.extend_from_slice(&self.elsewhere);
        let messages = self.locale.review.suppressions.iter().map(|(file, list)| (file, &list[..]));
        let SuppressionResult { remaining, unused } =
            check::apply_suppressions(messages.chain(suppressions), more, |code| {
                is_checked(code, &self.model)
            });
        let report = self.report.with(remaining);
        if report.errors() > 0 { report } else { report.with(self.unused.iter().cloned().chain(unused)) }
    }

    /// Returns the symbols that the files define, by file and position.
    pub fn symbols(&self) -> &[DefinedSymbol] {
        self.index().symbols()
    }

    /// Returns the symbol that is named at a location: by an id, a link, a citation or a heading there. An empty location
    /// is a position of a cursor.
    pub fn resolve(&self, location: &Location) -> Option<Symbol> {
        self.name_at(location).map(|(_, symbol)| symbol)
    }

    /// Returns the smallest span around a location that names a symbol, and the symbol.
    pub fn name_at(&self, location: &Location) -> Option<(Span, Symbol)> {
        let Some(document) = self.document(&location.file) else {
            let symbol = Symbol::Static(location.file.strip_prefix("static/")?.into());
            let is_own = self.sources.get(&location.file).is_some_and(|file| !file.built_in);
            return (is_own && location.span == Span::default()).then_some((location.span, symbol));
        };
        index::smallest(index::names_of(document, &self.linked), location.span)
    }

    /// Returns the spans of a file that name symbols, sorted.
    pub fn names_in(&self, file: &str) -> Vec<(Span, Symbol)> {
        let document = self.document(file);
        document.map(|document| index::names_of(document, &self.linked)).into_iter().flatten().collect()
    }

    /// Returns a parsed file of `content/`.
    pub fn document(&self, file: &str) -> Option<&Arc<Document>> {
        let at = self.documents.binary_search_by(|document| (*document.file).cmp(file)).ok()?;
        Some(&self.documents[at])
    }

    /// Returns the location that defines a symbol; an empty span at the beginning of a file that is named after it.
    pub fn definition(&self, symbol: &Symbol) -> Option<Location> {
        let find = |document: &Arc<Document>| {
            let definitions = self.linked.definitions(document);
            let found = definitions.into_iter().find(|definition| definition.symbol == *symbol)?;
            Some(Location { file: Arc::clone(&document.file), span: found.span })
        };
        match index::home(symbol, &self.model) {
            Some(file) => match self.document(&file) {
                Some(document) => find(document),
                None => self
                    .sources
                    .get(&file)
                    .filter(|file| !file.built_in)
                    .map(|file| Location { file: Arc::clone(&file.path), span: Span::default() }),
            },
            None => self
                .documents
                .iter()
                .filter(|document| matches!(document.body, Body::Pair(..)))
                .find_map(find),
        }
    }

    /// Returns every location that names a symbol, its definition included, by file and position.
    pub fn references(&self, symbol: &Symbol) -> &[Location] {
        self.index().references(symbol)
    }

    fn index(&self) -> &SymbolIndex {
        self.index.get_or_init(|| SymbolIndex::new(&self.documents, &self.sources, &self.linked))
    }
}

/// Returns the diagnostic of `site.yaml` if it requires another version of this program.
fn other_version(document: &Document) -> Option<Diagnostic> {
    let Body::Site(site) = &document.body else { return None };
    let required = site.requires.as_ref()?;
    let place = Location { file: Arc::clone(&document.file), span: required.span };
    Some(Diagnostic::new(Code::VersionRequirement, place, required.value.refusal()?))
}

/// Returns `true` for the codes that every analysis of the site checks.
fn is_checked(code: Code, model: &Model) -> bool {
    !check::ON_DEMAND_CODES.contains(&code) && !model.site.allowed.contains(&code)
}

/// Returns the files whose content may be incomplete: those with an error, and those in which an unclosed fence turned the
/// rest into code. For a file with a wrong extension, the path with the right one is included.
fn misread_files(diagnostics: &[Diagnostic]) -> BTreeSet<Arc<str>> {
    let is_incomplete = |diagnostic: &&Diagnostic| {
        diagnostic.severity == Severity::Error || diagnostic.code == Code::UnclosedFence
    };
    diagnostics
        .iter()
        .filter(is_incomplete)
        .filter_map(|diagnostic| Some((diagnostic.code, &diagnostic.place.as_ref()?.file)))
        .flat_map(|(code, file)| {
            let meant = (code == Code::FileUnknown)
                .then(|| content_file::usual_extension(file).map(Arc::from))
                .flatten();
            std::iter::once(Arc::clone(file)).chain(meant)
        })
        .collect()
}

/// Parses the files of `content/`, reusing earlier results.
fn parse_all(
    sources: &Sources,
    before: Option<&Memo<(), SourceFile, Parsed>>,
) -> Memo<(), SourceFile, Parsed> {
    let files = sources.area(Area::Content).cloned().collect();
    Memo::compute((), files, before, |(), file| {
        let (document, diagnostics) = parse(file);
        Parsed { document: document.map(Arc::new), diagnostics }
    })
}
