//! Days and hours as people say them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use helhed_casework::domain::day::hour_of;

use crate::words::Words;

/// A day, however many references a template puts before it.
pub trait AsDay {
    /// The day.
    fn as_day(&self) -> Date;
}

impl AsDay for Date {
    fn as_day(&self) -> Date {
        *self
    }
}

impl<T: AsDay> AsDay for &T {
    fn as_day(&self) -> Date {
        (*self).as_day()
    }
}

/// An instant, however many references a template puts before it.
pub trait AsInstant {
    /// The instant.
    fn as_instant(&self) -> Timestamp;
}

impl AsInstant for Timestamp {
    fn as_instant(&self) -> Timestamp {
        *self
    }
}

impl<T: AsInstant> AsInstant for &T {
    fn as_instant(&self) -> Timestamp {
        (*self).as_instant()
    }
}

impl Words {
    /// "24. november 2026" / "24 November 2026".
    pub fn day(self, day: impl AsDay) -> String {
        let day = day.as_day();
        self.args(
            "day",
            &[
                ("day", &day.day().to_string()),
                ("month", &self.month(day)),
                ("year", &day.year().to_string()),
            ],
        )
    }

    /// "tirsdag den 24. november" / "Tuesday 24 November", with the year where it is not this one.
    pub fn weekday(self, day: impl AsDay, today: impl AsDay) -> String {
        let (day, today) = (day.as_day(), today.as_day());
        let key = if day.year() == today.year() {
            "weekday-day"
        } else {
            "weekday-day-year"
        };
        let weekday = self.t(&format!("weekday-{}", day.weekday().to_monday_one_offset()));
        self.args(
            key,
            &[
                ("weekday", &weekday),
                ("day", &day.day().to_string()),
                ("month", &self.month(day)),
                ("year", &day.year().to_string()),
            ],
        )
    }

    /// How far a day is from today: "i dag", "i morgen", "om 3 dage", "3 dage siden".
    pub fn distance(self, day: impl AsDay, today: impl AsDay) -> String {
        let days = (day.as_day() - today.as_day()).get_days();
        match days {
            0 => self.t("today"),
            1 => self.t("tomorrow"),
            -1 => self.t("yesterday"),
            2..=13 => self.n("in-days", days),
            14.. => self.n("in-weeks", days / 7),
            -13..=-2 => self.n("days-ago", -days),
            _ => self.n("weeks-ago", -days / 7),
        }
    }

    /// The day of an instant, "24. november 2026".
    pub fn day_at(self, at: impl AsInstant) -> String {
        self.day(hour_of(at.as_instant()).date())
    }

    /// How far the day of an instant is from today.
    pub fn distance_at(self, at: impl AsInstant, today: impl AsDay) -> String {
        self.distance(hour_of(at.as_instant()).date(), today)
    }

    /// "kl. 10.05" / "10:05".
    pub fn time(self, at: impl AsInstant) -> String {
        let hour = hour_of(at.as_instant());
        self.args(
            "time",
            &[
                ("hour", &hour.hour().to_string()),
                ("minute", &format!("{:02}", hour.minute())),
            ],
        )
    }

    /// A day and its hour.
    pub fn moment(self, at: impl AsInstant, today: impl AsDay) -> String {
        let at = at.as_instant();
        let day = hour_of(at).date();
        self.args(
            "moment",
            &[("day", &self.weekday(day, today)), ("time", &self.time(at))],
        )
    }

    /// "24. nov." / "24 Nov": beside the axis of a picture.
    pub(crate) fn short_day(self, day: Date) -> String {
        let short: String = self.month(day).chars().take(3).collect();
        self.args(
            "short-day",
            &[("day", &day.day().to_string()), ("month", &short)],
        )
    }

    /// "nov" and the year's two last figures in January.
    pub(crate) fn short_month(self, day: Date) -> String {
        let short: String = self.month(day).chars().take(3).collect();
        match day.month() {
            1 => format!("{short} {}", day.year()),
            _ => short,
        }
    }

    fn month(self, day: Date) -> String {
        self.t(&format!("month-{}", day.month()))
    }
}

/// An instant as a date-and-hour field wants it, `2026-11-24T10:05`.
pub(crate) fn field_hour(hour: DateTime) -> String {
    format!("{}T{:02}:{:02}", hour.date(), hour.hour(), hour.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::account::Language;
    use jiff::civil::date;

    #[test]
    fn days_as_people_say_them() {
        let (danish, english) = (Words(Language::Danish), Words(Language::English));
        let (day, today) = (date(2026, 11, 24), date(2026, 11, 21));
        assert_eq!(danish.weekday(day, today), "tirsdag den 24. november");
        assert_eq!(english.weekday(day, today), "Tuesday 24 November");
        assert_eq!(danish.distance(day, today), "om 3 dage");
        assert_eq!(english.distance(today, day), "3 days ago");
        let at = "2026-11-24T09:05:00Z"
            .parse::<Timestamp>()
            .expect("an instant");
        assert_eq!(
            danish.moment(at, today),
            "tirsdag den 24. november kl. 10.05"
        );
        assert_eq!(field_hour(hour_of(at)), "2026-11-24T10:05");
    }
}
