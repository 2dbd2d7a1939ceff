//! Ids and addresses: what may stand in a path of the site, and which links may leave it.
//!
//! Everything in an address is made of ids, and an id needs no escaping anywhere: that is why there is
//! deliberately no percent-encoding here.

mod public;
mod web;

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

pub use public::is_public_ip;
pub use web::{HostPolicy, SiteUrl, SiteUrlError, is_public_host, refuse_web_address};

use unicode_normalization::UnicodeNormalization as _;

/// The longest id, in bytes. Two of them and `-vs-` fit the 255 bytes of a file name.
pub const LONGEST_ID: usize = 80;

/// Names that Windows keeps for devices: a repository that has one cannot be cloned there.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Whether Windows keeps a name, in small letters and without an ending, for a device.
pub fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    DEVICES.contains(&name) || port.is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit())
}

/// A name that is part of an address: lower-case ASCII letters and digits, in groups joined by single `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Reads an id, or says why the text is none.
    pub fn parse(text: &str) -> Result<Id, &'static str> {
        if text.is_empty() {
            return Err("an id is not empty");
        }
        if text.len() > LONGEST_ID {
            return Err("an id has at most 80 characters");
        }
        if !text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            return Err("an id has only lower-case letters a-z, digits and `-`");
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err("in an id, single `-` stand between letters or digits");
        }
        if text.contains("-vs-") || text.starts_with("vs-") || text.ends_with("-vs") {
            return Err("`-vs-` stands between the two roles of a comparison and cannot be part of an id");
        }
        if is_device(text) {
            return Err("Windows cannot store a file of this name");
        }
        Ok(Id(Arc::from(text)))
    }

    /// What stands in for an id that could not be read. It names nothing, and nobody is told that it does not: the reason
    /// was reported already.
    pub fn placeholder() -> Id {
        Id(Arc::from(""))
    }

    /// Whether this stands in for an id that could not be read.
    pub fn is_placeholder(&self) -> bool {
        self.0.is_empty()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id that a name suggests: `On Call` → `on-call`, `Émigré` → `emigre`, `C++` → `c-plus-plus`. Accents go as they do
    /// for search, other scripts are written in Latin letters, and signs that tell names apart become words.
    pub fn propose(text: &str) -> Option<String> {
        let mut out = String::new();
        for c in latin(text).chars() {
            if c.is_ascii_alphanumeric() {
                out.push(c.to_ascii_lowercase());
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        let whole = out.trim_end_matches('-');
        // A long name ends with a whole word, if there is one.
        let end = match whole.get(..=LONGEST_ID) {
            Some(longer) => longer.rfind('-').unwrap_or(LONGEST_ID),
            None => whole.len(),
        };
        let proposed = &whole[..end];
        Id::parse(proposed).is_ok().then(|| proposed.to_string())
    }
}

/// A text in ASCII, with words for the signs that tell names apart, and without apostrophes.
fn latin(text: &str) -> String {
    let mut out = String::new();
    let mut letters = without_accents(text).chars().collect::<Vec<_>>().into_iter().peekable();
    let mut last = ' ';
    while let Some(c) = letters.next() {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => continue,
            '+' if last.is_alphanumeric() || last == '+' => out.push_str("-plus-"),
            '#' if last.is_alphanumeric() => out.push_str("-sharp-"),
            '&' if letters.peek().is_some() && !out.is_empty() => out.push_str("-and-"),
            c if c.is_ascii() => out.push(c),
            // A letter or sign, or a word for one: `北` is `Bei `.
            c => out.push_str(deunicode::deunicode_char(c).unwrap_or(" ")),
        }
        last = c;
    }
    out
}

/// A text without accents and other marks on its letters, decomposed for compatibility (NFKD): the rule of search and ids.
pub fn without_accents(text: &str) -> String {
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

/// The scheme of a link as a browser would see it: control characters and spaces that browsers drop are
/// dropped first (WHATWG URL, section 4.4), and case does not count. `None` for a relative link.
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

/// Whether a text looks like an address on the web without its scheme: `www.example.org`, `example.org/page`.
pub fn is_host(text: &str) -> bool {
    let (host, path) = text.split_once('/').map_or((text, None), |(host, path)| (host, Some(path)));
    let labels: Vec<&str> = host.split('.').collect();
    let sound =
        |label: &&str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let last = labels[labels.len() - 1];
    labels.len() > 1
        && labels.iter().all(sound)
        && last.len() > 1
        && last.bytes().all(|b| b.is_ascii_lowercase())
        && (path.is_some() || labels[0] == "www")
        && refuse_web_address(&format!("https://{text}")).is_none()
}

/// What follows the `#` of an address.
#[derive(Debug, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// The id that a browser looks for. None is needed for the top of a page, or for words on it.
    pub id: Option<String>,
    /// Instructions to the browser, such as the words to show: `:~:text=on%20call`.
    pub directive: &'a str,
}

impl Fragment<'_> {
    /// Reads a fragment as the HTML standard does, without its `#`.
    pub fn of(fragment: &str) -> Fragment<'_> {
        let (id, directive) = fragment.split_at(fragment.find(":~:").unwrap_or(fragment.len()));
        let id = decoded(id);
        Fragment { id: (!id.is_empty() && !id.eq_ignore_ascii_case("top")).then_some(id), directive }
    }
}

/// A text with its `%C3%A9` undone; as it is when they are no text.
pub fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| first == b'%');
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_what_people_type_in_an_address() {
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
    fn a_title_is_turned_into_the_id_it_suggests() {
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
            assert_eq!(Id::propose(name).as_deref(), Some(id), "{name}");
        }
        for name in ["ソフトウェア", "소프트웨어", "ซอฟต์แวร์", "برمجة", "प्रोग्रामर", "½"]
        {
            assert!(Id::propose(name).is_some(), "{name}");
        }
        for none in ["…", "", "***", "con", "SRE vs DevOps"] {
            assert_eq!(Id::propose(none), None, "{none}");
        }
        let long = Id::propose(&"reliability ".repeat(20)).expect("an id");
        assert!(long.len() <= LONGEST_ID && long.ends_with("-reliability"), "{long}");
        assert_eq!(Id::propose(&"a".repeat(200)).map(|id| id.len()), Some(LONGEST_ID));
    }

    proptest::proptest! {
        #[test]
        fn what_is_proposed_is_an_id_and_proposes_itself(name in ".{0,120}") {
            if let Some(id) = Id::propose(&name) {
                proptest::prop_assert!(Id::parse(&id).is_ok());
                let again = Id::propose(&id);
                proptest::prop_assert_eq!(again.as_ref(), Some(&id));
            }
        }
    }

    #[test]
    fn a_scheme_is_read_as_a_browser_reads_it() {
        assert_eq!(scheme("JaVa\nScript:alert(1)").as_deref(), Some("javascript"));
        assert_eq!(scheme("\u{1}javascript:x").as_deref(), Some("javascript"));
        assert_eq!(scheme("../roles/sre.md#a:b"), None);
        assert_eq!(scheme("role:sre").as_deref(), Some("role"));
    }
}
