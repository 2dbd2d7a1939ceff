//! Rewrites links to files of the folder and to addresses of its site as links to the imported files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::edits::{Edits, Notes, code_span, destination, escaped, quoted};
use super::images::ShownImage;
use super::inline_html::options;
use super::paths::{bare_address, page_name};
use crate::url::{self, relative_path, resolve_path};

/// A text that links can lead to.
#[derive(Debug, Default)]
pub(super) struct LinkedText {
    /// The path of its file here.
    pub(super) file: String,
    /// Its path in the folder.
    pub(super) from: String,
    /// The address that it had.
    pub(super) address: Option<String>,
    /// The ids of its headings.
    pub(super) anchors: Vec<String>,
    /// Explicit ids that it had, with those of its headings; empty for its top.
    pub(super) ids: HashMap<String, String>,
}

/// Everything that links can lead to.
#[derive(Debug, Default)]
pub(super) struct Targets {
    pub(super) texts: Vec<LinkedText>,
    by_path: HashMap<String, usize>,
    by_address: HashMap<String, usize>,
    pub(super) by_name: HashMap<String, usize>,
    /// The images of the folder, and those with an address at the root of its site: the path → where it will be.
    pub(super) images: BTreeMap<String, String>,
    /// The addresses of the pages of tags.
    pub(super) tags: HashSet<String>,
    /// The base of the site, for what is not imported.
    pub(super) site: Option<String>,
}

/// A link whose end was not read yet.
struct OpenLink {
    range: Range<usize>,
    written: String,
    title: String,
    kind: LinkType,
    /// The range of its content.
    inner: Option<Range<usize>>,
}

/// The meaning of a destination.
enum Resolved {
    /// Written as it is.
    Same,
    /// Another destination.
    To(String),
    /// No link here, with the reason.
    Text(&'static str),
}

impl Targets {
    /// Prepares the look-ups.
    pub(super) fn index(&mut self) {
        for (number, text) in self.texts.iter().enumerate() {
            let stem = text.from.rsplit_once('.').map_or(text.from.as_str(), |(stem, _)| stem);
            for key in [text.from.as_str(), stem] {
                self.by_path.entry(key.to_lowercase()).or_insert(number);
            }
            let name = stem.rsplit('/').next().unwrap_or(stem);
            self.by_name.entry(page_name(name)).or_insert(number);
            let last = stem.rsplit('/').next().unwrap_or(stem).to_lowercase();
            if matches!(last.as_str(), "index" | "_index" | "readme") {
                let folder = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
                self.by_path.entry(folder.to_lowercase()).or_insert(number);
            }
            let address = text.address.iter().map(String::as_str);
            let own = [
                text.address.clone(),
                self.texts[number]
                    .address
                    .as_deref()
                    .and_then(|address| address.strip_prefix("/docs/"))
                    .map(|rest| format!("/{rest}")),
            ];
            for address in address.map(ToString::to_string).chain(own.into_iter().flatten()) {
                self.by_address.entry(bare_address(&address)).or_insert(number);
            }
        }
    }

    /// Adds a former address of a text.
    pub(super) fn alias(&mut self, address: &str, number: usize) {
        self.by_address.entry(bare_address(address)).or_insert(number);
    }

    /// Rewrites the links of a text. `used` gets the images that it shows.
    pub(super) fn rewrite(
        &self,
        number: usize,
        text: &str,
        used: &mut Vec<String>,
        notes: &mut Notes,
    ) -> String {
        let text = &self.wiki_links(number, text, notes);
        let mut edits = Edits::default();
        let parser = Parser::new_ext(text, options());
        let definitions = parser.reference_definitions().iter();
        let definitions =
            definitions.map(|(_, definition)| (definition.span.clone(), definition.dest.to_string()));
        let refused_definitions =
            self.definitions(number, text, definitions.collect(), &mut edits, used, notes);
        let mut open: Vec<OpenLink> = Vec::new();
        let mut events = parser.into_offset_iter();
        while let Some((event, range)) = events.next() {
            if let Some(OpenLink { inner, .. }) = open.last_mut()
                && !matches!(event, Event::End(TagEnd::Link))
            {
                *inner =
                    Some(inner.clone().map_or(range.clone(), |inner| {
                        inner.start.min(range.start)..inner.end.max(range.end)
                    }));
            }
            match event {
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    let (written, title) = (dest_url.to_string(), title.to_string());
                    open.push(OpenLink { range, written, title, kind: link_type, inner: None });
                }
                Event::End(TagEnd::Link) => {
                    let Some(link) = open.pop() else { continue };
                    if is_reference(link.kind) {
                        if refused_definitions.contains(&link.written) {
                            let inner = link.inner.unwrap_or(link.range.clone());
                            edits.replace(link.range, text[inner].to_string());
                        }
                    } else if link.kind != LinkType::Email {
                        self.link(number, text, link, &mut edits, notes);
                    }
                }
                Event::Start(Tag::Image { dest_url, link_type, title, .. }) => {
                    let mut alt = String::new();
                    let mut depth = 1;
                    for (event, _) in events.by_ref() {
                        match event {
                            Event::Start(_) => depth += 1,
                            Event::End(_) => depth -= 1,
                            Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                            _ => {}
                        }
                        if depth == 0 {
                            break;
                        }
                    }
                    let image = ShownImage {
                        range,
                        written: &dest_url,
                        title: &title,
                        kind: link_type,
                        alt: &alt,
                        is_linked: !open.is_empty(),
                    };
                    self.show(number, text, &image, &mut edits, used, notes);
                }
                _ => {}
            }
        }
        edits.apply(text)
    }

    /// Rewrites a link within the text.
    fn link(&self, number: usize, text: &str, link: OpenLink, edits: &mut Edits, notes: &mut Notes) {
        let OpenLink { range, written, title, kind, inner } = link;
        let resolved = self.resolve(number, &written, notes);
        if let Resolved::Text(why) = resolved {
            notes.add(format!("link to `{}` removed: {why}", quoted(&written)));
            report_title(&title, "a link", notes);
            let inner = inner.unwrap_or(range.end..range.end);
            let is_address =
                text[inner.clone()].trim() == written || inner.is_empty() || kind == LinkType::Autolink;
            if is_address {
                edits.replace(range, code_span(&written));
            } else {
                edits.replace(range.start..inner.start, "");
                let shown = url::scheme(&written).map(|_| format!(" ({})", code_span(&written)));
                edits.replace(inner.end..range.end, shown.unwrap_or_default());
            }
            return;
        }
        let to = match resolved {
            Resolved::To(to) => Some(to),
            _ => None,
        };
        match (inner, to) {
            // A link without text shows its address.
            (None, to) => {
                report_title(&title, "a link", notes);
                let to = destination(to.as_deref().unwrap_or(&written));
                edits.replace(range, format!("[{}]({to})", escaped(&written)));
            }
            (Some(inner), Some(to)) => {
                replace_in(text, &(inner.end..range.end), &written, &destination(&to), edits);
            }
            (Some(_), None) => {}
        }
    }

    /// Rewrites the definitions of links, and returns the destinations of those that were removed.
    fn definitions(
        &self,
        number: usize,
        text: &str,
        mut definitions: Vec<(Range<usize>, String)>,
        edits: &mut Edits,
        used: &mut Vec<String>,
        notes: &mut Notes,
    ) -> Vec<String> {
        definitions.sort_by_key(|(span, _)| span.start);
        let mut refused_definitions: Vec<String> = Vec::new();
        for (span, written) in definitions {
            let resolved = match self.image(number, &written) {
                Some(image) => {
                    let to = self.relative(number, &image);
                    used.push(image);
                    Resolved::To(to)
                }
                None => self.resolve(number, &written, notes),
            };
            match resolved {
                Resolved::Same => {}
                Resolved::To(to) => replace_in(text, &span, &written, &to, edits),
                Resolved::Text(why) => {
                    notes.add(format!("definition removed: `{}`: {why}", quoted(&text[span.clone()])));
                    edits.replace(span, "");
                    refused_definitions.push(written);
                }
            }
        }
        refused_definitions
    }

    /// Returns the path of an address from the root of the site.
    pub(super) fn below_site<'w>(&self, written: &'w str) -> Option<&'w str> {
        let own = self.site.as_deref().and_then(|site| written.strip_prefix(site.trim_end_matches('/')));
        own.unwrap_or(written).strip_prefix('/').filter(|rest| !rest.starts_with('/'))
    }

    pub(super) fn relative(&self, number: usize, file: &str) -> String {
        relative_path(&self.texts[number].file, file)
    }

    fn resolve(&self, number: usize, written: &str, notes: &mut Notes) -> Resolved {
        let scheme = url::scheme(written);
        let is_own = scheme.is_some() && self.below_site(written).is_some();
        match scheme.as_deref() {
            Some("http" | "https") if !is_own => {
                return match url::refuse_web_address(written) {
                    None => Resolved::Same,
                    Some(_) => Resolved::Text("the address cannot be published"),
                };
            }
            Some("mailto") => {
                let is_sound = written.is_ascii() && !written.contains([' ', '"', '<', '>', '\\']);
                return if is_sound {
                    Resolved::Same
                } else {
                    Resolved::Text("the address cannot be published")
                };
            }
            Some(_) if !is_own => return Resolved::Text("its scheme cannot be published"),
            _ => {}
        }
        if let Some(rest) = written.strip_prefix("//") {
            return Resolved::To(format!("https://{rest}"));
        }
        let (path, anchor) =
            written.split_once('#').map_or((written, None), |(path, anchor)| (path, Some(anchor)));
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        if path.is_empty() {
            return match anchor.filter(|anchor| !anchor.is_empty()).map(|anchor| self.anchor(number, anchor))
            {
                Some(Some(id)) if !id.is_empty() => Resolved::To(format!("#{id}")),
                _ => Resolved::Text("there is no such heading"),
            };
        }
        let decoded = percent_decode_str(path).decode_utf8_lossy().into_owned();
        if let Some(found) = self.text(number, &decoded) {
            let mut to = self.relative(number, &self.texts[found].file);
            match anchor.filter(|anchor| !anchor.is_empty()).map(|anchor| self.anchor(found, anchor)) {
                Some(Some(id)) if !id.is_empty() => {
                    let _ = write!(to, "#{id}");
                }
                Some(None) => notes.add(format!("anchor of `{written}` removed: there is no such heading")),
                _ => {}
            }
            if !query.is_empty() {
                notes.add(format!("query of the link to `{}` removed", quoted(written)));
            }
            return Resolved::To(to);
        }
        let below = self.below_site(path);
        let tag = below.map(|path| format!("/{}/", path.trim_matches('/').to_lowercase()));
        if let Some(tag) = tag.filter(|tag| self.tags.contains(tag)) {
            return Resolved::To(tag);
        }
        match (&self.site, self.below_site(written)) {
            (Some(site), Some(path)) => Resolved::To(format!("{}/{path}", site.trim_end_matches('/'))),
            _ => Resolved::Text("nothing is imported from there"),
        }
    }

    /// Returns the text that a path in the folder, or an address of its site, leads to.
    fn text(&self, number: usize, written: &str) -> Option<usize> {
        let from = &self.texts[number].from;
        let find = |path: &str| {
            let path = path.trim_matches('/').to_lowercase();
            let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(&path);
            let stem = stem.strip_suffix("/index").unwrap_or(stem);
            self.by_path.get(&path).or_else(|| self.by_path.get(stem)).copied()
        };
        if let Some(path) = written.strip_prefix("@/") {
            return find(path);
        }
        if let Some(path) = self.below_site(written) {
            return self.by_address.get(&bare_address(path)).copied().or_else(|| find(path));
        }
        if let Some(found) = resolve_path(from, written).and_then(|path| find(&path)) {
            return Some(found);
        }
        // Some generators resolve links against the address of the page.
        let address = self.texts[number].address.as_deref()?;
        let path = resolve_path(&format!("{}x", address.trim_start_matches('/')), written)?;
        self.by_address.get(&bare_address(&path)).copied().or_else(|| find(written))
    }

    /// Returns the id of the heading that an anchor means; empty for the top of the page.
    fn anchor(&self, number: usize, anchor: &str) -> Option<String> {
        let text = &self.texts[number];
        let anchor = percent_decode_str(anchor).decode_utf8_lossy();
        if let Some(id) = text.ids.get(&*anchor) {
            return Some(id.clone());
        }
        let bare = |id: &str| {
            id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        let exact = text.anchors.iter().find(|id| **id == *anchor);
        let meant = bare(&anchor);
        let found = exact.or_else(|| text.anchors.iter().find(|id| !meant.is_empty() && bare(id) == meant));
        found.cloned()
    }
}

/// Reports a title that was removed.
pub(super) fn report_title(title: &str, of: &str, notes: &mut Notes) {
    if !title.trim().is_empty() {
        notes.add(format!("title of {of} removed: `{}`", quoted(title)));
    }
}

pub(super) fn is_reference(kind: LinkType) -> bool {
    !matches!(kind, LinkType::Inline | LinkType::Autolink | LinkType::Email)
}

/// Replaces the destination that is written in a range.
pub(super) fn replace_in(text: &str, range: &Range<usize>, written: &str, to: &str, edits: &mut Edits) {
    let slice = &text[range.clone()];
    let escapes = || slice.find("](").map(|at| at + 2);
    if let Some(at) = slice.rfind(written).filter(|_| !written.is_empty()) {
        let (mut start, mut end) = (range.start + at, range.start + at + written.len());
        // `<…>` around it belongs to it.
        if text[..start].ends_with('<') && text[end..].starts_with('>') {
            (start, end) = (start - 1, end + 1);
        }
        edits.replace(start..end, to);
    } else if let Some(at) = escapes() {
        // A destination with escapes or entities.
        let length = slice[at..].find([' ', '\n']).unwrap_or(slice.len() - at - 1).min(slice.len() - at - 1);
        edits.replace(range.start + at..range.start + at + length, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        let linked = |file: &str, from: &str, address: &str| LinkedText {
            file: file.to_string(),
            from: from.to_string(),
            address: Some(address.to_string()),
            anchors: vec!["on-call".to_string()],
            ids: HashMap::from([
                ("first".to_string(), "on-call".to_string()),
                ("top".to_string(), String::new()),
            ]),
        };
        let mut targets = Targets {
            texts: vec![
                linked("content/pages/guides/a.md", "Guides/a.md", "/guides/a/"),
                linked("content/pages/b-c.md", "B c.md", "/b-c/"),
                linked("content/pages/guides.md", "Guides/_index.md", "/guides/"),
            ],
            images: BTreeMap::from([
                ("Guides/x.png".to_string(), "static/guides/x.png".to_string()),
                ("/img/y.png".to_string(), "static/img/y.png".to_string()),
            ]),
            ..Targets::default()
        };
        targets.index();
        targets.rewrite(0, text, &mut Vec::new(), &mut Notes::default())
    }

    #[test]
    fn links_lead_to_the_imported_files() {
        for (text, expected) in [
            ("[x](../B%20c.md#On_Call)", "[x](../b-c.md#on-call)"),
            ("[x](/b-c/)", "[x](../b-c.md)"),
            ("[x](<../B c.md> \"t\")", "[x](../b-c.md \"t\")"),
            ("[x](@/B c.md#first)", "[x](@/B c.md#first)"),
            ("[x](./#first)", "[x](../guides.md#on-call)"),
            ("[x](#top)", "x"),
            ("[x](#nope)", "x"),
            ("[x](gone.md) [y](ftp://a.org/)", "x y (`ftp://a.org/`)"),
            ("[x][r]\n\n[r]: ../guides/", "[x][r]\n\n[r]: ../guides.md"),
            ("[x][r]\n\n[r]: gone.md", "x\n\n"),
            ("<http://localhost:80/>", "`http://localhost:80/`"),
            ("[x](https://www.a.org/)", "[x](https://www.a.org/)"),
            ("[[B c|it]]", "[it](../b-c.md)"),
            (
                "![](x.png) ![y](/img/y.png)",
                "![x](../../../static/guides/x.png) ![y](../../../static/img/y.png)",
            ),
            ("![a](https://www.a.org/b.png)", "[a](https://www.a.org/b.png)"),
            ("[![a](https://www.a.org/b.png)](https://www.a.org/)", "[a](https://www.a.org/)"),
            ("![a](gone.png)", "a"),
            ("`[x](gone.md)`", "`[x](gone.md)`"),
        ] {
            assert_eq!(rewritten(text), expected, "{text}");
        }
    }
}
