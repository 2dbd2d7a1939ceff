//! Memoises a pure per-item function. The function takes an item and the dependencies that all items share. Because a result
//! depends on nothing else, it is reused from the previous run if both are the same. There is deliberately no invalidation:
//! dropping a memo only costs time.

use std::sync::Arc;

use crate::workers;

/// An item of a memoised function, identified by a key.
pub trait Keyed: Clone {
    /// Returns the key. Keys are unique in a list, and lists are sorted by key.
    fn key(&self) -> &str;

    /// Returns `true` only if both items are equal. A false negative merely recomputes the result.
    fn is_same(&self, other: &Self) -> bool;
}

/// The results of a function for a list of items, computed with dependencies of type `D`.
pub struct Memo<D, T, R> {
    deps: D,
    entries: Vec<(T, Arc<R>)>,
}

/// Below this number of items, computing them takes less time than starting threads.
const MIN_PARALLEL: usize = 32;

impl<D: PartialEq + Sync, T: Keyed + Sync, R: Send + Sync> Memo<D, T, R> {
    /// Computes the results for items that are sorted by key, reusing those of `before`. Many new items are computed in
    /// parallel.
    pub fn compute(
        deps: D,
        items: Vec<T>,
        before: Option<&Memo<D, T, R>>,
        function: impl Fn(&D, &T) -> R + Sync,
    ) -> Memo<D, T, R> {
        debug_assert!(items.is_sorted_by(|a, b| a.key() < b.key()), "items are sorted by key");
        let before = before.filter(|before| before.deps == deps);
        let mut old = before.map_or(&[][..], |before| &before.entries).iter().peekable();
        let results = items.iter().map(|item| {
            let is_removed = |(old, _): &&(T, Arc<R>)| !old.is_same(item) && old.key() < item.key();
            while old.next_if(is_removed).is_some() {}
            old.next_if(|(old, _)| old.is_same(item)).map(|(_, result)| Arc::clone(result))
        });
        let mut results: Vec<Option<Arc<R>>> = results.collect();
        let new: Vec<usize> = (0..items.len()).filter(|n| results[*n].is_none()).collect();
        let compute = |n: usize| Arc::new(function(&deps, &items[new[n]]));
        let computed = match new.len() {
            0..MIN_PARALLEL => (0..new.len()).map(compute).collect(),
            many => workers::map(many, 16, compute),
        };
        for (n, result) in new.into_iter().zip(computed) {
            results[n] = Some(result);
        }
        Memo { deps, entries: items.into_iter().zip(results.into_iter().flatten()).collect() }
    }

    /// Returns the shared dependencies.
    pub fn deps(&self) -> &D {
        &self.deps
    }

    /// Returns the item with a key, and its result.
    pub fn get(&self, key: &str) -> Option<(&T, &Arc<R>)> {
        let at = self.entries.binary_search_by(|(item, _)| item.key().cmp(key)).ok()?;
        let (item, result) = &self.entries[at];
        Some((item, result))
    }

    /// Iterates over the results, in the order of the items.
    pub fn values(&self) -> impl Iterator<Item = &Arc<R>> {
        self.entries.iter().map(|(_, result)| result)
    }

    /// Iterates over the items and their results, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&T, &Arc<R>)> {
        self.entries.iter().map(|(item, result)| (item, result))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[derive(Clone)]
    struct Word(String, u32);

    impl Keyed for Word {
        fn key(&self) -> &str {
            &self.0
        }

        fn is_same(&self, other: &Word) -> bool {
            (&self.0, self.1) == (&other.0, other.1)
        }
    }

    fn words(all: &str) -> Vec<Word> {
        let word = |text: &str| Word(text[..1].to_string(), u32::try_from(text.len()).expect("short"));
        all.split_whitespace().map(word).collect()
    }

    #[test]
    fn only_new_items_are_computed_and_results_equal_a_cold_run() {
        let calls = AtomicUsize::new(0);
        let compute = |deps: &u32, word: &Word| {
            calls.fetch_add(1, Ordering::Relaxed);
            format!("{}{}", word.0, deps * word.1)
        };
        let values = |memo: &Memo<u32, Word, String>| -> Vec<String> {
            memo.values().map(|answer| String::clone(answer)).collect()
        };
        let mut memo = Memo::compute(2, words("a bb d e"), None, compute);
        for (deps, all, new) in [
            (2, "a bb d e", 0),
            (2, "a b d e", 1),
            (2, "a c d e", 1),
            (2, "c d e f", 1),
            (2, "a c dd f", 2),
            (3, "a c dd f", 4),
            (3, "", 0),
            (3, "a", 1),
        ] {
            calls.store(0, Ordering::Relaxed);
            let next = Memo::compute(deps, words(all), Some(&memo), compute);
            assert_eq!(calls.load(Ordering::Relaxed), new, "{all}");
            assert_eq!(values(&next), values(&Memo::compute(deps, words(all), None, compute)));
            memo = next;
        }
    }
}
