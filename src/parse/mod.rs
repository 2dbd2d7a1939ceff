//! Parses one content file into a [`Document`] and its diagnostics; parsing never fails. No names are resolved here,
//! so that each file can be parsed alone, in parallel, and only when its bytes change.

mod collections;
pub mod content_file;
mod decode;
mod diagnostics;
mod entries;
mod front_matter;
mod front_matter_keys;
pub mod markdown;
pub mod record;
pub mod scalar;
mod suppression;
mod value_markup;
mod web;
mod wrong_type;
mod yaml;
pub mod yaml_edit;
mod yaml_edit_tree;
mod yaml_format;
mod yaml_hints;
mod yaml_recovery;
mod yaml_suppressions;
mod yaml_text;

use std::sync::Arc;

pub use collections::{Map, NonEmpty};
pub use content_file::FileKind;
pub use decode::{Decode, Fields, Spanned};
pub use diagnostics::{Context, Diagnostics};
pub use entries::Entries;
pub use front_matter::front_matter_range;
pub use front_matter_keys::usual_name;
pub use scalar::scalar;
pub use suppression::{Suppression, is_suppressible, parse as read_suppression};
pub use web::web_addresses;
pub use yaml::{Key, Node, NodeKind, read as read_yaml};

use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::memo::Keyed;
use crate::source::SourceFile;
use crate::url::Id;
use markdown::ParsedProse;
use record::{
    ArticleMatter, ComparisonFile, FitFile, FrameworkFile, GuideMatter, InterviewsFile, LearningFile,
    LevelsFile, PageMatter, PairMatter, RoleFile, SeriesFile, SiteFile, SkillsFile, SourcesFile, TermMatter,
    ToolsFile,
};

/// A parsed file of `content/`.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file's path below the root.
    pub file: Arc<str>,
    /// The contents by kind of file.
    pub body: Body,
    /// The suppressions in the file.
    pub suppressions: Vec<Suppression>,
    /// `true` if a syntax error hides a part of the file.
    pub is_incomplete: bool,
}

/// A document is parsed once and then shared.
impl Keyed for Arc<Document> {
    fn key(&self) -> &str {
        &self.file
    }

    fn is_same(&self, other: &Arc<Document>) -> bool {
        Arc::ptr_eq(self, other)
    }
}

/// The contents of a file.
#[derive(Debug, Clone)]
pub enum Body {
    /// `content/site.yaml`
    Site(Box<SiteFile>),
    /// `content/comparison.yaml`
    Comparison(Box<ComparisonFile>),
    /// `content/sources.yaml`
    Sources(Box<SourcesFile>),
    /// `content/tools.yaml`
    Tools(Box<ToolsFile>),
    /// `content/skills.yaml`
    Skills(Box<SkillsFile>),
    /// `content/fit.yaml`
    Fit(Box<FitFile>),
    /// `content/levels.yaml`
    Levels(Box<LevelsFile>),
    /// `content/learning.yaml`
    Learning(Box<LearningFile>),
    /// `content/interviews.yaml`
    Interviews(Box<InterviewsFile>),
    /// `content/roles/<id>.yaml`
    Role(Id, Box<RoleFile>),
    /// `content/roles/<id>.md`
    Guide(Id, GuideMatter, ParsedProse),
    /// `content/salaries/<id>.yaml`
    Series(Id, Box<SeriesFile>),
    /// `content/frameworks/<id>.yaml`
    Framework(Id, Box<FrameworkFile>),
    /// `content/comparisons/<a>-vs-<b>.md`
    Pair(Id, Id, PairMatter, ParsedProse),
    /// `content/articles/<path>.md`
    Article(Id, Box<ArticleMatter>, ParsedProse),
    /// `content/glossary/<id>.md`
    Term(Id, Box<TermMatter>, ParsedProse),
    /// `content/pages/<path>.md`
    Page(Id, PageMatter, ParsedProse),
}

impl Body {
    /// Returns the text of the file, if it has one.
    pub fn prose(&self) -> Option<&ParsedProse> {
        self.text().map(|(prose, _)| prose)
    }

    /// Returns `true` if the file is a text that is marked as a draft.
    pub fn is_draft(&self) -> bool {
        self.text().is_some_and(|(_, draft)| draft)
    }

    /// Returns the tags of a text.
    pub fn tags(&self) -> &[Spanned<scalar::Tag>] {
        match self {
            Body::Article(_, matter, _) => &matter.tags,
            Body::Page(_, matter, _) => &matter.tags,
            _ => &[],
        }
    }

    /// Returns the text of the file and `true` for a draft; `None` for data.
    fn text(&self) -> Option<(&ParsedProse, bool)> {
        match self {
            Body::Guide(_, matter, prose) => Some((prose, matter.draft)),
            Body::Pair(_, _, matter, prose) => Some((prose, matter.draft)),
            Body::Article(_, matter, prose) => Some((prose, matter.draft)),
            Body::Term(_, matter, prose) => Some((prose, matter.draft)),
            Body::Page(_, matter, prose) => Some((prose, matter.draft)),
            Body::Site(_)
            | Body::Comparison(_)
            | Body::Sources(_)
            | Body::Tools(_)
            | Body::Skills(_)
            | Body::Fit(_)
            | Body::Levels(_)
            | Body::Learning(_)
            | Body::Interviews(_)
            | Body::Role(..)
            | Body::Series(..)
            | Body::Framework(..) => None,
        }
    }
}

/// The files directly in `content/`.
pub const SINGLE_FILES: [&str; 9] = [
    "site.yaml",
    "comparison.yaml",
    "sources.yaml",
    "tools.yaml",
    "skills.yaml",
    "fit.yaml",
    "levels.yaml",
    "learning.yaml",
    "interviews.yaml",
];

/// The folders of `content/` with the extension of their files.
pub const FOLDERS: [(&str, &str); 8] = [
    ("roles", "yaml"),
    ("roles", "md"),
    ("salaries", "yaml"),
    ("frameworks", "yaml"),
    ("comparisons", "md"),
    ("articles", "md"),
    ("glossary", "md"),
    ("pages", "md"),
];

/// Parses one file of `content/`. Returns `None` if it cannot be parsed; the reasons are then in the list.
pub fn parse(file: &SourceFile) -> (Option<Document>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new(Arc::clone(&file.path));
    let body = read(file, &mut diagnostics);
    let suppressions = diagnostics.take_suppressions();
    let is_incomplete = diagnostics.is_incomplete();
    let document =
        body.map(|body| Document { file: Arc::clone(&file.path), body, suppressions, is_incomplete });
    (document, diagnostics.into_diagnostics())
}

fn read(file: &SourceFile, diagnostics: &mut Diagnostics) -> Option<Body> {
    let text = file.text()?;
    let Some(kind) = FileKind::of(&file.path) else {
        let path = file.path.strip_prefix("content/")?;
        let (folder, name) = path.split_once('/').unwrap_or(("", path));
        unknown_file(path, folder, name.rsplit_once('.').map_or("", |(_, ending)| ending), diagnostics);
        return None;
    };
    match kind {
        FileKind::Site => yaml_file(text, diagnostics).map(|record| Body::Site(Box::new(record))),
        FileKind::Comparison => yaml_file(text, diagnostics).map(|record| Body::Comparison(Box::new(record))),
        FileKind::Fit => yaml_file(text, diagnostics).map(|record| Body::Fit(Box::new(record))),
        FileKind::Levels => yaml_file(text, diagnostics).map(|record| Body::Levels(Box::new(record))),
        FileKind::Interviews => yaml_file(text, diagnostics).map(|record| Body::Interviews(Box::new(record))),
        FileKind::Learning => {
            let record: LearningFile = yaml_file(text, diagnostics)?;
            sorted(text, &record.resources, diagnostics);
            Some(Body::Learning(Box::new(record)))
        }
        FileKind::Sources => {
            let record: SourcesFile = yaml_file(text, diagnostics)?;
            sorted(text, &record.sources, diagnostics);
            Some(Body::Sources(Box::new(record)))
        }
        FileKind::Tools => {
            let record: ToolsFile = yaml_file(text, diagnostics)?;
            sorted(text, &record.tools, diagnostics);
            Some(Body::Tools(Box::new(record)))
        }
        FileKind::Skills => {
            let record: SkillsFile = yaml_file(text, diagnostics)?;
            sorted(text, &record.skills, diagnostics);
            Some(Body::Skills(Box::new(record)))
        }
        FileKind::Pair(stem) => {
            let (a, b) = pair_name(stem, diagnostics)?;
            markdown_file(text, diagnostics)
                .map(|(front_matter, prose)| Body::Pair(a, b, front_matter, prose))
        }
        FileKind::Role(stem) => {
            let id = file_id(stem, "yaml", diagnostics)?;
            yaml_file(text, diagnostics).map(|record| Body::Role(id, Box::new(record)))
        }
        FileKind::Series(stem) => {
            let id = file_id(stem, "yaml", diagnostics)?;
            yaml_file(text, diagnostics).map(|record| Body::Series(id, Box::new(record)))
        }
        FileKind::Framework(stem) => {
            let id = file_id(stem, "yaml", diagnostics)?;
            yaml_file(text, diagnostics).map(|record| Body::Framework(id, Box::new(record)))
        }
        FileKind::Guide(stem) => {
            let id = file_id(stem, "md", diagnostics)?;
            markdown_file(text, diagnostics).map(|(front_matter, prose)| Body::Guide(id, front_matter, prose))
        }
        FileKind::Article(stem) => {
            let id = file_path(stem, diagnostics)?;
            markdown_file(text, diagnostics)
                .map(|(front_matter, prose)| Body::Article(id, Box::new(front_matter), prose))
        }
        FileKind::Term(stem) => {
            let id = file_id(stem, "md", diagnostics)?;
            markdown_file(text, diagnostics)
                .map(|(front_matter, prose)| Body::Term(id, Box::new(front_matter), prose))
        }
        FileKind::Page(stem) => {
            let id = file_path(stem, diagnostics)?;
            markdown_file(text, diagnostics).map(|(front_matter, prose)| Body::Page(id, front_matter, prose))
        }
    }
}

/// Parses the file name as an id.
fn file_id(stem: &str, ending: &str, diagnostics: &mut Diagnostics) -> Option<Id> {
    match Id::parse(stem) {
        Ok(id) => Some(id),
        Err(why) => {
            let message = format!("`{stem}.{ending}` cannot be part of an address");
            let help = Id::slugify(stem)
                .map_or(why.to_string(), |proposed| format!("rename it to `{proposed}.{ending}`: {why}"));
            diagnostics.add(Code::FileName, Span::default(), message).help(help);
            None
        }
    }
}

/// Parses the path of an article or page below its folder as an id.
fn file_path(stem: &str, diagnostics: &mut Diagnostics) -> Option<Id> {
    let Some((_, name)) = stem.rsplit_once('/') else { return file_id(stem, "md", diagnostics) };
    match Id::parse_path(stem) {
        Ok(id) => Some(id),
        Err(why) => {
            let message = format!("`{stem}.md` cannot be part of an address");
            let help = match Id::slugify_path(stem) {
                Some(proposed) => format!("rename it to `{proposed}.md`: {why}"),
                None => format!("rename `{name}.md` or its folders: {why}"),
            };
            diagnostics.add(Code::FileName, Span::default(), message).help(help);
            None
        }
    }
}

fn yaml_file<T: Decode>(text: &str, diagnostics: &mut Diagnostics) -> Option<T> {
    yaml::read_file(text, 0, &T::decode, diagnostics)
}

/// Reports entries that are not sorted by id.
fn sorted<V>(text: &str, list: &Map<Id, V>, diagnostics: &mut Diagnostics) {
    let ids = list.0.iter().map(|(id, _)| (&id.value, id.span));
    if let Some(entries) = Entries::of(text, ids) {
        let span = |wanted: &Id| {
            list.0.iter().find(|(id, _)| id.value == *wanted).map_or(Span::default(), |(id, _)| id.span)
        };
        entries.report_disorder(span, diagnostics);
    }
}

/// Front matter and body are both parsed, so that the mistakes of both are reported.
fn markdown_file<T: Decode>(text: &str, diagnostics: &mut Diagnostics) -> Option<(T, ParsedProse)> {
    let split = front_matter::split(text, diagnostics)?;
    let known = |key: &str| !T::schema()["properties"][key].is_null();
    if split.report_early_end(text, known, diagnostics) {
        return None;
    }
    let heading = markdown::first_heading(split.body, split.body_offset);
    let file = Arc::clone(diagnostics.file());
    let decode = |node: &Node, diagnostics: &mut Diagnostics| {
        front_matter_keys::decode::<T>(node, &file, heading.as_ref(), diagnostics)
    };
    let front_matter = yaml::read_file(split.yaml, split.yaml_offset, &decode, diagnostics);
    // The heading that is the title is not part of the text.
    let title = heading.as_ref().filter(|heading| {
        known("extra") && split.title().is_none_or(|title| title.eq_ignore_ascii_case(&heading.text))
    });
    let cut = title.map_or(0, |heading| heading.length);
    let prose = markdown::parse(&split.body[cut..], split.body_offset + cut, diagnostics);
    front_matter.map(|front_matter| (front_matter, prose))
}

fn pair_name(stem: &str, diagnostics: &mut Diagnostics) -> Option<(Id, Id)> {
    let read = stem.split_once("-vs-").and_then(|(a, b)| Some((Id::parse(a).ok()?, Id::parse(b).ok()?)));
    if read.is_none() {
        let message = format!("`{stem}.md` does not name two roles");
        diagnostics
            .add(Code::FileName, Span::default(), message)
            .help("name it `<role>-vs-<role>.md`, in the order of display");
    }
    read
}

fn unknown_file(path: &str, folder: &str, ending: &str, diagnostics: &mut Diagnostics) {
    let folders: Vec<&str> = FOLDERS.iter().map(|(folder, _)| *folder).collect();
    let help = if let Some((_, wanted)) = FOLDERS.iter().find(|(known, _)| *known == folder) {
        match ending {
            "yml" => format!(
                "rename it to `{}.yaml`",
                path.rsplit('/').next().unwrap_or(path).trim_end_matches(".yml")
            ),
            _ if matches!(folder, "articles" | "pages") => {
                format!("files of `content/{folder}/` end in `.md`")
            }
            _ => format!("files of `content/{folder}/` end in `.{wanted}` and are directly in that folder"),
        }
    } else if let Some(near) = nearest(folder, folders.iter().copied()) {
        format!("did you mean `content/{near}/`?")
    } else if let Some(near) = nearest(path, SINGLE_FILES) {
        format!("did you mean `content/{near}`?")
    } else if ending == "md" {
        let mut texts: Vec<String> = FOLDERS
            .iter()
            .filter(|(_, ending)| *ending == "md")
            .map(|(folder, _)| format!("`{folder}/`"))
            .collect();
        let last = texts.pop().unwrap_or_default();
        format!("texts belong in {} or {last}", texts.join(", "))
    } else {
        "files that are published unchanged belong in `static/`".to_string()
    };
    diagnostics
        .add(
            Code::FileUnknown,
            Span::default(),
            format!("`content/{path}` is not a known kind of content file"),
        )
        .help(help);
}
