//! `rolebook new`: a file that passes `check`, with what only its author knows marked `TODO`.
//!
//! What comes in: a kind and a name. What goes out: files of `content/`, never over others. It deliberately asks nothing:
//! the rows, families and categories that the site has are written into the file as comments to choose from.

mod entry;
mod prose;
mod role;
mod series;

use std::path::{Path, PathBuf};

use super::root::refuse_root;
use super::save;
use crate::diagnostic::{nearest, printable};
use crate::error::Error;
use crate::parse::record::{ComparisonFile, SourcesFile, ToolsFile};
use crate::parse::scalar::Date;
use crate::parse::{Body, Document, parse};
use crate::source::{Area, Sources, read};
use crate::url::Id;

/// What is to be added.
#[derive(Debug, Clone)]
pub struct New {
    /// The folder of the site.
    pub root: PathBuf,
    /// What it is.
    pub kind: NewKind,
    /// Its name in words, or its id. For a comparison two roles: `sre/platform-engineer`.
    pub name: String,
    /// The id, where it is not to be made from the name.
    pub id: Option<String>,
    /// The day on which its author begins.
    pub today: Date,
}

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewKind {
    /// A role's facts, and its guide beside them.
    Role,
    /// An entry of `tools.yaml`.
    Tool,
    /// A term of the glossary.
    Term,
    /// An article.
    Article,
    /// Words for a pair of roles.
    Comparison,
    /// A survey or statistic of pay, and its entry of `sources.yaml`.
    Series,
}

/// A change to the folder of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// A file that was not there.
    Created(String),
    /// A file that has an entry more.
    Changed(String),
}

/// A file as it is going to be.
struct Draft {
    path: String,
    /// The bytes that the file has now, if it is there.
    before: Option<Vec<u8>>,
    after: Vec<u8>,
}

/// Adds what is wanted; says which files it touched.
pub fn new(wanted: &New) -> Result<Vec<FileChange>, Error> {
    refuse_root(&wanted.root)?;
    let (sources, _) = read(&wanted.root);
    let site = ExistingSite { root: &wanted.root, sources: &sources, documents: documents(&sources) };
    if wanted.kind == NewKind::Comparison && wanted.id.is_some() {
        return Err(Error::Refused {
            what: "a comparison has no id of its own".to_string(),
            help: "its address is made of the two roles; leave out --id".to_string(),
        });
    }
    let named = || NameAndId::read(&wanted.name, wanted.id.as_deref());
    let drafts = match wanted.kind {
        NewKind::Role => role::drafts(&named()?, &site, wanted.today)?,
        NewKind::Tool => vec![entry::tool(&named()?, &site)?],
        NewKind::Term => vec![prose::term(&named()?)],
        NewKind::Article => vec![prose::article(&named()?, wanted.today)],
        NewKind::Comparison => vec![prose::comparison(&wanted.name, &site, wanted.today)?],
        NewKind::Series => series::drafts(&named()?, &site, wanted.today)?,
    };
    for draft in drafts.iter().filter(|draft| draft.before.is_none()) {
        // Looked at before anything is written: a role is two files, and half of it is no use.
        if wanted.root.join(&draft.path).symlink_metadata().is_ok() {
            if wanted.kind == NewKind::Comparison {
                return Err(save::there_is(&draft.path));
            }
            let named = named()?;
            let is_file = |id: &str| {
                let path = draft.path.replace(named.id.as_str(), id);
                wanted.root.join(path).symlink_metadata().is_ok()
            };
            return Err(named.taken(&format!("`{}`", draft.path), is_file));
        }
    }
    let mut changes = Vec::new();
    for Draft { path, before, after } in drafts {
        match before {
            None => {
                save::create(&wanted.root, &path, &after)?;
                changes.push(FileChange::Created(path));
            }
            Some(before) => {
                save::replace(&wanted.root, &path, &before, &after)?;
                changes.push(FileChange::Changed(path));
            }
        }
    }
    Ok(changes)
}

fn documents(sources: &Sources) -> Vec<Document> {
    sources.area(Area::Content).filter_map(|file| parse(file).0).collect()
}

/// What the site has already.
struct ExistingSite<'s> {
    root: &'s Path,
    sources: &'s Sources,
    documents: Vec<Document>,
}

impl ExistingSite<'_> {
    fn comparison(&self) -> Result<&ComparisonFile, Error> {
        let found = self.documents.iter().find_map(|document| match &document.body {
            Body::Comparison(record) => Some(&**record),
            _ => None,
        });
        found.ok_or_else(|| unreadable("content/comparison.yaml"))
    }

    fn tools(&self) -> Result<&ToolsFile, Error> {
        let found = self.documents.iter().find_map(|document| match &document.body {
            Body::Tools(record) => Some(&**record),
            _ => None,
        });
        found.ok_or_else(|| unreadable("content/tools.yaml"))
    }

    fn references(&self) -> Result<&SourcesFile, Error> {
        let found = self.documents.iter().find_map(|document| match &document.body {
            Body::Sources(record) => Some(&**record),
            _ => None,
        });
        found.ok_or_else(|| unreadable("content/sources.yaml"))
    }

    /// The sections that every guide of the site has.
    fn guide_sections(&self) -> impl Iterator<Item = &str> {
        let sections = self.documents.iter().find_map(|document| match &document.body {
            Body::Site(site) => Some(&site.guide_sections),
            _ => None,
        });
        sections.into_iter().flatten().map(|section| section.0.as_str())
    }

    /// The ids of the roles.
    fn roles(&self) -> impl Iterator<Item = &Id> {
        self.documents.iter().filter_map(|document| match &document.body {
            Body::Role(id, _) => Some(id),
            _ => None,
        })
    }
}

fn unreadable(path: &str) -> Error {
    Error::Refused {
        what: format!("`{path}` is missing, or cannot be understood"),
        help: "`rolebook check` says what is wrong with it; in an empty folder, begin with `rolebook init`"
            .to_string(),
    }
}

impl Draft {
    /// A file that is new.
    fn new(path: String, text: String) -> Draft {
        Draft { path, before: None, after: text.into_bytes() }
    }
}

/// A name in words and the id made of it.
struct NameAndId {
    id: Id,
    words: String,
}

impl NameAndId {
    /// The name as it was typed, with its id: the one that was chosen, the name itself if it is one, or one made from it.
    fn read(typed: &str, chosen: Option<&str>) -> Result<NameAndId, Error> {
        let typed = typed.trim();
        if typed.chars().any(char::is_control) || typed.chars().count() > 80 {
            return Err(Error::Refused {
                what: "a name is one line of at most 80 characters".to_string(),
                help: "what needs more room belongs into the file".to_string(),
            });
        }
        if let Some(chosen) = chosen {
            let id = Id::parse(chosen).map_err(|why| Error::Refused {
                what: format!("`{}` is no id: {why}", printable(chosen)),
                help: match Id::propose(chosen) {
                    Some(proposed) => format!("write: --id {proposed}"),
                    None => "write one such as: --id platform-engineer".to_string(),
                },
            })?;
            return Ok(NameAndId { id, words: typed.to_string() });
        }
        if let Ok(id) = Id::parse(typed) {
            let mut words = typed.replace('-', " ");
            words[..1].make_ascii_uppercase();
            return Ok(NameAndId { id, words });
        }
        // Whatever words are a name; a path is a mistake.
        let is_path = typed.starts_with(['/', '~'])
            || typed.split('/').any(|part| part == "..")
            || typed.contains('\\');
        let proposed = Id::propose(typed).and_then(|text| Id::parse(&text).ok()).filter(|_| !is_path);
        proposed.map(|id| NameAndId { id, words: typed.to_string() }).ok_or_else(|| Error::Refused {
            what: format!("`{}` cannot be made into an id", printable(typed)),
            help: "choose one with --id: lower-case letters a-z, digits and single `-`, such as `platform-engineer`"
                .to_string(),
        })
    }

    /// That the id belongs to something else already, and how to choose another, which is not taken too.
    fn taken(&self, place: &str, is_taken: impl Fn(&str) -> bool) -> Error {
        let free = (2..100).map(|n| format!("{}-{n}", self.id)).find(|id| !is_taken(id)).unwrap_or_default();
        Error::Refused {
            what: format!("the id `{}` is taken: there is {place} already", self.id),
            help: format!(
                "it was left as it is; for another of this name choose an id of its own, such as: --id {free}"
            ),
        }
    }
}

/// Two roles out of `a/b` or `a-vs-b`, each of them there.
fn two_roles(typed: &str, site: &ExistingSite<'_>) -> Result<(Id, Id), Error> {
    let both = typed.split_once("-vs-").or_else(|| typed.split_once('/'));
    let Some((a, b)) = both.map(|(a, b)| (a.trim(), b.trim())).filter(|(a, b)| a != b) else {
        return Err(Error::Refused {
            what: format!("`{}` does not name two roles", printable(typed)),
            help: "name them in the order to be shown: rolebook new comparison sre/platform-engineer"
                .to_string(),
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

/// A text as YAML, quoted where it could be taken for something else.
fn yaml(text: &str) -> String {
    let plain = text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || " ()/-.'".contains(c))
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "yes" | "no" | "true" | "false" | "null" | "on" | "off" | "y" | "n"
        );
    if plain { text.to_string() } else { serde_json::Value::from(text).to_string() }
}
