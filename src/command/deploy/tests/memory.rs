//! A destination in memory that fails at a given request.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::command::deploy::destination::{Destination, Found, Stamp, Upload};
use crate::command::deploy::record::FOLDER;
use crate::error::Error;

type Files = BTreeMap<String, (Option<Stamp>, Vec<u8>)>;

/// Called with the destination.
type Hook = Box<dyn Fn(&Memory) + Sync + Send>;

/// Files with their stamps, in memory. After a number of requests, it fails.
#[derive(Default)]
pub(super) struct Memory {
    pub files: Mutex<Files>,
    /// The requests that change something, in order.
    pub log: Mutex<Vec<String>>,
    /// The number of changes that succeed; all of them without one.
    pub left: Mutex<Option<usize>>,
    /// `true` if the failing change is made nevertheless: the response is lost.
    pub loses_response: bool,
    /// Called before each change.
    pub before_change: Option<Hook>,
    pub is_taken: Mutex<bool>,
}

impl Memory {
    fn change(&self, line: String, change: impl FnOnce(&mut Files)) -> Result<(), Error> {
        if let Some(before) = &self.before_change {
            before(self);
        }
        let mut left = self.left.lock().unwrap();
        let fails = *left == Some(0);
        *left = left.map(|left| left.saturating_sub(1));
        if !fails || self.loses_response {
            change(&mut self.files.lock().unwrap());
            self.log.lock().unwrap().push(line);
        }
        if fails { Err(Error::Remote { what: "killed".to_string(), help: String::new() }) } else { Ok(()) }
    }

    /// The files of the site and their bytes.
    pub(super) fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let files = self.files.lock().unwrap();
        let own = files.iter().filter(|(path, _)| !path.starts_with(FOLDER));
        own.map(|(path, (_, bytes))| (path.clone(), bytes.clone())).collect()
    }

    /// The changes since the last call, without those of the lists.
    pub(super) fn changes(&self) -> Vec<String> {
        let log = std::mem::take(&mut *self.log.lock().unwrap());
        log.into_iter().filter(|line| !line.contains(FOLDER)).collect()
    }
}

impl Destination for Memory {
    fn read(&self, path: &str, _: u64) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.files.lock().unwrap().get(path).map(|(_, bytes)| bytes.clone()))
    }
    fn find(&self, path: &str) -> Result<Found, Error> {
        let files = self.files.lock().unwrap();
        Ok(files.get(path).map_or(Found::Nothing, |(stamp, _)| stamp.map_or(Found::Foreign, Found::File)))
    }
    fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.files.lock().unwrap().is_empty())
    }
    fn put(&self, upload: &Upload<'_>) -> Result<(), Error> {
        self.change(format!("put {}", upload.path), |files| {
            files.insert(upload.path.to_string(), (Some(upload.stamp), upload.bytes.to_vec()));
        })
    }
    fn delete(&self, path: &str) -> Result<(), Error> {
        self.change(format!("delete {path}"), |files| {
            files.remove(path);
        })
    }
    fn sync(&self) -> Result<(), Error> {
        Ok(())
    }
    fn claim(&self) -> Result<(), Error> {
        Ok(())
    }
    fn is_claimed(&self) -> bool {
        !*self.is_taken.lock().unwrap()
    }
    fn release(&self) -> Result<(), Error> {
        Ok(())
    }
    fn stores_headers(&self) -> bool {
        true
    }
    fn marks_files(&self) -> bool {
        true
    }
    fn connections(&self) -> usize {
        1
    }
}
