//! How long it takes from a decision at a meeting until it is done.

use jiff::Timestamp;

const DAY: i64 = 24 * 60 * 60;

/// When something was decided, and when it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// When it was decided.
    pub at: Timestamp,
    /// When it was done, if it has been.
    pub done: Option<Timestamp>,
    /// When it was given up, if it was: until then it was not done.
    pub given_up: Option<Timestamp>,
}

/// How long decisions took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionTimes {
    /// How many were decided.
    pub decided: usize,
    /// How many of them are done.
    pub done: usize,
    /// How many were given up.
    pub given_up: usize,
    /// Whole days by which half are done. What is not done yet counts with the time that it has waited (the median of Kaplan and Meier, 1958,
    /// equation 2b), so that quick ones alone do not make it look fast; nothing where fewer than half can be said to be done.
    pub median_days: Option<i64>,
}

impl DecisionTimes {
    /// Counts. What lies in the future of `now`, as after a clock was set back, took no time.
    pub fn of(all: impl IntoIterator<Item = Decided>, now: Timestamp) -> Self {
        let mut waits: Vec<(i64, bool)> = Vec::new();
        let (mut done, mut given_up) = (0, 0);
        for it in all {
            let until = it.done.or(it.given_up).unwrap_or(now);
            let seconds = until.as_second() - it.at.as_second();
            waits.push((seconds.max(0), it.done.is_some()));
            done += usize::from(it.done.is_some());
            given_up += usize::from(it.done.is_none() && it.given_up.is_some());
        }
        Self {
            decided: waits.len(),
            done,
            given_up,
            median_days: median(waits).map(|seconds| seconds / DAY),
        }
    }
}

/// The time by which half are done; each wait says whether it ended because it was done.
fn median(mut waits: Vec<(i64, bool)>) -> Option<i64> {
    // At the same time, what was done comes before what still waits.
    waits.sort_by_key(|(wait, done)| (*wait, !done));
    let mut undone = 1.0;
    for (at, (wait, done)) in waits.iter().enumerate() {
        if *done {
            undone *= 1.0 - 1.0 / (waits.len() - at) as f64;
            // A product of fractions may miss one half by a rounding.
            if undone <= 0.5 + 1e-9 {
                return Some(*wait);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    fn now() -> Timestamp {
        "2026-11-24T09:00:00Z".parse().expect("an instant")
    }

    fn days(n: i64) -> SignedDuration {
        SignedDuration::from_hours(24 * n)
    }

    fn done(began: i64, took: i64) -> Decided {
        let at = now() - days(began);
        Decided {
            at,
            done: Some(at + days(took)),
            given_up: None,
        }
    }

    fn waits(began: i64) -> Decided {
        Decided {
            at: now() - days(began),
            done: None,
            given_up: None,
        }
    }

    #[test]
    fn half_of_what_was_decided_was_done_within() {
        let times = DecisionTimes::of([done(30, 1), done(30, 4), done(30, 9)], now());
        assert_eq!(
            (times.decided, times.done, times.median_days),
            (3, 3, Some(4))
        );
        assert_eq!(DecisionTimes::of([], now()).median_days, None);
    }

    #[test]
    fn what_waits_counts_with_its_wait() {
        // 1 day, then 20 and 25 that still wait: two thirds are not done, so nobody can say when half are.
        let times = DecisionTimes::of([done(30, 1), waits(20), waits(25)], now());
        assert_eq!((times.done, times.median_days), (1, None));
        // One that was just decided says nothing yet: of the two others, half were done within a day.
        let times = DecisionTimes::of([done(30, 1), done(30, 6), waits(0)], now());
        assert_eq!(times.median_days, Some(1));
        let given_up = Decided {
            given_up: Some(now()),
            ..waits(3)
        };
        let times = DecisionTimes::of([done(30, 1), given_up], now());
        assert_eq!((times.given_up, times.median_days), (1, Some(1)));
    }

    proptest! {
        #[test]
        fn a_median_is_one_of_the_times_and_waiting_longer_never_makes_it_shorter(
            took in proptest::collection::vec((0i64..60, any::<bool>()), 0..40),
            longer in 0i64..60,
        ) {
            let all = |more: i64| took.iter().map(move |(n, is_done)| match is_done {
                true => done(60, *n),
                false => waits(*n + more),
            });
            let times = DecisionTimes::of(all(0), now());
            if let Some(median) = times.median_days {
                prop_assert!(took.contains(&(median, true)));
            }
            let later = DecisionTimes::of(all(longer), now());
            let long = |it: Option<i64>| it.unwrap_or(i64::MAX);
            prop_assert!(long(later.median_days) >= long(times.median_days));
        }
    }
}
