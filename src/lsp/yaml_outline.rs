//! The keys and items of a YAML text by indentation and brackets alone. It works while a file is being written and does not parse,
//! and it never reports a mistake: the parser does.

use std::ops::Range;

use super::yaml_scan::Scanner;

/// A key or an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The entry that contains it, as an index into [`Outline::entries`].
    pub parent: Option<usize>,
    /// The key; `None` for an item of a list.
    pub key: Option<String>,
    /// The range of the key, or of the dash or the first character of an item.
    pub span: Range<usize>,
    /// The range of a value on the same line; empty if there is none.
    pub value: Range<usize>,
    /// The column, for entries that are not in brackets.
    pub(super) indent: usize,
}

/// A step from a value into one of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Item,
}

/// The position of a cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// The position at which a key or an item may begin, below an entry.
    Key {
        /// The entry that the key belongs to; `None` for the whole file.
        parent: Option<usize>,
        /// The offset at which the word before the cursor begins.
        word: usize,
        /// `true` in braces.
        in_flow: bool,
    },
    /// In the value of a key, or in an item of a list.
    Value {
        /// The key or the item.
        owner: usize,
        /// The offset at which the value begins.
        word: usize,
        /// `true` in brackets.
        in_flow: bool,
    },
    /// The position at which an item of a list in brackets may begin.
    Element {
        /// The entry whose value the list is.
        owner: usize,
        /// The offset at which the word before the cursor begins.
        word: usize,
    },
    /// In a comment.
    Comment,
    /// In a text of several lines.
    Text,
}

/// The entries of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) entries: Vec<Entry>,
}

impl Outline {
    pub(super) fn new(text: &str) -> Outline {
        Scanner::scan(text).outline
    }

    /// Returns the position of a cursor and the entries before it. Their indices are those in the outline of the whole text.
    pub(super) fn spot(text: &str, cursor: usize) -> (Outline, Spot) {
        let mut scanner = Scanner::scan(&text[..cursor.min(text.len())]);
        let spot = scanner.spot();
        (scanner.outline, spot)
    }

    /// Returns the path of an entry from the top.
    pub(super) fn path(&self, entry: Option<usize>) -> Vec<Step> {
        let mut path = Vec::new();
        let mut next = entry;
        while let Some(entry) = next.and_then(|at| self.entries.get(at)) {
            path.push(entry.key.clone().map_or(Step::Item, Step::Key));
            next = entry.parent;
        }
        path.reverse();
        path
    }

    /// Returns the entries directly below another one.
    pub(super) fn children(&self, parent: Option<usize>) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().filter(move |(_, entry)| entry.parent == parent)
    }

    /// Returns the offset at which an entry ends, with everything below it.
    pub(super) fn end(&self, at: usize) -> usize {
        let below = self.entries.iter().enumerate().skip(at).take_while(|(n, _)| self.is_below(*n, at));
        below.map(|(_, entry)| entry.value.end.max(entry.span.end)).max().unwrap_or(0)
    }

    fn is_below(&self, mut at: usize, above: usize) -> bool {
        while at > above {
            match self.entries[at].parent {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        at == above
    }

    /// Returns the key whose name or value contains an offset.
    pub(super) fn at(&self, offset: usize) -> Option<usize> {
        self.entries.iter().rposition(|entry| {
            (entry.span.start..=entry.span.end).contains(&offset)
                || (entry.value.start..=entry.value.end).contains(&offset) && entry.value.end > 0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The position of `|` in a text: what may be there, the path, and the word before it.
    fn spot(text: &str) -> String {
        let cursor = text.find('|').expect("a cursor");
        let text = text.replacen('|', "", 1);
        let (outline, spot) = Outline::spot(&text, cursor);
        let path = |entry| -> String {
            let steps = outline.path(entry).into_iter().map(|step| match step {
                Step::Key(key) => key,
                Step::Item => "-".to_string(),
            });
            steps.collect::<Vec<_>>().join("/")
        };
        match spot {
            Spot::Key { parent, word, in_flow } => {
                format!("key {} `{}`{}", path(parent), &text[word..cursor], if in_flow { " {" } else { "" })
            }
            Spot::Value { owner, word, in_flow } => {
                format!(
                    "value {} `{}`{}",
                    path(Some(owner)),
                    &text[word..cursor],
                    if in_flow { " {" } else { "" }
                )
            }
            Spot::Element { owner, word } => {
                format!("element {} `{}`", path(Some(owner)), &text[word..cursor])
            }
            Spot::Comment => "comment".to_string(),
            Spot::Text => "text".to_string(),
        }
    }

    #[test]
    fn the_cursor_is_found_in_any_layout() {
        for (text, expected) in [
            ("|", "key  ``"),
            ("na|", "key  `na`"),
            ("name: SRE\n|", "key  ``"),
            ("name: |", "value name ``"),
            ("name: S|RE\nfamily: x\n", "value name `S`"),
            ("facts:\n  |", "key facts ``"),
            ("facts:\n  on-call:\n    le|", "key facts/on-call `le`"),
            ("facts:\n  on-call:\n    level: |\n", "value facts/on-call/level ``"),
            ("facts:\n  on-call:\n    level: core\n  |", "key facts ``"),
            ("facts:\n  on-call:\n    level: core\n    |\n  goal:\n", "key facts/on-call ``"),
            ("facts:\n  goal: {va|", "key facts/goal `va` {"),
            ("facts:\n  goal: {value: x, sources: [|", "element facts/goal/sources ``"),
            ("facts:\n  goal: {value: x, sources: [a, b|]}", "element facts/goal/sources `b`"),
            ("facts:\n  goal: {value: x, level: |}", "value facts/goal/level `` {"),
            ("facts:\n  goal: {value: x, level: co|}", "value facts/goal/level `co` {"),
            ("facts:\n  goal: {value: x, |}", "key facts/goal `` {"),
            ("sources: [\n  a,\n  |\n]\n", "element sources ``"),
            ("skills:\n  - |", "key skills/- ``"),
            ("skills:\n  - slo|", "value skills/- `slo`"),
            ("skills:\n- slo|", "value skills/- `slo`"),
            ("moves_to:\n  - role: dbre\n    |", "key moves_to/- ``"),
            ("moves_to:\n  - role: d|", "value moves_to/-/role `d`"),
            ("moves_to:\n  - role: dbre\n  |", "key moves_to ``"),
            ("moves_to:\n  - role: dbre\n    learn: [|", "element moves_to/-/learn ``"),
            ("figures:\n  - {role: sre, region: |}", "value figures/-/region `` {"),
            ("figures: [{role: sre}, {re|}]", "key figures/- `re` {"),
            ("a: 1 # c|", "comment"),
            ("# al|", "comment"),
            ("x: >\n  some te|", "text"),
            ("name: \"S|", "value name `S`"),
            ("facts:\n  goal: {value: x, sources: [a\nskills: [|", "element skills ``"),
        ] {
            if !expected.is_empty() {
                assert_eq!(spot(text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn entries_have_their_paths_and_ends() {
        let text = "facts:\n  goal: {value: x, sources: [a, b]}\n  on-call:\n    level: core\nskills:\n- one\n- two\n";
        let outline = Outline::new(text);
        let keys: Vec<String> = (0..outline.entries.len())
            .map(|at| {
                let last = outline.entries[at].key.clone().unwrap_or_else(|| "-".to_string());
                format!("{}{last}", "  ".repeat(outline.path(Some(at)).len() - 1))
            })
            .collect();
        let expected = [
            "facts",
            "  goal",
            "    value",
            "    sources",
            "      -",
            "      -",
            "  on-call",
            "    level",
            "skills",
            "  -",
            "  -",
        ];
        assert_eq!(keys, expected);
        let end = |key: &str| {
            let at = outline.entries.iter().position(|entry| entry.key.as_deref() == Some(key));
            &text[..outline.end(at.expect("a key"))]
        };
        assert!(end("goal").ends_with("b]}"), "{}", end("goal"));
        assert!(end("facts").ends_with("level: core"));
        assert!(end("skills").ends_with("- two"));
        let at = outline.at(text.find("core").expect("it is there")).expect("an entry");
        assert_eq!(outline.entries[at].key.as_deref(), Some("level"));
    }

    #[test]
    fn no_text_makes_it_fail() {
        for text in [
            "",
            "-",
            "- - -",
            "{",
            "[",
            "]",
            "}",
            "a: {b: {c: [",
            "\u{feff}é: ü\r\n  - ö",
            "\"",
            "a: 'b\n c'",
            ":",
            "- :",
            "a:\n\tb: c",
        ] {
            Outline::new(text);
            for (cursor, _) in text.char_indices() {
                Outline::spot(text, cursor);
            }
            Outline::spot(text, text.len());
        }
    }
}
