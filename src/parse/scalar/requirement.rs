//! The versions of this program that a site works with.

use semver::{BuildMetadata, Prerelease, Version, VersionReq};
use serde_json::{Value, json};

use super::{core_number, scalar};
use crate::diagnostic::Code;
use crate::parse::{Decode, Diagnostics, Node};

/// The version of this program.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The longest requirement: several comparisons, none of which is redundant, are shorter.
const LONGEST: usize = 40;

/// A requirement of this program's version in the syntax of Cargo: `>=0.2`, or `>=0.2, <0.4`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRequirement(VersionReq);

impl VersionRequirement {
    /// Parses a requirement. Wildcards and pre-releases are refused: a site has no use for them.
    fn parse(text: &str) -> Option<VersionRequirement> {
        let is_plain = |c: char| c.is_ascii_digit() || "<>=^~., ".contains(c);
        if text.trim() != text || text.len() > LONGEST || !text.chars().all(is_plain) {
            return None;
        }
        VersionReq::parse(text).ok().filter(|parsed| !parsed.comparators.is_empty()).map(VersionRequirement)
    }

    /// Returns the requirement that a text with common mistakes probably means.
    fn intended(text: &str) -> Option<String> {
        let text = text.to_lowercase().replace("=>", ">=").replace("=<", "<=").replace("==", "=");
        let text = text.replace('≥', ">=").replace('≤', "<=").replace("rolebook", " ").replace('v', " ");
        let text = match text.trim().strip_suffix('+') {
            Some(least) => format!(">={least}"),
            None => text,
        };
        // Comparisons that are separated by spaces, and operators that are separated from their version.
        let mut parts: Vec<String> = Vec::new();
        for word in text.split([' ', ',', '&']).filter(|word| !word.is_empty()) {
            match parts.last_mut().filter(|last| last.ends_with(['<', '>', '=', '^', '~'])) {
                Some(last) => last.push_str(word),
                None => parts.push(word.to_string()),
            }
        }
        let meant = parts.join(", ");
        VersionRequirement::parse(&meant).map(|_| meant)
    }

    /// Explains in one line why this program cannot build the site, and how to get one that can; `None` if it can.
    pub fn refusal(&self) -> Option<String> {
        self.refusal_of(PROGRAM)
    }

    fn refusal_of(&self, program: &str) -> Option<String> {
        let version = Version::parse(program).expect("invariant: Cargo checks the version of a package");
        // A pre-release counts as the version that it leads to, which has all its features.
        let counted = Version { pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY, ..version };
        let VersionRequirement(required) = self;
        (!required.matches(&counted)).then(|| {
            format!(
                "this site requires rolebook {required}, and this is {program}; install another version: \
                 cargo install rolebook --version '{required}'"
            )
        })
    }
}

impl Decode for VersionRequirement {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = scalar(node, "a requirement of a version", diagnostics)?;
        // `0.10` is the number 0.1 for an editor.
        if core_number(node).is_some() {
            diagnostics
                .add(Code::WrongType, node.span, format!("`{text}` is a number in YAML, not a version"))
                .replace(format!("\">={text}\""), "quote it, with an operator");
            return None;
        }
        let parsed = VersionRequirement::parse(text);
        if parsed.is_none() {
            let message = format!("`{text}` is no requirement of a version");
            let diagnostic = diagnostics.add(Code::VersionRequirement, node.span, message);
            match VersionRequirement::intended(text) {
                Some(meant) => diagnostic.propose(format!("\"{meant}\""), format!("write `\"{meant}\"`")),
                None => diagnostic.help("compare with versions, such as `\">=0.2\"` or `\">=0.2, <0.4\"`"),
            };
        }
        parsed
    }

    fn placeholder() -> Self {
        VersionRequirement(VersionReq::STAR)
    }

    fn schema() -> Value {
        let number = "(0|[1-9][0-9]{0,8})";
        let comparison = format!("(>=|<=|>|<|=|\\^|~)? *{number}(\\.{number}){{0,2}}");
        json!({
            "title": "requirement of a version, such as >=0.2",
            "type": "string",
            "pattern": format!("^{comparison}( *, *{comparison})*$"),
            "maxLength": LONGEST,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_meets_no_requirement_says_so_in_one_line() {
        for (required, program, is_met) in [
            (">=0.2", "0.2.0", true),
            (">=0.2", "0.1.9", false),
            (">=0.2", "1.0.0", true),
            // A pre-release has the features of its version.
            (">=0.3", "0.3.0-rc.1", true),
            (">0.2", "0.2.5", false),
            ("0.2", "0.2.7", true),
            ("0.2", "0.3.0", false),
            (">=0.2, <0.4", "0.4.0", false),
            (">=0.2, <0.4", "0.3.9+build", true),
        ] {
            let requirement = VersionRequirement::parse(required).expect(required);
            let refusal = requirement.refusal_of(program);
            assert_eq!(refusal.is_none(), is_met, "{required} {program}");
            assert!(refusal.is_none_or(|text| text.contains(program) && !text.contains('\n')));
        }
    }

    #[test]
    fn common_mistakes_have_a_suggestion() {
        for (written, meant) in [
            ("=>0.2", ">=0.2"),
            ("v0.2", "0.2"),
            (">= v0.2", ">=0.2"),
            (">=0.2 <0.4", ">=0.2, <0.4"),
            ("0.2+", ">=0.2"),
            ("≥0.2", ">=0.2"),
            ("rolebook >= 0.2", ">=0.2"),
            (" >=0.2", ">=0.2"),
        ] {
            assert!(VersionRequirement::parse(written).is_none(), "{written}");
            assert_eq!(VersionRequirement::intended(written).as_deref(), Some(meant), "{written}");
        }
        for hopeless in ["latest", "", "*", "0.x", ">=", "0.2.0-rc.1", "newer"] {
            assert!(VersionRequirement::parse(hopeless).is_none(), "{hopeless}");
            assert_eq!(VersionRequirement::intended(hopeless), None, "{hopeless}");
        }
    }
}
