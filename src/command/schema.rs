//! `rolebook schema`: the JSON Schemas of the content files, for editors.

use std::path::{Path, PathBuf};

use super::root::refuse_root;
use super::save;
use crate::analysis::{documents, misread_files};
use crate::error::Error;
use crate::link::{self, link};
use crate::model::{Model, SchemaFile};
use crate::source::{read, read_plain};
use crate::view::schemas;

/// The largest schema: one with the ids of a site of thousands of sources.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Which schemas are wanted, and where.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The folder that they are written to; it is made when it is not there.
    pub folder: PathBuf,
    /// The site whose ids they offer; without it, they say what any site takes.
    pub root: Option<PathBuf>,
}

/// Writes the schemas, each whole or not at all, and gives the number of files that were made or changed. Nothing is
/// written when a file that is not a schema of ours is in the way.
pub fn schema(wanted: &Schema) -> Result<usize, Error> {
    let model = wanted.root.as_deref().map(model).transpose()?;
    let mut stale = Vec::new();
    for file in SchemaFile::ALL {
        let path = wanted.folder.join(file.file());
        let text = schemas::document(*file, None, model.as_ref());
        match ours(&path)? {
            Some(old) if old == text => {}
            old => stale.push((file.file(), old, text)),
        }
    }
    for (name, old, text) in &stale {
        match old {
            Some(old) => save::replace(&wanted.folder, name, old.as_bytes(), text.as_bytes())?,
            None => save::create(&wanted.folder, name, text.as_bytes())?,
        }
    }
    Ok(stale.len())
}

/// What a site names. Its mistakes are not ours to tell here: what could be read is offered.
fn model(root: &Path) -> Result<Model, Error> {
    refuse_root(root)?;
    let (sources, mut found) = read(root);
    let (documents, mut unread) = documents(&sources);
    found.append(&mut unread);
    let options = link::Options { base_url: None, drafts: true };
    Ok(link(&documents, misread_files(&found), sources.static_files(), &options, None).model)
}

/// The text of a schema that was written before; `None` when there is no file yet.
fn ours(path: &Path) -> Result<Option<String>, Error> {
    let text = match read_plain(path, LARGEST) {
        Ok(None) => return Ok(None),
        Ok(Some(bytes)) => String::from_utf8(bytes).ok(),
        Err(Error::Refused { .. }) => None,
        Err(error) => return Err(error),
    };
    if let Some(text) = text.filter(|text| schemas::is_ours(text)) {
        return Ok(Some(text));
    }
    Err(Error::Refused {
        what: format!("`{}` is not a schema of ours", path.display()),
        help: "move it away, or name another folder".to_string(),
    })
}
