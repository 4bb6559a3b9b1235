//! Days: whole-day arithmetic and the working week.

use jiff::{
    ToSpan,
    civil::{Date, DateTime, date},
};

/// `days` after `from` (before, when negative).
pub(crate) fn plus(from: Date, days: i32) -> Date {
    from.saturating_add(i64::from(days).days())
}

/// Whole calendar months after; the last day of a shorter month stands in for a day it lacks.
pub(crate) fn months_after(from: Date, months: i32) -> Date {
    from.saturating_add(i64::from(months).months())
}

/// Days from `from` to `to`, negative when `to` lies before.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    (to.duration_since(from).as_hours() / 24) as i32
}

/// Days since 1 January 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    days_between(date(1970, 1, 1), day)
}

/// `day`, or the next working day.
pub(crate) fn workday_from(day: Date) -> Date {
    if is_workday(day) {
        day
    } else {
        workday_from(plus(day, 1))
    }
}

/// `day`, or the working day before.
pub(crate) fn workday_until(day: Date) -> Date {
    if is_workday(day) {
        day
    } else {
        workday_until(plus(day, -1))
    }
}

/// Monday to Friday, but for Christmas and New Year; the movable feasts are left out.
fn is_workday(day: Date) -> bool {
    let feast = matches!((day.month(), day.day()), (12, 24..=26 | 31) | (1, 1));
    weekday(day) < 5 && !feast
}

/// The Monday of the week of `day`.
pub(crate) fn monday_until(day: Date) -> Date {
    plus(day, -(weekday(day) as i32))
}

fn weekday(day: Date) -> usize {
    day.weekday().to_monday_zero_offset() as usize
}

/// A time of day on the quarter: `quarters` after 8.00.
pub(crate) fn at_quarter(day: Date, quarters: i32) -> DateTime {
    let minutes = 8 * 60 + quarters * 15;
    day.at((minutes / 60) as i8, (minutes % 60) as i8, 0, 0)
}

/// Years of 365.25 days from `birth` to `day`, as the evaluation counts ages.
pub(crate) fn years_old(birth: Date, day: Date) -> f64 {
    f64::from(days_between(birth, day)) / 365.25
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekend_moves_to_a_working_day() {
        let saturday = date(2026, 11, 21);
        assert_eq!(workday_from(saturday), date(2026, 11, 23));
        assert_eq!(workday_until(saturday), date(2026, 11, 20));
        assert_eq!(workday_from(date(2026, 11, 20)), date(2026, 11, 20));
        assert_eq!(workday_from(date(2026, 12, 24)), date(2026, 12, 28));
        assert_eq!(workday_until(date(2027, 1, 1)), date(2026, 12, 30));
    }

    #[test]
    fn quarters_count_from_eight() {
        assert_eq!(
            at_quarter(date(2026, 11, 20), 6).time(),
            jiff::civil::time(9, 30, 0, 0)
        );
    }
}
