//! Two hundred typos in this repository's own content, each planted alone: every one is reported, and at its line.
//!
//! The typos are generated from the content, so that the test does not depend on its wording. The same seed gives the
//! same typos until the content changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::support::dice::Dice;
use crate::support::sound::Sound;
use rolebook::diagnostic::Diagnostic;

/// The number of planted typos.
const TYPOS: usize = 200;

/// A planted typo: its kind, the file, its new text (`None`: the file is deleted), and the expected locations.
struct Typo {
    kind: &'static str,
    file: Arc<str>,
    text: Option<String>,
    places: Vec<(Arc<str>, usize)>,
}

/// Returns the diagnostics of the site when one file has another text or is deleted, as file, line and message.
fn diagnose(site: &Sound, typo: &Typo) -> BTreeSet<(String, usize, String)> {
    let diagnostics = match &typo.text {
        Some(text) => site.report(&typo.file, text.clone().into_bytes()),
        None => site.report_without(&typo.file),
    };
    let place = |diagnostic: Diagnostic| {
        let Some(place) = diagnostic.place else { return (String::new(), 0, diagnostic.message) };
        let changed = typo.text.as_deref().filter(|_| typo.file == place.file);
        let text = changed.unwrap_or_else(|| site.text(&place.file));
        let start = text.floor_char_boundary((place.span.start as usize).min(text.len()));
        (place.file.to_string(), text[..start].matches('\n').count() + 1, diagnostic.message)
    };
    diagnostics.into_iter().map(place).collect()
}

/// A kind of typo: the files in which it can be made, and the change of a line.
struct TypoKind {
    kind: &'static str,
    files: fn(&str) -> bool,
    /// The line with the typo; `None` where it does not apply.
    typo: fn(&str) -> Option<String>,
}

fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml")
}

fn is_role(path: &str) -> bool {
    path.starts_with("content/roles/") && is_yaml(path)
}

fn is_pay(path: &str) -> bool {
    path.starts_with("content/salaries/")
}

fn is_list(path: &str) -> bool {
    matches!(path, "content/sources.yaml" | "content/tools.yaml")
}

fn is_prose(path: &str) -> bool {
    path.ends_with(".md")
}

/// The key of a line with only a key and its value, and the position of the value.
fn key(line: &str) -> Option<(&str, usize)> {
    let bare = line.trim_start();
    let (name, rest) = bare.split_once(':')?;
    let sound = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-');
    let at = line.len() - rest.len();
    (sound && (rest.is_empty() || rest.starts_with(' '))).then_some((name, at))
}

/// Doubles a letter in the middle of a word, which gives no existing word.
fn misspelt(word: &str) -> String {
    let middle = word.len() / 2;
    format!("{}{}{}", &word[..middle], "q", &word[middle..])
}

/// The line with the text between two delimiters changed.
fn between(line: &str, from: &str, to: &[char], change: impl Fn(&str) -> String) -> Option<String> {
    let at = line.find(from)? + from.len();
    let end = at + line[at..].find(to).unwrap_or(line.len() - at);
    let (written, changed) = (&line[at..end], change(&line[at..end]));
    (!written.is_empty() && written.is_ascii() && changed != written)
        .then(|| format!("{}{changed}{}", &line[..at], &line[end..]))
}

/// The line with the value of a key changed, in block or flow style.
fn value(line: &str, name: &str, change: impl Fn(&str) -> String) -> Option<String> {
    let starts = line.trim_start().trim_start_matches(['-', ' ', '{']).starts_with(&format!("{name}: "));
    let inside = line.contains(&format!(", {name}: "));
    (starts || inside).then(|| between(line, &format!("{name}: "), &[',', '}'], change)).flatten()
}

/// The keys of records; a misspelt key that its author chose is an id, and would be another id.
const KEYS: &[&str] = &[
    "name",
    "family",
    "summary",
    "facts",
    "tools",
    "skills",
    "sources",
    "confidence",
    "level",
    "items",
    "title",
    "url",
    "publisher",
    "accessed",
    "seen",
    "population",
    "basis",
    "period",
    "currency",
    "licence",
    "method",
    "line",
    "category",
    "figures",
    "label",
    "kind",
    "question",
    "group",
    "term",
    "reviewed",
    "published",
    "description",
    "base_url",
    "language",
];

/// Keys that are required in every record that has them.
const REQUIRED: &[&str] = &[
    "name",
    "family",
    "summary",
    "confidence",
    "title",
    "url",
    "publisher",
    "accessed",
    "seen",
    "population",
    "basis",
    "period",
    "currency",
    "licence",
    "method",
    "line",
    "category",
    "label",
    "kind",
    "question",
    "group",
    "reviewed",
    "description",
    "base_url",
    "language",
];

const TYPO_KINDS: &[TypoKind] = &[
    TypoKind {
        kind: "a misspelt key",
        files: |_| true,
        typo: |line| {
            let (name, at) = key(line).filter(|(name, _)| KEYS.contains(name))?;
            Some(format!("{}{}{}", &line[..at - name.len() - 1], misspelt(name), &line[at - 1..]))
        },
    },
    TypoKind {
        kind: "a misspelt key in a flow",
        files: is_pay,
        typo: |line| line.contains(", region: ").then(|| line.replacen(", region: ", ", regoin: ", 1)),
    },
    TypoKind {
        kind: "a misspelt source",
        files: is_yaml,
        typo: |line| between(line, "sources: [", &[',', ']'], misspelt),
    },
    TypoKind {
        kind: "a misspelt row",
        files: is_role,
        typo: |line| {
            let (name, at) = key(line).filter(|_| line.starts_with("  ") && !line.starts_with("   "))?;
            (at == line.len()).then(|| format!("  {}:", misspelt(name)))
        },
    },
    TypoKind {
        kind: "a misspelt level of a scale",
        files: is_role,
        typo: |line| value(line, "level", misspelt),
    },
    TypoKind {
        kind: "a misspelt word",
        files: is_yaml,
        typo: |line| {
            value(line, "confidence", misspelt)
                .or_else(|| value(line, "seen", misspelt))
                .or_else(|| value(line, "period", misspelt))
                .or_else(|| value(line, "kind", misspelt))
        },
    },
    TypoKind {
        kind: "a misspelt role of a figure",
        files: is_pay,
        typo: |line| value(line, "role", misspelt),
    },
    TypoKind {
        kind: "a misspelt region",
        files: is_pay,
        typo: |line| value(line, "region", |region| format!("{}q", region.trim_matches('"'))),
    },
    TypoKind { kind: "a misspelt level of pay", files: is_pay, typo: |line| value(line, "level", misspelt) },
    TypoKind {
        kind: "a currency in small letters",
        files: is_pay,
        typo: |line| value(line, "currency", str::to_lowercase),
    },
    TypoKind { kind: "a negative sample", files: is_pay, typo: |line| value(line, "n", |n| format!("-{n}")) },
    TypoKind {
        kind: "an amount with a separator",
        files: is_pay,
        typo: |line| value(line, "median", |n| format!("\"{},{}\"", &n[..n.len() - 1], &n[n.len() - 1..])),
    },
    TypoKind {
        kind: "an amount in thousands",
        files: is_pay,
        typo: |line| value(line, "p90", |n| format!("{n}k")),
    },
    TypoKind {
        kind: "swapped percentiles",
        files: is_pay,
        typo: |line| {
            let figure = |name: &str| line.split_once(&format!("{name}: "))?.1.split([',', '}']).next();
            let (low, high) = (figure("p25")?, figure("p75")?);
            (low != high).then(|| {
                line.replacen(&format!("p25: {low}"), &format!("p25: {high}"), 1).replacen(
                    &format!("p75: {high}"),
                    &format!("p75: {low}"),
                    1,
                )
            })
        },
    },
    TypoKind {
        kind: "a year that is none",
        files: is_pay,
        typo: |line| value(line, "year", |_| "20255".to_string()),
    },
    TypoKind {
        kind: "a day that is none",
        files: |path| is_list(path) || is_prose(path),
        typo: |line| {
            key(line)
                .filter(|(name, _)| matches!(*name, "accessed" | "reviewed" | "published"))
                .map(|(_, at)| format!("{} 2025-02-30", &line[..at]))
        },
    },
    TypoKind {
        kind: "an address without a scheme",
        files: is_list,
        typo: |line| line.contains("url: https://").then(|| line.replacen("https://", "", 1)),
    },
    TypoKind {
        kind: "a word where a list is wanted",
        files: is_role,
        typo: |line| {
            key(line)
                .filter(|(name, _)| *name == "sources")
                .and_then(|_| line.contains(", ").then(|| line.replacen('[', "", 1).replacen(']', "", 1)))
        },
    },
    TypoKind {
        kind: "a bracket that is never closed",
        files: is_role,
        typo: |line| line.ends_with(']').then(|| line[..line.len() - 1].to_string()),
    },
    TypoKind {
        kind: "a quote that is never closed",
        files: is_yaml,
        typo: |line| {
            (line.ends_with('"') && line.contains(": \"")).then(|| line[..line.len() - 1].to_string())
        },
    },
    TypoKind {
        kind: "a colon in a value without quotes",
        files: is_role,
        typo: |line| {
            key(line)
                .filter(|(name, at)| *name == "value" && !line[*at..].contains('"'))
                .map(|(_, at)| format!("{} on call: often,{}", &line[..at], &line[at..]))
        },
    },
    TypoKind {
        kind: "no space after a colon",
        files: is_role,
        typo: |line| {
            key(line)
                .filter(|(name, at)| KEYS.contains(name) && *at < line.len())
                .map(|(_, at)| format!("{}{}", &line[..at], &line[at + 1..]))
        },
    },
    TypoKind {
        kind: "a tab",
        files: is_role,
        typo: |line| {
            line.strip_prefix("    ").filter(|rest| !rest.starts_with(' ')).map(|rest| format!("\t{rest}"))
        },
    },
    TypoKind {
        kind: "one space too many",
        files: is_role,
        typo: |line| {
            key(line)
                .filter(|(name, _)| line.starts_with("    ") && *name != "value")
                .map(|_| format!(" {line}"))
        },
    },
    TypoKind {
        kind: "one level too few",
        files: is_role,
        typo: |line| {
            line.strip_prefix("    ")
                .filter(|rest| rest.starts_with("sources:") || rest.starts_with("confidence:"))
                .map(|rest| format!("  {rest}"))
        },
    },
    TypoKind {
        kind: "a required key without a value",
        files: |_| true,
        typo: |line| {
            key(line)
                .filter(|(name, at)| REQUIRED.contains(name) && *at < line.len())
                .map(|(_, at)| line[..at].to_string())
        },
    },
    TypoKind {
        kind: "a key twice",
        files: |_| true,
        typo: |line| {
            key(line)
                .filter(|(name, at)| KEYS.contains(name) && *at < line.len())
                .map(|_| format!("{line}\n{line}"))
        },
    },
    TypoKind {
        kind: "the first line of a head",
        files: is_prose,
        typo: |line| (line == "---").then(|| "--".to_string()),
    },
    TypoKind {
        kind: "a misspelt citation",
        files: is_prose,
        typo: |line| between(line, "[@", &[']'], misspelt),
    },
    TypoKind {
        kind: "a misspelt fact",
        files: is_prose,
        typo: |line| between(line, "[=", &[']'], |name| format!("{name}q")),
    },
    TypoKind {
        kind: "a misspelt term",
        files: is_prose,
        typo: |line| between(line, "](term:", &[')'], misspelt),
    },
    TypoKind {
        kind: "a misspelt file",
        files: is_prose,
        typo: |line| between(line, "](../", &[')', '#'], |path| format!("{path}q")),
    },
    TypoKind {
        kind: "a misspelt role",
        files: is_prose,
        typo: |line| between(line, "](role:", &[')'], misspelt),
    },
    TypoKind {
        kind: "HTML",
        files: is_prose,
        typo: |line| {
            (line.len() > 20 && line.starts_with(|c: char| c.is_ascii_uppercase()) && line.ends_with('.'))
                .then(|| format!("<b>Note</b> {line}"))
        },
    },
    TypoKind {
        kind: "a character that hides",
        files: |_| true,
        typo: |line| {
            (line.len() > 20 && line.is_ascii()).then(|| format!("{}\u{202e}{}", &line[..9], &line[9..]))
        },
    },
    TypoKind {
        kind: "an address that runs",
        files: is_prose,
        typo: |line| {
            between(line, "](https://", &[')'], |_| String::new())
                .map(|line| line.replacen("](https://", "](javascript:x", 1))
        },
    },
];

/// Plants one typo of a kind, if the content has a place for it. The line is that of the typo, in the new text.
fn plant(kind: &TypoKind, site: &Sound, dice: &mut Dice) -> Option<Typo> {
    let mut places: Vec<(&str, usize, String)> = Vec::new();
    for file in site.paths().filter(|file| (kind.files)(file)) {
        // Comments and quoted text are not content.
        let mut quoted = false;
        for (number, line) in site.text(file).lines().enumerate() {
            quoted ^= line.trim_start().starts_with("```");
            if quoted || line.trim_start().starts_with('#') || (is_prose(file) && line.contains('`')) {
                continue;
            }
            places.extend((kind.typo)(line).map(|typo| (file, number, typo)));
        }
    }
    if places.is_empty() {
        return None;
    }
    let (file, number, typo) = places.swap_remove(dice.below(places.len()));
    let mut lines: Vec<&str> = site.text(file).lines().collect();
    lines[number] = &typo;
    // A duplicate key is reported at the second occurrence.
    let line = number + 1 + typo.matches('\n').count();
    let text = format!("{}\n", lines.join("\n"));
    Some(Typo { kind: kind.kind, file: file.into(), text: Some(text), places: vec![(file.into(), line)] })
}

/// A deleted file is reported where it is referenced.
fn remove(site: &Sound, dice: &mut Dice) -> Option<Typo> {
    let terms: Vec<&str> = site.paths().filter(|file| file.starts_with("content/glossary/")).collect();
    let file = *terms.get(dice.below(terms.len().max(1)))?;
    let id = file.strip_prefix("content/glossary/")?.strip_suffix(".md")?;
    let names = [format!("term:{id})"), format!("term:{id}#"), format!("/{id}.md"), format!("term: {id}")];
    let places = named(site, file, |line| {
        let see =
            line.starts_with("see: [") && line[6..].trim_end_matches(']').split(", ").any(|own| own == id);
        see || names.iter().any(|name| line.contains(name))
    });
    (!places.is_empty()).then(|| Typo { kind: "a file that is gone", file: file.into(), text: None, places })
}

/// A renamed heading is reported where a link refers to it.
fn rename(site: &Sound, dice: &mut Dice) -> Option<Typo> {
    let mut candidates = Vec::new();
    for file in site.paths() {
        let Some(name) = file.rsplit('/').next().filter(|name| name.ends_with(".md")) else { continue };
        for line in site.text(file).lines().filter(|line| line.starts_with("## ") && line.is_ascii()) {
            let words = line[3..].to_lowercase();
            let anchor: String = words
                .chars()
                .filter_map(|c| match c {
                    ' ' | '-' => Some('-'),
                    c if c.is_ascii_alphanumeric() => Some(c),
                    _ => None,
                })
                .collect();
            let id = name.trim_end_matches(".md");
            let mut places = named(site, "", |line| {
                [format!("{name}#{anchor})"), format!("role:{id}#{anchor})"), format!("term:{id}#{anchor})")]
                    .iter()
                    .any(|link| line.contains(link))
            });
            places.extend(
                named(site, "", |line| line.contains(&format!("](#{anchor})")))
                    .into_iter()
                    .filter(|(own, _)| **own == *file),
            );
            if !places.is_empty() {
                candidates.push((file, line, places));
            }
        }
    }
    if candidates.is_empty() {
        return None;
    }
    let (file, line, places) = candidates.swap_remove(dice.below(candidates.len()));
    let text = site.text(file).replacen(&format!("{line}\n"), "## Quite other words\n", 1);
    Some(Typo { kind: "a heading that was renamed", file: file.into(), text: Some(text), places })
}

/// The lines that match a predicate, except in one file.
fn named(site: &Sound, without: &str, holds: impl Fn(&str) -> bool) -> Vec<(Arc<str>, usize)> {
    let mut places = Vec::new();
    for file in site.paths().filter(|file| *file != without) {
        let lines = site.text(file).lines().enumerate().filter(|(_, line)| holds(line));
        places.extend(lines.map(|(number, _)| (file.into(), number + 1)));
    }
    places
}

#[test]
fn every_typo_is_reported_and_nearly_every_one_at_its_line() {
    let site = Sound::of_this_repository();
    let mut dice = Dice(0x5eed_0f51_1950_0001);
    let mut typos: Vec<Typo> = Vec::new();
    let mut seen = BTreeSet::new();
    // Each kind in turn, until there are enough; some kinds have no further place in the content.
    for round in 0.. {
        assert!(round < 100, "the content has places for only {} typos", typos.len());
        let lines = TYPO_KINDS.iter().filter_map(|kind| plant(kind, &site, &mut dice)).collect::<Vec<_>>();
        let files = [remove(&site, &mut dice), rename(&site, &mut dice)];
        for typo in lines.into_iter().chain(files.into_iter().flatten()) {
            let new = seen.insert((typo.kind, Arc::clone(&typo.file), typo.places.clone()));
            if new && typos.len() < TYPOS {
                typos.push(typo);
            }
        }
        if typos.len() == TYPOS {
            break;
        }
    }
    let mut table: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut unlike = String::new();
    for typo in &typos {
        let new = diagnose(&site, typo);
        let at_place = |(file, line, _): &(String, usize, String)| {
            typo.places.iter().any(|(own, number)| **own == **file && number == line)
        };
        let placed = new.iter().any(at_place);
        let counts = table.entry(typo.kind).or_default();
        *counts = [counts[0] + 1, counts[1] + usize::from(!new.is_empty()), counts[2] + usize::from(placed)];
        if !placed {
            let _ = writeln!(unlike, "{} at {:?}: {new:?}", typo.kind, typo.places);
        }
    }
    let mut drawn = String::from("planted, reported, at the line\n");
    for (kind, [planted, reported, placed]) in &table {
        let _ = writeln!(drawn, "{planted:4} {reported:4} {placed:4}  {kind}");
    }
    let sum = |n: usize| table.values().map(|counts| counts[n]).sum::<usize>();
    assert_eq!((sum(0), sum(1)), (TYPOS, TYPOS), "\n{drawn}\n{unlike}");
    assert!(sum(2) * 100 >= TYPOS * 99, "{} of {TYPOS} at the line\n{drawn}\n{unlike}", sum(2));
}
