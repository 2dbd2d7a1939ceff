//! The nearest name for a misspelt one.

/// The name that the author most likely meant, if one is near enough to be worth offering.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Distances cost the product of both lengths: a hostile word of a megabyte gets no suggestion.
    if written.is_empty() || written.len() > 80 {
        return None;
    }
    let folded = fold(written);
    let allowed = folded.chars().count() / 3 + 1;
    names
        .into_iter()
        .filter(|name| name.len().abs_diff(written.len()) <= allowed + 2)
        .map(|name| (strsim::damerau_levenshtein(&folded, &fold(name)), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, name)| name)
}

/// Case and the choice between `-`, `_` and a space are not what a word is about.
fn fold(word: &str) -> String {
    word.chars().map(|c| if matches!(c, '_' | ' ') { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        assert_eq!(nearest("promethus", ["grafana", "prometheus"]), Some("prometheus"));
        assert_eq!(nearest("On_Call", ["on-call", "hours"]), Some("on-call"));
        assert_eq!(nearest("usd", ["EUR", "USD"]), Some("USD"));
    }

    #[test]
    fn a_different_word_finds_nothing() {
        assert_eq!(nearest("kubernetes", ["grafana", "prometheus"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn of_two_equally_near_the_first_in_order_is_taken_each_time() {
        assert_eq!(nearest("bat", ["cat", "bar"]), Some("bar"));
    }
}
