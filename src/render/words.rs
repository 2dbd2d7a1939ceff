//! Binds messages in templates, scripts and style sheets to a locale, before the template engine or a browser reads them.
//!
//! In a template, `[[key]]` becomes the words. Arguments follow the key: `[[key count=roles name={{ role.name }} link=<a
//! href="/x/">]]` has two expressions and an element. A message prints an expression as `{ $count }`, and encloses words
//! in an element as `<link>…</link>`. Forms of a message become conditions of the template, so that drawing a page costs
//! nothing more than words written in the template itself. In a string of an expression, `"[[key]]"` takes no arguments.
//!
//! In a script, `messages({})` gets the messages of all keys that the script names as `t("key"`. In a style sheet, the
//! string `"[[key]]"` becomes the words.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use serde_json::{Map, Value as Json, json};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::edits::{Editor, Edits};
use super::layers::BUILT_IN;
use super::lexer::{TokenKind, end_of_code, lex, word};
use crate::locale::{Case, Locale, Message, Part, Selector, SharedLocale};

/// A message in a template or script that cannot be bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Its place in the text.
    pub range: Range<usize>,
    /// The diagnostic's message.
    pub message: String,
    /// The advice.
    pub help: String,
    /// The unknown name, and the known ones.
    pub written: String,
    pub known: Vec<String>,
}

/// A use of a message in a template.
struct Use<'t> {
    key: &'t str,
    arguments: Vec<(&'t str, Argument<'t>)>,
    end: usize,
}

impl Use<'_> {
    /// Returns the names of the arguments, as [`Message::arguments`] writes them.
    fn given(&self) -> BTreeSet<Cow<'_, str>> {
        let name = |(name, value): &(&'_ str, Argument<'_>)| match value {
            Argument::Expression(_) => (*name).to_string().into(),
            Argument::Element(_) => format!("<{name}>").into(),
        };
        self.arguments.iter().map(name).collect()
    }
}

enum Argument<'t> {
    /// An expression of the template language.
    Expression(Cow<'t, str>),
    /// The start tag of an element.
    Element(&'t str),
}

/// The functions that bound templates call.
const PLURAL: &str = "rolebook_plural";
const NUMBER: &str = "rolebook_number";

/// Returns a template engine with the functions that bound templates call.
pub(super) fn engine(locale: &SharedLocale) -> Tera {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes([BUILT_IN]).expect("invariant: the engine has no templates yet");
    let own = locale.clone();
    tera.register_function(PLURAL, move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::from(own.plural(arguments.must_get::<u64>("n")?)))
    });
    let own = locale.clone();
    tera.register_function(NUMBER, move |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::from(own.whole_number(arguments.must_get::<u64>("n")?)))
    });
    tera
}

/// Binds the messages of a template.
pub(super) fn bind(text: &str, locale: &Locale) -> (String, Edits, Vec<Mistake>) {
    let (mut editor, mut mistakes, mut at) = (Editor::new(text), Vec::new(), 0);
    for (kind, range) in lex(text) {
        at = at.max(range.start);
        while kind != TokenKind::Comment
            && let Some(found) = text.get(at..range.end).and_then(|rest| rest.find("[["))
        {
            let begin = at + found;
            at = begin + 2;
            let Some(mut found) = read_use(text, begin) else { continue };
            at = found.end;
            let range = begin..found.end;
            for (_, argument) in &mut found.arguments {
                if let Argument::Expression(code) = argument
                    && code.contains("[[")
                {
                    let (bound, _, nested) = bind(&format!("{{{{{code}}}}}"), locale);
                    *code = bound[2..bound.len() - 2].to_string().into();
                    mistakes.extend(
                        nested.into_iter().map(|mistake| Mistake { range: range.clone(), ..mistake }),
                    );
                }
            }
            match check(&found, locale, kind == TokenKind::Code) {
                Err(mistake) => mistakes.push(Mistake { range, ..mistake }),
                Ok(message) => {
                    let mut words = String::new();
                    if kind == TokenKind::Code {
                        for c in locale.format(found.key, &[]).chars() {
                            words.extend(matches!(c, '"' | '\\').then_some('\\'));
                            words.push(c);
                        }
                    } else {
                        write_template(&message.parts, &found, locale, &mut words);
                    }
                    editor.replace(range.clone(), &words, range);
                }
            }
        }
    }
    let (text, edits) = editor.finish();
    (text, edits, mistakes)
}

/// Returns the keys of a template with the names of their arguments.
pub fn uses(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut uses = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("[[") {
        at += found;
        if let Some(found) = read_use(text, at) {
            uses.push((found.key.to_string(), found.given().iter().map(ToString::to_string).collect()));
        }
        at += 2;
    }
    uses
}

/// Returns the range of the key of the use that begins with `[[` at `begin`.
pub(super) fn use_at(text: &str, begin: usize) -> Option<Range<usize>> {
    let found = read_use(text, begin)?;
    Some(begin + 2..begin + 2 + found.key.len())
}

/// Reads a use that begins with `[[` at `begin`. `None` for other text, such as `[[1, 2]]`.
fn read_use(text: &str, begin: usize) -> Option<Use<'_>> {
    let name_at = |at: usize| {
        let rest = &text[at..];
        let length = rest.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-');
        &rest[..length.unwrap_or(rest.len())]
    };
    let key = name_at(begin + 2);
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let (mut at, mut arguments) = (begin + 2 + key.len(), Vec::new());
    loop {
        let rest = &text[at..];
        let space = rest.len() - rest.trim_start().len();
        if rest[space..].starts_with("]]") {
            return Some(Use { key, arguments, end: at + space + 2 });
        }
        let name = name_at(at + space);
        if space == 0 || name.is_empty() {
            return None;
        }
        at += space + name.len();
        let value = text[at..].strip_prefix('=')?;
        at += 1;
        let end = if value.starts_with("{{") {
            (end_of_code(text, at + 2, "}}") + 2).min(text.len())
        } else if value.starts_with('<') {
            end_of_tag(text, at)?
        } else {
            at + value.find(|c: char| c.is_whitespace()).unwrap_or(value.len()).min(value.find("]]")?)
        };
        let written = &text[at..end];
        let argument = match written.strip_prefix("{{") {
            Some(code) => Argument::Expression(word(code.strip_suffix("}}")?).into()),
            None if written.starts_with('<') => Argument::Element(written),
            None => Argument::Expression(written.into()),
        };
        arguments.push((name, argument));
        at = end;
    }
}

/// Returns the end of a start tag that begins at `at`, ignoring `>` in quotes and in code.
fn end_of_tag(text: &str, at: usize) -> Option<usize> {
    let (mut at, mut quoted) = (at, false);
    loop {
        let rest = &text[at..];
        if rest.starts_with("{{") {
            at = end_of_code(text, at + 2, "}}") + 2;
        } else if rest.starts_with("{%") {
            at = end_of_code(text, at + 2, "%}") + 2;
        } else {
            let c = rest.chars().next()?;
            at += c.len_utf8();
            match c {
                '"' => quoted = !quoted,
                '>' if !quoted => return Some(at),
                _ => {}
            }
        }
        if at > text.len() {
            return None;
        }
    }
}

fn check<'l>(found: &Use<'_>, locale: &'l Locale, is_in_code: bool) -> Result<&'l Message, Mistake> {
    let mistake = |message: String, help: String, written: &str, known: Vec<String>| {
        Err(Mistake { range: 0..0, message, help, written: written.to_string(), known })
    };
    let key = found.key;
    let (Some(message), Some(expected)) = (locale.message(key), locale.arguments(key)) else {
        let help = "the messages are those of `templates/locales/en-GB.ftl`; write other words directly";
        return mistake(
            format!("there is no message `{key}`"),
            help.to_string(),
            key,
            locale.keys().map(str::to_string).collect(),
        );
    };
    let given = found.given();
    let known = || expected.iter().map(ToString::to_string).collect();
    if let Some(name) = given.difference(&expected).next() {
        return mistake(
            format!("the message `{key}` has no argument `{name}`"),
            "remove it".to_string(),
            name,
            known(),
        );
    }
    if is_in_code && !expected.is_empty() {
        let help = "within a string only a message without arguments can be used".to_string();
        return mistake(format!("the message `{key}` has arguments"), help, "", Vec::new());
    }
    if let Some(name) = expected.difference(&given).next() {
        let help = format!("give it after the key: `[[{key} {name}=…]]`");
        return mistake(format!("the message `{key}` needs the argument `{name}`"), help, "", Vec::new());
    }
    Ok(message)
}

/// Writes the parts of a message as template text.
fn write_template(parts: &[Part], found: &Use<'_>, locale: &Locale, out: &mut String) {
    let argument =
        |name: &str| found.arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let expression = |name: &str| match argument(name) {
        Some(Argument::Expression(code)) => &**code,
        _ => "\"\"",
    };
    for part in parts {
        match part {
            Part::Text(text) => escape(text, out),
            Part::Argument(name) => {
                let code = expression(name);
                // A component is a list, whose items are isolated: their order is that of the language.
                let [open, close] = if code.starts_with('<') { ["", ""] } else { locale.isolates() };
                let _ = write!(out, "{open}{{{{ {code} }}}}{close}");
            }
            Part::Number(name) => {
                let _ = write!(out, "{{{{ {NUMBER}(n={}) }}}}", expression(name));
            }
            Part::Open(name) => match argument(name) {
                Some(Argument::Element(tag)) => out.push_str(tag),
                _ => escape(&format!("<{name}>"), out),
            },
            Part::Close(name) => match argument(name) {
                Some(Argument::Element(tag)) => {
                    let tag = tag.trim_start_matches('<');
                    let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
                    let _ = write!(out, "</{}>", &tag[..end]);
                }
                _ => escape(&format!("</{name}>"), out),
            },
            Part::Select(selector) => write_forms(selector, expression(&selector.name), found, locale, out),
        }
    }
}

fn write_forms(selector: &Selector, code: &str, found: &Use<'_>, locale: &Locale, out: &mut String) {
    // Exact numbers come before plural categories.
    let (numbers, words): (Vec<_>, Vec<_>) =
        selector.cases.iter().partition(|(case, _)| matches!(case, Case::Number(_)));
    let is_plural = words.iter().all(|(case, _)| case.is_plural());
    for (index, (case, parts)) in numbers.into_iter().chain(words).enumerate() {
        let keyword = if index == 0 { "if" } else { "elif" };
        let _ = match case {
            Case::Number(number) => write!(out, "{{% {keyword} ({code}) == {number} %}}"),
            Case::Word(name) if is_plural => {
                write!(out, "{{% {keyword} {PLURAL}(n={code}) == \"{name}\" %}}")
            }
            Case::Word(name) => write!(out, "{{% {keyword} ({code}) == \"{name}\" %}}"),
        };
        write_template(parts, found, locale, out);
    }
    if selector.cases.is_empty() {
        return write_template(&selector.default, found, locale, out);
    }
    out.push_str("{% else %}");
    write_template(&selector.default, found, locale, out);
    out.push_str("{% endif %}");
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Text that the template language would read as code.
            '{' => out.push_str("&#123;"),
            c => out.push(c),
        }
    }
}

/// The call in a script that gets its messages.
const SCRIPT_CALL: &str = "messages({})";

/// Binds the messages of a script. `None` if it has none.
pub(super) fn bind_script(text: &str, locale: &Locale) -> Option<(String, Vec<Mistake>)> {
    let at = text.find(SCRIPT_CALL)?;
    let (mut bound, mut mistakes) = (Map::new(), Vec::new());
    for (range, key) in script_keys(text) {
        match locale.message(key) {
            Some(message) => drop(bound.insert(key.to_string(), script_message(&message.parts, locale))),
            None => mistakes.push(Mistake {
                range,
                message: format!("there is no message `{key}`"),
                help: "the messages are those of `templates/locales/en-GB.ftl`".to_string(),
                written: key.to_string(),
                known: locale.keys().map(str::to_string).collect(),
            }),
        }
    }
    let call = format!("messages({}, {})", Json::Object(bound), Json::from(locale.script_language()));
    Some((format!("{}{call}{}", &text[..at], &text[at + SCRIPT_CALL.len()..]), mistakes))
}

/// Binds the messages of a style sheet. `None` if it has none.
pub(super) fn bind_style(text: &str, locale: &Locale) -> Option<(String, Vec<Mistake>)> {
    let (mut out, mut mistakes, mut at) = (String::new(), Vec::new(), 0);
    for (quote, _) in text.match_indices("\"[[") {
        let Some(found) = read_use(text, quote + 1).filter(|found| text[found.end..].starts_with('"')) else {
            continue;
        };
        let range = quote + 1..found.end;
        if let Err(mistake) = check(&found, locale, true) {
            mistakes.push(Mistake { range, ..mistake });
            continue;
        }
        out.push_str(&text[at..range.start]);
        for c in locale.format(found.key, &[]).chars() {
            out.extend(matches!(c, '"' | '\\').then_some('\\'));
            out.push(c);
        }
        at = range.end;
    }
    if at == 0 && mistakes.is_empty() {
        return None;
    }
    out.push_str(&text[at..]);
    Some((out, mistakes))
}

/// Returns the keys that a script names as `t("key"`, with their places.
pub fn script_keys(text: &str) -> Vec<(Range<usize>, &str)> {
    const CALL: &str = "t(\"";
    let is_call = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
    let calls = text.match_indices(CALL).map(|(at, _)| at).filter(|at| is_call(*at));
    calls
        .filter_map(|at| {
            let begin = at + CALL.len();
            let length = text[begin..].find('"')?;
            let key = &text[begin..begin + length];
            let is_key = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            (is_key && !key.is_empty()).then_some((begin..begin + length, key))
        })
        .collect()
}

/// Converts a message for `messages.js`: a text with `{name}` and `{#number}`, or a list of such texts and of forms.
fn script_message(parts: &[Part], locale: &Locale) -> Json {
    let [open, close] = locale.isolates();
    let (mut list, mut text) = (Vec::new(), String::new());
    for part in parts {
        match part {
            Part::Text(words) => text.push_str(words),
            Part::Argument(name) => drop(write!(text, "{open}{{{name}}}{close}")),
            Part::Number(name) => drop(write!(text, "{{#{name}}}")),
            Part::Open(name) => drop(write!(text, "<{name}>")),
            Part::Close(name) => drop(write!(text, "</{name}>")),
            Part::Select(selector) => {
                if !text.is_empty() {
                    list.push(Json::from(std::mem::take(&mut text)));
                }
                let mut forms = Map::new();
                for (case, parts) in &selector.cases {
                    let name = match case {
                        Case::Word(name) => name.clone(),
                        Case::Number(number) => number.to_string(),
                    };
                    forms.insert(name, script_message(parts, locale));
                }
                forms.insert("other".to_string(), script_message(&selector.default, locale));
                list.push(json!({ "of": selector.name, "in": forms }));
            }
        }
    }
    if list.is_empty() {
        return Json::from(text);
    }
    if !text.is_empty() {
        list.push(Json::from(text));
    }
    Json::from(list)
}
