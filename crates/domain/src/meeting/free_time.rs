//! When everybody can: hours in which nobody who is called is busy, with the way there and back.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::day::{day_of, instant_of};
use crate::fold::folded_words;
use crate::working_day::{Holiday, is_working_day};

/// Hours in which somebody who is called has something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// From when.
    pub starts: Timestamp,
    /// Until when.
    pub ends: Timestamp,
    /// Where, where that is known: from another place it takes time to come.
    pub place: Option<String>,
}

/// The hours of a day in which meetings are held, where the municipality is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayHours {
    /// No meeting starts earlier.
    pub opens: Time,
    /// None ends later.
    pub closes: Time,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeSearch {
    /// Not before this instant.
    pub after: Timestamp,
    /// The first day.
    pub from: Date,
    /// How many days are looked through.
    pub days: u16,
    /// How long the meeting takes, in minutes.
    pub minutes: i64,
    /// Within which hours.
    pub hours: DayHours,
    /// Where it is to be, where that is known.
    pub place: Option<String>,
    /// Minutes it takes to come from another place.
    pub travel_minutes: i64,
    /// The most that is wanted.
    pub most: usize,
}

/// Hours in which everybody can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeSlot {
    /// From when.
    pub starts: Timestamp,
    /// Until when.
    pub ends: Timestamp,
}

/// Minutes between the beginnings that are tried.
const STEP: i64 = 30;
/// The most of one day, so that what is offered lies on several.
const A_DAY: usize = 3;

/// The first hours on working days in which nobody is busy, at most three of a day. Days are counted by the calendar and hours by the clock on
/// the wall, so that the change to and from summer time moves nothing.
pub fn free_slots(search: &TimeSearch, busy: &[Busy], holidays: &[Holiday]) -> Vec<FreeSlot> {
    let length = SignedDuration::from_mins(search.minutes.max(1));
    let mut found = Vec::new();
    for offset in 0..i32::from(search.days) {
        let Ok(day) = search.from.checked_add(offset.days()) else {
            break;
        };
        if !is_working_day(day, holidays) {
            continue;
        }
        let mut of_day: Vec<FreeSlot> = Vec::new();
        let mut hour = day.to_datetime(search.hours.opens);
        let closes = day.to_datetime(search.hours.closes);
        while hour.date() == day && of_day.len() < A_DAY && found.len() + of_day.len() < search.most
        {
            let Some(starts) = instant_of(hour) else {
                break;
            };
            let slot = FreeSlot {
                starts,
                ends: starts + length,
            };
            if instant_of(closes).is_none_or(|closes| slot.ends > closes) {
                break;
            }
            let apart = of_day.last().is_none_or(|last| last.ends <= slot.starts);
            if apart && slot.starts > search.after && is_free(&slot, search, busy) {
                of_day.push(slot);
            }
            let Ok(next) = hour.checked_add(STEP.minutes()) else {
                break;
            };
            hour = next;
        }
        found.extend(of_day);
    }
    found
}

fn is_free(slot: &FreeSlot, search: &TimeSearch, busy: &[Busy]) -> bool {
    let here = search.place.as_deref().map(folded_words);
    busy.iter().all(|it| {
        let there = it.place.as_deref().map(folded_words);
        // Where either place is not known, nobody can say how far it is.
        let travels = matches!((&here, &there), (Some(here), Some(there)) if here != there);
        let way = SignedDuration::from_mins(if travels { search.travel_minutes } else { 0 });
        slot.ends + way <= it.starts || it.ends + way <= slot.starts
    })
}

impl TimeSearch {
    /// The last day that is looked through.
    pub fn last(&self) -> Date {
        self.from.saturating_add(i32::from(self.days).days())
    }

    /// A search from the day of an instant, in ordinary hours.
    pub fn from(after: Timestamp, minutes: i64) -> Self {
        Self {
            after,
            from: day_of(after),
            days: 28,
            minutes,
            hours: DayHours {
                opens: Time::constant(8, 0, 0, 0),
                closes: Time::constant(16, 0, 0, 0),
            },
            place: None,
            travel_minutes: 0,
            most: 12,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::hour_of;
    use crate::working_day::shipped_holidays;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn nobody_is_busy_and_the_way_is_counted() {
        let mut search = TimeSearch::from(at("2026-11-24T06:00:00Z"), 60);
        search.travel_minutes = 30;
        search.place = Some("Rådhuset".to_owned());
        let busy = [
            // 8 to 10 at the school, 11.30 to 16 here.
            Busy {
                starts: at("2026-11-24T07:00:00Z"),
                ends: at("2026-11-24T09:00:00Z"),
                place: Some("Søndre Skole".to_owned()),
            },
            Busy {
                starts: at("2026-11-24T10:30:00Z"),
                ends: at("2026-11-24T15:00:00Z"),
                place: Some("rådhuset".to_owned()),
            },
        ];
        let found = free_slots(&search, &busy, &shipped_holidays());
        // Half past ten, when all have come over; until half past eleven, when the next begins in the same place.
        assert_eq!(found[0].starts, at("2026-11-24T09:30:00Z"));
        assert_eq!(found[0].ends, at("2026-11-24T10:30:00Z"));
        assert_eq!(found[1].starts, at("2026-11-25T07:00:00Z"));
        assert_eq!(found.len(), 12);
    }

    #[test]
    fn summer_time_moves_no_hour_and_feasts_are_passed_over() {
        let search = TimeSearch::from(at("2027-03-26T20:00:00Z"), 60);
        let found = free_slots(&search, &[], &shipped_holidays());
        // Good Friday is past, Easter Monday is 29 March; the clocks went forward on the 28th.
        assert_eq!(found[0].starts, at("2027-03-30T08:00:00+02:00"));
    }

    proptest! {
        #[test]
        fn what_is_found_is_free_and_within_the_day(
            begun in proptest::collection::vec((0i64..28 * 24 * 4, 1i64..20), 0..40),
            minutes in 15i64..240,
            start in 0i64..400,
        ) {
            let after = at("2026-09-01T05:00:00Z") + SignedDuration::from_hours(24 * start);
            let quarter = |n: i64| SignedDuration::from_mins(15 * n);
            let busy: Vec<Busy> = begun
                .iter()
                .map(|(from, long)| Busy {
                    starts: after + quarter(*from),
                    ends: after + quarter(*from + *long),
                    place: None,
                })
                .collect();
            let search = TimeSearch::from(after, minutes);
            let holidays = shipped_holidays();
            let found = free_slots(&search, &busy, &holidays);
            prop_assert!(found.len() <= search.most);
            for slot in &found {
                prop_assert!(slot.starts > after);
                prop_assert_eq!(slot.ends.duration_since(slot.starts).as_mins(), minutes);
                prop_assert!(busy.iter().all(|it| slot.ends <= it.starts || it.ends <= slot.starts));
                let (from, to) = (hour_of(slot.starts), hour_of(slot.ends));
                prop_assert!(is_working_day(from.date(), &holidays));
                prop_assert_eq!(from.date(), to.date());
                prop_assert!(from.time() >= search.hours.opens && to.time() <= search.hours.closes);
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].ends <= pair[1].starts));
        }
    }
}
