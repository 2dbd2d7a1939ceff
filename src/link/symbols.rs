//! The symbol table that references are resolved against: every id of a site and its exported properties. It is built from
//! the exports of the files alone, so it stays the same while no export changes, and linked files can be reused.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addresses::redirects;
pub(crate) use super::entity_kind::EntityKind;
use super::exports::{Exports, Headings, LevelExports, RowExports, TextSubject};
use super::tags::TagSymbols;
use crate::model::{
    ArticleId, AspectId, CategoryId, Entity, FamilyId, FrameworkId, GradeId, GroupId, Ids, Idx as _, Moved,
    PageId, Pair, Presence, ReferenceId, RegionId, RoleId, Route, RowId, ScaleLevelId, SeriesId, SkillId,
    TermId, ToolId,
};
use crate::parse::content_file;
use crate::source::StaticFile;
use crate::url::Id;

/// The inputs of the symbol table.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct SymbolInputs {
    /// The exports of all files, sorted by path.
    pub(crate) exports: Vec<Arc<Exports>>,
    /// The static files, sorted by path.
    pub(crate) statics: Vec<StaticFile>,
    /// Files with an error. Ids that they might define are not reported as missing: otherwise one mistake in a list would
    /// cause a hundred diagnostics elsewhere.
    pub(crate) broken: BTreeSet<Arc<str>>,
    /// `true` to publish drafts too.
    pub(crate) drafts: bool,
}

/// Every id of a site, and its exported properties.
#[derive(Default)]
pub(crate) struct SymbolTable {
    pub(crate) inputs: SymbolInputs,
    pub(crate) families: Ids<FamilyId>,
    pub(crate) groups: Ids<GroupId>,
    pub(crate) rows: Ids<RowId>,
    pub(crate) kinds: Vec<RowExports>,
    pub(crate) regions: Ids<RegionId>,
    pub(crate) references: Ids<ReferenceId>,
    pub(crate) categories: Ids<CategoryId>,
    pub(crate) tools: Ids<ToolId>,
    pub(crate) skills: Ids<SkillId>,
    pub(crate) roles: Ids<RoleId>,
    /// The rows with a fact, by role.
    pub(crate) facts: Vec<Vec<Id>>,
    /// For each row, the key that all its facts have instead of the one that its kind expects.
    unexpected_keys: Vec<Option<&'static str>>,
    /// Former ids of roles, each with the current role.
    pub(crate) was: BTreeMap<Id, RoleId>,
    /// The redirects from former addresses.
    pub(crate) moved: Arc<Vec<Moved>>,
    pub(crate) guides: BTreeMap<RoleId, Headings>,
    pub(crate) series: Ids<SeriesId>,
    pub(crate) scale: Ids<ScaleLevelId>,
    pub(crate) aspects: Ids<AspectId>,
    pub(crate) grades: Ids<GradeId>,
    pub(crate) frameworks: Ids<FrameworkId>,
    /// The roles with a ladder in any framework.
    pub(crate) ladders: BTreeSet<RoleId>,
    /// The kinds with an id that is defined twice. One of the two may be meant as another id, which is then missing.
    duplicated: Vec<EntityKind>,
    /// The list files that exist and were parsed.
    lists: Vec<&'static str>,
    /// The ids that misnamed files may be meant to define.
    misnamed: Misnamed,
    /// The files of texts that make no page: drafts, and texts about unknown roles.
    pub(crate) unpublished: BTreeMap<String, Unpublished>,
    /// The hand-written comparisons of each pair, as the two ids in their file names.
    pub(crate) pairs: BTreeMap<Pair, Vec<(Id, Id)>>,
    pub(crate) articles: TextSymbols<ArticleId>,
    pub(crate) tags: TagSymbols,
    pub(crate) terms: TextSymbols<TermId>,
    pub(crate) pages: TextSymbols<PageId>,
    /// `true` if the site has a fit guide.
    pub(crate) has_fit: bool,
    /// `true` if any role lists a career move.
    pub(crate) has_moves: bool,
    /// `true` if the site publishes the manual of the program.
    pub(crate) has_manual: bool,
    /// The kind of thing that the site compares.
    pub(crate) entity: Entity,
}

/// A symbol table is a pure function of its inputs, so comparing these is enough.
impl PartialEq for SymbolTable {
    fn eq(&self, other: &SymbolTable) -> bool {
        self.inputs == other.inputs
    }
}

impl Eq for SymbolTable {}

/// The reason why a text makes no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpublished {
    Draft,
    /// The text is about an unknown role, which is reported at the start of the text.
    NoRole,
}

/// Files whose name is not a valid id, or has the wrong extension.
#[derive(Default)]
struct Misnamed {
    /// Folders with a file whose name is not an id, so that it may be meant for any id.
    folders: BTreeSet<&'static str>,
    /// The correct paths of files with a wrong extension: `content/roles/sre.yaml` for `sre.yml`.
    files: BTreeSet<String>,
}

impl Misnamed {
    fn among(broken: &BTreeSet<Arc<str>>) -> Misnamed {
        let mut misnamed = Misnamed::default();
        for path in broken {
            let mut known =
                EntityKind::WITH_FOLDER.into_iter().filter_map(|kind| Some((kind, kind.folder()?)));
            let Some((folder, name)) = path.strip_prefix("content/").and_then(|path| path.split_once('/'))
            else {
                continue;
            };
            let Some((kind, (folder, ending))) = known.find(|(_, (known, _))| *known == folder) else {
                continue;
            };
            let (stem, own) = name.rsplit_once('.').unwrap_or((name, ""));
            match (Id::parse_path(stem), own == ending) {
                (Err(_), true) => drop(misnamed.folders.insert(folder)),
                (Ok(id), false) => drop(misnamed.files.insert(kind.file_of(&id))),
                _ => {}
            }
        }
        misnamed
    }
}

/// The ids of texts of one kind, and their headings.
pub(crate) struct TextSymbols<K> {
    pub(crate) ids: Ids<K>,
    headings: Vec<Headings>,
}

impl<K: crate::model::Idx> TextSymbols<K> {
    fn new(texts: Vec<(&Id, &Headings)>) -> TextSymbols<K> {
        let ids = Ids::new(texts.iter().map(|(id, _)| (*id).clone()).collect());
        TextSymbols { ids, headings: texts.into_iter().map(|(_, headings)| Arc::clone(headings)).collect() }
    }

    pub(crate) fn headings(&self, number: K) -> &Headings {
        &self.headings[number.index()]
    }
}

impl<K> Default for TextSymbols<K> {
    fn default() -> TextSymbols<K> {
        TextSymbols { ids: Ids::default(), headings: Vec::new() }
    }
}

impl SymbolTable {
    /// Returns a static file by its path on the site.
    pub(crate) fn static_file(&self, path: &str) -> Option<&StaticFile> {
        let files = &self.inputs.statics;
        files.binary_search_by(|file| file.path.as_str().cmp(path)).ok().map(|at| &files[at])
    }

    /// Builds the symbol table of a site, or returns the earlier one if its inputs are the same.
    pub(crate) fn build(inputs: SymbolInputs, before: Option<&Arc<SymbolTable>>) -> Arc<SymbolTable> {
        match before.filter(|before| before.inputs == inputs) {
            Some(before) => Arc::clone(before),
            None => Arc::new(SymbolTable::collect(inputs)),
        }
    }

    fn collect(inputs: SymbolInputs) -> SymbolTable {
        let mut names = SymbolTable::default();
        let (mut roles, mut was, mut series) = (Vec::new(), Vec::new(), Vec::new());
        let (mut frameworks, mut ladders) = (Vec::new(), Vec::new());
        let (mut guides, mut pairs, mut tags) = (Vec::new(), Vec::new(), Vec::new());
        let mut keys: Vec<(&Id, &'static str)> = Vec::new();
        let (mut articles, mut terms, mut pages) = (Vec::new(), Vec::new(), Vec::new());
        names.misnamed = Misnamed::among(&inputs.broken);
        for export in &inputs.exports {
            match &**export {
                Exports::Site { has_manual, entity } => {
                    names.has_manual = *has_manual;
                    names.entity = entity.clone().unwrap_or_default();
                }
                Exports::Fit => names.has_fit = true,
                Exports::Nothing => {}
                Exports::Comparison { families, groups, rows, kinds, regions, duplicated } => {
                    names.duplicated.extend(duplicated);
                    names.lists.push(content_file::COMPARISON);
                    names.families = Ids::new(families.clone());
                    names.groups = Ids::new(groups.clone());
                    names.rows = Ids::new(rows.clone());
                    names.kinds.clone_from(kinds);
                    names.regions = Ids::new(regions.clone());
                }
                Exports::Sources(ids) => {
                    names.lists.push(content_file::SOURCES);
                    names.references = Ids::new(ids.clone());
                }
                Exports::Tools { categories, tools, is_category_duplicated } => {
                    names.duplicated.extend(is_category_duplicated.then_some(EntityKind::Category));
                    names.lists.push(content_file::TOOLS);
                    names.categories = Ids::new(categories.clone());
                    names.tools = Ids::new(tools.clone());
                }
                Exports::Skills(ids) => {
                    names.lists.push(content_file::SKILLS);
                    names.skills = Ids::new(ids.clone());
                }
                Exports::Role { id, was: old, facts, has_moves } => {
                    names.has_moves |= has_moves;
                    was.extend(old.iter().map(|was| (was.clone(), RoleId::new(roles.len()))));
                    roles.push(id.clone());
                    names.facts.push(facts.iter().map(|(row, _)| row.clone()).collect());
                    keys.extend(facts.iter().filter_map(|(row, key)| Some((row, (*key)?))));
                }
                Exports::Series(id) => series.push(id.clone()),
                Exports::Levels(levels) => names.add_levels(levels),
                Exports::Framework { id, roles } => {
                    frameworks.push(id.clone());
                    ladders.extend(roles);
                }
                Exports::Text { of, draft: true, .. } if !inputs.drafts => {
                    names.unpublished.insert(of.file(), Unpublished::Draft);
                }
                Exports::Text { of, headings, tags: own, .. } => {
                    tags.extend(own);
                    match of {
                        TextSubject::Guide(id) => guides.push((id, headings)),
                        TextSubject::Pair(a, b) => pairs.push((a, b)),
                        TextSubject::Article(id) => articles.push((id, headings)),
                        TextSubject::Term(id) => terms.push((id, headings)),
                        TextSubject::Page(id) => pages.push((id, headings)),
                    }
                }
            }
        }
        if names.duplicated.contains(&EntityKind::Row) {
            keys.clear();
        }
        names.unexpected_keys = unexpected_keys(&names.rows, &names.kinds, &keys);
        names.roles = Ids::new(roles);
        names.series = Ids::new(series);
        names.frameworks = Ids::new(frameworks);
        names.ladders = ladders.into_iter().filter_map(|role| names.roles.get(role.as_str())).collect();
        (names.articles, names.terms, names.pages) =
            (TextSymbols::new(articles), TextSymbols::new(terms), TextSymbols::new(pages));
        names.tags = TagSymbols::new(tags);
        names.add_guides(guides);
        for (a, b) in pairs {
            let roles = names.roles.get(a.as_str()).zip(names.roles.get(b.as_str()));
            if let Some(pair) = roles.and_then(|(a, b)| Pair::new(a, b)) {
                names.pairs.entry(pair).or_default().push((a.clone(), b.clone()));
            } else {
                let file = TextSubject::Pair(a.clone(), b.clone()).file();
                names.unpublished.insert(file, Unpublished::NoRole);
            }
        }
        let mut old = Vec::new();
        for (id, role) in was {
            // A current id takes precedence over a former one. If two roles had the same id, the first one gets the
            // redirects.
            if names.roles.get(id.as_str()).is_none() && !names.was.contains_key(&id) {
                names.was.insert(id.clone(), role);
                old.push((id, role));
            }
        }
        names.moved = Arc::new(redirects(&names, &old, &inputs));
        names.inputs = inputs;
        names
    }

    fn add_levels(&mut self, levels: &LevelExports) {
        self.duplicated.extend(&levels.duplicated);
        self.lists.push(content_file::LEVELS);
        self.scale = Ids::new(levels.scale.clone());
        self.aspects = Ids::new(levels.aspects.clone());
        self.grades = Ids::new(levels.grades.clone());
    }

    fn add_guides(&mut self, guides: Vec<(&Id, &Headings)>) {
        for (id, headings) in guides {
            if let Some(role) = self.roles.get(id.as_str()) {
                self.guides.insert(role, Arc::clone(headings));
            } else {
                self.unpublished.insert(TextSubject::Guide(id.clone()).file(), Unpublished::NoRole);
            }
        }
    }

    /// Returns `true` if a file has an error.
    pub(crate) fn is_broken(&self, file: &str) -> bool {
        self.inputs.broken.contains(file)
    }

    /// Returns `true` if the kind and the levels of a row are certain. If `comparison.yaml` has an error, the row may be
    /// the mistake and not its facts.
    pub(crate) fn is_row_certain(&self, row: RowId) -> bool {
        !self.is_broken(content_file::COMPARISON)
            && !self.duplicated.contains(&EntityKind::Row)
            && self.kinds[row.index()].is_consistent
            && self.unexpected_keys[row.index()].is_none()
    }

    /// Returns the key that all facts of a row have instead of the one that its kind expects.
    pub(crate) fn unexpected_key(&self, row: RowId) -> Option<&'static str> {
        self.unexpected_keys[row.index()]
    }

    /// Returns `true` if any file of a folder has an error.
    pub(crate) fn has_broken_below(&self, folder: &str) -> bool {
        self.inputs.broken.iter().any(|file| file.starts_with(folder))
    }

    /// Returns `true` if the page at an address may be missing only because the file that makes it has an error.
    pub(crate) fn may_be_address(&self, address: &str) -> bool {
        let files = Route::presence(address).and_then(Presence::brought_by);
        if files.is_some_and(|files| self.has_broken_below(files)) {
            return true;
        }
        let may_have_tags =
            || self.has_broken_below("content/articles/") || self.has_broken_below("content/pages/");
        if address.starts_with("/tags/") && may_have_tags() {
            return true;
        }
        let parts: Vec<&str> =
            address.trim_matches('/').split('/').flat_map(|part| part.split("-vs-")).collect();
        self.inputs.broken.iter().any(|file| {
            let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            parts.iter().any(|part| stem.split("-vs-").any(|own| own == *part))
                || folder.strip_prefix("content/").is_some_and(|folder| parts == [folder])
        })
    }

    /// Returns `true` if a file with an error, or a duplicate definition, may define this id.
    pub(crate) fn may_be_broken(&self, kind: EntityKind, id: &Id) -> bool {
        let home = kind.file_of(id);
        let nameless = kind.folder().is_some_and(|(folder, _)| self.misnamed.folders.contains(folder));
        let is_uncertain = nameless || self.duplicated.contains(&kind);
        is_uncertain || self.is_broken(&home) || self.misnamed.files.contains(&home)
    }

    /// Returns `true` if a list file exists and was parsed.
    pub(crate) fn has_list(&self, file: &str) -> bool {
        self.lists.contains(&file)
    }

    /// Returns the path of the list file for a kind of entity, if the file does not exist.
    pub(crate) fn missing_list(&self, kind: EntityKind, id: &Id) -> Option<String> {
        let home = kind.file_of(id);
        (kind.folder().is_none() && !self.lists.contains(&home.as_str())).then_some(home)
    }
}

/// Returns, for each row, the key that all its facts have instead of the one that its kind expects. A single fact may be
/// the mistake itself.
fn unexpected_keys(
    rows: &Ids<RowId>,
    kinds: &[RowExports],
    facts: &[(&Id, &'static str)],
) -> Vec<Option<&'static str>> {
    let mut found: Vec<Vec<&'static str>> = vec![Vec::new(); kinds.len()];
    for (row, key) in facts {
        if let Some(row) = rows.get(row.as_str()) {
            found[row.index()].push(key);
        }
    }
    let unexpected = |(keys, row): (&Vec<&'static str>, &RowExports)| {
        let first = *keys.first()?;
        let is_same = keys.len() > 1 && keys.iter().all(|key| *key == first);
        (is_same && row.kind.value_key() != Some(first)).then_some(first)
    };
    found.iter().zip(kinds).map(unexpected).collect()
}
