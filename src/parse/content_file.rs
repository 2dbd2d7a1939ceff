//! The paths of content files: the only place that makes them and takes them apart.

/// The path of the file with the settings of the site.
pub const SITE: &str = "content/site.yaml";

/// The path of the file with the rows of the comparison.
pub const COMPARISON: &str = "content/comparison.yaml";

/// The path of the file with the sources.
pub const SOURCES: &str = "content/sources.yaml";

/// The path of the file with the tools.
pub const TOOLS: &str = "content/tools.yaml";

/// The path of the file with the skills.
pub const SKILLS: &str = "content/skills.yaml";

/// The path of the file with the fit guide.
pub const FIT: &str = "content/fit.yaml";

/// The path of the file with the common scale of levels.
pub const LEVELS: &str = "content/levels.yaml";

/// The path of the file with learning material.
pub const LEARNING: &str = "content/learning.yaml";

/// The path of the file with interview processes.
pub const INTERVIEWS: &str = "content/interviews.yaml";

/// The kind of a content file, by its path. File names are not validated yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind<'p> {
    /// `content/site.yaml`
    Site,
    /// `content/comparison.yaml`
    Comparison,
    /// `content/sources.yaml`
    Sources,
    /// `content/tools.yaml`
    Tools,
    /// `content/skills.yaml`
    Skills,
    /// `content/fit.yaml`
    Fit,
    /// `content/levels.yaml`
    Levels,
    /// `content/learning.yaml`
    Learning,
    /// `content/interviews.yaml`
    Interviews,
    /// `content/roles/<id>.yaml`
    Role(&'p str),
    /// `content/roles/<id>.md`
    Guide(&'p str),
    /// `content/salaries/<id>.yaml`
    Series(&'p str),
    /// `content/frameworks/<id>.yaml`
    Framework(&'p str),
    /// `content/comparisons/<a>-vs-<b>.md`
    Pair(&'p str),
    /// `content/articles/<path>.md`, in folders of any depth
    Article(&'p str),
    /// `content/glossary/<id>.md`
    Term(&'p str),
    /// `content/pages/<path>.md`, in folders of any depth
    Page(&'p str),
}

/// Returns the path of a file below `content/`; `None` for a file elsewhere.
pub fn relative(path: &str) -> Option<&str> {
    path.strip_prefix("content/")
}

impl FileKind<'_> {
    /// The kind of a file by its path below the site's root; `None` if no kind has such a path.
    pub fn of(path: &str) -> Option<FileKind<'_>> {
        let path = relative(path)?;
        let Some((folder, name)) = path.split_once('/') else {
            return match path {
                "site.yaml" => Some(FileKind::Site),
                "comparison.yaml" => Some(FileKind::Comparison),
                "sources.yaml" => Some(FileKind::Sources),
                "tools.yaml" => Some(FileKind::Tools),
                "skills.yaml" => Some(FileKind::Skills),
                "fit.yaml" => Some(FileKind::Fit),
                "levels.yaml" => Some(FileKind::Levels),
                "learning.yaml" => Some(FileKind::Learning),
                "interviews.yaml" => Some(FileKind::Interviews),
                _ => None,
            };
        };
        let (stem, ending) = name.rsplit_once('.')?;
        if name.contains('/') && !matches!((folder, ending), ("articles" | "pages", "md")) {
            return None;
        }
        match (folder, ending) {
            ("roles", "yaml") => Some(FileKind::Role(stem)),
            ("roles", "md") => Some(FileKind::Guide(stem)),
            ("salaries", "yaml") => Some(FileKind::Series(stem)),
            ("frameworks", "yaml") => Some(FileKind::Framework(stem)),
            ("comparisons", "md") => Some(FileKind::Pair(stem)),
            ("articles", "md") => Some(FileKind::Article(stem)),
            ("glossary", "md") => Some(FileKind::Term(stem)),
            ("pages", "md") => Some(FileKind::Page(stem)),
            _ => None,
        }
    }

    /// The path below the site's root.
    pub fn path(self) -> String {
        match self {
            FileKind::Site => SITE.to_string(),
            FileKind::Comparison => COMPARISON.to_string(),
            FileKind::Sources => SOURCES.to_string(),
            FileKind::Tools => TOOLS.to_string(),
            FileKind::Skills => SKILLS.to_string(),
            FileKind::Fit => FIT.to_string(),
            FileKind::Levels => LEVELS.to_string(),
            FileKind::Learning => LEARNING.to_string(),
            FileKind::Interviews => INTERVIEWS.to_string(),
            FileKind::Role(id) => format!("content/roles/{id}.yaml"),
            FileKind::Guide(id) => format!("content/roles/{id}.md"),
            FileKind::Series(id) => format!("content/salaries/{id}.yaml"),
            FileKind::Framework(id) => format!("content/frameworks/{id}.yaml"),
            FileKind::Pair(names) => format!("content/comparisons/{names}.md"),
            FileKind::Article(id) => format!("content/articles/{id}.md"),
            FileKind::Term(id) => format!("content/glossary/{id}.md"),
            FileKind::Page(id) => format!("content/pages/{id}.md"),
        }
    }

    /// The path of a hand-written comparison, by the ids of its two roles in the order of display.
    pub fn pair_path(first: &str, second: &str) -> String {
        FileKind::Pair(&format!("{first}-vs-{second}")).path()
    }
}

/// Replaces an alternative file extension by the one that content files have. `None` for other formats.
pub fn usual_extension(file: &str) -> Option<String> {
    let (stem, extension) = file.rsplit_once('.')?;
    let usual = match extension.to_ascii_lowercase().as_str() {
        "yml" | "yaml" => "yaml",
        "md" | "markdown" | "mdown" | "mkd" | "mdx" => "md",
        _ => return None,
    };
    Some(format!("{stem}.{usual}"))
}

/// Returns `true` for a name that a text or data file may be meant by: with one of their extensions, that of a page, or none.
pub fn may_be_content(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    matches!(extension, None | Some("html" | "htm")) || usual_extension(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn a_path_is_read_as_the_kind_that_made_it() {
        for kind in [
            FileKind::Site,
            FileKind::Comparison,
            FileKind::Sources,
            FileKind::Tools,
            FileKind::Skills,
            FileKind::Fit,
            FileKind::Levels,
            FileKind::Learning,
            FileKind::Interviews,
            FileKind::Role("sre"),
            FileKind::Guide("sre"),
            FileKind::Series("survey"),
            FileKind::Framework("ladder"),
            FileKind::Pair("sre-vs-dbre"),
            FileKind::Article("a"),
            FileKind::Term("slo"),
            FileKind::Page("about"),
            FileKind::Article("on-call/a"),
            FileKind::Page("guides/deep/b"),
        ] {
            assert_eq!(FileKind::of(&kind.path()), Some(kind));
        }
    }
}
