//! Rewrites images, and the links of wikis.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::LinkType;

use super::edits::{Edits, Notes, destination, escaped, quoted};
use super::links::{Targets, is_reference, replace_in, report_title};
use super::paths::page_name;
use super::shortcodes::{code_at, code_ranges};
use crate::url::{self, relative_path, resolve_path};

/// An image in a text.
pub(super) struct ShownImage<'t> {
    pub(super) range: Range<usize>,
    pub(super) written: &'t str,
    pub(super) title: &'t str,
    pub(super) kind: LinkType,
    pub(super) alt: &'t str,
    /// `true` within a link.
    pub(super) is_linked: bool,
}

impl Targets {
    /// Rewrites an image: one that is imported, or a link to one elsewhere.
    pub(super) fn show(
        &self,
        number: usize,
        text: &str,
        image: &ShownImage<'_>,
        edits: &mut Edits,
        used: &mut Vec<String>,
        notes: &mut Notes,
    ) {
        let ShownImage { range, written, title, kind, alt, is_linked } = image;
        let name =
            written.split(['?', '#']).next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let name = percent_decode_str(name).decode_utf8_lossy().into_owned();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).replace(['-', '_'], " ");
        let words = if alt.trim().is_empty() {
            if stem.trim().is_empty() { "Image".to_string() } else { stem }
        } else {
            alt.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        if let Some(image) = self.image(number, written) {
            used.push(image.clone());
            let to = self.relative(number, &image);
            if alt.trim().is_empty() {
                report_title(title, "an image", notes);
                notes.add("image described by the name of its file: improve it");
                edits.replace(range.clone(), format!("![{}]({})", escaped(&words), destination(&to)));
            } else if !is_reference(*kind) {
                replace_in(text, range, written, &destination(&to), edits);
            }
            return;
        }
        report_title(title, "an image", notes);
        let is_remote = url::refuse_web_address(written).is_none();
        if is_remote && !*is_linked {
            notes.add("image of another host → link");
            edits.replace(range.clone(), format!("[{}]({})", escaped(&words), destination(written)));
        } else {
            let why =
                if is_remote { "it is on another host and within a link" } else { "there is no such file" };
            notes.add(format!("image `{}` replaced by its description: {why}", quoted(written)));
            edits.replace(range.clone(), escaped(&words));
        }
    }

    /// Returns the path in `static/` of an image of the folder.
    pub(super) fn image(&self, number: usize, written: &str) -> Option<String> {
        let bare = written.split(['?', '#']).next().unwrap_or_default();
        let bare = percent_decode_str(bare).decode_utf8().ok()?;
        let from = &self.texts.get(number)?.from;
        let stem = from.rsplit_once('.').map_or("", |(stem, _)| stem);
        let candidates: Vec<String> = match self.below_site(&bare) {
            Some(path) => vec![path.to_string(), format!("/{path}")],
            None => [resolve_path(from, &bare), resolve_path(&format!("{stem}/x"), &bare)]
                .into_iter()
                .flatten()
                .collect(),
        };
        candidates.iter().find_map(|path| self.images.get(path.as_str())).cloned()
    }

    /// Rewrites `[[Page]]` and `[[page|words]]` as links.
    pub(super) fn wiki_links(&self, number: usize, text: &str, notes: &mut Notes) -> String {
        if !text.contains("[[") {
            return text.to_string();
        }
        let code = code_ranges(text);
        let mut edits = Edits::default();
        for (at, _) in text.match_indices("[[").take(5_000) {
            let rest = &text[at + 2..];
            let Some(inner) =
                rest.split("]]").next().filter(|inner| inner.len() < 200 && !inner.contains(['\n', '[']))
            else {
                continue;
            };
            let is_inside = code_at(&code, at).is_some();
            if inner.len() == rest.len() || is_inside {
                continue;
            }
            let (page, words) = inner.split_once('|').unwrap_or((inner, inner));
            let page = page.trim();
            if let Some(found) = self.by_name.get(&page_name(page)).map(|found| &self.texts[*found]) {
                notes.add(format!("wiki link rewritten: `[[{inner}]]`"));
                let to = relative_path(&self.texts[number].from, &found.from);
                edits.replace(at..at + inner.len() + 4, format!("[{}]({})", words.trim(), destination(&to)));
            }
        }
        if edits.is_empty() { text.to_string() } else { edits.apply(text) }
    }
}
