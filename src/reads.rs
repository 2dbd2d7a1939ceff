//! Records which elements of the model a computation reads, so that a result can be kept while none of them changes.
//!
//! Tables of the model report each element that is accessed (`model::Table`). What is not recorded is everything
//! outside of these elements; whoever keeps a result has to compare that as a whole. Recording is per thread, and costs
//! almost nothing while no recording runs. A value that several computations share is wrapped in [`Recorded`] or
//! [`RecordedCell`], which repeat the reads of its own computation whenever it is used.

use std::cell::RefCell;
use std::sync::OnceLock;

/// More elements than this count as all: a page that lists the site reads every role.
const LIMIT: usize = 48;

/// The number of recorded tables that an [`Element`] can name.
const TABLES: u32 = 8;

/// An element of a recorded table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Element(u32);

impl Element {
    /// The element at a position of the table with this number.
    ///
    /// # Panics
    /// For a table above 7, or a position above 2^29.
    #[inline]
    pub fn new(table: u8, index: usize) -> Element {
        let index = u32::try_from(index).ok().and_then(|index| index.checked_mul(TABLES));
        let index = index.expect("invariant: a table has fewer than 2^29 elements");
        assert!(u32::from(table) < TABLES, "invariant: there are at most eight recorded tables");
        Element(index + u32::from(table))
    }

    /// The number of the table.
    pub fn table(self) -> usize {
        (self.0 % TABLES) as usize
    }

    /// The position in the table.
    pub fn index(self) -> usize {
        (self.0 / TABLES) as usize
    }

    /// The table and the position as one number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The element with this number.
    pub fn from_number(number: u32) -> Element {
        Element(number)
    }
}

/// The elements that a computation read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reads {
    /// Those with these numbers, sorted; see [`Element::number`].
    Some(Vec<u32>),
    /// Possibly all.
    All,
}

impl Reads {
    /// Returns the numbers of the elements; `None` for all.
    pub fn numbers(&self) -> Option<&[u32]> {
        match self {
            Reads::Some(numbers) => Some(numbers),
            Reads::All => None,
        }
    }

    /// Reports the elements as read by the computation that runs now.
    fn repeat(&self) {
        RECORDING.with_borrow_mut(|recording| {
            let Some(recording) = recording else { return };
            match self {
                Reads::Some(numbers) => numbers.iter().for_each(|number| recording.add(Element(*number))),
                Reads::All => recording.is_all = true,
            }
        });
    }
}

/// The elements that were read so far, as a bit for each number.
#[derive(Debug, Default)]
struct Recording {
    words: Vec<u64>,
    is_all: bool,
}

impl Recording {
    fn add(&mut self, Element(number): Element) {
        let word = number as usize / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (number % 64);
    }

    fn reads(&self) -> Reads {
        let count: usize = self.words.iter().map(|word| word.count_ones() as usize).sum();
        if self.is_all || count > LIMIT {
            return Reads::All;
        }
        let mut elements = Vec::with_capacity(count);
        for (at, word) in (0_u32..).zip(&self.words) {
            let mut rest = *word;
            while rest != 0 {
                elements.push(at * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        Reads::Some(elements)
    }
}

thread_local! {
    static RECORDING: RefCell<Option<Recording>> = const { RefCell::new(None) };
}

/// Reports that an element of a table is accessed.
#[inline]
pub fn note(element: Element) {
    RECORDING.with_borrow_mut(|recording| {
        if let Some(recording) = recording {
            recording.add(element);
        }
    });
}

/// Runs a computation, and returns its result with what it read on this thread. A computation around it reads the same.
pub fn record<T>(computation: impl FnOnce() -> T) -> (T, Reads) {
    let outer = RECORDING.replace(Some(Recording::default()));
    let value = computation();
    let recording = RECORDING.replace(outer);
    let reads = recording.map_or(Reads::All, |recording| recording.reads());
    reads.repeat();
    (value, reads)
}

/// A value that several computations use, with what its own computation read.
#[derive(Debug)]
pub struct Recorded<T> {
    value: T,
    reads: Reads,
}

impl<T> Recorded<T> {
    /// Computes the value.
    pub fn new(computation: impl FnOnce() -> T) -> Recorded<T> {
        let (value, reads) = record(computation);
        Recorded { value, reads }
    }

    /// Returns the value, as something that the computation that runs now depends on.
    pub fn get(&self) -> &T {
        self.reads.repeat();
        &self.value
    }
}

impl<T, E> Recorded<Result<T, E>> {
    /// Returns the recorded value, or the error.
    ///
    /// # Errors
    /// The error of the computation.
    pub fn transpose(self) -> Result<Recorded<T>, E> {
        let reads = self.reads;
        self.value.map(|value| Recorded { value, reads })
    }
}

/// A [`Recorded`] value that is computed when it is first needed.
#[derive(Debug)]
pub struct RecordedCell<T>(OnceLock<Recorded<T>>);

impl<T> RecordedCell<T> {
    /// Creates an empty cell.
    pub const fn new() -> RecordedCell<T> {
        RecordedCell(OnceLock::new())
    }

    /// Returns the value, computing it if there is none yet.
    pub fn get_or_init(&self, computation: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(|| Recorded::new(computation)).get()
    }
}

impl<T> Default for RecordedCell<T> {
    fn default() -> RecordedCell<T> {
        RecordedCell::new()
    }
}

impl<T> From<Recorded<T>> for RecordedCell<T> {
    fn from(value: Recorded<T>) -> RecordedCell<T> {
        RecordedCell(OnceLock::from(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(elements: &[(u8, usize)]) -> Reads {
        Reads::Some(elements.iter().map(|(table, index)| Element::new(*table, *index).number()).collect())
    }

    fn read(table: u8, index: usize) {
        note(Element::new(table, index));
    }

    #[test]
    fn elements_are_recorded_once_and_in_order() {
        let ((), reads) =
            record(|| [(1, 3), (0, 70), (0, 2), (1, 3)].into_iter().for_each(|(t, i)| read(t, i)));
        assert_eq!(reads, some(&[(0, 2), (1, 3), (0, 70)]));
        read(0, 1);
        assert_eq!(record(|| ()).1, some(&[]));
        let element = Element::new(1, 3);
        assert_eq!((element.table(), element.index()), (1, 3));
    }

    #[test]
    fn many_elements_count_as_all() {
        assert_eq!(record(|| (0..1000).for_each(|index| read(0, index))).1, Reads::All);
    }

    #[test]
    fn a_shared_value_is_read_by_everything_that_uses_it() {
        let cell = RecordedCell::new();
        let use_cell = || record(|| *cell.get_or_init(|| (read(0, 5), 7).1)).1;
        assert_eq!((use_cell(), use_cell()), (some(&[(0, 5)]), some(&[(0, 5)])));
        let (((), inner), outer) = record(|| (read(0, 1), use_cell()));
        assert_eq!((inner, outer), (some(&[(0, 5)]), some(&[(0, 1), (0, 5)])));
    }

    #[test]
    fn what_another_thread_reads_belongs_to_it() {
        let (_, reads) = record(|| std::thread::spawn(|| read(0, 1)).join());
        assert_eq!(reads, some(&[]));
    }
}
