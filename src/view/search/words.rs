//! What a word is: the same here, where the words of texts are written down, and in `static/assets/search/words.js`, where
//! those of a question are looked up. `tests/words.json` holds both to it.
//!
//! A word is a run of letters and digits, in lower case, without its accents. Everything else lies between words, an
//! apostrophe too. There are deliberately no stems and no list of words that mean little: both belong to one language.

use crate::url::without_accents;

/// Calls `each` with every word of a text, in order.
pub(super) fn each_word(text: &str, mut each: impl FnMut(&str)) {
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
        // Whole runs, because how a letter is written small can depend on its neighbours.
        for c in without_accents(run).to_lowercase().chars().chain([' ']) {
            if c.is_alphanumeric() {
                word.push(c);
            } else if !word.is_empty() {
                each(&word);
                word.clear();
            }
        }
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
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
            serde_json::from_str(include_str!("../../../tests/words.json")).expect("a list of cases");
        assert!(cases.len() > 10);
        for (text, expected) in cases {
            assert_eq!(words(&text), expected, "{text}");
        }
    }
}
