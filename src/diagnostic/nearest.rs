//! The nearest name for a misspelt one.

use std::cmp::Reverse;

/// The name that the author most likely meant, if one is near enough to be worth offering.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Distances cost the product of both lengths: a hostile word of a megabyte gets no suggestion.
    if written.is_empty() || written.len() > 80 {
        return None;
    }
    let folded = fold(written);
    // Of three letters, two others are another word.
    let letters = folded.chars().count();
    let allowed = if letters <= 3 { 1 } else { letters / 3 + 1 };
    names
        .into_iter()
        .filter(|name| name.len().abs_diff(written.len()) <= allowed + 2)
        .map(|name| (strsim::damerau_levenshtein(&folded, &fold(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        // A slip is seldom in the first letter: of two that are equally near, `us` is `usa` rather than `ua`.
        .min_by_key(|(distance, name)| (*distance, Reverse(shared(&folded, &fold(name))), *name))
        .map(|(_, name)| name)
}

/// How many characters two words begin with alike.
fn shared(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// Whether `near` is what was meant beyond doubt: one slip of the finger away, in a word long enough to tell, with no
/// other name nearly as near.
pub fn is_sure<'n>(written: &str, near: &str, names: impl IntoIterator<Item = &'n str>) -> bool {
    let folded = fold(written);
    let distance = |name: &str| strsim::damerau_levenshtein(&folded, &fold(name));
    let own = distance(near);
    let long = folded.chars().count() >= 4;
    (own == 0 || (own == 1 && long))
        && names
            .into_iter()
            .all(|name| name == near || name.len().abs_diff(written.len()) > 3 || distance(name) > own + 1)
}

/// Case and the choice between `-`, `_` and a space are not what a word is about.
fn fold(word: &str) -> String {
    word.chars().map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_sure, nearest};

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("promethus", ["grafana", "prometheus"]), Some("prometheus"));
        assert_eq!(nearest("On_Call", ["on-call", "hours"]), Some("on-call"));
        assert_eq!(nearest("usd", ["EUR", "USD"]), Some("USD"));
    }

    #[test]
    fn what_is_meant_is_sure_only_when_nothing_else_could_be() {
        assert!(is_sure("promethus", "prometheus", ["grafana", "prometheus"]));
        assert!(is_sure("On_Call", "on-call", ["on-call", "hours"]));
        assert!(!is_sure("bat", "bar", ["cat", "bar"]), "a short word");
        assert!(!is_sure("p25x", "p25", ["p25", "p75"]), "another is nearly as near");
        assert!(!is_sure("promthus", "prometheus", ["prometheus"]), "two slips");
    }

    #[test]
    fn a_different_word_finds_nothing() {
        assert_eq!(nearest("kubernetes", ["grafana", "prometheus"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn of_two_equally_near_the_first_in_order_is_taken_each_time() {
        assert_eq!(nearest("cat", ["rat", "bat"]), Some("bat"));
    }

    #[test]
    fn of_two_equally_near_the_one_that_begins_alike_is_meant() {
        assert_eq!(nearest("bat", ["cat", "bar"]), Some("bar"));
        assert_eq!(nearest("usa", ["ua", "us", "za"]), Some("us"));
    }
}
