//! Highlights code as HTML with one-letter classes at build time. The style sheets assign a colour to each class in
//! both themes.
//!
//! Grammars are regular expressions and cost more than everything else on a page together. YAML, the most frequent
//! language here, uses a parser instead; very long blocks are not highlighted.

mod yaml;

use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The largest code that is highlighted, in bytes: grammars backtrack.
const MAX_BYTES: usize = 64 * 1024;
/// The longest line that is highlighted, in bytes, for the same reason.
const MAX_LINE: usize = 2048;

/// Scope prefixes and their classes. The innermost listed scope wins.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let listed = [
        ("comment", "c"),
        ("string", "s"),
        ("constant.numeric", "n"),
        ("constant.character.escape", "e"),
        ("constant", "l"),
        ("keyword.operator", "o"),
        ("keyword", "k"),
        ("storage.type.function", "k"),
        ("storage", "k"),
        ("entity.name.function", "f"),
        ("entity.name.tag", "t"),
        ("entity.name", "y"),
        ("entity.other.attribute-name", "a"),
        ("support.function", "f"),
        ("support.type", "y"),
        ("variable.parameter", "v"),
        ("variable.other.member", "v"),
        ("punctuation.definition.string", "s"),
        ("punctuation.definition.comment", "c"),
    ];
    listed
        .iter()
        .map(|(name, class)| (Scope::new(name).expect("invariant: listed scopes are well formed"), *class))
        .collect()
});

/// Names that need no lookup in the grammars, whose unpacking takes longer than checking a small site.
const COMMON: &[&str] = &[
    "yaml",
    "yml",
    "json",
    "bash",
    "sh",
    "python",
    "sql",
    "hcl",
    "terraform",
    "toml",
    "go",
    "rust",
    "dockerfile",
    "diff",
    "ini",
];

/// Other language names known to the code host (GitHub Linguist), each with a name that the grammars know, or none if
/// there is no grammar.
const NAMES: &str = include_str!("names.txt");

/// Names for text without highlighting: prose, program output and terminal sessions.
const PLAIN: &[&str] = &[
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "plain-text",
    "none",
    "output",
    "ascii",
    "ansi",
    "console",
    "shell-session",
    "shellsession",
    "sh-session",
    "bash-session",
    "terminal",
    "pycon",
    "ps1con",
];

/// The language that the name of a fence refers to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FenceLanguage {
    /// Text or a language without a grammar: not highlighted.
    Plain,
    /// A language with a grammar, by a name that [`write`] accepts.
    Known(String),
    /// An unknown name.
    Unknown,
}

/// Returns the language in the info string of a fence: its first word. The rest is for other tools, such as `ignore`
/// in `rust,ignore` or the lines in `js {1,3}`. Pandoc writes `{.python}`.
pub(super) fn language(info: &str) -> &str {
    let info = info.trim_start().trim_start_matches(['{', '.', ' ']);
    let end = info.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '{' | '}' | ':' | '='));
    &info[..end.unwrap_or(info.len())]
}

/// Looks up a language by its case-insensitive name.
pub(super) fn find(name: &str) -> FenceLanguage {
    let name = name.to_ascii_lowercase();
    if PLAIN.contains(&&*name) {
        return FenceLanguage::Plain;
    }
    if COMMON.contains(&&*name) {
        return FenceLanguage::Known(name);
    }
    let others = NAMES.lines().map(|line| line.split_once(' ').unwrap_or((line, "")));
    match others.into_iter().find(|(other, _)| *other == name) {
        Some((_, "")) => FenceLanguage::Plain,
        Some((_, known)) => FenceLanguage::Known(known.to_string()),
        None if SYNTAXES.find_syntax_by_token(&name).is_some() => FenceLanguage::Known(name),
        None => FenceLanguage::Unknown,
    }
}

/// The names to suggest for a fence, without file names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let is_word = |name: &&str| {
        name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let known =
        SYNTAXES.syntaxes().iter().flat_map(|syntax| syntax.file_extensions.iter().map(String::as_str));
    let others = NAMES.lines().map(|line| line.split(' ').next().unwrap_or(line));
    COMMON.iter().copied().chain(known.chain(others).filter(is_word)).chain(["text", "compare", "salary"])
}

/// Writes code as HTML. Code in an unknown language is not highlighted.
pub(super) fn write(code: &str, language: &str, out: &mut String) {
    if code.len() > MAX_BYTES || code.lines().any(|line| line.len() > MAX_LINE) {
        return escape(code, out);
    }
    if matches!(language, "yaml" | "yml")
        && let Some(tokens) = yaml::tokens(code)
    {
        return write_tokens(code, &tokens, out);
    }
    let Some(syntax) = SYNTAXES.find_syntax_by_token(language) else { return escape(code, out) };
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut begin = 0;
    for line in code.split_inclusive('\n') {
        // If the regex engine gives up on a line, the rest is written without highlighting.
        let Ok(ops) = state.parse_line(line, &SYNTAXES) else {
            return escape(&code[begin..], out);
        };
        write_line(line, &ops, &mut stack, out);
        begin += line.len();
    }
}

/// Writes tokens and the text between them. A token of several lines becomes one span per line.
fn write_tokens(code: &str, tokens: &[yaml::Token], out: &mut String) {
    let mut begin = 0;
    for (range, class) in tokens {
        escape(&code[begin..range.start], out);
        for (n, line) in code[range.clone()].split('\n').enumerate() {
            out.push_str(if n > 0 { "\n" } else { "" });
            let words = line.trim_start();
            out.push_str(&line[..line.len() - words.len()]);
            if !words.is_empty() {
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
                escape(words, out);
                out.push_str("</span>");
            }
        }
        begin = range.end;
    }
    escape(&code[begin..], out);
}

fn write_line(
    line: &str,
    ops: &[(usize, syntect::parsing::ScopeStackOp)],
    stack: &mut ScopeStack,
    out: &mut String,
) {
    // The line break stays outside every span, so that each line is independent.
    let body = line.strip_suffix('\n').unwrap_or(line);
    let mut begin = 0;
    let mut open: Option<&str> = None;
    let mut segment = |end: usize, stack: &ScopeStack, begin: &mut usize, out: &mut String| {
        let end = end.clamp(*begin, body.len());
        let text = &body[*begin..end];
        *begin = end;
        if text.is_empty() {
            return;
        }
        // Whitespace looks the same in every colour, so it never opens or closes a span.
        let class = if text.trim().is_empty() { open } else { class(stack) };
        if class != open {
            out.push_str(if open.is_some() { "</span>" } else { "" });
            if let Some(class) = class {
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
            }
            open = class;
        }
        escape(text, out);
    };
    for (offset, op) in ops {
        segment(*offset, stack, &mut begin, out);
        if stack.apply(op).is_err() {
            // If a grammar pops a scope that it did not push, the rest of the line keeps its colour.
            break;
        }
    }
    segment(body.len(), stack, &mut begin, out);
    if open.is_some() {
        out.push_str("</span>");
    }
    out.push_str(&line[body.len()..]);
}

fn class(stack: &ScopeStack) -> Option<&'static str> {
    stack.as_slice().iter().rev().find_map(|scope| {
        CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
    })
}

fn escape(text: &str, out: &mut String) {
    escape_html(&mut *out, text).expect("invariant: writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_languages_have_grammars() {
        for name in COMMON {
            assert!(SYNTAXES.find_syntax_by_token(name).is_some(), "{name}");
        }
        assert_eq!(find("yamll"), FenceLanguage::Unknown);
        assert_eq!(find("text"), FenceLanguage::Plain);
    }

    #[test]
    fn languages_have_the_names_that_the_code_host_knows() {
        for name in [
            "golang",
            "shell",
            "docker",
            "yml",
            "js",
            "ts",
            "tsx",
            "jsx",
            "py",
            "python3",
            "rb",
            "csharp",
            "c++",
            "C#",
            "YAML",
            "jsonc",
            "postgresql",
            "viml",
            "kt",
            "rs",
            "proto",
            "make",
            "nginx",
            "jinja",
            "graphql",
        ] {
            assert!(matches!(find(name), FenceLanguage::Known(_)), "{name}");
        }
        for name in ["console", "sh-session", "powershell", "mermaid", "promql", "Text"] {
            assert_eq!(find(name), FenceLanguage::Plain, "{name}");
        }
        for line in NAMES.lines() {
            let (name, known) = line.split_once(' ').unwrap_or((line, ""));
            assert!(known.is_empty() || SYNTAXES.find_syntax_by_token(known).is_some(), "{name}");
        }
    }

    #[test]
    fn the_language_is_the_first_word_of_an_info_string() {
        for (info, name) in [
            ("rust,ignore", "rust"),
            ("js {1,3}", "js"),
            ("js{1,3}", "js"),
            ("yaml title=\"x\"", "yaml"),
            ("{.python .numberLines}", "python"),
            ("js:app.js", "js"),
            ("c++", "c++"),
            ("", ""),
            ("{}", ""),
        ] {
            assert_eq!(language(info), name, "{info}");
        }
    }
}
