//! Ordered tables whose elements have an id and a typed index. Tables are cheap to clone, and successive snapshots of a site
//! share the elements that did not change.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

use rapidhash::RapidHashMap;

use crate::reads::{self, Element};
use crate::url::Id;

/// The typed index of an element in one table. Declared by [`index_type!`](crate::index_type).
pub trait Idx: Copy + Ord {
    /// The number of the table among those whose elements are [recorded](crate::reads) when they are read.
    const RECORDED: Option<u8> = None;
    /// Creates the index of the element at position `index`.
    fn new(index: usize) -> Self;
    /// Returns the position of the element in its table.
    fn index(self) -> usize;

    /// Reports the element as read, if its table is recorded.
    #[inline]
    fn note(self) {
        if let Some(table) = Self::RECORDED {
            reads::note(Element::new(table, self.index()));
        }
    }
}

/// Declares index types, each for one table; `RoleId recorded 0` is one whose elements are [recorded](crate::reads).
#[macro_export]
macro_rules! index_type {
    ($($(#[doc = $doc:literal])+ $name:ident $(recorded $table:literal)?,)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(u32);

            impl $crate::model::Idx for $name {
                $(const RECORDED: Option<u8> = Some($table);)?

                fn new(index: usize) -> Self {
                    $name(u32::try_from(index).expect("invariant: a table has fewer than 2^32 elements"))
                }

                fn index(self) -> usize {
                    self.0 as usize
                }
            }
        )+
    };
}

/// An ordered list of ids, each with a typed index.
pub struct Ids<K> {
    list: Arc<List>,
    number: PhantomData<K>,
}

#[derive(Default)]
struct List {
    ids: Vec<Id>,
    /// The positions of the ids. Used for look-ups only: a large site looks up a hundred thousand references.
    by_id: RapidHashMap<Id, u32>,
}

impl<K: Idx> Ids<K> {
    /// Creates a list in the given order. Ids should be unique; look-ups of a duplicate return either index.
    pub fn new(ids: Vec<Id>) -> Ids<K> {
        let count = u32::try_from(ids.len()).expect("invariant: a table has fewer than 2^32 elements");
        let by_id = ids.iter().cloned().zip(0..count).collect();
        Ids { list: Arc::new(List { ids, by_id }), number: PhantomData }
    }

    /// The number of ids.
    pub fn len(&self) -> usize {
        self.list.ids.len()
    }

    /// Returns `true` if there are no ids.
    pub fn is_empty(&self) -> bool {
        self.list.ids.is_empty()
    }

    /// Returns the index of an id.
    pub fn get(&self, id: &str) -> Option<K> {
        self.list.by_id.get(id).map(|index| K::new(*index as usize))
    }

    /// Returns the id at an index.
    pub fn id(&self, number: K) -> &Id {
        &self.list.ids[number.index()]
    }

    /// Iterates over the ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Id> {
        self.list.ids.iter()
    }

    /// Iterates over all indices, in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = K> + use<K> {
        (0..self.len()).map(K::new)
    }
}

impl<K> Clone for Ids<K> {
    fn clone(&self) -> Ids<K> {
        Ids { list: Arc::clone(&self.list), number: PhantomData }
    }
}

impl<K> Default for Ids<K> {
    fn default() -> Ids<K> {
        Ids { list: Arc::default(), number: PhantomData }
    }
}

impl<K> PartialEq for Ids<K> {
    fn eq(&self, other: &Ids<K>) -> bool {
        Arc::ptr_eq(&self.list, &other.list) || self.list.ids == other.list.ids
    }
}

impl<K> Eq for Ids<K> {}

/// An ordered table of elements, accessed by index or by id.
pub struct Table<K, V> {
    ids: Ids<K>,
    values: Vec<Arc<V>>,
}

impl<K: Idx, V> Table<K, V> {
    /// Creates a table of values that are in the order of their ids. Panics if the lengths differ.
    pub fn new(ids: Ids<K>, values: Vec<Arc<V>>) -> Table<K, V> {
        assert_eq!(ids.len(), values.len(), "invariant: every id has a value");
        Table { ids, values }
    }

    /// Returns the table with other ids for the same elements. Panics if the lengths differ.
    pub(crate) fn with_ids(&self, ids: Ids<K>) -> Table<K, V> {
        Table::new(ids, self.values.clone())
    }

    /// The number of elements.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns `true` if there are no elements.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Returns the index of the element with this id.
    pub fn get(&self, id: &str) -> Option<K> {
        self.ids.get(id)
    }

    /// Returns the id of an element.
    pub fn id(&self, number: K) -> &Id {
        self.ids.id(number)
    }

    /// Returns the ids, in the order of the elements.
    pub fn ids(&self) -> &Ids<K> {
        &self.ids
    }

    /// Iterates over all indices, in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = K> + use<K, V> {
        (0..self.values.len()).map(K::new)
    }

    /// Iterates over all elements with their indices, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &V)> {
        self.values.iter().enumerate().map(|(index, value)| {
            let index = K::new(index);
            index.note();
            (index, &**value)
        })
    }

    /// Iterates over all elements, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Idx, V> Index<K> for Table<K, V> {
    type Output = V;

    fn index(&self, number: K) -> &V {
        number.note();
        &self.values[number.index()]
    }
}

impl<K, V> Clone for Table<K, V> {
    fn clone(&self) -> Table<K, V> {
        Table { ids: self.ids.clone(), values: self.values.clone() }
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Table<K, V> {
        Table { ids: Ids::default(), values: Vec::new() }
    }
}

/// Elements that both tables share are equal without a comparison.
impl<K, V: Eq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Table<K, V>) -> bool {
        let same = |(a, b): (&Arc<V>, &Arc<V>)| Arc::ptr_eq(a, b) || a == b;
        self.ids == other.ids && self.values.iter().zip(&other.values).all(same)
    }
}

impl<K, V: Eq> Eq for Table<K, V> {}

impl<K> Hash for Ids<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.list.ids.hash(state);
    }
}

impl<K, V: Hash> Hash for Table<K, V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.ids.hash(state);
        self.values.hash(state);
    }
}

impl<K, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.ids.list.ids.iter().zip(&self.values)).finish()
    }
}
