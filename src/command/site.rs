//! Finding the site that a command works on, and the base of paths in reports.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use super::quote::quoted_path;
use super::root::refuse_root;
use crate::diagnostic::printable;
use crate::error::Error;
use crate::parse::{Body, content_file, parse};
use crate::source::{Area, SourceFile, read_plain};

/// The file that marks a folder above the working directory as a site.
const MARKER: &str = "content/site.yaml";

/// Finds the folder of the site: the given one; else the working directory if it contains `content`, or the nearest
/// ancestor that contains `content/site.yaml`.
pub fn find_site(named: Option<&Path>) -> Result<PathBuf, Error> {
    if let Some(named) = named {
        refuse_root(named)?;
        return Ok(named.to_path_buf());
    }
    if Path::new("content").is_dir() {
        return Ok(PathBuf::from("."));
    }
    let here = std::env::current_dir().map_err(|error| Error::io("resolving", Path::new("."), error))?;
    // A folder called `content` is not enough: people have one in their home.
    if let Some(above) = here.ancestors().skip(1).find(|folder| folder.join(MARKER).is_file()) {
        return Ok(above.to_path_buf());
    }
    Err(Error::Refused {
        what: format!(
            "no site found: there is no `content` in this folder, and no `{MARKER}` in a parent folder"
        ),
        help: match site_below(&here) {
            Some(below) => format!("there is one in a subfolder: add --root {}", quoted_path(&below)),
            None => "pass the folder of a site with --root, or create one: rolebook init DIR".to_string(),
        },
    })
}

/// Refuses a site that requires another version of this program, before anything of it is reported: other versions have
/// other keys and rules. A `site.yaml` that cannot be read is left to the command.
pub fn refuse_other_version(root: &Path) -> Result<(), Error> {
    let path = root.join(content_file::SITE);
    let Ok(Some(bytes)) = read_plain(&path, Area::Content.largest(content_file::SITE)) else { return Ok(()) };
    let (file, _) = SourceFile::new(Area::Content, content_file::SITE.into(), bytes);
    // Most sites require no version.
    if !file.text().is_some_and(|text| text.contains("requires")) {
        return Ok(());
    }
    let Some(Body::Site(site)) = parse(&file).0.map(|document| document.body) else { return Ok(()) };
    match site.requires.and_then(|required| required.value.refusal()) {
        Some(what) => Err(Error::OtherVersion { what }),
        None => Ok(()),
    }
}

/// The first subfolder that contains a site, such as `docs` of a repository.
fn site_below(here: &Path) -> Option<PathBuf> {
    let mut names: Vec<_> = here.read_dir().ok()?.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
    names.sort();
    names.into_iter().map(PathBuf::from).find(|name| here.join(name).join(MARKER).is_file())
}

/// The base of the paths in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathBase {
    /// The base folder, absolute.
    pub folder: PathBuf,
    /// The path from the base to the site's folder: empty, or ending with `/`.
    pub prefix: String,
}

/// The base of paths in machine-readable reports: the Git repository that contains the site; without one, the working
/// directory if it contains the site; else the site itself.
pub fn repository_base(root: &Path) -> PathBase {
    let site =
        root.canonicalize().or_else(|_| std::path::absolute(root)).unwrap_or_else(|_| root.to_path_buf());
    let here = std::env::current_dir().ok();
    // In a worktree and in a submodule `.git` is a file.
    let repository = site.ancestors().find(|folder| folder.join(".git").exists());
    let here = here.as_deref().filter(|here| site.starts_with(here));
    let folder = repository.or(here).unwrap_or(&site).to_path_buf();
    let below = site.strip_prefix(&folder).unwrap_or(Path::new(""));
    PathBase { prefix: prefix(below), folder }
}

/// The path from the working directory to the site's folder, empty or ending with `/`, so that a terminal can open
/// the printed paths.
pub fn working_prefix(root: &Path) -> String {
    let here = std::env::current_dir().ok();
    let here = here.as_deref().filter(|_| root.is_absolute());
    if let Some(below) = here.and_then(|here| root.strip_prefix(here).ok()) {
        return prefix(below);
    }
    if let Some(above) = here.and_then(|here| here.strip_prefix(root).ok()) {
        return "../".repeat(above.components().count());
    }
    prefix(root)
}

fn prefix(folder: &Path) -> String {
    let mut text = String::new();
    for part in folder.components().filter(|part| *part != Component::CurDir) {
        text.push_str(&part.as_os_str().to_string_lossy());
        if part.as_os_str() != OsStr::new("/") {
            text.push('/');
        }
    }
    text
}

/// Files of a site that were given on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Paths relative to the site's folder. An empty path selects the whole site.
    paths: Vec<String>,
    /// The files, as given, that do not belong to the site.
    foreign: Vec<PathBuf>,
}

impl Selection {
    /// Selects those of the given files, relative to the working directory, that belong to the site. A folder selects
    /// all files in it. Files outside the site are only listed, see [`foreign`](Selection::foreign).
    ///
    /// # Errors
    /// [`Error::Refused`] for a file that does not exist: it may be misspelt, and the broken references to a deleted one
    /// are in other files.
    pub fn of(root: &Path, files: &[PathBuf]) -> Result<Selection, Error> {
        if let Some(missing) = files.iter().find(|file| file.symlink_metadata().is_err()) {
            return Err(Error::Refused {
                what: format!("`{}` does not exist", printable(&missing.to_string_lossy())),
                help: "pass files that exist; after deleting or renaming one, run `rolebook check` without files"
                    .to_string(),
            });
        }
        let site = root.canonicalize().unwrap_or_else(|_| resolved(root));
        let below = |file: &PathBuf| Some(resolved(file).strip_prefix(&site).ok()?.to_str()?.to_string());
        let is_part = |path: &String| path.is_empty() || crate::source::Area::of(path).is_some();
        let mut selection = Selection { paths: Vec::new(), foreign: Vec::new() };
        for file in files {
            match below(file).filter(is_part) {
                Some(path) => selection.paths.push(path),
                None => selection.foreign.push(file.clone()),
            }
        }
        Ok(selection)
    }

    /// The given files that do not belong to the site, and so are not checked.
    pub fn foreign(&self) -> &[PathBuf] {
        &self.foreign
    }

    /// Returns `true` if no file of the site is selected.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Returns `true` if a file of the site is selected, directly or by its folder.
    pub fn includes(&self, file: &str) -> bool {
        self.paths.iter().any(|path| {
            let rest = file.strip_prefix(path.as_str());
            path.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Returns an absolute path whose folders have no links and no `..`. The last component is not resolved: a link is a
/// file of its own here.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut clean = PathBuf::new();
    let mut parts = absolute.components().peekable();
    while let Some(part) = parts.next() {
        match part {
            Component::ParentDir => drop(clean.pop()),
            Component::CurDir => {}
            part => {
                clean.push(part);
                if parts.peek().is_some() {
                    clean = clean.canonicalize().unwrap_or(clean);
                }
            }
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn files_of_the_site_are_selected_by_any_path() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let root = folder.path().join("docs");
        fs::create_dir_all(root.join("content/roles")).expect("a folder");
        fs::write(root.join("content/roles/sre.yaml"), "").expect("a file");
        std::os::unix::fs::symlink(&root, folder.path().join("link")).expect("a link");
        let of = |files: &[&str]| {
            let files: Vec<PathBuf> = files.iter().map(|file| folder.path().join(file)).collect();
            Selection::of(&root, &files).expect("they exist").paths
        };
        let sre = "content/roles/sre.yaml";
        for file in [
            "docs/content/roles/sre.yaml",
            "./docs/./content/roles/../roles/sre.yaml",
            "link/content/roles/sre.yaml",
        ] {
            assert_eq!(of(&[file]), [sre], "{file}");
        }
        for outside in ["README.md", "docs/README.md"] {
            fs::write(folder.path().join(outside), "").expect("a file");
        }
        assert_eq!(of(&["README.md", "docs/README.md"]), [""; 0]);
        let files = ["docs/content/roles/sre.yaml", "README.md"].map(|file| folder.path().join(file));
        assert_eq!(Selection::of(&root, &files).expect("they exist").foreign(), &files[1..]);
        for missing in ["docs/content/roles/gone.yaml", "gone", "docs/content/gone/../roles/sre.yaml"] {
            let files = [root.join("content/roles/sre.yaml"), folder.path().join(missing)];
            let error = Selection::of(&root, &files).expect_err("it does not exist").to_string();
            assert!(error.contains(missing), "{error}");
        }
        let all = Selection::of(&root, std::slice::from_ref(&root)).expect("it exists");
        assert!(all.includes(sre) && !all.is_empty());
        let roles = Selection::of(&root, &[root.join("content/roles/")]).expect("it exists");
        assert!(roles.includes(sre) && !roles.includes("content/rolesx/a.yaml"), "{roles:?}");
    }

    #[test]
    fn report_paths_are_relative_to_the_repository() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let top = folder.path().canonicalize().expect("a path");
        let site = top.join("a b/docs");
        fs::create_dir_all(&site).expect("a folder");
        // Without a repository, and with the working directory elsewhere, they are relative to the site.
        assert_eq!(repository_base(&site), PathBase { folder: site.clone(), prefix: String::new() });
        fs::write(top.join(".git"), "gitdir: elsewhere\n").expect("a file");
        let base = repository_base(&site.join("../docs"));
        assert_eq!(base, PathBase { folder: top.clone(), prefix: "a b/docs/".to_string() });
        fs::create_dir(site.join(".git")).expect("a folder");
        assert_eq!(repository_base(&site), PathBase { folder: site.clone(), prefix: String::new() });
    }

    #[test]
    fn human_readable_paths_are_relative_to_the_working_directory() {
        let here = std::env::current_dir().expect("a folder");
        for (root, prefix) in [(".", ""), ("./docs/", "docs/"), ("../x", "../x/"), ("/nowhere", "/nowhere/")]
        {
            assert_eq!(working_prefix(Path::new(root)), prefix, "{root}");
        }
        assert_eq!(working_prefix(&here.join("docs")), "docs/");
        assert_eq!(working_prefix(here.parent().expect("a folder above")), "../");
    }
}
