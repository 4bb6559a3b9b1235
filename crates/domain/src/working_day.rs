//! Working days: Monday to Friday, but for public holidays. Deadlines of the law are counted in them.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use serde::Deserialize;

/// A public holiday: a day of the year, or so many days after Easter Sunday.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Holiday {
    /// What it is, in one word.
    pub name: String,
    /// The month, where it is a day of the year.
    pub month: Option<i8>,
    /// The day of that month.
    pub day: Option<i8>,
    /// Days after Easter Sunday, where it follows Easter.
    pub easter: Option<i64>,
    /// First day on which it is one.
    pub valid_from: Option<Date>,
    /// Last day on which it is one.
    pub valid_to: Option<Date>,
}

#[derive(Deserialize)]
struct HolidayFile {
    holiday: Vec<Holiday>,
}

/// The public holidays that Helhed ships with.
pub fn shipped_holidays() -> Vec<Holiday> {
    toml::from_str::<HolidayFile>(include_str!("../data/holidays.toml"))
        .expect("the shipped holidays are checked by a test")
        .holiday
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus, *Astronomical Algorithms*, 1991, chapter 8).
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    date(year as i16, (n / 31) as i8, (n % 31 + 1) as i8)
}

impl Holiday {
    fn is_on(&self, day: Date) -> bool {
        let holds = self.valid_from.is_none_or(|from| from <= day)
            && self.valid_to.is_none_or(|to| day <= to);
        let fixed = self.month == Some(day.month()) && self.day == Some(day.day());
        let moving = self
            .easter
            .is_some_and(|days| i64::from((day - easter(day.year())).get_days()) == days);
        holds && (fixed || moving)
    }
}

/// Whether a day is a working day.
pub fn is_working_day(day: Date, holidays: &[Holiday]) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        && !holidays.iter().any(|holiday| holiday.is_on(day))
}

/// The last day of a deadline of so many working days after a day; the day itself is not counted.
pub fn working_days_after(day: Date, count: i64, holidays: &[Holiday]) -> Date {
    let (mut last, mut left) = (day, count);
    while left > 0 {
        last = last.saturating_add(1.day());
        left -= i64::from(is_working_day(last, holidays));
        if last == Date::MAX {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Published dates of Easter Sunday (Danish almanac, and the extremes of the Gregorian calendar).
    #[test]
    fn easter_is_when_the_almanac_says() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), date(year, month, day));
        }
    }

    #[test]
    fn the_holidays_of_two_years_are_those_of_the_calendar() {
        let holidays = shipped_holidays();
        let of = |year: i16| -> Vec<String> {
            let first = date(year, 1, 1);
            let days = (0..365i64).map(|add| first.saturating_add(add.days()));
            days.filter(|day| holidays.iter().any(|holiday| holiday.is_on(*day)))
                .map(|day| day.strftime("%d.%m").to_string())
                .collect()
        };
        let y2023 = [
            "01.01", "06.04", "07.04", "09.04", "10.04", "05.05", "18.05", "28.05", "29.05",
            "25.12", "26.12",
        ];
        let y2026 = [
            "01.01", "02.04", "03.04", "05.04", "06.04", "14.05", "24.05", "25.05", "25.12",
            "26.12",
        ];
        assert_eq!(of(2023), y2023, "with store bededag");
        assert_eq!(of(2026), y2026, "without");
    }

    #[test]
    fn seven_working_days_by_hand() {
        let holidays = shipped_holidays();
        let seven = |y, m, d| working_days_after(date(y, m, d), 7, &holidays);
        // Tuesday 24 November 2026 → Thursday 3 December.
        assert_eq!(seven(2026, 11, 24), date(2026, 12, 3));
        // Friday 27 March 2026, before Easter: 30, 31 March, 1 April, then 7, 8, 9, 10 April.
        assert_eq!(seven(2026, 3, 27), date(2026, 4, 10));
        // Sunday 20 December 2026: 21 to 24, then 28, 29, 30.
        assert_eq!(seven(2026, 12, 20), date(2026, 12, 30));
        assert_eq!(
            working_days_after(date(2026, 12, 24), 0, &holidays),
            date(2026, 12, 24)
        );
    }

    proptest! {
        #[test]
        fn a_deadline_is_a_working_day_with_as_many_before_it(add in 0..20_000i64, count in 1..30i64) {
            let holidays = shipped_holidays();
            let day = date(1990, 1, 1).saturating_add(add.days());
            let last = working_days_after(day, count, &holidays);
            prop_assert!(is_working_day(last, &holidays));
            let between = (1..=i64::from((last - day).get_days())).filter(|add| is_working_day(day.saturating_add(add.days()), &holidays));
            prop_assert_eq!(between.count() as i64, count);
        }
    }
}
