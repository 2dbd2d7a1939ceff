//! Cells of a table as values of the site: the steps of a map, in order.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::table::{Cell, Columns, Record};
use crate::invisible;
use crate::parse::record::{Column, ColumnRecord, DataFormatRecord, LookupRecord, TextPart};
use crate::parse::scalar::Number;

/// A second file as a function: from the values of one column to those of another.
pub(super) type Lookup = HashMap<String, String>;

/// Applies the steps of a map.
#[derive(Debug, Default)]
pub(super) struct Transform {
    /// The lookups by file, key and column.
    pub(super) lookups: HashMap<(String, String, String), Lookup>,
    /// The texts that mean "no value".
    empty: BTreeSet<String>,
    decimal_comma: bool,
}

/// The key of a lookup.
pub(super) fn lookup_key(lookup: &LookupRecord) -> (String, String, String) {
    (lookup.file.value.0.clone(), lookup.key.value.0.clone(), lookup.column.value.0.clone())
}

impl Transform {
    pub(super) fn new(form: Option<&DataFormatRecord>) -> Transform {
        Transform {
            lookups: HashMap::new(),
            empty: form
                .map(|form| form.empty.iter().map(|word| word.0.clone()).collect())
                .unwrap_or_default(),
            decimal_comma: form.is_some_and(|form| form.decimal_comma),
        }
    }

    /// Returns the values that a column has in a record; none if it is empty. The error is the reason why it cannot be used.
    pub(super) fn texts(
        &self,
        column: &Column,
        columns: &Columns,
        record: &Record,
    ) -> Result<Vec<String>, String> {
        let column = &*column.0;
        let mut texts = match (&column.column, &column.template) {
            (Some(name), _) => self.cell(columns.cell(record, &name.value.0))?,
            (None, Some(template)) => self.fill(&template.value.0, columns, record)?.into_iter().collect(),
            (None, None) => Vec::new(),
        };
        if let Some(part) = column.keep {
            for text in &mut texts {
                *text = keep(text, part).to_string();
            }
        }
        if let Some(separator) = &column.split {
            texts = texts.iter().flat_map(|text| split(text, &separator.0)).collect();
        }
        let mut done = Vec::new();
        for text in &texts {
            let text = clean(text);
            if !text.is_empty() && !self.empty.contains(&*text) {
                done.extend(self.replaced(column, text.into_owned())?);
            }
        }
        if done.is_empty() {
            done.extend(column.default.iter().map(|text| text.0.clone()));
        }
        Ok(done)
    }

    /// Returns the only value of a column.
    pub(super) fn text(
        &self,
        column: &Column,
        columns: &Columns,
        record: &Record,
    ) -> Result<Option<String>, String> {
        let texts = self.texts(column, columns, record)?;
        Ok((!texts.is_empty()).then(|| texts.join(", ")))
    }

    /// Replaces a text by its lookup, and then as `values` says.
    fn replaced(&self, column: &ColumnRecord, mut text: String) -> Result<Option<String>, String> {
        if let Some(lookup) = &column.lookup {
            let found = self.lookups.get(&lookup_key(lookup)).and_then(|known| known.get(&text));
            match found {
                Some(other) => text.clone_from(other),
                None if column.other.is_some() || column.default.is_some() => return Ok(None),
                None => return Err(format!("`{text}` is not in `{}`", lookup.file.value.0)),
            }
        }
        if let Some((_, value)) = column.values.0.iter().find(|(from, _)| from.value.0 == text) {
            return Ok(Some(value.0.clone()));
        }
        match &column.other {
            Some(other) if !column.values.0.is_empty() => Ok(Some(other.0.clone())),
            _ => Ok(Some(text)),
        }
    }

    /// The texts of a cell.
    fn cell(&self, cell: &Cell) -> Result<Vec<String>, String> {
        match cell {
            Cell::Empty => Ok(Vec::new()),
            Cell::Text(text) if text.trim_start().starts_with('=') => {
                Err("a formula, which is not computed here: import its value".to_string())
            }
            Cell::Text(text) if self.empty.contains(text.trim()) => Ok(Vec::new()),
            Cell::Text(text) => Ok(vec![text.clone()]),
            Cell::List(items) => Ok(items.clone()),
            Cell::Unreadable(why) => Err((*why).to_string()),
        }
    }

    /// Fills in a template; `None` if one of its columns is empty.
    fn fill(&self, template: &str, columns: &Columns, record: &Record) -> Result<Option<String>, String> {
        let mut out = String::new();
        for (text, name) in pieces(template) {
            out.push_str(text);
            let Some(name) = name else { continue };
            let texts = self.cell(columns.cell(record, name))?;
            if texts.is_empty() {
                return Ok(None);
            }
            out.push_str(&texts.join(", "));
        }
        Ok(Some(out))
    }

    /// Reads a number in the forms of tables: with separators, signs of currencies, a unit, or a letter for thousands.
    /// `most` is the number of decimals of its row.
    pub(super) fn number(&self, text: &str, column: &ColumnRecord, most: u8) -> Result<Number, String> {
        let wrong = || format!("`{text}` is not a number");
        let mut rest = text.trim();
        if let Some(unit) = &column.unit {
            rest = rest.strip_suffix(&*unit.0).or_else(|| rest.strip_prefix(&*unit.0)).unwrap_or(rest).trim();
        }
        let sign = if rest.starts_with(['-', '−', '–']) { "-" } else { "" };
        let is_money =
            |c: char| matches!(c, '$' | '£' | '€' | '¥' | '₹' | '₽' | '₴' | '₩') || c.is_whitespace();
        rest = rest.trim_start_matches(['-', '−', '–', '+']).trim_matches(is_money).trim_end_matches('%');
        rest = rest.trim_matches(is_money);
        let factors = [("bn", 1_000_000_000), ("k", 1000), ("K", 1000), ("M", 1_000_000)];
        let ends = factors.iter().find_map(|(word, factor)| Some((rest.strip_suffix(word)?, *factor)));
        let (rest, factor) = ends.unwrap_or((rest, 1));
        let (point, group) = if self.decimal_comma { (',', '.') } else { ('.', ',') };
        let (whole, part) = rest.trim().split_once(point).unwrap_or((rest.trim(), ""));
        let is_group = |c: char| c == group || matches!(c, '\'' | '’' | '_') || c.is_whitespace();
        let groups: Vec<&str> = whole.split(is_group).collect();
        let is_grouped = groups.iter().skip(1).all(|group| group.len() == 3)
            && (groups.len() == 1 || (1..=3).contains(&groups[0].len()));
        let whole = groups.concat();
        // `95.000` where three decimals are not expected: 95, or 95,000 as most of Europe writes it.
        let is_ambiguous = !self.decimal_comma
            && column.decimals.is_none()
            && most < 3
            && groups.len() == 1
            && part.len() == 3
            && whole.len() <= 3
            && !whole.starts_with('0');
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_grouped || whole.is_empty() || !is_digits(&whole) || !is_digits(part) {
            return Err(wrong());
        }
        let written =
            if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") };
        let number = Number::parse(&written).ok_or_else(wrong)?;
        if is_ambiguous {
            return Err(format!(
                "`{text}` is {number} or {whole}{part}: write `data: {{decimal_comma: true}}` if the dot separates \
                 thousands, or `decimals` for this column if it is a decimal point"
            ));
        }
        let number = number.times(Number::from(factor)).ok_or_else(wrong)?;
        let number = match column.scale {
            Some(scale) => {
                number.times(scale).ok_or_else(|| format!("`{text}` times the scale is out of range"))?
            }
            None => number,
        };
        Ok(column.decimals.map_or(number, |decimals| number.rounded(decimals.0)))
    }

    /// Reads a range: `3–5 years`, `$45k to $60k`, two numbers, or one number as both ends.
    /// `most` is the number of decimals of its row.
    pub(super) fn range(
        &self,
        texts: &[String],
        column: &ColumnRecord,
        most: u8,
    ) -> Result<(Number, Number), String> {
        let shown = || texts.join(", ");
        let (from, to) = match texts {
            [one] => match self.number(one, column, most) {
                Ok(number) => return Ok((number, number)),
                Err(why) => ends(one.trim()).ok_or(why)?,
            },
            [from, to] => (from.as_str(), to.as_str()),
            _ => return Err(format!("`{}` has more than two ends", shown())),
        };
        // In `45–60k`, both are thousands.
        let factor = to.chars().next_back().filter(|c| matches!(c, 'k' | 'K' | 'M'));
        let factor = factor.filter(|_| from.ends_with(|c: char| c.is_ascii_digit()));
        let from =
            self.number(&format!("{from}{}", factor.map(String::from).unwrap_or_default()), column, most)?;
        let to = self.number(to, column, most)?;
        if from > to {
            return Err(format!("`{}` begins with the higher number", shown()));
        }
        Ok((from, to))
    }
}

/// Splits a range at the dash or word between its ends.
fn ends(text: &str) -> Option<(&str, &str)> {
    let between = [" to ", "–", "—", "..", " - ", "-"];
    // A dash at the beginning is a sign.
    let start = text.char_indices().nth(1)?.0;
    let (at, separator) =
        between.iter().find_map(|separator| Some((text[start..].find(separator)? + start, separator)))?;
    Some((text[..at].trim(), text[at + separator.len()..].trim()))
}

/// Splits a template into texts, each followed by the name of a column. An unpaired brace is text.
pub(super) fn pieces(template: &str) -> Vec<(&str, Option<&str>)> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((start, end)) =
        rest.find('{').and_then(|start| Some((start, start + rest[start..].find('}')?)))
    {
        pieces.push((&rest[..start], Some(&rest[start + 1..end])));
        rest = &rest[end + 1..];
    }
    pieces.push((rest, None));
    pieces
}

/// The part of a text that is used.
fn keep(text: &str, part: TextPart) -> &str {
    let text = text.trim();
    match part {
        TextPart::FirstLine => text.lines().next().unwrap_or_default(),
        TextPart::FirstSentence => {
            let end = text
                .match_indices(['.', '!', '?', '\n'])
                .map(|(at, _)| at)
                .find(|at| ends_sentence(text, *at));
            end.map_or(text, |at| &text[..=at]).trim_end()
        }
    }
}

/// Returns `true` if a mark in a text ends a sentence.
fn ends_sentence(text: &str, at: usize) -> bool {
    let (before, mark, rest) = (&text[..at], text.as_bytes()[at], &text[at + 1..]);
    if mark == b'\n' {
        return rest.starts_with('\n');
    }
    if !rest.starts_with(char::is_whitespace) || rest.trim_start().starts_with(char::is_lowercase) {
        return false;
    }
    // A dot after `e.g` or an initial ends no sentence.
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    mark != b'.' || (!word.contains('.') && word.chars().count() > 1)
}

/// Splits a list.
fn split(text: &str, separator: &str) -> Vec<String> {
    match separator {
        "lines" => text.lines().map(str::to_string).collect(),
        _ => text.split(separator).map(str::to_string).collect(),
    }
}

/// Returns a text on one line, without characters that nobody can see.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_space = |c: char| c.is_whitespace() && c != ' ';
    let is_clean = !text.contains(is_space)
        && !text.contains("  ")
        && text.trim().len() == text.len()
        && invisible::find(text).next().is_none();
    if is_clean {
        return Cow::Borrowed(text);
    }
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let hidden: BTreeSet<usize> = invisible::find(&spaced).map(|found| found.at).collect();
    let visible: String =
        spaced.char_indices().filter(|(at, _)| !hidden.contains(at)).map(|(_, c)| c).collect();
    Cow::Owned(visible.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Shortens a text at the end of a word. Returns the length that it had.
pub(super) fn fit(text: String, most: usize) -> (String, Option<usize>) {
    let length = text.chars().count();
    if length <= most {
        return (text, None);
    }
    let cut: String = text.chars().take(most - 1).collect();
    let is_whole = text.chars().nth(most - 1) == Some(' ');
    let word = cut.rfind(' ').filter(|end| *end > cut.len() / 2 && !is_whole);
    let end = word.unwrap_or(cut.len());
    let kept =
        cut[..end].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '('));
    (format!("{kept}…"), Some(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::scalar::{Decimals, TextLine};
    use crate::parse::{Decode as _, Spanned};

    fn column(change: impl Fn(&mut ColumnRecord)) -> Column {
        let mut record = ColumnRecord::placeholder();
        record.column =
            Some(Spanned { value: TextLine("a".to_string()), span: crate::diagnostic::Span::default() });
        change(&mut record);
        Column(Box::new(record))
    }

    fn of(column: &Column, cell: Cell) -> Result<Vec<String>, String> {
        let mut columns = Columns::default();
        columns.add("a");
        Transform::default().texts(column, &columns, &Record { line: 1, cells: vec![cell], fault: None })
    }

    #[test]
    fn numbers_are_read_as_tables_write_them() {
        let plain = Transform::default();
        let comma = Transform { decimal_comma: true, ..Transform::default() };
        let none = ColumnRecord::placeholder();
        for (text, number) in [
            ("1,234.50", "1234.5"),
            ("$193,000", "193000"),
            ("45k", "45000"),
            ("1.2M", "1200000"),
            ("−4 %", "-4"),
            ("12%", "12"),
            ("1 234 567", "1234567"),
            ("1'000", "1000"),
            ("+3", "3"),
        ] {
            assert_eq!(plain.number(text, &none, 2).map(|n| n.to_string()), Ok(number.to_string()), "{text}");
        }
        assert_eq!(comma.number("1.234,5 €", &none, 2).map(|n| n.to_string()), Ok("1234.5".to_string()));
        for text in ["", "x", "1-2", "1,2", "12,34", "≥5", "1.2.3", "*", "1e5", "NaN", "%"] {
            assert!(plain.number(text, &none, 2).is_err(), "{text}");
        }
        // Thousands or decimals: known from the map or the row, and otherwise asked.
        let number =
            |plain: &Transform, column, most| plain.number("95.000", column, most).map(|n| n.to_string());
        assert!(number(&plain, &none, 2).is_err_and(|why| why.contains("`95.000` is 95 or 95000")));
        assert_eq!(number(&plain, &none, 3), Ok("95".to_string()));
        assert_eq!(number(&comma, &none, 2), Ok("95000".to_string()));
        assert_eq!(plain.number("0.125", &none, 2).map(|n| n.to_string()), Ok("0.125".to_string()));
        let mut rounded = ColumnRecord::placeholder();
        rounded.decimals = Some(Decimals(1));
        assert_eq!(number(&plain, &rounded, 2), Ok("95".to_string()));
        let mut scaled = ColumnRecord::placeholder();
        scaled.unit = Some(TextLine("km".to_string()));
        scaled.scale = Number::parse("0.001");
        scaled.decimals = Some(Decimals(1));
        assert_eq!(plain.number("12,345 km", &scaled, 2).map(|n| n.to_string()), Ok("12.3".to_string()));
    }

    #[test]
    fn ranges_are_read_as_tables_write_them() {
        let mut years = ColumnRecord::placeholder();
        years.unit = Some(TextLine("years".to_string()));
        let read = |text: &str| {
            let texts: Vec<String> = text.split(';').map(str::to_string).collect();
            Transform::default().range(&texts, &years, 2).map(|(from, to)| format!("{from} {to}"))
        };
        for (text, range) in [
            ("3–5 years", "3 5"),
            ("3 years to 5 years", "3 5"),
            ("3 - 5", "3 5"),
            ("3..5", "3 5"),
            ("3-5", "3 5"),
            ("-5--3", "-5 -3"),
            ("45–60k", "45000 60000"),
            ("$45k-$60k", "45000 60000"),
            ("1.5;2", "1.5 2"),
            ("4", "4 4"),
        ] {
            assert_eq!(read(text), Ok(range.to_string()), "{text}");
        }
        for text in ["5-3", "3+", "x", "", "-", "3-", "1;2;3", "1-2-3"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn lists_are_split_and_values_replaced() {
        let list = column(|record| {
            record.split = Some(TextLine(";".to_string()));
            let at = crate::diagnostic::Span::default();
            let from = Spanned { value: TextLine("b".to_string()), span: at };
            record.values.0.push((from, TextLine("B".to_string())));
        });
        let text = |text: &str| Cell::Text(text.to_string());
        assert_eq!(of(&list, text(" a ;b;; c\u{200b}\n")), Ok(vec!["a".into(), "B".into(), "c".into()]));
        assert_eq!(of(&list, Cell::Empty), Ok(vec![]));
        assert!(of(&list, text("=1+1")).is_err());
        assert!(of(&list, Cell::Unreadable("not UTF-8")).is_err());
        let default = column(|record| record.default = Some(TextLine("none".to_string())));
        assert_eq!(of(&default, text("  ")), Ok(vec!["none".into()]));
    }

    #[test]
    fn a_part_of_a_long_text_is_kept() {
        let first = |text, part| keep(text, part).to_string();
        assert_eq!(first("Uses e.g. Go. And C.", TextPart::FirstSentence), "Uses e.g. Go.");
        assert_eq!(first("One\n\nTwo.", TextPart::FirstSentence), "One");
        assert_eq!(first("Is it 1.5? Yes.", TextPart::FirstSentence), "Is it 1.5?");
        assert_eq!(first("Ein Satz … mit Ümlaut! Zwei.", TextPart::FirstSentence), "Ein Satz … mit Ümlaut!");
        assert_eq!(first("One\nTwo", TextPart::FirstLine), "One");
        assert_eq!(fit("one two three".to_string(), 9), ("one two…".to_string(), Some(13)));
        assert_eq!(fit("äöü".to_string(), 3), ("äöü".to_string(), None));
    }

    #[test]
    fn templates_have_columns_in_braces() {
        assert_eq!(pieces("{a} (b {c d}) }{"), [("", Some("a")), (" (b ", Some("c d")), (") }{", None)]);
    }
}
