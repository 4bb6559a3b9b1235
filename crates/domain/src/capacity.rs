//! Who can consent for whom, on a day: adults for themselves, from 15 the young person, before that everyone who holds custody.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::custody::Custody;
use crate::day::birthday;
use crate::family::MemberRole;
use crate::ids::PersonId;
use crate::kinds::kinds;
use crate::person::Birth;

/// From this age a child has a party's rights in its own case (*law.md*: children exercise party rights from 10).
pub const PARTY: i16 = 10;
/// From this age a young person gives the consent (*law.md*: consent of 15- to 17-year-olds; Health Act § 17).
pub const YOUNG: i16 = 15;
/// From this age somebody is of age (Guardianship Act § 1).
pub const OF_AGE: i16 = 18;

kinds! {
    /// In what capacity somebody consents.
    Capacity, "capacity" {
        /// An adult, for themselves.
        Own = "own",
        /// Somebody of 15 to 17, for themselves.
        Young = "young",
        /// A holder of custody, for a child under 15; where two hold it, both.
        CustodyHolder = "custody_holder",
    }
}

/// Somebody information can be about, as far as consent asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Who.
    pub id: PersonId,
    /// What they are in the family: says who is an adult where no birth is known.
    pub role: MemberRole,
    /// When they were born.
    pub birth: Birth,
    /// Who holds custody of them, over time.
    pub custody: Vec<Custody>,
}

impl Subject {
    /// Everyone whose consent it takes on a day, together. Nobody where a child's custody is not written down: then nobody can
    /// consent for it.
    pub fn givers_on(&self, day: Date) -> Vec<(PersonId, Capacity)> {
        let age = self.birth.age_on(day);
        match age {
            Some(age) if age >= OF_AGE => vec![(self.id, Capacity::Own)],
            Some(age) if age >= YOUNG => vec![(self.id, Capacity::Young)],
            None if self.birth == Birth::Unknown && self.role != MemberRole::Child => {
                vec![(self.id, Capacity::Own)]
            }
            _ => {
                let holding = self.custody.iter().filter(|it| it.holds_on(day));
                let mut each: Vec<PersonId> = holding.map(|it| it.holder).collect();
                each.sort();
                each.dedup();
                let in_capacity = |holder| (holder, Capacity::CustodyHolder);
                each.into_iter().map(in_capacity).collect()
            }
        }
    }

    /// The days after `from` on which it may become somebody else's to consent.
    pub fn turns_after(&self, from: Date) -> Vec<Date> {
        let mut days = Vec::new();
        if let Some(born) = self.birth.born() {
            days.extend([YOUNG, OF_AGE].map(|age| birthday(born, age)));
        }
        for it in &self.custody {
            days.push(it.from);
            days.extend(it.to.map(|to| to.saturating_add(1.day())));
        }
        days.retain(|day| *day > from);
        days.sort();
        days.dedup();
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custody::CustodyKind;
    use jiff::civil::date;
    use uuid::Uuid;

    fn id(number: u8) -> PersonId {
        Uuid::from_bytes([number; 16]).into()
    }

    fn held(holder: u8, from: Date, to: Option<Date>) -> Custody {
        Custody {
            id: Uuid::nil().into(),
            child: id(1),
            holder: id(holder),
            kind: CustodyKind::Joint,
            from,
            to,
        }
    }

    #[test]
    fn age_and_custody_say_who_consents() {
        let born = date(2010, 5, 1);
        let mut child = Subject {
            id: id(1),
            role: MemberRole::Child,
            birth: Birth::Born(born),
            custody: vec![held(2, born, None), held(3, born, Some(date(2020, 12, 31)))],
        };
        let who = |it: &Subject, day| -> Vec<PersonId> {
            it.givers_on(day).into_iter().map(|(who, _)| who).collect()
        };
        assert_eq!(who(&child, date(2020, 12, 31)), [id(2), id(3)]);
        assert_eq!(who(&child, date(2021, 1, 1)), [id(2)]);
        assert_eq!(who(&child, date(2025, 4, 30)), [id(2)]);
        assert_eq!(
            child.givers_on(date(2025, 5, 1)),
            [(id(1), Capacity::Young)]
        );
        assert_eq!(child.givers_on(date(2028, 5, 1)), [(id(1), Capacity::Own)]);
        assert_eq!(
            child.turns_after(date(2020, 1, 1)),
            [date(2021, 1, 1), date(2025, 5, 1), date(2028, 5, 1)]
        );
        child.custody.clear();
        assert_eq!(who(&child, date(2020, 1, 1)), []);
        child.birth = Birth::Unknown;
        assert_eq!(who(&child, date(2020, 1, 1)), []);
        child.role = MemberRole::Mother;
        assert_eq!(who(&child, date(2020, 1, 1)), [id(1)]);
    }

    /// Born on 29 February: of 15 on 1 March where there is no 29 February, as Danish law counts birthdays; `age_on` agrees.
    #[test]
    fn a_leap_day_child_turns_on_a_day_that_age_agrees_with() {
        let child = Subject {
            id: id(1),
            role: MemberRole::Child,
            birth: Birth::Born(date(2012, 2, 29)),
            custody: vec![held(2, date(2012, 2, 29), None)],
        };
        for day in child.turns_after(date(2012, 3, 1)) {
            let before = child.givers_on(day.saturating_sub(1.day()));
            assert_ne!(before, child.givers_on(day), "{day}");
        }
    }
}
