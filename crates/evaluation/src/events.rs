//! The month of an event in a family's life, to see what happens around it: its start, a parent's
//! progression, its close.

use crate::bundle::Bundle;
use crate::calendar::{Day, Month};
use crate::codes::{Category, Role};
use crate::engine::months::{self, FIRST_T, LAST_T};
use crate::engine::{AdultMonths, NOBODY, Participants, each_adult};

/// What happens to a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The intervention starts.
    Start,
    /// A parent comes a step nearer to supporting themselves, and stays there.
    Progression,
    /// The intervention ends.
    Close,
}

impl Event {
    /// Every event.
    pub const ALL: [Event; 3] = [Event::Start, Event::Progression, Event::Close];

    /// Its word in tables and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Event::Start => "start",
            Event::Progression => "progression",
            Event::Close => "close",
        }
    }
}

/// How long a parent must hold a step for it to count.
pub const HELD_MONTHS: i32 = 6;

/// The event's month for every family of the bundle, numbered as they come; nothing for a comparison
/// family and where it did not happen.
///
/// A progression is the first month t >= 1 in which a mother's or father's category stands above that
/// of the month of start (other support, activity-ready, job- or education-ready, self-support) and in
/// which it stands at least as high in each of the [`HELD_MONTHS`] months from it on, all observed.
pub fn months(bundle: &Bundle, event: Event) -> Vec<Option<Month>> {
    let families = bundle.families.iter();
    match event {
        Event::Start => families.map(|it| it.start.map(Day::month)).collect(),
        Event::Close => families
            .map(|it| it.start.and(it.end).filter(|day| *day != Day::OPEN))
            .map(|day| day.map(Day::month))
            .collect(),
        Event::Progression => progressions(bundle),
    }
}

fn progressions(bundle: &Bundle) -> Vec<Option<Month>> {
    // The cohort has no part in it.
    let participants = Participants::of(bundle, Day::OPEN);
    let mut family = vec![0u32; participants.list.len()];
    for (number, person) in bundle.persons.iter().enumerate() {
        let place = participants.place(number as u32);
        if place != NOBODY {
            family[place as usize] = person.family;
        }
    }
    let mut first: Vec<Option<Month>> = vec![None; bundle.families.len()];
    let everyone = 0..participants.list.len();
    each_adult(bundle, &participants, everyone, |at, person, adult| {
        if !matches!(person.role, Role::Mother | Role::Father) {
            return;
        }
        if let Some(t) = progression(adult) {
            let month = Month(person.start_month.0 + t);
            let earliest = &mut first[family[at] as usize];
            *earliest = Some(earliest.map_or(month, |known| Month(known.0.min(month.0))));
        }
    });
    first
}

/// The month t of an adult's first progression.
fn progression(adult: &AdultMonths) -> Option<i32> {
    let at_start = step(adult, 0)?;
    (1..=LAST_T + 1 - HELD_MONTHS).find(|t| {
        let reached = step(adult, *t).unwrap_or(0);
        let holds = |later: i32| step(adult, later).is_some_and(|step| step >= reached);
        reached > at_start && (*t..*t + HELD_MONTHS).all(holds)
    })
}

/// How near to supporting themselves the adult is in month t; nothing for a month outside the panel.
fn step(adult: &AdultMonths, t: i32) -> Option<u8> {
    debug_assert!((FIRST_T..=LAST_T).contains(&t));
    let bit = months::bits(t, t);
    let held = |category: Category| adult.category[category as usize] & bit != 0;
    [
        (Category::SelfSupport, 3),
        (Category::JobOrEducationReady, 2),
        (Category::ActivityReady, 1),
        (Category::OtherSupport, 0),
    ]
    .into_iter()
    .find(|(category, _)| held(*category))
    .map(|(_, step)| step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::months::bits;

    fn adult(spells: &[(Category, i32, i32)]) -> AdultMonths {
        let mut adult = AdultMonths::default();
        for (category, from, to) in spells {
            adult.category[*category as usize] |= bits(*from, *to);
            adult.panel |= bits(*from, *to);
        }
        adult
    }

    #[test]
    fn a_step_up_counts_from_its_first_month_when_it_is_held() {
        use Category::{ActivityReady, JobOrEducationReady, SelfSupport};
        let stays = [
            (ActivityReady, -24, 4),
            (JobOrEducationReady, 5, 8),
            (SelfSupport, 9, 24),
        ];
        assert_eq!(progression(&adult(&stays)), Some(5));
        let falls_back = [
            (ActivityReady, -24, 4),
            (SelfSupport, 5, 8),
            (ActivityReady, 9, 24),
        ];
        assert_eq!(progression(&adult(&falls_back)), None);
        let too_late = [(ActivityReady, -24, 19), (SelfSupport, 20, 24)];
        assert_eq!(progression(&adult(&too_late)), None);
        let not_observed = [(ActivityReady, -24, 4), (SelfSupport, 5, 9)];
        assert_eq!(progression(&adult(&not_observed)), None);
        assert_eq!(
            progression(&adult(&[(SelfSupport, 1, 24)])),
            None,
            "no start to compare with"
        );
    }
}
