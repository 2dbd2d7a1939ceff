//! The codes of all diagnostics, one line each, grouped by topic in the order of the stages. The file
//! `explain/<code>.md` explains each code.

use super::Severity;

macro_rules! codes {
    ($($about:literal: $($variant:ident = $name:literal $severity:ident $([was $former:literal])?,)+)+) => {
        /// The rule that a diagnostic is about. Authors see its name and look it up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(
                #[doc = include_str!(concat!("explain/", $name, ".md"))]
                $variant,
            )+)+
        }

        impl Code {
            /// Every code, in the order of the stages.
            pub const ALL: &'static [Code] = &[$($(Code::$variant),+),+];

            /// The topics in the order of the stages, each with its codes.
            pub const GROUPS: &'static [(&'static str, &'static [Code])] =
                &[$(($about, &[$(Code::$variant),+])),+];

            /// The name in kebab case.
            pub fn name(self) -> &'static str {
                match self { $($(Code::$variant => $name),+),+ }
            }

            /// The explanation in Markdown: the rule, its reason, an example and the fix. It is also the variant's
            /// documentation. The first line states the rule in one sentence.
            pub fn explanation(self) -> &'static str {
                match self { $($(Code::$variant => include_str!(concat!("explain/", $name, ".md"))),+),+ }
            }

            /// The name of the code in an earlier version, if it was renamed.
            pub fn former_name(self) -> Option<&'static str> {
                match self {
                    $($($(Code::$variant => Some($former),)?)+)+
                    _ => None,
                }
            }

            /// The severity of its diagnostics. An error prevents publication.
            pub fn severity(self) -> Severity {
                match self { $($(Code::$variant => Severity::$severity),+),+ }
            }
        }
    };
}

impl Code {
    /// The rule in one sentence.
    pub fn describe(self) -> &'static str {
        self.explanation().lines().next().unwrap_or_default()
    }

    /// Returns `true` for lints about style and completeness, which a site can turn off as a whole.
    pub fn can_be_turned_off(self) -> bool {
        self == Code::EntryOrder
            || Code::GROUPS.iter().any(|(about, codes)| *about == "Lints" && codes.contains(&self))
    }

    /// Returns the code with this name.
    pub fn find(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Returns the code that had this name in an earlier version.
    pub fn find_former(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.former_name() == Some(name))
    }
}

codes! {
    "Files":
    FileName = "file-name" Error,
    FileKind = "file-kind" Error,
    FileUnreadable = "file-unreadable" Error,
    FileSize = "file-size" Error,
    FileUnknown = "file-unknown" Error,
    StaticFile = "static-file" Error,
    CustomScript = "custom-script" Warning,
    HostConfig = "host-config" Warning,
    DomainVerification = "domain-verification" Warning,
    FileMissing = "file-missing" Error,
    NotUtf8 = "not-utf8" Error,
    ControlCharacter = "control-character" Error,
    BidiCharacter = "bidi-character" Error,
    InvisibleCharacter = "invisible-character" Error,
    MergeConflict = "merge-conflict" Error,
    "YAML":
    YamlSyntax = "yaml-syntax" Error,
    YamlAlias = "yaml-alias" Error,
    YamlTag = "yaml-tag" Error,
    YamlDepth = "yaml-depth" Error,
    YamlDocuments = "yaml-documents" Error,
    YamlText = "yaml-text" Warning,
    EntryOrder = "entry-order" Warning,
    DuplicateKey = "duplicate-key" Error,
    "Keys and values":
    VersionRequirement = "version-requirement" Error,
    UnknownKey = "unknown-key" Error,
    AlternativeKey = "alternative-key" Warning,
    MissingKey = "missing-key" Error,
    WrongType = "wrong-type" Error,
    OutOfRange = "out-of-range" Error,
    UnknownWord = "unknown-word" Error,
    InvalidId = "invalid-id" Error,
    InvalidDate = "invalid-date" Error,
    UnsafeUrl = "unsafe-url" Error,
    PercentileOrder = "percentile-order" Error,
    SmallSample = "small-sample" Error,
    LevelOrder = "level-order" Error,
    "Markdown":
    FrontMatter = "front-matter" Error,
    RawHtml = "raw-html" Error,
    MarkdownDepth = "markdown-depth" Error,
    HeadingLevel = "heading-level" Error,
    NotMarkdown = "not-markdown" Warning,
    TableRow = "table-row" Warning,
    LeftoverTodo = "leftover-todo" Warning [was "fill-in"],
    FenceLanguage = "fence-language" Warning,
    ReferenceSyntax = "reference-syntax" Error,
    "Names and links":
    UnknownName = "unknown-name" Error,
    BrokenLink = "broken-link" Error,
    DeadLink = "dead-link" Warning [was "link-gone"],
    BrokenAnchor = "broken-anchor" Error,
    ImageMissing = "image-missing" Error,
    DuplicateId = "duplicate-id" Error,
    "Facts and addresses":
    CellKind = "cell-kind" Error,
    SourceAndJudgement = "source-and-judgement" Error,
    Unsourced = "unsourced" Warning,
    NoChange = "no-change" Error,
    SelfReference = "self-reference" Error,
    PathCollision = "path-collision" Error,
    "Templates":
    Template = "template" Error,
    Unescaped = "unescaped" Warning,
    InvalidMessage = "invalid-message" Error,
    UnusedMessage = "unused-message" Warning,
    MissingMessage = "missing-message" Warning,
    "Suppressions":
    InvalidSuppression = "invalid-suppression" Error [was "exception"],
    UnusedSuppression = "unused-suppression" Warning [was "unneeded-exception"],
    RenamedCode = "renamed-code" Warning,
    "Lints":
    HeadingJump = "heading-jump" Warning,
    UnclosedFence = "unclosed-fence" Warning,
    Footnote = "footnote" Warning,
    LowContrast = "low-contrast" Warning,
    ImageAlt = "image-alt" Warning [was "image-words"],
    EmptyLink = "empty-link" Warning,
    EmptyHeading = "empty-heading" Warning,
    UncitedFigure = "uncited-figure" Warning,
    HardCodedFigure = "hard-coded-figure" Warning [was "typed-figure"],
    Unused = "unused" Warning,
    DuplicateName = "duplicate-name" Warning,
    GuideMissing = "guide-missing" Warning,
    GuideSections = "guide-sections" Warning,
    Undated = "undated" Warning,
    OverstatedConfidence = "overstated-confidence" Warning,
    PayWithoutN = "pay-without-n" Warning,
    EqualPercentiles = "equal-percentiles" Warning,
    EmptyRow = "empty-row" Warning,
    LevelGap = "level-gap" Warning,
    LoweredGrade = "lowered-grade" Warning,
    QuestionWithoutEffect = "question-without-effect" Warning [was "idle-question"],
    UnreasonedWeight = "unreasoned-weight" Warning,
    UnreachableResult = "unreachable-result" Warning [was "never-first"],
    OldFact = "old-fact" Warning,
    FutureDate = "future-date" Warning,
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_kebab_case_and_unique() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(
            names.iter().all(|n| n.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        );
        names.extend(Code::ALL.iter().filter_map(|code| code.former_name()));
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "no name means two codes: {names:?}");
    }
}
