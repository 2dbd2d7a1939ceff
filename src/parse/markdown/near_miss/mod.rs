//! Finds text that looks like markup but is not. Markdown has no errors: what it does not recognise is printed
//! literally, whether a mistyped link or the syntax of another tool. [`FORMS`] lists all forms that are reported;
//! each has examples below and is described by `rolebook explain not-markdown`.

mod blocks;
mod inline;
mod own;
mod paragraph;

use std::ops::Range;

pub(super) use blocks::CONTENTS;
pub(super) use inline::BALANCE;
pub(super) use own::possible_citations;
pub(super) use paragraph::{bold_callout, cells, list, table};

/// Text that looks like markup and is printed literally.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NearMiss {
    /// Its byte range in the run.
    pub at: Range<usize>,
    /// Advice on how to fix it.
    pub help: String,
    /// The replacement, if it is certain.
    pub replacement: Option<String>,
}

/// A form of text that looks like markup.
pub(super) struct Form {
    /// The name of the form in the message: `this looks like …, but is read as plain text`.
    pub name: &'static str,
    /// Bytes that occur in this form: every match contains at least one. Most runs contain none and are skipped.
    marks: &'static [u8],
    find: fn(&Run<'_>, &mut Vec<NearMiss>),
}

/// Text on one line, without code, links and escaped characters, that the parser treats as plain text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run<'t> {
    /// The text.
    pub text: &'t str,
    /// The text before it on its line.
    pub before: &'t str,
    /// The text after it on its line.
    pub after: &'t str,
    /// Its position in its block.
    pub position: RunPosition,
    /// The kind of block that contains it.
    pub block: Block,
}

/// The position of a run in its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RunPosition {
    /// After other content of its line.
    Middle,
    /// At the start of a line after the second.
    Line,
    /// At the start of the second line of its block.
    SecondLine,
    /// At the start of its block.
    Block,
}

/// The kind of block that contains a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph, a cell or another block.
    Text,
    /// A list item.
    Item,
    /// A heading.
    Heading,
}

/// All forms. If two matches overlap, the first one counts.
pub(super) const FORMS: &[Form] = &[
    Form { name: HEADING, marks: b"#=", find: blocks::heading },
    // The first byte of `–` and `•`.
    Form { name: "a list", marks: b"-+*.)\xe2", find: blocks::list },
    Form { name: "a task", marks: b"[", find: blocks::task },
    Form { name: "a table", marks: b"+", find: blocks::grid_table },
    Form { name: "a link definition", marks: b"[", find: blocks::link_definition },
    Form { name: "a callout", marks: b"![", find: blocks::callout },
    Form { name: "an admonition", marks: b"!?.", find: blocks::admonition },
    Form { name: "a directive", marks: b":", find: blocks::directive },
    Form { name: "a shortcode", marks: b"{", find: blocks::shortcode },
    Form { name: "an abbreviation", marks: b"*", find: blocks::abbreviation },
    Form { name: "a table of contents", marks: b"[", find: blocks::contents },
    Form { name: "front matter", marks: b"+", find: blocks::front_matter },
    Form { name: "a comment", marks: b"%", find: blocks::comment },
    Form { name: "attributes", marks: b"{", find: blocks::attributes },
    Form { name: "a wiki link", marks: b"[", find: inline::wiki_link },
    Form { name: "a footnote", marks: b"^", find: inline::inline_note },
    Form { name: "a citation", marks: b"@", find: own::citation },
    Form { name: "a fact", marks: b"=", find: own::fact },
    Form { name: "a judgement", marks: b"[", find: own::judgement },
    Form { name: "a link", marks: b"]", find: inline::broken_link },
    Form { name: "a link", marks: b"(<[{", find: own::link },
    Form { name: "a link", marks: b":", find: inline::bare_address },
    Form { name: "a link", marks: b"w", find: inline::bare_host },
    Form { name: "an e-mail address", marks: b"@", find: inline::email },
    Form { name: "a formula", marks: b"$", find: inline::formula },
    Form { name: CODE, marks: b"`", find: inline::backtick },
    Form { name: "bold text", marks: b"*", find: |run, matches| inline::unmatched_mark(run, "**", matches) },
    Form { name: "bold text", marks: b"_", find: |run, matches| inline::unmatched_mark(run, "__", matches) },
    Form { name: "emphasis", marks: b"*_", find: inline::unbalanced },
    Form { name: "emphasis", marks: b"*_", find: inline::emphasis },
    Form {
        name: "struck-out text",
        marks: b"~",
        find: |run, matches| inline::unmatched_mark(run, "~~", matches),
    },
    Form { name: "highlighted text", marks: b"=", find: inline::highlight },
    Form { name: "superscript", marks: b"^", find: |run, matches| inline::raised(run, '^', "²", matches) },
    Form { name: "subscript", marks: b"~", find: |run, matches| inline::raised(run, '~', "₂", matches) },
    Form { name: "an emoji", marks: b":", find: inline::emoji },
    Form { name: "a character reference", marks: b"&", find: inline::entity },
    Form { name: "a definition", marks: b":", find: inline::definition },
];

/// The forms that other tools read, and that repeat in a text that was written for one.
const FOREIGN: &[&str] = &[
    "a callout",
    "an admonition",
    "a directive",
    "a shortcode",
    "an abbreviation",
    "a table of contents",
    "a comment",
    "attributes",
    "a wiki link",
    "a formula",
    "highlighted text",
    "superscript",
    "subscript",
    "an emoji",
];

/// Returns `true` for the syntax of another tool.
pub(super) fn is_foreign(form: &str) -> bool {
    FOREIGN.contains(&form)
}

/// The name of the form for a heading.
pub(super) const HEADING: &str = "a heading";

/// The name of the form for code.
pub(super) const CODE: &str = "code";

/// For each byte, a bit set of the forms that contain it.
static MARKED: [u64; 256] = {
    let mut marked = [0; 256];
    let mut form = 0;
    while form < FORMS.len() {
        let mut mark = 0;
        while mark < FORMS[form].marks.len() {
            marked[FORMS[form].marks[mark] as usize] |= 1 << form;
            mark += 1;
        }
        form += 1;
    }
    marked
};

/// Finds everything in a run that looks like markup, in order, each with its form.
pub(super) fn find(run: &Run<'_>) -> Vec<(&'static Form, NearMiss)> {
    let mut all: Vec<(&'static Form, NearMiss)> = Vec::new();
    let marked = run.text.bytes().fold(0u64, |marked, byte| marked | MARKED[usize::from(byte)]);
    if marked == 0 {
        return all;
    }
    let mut matches = Vec::new();
    for (number, form) in FORMS.iter().enumerate() {
        if marked & (1 << number) == 0 {
            continue;
        }
        (form.find)(run, &mut matches);
        for miss in matches.drain(..) {
            // A hostile line could have thousands of matches.
            if all.len() == MAX_PER_LINE {
                break;
            }
            // Escaped characters are meant as text.
            if miss.at.start == 0 && run.before.ends_with('\\') {
                continue;
            }
            let overlaps = |other: &NearMiss| other.at.start < miss.at.end && miss.at.start < other.at.end;
            if !all.iter().any(|(_, other)| overlaps(other)) {
                all.push((form, miss));
            }
        }
        matches.clear();
    }
    all.sort_by_key(|(_, miss)| miss.at.start);
    all
}

/// The maximum number of matches reported per line.
const MAX_PER_LINE: usize = 64;

impl Run<'_> {
    fn starts_line(&self) -> bool {
        self.position > RunPosition::Middle
    }

    fn starts_block(&self) -> bool {
        self.position == RunPosition::Block
    }

    fn ends_line(&self) -> bool {
        self.after.trim().is_empty()
    }

    /// The character before an offset of the text.
    fn char_before(&self, at: usize) -> Option<char> {
        let before = if self.starts_line() { "" } else { self.before };
        self.text[..at].chars().next_back().or_else(|| before.chars().next_back())
    }

    /// The character at an offset of the text, or the one after the text.
    fn char_after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next().or_else(|| self.after.chars().next())
    }
}

/// The beginnings of addresses in links, where a space before the address may be a mistake.
const ADDRESSES: &[&str] = &["http", "../", "./", "#", "role:", "tool:", "term:", "source:", "compare:", "/"];

/// Returns `true` if a text is an address of the site or the web, without spaces.
pub(super) fn is_address(text: &str) -> bool {
    let begins = ADDRESSES.iter().filter(|begin| text.len() > begin.len() + 1 && **begin != "/");
    !text.contains(char::is_whitespace) && begins.into_iter().any(|begin| text.starts_with(begin))
}

/// The maximum length of an address that is examined, in bytes.
const MAX_ADDRESS: usize = 2048;

fn help(matches: &mut Vec<NearMiss>, at: Range<usize>, help: impl Into<String>) {
    matches.push(NearMiss { at, help: help.into(), replacement: None });
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the prefix whose characters match, in bytes.
fn length(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::parse::{Diagnostics, markdown};

    /// For each form in order: texts with one match, marked `«»`, and texts without any.
    const EXAMPLES: &[(&str, &[&str], &[&str])] = &[
        (
            "a heading",
            &["Words\n«##»On call", "«###»*On call*", "- item\n  «##»x", "«== Title»\n\nWords"],
            &["#1 of them", "\\##x", "#hashtag and #another", "C##", "a\n## b", "x == y", "`##x`"],
        ),
        (
            "a list",
            &[
                "«-»item one\n-item two",
                "Words:\n«-»item one\n-item two",
                "«-»item\n-other",
                "> Words:\n> «1.»First do this\n> 2.Then that",
                "«1)»item one",
                "«1.»Install it",
                "- one thing\n«-»two things",
                "«+»this one",
                "- one\n«-»two",
                "* one\n«*»two",
                "- **One.** Words\n«-»**Two.** Words",
                "Words:\n«-»**One.** Words\n-**Two.** Words",
                "- one thing\n«– »two more things",
                "- one thing\n«— »**Two.** Words",
                "- one thing\n  «• »two more things",
                "Words:\n«• »one thing\n• another thing",
                "> Words:\n> «– »one thing\n> – another thing",
            ],
            &[
                "-5 degrees",
                "– he said so",
                "Words\n— and an aside\n– and another",
                "- one thing\n  – which is large",
                "-v is a flag",
                "* note",
                "*Prices as of today.",
                "1.5 times",
                "3.js",
                "-item",
                "-item\nand words",
                "Words\n-v is a flag",
                "1.one\nand words",
                "--flag it",
                "- a\n- b",
            ],
        ),
        (
            "a task",
            &["«[x]» done", "«[ ]» to do\n[x] done", "- «[]» to do", "- «[x]»done"],
            &[
                "- [x] done\n- [ ] open",
                "see [x] here",
                "[x](https://example.org/)",
                "- [x]: /y\n\n[x]",
                "array[] x",
            ],
        ),
        (
            "a table",
            &[
                "«| a | b |»\n| 1 | 2 |",
                "«a | b»\n--- | --- | ---\n1 | 2",
                "Words\n«| a | b |»\n|---|---|---|\n| 1 | 2 |",
                "> «| a | b |»\n> | 1 | 2 |",
                "«+----+----+»\n| a  | b  |\n+----+----+",
            ],
            &["either | or", "a | b\nc | d", "| a | b |\n|---|---|\n| 1 | 2 |", "x || y", "`| a |`"],
        ),
        (
            "a link definition",
            &["Words\n«[x]: ../pages/about.md»"],
            &["[Note]: this is one", "[x]: https://example.org/\n\nSee [x].", "\\[x]: ../a.md"],
        ),
        (
            "a callout",
            &[
                "> «[!TIPP]»\n> Words",
                "> «[!INFO]»\n> Words",
                "> «[!NOTE]» Words",
                "«[!TIP]»\nWords",
                "> «**Note**»\n> Words",
                "> «[NOTE]»\n> Words",
                "> «[Warning]» Words",
                "> «!NOTE»",
                "> «![TIP]»",
                "> «[!NOTE»\n> Words",
            ],
            &[
                "> [!NOTE]\n> Words",
                "> **Note** that this",
                "**Note**\nWords",
                "say [!] now",
                "`[!X]`",
                "> [Sic] he said",
                "[NOTE]",
                "> Note: words",
            ],
        ),
        (
            "an admonition",
            &["«!!! note»\n    Words", "«??? tip \"Title\"»", "«.. note::»"],
            &["Stop!!! now", "!!!", "What???", ".. and so on", "`!!! note`"],
        ),
        (
            "a directive",
            &["«:::tip»\nBe careful\n:::", "«::: {.warning}»\nWords\n:::", "«::youtube[x]»"],
            &["a ::: b", ":::", "std::vec", "::1 is home", "`:::tip`", "\\:::tip"],
        ),
        (
            "a shortcode",
            &["«{{< figure src=\"x\" >}}»", "a «{{% note %}}» b"],
            &["{{ config }} {% raw %}", "`{{< x >}}`", "{{}}"],
        ),
        ("an abbreviation", &["«*[HTML]: Hypertext»"], &["*a [b]* c", "\\*[a]: b", "`*[a]: b`"]),
        (
            "a table of contents",
            &["«[TOC]»", "«[[_TOC_]]»", "«[toc]»\n\nWords"],
            &["the [TOC] of it", "`[TOC]`", "[toc](https://example.org/)"],
        ),
        ("front matter", &["«+++»\ntitle = \"x\"\n+++"], &["C+++ is none", "+++ here", "`+++`"]),
        ("a comment", &["«%%hidden%%»"], &["100%% of it", "%", "`%%x%%`"]),
        (
            "attributes",
            &[
                "## Install «{#install}»",
                "*words*«{.red}»",
                "Words\n«{: .note}»",
                "[a](https://www.a.org/)«{.button}»",
            ],
            &["a {#if} b", "{x} and {.y} z", "`{#x}`", "use {.class} here", "a{b}"],
        ),
        (
            "a wiki link",
            &["see «[[SLO]]»", "«[[Page|words]]» and «[[a/b]]»", "!«[[image.png]]»"],
            &["rows[[0]]", "[[1]]", "if [[ -f x ]]; then", "`[[x]]`", "\\[[x]]"],
        ),
        ("a footnote", &["words«^[»a note]"], &["2^[x", "[^a]\n\n[^a]: b", "`^[x]`", "[^]"]),
        (
            "a citation",
            &[
                "It holds «[@sre-intro».",
                "It holds «@sre-intro]».",
                "It holds «[@sre-intro[». The budget",
                "It holds «]@sre-intro]».",
                "It holds «(@sre-intro)».",
                "It holds (see «[@sre-intro»).",
                "It holds «(@sre-intro]», and «[@book)» too",
            ],
            &[
                "@ada said (by @ada and others)",
                "[@book] and [ @book ]",
                "the ada@book]",
                "`[@id`",
                "\\[@id]",
                "at @ 5",
            ],
        ),
        (
            "a fact",
            &[
                "On call «[=sre.on-call».",
                "On call «(=sre.on-call)».",
                "On call «=sre.on-call]» and",
                "So «(=judgement)».",
                "So «[=judgement»",
            ],
            &["(=5)", "[=sre.on-call]", "[y=x.z]", "if (a == b.c)", "`[=sre.goal`", "(= the sum)"],
        ),
        (
            "a judgement",
            &["It is the core of the job «[judgement]».", "So «[judgment]», and"],
            &[
                "So [=judgement].",
                "So \\[judgement].",
                "`[judgement]`",
                "So [judgement](/about/).",
                "my judgement [1]",
            ],
        ),
        (
            "a link",
            &[
                "See «[y](/roles/» .",
                "See «[y](../roles/sre.md».",
                "See «[y(/roles/)».",
                "See y«](/roles/)».",
                "See «(y)[/roles/]».",
                "See «[y]{../a.md}» and «[z]:(role:sre)»",
                "See «{y}(/roles/)» and «[z](/roles/]».",
                "See [*y*«](/roles/»  now",
                "See «[y](../a.md \"title)»",
                "a «[b] (../c.md)» d",
                "a «[b](../c d.md)».",
                "See «https://www.a.org/b?c».",
                "(«www.example.org/a»)",
                "see «[words][nowhere]»",
                "«[words][]» and so",
            ],
            &[
                "a [b] (see below), \\](x)",
                "f(x)[0] and a[i](j)",
                "[see (/roles/) there]",
                "items (one)[two]",
                "f{a}(x)",
                "https:// and http",
                "the www. prefix",
                "rows[i][j]",
                "[1][2]",
                "See [x] and [y]",
                "<https://www.a.org/>",
                "`https://www.a.org/`",
                "[a][b]\n\n[b]: https://www.a.org/",
            ],
        ),
        (
            "an e-mail address",
            &["write to «ada@example.org».", "(«ada.l+x@mail.example.org»)"],
            &[
                "git@github.com:a/b.git",
                "@ada",
                "lodash@4.17.21",
                "a @ b.c",
                "<ada@example.org>",
                "@ada@social.example",
                "`a@b.org`",
            ],
        ),
        (
            "a formula",
            &["so «$$x^2$$» it is", "«$$»\nx\n$$"],
            &["$5 and $10", "$$$ is dear", "costs $$ or $$$", "`$$x$$`", "US$5"],
        ),
        ("code", &["run «`»foo now", "a «``»b` c"], &["`a`", "``a`b``", "\\`a", "``` ` ```"]),
        (
            "bold text",
            &["a «** bold **» b", "a «**»bold b", "bold«**» b", "これは«**重要。**»次"],
            &[
                "2**8",
                "a remark [**]",
                "src/**/*.md",
                "a ** b",
                "**bold**",
                "\\*\\*a\\*\\*",
                "`**`",
                "\\** a",
            ],
        ),
        ("bold text", &["a «__»bold b", "a «__ bold __» b"], &["__bold__", "a__b", "____", "`__`", "a __ b"]),
        (
            "emphasis",
            &["- «*»*Software.* Document", "a *half*«*» b", "«_»_x_", "a **bold**«**» b"],
            &["***a** b*", "***a* b**", "a **75%***", "\\**a*", "*a*\\*", "*a **b***"],
        ),
        (
            "emphasis",
            &["It is «*»very important", "(«*»see there)", "a «_important _» b", "a «*important *» b"],
            &[
                "*em* and _em_",
                "2 * 3 * 4",
                "price* and more",
                "*Prices as of today.",
                "a _private name",
                "*.md and src/*",
                "snake_case_name",
                "\\*a",
                "`*a`",
                "[*]",
            ],
        ),
        ("struck-out text", &["a «~~ old ~~» b"], &["~~old~~", "~ 5", "~~~~~~", "`~~`", "a ~~ b"]),
        (
            "highlighted text",
            &["a «==marked==» word", "«==two words==»"],
            &["a == b", "x==y and z==w", "====", "`==a==`", "if a ==b"],
        ),
        ("subscript", &["H«~2~»O", "x«~max~» is"], &["a ~b~ c", "~5 and ~6", "a~b", "`x~2~`"]),
        ("superscript", &["x«^2^» y", "the 5«^th^»"], &["x^2", "a^2 + b^2", "^_^", "`x^2^`"]),
        (
            "an emoji",
            &["«:warning:» Do not", "Good «:+1:»", "a «:smile:», b"],
            &[
                "09:30:15",
                "at 9:30: go",
                "std::vector::iter",
                "a: b: c",
                "`:smile:`",
                "arn:aws:s3:::x",
                "\\:smile:",
                "key:value:x",
                "ratio 1:2:3",
            ],
        ),
        (
            "a character reference",
            &["10«&nbsp» km", "«&copy» 2026", "a«&#160» b"],
            &["AT&T", "R&D", "a & b", "&nbsp;", "x?a=1&lt=2", "`&nbsp`", "&co"],
        ),
        (
            "a definition",
            &["Error budget\n«:»The share of failures"],
            &["Word\n: What it means", "09\n:30", ":x", "a\nb\n:words and"],
        ),
    ];

    fn read(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
        let mut diagnostics = Diagnostics::new("content/articles/a.md".into());
        markdown::parse(text, 0, &mut diagnostics);
        let matches =
            diagnostics.into_diagnostics().into_iter().filter(|matches| matches.code == Code::NotMarkdown);
        let place = |matches: &crate::diagnostic::Diagnostic| {
            let span = matches.place.as_ref().expect("a place").span;
            span.start as usize..span.end as usize
        };
        matches.map(|matches| (matches.message.clone(), place(&matches))).collect()
    }

    #[test]
    fn every_form_is_found_exactly_in_its_examples() {
        let mut wrong = Vec::new();
        for (name, with, without) in EXAMPLES {
            for text in *with {
                let plain = text.replace(['«', '»'], "");
                let mut marked = plain.clone();
                let matches = read(&plain);
                for (message, range) in matches.iter().rev() {
                    marked.insert(range.end, '»');
                    marked.insert(range.start, '«');
                    if !message.contains(&format!("looks like {name},")) {
                        wrong.push(format!("{name}: {text:?}: {message}"));
                    }
                }
                if marked != *text {
                    wrong.push(format!("{name}: {text:?}: {marked:?}"));
                }
            }
            for text in *without {
                let matches = read(text);
                if !matches.is_empty() {
                    wrong.push(format!("{name}: {text:?} has none: {matches:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_form_has_examples_and_is_explained() {
        assert!(FOREIGN.iter().all(|name| FORMS.iter().any(|form| form.name == *name)));
        for form in FORMS {
            let (_, with, without) = EXAMPLES
                .iter()
                .find(|(name, ..)| *name == form.name)
                .unwrap_or_else(|| panic!("{}", form.name));
            assert!(!with.is_empty() && without.len() > 2, "{}", form.name);
            assert!(Code::NotMarkdown.explanation().contains(form.name), "`{}` is explained", form.name);
        }
    }

    #[test]
    fn matches_per_line_are_limited() {
        for marks in ["[", "[[", "**", "`", ":a", "{", "^[", "@a.b", "$$", "==a", "&#1", "www.", "](", "[x]("]
        {
            read(&marks.repeat(5_000));
        }
    }

    #[test]
    fn cells_are_counted_with_and_without_outer_bars() {
        for (row, count) in [
            ("| a | b |", 2),
            ("a | b", 2),
            ("| a |", 1),
            ("| a | |", 2),
            ("| a \\| b | c |", 2),
            ("|a|b", 2),
        ] {
            assert_eq!(cells(row), count, "{row}");
        }
    }

    #[test]
    fn certain_replacements_are_proposed() {
        for (text, replacement) in [
            ("##On call", "## "),
            ("a [b] (../c.md)", "[b](../c.md)"),
            ("See https://www.a.org/b?c.", "<https://www.a.org/b?c>"),
            ("See www.example.org.", "<https://www.example.org>"),
            ("See ada@example.org.", "<ada@example.org>"),
            ("10&nbsp km", "&nbsp;"),
            ("It holds [@sre[. So", "[@sre]"),
            ("It holds ]@sre] so", "[@sre]"),
        ] {
            let run = Run { text, before: "", after: "", position: RunPosition::Block, block: Block::Text };
            let matches = find(&run);
            assert_eq!(
                matches.first().and_then(|(_, miss)| miss.replacement.as_deref()),
                Some(replacement),
                "{text}"
            );
        }
    }

    #[test]
    fn emphasis_with_two_marks_at_one_end_is_reported() {
        for text in ["Some **bold text* here, and *half**", "a *b *c** d", "an __x _y_ z_"] {
            let found = read(text);
            assert!(found.iter().any(|(message, _)| message.contains("emphasis")), "{text}: {found:?}");
        }
        for text in ["***a** b*", "*a **b***", "**a *b***", "***a* b**", "*a* **b** ***c***"] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn an_address_in_the_place_of_a_label_is_proposed_as_a_link() {
        let mut diagnostics = Diagnostics::new("content/articles/a.md".into());
        markdown::parse("See the [error budget][term:error-budget].", 0, &mut diagnostics);
        let found = diagnostics.into_diagnostics();
        let edit = found.first().and_then(|found| found.edit.as_ref());
        assert_eq!(edit.map(|edit| &*edit.replacement), Some("[error budget](term:error-budget)"));
    }

    #[test]
    fn a_space_after_a_list_marker_is_proposed() {
        assert_eq!(list("Words\n1.Item one\n").and_then(|miss| miss.replacement).as_deref(), Some("1. "));
    }

    #[test]
    fn the_help_for_a_table_says_which_line_is_wrong() {
        let help = |text: &str| table(text).map(|miss| miss.help);
        assert_eq!(
            help("| a | b |\n| 1 | 2 |\n").as_deref(),
            Some("put a line `| --- | --- |` below its header row")
        );
        assert_eq!(
            help("| a | b |\n| --- |\n").as_deref(),
            Some("its second line needs one `---` per column: `| --- | --- |`")
        );
        assert_eq!(help("either | or"), None);
    }

    #[test]
    fn a_paragraph_that_is_read_as_a_heading_or_as_code_is_reported() {
        let messages = |text: &str| read(text).into_iter().map(|(message, _)| message).collect::<Vec<_>>();
        assert_eq!(messages("It ends here.\n---\n"), ["`---` turns the paragraph above it into a heading"]);
        assert_eq!(messages("A heading\n---\n\nIt ends here.\n\n---\n"), [""; 0]);
        for text in ["Words\n\n    See [x](https://www.a.org/).\n", "- a\n\n\n\n      - b\n"] {
            let matches = messages(text);
            assert!(matches.iter().all(|message| message.starts_with("this text is code")), "{matches:?}");
        }
        assert_eq!(messages("Words\n\n    make install\n    - name: x\n"), [""; 0]);
    }
}
