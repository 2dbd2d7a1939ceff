//! Addresses that only grow: compares the addresses of a new site with those that were published before, and keeps those
//! that it knows a successor of.
//!
//! The record of what was published is the manifest of the output. A machine without that output gets the published
//! `addresses.txt` instead. Neither decides what is written: the content of a former address comes from the model.

mod fetch;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, printable};
use crate::error::Error;
use crate::model::{Route, Successor};
use crate::pages::{HashedBytes, Views, addresses, is_card};
use crate::publish::{Fingerprint, Stage, StageWriter, WriteError};
use crate::render::{PageName, Renderer};
use crate::source::hash;
use crate::url::address_of_file;

pub use fetch::LedgerSource;
pub(super) use fetch::load;

/// The number of addresses that a build drops without being told to.
const HANDFUL: usize = 10;

/// The number of addresses that an error names.
const SHOWN: usize = 5;

/// Publishes former addresses that have a successor, and the list of addresses. `earlier` has the paths of a published
/// site besides those of the output. Returns the addresses that the new site drops, sorted.
///
/// # Errors
/// [`WriteError::Drawing`] if a template fails; the other errors as for any page.
pub(super) fn carry_over(
    stage: &mut Stage,
    views: &Views<'_>,
    renderer: &Renderer,
    earlier: &[String],
) -> Result<Vec<String>, WriteError<Box<Diagnostic>>> {
    let mut dropped = Vec::new();
    let mut successors =
        Successors { views, renderer, scratch: HashedBytes::default(), cards: BTreeMap::new() };
    {
        let files = stage.files_so_far();
        let mut writer = files.writer();
        for path in files.missing(earlier).into_iter().filter(|path| addresses::is_linkable(path)) {
            let address = address_of_file(&path);
            match Successor::of(views.model(), &address).filter(|_| files.has_room(&path)) {
                Some(successor) => successors.write(successor, &path, &mut writer)?,
                None => dropped.push(address),
            }
        }
    }
    let files = stage.files_so_far();
    let text = addresses::file(views.model(), files.paths());
    files.writer().page(addresses::FILE, Fingerprint(hash(text.as_bytes())), |out| {
        out.extend_from_slice(text.as_bytes());
        Ok(())
    })?;
    Ok(dropped)
}

/// Draws what is published at former addresses.
struct Successors<'v> {
    views: &'v Views<'v>,
    renderer: &'v Renderer,
    scratch: HashedBytes,
    /// The fingerprints of cards, and their bytes once they are drawn: one takes the place of those of many pairs.
    cards: BTreeMap<Route, (Fingerprint, Vec<u8>)>,
}

impl Successors<'_> {
    fn write(
        &mut self,
        successor: Successor,
        path: &str,
        writer: &mut StageWriter<'_>,
    ) -> Result<(), WriteError<Box<Diagnostic>>> {
        let card = successor.copied().filter(|route| is_card(*route));
        let mut view = None;
        let fingerprint = if let Some((fingerprint, _)) = card.and_then(|card| self.cards.get(&card)) {
            *fingerprint
        } else {
            let new = self.views.of_successor(successor).map_err(WriteError::Drawing)?;
            let fingerprint = self.renderer.fingerprint(&new, &mut self.scratch);
            view = Some(new);
            fingerprint
        };
        let drawn = card.map(|card| &mut self.cards.entry(card).or_insert((fingerprint, Vec::new())).1);
        let (views, renderer) = (self.views, self.renderer);
        writer.page(path, fingerprint, |out| {
            if let Some(bytes) = drawn.as_ref().filter(|bytes| !bytes.is_empty()) {
                out.extend_from_slice(bytes);
                return Ok(());
            }
            let view = view.map_or_else(|| views.of_successor(successor), Ok)?;
            let name = PageName { path, origin: &|| format!("while drawing `{}`", address_of_file(path)) };
            renderer.render(&view, &name, out)?;
            if let Some(bytes) = drawn {
                bytes.clone_from(out);
            }
            Ok(())
        })?;
        Ok(())
    }
}

/// Refuses to drop more than a handful of addresses.
pub(super) fn refuse_removals(dropped: &[String]) -> Result<(), Error> {
    if dropped.len() <= HANDFUL {
        return Ok(());
    }
    Err(Error::Refused {
        what: format!("this build would remove {} published addresses: {}", dropped.len(), name_some(dropped)),
        help: "if a role was renamed, list its former id under `was:` in the role's file, and its addresses redirect; to remove them, add --allow-removals".to_string(),
    })
}

/// Names some of the addresses or paths, and says how many there are besides.
pub fn name_some(names: &[impl AsRef<str>]) -> String {
    let shown: Vec<String> =
        names.iter().take(SHOWN).map(|name| format!("`{}`", printable(name.as_ref()))).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
