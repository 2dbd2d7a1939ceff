//! The map: reading it, and holding it against the table and the site.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::facts::constant_date;
use super::ledger::FOLDER;
use super::roles::Site;
use super::table::{self, Cell, Columns, TableError};
use super::transform::{Lookup, clean, lookup_key, pieces};
use crate::diagnostic::{Code, Diagnostic, Report, Severity, Span};
use crate::error::Error;
use crate::parse::record::{Column, ColumnRecord, DataMapFile, FactMapRecord, PayMapRecord, RowKind};
use crate::parse::{Diagnostics, Spanned, read_yaml};
use crate::source::{Area, SourceFile, read_plain};
use crate::url::Id;

/// The size limit of a map.
const LARGEST: u64 = 1 << 20;

/// The number of entries of a lookup.
const MAX_ENTRIES: usize = 500_000;

/// A map that was read without mistakes.
pub(super) struct MapFile {
    /// The path as it was given.
    pub(super) path: Arc<str>,
    pub(super) text: String,
    pub(super) record: DataMapFile,
    /// The name of the map, which its ledger has too.
    pub(super) name: String,
    folder: PathBuf,
}

/// The mistakes of a map, its path and its text.
type Invalid = (Report, Arc<str>, String);

/// Returns the name of a map, which must be an id.
pub(super) fn name_of(path: &Path) -> Result<String, Error> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
    if is_yaml && Id::parse(&stem).is_ok() {
        return Ok(stem);
    }
    Err(Error::Refused {
        what: format!("`{}` is no name of a map", path.display()),
        help: "name it with lower-case letters, digits and `-`, such as `imports/occupations.yaml`"
            .to_string(),
    })
}

/// Refuses a map outside of the folder that has the ledgers: another of the same name would share its ledger.
pub(super) fn refuse_elsewhere(root: &Path, map: &Path) -> Result<(), Error> {
    let folder = map.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let meant = root.join(FOLDER);
    if !map.exists() || folder.canonicalize().ok() == meant.canonicalize().ok().filter(|_| meant.is_dir()) {
        return Ok(());
    }
    let name = map.file_name().unwrap_or_default().to_string_lossy();
    Err(Error::Refused {
        what: format!("the map `{}` is not in the folder `{FOLDER}/` of the site", map.display()),
        help: format!("move it to `{}`, beside the ledger of what it imports", meant.join(&*name).display()),
    })
}

/// Reads a map.
pub(super) fn read(path: &Path) -> Result<Result<MapFile, Invalid>, Error> {
    let name = name_of(path)?;
    let bytes = read_plain(path, LARGEST)?.ok_or_else(|| Error::Refused {
        what: format!("there is no map `{}`", path.display()),
        help: "begin one from the columns of the table: rolebook import data FILE --suggest".to_string(),
    })?;
    let shown: Arc<str> = path.display().to_string().into();
    let (source, found) = SourceFile::new(Area::Content, Arc::clone(&shown), bytes);
    let text = source.text().unwrap_or_default().to_string();
    let mut diagnostics = Diagnostics::new(Arc::clone(&shown));
    diagnostics.extend(found);
    let record: Option<DataMapFile> = if source.sound { read_yaml(&text, 0, &mut diagnostics) } else { None };
    let found = diagnostics.into_diagnostics();
    let is_sound = found.iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    match record.filter(|_| is_sound) {
        Some(record) => {
            let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
            Ok(Ok(MapFile { path: shown, text, record, name, folder }))
        }
        None => Ok(Err((Report::new(found), shown, text))),
    }
}

/// Reports settings that no table has. Without them, the columns cannot be read.
pub(super) fn review_form(map: &MapFile) -> Vec<Diagnostic> {
    let mut found = Diagnostics::new(Arc::clone(&map.path));
    let Some(form) = &map.record.data else { return Vec::new() };
    if let Some(delimiter) = &form.delimiter {
        let text = delimiter.value.0.as_str();
        let is_mark = text.len() == 1 && text.is_ascii() && text != "\"";
        if !is_mark && text != "tab" {
            let message = format!("`{text}` does not separate cells");
            let help = "write one ASCII character, such as `;`, or `tab`";
            found.add(Code::WrongType, delimiter.span, message).help(help);
        }
    }
    if let Some(line) = form.header_line.as_ref().filter(|line| line.value.0 == 0) {
        let help = "write the number of the line with the names of the columns";
        found.add(Code::WrongType, line.span, "lines are counted from 1").help(help);
    }
    found.into_diagnostics()
}

/// Reports what the table or the site lacks.
pub(super) fn review(map: &MapFile, columns: &Columns, site: &Site) -> Vec<Diagnostic> {
    let mut review =
        Review { map: &map.record, columns, site, found: Diagnostics::new(Arc::clone(&map.path)) };
    review.all();
    review.found.into_diagnostics()
}

struct Review<'r> {
    map: &'r DataMapFile,
    columns: &'r Columns,
    site: &'r Site,
    found: Diagnostics,
}

impl Review<'_> {
    fn all(&mut self) {
        let map = self.map;
        for condition in &map.only {
            self.name(&condition.column.value.0, condition.column.span);
        }
        let role = &map.role;
        let optional =
            [&role.name, &role.short_name, &role.family, &role.summary, &role.also_known_as, &role.skills];
        for column in [&role.id].into_iter().chain(optional.iter().copied().flatten()) {
            self.column(column);
        }
        if let Some(long) = &map.long {
            let optional = [&long.source, &long.as_of, &long.confidence];
            for column in [&long.row, &long.value].into_iter().chain(optional.into_iter().flatten()) {
                self.column(column);
            }
        }
        if let Some(pay) = &map.pay {
            pay.columns().for_each(|column| self.column(column));
            let has_others =
                !map.facts.0.is_empty() || map.long.is_some() || optional.iter().any(|key| key.is_some());
            if has_others {
                let message = "a map with `pay` imports figures of pay and nothing else";
                let help = "keep `role: {id: …}` only, and import roles and facts by a map of their own";
                self.found.add(Code::UnknownKey, pay.dataset.span, message).help(help);
            }
        }
        if let Some(defaults) = &map.defaults {
            self.provenance(&defaults.sources, defaults.judgement);
        }
        for (row, fact) in &map.facts.0 {
            self.fact(row, &fact.0);
        }
    }

    fn fact(&mut self, row: &Spanned<Id>, fact: &FactMapRecord) {
        self.provenance(&fact.sources, fact.judgement);
        match &fact.from {
            Some(column) => self.column(column),
            None if self.map.long.is_none() => {
                let message = format!("the map of `{}` needs the key `from`", row.value);
                self.found
                    .add(Code::MissingKey, row.span, message)
                    .help("write the name of the column: `from: NAME`");
            }
            None => {}
        }
        for column in fact.value.iter().chain(&fact.as_of) {
            self.column(column);
        }
        let comparison = self.site.comparison();
        let known = comparison.rows.iter().find(|own| own.id.value == row.value);
        if known.is_none() && fact.row.is_none() {
            let message = format!("there is no row `{}`", row.value);
            let rows = comparison.rows.iter().map(|own| own.id.value.as_str());
            let help =
                "add it to `comparison.yaml`, or let the import add it: `row: {group: …, label: …, kind: …}`";
            self.found.add(Code::UnknownName, row.span, message).help(help).suggest(row.value.as_str(), rows);
        }
        let kind = known.map(|own| own.kind.value).or_else(|| fact.row.as_ref().map(|new| new.kind.value));
        if matches!(kind, Some(RowKind::Tools | RowKind::Salary)) {
            let message = format!("the row `{}` takes its cells from other files", row.value);
            self.found.add(Code::CellKind, row.span, message).help("delete it; such a row has no facts");
        }
        let Some(new) = &fact.row else { return };
        let groups = comparison.groups.iter().chain(&self.map.groups).map(|group| group.id.value.as_str());
        if groups.clone().all(|group| group != new.group.value.as_str()) {
            let message = format!("there is no group `{}`", new.group.value);
            self.found
                .add(Code::UnknownName, new.group.span, message)
                .suggest(new.group.value.as_str(), groups);
        }
        if new.kind.value == RowKind::Scale && new.levels.len() < 2 {
            let message = "a row of kind `scale` needs at least two levels";
            self.found
                .add(Code::CellKind, new.kind.span, message)
                .help("list them under `levels`, lowest first");
        }
        let is_number = new.unit.is_some() || new.decimals.is_some() || new.signed;
        if (is_number && !matches!(new.kind.value, RowKind::Number | RowKind::Range))
            || (!new.levels.is_empty() && new.kind.value != RowKind::Scale)
        {
            let message = format!("a row of kind `{}` has no such keys", new.kind.value.word());
            let help =
                "`levels` belong to `scale`, and `unit`, `decimals` and `signed` to `number` and `range`";
            self.found.add(Code::CellKind, new.kind.span, message).help(help);
        }
    }

    fn provenance(&mut self, sources: &[Spanned<Id>], is_judgement: bool) {
        for id in sources {
            let known =
                self.site.source_ids().iter().chain(self.map.sources.0.iter().map(|(id, _)| &id.value));
            let known: Vec<&str> = known.map(Id::as_str).collect();
            if !known.contains(&id.value.as_str()) {
                let message = format!("there is no source `{}`", id.value);
                let help = "add it under `sources:` of the map, or to `sources.yaml`";
                self.found
                    .add(Code::UnknownName, id.span, message)
                    .help(help)
                    .suggest(id.value.as_str(), known);
            }
        }
        if let (Some(first), true) = (sources.first(), is_judgement) {
            let message = "a fact has sources or is the site's own judgement, not both";
            self.found.add(Code::SourceAndJudgement, first.span, message).help("delete one of them");
        }
    }

    fn column(&mut self, column: &Column) {
        if constant_date(column, self.columns).is_some() {
            return;
        }
        let ColumnRecord { column: name, template, .. } = &*column.0;
        if let Some(name) = name {
            self.name(&name.value.0, name.span);
        }
        if let Some(template) = template {
            for name in pieces(&template.value.0).into_iter().filter_map(|(_, name)| name) {
                self.name(name, template.span);
            }
        }
    }

    fn name(&mut self, name: &str, span: Span) {
        if self.columns.position(name).is_some() {
            return;
        }
        let names = self.columns.names().iter().map(String::as_str);
        let shown: Vec<&str> = names.clone().take(12).collect();
        let more = if self.columns.names().len() > 12 { ", …" } else { "" };
        let help = format!("its columns are {}{more}", shown.join(", "));
        let message = format!("the table has no column `{name}`");
        self.found.add(Code::UnknownName, span, message).help(help).suggest(name, names);
    }
}

/// Reads the second files of a map. Returns the mistakes in how it names them.
pub(super) fn read_lookups(
    map: &MapFile,
    lookups: &mut HashMap<(String, String, String), Lookup>,
) -> Result<Vec<Diagnostic>, TableError> {
    let mut found = Diagnostics::new(Arc::clone(&map.path));
    for column in columns(&map.record) {
        let Some(lookup) = &column.lookup else { continue };
        let key = lookup_key(lookup);
        if lookups.contains_key(&key) {
            continue;
        }
        let Some(path) = below(&map.folder, &key.0) else {
            let message = format!("`{}` is not a file beside the map", key.0);
            let help = "write a path relative to the folder of the map, without `..` and symbolic links";
            found.add(Code::FileMissing, lookup.file.span, message).help(help);
            continue;
        };
        let mut entries = Lookup::new();
        let read = table::read(&path, None, &mut |columns, record| {
            if let (Cell::Text(from), Cell::Text(to)) =
                (columns.cell(&record, &key.1), columns.cell(&record, &key.2))
            {
                entries.insert(clean(from).into_owned(), clean(to).into_owned());
            }
            if entries.len() > MAX_ENTRIES {
                let what = format!("`{}` has more than {MAX_ENTRIES} entries", key.0);
                return Err(TableError::new(record.line, what, "delete those that are not needed"));
            }
            Ok(())
        })?;
        for (name, span) in [(&key.1, lookup.key.span), (&key.2, lookup.column.span)] {
            if read.position(name).is_none() {
                let message = format!("`{}` has no column `{name}`", key.0);
                found
                    .add(Code::UnknownName, span, message)
                    .suggest(name, read.names().iter().map(String::as_str));
            }
        }
        lookups.insert(key, entries);
    }
    Ok(found.into_diagnostics())
}

/// All columns of a map.
fn columns(map: &DataMapFile) -> impl Iterator<Item = &ColumnRecord> {
    let role = &map.role;
    let optional =
        [&role.name, &role.short_name, &role.family, &role.summary, &role.also_known_as, &role.skills];
    let long = map.long.iter().flat_map(|long| {
        [
            Some(&long.row),
            Some(&long.value),
            long.source.as_ref(),
            long.as_of.as_ref(),
            long.confidence.as_ref(),
        ]
    });
    let facts = map.facts.0.iter().flat_map(|(_, fact)| [&fact.0.from, &fact.0.value, &fact.0.as_of]);
    let all = [Some(&role.id)].into_iter().chain(optional.map(Option::as_ref));
    let pay = map.pay.iter().flat_map(PayMapRecord::columns).map(Some);
    all.chain(long).chain(facts.map(Option::as_ref)).chain(pay).flatten().map(|column| &*column.0)
}

/// Returns the path of an existing file below a folder; `None` if a part of it leads elsewhere.
fn below(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut found = folder.to_path_buf();
    for part in Path::new(path).components() {
        let Component::Normal(part) = part else { return None };
        found.push(part);
        if found.symlink_metadata().ok()?.is_symlink() {
            return None;
        }
    }
    found.is_file().then_some(found)
}
