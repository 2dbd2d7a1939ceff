//! Lists the files of a site's folder.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::statics;
use crate::diagnostic::{Code, Diagnostic, Location, Span};

/// The three folders of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Area {
    /// Content in Markdown and YAML.
    Content,
    /// Tera templates and files of messages that override the built-in ones.
    Templates,
    /// Files that are published as they are, except drawings, which are sanitised.
    Static,
}

impl Area {
    /// All areas.
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

    /// Returns `true` if a path has an extension that belongs in the area.
    pub fn expects(self, path: &str) -> bool {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        match self {
            Area::Content => matches!(ending, "md" | "yaml"),
            Area::Templates => matches!(ending, "html" | "ftl"),
            // Other static files are rejected by name later.
            Area::Static => true,
        }
    }

    /// The maximum size of a file in bytes. Larger text is a mistake or an attack.
    pub fn largest(self, path: &str) -> u64 {
        match self {
            Area::Content if path.ends_with(".md") => 256 * 1024,
            Area::Content | Area::Templates => 1024 * 1024,
            Area::Static => 2 * 1024 * 1024,
        }
    }
}

/// A file of the site that is yet to be read.
#[derive(Debug)]
pub(super) struct FoundFile {
    /// The area that it belongs to.
    pub area: Area,
    /// Its path below the root, with `/` between folders.
    pub path: String,
}

/// The maximum nesting of folders: enough for any site, and well below the path limits of operating systems.
const MAX_DEPTH: usize = 16;

/// Lists the files of a site, sorted, and reports those that are rejected.
pub(super) fn walk(root: &Path) -> (Vec<FoundFile>, Vec<Diagnostic>) {
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    for area in Area::ALL {
        let top = root.join(area.folder());
        match top.symlink_metadata() {
            Err(_) => continue,
            Ok(kind) if kind.is_dir() => {}
            Ok(_) => {
                diagnostics.push(rejection(Code::FileKind, area.folder(), "is not a folder"));
                continue;
            }
        }
        let walker = WalkDir::new(&top).follow_links(false).max_depth(MAX_DEPTH + 1).sort_by_file_name();
        for entry in
            walker.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_editor_entry(entry, area))
        {
            match entry {
                Ok(entry) => match classify(root, area, &entry) {
                    Ok(file) => files.extend(file),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                },
                Err(error) => {
                    let path = error
                        .path()
                        .and_then(|p| p.strip_prefix(root).ok())
                        .unwrap_or(Path::new(area.folder()));
                    let why =
                        error.io_error().map_or_else(|| "cannot be walked".to_string(), ToString::to_string);
                    diagnostics.push(rejection(Code::FileUnreadable, &path.to_string_lossy(), &why));
                }
            }
        }
    }
    (files, diagnostics)
}

fn classify(root: &Path, area: Area, entry: &DirEntry) -> Result<Option<FoundFile>, Diagnostic> {
    let shown = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let kind = entry.file_type();
    let kind = match () {
        () if kind.is_dir() => EntryKind::Folder,
        () if kind.is_symlink() => EntryKind::Link,
        () if kind.is_file() => EntryKind::File,
        () => EntryKind::Other,
    };
    let path = shown.to_string_lossy().replace('\\', "/");
    match refuse(area, &path, shown.to_str().is_some(), kind) {
        Some(refused) => Err(refused),
        None => Ok((kind == EntryKind::File).then_some(FoundFile { area, path })),
    }
}

/// The kind of an entry of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    Folder,
    File,
    Link,
    Other,
}

/// Returns the reason why an entry does not belong in a site, by its path below the root.
pub(super) fn refuse(area: Area, path: &str, is_utf8: bool, kind: EntryKind) -> Option<Diagnostic> {
    if !is_utf8 {
        return Some(rejection(Code::FileName, path, "has a name that is not UTF-8"));
    }
    if path.chars().any(char::is_control) {
        return Some(rejection(Code::FileName, path, "has a control character in its name"));
    }
    if path.matches('/').count() > MAX_DEPTH {
        return Some(rejection(Code::FileName, path, "is nested more than 16 folders deep"));
    }
    match kind {
        EntryKind::Folder => match path.rsplit_once('.') {
            Some((_, "md" | "yaml" | "html")) => {
                Some(rejection(Code::FileKind, path, "is a folder with a file extension"))
            }
            _ => None,
        },
        EntryKind::Link => Some(rejection(Code::FileKind, path, "is a symbolic link").help(
            "replace the link by the file itself; links are not followed, so that nothing outside the site is published",
        )),
        EntryKind::Other => Some(rejection(Code::FileKind, path, "is not a regular file")),
        EntryKind::File if area == Area::Static => statics::refuse_name(path),
        EntryKind::File => None,
    }
}

/// Returns `true` if a component of a path is a name that editors and operating systems leave beside a file.
pub(super) fn is_editor_path(path: &str) -> bool {
    let area = Area::of(path).unwrap_or(Area::Content);
    path.split('/').any(|name| is_editor_file_name(name, area))
}

/// Returns `true` for an entry that editors and operating systems leave beside a file. Such entries are ignored
/// silently.
fn is_editor_entry(entry: &DirEntry, area: Area) -> bool {
    is_editor_file_name(&entry.file_name().to_string_lossy(), area)
}

fn is_editor_file_name(name: &str, area: Area) -> bool {
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

fn rejection(code: Code, path: &str, why: &str) -> Diagnostic {
    let place = Location { file: path.into(), span: Span::default() };
    Diagnostic::new(code, place, format!("`{}` {why}", crate::diagnostic::printable(path)))
}
