//! `/addresses.txt`: the addresses that a site has published, sorted, one in a line.
//!
//! A build compares its pages with those of the last build, whose list is in the output. A machine without that output
//! reads this file instead (`build --ledger`). It has no more than anyone can find by following links: static files,
//! whose names may be known to a few, are not in it, and neither are addresses that were removed.

use std::fmt;

use crate::model::Model;
use crate::url::address_of_file;

/// The path of the file.
pub const FILE: &str = "addresses.txt";

const HEADER: &str =
    "# The addresses of this site. A build with `--ledger` reads them, so that none is lost.\n";

/// Files that pages load, or that are found by a fixed address. They come and go with versions of the program.
const INTERNAL: [&str; 6] = ["assets/", "search/", "sitemap", "api/schema/", "api/v1/schema/", FILE];

/// Returns `true` for the paths of files that others may link to.
pub fn is_linkable(path: &str) -> bool {
    !INTERNAL.iter().any(|internal| path.starts_with(internal))
}

/// Returns the file for the sorted paths of a site.
pub fn file<'p>(model: &Model, paths: impl Iterator<Item = &'p str>) -> String {
    let is_static = |path: &str| model.statics.binary_search_by(|known| known.as_str().cmp(path)).is_ok();
    let (mut text, mut count) = (HEADER.to_string(), 0);
    for path in paths.filter(|path| is_linkable(path) && !is_static(path)) {
        text.push_str(&address_of_file(path));
        text.push('\n');
        count += 1;
    }
    text.push_str(&end(count));
    text
}

/// The last line, without which a file is incomplete.
fn end(count: usize) -> String {
    format!("# {count} addresses\n")
}

/// The reason why a text is no list of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It has another beginning.
    Foreign,
    /// Its end is missing, or says another number of addresses.
    Incomplete,
    /// The line with this number is not an address.
    Line(usize),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Foreign => write!(f, "it is not the `{FILE}` of a site"),
            Unreadable::Incomplete => write!(f, "it is incomplete: its last line does not match"),
            Unreadable::Line(number) => write!(f, "line {number} is not an address of a site"),
        }
    }
}

/// Parses the file. Returns the paths of its addresses: `roles/sre/index.html` for `/roles/sre/`.
pub fn parse(bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
    let text = bytes.strip_prefix(HEADER.as_bytes()).ok_or(Unreadable::Foreign)?;
    let text = str::from_utf8(text).map_err(|error| {
        Unreadable::Line(2 + String::from_utf8_lossy(&text[..error.valid_up_to()]).matches('\n').count())
    })?;
    let last = text.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
    let (lines, last) = text.split_at(last);
    let paths: Vec<&str> = lines.lines().collect();
    if last != end(paths.len()) {
        return Err(Unreadable::Incomplete);
    }
    let path = |(number, line): (usize, &&str)| path_of(line).ok_or(Unreadable::Line(number + 2));
    paths.iter().enumerate().map(path).collect()
}

fn path_of(address: &str) -> Option<String> {
    let below = address.strip_prefix('/')?;
    let folder = below.strip_suffix('/').unwrap_or(below);
    let is_plain = below.len() < 1024 && below.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let parts = || folder.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let is_page = below.is_empty() || below.ends_with('/');
    (is_plain && (below.is_empty() || parts()))
        .then(|| format!("{below}{}", if is_page { "index.html" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_paths_of_a_file_are_those_that_were_written() {
        let model = Model { statics: vec!["secret.png".to_string()], ..Model::default() };
        let paths =
            ["addresses.txt", "assets/site.css", "compare/a-vs-b.csv", "index.html", "roles/a/index.html"];
        let text = file(&model, paths.into_iter().chain(["secret.png", "sitemap.xml"]));
        assert!(!text.contains("secret"));
        assert_eq!(
            parse(text.as_bytes()).expect("a file"),
            ["compare/a-vs-b.csv", "index.html", "roles/a/index.html"]
        );
    }

    #[test]
    fn a_cut_or_foreign_file_is_refused() {
        let text = file(&Model::default(), ["a/index.html", "b.md", "index.html"].into_iter());
        for end in 0..text.len() {
            parse(&text.as_bytes()[..end]).expect_err("cut");
        }
        assert_eq!(parse(b"<!doctype html>"), Err(Unreadable::Foreign));
        for line in ["a", "//a", "/../a/", "/a/./", "/a b", "/\u{fc}", "/a\\b", "/\x1b[2J", ""] {
            let hostile = text.replace("/b.md", line);
            assert_eq!(parse(hostile.as_bytes()), Err(Unreadable::Line(3)), "{line}");
        }
        let mut bytes = text.into_bytes();
        let at = bytes.iter().rposition(|byte| *byte == b'b').expect("a letter");
        bytes[at] = 0xff;
        parse(&bytes).expect_err("no text");
    }
}
