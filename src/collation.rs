//! The sort order of names for readers (collation). Letters are compared without case and accents, numbers by value, and
//! punctuation only if nothing else distinguishes two names: `.NET` sorts under N, `Node 9` before `Node 10`.
//!
//! A crate with the collation rules of every language (`icu_collator`, `feruca`) adds one to two megabytes of tables. Until a
//! site can choose a locale for its lists, Unicode decompositions are enough, and search depends on them already.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization as _;

/// The sort key of a name. Keys are equal only if the names are the same text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CollationKey {
    words: Vec<KeyPart>,
    /// The name as written, to break ties between names that differ only in punctuation.
    name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum KeyPart {
    /// Digits without leading zeros, and their count, which sorts shorter and thus smaller numbers first.
    Number(usize, String),
    Letters(String),
}

impl CollationKey {
    /// Creates the sort key of a name.
    pub fn new(name: &str) -> CollationKey {
        let folded: String = name.nfkd().filter(|c| !is_accent(*c)).flat_map(plain).collect();
        let mut words: Vec<KeyPart> = Vec::new();
        let mut rest = folded.as_str();
        while let Some(start) = rest.find(char::is_alphanumeric) {
            rest = &rest[start..];
            let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
            let same = |c: char| {
                if is_number { c.is_ascii_digit() } else { c.is_alphanumeric() && !c.is_ascii_digit() }
            };
            let (word, after) = rest.split_at(rest.find(|c| !same(c)).unwrap_or(rest.len()));
            words.push(if is_number {
                let digits = word.trim_start_matches('0');
                KeyPart::Number(digits.len(), digits.to_string())
            } else {
                KeyPart::Letters(word.to_string())
            });
            rest = after;
        }
        CollationKey { words, name: name.to_string() }
    }

    /// Returns the letter under which an index lists the name; `None` if it begins with a number, or has no letters.
    pub fn first_letter(&self) -> Option<char> {
        match self.words.first()? {
            KeyPart::Letters(letters) => letters.chars().next(),
            KeyPart::Number(..) => None,
        }
    }

    /// Returns a normalised name, equal for names that differ only in case, accents and punctuation. Symbols that distinguish
    /// names with the same letters are kept, as in `C`, `C++` and `C#`.
    pub fn reading(&self) -> String {
        if self.words.is_empty() {
            return self.name.clone();
        }
        let words = self.words.iter().map(|word| match word {
            KeyPart::Number(_, digits) => digits.as_str(),
            KeyPart::Letters(letters) => letters.as_str(),
        });
        let marks: String =
            self.name.chars().filter(|c| matches!(c, '+' | '#' | '*' | '/' | '=' | '<' | '>')).collect();
        format!("{} {marks}", words.collect::<Vec<_>>().join(" "))
    }
}

impl Ord for CollationKey {
    fn cmp(&self, other: &CollationKey) -> Ordering {
        self.words.cmp(&other.words).then_with(|| self.name.cmp(&other.name))
    }
}

impl PartialOrd for CollationKey {
    fn partial_cmp(&self, other: &CollationKey) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Returns `true` for combining accents. Vowel signs of Indic scripts are combining marks too, but readers see them as
/// letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

/// Returns a letter in lower case, with letters replaced that have no Unicode decomposition.
fn plain(c: char) -> impl Iterator<Item = char> {
    let spelt = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        _ => "",
    };
    let own = spelt.is_empty().then(|| c.to_lowercase().filter(|c| !is_accent(*c)));
    spelt.chars().chain(own.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_sort_without_case_and_accents_and_by_numeric_value() {
        let sorted = [
            "3Scale",
            "7-Zip",
            "10gen",
            "Ångström",
            "apt",
            "Áz",
            "C",
            "C#",
            "C++",
            "CI",
            "cı",
            "Émigré",
            "emigre 2",
            "emigre 10",
            ".NET",
            "Node 9",
            "node 10",
            "ørsted",
            "Øz",
            "Straße",
            "strassen",
            "Zola",
            "Ω",
            "арх",
            "日本",
        ];
        let mut names = sorted;
        names.reverse();
        names.sort_by_cached_key(|name| CollationKey::new(name));
        assert_eq!(names, sorted);
    }

    #[test]
    fn readings_ignore_case_accents_and_punctuation() {
        let same = |a: &str, b: &str| CollationKey::new(a).reading() == CollationKey::new(b).reading();
        for (a, b) in [
            ("SRE", "sre"),
            ("Émigré", "EMIGRE"),
            ("On-call", "on call"),
            ("Node.js", "Node JS"),
            ("v1", "V 01"),
        ] {
            assert!(same(a, b), "{a} and {b}");
        }
        for (a, b) in [("C++", "C#"), ("C", "C++"), ("SRE", "SREs"), ("Node 1", "Node 10"), ("a/b", "ab")] {
            assert!(!same(a, b), "{a} and {b}");
        }
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in ".{0,8}", b in ".{0,8}", c in ".{0,8}") {
            let [x, y, z] = [&a, &b, &c].map(|name| CollationKey::new(name));
            prop_assert_eq!(x.cmp(&y), y.cmp(&x).reverse());
            prop_assert_eq!(x == y, a == b);
            if x <= y && y <= z {
                prop_assert!(x <= z);
            }
        }
    }
}
