//! Numbers and lists as words.

use std::cmp::Ordering;

use crate::model::Row;
use crate::parse::record::PayPeriod;
use crate::parse::scalar::{Currency, Date, Number, Years};

/// `one` to `ten`, and digits above.
pub fn number_word(n: u32) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), ToString::to_string)
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_string(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A text at the start of a sentence.
pub fn capitalised(text: &str) -> String {
    match text.chars().next() {
        Some(first) => first.to_uppercase().chain(text.chars().skip(1)).collect(),
        None => String::new(),
    }
}

/// A whole number in groups of three: `127,000`.
pub fn whole_number(n: u32) -> String {
    grouped(&n.to_string())
}

/// Digits in groups of three: `127,000`.
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

/// An amount of money: `$127,000`, and `CAD 127,000` for a currency without a sign of its own.
pub fn amount(currency: Currency, units: u32) -> String {
    let sign = match currency.code() {
        "USD" => "$",
        "GBP" => "£",
        "EUR" => "€",
        code => return format!("{code}\u{a0}{}", whole_number(units)),
    };
    format!("{sign}{}", whole_number(units))
}

/// A number of a row without its sign and unit: `1,250,000`, with the decimals that the row declares.
pub fn plain_number(row: &Row, number: Number) -> String {
    match number.digits(row.decimals.unwrap_or_else(|| number.decimals())) {
        (whole, part) if part.is_empty() => grouped(&whole),
        (whole, part) => format!("{}.{part}", grouped(&whole)),
    }
}

/// A number of a row with its unit and without its sign: `75%`, `1,250 days`, `$5`.
pub fn unsigned_quantity(row: &Row, number: Number) -> String {
    let digits = plain_number(row, number);
    match row.unit.as_str() {
        "" => digits,
        // As English sets them: what is a sign stands close, what is a word stands apart.
        "%" | "‰" | "°" => format!("{digits}{}", row.unit),
        "$" | "£" | "€" | "¥" | "₹" => format!("{}{digits}", row.unit),
        unit => format!("{digits} {unit}"),
    }
}

/// A number of a row as readers see it: `−4%`, and `+15%` where the row counts changes.
pub fn quantity(row: &Row, number: Number) -> String {
    // U+2212 is the minus sign that lines up with figures.
    let sign = match number.cmp(&Number::from(0)) {
        Ordering::Less => "\u{2212}",
        Ordering::Greater if row.signed => "+",
        _ => "",
    };
    format!("{sign}{}", unsigned_quantity(row, number))
}

/// What an amount of pay is for.
pub fn per(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Year => "a year",
        PayPeriod::Month => "a month",
    }
}

/// A date as people read it, as exact as it is known: `23 November 2026`, `November 2026`, `2026`.
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

/// The time of a figure: `2025`, `June 2025`, `2020–2022`.
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
    fn a_date_is_as_exact_as_it_is_known() {
        let read = |text| day(Date::parse(text).expect("a date"));
        assert_eq!(read("2026-11-03"), "3 November 2026");
        assert_eq!(read("2026-01"), "January 2026");
        assert_eq!(read("2026"), "2026");
    }
}
