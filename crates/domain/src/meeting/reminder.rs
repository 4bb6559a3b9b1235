//! When a meeting is reminded of.

use jiff::{Timestamp, ToSpan};

use crate::day::{day_of, instant_of};

/// Nine o'clock on the day before, where the municipality is, whatever the clocks do in between; none where that has been.
pub fn reminder_at(starts: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let before = day_of(starts).checked_sub(1.day()).ok()?;
    instant_of(before.at(9, 0, 0, 0)).filter(|at| *at > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_before_at_nine_whatever_the_clocks_do() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        let now = at("2026-10-01T09:00:00Z");
        // The clocks go back in the night to 25 October.
        let reminder = reminder_at(at("2026-10-25T10:00:00+01:00"), now);
        assert_eq!(reminder, Some(at("2026-10-24T09:00:00+02:00")));
        // And forward in the night to 28 March.
        let reminder = reminder_at(at("2027-03-28T10:00:00+02:00"), now);
        assert_eq!(reminder, Some(at("2027-03-27T09:00:00+01:00")));
        let late = at("2026-10-24T12:00:00Z");
        assert_eq!(reminder_at(at("2026-10-25T10:00:00+01:00"), late), None);
    }
}
