//! Dates and years, strictly parsed and without a time zone: a fact has a date, not an instant.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::core_schema::ONE;
use super::{core_number, scalar};
use crate::diagnostic::Code;
use crate::parse::{Decode, Diagnostics, Node};

/// The first year of dates of publications, figures and changes: an earlier one is a typo.
const FIRST_YEAR: u16 = 1990;

/// The first year of dates that facts are about.
const FIRST_YEAR_OF_EVENTS: u16 = 1000;

const LAST_YEAR: u16 = 2100;

/// Returns the day that a text begins with, such as a date with a time or the name of a file: `2026-01-02`.
pub fn leading_day(text: &str) -> Option<&str> {
    let is_part = |(at, b): (usize, u8)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    text.get(..10).filter(|day| day.bytes().enumerate().all(is_part))
}

/// A calendar date with the precision of a year, a month or a day. Ordered by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1990 to 2100; in an [`EventDate`], 1000 to 2100.
    pub year: u16,
    /// The month, 1 to 12, or 0 if only the year is known.
    pub month: u8,
    /// The day, 1 to 31, or 0 if only the month is known.
    pub day: u8,
}

impl Date {
    /// Parses `2026`, `2026-11` or `2026-11-23`. The error is a help text.
    pub fn parse(text: &str) -> Result<Date, &'static str> {
        Date::parse_from(text, FIRST_YEAR)
    }

    fn parse_from(text: &str, first_year: u16) -> Result<Date, &'static str> {
        const SHAPE: &str = "write 2026, 2026-11 or 2026-11-23";
        if !text
            .bytes()
            .enumerate()
            .all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() })
        {
            return Err(SHAPE);
        }
        let number = |range| text.get(range).and_then(|part: &str| part.parse::<u16>().ok());
        let (year, month, day) = match text.len() {
            4 => (number(0..4), Some(0), Some(0)),
            7 => (number(0..4), number(5..7), Some(0)),
            10 => (number(0..4), number(5..7), number(8..10)),
            _ => return Err(SHAPE),
        };
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(SHAPE) };
        if !(first_year..=LAST_YEAR).contains(&year) {
            return Err(match first_year {
                FIRST_YEAR => "the year is from 1990 to 2100",
                _ => "the year is from 1000 to 2100",
            });
        }
        if (text.len() > 4 && month == 0) || month > 12 {
            return Err("the month is from 01 to 12");
        }
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        if (text.len() > 7 && day == 0) || day > days {
            return Err("that month has no such day");
        }
        let narrow = |n: u16| u8::try_from(n).expect("invariant: months and days were bounded above");
        Ok(Date { year, month: narrow(month), day: narrow(day) })
    }
}

impl Date {
    /// The number of days until a later date; `None` if `later` is earlier, or if either date has no day.
    pub fn days_until(self, later: Date) -> Option<u32> {
        later.number()?.checked_sub(self.number()?)
    }

    /// A day number that counts from before the first supported date; `None` if the date has no day. Source: H.
    /// Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
    fn number(self) -> Option<u32> {
        let (month, day) = (u32::from(self.month), u32::from(self.day));
        if month == 0 || day == 0 {
            return None;
        }
        let year = u32::from(self.year) - u32::from(month <= 2);
        let (era, year_of_era) = (year / 400, year % 400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Some(era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{}", self.year),
            (month, 0) => write!(f, "{}-{month:02}", self.year),
            (month, day) => write!(f, "{}-{month:02}-{day:02}", self.year),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Accepts any whole number of YAML as a year, and returns other scalars as text.
fn year_or_text<'n>(node: &Node, text: &'n str) -> Cow<'n, str> {
    match core_number(node) {
        Some(Some(number)) if number % ONE == 0 => Cow::Owned((number / ONE).to_string()),
        _ => Cow::Borrowed(text),
    }
}

/// The months in English, which abbreviations begin with.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date in another form, such as `2026-3-5`, `03/2026` and `5 March 2026`. `None` if day and month may be swapped.
fn in_another_form(text: &str, first_year: u16) -> Option<Date> {
    let (mut year, mut named, mut numbers) = (None, None, Vec::new());
    let mut is_year_first = false;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if let Some(month) = MONTHS.iter().position(|name| lower.len() > 2 && name.starts_with(&lower)) {
            named.replace(month + 1).is_none().then_some(())?;
        } else if lower.len() == 4 && digits.len() == 4 {
            is_year_first = numbers.is_empty() && named.is_none();
            year.replace(lower).is_none().then_some(())?;
        } else {
            let is_ordinal = matches!(&lower[digits.len()..], "" | "st" | "nd" | "rd" | "th");
            numbers.push(digits.parse::<usize>().ok().filter(|_| is_ordinal && digits.len() < 3)?);
        }
    }
    let year = year?;
    let (month, day) = match (named, &numbers[..]) {
        (Some(month), []) => (month, None),
        (Some(month), [day]) => (month, Some(*day)),
        (None, [month]) => (*month, None),
        (None, [month, day]) if is_year_first => (*month, Some(*day)),
        (None, [a, b]) if a == b || *b > 12 => (*a, Some(*b)),
        (None, [a, b]) if *a > 12 => (*b, Some(*a)),
        _ => return None,
    };
    let day = day.map_or_else(String::new, |day| format!("-{day:02}"));
    Date::parse_from(&format!("{year}-{month:02}{day}"), first_year).ok()
}

/// A regular expression for the dates that [`Date::parse`] accepts.
fn pattern() -> String {
    dates_of("(199[0-9]|20[0-9]{2}|2100)", "(199[26]|20([02468][048]|[13579][26]))")
}

/// A regular expression for dates of some years, with those that are leap years.
fn dates_of(year: &str, leap: &str) -> String {
    let days = [
        "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
        "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
        "02-(0[1-9]|1[0-9]|2[0-8])",
    ];
    format!("{year}(-(0[1-9]|1[0-2]|{}))?|{leap}-02-29", days.join("|"))
}

fn decode(node: &Node, first_year: u16, diagnostics: &mut Diagnostics) -> Option<Date> {
    let text = &year_or_text(node, scalar(node, "a date", diagnostics)?);
    match Date::parse_from(text, first_year) {
        Ok(date) => Some(date),
        Err(why) => {
            let diagnostic = diagnostics.add(Code::InvalidDate, node.span, format!("`{text}` is not a date"));
            match in_another_form(text, first_year) {
                Some(date) => diagnostic.propose(date.to_string(), format!("write `{date}`")),
                None => diagnostic.help(why),
            };
            None
        }
    }
}

impl Decode for Date {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        decode(node, FIRST_YEAR, diagnostics)
    }

    fn placeholder() -> Self {
        Date { year: 1990, month: 0, day: 0 }
    }

    fn schema() -> Value {
        json!({
            "title": "date: 2026, 2026-11 or 2026-11-23",
            "type": ["string", "integer"],
            "pattern": format!("^({})$", pattern()),
            "minimum": 1990,
            "maximum": 2100,
        })
    }
}

/// A date that a fact is about, which may be long before that of any source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventDate(pub Date);

impl EventDate {
    /// Parses `1972`, `1972-11` or `1972-11-23`. The error is a help text.
    pub fn parse(text: &str) -> Result<EventDate, &'static str> {
        Date::parse_from(text, FIRST_YEAR_OF_EVENTS).map(EventDate)
    }
}

impl Decode for EventDate {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        decode(node, FIRST_YEAR_OF_EVENTS, diagnostics).map(EventDate)
    }

    fn placeholder() -> Self {
        EventDate(Date::placeholder())
    }

    fn schema() -> Value {
        let leap = "(1[0-9](0[48]|[2468][048]|[13579][26])|(12|16)00|20([02468][048]|[13579][26]))";
        json!({
            "title": "date: 1972, 1972-11 or 1972-11-23",
            "type": ["string", "integer"],
            "pattern": format!("^({})$", dates_of("(1[0-9]{3}|20[0-9]{2}|2100)", leap)),
            "minimum": FIRST_YEAR_OF_EVENTS,
            "maximum": LAST_YEAR,
        })
    }
}

/// The period of a figure: a date or a range of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Years {
    /// The date, or the first year.
    pub from: Date,
    /// The last year; equal to `from` for a single date.
    pub to: Date,
}

impl fmt::Display for Years {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to { self.from.fmt(f) } else { write!(f, "{}–{}", self.from, self.to) }
    }
}

impl Serialize for Years {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Decode for Years {
    fn decode(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let text = &year_or_text(node, scalar(node, "a year", diagnostics)?);
        let range = text.split_once('-').filter(|(from, to)| from.len() == 4 && to.len() == 4);
        let read = match range {
            Some((from, to)) => Date::parse(from).and_then(|from| Ok((from, Date::parse(to)?))),
            None => Date::parse(text).map(|date| (date, date)),
        };
        match read {
            Ok((from, to)) if from <= to => Some(Years { from, to }),
            Ok(_) => {
                diagnostics.add(Code::InvalidDate, node.span, "the first year comes after the last");
                None
            }
            Err(why) => {
                let help = format!("{why}, or a range of years: \"2020-2022\"");
                diagnostics.add(Code::InvalidDate, node.span, format!("`{text}` is not a year")).help(help);
                None
            }
        }
    }

    fn placeholder() -> Self {
        Years { from: Date::placeholder(), to: Date::placeholder() }
    }

    fn schema() -> Value {
        json!({
            "title": "date, or years: 2020-2022",
            "type": ["string", "integer"],
            "pattern": format!("^({0}|(199[0-9]|20[0-9]{{2}}|2100)-(199[0-9]|20[0-9]{{2}}|2100))$", pattern()),
            "minimum": 1990,
            "maximum": 2100,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, EventDate, FIRST_YEAR, in_another_form};

    #[test]
    fn other_forms_of_dates_are_understood_unless_day_and_month_may_be_swapped() {
        for (text, date) in [
            ("2018-3-5", "2018-03-05"),
            ("2018/03/05", "2018-03-05"),
            ("2018.3", "2018-03"),
            ("03/2018", "2018-03"),
            ("March 2018", "2018-03"),
            ("5 Sept 2018", "2018-09-05"),
            ("May 3rd, 2018", "2018-05-03"),
            ("23.11.2018", "2018-11-23"),
            ("11/23/2018", "2018-11-23"),
            ("2018-11-23T10:00:00Z", ""),
        ] {
            assert_eq!(
                in_another_form(text, FIRST_YEAR).map(|date| date.to_string()).unwrap_or_default(),
                date,
                "{text}"
            );
        }
        for text in ["03/04/2018", "18", "18-03", "2018 2019", "soon", "2018-02-30", "", "13/2018"] {
            assert_eq!(in_another_form(text, FIRST_YEAR), None, "{text}");
        }
    }

    #[test]
    fn facts_are_about_older_dates() {
        for text in ["1000", "1972-05", "1889-04-15", "1600-02-29", "2100"] {
            assert_eq!(EventDate::parse(text).map(|d| d.0.to_string()).as_deref(), Ok(text));
        }
        for text in ["0999", "2101", "1900-02-29", "72"] {
            assert!(EventDate::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_keep_their_precision() {
        for text in ["2016", "2025-05", "2026-11-23", "2024-02-29"] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn days_between_dates_are_those_of_the_calendar() {
        let days = |from, to| Date::parse(from).ok()?.days_until(Date::parse(to).ok()?);
        assert_eq!(days("2026-11-24", "2026-11-24"), Some(0));
        assert_eq!(days("2024-02-28", "2024-03-01"), Some(2));
        assert_eq!(days("1999-12-31", "2100-01-01"), Some(36_526));
        assert_eq!(days("2026-11-24", "2026-11-23"), None);
        assert_eq!(days("2026", "2026-11-23"), None);
    }

    #[test]
    fn nonexistent_dates_are_rejected() {
        for text in [
            "2025-02-30",
            "2025-13",
            "2025-00",
            "25-1-1",
            "2025-1-1",
            "1989",
            "2025-02-29",
            "2025-01-01T00:00Z",
            "",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }
}
