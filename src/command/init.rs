//! `rolebook init`: creates a small site without errors, with a workflow of its code host that checks and builds every
//! change.

use std::path::{Path, PathBuf};

use super::remote::Remote;
use super::save;
use crate::error::Error;
use crate::locale::capitalised;
use crate::model::{CodeHost, Route};
use crate::parse::scalar::Date;
use crate::url::Id;

/// The files of a new site, with words that [`Words`] replaces.
type Files = &'static [(&'static str, &'static str)];

/// The files of a site of roles.
const ROLES: Files = &[
    ("content/site.yaml", include_str!("starter/content/site.yaml")),
    ("content/comparison.yaml", include_str!("starter/content/comparison.yaml")),
    ("content/sources.yaml", include_str!("starter/content/sources.yaml")),
    ("content/tools.yaml", include_str!("starter/content/tools.yaml")),
    ("content/skills.yaml", include_str!("starter/content/skills.yaml")),
    ("content/fit.yaml", include_str!("starter/content/fit.yaml")),
    ("content/roles/solutions-engineer.yaml", include_str!("starter/content/roles/solutions-engineer.yaml")),
    ("content/roles/solutions-engineer.md", include_str!("starter/content/roles/solutions-engineer.md")),
    ("content/roles/support-engineer.yaml", include_str!("starter/content/roles/support-engineer.yaml")),
    ("content/roles/support-engineer.md", include_str!("starter/content/roles/support-engineer.md")),
    ("content/glossary/ticket.md", include_str!("starter/content/glossary/ticket.md")),
    ("content/pages/about.md", include_str!("starter/content/pages/about.md")),
    (".gitignore", include_str!("starter/gitignore")),
    ("README.md", include_str!("starter/README.md")),
];

/// The levels of an organisation.
const FRAMEWORK: Files = &[
    ("content/levels.yaml", include_str!("starter/levels.yaml")),
    ("content/frameworks/own.yaml", include_str!("starter/content/framework.yaml")),
];

/// The files of a site of something else.
const OTHERS: Files = &[
    ("content/site.yaml", include_str!("starter/entity/site.yaml")),
    ("content/comparison.yaml", include_str!("starter/entity/comparison.yaml")),
    ("content/sources.yaml", include_str!("starter/content/sources.yaml")),
    ("content/roles/first.yaml", include_str!("starter/entity/first.yaml")),
    ("content/roles/second.yaml", include_str!("starter/entity/second.yaml")),
    ("content/pages/about.md", include_str!("starter/entity/about.md")),
    (".gitignore", include_str!("starter/gitignore")),
    ("README.md", include_str!("starter/README.md")),
];

/// The line of `site.yaml` that the address of the pages replaces.
const BASE_URL: &str = "base_url: https://example.org/\n";

/// A site to create.
#[derive(Debug, Clone)]
pub struct Init {
    /// The folder, which may exist.
    pub folder: PathBuf,
    /// The noun for the things that the site compares, in the singular and in the plural; none for roles.
    pub entity: Option<(String, String)>,
    /// `true` to begin the organisation's own levels: a scale, aspects, grades and a framework.
    pub has_framework: bool,
}

/// A created site.
#[derive(Debug)]
pub struct NewSite {
    /// The paths of its files below its folder, and of the workflows below the top of the repository.
    pub files: Vec<String>,
    /// The workflow of the repository that was left as it is.
    pub kept: Option<String>,
    /// The kind of content for `rolebook new`, by the noun of the site.
    pub kind: String,
    /// The address of the site, if the remote of the repository tells.
    pub base_url: Option<String>,
}

/// The workflow of a code host.
struct Workflow {
    path: &'static str,
    text: &'static str,
    /// The steps to the first publication, for the README.
    steps: &'static str,
    /// The files for a comment on every pull request.
    comment: Files,
}

/// The script that posts the comment, as trusted code of the default branch.
const COMMENT_SCRIPT: &str = include_str!("starter/rolebook-comment.py");

impl Workflow {
    fn of(remote: Option<&Remote>) -> Workflow {
        let forgejo = include_str!("starter/forgejo.yml");
        let mut comment: Files = &[];
        let (path, text, steps) = match remote.and_then(Remote::software) {
            Some(CodeHost::GitLab) => {
                comment = &[(".gitlab/rolebook-comment.py", COMMENT_SCRIPT)];
                (
                    ".gitlab-ci.yml",
                    include_str!("starter/gitlab-ci.yml"),
                    include_str!("starter/publish/gitlab.md"),
                )
            }
            Some(CodeHost::Gitea) if remote.is_some_and(Remote::is_forgejo) => {
                (".forgejo/workflows/site.yml", forgejo, include_str!("starter/publish/forgejo.md"))
            }
            Some(CodeHost::Gitea) => {
                (".gitea/workflows/site.yml", forgejo, include_str!("starter/publish/forgejo.md"))
            }
            Some(CodeHost::Bitbucket) => (
                "bitbucket-pipelines.yml",
                include_str!("starter/bitbucket-pipelines.yml"),
                include_str!("starter/publish/bitbucket.md"),
            ),
            Some(CodeHost::GitHub) | None => {
                comment = &[
                    (".github/workflows/comment.yml", include_str!("starter/comment.yml")),
                    (".github/rolebook-comment.py", COMMENT_SCRIPT),
                ];
                (
                    ".github/workflows/site.yml",
                    include_str!("starter/site.yml"),
                    include_str!("starter/publish/github.md"),
                )
            }
        };
        Workflow { path, text, steps, comment }
    }
}

/// Creates a new site. Its folder must have none of its files. A workflow that the repository has already is left as it is.
pub fn init(wanted: &Init, today: Date) -> Result<NewSite, Error> {
    let folder = &wanted.folder;
    let remote = Remote::of(folder);
    let top = remote.as_ref().map_or(folder, |remote| &remote.top).clone();
    let below = match &remote {
        Some(remote) => below(folder, &remote.top),
        None => String::new(),
    };
    if wanted.has_framework && wanted.entity.is_some() {
        return Err(Error::Refused {
            what: "a framework has levels of roles, and the site would compare something else".to_string(),
            help: "leave out `--entity` or `--framework`".to_string(),
        });
    }
    let mut files = if wanted.entity.is_some() { OTHERS } else { ROLES }.to_vec();
    if wanted.has_framework {
        files.extend(FRAMEWORK);
    }
    let words = Words::new(wanted)?;
    for path in files.iter().map(|(path, _)| *path).chain(["content"]) {
        // Checked before anything is written, so that no partial site is left behind.
        if folder.join(path).symlink_metadata().is_ok() {
            return Err(save::already_exists(&folder.join(path).display().to_string()));
        }
    }
    let workflow = Workflow::of(remote.as_ref());
    let base_url = remote.as_ref().and_then(Remote::pages);
    let mut created = Vec::new();
    for (path, text) in &files {
        let mut text = text.replace("THE_PUBLISHING\n", workflow.steps);
        if let (Some(remote), true) = (&remote, text.contains(BASE_URL)) {
            let address = base_url.as_deref().unwrap_or("https://example.org/");
            let repository = remote.repository(&below);
            text = text.replace(BASE_URL, &format!("base_url: {address}\nrepository: {repository}\n"));
        }
        let text = versioned(&words.replace(&text)).replace("THE_DATE", &today.to_string());
        save::create(folder, path, text.as_bytes())?;
        created.push((*path).to_string());
    }
    let kept = top.join(workflow.path).symlink_metadata().is_ok();
    if !kept {
        let folder = if below.is_empty() { "." } else { &below };
        save::create(
            &top,
            workflow.path,
            versioned(&workflow.text.replace("THE_FOLDER", folder)).as_bytes(),
        )?;
        created.push(workflow.path.to_string());
        for (path, text) in
            workflow.comment.iter().filter(|(path, _)| top.join(path).symlink_metadata().is_err())
        {
            save::create(&top, path, text.as_bytes())?;
            created.push((*path).to_string());
        }
    }
    Ok(NewSite { kind: words.kind, files: created, kept: kept.then(|| workflow.path.to_string()), base_url })
}

/// Names this version of the program: the one that a workflow installs, and the oldest that the site works with.
fn versioned(text: &str) -> String {
    let required = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    text.replace("THE_VERSION", env!("CARGO_PKG_VERSION")).replace("THE_REQUIRED", required)
}

/// Returns the path of a folder below the top of its repository: empty for the top.
fn below(folder: &Path, top: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let below = folder.strip_prefix(top).unwrap_or(Path::new(""));
    let names = below.components().filter(|part| matches!(part, std::path::Component::Normal(_)));
    names.map(|name| name.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The words of a new site.
struct Words {
    title: String,
    one: String,
    many: String,
    path: String,
    /// The singular for `rolebook new`.
    kind: String,
}

impl Words {
    fn new(wanted: &Init) -> Result<Words, Error> {
        let title = title(&wanted.folder);
        let Some((one, many)) = &wanted.entity else {
            let [one, kind] = ["role"; 2].map(String::from);
            return Ok(Words { title, one, many: "roles".into(), path: "roles".into(), kind });
        };
        let is_noun = |noun: &str| {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’');
            !noun.is_empty() && noun.len() <= 40 && noun.trim() == noun && noun.chars().all(is_part)
        };
        let path = Id::slugify(many).filter(|path| !Route::is_reserved(path));
        match path {
            Some(path) if is_noun(one) && is_noun(many) => {
                let kind = Id::slugify(one).unwrap_or_else(|| "role".to_string());
                Ok(Words { title, one: one.clone(), many: many.clone(), path, kind })
            }
            _ => Err(Error::Refused {
                what: format!("`{one}/{many}` cannot name what a site compares"),
                help: "give a noun in the singular and in the plural, such as `language/languages`; no other page of a site has the plural as its address".to_string(),
            }),
        }
    }

    fn replace(&self, text: &str) -> String {
        let replaced = [
            ("THE_TITLE", self.title.as_str()),
            ("THE_ONE", &self.one),
            ("THE_MANY_CAPITAL", &capitalised(&self.many)),
            ("THE_MANY", &self.many),
            ("THE_PATH", &self.path),
            ("THE_KIND", &self.kind),
        ];
        replaced.into_iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
    }
}

/// Derives a title from the folder's name: `our-roles` → `Our roles`.
fn title(folder: &Path) -> String {
    let name = std::path::absolute(folder).ok().and_then(|path| path.file_name().map(ToOwned::to_owned));
    let name = name.unwrap_or_default().to_string_lossy().into_owned();
    // The title must be valid in YAML and Markdown without quotes, whatever the folder's name.
    let words: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).take(60).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if first.is_alphabetic() => first.to_uppercase().chain(letters).collect(),
        _ => "Our roles".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_name_gives_a_title() {
        assert_eq!(title(Path::new("/sites/our-roles")), "Our roles");
        assert_eq!(title(Path::new("/sites/: [x]")), "X");
        assert_eq!(title(Path::new("/")), "Our roles");
    }
}
