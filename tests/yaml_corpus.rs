//! Every kind of YAML mistake, planted at every line of real files where it applies: one diagnostic, at the changed
//! line, with an edit that repairs the file without losing content.
//!
//! The suite plants a fixed sample. `YAML_CORPUS=full` plants all, and prints a table for each kind:
//! `YAML_CORPUS=full cargo test --release --test all yaml_corpus:: -- --nocapture`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::support::sound::Sound;
use rolebook::diagnostic::{Diagnostic, Severity};
use rolebook::parse::{Document, parse};
use rolebook::source::{Area, SourceFile};

/// The files in which mistakes are planted; of a Markdown file, its front matter.
const FILES: &[&str] = &[
    "content/roles/sre.yaml",
    "content/comparison.yaml",
    "content/salaries/ozar.yaml",
    "content/fit.yaml",
    "content/glossary/slo.md",
];

/// A kind of mistake: the lines that replace line `at`, or `None` where it does not apply.
struct Mistake {
    name: &'static str,
    make: fn(lines: &[&str], at: usize) -> Option<String>,
}

/// A line with its parts: `indent`, `dash` (`- ` or nothing), `key` and `value`.
struct Parts<'l> {
    indent: &'l str,
    dash: &'l str,
    key: &'l str,
    value: &'l str,
}

fn parts(line: &str) -> Option<Parts<'_>> {
    let bare = line.trim_start();
    if bare.is_empty() || bare.starts_with('#') {
        return None;
    }
    let indent = &line[..line.len() - bare.len()];
    let rest = bare.strip_prefix("- ").unwrap_or(bare);
    let dash = &bare[..bare.len() - rest.len()];
    let is_key =
        |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    Some(
        match rest
            .split_once(':')
            .filter(|(key, rest)| is_key(key) && (rest.is_empty() || rest.starts_with(' ')))
        {
            Some((key, value)) => Parts { indent, dash, key, value: value.trim() },
            None => Parts { indent, dash, key: "", value: rest.trim() },
        },
    )
}

impl Parts<'_> {
    /// Returns the line with another value.
    fn with(&self, value: &str) -> String {
        let colon = if self.key.is_empty() { "" } else { ": " };
        format!("{}{}{}{colon}{value}", self.indent, self.dash, self.key)
    }

    fn is_plain(&self) -> bool {
        self.value.starts_with(char::is_alphabetic) && !self.value.contains(['"', '\'', '[', '{', '#'])
    }
}

/// The parts of a line with a key and an unquoted text.
fn plain(line: &str) -> Option<Parts<'_>> {
    parts(line).filter(|parts| !parts.key.is_empty() && parts.is_plain())
}

/// A text of several words.
fn words(line: &str) -> Option<Parts<'_>> {
    plain(line).filter(|parts| parts.value.split(' ').count() > 2)
}

/// A double-quoted text.
fn quoted(line: &str) -> Option<Parts<'_>> {
    parts(line).filter(|parts| {
        parts.value.len() > 2
            && parts.value.starts_with('"')
            && parts.value.ends_with('"')
            && parts.value[1..parts.value.len() - 1].find('"').is_none()
    })
}

/// A flow sequence or mapping, with nothing after it.
fn flow(line: &str) -> Option<Parts<'_>> {
    parts(line).filter(|parts| {
        (parts.value.starts_with('[') && parts.value.ends_with(']'))
            || (parts.value.starts_with('{') && parts.value.ends_with('}'))
    })
}

fn shift(line: &str, by: isize) -> Option<String> {
    let parts = parts(line)?;
    let indent = parts.indent.len().checked_add_signed(by)?;
    Some(format!("{}{}", " ".repeat(indent), line.trim_start()))
}

fn before_last_word(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once(' ')
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        name: "colon in a value",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("On call: {}", p.value))),
    },
    Mistake {
        name: "colon at the end of a value",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("{}:", p.value))),
    },
    Mistake {
        name: "quotes around the first word",
        make: |l, i| {
            words(l[i]).and_then(|p| p.value.split_once(' ').map(|(a, b)| p.with(&format!("\"{a}\" {b}"))))
        },
    },
    Mistake {
        name: "single quotes around the first word",
        make: |l, i| {
            words(l[i]).and_then(|p| p.value.split_once(' ').map(|(a, b)| p.with(&format!("'{a}' {b}"))))
        },
    },
    Mistake {
        name: "value begins with [x]",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("[x] {}", p.value))),
    },
    Mistake {
        name: "value begins with {x}",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("{{x}} {}", p.value))),
    },
    Mistake {
        name: "value begins with -",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("- {}", p.value))),
    },
    Mistake {
        name: "value begins with ?",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("? {}", p.value))),
    },
    Mistake {
        name: "value begins with |",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("| {}", p.value))),
    },
    Mistake {
        name: "value begins with >",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("> {}", p.value))),
    },
    Mistake {
        name: "value begins with @",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("@{}", p.value))),
    },
    Mistake {
        name: "value begins with `",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("`{}`", p.value))),
    },
    Mistake {
        name: "value begins with %",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("%{}", p.value))),
    },
    Mistake {
        name: "value begins with *",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("*{}*", p.value))),
    },
    Mistake {
        name: "value begins with &",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("&{}", p.value))),
    },
    Mistake {
        name: "value begins with !",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("!{}", p.value))),
    },
    Mistake {
        name: "value begins with #",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("#{}", p.value))),
    },
    Mistake {
        name: "# in a value",
        make: |l, i| {
            words(l[i]).and_then(|p| before_last_word(p.value).map(|(a, b)| p.with(&format!("{a} #{b}"))))
        },
    },
    Mistake {
        name: "unknown escape",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("\"\\d {}\"", p.value))),
    },
    Mistake {
        name: "a path between double quotes",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("\"C:\\Users {}\"", p.value))),
    },
    Mistake {
        name: "apostrophe between single quotes",
        make: |l, i| words(l[i]).map(|p| p.with(&format!("'{}'", p.value.replacen(' ', "' ", 1)))),
    },
    Mistake {
        name: "quotes between double quotes",
        make: |l, i| {
            words(l[i])
                .and_then(|p| before_last_word(p.value).map(|(a, b)| p.with(&format!("\"{a} \"{b}\" x\""))))
        },
    },
    Mistake {
        name: "double quote never closed",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("\"{}", p.value))),
    },
    Mistake {
        name: "closing quote deleted",
        make: |l, i| quoted(l[i]).map(|p| p.with(&p.value[..p.value.len() - 1])),
    },
    Mistake { name: "opening quote deleted", make: |l, i| quoted(l[i]).map(|p| p.with(&p.value[1..])) },
    Mistake {
        name: "both quotes deleted",
        make: |l, i| quoted(l[i]).map(|p| p.with(&p.value[1..p.value.len() - 1])),
    },
    Mistake {
        name: "single quote never closed",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("'{}", p.value))),
    },
    Mistake {
        name: "quote never opened",
        make: |l, i| plain(l[i]).map(|p| p.with(&format!("{}\"", p.value))),
    },
    Mistake {
        name: "text after a closing quote",
        make: |l, i| quoted(l[i]).map(|p| p.with(&format!("{} too", p.value))),
    },
    Mistake { name: "curly quotes", make: |l, i| plain(l[i]).map(|p| p.with(&format!("“{}”", p.value))) },
    Mistake {
        name: "curly quotes instead of straight ones",
        make: |l, i| quoted(l[i]).map(|p| p.with(&format!("“{}”", &p.value[1..p.value.len() - 1]))),
    },
    Mistake {
        name: "tab instead of the indentation",
        make: |l, i| parts(l[i]).filter(|p| !p.indent.is_empty()).map(|_| format!("\t{}", l[i].trim_start())),
    },
    Mistake {
        name: "tab after the indentation",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.indent.is_empty())
                .map(|p| format!("{}\t{}", p.indent, l[i].trim_start()))
        },
    },
    Mistake {
        name: "no-break space in the indentation",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.indent.is_empty())
                .map(|p| format!("\u{a0}{}{}", &p.indent[1..], l[i].trim_start()))
        },
    },
    Mistake {
        name: "no-break space after the colon",
        make: |l, i| plain(l[i]).map(|p| p.with(p.value).replacen(": ", ":\u{a0}", 1)),
    },
    Mistake { name: "one space too many", make: |l, i| shift(l[i], 1) },
    Mistake { name: "one space too few", make: |l, i| shift(l[i], -1) },
    Mistake { name: "one level too deep", make: |l, i| shift(l[i], 2) },
    Mistake { name: "one level too shallow", make: |l, i| shift(l[i], -2) },
    Mistake {
        name: "indentation deleted",
        make: |l, i| parts(l[i]).filter(|p| p.indent.len() > 2).map(|_| l[i].trim_start().to_string()),
    },
    Mistake {
        name: "no space after the colon",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.key.is_empty() && !p.value.is_empty())
                .map(|p| p.with(p.value).replacen(": ", ":", 1))
        },
    },
    Mistake {
        name: "full-width colon",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.key.is_empty())
                .map(|p| format!("{}{}{}：{}", p.indent, p.dash, p.key, p.value))
        },
    },
    Mistake {
        name: "no colon",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.key.is_empty())
                .map(|p| format!("{}{}{} {}", p.indent, p.dash, p.key, p.value).trim_end().to_string())
        },
    },
    Mistake {
        name: "= instead of the colon",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.key.is_empty() && !p.value.is_empty())
                .map(|p| format!("{}{}{} = {}", p.indent, p.dash, p.key, p.value))
        },
    },
    Mistake {
        name: "semicolon instead of the colon",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.key.is_empty() && !p.value.is_empty())
                .map(|p| format!("{}{}{}; {}", p.indent, p.dash, p.key, p.value))
        },
    },
    Mistake {
        name: "dash blanked out",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.dash.is_empty())
                .map(|p| format!("{}  {}", p.indent, &l[i].trim_start()[2..]))
        },
    },
    Mistake {
        name: "dash deleted",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.dash.is_empty())
                .map(|p| format!("{}{}", p.indent, &l[i].trim_start()[2..]))
        },
    },
    Mistake {
        name: "no space after the dash",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.dash.is_empty())
                .map(|p| format!("{}-{}", p.indent, &l[i].trim_start()[2..]))
        },
    },
    Mistake {
        name: "bullet instead of the dash",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.dash.is_empty())
                .map(|p| format!("{}• {}", p.indent, &l[i].trim_start()[2..]))
        },
    },
    Mistake {
        name: "en dash instead of the dash",
        make: |l, i| {
            parts(l[i])
                .filter(|p| !p.dash.is_empty())
                .map(|p| format!("{}– {}", p.indent, &l[i].trim_start()[2..]))
        },
    },
    Mistake {
        name: "dash before a key",
        make: |l, i| {
            parts(l[i])
                .filter(|p| p.dash.is_empty() && !p.key.is_empty())
                .map(|p| format!("{}- {}", p.indent, l[i].trim_start()))
        },
    },
    Mistake {
        name: "closing bracket deleted",
        make: |l, i| flow(l[i]).map(|p| p.with(&p.value[..p.value.len() - 1])),
    },
    Mistake { name: "opening bracket deleted", make: |l, i| flow(l[i]).map(|p| p.with(&p.value[1..])) },
    Mistake {
        name: "bracket closed by another",
        make: |l, i| {
            flow(l[i]).map(|p| {
                p.with(&format!(
                    "{}{}",
                    &p.value[..p.value.len() - 1],
                    if p.value.ends_with(']') { '}' } else { ']' }
                ))
            })
        },
    },
    Mistake {
        name: "closing bracket twice",
        make: |l, i| flow(l[i]).map(|p| p.with(&format!("{}{}", p.value, &p.value[p.value.len() - 1..]))),
    },
    Mistake {
        name: "text after a closing bracket",
        make: |l, i| flow(l[i]).map(|p| p.with(&format!("{}x", p.value))),
    },
    Mistake {
        name: "comma after a closing bracket",
        make: |l, i| flow(l[i]).map(|p| p.with(&format!("{},", p.value))),
    },
    Mistake {
        name: "comma deleted in a record on one line",
        make: |l, i| {
            flow(l[i])
                .filter(|p| p.value.starts_with('{'))
                .and_then(|p| p.value.contains(", ").then(|| p.with(&p.value.replacen(", ", " ", 1))))
        },
    },
    Mistake {
        name: "comma twice",
        make: |l, i| {
            flow(l[i]).and_then(|p| p.value.contains(", ").then(|| p.with(&p.value.replacen(", ", ",, ", 1))))
        },
    },
    Mistake {
        name: "no space after a colon in a record on one line",
        make: |l, i| {
            flow(l[i]).filter(|p| p.value.starts_with('{')).map(|p| p.with(&p.value.replacen(": ", ":", 1)))
        },
    },
    Mistake {
        name: "comma in a text in a record on one line",
        make: |l, i| {
            flow(l[i])
                .filter(|p| p.value.starts_with('{') && p.value.contains("line: "))
                .and_then(|p| p.value.ends_with(".}").then(|| p.with(&p.value.replacen(".}", ", too.}", 1))))
        },
    },
    Mistake {
        name: "two keys on one line",
        make: |l, i| {
            let (own, next) = (parts(l[i])?, parts(l.get(i + 1)?)?);
            let same = own.indent.len() + own.dash.len() == next.indent.len() && next.dash.is_empty();
            (same && !own.key.is_empty() && !own.value.is_empty() && !next.key.is_empty())
                .then(|| format!("{} {}", l[i], l[i + 1].trim_start()))
        },
    },
    Mistake {
        name: "stray letter on a line of its own",
        make: |l, i| parts(l[i]).map(|_| format!("x\n{}", l[i])),
    },
    Mistake {
        name: "stray letter on an indented line of its own",
        make: |l, i| parts(l[i]).map(|p| format!("{}x\n{}", p.indent, l[i])),
    },
    Mistake {
        name: "duplicated line",
        make: |l, i| {
            parts(l[i])
                .filter(|p| p.dash.is_empty() && !p.key.is_empty() && !p.value.is_empty())
                .map(|_| format!("{0}\n{0}", l[i]))
        },
    },
    Mistake {
        name: "misspelt key",
        make: |l, i| {
            plain(l[i])
                .filter(|p| p.key.len() > 3)
                .map(|p| p.with(p.value).replacen(p.key, &format!("{}q{}", &p.key[..2], &p.key[2..]), 1))
        },
    },
    Mistake { name: "value deleted", make: |l, i| plain(l[i]).map(|p| p.with("").trim_end().to_string()) },
    Mistake {
        name: "--- in the middle",
        make: |l, i| parts(l[i]).filter(|_| i > 0).map(|_| format!("---\n{}", l[i])),
    },
    Mistake { name: "anchor", make: |l, i| plain(l[i]).map(|p| p.with(&format!("&a {}", p.value))) },
    Mistake { name: "tag", make: |l, i| plain(l[i]).map(|p| p.with(&format!("!!str {}", p.value))) },
    Mistake {
        name: "block text that is not indented",
        make: |l, i| words(l[i]).map(|p| format!("{}\n{}", p.with("|"), p.value)),
    },
    Mistake {
        name: "value that goes on at the edge",
        make: |l, i| {
            words(l[i]).and_then(|p| before_last_word(p.value).map(|(a, b)| format!("{}\n{b}", p.with(a))))
        },
    },
    Mistake {
        name: "colon in an item of a list",
        make: |l, i| {
            flow(l[i])
                .filter(|p| p.value.starts_with('['))
                .map(|p| p.with(&p.value.replacen('[', "[on call: ", 1)))
        },
    },
    Mistake {
        name: "switch between quotes",
        make: |l, i| parts(l[i]).filter(|p| p.value == "true").map(|p| p.with("\"true\"")),
    },
    Mistake {
        name: "yes for true",
        make: |l, i| parts(l[i]).filter(|p| p.value == "true").map(|p| p.with("yes")),
    },
    Mistake {
        name: "list without brackets",
        make: |l, i| {
            flow(l[i]).filter(|p| p.value.starts_with('[')).map(|p| p.with(&p.value[1..p.value.len() - 1]))
        },
    },
    Mistake {
        name: "record without braces",
        make: |l, i| {
            flow(l[i])
                .filter(|p| p.value.starts_with('{') && p.key.is_empty())
                .map(|p| p.with(&p.value[1..p.value.len() - 1]))
        },
    },
    Mistake {
        name: "key and value where a key opens a record",
        make: |l, i| {
            let (own, next) = (parts(l[i])?, parts(l.get(i + 1)?)?);
            (own.value.is_empty() && next.indent.len() > own.indent.len()).then(|| format!("{} no", l[i]))
        },
    },
    Mistake {
        name: "list item among keys",
        make: |l, i| {
            let (own, above) = (parts(l[i])?, parts(l.get(i.checked_sub(1)?)?)?);
            let is_record =
                !own.key.is_empty() && own.dash.is_empty() && above.indent.len() >= own.indent.len();
            is_record.then(|| format!("{}- A pasted item\n{}", own.indent, l[i]))
        },
    },
    Mistake {
        name: "comment of another language",
        make: |l, i| {
            let own = parts(l[i]).filter(|p| !p.key.is_empty() && p.dash.is_empty())?;
            Some(format!("{}// A remark\n{}", own.indent, l[i]))
        },
    },
    Mistake {
        name: "parenthesis instead of the brace",
        make: |l, i| flow(l[i]).map(|p| p.with(&p.value.replacen(['[', '{'], "(", 1))),
    },
    Mistake {
        name: "lines of a diff",
        make: |l, i| words(l[i]).map(|p| format!("-{}\n+{}", p.with("Something else"), l[i])),
    },
    Mistake {
        name: "colon twice",
        make: |l, i| plain(l[i]).map(|p| p.with(p.value).replacen(": ", ":: ", 1)),
    },
];

/// A parsed file and its diagnostics.
type Parsed = (Option<Arc<Document>>, Vec<Diagnostic>);

/// Parses a file with another text.
fn parse_text(path: &str, text: &str) -> Parsed {
    let (file, mut found) = SourceFile::new(Area::Content, path.into(), text.as_bytes().to_vec());
    if !file.sound {
        return (None, found);
    }
    let (document, mut own) = parse(&file);
    found.append(&mut own);
    (document.map(Arc::new), found)
}

/// The data of a document, without locations.
fn data(parsed: &Parsed) -> Option<String> {
    let text = format!("{:?}", parsed.0.as_ref()?.body);
    let mut data = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Span {") {
        let end = at + rest[at..].find('}').expect("a span ends");
        data.push_str(&rest[..at]);
        rest = &rest[end + 1..];
    }
    data.push_str(rest);
    Some(data)
}

/// The letters and digits of a text, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[derive(Default, Clone, Copy)]
struct Counts {
    planted: usize,
    harmless: usize,
    reported: usize,
    at_line: usize,
    next_line: usize,
    one: usize,
    edits: usize,
    restored: usize,
    sound: usize,
    harmful: usize,
    whole: usize,
    cascades: usize,
}

fn line_of(text: &str, diagnostic: &Diagnostic) -> usize {
    let start = diagnostic.place.as_ref().map_or(0, |place| place.span.start as usize).min(text.len());
    text.get(..start).unwrap_or("").matches('\n').count()
}

/// A file in which mistakes are planted, and its unmodified data.
struct File<'f> {
    site: &'f Sound,
    path: &'f str,
    lines: Vec<&'f str>,
    sound: Option<String>,
}

/// Plants one mistake and evaluates its diagnostics. `None` when the text keeps its meaning.
fn evaluate(file: &File<'_>, at: usize, planted: &str, counts: &mut Counts, notes: &mut String) {
    let File { site, path, lines, sound } = file;
    let joins = usize::from(
        lines[at] != planted
            && lines.get(at + 1).is_some_and(|next| {
                planted.ends_with(next.trim_start())
                    && !planted.contains('\n')
                    && planted.starts_with(lines[at])
            }),
    );
    let mut changed: Vec<&str> = lines.clone();
    changed.splice(at..=at + joins, [planted]);
    let text = format!("{}\n", changed.join("\n"));
    let parsed = parse_text(path, &text);
    let same = data(&parsed) == *sound;
    let mut found: Vec<Diagnostic> = parsed.1.clone();
    if found.is_empty() && same {
        counts.harmless += 1;
        return;
    }
    if found.is_empty() {
        found = site.report(path, text.clone().into_bytes());
        found.retain(|found| found.place.as_ref().is_some_and(|place| *place.file == **path));
    }
    counts.planted += 1;
    found.sort();
    let Some(first) = found.iter().find(|found| found.severity == Severity::Error).or(found.first()) else {
        let _ = writeln!(notes, "  silent {path}:{}: {planted:?}", at + 1);
        return;
    };
    // The rest of the site must not report anything.
    counts.whole += 1;
    if counts.whole % 6 == 1 {
        let whole = site.report(path, text.clone().into_bytes());
        let more = whole
            .iter()
            .filter(|other| !found.iter().any(|own| own.message == other.message))
            .collect::<Vec<_>>();
        if !more.is_empty() {
            counts.cascades += 1;
            let _ = writeln!(notes, "  CASCADE {path}:{}: {planted:?}: {more:?}", at + 1);
        }
    }
    counts.reported += 1;
    counts.one += usize::from(found.len() == 1);
    let line = line_of(&text, first);
    let last = at + planted.matches('\n').count();
    let right = (at..=last).contains(&line);
    counts.at_line += usize::from(right);
    counts.next_line += usize::from(!right && line == last + 1);
    let mut verdict = "no edit";
    if let Some(edit) = &first.edit {
        counts.edits += 1;
        let (start, end) = (edit.place.span.start as usize, edit.place.span.end as usize);
        let repaired = [&text[..start], edit.replacement.as_str(), &text[end..]].concat();
        let again = parse_text(path, &repaired);
        let clean = again.1.is_empty();
        if clean && data(&again) == *sound {
            counts.restored += 1;
            verdict = "restored";
        } else if clean && letters(&repaired) == letters(&text) {
            counts.sound += 1;
            verdict = "sound";
        } else {
            counts.harmful += 1;
            verdict = "HARMFUL";
        }
    }
    if !right || found.len() != 1 || matches!(verdict, "HARMFUL" | "no edit") {
        let _ = writeln!(notes, "  {verdict} {path}:{}: {planted:?}", at + 1);
        for found in &found {
            let edit = found.edit.as_ref().map(|edit| &edit.replacement);
            let _ = writeln!(
                notes,
                "      line {}: {} [{}] {} {edit:?}",
                line_of(&text, found) + 1,
                found.message,
                found.code.name(),
                found.help.as_deref().unwrap_or("")
            );
        }
    }
}

#[test]
fn every_mistake_at_every_line_is_reported_there_with_a_working_fix() {
    let mode = std::env::var("YAML_CORPUS").unwrap_or_default();
    let site = Sound::of_this_repository();
    let step = if mode.is_empty() {
        89
    } else if mode == "full" {
        1
    } else {
        mode.parse().expect("a step")
    };
    let only = std::env::var("YAML_KIND").unwrap_or_default();
    let mut table: Vec<(&str, Counts, String)> = Vec::new();
    for (number, mistake) in MISTAKES.iter().enumerate().filter(|(_, mistake)| mistake.name.contains(&only)) {
        let (mut counts, mut notes) = (Counts::default(), String::new());
        for path in FILES {
            let whole = site.text(path);
            let all: Vec<&str> = whole.lines().collect();
            let file = File { site: &site, path, lines: all.clone(), sound: data(&parse_text(path, whole)) };
            // Mistakes in a Markdown file are made in its front matter.
            let (first, last) = if path.ends_with(".md") {
                (1, all.iter().skip(1).position(|line| *line == "---").expect("front matter"))
            } else {
                (0, all.len() - 1)
            };
            let occasions: Vec<(usize, String)> = (first..=last)
                .filter_map(|at| (mistake.make)(&all[..=last], at).map(|text| (at, text)))
                .filter(|(at, text)| *text != all[*at])
                .collect();
            // The sample has other lines for each kind, and at least one of each file.
            let start = if occasions.is_empty() { 0 } else { (number * 7) % step.min(occasions.len()) };
            for (at, planted) in occasions.iter().skip(start).step_by(step) {
                evaluate(&file, *at, planted, &mut counts, &mut notes);
            }
        }
        table.push((mistake.name, counts, notes));
    }
    let mut drawn =
        String::from("planted  at line  next  one only  edit  restored  sound  harmful  silent  kind\n");
    let mut sum = Counts::default();
    for (name, c, _) in &table {
        let _ = writeln!(
            drawn,
            "{:7}  {:7}  {:4}  {:8}  {:4}  {:8}  {:5}  {:7}  {:6}  {name}",
            c.planted,
            c.at_line,
            c.next_line,
            c.one,
            c.edits,
            c.restored,
            c.sound,
            c.harmful,
            c.planted - c.reported
        );
        sum.planted += c.planted;
        sum.at_line += c.at_line;
        sum.next_line += c.next_line;
        sum.one += c.one;
        sum.reported += c.reported;
        sum.edits += c.edits;
        sum.restored += c.restored;
        sum.sound += c.sound;
        sum.harmful += c.harmful;
        sum.cascades += c.cascades;
    }
    let _ = writeln!(
        drawn,
        "{:7}  {:7}  {:4}  {:8}  {:4}  {:8}  {:5}  {:7}  {:6}  all",
        sum.planted,
        sum.at_line,
        sum.next_line,
        sum.one,
        sum.edits,
        sum.restored,
        sum.sound,
        sum.harmful,
        sum.planted - sum.reported
    );
    let notes: Vec<String> = table
        .iter()
        .filter(|(.., notes)| !notes.is_empty())
        .map(|(name, _, notes)| format!("{name}\n{notes}"))
        .collect();
    let notes = notes.concat();
    if !mode.is_empty() {
        println!("{drawn}");
        println!("{notes}");
    }
    let kinds: BTreeSet<&str> =
        table.iter().filter(|(_, counts, _)| counts.planted > 0).map(|(name, ..)| *name).collect();
    assert!(!only.is_empty() || kinds.len() >= 40, "{} kinds", kinds.len());
    assert_eq!((sum.harmful, sum.cascades), (0, 0), "{drawn}\n{notes}");
    assert_eq!((sum.reported, sum.one), (sum.planted, sum.planted), "{drawn}\n{notes}");
    assert!(sum.at_line * 100 >= sum.planted * 99, "{drawn}\n{notes}");
}
