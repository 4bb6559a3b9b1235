//! A participant's 49 months as days, and spells cut to them.

use crate::calendar::{Day, Month};

use super::months::FIRST_T;

/// The months t -24..24 of a participant: the first day of each, and the day after the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    starts: &'static [i32; 50],
}

/// A spell cut to a window, in days from the window's first day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spell {
    from: u16,
    to: u16,
    /// What it is, in the order of `PLACES` of `adult.rs`.
    pub(crate) place: u8,
}

impl Window {
    pub(crate) fn of(start: Month) -> Window {
        let starts = Month(start.0 + FIRST_T).first_days();
        Window {
            starts: starts.expect("starts are days a bundle may speak of"),
        }
    }

    /// The part of an interval that lies in the window, if any does.
    #[inline]
    pub(crate) fn cut(&self, from: Day, to: Day, place: u8) -> Option<Spell> {
        let (first, end) = (self.starts[0], self.starts[49]);
        let (from, to) = (from.0.max(first), to.0.min(end - 1));
        // The window is at most 1,493 days long.
        (from <= to).then(|| Spell {
            from: (from - first) as u16,
            to: (to - first) as u16,
            place,
        })
    }

    /// The months of the window an interval touches.
    #[inline]
    pub(crate) fn touched(&self, from: Day, to: Day) -> u64 {
        self.cut(from, to, 0).map_or(0, |spell| self.bits(&spell))
    }

    /// The months a spell touches.
    #[inline]
    pub(crate) fn bits(&self, spell: &Spell) -> u64 {
        let (from, to) = (self.month(spell.from), self.month(spell.to));
        ((1 << (to - from + 1)) - 1) << from
    }

    /// The days of a spell in a month that it touches.
    pub(crate) fn days(&self, spell: &Spell, month: usize) -> u64 {
        let (first, end) = (self.starts[month], self.starts[month + 1]);
        let zero = self.starts[0];
        let from = first.max(zero + i32::from(spell.from));
        let to = (end - 1).min(zero + i32::from(spell.to));
        (to - from + 1) as u64
    }

    /// The month of the window a day lies in.
    #[inline]
    fn month(&self, day: u16) -> usize {
        // No month is longer than 31 days, so the month is at least day / 31; it is at most two further within 49 months.
        let mut at = usize::from(day / 31);
        let day = self.starts[0] + i32::from(day);
        while self.starts[at + 1] <= day {
            at += 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::months::bits;

    #[test]
    fn every_day_lies_in_its_month() {
        let day = |text: &str| Day::parse(text.as_bytes()).expect("a day");
        for start in ["2017-06-15", "2016-02-29", "1800-01-01", "2199-12-31"] {
            let start = day(start).month();
            let window = Window::of(start);
            for number in window.starts[0]..window.starts[49] {
                let t = Day(number).month().0 - start.0;
                assert_eq!(window.touched(Day(number), Day(number)), bits(t, t));
            }
            let (before, after) = (Day(window.starts[0] - 1), Day(window.starts[49]));
            assert_eq!(window.touched(Day(i32::MIN), before), 0);
            assert_eq!(window.touched(after, Day::OPEN), 0);
            assert_eq!(window.touched(before, Day::OPEN), bits(-24, 24));
            let spell = window.cut(before, after, 0).expect("the whole window");
            let days: u64 = (0..49).map(|month| window.days(&spell, month)).sum();
            assert_eq!(days, (window.starts[49] - window.starts[0]) as u64);
        }
    }
}
