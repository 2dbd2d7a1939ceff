//! What comes in: one file. What goes out: its [`Document`] and its mistakes; parsing never fails. It never knows
//! another file, and there is deliberately no name resolved here: that is what lets each file be parsed alone, in
//! parallel, and once for each content.

mod decode;
mod entries;
mod exception;
mod exceptions;
mod front_matter;
pub mod markdown;
mod problems;
pub mod record;
pub mod scalar;
mod web;
mod yaml;
mod yaml_slip;
mod yaml_text;

use std::sync::Arc;

pub use decode::{Decode, Fields, Map, Placed};
pub use entries::Entries;
pub use exception::{Exception, read as read_exception};
pub use problems::Problems;
pub use scalar::scalar;
pub use web::web_addresses;
pub use yaml::{Key, Kind, Node};

use crate::diagnostic::{Code, Diagnostic, Span, nearest};
use crate::memo::Thing;
use crate::source::SourceFile;
use crate::url::Id;
use markdown::Prose;
use record::{
    ArticleMatter, ComparisonFile, FitFile, GuideMatter, PageMatter, PairMatter, RoleFile, SeriesFile,
    SiteFile, SkillsFile, SourcesFile, TermMatter, ToolsFile,
};

/// A file of `content/` that was understood.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file's path below the root.
    pub file: Arc<str>,
    /// What it says.
    pub body: Body,
    /// The warnings that its author has answered.
    pub exceptions: Vec<Exception>,
}

/// A document is parsed once, and then shared.
impl Thing for Arc<Document> {
    fn name(&self) -> &str {
        &self.file
    }

    fn is(&self, other: &Arc<Document>) -> bool {
        Arc::ptr_eq(self, other)
    }
}

/// What a file says.
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
    /// `content/roles/<id>.yaml`
    Role(Id, Box<RoleFile>),
    /// `content/roles/<id>.md`
    Guide(Id, GuideMatter, Prose),
    /// `content/salaries/<id>.yaml`
    Series(Id, Box<SeriesFile>),
    /// `content/comparisons/<a>-vs-<b>.md`
    Pair(Id, Id, PairMatter, Prose),
    /// `content/articles/<id>.md`
    Article(Id, Box<ArticleMatter>, Prose),
    /// `content/glossary/<id>.md`
    Term(Id, Box<TermMatter>, Prose),
    /// `content/pages/<id>.md`
    Page(Id, PageMatter, Prose),
}

/// The files that stand alone in `content/`.
pub const SINGLE_FILES: [&str; 6] =
    ["site.yaml", "comparison.yaml", "sources.yaml", "tools.yaml", "skills.yaml", "fit.yaml"];

/// The folders of `content/` and the ending that their files have.
pub const FOLDERS: [(&str, &str); 7] = [
    ("roles", "yaml"),
    ("roles", "md"),
    ("salaries", "yaml"),
    ("comparisons", "md"),
    ("articles", "md"),
    ("glossary", "md"),
    ("pages", "md"),
];

/// Parses one file of `content/`. `None` when it could not be understood; the reasons are then in the list.
pub fn parse(file: &SourceFile) -> (Option<Document>, Vec<Diagnostic>) {
    let mut problems = Problems::new(Arc::clone(&file.path));
    let body = read(file, &mut problems);
    let exceptions = problems.take_exceptions();
    let document = body.map(|body| Document { file: Arc::clone(&file.path), body, exceptions });
    (document, problems.into_diagnostics())
}

fn read(file: &SourceFile, problems: &mut Problems) -> Option<Body> {
    let text = file.text()?;
    let path = file.path.strip_prefix("content/")?;
    match path {
        "site.yaml" => return yaml_file(text, problems).map(|record| Body::Site(Box::new(record))),
        "comparison.yaml" => {
            return yaml_file(text, problems).map(|record| Body::Comparison(Box::new(record)));
        }
        "fit.yaml" => return yaml_file(text, problems).map(|record| Body::Fit(Box::new(record))),
        "sources.yaml" => {
            let record: Option<SourcesFile> = yaml_file(text, problems);
            return record.map(|record| {
                sorted(text, &record.sources, problems);
                Body::Sources(Box::new(record))
            });
        }
        "tools.yaml" => {
            let record: Option<ToolsFile> = yaml_file(text, problems);
            return record.map(|record| {
                sorted(text, &record.tools, problems);
                Body::Tools(Box::new(record))
            });
        }
        "skills.yaml" => {
            let record: Option<SkillsFile> = yaml_file(text, problems);
            return record.map(|record| {
                sorted(text, &record.skills, problems);
                Body::Skills(Box::new(record))
            });
        }
        _ => {}
    }
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if !FOLDERS.contains(&(folder, ending)) || stem.contains('/') {
        unknown_file(path, folder, ending, problems);
        return None;
    }
    if folder == "comparisons" {
        let (a, b) = pair_name(stem, problems)?;
        return markdown_file(text, problems).map(|(matter, prose)| Body::Pair(a, b, matter, prose));
    }
    let id = match Id::parse(stem) {
        Ok(id) => id,
        Err(why) => {
            let message = format!("`{name}` cannot be part of an address");
            let help = Id::propose(stem)
                .map_or(why.to_string(), |proposed| format!("rename it to `{proposed}.{ending}`: {why}"));
            problems.add(Code::FileName, Span::default(), message).help(help);
            return None;
        }
    };
    match (folder, ending) {
        ("roles", "yaml") => yaml_file(text, problems).map(|record| Body::Role(id, Box::new(record))),
        ("salaries", _) => yaml_file(text, problems).map(|record| Body::Series(id, Box::new(record))),
        ("roles", _) => markdown_file(text, problems).map(|(matter, prose)| Body::Guide(id, matter, prose)),
        ("articles", _) => {
            markdown_file(text, problems).map(|(matter, prose)| Body::Article(id, Box::new(matter), prose))
        }
        ("glossary", _) => {
            markdown_file(text, problems).map(|(matter, prose)| Body::Term(id, Box::new(matter), prose))
        }
        _ => markdown_file(text, problems).map(|(matter, prose)| Body::Page(id, matter, prose)),
    }
}

fn yaml_file<T: Decode>(text: &str, problems: &mut Problems) -> Option<T> {
    let node = yaml::parse(text, 0, problems)?;
    T::decode(&node, problems)
}

/// Reports entries that do not stand in the order of their ids.
fn sorted<V>(text: &str, list: &Map<Id, V>, problems: &mut Problems) {
    let ids = list.0.iter().map(|(id, _)| (&id.value, id.span));
    if let Some(entries) = Entries::of(text, ids) {
        let span = |wanted: &Id| {
            list.0.iter().find(|(id, _)| id.value == *wanted).map_or(Span::default(), |(id, _)| id.span)
        };
        entries.refuse_disorder(span, problems);
    }
}

/// The head and the body are both read, so that the mistakes of both are shown.
fn markdown_file<T: Decode>(text: &str, problems: &mut Problems) -> Option<(T, Prose)> {
    let split = front_matter::split(text, problems)?;
    let matter =
        yaml::parse(split.matter, split.matter_at, problems).and_then(|node| T::decode(&node, problems));
    let prose = markdown::parse(split.body, split.body_at, problems);
    matter.map(|matter| (matter, prose))
}

fn pair_name(stem: &str, problems: &mut Problems) -> Option<(Id, Id)> {
    let read = stem.split_once("-vs-").and_then(|(a, b)| Some((Id::parse(a).ok()?, Id::parse(b).ok()?)));
    if read.is_none() {
        let message = format!("`{stem}.md` does not name two roles");
        problems
            .add(Code::FileName, Span::default(), message)
            .help("call it `<role>-vs-<role>.md`, in the order to be shown");
    }
    read
}

fn unknown_file(path: &str, folder: &str, ending: &str, problems: &mut Problems) {
    let folders: Vec<&str> = FOLDERS.iter().map(|(folder, _)| *folder).collect();
    let help = if let Some((_, wanted)) = FOLDERS.iter().find(|(known, _)| *known == folder) {
        match ending {
            "yml" => format!(
                "rename it to `{}.yaml`",
                path.rsplit('/').next().unwrap_or(path).trim_end_matches(".yml")
            ),
            _ => format!("files of `content/{folder}/` end in `.{wanted}` and lie directly in it"),
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
        "files that are published as they are belong in `static/`".to_string()
    };
    problems
        .add(Code::FileUnknown, Span::default(), format!("`content/{path}` belongs to no kind of page"))
        .help(help);
}
