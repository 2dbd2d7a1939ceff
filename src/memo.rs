//! What a pure function gave, remembered. What comes in: things that have a name and what surrounds them all. What goes
//! out: an answer for each. An answer depends on the thing and its surroundings and on nothing else, so the answer of the
//! last time is taken over where both are the same. There is deliberately nothing to be invalidated: whoever throws a memo
//! away loses time only.

use std::sync::Arc;

use crate::workers;

/// Something that a function is asked about.
pub trait Keyed: Clone {
    /// What it is called. No two things of a list have the same name, and lists are in order of the names.
    fn name(&self) -> &str;

    /// Whether both are the same, so that every function answers the same for both. A "no" costs time only.
    fn is(&self, other: &Self) -> bool;
}

/// A function's answers for a list of things in surroundings of kind `S`.
pub struct Memo<S, T, A> {
    surroundings: S,
    answers: Vec<(T, Arc<A>)>,
}

/// Fewer things than this are asked about sooner than another thread has started.
const FEW: usize = 32;

impl<S: PartialEq + Sync, T: Keyed + Sync, A: Send + Sync> Memo<S, T, A> {
    /// The answers for things in order of their names, of many on every thread.
    pub fn compute(
        surroundings: S,
        things: Vec<T>,
        before: Option<&Memo<S, T, A>>,
        answer: impl Fn(&S, &T) -> A + Sync,
    ) -> Memo<S, T, A> {
        debug_assert!(things.is_sorted_by(|a, b| a.name() < b.name()), "things are in order of their names");
        let before = before.filter(|before| before.surroundings == surroundings);
        let mut old = before.map_or(&[][..], |before| &before.answers).iter().peekable();
        let known = things.iter().map(|thing| {
            let is_gone = |(old, _): &&(T, Arc<A>)| !old.is(thing) && old.name() < thing.name();
            while old.next_if(is_gone).is_some() {}
            old.next_if(|(old, _)| old.is(thing)).map(|(_, answer)| Arc::clone(answer))
        });
        let mut known: Vec<Option<Arc<A>>> = known.collect();
        let new: Vec<usize> = (0..things.len()).filter(|n| known[*n].is_none()).collect();
        let ask = |n: usize| Arc::new(answer(&surroundings, &things[new[n]]));
        let answers = match new.len() {
            0..FEW => (0..new.len()).map(ask).collect(),
            many => workers::map(many, 16, ask),
        };
        for (n, answer) in new.into_iter().zip(answers) {
            known[n] = Some(answer);
        }
        Memo { surroundings, answers: things.into_iter().zip(known.into_iter().flatten()).collect() }
    }

    /// What surrounds the things.
    pub fn deps(&self) -> &S {
        &self.surroundings
    }

    /// The answers, in order.
    pub fn answers(&self) -> impl Iterator<Item = &Arc<A>> {
        self.answers.iter().map(|(_, answer)| answer)
    }

    /// The things with their answers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&T, &Arc<A>)> {
        self.answers.iter().map(|(thing, answer)| (thing, answer))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[derive(Clone)]
    struct Word(String, u32);

    impl Keyed for Word {
        fn name(&self) -> &str {
            &self.0
        }

        fn is(&self, other: &Word) -> bool {
            (&self.0, self.1) == (&other.0, other.1)
        }
    }

    fn words(all: &str) -> Vec<Word> {
        let word = |text: &str| Word(text[..1].to_string(), u32::try_from(text.len()).expect("short"));
        all.split_whitespace().map(word).collect()
    }

    #[test]
    fn only_what_is_new_is_asked_about_and_the_answers_are_those_of_the_first_time() {
        let asked = AtomicUsize::new(0);
        let ask = |around: &u32, word: &Word| {
            asked.fetch_add(1, Ordering::Relaxed);
            format!("{}{}", word.0, around * word.1)
        };
        let told = |memo: &Memo<u32, Word, String>| -> Vec<String> {
            memo.answers().map(|answer| String::clone(answer)).collect()
        };
        let mut memo = Memo::compute(2, words("a bb d e"), None, ask);
        for (around, all, new) in [
            (2, "a bb d e", 0),
            (2, "a b d e", 1),
            (2, "a c d e", 1),
            (2, "c d e f", 1),
            (2, "a c dd f", 2),
            (3, "a c dd f", 4),
            (3, "", 0),
            (3, "a", 1),
        ] {
            asked.store(0, Ordering::Relaxed);
            let next = Memo::compute(around, words(all), Some(&memo), ask);
            assert_eq!(asked.load(Ordering::Relaxed), new, "{all}");
            assert_eq!(told(&next), told(&Memo::compute(around, words(all), None, ask)));
            memo = next;
        }
    }
}
