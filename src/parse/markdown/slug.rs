//! Anchors, as GitHub makes them from headings, so that a link that works on the code host works on the site.
//! The rule is that of `github-slugger`: lower case, punctuation dropped, spaces to `-`, a number for the second.

use std::collections::HashMap;

/// The anchors of one page.
#[derive(Debug, Default)]
pub struct Slugs {
    used: HashMap<String, u32>,
}

impl Slugs {
    /// The anchor of the next heading.
    pub fn next(&mut self, heading: &str) -> String {
        let mut slug = String::with_capacity(heading.len());
        for c in heading.trim().chars() {
            match c {
                ' ' => slug.push('-'),
                c if c.is_alphanumeric() || c == '-' || c == '_' => slug.extend(c.to_lowercase()),
                _ => {}
            }
        }
        // A heading without a letter still needs an anchor that is not empty.
        if slug.is_empty() {
            slug.push_str("section");
        }
        let mut anchor = slug.clone();
        while self.used.contains_key(&anchor) {
            let count = self.used.entry(slug.clone()).or_default();
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        self.used.insert(anchor.clone(), 0);
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn equal_headings_are_numbered_and_never_meet() {
        let mut slugs = Slugs::default();
        let made: Vec<String> =
            ["A", "A", "A-1", "A", "Ünï côdé!", "C++ & co.", "…"].iter().map(|h| slugs.next(h)).collect();
        assert_eq!(made, ["a", "a-1", "a-1-1", "a-2", "ünï-côdé", "c--co", "section"]);
    }
}
