//! Renames an id in all files, and the files that are named after it. Addresses of pages redirect afterwards where content can say
//! so. The result is analysed before it is sent: a rename that would leave an error is refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use lsp_types::{
    DocumentChange, PrepareRenamePlaceholder, PrepareRenameResult, RenameFile, TextEdit, WorkspaceEdit,
};

use super::actions::{document_edit, edits};
use super::capabilities::Client;
use super::navigate::{name_at, of_file};
use super::rename_file::{renamed_files, with_redirect};
use super::site::FileContext;
use crate::diagnostic::{Diagnostic, Location, Severity, Span};
use crate::model::{Model, Symbol};
use crate::parse::markdown::{ParsedPlaceholder, ParsedProse, Target};
use crate::url::{Id, relative_path, resolve_path};

/// Returns the span of the id at an offset, and the id.
pub(super) fn prepare(cx: &FileContext<'_>, offset: usize) -> Option<PrepareRenameResult> {
    let (span, symbol) = target(cx, offset)?;
    let placeholder = id_of(cx.snapshot().model(), &symbol)?;
    let range = cx.lines.range(span);
    Some(PrepareRenameResult::PrepareRenamePlaceholder(PrepareRenamePlaceholder { range, placeholder }))
}

/// Returns what is renamed at an offset: what is named there, or the file itself at its key `name`, `title` or `term`.
fn target(cx: &FileContext<'_>, offset: usize) -> Option<(Span, Symbol)> {
    if let Some(found) = name_at(cx, offset) {
        return Some(found);
    }
    let line = cx.text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let end = cx.text[line..].find(':').map(|colon| line + colon)?;
    let is_name = matches!(&cx.text[line..end], "name" | "title" | "term");
    is_name.then(|| Some((Span::new(line, end), of_file(cx)?))).flatten()
}

/// Returns the id of a symbol; `None` for what has no id of its own.
fn id_of(model: &Model, symbol: &Symbol) -> Option<String> {
    let id = match symbol {
        Symbol::Role(id) => model.roles.id(*id),
        Symbol::Family(id) => model.families.id(*id),
        Symbol::Group(id) => model.groups.id(*id),
        Symbol::Row(id) => model.rows.id(*id),
        Symbol::Level(row, level) => &model.rows[*row].levels.get(*level)?.0,
        Symbol::Region(id) => model.regions.id(*id),
        Symbol::Source(id) => model.references.id(*id),
        Symbol::Tool(id) => model.tools.id(*id),
        Symbol::Category(id) => model.categories.id(*id),
        Symbol::Skill(id) => model.skills.id(*id),
        Symbol::Series(id) => model.series.id(*id),
        Symbol::ScaleLevel(id) => model.scale.id(*id),
        Symbol::Aspect(id) => model.aspects.id(*id),
        Symbol::Grade(id) => model.grades.id(*id),
        Symbol::Framework(id) => model.frameworks.id(*id),
        Symbol::FrameworkSkill(_, id)
        | Symbol::LadderLevel(.., id)
        | Symbol::Question(id)
        | Symbol::Answer(id) => id,
        Symbol::Term(id) => model.terms.id(*id),
        Symbol::Article(id) => model.articles.id(*id),
        Symbol::Page(id) => model.pages.id(*id),
        Symbol::Heading(..) | Symbol::Static(_) | Symbol::Address(_) => return None,
    };
    Some(id.to_string())
}

/// Returns the edits that rename what is named at an offset. The error is a message for the author.
pub(super) fn rename(
    cx: &FileContext<'_>,
    offset: usize,
    new: &str,
    client: Client,
) -> Result<WorkspaceEdit, String> {
    let snapshot = cx.snapshot();
    let model = snapshot.model();
    let named = target(cx, offset).and_then(|(_, symbol)| Some((id_of(model, &symbol)?, symbol)));
    let Some((old, symbol)) = named else { return Err("there is no id here".to_string()) };
    let is_path = matches!(symbol, Symbol::Article(_) | Symbol::Page(_));
    let new = if is_path { Id::parse_path(new) } else { Id::parse(new) }
        .map_err(|why| format!("`{new}`: {why}"))?;
    if new.as_str() == old {
        return Ok(WorkspaceEdit::default());
    }
    let files = renamed_files(snapshot, &symbol, &old, &new);
    if let Some((_, taken)) = files.iter().find(|(_, to)| snapshot.sources().text(to).is_some()) {
        return Err(format!("`{taken}` exists already"));
    }
    if !files.is_empty() && !client.rename_files {
        return Err(format!("`{old}` is the name of a file, and this editor cannot rename files"));
    }
    let renaming = Renaming { cx, old: &old, new: new.as_str(), files: &files };
    let changes = renaming.changes(&symbol);
    let mut texts: BTreeMap<Arc<str>, (String, Vec<TextEdit>)> = BTreeMap::new();
    for (file, spans) in changes {
        let text = snapshot.sources().text(&file).unwrap_or_default();
        let lines = cx.site.lines(&file, cx.encoding);
        let edits = spans
            .iter()
            .map(|(span, new)| TextEdit { range: lines.range(*span), new_text: new.clone() })
            .collect();
        texts.insert(file, (apply(text, &spans), edits));
    }
    if let Some((file, after)) = with_redirect(snapshot, &symbol, &old, new.as_str(), |file| {
        texts.get(file).map(|(text, _)| text.clone())
    }) {
        let before = snapshot.sources().text(&file).unwrap_or_default();
        let lines = cx.site.lines(&file, cx.encoding);
        let end = Span::new(0, before.len());
        // One edit of the lines that differ: some of the others may be among them.
        let edit = super::actions::line_edit(before, &after, |span| lines.range(span));
        let edit = edit.unwrap_or_else(|| TextEdit { range: lines.range(end), new_text: after.clone() });
        texts.insert(file, (after, vec![edit]));
    }
    refuse_new_errors(cx, &texts, &files)?;
    let texts = texts.into_iter().map(|(file, (_, edits))| (file.to_string(), edits));
    if files.is_empty() {
        return Ok(edits(cx.site, texts.collect(), client));
    }
    let mut changes: Vec<DocumentChange> =
        texts.map(|(file, edits)| document_edit(cx.site, &file, edits).into()).collect();
    for (from, to) in &files {
        let (old_uri, new_uri) = (cx.site.uri(from), cx.site.uri(to));
        changes.push(RenameFile { old_uri, new_uri, options: None, annotation_id: None }.into());
    }
    Ok(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
}

fn apply(text: &str, changes: &BTreeMap<Span, String>) -> String {
    let mut after = String::with_capacity(text.len());
    let mut at = 0;
    for (span, new) in changes {
        after.push_str(text.get(at..span.start as usize).unwrap_or_default());
        after.push_str(new);
        at = span.end as usize;
    }
    after.push_str(text.get(at..).unwrap_or_default());
    after
}

/// Refuses a rename after which there are more errors than before.
fn refuse_new_errors(
    cx: &FileContext<'_>,
    texts: &BTreeMap<Arc<str>, (String, Vec<TextEdit>)>,
    files: &[(String, String)],
) -> Result<(), String> {
    let mut sources = cx.snapshot().sources().clone();
    for (file, (text, _)) in texts {
        sources = sources.with(file, text.as_bytes().to_vec()).0;
    }
    for (from, to) in files {
        let bytes = sources.get(from).map(|file| file.bytes().to_vec()).unwrap_or_default();
        sources = sources.without(from).with(to, bytes).0;
    }
    let after = cx.site.analyze(sources);
    let before = cx.snapshot().diagnostics();
    if after.errors() <= before.errors() {
        return Ok(());
    }
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    let messages: Vec<&str> =
        before.diagnostics().iter().filter(is_error).map(|diagnostic| diagnostic.message.as_str()).collect();
    let mut errors = after.diagnostics().iter().filter(is_error);
    let new = errors.find(|diagnostic| !messages.contains(&diagnostic.message.as_str()));
    let why = new.map_or_else(String::new, |diagnostic| match &diagnostic.place {
        Some(place) => format!(": {} in `{}`", diagnostic.message, place.file),
        None => format!(": {}", diagnostic.message),
    });
    Err(format!("the rename would leave an error{why}"))
}

struct Renaming<'r, 's> {
    cx: &'r FileContext<'s>,
    old: &'r str,
    new: &'r str,
    /// The files that get another name.
    files: &'r [(String, String)],
}

impl Renaming<'_, '_> {
    /// Returns the new texts of all spans that name the symbol or a renamed file.
    fn changes(&self, symbol: &Symbol) -> BTreeMap<Arc<str>, BTreeMap<Span, String>> {
        let snapshot = self.cx.snapshot();
        let mut changes: BTreeMap<Arc<str>, BTreeMap<Span, String>> = BTreeMap::new();
        let mut symbols = vec![symbol.clone()];
        // Links to the comparisons of a role, by the names of their files.
        symbols.extend(self.files.iter().flat_map(|(from, _)| {
            let names = snapshot.names_in(from);
            names.into_iter().filter(|(span, _)| *span == Span::default()).map(|(_, symbol)| symbol)
        }));
        symbols.dedup();
        for location in symbols.iter().flat_map(|symbol| snapshot.references(symbol)) {
            if let Some(new) = self.renamed(location) {
                changes.entry(Arc::clone(&location.file)).or_default().insert(location.span, new);
            }
        }
        if let Symbol::Row(_) = symbol {
            self.anchors(&mut changes);
        }
        self.own_links(&mut changes);
        changes
    }

    /// Returns the new text of a location; `None` if it stays.
    fn renamed(&self, location: &Location) -> Option<String> {
        let text = self.cx.snapshot().sources().text(&location.file)?;
        let written = text.get(location.span.start as usize..location.span.end as usize)?;
        if let Some(to) = resolve_path(&location.file, written)
            .and_then(|path| self.files.iter().find(|(from, _)| *from == path).map(|(_, to)| to))
        {
            return Some(relative_path(&location.file, to));
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let mut renamed = String::new();
        let (mut at, mut is_changed) = (0, false);
        while let Some(found) = written[at..].find(self.old).map(|found| at + found) {
            let end = found + self.old.len();
            let is_whole = !written[..found].ends_with(is_part) && !written[end..].starts_with(is_part);
            // Only the first: a role may be compared with one of another name.
            renamed.push_str(&written[at..found]);
            renamed.push_str(if is_whole && !is_changed { self.new } else { self.old });
            is_changed |= is_whole;
            at = end;
        }
        renamed.push_str(&written[at..]);
        is_changed.then_some(renamed)
    }

    /// Adapts the links in files that are moved to another folder.
    fn own_links(&self, changes: &mut BTreeMap<Arc<str>, BTreeMap<Span, String>>) {
        let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_string());
        for (from, to) in self.files.iter().filter(|(from, to)| folder(from) != folder(to)) {
            let Some(document) = self.cx.snapshot().document(from) else { continue };
            let text = self.cx.snapshot().sources().text(from).unwrap_or_default();
            for placeholder in document.body.prose().into_iter().flat_map(ParsedProse::placeholders) {
                let ParsedPlaceholder::Address(Target::File(path, _)) = &placeholder.value else { continue };
                let span = placeholder.span;
                let written = text.get(span.start as usize..span.end as usize).unwrap_or_default();
                let length = written.find('#').unwrap_or(written.len());
                let path = self.files.iter().find(|(from, _)| from == path).map_or(path, |(_, to)| to);
                let span = Span::new(span.start as usize, span.start as usize + length);
                changes.entry(Arc::clone(&document.file)).or_default().insert(span, relative_path(to, path));
            }
        }
    }

    /// Renames the row in anchors of pages, such as `#fact.on-call`.
    fn anchors(&self, changes: &mut BTreeMap<Arc<str>, BTreeMap<Span, String>>) {
        for document in self.cx.snapshot().documents() {
            let placeholders = document.body.prose().into_iter().flat_map(ParsedProse::placeholders);
            for placeholder in placeholders {
                let ParsedPlaceholder::Address(target) = &placeholder.value else { continue };
                let anchor = match target {
                    Target::Role(_, anchor) | Target::File(_, anchor) | Target::Address(_, anchor) => {
                        anchor.as_ref()
                    }
                    _ => None,
                };
                let Some((anchor, span)) = anchor.and_then(|anchor| Some((anchor, anchor.span?))) else {
                    continue;
                };
                let parts: Vec<&str> = anchor.text.split('.').collect();
                if parts.len() > 1 && parts.contains(&self.old) {
                    let new = parts.iter().map(|part| if *part == self.old { self.new } else { part });
                    let new = new.collect::<Vec<_>>().join(".");
                    changes.entry(Arc::clone(&document.file)).or_default().insert(span, new);
                }
            }
        }
    }
}
