//! The kind of thing that a site compares.

use std::borrow::Cow;

use crate::locale::{Nouns, capitalised};

/// The kind of thing that a site compares: roles, unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entity {
    /// The nouns; `None` for those of the language.
    pub nouns: Option<Nouns>,
    /// The folder of its pages: `roles`.
    pub path: String,
    /// Its type of schema.org.
    pub schema_type: Option<String>,
}

impl Default for Entity {
    fn default() -> Entity {
        Entity { nouns: None, path: "roles".to_string(), schema_type: Some(Entity::OCCUPATION.to_string()) }
    }
}

impl Entity {
    /// The type of roles.
    pub const OCCUPATION: &str = "Occupation";

    /// Returns an English text about roles with the site's nouns instead: a diagnostic, or the description of a file. Text
    /// between backticks stays, and so do names such as `roles.json`.
    pub fn in_words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(nouns) = &self.nouns else { return text.into() };
        let mut out = String::with_capacity(text.len());
        for (index, part) in text.split('`').enumerate() {
            if index > 0 {
                out.push('`');
            }
            if index % 2 == 0 { replace_nouns(part, nouns, &mut out) } else { out.push_str(part) }
        }
        out.into()
    }
}

fn replace_nouns(text: &str, nouns: &Nouns, out: &mut String) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    let mut rest = text;
    while let Some(at) = rest.find("ole") {
        let start = at.saturating_sub(1);
        let (word, noun) = match rest.get(start..).unwrap_or_default() {
            word if word.starts_with("roles") => ("roles", nouns.many.clone()),
            word if word.starts_with("Roles") => ("Roles", capitalised(&nouns.many)),
            word if word.starts_with("role") => ("role", nouns.one.clone()),
            word if word.starts_with("Role") => ("Role", capitalised(&nouns.one)),
            _ => {
                out.push_str(&rest[..at + 3]);
                rest = &rest[at + 3..];
                continue;
            }
        };
        let (before, after) = (&rest[..start], &rest[start + word.len()..]);
        let is_name = after.strip_prefix('.').is_some_and(|after| after.starts_with(char::is_alphanumeric));
        out.push_str(before);
        if out.ends_with(is_part) || after.starts_with(is_part) || is_name {
            out.push_str(word);
        } else {
            if out.ends_with(" a ") && noun.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']) {
                out.truncate(out.len() - 1);
                out.push_str("n ");
            }
            out.push_str(&noun);
        }
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_speaks_of_what_the_site_compares() {
        let nouns =
            |one: &str, many: &str| Nouns { one: one.into(), many: many.into(), is_occupation: false };
        let languages = Entity { nouns: Some(nouns("language", "languages")), ..Entity::default() };
        for (text, expected) in [
            ("there is no role `role-x`", "there is no language `role-x`"),
            ("Roles: two roles, one role's page", "Languages: two languages, one language's page"),
            ("The role, an id of roles.json.", "The language, an id of roles.json."),
            (
                "write an id of `content/roles/`: role-based roles/x parole",
                "write an id of `content/roles/`: role-based roles/x parole",
            ),
            ("every role.", "every language."),
        ] {
            assert_eq!(languages.in_words(text), expected);
            assert_eq!(Entity::default().in_words(text), text);
        }
        let systems =
            Entity { nouns: Some(nouns("operating system", "operating systems")), ..Entity::default() };
        assert_eq!(systems.in_words("the id of a role"), "the id of an operating system");
    }
}
