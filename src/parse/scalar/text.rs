//! Texts, ids and addresses.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{core_bool, core_number, scalar};
use crate::diagnostic::{Code, Span};
use crate::invisible::{self, HiddenKind};
use crate::parse::yaml_text::in_typographic_quotes;
use crate::parse::{Decode, Diagnostics, Node};
use crate::url::{self, HostPolicy, Id, SiteUrl, SiteUrlError};

/// One line of plain text, 1 to `LONGEST` characters. Longer texts are prose and belong in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextLine<const LONGEST: usize>(pub String);

/// A name or label.
pub type Name = TextLine<80>;
/// A cell of the matrix.
pub type CellText = TextLine<120>;
/// One sentence.
pub type Sentence = TextLine<400>;
/// A few sentences.
pub type Paragraph = TextLine<1200>;

impl<const LONGEST: usize> Decode for TextLine<LONGEST> {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a text", diagnostics)?;
        // A folded block ends with the line break of its last line.
        let text = text.trim_end_matches('\n');
        // Bytes of the file are looked at when it is read; this finds escapes.
        let tab = || text.contains('\t').then(|| (Code::ControlCharacter, "U+0009 (tab)".to_string()));
        let hidden = invisible::find(text).next().map(|found| match found.kind {
            HiddenKind::Invisible => (Code::InvisibleCharacter, found.describe()),
            HiddenKind::Control | HiddenKind::Bidi => (Code::ControlCharacter, found.describe()),
        });
        if let Some((code, character)) = hidden.or_else(tab) {
            diagnostics.add(code, node.span, format!("character {character} in the text")).help("delete it");
            return None;
        }
        if !text.chars().any(is_visible) {
            diagnostics.add(Code::OutOfRange, node.span, "the text is empty");
            return None;
        }
        if text.contains('\n') {
            diagnostics
                .add(Code::OutOfRange, node.span, "the text has more than one line")
                .help("fold it with `>` instead of `|`");
            return None;
        }
        let length = text.chars().count();
        if length > LONGEST {
            diagnostics
                .add(
                    Code::OutOfRange,
                    node.span,
                    format!("the text has {length} characters, {LONGEST} are allowed"),
                )
                .help("say it shorter; what needs more room belongs in the guide");
            return None;
        }
        // Twenty marks on a letter is more than any language has, and makes a line unreadable.
        let stacked = text.chars().fold((0usize, 0usize), |(run, most), c| {
            let run = if ('\u{300}'..='\u{36f}').contains(&c) { run + 1 } else { 0 };
            (run, most.max(run))
        });
        if stacked.1 > 8 {
            diagnostics.add(Code::OutOfRange, node.span, "more than 8 combining marks on one letter");
            return None;
        }
        if let Some(inner) = in_typographic_quotes(text).filter(|_| !node.is_quoted()) {
            diagnostics
                .add(Code::YamlText, node.span, "typographic quotes are letters to YAML, and are printed")
                .propose(
                    format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\"")),
                    "write `\"` at both ends",
                );
        }
        if !node.is_quoted() && text.ends_with('"') && text.matches('"').count() == 1 {
            diagnostics
                .add(Code::YamlText, node.span, "the quote `\"` at the end was never opened, and is printed")
                .propose(
                    format!("\"{text}"),
                    "write `\"` in front of the text as well, or delete the one at the end",
                );
        }
        report_leftover_todo(text, node.span, diagnostics);
        Some(TextLine(text.to_string()))
    }

    fn placeholder() -> Self {
        TextLine(String::new())
    }

    fn schema() -> Value {
        // What YAML reads as a number or a switch is the text that stands there: `title: 1984`.
        json!({
            "title": format!("text, at most {LONGEST} characters"),
            "type": ["string", "number", "boolean"],
            "minLength": 1,
            "maxLength": LONGEST,
            "pattern": "^[^\\n]*[^\\s][^\\n]*\\n*$",
        })
    }
}

/// Reports the mark that `rolebook new` leaves where only the author knows what to write.
pub fn report_leftover_todo(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    let mark = |at: usize| {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        !text[..at].ends_with(word) && !text[at + "TODO".len()..].starts_with(word)
    };
    if text.match_indices("TODO").any(|(at, _)| mark(at)) {
        diagnostics
            .add(Code::LeftoverTodo, span, "this is still to be written")
            .help("write what belongs here, without the word `TODO`");
    }
}

/// Whether a reader sees a character that stands alone: no space, nothing without width, no mark for another letter.
fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !('\u{300}'..='\u{36f}').contains(&c) && !invisible::is_invisible(c)
}

impl<const LONGEST: usize> Serialize for TextLine<LONGEST> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A language, as the tag that browsers know it by (BCP 47): `en`, `en-GB`, `zh-Hans`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(pub String);

impl Decode for Language {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a language", diagnostics)?;
        let (first, rest) = text.split_once('-').unwrap_or((text, ""));
        let letters = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        let part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if letters && (first.len() == text.len() || rest.split('-').all(part)) {
            return Some(Language(text.to_string()));
        }
        diagnostics
            .add(Code::UnknownWord, node.span, format!("`{text}` is not the tag of a language"))
            .help("two or three letters, and a country where it matters: en, en-GB");
        None
    }

    fn placeholder() -> Self {
        Language(String::new())
    }

    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" })
    }
}

impl Decode for Id {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "an id", diagnostics)?;
        // Editors and other programs read these as numbers and switches, so that `0x1f` and `31` would be one id.
        if core_number(node).is_some() || core_bool(node).is_some() {
            let message = format!("`{text}` is a number or a switch to YAML, not an id");
            diagnostics
                .add(Code::WrongType, node.span, message)
                .replace(format!("\"{text}\""), "put it between quotes");
            return None;
        }
        match Id::parse(text) {
            Ok(id) => Some(id),
            Err(why) => {
                refuse_id(text, why, node.span, true, diagnostics);
                None
            }
        }
    }

    fn placeholder() -> Self {
        Id::placeholder()
    }

    fn schema() -> Value {
        // `-vs-` stands between two ids, and Windows keeps some names for itself.
        let reserved = "^(vs-.*|.*-vs|.*-vs-.*|con|prn|aux|nul|(com|lpt)[0-9])$";
        json!({
            "title": "id",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "maxLength": url::LONGEST_ID,
            "not": { "pattern": reserved },
        })
    }
}

/// Reports a text that is no id, with the one that was meant. `exact` when the text is all that stands there.
pub fn refuse_id(text: &str, why: &str, span: Span, exact: bool, diagnostics: &mut Diagnostics) {
    let shown: String = text.chars().take(LONGEST_SHOWN).collect();
    let cut = if shown.len() < text.len() { "…" } else { "" };
    let diagnostic = diagnostics.add(Code::InvalidId, span, format!("`{shown}{cut}` is not an id"));
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let proposed = Id::propose(text);
    if (2..=MOST_WORDS).contains(&words.len()) && words.iter().all(|word| Id::parse(word).is_ok()) {
        // One id in two words, or two ids without a comma.
        let one = proposed.map_or_else(String::new, |one| format!("`{one}` if it is one id, "));
        diagnostic.help(format!("write {one}`{}` if they are {}", words.join(", "), words.len()));
        return;
    }
    match proposed {
        Some(proposed) if exact => drop(diagnostic.replace(&proposed, format!("write `{proposed}`: {why}"))),
        Some(proposed) => drop(diagnostic.help(format!("write `{proposed}`: {why}"))),
        None => drop(diagnostic.help(why)),
    }
}

/// How many ids a text may be that was meant as a list.
const MOST_WORDS: usize = 8;

/// How many characters of a text a message repeats: its first line fits a terminal.
const LONGEST_SHOWN: usize = 60;

/// An address on the web, http or https, and the bytes that it was written in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(pub String, pub Span);

impl Decode for WebAddress {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "an address", diagnostics)?;
        if let Some(why) = url::refuse_web_address(text) {
            refuse_address(text, why, node.span, diagnostics);
            return None;
        }
        report_leftover_todo(text, node.span, diagnostics);
        Some(WebAddress(text.to_string(), node.span))
    }

    fn placeholder() -> Self {
        WebAddress(String::new(), Span::default())
    }

    fn schema() -> Value {
        json!({ "title": "address on the web", "type": "string", "format": "uri", "pattern": "^https?://" })
    }
}

/// The address of a site: its host and the folder that it lies in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaseUrl(pub String);

impl Decode for BaseUrl {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "an address", diagnostics)?;
        match SiteUrl::parse(text, HostPolicy::OrExample) {
            Ok(base) => {
                report_leftover_todo(text, node.span, diagnostics);
                return Some(BaseUrl(base.to_string()));
            }
            Err(SiteUrlError { message, meant: Some(meant) }) => {
                diagnostics
                    .add(Code::UnsafeUrl, node.span, message)
                    .propose(&meant, format!("write `{meant}`"));
            }
            Err(SiteUrlError { message, meant: None }) => {
                refuse_address(text, message, node.span, diagnostics);
            }
        }
        None
    }

    fn placeholder() -> Self {
        BaseUrl(String::new())
    }

    fn schema() -> Value {
        WebAddress::schema()
    }
}

/// Reports an address that cannot be published, with its scheme if that is all that it lacks.
fn refuse_address(text: &str, why: &str, span: Span, diagnostics: &mut Diagnostics) {
    if url::is_host(text) {
        diagnostics
            .add(Code::UnsafeUrl, span, "an address begins with `https://`")
            .propose(format!("https://{text}"), format!("write `https://{text}`"));
    } else {
        diagnostics.add(Code::UnsafeUrl, span, "this address cannot be published").help(why);
    }
}
