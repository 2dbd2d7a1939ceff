//! The built-in templates and static files, used wherever a site has no file of the same path.

use include_dir::{Dir, DirEntry, File, include_dir};

use super::{Area, SourceFile};

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Returns every built-in file, under the path at which a site overrides it.
pub(super) fn files() -> Vec<SourceFile> {
    let mut files = Vec::new();
    for (area, folder) in [(Area::Templates, &TEMPLATES), (Area::Static, &STATIC)] {
        collect(area, folder, &mut files);
    }
    files
}

/// Returns `true` if a file is byte for byte equal to the built-in file of its path.
pub fn is_built_in(file: &SourceFile) -> bool {
    file.built_in || built_in(file).is_some_and(|built_in| built_in.contents() == file.bytes())
}

/// Returns the text of the built-in file that a site's file overrides.
pub fn built_in_text(file: &SourceFile) -> Option<&'static str> {
    built_in(file)?.contents_utf8()
}

/// Returns the paths at which a site overrides the built-in files, with the bytes of each, sorted.
pub fn built_in_files() -> Vec<(String, &'static [u8])> {
    fn collect(area: Area, folder: &Dir<'static>, found: &mut Vec<(String, &'static [u8])>) {
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            found.push((format!("{}/{path}", area.folder()), file.contents()));
        }
        for inner in folder.dirs() {
            collect(area, inner, found);
        }
    }
    let mut found = Vec::new();
    for (area, folder) in [(Area::Templates, &TEMPLATES), (Area::Static, &STATIC)] {
        collect(area, folder, &mut found);
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// Returns the text of the built-in template of a path below the root.
pub fn built_in_template(path: &str) -> Option<&'static str> {
    TEMPLATES.get_file(path.strip_prefix("templates/")?)?.contents_utf8()
}

fn built_in(file: &SourceFile) -> Option<&'static File<'static>> {
    let folder = match file.area {
        Area::Templates => &TEMPLATES,
        Area::Static => &STATIC,
        Area::Content => return None,
    };
    folder.get_file(&file.path[file.area.folder().len() + 1..])
}

fn collect(area: Area, folder: &Dir<'static>, files: &mut Vec<SourceFile>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(area, inner, files),
            DirEntry::File(file) => {
                let path = format!("{}/{}", area.folder(), file.path().to_string_lossy().replace('\\', "/"));
                let (mut file, diagnostics) = SourceFile::new(area, path.into(), file.contents().to_vec());
                debug_assert!(diagnostics.is_empty(), "built-in files are valid: {diagnostics:?}");
                file.built_in = true;
                files.push(file);
            }
        }
    }
}
