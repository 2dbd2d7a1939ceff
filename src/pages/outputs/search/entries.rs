//! The entries of the search index, the kinds that they belong to, and the number of each. Every possible result has a number:
//! entries in the order of their kinds, then a fact for each role and row, then the sections of texts ([`super::texts`]).

use serde_json::{Value, json};

use crate::model::Model;

/// A kind of entry.
pub(super) struct EntryKind {
    name: &'static str,
    /// The address, with `*` for the id.
    at: String,
    entries: Vec<Entry>,
    /// The number of its first entry.
    first: u32,
    /// The number of entries that the first file has, and of those with their description.
    named: usize,
    described: usize,
}

/// Something with a name.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Empty if it is the first name in the usual form.
    id: String,
    pub(super) names: Vec<String>,
    pub(super) line: String,
}

impl EntryKind {
    /// Adds the ids of its entries.
    pub(super) fn write_ids(&self, out: &mut String) {
        for entry in &self.entries {
            out.push_str(if entry.id.is_empty() { &entry.names[0] } else { &entry.id });
            out.push('\n');
        }
        out.push_str(self.name);
    }
}

impl Entry {
    fn new(id: &str, names: Vec<String>, line: &str) -> Entry {
        let id = if id == dashed(&names[0]) { "" } else { id };
        Entry { id: id.to_string(), names, line: line.to_string() }
    }

    fn bytes_of_names(&self) -> usize {
        self.names.iter().map(|name| name.len() + 3).sum::<usize>() + self.id.len() + 10
    }

    pub(super) fn json(&self, with_line: bool) -> Value {
        json!([self.id, self.names, if with_line { self.line.as_str() } else { "" }])
    }
}

/// All entries.
pub(super) struct Entries(pub(super) Vec<EntryKind>);

/// Kinds whose names are always in the first file, because queries are understood by them.
const ALWAYS: [&str; 4] = ["role", "row", "family", "tools"];

/// The other kinds, those first whose names go to the first file first.
const NAMED: [&str; 6] = ["tool", "term", "pay", "page", "article", "level"];

/// The kinds with descriptions, those first whose descriptions go to the first file first.
const DESCRIBED: [&str; 7] = ["row", "role", "tool", "term", "family", "page", "article"];

impl Entries {
    pub(super) fn of(model: &Model) -> Entries {
        let mut first = 0;
        let kinds = kinds(model).into_iter().map(|(name, at, entries)| {
            let kind = EntryKind { name, at, first, named: entries.len(), described: entries.len(), entries };
            first += number(kind.entries.len());
            kind
        });
        Entries(kinds.collect())
    }

    /// The number of entries.
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|kind| number(kind.entries.len())).sum()
    }

    /// Leaves out of the first file what exceeds so many bytes. Returns the bytes that are left.
    pub(super) fn fit(&mut self, mut left: usize) -> usize {
        let bytes: usize = self
            .0
            .iter()
            .filter(|kind| ALWAYS.contains(&kind.name))
            .flat_map(|kind| &kind.entries)
            .map(Entry::bytes_of_names)
            .sum();
        left = left.saturating_sub(bytes);
        for name in NAMED {
            let Some(kind) = self.0.iter_mut().find(|kind| kind.name == name) else { continue };
            kind.named = fitting(&kind.entries, &mut left, Entry::bytes_of_names);
        }
        for kind in &mut self.0 {
            kind.described = if DESCRIBED.contains(&kind.name) { 0 } else { kind.named };
        }
        for name in DESCRIBED {
            let Some(kind) = self.0.iter_mut().find(|kind| kind.name == name) else { continue };
            kind.described = fitting(&kind.entries[..kind.named], &mut left, |entry| entry.line.len());
        }
        left
    }

    /// What the first file has.
    pub(super) fn json(&self) -> Vec<Value> {
        let kind = |kind: &EntryKind| {
            let entries = kind.entries.iter().take(kind.named).enumerate();
            let entries: Vec<Value> = entries.map(|(n, entry)| entry.json(n < kind.described)).collect();
            json!([kind.name, kind.at, entries, kind.entries.len(), kind.described])
        };
        self.0.iter().map(kind).collect()
    }

    /// Returns the entries that are not in the first file with name and description: number, entry, `true` if its name is there.
    pub(super) fn rest(&self) -> impl Iterator<Item = (u32, &Entry, bool)> {
        self.0.iter().flat_map(|kind| {
            let rest = kind.entries.iter().enumerate().skip(kind.described);
            rest.map(|(n, entry)| (kind.first + number(n), entry, n < kind.named))
        })
    }
}

/// Returns how many entries fit into the bytes that are left, and takes these.
fn fitting(entries: &[Entry], left: &mut usize, bytes: impl Fn(&Entry) -> usize) -> usize {
    let fits = |entry: &&Entry| {
        let rest = left.checked_sub(bytes(entry));
        *left = rest.unwrap_or(0);
        rest.is_some()
    };
    entries.iter().take_while(fits).count()
}

/// Returns a number as the index has it.
pub(super) fn number(n: usize) -> u32 {
    u32::try_from(n).expect("invariant: a site has fewer than 2^32 sections")
}

/// Derives the usual form of an id or anchor from a name: ASCII letters and digits in lower case, joined by `-`.
pub(super) fn dashed(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

fn kinds(model: &Model) -> [(&'static str, String, Vec<Entry>); 10] {
    fn names(first: &str, others: &[String]) -> Vec<String> {
        std::iter::once(first.to_string()).chain(others.iter().cloned()).collect()
    }
    fn one(id: &str, name: &str, line: &str) -> Entry {
        Entry::new(id, vec![name.to_string()], line)
    }
    let roles = model.roles.iter().map(|(id, role)| {
        let mut names = names(&role.name, &role.also_known_as);
        names.insert(1, role.short.clone());
        Entry::new(model.roles.id(id).as_str(), names, &role.summary)
    });
    let tools = model.tools.iter().map(|(id, tool)| {
        Entry::new(model.tools.id(id).as_str(), names(&tool.name, &tool.also_known_as), &tool.line)
    });
    let terms = model.terms.iter().map(|(id, term)| {
        Entry::new(model.terms.id(id).as_str(), names(&term.name, &term.also_known_as), &term.line)
    });
    let articles = model
        .articles
        .iter()
        .map(|(id, article)| one(model.articles.id(id).as_str(), &article.title, &article.summary));
    let rows = model.rows.iter().map(|(id, row)| one(model.rows.id(id).as_str(), &row.label, &row.question));
    let series = model.series.iter().map(|(id, series)| one(model.series.id(id).as_str(), &series.title, ""));
    let lists = super::lists(model);
    let pages = model
        .pages
        .iter()
        .map(|(id, page)| one(model.pages.id(id).as_str(), &page.title, &page.summary))
        .chain(lists.iter().map(|(id, title, _)| one(id, title, "")))
        .chain(model.tags.iter().map(|(id, tag)| one(&format!("tags/{}", model.tags.id(id)), &tag.name, "")));
    let families = model
        .families
        .iter()
        .map(|(id, family)| one(model.families.id(id).as_str(), &family.label, &family.line));
    let categories =
        model.categories.iter().map(|(id, label)| one(model.categories.id(id).as_str(), label, ""));
    let levels = super::levels::names(model).into_iter();
    let levels = levels.map(|level| Entry::new(&level.address, level.names, ""));
    let path = &model.site.entity.path;
    [
        ("role", format!("{path}/*/"), roles.collect()),
        ("tool", "tools/*/".to_string(), tools.collect()),
        ("term", "glossary/*/".to_string(), terms.collect()),
        ("article", "articles/*/".to_string(), articles.collect()),
        ("row", "compare/#*".to_string(), rows.collect()),
        ("pay", "salaries/*/".to_string(), series.collect()),
        ("page", "*/".to_string(), pages.collect()),
        ("family", format!("{path}/#*"), families.collect()),
        ("tools", "tools/#*".to_string(), categories.collect()),
        ("level", "*".to_string(), levels.collect()),
    ]
}
