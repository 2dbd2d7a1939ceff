//! Completion: what may be written at a cursor.

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTextEdit, CompletionList, Documentation,
    InsertTextFormat, InsertTextMode, MarkupContent, MarkupKind, TextEdit,
};

use super::capabilities::Client;
use super::site::FileContext;
use super::{complete_prose, complete_template, complete_yaml};
use crate::diagnostic::Span;
use crate::model::{Model, RowId, Table};
use crate::pages::IdSource;
use crate::parse::front_matter_range;
use crate::source::Area;
use crate::url::strip_accents;

/// A text that may be written.
#[derive(Debug, Clone, Default)]
pub(super) struct Choice {
    pub(super) label: String,
    /// A description in a few words.
    pub(super) detail: String,
    /// Markdown.
    pub(super) documentation: String,
    pub(super) kind: ChoiceKind,
    /// The text to insert, if it is not the label.
    pub(super) insert: Option<String>,
    /// The same with placeholders.
    pub(super) snippet: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ChoiceKind {
    Key,
    #[default]
    Id,
    Word,
    File,
    Snippet,
}

/// The choices at a cursor, and the span that one of them replaces.
pub(super) struct Choices {
    pub(super) span: Span,
    pub(super) list: Vec<Choice>,
}

/// The number of choices that are sent. The client asks again when more is written.
pub(super) const MAX: usize = 250;

/// Returns the completions at a cursor.
pub(super) fn complete(cx: &FileContext<'_>, cursor: usize, client: Client) -> CompletionList {
    let text = cx.text;
    if !text.is_char_boundary(cursor) {
        return CompletionList::default();
    }
    let choices = match Area::of(&cx.file) {
        Some(Area::Content) if cx.file.ends_with(".yaml") => complete_yaml::choices(cx, text, 0, cursor),
        Some(Area::Content) => match front_matter_range(text) {
            Some(range) if range.contains(&cursor) || range.end == cursor => {
                complete_yaml::choices(cx, &text[range.clone()], range.start, cursor - range.start)
            }
            _ => complete_prose::choices(cx, cursor),
        },
        Some(Area::Templates) if cx.file.ends_with(".html") => complete_template::choices(cx, cursor),
        _ => None,
    };
    let Some(Choices { span, list }) = choices else { return CompletionList::default() };
    let word = text.get(span.start as usize..cursor).unwrap_or_default();
    let range = cx.lines.range(span);
    let mut fitting = list.into_iter().filter(|choice| fits(choice, word));
    let items: Vec<CompletionItem> = fitting
        .by_ref()
        .take(MAX)
        .enumerate()
        .map(|(number, choice)| {
            let snippet = choice.snippet.filter(|_| client.snippets);
            let format =
                if snippet.is_some() { InsertTextFormat::Snippet } else { InsertTextFormat::PlainText };
            let new_text = snippet.or(choice.insert).unwrap_or_else(|| choice.label.clone());
            CompletionItem {
                kind: Some(match choice.kind {
                    ChoiceKind::Key => CompletionItemKind::Property,
                    ChoiceKind::Id => CompletionItemKind::Value,
                    ChoiceKind::Word => CompletionItemKind::EnumMember,
                    ChoiceKind::File => CompletionItemKind::File,
                    ChoiceKind::Snippet => CompletionItemKind::Snippet,
                }),
                detail: Some(choice.detail).filter(|text| !text.is_empty()),
                documentation: Some(choice.documentation).filter(|text| !text.is_empty()).map(|value| {
                    Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
                }),
                sort_text: Some(format!("{number:04}")),
                // Names find an id too.
                filter_text: Some(word)
                    .filter(|word| !word.is_empty() && !fits_word(word, &choice.label))
                    .map(ToString::to_string),
                insert_text_format: Some(format),
                insert_text_mode: Some(InsertTextMode::AsIs),
                text_edit: Some(CompletionItemTextEdit::TextEdit(TextEdit { range, new_text })),
                label: choice.label,
                ..CompletionItem::default()
            }
        })
        .collect();
    let is_incomplete =
        fitting.next().is_some() || !word.is_empty() && items.iter().any(|item| item.filter_text.is_some());
    CompletionList { is_incomplete, items, ..CompletionList::default() }
}

/// Returns `true` if a word fits a label or a name.
fn fits(choice: &Choice, word: &str) -> bool {
    fits_word(word, &choice.label) || fits_name(word, &choice.detail)
}

/// Returns `true` if the letters of a word are in a label, in this order.
pub(super) fn fits_word(word: &str, label: &str) -> bool {
    let mut letters = label.chars().flat_map(char::to_lowercase);
    word.chars().flat_map(char::to_lowercase).all(|c| letters.any(|letter| letter == c))
}

/// Returns `true` if a word is part of a name.
pub(super) fn fits_name(word: &str, name: &str) -> bool {
    strip_accents(name).to_lowercase().contains(&word.to_lowercase())
}

/// Returns the span of the word around a cursor, from `start`.
pub(super) fn word_span(text: &str, start: usize, cursor: usize) -> Span {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let after = text[cursor..].find(|c| !is_part(c)).unwrap_or(text.len() - cursor);
    Span::new(start.min(cursor), cursor + after)
}

/// Returns the ids that a value may refer to. `row` is the row of a level.
pub(super) fn ids(model: &Model, source: IdSource, row: Option<RowId>) -> Vec<Choice> {
    fn table<K: crate::model::Idx, V>(
        table: &Table<K, V>,
        about: impl Fn(&V) -> (String, String),
    ) -> Vec<Choice> {
        let choice = |(id, value): (K, &V)| {
            let (detail, documentation) = about(value);
            Choice { label: table.id(id).to_string(), detail, documentation, ..Choice::default() }
        };
        table.iter().map(choice).collect()
    }
    let named = |label: &String| (label.clone(), String::new());
    match source {
        IdSource::New => Vec::new(),
        IdSource::Family => table(&model.families, |family| (family.label.clone(), family.line.clone())),
        IdSource::Group => table(&model.groups, named),
        IdSource::Row => table(&model.rows, |row| (row.label.clone(), row.question.clone())),
        IdSource::Level => {
            let levels = row.map(|row| &model.rows[row].levels).into_iter().flatten().enumerate();
            let level = |(number, (id, label)): (usize, &(crate::url::Id, String))| Choice {
                label: id.to_string(),
                detail: label.clone(),
                documentation: format!("Level {} of the scale, counted from the lowest.", number + 1),
                ..Choice::default()
            };
            levels.map(level).collect()
        }
        IdSource::Region => table(&model.regions, |region| named(&region.label)),
        IdSource::Source => table(&model.references, |source| {
            let year = source.published.map_or(String::new(), |date| format!(", {}", date.year));
            let note = source.note.as_ref().map_or(String::new(), |note| format!("\n\n{note}"));
            (source.title.clone(), format!("{}{year}\n\n<{}>{note}", source.publisher, source.url))
        }),
        IdSource::Category => table(&model.categories, named),
        IdSource::Tool => table(&model.tools, |tool| (tool.name.clone(), tool.line.clone())),
        IdSource::Skill => table(&model.skills, |skill| (skill.name.clone(), skill.line.clone())),
        IdSource::Role => table(&model.roles, |role| (role.name.clone(), role.summary.clone())),
        IdSource::Term => table(&model.terms, |term| (term.name.clone(), term.line.clone())),
        IdSource::Page => table(&model.pages, |page| (page.title.clone(), page.summary.clone())),
        IdSource::ScaleLevel => table(&model.scale, |level| (level.label.clone(), level.line.clone())),
        IdSource::Aspect => table(&model.aspects, |aspect| (aspect.label.clone(), aspect.question.clone())),
        IdSource::Grade => table(&model.grades, |grade| (grade.label.clone(), grade.line.clone())),
    }
}

/// Returns the codes of warnings, for suppressions.
pub(super) fn codes() -> Vec<Choice> {
    let choice = |code: crate::diagnostic::Code| Choice {
        label: code.name().to_string(),
        detail: code.describe().to_string(),
        documentation: super::code_info::explanation(code),
        insert: Some(format!("{}: ", code.name())),
        kind: ChoiceKind::Word,
        ..Choice::default()
    };
    super::code_info::suppressible().map(choice).collect()
}
