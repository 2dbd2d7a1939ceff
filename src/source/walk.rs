//! Which files of a folder count.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::statics;
use crate::diagnostic::{Code, Diagnostic, Location, Span};

/// The three folders that a site is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Markdown and YAML.
    Content,
    /// Tera templates that override the built-in ones.
    Templates,
    /// Files that are published as they are.
    Static,
}

impl Area {
    /// All three.
    pub const ALL: [Area; 3] = [Area::Content, Area::Templates, Area::Static];

    /// The folder's name below the root.
    pub fn folder(self) -> &'static str {
        match self {
            Area::Content => "content",
            Area::Templates => "templates",
            Area::Static => "static",
        }
    }

    /// The area of a path below the root.
    pub fn of(path: &str) -> Option<Area> {
        let first = path.split('/').next().unwrap_or("");
        Area::ALL.into_iter().find(|area| area.folder() == first)
    }

    /// Whether a path has the name of a file that belongs there.
    pub fn expects(self, path: &str) -> bool {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        match self {
            Area::Content => matches!(ending, "md" | "yaml"),
            Area::Templates => ending == "html",
            // The others are refused by their names.
            Area::Static => true,
        }
    }

    /// The largest file, in bytes. What people write is small; what is larger is a mistake or an attack.
    pub fn largest(self, path: &str) -> u64 {
        match self {
            Area::Content if path.ends_with(".md") => 256 * 1024,
            Area::Content | Area::Templates => 1024 * 1024,
            Area::Static => 2 * 1024 * 1024,
        }
    }
}

/// A file that counts, still to be read.
#[derive(Debug)]
pub struct FoundFile {
    /// Its folder.
    pub area: Area,
    /// Its path below the root, with `/` between folders.
    pub path: String,
}

/// How deep folders may be nested: enough for any site, far from what a system cannot open.
const DEEPEST: usize = 16;

/// Lists the files that count, sorted, and says what is wrong with the rest.
pub fn walk(root: &Path) -> (Vec<FoundFile>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut diagnostics = Vec::new();
    for area in Area::ALL {
        let top = root.join(area.folder());
        match top.symlink_metadata() {
            Err(_) => continue,
            Ok(kind) if kind.is_dir() => {}
            Ok(_) => {
                diagnostics.push(refuse(Code::FileKind, area.folder(), "is not a folder"));
                continue;
            }
        }
        let walker = WalkDir::new(&top).follow_links(false).max_depth(DEEPEST + 1).sort_by_file_name();
        for entry in
            walker.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_of_an_editor(entry, area))
        {
            match entry {
                Ok(entry) => match judge(root, area, &entry) {
                    Ok(file) => found.extend(file),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                },
                Err(error) => {
                    let path = error
                        .path()
                        .and_then(|p| p.strip_prefix(root).ok())
                        .unwrap_or(Path::new(area.folder()));
                    let why =
                        error.io_error().map_or_else(|| "cannot be walked".to_string(), ToString::to_string);
                    diagnostics.push(refuse(Code::FileUnreadable, &path.to_string_lossy(), &why));
                }
            }
        }
    }
    (found, diagnostics)
}

fn judge(root: &Path, area: Area, entry: &DirEntry) -> Result<Option<FoundFile>, Diagnostic> {
    let shown = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let Some(path) = shown.to_str().map(|path| path.replace('\\', "/")) else {
        return Err(refuse(Code::FileName, &shown.to_string_lossy(), "has a name that is not UTF-8"));
    };
    if path.chars().any(char::is_control) {
        return Err(refuse(Code::FileName, &path, "has a control character in its name"));
    }
    if entry.depth() > DEEPEST {
        return Err(refuse(Code::FileName, &path, "lies deeper than 16 folders"));
    }
    let kind = entry.file_type();
    if kind.is_dir() {
        return match path.rsplit_once('.') {
            Some((_, "md" | "yaml" | "html")) => {
                Err(refuse(Code::FileKind, &path, "is a folder with the name of a file"))
            }
            _ => Ok(None),
        };
    }
    if kind.is_symlink() {
        return Err(refuse(Code::FileKind, &path, "is a symbolic link")
            .help("put the file itself here; links are not followed, so that nothing outside of the site is published"));
    }
    if !kind.is_file() {
        return Err(refuse(Code::FileKind, &path, "is not a plain file"));
    }
    if area == Area::Static {
        statics::refuse_name(&path).map_or(Ok(()), Err)?;
    }
    Ok(Some(FoundFile { area, path }))
}

/// Whether a part of a path below the root is a name that editors and systems leave beside a file.
pub fn is_name_of_an_editor(path: &str) -> bool {
    let area = Area::of(path).unwrap_or(Area::Content);
    path.split('/').any(|name| is_left_by_an_editor(name, area))
}

/// What editors and systems leave beside a file. These names never become pages, and say nothing.
fn is_of_an_editor(entry: &DirEntry, area: Area) -> bool {
    is_left_by_an_editor(&entry.file_name().to_string_lossy(), area)
}

fn is_left_by_an_editor(name: &str, area: Area) -> bool {
    let hidden = name.starts_with('.') && area != Area::Static;
    let swap =
        name.starts_with('.') && [".swp", ".swo", ".swx", ".kate-swp"].iter().any(|end| name.ends_with(end));
    let known = matches!(name, "4913" | "Thumbs.db" | "desktop.ini" | ".DS_Store");
    hidden
        || swap
        || known
        || name.ends_with('~')
        || name.ends_with(".bck")
        || name.ends_with(".tmp")
        || name.starts_with(".#")
        || (name.starts_with('#') && name.ends_with('#'))
}

fn refuse(code: Code, path: &str, why: &str) -> Diagnostic {
    let place = Location { file: path.into(), span: Span::default() };
    Diagnostic::new(code, place, format!("`{}` {why}", crate::diagnostic::printable(path)))
}
