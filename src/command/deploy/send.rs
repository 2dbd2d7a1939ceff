//! Carries out a plan, with several requests at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::SiteFile;
use super::destination::{Destination, Found, Stamp};
use super::plan::{Known, Plan, Step, Wanted};
use super::record::{self, LARGEST, PENDING, RECORD, States};
use super::s3::own;
use crate::command::progress;
use crate::error::Error;
use crate::publish::{FinishedBuild, Interrupt};
use crate::workers;

/// The interval at which a deploy looks whether another one has claimed the destination.
const LOOK: Duration = Duration::from_millis(300);

/// A build, and the destination that it is deployed to.
pub(super) struct Session<'s> {
    pub build: &'s FinishedBuild,
    pub destination: &'s dyn Destination,
    pub interrupt: &'s Interrupt,
}

impl Session<'_> {
    /// Reads the lists of earlier deploys.
    pub(super) fn known(&self, url: &str) -> Result<Known, Error> {
        let list = |path: &str| -> Result<Option<States>, Error> {
            let Some(bytes) = self.destination.read(path, LARGEST)? else { return Ok(None) };
            record::decode(&bytes).map(Some).map_err(|why| Error::Refused {
                what: format!("the list `{path}` at `{url}` {why}"),
                help:
                    "nothing was changed; remove it to deploy without it: files of earlier deploys stay then"
                        .to_string(),
            })
        };
        let recorded = list(RECORD)?;
        let pending = list(PENDING)?;
        let is_empty = recorded.is_none() && pending.is_none() && self.destination.is_empty()?;
        let certain = |(path, states): (String, Vec<Option<Stamp>>)| match states.as_slice() {
            [Some(stamp)] => Some((path, *stamp)),
            _ => None,
        };
        let recorded = recorded.unwrap_or_default().into_iter().filter_map(certain).collect();
        Ok(Known { recorded, pending: pending.unwrap_or_default(), is_empty })
    }

    /// Writes a list.
    pub(super) fn write_list(&self, path: &str, states: &States) -> Result<(), Error> {
        let bytes = record::encode(states.iter().map(|(path, states)| (path.as_str(), states.as_slice())));
        self.destination.put(&own(path, &bytes))
    }

    /// Sends the files of a plan, step by step.
    pub(super) fn send(
        &self,
        plan: &Plan<'_>,
        files: &[SiteFile<'_>],
        upload: impl Fn(&Wanted<'_>, &[u8]) -> Result<(), Error> + Sync,
    ) -> Result<(), Error> {
        for step in Step::ALL {
            let files_of_step: Vec<&Wanted<'_>> =
                plan.send.iter().filter(|(of, _)| *of == step).map(|(_, file)| file).collect();
            each(self, &files_of_step, "files sent", |file| {
                let made = files.binary_search_by(|known| known.path.cmp(file.path)).ok();
                match made.and_then(|index| files[index].made) {
                    Some(bytes) => upload(file, bytes),
                    None => self.build.read(file.path, |bytes| upload(file, bytes))?,
                }
            })?;
        }
        Ok(())
    }

    /// Deletes the files of a plan that are as a deploy left them, and returns the others.
    pub(super) fn delete(&self, plan: &Plan<'_>, known: &Known) -> Result<Vec<String>, Error> {
        let pages = plan.delete.iter().take_while(|path| path.ends_with(".html")).count();
        let mut left = Vec::new();
        for paths in [&plan.delete[..pages], &plan.delete[pages..]] {
            let paths: Vec<&String> = paths.iter().collect();
            let stayed = each(self, &paths, "files deleted", |path| {
                let is_ours = match self.destination.find(path)? {
                    Found::Nothing => return Ok(None),
                    Found::File(stamp) => known.stamps(path).any(|known| known == stamp),
                    Found::Foreign => known.may_lack_stamp(path, self.destination.marks_files()),
                };
                if is_ours {
                    self.destination.delete(path)?;
                }
                Ok((!is_ours).then(|| (*path).clone()))
            })?;
            left.extend(stayed.into_iter().flatten());
        }
        Ok(left)
    }

    /// Writes the list of all files, which completes the deploy.
    pub(super) fn finish(&self, wanted: &[Wanted<'_>]) -> Result<(), Error> {
        // The files in the list must not vanish when the power fails.
        self.destination.sync()?;
        if !self.destination.is_claimed() {
            return Err(replaced());
        }
        let states: Vec<(&str, [Option<Stamp>; 1])> =
            wanted.iter().map(|file| (file.path, [Some(file.stamp)])).collect();
        let bytes = record::encode(states.iter().map(|(path, states)| (*path, states.as_slice())));
        self.destination.put(&own(RECORD, &bytes))?;
        self.destination.sync()?;
        // From here on, the list of another deploy must stay.
        if self.destination.is_claimed() { self.destination.delete(PENDING) } else { Err(replaced()) }
    }
}

/// Calls `work` for every item, several at a time, and returns the results in their order. The first error ends it.
pub(super) fn each<T: Sync, R: Send>(
    session: &Session<'_>,
    items: &[T],
    noun: &str,
    work: impl Fn(&T) -> Result<R, Error> + Sync,
) -> Result<Vec<R>, Error> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let threads = session.destination.connections().min(items.len());
    if threads == 1 {
        return items.iter().map(|item| session.interrupt.check().and_then(|()| work(item))).collect();
    }
    let is_stopped = AtomicBool::new(false);
    let first: Mutex<Option<Error>> = Mutex::new(None);
    let stop = |error: Error| {
        is_stopped.store(true, Ordering::Relaxed);
        first.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    };
    let on_thread = |chunks: &workers::Chunks| {
        let mut results = Vec::new();
        while let Some(range) = chunks.take() {
            for index in range {
                if is_stopped.load(Ordering::Relaxed) {
                    return results;
                }
                match session.interrupt.check().and_then(|()| work(&items[index])) {
                    Ok(result) => results.push((index, result)),
                    Err(error) => {
                        stop(error);
                        return results;
                    }
                }
            }
        }
        results
    };
    let mut looked = Instant::now();
    let tick = || {
        if looked.elapsed() >= LOOK {
            if !session.destination.is_claimed() {
                stop(replaced());
            }
            looked = Instant::now();
        }
    };
    let results = workers::run_on(threads, items.len(), 1, on_thread, |chunks| {
        progress::show_and(chunks, items.len(), noun, tick);
    });
    if let Some(error) = first.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut results: Vec<(usize, R)> = results.into_iter().flatten().collect();
    results.sort_by_key(|(index, _)| *index);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

fn replaced() -> Error {
    Error::Remote {
        what: "another deploy to this destination has begun".to_string(),
        help: "this one ended, and the other one continues its work".to_string(),
    }
}
