//! Splits text into words. The same rule applies to the indexed texts here and to queries in
//! `static/assets/search/words.js`; `tests/words.json` tests both.
//!
//! A word is a run of letters and digits, in lower case and without accents. All other characters separate words,
//! including apostrophes. Stemming and stop words are deliberately not used, because both depend on the language.

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
            if c.is_alphanumeric() {
                word.push(c);
            } else if !word.is_empty() {
                each(&word);
                word.clear();
            }
        }
    }
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
