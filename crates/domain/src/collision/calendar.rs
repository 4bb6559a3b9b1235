//! What is looked through: everything with a time that the family is to keep.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::appointment::Appointment;
use crate::ids::{FamilyId, LoadId, PersonId, PickUpId};
use crate::measure::Measure;
use crate::task::Task;

/// That somebody picks a child up on a weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickUp {
    /// Its id.
    pub id: PickUpId,
    /// The family.
    pub family: FamilyId,
    /// Who, when and how long.
    pub facts: PickUpFacts,
    /// Counts the changes.
    pub version: i64,
}

/// What is written of a pick-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickUpFacts {
    /// The child.
    pub child: PersonId,
    /// Who picks it up.
    pub by: PersonId,
    /// The weekday, 1 to 7 from Monday.
    pub weekday: i8,
    /// When: minutes after midnight.
    pub minute: i16,
    /// The first day.
    pub from: Date,
    /// The last day, where it has ended or will.
    pub until: Option<Date>,
}

/// What is wrong with a pick-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PickUpError {
    /// There is no such weekday or hour.
    #[error("no such weekday or hour")]
    NoSuchHour,
    /// Nobody picks themselves up.
    #[error("nobody picks themselves up")]
    Themselves,
    /// It ends before it begins.
    #[error("it ends before it begins")]
    EndsBeforeItBegins,
}

impl PickUpFacts {
    /// Checks weekday, hour, people and days.
    pub fn checked(self) -> Result<Self, PickUpError> {
        if !(1..=7).contains(&self.weekday) || !(0..24 * 60).contains(&self.minute) {
            return Err(PickUpError::NoSuchHour);
        }
        if self.child == self.by {
            return Err(PickUpError::Themselves);
        }
        if self.until.is_some_and(|until| until < self.from) {
            return Err(PickUpError::EndsBeforeItBegins);
        }
        Ok(self)
    }

    /// Whether it is over on a day.
    pub fn is_over(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Whether it is on a day.
    pub fn is_on(&self, day: Date) -> bool {
        self.weekday == day.weekday().to_monday_one_offset()
            && self.from <= day
            && self.until.is_none_or(|until| day <= until)
    }
}

/// What somebody, or the family, can carry a week, as agreed with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// Its id.
    pub id: LoadId,
    /// What was agreed.
    pub facts: LoadFacts,
    /// Counts the changes.
    pub version: i64,
}

/// What was agreed of a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadFacts {
    /// Who; `None` is each in the family.
    pub person: Option<PersonId>,
    /// How many times a week.
    pub per_week: i64,
    /// When it was agreed.
    pub agreed: Date,
    /// The last day it holds; then what was agreed before it counts again.
    pub until: Option<Date>,
}

/// What is wrong with an agreed load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Fewer than none or more than a week holds.
    #[error("no number for a week")]
    NoSuchNumber,
    /// Agreed on a day to come, or over ten years ago.
    #[error("a day that cannot be")]
    NoSuchDay,
    /// It ends before it was agreed.
    #[error("it ends before it was agreed")]
    EndsBeforeItBegins,
}

impl LoadFacts {
    /// The most a week: three a day.
    pub const MOST: i64 = 21;

    /// Checks the number and the days.
    pub fn checked(self, today: Date) -> Result<Self, LoadError> {
        if !(0..=Self::MOST).contains(&self.per_week) {
            return Err(LoadError::NoSuchNumber);
        }
        if self.agreed > today || self.agreed < today.saturating_sub(10.years()) {
            return Err(LoadError::NoSuchDay);
        }
        if self.until.is_some_and(|until| until < self.agreed) {
            return Err(LoadError::EndsBeforeItBegins);
        }
        Ok(self)
    }
}

/// Everything with a time that a family is to keep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Who belongs to the family: what names nobody is for all of them.
    pub people: Vec<PersonId>,
    /// Appointments; those called off are passed over.
    pub appointments: Vec<Appointment>,
    /// Measures; those annulled are passed over.
    pub measures: Vec<Measure>,
    /// Tasks; those that have ended are passed over.
    pub tasks: Vec<Task>,
    /// Pick-ups.
    pub pick_ups: Vec<PickUp>,
    /// Agreed loads, in the order in which they were agreed: the last counts.
    pub loads: Vec<Load>,
}

impl Calendar {
    /// What somebody can carry in the week of a Monday: the last that was agreed for them and still holds then, else for each in the family.
    pub fn load_of(&self, person: PersonId, monday: Date) -> Option<i64> {
        let holds = |it: &LoadFacts| it.until.is_none_or(|until| monday <= until);
        let last = |of: Option<PersonId>| {
            let mut from_last = self.loads.iter().rev().map(|it| &it.facts);
            from_last.find(|it| it.person == of && holds(it))
        };
        last(Some(person))
            .or_else(|| last(None))
            .map(|it| it.per_week)
    }
}
