//! Finds the nearest known name for a misspelt one.

use std::cmp::Reverse;

/// Returns the name that the author most likely meant, if one is similar enough to suggest.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // The distance takes time proportional to the product of both lengths, so very long words get no suggestion.
    if written.is_empty() || written.len() > 80 {
        return None;
    }
    let folded = fold(written);
    // In a word of three letters, two edits give an unrelated word.
    let letters = folded.chars().count();
    let allowed = if letters <= 3 { 1 } else { letters / 3 + 1 };
    names
        .into_iter()
        .filter(|name| name.len().abs_diff(folded.len()) <= allowed + 2)
        .map(|name| (strsim::damerau_levenshtein(&folded, &fold(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        // Typos are rarely in the first letter: of two names at the same distance from `usa`, `us` is more likely
        // than `ua`.
        .min_by_key(|(distance, name)| (*distance, Reverse(common_prefix_len(&folded, &fold(name))), *name))
        .map(|(_, name)| name)
}

/// The number of characters in the common prefix of two words.
fn common_prefix_len(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// Returns `true` if `near` is certainly the intended name: at most one edit away (in a word of at least four
/// letters), with no other name almost as near.
pub fn is_sure<'n>(written: &str, near: &str, names: impl IntoIterator<Item = &'n str>) -> bool {
    let folded = fold(written);
    let distance = |name: &str| strsim::damerau_levenshtein(&folded, &fold(name));
    let own = distance(near);
    let long = folded.chars().count() >= 4;
    (own == 0 || (own == 1 && long))
        && names
            .into_iter()
            .all(|name| name == near || name.len().abs_diff(folded.len()) > 3 || distance(name) > own + 1)
}

/// Normalises case and the separators `-`, `_` and space, which are ignored in comparisons, and removes quotes around the
/// word.
fn fold(word: &str) -> String {
    let quotes = ['"', '\'', '`', '“', '”', '„', '‘', '’', '«', '»'];
    let word = word.trim_matches(|c: char| c.is_whitespace() || quotes.contains(&c));
    word.chars().map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_sure, nearest};

    #[test]
    fn a_typo_finds_the_intended_name() {
        assert_eq!(nearest("promethus", ["grafana", "prometheus"]), Some("prometheus"));
        assert_eq!(nearest("On_Call", ["on-call", "hours"]), Some("on-call"));
        assert_eq!(nearest("usd", ["EUR", "USD"]), Some("USD"));
        assert_eq!(nearest("“high”", ["high", "low"]), Some("high"));
    }

    #[test]
    fn a_name_is_unambiguous_only_without_rivals() {
        assert!(is_sure("promethus", "prometheus", ["grafana", "prometheus"]));
        assert!(is_sure("On_Call", "on-call", ["on-call", "hours"]));
        assert!(is_sure("“high”", "high", ["high", "low"]));
        assert!(!is_sure("bat", "bar", ["cat", "bar"]), "a short word");
        assert!(!is_sure("p25x", "p25", ["p25", "p75"]), "another is nearly as near");
        assert!(!is_sure("promthus", "prometheus", ["prometheus"]), "two typos");
    }

    #[test]
    fn an_unrelated_word_finds_nothing() {
        assert_eq!(nearest("kubernetes", ["grafana", "prometheus"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn ties_are_broken_alphabetically() {
        assert_eq!(nearest("cat", ["rat", "bat"]), Some("bat"));
    }

    #[test]
    fn ties_prefer_the_longer_common_prefix() {
        assert_eq!(nearest("bat", ["cat", "bar"]), Some("bar"));
        assert_eq!(nearest("usa", ["ua", "us", "za"]), Some("us"));
    }
}
