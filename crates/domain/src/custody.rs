//! Who holds custody of a child. Joint custody needs both holders for major matters.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::day::age_on;
use crate::ids::{CustodyId, PersonId};
use crate::kinds::kinds;
use crate::person::Birth;

kinds! {
    /// How custody is held.
    CustodyKind, "custody" {
        /// Two hold it together.
        Joint = "joint",
        /// One holds it alone.
        Sole = "sole",
    }
}

/// That somebody holds custody of a child from a day to a day. Joint custody is two of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custody {
    /// Its id.
    pub id: CustodyId,
    /// The child.
    pub child: PersonId,
    /// Who holds it.
    pub holder: PersonId,
    /// Together or alone.
    pub kind: CustodyKind,
    /// The first day.
    pub from: Date,
    /// The last day; a last day before the first says that it was corrected and never held.
    pub to: Option<Date>,
}

impl Custody {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// The last day it has once something else is set from `from` on; `None` where that changes nothing.
    pub fn cut_by(&self, from: Date) -> Option<Date> {
        if self.to.is_some_and(|to| to < from || to < self.from) {
            return None;
        }
        let until = if self.from < from { from } else { self.from };
        Some(until.saturating_sub(1.day()))
    }
}

/// Who shall hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holders {
    /// Both.
    Joint(PersonId, PersonId),
    /// One.
    Sole(PersonId),
}

/// Why custody cannot be set so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CustodyError {
    /// The child is 18.
    #[error("of age")]
    OfAge,
    /// A holder is the child.
    #[error("a child does not hold custody of itself")]
    OfOneself,
    /// The same person twice.
    #[error("the same holder twice")]
    HolderTwice,
    /// From before the child was born.
    #[error("from before the birth")]
    BeforeBirth,
    /// From over a year ahead.
    #[error("over a year ahead")]
    TooFarAhead,
}

impl Holders {
    /// Together or alone.
    pub fn kind(self) -> CustodyKind {
        match self {
            Self::Joint(..) => CustodyKind::Joint,
            Self::Sole(_) => CustodyKind::Sole,
        }
    }

    /// Each of them.
    pub fn each(self) -> Vec<PersonId> {
        match self {
            Self::Joint(one, other) => vec![one, other],
            Self::Sole(one) => vec![one],
        }
    }

    /// Checks that they can hold custody of a child from a day on. Custody ends at 18 (Parental Responsibility Act § 1).
    pub fn check(
        self,
        child: PersonId,
        birth: Birth,
        from: Date,
        today: Date,
    ) -> Result<(), CustodyError> {
        let each = self.each();
        if each.contains(&child) {
            return Err(CustodyError::OfOneself);
        }
        if each.len() == 2 && each[0] == each[1] {
            return Err(CustodyError::HolderTwice);
        }
        if from > today.saturating_add(1.year()) {
            return Err(CustodyError::TooFarAhead);
        }
        match birth {
            Birth::Born(day) if from < day => Err(CustodyError::BeforeBirth),
            Birth::Born(day) if age_on(day, from) >= 18 => Err(CustodyError::OfAge),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn id(number: u8) -> PersonId {
        Uuid::from_bytes([number; 16]).into()
    }

    fn held(from: Date, to: Option<Date>) -> Custody {
        Custody {
            id: Uuid::nil().into(),
            child: id(1),
            holder: id(2),
            kind: CustodyKind::Sole,
            from,
            to,
        }
    }

    #[test]
    fn what_is_set_now_stands_from_its_day_on() {
        let (spring, summer) = (date(2026, 3, 1), date(2026, 6, 1));
        assert_eq!(held(spring, None).cut_by(summer), Some(date(2026, 5, 31)));
        assert_eq!(
            held(summer, None).cut_by(spring),
            Some(date(2026, 5, 31)),
            "it never held"
        );
        assert_eq!(held(spring, None).cut_by(spring), Some(date(2026, 2, 28)));
        assert_eq!(held(spring, Some(date(2026, 4, 1))).cut_by(summer), None);
        let corrected = held(summer, Some(date(2026, 5, 31)));
        assert!(!corrected.holds_on(summer) && !corrected.holds_on(date(2026, 5, 31)));
        assert_eq!(corrected.cut_by(spring), None);
    }

    #[test]
    fn custody_is_of_a_born_child_by_others() {
        let today = date(2026, 11, 24);
        let check = |holders: Holders, birth, from| holders.check(id(1), birth, from, today);
        let birth = Birth::Born(date(2010, 5, 1));
        assert_eq!(check(Holders::Joint(id(2), id(3)), birth, today), Ok(()));
        for (holders, birth, from, error) in [
            (Holders::Sole(id(1)), birth, today, CustodyError::OfOneself),
            (
                Holders::Joint(id(2), id(2)),
                birth,
                today,
                CustodyError::HolderTwice,
            ),
            (
                Holders::Sole(id(2)),
                birth,
                date(2010, 4, 30),
                CustodyError::BeforeBirth,
            ),
            (
                Holders::Sole(id(2)),
                birth,
                date(2027, 12, 1),
                CustodyError::TooFarAhead,
            ),
            (
                Holders::Sole(id(2)),
                Birth::Born(date(2008, 11, 24)),
                today,
                CustodyError::OfAge,
            ),
        ] {
            assert_eq!(check(holders, birth, from), Err(error));
        }
    }
}
