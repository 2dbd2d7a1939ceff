//! Currencies.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::scalar;
use crate::diagnostic::Code;
use crate::parse::{Decode, Diagnostics, Node};

/// An ISO 4217 currency code: three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(pub [u8; 3]);

/// ISO 4217 codes for testing and for no currency.
const NON_CURRENCIES: [&str; 2] = ["XTS", "XXX"];

impl Currency {
    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("invariant: a currency is three ASCII letters")
    }
}

impl Decode for Currency {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a currency", diagnostics)?;
        if let Some(currency) =
            iso_currency::Currency::from_code(text).filter(|c| !NON_CURRENCIES.contains(&c.code()))
        {
            return currency.code().as_bytes().try_into().map(Currency).ok();
        }
        let meant = match text {
            "€" => Some("EUR"),
            "$" => Some("USD"),
            "£" => Some("GBP"),
            _ => None,
        };
        let diagnostic = diagnostics.add(
            Code::UnknownWord,
            node.span,
            format!("`{text}` is not an ISO 4217 currency code"),
        );
        let upper = text.to_ascii_uppercase();
        match meant.or_else(|| iso_currency::Currency::from_code(&upper).map(|c| c.code())) {
            Some(code) => drop(diagnostic.replace(code, format!("did you mean `{code}`?"))),
            None => drop(diagnostic.help("write three capital letters, such as USD or EUR")),
        }
        None
    }

    fn placeholder() -> Self {
        Currency(*b"XXX")
    }

    fn schema() -> Value {
        let letters = || b'A'..=b'Z';
        let all = letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])));
        let codes = all.filter_map(|code| {
            iso_currency::Currency::from_code(&String::from_utf8_lossy(&code)).map(|currency| currency.code())
        });
        let codes: Vec<&str> = codes.filter(|code| !NON_CURRENCIES.contains(code)).collect();
        json!({ "title": "currency (ISO 4217)", "enum": codes })
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
