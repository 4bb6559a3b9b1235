//! The persons of intervention families and where their months lie.

use super::months;
use crate::bundle::Bundle;
use crate::calendar::{Day, Month};
use crate::codes::{Role, Sex};

/// A person of an intervention family.
#[derive(Clone, Debug)]
pub(crate) struct Participant {
    /// The person's number in the bundle.
    pub(crate) number: u32,
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
        let mut list = Vec::with_capacity(bundle.persons.len());
        let mut place = Vec::with_capacity(bundle.persons.len());
        for (number, person) in bundle.persons.iter().enumerate() {
            let Some(family_start) = bundle.families[person.family as usize].start else {
                place.push(NOBODY);
                continue;
            };
            let start = person.start.unwrap_or(family_start);
            let start_month = start.month();
            place.push(list.len() as u32);
            list.push(Participant {
                number: number as u32,
                role: person.role,
                sex: person.sex,
                birth: person.birth,
                start,
                start_month,
                family_early: family_start < cohort_before,
                own_early: start < cohort_before,
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
