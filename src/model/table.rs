//! Ordered lists whose elements have an id and a number.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;
use std::sync::Arc;

use rapidhash::RapidHashMap;

use crate::url::Id;

/// A number that stands for an element of one table. Made by [`number_type!`].
pub trait Number: Copy + Ord {
    /// The number of the element at `index`.
    fn new(index: usize) -> Self;
    /// The element's place in its table.
    fn index(self) -> usize;
}

/// Declares the number type of a table.
#[macro_export]
macro_rules! number_type {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        $(
            $(#[doc = $doc])+
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(u32);

            impl $crate::model::Number for $name {
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

/// Elements in order, found by number or by id.
#[derive(Clone)]
pub struct Table<K, V> {
    ids: Vec<Id>,
    values: Vec<V>,
    /// The places of the elements by their ids, for look-ups only: a large site looks up a hundred thousand names.
    by_id: Arc<RapidHashMap<Id, u32>>,
    number: PhantomData<K>,
}

impl<K: Number, V> Table<K, V> {
    /// A table in the order given. Ids are unique; of two equal ones, `find` gives either.
    pub fn new(elements: Vec<(Id, V)>) -> Table<K, V> {
        let (ids, values): (Vec<Id>, Vec<V>) = elements.into_iter().unzip();
        let count = u32::try_from(ids.len()).expect("invariant: a table has fewer than 2^32 elements");
        let by_id = Arc::new(ids.iter().cloned().zip(0..count).collect());
        Table { ids, values, by_id, number: PhantomData }
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
        self.by_id.get(id).map(|index| K::new(*index as usize))
    }

    /// The id of an element.
    pub fn id(&self, number: K) -> &Id {
        &self.ids[number.index()]
    }

    /// The ids, in the order of the elements.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        self.ids.iter()
    }

    /// All numbers, in order.
    pub fn numbers(&self) -> impl DoubleEndedIterator<Item = K> + use<K, V> {
        (0..self.values.len()).map(K::new)
    }

    /// All elements with their numbers, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &V)> {
        self.values.iter().enumerate().map(|(index, value)| (K::new(index), value))
    }

    /// All elements, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.values.iter()
    }

    /// The same table with every element made into another.
    pub fn map<W>(self, mut change: impl FnMut(K, V) -> W) -> Table<K, W> {
        let values =
            self.values.into_iter().enumerate().map(|(index, value)| change(K::new(index), value)).collect();
        Table { ids: self.ids, values, by_id: self.by_id, number: PhantomData }
    }
}

impl<K: Number, V> Index<K> for Table<K, V> {
    type Output = V;

    fn index(&self, number: K) -> &V {
        &self.values[number.index()]
    }
}

impl<K: Number, V> Default for Table<K, V> {
    fn default() -> Table<K, V> {
        Table::new(Vec::new())
    }
}

impl<K, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.ids.iter().zip(&self.values)).finish()
    }
}
