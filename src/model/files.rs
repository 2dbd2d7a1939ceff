//! The machine-readable files that a site publishes: open data, its JSON Schemas, and the JSON Schemas of the content files.

use super::{Model, Presence};

macro_rules! files {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $file_doc:literal])+ $variant:ident = $file:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $file_doc])+ $variant,)+ }

        impl $name {
            /// Every variant, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The file name, without a folder.
            pub fn file(self) -> &'static str {
                match self { $($name::$variant => $file),+ }
            }

            /// A one-sentence description of the contents.
            pub fn describe(self) -> &'static str {
                match self { $($name::$variant => concat!($($file_doc),+).trim_ascii()),+ }
            }
        }
    };
}

files! {
    /// A file of open data.
    DataFile {
        /// Index of the open data files, with their licence.
        Index = "index.json",
        /// The rows of the matrix: kind, question, levels.
        Rows = "rows.json",
        /// Every role with all its facts and their sources.
        Roles = "roles.json",
        /// One fact per line: role, row, value, sources, confidence.
        Facts = "facts.csv",
        /// One fact per line, for spreadsheets.
        FactsSpreadsheet = "facts.spreadsheet.csv",
        /// Every salary dataset with its method, warnings and figures.
        Salaries = "salaries.json",
        /// One salary figure per line.
        Figures = "salaries.csv",
        /// One salary figure per line, for spreadsheets.
        FiguresSpreadsheet = "salaries.spreadsheet.csv",
        /// Every source.
        Sources = "sources.json",
        /// Every tool with the roles that use it.
        Tools = "tools.json",
        /// Every glossary term.
        Glossary = "glossary.json",
        /// The fit guide: its questions, the weight of every answer, and worked examples.
        Fit = "fit.json",
        /// The common scale of levels, and every career framework with its levels, facts and grades.
        Levels = "levels.json",
        /// One fact of a level per line: framework, role, level, aspect, value, source.
        LevelFacts = "levels.csv",
        /// One fact of a level per line, for spreadsheets.
        LevelFactsSpreadsheet = "levels.spreadsheet.csv",
        /// One grade of a skill per line: framework, role, level, skill, grade.
        Grades = "grades.csv",
        /// One grade of a skill per line, for spreadsheets.
        GradesSpreadsheet = "grades.spreadsheet.csv",
        /// The columns of the CSV files and their types, for tools that read data packages.
        Package = "datapackage.json",
    }
}

files! {
    /// A JSON Schema of a file of open data.
    DataSchema {
        /// `index.json`
        Index = "index.json",
        /// `rows.json`
        Rows = "rows.json",
        /// `roles.json`
        Roles = "roles.json",
        /// `roles/<id>.json`
        Role = "role.json",
        /// `salaries.json`
        Salaries = "salaries.json",
        /// `sources.json`
        Sources = "sources.json",
        /// `tools.json`
        Tools = "tools.json",
        /// `glossary.json`
        Glossary = "glossary.json",
        /// `fit.json`
        Fit = "fit.json",
        /// `levels.json`
        Levels = "levels.json",
    }
}

impl DataSchema {
    /// Returns the schemas of the files that a site publishes.
    pub fn for_model(model: &Model) -> impl Iterator<Item = DataSchema> {
        DataSchema::ALL.iter().copied().filter(|schema| model.has(schema.presence()))
    }

    fn presence(self) -> Presence {
        match self {
            DataSchema::Salaries => Presence::Salaries,
            DataSchema::Sources => Presence::Sources,
            DataSchema::Tools => Presence::Tools,
            DataSchema::Glossary => Presence::Glossary,
            DataSchema::Fit => Presence::Fit,
            DataSchema::Levels => Presence::Levels,
            DataSchema::Index | DataSchema::Rows | DataSchema::Roles | DataSchema::Role => Presence::Always,
        }
    }
}

impl DataFile {
    /// Returns `true` for the spreadsheet variants, which have a byte order mark and no cell that a spreadsheet would run as
    /// a formula.
    pub fn is_for_spreadsheets(self) -> bool {
        matches!(
            self,
            DataFile::FactsSpreadsheet
                | DataFile::FiguresSpreadsheet
                | DataFile::LevelFactsSpreadsheet
                | DataFile::GradesSpreadsheet
        )
    }

    /// The media type (MIME type), for `Content-Type` and link elements.
    pub fn media_type(self) -> &'static str {
        if self.file().ends_with(".csv") { "text/csv" } else { "application/json" }
    }

    /// Returns the open data files of a site: there are none for what it has no data about.
    pub fn for_model(model: &Model) -> impl Iterator<Item = DataFile> {
        DataFile::ALL.iter().copied().filter(|file| model.has(file.presence()))
    }

    /// Returns the condition for a site to have the file.
    pub fn presence(self) -> Presence {
        match self {
            DataFile::Salaries | DataFile::Figures | DataFile::FiguresSpreadsheet => Presence::Salaries,
            DataFile::Sources => Presence::Sources,
            DataFile::Tools => Presence::Tools,
            DataFile::Glossary => Presence::Glossary,
            DataFile::Fit => Presence::Fit,
            DataFile::Levels
            | DataFile::LevelFacts
            | DataFile::LevelFactsSpreadsheet
            | DataFile::Grades
            | DataFile::GradesSpreadsheet => Presence::Levels,
            DataFile::Index
            | DataFile::Rows
            | DataFile::Roles
            | DataFile::Facts
            | DataFile::FactsSpreadsheet
            | DataFile::Package => Presence::Always,
        }
    }
}

files! {
    /// A JSON Schema of a content file.
    SchemaFile {
        /// `content/site.yaml`
        Site = "site.json",
        /// `content/comparison.yaml`
        Comparison = "comparison.json",
        /// `content/sources.yaml`
        Sources = "sources.json",
        /// `content/tools.yaml`
        Tools = "tools.json",
        /// `content/skills.yaml`
        Skills = "skills.json",
        /// `content/fit.yaml`
        Fit = "fit.json",
        /// `content/levels.yaml`
        Levels = "levels.json",
        /// `content/learning.yaml`
        Learning = "learning.json",
        /// `content/interviews.yaml`
        Interviews = "interviews.json",
        /// `content/roles/<id>.yaml`
        Role = "role.json",
        /// `content/salaries/<id>.yaml`
        Salary = "salary.json",
        /// `content/frameworks/<id>.yaml`
        Framework = "framework.json",
        /// the front matter of `content/roles/<id>.md`
        Guide = "guide.json",
        /// the front matter of `content/comparisons/<a>-vs-<b>.md`
        Pair = "pair.json",
        /// the front matter of `content/articles/<id>.md`
        Article = "article.json",
        /// the front matter of `content/glossary/<id>.md`
        Term = "term.json",
        /// the front matter of `content/pages/<id>.md`
        Page = "page.json",
        /// `imports/<name>.yaml`, the map of an imported table
        Import = "import.json",
    }
}

/// The format of a table to download.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableFile {
    /// `.md`
    Markdown,
    /// `.csv`
    Csv,
}

impl TableFile {
    /// Every format.
    pub const ALL: [TableFile; 2] = [TableFile::Markdown, TableFile::Csv];

    /// The file extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            TableFile::Markdown => "md",
            TableFile::Csv => "csv",
        }
    }
}
