//! Sanitises the styles of a drawing: parses declarations and rules, and writes them again with known properties and
//! functions only. Styles that load something or cannot be parsed are errors; those that a still drawing does not
//! need are left out.

use super::data;
use super::vocabulary::{FONT_FACE, FUNCTIONS, PROPERTIES};

/// The maximum nesting of `@media`, and of parentheses. A browser may parse them recursively.
const MAX_DEPTH: usize = 4;
const MAX_PARENTHESES: usize = 16;

/// Checks the value of the property or attribute `name`; see [`value`].
pub(super) fn property(name: &str, text: &str, fonts: bool) -> Result<String, String> {
    let value = value(text, fonts)?;
    // The cost of a filter must be known.
    if name == "filter" && value.to_ascii_lowercase().contains("var(") {
        return Err("has `var(…)` in a filter".to_string());
    }
    Ok(value)
}

/// Checks the value of a property or attribute, which has no comments, and returns it in normalised form. `fonts`
/// allows a font as `url(data:…)`.
pub(super) fn value(text: &str, fonts: bool) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut open = 0usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        match c {
            '"' | '\'' => {
                let end = at + 1 + string_end(&text[at + 1..], c)?;
                out.push_str(&text[at..=end]);
                at = end + 1;
                continue;
            }
            '(' => {
                let name = function_before(&text[..at]);
                if name == "url" {
                    let (written, length) = reference(&text[at + 1..], fonts)?;
                    out.push('(');
                    out.push_str(&written);
                    out.push(')');
                    at += 1 + length;
                    continue;
                }
                if !name.is_empty() && !FUNCTIONS.contains(&name.as_str()) {
                    return Err(format!("has `{name}(…)`"));
                }
                open += 1;
                if open > MAX_PARENTHESES {
                    return Err("has too many nested parentheses".to_string());
                }
            }
            ')' => open = open.checked_sub(1).ok_or("has an unmatched `)`")?,
            '/' if text[at + 1..].starts_with('*') => return Err("has a comment inside a value".to_string()),
            // Line breaks in a value become spaces.
            c if c.is_ascii_whitespace() => {
                out.push(' ');
                at += width;
                continue;
            }
            c if c.is_control() || matches!(c, '\\' | '<' | '{' | '}' | ';' | '@' | '`') => {
                return Err(format!("has `{}` in a value", c.escape_default()));
            }
            _ => {}
        }
        out.push(c);
        at += width;
    }
    if open > 0 { Err("has an unclosed `(`".to_string()) } else { Ok(out.trim().to_string()) }
}

/// The function name before a parenthesis, in lower case. Space between them is ignored, as in `transform`.
fn function_before(text: &str) -> String {
    let text = text.trim_end();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii();
    let start = text.trim_end_matches(is_name).len();
    text[start..].to_ascii_lowercase()
}

/// Parses the argument of `url(` including the closing `)`: a reference into the same document, or a font. Returns
/// the sanitised argument and its length in bytes.
fn reference(text: &str, fonts: bool) -> Result<(String, usize), String> {
    let inner = text.trim_start();
    let skipped = text.len() - inner.len();
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (target, end) = if let Some(quote) = quote {
        let end = 1 + string_end(&inner[1..], quote)?;
        let rest = &inner[end + 1..];
        let close = rest.find(|c: char| !c.is_whitespace()).filter(|at| rest[*at..].starts_with(')'));
        let close = close.ok_or("has an unclosed `url(`")?;
        (&inner[1..end], end + 1 + close + 1)
    } else {
        let end = inner.find(')').ok_or("has an unclosed `url(`")?;
        (inner[..end].trim(), end + 1)
    };
    let is_name = |c: char| !c.is_whitespace() && !c.is_control() && !"\"'()\\<>".contains(c);
    if target.strip_prefix('#').is_some_and(|id| !id.is_empty() && id.chars().all(is_name)) {
        return Ok((target.to_string(), skipped + end));
    }
    if fonts && let Some(font) = data::font(target) {
        return Ok((font, skipped + end));
    }
    Err(would_load(target))
}

/// The message for a resource that would be loaded.
pub(super) fn would_load(target: &str) -> String {
    let shown: String = target.trim().chars().take(60).collect();
    format!("would load `{}`", crate::diagnostic::printable(&shown))
}

/// The offset of the closing quote. Escapes are rejected.
fn string_end(text: &str, quote: char) -> Result<usize, String> {
    let end = text.find(quote).ok_or("has an unclosed quote")?;
    match text[..end].chars().find(|c| matches!(c, '\\' | '\n') || c.is_control()) {
        Some(c) => Err(format!("has `{}` in quotes", c.escape_default())),
        None => Ok(end),
    }
}

/// Sanitises the declarations of a `style` attribute.
pub(super) fn declarations(text: &str) -> Result<String, String> {
    sanitize_declarations(&without_comments(text)?, PROPERTIES, false)
}

fn sanitize_declarations(text: &str, properties: &[&str], fonts: bool) -> Result<String, String> {
    let mut out = String::new();
    for declaration in split(text) {
        let Some((name, written)) = declaration.split_once(':') else { continue };
        let name = name.trim().to_ascii_lowercase();
        let is_variable = name.strip_prefix("--").is_some_and(|rest| !rest.is_empty() && is_ident(rest));
        if !is_variable && !properties.contains(&name.as_str()) {
            // A proprietary property of an editor, or one that a still drawing does not need.
            let lower = written.to_ascii_lowercase();
            if let Some(at) = lower.find("url(") {
                reference(&written[at + 4..], false)?;
            }
            continue;
        }
        let written = property(&name, written, fonts).map_err(|why| format!("{why} (`{name}`)"))?;
        if written.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(';');
        }
        out.push_str(&name);
        out.push(':');
        out.push_str(&written);
    }
    Ok(out)
}

fn is_ident(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// Sanitises the rules of a `<style>` element.
pub(super) fn sheet(text: &str) -> Result<String, String> {
    let text = without_comments(text)?;
    rules(&text, 0)
}

fn rules(text: &str, depth: usize) -> Result<String, String> {
    if depth > MAX_DEPTH {
        return Err("has rules nested deeper than 4".to_string());
    }
    let mut out = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = find_unquoted(rest, |c| matches!(c, '{' | ';' | '}')).ok_or("has a rule without `{`")?;
        let (head, after) = (rest[..end].trim(), &rest[end + 1..]);
        let at_rule = head.strip_prefix('@').map(|head| {
            let length = head.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(head.len());
            (head[..length].to_ascii_lowercase(), head[length..].trim())
        });
        if !rest[end..].starts_with('{') {
            match at_rule {
                Some((name, _)) if name == "charset" || name == "namespace" => {}
                Some((name, target)) => return Err(format!("has `@{name}`, which {}", would_load(target))),
                None => return Err("has a rule without `{`".to_string()),
            }
            rest = after.trim();
            continue;
        }
        let close = block_end(after)?;
        let block = &after[..close];
        rest = after[close + 1..].trim();
        match at_rule {
            None => {
                let declared = sanitize_declarations(block, PROPERTIES, false)?;
                push_rule(&mut out, &selector(head)?, &declared);
            }
            Some((name, query)) if name == "media" => {
                let inner = rules(block, depth + 1)?;
                push_rule(&mut out, &format!("@media {}", condition(query)?), &inner);
            }
            Some((name, _)) if name == "font-face" => {
                push_rule(&mut out, "@font-face", &sanitize_declarations(block, FONT_FACE, true)?);
            }
            // A still drawing has no animation, and is not printed page by page.
            Some((name, _)) if name.ends_with("keyframes") || name == "page" => {}
            Some((name, _)) => return Err(format!("has `@{name}`")),
        }
    }
    Ok(out)
}

fn push_rule(out: &mut String, head: &str, block: &str) {
    if !block.is_empty() {
        out.push_str(head);
        out.push('{');
        out.push_str(block);
        out.push('}');
    }
}

/// Checks a selector and collapses its whitespace.
fn selector(text: &str) -> Result<String, String> {
    // It may compare every element with every other.
    if text.to_ascii_lowercase().contains(":has") {
        return Err("has `:has(…)` in a selector".to_string());
    }
    let known =
        |c: char| c.is_alphanumeric() || c.is_ascii_whitespace() || "-_.#:>+~*,()[]=\"'^$|".contains(c);
    balanced(text, known, "a selector")
}

/// Checks the condition of `@media` and collapses its whitespace.
fn condition(text: &str) -> Result<String, String> {
    let known = |c: char| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "-_:,.()<>=/%".contains(c);
    balanced(text, known, "a condition")
}

fn balanced(text: &str, known: impl Fn(char) -> bool, what: &str) -> Result<String, String> {
    let (mut closers, mut quote) = (Vec::new(), None);
    for c in text.chars() {
        if !known(c) {
            return Err(format!("has `{}` in {what}", c.escape_default()));
        }
        match (quote, c) {
            (Some(open), c) => quote = (open != c).then_some(open),
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => closers.push(')'),
            (None, '[') => closers.push(']'),
            (None, _) if closers.len() > MAX_PARENTHESES => {
                return Err("has too many nested parentheses".to_string());
            }
            (None, ')' | ']') if closers.pop() != Some(c) => return Err(format!("has an unmatched `{c}`")),
            _ => {}
        }
    }
    if !closers.is_empty() || quote.is_some() || text.is_empty() {
        return Err(format!("has {what} that is incomplete"));
    }
    Ok(text.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

/// The offset of the first matching character outside quotes and parentheses.
fn find_unquoted(text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
    let (mut quote, mut open) = (None, 0usize);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), c) => quote = (mark != c).then_some(mark),
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open += 1,
            (None, ')') => open = open.saturating_sub(1),
            (None, c) if open == 0 && wanted(c) => return Some(at),
            _ => {}
        }
    }
    None
}

/// The offset of the `}` that closes the current block.
fn block_end(text: &str) -> Result<usize, String> {
    let (mut at, mut depth) = (0, 0usize);
    loop {
        let next = find_unquoted(&text[at..], |c| matches!(c, '{' | '}')).ok_or("has an unclosed `{`")?;
        at += next;
        if text[at..].starts_with('}') {
            if depth == 0 {
                return Ok(at);
            }
            depth -= 1;
        } else {
            depth += 1;
        }
        at += 1;
    }
}

/// Splits a text at each `;` outside quotes and parentheses.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(at) = find_unquoted(rest, |c| c == ';') {
        parts.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    parts.push(rest);
    parts
}

/// The text without its comments.
fn without_comments(text: &str) -> Result<String, String> {
    let (mut out, mut quote) = (String::with_capacity(text.len()), None);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if quote.is_none() && text[at..].starts_with("/*") {
            let end = text[at + 2..].find("*/").ok_or("has an unclosed comment")?;
            out.push(' ');
            at += 2 + end + 2;
            continue;
        }
        quote = match (quote, c) {
            (Some(mark), c) => (mark != c).then_some(mark),
            (None, '"' | '\'') => Some(c),
            (None, _) => None,
        };
        out.push(c);
        at += c.len_utf8();
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_of_common_editors_are_kept() {
        for (text, kept) in [
            ("fill:#f00; stroke : url(#a) ;", "fill:#f00;stroke:url(#a)"),
            ("mix-blend-mode:multiply", "mix-blend-mode:multiply"),
            (
                "-inkscape-font-specification:'Sans\\, Bold';font-family:'DejaVu Sans'",
                "font-family:'DejaVu Sans'",
            ),
            ("fill:light-dark(#fff, var(--a, #121212))", "fill:light-dark(#fff, var(--a, #121212))"),
            ("fill:red/* why */;/*;*/opacity:.5", "fill:red;opacity:.5"),
            ("marker-end:url( \"#arrow\" )", "marker-end:url(#arrow)"),
            ("--c:#fff;animation:a 1s", "--c:#fff"),
        ] {
            assert_eq!(declarations(text).as_deref(), Ok(kept), "{text}");
            assert_eq!(declarations(kept).as_deref(), Ok(kept));
        }
        let text = "<!--".replace("<!--", ".st0{fill:#F00;}\n.st1, g > .a:hover {stroke:none}@media (prefers-color-scheme: dark){:root{--a:#000}}@keyframes x{from{fill:red}}");
        let kept = ".st0{fill:#F00}.st1, g > .a:hover{stroke:none}@media (prefers-color-scheme: dark){:root{--a:#000}}";
        assert_eq!(sheet(&text).as_deref(), Ok(kept));
        assert_eq!(sheet(kept).as_deref(), Ok(kept));
    }

    #[test]
    fn external_resources_and_invalid_styles_are_rejected() {
        for text in [
            &*format!("width:calc{}1{}", "(".repeat(20), ")".repeat(20)),
            "fill:url(//evil.example/a)",
            "fill:url( 'https://evil.example/#a' )",
            "fill:URL(data:image/svg+xml,x)",
            "background:image-set('a.png' 1x)",
            "fill:u\\72l(//evil.example)",
            "fill:src('//evil.example')",
            "behavior:url(a.htc)",
            "-moz-binding:url(//evil.example/x#y)",
            "fill:red}*{fill:url(//evil.example)",
            "fill:url/**/(//evil.example)",
            "fill:expression(alert(1))",
            "filter:VAR( --costly )",
            "fill:url(#a",
            "fill:'a",
            "fill:red/*",
        ] {
            assert!(declarations(text).is_err(), "{text}: {:?}", declarations(text));
        }
        for text in [
            "@import url(//evil.example/a.css);",
            "@import '//evil.example/a.css'",
            "@\\69mport 'a';",
            "a{fill:red",
            "a{}}",
            "a\\{b{fill:red}",
            "@font-face{src:url(https://evil.example/a.woff2)}",
            "@font-face{font-family:a;src:url(data:font/woff2;base64,AAAA)}",
            "<script>{fill:red}",
            "@supports (a:b){c{fill:red}}",
            "g:HAS(~ g){fill:red}",
            "@media all{@media all{@media all{@media all{@media all{@media all{a{fill:red}}}}}}}",
        ] {
            assert!(sheet(text).is_err(), "{text}: {:?}", sheet(text));
        }
    }
}
