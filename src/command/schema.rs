//! `rolebook schema`: JSON Schemas of the content files, for editors.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::root::refuse_root;
use super::save;
use crate::analysis::Snapshot;
use crate::error::Error;
use crate::link;
use crate::model::{Model, SchemaFile};
use crate::pages::schemas;
use crate::source::{read, read_plain};

/// The size limit of a schema: one with the ids of a site of thousands of sources.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Options of the command.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The output folder; created if missing.
    pub folder: PathBuf,
    /// The site whose ids the schemas offer; without it, they describe any site.
    pub root: Option<PathBuf>,
}

/// Writes each schema atomically and returns the number of files that changed. Nothing is written if a foreign file
/// is in the way.
pub fn schema(options: &Schema) -> Result<usize, Error> {
    let model = options.root.as_deref().map(model).transpose()?;
    let mut stale = Vec::new();
    for file in SchemaFile::ALL {
        let path = options.folder.join(file.file());
        let text = schemas::document(*file, None, model.as_deref());
        match read_own(&path)? {
            Some(old) if old == text => {}
            old => stale.push((file.file(), old, text)),
        }
    }
    for (name, old, text) in &stale {
        match old {
            Some(old) => save::replace(&options.folder, name, old.as_bytes(), text.as_bytes())?,
            None => save::create(&options.folder, name, text.as_bytes())?,
        }
    }
    Ok(stale.len())
}

/// Builds the model for its ids. The site's errors are not reported here: everything that could be read is offered.
fn model(root: &Path) -> Result<Arc<Model>, Error> {
    refuse_root(root)?;
    let (sources, found) = read(root);
    let options = link::Options { base_url: None, drafts: true };
    Ok(Arc::clone(Snapshot::new(sources, found, &options).model()))
}

/// Returns the text of an existing schema; `None` when there is no file yet.
fn read_own(path: &Path) -> Result<Option<String>, Error> {
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
        what: format!("`{}` is not a schema written by rolebook", path.display()),
        help: "move it away, or choose another folder".to_string(),
    })
}
