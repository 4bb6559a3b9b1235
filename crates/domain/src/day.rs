//! Days as people write them, and the hour of a place.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, ToSpan, tz::TimeZone};

/// What is wrong with a written day or hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Nothing was written.
    #[error("missing")]
    Missing,
    /// No such day or hour (31 February, 25:00).
    #[error("no such day")]
    Impossible,
    /// Further away than any case reaches: before 1900 or after 2199.
    #[error("too far away")]
    TooFar,
}

/// Reads `2026-11-24`, as a date field sends it, or `24-11-2026`, `24.11.2026`, `24/11/2026` as people write it.
pub fn parse_day(text: &str) -> Result<Date, DayError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DayError::Missing);
    }
    let parts: Vec<&str> = text.split(['-', '.', '/']).map(str::trim).collect();
    let [a, b, c] = parts[..] else {
        return Err(DayError::Impossible);
    };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return Err(DayError::Impossible);
    }
    let number = |t: &str| t.parse::<i16>().map_err(|_| DayError::Impossible);
    let date = Date::new(number(year)?, number(month)? as i8, number(day)? as i8)
        .map_err(|_| DayError::Impossible)?;
    if (1900..2200).contains(&date.year()) {
        Ok(date)
    } else {
        Err(DayError::TooFar)
    }
}

/// Reads a day that may be left out.
pub fn parse_optional_day(text: &str) -> Result<Option<Date>, DayError> {
    match parse_day(text) {
        Ok(day) => Ok(Some(day)),
        Err(DayError::Missing) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads `2026-11-24T10:00` as a date-and-hour field sends it, or a day and an hour with a space between.
pub fn parse_hour(text: &str) -> Result<DateTime, DayError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DayError::Missing);
    }
    let (day, hour) = text.split_once(['T', ' ']).ok_or(DayError::Impossible)?;
    let day = parse_day(day)?;
    let mut parts = hour.trim().split([':', '.']);
    let number = |part: Option<&str>| part.and_then(|p| p.parse::<i8>().ok());
    let (Some(hour), Some(minute)) = (number(parts.next()), number(parts.next())) else {
        return Err(DayError::Impossible);
    };
    let time = jiff::civil::Time::new(hour, minute, 0, 0).map_err(|_| DayError::Impossible)?;
    Ok(day.to_datetime(time))
}

/// Where the municipality is: its days and hours are those of this place.
pub fn place() -> TimeZone {
    TimeZone::get("Europe/Copenhagen").unwrap_or(TimeZone::UTC)
}

/// The day it is there at an instant.
pub fn day_of(at: Timestamp) -> Date {
    at.to_zoned(place()).date()
}

/// The hour it is there at an instant.
pub fn hour_of(at: Timestamp) -> DateTime {
    at.to_zoned(place()).datetime()
}

/// The instant of a local hour. An hour that the clock skips or repeats in spring or autumn takes the earlier reading's offset.
pub fn instant_of(hour: DateTime) -> Option<Timestamp> {
    hour.to_zoned(place()).ok().map(|zoned| zoned.timestamp())
}

/// Whole years from `born` to `day`, as birthdays are counted: born on 29 February, one is a year older on 1 March in common years.
pub fn age_on(born: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i16::from(!had_birthday)
}

/// The first day on which somebody is `age` years old, as [`age_on`] counts.
pub fn birthday(born: Date, age: i16) -> Date {
    let day = born.saturating_add(i32::from(age).years());
    if age_on(born, day) < age {
        day.saturating_add(1.day())
    } else {
        day
    }
}

/// The first instant after a day.
pub fn end_of(day: Date) -> Timestamp {
    start_of(day.saturating_add(1.day()))
}

/// The first instant of a day, where the municipality is.
pub fn start_of(day: Date) -> Timestamp {
    day.to_zoned(place())
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_as_fields_and_people_write_them() {
        for text in ["2026-11-24", "24-11-2026", "24.11.2026", " 24/11/2026 "] {
            assert_eq!(parse_day(text), Ok(date(2026, 11, 24)), "{text}");
        }
        for text in [
            "2026-02-30",
            "tomorrow",
            "24-11-26",
            "2026-11",
            "999999-1-1",
            "-1-1-2020",
            "2026-300-1",
        ] {
            assert_eq!(parse_day(text), Err(DayError::Impossible), "{text}");
        }
        assert_eq!(parse_day("0001-01-01"), Err(DayError::TooFar));
        assert_eq!(parse_day(""), Err(DayError::Missing));
    }

    #[test]
    fn an_hour_is_local() {
        let hour = parse_hour("2026-07-01T10:00").expect("an hour");
        assert_eq!(
            instant_of(hour).expect("an instant").to_string(),
            "2026-07-01T08:00:00Z"
        );
        assert_eq!(parse_hour("2026-07-01T25:00"), Err(DayError::Impossible));
    }

    #[test]
    fn the_hour_that_is_skipped_and_the_one_that_comes_twice_are_instants_too() {
        let at = |text: &str| {
            let instant = instant_of(parse_hour(text).expect("an hour")).expect("an instant");
            (instant.to_string(), hour_of(instant).to_string())
        };
        // Half past two is not in that night: it is the instant half an hour after two, which the clock calls half past three.
        assert_eq!(
            at("2026-03-29T02:30"),
            (
                "2026-03-29T01:30:00Z".to_owned(),
                "2026-03-29T03:30:00".to_owned()
            )
        );
        // Half past two comes twice: the first is meant.
        assert_eq!(
            at("2026-10-25T02:30"),
            (
                "2026-10-25T00:30:00Z".to_owned(),
                "2026-10-25T02:30:00".to_owned()
            )
        );
        for (day, hours) in [
            (date(2026, 3, 29), 23),
            (date(2026, 10, 25), 25),
            (date(2026, 11, 24), 24),
        ] {
            let (start, end) = (start_of(day), end_of(day));
            assert_eq!(end.duration_since(start).as_hours(), hours);
            assert_eq!(day_of(start), day);
            assert_eq!(day_of(end), day.saturating_add(1.day()));
            assert_eq!(day_of(end - jiff::Span::new().nanoseconds(1)), day);
        }
    }

    #[test]
    fn leap_children_have_birthday_on_the_first_of_march() {
        assert_eq!(age_on(date(2020, 2, 29), date(2026, 2, 28)), 5);
        assert_eq!(age_on(date(2020, 2, 29), date(2026, 3, 1)), 6);
    }
}
