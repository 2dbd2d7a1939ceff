//! Exports the table of a page as Markdown or CSV. The content matches the page, as `static/assets/copy.js` copies
//! it; a browser test compares the two.

use std::fmt::Write as _;

use crate::compare::{Difference, Sets, compare_rows};
use crate::locale::Locale;
use crate::model::{Model, Pair, RoleId, Route, RowId, TableFile, ToolId};
use crate::pages::Views;
use crate::pages::outputs::open_data::{Dialect, Writer};
use crate::pages::parts::cell::{CellView, pay_cells};
use crate::pages::parts::chrome::Link;
use crate::pages::parts::difference::{brief, pair_title};
use crate::parse::record::RowKind;
use crate::words;

struct ExportTable {
    title: String,
    address: String,
    roles: Vec<String>,
    rows: Vec<ExportRow>,
}

struct ExportRow {
    label: String,
    address: String,
    cells: Vec<ExportCell>,
    /// A short description of the difference between the cells of a pair.
    difference: Option<String>,
}

struct ExportCell {
    text: String,
    sources: Vec<Link>,
}

/// Exports the table of a pair's page, with the rows in the page's order.
pub(in crate::pages) fn pair(views: &Views<'_>, pair: Pair, file: TableFile) -> String {
    let model = views.model();
    let (left, right) = model.display_order(pair);
    let address = model.absolute_url(Route::Pair(pair));
    let tools = Sets::new(&views.sets(left).tools, &views.sets(right).tools);
    let row = |(id, difference): (RowId, Difference)| ExportRow {
        label: model.rows[id].label.clone(),
        address: format!("{address}#{}", model.rows.id(id)),
        cells: match model.rows[id].kind {
            // Each role's own tools first, then the common ones, as on the page.
            RowKind::Tools => Vec::from(
                [[&tools.left, &tools.both], [&tools.right, &tools.both]]
                    .map(|sets| tool_names(views, &sets)),
            ),
            RowKind::Salary => {
                pay_cells(views, left, right).iter().map(|view| export_cell(model, view)).collect()
            }
            _ => vec![cell(model, left, id), cell(model, right, id)],
        },
        difference: Some(with_plain_spaces(&brief(model, id, left, right, &difference))),
    };
    let rows = compare_rows(model, left, right).into_iter().map(row).collect();
    let (a, b) = (&model.roles[left].short, &model.roles[right].short);
    ExportTable { title: pair_title(model, left, right), rows, roles: vec![a.clone(), b.clone()], address }
        .write(file, &model.locale)
}

/// Exports a role's facts, in the order of its page.
pub(in crate::pages) fn role(model: &Model, id: RoleId, file: TableFile) -> String {
    let address = model.absolute_url(Route::Role(id));
    let own = |row: &RowId| !matches!(model.rows[*row].kind, RowKind::Tools | RowKind::Salary);
    let row = |row: RowId| ExportRow {
        label: model.rows[row].label.clone(),
        address: format!("{address}#fact.{}", model.rows.id(row)),
        cells: vec![cell(model, id, row)],
        difference: None,
    };
    let in_group =
        |group| model.rows.indices().filter(move |row| model.rows[*row].group == group).filter(own).map(row);
    let rows = model.groups.indices().flat_map(in_group).collect();
    let name = &model.roles[id].name;
    ExportTable { title: name.clone(), roles: vec![name.clone()], rows, address }.write(file, &model.locale)
}

fn cell(model: &Model, role: RoleId, row: RowId) -> ExportCell {
    export_cell(model, &CellView::of(model, role, row))
}

fn export_cell(model: &Model, view: &CellView) -> ExportCell {
    let sources = view.basis(&model.locale).map(|source| match source.url.as_str() {
        "" => source,
        url => Link { url: format!("{}{url}", model.site.origin), ..source },
    });
    ExportCell { text: with_plain_spaces(&view.words(&model.locale)), sources: sources.collect() }
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
    ExportCell { text, sources: Vec::new() }
}

impl ExportTable {
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
        let mut numbered: Vec<String> = Vec::new();
        let mut number = |source: &Link| {
            let words = match source.url.as_str() {
                "" => escaped(&source.text),
                url => format!("[{}](<{url}>)", escaped(&source.text)),
            };
            let at = numbered.iter().position(|known| *known == words).unwrap_or_else(|| {
                numbered.push(words);
                numbered.len() - 1
            });
            (at + 1).to_string()
        };
        let mut out = format!("[{}](<{}>)\n\n", escaped(&self.title), self.address);
        let mut head = vec![String::new()];
        head.extend(self.roles.iter().map(|role| escaped(role)));
        head.extend(self.compares().then(|| words!(locale, "table-difference")));
        let rule = vec!["---".to_string(); head.len()];
        for cells in [head, rule] {
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        for row in &self.rows {
            let mut cells = vec![format!("[{}](<{}>)", escaped(&row.label), row.address)];
            for cell in &row.cells {
                let cited: Vec<String> = cell.sources.iter().map(&mut number).collect();
                let cited = if cited.is_empty() { String::new() } else { format!(" ({})", cited.join(", ")) };
                cells.push(format!("{}{cited}", escaped(&cell.text)));
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
            self.roles.iter().flat_map(|role| [role.clone(), words!(locale, "table-sources", role = role)]),
        );
        head.extend(self.compares().then(|| words!(locale, "table-difference")));
        head.push(words!(locale, "table-address"));
        // The text is for people, who open it in a spreadsheet; programs use `/api/v1/`.
        let mut writer = Writer::new(Dialect::Spreadsheet, head.iter().map(String::as_str));
        for row in &self.rows {
            let mut fields = vec![row.label.clone()];
            fields.extend(row.cells.iter().flat_map(|cell| [cell.text.clone(), cell.cited()]));
            fields.extend(row.difference.clone());
            fields.push(row.address.clone());
            writer.line(fields.iter().map(String::as_str));
        }
        writer.finish()
    }
}

impl ExportCell {
    fn cited(&self) -> String {
        let sources = self.sources.iter().map(|source| match source.url.as_str() {
            "" => source.text.clone(),
            url => format!("{} <{url}>", source.text),
        });
        sources.collect::<Vec<_>>().join("; ")
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
