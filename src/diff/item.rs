//! The items of a site: everything that readers can see and that is compared on its own, with its fields in words.

use super::prose::ProseText;

/// Declares the kinds of items with the noun and the plural that readers know.
macro_rules! item_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident = $one:literal, $many:literal, $topic:ident;)+) => {
        /// The kind of an item.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemKind { $($(#[doc = $doc])+ $kind,)+ }

        impl ItemKind {
            /// Every kind.
            pub const ALL: &'static [ItemKind] = &[$(ItemKind::$kind),+];

            /// The noun, such as `salary dataset`.
            pub fn noun(self) -> &'static str {
                match self { $(ItemKind::$kind => $one),+ }
            }

            /// The noun in the plural.
            pub fn plural(self) -> &'static str {
                match self { $(ItemKind::$kind => $many),+ }
            }

            /// The heading that its changes are listed under.
            pub fn topic(self) -> Topic {
                match self { $(ItemKind::$kind => Topic::$topic),+ }
            }
        }
    };
}

item_kinds! {
    /// A role.
    Role = "role", "roles", Roles;
    /// A fact of a role, in a row.
    Fact = "fact", "facts", Facts;
    /// A responsibility of a role.
    Responsibility = "responsibility", "responsibilities", Roles;
    /// The tools of a role in a category.
    RoleTools = "list of tools", "lists of tools", Roles;
    /// A career move.
    Move = "career move", "career moves", Roles;
    /// A row of the matrix.
    Row = "row", "rows", Rows;
    /// A level of a scale.
    Level = "level", "levels", Rows;
    /// A group of rows.
    Group = "group of rows", "groups of rows", Rows;
    /// A family of roles.
    Family = "family", "families", Rows;
    /// A region of salary figures.
    Region = "region", "regions", Pay;
    /// A salary dataset.
    Dataset = "salary dataset", "salary datasets", Pay;
    /// A salary figure.
    Figure = "salary figure", "salary figures", Pay;
    /// A level of the common scale.
    ScaleLevel = "level of the scale", "levels of the scale", Levels;
    /// An aspect in which levels are compared.
    Aspect = "aspect of levels", "aspects of levels", Levels;
    /// A grade of proficiency.
    Grade = "grade", "grades", Levels;
    /// A career framework.
    Framework = "career framework", "career frameworks", Levels;
    /// A skill as a framework names it.
    FrameworkSkill = "skill of a framework", "skills of a framework", Levels;
    /// The levels of a role in a framework.
    Ladder = "ladder", "ladders", Levels;
    /// A level of a ladder.
    LadderLevel = "level of a ladder", "levels of a ladder", Levels;
    /// A fact about a level of a ladder.
    LevelFact = "fact about a level", "facts about levels", Levels;
    /// Learning material.
    Resource = "learning material", "learning materials", Levels;
    /// An interview process.
    Interview = "interview process", "interview processes", Levels;
    /// The guide to a role.
    Guide = "guide", "guides", Texts;
    /// A hand-written comparison.
    Comparison = "comparison", "comparisons", Texts;
    /// An article.
    Article = "article", "articles", Texts;
    /// A glossary term.
    Term = "term", "terms", Texts;
    /// A page of the site's own.
    Page = "page", "pages", Texts;
    /// The fit guide.
    FitGuide = "fit guide", "fit guides", Fit;
    /// A question of the fit guide.
    Question = "question", "questions", Fit;
    /// An answer of the fit guide.
    Answer = "answer", "answers", Fit;
    /// The weight of an answer for a role.
    Weight = "weight", "weights", Fit;
    /// A tool.
    Tool = "tool", "tools", Lists;
    /// A category of tools.
    Category = "tool category", "tool categories", Lists;
    /// A skill.
    Skill = "skill", "skills", Lists;
    /// A source.
    Source = "source", "sources", Lists;
    /// The settings of the site.
    Settings = "setting", "settings", Site;
    /// A template, or a file of messages.
    Template = "template", "templates", Site;
    /// A file that is published as it is.
    StaticFile = "static file", "static files", Site;
}

/// A heading of a report, in the order of importance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Facts.
    Facts,
    /// Salary datasets and their figures.
    Pay,
    /// Roles, what they do and where they lead.
    Roles,
    /// Rows, levels, families and groups.
    Rows,
    /// The scale of levels and career frameworks.
    Levels,
    /// The fit guide.
    Fit,
    /// Texts.
    Texts,
    /// Tools, skills and sources.
    Lists,
    /// Settings, templates and static files.
    Site,
}

impl Topic {
    /// Every topic, in order.
    pub const ALL: [Topic; 9] = [
        Topic::Facts,
        Topic::Pay,
        Topic::Roles,
        Topic::Rows,
        Topic::Levels,
        Topic::Fit,
        Topic::Texts,
        Topic::Lists,
        Topic::Site,
    ];

    /// The words of the heading.
    pub fn heading(self) -> &'static str {
        match self {
            Topic::Facts => "Facts",
            Topic::Pay => "Salary figures",
            Topic::Roles => "Roles",
            Topic::Rows => "Rows and levels",
            Topic::Levels => "Levels and career frameworks",
            Topic::Fit => "Fit guide",
            Topic::Texts => "Texts",
            Topic::Lists => "Tools, skills and sources",
            Topic::Site => "Settings, templates and files",
        }
    }
}

/// An item with its fields.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) kind: ItemKind,
    /// The ids that identify it, such as those of a role and a row.
    pub(super) key: Vec<String>,
    /// Its name for readers.
    pub(super) name: String,
    pub(super) fields: Vec<(&'static str, FieldValue)>,
    /// The confidence and the sources, in words; empty for items without provenance.
    pub(super) evidence: String,
    /// Measures of the evidence; a lower one is worse, and its words say so.
    pub(super) quality: Vec<(&'static str, u64)>,
}

/// A value that readers see, with the key by which two values are compared: an id, or the value itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) shown: String,
}

impl Entry {
    pub(super) fn new(key: impl Into<String>, shown: impl Into<String>) -> Entry {
        Entry { key: key.into(), shown: shown.into() }
    }

    /// An entry that is compared by what is shown.
    pub(super) fn plain(text: impl Into<String>) -> Entry {
        let key = text.into();
        Entry { shown: key.clone(), key }
    }
}

/// The value of a field.
#[derive(Debug, Clone)]
pub(super) enum FieldValue {
    One(Entry),
    /// A list whose order readers see.
    List(Vec<Entry>),
    /// The order of items that are compared on their own.
    Order(Vec<Entry>),
    Prose(ProseText),
}

impl Item {
    pub(super) fn new(kind: ItemKind, key: &[&str], name: impl Into<String>) -> Item {
        Item {
            kind,
            key: key.iter().map(ToString::to_string).collect(),
            name: name.into(),
            fields: Vec::new(),
            evidence: String::new(),
            quality: Vec::new(),
        }
    }

    /// Adds a field with one value; none if it is empty.
    pub(super) fn one(mut self, field: &'static str, entry: Entry) -> Item {
        if !entry.shown.is_empty() {
            self.fields.push((field, FieldValue::One(entry)));
        }
        self
    }

    pub(super) fn text(self, field: &'static str, text: impl Into<String>) -> Item {
        self.one(field, Entry::plain(text))
    }

    pub(super) fn optional(self, field: &'static str, text: Option<impl Into<String>>) -> Item {
        match text {
            Some(text) => self.text(field, text),
            None => self,
        }
    }

    /// Adds a field that is shown only if it holds.
    pub(super) fn flag(self, field: &'static str, is_set: bool) -> Item {
        self.optional(field, is_set.then_some("yes"))
    }

    pub(super) fn list(mut self, field: &'static str, entries: impl IntoIterator<Item = Entry>) -> Item {
        let entries: Vec<Entry> = entries.into_iter().collect();
        if !entries.is_empty() {
            self.fields.push((field, FieldValue::List(entries)));
        }
        self
    }

    pub(super) fn order(mut self, field: &'static str, entries: impl IntoIterator<Item = Entry>) -> Item {
        self.fields.push((field, FieldValue::Order(entries.into_iter().collect())));
        self
    }

    pub(super) fn prose(mut self, prose: ProseText) -> Item {
        self.fields.push(("text", FieldValue::Prose(prose)));
        self
    }

    pub(super) fn measure(mut self, worse: &'static str, rank: u64) -> Item {
        self.quality.push((worse, rank));
        self
    }
}
