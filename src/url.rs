//! Ids (slugs) and addresses: the syntax of paths on the site, and rules for external links.
//!
//! Addresses of the site consist of ids, and an id never needs percent-encoding. Links in texts and file paths do.

mod path;
mod public;
mod web;

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

pub use path::{relative_path, resolve_path};
pub use public::is_public_ip;
pub use web::{HostPolicy, SiteUrl, SiteUrlError, is_public_host, refuse_web_address};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use unicode_normalization::UnicodeNormalization as _;

/// The maximum length of an id, in bytes. Two ids and `-vs-` fit in the 255 bytes of a file name.
pub const MAX_ID_LENGTH: usize = 80;

/// The maximum length of the path of a text in nested folders, in bytes.
const MAX_PATH_LENGTH: usize = 240;

/// File names that Windows reserves for devices. A repository with such a file cannot be cloned there.
const DEVICE_NAMES: &[&str] = &["con", "prn", "aux", "nul"];

/// Returns `true` if Windows reserves a file name for a device. The name is in lower case and without an extension.
pub fn is_reserved_name(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    DEVICE_NAMES.contains(&name) || port.is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
}

/// Returns the address of a file, below the site's base: `/roles/sre/` for `roles/sre/index.html`.
pub fn address_of_file(path: &str) -> String {
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("/{}", folder.unwrap_or(path))
}

/// An id, or slug: lower-case ASCII letters and digits in groups joined by a single `-`. Ids are used in addresses and file
/// names. That of an article or page in nested folders is its path: ids joined by `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Parses an id. The error says why the text is not an id.
    pub fn parse(text: &str) -> Result<Id, &'static str> {
        if text.is_empty() {
            return Err("an id must not be empty");
        }
        if text.len() > MAX_ID_LENGTH {
            return Err("an id has at most 80 characters");
        }
        if !text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err("an id has only lower-case letters a-z, digits and `-`");
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err("an id has only single `-`, between letters or digits");
        }
        if text.contains("-vs-") || text.starts_with("vs-") || text.ends_with("-vs") {
            return Err("`-vs-` separates the two roles of a comparison and cannot be part of an id");
        }
        if is_reserved_name(text) {
            return Err("Windows reserves this file name for a device");
        }
        Ok(Id(Arc::from(text)))
    }

    /// Parses the path of a text below the folder of its kind: ids joined by `/`.
    pub fn parse_path(text: &str) -> Result<Id, &'static str> {
        if text.len() > MAX_PATH_LENGTH {
            return Err("a path has at most 240 characters");
        }
        for name in text.split('/') {
            Id::parse(name)?;
        }
        Ok(Id(Arc::from(text)))
    }

    /// Returns `true` if the id is a path with folders.
    pub fn is_nested(&self) -> bool {
        self.0.contains('/')
    }

    /// Returns a placeholder for an invalid id. It refers to nothing, which is not reported again after the invalid id.
    pub fn placeholder() -> Id {
        Id(Arc::from(""))
    }

    /// Returns `true` for the placeholder of an invalid id.
    pub fn is_placeholder(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Slugifies each name of a path: `Guides/On Call` → `guides/on-call`.
    pub fn slugify_path(path: &str) -> Option<String> {
        let names: Option<Vec<String>> = path.split('/').map(Id::slugify).collect();
        names.map(|names| names.join("/")).filter(|path| Id::parse_path(path).is_ok())
    }

    /// Slugifies a name: `On Call` → `on-call`, `Émigré` → `emigre`, `C++` → `c-plus-plus`. Accents are removed as in search,
    /// other scripts are transliterated, and symbols that distinguish names become words. `None` if no valid id remains.
    pub fn slugify(text: &str) -> Option<String> {
        let mut out = String::new();
        for c in transliterate(text).chars() {
            if c.is_ascii_alphanumeric() {
                out.push(c.to_ascii_lowercase());
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        let whole = out.trim_end_matches('-');
        // A long name is cut at the end of a word, if possible.
        let end = match whole.get(..=MAX_ID_LENGTH) {
            Some(longer) => longer.rfind('-').unwrap_or(MAX_ID_LENGTH),
            None => whole.len(),
        };
        let proposed = &whole[..end];
        Id::parse(proposed).is_ok().then(|| proposed.to_string())
    }
}

/// Transliterates a text to ASCII. Symbols that distinguish names become words, and apostrophes are dropped.
fn transliterate(text: &str) -> String {
    let mut out = String::new();
    let mut letters = strip_accents(text).chars().collect::<Vec<_>>().into_iter().peekable();
    let mut last = ' ';
    while let Some(c) = letters.next() {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => continue,
            '+' if last.is_alphanumeric() || last == '+' => out.push_str("-plus-"),
            '#' if last.is_alphanumeric() => out.push_str("-sharp-"),
            '&' if letters.peek().is_some() && !out.is_empty() => out.push_str("-and-"),
            c if c.is_ascii() => out.push(c),
            // The transliteration may be a whole word: `北` is `Bei `.
            c => out.push_str(deunicode::deunicode_char(c).unwrap_or(" ")),
        }
        last = c;
    }
    out
}

/// Returns a text in Unicode NFKD without combining diacritical marks, as search and ids use it.
pub fn strip_accents(text: &str) -> String {
    text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Returns the scheme of a link as a browser sees it, in lower case: control characters and spaces that browsers drop are
/// dropped first (WHATWG URL, section 4.4). `None` for a relative link.
pub fn scheme(link: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in link.chars().filter(|c| !c.is_control() && !c.is_whitespace()) {
        match c {
            ':' => return (!scheme.is_empty()).then_some(scheme),
            c if c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.') => {
                scheme.push(c.to_ascii_lowercase());
            }
            _ => return None,
        }
    }
    None
}

/// Returns `true` if a text looks like a web address without a scheme: `www.example.org`, `example.org/page`.
pub fn is_host(text: &str) -> bool {
    let (host, path) = text.split_once('/').map_or((text, None), |(host, path)| (host, Some(path)));
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let last = labels[labels.len() - 1];
    labels.len() > 1
        && labels.iter().all(is_label)
        && last.len() > 1
        && last.bytes().all(|b| b.is_ascii_lowercase())
        && (path.is_some() || labels[0] == "www")
        && refuse_web_address(&format!("https://{text}")).is_none()
}

/// The fragment of an address: the part after `#`.
#[derive(Debug, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// The id of the target element. `None` for the top of the page, and for a text fragment alone.
    pub id: Option<String>,
    /// The fragment directive, such as a text to scroll to: `:~:text=on%20call`.
    pub directive: &'a str,
}

impl Fragment<'_> {
    /// Parses a fragment without its `#`, as the HTML standard does.
    pub fn parse(fragment: &str) -> Fragment<'_> {
        let (id, directive) = fragment.split_at(fragment.find(":~:").unwrap_or(fragment.len()));
        let id = percent_decode(id);
        Fragment { id: (!id.is_empty() && !id.eq_ignore_ascii_case("top")).then_some(id), directive }
    }
}

/// Decodes percent-encoding (`%C3%A9`). Returns the text unchanged if the result is not valid UTF-8.
pub fn percent_decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_string(), Cow::into_owned)
}

/// The bytes of a path that are encoded in a URL: all but unreserved characters (RFC 3986) and `/`.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Encodes a file path as the path of a URL.
pub fn percent_encode_path(path: impl AsRef<[u8]>) -> String {
    percent_encode(path.as_ref(), IN_PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lower_case_ascii_words_joined_by_hyphens() {
        for good in ["sre", "platform-engineer", "k8s", "4"] {
            assert!(Id::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "SRE", "a b", "a--b", "-a", "a-", "../x", "a.b", "аnalyst", "con", "com1", "a-vs-b", "%2e"]
        {
            assert!(Id::parse(bad).is_err(), "{bad}");
        }
        assert!(Id::parse(&"a".repeat(81)).is_err());
    }

    #[test]
    fn names_are_slugified() {
        for (name, id) in [
            ("On Call!", "on-call"),
            ("Émigré Ingénieur", "emigre-ingenieur"),
            ("O'Neil’s Role", "oneils-role"),
            ("İstanbul", "istanbul"),
            ("ISTANBUL ılık", "istanbul-ilik"),
            ("Straße Søren Łódź Þór", "strasse-soren-lodz-thor"),
            ("Naïve Bayes", "naive-bayes"),
            ("re\u{301}sume\u{301}", "resume"),
            (".NET Developer", "net-developer"),
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C++ Developer", "c-plus-plus-developer"),
            ("C#", "c-sharp"),
            ("F# / .NET", "f-sharp-net"),
            ("# 1", "1"),
            ("Data + AI", "data-ai"),
            ("Research & Development", "research-and-development"),
            ("CI/CD Engineer", "ci-cd-engineer"),
            ("Инженер-программист", "inzhener-programmist"),
            ("Μηχανικός", "mekhanikos"),
            ("软件工程师", "ruan-jian-gong-cheng-shi"),
        ] {
            assert_eq!(Id::slugify(name).as_deref(), Some(id), "{name}");
        }
        for name in ["ソフトウェア", "소프트웨어", "ซอฟต์แวร์", "برمجة", "प्रोग्रामर", "½"]
        {
            assert!(Id::slugify(name).is_some(), "{name}");
        }
        for none in ["…", "", "***", "con", "SRE vs DevOps"] {
            assert_eq!(Id::slugify(none), None, "{none}");
        }
        let long = Id::slugify(&"reliability ".repeat(20)).expect("an id");
        assert!(long.len() <= MAX_ID_LENGTH && long.ends_with("-reliability"), "{long}");
        assert_eq!(Id::slugify(&"a".repeat(200)).map(|id| id.len()), Some(MAX_ID_LENGTH));
    }

    proptest::proptest! {
        #[test]
        fn slugs_are_valid_ids_and_slugify_to_themselves(name in ".{0,120}") {
            if let Some(id) = Id::slugify(&name) {
                proptest::prop_assert!(Id::parse(&id).is_ok());
                let again = Id::slugify(&id);
                proptest::prop_assert_eq!(again.as_ref(), Some(&id));
            }
        }
    }

    #[test]
    fn a_scheme_is_parsed_as_browsers_do() {
        assert_eq!(scheme("JaVa\nScript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("\u{1}javascript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme("../roles/sre.md#a:b"), None);
        assert_eq!(scheme("role:sre").as_deref(), Some("role"));
    }
}
