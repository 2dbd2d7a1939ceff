//! The site that a table is imported into: its lists, and one file for each role.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::ledger::Ledger;
use super::merge::{self, Theirs, merge, plain, record, show, written};
use super::report::{Change, Conflict, Summary, Treatment};
use super::structure::{self, Item};
use super::transform::Transform;
use super::wanted::{Plan, Wanted};
use crate::command::save::{self, Layout};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::parse::record::{ComparisonFile, DataMapFile};
use crate::parse::yaml_edit::{EditableYaml, new_file};
use crate::parse::{Body, FileKind, content_file, parse};
use crate::source::{Area, SourceFile, read_plain};
use crate::url::Id;

/// The keys that a role cannot do without.
const REQUIRED: [&str; 3] = ["name", "family", "summary"];

/// A content file that is edited.
pub(super) struct EditedFile {
    path: String,
    pub(super) before: Option<Vec<u8>>,
    layout: Option<Layout>,
    pub(super) yaml: EditableYaml,
    changes: Vec<String>,
}

impl EditedFile {
    /// Reads a file. The error says why it cannot be edited.
    pub(super) fn read(root: &Path, path: &str) -> Result<Result<Option<EditedFile>, &'static str>, Error> {
        let Some(before) = read_plain(&root.join(path), Area::Content.largest(path))? else {
            return Ok(Ok(None));
        };
        let (source, _) = SourceFile::new(Area::Content, path.into(), before.clone());
        let Some(text) = source.text().filter(|_| source.sound) else {
            return Ok(Err("has errors; `rolebook check` lists them"));
        };
        let Some(layout) = Layout::of(&before, text) else { return Ok(Err("mixes line endings")) };
        let Some(yaml) = EditableYaml::parse(text) else {
            return Ok(Err("has errors; `rolebook check` lists them"));
        };
        let (path, changes) = (path.to_string(), Vec::new());
        Ok(Ok(Some(EditedFile { path, before: Some(before), layout: Some(layout), yaml, changes })))
    }

    /// Reads a list, which may be missing.
    fn list(root: &Path, path: &str) -> Result<EditedFile, Error> {
        match EditedFile::read(root, path)? {
            Ok(Some(file)) => Ok(file),
            Ok(None) => Ok(EditedFile {
                path: path.to_string(),
                before: None,
                layout: None,
                yaml: EditableYaml::parse("").expect("invariant: nothing is valid YAML"),
                changes: Vec::new(),
            }),
            Err(why) => Err(Error::Refused {
                what: format!("`{path}` {why}"),
                help: "correct it first; nothing was changed".to_string(),
            }),
        }
    }

    pub(super) fn write(&self, root: &Path) -> Result<(), Error> {
        let text = self.yaml.text();
        match (&self.before, self.layout) {
            (Some(before), Some(layout)) => save::replace(root, &self.path, before, &layout.bytes(text)),
            _ => save::create(root, &self.path, text.as_bytes()),
        }
    }
}

/// Returns the first error in a text of a content file.
pub(super) fn first_error(path: &str, text: &str) -> Option<String> {
    let (source, found) = SourceFile::new(Area::Content, path.into(), text.as_bytes().to_vec());
    let mut all = found;
    if source.sound {
        all.extend(parse(&source).1);
    }
    all.into_iter()
        .find(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.message)
}

/// Parses a content file.
pub(super) fn body(file: &EditedFile) -> Option<Body> {
    let (source, _) =
        SourceFile::new(Area::Content, file.path.as_str().into(), file.yaml.text().as_bytes().to_vec());
    parse(&source).0.map(|document| document.body)
}

/// The roles of a site by their former ids and by their names.
#[derive(Default)]
struct RoleIndex {
    former: BTreeMap<String, Id>,
    names: BTreeMap<String, Id>,
}

/// The site.
pub(super) struct Site {
    root: PathBuf,
    is_written: bool,
    comparison_file: EditedFile,
    sources_file: EditedFile,
    comparison: ComparisonFile,
    source_ids: BTreeSet<Id>,
    index: Option<RoleIndex>,
}

impl Site {
    /// Reads the lists of a site. Nothing is written if `is_written` is `false`.
    pub(super) fn read(root: &Path, is_written: bool) -> Result<Site, Error> {
        let comparison_file = EditedFile::list(root, content_file::COMPARISON)?;
        let sources_file = EditedFile::list(root, content_file::SOURCES)?;
        let Some(Body::Comparison(comparison)) = body(&comparison_file) else {
            return Err(Error::Refused {
                what: format!("`{}` is missing or invalid", content_file::COMPARISON),
                help: "`rolebook check` lists its errors; in an empty folder, start with `rolebook init`"
                    .to_string(),
            });
        };
        let source_ids = match body(&sources_file) {
            Some(Body::Sources(record)) => record.sources.0.into_iter().map(|(id, _)| id.value).collect(),
            _ => BTreeSet::new(),
        };
        let root = root.to_path_buf();
        Ok(Site {
            root,
            is_written,
            comparison_file,
            sources_file,
            comparison: *comparison,
            source_ids,
            index: None,
        })
    }

    pub(super) fn comparison(&self) -> &ComparisonFile {
        &self.comparison
    }

    pub(super) fn source_ids(&self) -> &BTreeSet<Id> {
        &self.source_ids
    }

    /// Adds the rows, groups, families and sources of a map.
    pub(super) fn add_structure(
        &mut self,
        map: &DataMapFile,
        ledger: &mut Ledger,
        summary: &mut Summary,
    ) -> Result<(), Error> {
        self.apply(&structure::comparison(map), ledger, summary)?;
        let items = structure::sources(map);
        apply(&mut self.sources_file, &items, ledger, summary)?;
        self.source_ids.extend(map.sources.0.iter().map(|(id, _)| id.value.clone()));
        Ok(())
    }

    /// Adds the families that the table has and the map does not list.
    pub(super) fn add_families(
        &mut self,
        map: &DataMapFile,
        families: &BTreeMap<Id, String>,
        ledger: &mut Ledger,
        summary: &mut Summary,
    ) -> Result<(), Error> {
        let Some(new) = &map.new_families else { return Ok(()) };
        let family =
            |(id, label): (&Id, &String)| structure::family(id, label, &new.line.0.replace("{value}", label));
        let items: Vec<Item> = families.iter().map(family).collect();
        self.apply(&items, ledger, summary)
    }

    fn apply(&mut self, items: &[Item], ledger: &mut Ledger, summary: &mut Summary) -> Result<(), Error> {
        apply(&mut self.comparison_file, items, ledger, summary)?;
        if let Some(Body::Comparison(comparison)) = body(&self.comparison_file) {
            self.comparison = *comparison;
        }
        Ok(())
    }

    /// Writes the lists that changed.
    pub(super) fn write_structure(&mut self) -> Result<(), Error> {
        for file in [&self.comparison_file, &self.sources_file] {
            if self.is_written && !file.changes.is_empty() {
                file.write(&self.root)?;
            }
        }
        Ok(())
    }

    /// Returns what is needed to understand records.
    pub(super) fn plan<'m>(&self, map: &'m DataMapFile, transform: Transform) -> Plan<'m> {
        let families = self.comparison.families.iter().flat_map(|family| {
            let id = &family.id.value;
            [(id.to_string(), id.clone()), (family.label.0.to_lowercase(), id.clone())]
        });
        let skills =
            EditedFile::read(&self.root, content_file::SKILLS).ok().and_then(|file| body(&file.ok()??));
        Plan {
            map,
            transform,
            rows: self.comparison.rows.clone(),
            families: families.collect(),
            new_families: BTreeMap::new(),
            sources: self.source_ids.clone(),
            skills: match skills {
                Some(Body::Skills(record)) => record.skills.0.into_iter().map(|(id, _)| id.value).collect(),
                _ => BTreeSet::new(),
            },
        }
    }

    /// Merges a role with its file, or creates it.
    pub(super) fn merge_role(
        &mut self,
        wanted: &Wanted,
        ledger: &mut Ledger,
        summary: &mut Summary,
    ) -> Result<(), Error> {
        let key = format!("role:{}", wanted.id);
        let base = ledger.get(&key);
        let Some(path) = self.find(&wanted.id, ledger)? else {
            if base.is_none() {
                return self.create(wanted, ledger, summary);
            }
            let values = |slots: BTreeMap<&str, String>| {
                let shown: Vec<String> =
                    slots.iter().map(|(slot, value)| format!("{slot}: {value}")).collect();
                Some(shown.join(", ")).filter(|shown| !shown.is_empty())
            };
            let was = base.unwrap_or_default().slots;
            let changed = |slot: &str, value: &serde_json::Value| was.get(slot) != Some(value);
            let theirs: Vec<_> =
                wanted.slots.iter().filter(|(slot, value)| changed(slot, &plain(value))).collect();
            if !theirs.is_empty() {
                let before =
                    theirs.iter().filter_map(|(slot, _)| Some((slot.as_str(), show(was.get(slot)?))));
                let after = theirs.iter().map(|(slot, value)| (slot.as_str(), show(&plain(value))));
                summary.conflict(Conflict {
                    file: FileKind::Role(wanted.id.as_str()).path(),
                    file_line: None,
                    line: wanted.line,
                    slot: "the file, which was deleted".to_string(),
                    values: [values(before.collect()), values(after.collect()), None],
                });
            }
            summary.count(Change::Deleted);
            ledger.record(key, &written(&wanted.slots));
            return Ok(());
        };
        let mut file = match EditedFile::read(&self.root, &path)? {
            Ok(Some(file)) => file,
            Ok(None) => return Ok(()),
            Err(why) => {
                summary.note(Treatment::Refused, wanted.line, "the file", format!("`{path}` {why}"));
                ledger.keep(&key);
                return Ok(());
            }
        };
        let theirs = Theirs {
            file: &path,
            line: wanted.line,
            prefix: &[],
            slots: &wanted.slots,
            refused: &wanted.refused,
        };
        let errors_before = first_error(&path, file.yaml.text());
        let merge::Merged { written, changes } = merge(&mut file.yaml, &theirs, base.as_ref(), summary);
        if changes.is_empty() {
            summary.count(Change::Unchanged);
            ledger.record(key, &written);
            return Ok(());
        }
        if let Some(why) = first_error(&path, file.yaml.text()).filter(|_| errors_before.is_none()) {
            summary.note(Treatment::Refused, wanted.line, wanted.id.as_str(), why);
            ledger.keep(&key);
            return Ok(());
        }
        summary.changed(&path, changes);
        summary.count(Change::Updated);
        if self.is_written {
            file.write(&self.root)?;
        }
        ledger.record(key, &written);
        Ok(())
    }

    /// Creates the file of a role.
    fn create(&mut self, wanted: &Wanted, ledger: &mut Ledger, summary: &mut Summary) -> Result<(), Error> {
        let missing = REQUIRED.iter().find(|key| wanted.slots.iter().all(|(slot, _)| slot != *key));
        if let Some(missing) = missing {
            let is_noted = wanted.refused.contains(*missing);
            let what = format!("a new role needs the key `{missing}`, which the line does not have");
            if !is_noted {
                summary.note(Treatment::Refused, wanted.line, wanted.id.as_str(), what);
            }
            return Ok(());
        }
        let path = FileKind::Role(wanted.id.as_str()).path();
        let text = new_file(&record(&wanted.slots));
        if let Some(why) = first_error(&path, &text) {
            summary.note(Treatment::Refused, wanted.line, wanted.id.as_str(), why);
            return Ok(());
        }
        if self.is_written {
            save::create(&self.root, &path, text.as_bytes())?;
        }
        summary.changed(&path, Vec::new());
        summary.count(Change::Created);
        ledger.record(format!("role:{}", wanted.id), &written(&wanted.slots));
        Ok(())
    }

    /// Marks the roles that the table no longer has.
    /// Those of which it has a line that cannot be used are `refused`, and not gone.
    pub(super) fn mark_vanished(
        &mut self,
        refused: &BTreeSet<Id>,
        ledger: &mut Ledger,
        summary: &mut Summary,
    ) {
        for key in ledger.unseen("role:") {
            let Some(id) = key.strip_prefix("role:").and_then(|id| Id::parse(id).ok()) else { continue };
            if refused.contains(&id) {
                continue;
            }
            let Some(mut written) = ledger.get(&key) else { continue };
            if let Ok(Some(path)) = self.find(&id, ledger) {
                summary.count(Change::Vanished);
                if written.vanished.insert(String::new()) {
                    summary.vanished.push(path);
                }
            }
            ledger.record(key, &written);
        }
    }

    /// Finds the file of a role, also under a new name: one that lists the id under `was`, or has the name that the last import
    /// wrote.
    pub(super) fn find(&mut self, id: &Id, ledger: &Ledger) -> Result<Option<String>, Error> {
        let path = FileKind::Role(id.as_str()).path();
        if self.root.join(&path).symlink_metadata().is_ok() {
            return Ok(Some(path));
        }
        let index = match self.index.take() {
            Some(index) => index,
            None => self.role_index()?,
        };
        let index = self.index.insert(index);
        if let Some(now) = index.former.get(id.as_str()) {
            return Ok(Some(FileKind::Role(now.as_str()).path()));
        }
        let written = ledger.get(&format!("role:{id}"));
        let now = written.and_then(|written| index.names.get(written.slots.get("name")?.as_str()?));
        Ok(now
            .filter(|now| !ledger.has(&format!("role:{now}")))
            .map(|now| FileKind::Role(now.as_str()).path()))
    }

    /// Reads the names and former ids of all roles.
    fn role_index(&self) -> Result<RoleIndex, Error> {
        let mut index = RoleIndex::default();
        let folder = self.root.join("content/roles");
        let entries = match folder.read_dir() {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(index),
            Err(error) => return Err(Error::io("reading", &folder, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| Error::io("reading", &folder, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(stem) = name.strip_suffix(".yaml") else { continue };
            let Ok(Ok(Some(file))) = EditedFile::read(&self.root, &FileKind::Role(stem).path()) else {
                continue;
            };
            if let Some(Body::Role(id, role)) = body(&file) {
                for former in &role.was {
                    index.former.insert(former.value.to_string(), id.clone());
                }
                index.names.insert(role.name.value.0.clone(), id);
            }
        }
        Ok(index)
    }
}

/// Adds items to a list, and checks the result.
fn apply(
    file: &mut EditedFile,
    items: &[Item],
    ledger: &mut Ledger,
    summary: &mut Summary,
) -> Result<(), Error> {
    let refuse = |what: String, help: String| Err(Error::Refused { what, help });
    let changes = match structure::apply(&mut file.yaml, items, &file.path, ledger, summary) {
        Ok(changes) => changes,
        Err(refused) => return refuse(refused.what, refused.help),
    };
    if let Some(why) = first_error(&file.path, file.yaml.text()).filter(|_| !changes.is_empty()) {
        let what = format!("`{}` would have an error: {why}", file.path);
        return refuse(what, "correct the map; nothing was changed".to_string());
    }
    if !changes.is_empty() {
        summary.changed(&file.path, changes.clone());
    }
    file.changes.extend(changes);
    Ok(())
}
