//! An inverted index from words to the things that contain them, and its compact encoding.
//!
//! `words` is sorted and front-coded: each word is one digit, the number of leading characters shared with the word before
//! (at most 63), followed by its other characters and a space. `places` has for each word, in the same order, a list for each
//! field: the number of things that contain the word there, and the distance of each from the one before, less one. Numbers
//! are written in base 32, least significant digit first; 32 is added to every digit but the last. The digits are
//! [`DIGITS`], those of URL-safe base64: the file is text, because hosts compress text and leave other files as they are.
//!
//! The list of [`TEXT`] is of sections. Words without a letter, of one letter, or longer than [`LONGEST`] bytes are left out
//! of it, and its first number is one more than that of the sections, or 0 for a word that is too common to be indexed: it
//! occurs in more than an eighth of all sections, if that is more than [`COMMON`], and so distinguishes none.

use std::cmp::Ordering;

use rapidhash::RapidHashMap;

use super::words::each_word;

/// The alphabet of the digits.
pub(in crate::pages) const DIGITS: &[u8; 64] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A word in at most this many sections is never dropped as too common.
const COMMON: usize = 40;

/// The length of the longest indexed word of a text, in bytes.
const LONGEST: usize = 40;

/// The fields of texts.
pub(super) const HEADING: usize = 0;
pub(super) const LINE: usize = 1;
pub(super) const TEXT: usize = 2;

/// The fields of names.
pub(super) const NAME: usize = 0;
pub(super) const OTHER_NAME: usize = 1;

/// An inverted index from words to things, with a list for each of `FIELDS` fields.
#[derive(Debug)]
pub(super) struct Places<const FIELDS: usize> {
    words: RapidHashMap<String, [Vec<u32>; FIELDS]>,
    sections: usize,
}

impl<const FIELDS: usize> Default for Places<FIELDS> {
    fn default() -> Places<FIELDS> {
        Places { words: RapidHashMap::default(), sections: 0 }
    }
}

impl<const FIELDS: usize> Places<FIELDS> {
    /// Adds the words of a name, a heading or a description. Things must be added in the order of their numbers.
    pub(super) fn add(&mut self, field: usize, thing: u32, text: &str) {
        each_word(text, |word| self.add_word(field, thing, word));
    }

    /// Adds a name or heading. `parttime` also matches `part-time`, and `cicd` matches `CI/CD`.
    pub(super) fn add_name(&mut self, field: usize, thing: u32, name: &str) {
        self.add(field, thing, name);
        for run in name.split_whitespace() {
            let mut joins = run.char_indices().skip(1).filter(|(_, c)| matches!(c, '-' | '/'));
            if joins.any(|(at, c)| at + c.len_utf8() < run.len()) {
                let mut joined = String::new();
                each_word(run, |word| joined.push_str(word));
                self.add_word(field, thing, &joined);
            }
        }
    }

    fn add_word(&mut self, field: usize, thing: u32, word: &str) {
        if word.is_empty() {
            return;
        }
        if let Some(places) = self.words.get_mut(word) {
            if places[field].last() != Some(&thing) {
                places[field].push(thing);
            }
        } else {
            let mut places = [const { Vec::new() }; FIELDS];
            places[field].push(thing);
            self.words.insert(word.to_string(), places);
        }
    }

    /// Returns the words in the order in which JavaScript compares strings.
    fn sorted(self) -> Vec<(String, [Vec<u32>; FIELDS])> {
        let mut words: Vec<_> = self.words.into_iter().collect();
        words.sort_unstable_by(|(a, _), (b, _)| in_javascript(a, b));
        words
    }

    /// Encodes all words, divided into `count` parts of about the same size. Each has the text from which on words are in it.
    pub(super) fn write(self, count: u32) -> Vec<(String, EncodedPlaces)> {
        let is_text = FIELDS > TEXT;
        let most = COMMON.max(self.sections / 8);
        let words = self.sorted();
        let size = |(word, places): &(String, [Vec<u32>; FIELDS])| {
            word.len() / 2 + places.iter().map(|places| places.len() * 3 / 2).sum::<usize>()
        };
        let sizes: Vec<usize> = words.iter().map(size).collect();
        let ends =
            boundaries(&words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), &sizes, count);
        let mut parts = Vec::new();
        let mut from = 0;
        for (start, to) in ends {
            let mut encoded = EncodedPlaces::default();
            for (word, places) in &words[from..to] {
                encoded.add(word, places, is_text, most);
            }
            parts.push((start, encoded));
            from = to;
        }
        parts
    }
}

impl Places<3> {
    /// Adds the text of a section.
    pub(super) fn add_section(&mut self, thing: u32, text: &str) {
        self.sections += 1;
        each_word(text, |word| {
            let is_short = word.len() <= LONGEST && word.chars().nth(1).is_some();
            if is_short && word.chars().any(char::is_alphabetic) {
                self.add_word(TEXT, thing, word);
            }
        });
    }
}

/// Compares as JavaScript does, by units of UTF-16.
fn in_javascript(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// Divides sorted words into `count` parts. Near the end of a part, the boundary is where the words differ earliest, so that
/// it stays when a text changes. Returns for each part the text from which on words are in it, and the number of its end.
fn boundaries(words: &[&str], sizes: &[usize], count: u32) -> Vec<(String, usize)> {
    let count = count as usize;
    let all: usize = sizes.iter().sum();
    let mut parts = vec![(String::new(), words.len())];
    let (mut sum, mut at) = (0, 0);
    for part in 1..count {
        let (low, high) = ((4 * part - 1) * all / (4 * count), (4 * part + 1) * all / (4 * count));
        let mut best: Option<(usize, usize)> = None;
        while at < words.len() && sum <= high {
            if at > 0 && sum >= low {
                let shared = shared(words[at - 1], words[at]);
                if best.is_none_or(|(least, _)| shared < least) {
                    best = Some((shared, at));
                }
            }
            sum += sizes[at];
            at += 1;
        }
        // One word can be larger than the space in which a part may end.
        let (start, end) = match best {
            Some((shared, at)) => (words[at].chars().take(shared + 1).collect(), at),
            None => (words.get(at).map_or_else(|| "\u{ffff}".to_string(), ToString::to_string), at),
        };
        if let Some(last) = parts.last_mut() {
            last.1 = end;
        }
        parts.push((start, words.len()));
    }
    parts
}

fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// Words and their places, as text.
#[derive(Debug, Default)]
pub(super) struct EncodedPlaces {
    pub(super) words: String,
    pub(super) places: String,
    last: String,
}

impl EncodedPlaces {
    fn add(&mut self, word: &str, places: &[Vec<u32>], is_text: bool, most: usize) {
        let same = shared(word, &self.last).min(63);
        let rest = word.char_indices().nth(same).map_or("", |(at, _)| &word[at..]);
        self.words.push(char::from(DIGITS[same]));
        self.words.push_str(rest);
        self.words.push(' ');
        self.last = word.to_string();
        for (field, places) in places.iter().enumerate() {
            let is_common = field == TEXT && places.len() > most;
            let more = usize::from(is_text && field == TEXT && !is_common);
            let places: &[u32] = if is_common { &[] } else { places };
            number(places.len() + more, &mut self.places);
            let mut next = 0;
            for place in places {
                number((place - next) as usize, &mut self.places);
                next = place + 1;
            }
        }
    }
}

/// Writes a number in digits.
pub(super) fn number(mut n: usize, out: &mut String) {
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

    /// Decodes a part as the browser does.
    fn read(part: &EncodedPlaces, fields: usize) -> Vec<(String, Vec<Option<Vec<u32>>>)> {
        let value = |b: u8| DIGITS.iter().position(|digit| *digit == b).expect("a digit");
        let mut digits = part.places.bytes().map(value);
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
        for entry in part.words.split_terminator(' ') {
            let word: String =
                last.chars().take(value(entry.as_bytes()[0])).chain(entry[1..].chars()).collect();
            let mut lists = Vec::new();
            for field in 0..fields {
                let count = number();
                let count = if field == TEXT { count.checked_sub(1) } else { Some(count) };
                let mut next = 0;
                let places = count.map(|count| {
                    let places = (0..count).map(|_| {
                        let place = next + number();
                        next = place + 1;
                        place
                    });
                    places.collect()
                });
                lists.push(places);
            }
            read.push((word.clone(), lists));
            last = word;
        }
        assert!(digits.next().is_none(), "nothing is left over");
        read
    }

    proptest! {
        #[test]
        fn the_encoding_round_trips_in_parts(
            kept in prop::collection::btree_map("[a-cé日]{1,70}", prop::collection::btree_set(0u32..5000, 1..30), 0..60),
            count in 1u32..9,
        ) {
            let mut places = Places::<2>::default();
            for (word, things) in &kept {
                for thing in things {
                    places.add_word(OTHER_NAME, *thing, word);
                }
            }
            let parts = places.write(count);
            prop_assert_eq!(parts.len(), count as usize);
            let mut all = Vec::new();
            for (n, (start, part)) in parts.iter().enumerate() {
                for (word, lists) in read(part, 2) {
                    prop_assert!(in_javascript(start, &word).is_le(), "{start} {word}");
                    if let Some((next, _)) = parts.get(n + 1) {
                        prop_assert!(in_javascript(&word, next).is_lt(), "{word} {next}");
                    }
                    prop_assert_eq!(&lists[0], &Some(Vec::new()));
                    all.push((word, lists[1].clone().expect("a list").into_iter().collect()));
                }
            }
            prop_assert_eq!(all.into_iter().collect::<BTreeMap<String, std::collections::BTreeSet<u32>>>(), kept);
        }
    }

    fn places_of(texts: &[String]) -> BTreeMap<String, Option<Vec<u32>>> {
        let mut places = Places::<3>::default();
        for (n, text) in texts.iter().enumerate() {
            places.add_section(u32::try_from(n).expect("few"), text);
        }
        let (_, part) = places.write(1).remove(0);
        read(&part, 3).into_iter().map(|(word, mut lists)| (word, lists.remove(TEXT))).collect()
    }

    #[test]
    fn a_word_has_the_sections_that_contain_it() {
        let found = places_of(&["Error budget, error".to_string(), "A budget of 50".to_string()]);
        let expected = [("budget", vec![0, 1]), ("error", vec![0]), ("of", vec![1])];
        assert_eq!(found, expected.map(|(word, places)| (word.to_string(), Some(places))).into());
    }

    #[test]
    fn common_words_are_dropped_and_no_others() {
        let found = places_of(&(0..400).map(|n| format!("the team{}", n / 8)).collect::<Vec<_>>());
        assert_eq!(found["the"], None);
        assert!(found.len() == 51 && found.values().flatten().count() == 50);
    }

    #[test]
    fn names_are_found_without_their_hyphens() {
        let mut places = Places::<2>::default();
        places.add_name(NAME, 7, "Part-time CI/CD -x y-");
        let (_, part) = places.write(1).remove(0);
        let words: Vec<String> = read(&part, 2).into_iter().map(|(word, _)| word).collect();
        assert_eq!(words, ["cd", "ci", "cicd", "part", "parttime", "time", "x", "y"]);
    }

    #[test]
    fn a_changed_text_leaves_boundaries_where_they_are() {
        let words: Vec<String> = (0..4000)
            .map(|n| format!("{}{n:04}", char::from(b'a' + u8::try_from(n / 160).expect("a letter"))))
            .collect();
        let starts = |more: usize| {
            let mut places = Places::<3>::default();
            for (n, word) in words.iter().enumerate() {
                for thing in 0..if n < more { 9 } else { 4 } {
                    places.add_word(TEXT, thing, word);
                }
            }
            places.write(6).into_iter().map(|(start, _)| start).collect::<Vec<_>>()
        };
        assert_eq!(starts(0).len(), 6);
        assert!(starts(0).iter().skip(1).all(|start| start.chars().count() == 1));
        assert_eq!(starts(0), starts(20));
    }
}
