//! Ordered lists whose elements have an id and a number. Both are cheap to clone: sites that follow each other share what
//! is the same in them.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

use rapidhash::RapidHashMap;

use crate::url::Id;

/// A number that stands for an element of one table. Made by [`number_type!`].
pub trait Idx: Copy + Ord {
    /// The number of the element at `index`.
    fn new(index: usize) -> Self;
    /// The element's place in its table.
    fn index(self) -> usize;
}

/// Declares the number type of a table.
#[macro_export]
macro_rules! index_type {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(u32);

            impl $crate::model::Idx for $name {
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

/// Ids in order, each with the number of its place.
pub struct Ids<K> {
    list: Arc<List>,
    number: PhantomData<K>,
}

#[derive(Default)]
struct List {
    ids: Vec<Id>,
    /// The places of the ids, for look-ups only: a large site looks up a hundred thousand names.
    by_id: RapidHashMap<Id, u32>,
}

impl<K: Idx> Ids<K> {
    /// Ids in the order given, each once. Of two equal ones, `find` gives either.
    pub fn new(ids: Vec<Id>) -> Ids<K> {
        let count = u32::try_from(ids.len()).expect("invariant: a table has fewer than 2^32 elements");
        let by_id = ids.iter().cloned().zip(0..count).collect();
        Ids { list: Arc::new(List { ids, by_id }), number: PhantomData }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.ids.is_empty()
    }

    /// The number of an id.
    pub fn find(&self, id: &str) -> Option<K> {
        self.list.by_id.get(id).map(|index| K::new(*index as usize))
    }

    /// The id of a number.
    pub fn id(&self, number: K) -> &Id {
        &self.list.ids[number.index()]
    }

    /// The ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Id> {
        self.list.ids.iter()
    }

    /// All numbers, in order.
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

/// Elements in order, found by number or by id.
pub struct Table<K, V> {
    ids: Ids<K>,
    values: Vec<Arc<V>>,
}

impl<K: Idx, V> Table<K, V> {
    /// A table of as many values as there are ids, in the same order.
    pub fn new(ids: Ids<K>, values: Vec<Arc<V>>) -> Table<K, V> {
        assert_eq!(ids.len(), values.len(), "invariant: every id has a value");
        Table { ids, values }
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The number of the element with this id.
    pub fn find(&self, id: &str) -> Option<K> {
        self.ids.find(id)
    }

    /// The id of an element.
    pub fn id(&self, number: K) -> &Id {
        self.ids.id(number)
    }

    /// The ids, in the order of the elements.
    pub fn ids(&self) -> &Ids<K> {
        &self.ids
    }

    /// All numbers, in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = K> + use<K, V> {
        (0..self.values.len()).map(K::new)
    }

    /// All elements with their numbers, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &V)> {
        self.values.iter().enumerate().map(|(index, value)| (K::new(index), &**value))
    }

    /// All elements, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.values.iter().map(|value| &**value)
    }
}

impl<K: Idx, V> Index<K> for Table<K, V> {
    type Output = V;

    fn index(&self, number: K) -> &V {
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

/// What is shared is not compared.
impl<K, V: Eq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Table<K, V>) -> bool {
        let same = |(a, b): (&Arc<V>, &Arc<V>)| Arc::ptr_eq(a, b) || a == b;
        self.ids == other.ids && self.values.iter().zip(&other.values).all(same)
    }
}

impl<K, V: Eq> Eq for Table<K, V> {}

impl<K, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.ids.list.ids.iter().zip(&self.values)).finish()
    }
}
