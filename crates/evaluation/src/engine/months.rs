//! The 49 months of a person as bits of one word: bit t + 24 is month t.

use crate::calendar::Month;

/// The first month that counts.
pub const FIRST_T: i32 = -24;
/// The last month that counts.
pub const LAST_T: i32 = 24;
/// Months t -24..-1.
pub const BEFORE: u64 = (1 << 24) - 1;
/// The month of start.
pub const START: u64 = 1 << 24;
/// Months t 1..24.
pub const AFTER: u64 = BEFORE << 25;

/// The bits of months `from..=to`, cut to the window; no bits when nothing of it lies there.
#[inline]
pub const fn bits(from: i32, to: i32) -> u64 {
    let from = if from < FIRST_T { FIRST_T } else { from };
    let to = if to > LAST_T { LAST_T } else { to };
    if from > to {
        return 0;
    }
    ((1 << (to - from + 1)) - 1) << (from - FIRST_T)
}

/// The bits of the months from `first` to `last`, seen from a start month.
#[inline]
pub(crate) fn bits_between(start: Month, first: Month, last: Month) -> u64 {
    bits(
        first.0.saturating_sub(start.0),
        last.0.saturating_sub(start.0),
    )
}

/// How many months a word holds.
#[inline]
pub(crate) fn count(bits: u64) -> u64 {
    u64::from(bits.count_ones())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_hold_the_window() {
        assert_eq!(BEFORE, bits(-24, -1));
        assert_eq!(START, bits(0, 0));
        assert_eq!(AFTER, bits(1, 24));
        assert_eq!(count(bits(-1000, 1000)), 49);
        assert_eq!(bits(25, 30), 0);
        assert_eq!(bits(3, 2), 0);
        assert_eq!(bits(-30, -24), 1);
    }
}
