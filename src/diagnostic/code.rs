//! The codes of all diagnostics: one line each, in the order in which a build meets them.

use super::Severity;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal $severity:ident,)+) => {
        /// Which rule a diagnostic is about. The name is what an author sees and looks up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the stages.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The name that authors see, in kebab case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),+ }
            }

            /// What it is about, in a sentence.
            pub fn describe(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+).trim_ascii()),+ }
            }

            /// Whether it keeps the site from being published.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),+ }
            }
        }
    };
}

codes! {
    /// A file name that cannot be part of an address, or that some system cannot store.
    FileName = "file-name" Error,
    /// A link, pipe, device or folder where a plain file is wanted.
    FileKind = "file-kind" Error,
    /// A file that could not be read.
    FileUnreadable = "file-unreadable" Error,
    /// A file above the limit of its kind.
    FileSize = "file-size" Error,
    /// A file in `content/` that belongs to no kind of page.
    FileUnknown = "file-unknown" Error,
    /// A file in `static/` that would change how a host or a browser treats the site.
    StaticFile = "static-file" Error,
    /// A file that the site needs and does not have.
    FileMissing = "file-missing" Error,
    /// Bytes that are not UTF-8.
    NotUtf8 = "not-utf8" Error,
    /// A control character, or a byte order mark inside the text.
    ControlCharacter = "control-character" Error,
    /// A character that reorders the text around it.
    BidiCharacter = "bidi-character" Warning,
    /// Text that is not YAML.
    YamlSyntax = "yaml-syntax" Error,
    /// An anchor, alias or merge key.
    YamlAlias = "yaml-alias" Error,
    /// A tag such as `!!python/object`.
    YamlTag = "yaml-tag" Error,
    /// Nesting beyond what any record here needs.
    YamlDepth = "yaml-depth" Error,
    /// A second document in one file.
    YamlDocuments = "yaml-documents" Error,
    /// One key twice in one mapping.
    DuplicateKey = "duplicate-key" Error,
    /// A key that the record does not have.
    UnknownKey = "unknown-key" Error,
    /// A key that the record needs.
    MissingKey = "missing-key" Error,
    /// A value of another kind than the key takes.
    WrongType = "wrong-type" Error,
    /// A value outside of what makes sense.
    OutOfRange = "out-of-range" Error,
    /// A word that is not in a closed list.
    UnknownWord = "unknown-word" Error,
    /// A string that cannot be an id.
    InvalidId = "invalid-id" Error,
    /// A date that does not exist, or is not written as `2026-11-23`.
    InvalidDate = "invalid-date" Error,
    /// An address that is not plain http, https or mailto.
    UnsafeUrl = "unsafe-url" Error,
    /// Percentiles that fall where they should rise.
    PercentileOrder = "percentile-order" Error,
    /// A figure from fewer than ten people.
    SmallSample = "small-sample" Error,
    /// Front matter that is missing, or never closed.
    FrontMatter = "front-matter" Error,
    /// HTML in Markdown.
    RawHtml = "raw-html" Error,
    /// Markdown nested beyond what a reader could follow.
    MarkdownDepth = "markdown-depth" Error,
    /// A top heading inside a page that has its title already.
    HeadingLevel = "heading-level" Error,
    /// A code fence in a language that is not known.
    FenceLanguage = "fence-language" Warning,
    /// A reference such as `[@id]` or `[=role.row]` that cannot be read.
    ReferenceSyntax = "reference-syntax" Error,
    /// A name that leads nowhere.
    UnknownName = "unknown-name" Error,
    /// A link to a file or page that is not there.
    BrokenLink = "broken-link" Error,
    /// A link to a heading or row that its page does not have.
    BrokenAnchor = "broken-anchor" Error,
    /// An image that is not in `static/`, or that says nothing to who cannot see it.
    ImageMissing = "image-missing" Error,
    /// One id in two files, or twice in one list.
    DuplicateId = "duplicate-id" Error,
    /// A cell that does not fit the kind of its row.
    CellKind = "cell-kind" Error,
    /// A fact that names a source and is also said to be judgement.
    SourceAndJudgement = "source-and-judgement" Error,
    /// A fact with neither a source nor the mark of judgement.
    Unsourced = "unsourced" Warning,
    /// A role that compares itself with, or moves to, itself.
    SelfReference = "self-reference" Error,
    /// Two things that want one address.
    PathCollision = "path-collision" Error,
    /// A template that cannot be read, or cannot draw a page.
    Template = "template" Error,
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_kebab_case_and_each_is_used_once() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(
            names.iter().all(|n| n.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        );
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
