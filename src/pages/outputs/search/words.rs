//! Splits text into words. The same rule applies to the indexed texts here and to queries in
//! `static/assets/search/words.js`; `tests/words.json` tests both.
//!
//! A word is a run of letters and digits, in lower case and without accents. All other characters separate words,
//! including apostrophes. Stemming and stop words are deliberately not used, because both depend on the language. A run in a
//! script that has no spaces between words ([`is_unspaced`]) is split into each two letters that follow each other, so that
//! every word in it is found.

use crate::url::strip_accents;

/// Calls `each` for every word of a text, in order.
pub(in crate::pages) fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::new();
    for run in text.split_whitespace() {
        if run.is_ascii() {
            for word in run.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
                if word.bytes().any(|b| b.is_ascii_uppercase()) {
                    each(&word.to_ascii_lowercase());
                } else {
                    each(word);
                }
            }
            continue;
        }
        // Lower-cases whole runs, because the lower-case form of a letter can depend on its neighbours.
        for c in strip_accents(run).to_lowercase().chars().chain([' ']) {
            if is_mark(c) {
                continue;
            }
            if c.is_alphanumeric() {
                word.push(c);
            } else if !word.is_empty() {
                split(&word, &mut each);
                word.clear();
            }
        }
    }
}

/// Calls `each` for the words of a run of letters and digits.
fn split(run: &str, each: &mut impl FnMut(&str)) {
    if !run.contains(is_unspaced) {
        return each(run);
    }
    let letters: Vec<char> = run.chars().collect();
    for part in letters.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
        if part.len() > 2 && is_unspaced(part[0]) {
            part.windows(2).for_each(|two| each(&String::from_iter(two)));
        } else {
            each(&String::from_iter(part));
        }
    }
}

/// Returns `true` for letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns `true` for marks that readers leave out: tones of Thai and Lao, and the voicing of kana, which decomposition separates.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ecd}' | '\u{3099}' | '\u{309a}')
}

/// Returns the words of a text.
pub(in crate::pages) fn words(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    each_word(text, |word| list.push(word.to_string()));
    list
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_those_that_the_browser_finds() {
        let cases: Vec<(String, Vec<String>)> =
            serde_json::from_str(include_str!("../../../../tests/words.json")).expect("a list of cases");
        assert!(cases.len() > 10);
        for (text, expected) in cases {
            assert_eq!(words(&text), expected, "{text}");
        }
    }
}
