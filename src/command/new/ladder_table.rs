//! A framework from a table, with a line for each level of a role: `rolebook new framework NAME --table FILE`.
//!
//! The columns `role`, `level`, `label`, `at`, `title`, `why` and `note` are those of the file. A column that is called like an
//! aspect has its facts, and every other column is a skill with the grades of the levels.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::{ExistingSite, NameAndId, yaml};
use crate::command::import::{TableLine, read_lines};
use crate::error::Error;
use crate::model::{Idx, Model, Table};
use crate::parse::scalar::Date;
use crate::url::Id;

/// The columns with a meaning of their own, and `true` for those that a table must have.
const COLUMNS: [(&str, bool); 7] = [
    ("role", true),
    ("level", true),
    ("at", true),
    ("label", false),
    ("title", false),
    ("why", false),
    ("note", false),
];

/// Returns the text of the framework.
pub(super) fn framework(
    named: &NameAndId,
    file: &Path,
    site: &ExistingSite<'_>,
    today: Date,
) -> Result<String, Error> {
    let model = site.content.model();
    let (columns, lines) = read_lines(file)?;
    for (name, _) in COLUMNS.iter().filter(|(_, is_needed)| *is_needed) {
        if !columns.iter().any(|column| is_same(column, name)) {
            return Err(Error::Refused {
                what: format!("the table has no column `{name}`"),
                help: "a table of levels has the columns role, level and at; further ones are aspects and skills"
                    .to_string(),
            });
        }
    }
    let mut ladders: BTreeMap<Id, (String, Vec<String>)> = BTreeMap::new();
    let mut skills: BTreeMap<Id, String> = BTreeMap::new();
    for line in &lines {
        let reader = LevelLine { line, columns: &columns, model };
        let role = reader.known("role", &model.roles, |role| vec![&role.name, &role.short])?;
        let title = reader.cell("title").unwrap_or(&model.roles[role].name);
        let level = reader.level(&mut skills)?;
        let id = model.roles.id(role).clone();
        ladders.entry(id).or_insert_with(|| (title.to_string(), Vec::new())).1.push(level);
    }
    let mut text = format!(
        "name: {}\npublisher: {}\nown: true\nas_of: {today}\n",
        yaml(&named.words),
        yaml(&model.site.title)
    );
    // A skill of the site with the same id or name needs no name of the framework's own.
    if !skills.is_empty() {
        text.push_str("skills:\n");
        for (id, name) in &skills {
            let _ = writeln!(text, "  {id}:\n    name: {}", yaml(name));
        }
    }
    text.push_str("roles:\n");
    for (role, (title, levels)) in ladders {
        let _ = write!(text, "  {role}:\n    title: {}\n    levels:\n{}", yaml(&title), levels.concat());
    }
    Ok(text)
}

/// Returns `true` for two names that differ in case or in spaces around them only.
fn is_same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b)
}

/// A line of the table.
struct LevelLine<'t> {
    line: &'t TableLine,
    columns: &'t [String],
    model: &'t Model,
}

impl LevelLine<'_> {
    fn cell(&self, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|name| is_same(name, column))?;
        self.line.cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    fn refuse(&self, what: &str, help: &str) -> Error {
        Error::Refused { what: format!("line {}: {what}", self.line.line), help: help.to_string() }
    }

    fn needed(&self, column: &str) -> Result<&str, Error> {
        self.cell(column)
            .ok_or_else(|| self.refuse(&format!("the cell of `{column}` is empty"), "write it in each line"))
    }

    /// Returns the entry of a table that a cell names by its id or name.
    fn known<K: Idx, V>(
        &self,
        column: &str,
        table: &Table<K, V>,
        names: impl Fn(&V) -> Vec<&String>,
    ) -> Result<K, Error> {
        let cell = self.needed(column)?;
        find(cell, table, names).ok_or_else(|| {
            let ids: Vec<&str> = table.ids().iter().map(Id::as_str).collect();
            self.refuse(
                &format!("`{cell}` in the column `{column}` is unknown"),
                &format!("write one of: {}", ids.join(", ")),
            )
        })
    }

    /// Returns the level in YAML. Skills that the site lacks are added to `skills`.
    fn level(&self, skills: &mut BTreeMap<Id, String>) -> Result<String, Error> {
        let label = self.cell("label").map_or_else(|| self.needed("level"), Ok)?;
        let written = self.needed("level")?;
        let Some(id) = id_of(written) else {
            return Err(self.refuse(
                &format!("no id can be made of the level `{written}`"),
                "write letters and digits in the column `level`, and the name in `label`",
            ));
        };
        let at = self.known("at", &self.model.scale, |level| vec![&level.label])?;
        let mut text = format!(
            "      - id: {}\n        label: {}\n        at: {}\n",
            yaml(id.as_str()),
            yaml(label),
            self.model.scale.id(at)
        );
        for column in ["why", "note"] {
            if let Some(cell) = self.cell(column) {
                let _ = writeln!(text, "        {column}: {}", yaml(cell));
            }
        }
        let (mut facts, mut grades) = (String::new(), String::new());
        for name in self.columns {
            let is_known = COLUMNS.iter().any(|(known, _)| is_same(name, known));
            let Some(cell) = self.cell(name).filter(|_| !is_known) else { continue };
            if let Some(aspect) = find(name, &self.model.aspects, |aspect| vec![&aspect.label]) {
                let aspect = self.model.aspects.id(aspect);
                let _ = writeln!(facts, "          {aspect}:\n            value: {}", yaml(cell));
                continue;
            }
            let skill = self.skill(name, skills)?;
            let grade = self.known(name, &self.model.grades, |grade| vec![&grade.label])?;
            let _ = writeln!(grades, "          {skill}: {}", self.model.grades.id(grade));
        }
        for (key, entries) in [("facts", facts), ("skills", grades)] {
            if !entries.is_empty() {
                let _ = write!(text, "        {key}:\n{entries}");
            }
        }
        Ok(text)
    }

    /// Returns the id of the skill that a column is called by.
    fn skill(&self, name: &str, skills: &mut BTreeMap<Id, String>) -> Result<Id, Error> {
        if let Some(skill) = find(name, &self.model.skills, |skill| vec![&skill.name]) {
            return Ok(self.model.skills.id(skill).clone());
        }
        let Some(id) = id_of(name) else {
            return Err(self.refuse(
                &format!("no id can be made of the column `{name}`"),
                "write letters and digits, or delete the column",
            ));
        };
        skills.insert(id.clone(), name.trim().to_string());
        Ok(id)
    }
}

/// Returns the id that a name gives.
fn id_of(name: &str) -> Option<Id> {
    Id::slugify(name).and_then(|id| Id::parse(&id).ok())
}

/// Finds an entry by its id or one of its names.
fn find<K: Idx, V>(cell: &str, table: &Table<K, V>, names: impl Fn(&V) -> Vec<&String>) -> Option<K> {
    let is_named = |(index, entry): (K, &V)| {
        let has_name = is_same(table.id(index).as_str(), cell.trim())
            || names(entry).into_iter().any(|name| is_same(name, cell.trim()));
        has_name.then_some(index)
    };
    table.iter().find_map(is_named)
}
