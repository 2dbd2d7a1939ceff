//! The components and blocks that a template defines, and what is at a position of it.

use std::ops::Range;

use super::lexer::{TokenKind, lex, word};
use super::words::use_at;
use crate::diagnostic::Span;

/// A component in the text of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentDefinition {
    /// Its name.
    pub name: String,
    /// Its arguments, as written between the parentheses.
    pub arguments: String,
    /// The range of the whole definition, with the comment before it.
    pub range: Range<usize>,
    /// The range of its name where it is defined.
    pub name_range: Range<usize>,
    /// The comment before it.
    pub about: Option<String>,
}

/// Returns the components that a template defines, in order.
pub fn component_definitions(text: &str) -> Vec<ComponentDefinition> {
    let mut found: Vec<ComponentDefinition> = Vec::new();
    let mut comment: Option<Range<usize>> = None;
    for (kind, range) in lex(text) {
        match kind {
            // A comment belongs to what follows it directly.
            TokenKind::Text if text[range.clone()].trim().is_empty() => {}
            TokenKind::Comment => comment = Some(range),
            TokenKind::Text => comment = None,
            TokenKind::Code => {
                let code = &text[range.clone()];
                let opening =
                    word(code).strip_prefix("component").filter(|rest| rest.starts_with(char::is_whitespace));
                if let Some(rest) = opening {
                    let (name, rest) = rest.trim_start().split_once('(').unwrap_or((rest.trim(), ""));
                    let at = range.start + code.find(name).unwrap_or(0);
                    // The delimiters are two bytes.
                    let start =
                        comment.as_ref().map_or(range.start, |comment| comment.start).saturating_sub(2);
                    found.push(ComponentDefinition {
                        name: name.trim().to_string(),
                        arguments: rest
                            .rsplit_once(')')
                            .map_or(rest, |(arguments, _)| arguments)
                            .trim()
                            .to_string(),
                        range: start..text.len(),
                        name_range: at..at + name.trim_end().len(),
                        about: comment.as_ref().map(|comment| word(&text[comment.clone()]).to_string()),
                    });
                } else if word(code).starts_with("endcomponent")
                    && let Some(last) = found.last_mut()
                {
                    last.range.end = text.len().min(range.end + 2);
                }
                comment = None;
            }
        }
    }
    found
}

/// Returns the names of the components that a template defines.
pub(super) fn components(text: &str) -> impl Iterator<Item = String> {
    component_definitions(text).into_iter().map(|component| component.name)
}

/// Returns the span of the name of a component where it is defined.
pub(super) fn definition(text: &str, component: &str) -> Span {
    let found = component_definitions(text).into_iter().find(|found| found.name == component);
    found.map(|found| Span::new(found.name_range.start, found.name_range.end)).unwrap_or_default()
}

/// Returns the names of the blocks of a template, in order.
pub fn blocks(text: &str) -> Vec<&str> {
    let code = lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Code);
    code.filter_map(|(_, range)| Some(word(&text[range]).strip_prefix("block ")?.trim())).collect()
}

/// Returns the range of the expression or statement around an offset, without its delimiters.
pub fn code_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let code = lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Code);
    code.map(|(_, range)| range).find(|range| range.start <= offset && offset <= range.end)
}

/// Returns the range of the key of the message around an offset: of `key` in `[[key]]`.
pub fn message_key_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let begin = text.get(..offset)?.rfind("[[")?;
    let is_comment =
        |(kind, range): &(TokenKind, Range<usize>)| *kind == TokenKind::Comment && range.contains(&begin);
    let key = use_at(text, begin).filter(|_| !lex(text).iter().any(is_comment))?;
    (key.contains(&offset) || key.end == offset).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_found_with_their_comments() {
        let text = "{# A file. #}\n<p>\n{# One. #}\n{% component a(x: map, y: string = \"(\") -%}A{%- endcomponent a %}\n{%component b()%}B{% endcomponent %}{% block c %}{% endblock %}";
        let found = component_definitions(text);
        let parts: Vec<_> =
            found.iter().map(|it| (it.name.as_str(), it.arguments.as_str(), it.about.as_deref())).collect();
        assert_eq!(parts, [("a", "x: map, y: string = \"(\"", Some("One.")), ("b", "", None)]);
        assert_eq!(
            &text[found[0].range.clone()],
            "{# One. #}\n{% component a(x: map, y: string = \"(\") -%}A{%- endcomponent a %}"
        );
        assert_eq!(&text[found[1].range.clone()], "{%component b()%}B{% endcomponent %}");
        let span = definition(text, "b");
        assert_eq!(&text[span.start as usize..span.end as usize], "b");
        assert_eq!(blocks(text), ["c"]);
    }
}
