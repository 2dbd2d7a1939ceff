//! Completion in YAML: keys that are valid at the cursor, the ids that a value may refer to, and whole entries.

use std::collections::BTreeSet;

use super::complete::{Choice, ChoiceKind, Choices, codes, ids, word_span};
use super::schema::{SchemaPart, ValueKind};
use super::site::FileContext;
use super::yaml_outline::{Outline, Spot, Step};
use crate::diagnostic::{Code, Span};
use crate::model::{Model, Routes, Row, RowId};
use crate::pages::IdSource;
use crate::parse::FileKind;
use crate::parse::record::RowKind;

/// Returns the choices at a cursor in YAML that begins at byte `offset` of the file.
pub(super) fn choices(cx: &FileContext<'_>, yaml: &str, offset: usize, cursor: usize) -> Option<Choices> {
    let schema = SchemaPart::of_file(&cx.file)?;
    let (before, spot) = Outline::spot(yaml, cursor);
    let context = YamlContext { cx, yaml, before: &before, cursor, schema };
    let (word, list) = match spot {
        Spot::Key { parent, word, in_flow } => (word, context.keys(parent, word, in_flow)?),
        Spot::Value { owner, word, .. } => (word, context.values(owner)?),
        Spot::Element { owner, word } => (word, context.elements(owner)?),
        Spot::Comment => context.comment()?,
        Spot::Text => return None,
    };
    let span = word_span(yaml, word, cursor);
    let list = list.into_iter().collect();
    Some(Choices { span: Span::shifted(span, offset), list })
}

struct YamlContext<'c, 's> {
    cx: &'c FileContext<'s>,
    yaml: &'c str,
    /// The entries before the cursor.
    before: &'c Outline,
    cursor: usize,
    /// The schema of the file.
    schema: SchemaPart,
}

impl YamlContext<'_, '_> {
    fn model(&self) -> &Model {
        self.cx.snapshot().model()
    }

    /// Returns the row of a fact at a path in the file of a role.
    fn row(&self, path: &[Step]) -> Option<RowId> {
        match path {
            [Step::Key(facts), Step::Key(row), ..] if facts == "facts" => self.model().rows.get(row),
            _ => None,
        }
    }

    /// Returns the keys that may be written below an entry.
    fn keys(&self, parent: Option<usize>, word: usize, in_flow: bool) -> Option<Vec<Choice>> {
        let path = self.before.path(parent);
        let part = self.schema.at(&path)?;
        // The column that further lines are indented by.
        let line = self.yaml[..word].rfind('\n').map_or(0, |newline| newline + 1);
        let column = self.yaml[line..word].chars().count();
        if part.kind() == ValueKind::List {
            let is_item = parent.is_some_and(|parent| self.before.entries[parent].key.is_none());
            return Some(self.items(&part, &path, column, is_item));
        }
        if part.kind() == ValueKind::Scalar {
            return Some(self.scalar(&part, &path));
        }
        let outline = Outline::new(self.yaml);
        let is_here = |span: &std::ops::Range<usize>| span.start <= self.cursor && self.cursor <= span.end;
        let written: BTreeSet<&str> = outline
            .children(parent)
            .filter(|(_, entry)| !is_here(&entry.span))
            .filter_map(|(_, entry)| entry.key.as_deref())
            .collect();
        // A key whose colon is written already.
        let after = self.yaml[self.cursor..]
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let form = KeyForm { column, in_flow, has_colon: after.starts_with(':') };
        let mut list = Vec::new();
        let keys = part.keys();
        let (required, optional): (Vec<_>, Vec<_>) = keys.into_iter().partition(|(.., required)| *required);
        let row = self.row(&path).filter(|_| path.len() == 2).map(|row| &self.model().rows[row]);
        for (key, inner, is_required) in required.into_iter().chain(optional) {
            if written.contains(key) || row.is_some_and(|row| !is_fact_key(row, key)) {
                continue;
            }
            let mut detail = inner.title().unwrap_or_default().to_string();
            if is_required {
                detail = format!("required {detail}");
            }
            list.push(form.key(key, detail.trim(), inner.description(), &inner));
        }
        if let Some(source) = part.key_source() {
            let inner = part.at(&[Step::Key(String::new())]);
            let names = if source == IdSource::New {
                self.new_entry(&path, &form)
            } else {
                ids(self.model(), source, None)
            };
            for id in names.into_iter().filter(|id| !written.contains(id.label.as_str())) {
                let row = self.model().rows.get(&id.label).filter(|_| source == IdSource::Row);
                if row.is_some_and(|row| self.model().rows[row].kind.value_key().is_none()) {
                    continue;
                }
                list.push(match (row, &inner) {
                    (Some(row), _) if is_facts(&path) => form.fact(id, &self.model().rows[row]),
                    (_, Some(inner)) if source != IdSource::New => {
                        form.key(&id.label.clone(), &id.detail, &id.documentation, inner)
                    }
                    _ => id,
                });
            }
        }
        Some(list)
    }

    /// Returns whole entries with a new id.
    fn new_entry(&self, path: &[Step], form: &KeyForm) -> Vec<Choice> {
        let [Step::Key(list)] = path else { return Vec::new() };
        if list == "sources" && FileKind::of(&self.cx.file) == Some(FileKind::Sources) && !form.has_colon {
            return vec![form.source()];
        }
        Vec::new()
    }

    /// Returns the items that may be written in a list with dashes. `has_dash` is `true` after the dash.
    fn items(&self, part: &SchemaPart, path: &[Step], column: usize, has_dash: bool) -> Vec<Choice> {
        let Some(item) = part.items() else { return Vec::new() };
        let dash = if has_dash { "" } else { "- " };
        if item.kind() == ValueKind::Object {
            let mut list = Vec::new();
            if path == [Step::Key("figures".to_string())] {
                list.push(figure(dash));
            }
            let form = KeyForm { column: column + dash.len(), in_flow: false, has_colon: false };
            for (key, inner, is_required) in item.keys() {
                if is_required || key == "id" {
                    let mut choice = form.key(key, "begins an item", inner.description(), &inner);
                    choice.insert = choice.insert.map(|text| format!("{dash}{text}"));
                    choice.snippet = choice.snippet.map(|text| format!("{dash}{text}"));
                    list.push(choice);
                }
            }
            return list;
        }
        let mut path = path.to_vec();
        path.push(Step::Item);
        let with_dash = |choice: Choice| Choice { insert: Some(format!("{dash}{}", choice.label)), ..choice };
        self.scalar(&item, &path).into_iter().map(with_dash).collect()
    }

    /// Returns the values of a key or an item.
    fn values(&self, owner: usize) -> Option<Vec<Choice>> {
        let path = self.before.path(Some(owner));
        let part = self.schema.at(&path)?;
        Some(match part.kind() {
            ValueKind::List => {
                // Lists of ids are written in brackets.
                let mut inner = path.clone();
                inner.push(Step::Item);
                let in_brackets =
                    |choice: Choice| Choice { insert: Some(format!("[{}]", choice.label)), ..choice };
                let mut list = self.scalar(&part, &path);
                list.extend(self.scalar(&part.items()?, &inner).into_iter().map(in_brackets));
                list
            }
            ValueKind::Object => Vec::new(),
            ValueKind::Scalar => self.scalar(&part, &path),
        })
    }

    /// Returns the items of a list in brackets.
    fn elements(&self, owner: usize) -> Option<Vec<Choice>> {
        let mut path = self.before.path(Some(owner));
        let part = self.schema.at(&path)?.items()?;
        path.push(Step::Item);
        let outline = Outline::new(self.yaml);
        let written: BTreeSet<&str> = outline
            .children(Some(owner))
            .filter(|(_, entry)| !(entry.value.start <= self.cursor && self.cursor <= entry.value.end))
            .map(|(_, entry)| &self.yaml[entry.value.clone()])
            .collect();
        let mut list = self.scalar(&part, &path);
        list.retain(|choice| !written.contains(choice.label.as_str()));
        Some(list)
    }

    /// Returns the values that a schema allows for a scalar at a path.
    fn scalar(&self, part: &SchemaPart, path: &[Step]) -> Vec<Choice> {
        let model = self.model();
        let word = |(word, about): (&str, &str)| Choice {
            label: word.to_string(),
            documentation: about.to_string(),
            kind: ChoiceKind::Word,
            ..Choice::default()
        };
        if part.is_boolean() {
            return [("true", part.description()), ("false", "")].map(word).to_vec();
        }
        let words = part.words();
        if !words.is_empty() {
            return words.into_iter().map(word).collect();
        }
        if let Some(source) = part.id_source() {
            let mut list = ids(model, source, self.row(path));
            // The tools of a category come first.
            if let [Step::Key(tools), Step::Key(category), Step::Item] = path
                && tools == "tools"
                && let Some(category) = model.categories.get(category)
            {
                let is_other = |choice: &Choice| {
                    model.tools.get(&choice.label).is_none_or(|tool| model.tools[tool].category != category)
                };
                list.sort_by_key(is_other);
            }
            return list;
        }
        self.other_values(path)
    }

    /// Returns the values of keys that are names of something but no ids.
    fn other_values(&self, path: &[Step]) -> Vec<Choice> {
        let model = self.model();
        let keys: Vec<&str> = path
            .iter()
            .map(|step| match step {
                Step::Key(key) => key.as_str(),
                Step::Item => "-",
            })
            .collect();
        match (FileKind::of(&self.cx.file), &keys[..]) {
            (Some(FileKind::Site), ["nav" | "footer", "-", "to"] | ["search_words", "-", "page"]) => {
                let pages = Routes::new(model);
                let pages = pages.iter_single().map(|route| (route.url(model), route));
                let pages = pages.filter(|(address, _)| address.ends_with('/'));
                let page = |(address, route): (String, crate::model::Route)| Choice {
                    label: address,
                    detail: crate::pages::page_name(model, route).unwrap_or_default(),
                    kind: ChoiceKind::File,
                    ..Choice::default()
                };
                pages.map(page).collect()
            }
            (Some(FileKind::Site), ["allow", "-"]) => {
                let lints = Code::ALL.iter().filter(|code| code.can_be_turned_off());
                let lint = |code: &Code| Choice {
                    label: code.name().to_string(),
                    detail: code.describe().to_string(),
                    kind: ChoiceKind::Word,
                    ..Choice::default()
                };
                lints.map(lint).collect()
            }
            (Some(FileKind::Series(_)), ["figures", "-", "level"]) => {
                let Some(crate::parse::Body::Series(_, series)) =
                    self.cx.document().map(|document| &document.body)
                else {
                    return Vec::new();
                };
                let level = |level: &crate::parse::Spanned<crate::parse::record::PayLevel>| Choice {
                    label: level.value.name().to_string(),
                    kind: ChoiceKind::Word,
                    ..Choice::default()
                };
                series.levels.iter().map(level).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the codes of a suppression in a comment.
    fn comment(&self) -> Option<(usize, Vec<Choice>)> {
        let line = self.yaml[..self.cursor].rfind('\n').map_or(0, |newline| newline + 1);
        let comment = self.yaml[line..self.cursor].find('#').map(|at| line + at + 1)?;
        let written = &self.yaml[comment..self.cursor];
        let name = written.trim_start().strip_prefix("allow ")?;
        (!name.contains([':', ' '])).then(|| (self.cursor - name.len(), codes()))
    }
}

fn is_facts(path: &[Step]) -> bool {
    path == [Step::Key("facts".to_string())]
}

/// Returns `true` if a fact of a row may have a key.
fn is_fact_key(row: &Row, key: &str) -> bool {
    let values = ["level", "items", "amount", "answer", "date", "link", "range"];
    row.kind.value_key() == Some(key) || !values.contains(&key)
}

/// The form in which a new key is written.
struct KeyForm {
    /// The column of the key.
    column: usize,
    /// `true` in braces.
    in_flow: bool,
    /// `true` if the colon is there already.
    has_colon: bool,
}

impl KeyForm {
    /// Returns a key with the beginning of its value.
    fn key(&self, key: &str, detail: &str, documentation: &str, part: &SchemaPart) -> Choice {
        let deeper = format!("\n{}", " ".repeat(self.column + 2));
        let is_simple_list = part.kind() == ValueKind::List
            && part.items().is_none_or(|item| item.kind() == ValueKind::Scalar);
        let (plain, snippet) = match part.kind() {
            _ if self.has_colon => (key.to_string(), None),
            ValueKind::List if is_simple_list => (format!("{key}: "), Some(format!("{key}: [$1]$0"))),
            ValueKind::List if !self.in_flow => (format!("{key}:{deeper}- "), None),
            ValueKind::Object if !self.in_flow => (format!("{key}:{deeper}"), None),
            _ => (format!("{key}: "), None),
        };
        Choice {
            label: key.to_string(),
            detail: detail.to_string(),
            documentation: documentation.to_string(),
            kind: ChoiceKind::Key,
            insert: Some(plain),
            snippet,
        }
    }

    /// Returns a fact of a row: its value, sources and confidence.
    fn fact(&self, id: Choice, row: &Row) -> Choice {
        let key = id.label.clone();
        if self.has_colon || self.in_flow {
            return Choice {
                kind: ChoiceKind::Key,
                insert: Some(if self.has_colon { key } else { format!("{key}: ") }),
                ..id
            };
        }
        let value = match row.kind {
            RowKind::Scale => {
                let levels: Vec<&str> = row.levels.iter().map(|(id, _)| id.as_str()).collect();
                format!("level: ${{1|{}|}}", levels.join(","))
            }
            RowKind::List => "items: [$1]".to_string(),
            RowKind::YesNo => "answer: ${1|true,false|}".to_string(),
            RowKind::Range => "range: [$1]".to_string(),
            kind => format!("{}: $1", kind.value_key().unwrap_or("value")),
        };
        let deeper = format!("\n{}", " ".repeat(self.column + 2));
        let snippet = format!(
            "{key}:{deeper}{value}{deeper}sources: [$2]{deeper}confidence: ${{3|high,medium,low|}}$0"
        );
        Choice {
            kind: ChoiceKind::Snippet,
            insert: Some(format!("{key}:{deeper}")),
            snippet: Some(snippet),
            ..id
        }
    }

    /// Returns a new source.
    fn source(&self) -> Choice {
        let deeper = format!("\n{}", " ".repeat(self.column + 2));
        let lines = [
            "title: $2",
            "url: https://$3",
            "publisher: $4",
            "published: $5",
            "accessed: $6",
            "seen: ${7|full,section,excerpt,secondary|}",
        ];
        Choice {
            label: "source".to_string(),
            detail: "a new source".to_string(),
            documentation: "A page, book, dataset or job advert that readers can open, with its id."
                .to_string(),
            kind: ChoiceKind::Snippet,
            insert: Some(format!("new-source:{deeper}title: ")),
            snippet: Some(format!("${{1:new-source}}:{deeper}{}$0", lines.join(&deeper))),
        }
    }
}

/// Returns a new figure of a salary dataset.
fn figure(dash: &str) -> Choice {
    Choice {
        label: "figure".to_string(),
        detail: "a new figure".to_string(),
        documentation: "The pay of one role in one region, at one level, at one time.".to_string(),
        kind: ChoiceKind::Snippet,
        insert: Some(format!("{dash}{{role: ")),
        snippet: Some(format!("{dash}{{role: $1, region: $2, year: $3, n: $4, median: $5}}$0")),
    }
}
