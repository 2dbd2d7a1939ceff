//! The mistakes of YAML that edits repair, and the words for each.

/// What an edit repairs.
#[derive(Debug, Clone)]
pub enum Fix {
    /// Another character than a space in the indentation.
    Margin(char, usize),
    /// A line that is indented by so many characters, and should be by so many; and how many lines below go with it.
    Indent(usize, usize, bool),
    /// A text below its key, at the edge.
    Continue(usize),
    /// No space between colon and value.
    SpaceAfterColon(String),
    /// Another character in place of the colon, or none.
    Colon(String, String),
    /// A quote that is never closed.
    CloseQuote(char),
    /// A quote that is never opened.
    OpenQuote(char),
    /// A quote within quotes of the same kind.
    InnerQuote(char),
    /// A backslash that begins no escape.
    Escape(String),
    /// Typographic quotes.
    Typographic,
    /// A value that is text only between quotes.
    Quote(QuoteReason),
    /// A bracket that is never closed.
    CloseBracket(char),
    /// A bracket that is never opened.
    OpenBracket(char),
    /// A bracket that is closed by the other kind.
    OtherBracket(char, char),
    /// A character that belongs to nothing.
    Stray(String),
    /// No comma between two entries.
    Comma,
    /// A comma too many.
    CommaTwice,
    /// No space after a dash.
    SpaceAfterDash,
    /// Another mark of a list than the dash.
    Bullet(char),
    /// An item of a list without its dash.
    MissingDash,
    /// A dash where a key is expected.
    ExtraDash,
    /// Two keys on one line.
    Split(String),
    /// A line twice.
    Twice,
    /// A line that is neither key nor item.
    StrayLine(String),
    /// The mark of a second document.
    Document,
    /// A value where keys follow.
    Both(String),
    /// Several keys on one line, without braces.
    Braces,
}

/// Why a value needs quotes.
#[derive(Debug, Clone)]
pub enum QuoteReason {
    /// It begins with a character that means something.
    Start(char),
    /// It contains `: ` or ends with a colon.
    Colon,
    /// It contains ` #`.
    Comment,
    /// More follows its closing quote.
    AfterQuote,
    /// It contains a comma, and stands between brackets.
    Comma,
    /// Something else.
    Else,
}

impl Fix {
    /// Whether the edit takes nothing away, and its kind leaves no doubt about what was meant.
    pub fn keeps_all(&self) -> bool {
        matches!(
            self,
            Fix::Margin(..)
                | Fix::SpaceAfterColon(_)
                | Fix::Quote(QuoteReason::Start(_) | QuoteReason::Colon | QuoteReason::AfterQuote)
                | Fix::InnerQuote(_)
                | Fix::Escape(_)
                | Fix::SpaceAfterDash
                | Fix::Twice
        )
    }

    /// Whether the edit deletes something.
    pub fn takes_away(&self) -> bool {
        matches!(self, Fix::Stray(_) | Fix::StrayLine(_) | Fix::Twice | Fix::Both(_) | Fix::Document)
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Fix::Margin('\t', _) => "a tab indents this line".to_string(),
            Fix::Margin('\u{a0}', _) => "a no-break space indents this line".to_string(),
            Fix::Margin(other, _) => format!("character U+{:04X} indents this line", u32::from(*other)),
            Fix::Indent(own, ..) => {
                format!("this line is indented by {}, unlike those around it", spaces(*own))
            }
            Fix::Continue(_) => "this text belongs to the key above it, and is not indented".to_string(),
            Fix::SpaceAfterColon(key) => format!("no space after the colon of `{key}`"),
            Fix::Colon(key, written) if written.trim().is_empty() => {
                format!("no colon after the key `{key}`")
            }
            Fix::Colon(key, written) => {
                format!("`{}` after the key `{key}`, where a colon belongs", written.trim())
            }
            Fix::CloseQuote(mark) => format!("this quote `{mark}` is never closed"),
            Fix::OpenQuote(mark) => format!("this quote `{mark}` was never opened"),
            Fix::InnerQuote(mark) => format!("a `{mark}` inside the text ends it too early"),
            Fix::Escape(escape) => format!("`{escape}` means nothing between double quotes"),
            Fix::Typographic => "typographic quotes are letters to YAML, not quotes".to_string(),
            Fix::Quote(QuoteReason::Start(mark)) => {
                format!("a value that starts with `{mark}` needs quotes around it")
            }
            Fix::Quote(QuoteReason::Colon) => "a value that contains `: ` needs quotes around it".to_string(),
            Fix::Quote(QuoteReason::Comment) => {
                "a value that contains ` #` needs quotes around it".to_string()
            }
            Fix::Quote(QuoteReason::AfterQuote) => {
                "more text follows the closing quote of this value".to_string()
            }
            Fix::Quote(QuoteReason::Comma) => "a comma ends a value between brackets".to_string(),
            Fix::Quote(QuoteReason::Else) => "this value needs quotes around it".to_string(),
            Fix::CloseBracket(open) => format!("this bracket `{open}` is never closed"),
            Fix::OpenBracket(close) => format!("this bracket `{close}` was never opened"),
            Fix::OtherBracket(open, close) => format!("`{open}` is closed by `{close}`"),
            Fix::Stray(text) => format!("`{text}` does not belong here"),
            Fix::Comma => "no comma between two entries".to_string(),
            Fix::CommaTwice => "a comma with nothing in front of it".to_string(),
            Fix::SpaceAfterDash => "no space after the dash of a list item".to_string(),
            Fix::Bullet(mark) => format!("`{mark}` begins no item: a list has `-`"),
            Fix::MissingDash => "this item of a list has no `-` in front of it".to_string(),
            Fix::ExtraDash => "this `-` begins a list item where a key is expected".to_string(),
            Fix::Split(key) => format!("the key `{key}` stands on the line of another"),
            Fix::Twice => "this line stands twice".to_string(),
            Fix::StrayLine(text) => format!("`{text}` is neither a key nor an item of a list"),
            Fix::Document => "a second document begins here".to_string(),
            Fix::Braces => "several keys on one line need braces around them".to_string(),
            Fix::Both(key) => format!("`{key}` has a value, and keys below it as well"),
        }
    }

    /// How to repair it.
    pub fn help(&self) -> String {
        match self {
            Fix::Margin(_, wanted) => {
                format!("YAML is indented with plain spaces, two for each level: here {wanted}")
            }
            Fix::Indent(_, 0, _) => {
                "begin it at the edge: the keys of one record stand below each other".to_string()
            }
            Fix::Indent(_, wanted, false) => {
                format!("indent it by {wanted}: the keys of one record stand below each other")
            }
            Fix::Indent(_, wanted, true) => {
                format!("indent it by {wanted}, and the lines below it as much more or less")
            }
            Fix::Continue(wanted) => format!("indent it by {wanted}, or put all of the text on one line"),
            Fix::SpaceAfterColon(_) => "write a space between the colon and the value".to_string(),
            Fix::Colon(key, _) => format!("write `{key}: `"),
            Fix::CloseQuote(mark) => format!("write `{mark}` at the end of the text as well"),
            Fix::OpenQuote(mark) => format!("write `{mark}` in front of the text as well"),
            Fix::InnerQuote('\'') => "double it: `''` is one apostrophe".to_string(),
            Fix::InnerQuote(mark) => format!("write `\\{mark}` inside the text"),
            Fix::Escape(_) => "double the backslash, or put the text between single quotes".to_string(),
            Fix::Typographic => "write `\"` at both ends".to_string(),
            Fix::Quote(
                QuoteReason::Else
                | QuoteReason::Start(_)
                | QuoteReason::Colon
                | QuoteReason::Comment
                | QuoteReason::AfterQuote,
            ) => "put the whole value between quotes".to_string(),
            Fix::Quote(QuoteReason::Comma) => {
                "put the whole value between quotes if the comma belongs to it".to_string()
            }
            Fix::CloseBracket(open) => format!("write `{}` after the last item", closing(*open)),
            Fix::OpenBracket(close) => format!("write `{}` in front of the first item", opening(*close)),
            Fix::OtherBracket(open, _) => format!("write `{}`", closing(*open)),
            Fix::Stray(_) | Fix::Document => "delete it".to_string(),
            Fix::Comma => "write a comma between them".to_string(),
            Fix::CommaTwice => "delete one".to_string(),
            Fix::SpaceAfterDash => "write `- `".to_string(),
            Fix::Bullet(_) | Fix::MissingDash => "begin it with `- `".to_string(),
            Fix::ExtraDash => "delete it, or write `- ` in front of each item of the list".to_string(),
            Fix::Split(key) => format!("begin a new line with `{key}`; or put the value between quotes"),
            Fix::Twice => "delete one of the two".to_string(),
            Fix::StrayLine(_) => "delete the line, or write `key: value`".to_string(),
            Fix::Braces => "write `{` in front of the first key and `}` at the end".to_string(),
            Fix::Both(_) => {
                "delete the value if the keys below belong to it, or indent the line as theirs".to_string()
            }
        }
    }
}

fn spaces(count: usize) -> String {
    if count == 1 { "1 space".to_string() } else { format!("{count} spaces") }
}

pub(super) fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

pub(super) fn opening(close: char) -> char {
    if close == ']' { '[' } else { '{' }
}
