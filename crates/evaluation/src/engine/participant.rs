//! The persons of intervention families and where their months lie.

use super::months;
use crate::bundle::Bundle;
use crate::calendar::{Day, Month};
use crate::codes::{Role, Sex};

/// A person of an intervention family.
#[derive(Clone, Debug)]
pub(crate) struct Participant {
    pub(crate) role: Role,
    pub(crate) sex: Sex,
    pub(crate) birth: Day,
    /// The person's own start, else the family's.
    pub(crate) start: Day,
    pub(crate) start_month: Month,
    /// The family started before the cohort date.
    pub(crate) family_early: bool,
    /// The person's own start lies before the cohort date.
    pub(crate) own_early: bool,
    /// First and last day of the window t -24..24.
    pub(crate) window: (Day, Day),
    /// Months of the window that are observed.
    pub(crate) observed: u64,
}

impl Participant {
    pub(crate) fn is_child(&self) -> bool {
        self.role == Role::Child
    }

    /// Observed months whose first day is on or after the 18th birthday.
    pub(crate) fn adult_months(&self) -> u64 {
        let birthday = self.birth.birthday(18);
        let mut first = birthday.month();
        if first.first_day() < birthday {
            first = Month(first.0 + 1);
        }
        self.observed & months::bits(first.0.saturating_sub(self.start_month.0), months::LAST_T)
    }
}

/// The first and last day of the months t -24..24.
pub(crate) fn window(start: Month) -> (Day, Day) {
    (
        Month(start.0 + months::FIRST_T).first_day(),
        Month(start.0 + months::LAST_T).last_day(),
    )
}

/// The participants of a bundle and how rows find them.
pub(crate) struct Participants {
    pub(crate) list: Vec<Participant>,
    /// For each person of the bundle the place in `list`, or [`NOBODY`].
    place: Vec<u32>,
}

/// The place of a person of a comparison family.
pub(crate) const NOBODY: u32 = u32::MAX;

impl Participants {
    pub(crate) fn of(bundle: &Bundle, cohort_before: Day) -> Participants {
        let mut list = Vec::new();
        let mut place = Vec::with_capacity(bundle.persons.len());
        for person in &bundle.persons {
            let Some(family_start) = bundle.families[person.family as usize].start else {
                place.push(NOBODY);
                continue;
            };
            let start = person.start.unwrap_or(family_start);
            let start_month = start.month();
            place.push(list.len() as u32);
            list.push(Participant {
                role: person.role,
                sex: person.sex,
                birth: person.birth,
                start,
                start_month,
                family_early: family_start < cohort_before,
                own_early: start < cohort_before,
                window: window(start_month),
                observed: months::bits_between(
                    start_month,
                    bundle.manifest.observed_from,
                    bundle.manifest.observed_to,
                ),
            });
        }
        Participants { list, place }
    }

    /// The place of a person of the bundle in [`Participants::list`], or [`NOBODY`].
    #[inline]
    pub(crate) fn place(&self, person: u32) -> u32 {
        self.place[person as usize]
    }
}

/// Rows of a file put together by participant, for the participants of one range.
pub(crate) struct Grouped<T> {
    ends: Vec<usize>,
    rows: Vec<T>,
}

impl<T: Copy + Default> Grouped<T> {
    /// Groups rows (`persons` is the person of each) for the participants `range`; `make` turns a row, given its number and
    /// participant, into what is kept of it.
    pub(crate) fn of(
        participants: &Participants,
        range: std::ops::Range<usize>,
        persons: &[u32],
        mut make: impl FnMut(usize, &Participant) -> T,
    ) -> Grouped<T> {
        let first = range.start as u32;
        let length = range.len() as u32;
        // NOBODY wraps to something far outside every range.
        let local = |person: u32| participants.place(person).wrapping_sub(first);
        let mut ends = vec![0; range.len() + 1];
        for person in persons {
            let at = local(*person);
            if at < length {
                ends[at as usize + 1] += 1;
            }
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut rows = vec![T::default(); ends[range.len()]];
        // While filling, ends[at] is where the next row of `at` goes; afterwards it is where its rows end.
        for (number, person) in persons.iter().enumerate() {
            let at = local(*person);
            if at < length {
                let to = &mut ends[at as usize];
                rows[*to] = make(number, &participants.list[range.start + at as usize]);
                *to += 1;
            }
        }
        Grouped { ends, rows }
    }

    /// The rows of the participant at a place of the range.
    pub(crate) fn rows(&self, at: usize) -> &[T] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.rows[start..self.ends[at]]
    }
}
