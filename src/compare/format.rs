//! Formats numbers, amounts, dates and lists for readers.

use std::cmp::Ordering;

use crate::model::Row;
use crate::parse::record::PayPeriod;
use crate::parse::scalar::{Currency, Date, Number, Years};

/// Spells out a number up to ten, 0 as `no`; larger numbers in digits.
pub fn number_word(n: u32) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), ToString::to_string)
}

/// Joins items as `a`, `a and b` or `a, b and c`.
pub fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Capitalises the first letter.
pub fn capitalised(text: &str) -> String {
    match text.chars().next() {
        Some(first) => first.to_uppercase().chain(text.chars().skip(1)).collect(),
        None => String::new(),
    }
}

/// Formats a whole number with thousands separators: `127,000`.
pub fn whole_number(n: u32) -> String {
    grouped(&n.to_string())
}

/// Inserts thousands separators into digits: `127,000`.
fn grouped(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Formats an amount of money: `$127,000`, or `CAD 127,000` for a currency without an unambiguous symbol.
pub fn amount(currency: Currency, units: u32) -> String {
    let sign = match currency.code() {
        "USD" => "$",
        "GBP" => "£",
        "EUR" => "€",
        code => return format!("{code}\u{a0}{}", whole_number(units)),
    };
    format!("{sign}{}", whole_number(units))
}

/// Formats a number without its sign and unit, with the decimals that the row declares: `1,250,000`.
pub fn plain_number(row: &Row, number: Number) -> String {
    match number.digits(row.decimals.unwrap_or_else(|| number.decimals())) {
        (whole, part) if part.is_empty() => grouped(&whole),
        (whole, part) => format!("{}.{part}", grouped(&whole)),
    }
}

/// Formats a number with its unit and without its sign: `75%`, `1,250 days`, `$5`.
pub fn unsigned_quantity(row: &Row, number: Number) -> String {
    let digits = plain_number(row, number);
    match row.unit.as_str() {
        "" => digits,
        // As in English typesetting: no space before a symbol, a space before a word.
        "%" | "‰" | "°" => format!("{digits}{}", row.unit),
        "$" | "£" | "€" | "¥" | "₹" => format!("{}{digits}", row.unit),
        unit => format!("{digits} {unit}"),
    }
}

/// Formats a number with sign and unit: `−4%`, and `+15%` if the row shows a plus sign.
pub fn quantity(row: &Row, number: Number) -> String {
    // U+2212 is the minus sign, which aligns with digits.
    let sign = match number.cmp(&Number::from(0)) {
        Ordering::Less => "\u{2212}",
        Ordering::Greater if row.signed => "+",
        _ => "",
    };
    format!("{sign}{}", unsigned_quantity(row, number))
}

/// The period of an amount of pay: `a year` or `a month`.
pub fn per(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Year => "a year",
        PayPeriod::Month => "a month",
    }
}

/// Formats a date as precisely as it is known: `23 November 2026`, `November 2026`, `2026`.
pub fn day(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = date.month.checked_sub(1).and_then(|n| MONTHS.get(n as usize));
    match (month, date.day) {
        (None, _) => date.year.to_string(),
        (Some(month), 0) => format!("{month} {}", date.year),
        (Some(month), day) => format!("{day} {month} {}", date.year),
    }
}

/// Formats a period: `2025`, `June 2025`, `2020–2022`.
pub fn time(years: Years) -> String {
    if years.from == years.to { day(years.from) } else { format!("{}–{}", day(years.from), day(years.to)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_grouped_and_keeps_its_currency() {
        let usd = Currency(*b"USD");
        assert_eq!(amount(usd, 127_000), "$127,000");
        assert_eq!(amount(usd, 950), "$950");
        assert_eq!(amount(usd, 1_234_567), "$1,234,567");
        assert_eq!(amount(Currency(*b"CAD"), 127_000), "CAD\u{a0}127,000");
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(number_word(2), "two");
        assert_eq!(number_word(12), "12");
    }

    #[test]
    fn dates_keep_their_precision() {
        let read = |text| day(Date::parse(text).expect("a date"));
        assert_eq!(read("2026-11-03"), "3 November 2026");
        assert_eq!(read("2026-01"), "January 2026");
        assert_eq!(read("2026"), "2026");
    }
}
