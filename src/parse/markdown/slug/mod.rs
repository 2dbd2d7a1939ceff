//! Generates anchors from headings as GitHub does, so that links work both on the code host and on the site. The
//! rules are those of the npm package `github-slugger`, which a test compares: convert to lower case; keep only
//! letters, marks, decimal digits, connectors, `-` and spaces; replace spaces by `-`; number duplicates.

mod kept_characters;

use std::collections::HashMap;

use kept_characters::KEPT;

/// The anchors of one page.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    used: HashMap<String, u32>,
}

impl Slugs {
    /// The anchor of the next heading, given its text as typed.
    pub(super) fn next(&mut self, heading: &str) -> String {
        let mut slug = slug(heading);
        // GitHub gives a heading without a letter an empty anchor, which no link can reach.
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

/// The anchor of a heading that is alone on its page.
pub(super) fn slug(words: &str) -> String {
    // Convert the whole text rather than single characters: a final sigma has its own lower case.
    let lower = words.to_lowercase();
    lower.chars().filter(|c| is_kept(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn is_kept(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_');
    }
    let point = u32::from(c);
    let next = KEPT.partition_point(|(first, _)| *first <= point);
    next > 0 && point <= KEPT[next - 1].1
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    /// These are the anchors that `github-slugger` 2.0.0 generates for these headings in this order.
    #[test]
    fn anchors_are_those_of_the_code_host() {
        let mut slugs = Slugs::default();
        for (heading, anchor) in [
            ("A", "a"),
            ("A", "a-1"),
            ("A-1", "a-1-1"),
            ("A", "a-2"),
            ("Ünï côdé!", "ünï-côdé"),
            ("C++ & co.", "c--co"),
            ("foo -- bar", "foo----bar"),
            ("x² + y²", "x--y"),
            ("½ cup", "-cup"),
            ("ΟΔΟΣ", "οδος"),
            ("ΣΑΣ Σ ΑΣ, Β", "σας-σ-ας-β"),
            ("Test ⚠\u{fe0f}", "test-\u{fe0f}"),
            ("हिन्दी भाषा", "हिन्दी-भाषा"),
            ("ครั้งที่", "ครั้งที่"),
            ("Cafe\u{301} menu", "cafe\u{301}-menu"),
            ("İstanbul", "i\u{307}stanbul"),
            (" padded ", "-padded-"),
            ("two\nlines", "twolines"),
            ("a\u{a0}b_c\u{203f}d", "ab_c\u{203f}d"),
            ("①②", "section"),
            ("٣ ૭", "٣-૭"),
            ("Ⅷ", "ⅷ"),
        ] {
            assert_eq!(slugs.next(heading), anchor, "{heading}");
        }
    }
}
