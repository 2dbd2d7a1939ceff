//! Former addresses of a text, and keys that other programs read.

use serde_json::{Value, json};

use super::scalar;
use crate::diagnostic::Code;
use crate::parse::wrong_type::wrong_type;
use crate::parse::{Decode, Diagnostics, Node, NodeKind};

/// An address below the base of the site that a page had before: `/old/` or `/old.html`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormerAddress(pub String);

impl FormerAddress {
    /// Parses an address. An `index.html` at its end is dropped, and a `/` added. The error says what to write.
    pub fn parse(text: &str) -> Result<FormerAddress, &'static str> {
        let Some(path) = text.strip_prefix('/') else {
            return Err("begin it with `/`, below the base of the site");
        };
        let path = path
            .strip_suffix("index.html")
            .filter(|rest| rest.is_empty() || rest.ends_with('/'))
            .unwrap_or(path);
        let names = path.trim_end_matches('/');
        let is_name = |name: &str| {
            !name.is_empty()
                && name.len() <= 255
                && !name.starts_with('.')
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b'+'))
        };
        if names.is_empty() {
            return Err("the home page has that address");
        }
        if names.len() > 1000 || !names.split('/').all(is_name) {
            return Err("write letters a-z, digits and `-`, `_`, `.` between single `/`");
        }
        Ok(FormerAddress(if names.ends_with(".html") { format!("/{names}") } else { format!("/{names}/") }))
    }
}

impl Decode for FormerAddress {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "an address", diagnostics)?;
        match FormerAddress::parse(text) {
            Ok(address) => Some(address),
            Err(why) => {
                diagnostics
                    .add(Code::OutOfRange, node.span, format!("`{text}` cannot redirect to this page"))
                    .help(why);
                None
            }
        }
    }

    fn placeholder() -> Self {
        FormerAddress(String::new())
    }

    fn schema() -> Value {
        json!({ "title": "an address below the base of the site", "type": "string", "pattern": "^/[A-Za-z0-9._~+/-]+$" })
    }
}

/// Keys of other programs, which are kept in the file and have no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extra;

impl Decode for Extra {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            wrong_type(node, "keys and values", diagnostics);
            return None;
        }
        Some(Extra)
    }

    fn absent() -> Option<Self> {
        Some(Extra)
    }

    fn blank() -> Option<Self> {
        Some(Extra)
    }

    fn placeholder() -> Self {
        Extra
    }

    fn schema() -> Value {
        json!({ "title": "keys of other programs", "type": ["object", "null"] })
    }
}

#[cfg(test)]
mod tests {
    use super::FormerAddress;

    #[test]
    fn former_addresses_have_one_form() {
        let parse = |text| FormerAddress::parse(text).map(|address| address.0);
        assert_eq!(parse("/old"), Ok("/old/".to_string()));
        assert_eq!(parse("/a/b/index.html"), Ok("/a/b/".to_string()));
        assert_eq!(parse("/a/b.html"), Ok("/a/b.html".to_string()));
        for text in [
            "",
            "/",
            "old/",
            "/a//b/",
            "/../x/",
            "/a/.git/",
            "/ä/",
            "/a?b",
            "https://www.a.org/",
            "/index.html",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
