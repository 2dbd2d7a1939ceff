//! Values that templates print as they are, and values that many pages share.

use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

/// Finished HTML. Everything else that a template prints is escaped.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Html(pub String);

impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        tera::Value::safe_string(&self.0).serialize(serializer)
    }
}

/// A part of a view that many pages show: made once, handed to each page without a copy, and hashed once.
#[derive(Debug, Clone)]
pub struct Shared {
    value: tera::Value,
    hash: u128,
}

impl Shared {
    /// Makes a part from its view.
    pub fn new<T: Serialize + Hash>(view: &T) -> Shared {
        let mut bytes = HashedBytes::default();
        view.hash(&mut bytes);
        Shared { value: tera::Value::from_serializable(view), hash: bytes.digest() }
    }
}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(self.hash);
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// What `Hash` writes, kept as bytes, so that one fast pass of 128 bits goes over all of it. (`std`'s hasher is not
/// promised to stay the same between versions, and gives 64.)
#[derive(Debug, Default)]
pub struct HashedBytes(Vec<u8>);

impl HashedBytes {
    /// The hash of everything written.
    pub fn digest(&self) -> u128 {
        crate::source::hash(&self.0)
    }

    /// Forgets what was written and keeps the memory.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Hasher for HashedBytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        // The lower half is enough for who asks by the trait; pages are told apart by `digest`.
        #[allow(clippy::cast_possible_truncation, reason = "half of the hash is what is asked for")]
        let half = self.digest() as u64;
        half
    }
}
