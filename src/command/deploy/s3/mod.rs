//! A bucket of an S3-compatible host as the destination of a deploy.
//!
//! Each object carries its stamp as metadata (`x-amz-meta-rolebook`). So one request tells whether a deploy put it there,
//! and with which bytes and headers, whatever the host uses as its `ETag`.

mod bucket;
mod client;
#[cfg(test)]
mod tests;

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusty_s3::actions::{DeleteObject, GetObject, HeadObject, PutObject};

pub(super) use bucket::Address;
use client::{Attempts, Client, Request};

use super::destination::{Destination, Found, Stamp, Upload};
use super::record::FOLDER;
use crate::error::Error;
use crate::publish::Interrupt;

/// The metadata that marks an object of a deploy.
const STAMP: &str = "x-amz-meta-rolebook";

/// The number of simultaneous requests.
const CONNECTIONS: usize = 16;

/// The object that says which deploy is running.
const RUNNING: &str = ".rolebook/running";

/// The time that another deploy has to notice that it was replaced: several of its looks at [`RUNNING`], and a request that it
/// has begun.
const HANDOVER: Duration = Duration::from_millis(1500);

/// A prefix of a bucket.
pub(super) struct S3 {
    client: Client,
    /// Ends with a slash if it is not empty.
    prefix: String,
    /// Identifies this deploy.
    id: String,
    has_claim: AtomicBool,
    interrupt: Interrupt,
}

impl S3 {
    /// Prepares access; makes no request. `variable` reads environment variables.
    ///
    /// # Errors
    /// [`Error::Refused`] if credentials are missing, or the address of the host is invalid.
    pub(super) fn new(
        address: &Address,
        variable: &dyn Fn(&str) -> Option<String>,
        interrupt: &Interrupt,
    ) -> Result<S3, Error> {
        let prefix = if address.prefix.is_empty() { String::new() } else { format!("{}/", address.prefix) };
        Ok(S3 {
            client: Client::new(address, variable, interrupt)?,
            prefix,
            // Random, because hash maps are.
            id: format!("{:016x}", RandomState::new().hash_one(std::process::id())),
            has_claim: AtomicBool::new(false),
            interrupt: interrupt.clone(),
        })
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    fn running(&self, attempts: Attempts) -> Result<Option<Vec<u8>>, Error> {
        let key = self.key(RUNNING);
        let action = self.client.action(|bucket, credentials| GetObject::new(bucket, credentials, &key));
        let response = self.client.send(&Request::new("reading", RUNNING, attempts).or_missing(), &action)?;
        Ok(response.map(|response| response.body))
    }
}

impl Destination for S3 {
    fn read(&self, path: &str, largest: u64) -> Result<Option<Vec<u8>>, Error> {
        let key = self.key(path);
        let action = self.client.action(|bucket, credentials| GetObject::new(bucket, credentials, &key));
        let request = Request::new("reading", path, Attempts::Several).or_missing().up_to(largest);
        Ok(self.client.send(&request, &action)?.map(|response| response.body))
    }

    fn find(&self, path: &str) -> Result<Found, Error> {
        let key = self.key(path);
        let action = self.client.action(|bucket, credentials| HeadObject::new(bucket, credentials, &key));
        let request = Request::new("reading", path, Attempts::Several).or_missing();
        Ok(match self.client.send(&request, &action)? {
            None => Found::Nothing,
            Some(response) => response
                .header(STAMP)
                .and_then(|text| Stamp::parse(&text))
                .map_or(Found::Foreign, Found::File),
        })
    }

    fn is_empty(&self) -> Result<bool, Error> {
        // A list of a bucket is a GET of the bucket itself.
        let mut action = self.client.action(|bucket, credentials| GetObject::new(bucket, credentials, ""));
        let query = rusty_s3::S3Action::query_mut(&mut action);
        query.insert("list-type", "2");
        query.insert("max-keys", "1");
        if !self.prefix.is_empty() {
            query.insert("prefix", self.prefix.as_str());
        }
        let response = self.client.send(&Request::new("listing", "", Attempts::Several), &action)?;
        let listed = response.map(|response| response.body).unwrap_or_default();
        Ok(!String::from_utf8_lossy(&listed).contains("<Contents"))
    }

    fn put(&self, upload: &Upload<'_>) -> Result<(), Error> {
        let key = self.key(upload.path);
        let stamp = upload.stamp.to_string();
        let mut action = self.client.action(|bucket, credentials| PutObject::new(bucket, credentials, &key));
        let headers = rusty_s3::S3Action::headers_mut(&mut action);
        headers.insert(STAMP, stamp.as_str());
        for (name, value) in &upload.headers {
            headers.insert(*name, value.as_str());
        }
        let mut sent: Vec<(&str, &str)> = vec![(STAMP, &stamp)];
        sent.extend(upload.headers.iter().map(|(name, value)| (*name, value.as_str())));
        let request = Request::new("writing", upload.path, Attempts::Several).with(&sent, upload.bytes);
        self.client.send(&request, &action).map(drop)
    }

    fn delete(&self, path: &str) -> Result<(), Error> {
        let key = self.key(path);
        let action = self.client.action(|bucket, credentials| DeleteObject::new(bucket, credentials, &key));
        let request = Request::new("removing", path, Attempts::Several).or_missing();
        self.client.send(&request, &action).map(drop)
    }

    fn sync(&self) -> Result<(), Error> {
        Ok(())
    }

    fn claim(&self) -> Result<(), Error> {
        let other = self.running(Attempts::Several)?;
        self.put(&own(RUNNING, self.id.as_bytes()))?;
        self.has_claim.store(true, Ordering::Relaxed);
        if other.is_some() {
            // Another deploy runs, or was killed.
            let until = Instant::now() + HANDOVER;
            while Instant::now() < until {
                self.interrupt.check()?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        Ok(())
    }

    fn is_claimed(&self) -> bool {
        // What cannot be read says nothing.
        let is_other = |id: Option<Vec<u8>>| id.is_some_and(|id| id != self.id.as_bytes());
        !self.has_claim.load(Ordering::Relaxed) || !self.running(Attempts::One).is_ok_and(is_other)
    }

    fn release(&self) -> Result<(), Error> {
        self.delete(RUNNING)
    }

    fn stores_headers(&self) -> bool {
        true
    }

    fn marks_files(&self) -> bool {
        true
    }

    fn connections(&self) -> usize {
        CONNECTIONS
    }
}

/// A file of a deploy itself, which nobody keeps a copy of.
pub(super) fn own<'u>(path: &'u str, bytes: &'u [u8]) -> Upload<'u> {
    debug_assert!(path.starts_with(FOLDER));
    Upload {
        path,
        bytes,
        stamp: Stamp { content: 0, bytes: bytes.len() as u64, headers: 0 },
        headers: vec![
            ("cache-control", "no-store".to_string()),
            ("content-type", "application/json".to_string()),
        ],
    }
}
