//! The place at which the text of a message is written.

use super::resource::key_span;
use super::{file_languages, path_of};
use crate::diagnostic::Span;
use crate::source::{Sources, built_in_template};

/// A message as it is written in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageText<'s> {
    /// The path of the file.
    pub path: String,
    /// `true` if the file is one of the program, not of the site.
    pub built_in: bool,
    /// The span of the key.
    pub span: Span,
    /// The lines of the message.
    pub text: &'s str,
}

/// Returns the message that a site in a language prints for a key: of the site's own files or the built-in ones.
pub fn message_text<'s>(sources: &'s Sources, language: &str, key: &str) -> Option<MessageText<'s>> {
    file_languages(language).into_iter().rev().find_map(|name| {
        let path = path_of(name);
        let own = sources.get(&path).filter(|file| !file.built_in).and_then(|file| file.text());
        let texts = [(own, false), (built_in_template(&path), true)];
        texts.into_iter().find_map(|(text, built_in)| {
            let text = text?;
            let span = key_span(text, key, 0);
            let is_found = span.start < span.end;
            is_found.then(|| MessageText { path: path.clone(), built_in, span, text: entry(text, span) })
        })
    })
}

/// Returns the lines of the message whose key has a span: the first, and those that are indented.
fn entry(text: &str, key: Span) -> &str {
    let start = key.start as usize;
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    let is_more = |line: &&str| line.starts_with(' ') || line.trim().is_empty() || line.starts_with('}');
    let more: usize = lines.take_while(is_more).map(str::len).sum();
    text[start..start + first + more].trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_messages_come_before_built_in_ones() {
        let own = "a = A\n    more\n\nskills = Können\n# A comment\nb = B\n";
        let (sources, _) = Sources::from_texts([("templates/locales/de.ftl", own)]);
        let found = message_text(&sources, "de", "skills").expect("a message");
        assert_eq!((found.built_in, found.text), (false, "skills = Können"));
        assert_eq!(&own[found.span.start as usize..found.span.end as usize], "skills");
        assert_eq!(message_text(&sources, "de", "a").expect("a message").text, "a = A\n    more");
        let found = message_text(&sources, "de", "tools").expect("a message");
        assert_eq!((found.built_in, &*found.path), (true, "templates/locales/de.ftl"));
        assert!(message_text(&sources, "de", "nothing-like-this").is_none());
    }
}
