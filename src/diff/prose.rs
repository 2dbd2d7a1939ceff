//! Texts as words, and the words that differ between two of them, by section.

use html5gum::{Token, Tokenizer};
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::inventory::{link_address, role_entry};
use super::inventory_pay::figure_name;
use crate::model::{Model, Placeholder, Prose, ProsePart};
use crate::parse::markdown::ProseWords;

/// A text as blocks of words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ProseText {
    blocks: Vec<ProseBlock>,
}

/// A paragraph, heading, item or cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ProseBlock {
    /// The heading of the section that it belongs to; empty before the first.
    section: String,
    tokens: Vec<String>,
}

/// The start of a token that is markup, such as a tag: a control character, which no text has.
const MARKUP: char = '\u{1}';
/// The limits of the number of a placeholder.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// The elements that begin a block.
const BLOCKS: &[&[u8]] = &[
    b"p",
    b"li",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"tr",
    b"td",
    b"th",
    b"blockquote",
    b"pre",
    b"div",
    b"dt",
    b"dd",
    b"table",
    b"ul",
    b"ol",
    b"figure",
    b"section",
    b"details",
    b"summary",
    b"hr",
];

/// Returns the words of a text. Placeholders become words that name what they show.
pub(super) fn prose_text(model: &Model, prose: &Prose) -> ProseText {
    // The words count and the headings follow from the parts.
    let Prose { parts, headings: _, open_headings: _, words: _ } = prose;
    let (mut html, mut placeholders) = (String::new(), Vec::new());
    for part in parts {
        match part {
            ProsePart::Html(text) => html.push_str(text),
            ProsePart::Placeholder(placeholder) => {
                html.extend([OPEN.to_string(), placeholders.len().to_string(), CLOSE.to_string()]);
                placeholders.push(placeholder_word(model, placeholder));
            }
            // The numbers of tables and footnotes follow from their order.
            ProsePart::Words(ProseWords::Table(_) | ProseWords::Footnote(_)) => {}
            ProsePart::Words(words) => {
                html.extend([OPEN.to_string(), placeholders.len().to_string(), CLOSE.to_string()]);
                placeholders.push(format!("{MARKUP}{words:?}"));
            }
        }
    }
    let fill = |text: &str| fill(text, &placeholders);
    let mut reader = BlockReader::default();
    for Ok(token) in Tokenizer::new(&html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let mut written = format!("{MARKUP}<{name}");
                for (attribute, value) in &tag.attributes {
                    // Ids follow from headings and from the order of footnotes.
                    if attribute.as_slice() != b"id" {
                        let value = fill(&String::from_utf8_lossy(value));
                        written.extend([" ", &String::from_utf8_lossy(attribute), "=", &value]);
                    }
                }
                written.push('>');
                if BLOCKS.contains(&tag.name.as_slice()) {
                    reader.begin_block(is_heading(&tag.name));
                }
                reader.block.push(written);
            }
            Token::EndTag(tag) => {
                reader.block.push(format!("{MARKUP}</{}>", String::from_utf8_lossy(&tag.name)));
                if BLOCKS.contains(&tag.name.as_slice()) {
                    reader.begin_block(false);
                }
            }
            Token::String(text) => {
                let text = fill(&String::from_utf8_lossy(&text));
                reader.words(&text);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.begin_block(false);
    ProseText { blocks: reader.blocks }
}

fn is_heading(name: &[u8]) -> bool {
    matches!(name, [b'h', b'1'..=b'6'])
}

#[derive(Default)]
struct BlockReader {
    blocks: Vec<ProseBlock>,
    block: Vec<String>,
    section: String,
    in_heading: bool,
}

impl BlockReader {
    /// Ends the current block and begins the next one.
    fn begin_block(&mut self, is_heading: bool) {
        let tokens = std::mem::take(&mut self.block);
        if self.in_heading {
            // The link of a heading to itself has the text `#`.
            self.section = words(&tokens).filter(|word| *word != "#").collect::<Vec<_>>().join(" ");
        }
        self.in_heading = is_heading;
        if !tokens.is_empty() {
            self.blocks.push(ProseBlock { section: self.section.clone(), tokens });
        }
    }

    fn words(&mut self, text: &str) {
        self.block.extend(text.split_whitespace().map(ToString::to_string));
    }
}

/// Returns the tokens that are no markup.
fn words(tokens: &[String]) -> impl Iterator<Item = &str> {
    tokens.iter().map(String::as_str).filter(|token| !token.starts_with(MARKUP))
}

/// Replaces the numbers of placeholders by their words.
fn fill(text: &str, placeholders: &[String]) -> String {
    if !text.contains(OPEN) {
        return text.to_string();
    }
    let mut out = String::new();
    for (n, part) in text.split(OPEN).enumerate() {
        let filled = part.split_once(CLOSE).filter(|_| n > 0);
        match filled.and_then(|(number, rest)| Some((placeholders.get(number.parse::<usize>().ok()?)?, rest)))
        {
            Some((word, rest)) => out.extend([word, rest]),
            None => out.push_str(part),
        }
    }
    out
}

/// Returns the word that stands for a placeholder, without spaces.
fn placeholder_word(model: &Model, placeholder: &Placeholder) -> String {
    let list = |ids: Vec<String>| ids.join(",");
    let roles = |roles: &[crate::model::RoleId]| {
        list(roles.iter().map(|role| role_entry(model, *role).key).collect())
    };
    match placeholder {
        Placeholder::Address(target) => link_address(model, target),
        Placeholder::Title(target) => format!("[{}]", link_address(model, target)),
        Placeholder::Citation(source) => format!("[@{}]", model.references.id(*source)),
        Placeholder::Judgement => "[own-judgement]".to_string(),
        Placeholder::Fact(role, row) => format!("[={}.{}]", model.roles.id(*role), model.rows.id(*row)),
        Placeholder::Pay(series, index, statistic) => {
            format!("[={}.{}]", figure_name(model, *series, *index), statistic.name()).replace(' ', "-")
        }
        Placeholder::Compare(of, rows) => {
            let rows = list(rows.iter().map(|row| model.rows.id(*row).to_string()).collect());
            format!("[compare:{}:{rows}]", roles(of))
        }
        Placeholder::Salary(series, of, region) => {
            let region = region.map_or(String::new(), |region| model.regions.id(region).to_string());
            format!("[salary:{}:{}:{region}]", model.series.id(*series), roles(of))
        }
        Placeholder::Code(block) => format!(" {} ", block.text),
    }
}

/// The words of a text that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProseChange {
    /// The number of words that were added.
    pub added: usize,
    /// The number of words that were removed.
    pub removed: usize,
    /// `true` if links, emphasis or other markup changed.
    pub markup: bool,
    /// The changed passages, in order.
    pub passages: Vec<Passage>,
}

/// A changed passage of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// The heading of its section; empty before the first heading.
    pub section: String,
    /// The words before, with one equal word around; empty if all was added.
    pub before: String,
    /// The words after, with one equal word around; empty if all was removed.
    pub after: String,
}

/// The largest product of the lengths of two passages that are compared word by word. Longer ones are shown as replaced.
const MAX_WORK: usize = 4_000_000;

/// Returns the difference of two texts; `None` if readers see none.
pub(super) fn compare_prose(before: &ProseText, after: &ProseText) -> Option<ProseChange> {
    let tokens = |text: &ProseText| -> Vec<Vec<String>> {
        text.blocks.iter().map(|block| block.tokens.clone()).collect()
    };
    let (old, new) = (tokens(before), tokens(after));
    if old == new {
        return None;
    }
    let mut change = ProseChange::default();
    let mut hunk: Option<(std::ops::Range<usize>, std::ops::Range<usize>)> = None;
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { .. } = op {
            if let Some((from, to)) = hunk.take() {
                compare_blocks(&before.blocks[from], &after.blocks[to], &mut change);
            }
            continue;
        }
        let (from, to) = (op.old_range(), op.new_range());
        let (start, new_start) = hunk.map_or((from.start, to.start), |(f, t)| (f.start, t.start));
        hunk = Some((start..from.end, new_start..to.end));
    }
    if let Some((from, to)) = hunk {
        compare_blocks(&before.blocks[from], &after.blocks[to], &mut change);
    }
    Some(change)
}

/// Returns the passages that differ between two texts in one line.
pub(super) fn passages(before: &str, after: &str) -> Vec<Passage> {
    let block = |text: &str| {
        let tokens = text.split_whitespace().map(ToString::to_string).collect();
        [ProseBlock { section: String::new(), tokens }]
    };
    let mut change = ProseChange::default();
    compare_blocks(&block(before), &block(after), &mut change);
    change.passages
}

fn compare_blocks(before: &[ProseBlock], after: &[ProseBlock], change: &mut ProseChange) {
    let flat = |blocks: &[ProseBlock]| -> Vec<String> {
        blocks.iter().flat_map(|block| block.tokens.clone()).collect()
    };
    let (old, new) = (flat(before), flat(after));
    let section = |blocks: &[ProseBlock], index: usize| {
        let mut left = index;
        for block in blocks {
            if left < block.tokens.len() {
                return Some(block.section.clone());
            }
            left -= block.tokens.len();
        }
        blocks.last().map(|block| block.section.clone())
    };
    let ops = if old.len().saturating_mul(new.len()) <= MAX_WORK {
        capture_diff_slices(Algorithm::Myers, &old, &new)
    } else {
        let (old_len, new_len) = (old.len(), new.len());
        vec![DiffOp::Replace { old_index: 0, old_len, new_index: 0, new_len }]
    };
    let mut passage: Option<Passage> = None;
    let mut last_word = None;
    for op in ops {
        let (from, to) = (&old[op.old_range()], &new[op.new_range()]);
        if let DiffOp::Equal { .. } = op {
            let equal: Vec<&str> = words(from).collect();
            if let Some(mut open) = passage.take() {
                // A few equal words between two changes belong to one passage, and one word follows the last change.
                let is_bridge = equal.len() <= MAX_BRIDGE && op.old_range().end < old.len();
                let shown = if is_bridge { equal.len() } else { equal.len().min(1) };
                for text in [&mut open.before, &mut open.after] {
                    equal.iter().take(shown).for_each(|word| push_word(text, word));
                }
                if is_bridge { passage = Some(open) } else { change.passages.push(open) }
            }
            last_word = equal.last().copied().or(last_word);
            continue;
        }
        let (removed, added) = (words(from).count(), words(to).count());
        change.removed += removed;
        change.added += added;
        change.markup |= from.len() > removed || to.len() > added;
        if removed + added == 0 {
            continue;
        }
        let open = passage.get_or_insert_with(|| {
            let own = if added > 0 { section(after, op.new_range().start) } else { None };
            let section = own.or_else(|| section(before, op.old_range().start)).unwrap_or_default();
            let context = last_word.unwrap_or_default().to_string();
            Passage { section, before: context.clone(), after: context }
        });
        words(from).for_each(|word| push_word(&mut open.before, word));
        words(to).for_each(|word| push_word(&mut open.after, word));
    }
    change.passages.extend(passage);
}

/// The number of equal words between two changes that are shown as one.
const MAX_BRIDGE: usize = 4;

fn push_word(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

impl ProseText {
    /// The number of words.
    pub(super) fn count(&self) -> usize {
        self.blocks.iter().map(|block| words(&block.tokens).count()).sum()
    }

    /// The blocks as texts, to find a text that was moved to another file.
    pub(super) fn block_texts(&self) -> impl Iterator<Item = String> {
        self.blocks.iter().map(|block| block.tokens.join(" "))
    }
}
