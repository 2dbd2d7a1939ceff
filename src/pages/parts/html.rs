//! Values that templates print without escaping, and values that many pages share.

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

/// A part of a view shared by many pages: serialised once, cheap to clone, and hashed once.
#[derive(Debug, Clone)]
pub struct Shared {
    value: tera::Value,
    hash: u128,
}

impl Shared {
    /// Serialises and hashes a view.
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

/// Collects the bytes written by `Hash`, to hash them in one fast pass to 128 bits. (The hasher of `std` gives 64
/// bits and may change between versions.)
#[derive(Debug, Default)]
pub struct HashedBytes(Vec<u8>);

impl HashedBytes {
    /// Returns the hash of everything written.
    pub fn digest(&self) -> u128 {
        crate::source::hash(&self.0)
    }

    /// Clears the buffer but keeps its memory.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Hasher for HashedBytes {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        // The lower half suffices for callers of the trait; pages are compared by `digest`.
        #[allow(clippy::cast_possible_truncation, reason = "half of the hash is what is asked for")]
        let half = self.digest() as u64;
        half
    }
}
