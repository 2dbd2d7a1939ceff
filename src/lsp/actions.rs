//! Edits that fix diagnostics.

use lsp_types::{
    CodeAction, CodeActionKind, Edit, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, WorkspaceEdit,
};

use super::capabilities::Client;
use super::code_info::manual_url;
use super::diagnostics::{convert, file_of};
use super::site::{FileContext, Site};
use crate::analysis::fixes;
use crate::diagnostic::{Diagnostic, Edit as Fix, Report, Span};

/// Returns the fixes of the diagnostics in a range, and one action for all of the file.
pub(super) fn actions(
    cx: &FileContext<'_>,
    range: Range,
    only: Option<&[CodeActionKind]>,
    client: Client,
) -> Vec<CodeAction> {
    let is_wanted =
        |kind: &CodeActionKind| only.is_none_or(|only| only.iter().any(|wanted| includes(wanted, kind)));
    let report = cx.site.report();
    let mut actions = Vec::new();
    if is_wanted(&CodeActionKind::QuickFix) {
        let wanted = cx.lines.span(range);
        let touches = |span: Span| span.start <= wanted.end && wanted.start <= span.end;
        let own = report.diagnostics().iter().filter(|diagnostic| {
            file_of(diagnostic) == cx.file
                && touches(diagnostic.place.as_ref().map(|place| place.span).unwrap_or_default())
        });
        actions.extend(own.filter_map(|diagnostic| quick_fix(cx, diagnostic, client)));
    }
    if is_wanted(&CodeActionKind::SourceFixAll) {
        actions.extend(fix_all(cx, &report, client));
    }
    actions
}

/// Returns `true` if a wanted kind includes another one: `source` includes `source.fixAll`.
fn includes(wanted: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let name = |kind: &CodeActionKind| {
        let value = serde_json::to_value(kind).unwrap_or_default();
        value.as_str().unwrap_or_default().to_string()
    };
    let (wanted, kind) = (name(wanted), name(kind));
    wanted.is_empty()
        || kind == wanted
        || kind.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('.'))
}

fn quick_fix(cx: &FileContext<'_>, diagnostic: &Diagnostic, client: Client) -> Option<CodeAction> {
    let fix: &Fix = diagnostic.edit.as_ref()?;
    // Only a file that is read from the site can be changed.
    let text = cx.snapshot().sources().text(&fix.place.file)?;
    let title = match text.get(fix.place.span.start as usize..fix.place.span.end as usize) {
        Some(old) if fix.replacement.is_empty() => format!("Remove `{}`", shorten(old)),
        Some("") => format!("Insert `{}`", shorten(&fix.replacement)),
        Some(old) => format!("Replace `{}` by `{}`", shorten(old), shorten(&fix.replacement)),
        None => return None,
    };
    let lines = cx.site.lines(&fix.place.file, cx.encoding);
    let edit = TextEdit { range: lines.range(fix.place.span), new_text: fix.replacement.clone() };
    let manual = manual_url(cx.snapshot());
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![convert(diagnostic, &cx.file, &cx.lines, cx.site, manual.as_deref(), client)]),
        is_preferred: Some(fix.machine_applicable),
        edit: Some(edits(cx.site, vec![(fix.place.file.to_string(), vec![edit])], client)),
        ..empty_action()
    })
}

fn empty_action() -> CodeAction {
    CodeAction {
        title: String::new(),
        kind: None,
        diagnostics: None,
        is_preferred: None,
        disabled: None,
        edit: None,
        command: None,
        data: None,
        tags: None,
    }
}

/// Returns the first line of a text, cut to the length of a title.
fn shorten(text: &str) -> String {
    const MAX: usize = 40;
    let line = text.trim().lines().next().unwrap_or_default();
    if line.chars().count() > MAX || text.trim().contains('\n') {
        format!("{}…", line.chars().take(MAX).collect::<String>())
    } else {
        line.to_string()
    }
}

/// Returns the action that `check --fix` would take for the file.
fn fix_all(cx: &FileContext<'_>, report: &Report, client: Client) -> Option<CodeAction> {
    let own = fixes::by_file(report).remove(&cx.file)?;
    let (after, count) = fixes::edited(cx.snapshot().sources(), &cx.file, own)?;
    let edit = line_edit(cx.text, &after, |span| cx.lines.range(span))?;
    let title = if count == 1 { "Apply 1 fix".to_string() } else { format!("Apply all {count} fixes") };
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::SourceFixAll),
        edit: Some(edits(cx.site, vec![(cx.file.to_string(), vec![edit])], client)),
        ..empty_action()
    })
}

/// Returns the edit that changes a text to another one: the lines from the first to the last that differ. `None` if none do.
pub(super) fn line_edit(before: &str, after: &str, range: impl Fn(Span) -> Range) -> Option<TextEdit> {
    if before == after {
        return None;
    }
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let start = before[..before.floor_char_boundary(same)].rfind('\n').map_or(0, |newline| newline + 1);
    let most = before.len().min(after.len()) - start;
    let tail = before.bytes().rev().zip(after.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    let tail = before.len() - before.ceil_char_boundary(before.len() - tail);
    let new_text = after.get(start..after.len() - tail)?.to_string();
    Some(TextEdit { range: range(Span::new(start, before.len() - tail)), new_text })
}

/// Returns edits of files in the form that the client understands.
pub(super) fn edits(site: &Site, files: Vec<(String, Vec<TextEdit>)>, client: Client) -> WorkspaceEdit {
    if client.document_changes {
        let changes =
            files.into_iter().map(|(file, edits)| document_edit(site, &file, edits).into()).collect();
        return WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let changes = files.into_iter().map(|(file, edits)| (site.uri(&file), edits)).collect();
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Returns the edits of one file, for the version that the client has.
pub(super) fn document_edit(site: &Site, file: &str, edits: Vec<TextEdit>) -> TextDocumentEdit {
    TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            version: site.buffers.get(file).map(|buffer| buffer.version),
            text_document_identifier: TextDocumentIdentifier { uri: site.uri(file) },
        },
        edits: edits.into_iter().map(Edit::TextEdit).collect(),
    }
}
