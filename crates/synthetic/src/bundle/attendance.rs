//! Days in day care, and the municipality's other children beside them.

use helhed_evaluation::calendar::{Day, Month};

use super::day;
use super::margins::HOURS;
use super::people::Child;
use crate::story::Chance;

/// A day attended.
pub(super) struct Attended {
    pub(super) date: Day,
    pub(super) hours: f64,
}

/// The first month with times of coming and going (figures 4.8 and 4.9).
fn first_month() -> Month {
    day(2017, 5, 1).month()
}

/// Mean hours in a month: from the first published mean to the last by the end of 2019.
fn mean_hours(month: Month) -> f64 {
    let last = day(2019, 12, 1).month();
    let way = f64::from(month.0 - first_month().0) / f64::from(last.0 - first_month().0);
    HOURS.0 + (HOURS.1 - HOURS.0) * way.clamp(0.0, 1.0)
}

/// The days a child attends: weekdays between ten months and six years of age, since it joined.
pub(super) fn days(child: &Child, observed: (Month, Month), chance: &mut Chance) -> Vec<Attended> {
    let first = child
        .start
        .0
        .max(child.birth.0 + 304)
        .max(first_month().first_day().0)
        .max(observed.0.first_day().0);
    let last = child.birth.birthday(6).0.min(observed.1.last_day().0);
    let own = chance.real(-0.6, 0.6);
    let mut days = Vec::new();
    for date in (first..=last).map(Day) {
        // Day 0, 1 January 1970, was a Thursday.
        let weekday = (date.0 + 3).rem_euclid(7);
        if weekday > 4 || chance.percent(20) {
            continue;
        }
        let hours = mean_hours(date.month()) + own + chance.real(-1.2, 1.2);
        days.push(Attended {
            date,
            hours: (hours * 10.0).round() / 10.0,
        });
    }
    days
}

/// All children of the municipality in a month: how many, hours a day, days. Invented: the published figures are pictures.
pub(super) fn reference(observed: (Month, Month)) -> impl Iterator<Item = (Month, i64, f64, f64)> {
    (first_month().0.max(observed.0.0)..=observed.1.0).map(|month| {
        let month = Month(month);
        let hours = (mean_hours(month) * 10.0 + 5.0).round() / 10.0;
        (month, 3900 + i64::from(month.0 % 12) * 5, hours, 17.2)
    })
}
