//! The current date, for commands that write it. A build never reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::Error;
use crate::parse::scalar::Date;

const VARIABLE: &str = "SOURCE_DATE_EPOCH";

/// The current date in UTC, or the one of `SOURCE_DATE_EPOCH`.
///
/// # Errors
/// [`Error::Refused`] when it is not a date from 1990 to 2100.
pub fn today() -> Result<Date, Error> {
    match std::env::var_os(VARIABLE) {
        Some(value) => parse_epoch(&value.to_string_lossy()),
        None => clock(),
    }
}

fn parse_epoch(value: &str) -> Result<Date, Error> {
    // `parse` accepts a plus sign, which `date +%s` never writes.
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if is_number { value.parse::<u64>().ok() } else { None };
    seconds.and_then(day).ok_or_else(|| Error::Refused {
        what: format!("`{VARIABLE}` is `{}`", crate::diagnostic::printable(value)),
        help: "expected whole seconds since 1 January 1970 UTC, for a date from 1990 to 2100, as \
               `date +%s` writes it; leave it unset for today"
            .to_string(),
    })
}

fn clock() -> Result<Date, Error> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    since.and_then(|since| day(since.as_secs())).ok_or_else(|| Error::Refused {
        what: "the system clock is not at a date from 1990 to 2100".to_string(),
        help: format!("set the clock, or `{VARIABLE}` to the seconds since 1 January 1970 UTC"),
    })
}

/// Converts seconds since 1970 to a date, if it is in the supported range.
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn day(seconds: u64) -> Option<Date> {
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_converted_to_dates() {
        for (days, date) in [
            (7_305, "1990-01-01"),
            (11_016, "2000-02-29"),
            (20_089, "2025-01-01"),
            (20_781, "2026-11-24"),
            (47_846, "2100-12-31"),
        ] {
            assert_eq!(day(days * 86_400 + 86_399).map(|day| day.to_string()).as_deref(), Some(date));
        }
    }

    #[test]
    fn an_invalid_source_date_epoch_is_refused() {
        for value in [
            "",
            " ",
            "x",
            "-1",
            "+1700000000",
            "1700000000 ",
            "1700000000.5",
            "0x7f",
            "1_700_000_000",
            "2026-11-29",
            "0",
            "631151999",    // the last second of 1989
            "4133980800",   // the first second of 2101
            "253402300800", // the year 10000
            "18446744073709551615",
            "99999999999999999999",
            "1\u{1b}[31m",
        ] {
            let refused = parse_epoch(value).expect_err(value);
            assert_eq!(refused.exit_status(), 2, "{value}");
            assert!(!refused.to_string().contains('\u{1b}'));
        }
        assert_eq!(parse_epoch("1764374400").expect("a day").to_string(), "2025-11-29");
    }
}
