//! Exports the table of a page as Markdown or CSV. The content matches the page, as `static/assets/copy.js` copies
//! it; a browser test compares the two.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::compare::Sets;
use crate::locale::Locale;
use crate::model::{Idx as _, Model, Pair, RoleId, Route, RowId, TableFile, ToolId};
use crate::pages::Views;
use crate::pages::outputs::open_data::{Dialect, Writer};
use crate::pages::parts::cell::CellView;
use crate::pages::parts::chrome::Link;
use crate::pages::parts::compared_pair::ComparedPair;
use crate::pages::parts::difference::pair_title;
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
    /// The anchor of the row on the page: a prefix, and the id of the row.
    anchor: [&'v str; 2],
    cells: Vec<&'v ExportCell>,
    /// A short description of the difference between the cells of a pair.
    difference: Option<Cow<'v, str>>,
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

/// The cells of a pair's tables that depend on both roles.
pub(in crate::pages) struct PairCells {
    tools: [ExportCell; 2],
    pay: [ExportCell; 2],
}

impl PairCells {
    pub(in crate::pages) fn of(views: &Views<'_>, compared: &ComparedPair) -> PairCells {
        let tools = Sets::new(&views.sets(compared.left).tools, &views.sets(compared.right).tools);
        PairCells {
            // Each role's own tools first, then the common ones, as on the page.
            tools: [&tools.left, &tools.right].map(|own| tool_names(views, &[own, &tools.both])),
            pay: compared.pay_cells(views).each_ref().map(|cell| ExportCell::of(views.model(), cell)),
        }
    }
}

/// Exports the table of a pair's page, with the rows in the page's order.
pub(in crate::pages) fn pair(views: &Views<'_>, pair: Pair, file: TableFile) -> String {
    let model = views.model();
    let compared = views.compared(pair);
    let sides = [compared.left, compared.right].map(|role| views.export_cells(role));
    let of_both = compared.exported(views);
    let rows = compared.iter().map(|(id, _, brief)| ExportRow {
        label: &model.rows[id].label,
        anchor: ["", model.rows.id(id).as_str()],
        cells: match model.rows[id].kind {
            RowKind::Tools => of_both.tools.iter().collect(),
            RowKind::Salary => of_both.pay.iter().collect(),
            _ => sides.iter().map(|cells| &cells[id.index()]).collect(),
        },
        difference: Some(with_plain_spaces(brief)),
    });
    let (a, b) = (&model.roles[compared.left].short, &model.roles[compared.right].short);
    let title = pair_title(model, compared.left, compared.right);
    let address = model.absolute_url(Route::Pair(pair));
    ExportTable { title, rows: rows.collect(), roles: vec![a, b], address }.write(file, &model.locale)
}

/// Exports a role's facts, in the order of its page.
pub(in crate::pages) fn role(views: &Views<'_>, id: RoleId, file: TableFile) -> String {
    let model = views.model();
    let address = model.absolute_url(Route::Role(id));
    let cells = views.export_cells(id);
    let own = |row: &RowId| !matches!(model.rows[*row].kind, RowKind::Tools | RowKind::Salary);
    let row = |row: RowId| ExportRow {
        label: &model.rows[row].label,
        anchor: ["fact.", model.rows.id(row).as_str()],
        cells: vec![&cells[row.index()]],
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
        let text = with_plain_spaces(text).into_owned();
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
fn with_plain_spaces(text: &str) -> Cow<'_, str> {
    let mut words = text.split(' ');
    if words.all(|word| !word.is_empty() && !word.contains(char::is_whitespace)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
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
        let mut out = String::with_capacity(self.rows.len() * 512);
        let _ = write!(out, "[{}](<{}>)\n\n|  |", escaped(&self.title), self.address);
        for role in &self.roles {
            let _ = write!(out, " {} |", escaped(role));
        }
        if self.compares() {
            let _ = write!(out, " {} |", words!(locale, "table-difference"));
        }
        out.push_str("\n|");
        for _ in 0..=self.roles.len() + usize::from(self.compares()) {
            out.push_str(" --- |");
        }
        for row in &self.rows {
            let [prefix, id] = row.anchor;
            let _ = write!(out, "\n| [{}](<{}#{prefix}{id}>) |", escaped(row.label), self.address);
            for cell in &row.cells {
                out.push(' ');
                out.push_str(&cell.markdown);
                for (index, source) in cell.sources.iter().enumerate() {
                    let known = numbered.iter().position(|known| *known == source);
                    let at = known.unwrap_or_else(|| {
                        numbered.push(source);
                        numbered.len() - 1
                    });
                    let _ = write!(out, "{}{}", if index == 0 { " (" } else { ", " }, at + 1);
                }
                out.push_str(if cell.sources.is_empty() { " |" } else { ") |" });
            }
            if let Some(words) = &row.difference {
                let _ = write!(out, " {} |", escaped(words));
            }
        }
        out.push('\n');
        for (index, words) in numbered.iter().enumerate() {
            let _ = writeln!(out, "{}{}. {words}", if index == 0 { "\n" } else { "" }, index + 1);
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
            let [prefix, id] = row.anchor;
            let address = format!("{}#{prefix}{id}", self.address);
            let cells = row.cells.iter().flat_map(|cell| [cell.text.as_str(), cell.cited.as_str()]);
            let difference = row.difference.as_deref();
            writer.line([row.label].into_iter().chain(cells).chain(difference).chain([address.as_str()]));
        }
        writer.finish()
    }
}

/// Escapes Markdown, and joins all lines.
pub(in crate::pages) fn escaped(text: &str) -> String {
    let text = with_plain_spaces(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut begin = 0;
    for (at, byte) in text.bytes().enumerate() {
        let is_entity = || {
            let rest = text[at + 1..].trim_start_matches('#');
            rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                .is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
        };
        if b"\\`*_[]<>|~$".contains(&byte) || byte == b'&' && is_entity() {
            out.push_str(&text[begin..at]);
            out.push('\\');
            begin = at;
        }
    }
    out.push_str(&text[begin..]);
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
