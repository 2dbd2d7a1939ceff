//! Text, ids and addresses.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{core_bool, core_number, scalar};
use crate::diagnostic::{Code, Span, nearest};
use crate::invisible;
use crate::parse::yaml_text::check_text;
use crate::parse::{Context, Decode, Diagnostics, Node};
use crate::source::code_of;
use crate::url::{self, HostPolicy, Id, SiteUrl, SiteUrlError};

/// One line of plain text of 1 to `MAX` characters. Longer text is prose and belongs in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextLine<const MAX: usize>(pub String);

/// A name or label.
pub type Name = TextLine<80>;
/// The text of a cell of the matrix.
pub type CellText = TextLine<120>;
/// One sentence.
pub type Sentence = TextLine<400>;
/// A few sentences.
pub type Paragraph = TextLine<1200>;

impl<const MAX: usize> Decode for TextLine<MAX> {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a text", diagnostics)?;
        // A folded block ends with the line break of its last line.
        let text = text.trim_end_matches('\n');
        // Raw bytes are checked when the file is read; this finds escape sequences.
        let tab = || text.contains('\t').then(|| (Code::ControlCharacter, "U+0009 (tab)".to_string()));
        let hidden = invisible::find(text).next().map(|found| (code_of(found.kind), found.describe()));
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
                .help("use `>` instead of `|`");
            return None;
        }
        let length = text.chars().count();
        if length > MAX {
            diagnostics
                .add(
                    Code::OutOfRange,
                    node.span,
                    format!("the text has {length} characters, at most {MAX} are allowed"),
                )
                .help("shorten it; details belong in the guide");
            return None;
        }
        // No language needs more than a few marks per letter, and many of them make a line unreadable.
        let stacked = text.chars().fold((0usize, 0usize), |(run, most), c| {
            let run = if ('\u{300}'..='\u{36f}').contains(&c) { run + 1 } else { 0 };
            (run, most.max(run))
        });
        if stacked.1 > 8 {
            diagnostics.add(Code::OutOfRange, node.span, "more than 8 combining marks on one letter");
            return None;
        }
        check_text(node, text, diagnostics);
        report_leftover_todo(text, node.span, diagnostics);
        Some(TextLine(text.to_string()))
    }

    fn placeholder() -> Self {
        TextLine(String::new())
    }

    fn text(&self) -> Option<&str> {
        Some(&self.0)
    }

    fn schema() -> Value {
        // Text that YAML reads as a number or a boolean is still text: `title: 1984`.
        json!({
            "title": format!("text, at most {MAX} characters"),
            "type": ["string", "number", "boolean"],
            "minLength": 1,
            "maxLength": MAX,
            "pattern": "^[^\\n]*[^\\s][^\\n]*\\n*$",
        })
    }
}

/// Reports the placeholder `TODO`, which `rolebook new` writes where the author has to fill in text.
pub fn report_leftover_todo(text: &str, span: Span, diagnostics: &mut Diagnostics) {
    let mark = |at: usize| {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        !text[..at].ends_with(word) && !text[at + "TODO".len()..].starts_with(word)
    };
    if text.match_indices("TODO").any(|(at, _)| mark(at)) {
        diagnostics.add(Code::LeftoverTodo, span, "leftover `TODO`").help("replace it by the intended text");
    }
}

/// Returns `true` for a character that is visible on its own: not whitespace, a zero-width character or a combining
/// mark.
fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !('\u{300}'..='\u{36f}').contains(&c) && !invisible::is_invisible(c)
}

impl<const MAX: usize> Serialize for TextLine<MAX> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A language tag (BCP 47): `en`, `en-GB`, `zh-Hans`.
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
        let meant = text.replace(['_', ' '], "-");
        let diagnostic =
            diagnostics.add(Code::UnknownWord, node.span, format!("`{text}` is not a language tag"));
        let parts = || meant.split('-');
        if meant != text && parts().all(part) && parts().next().is_some_and(|first| first.len() < 4) {
            diagnostic.replace(&meant, format!("write `{meant}`"));
            return None;
        }
        diagnostic.help("write two or three letters and, if needed, a country: en, en-GB");
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
        // Editors and other programs read these as numbers and booleans, so that `0x1f` and `31` would be the same
        // id.
        if core_number(node).is_some() || core_bool(node).is_some() {
            let message = format!("`{text}` is a number or a boolean in YAML, not an id");
            let context = diagnostics.context();
            diagnostics
                .add(Code::WrongType, node.span, message)
                .replace(format!("\"{text}\""), "quote it")
                .unread(text, context, node.span);
            return None;
        }
        match Id::parse(text) {
            Ok(id) => Some(id),
            Err(why) => {
                let context = diagnostics.context();
                report_invalid_id(text, why, node.span, Some(context), diagnostics);
                None
            }
        }
    }

    fn placeholder() -> Self {
        Id::placeholder()
    }

    fn schema() -> Value {
        // `-vs-` separates two ids, and Windows reserves some names.
        let reserved = "^(vs-.*|.*-vs|.*-vs-.*|con|prn|aux|nul|(com|lpt)[0-9])$";
        json!({
            "title": "id",
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "maxLength": url::MAX_ID_LENGTH,
            "not": { "pattern": reserved },
        })
    }
}

/// Reports an invalid id and suggests a valid one. `exact` is the key that the text belongs to if `span` holds exactly
/// this text.
pub fn report_invalid_id(
    text: &str,
    why: &str,
    span: Span,
    exact: Option<Context>,
    diagnostics: &mut Diagnostics,
) {
    let shown: String = text.chars().take(MAX_QUOTED).collect();
    let cut = if shown.len() < text.len() { "…" } else { "" };
    let mut diagnostic = diagnostics.add(Code::InvalidId, span, format!("`{shown}{cut}` is not an id"));
    if let Some(context) = exact {
        diagnostic = diagnostic.unread(text, context, span);
    }
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let proposed = Id::slugify(text);
    if (2..=MAX_IDS).contains(&words.len()) && words.iter().all(|word| Id::parse(word).is_ok()) {
        // One id written as two words, or several ids without commas.
        let one = proposed.map_or_else(String::new, |one| format!("`{one}` if it is one id, "));
        diagnostic.help(format!("write {one}`{}` if they are {}", words.join(", "), words.len()));
        return;
    }
    match proposed {
        // Of a new id, only letters in upper case and spaces can be replaced without a doubt.
        Some(proposed) if exact.is_some() && proposed == text.to_lowercase().replace([' ', '_'], "-") => {
            diagnostic.replace(&proposed, format!("write `{proposed}`: {why}"));
        }
        Some(proposed) if exact.is_some() => {
            diagnostic.propose(&proposed, format!("write `{proposed}`: {why}"));
        }
        Some(proposed) => drop(diagnostic.help(format!("write `{proposed}`: {why}"))),
        None => drop(diagnostic.help(why)),
    }
}

/// The maximum number of words that are considered a list of ids.
const MAX_IDS: usize = 8;

/// The number of characters of a text that a message quotes, so that its first line fits a terminal.
const MAX_QUOTED: usize = 60;

/// An http or https address with the span at which it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(pub String, pub Span);

impl Decode for WebAddress {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "an address", diagnostics)?;
        if let Some(why) = url::refuse_web_address(text) {
            report_unsafe_address(text, why, node.span, diagnostics);
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

/// The address of the site: a host and optionally a folder.
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
                let meant = format!("https://{}/", text.trim_end_matches('/'));
                if !text.contains(':')
                    && text.contains('.')
                    && SiteUrl::parse(&meant, HostPolicy::OrExample).is_ok()
                {
                    diagnostics
                        .add(Code::UnsafeUrl, node.span, "an address begins with `https://`")
                        .propose(&meant, format!("write `{meant}`"));
                    return None;
                }
                report_unsafe_address(text, message, node.span, diagnostics);
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

/// Returns the address that a text contains: between `<` and `>`, in a link of Markdown, or after a misspelt scheme.
fn intended_address(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let text = text.rsplit_once("](").map_or(text, |(_, address)| address.trim_end_matches(')'));
    let (scheme, rest) = text.split_once(':').unwrap_or(("https", text));
    let scheme = nearest(scheme, ["https", "http"])?;
    let rest = rest.trim_start_matches(['/', ':', ' ', '\\']);
    let host = rest.split('/').next().unwrap_or_default();
    let meant = format!("{scheme}://{rest}");
    (host.contains('.') && url::refuse_web_address(&meant).is_none()).then_some(meant)
}

/// Reports an address that cannot be published. If only the scheme is missing, proposes to add it.
fn report_unsafe_address(text: &str, why: &str, span: Span, diagnostics: &mut Diagnostics) {
    let meant = intended_address(text);
    if let Some(meant) = meant.filter(|_| !url::is_host(text)) {
        diagnostics
            .add(Code::UnsafeUrl, span, "this address cannot be published")
            .propose(&meant, format!("write `{meant}`"));
    } else if url::is_host(text) {
        diagnostics
            .add(Code::UnsafeUrl, span, "an address begins with `https://`")
            .propose(format!("https://{text}"), format!("write `https://{text}`"));
    } else {
        diagnostics.add(Code::UnsafeUrl, span, "this address cannot be published").help(why);
    }
}
