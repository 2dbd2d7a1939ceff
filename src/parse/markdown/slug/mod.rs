//! Anchors, as GitHub makes them from headings, so that a link that works on the code host works on the site. They are
//! those of the npm package `github-slugger`, which a test runs beside this: lower case, everything dropped but letters,
//! marks, decimal digits, connectors, `-` and spaces; spaces to `-`; a number for the second of a name.

mod kept_characters;

use std::collections::HashMap;

use kept_characters::KEPT;

/// The anchors of one page.
#[derive(Debug, Default)]
pub struct Slugs {
    used: HashMap<String, u32>,
}

impl Slugs {
    /// The anchor of the next heading, from its words as they were typed.
    pub fn next(&mut self, heading: &str) -> String {
        let mut slug = slug(heading);
        // GitHub gives a heading without a letter an empty anchor, to which no link can lead.
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

/// The anchor of words on a page without another heading.
pub fn slug(words: &str) -> String {
    // As text, not by characters: a sigma at the end of a word has a lower case of its own.
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

    /// The anchors are what `github-slugger` 2.0.0 gives for these headings in this order.
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
