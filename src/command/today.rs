//! Today, for what a person writes today. A build never asks.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::parse::scalar::Date;

/// The day of the calendar in UTC, or the one that `SOURCE_DATE_EPOCH` (seconds since 1970) names.
pub fn today() -> Date {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse::<u64>().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day(set.unwrap_or_else(clock) / 86_400)
}

/// The date that is so many days after 1 January 1970.
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn day(days: u64) -> Date {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let text = format!("{year:04}-{month:02}-{day:02}");
    // A clock that was never set must not keep anybody from writing.
    Date::parse(&text).unwrap_or(Date { year: 1990, month: 1, day: 1 })
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, date) in [
            (0, "1990-01-01"), // before the first year that a date here may have
            (7_305, "1990-01-01"),
            (11_016, "2000-02-29"),
            (20_089, "2025-01-01"),
            (20_781, "2026-11-24"),
        ] {
            assert_eq!(day(days).to_string(), date);
        }
    }
}
