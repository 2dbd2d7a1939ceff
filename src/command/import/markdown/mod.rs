//! `rolebook import markdown`: brings a folder of Markdown files into a site, whatever site generator they were written for.
//!
//! A text is changed by replacements at the positions of what has to change, so everything else stays as it was written. What
//! has no counterpart is kept as code below a comment with `TODO`. Every change is in the report.

mod details;
mod dialect;
mod edits;
mod front_matter;
mod headings;
mod html;
mod html_markdown;
mod images;
mod inline_html;
mod lines;
mod links;
mod paths;
mod plan;
mod read;
mod settle;
mod shortcode_tags;
mod shortcodes;
mod tags;

use std::path::PathBuf;

pub use dialect::Dialect;

use crate::command::save;
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::invisible;
use crate::parse;
use crate::parse::Diagnostics;
use crate::parse::markdown;
use crate::source::{Area, SourceFile};
use edits::Notes;
use links::Targets;
use plan::{PlannedText, plan};

/// A folder to import.
#[derive(Debug, Clone)]
pub struct MarkdownImport {
    /// The folder of the site.
    pub root: PathBuf,
    /// The folder of Markdown files.
    pub folder: PathBuf,
    /// The program that it was written for.
    pub dialect: Dialect,
    /// The folder below `content/pages/` and `content/articles/` for the texts; empty for these folders themselves.
    pub into: String,
    /// The base of the site that the texts are from: links to what is not imported lead there.
    pub site: Option<String>,
    /// `true` to write nothing.
    pub is_dry_run: bool,
}

/// The results of an import, or of a dry run.
#[derive(Debug, Default)]
pub struct MarkdownImported {
    /// The imported texts.
    pub texts: Vec<ImportedText>,
    /// The images, each with its new path.
    pub images: Vec<(String, String)>,
    /// The files that were not imported, each with the reason.
    pub refused: Vec<(String, String)>,
}

/// An imported text.
#[derive(Debug)]
pub struct ImportedText {
    /// The path in the folder.
    pub from: String,
    /// The path in the site.
    pub to: String,
    /// The changes.
    pub notes: Vec<String>,
}

/// Imports a folder. No file is overwritten: if one exists, nothing is written.
pub fn import_markdown(options: &MarkdownImport) -> Result<MarkdownImported, Error> {
    let found = read::folder(&options.folder)?;
    let mut done = MarkdownImported { refused: found.refused.clone(), ..MarkdownImported::default() };
    let (mut texts, images) = plan(options, &found, &mut done.refused);
    tags::unify(texts.iter_mut().map(|text| (&mut text.matter, &mut text.notes)));
    let mut targets = Targets::default();
    targets.site.clone_from(&options.site);
    targets.tags = texts.iter().flat_map(|text| text.matter.tag_pages()).collect();
    for image in &images {
        targets.images.insert(image.key.clone(), image.to.clone());
    }
    for text in &mut texts {
        convert(text, options.dialect);
        targets.texts.push(text.linked());
    }
    targets.index();
    for (number, text) in texts.iter().enumerate() {
        for alias in &text.matter.aliases {
            targets.alias(alias, number);
        }
    }
    let mut used: Vec<String> = Vec::new();
    let mut written: Vec<(String, Vec<u8>)> = Vec::new();
    let mut pictures: Vec<(String, PathBuf)> = Vec::new();
    for (number, mut text) in texts.into_iter().enumerate() {
        let mut shown = Vec::new();
        let body = targets.rewrite(number, &text.body, &mut shown, &mut text.notes);
        let body = settle::settle(&body, &text.to, &mut text.notes);
        let matter = text.matter.write();
        text.matter.report_lost(&matter, &text.to, &mut text.notes);
        let bytes = format!("{matter}\n{}\n", body.trim_matches('\n')).into_bytes();
        if let Some(why) = refusal(&text.to, &bytes) {
            done.refused.push((text.from, why));
            continue;
        }
        used.extend(shown);
        written.push((text.to.clone(), bytes));
        done.texts.push(ImportedText { from: text.from, to: text.to, notes: text.notes.lines() });
    }
    used.sort();
    used.dedup();
    for image in images.iter().filter(|image| used.contains(&image.to)) {
        if done.images.iter().any(|(_, to)| *to == image.to) {
            continue;
        }
        pictures.push((image.to.clone(), image.file.clone()));
        done.images.push((image.key.clone(), image.to.clone()));
    }
    let paths = || written.iter().map(|(path, _)| path).chain(pictures.iter().map(|(path, _)| path));
    let taken: Vec<&String> =
        paths().filter(|path| options.root.join(path.as_str()).symlink_metadata().is_ok()).collect();
    if let Some(first) = taken.first() {
        return Err(Error::Refused {
            what: format!("`{first}` already exists, as do {} of the {} files of this import", taken.len(), paths().count()),
            help: "nothing was written: an import does not overwrite. Remove these files to import them again, or import into another folder with `--into NAME`".to_string(),
        });
    }
    if !options.is_dry_run {
        for (path, file) in &pictures {
            if let Ok(bytes) = read::image(file)? {
                save::create(&options.root, path, &bytes)?;
            }
        }
        for (path, bytes) in &written {
            save::create(&options.root, path, bytes)?;
        }
    }
    Ok(done)
}

/// Translates the body of a text, and completes its front matter.
fn convert(text: &mut PlannedText, dialect: Dialect) {
    let notes = &mut text.notes;
    let body = visible(&text.body, notes);
    let body = shortcodes::translate(&body, dialect, notes);
    let mut lines = lines::Lines::default();
    let body = lines.translate(&body, dialect, notes);
    let body = inline_html::translate(&body, notes);
    let (heading, body) = headings::take_title(&body, text.matter.title.as_deref(), notes);
    let body = settle::settle(&body, &text.to, notes);
    text.matter.complete(heading.as_deref(), &text.name, headings::first_paragraph(&body).as_deref(), notes);
    let mut ignored = Diagnostics::new(text.to.as_str().into());
    let prose = markdown::parse(&body, 0, &mut ignored);
    text.anchors = prose.headings.iter().map(|heading| heading.id.clone()).collect();
    for (id, heading) in lines.ids {
        text.ids.insert(id, anchor_of(&heading));
    }
    text.title_anchor = heading.map(|heading| anchor_of(&heading));
    text.body = body;
}

/// Returns the anchor of a heading with this text.
fn anchor_of(heading: &str) -> String {
    let mut ignored = Diagnostics::new("content/pages/a.md".into());
    let prose = markdown::parse(&format!("## {heading}\n"), 0, &mut ignored);
    prose.headings.first().map(|heading| heading.id.clone()).unwrap_or_default()
}

/// Removes invisible and control characters.
fn visible(text: &str, notes: &mut Notes) -> String {
    let mut edits = edits::Edits::default();
    for found in invisible::find(text) {
        let length = text[found.at..].chars().next().map_or(0, char::len_utf8);
        edits.replace(found.at..found.at + length, "");
    }
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t')) {
        edits.replace(at..at + c.len_utf8(), "");
    }
    if edits.is_empty() {
        return text.to_string();
    }
    notes.add("invisible characters removed");
    edits.apply(text)
}

/// Returns the reason why a file cannot be published as it would be written.
fn refusal(path: &str, bytes: &[u8]) -> Option<String> {
    let (file, mut found) = SourceFile::new(Area::Content, path.into(), bytes.to_vec());
    found.extend(parse::parse(&file).1);
    let error = found.into_iter().find(|diagnostic| diagnostic.severity == Severity::Error)?;
    let help = error.help.map(|help| format!(": {help}")).unwrap_or_default();
    Some(format!("{}{help}", error.message))
}
