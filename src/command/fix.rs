//! `rolebook check --fix`: applies machine-applicable fixes.
//!
//! Which edits are made is decided in [`analysis::fixes`](crate::analysis::fixes), as in an editor.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::Check;
use super::root::refuse_root;
use super::save::{self, Layout};
use super::site::Selection;
use crate::analysis::Snapshot;
use crate::analysis::fixes::{ROUNDS, by_file, edited};
use crate::error::Error;
use crate::publish::Interrupt;
use crate::source::{Area, read, read_plain};

/// Applies machine-applicable fixes, only in the files of the selection if there is one. Returns the number of fixes
/// per file.
pub fn fix(
    options: &Check,
    only: Option<&Selection>,
    interrupt: &Interrupt,
) -> Result<BTreeMap<Arc<str>, usize>, Error> {
    refuse_root(&options.root)?;
    let mut fixed: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let (sources, diagnostics) = read(&options.root);
        let report = Snapshot::new(sources.clone(), diagnostics, &options.link).diagnostics();
        let mut written = 0;
        for (file, edits) in by_file(&report) {
            interrupt.check()?;
            if only.is_some_and(|only| !only.includes(&file)) {
                continue;
            }
            let Some((after, count)) = edited(&sources, &file, edits) else { continue };
            let path = options.root.join(&*file);
            let Some(before) = read_plain(&path, Area::Content.largest(&file))? else { continue };
            let text = sources.text(&file).unwrap_or_default();
            // A file that changed since it was read, or mixes its line endings, is not touched.
            let Some(layout) = Layout::of(&before, text) else { continue };
            save::replace(&options.root, &file, &before, &layout.bytes(&after))?;
            *fixed.entry(file).or_default() += count;
            written += 1;
        }
        if written == 0 {
            break;
        }
    }
    Ok(fixed)
}
