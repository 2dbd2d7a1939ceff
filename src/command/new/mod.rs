//! `rolebook new`: creates files that pass `check`, with placeholders marked `TODO`.
//!
//! **In** come a kind and a name. **Out** go files of `content/`, which never overwrite others. Deliberately absent:
//! questions. The rows, families and categories of the site are written into the file as comments to choose from.

mod entry;
mod framework;
mod ladder_table;
mod prose;
mod role;
mod series;

use std::path::{Path, PathBuf};

use super::root::refuse_root;
use super::save;
use crate::analysis::Snapshot;
use crate::diagnostic::{nearest, printable};
use crate::error::Error;
use crate::link;
use crate::parse::content_file;
use crate::parse::record::{ComparisonFile, SourcesFile, ToolsFile};
use crate::parse::scalar::Date;
use crate::parse::yaml_edit::plain_or_quoted as yaml;
use crate::parse::{Body, Document};
use crate::source::read;
use crate::url::Id;

/// Options of the command.
#[derive(Debug, Clone)]
pub struct New {
    /// The folder of the site.
    pub root: PathBuf,
    /// The kind of content.
    pub kind: NewKind,
    /// Its name or id. For a comparison, two roles: `first/second`.
    pub name: String,
    /// The id, if it is not derived from the name.
    pub id: Option<String>,
    /// A table of levels, for a framework that is made of it.
    pub table: Option<PathBuf>,
    /// The current date.
    pub today: Date,
}

/// A kind of content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewKind {
    /// A role's facts and its guide.
    Role,
    /// The same, by the noun of the site for what it compares: `language`.
    Entity(String),
    /// An entry of `tools.yaml`.
    Tool,
    /// A glossary term.
    Term,
    /// An article.
    Article,
    /// Text about a pair of roles.
    Comparison,
    /// A salary dataset, and its entry of `sources.yaml`.
    Series,
    /// A career framework, its source, and the common scale of levels if there is none.
    Framework,
    /// An entry of `sources.yaml`.
    Source,
}

/// A change to the folder of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// A new file.
    Created(String),
    /// A file with a new entry.
    Changed(String),
}

/// A file to be written.
struct Draft {
    path: String,
    /// The current bytes of the file, if it exists.
    before: Option<Vec<u8>>,
    after: Vec<u8>,
}

/// Creates the files; returns the changes.
pub fn new(options: &New) -> Result<Vec<FileChange>, Error> {
    refuse_root(&options.root)?;
    let (sources, found) = read(&options.root);
    let content = Snapshot::new(sources, found, &link::Options::default());
    let site = ExistingSite { root: &options.root, content: &content };
    let kind = match &options.kind {
        NewKind::Entity(noun) => site.entity_kind(noun)?,
        kind => kind.clone(),
    };
    if kind == NewKind::Comparison && options.id.is_some() {
        return Err(Error::Refused {
            what: "a comparison has no id of its own".to_string(),
            help: "its address is made of the two roles; leave out --id".to_string(),
        });
    }
    if kind != NewKind::Framework && options.table.is_some() {
        return Err(Error::Refused {
            what: "only a framework is made of a table of levels".to_string(),
            help: "for roles and facts, see: rolebook import data --help".to_string(),
        });
    }
    let named = || NameAndId::read(&options.name, options.id.as_deref());
    let drafts = match kind {
        NewKind::Role | NewKind::Entity(_) => role::drafts(&named()?, &site, options.today)?,
        NewKind::Tool => vec![entry::tool(&named()?, &site)?],
        NewKind::Term => vec![prose::term(&named()?)],
        NewKind::Article => vec![prose::article(&named()?, options.today)],
        NewKind::Comparison => vec![prose::comparison(&options.name, &site, options.today)?],
        NewKind::Series => series::drafts(&named()?, &site, options.today)?,
        NewKind::Framework => framework::drafts(&named()?, options.table.as_deref(), &site, options.today)?,
        NewKind::Source => vec![entry::reference(&named()?, &site, options.today)?],
    };
    for draft in drafts.iter().filter(|draft| draft.before.is_none()) {
        // Checked before anything is written: a role is two files, and one alone is useless.
        if options.root.join(&draft.path).symlink_metadata().is_ok() {
            if kind == NewKind::Comparison {
                return Err(save::already_exists(&draft.path));
            }
            let named = named()?;
            let is_file = |id: &str| {
                let path = draft.path.replace(named.id.as_str(), id);
                options.root.join(path).symlink_metadata().is_ok()
            };
            return Err(named.taken(&format!("`{}`", draft.path), is_file));
        }
    }
    let mut changes = Vec::new();
    for Draft { path, before, after } in drafts {
        match before {
            None => {
                save::create(&options.root, &path, &after)?;
                changes.push(FileChange::Created(path));
            }
            Some(before) => {
                save::replace(&options.root, &path, &before, &after)?;
                changes.push(FileChange::Changed(path));
            }
        }
    }
    Ok(changes)
}

/// The existing content of the site.
struct ExistingSite<'s> {
    root: &'s Path,
    content: &'s Snapshot,
}

impl ExistingSite<'_> {
    /// The files without a syntax error. Nothing can be inserted into the others.
    fn complete(&self) -> impl Iterator<Item = &Document> {
        self.content.documents().iter().map(|document| &**document).filter(|document| !document.is_incomplete)
    }

    fn comparison(&self) -> Result<&ComparisonFile, Error> {
        let found = self.complete().find_map(|document| match &document.body {
            Body::Comparison(record) => Some(&**record),
            _ => None,
        });
        found.ok_or_else(|| unreadable(content_file::COMPARISON))
    }

    fn tools(&self) -> Result<&ToolsFile, Error> {
        let found = self.complete().find_map(|document| match &document.body {
            Body::Tools(record) => Some(&**record),
            _ => None,
        });
        found.ok_or_else(|| unreadable(content_file::TOOLS))
    }

    fn references(&self) -> Result<&SourcesFile, Error> {
        let found = self.complete().find_map(|document| match &document.body {
            Body::Sources(record) => Some(&**record),
            _ => None,
        });
        found.ok_or_else(|| unreadable(content_file::SOURCES))
    }

    /// The required sections of every guide.
    fn guide_sections(&self) -> impl Iterator<Item = &str> {
        let sections = self.content.documents().iter().find_map(|document| match &document.body {
            Body::Site(site) => Some(&site.guide_sections),
            _ => None,
        });
        sections.into_iter().flatten().map(|section| section.0.as_str())
    }

    /// Returns `true` if the site compares roles, which have responsibilities, tools, skills and moves.
    fn is_about_roles(&self) -> bool {
        self.content.model().site.entity.nouns.as_ref().is_none_or(|nouns| nouns.is_occupation)
    }

    /// Returns the kind of content that the site calls by a noun.
    fn entity_kind(&self, noun: &str) -> Result<NewKind, Error> {
        const OTHERS: [&str; 6] = ["tool", "term", "article", "comparison", "series", "source"];
        let entity = &self.content.model().site.entity;
        let own = entity.nouns.as_ref().and_then(|nouns| Id::slugify(&nouns.one));
        let own = own.unwrap_or_else(|| "role".to_string());
        if Id::slugify(noun).is_some_and(|noun| noun == own || noun == entity.path) {
            return Ok(NewKind::Role);
        }
        let kinds = [own.as_str(), "role"].into_iter().chain(OTHERS);
        Err(Error::Refused {
            what: format!("there is no kind of content `{}`", printable(noun)),
            help: match nearest(noun, kinds) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write {own}, {}", OTHERS.join(", ")),
            },
        })
    }

    fn roles(&self) -> impl Iterator<Item = &Id> {
        self.content.documents().iter().filter_map(|document| match &document.body {
            Body::Role(id, _) => Some(id),
            _ => None,
        })
    }
}

fn unreadable(path: &str) -> Error {
    Error::Refused {
        what: format!("`{path}` is missing or invalid"),
        help: "`rolebook check` lists its errors; in an empty folder, start with `rolebook init`".to_string(),
    }
}

impl Draft {
    /// Creates a draft of a new file.
    fn new(path: String, text: String) -> Draft {
        Draft { path, before: None, after: text.into_bytes() }
    }
}

/// A name and the id derived from it.
struct NameAndId {
    id: Id,
    words: String,
}

impl NameAndId {
    /// Parses a name. The id is the chosen one, or the name itself if it is an id, or derived from the name.
    fn read(typed: &str, chosen: Option<&str>) -> Result<NameAndId, Error> {
        let typed = typed.trim();
        if typed.chars().any(char::is_control) || typed.chars().count() > 80 {
            return Err(Error::Refused {
                what: "the name is longer than 80 characters or not a single line".to_string(),
                help: "shorten it; longer text belongs in the file".to_string(),
            });
        }
        if let Some(chosen) = chosen {
            let id = Id::parse(chosen).map_err(|why| Error::Refused {
                what: format!("`{}` is not a valid id: {why}", printable(chosen)),
                help: match Id::slugify(chosen) {
                    Some(proposed) => format!("write: --id {proposed}"),
                    None => "write one such as: --id new-id".to_string(),
                },
            })?;
            return Ok(NameAndId { id, words: typed.to_string() });
        }
        if let Ok(id) = Id::parse(typed) {
            let mut words = typed.replace('-', " ");
            words[..1].make_ascii_uppercase();
            return Ok(NameAndId { id, words });
        }
        // Any words are accepted as a name, but a path is probably a mistake.
        let is_path = typed.starts_with(['/', '~'])
            || typed.split('/').any(|part| part == "..")
            || typed.contains('\\');
        let proposed = Id::slugify(typed).and_then(|text| Id::parse(&text).ok()).filter(|_| !is_path);
        proposed.map(|id| NameAndId { id, words: typed.to_string() }).ok_or_else(|| Error::Refused {
            what: format!("no id can be derived from `{}`", printable(typed)),
            help: "choose one with --id: lower-case letters a-z, digits and single `-`, such as `new-id`"
                .to_string(),
        })
    }

    /// Returns the error that the id is already in use, with a free id as the suggestion.
    fn taken(&self, place: &str, is_taken: impl Fn(&str) -> bool) -> Error {
        let free = (2..100).map(|n| format!("{}-{n}", self.id)).find(|id| !is_taken(id)).unwrap_or_default();
        Error::Refused {
            what: format!("the id `{}` is already in use: {place} exists", self.id),
            help: format!("nothing was changed; choose another id, such as: --id {free}"),
        }
    }
}

/// Parses `a/b` or `a-vs-b` as two existing roles.
fn two_roles(typed: &str, site: &ExistingSite<'_>) -> Result<(Id, Id), Error> {
    let both = typed.split_once("-vs-").or_else(|| typed.split_once('/'));
    let Some((a, b)) = both.map(|(a, b)| (a.trim(), b.trim())).filter(|(a, b)| a != b) else {
        return Err(Error::Refused {
            what: format!("`{}` does not name two roles", printable(typed)),
            help: "name them in the order to be shown: rolebook new comparison first/second".to_string(),
        });
    };
    let find = |name: &str| {
        site.roles().find(|id| id.as_str() == name).cloned().ok_or_else(|| Error::Refused {
            what: format!("there is no role `{}`", printable(name)),
            help: match nearest(name, site.roles().map(Id::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add it first: rolebook new role NAME".to_string(),
            },
        })
    };
    Ok((find(a)?, find(b)?))
}
