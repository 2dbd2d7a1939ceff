//! The mistakes of YAML syntax that candidate fixes repair, with their messages.

/// The mistake that a candidate repairs.
#[derive(Debug, Clone)]
pub(super) enum Fix {
    /// An indentation character other than a space, and the intended indentation.
    Margin(char, usize),
    /// A wrong indentation: the current and intended one, and whether the lines below move too.
    Indent(usize, usize, bool),
    /// The continuation of a text that is not indented, and its intended indentation.
    Continue(usize),
    /// No space between colon and value.
    SpaceAfterColon(String),
    /// A character in place of the colon, or a missing colon.
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
    /// A value that is only text if it is quoted.
    Quote(QuoteReason),
    /// A bracket that is never closed.
    CloseBracket(char),
    /// A bracket that is never opened.
    OpenBracket(char),
    /// A bracket that is closed by the other kind.
    OtherBracket(char, char),
    /// A character that does not belong there.
    Stray(String),
    /// A key that is `true` or `false`, without colon and value.
    NoValue(String),
    /// Marks of Markdown in a value.
    Markup,
    /// A missing comma between two entries.
    Comma,
    /// A duplicate comma.
    CommaTwice,
    /// A missing space after a dash.
    SpaceAfterDash,
    /// A list marker other than the dash.
    Bullet(String),
    /// A list item without its dash.
    MissingDash,
    /// A dash where a key is expected.
    ExtraDash,
    /// List items on the line of their key: `skills: - a`.
    InlineItems,
    /// Two keys on one line.
    Split(String),
    /// A duplicate line.
    DuplicateLine,
    /// A line that is neither key nor item.
    StrayLine(String),
    /// The separator of a second document.
    Document,
    /// The mark of a block text, with text on its line.
    BlockMark(char),
    /// A value before nested keys.
    ValueAndKeys(String),
    /// A value before nested keys, of which one could be `value`.
    ValueKey(String),
    /// Several keys on one line, without braces.
    Braces,
    /// A link of Markdown, of which only the address is wanted, or only the text.
    Link(LinkPart),
    /// A comment of another language, with the mark that begins it.
    Comment(&'static str),
    /// A list item among the keys of a record.
    ItemAmongKeys,
    /// Lines of a difference.
    Difference,
    /// A parenthesis in place of the opening bracket that the given one closes.
    Parenthesis(char),
}

/// A part of a link of Markdown.
#[derive(Debug, Clone, Copy)]
pub(super) enum LinkPart {
    /// The address.
    Address,
    /// The text.
    Text,
}

/// The reason why a value needs quotes.
#[derive(Debug, Clone)]
pub(super) enum QuoteReason {
    /// It begins with an indicator character.
    Start(char),
    /// It contains `: ` or ends with a colon.
    Colon,
    /// It contains ` #`.
    Comment,
    /// More follows its closing quote.
    AfterQuote,
    /// It is in a flow collection and contains a comma.
    Comma,
    /// Another reason.
    Else,
}

impl Fix {
    /// The fix of a mark in place of the dash of a list item.
    pub(super) fn of_list_mark(mark: &str) -> Fix {
        if mark == "-" { Fix::SpaceAfterDash } else { Fix::Bullet(mark.to_string()) }
    }

    /// Returns `true` if the edit deletes no text and its kind leaves no doubt about the intention.
    pub(super) fn is_lossless(&self) -> bool {
        matches!(
            self,
            Fix::Margin(..)
                | Fix::SpaceAfterColon(_)
                | Fix::Quote(QuoteReason::Start(_) | QuoteReason::Colon | QuoteReason::AfterQuote)
                | Fix::InnerQuote(_)
                | Fix::Escape(_)
                | Fix::SpaceAfterDash
                | Fix::DuplicateLine
        )
    }

    /// Returns `true` if the edit deletes text.
    pub(super) fn deletes_text(&self) -> bool {
        matches!(
            self,
            Fix::Stray(_)
                | Fix::StrayLine(_)
                | Fix::DuplicateLine
                | Fix::ValueAndKeys(_)
                | Fix::Document
                | Fix::Link(_)
                | Fix::Markup
                | Fix::ItemAmongKeys
                | Fix::Difference
        )
    }

    /// Returns `true` if the edit only shows that the rest of the text is correct, and is no advice.
    pub(super) fn is_for_people(&self) -> bool {
        matches!(self, Fix::ItemAmongKeys)
    }

    /// The message of the diagnostic.
    pub(super) fn message(&self) -> String {
        match self {
            Fix::Margin('\t', _) => "this line is indented with a tab".to_string(),
            Fix::Margin('\u{a0}', _) => "this line is indented with a no-break space".to_string(),
            Fix::Margin(other, _) => {
                format!("this line is indented with the character U+{:04X}", u32::from(*other))
            }
            Fix::Indent(own, ..) => {
                format!("this line is indented by {}, unlike its neighbours", spaces(*own))
            }
            Fix::Continue(_) => "this text continues the line above, but is not indented".to_string(),
            Fix::SpaceAfterColon(key) => format!("missing space after the colon of `{key}`"),
            Fix::Colon(key, written) if written.trim().is_empty() => {
                format!("missing colon after the key `{key}`")
            }
            Fix::Colon(key, written) => {
                format!("expected a colon after the key `{key}`, found `{}`", written.trim())
            }
            Fix::CloseQuote(mark) => format!("unclosed quote `{mark}`"),
            Fix::OpenQuote(mark) => format!("quote `{mark}` without an opening quote"),
            Fix::InnerQuote(mark) => format!("a `{mark}` inside the text ends it too early"),
            Fix::Escape(escape) => format!("`{escape}` is not an escape sequence"),
            Fix::Typographic => "typographic quotes do not quote text in YAML".to_string(),
            Fix::Quote(QuoteReason::Start('`')) => {
                "a value that starts with a backtick needs quotes".to_string()
            }
            Fix::Quote(QuoteReason::Start(mark)) => {
                format!("a value that starts with `{mark}` needs quotes")
            }
            Fix::Quote(QuoteReason::Colon) => "a value that contains `: ` needs quotes".to_string(),
            Fix::Quote(QuoteReason::Comment) => "a value that contains ` #` needs quotes".to_string(),
            Fix::Quote(QuoteReason::AfterQuote) => "text after the closing quote of this value".to_string(),
            Fix::Quote(QuoteReason::Comma) => "a comma ends a value between brackets".to_string(),
            Fix::Quote(QuoteReason::Else) => "this value needs quotes".to_string(),
            Fix::CloseBracket(open) => format!("unclosed bracket `{open}`"),
            Fix::OpenBracket(close) => format!("bracket `{close}` without an opening bracket"),
            Fix::OtherBracket(open, close) => format!("`{open}` is closed by `{close}`"),
            Fix::Stray(text) => format!("unexpected `{text}`"),
            Fix::NoValue(key) => format!("the key `{key}` has no value"),
            Fix::Markup => "a value of YAML cannot have the marks of Markdown".to_string(),
            Fix::Comma => "missing comma between two entries".to_string(),
            Fix::CommaTwice => "a comma without an entry before it".to_string(),
            Fix::SpaceAfterDash => "missing space after the dash of a list item".to_string(),
            Fix::Bullet(mark) => format!("`{mark}` is not a list marker"),
            Fix::MissingDash => "this list item has no `-`".to_string(),
            Fix::ExtraDash => "this `-` begins a list item where a key is expected".to_string(),
            Fix::InlineItems => "a list item on the line of its key".to_string(),
            Fix::Split(key) => format!("the key `{key}` is on the line of another"),
            Fix::DuplicateLine => "duplicate line".to_string(),
            Fix::StrayLine(text) => format!("`{text}` is neither a key nor a list item"),
            Fix::Document => "a second document begins here".to_string(),
            Fix::BlockMark(mark) => format!("the text after `{mark}` begins on its line"),
            Fix::Braces => "several keys on one line need braces around them".to_string(),
            Fix::Link(_) => "a value of YAML cannot be a link of Markdown".to_string(),
            Fix::Comment(mark) => format!("`{mark}` does not begin a comment in YAML"),
            Fix::ItemAmongKeys => "a list item among the keys of a record".to_string(),
            Fix::Difference => "these lines are copied from a diff".to_string(),
            Fix::Parenthesis(close) => format!("`(` is closed by `{close}`"),
            Fix::ValueAndKeys(key) | Fix::ValueKey(key) => {
                format!("`{key}` has both a value and keys below it")
            }
        }
    }

    /// The help text of the diagnostic.
    pub(super) fn help(&self) -> String {
        match self {
            Fix::Margin(_, wanted) => {
                format!("indent with plain spaces, two per level: here {wanted}")
            }
            Fix::Indent(_, 0, _) => "remove the indentation: the keys of a record are aligned".to_string(),
            Fix::Indent(_, wanted, false) => {
                format!("indent it by {wanted}: the keys of a record and the items of a list are aligned")
            }
            Fix::Indent(_, wanted, true) => {
                format!("indent it by {wanted}, and shift the lines below it by the same amount")
            }
            Fix::Continue(wanted) => format!("indent it by {wanted}, or put the whole text on one line"),
            Fix::SpaceAfterColon(_) => "write a space between the colon and the value".to_string(),
            Fix::Colon(key, _) => format!("write `{key}: `"),
            Fix::CloseQuote(mark) => format!("write `{mark}` at the end of the text as well"),
            Fix::OpenQuote(mark) => format!("write `{mark}` before the text as well"),
            Fix::InnerQuote('\'') => "double it: `''` is one apostrophe".to_string(),
            Fix::InnerQuote(mark) => format!("write `\\{mark}` inside the text"),
            Fix::Escape(_) => "double the backslash, or use single quotes".to_string(),
            Fix::Typographic => "write `\"` at both ends".to_string(),
            Fix::Quote(
                QuoteReason::Else
                | QuoteReason::Start(_)
                | QuoteReason::Colon
                | QuoteReason::Comment
                | QuoteReason::AfterQuote,
            ) => "quote the whole value".to_string(),
            Fix::Quote(QuoteReason::Comma) => "quote the whole value if the comma belongs to it".to_string(),
            Fix::CloseBracket(open) => format!("write `{}` after the last item", closing(*open)),
            Fix::OpenBracket(close) => format!("write `{}` before the first item", opening(*close)),
            Fix::OtherBracket(open, _) => format!("write `{}`", closing(*open)),
            Fix::Stray(_) | Fix::Document => "delete it".to_string(),
            Fix::NoValue(key) => format!("write `{key}: true`"),
            Fix::Markup => "write the text without the marks".to_string(),
            Fix::Comma => "write a comma between them".to_string(),
            Fix::CommaTwice => "delete one".to_string(),
            Fix::SpaceAfterDash => "write `- `".to_string(),
            Fix::Bullet(_) | Fix::MissingDash => "begin it with `- `".to_string(),
            Fix::ExtraDash => "delete it, or write `- ` before each item of the list".to_string(),
            Fix::InlineItems => "write the list in brackets, or each item on a line of its own".to_string(),
            Fix::Split(key) => format!("begin a new line with `{key}`; or quote the value"),
            Fix::DuplicateLine => "delete one of the two".to_string(),
            Fix::StrayLine(_) => "delete the line, or write `key: value`".to_string(),
            Fix::BlockMark(mark) => format!("delete the `{mark}`: a text on one line does not need it"),
            Fix::Braces => "write `{` before the first key and `}` at the end".to_string(),
            Fix::Link(LinkPart::Address) => "write only the address".to_string(),
            Fix::Link(LinkPart::Text) => {
                "write only the text; an address belongs in a source, or in the guide".to_string()
            }
            Fix::Comment(_) => "begin it with `#`".to_string(),
            Fix::ItemAmongKeys => {
                "move it into the list that it belongs to, with the lines below it".to_string()
            }
            Fix::Difference => {
                "delete the lines that begin with `-`, and the `+` before the others".to_string()
            }
            Fix::Parenthesis(close) => format!("write `{}`", opening(*close)),
            Fix::ValueKey(_) => {
                "put the value on a line of its own: `value: …`, indented like the keys below".to_string()
            }
            Fix::ValueAndKeys(_) => {
                "delete the value if the keys below belong to it, or indent the line like those keys"
                    .to_string()
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
