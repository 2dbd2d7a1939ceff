//! The words for readers: the messages of `templates/locales/<language>.ftl` (Project Fluent), and the numbers, dates and
//! lists of the language. A site's own file overrides single messages of the built-in one; what neither has is taken from
//! `en-GB`. Diagnostics, help and explanations are for authors, and deliberately stay English in the code.

mod direction;
mod format;
mod message;
mod place;
mod resource;
mod review;
mod terms;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::{DecimalFormatter, input::Decimal};
use icu_locale_core::Locale as Tag;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use rapidhash::RapidHashMap;

use crate::diagnostic::Diagnostic;
use crate::parse::Suppression;
use crate::source::{Area, Sources, built_in_template, hash, is_built_in};
pub use format::{Unit, capitalised};
pub use message::{Case, Message, Part, Selector};
pub use place::{MessageText, message_text};
pub use resource::DEFAULT_LANGUAGE;
use resource::{ParsedFile, Resource};
use review::{review, review_terms, suppressions};
pub use terms::Nouns;
use terms::Terms;

/// The messages, numbers, dates and lists of a language.
pub struct Locale {
    /// The language of the site, as a BCP 47 tag.
    language: String,
    /// `ltr` or `rtl`.
    direction: &'static str,
    messages: RapidHashMap<String, Message>,
    /// The messages of `en-GB`, whose arguments are those that are given.
    base: RapidHashMap<String, Message>,
    plurals: PluralRules,
    numbers: DecimalFormatter,
    hash: u128,
}

/// The review of a site's own files of messages.
#[derive(Debug, Clone, Default)]
pub struct LocaleReview {
    /// The diagnostics.
    pub diagnostics: Vec<Diagnostic>,
    /// The suppressions, by file.
    pub suppressions: Vec<(Arc<str>, Vec<Suppression>)>,
}

/// An argument of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text of any language and direction.
    Text(String),
    /// A formatted number, or words of the same locale.
    Words(String),
    /// A whole number, which selects a plural form.
    Number(u64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number as u64)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(u64::from(number))
    }
}

/// Formats a message of a [`Locale`]: `words!(locale, "moves-to", role = &role.name, count = 3)`. The key and the names of
/// the arguments are literals, so that a test can compare them with the messages.
#[macro_export]
macro_rules! words {
    ($locale:expr, $key:literal $(,)?) => { $locale.format($key, &[]) };
    ($locale:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $locale.format($key, &[$((stringify!($name), $crate::locale::Value::from($value))),+])
    };
}

impl Locale {
    /// Loads the locale of a language: the site's messages over the built-in ones, over those of `en-GB`. `nouns` replace
    /// those of the language. Returns also the review of the site's own files.
    pub fn load(sources: &Sources, language: &str, nouns: Option<&Nouns>) -> (Locale, LocaleReview) {
        let mut locale = Locale::empty(language);
        let mut reviewed = LocaleReview::default();
        let names = file_languages(language);
        let has_file = |name: &&str| built_in_template(&path_of(name)).is_some();
        let is_translated = language == DEFAULT_LANGUAGE || names[1..].iter().any(has_file);
        let files = names.into_iter().map(|name| {
            let path = path_of(name);
            let built_in = built_in_template(&path).map(ParsedFile::new);
            let own = sources.get(&path).filter(|file| !is_built_in(file)).and_then(|file| file.text());
            (name, path, built_in, own.map(|text| (text, ParsedFile::new(text))))
        });
        let files: Vec<_> = files.collect();
        let built_in = files.iter().filter_map(|(_, _, file, _)| Some(&file.as_ref()?.tree));
        let own = files.iter().filter_map(|(_, _, _, own)| Some(&own.as_ref()?.1.tree));
        let terms = Terms::new(built_in, nouns, own);
        for (name, path, built_in, own) in &files {
            if let Some(file) = built_in {
                let messages = locale.add(Resource::compile(file, &terms));
                if *name == DEFAULT_LANGUAGE {
                    locale.base = messages;
                }
            }
            if let Some((text, file)) = own {
                let resource = Resource::compile(file, &terms);
                let is_whole = !is_translated && *name == language;
                let (own, mistakes) = suppressions(path, text);
                reviewed.diagnostics.extend(mistakes);
                reviewed.suppressions.push((path.as_str().into(), own));
                review(path, &resource, &locale.base, is_whole, &mut reviewed.diagnostics);
                let known = files.iter().filter_map(|(_, _, file, _)| file.as_ref());
                review_terms(path, file, known, &mut reviewed.diagnostics);
                locale.add(resource);
            }
        }
        let nouns = nouns.map_or(String::new(), |nouns| format!("{nouns:?}"));
        locale.hash = hash(&[&locale.hash.to_le_bytes()[..], nouns.as_bytes()].concat());
        (locale, reviewed)
    }

    /// Overrides messages by those of a file, and returns the latter.
    fn add(&mut self, resource: Resource) -> RapidHashMap<String, Message> {
        self.hash = hash(&[self.hash.to_le_bytes(), resource.hash.to_le_bytes()].concat());
        self.messages.extend(resource.messages.iter().map(|(key, message)| (key.clone(), message.clone())));
        resource.messages
    }

    fn empty(language: &str) -> Locale {
        let tag = Tag::try_from_str(language).unwrap_or(Tag::UNKNOWN);
        let plurals = PluralRules::try_new((&tag).into(), PluralRulesOptions::default())
            .expect("invariant: there are plural rules for every language");
        let numbers = DecimalFormatter::try_new((&tag).into(), DecimalFormatterOptions::default())
            .expect("invariant: there are number formats for every language");
        Locale {
            language: language.to_string(),
            direction: direction::direction(language),
            messages: RapidHashMap::default(),
            base: RapidHashMap::default(),
            plurals,
            numbers,
            hash: hash(language.as_bytes()),
        }
    }

    /// Returns the language as a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns the direction of the language's script: `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        self.direction
    }

    /// Returns the hash of the language and of all messages.
    pub fn hash(&self) -> u128 {
        self.hash
    }

    /// Returns a message.
    pub fn message(&self, key: &str) -> Option<&Message> {
        self.messages.get(key)
    }

    /// Returns the names of the arguments that a message is given: those of `en-GB`.
    pub fn arguments(&self, key: &str) -> Option<BTreeSet<Cow<'_, str>>> {
        self.base.get(key).map(Message::arguments)
    }

    /// Returns the keys of all messages.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// Formats a message, as plain text; see [`words!`](crate::words). A key without a message is returned itself.
    pub fn format(&self, key: &str, arguments: &[(&'static str, Value)]) -> String {
        let Some(message) = self.message(key) else { return key.to_string() };
        let mut out = String::new();
        self.write(&message.parts, arguments, &mut out);
        out
    }

    fn write(&self, parts: &[Part], arguments: &[(&'static str, Value)], out: &mut String) {
        let value = |name: &str| arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Argument(name) | Part::Number(name) => match value(name) {
                    Some(Value::Text(text)) => {
                        let [open, close] = self.isolates();
                        out.push_str(open);
                        out.push_str(text);
                        out.push_str(close);
                    }
                    Some(Value::Words(words)) => out.push_str(words),
                    Some(Value::Number(number)) => out.push_str(&self.whole_number(*number)),
                    None => {}
                },
                // Elements are for templates; as plain text a message has its words only.
                Part::Open(_) | Part::Close(_) => {}
                Part::Select(selector) => {
                    let case = match value(&selector.name) {
                        Some(Value::Number(number)) => {
                            selector.case(|case| case.is_number(*number) || case.is(self.plural(*number)))
                        }
                        Some(Value::Text(text) | Value::Words(text)) => selector.case(|case| case.is(text)),
                        None => &selector.default,
                    };
                    self.write(case, arguments, out);
                }
            }
        }
    }

    /// Returns the marks around an argument. Right-to-left text needs them, since a name in Latin letters with punctuation
    /// would otherwise be torn apart; left-to-right text is free of them.
    pub fn isolates(&self) -> [&'static str; 2] {
        if self.direction == "rtl" { ["\u{2068}", "\u{2069}"] } else { ["", ""] }
    }

    /// Removes the marks of [`Locale::isolates`] from a text that programs read, or that is not shown in a page. Content has
    /// none.
    pub fn without_isolates(&self, text: String) -> String {
        match self.isolates() {
            ["", ""] => text,
            [open, close] => text.replace(open, "").replace(close, ""),
        }
    }

    /// Returns the plural category of a number, by its name in CLDR: `one`, `few`, `other`.
    pub fn plural(&self, number: u64) -> &'static str {
        match self.plurals.category_for(number) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// Formats a whole number: `127,000`.
    pub fn whole_number(&self, number: u64) -> String {
        self.numbers.format(&Decimal::from(number)).to_string()
    }

    /// Formats a decimal number, given by its digits: `1250000.5`.
    pub fn decimal(&self, digits: &str) -> String {
        digits
            .parse::<Decimal>()
            .map_or_else(|_| digits.to_string(), |number| self.numbers.format(&number).to_string())
    }

    /// Returns the language tag for scripts. It names the digits where browsers disagree: older ones write Arabic with
    /// Eastern digits, newer ones with Latin ones, as technical sites do.
    pub fn script_language(&self) -> String {
        if self.language.split('-').next() == Some("ar") {
            format!("{}-u-nu-latn", self.language)
        } else {
            self.language.clone()
        }
    }
}

/// A shared [`Locale`]. The default is the built-in `en-GB`. Two are equal if they have the same language and messages.
#[derive(Debug, Clone)]
pub struct SharedLocale(Arc<Locale>);

impl Default for SharedLocale {
    fn default() -> SharedLocale {
        static BUILT_IN: OnceLock<SharedLocale> = OnceLock::new();
        let load = || SharedLocale(Arc::new(Locale::load(&Sources::default(), DEFAULT_LANGUAGE, None).0));
        BUILT_IN.get_or_init(load).clone()
    }
}

impl Deref for SharedLocale {
    type Target = Locale;

    fn deref(&self) -> &Locale {
        &self.0
    }
}

impl PartialEq for SharedLocale {
    fn eq(&self, other: &SharedLocale) -> bool {
        self.hash == other.hash
    }
}

impl Eq for SharedLocale {}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("language", &self.language).finish_non_exhaustive()
    }
}

/// Returns the languages whose files a site in a language uses, from the most general one to the most specific one.
fn file_languages(language: &str) -> Vec<&str> {
    let mut names = vec![DEFAULT_LANGUAGE];
    if language != DEFAULT_LANGUAGE {
        names.extend(language.split_once('-').map(|(primary, _)| primary));
        names.push(language);
    }
    names
}

fn path_of(language: &str) -> String {
    format!("{}/{FOLDER}{language}.ftl", Area::Templates.folder())
}

/// The folder of the messages, below `templates/`.
pub const FOLDER: &str = "locales/";

/// Keeps the locale of the last analysis for as long as its files, its language and its nouns are the same.
#[derive(Clone)]
pub struct LocaleCache {
    key: (u128, String, Option<Nouns>),
    /// The locale.
    pub locale: SharedLocale,
    /// The review of the site's own files.
    pub review: LocaleReview,
}

impl LocaleCache {
    /// Loads a locale, or returns the one of `before` if nothing changed.
    pub fn load(
        sources: &Sources,
        language: &str,
        nouns: Option<&Nouns>,
        before: Option<&LocaleCache>,
    ) -> LocaleCache {
        let key = (sources.hash_of(Area::Templates), language.to_string(), nouns.cloned());
        if let Some(before) = before.filter(|before| before.key == key) {
            return before.clone();
        }
        let (locale, review) = Locale::load(sources, language, nouns);
        LocaleCache { key, locale: SharedLocale(Arc::new(locale)), review }
    }
}
