//! Removes comments, indentation and blank lines from the built-in scripts and style sheets when they are published. Lines
//! stay lines, so the rules that end a statement at a line apply as before.

/// Returns a script without the lines that are only a comment. `tests/architecture.rs` checks that no template literal of a built-in script
/// spans lines, since a line of one could look like a comment.
pub(super) fn script(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_comment = false;
    for line in text.lines().map(str::trim) {
        let begins = is_comment || line.starts_with("/*");
        // Code may follow a comment that ends on its line: a cast.
        let rest = if begins { line.split_once("*/").map(|(_, rest)| rest.trim()) } else { None };
        is_comment = begins && rest.is_none();
        let code = match rest {
            Some("") => continue,
            _ if is_comment => continue,
            _ => line,
        };
        if !code.is_empty() && !code.starts_with("//") {
            out.push_str(code);
            out.push('\n');
        }
    }
    out
}

/// Returns a style sheet without comments.
pub(super) fn style(text: &str) -> String {
    let (mut code, mut rest, mut quote) = (String::with_capacity(text.len()), text, None);
    while let Some(c) = rest.chars().next() {
        if quote.is_none()
            && let Some(comment) = rest.strip_prefix("/*")
        {
            rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
            // A comment separates words.
            code.push(' ');
            continue;
        }
        let length = if c == '\\' {
            c.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8)
        } else {
            c.len_utf8()
        };
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        code.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_keeps_its_code_and_its_lines() {
        let text = "// What it does.\n\n/**\n * @param {string} a\n */\nexport function f(a) {\n  return a // b\n    + \"// c\";\n}\n/** @type {X} */\n/** @type {Y} */ (f)();\n  /* d\n  e */\n";
        let code = "export function f(a) {\nreturn a // b\n+ \"// c\";\n}\n/** @type {Y} */ (f)();\n";
        assert_eq!(script(text), code);
    }

    #[test]
    fn a_style_sheet_keeps_its_rules() {
        let text = "/* A */\na { color: red; }\n\n@media print {\n  b::before { content: \"/* \\\" */\"; } /* c\n  d */ i/**/b { x: 'y' }\n}\n";
        let code =
            "a { color: red; }\n@media print {\nb::before { content: \"/* \\\" */\"; }   i b { x: 'y' }\n}\n";
        assert_eq!(style(text), code);
    }
}
