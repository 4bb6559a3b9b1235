//! Days and calendar months as plain counts, so that a month `t` is a subtraction.
//!
//! The proleptic Gregorian conversion follows Howard Hinnant, "chrono-compatible low-level date algorithms".

use std::fmt;

use serde::{Deserialize, Serialize};

/// First year a bundle may speak of; earlier dates are typing errors.
pub const FIRST_YEAR: i32 = 1800;
/// Last year a bundle may speak of; later dates are place-holders, and *still running* is an empty field.
pub const LAST_YEAR: i32 = 2199;

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

/// A calendar month, counted from January of year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month(pub i32);

/// Why a text is not a date a bundle may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Not of the form `YYYY-MM-DD`, or a day the calendar does not have.
    Malformed,
    /// A real date outside [`FIRST_YEAR`]..=[`LAST_YEAR`].
    OutOfRange,
}

impl Day {
    /// The end of an interval that is still running: later than every real day.
    pub const OPEN: Day = Day(i32::MAX);

    /// The day of a year, month (1–12) and day of month, or nothing when the calendar has no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Day(days_from_civil(year, month, day)))
    }

    /// Parses `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`DateFault`] when the text has another form, the day does not exist or the year is out of range.
    pub fn parse(text: &[u8]) -> Result<Day, DateFault> {
        let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text else {
            return Err(DateFault::Malformed);
        };
        let digits = [y0, y1, y2, y3, m0, m1, d0, d1].map(|byte| byte.wrapping_sub(b'0'));
        if digits.iter().fold(false, |bad, digit| bad | (*digit > 9)) {
            return Err(DateFault::Malformed);
        }
        let [y0, y1, y2, y3, m0, m1, d0, d1] = digits.map(i32::from);
        let year = y0 * 1000 + y1 * 100 + y2 * 10 + y3;
        let (month, day) = (m0 * 10 + m1, d0 * 10 + d1);
        if !(1..=12).contains(&month) {
            return Err(DateFault::Malformed);
        }
        if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
            let real = Day::from_ymd(year, month as u32, day as u32).is_some();
            return Err(if real {
                DateFault::OutOfRange
            } else {
                DateFault::Malformed
            });
        }
        // Millions of dates are read: the month's first day and length are looked up.
        let at = (year * 12 + month - 1 - TABLE_FROM) as usize;
        let length = FIRST_DAYS[at + 1] - FIRST_DAYS[at];
        if !(1..=length).contains(&day) {
            return Err(DateFault::Malformed);
        }
        Ok(Day(FIRST_DAYS[at] + day - 1))
    }

    /// The day itself when its year is one a bundle may speak of.
    ///
    /// # Errors
    /// [`DateFault::OutOfRange`] otherwise.
    pub fn in_range(self) -> Result<Day, DateFault> {
        const FIRST: i32 = days_from_civil(FIRST_YEAR, 1, 1);
        const LAST: i32 = days_from_civil(LAST_YEAR, 12, 31);
        if (FIRST..=LAST).contains(&self.0) {
            Ok(self)
        } else {
            Err(DateFault::OutOfRange)
        }
    }

    /// Year, month (1–12) and day of month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let z = i64::from(self.0) + 719_468;
        // Days a bundle may speak of are counted in the narrow type, which divides faster.
        let (era, doe) = match u32::try_from(z) {
            Ok(z) => ((z / 146_097) as i32, z % 146_097),
            Err(_) => (z.div_euclid(146_097) as i32, z.rem_euclid(146_097) as u32),
        };
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = doy - (153 * mp + 2) / 5 + 1;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe as i32 + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }

    /// The calendar month the day lies in.
    pub fn month(self) -> Month {
        let (year, month, _) = self.ymd();
        Month(year * 12 + month as i32 - 1)
    }

    /// The calendar year the day lies in.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The day a person born on this day becomes `years` old; someone born on 29 February does so on 1 March in common years.
    pub fn birthday(self, years: i32) -> Day {
        let (year, month, day) = self.ymd();
        let year = year + years;
        Day::from_ymd(year, month, day).unwrap_or_else(|| Day(days_from_civil(year, 3, 1)))
    }

    /// Whole years from this birth date to `at`; negative before birth.
    pub fn age_at(self, at: Day) -> i32 {
        let years = at.year() - self.year();
        if self.birthday(years) <= at {
            years
        } else {
            years - 1
        }
    }
}

impl Month {
    /// The month of a year and a month number (1–12).
    pub fn from_ym(year: i32, month: u32) -> Option<Month> {
        (1..=12)
            .contains(&month)
            .then(|| Month(year * 12 + month as i32 - 1))
    }

    /// Parses `YYYY-MM` within the years a bundle may speak of.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-')?;
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let year = year
            .parse()
            .ok()
            .filter(|y| (FIRST_YEAR..=LAST_YEAR).contains(y))?;
        Month::from_ym(year, month.parse().ok()?)
    }

    /// The first day of the month.
    pub fn first_day(self) -> Day {
        if let Some(day) = usize::try_from(self.0 - TABLE_FROM)
            .ok()
            .and_then(|at| FIRST_DAYS.get(at))
        {
            return Day(*day);
        }
        Day(days_from_civil(
            self.year(),
            self.0.rem_euclid(12) as u32 + 1,
            1,
        ))
    }

    /// The first days of this month and those after it, for a month that a bundle may speak of or one up to three years from there.
    pub(crate) fn first_days<const N: usize>(self) -> Option<&'static [i32; N]> {
        let at = usize::try_from(self.0 - TABLE_FROM).ok()?;
        FIRST_DAYS.get(at..)?.first_chunk()
    }

    /// The last day of the month.
    pub fn last_day(self) -> Day {
        Day(Month(self.0 + 1).first_day().0 - 1)
    }

    /// The calendar year of the month.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.0.rem_euclid(12) + 1)
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The first month whose first day is looked up; four years before any that a bundle may speak of.
const TABLE_FROM: i32 = (FIRST_YEAR - 4) * 12;

/// The first days of the months a bundle may speak of, and of those four years before and after.
static FIRST_DAYS: [i32; ((LAST_YEAR - FIRST_YEAR + 9) * 12) as usize] = {
    let mut days = [0; ((LAST_YEAR - FIRST_YEAR + 9) * 12) as usize];
    let mut at = 0;
    while at < days.len() {
        let month = TABLE_FROM + at as i32;
        days[at] = days_from_civil(month / 12, month as u32 % 12 + 1, 1);
        at += 1;
    }
    days
};

const fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let yoe = year.rem_euclid(400);
    let mp = (month as i32 + 9) % 12;
    let doy = (153 * mp + 2) / 5 + day as i32 - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn every_day_of_the_range_converts_there_and_back() {
        let mut expected = Day::from_ymd(FIRST_YEAR, 1, 1).unwrap();
        for year in FIRST_YEAR..=LAST_YEAR {
            for month in 1..=12 {
                for d in 1..=days_in_month(year, month) {
                    let day = Day::from_ymd(year, month, d).unwrap();
                    assert_eq!(day, expected);
                    assert_eq!(day.ymd(), (year, month, d));
                    assert_eq!(Day::parse(day.to_string().as_bytes()), Ok(day));
                    expected = Day(expected.0 + 1);
                }
            }
        }
    }

    #[test]
    fn dates_that_are_none_are_refused() {
        for text in [
            "2019-02-29",
            "2019-13-01",
            "2019-00-10",
            "2019-1-1",
            "20190101",
            "",
            "2019-01-01 ",
            "abcd-ef-gh",
        ] {
            assert_eq!(
                Day::parse(text.as_bytes()),
                Err(DateFault::Malformed),
                "{text}"
            );
        }
        for text in ["0000-01-01", "0001-01-01", "9999-12-31"] {
            assert_eq!(
                Day::parse(text.as_bytes()),
                Err(DateFault::OutOfRange),
                "{text}"
            );
        }
        assert_eq!(day("2020-02-29").month(), Month::parse("2020-02").unwrap());
    }

    #[test]
    fn leap_day_children_have_their_birthday_on_the_first_of_march() {
        let born = day("2000-02-29");
        assert_eq!(born.birthday(18), day("2018-03-01"));
        assert_eq!(born.birthday(20), day("2020-02-29"));
        assert_eq!(born.age_at(day("2018-02-28")), 17);
        assert_eq!(born.age_at(day("2018-03-01")), 18);
        assert_eq!(born.age_at(day("1999-12-31")), -1);
    }

    #[test]
    fn months_know_their_days() {
        let month = Month::parse("2019-12").unwrap();
        assert_eq!(month.first_day(), day("2019-12-01"));
        assert_eq!(month.last_day(), day("2019-12-31"));
        assert_eq!(month.to_string(), "2019-12");
        let days = month.first_days::<3>().unwrap();
        assert_eq!(
            *days,
            ["2019-12-01", "2020-01-01", "2020-02-01"].map(|text| day(text).0)
        );
        // Looked up or computed, the first day is the same.
        for year in FIRST_YEAR - 9..LAST_YEAR + 9 {
            let march = Month::from_ym(year, 3).unwrap();
            assert_eq!(march.first_day().0, days_from_civil(year, 3, 1));
        }
        assert_eq!(Month::parse("2019-13"), None);
        assert_eq!(Month::parse("0000-01"), None);
    }
}
