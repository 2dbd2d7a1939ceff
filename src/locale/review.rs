//! Reviews a site's own file of messages.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rapidhash::{RapidHashMap, RapidHashSet};

use super::message::Message;
use super::resource::{ParsedFile, Resource, key_span};
use super::terms;
use crate::diagnostic::{Code, Diagnostic, Location, Span};
use crate::parse::{Diagnostics, Suppression, read_suppression};

/// Returns the suppressions of a file: comments `# allow CODE: reason`, each for the next message below it.
pub(super) fn suppressions(path: &str, text: &str) -> (Vec<Suppression>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new(path.into());
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        lines.push((at, line));
        at += line.len();
    }
    let is_message = |line: &str| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
    let is_continued = |line: &str| line.trim().is_empty() || line.starts_with([' ', '}', '[', '*']);
    for (index, (start, line)) in lines.iter().enumerate().filter(|(_, (_, line))| line.starts_with('#')) {
        let span = Span::new(*start, start + line.trim_end().len());
        let written = line.trim_end();
        let comment = written.trim_start_matches('#');
        let Some(code) = read_suppression(comment, written, span, &mut diagnostics) else { continue };
        let below = lines[index..].iter().skip_while(|(_, line)| !is_message(line)).enumerate();
        let message = below.take_while(|(n, (_, line))| *n == 0 || is_continued(line)).map(|(_, line)| line);
        let end = message.last().map_or(span.end as usize, |(start, line)| start + line.len());
        // What the file as a whole lacks is reported at its first byte.
        let is_first = !lines[..index].iter().any(|(_, line)| is_message(line));
        let start = if is_first { 0 } else { *start };
        diagnostics.suppress(Suppression { code, span, covers: Span::new(start, end) });
    }
    (diagnostics.take_suppressions(), diagnostics.into_diagnostics())
}

/// Reviews a site's own file. `known` are the messages of `en-GB`. `is_whole` requires every message, because the language
/// has no built-in file.
pub(super) fn review(
    path: &str,
    resource: &Resource,
    known: &RapidHashMap<String, Message>,
    is_whole: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let file: Arc<str> = path.into();
    let at = |span: Span| Location { file: Arc::clone(&file), span };
    for (span, message, help) in &resource.mistakes {
        diagnostics.push(Diagnostic::new(Code::InvalidMessage, at(*span), message.clone()).help(*help));
    }
    for (key, span) in &resource.keys {
        let Some(expected) = known.get(key) else {
            let message = format!("no page uses the message `{key}`");
            diagnostics.push(
                Diagnostic::new(Code::UnusedMessage, at(*span), message)
                    .help("delete it, or use the key of a message of `en-GB.ftl`")
                    .suggest(key, known.keys().map(String::as_str)),
            );
            continue;
        };
        let Some(message) = resource.messages.get(key) else { continue };
        let (expected, used) = (expected.arguments(), message.arguments());
        for name in used.difference(&expected) {
            let message = format!("`{key}` has no argument `{name}`");
            let help = if expected.is_empty() {
                "it has no arguments".to_string()
            } else {
                format!("its arguments are {}", quoted(&expected))
            };
            diagnostics.push(
                Diagnostic::new(Code::InvalidMessage, at(*span), message)
                    .help(help)
                    .suggest(name, expected.iter().map(|name| &**name)),
            );
        }
        if used.is_subset(&expected) && used.len() < expected.len() {
            let unused: BTreeSet<Cow<'_, str>> = expected.difference(&used).cloned().collect();
            let message = format!("`{key}` leaves out {}", quoted(&unused));
            diagnostics.push(
                Diagnostic::new(Code::UnusedMessage, at(*span), message)
                    .help("print each argument as `{ $name }`, and each element as `<name>…</name>`"),
            );
        }
    }
    if is_whole {
        let own: RapidHashSet<&str> = resource.keys.iter().map(|(key, _)| key.as_str()).collect();
        let mut missing: Vec<&str> =
            known.keys().map(String::as_str).filter(|key| !own.contains(key)).collect();
        missing.sort_unstable();
        if let Some(first) = missing.first() {
            let more = missing.len() - 1;
            let message = if more == 0 {
                format!("the message `{first}` is missing")
            } else {
                format!("the message `{first}` and {more} more are missing")
            };
            diagnostics.push(
                Diagnostic::new(Code::MissingMessage, at(Span::default()), message)
                    .help(format!("they are shown in English; add them: {}", missing.join(", "))),
            );
        }
    }
}

/// Reports the terms of a site's own file that no message takes. `built_in` are the files whose terms it overrides.
pub(super) fn review_terms<'t>(
    path: &str,
    own: &ParsedFile<'_>,
    built_in: impl Iterator<Item = &'t ParsedFile<'t>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known: RapidHashSet<&str> = built_in.flat_map(|file| terms::names(&file.tree)).collect();
    for name in terms::unused(own.text, &own.tree, &known) {
        let span = key_span(own.text, &format!("-{name}"), 0);
        let place = Location { file: path.into(), span };
        diagnostics.push(
            Diagnostic::new(Code::UnusedMessage, place, format!("no message uses the term `-{name}`"))
                .help("delete it, or use the name of a term of the language")
                .suggest(name, known.iter().copied()),
        );
    }
}

fn quoted(names: &BTreeSet<Cow<'_, str>>) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
