//! An inverted index from words to the sections of prose, and its compact encoding.
//!
//! `words` is sorted and front-coded: each word is one digit, the number of leading characters shared with the word before
//! (at most 63), followed by its other characters and a space. `places` has for each word, in the same order, the number of
//! sections that contain it, and the distance of each from the one before, less one. Numbers are written in base 32, least
//! significant digit first; 32 is added to every digit but the last. The digits are [`DIGITS`], those of URL-safe base64:
//! the file is text, because hosts compress text and leave other files as they are.
//!
//! Words without a letter, of one letter, or longer than [`LONGEST`] bytes are left out. A word with 0 places is too common
//! to be indexed: it occurs in more than an eighth of all sections, if that is more than [`COMMON`], and so distinguishes
//! none; or it is one of the most common of the others, which are dropped until the rest fits.

use rapidhash::RapidHashMap;

use super::words::each_word;

/// The alphabet of the digits.
pub(in crate::pages) const DIGITS: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A word in at most this many sections is never dropped as too common.
const COMMON: usize = 40;

/// The length of the longest indexed word, in bytes.
const LONGEST: usize = 40;

/// An inverted index from words to sections.
#[derive(Debug, Default)]
pub(super) struct Places {
    words: RapidHashMap<String, Vec<u32>>,
    sections: u32,
}

impl Places {
    /// Adds the sections of the next text.
    pub(super) fn add(&mut self, sections: &[String]) {
        for text in sections {
            let section = self.sections;
            self.sections += 1;
            each_word(text, |word| {
                if word.len() > LONGEST
                    || word.chars().nth(1).is_none()
                    || !word.chars().any(char::is_alphabetic)
                {
                    return;
                }
                if let Some(places) = self.words.get_mut(word) {
                    if places.last() != Some(&section) {
                        places.push(section);
                    }
                } else {
                    self.words.insert(word.to_string(), vec![section]);
                }
            });
        }
    }

    /// Encodes `words` and `places`, with at most `room` postings.
    pub(super) fn write(self, room: usize) -> (String, String) {
        let most = COMMON.max(self.sections as usize / 8);
        let mut words: Vec<(String, Vec<u32>)> = self.words.into_iter().collect();
        words.sort_by(|a, b| (a.1.len(), &a.0).cmp(&(b.1.len(), &b.0)));
        let mut sum = 0;
        for (_, places) in &mut words {
            sum += places.len();
            if places.len() > most || sum > room {
                places.clear();
            }
        }
        words.sort_unstable();
        write(&words)
    }
}

fn write(kept: &[(String, Vec<u32>)]) -> (String, String) {
    let (mut words, mut places) = (String::new(), String::new());
    let mut last = "";
    for (word, sections) in kept {
        let same = word.char_indices().zip(last.chars()).take_while(|((_, a), b)| a == b).count().min(63);
        let rest = word.char_indices().nth(same).map_or("", |(at, _)| &word[at..]);
        words.push(char::from(DIGITS[same]));
        words.push_str(rest);
        words.push(' ');
        last = word;
        number(sections.len(), &mut places);
        let mut next = 0;
        for section in sections {
            number((section - next) as usize, &mut places);
            next = section + 1;
        }
    }
    (words, places)
}

fn number(mut n: usize, out: &mut String) {
    while n >= 32 {
        out.push(char::from(DIGITS[32 + n % 32]));
        n /= 32;
    }
    out.push(char::from(DIGITS[n]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Decodes the index as the browser does.
    fn read(words: &str, places: &str) -> Vec<(String, Vec<u32>)> {
        let value = |b: u8| DIGITS.iter().position(|digit| *digit == b).expect("a digit");
        let mut digits = places.bytes().map(value);
        let mut number = || {
            let (mut n, mut unit) = (0, 1);
            loop {
                let digit = digits.next().expect("a number ends");
                n += (digit % 32) * unit;
                unit *= 32;
                if digit < 32 {
                    return u32::try_from(n).expect("a section");
                }
            }
        };
        let mut last = String::new();
        let mut read = Vec::new();
        for entry in words.split_terminator(' ') {
            let word: String =
                last.chars().take(value(entry.as_bytes()[0])).chain(entry[1..].chars()).collect();
            let count = number();
            let mut next = 0;
            let sections = (0..count).map(|_| {
                let section = next + number();
                next = section + 1;
                section
            });
            read.push((word.clone(), sections.collect()));
            last = word;
        }
        assert!(digits.next().is_none(), "nothing is left over");
        read
    }

    proptest! {
        #[test]
        fn the_encoding_round_trips(kept in prop::collection::btree_map("[a-cé日]{1,70}", prop::collection::btree_set(0u32..5000, 0..40), 0..60)) {
            let kept: Vec<(String, Vec<u32>)> = kept.into_iter().map(|(word, places)| (word, places.into_iter().collect())).collect();
            let (words, places) = write(&kept);
            prop_assert_eq!(read(&words, &places), kept);
        }
    }

    fn places_of(texts: &[String], room: usize) -> BTreeMap<String, Vec<u32>> {
        let mut places = Places::default();
        for text in texts {
            places.add(std::slice::from_ref(text));
        }
        let (words, places) = places.write(room);
        read(&words, &places).into_iter().collect()
    }

    #[test]
    fn a_word_has_the_sections_that_contain_it() {
        let found = places_of(&["Error budget, error".to_string(), "A budget of 50".to_string()], 9);
        let expected = [("budget", vec![0, 1]), ("error", vec![0]), ("of", vec![1])];
        assert_eq!(found, expected.map(|(word, places)| (word.to_string(), places)).into());
    }

    #[test]
    fn common_words_are_dropped() {
        let found = places_of(&(0..400).map(|n| format!("the team{}", n / 8)).collect::<Vec<_>>(), 9999);
        assert!(found["the"].is_empty() && found.len() == 51);
        // 1,000 texts of 50 words that each occur in 100 texts, plus one unique word: 50,000 and 1,000 postings.
        let many: Vec<String> = (0..1000)
            .map(|n| {
                (0..50).map(|k| format!("w{:03}", (n * 50 + k) % 500)).collect::<Vec<_>>().join(" ")
                    + &format!(" own{n}")
            })
            .collect();
        let found = places_of(&many, 24_000);
        assert!(found.keys().filter(|word| word.starts_with("own")).count() == 1000);
        assert!(found.values().map(Vec::len).sum::<usize>() <= 24_000);
        assert!(found.values().filter(|places| places.is_empty()).count() < 300);
    }
}
