//! Converts Markdown to HTML, before linking: each line of standard input is a JSON string, and each line of the
//! output an object with the HTML and the diagnostics, each with its byte offset. `tests/browser/commonmark.test.mjs`
//! compares it with the examples of the `CommonMark` specification.

use std::io::{self, BufRead as _, Write as _};

use rolebook::diagnostic::Diagnostic;
use rolebook::parse::markdown::{self, ParsedPart, ParsedPlaceholder, Target};
use rolebook::parse::{Diagnostics, Spanned};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let Ok(Value::String(text)) = serde_json::from_str(&line?) else { continue };
        let mut problems = Diagnostics::new("a.md".into());
        let prose = markdown::parse(&text, 0, &mut problems);
        let html: String = prose.parts.iter().map(shown).collect();
        let found: Vec<Value> = problems.into_diagnostics().iter().map(mistake).collect();
        writeln!(out, "{}", json!({ "html": html, "found": found }))?;
    }
    Ok(())
}

fn mistake(found: &Diagnostic) -> Value {
    let at = found.place.as_ref().map_or(0, |place| place.span.start);
    json!({ "code": found.code.name(), "message": found.message, "at": at })
}

fn shown(part: &ParsedPart) -> String {
    match part {
        ParsedPart::Html(html) => html.to_string(),
        ParsedPart::Hole(Spanned { value: ParsedPlaceholder::Code(code), .. }) => code.html(),
        ParsedPart::Hole(Spanned { value: ParsedPlaceholder::Address(target), .. }) => {
            address(target).replace('&', "&amp;").replace('"', "&quot;")
        }
        ParsedPart::Hole(_) | ParsedPart::Words(_) => String::new(),
    }
}

fn address(target: &Target) -> String {
    let (address, anchor) = match target {
        Target::File(path, anchor) | Target::Address(path, anchor) => {
            (path.as_str(), anchor.as_ref().map(|anchor| anchor.text.as_str()))
        }
        Target::Here(anchor) => ("", Some(anchor.text.as_str())),
        other => (other.name(), None),
    };
    anchor.map_or_else(|| address.to_string(), |anchor| format!("{address}#{anchor}"))
}
