//! Decides the names of imported files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::MarkdownImport;
use super::edits::Notes;
use super::front_matter::{self, Matter};
use super::links::LinkedText;
use super::read::{self, Found};
use crate::diagnostic::Severity;
use crate::model::Route;
use crate::parse::FileKind;
use crate::source::{Area, SourceFile};
use crate::url::Id;

/// A text to import.
#[derive(Debug)]
pub(super) struct PlannedText {
    pub(super) from: String,
    pub(super) to: String,
    /// The name of the file, for a title.
    pub(super) name: String,
    /// The address that it had.
    pub(super) address: Option<String>,
    pub(super) matter: Matter,
    pub(super) body: String,
    pub(super) notes: Notes,
    pub(super) anchors: Vec<String>,
    pub(super) ids: HashMap<String, String>,
    /// The anchor of the heading that became the title.
    pub(super) title_anchor: Option<String>,
}

impl PlannedText {
    /// Returns the address of the imported text.
    fn address_here(&self) -> String {
        let below = self.to.trim_start_matches("content/").trim_end_matches(".md");
        format!("/{}/", below.strip_prefix("pages/").unwrap_or(below))
    }

    pub(super) fn linked(&self) -> LinkedText {
        let mut ids = self.ids.clone();
        if let Some(anchor) = &self.title_anchor {
            ids.insert(anchor.clone(), String::new());
        }
        // An id whose heading is not in the text leads to its top.
        for id in ids.values_mut() {
            if !self.anchors.contains(id) {
                id.clear();
            }
        }
        LinkedText {
            file: self.to.clone(),
            from: self.from.clone(),
            address: self.address.clone(),
            anchors: self.anchors.clone(),
            ids,
        }
    }
}

/// An image to import.
#[derive(Debug)]
pub(super) struct PlannedImage {
    /// Its path in the folder, or its address from the root of the site.
    pub(super) key: String,
    pub(super) to: String,
    pub(super) file: PathBuf,
}

/// Plans the texts and images of a folder.
pub(super) fn plan(
    options: &MarkdownImport,
    found: &Found,
    refused: &mut Vec<(String, String)>,
) -> (Vec<PlannedText>, Vec<PlannedImage>) {
    let mut texts: Vec<PlannedText> = Vec::new();
    let mut taken: HashSet<String> = HashSet::new();
    for (from, text) in &found.texts {
        let mut notes = Notes::default();
        let (mut matter, body) = match front_matter::read(text, &mut notes) {
            Ok(read) => read,
            Err(why) => {
                refused.push((from.clone(), why));
                continue;
            }
        };
        let named = options.dialect.named(from);
        if matter.published.is_none() {
            matter.published = named.date.as_deref().and_then(front_matter::day);
        }
        let address = matter.address.clone().filter(|address| !address.contains(':'));
        let address = address.or_else(|| options.dialect.address(&named, matter.slug.as_deref()));
        let last =
            matter.slug.as_deref().map(|slug| slug.trim_matches('/').rsplit('/').next().unwrap_or_default());
        let id = id(&named.path, last, options, matter.is_article());
        let (mut unique, mut number) = (id.clone(), 2);
        let key = |id: &str, matter: &Matter| format!("{}{id}", matter.is_article());
        while !taken.insert(key(&unique, &matter)) {
            unique = format!("{id}-{number}");
            number += 1;
        }
        if unique != id {
            notes.add(format!("named `{unique}`: another file is `{id}`"));
        }
        let kind = if matter.is_article() { FileKind::Article(&unique) } else { FileKind::Page(&unique) };
        let to = kind.path();
        let name = from.rsplit('/').next().unwrap_or(from);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_string();
        let is_folder = matches!(stem.to_ascii_lowercase().as_str(), "index" | "_index" | "readme");
        let parent = from.rsplit('/').nth(1).unwrap_or("overview");
        texts.push(PlannedText {
            from: from.clone(),
            to,
            name: if is_folder {
                parent.to_string()
            } else {
                named.path.rsplit('/').next().unwrap_or(&stem).to_string()
            },
            address,
            matter,
            body,
            notes,
            anchors: Vec::new(),
            ids: HashMap::new(),
            title_anchor: None,
        });
    }
    redirects(&mut texts);
    let images = images(options, found, &texts, refused);
    (texts, images)
}

/// Returns the id of a text.
fn id(path: &str, slug: Option<&str>, options: &MarkdownImport, is_article: bool) -> String {
    let mut names: Vec<String> = options
        .into
        .split('/')
        .chain(path.split('/'))
        .filter(|name| !name.is_empty())
        .map(ToString::to_string)
        .collect();
    if let (Some(slug), false) = (slug.filter(|slug| !slug.is_empty()), path.is_empty()) {
        names.pop();
        names.push(slug.to_string());
    }
    if names.is_empty() {
        names.push("overview".to_string());
    }
    let mut names: Vec<String> = names
        .iter()
        .map(|name| {
            let slug = Id::slugify(name);
            // Names that no address can have: `a-vs-b`, `con`.
            slug.or_else(|| Id::slugify(&format!("{} page", name.replace("vs", "versus"))))
                .unwrap_or_else(|| "page".to_string())
        })
        .collect();
    // The path of a text has a limit, too.
    while names.iter().map(|name| name.len() + 1).sum::<usize>() > 230 && names.len() > 1 {
        names.remove(0);
    }
    // The pages of tags are made from the front matter.
    if !is_article && names.len() > 1 && names[0] == "tags" {
        names[0].push_str("-page");
    }
    // Pages at the top share their addresses with the pages of the program.
    if !is_article && names.len() == 1 && (Route::is_reserved(&names[0]) || names[0] == "roles") {
        names[0].push_str("-page");
    }
    names.join("/")
}

/// Lets former addresses redirect to the texts, where no page of the site has them.
fn redirects(texts: &mut [PlannedText]) {
    let mut current: HashSet<String> = texts.iter().map(PlannedText::address_here).collect();
    current.extend(texts.iter().flat_map(|text| text.matter.tag_pages()));
    let mut taken: HashSet<String> = HashSet::new();
    for text in texts {
        let mut wanted = std::mem::take(&mut text.matter.aliases);
        wanted.extend(text.address.clone());
        let new = text.address_here();
        for address in wanted {
            let absolute = if address.starts_with('/') {
                address.clone()
            } else {
                let folder = text.address.as_deref().unwrap_or("/").trim_end_matches('/');
                format!("{}/{address}", folder.rsplit_once('/').map_or("", |(folder, _)| folder))
            };
            let form = format!("/{}/", absolute.trim_matches('/'));
            if form == new || form == "//" {
                continue;
            }
            if current.contains(&form)
                || Route::presence(&form).is_some()
                || Route::is_reserved(absolute.trim_matches('/'))
            {
                text.notes.add(format!("no redirect from `{address}`: another page has that address"));
            } else if taken.insert(form.trim_end_matches(".html/").to_lowercase()) {
                text.matter.redirect_from(&absolute, &mut text.notes);
            }
        }
    }
}

/// Returns the names of files that texts may show: whatever stands between the marks of links and HTML.
fn mentioned(texts: &[PlannedText]) -> HashSet<String> {
    let marks =
        |c: char| matches!(c, '/' | '(' | ')' | '<' | '>' | '"' | '\'' | '[' | ']' | '\n' | '?' | '#' | '`');
    let words = texts.iter().flat_map(|text| text.body.split(marks));
    let names = words.flat_map(|word| [word.trim(), word.trim().split(' ').next().unwrap_or_default()]);
    let names = names.filter(|name| name.contains('.') && name.len() < 256);
    names.map(|name| percent_decode_str(name).decode_utf8_lossy().into_owned()).collect()
}

/// Lists the images of the folder, and of the folder for static files beside it, that texts show and that can be published.
fn images(
    options: &MarkdownImport,
    found: &Found,
    texts: &[PlannedText],
    refused: &mut Vec<(String, String)>,
) -> Vec<PlannedImage> {
    let mentioned = mentioned(texts);
    let mut sources: Vec<(String, PathBuf)> = Vec::new();
    for (path, file) in &found.others {
        sources.extend([(path.clone(), file.clone()), (format!("/{path}"), file.clone())]);
    }
    for folder in options.dialect.static_folders() {
        let files = read::images(&options.folder.join(folder)).into_iter();
        sources.extend(files.map(|(path, file)| (format!("/{path}"), file)));
    }
    let mut images: Vec<PlannedImage> = Vec::new();
    let mut by_file: HashMap<PathBuf, Option<String>> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    for (key, file) in sources {
        let name = key.rsplit('/').next().unwrap_or(&key);
        let Some((stem, extension)) = key.rsplit_once('.').filter(|_| mentioned.contains(name)) else {
            continue;
        };
        let extension = extension.to_ascii_lowercase();
        if !IMAGES.contains(&extension.as_str()) {
            continue;
        }
        let planned = by_file.entry(file.clone()).or_insert_with(|| {
            let slug = |name: &str| Id::slugify(name).unwrap_or_else(|| "image".to_string());
            let names =
                options.into.split('/').chain(stem.split('/')).filter(|name| !name.is_empty()).map(slug);
            let base = names.collect::<Vec<_>>().join("/");
            let mut to = format!("static/media/{base}.{extension}");
            let mut number = 2;
            while !taken.insert(to.clone()) {
                to = format!("static/media/{base}-{number}.{extension}");
                number += 1;
            }
            match unpublishable(&file, &to) {
                Some(why) => {
                    refused.push((key.clone(), why));
                    None
                }
                None => Some(to),
            }
        });
        images.extend(planned.as_ref().map(|to| PlannedImage { key, to: to.clone(), file }));
    }
    images
}

/// The extensions of images.
const IMAGES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];

/// Returns the reason why an image cannot be published.
fn unpublishable(file: &Path, to: &str) -> Option<String> {
    let bytes = match read::image(file) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(why)) => return Some(why),
        Err(error) => return Some(error.to_string()),
    };
    let (_, found) = SourceFile::new(Area::Static, to.into(), bytes);
    found.into_iter().find(|found| found.severity == Severity::Error).map(|error| error.message)
}
