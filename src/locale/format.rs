//! Formats numbers, amounts, dates and lists for readers. The order of the parts, signs and names are messages, so that a
//! locale is one file; digits and their groups are those of CLDR.

use std::cmp::Ordering;

use super::{Locale, Value};
use crate::parse::record::PayPeriod;
use crate::parse::scalar::{Currency, Date, Number, Years};
use crate::words;

/// The form of the numbers of a row.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'r> {
    /// The unit; empty for numbers without one.
    pub unit: &'r str,
    /// The number of decimals shown; `None` shows each number as it was written.
    pub decimals: Option<u8>,
    /// `true` if positive numbers are shown with a plus sign.
    pub signed: bool,
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];

impl Locale {
    /// Spells out a number up to ten, 0 as `no`; larger numbers in digits.
    pub fn number_word(&self, number: impl TryInto<u64>) -> Value {
        let number = number.try_into().unwrap_or(u64::MAX);
        Value::Words(words!(self, "number-word", number = Value::Number(number)))
    }

    /// Joins items as `a`, `a and b` or `a, b and c`.
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> Value {
        Value::Words(match items {
            [] => String::new(),
            [one] => self.isolated(one.as_ref()),
            [first @ .., last] => {
                let first = Value::Words(self.enumeration(first));
                words!(self, "list-and", first = first, last = last.as_ref())
            }
        })
    }

    /// Joins items as `a, b, c`.
    pub fn enumeration<S: AsRef<str>>(&self, items: &[S]) -> String {
        let items: Vec<String> = items.iter().map(|item| self.isolated(item.as_ref())).collect();
        items.join(&words!(self, "list-separator"))
    }

    /// Encloses a text in [`Locale::isolates`].
    pub fn isolated(&self, text: &str) -> String {
        let [open, close] = self.isolates();
        format!("{open}{text}{close}")
    }

    /// Formats an amount of money: `$127,000`, or `CAD 127,000` for a currency without an unambiguous symbol.
    pub fn amount(&self, currency: Currency, units: u32) -> String {
        let number = Value::Words(self.whole_number(u64::from(units)));
        let sign = match currency.code() {
            "USD" => "$",
            "GBP" => "£",
            "EUR" => "€",
            code => {
                let unit = Value::Words(code.to_string());
                return self.isolated(&words!(self, "amount-code", number = number, unit = unit));
            }
        };
        let unit = Value::Words(sign.to_string());
        self.isolated(&words!(self, "amount-sign", number = number, unit = unit))
    }

    /// Formats a number without its sign and unit, with the decimals that the row declares: `1,250,000`.
    pub fn plain_number(&self, unit: Unit<'_>, number: Number) -> String {
        let (whole, part) = number.digits(unit.decimals.unwrap_or_else(|| number.decimals()));
        self.decimal(&if part.is_empty() { whole } else { format!("{whole}.{part}") })
    }

    /// Formats a number with its unit and without its sign: `75%`, `1,250 days`, `$5`.
    pub fn unsigned_quantity(&self, unit: Unit<'_>, number: Number) -> String {
        let digits = self.plain_number(unit, number);
        let words = |digits: String| Value::Words(digits);
        let name = Value::Words(unit.unit.to_string());
        match unit.unit {
            "" => digits,
            "%" | "‰" | "°" => words!(self, "quantity-symbol", number = words(digits), unit = name),
            "$" | "£" | "€" | "¥" | "₹" => {
                words!(self, "amount-sign", number = words(digits), unit = name)
            }
            _ => words!(self, "quantity-unit", number = words(digits), unit = name),
        }
    }

    /// Formats a number with sign and unit: `−4%`, and `+15%` if the row shows a plus sign.
    pub fn quantity(&self, unit: Unit<'_>, number: Number) -> String {
        // U+2212 is the minus sign, which aligns with digits.
        let sign = match number.cmp(&Number::from(0)) {
            Ordering::Less => "\u{2212}",
            Ordering::Greater if unit.signed => "+",
            _ => "",
        };
        self.isolated(&format!("{sign}{}", self.unsigned_quantity(unit, number)))
    }

    /// Formats a range of numbers: `3–5 years`, `£34,000–£42,000`. Equal ends are one number.
    pub fn range(&self, unit: Unit<'_>, from: Number, to: Number) -> String {
        if from == to {
            return self.quantity(unit, to);
        }
        let is_signed = unit.signed || from < Number::from(0);
        let is_prefix = matches!(unit.unit, "$" | "£" | "€" | "¥" | "₹");
        let first =
            if is_signed || is_prefix { self.quantity(unit, from) } else { self.plain_number(unit, from) };
        let (from, to) = (Value::Words(first), Value::Words(self.quantity(unit, to)));
        words!(self, "number-range", from = from, to = to)
    }

    /// The period of an amount of pay: `a year` or `a month`.
    pub fn per(&self, period: PayPeriod) -> String {
        match period {
            PayPeriod::Year => words!(self, "per-year"),
            PayPeriod::Month => words!(self, "per-month"),
            PayPeriod::Day => words!(self, "per-day"),
            PayPeriod::Hour => words!(self, "per-hour"),
        }
    }

    /// Formats a date as precisely as it is known: `23 November 2026`, `November 2026`, `2026`.
    pub fn day(&self, date: Date) -> String {
        let number = |number: u32| Value::Words(number.to_string());
        let month = date.month.checked_sub(1).and_then(|n| MONTHS.get(n as usize));
        let month = month.map(|key| Value::Words(self.format(key, &[])));
        let (year, day) = (u32::from(date.year), u32::from(date.day));
        match (month, day) {
            (None, _) => year.to_string(),
            (Some(month), 0) => words!(self, "date-month", month = month, year = number(year)),
            (Some(month), day) => {
                words!(self, "date-day", day = number(day), month = month, year = number(year))
            }
        }
    }

    /// Formats a period: `2025`, `June 2025`, `2020–2022`.
    pub fn time(&self, years: Years) -> String {
        if years.from == years.to {
            return self.day(years.from);
        }
        let words = |date| Value::Words(self.day(date));
        words!(self, "date-range", from = words(years.from), to = words(years.to))
    }
}

/// Capitalises the first letter.
pub fn capitalised(text: &str) -> String {
    match text.chars().next() {
        Some(first) => first.to_uppercase().chain(text.chars().skip(1)).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::SharedLocale;

    #[test]
    fn money_is_grouped_and_keeps_its_currency() {
        let (locale, usd) = (SharedLocale::default(), Currency(*b"USD"));
        assert_eq!(locale.amount(usd, 127_000), "$127,000");
        assert_eq!(locale.amount(usd, 950), "$950");
        assert_eq!(locale.amount(usd, 1_234_567), "$1,234,567");
        assert_eq!(locale.amount(Currency(*b"CAD"), 127_000), "CAD\u{a0}127,000");
    }

    #[test]
    fn lists_end_with_and() {
        let locale = SharedLocale::default();
        let list = |items: &[&str]| locale.list(items);
        assert_eq!(list(&["a"]), Value::Words("a".to_string()));
        assert_eq!(list(&["a", "b", "c"]), Value::Words("a, b and c".to_string()));
        assert_eq!(locale.number_word(2u32), Value::Words("two".to_string()));
        assert_eq!(locale.number_word(12u32), Value::Words("12".to_string()));
    }

    #[test]
    fn dates_keep_their_precision() {
        let locale = SharedLocale::default();
        let read = |text| locale.day(Date::parse(text).expect("a date"));
        assert_eq!(read("2026-11-03"), "3 November 2026");
        assert_eq!(read("2026-01"), "January 2026");
        assert_eq!(read("2026"), "2026");
    }
}
