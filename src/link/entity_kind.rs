//! The kinds of entities with ids, and the files that define them.

use crate::parse::FileKind;
use crate::url::Id;

/// A kind of entity with ids, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntityKind {
    Role,
    Family,
    Group,
    Row,
    Region,
    Source,
    Tool,
    Category,
    Skill,
    Series,
    Framework,
    ScaleLevel,
    Aspect,
    Grade,
    Term,
    Page,
}

impl EntityKind {
    /// The kinds with a file for each entity.
    pub(super) const WITH_FOLDER: [EntityKind; 5] =
        [EntityKind::Role, EntityKind::Series, EntityKind::Framework, EntityKind::Term, EntityKind::Page];

    /// The noun for messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            EntityKind::Role => "role",
            EntityKind::Family => "family",
            EntityKind::Group => "group of rows",
            EntityKind::Row => "row",
            EntityKind::Region => "region",
            EntityKind::Source => "source",
            EntityKind::Tool => "tool",
            EntityKind::Category => "category of tools",
            EntityKind::Skill => "skill",
            EntityKind::Series => "series",
            EntityKind::Framework => "framework",
            EntityKind::ScaleLevel => "level of the scale",
            EntityKind::Aspect => "aspect",
            EntityKind::Grade => "grade",
            EntityKind::Term => "term",
            EntityKind::Page => "page",
        }
    }

    /// Returns the file that defines the entity with this id.
    pub(crate) fn file_of(self, id: &Id) -> String {
        match self {
            EntityKind::Role => FileKind::Role(id.as_str()).path(),
            EntityKind::Series => FileKind::Series(id.as_str()).path(),
            EntityKind::Framework => FileKind::Framework(id.as_str()).path(),
            EntityKind::ScaleLevel | EntityKind::Aspect | EntityKind::Grade => FileKind::Levels.path(),
            EntityKind::Term => FileKind::Term(id.as_str()).path(),
            EntityKind::Page => FileKind::Page(id.as_str()).path(),
            EntityKind::Source => FileKind::Sources.path(),
            EntityKind::Tool | EntityKind::Category => FileKind::Tools.path(),
            EntityKind::Skill => FileKind::Skills.path(),
            EntityKind::Family | EntityKind::Group | EntityKind::Row | EntityKind::Region => {
                FileKind::Comparison.path()
            }
        }
    }

    /// Says where the ids of this kind are defined, after "the id of a …".
    pub(crate) fn home(self) -> String {
        match self.folder() {
            Some((folder, _)) => format!(": the name of a file in `content/{folder}/`"),
            None => format!(" from `{}`", self.file_of(&Id::placeholder())),
        }
    }

    /// Returns the folder whose files are named after the ids, and their extension.
    pub(super) fn folder(self) -> Option<(&'static str, &'static str)> {
        match self {
            EntityKind::Role => Some(("roles", "yaml")),
            EntityKind::Series => Some(("salaries", "yaml")),
            EntityKind::Framework => Some(("frameworks", "yaml")),
            EntityKind::Term => Some(("glossary", "md")),
            EntityKind::Page => Some(("pages", "md")),
            _ => None,
        }
    }

    /// Returns the help for a reference to a missing entity.
    pub(crate) fn missing_help(self, id: &Id) -> String {
        format!(
            "to add it, {} `{}`",
            if self.folder().is_some() { "create" } else { "describe it in" },
            self.file_of(id)
        )
    }
}
