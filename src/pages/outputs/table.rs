//! Exports the table of a page as Markdown or CSV. The content matches the page, as `static/assets/copy.js` copies
//! it; a browser test compares the two.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::compare::{Difference, Sets, compare_rows};
use crate::locale::Locale;
use crate::model::{Idx as _, Model, Pair, RoleId, Route, RowId, TableFile, ToolId};
use crate::pages::Views;
use crate::pages::outputs::open_data::{Dialect, Writer};
use crate::pages::parts::cell::{CellView, pay_cells};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::difference::{brief, pair_title};
use crate::parse::record::RowKind;
use crate::words;

struct ExportTable<'v> {
    title: String,
    address: String,
    roles: Vec<&'v str>,
    rows: Vec<ExportRow<'v>>,
}

struct ExportRow<'v> {
    label: &'v str,
    address: String,
    cells: Vec<Cow<'v, ExportCell>>,
    /// A short description of the difference between the cells of a pair.
    difference: Option<String>,
}

/// A cell of a table to download. It is formatted once for all tables that contain it.
#[derive(Clone)]
pub(in crate::pages) struct ExportCell {
    text: String,
    /// The text, escaped.
    markdown: String,
    /// The sources in Markdown.
    sources: Vec<String>,
    /// The sources in CSV.
    cited: String,
}

/// Exports the table of a pair's page, with the rows in the page's order.
pub(in crate::pages) fn pair(views: &Views<'_>, pair: Pair, file: TableFile) -> String {
    let model = views.model();
    let (left, right) = model.display_order(pair);
    let address = model.absolute_url(Route::Pair(pair));
    let tools = Sets::new(&views.sets(left).tools, &views.sets(right).tools);
    let sides = [left, right].map(|role| views.export_cells(role));
    let row = |(id, difference): (RowId, Difference)| ExportRow {
        label: &model.rows[id].label,
        address: format!("{address}#{}", model.rows.id(id)),
        cells: match model.rows[id].kind {
            // Each role's own tools first, then the common ones, as on the page.
            RowKind::Tools => [[&tools.left, &tools.both], [&tools.right, &tools.both]]
                .map(|sets| Cow::Owned(tool_names(views, &sets)))
                .into(),
            RowKind::Salary => pay_cells(views, left, right)
                .iter()
                .map(|view| Cow::Owned(ExportCell::of(model, view)))
                .collect(),
            _ => sides.map(|cells| Cow::Borrowed(&cells[id.index()])).into(),
        },
        difference: Some(with_plain_spaces(&brief(model, id, left, right, &difference))),
    };
    let rows = compare_rows(model, left, right).into_iter().map(row).collect();
    let (a, b) = (&model.roles[left].short, &model.roles[right].short);
    ExportTable { title: pair_title(model, left, right), rows, roles: vec![a, b], address }
        .write(file, &model.locale)
}

/// Exports a role's facts, in the order of its page.
pub(in crate::pages) fn role(views: &Views<'_>, id: RoleId, file: TableFile) -> String {
    let model = views.model();
    let address = model.absolute_url(Route::Role(id));
    let cells = views.export_cells(id);
    let own = |row: &RowId| !matches!(model.rows[*row].kind, RowKind::Tools | RowKind::Salary);
    let row = |row: RowId| ExportRow {
        label: &model.rows[row].label,
        address: format!("{address}#fact.{}", model.rows.id(row)),
        cells: vec![Cow::Borrowed(&cells[row.index()])],
        difference: None,
    };
    let in_group =
        |group| model.rows.indices().filter(move |row| model.rows[*row].group == group).filter(own).map(row);
    let rows = model.groups.indices().flat_map(in_group).collect();
    let name = &model.roles[id].name;
    ExportTable { title: name.clone(), roles: vec![name], rows, address }.write(file, &model.locale)
}

impl ExportCell {
    /// Returns the cells of a role, by row. Those of tools and salaries depend on the other role of a pair.
    pub(in crate::pages) fn of_role(model: &Model, role: RoleId) -> Vec<ExportCell> {
        model.rows.indices().map(|row| ExportCell::of(model, &CellView::of(model, role, row))).collect()
    }

    fn of(model: &Model, view: &CellView) -> ExportCell {
        let sources = view.basis(&model.locale).map(|source| match source.url.as_str() {
            "" => source,
            url => Link { url: format!("{}{url}", model.site.origin), ..source },
        });
        ExportCell::new(&view.words(&model.locale), &sources.collect::<Vec<_>>())
    }

    fn new(text: &str, sources: &[Link]) -> ExportCell {
        let markdown = |source: &Link| match source.url.as_str() {
            "" => escaped(&source.text),
            url => format!("[{}](<{url}>)", escaped(&source.text)),
        };
        let csv = |source: &Link| match source.url.as_str() {
            "" => source.text.clone(),
            url => format!("{} <{url}>", source.text),
        };
        let text = with_plain_spaces(text);
        ExportCell {
            markdown: escaped(&text),
            text,
            sources: sources.iter().map(markdown).collect(),
            cited: sources.iter().map(csv).collect::<Vec<_>>().join("; "),
        }
    }
}

/// Replaces all whitespace by plain spaces: non-breaking ones serve typesetting, and a spreadsheet would treat them
/// as letters.
fn with_plain_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tool_names(views: &Views<'_>, sets: &[&Vec<ToolId>]) -> ExportCell {
    let mut names: Vec<&str> = Vec::new();
    for set in sets {
        let mut tools: Vec<ToolId> = (*set).clone();
        tools.sort_by_key(|tool| views.tool_rank(*tool));
        names.extend(tools.iter().map(|tool| views.model().tools[*tool].name.as_str()));
    }
    let locale = &views.model().locale;
    let text = if names.is_empty() { words!(locale, "no-data") } else { locale.enumeration(&names) };
    ExportCell::new(&text, &[])
}

impl ExportTable<'_> {
    fn write(&self, file: TableFile, locale: &Locale) -> String {
        match file {
            TableFile::Markdown => self.markdown(locale),
            TableFile::Csv => self.csv(locale),
        }
    }

    fn compares(&self) -> bool {
        self.rows.iter().any(|row| row.difference.is_some())
    }

    fn markdown(&self, locale: &Locale) -> String {
        let mut numbered: Vec<&str> = Vec::new();
        let mut out = format!("[{}](<{}>)\n\n", escaped(&self.title), self.address);
        let mut head = vec![String::new()];
        head.extend(self.roles.iter().map(|role| escaped(role)));
        head.extend(self.compares().then(|| words!(locale, "table-difference")));
        let rule = vec!["---".to_string(); head.len()];
        for cells in [head, rule] {
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        for row in &self.rows {
            let mut cells = vec![format!("[{}](<{}>)", escaped(row.label), row.address)];
            for cell in &row.cells {
                let mut words = cell.markdown.clone();
                for (index, source) in cell.sources.iter().enumerate() {
                    let known = numbered.iter().position(|known| *known == source);
                    let at = known.unwrap_or_else(|| {
                        numbered.push(source);
                        numbered.len() - 1
                    });
                    let _ = write!(words, "{}{}", if index == 0 { " (" } else { ", " }, at + 1);
                }
                if !cell.sources.is_empty() {
                    words.push(')');
                }
                cells.push(words);
            }
            cells.extend(row.difference.as_ref().map(|words| escaped(words)));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        for (index, words) in numbered.iter().enumerate() {
            let _ = write!(out, "{}{}. {words}", if index == 0 { "\n" } else { "" }, index + 1);
            out.push('\n');
        }
        out
    }

    fn csv(&self, locale: &Locale) -> String {
        let mut head = vec![words!(locale, "table-row")];
        head.extend(
            self.roles
                .iter()
                .flat_map(|role| [(*role).to_string(), words!(locale, "table-sources", role = *role)]),
        );
        head.extend(self.compares().then(|| words!(locale, "table-difference")));
        head.push(words!(locale, "table-address"));
        // The text is for people, who open it in a spreadsheet; programs use `/api/v1/`.
        let mut writer = Writer::new(Dialect::Spreadsheet, head.iter().map(String::as_str));
        for row in &self.rows {
            let mut fields = vec![row.label];
            fields.extend(row.cells.iter().flat_map(|cell| [cell.text.as_str(), cell.cited.as_str()]));
            fields.extend(row.difference.as_deref());
            fields.push(&row.address);
            writer.line(fields);
        }
        writer.finish()
    }
}

/// Escapes Markdown, and joins all lines.
pub(in crate::pages) fn escaped(text: &str) -> String {
    let text = with_plain_spaces(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let entity = || {
            let rest = text[at + 1..].trim_start_matches('#');
            rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                .is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
        };
        if "\\`*_[]<>|~$".contains(c) || c == '&' && entity() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cell_text_is_escaped() {
        assert_eq!(escaped("a | b *c*\n[d](e) R&D &amp; 5$"), "a \\| b \\*c\\* \\[d\\](e) R&D \\&amp; 5\\$");
    }
}
