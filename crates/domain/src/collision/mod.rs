//! What collides in a family's calendar and plans: found anew after each change, told before it reaches the family.

mod aside;
mod calendar;
mod demands;
mod hours;
mod measures;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::ids::{AppointmentId, MeasureId, PersonId, PickUpId, TaskId};
use crate::kinds::kinds;
use crate::rule::Rules;

pub use aside::{Aside, MadeOf};
pub use calendar::{Calendar, Load, LoadError, LoadFacts, PickUp, PickUpError, PickUpFacts};

kinds! {
    /// How two things collide.
    CollisionKind, "collision" {
        /// Two appointments at the same time.
        SameTime = "same_time",
        /// Two appointments in different places, too close to reach.
        TooClose = "too_close",
        /// A child's pick-up against an appointment.
        PickUp = "pick_up",
        /// A duty to be activated while in treatment.
        ActivationInTreatment = "activation_in_treatment",
        /// Two measures ask what contradicts each other.
        OppositeAsked = "opposite_asked",
        /// Two measures ask the same.
        SameAsked = "same_asked",
        /// More in a week than was agreed that somebody can carry.
        TooMuch = "too_much",
        /// Several deadlines of one person on one day.
        SameDeadline = "same_deadline",
    }
}

/// Something that collides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colliding {
    /// An appointment.
    Appointment(AppointmentId),
    /// A measure.
    Measure(MeasureId),
    /// A task.
    Task(TaskId),
    /// A pick-up.
    PickUp(PickUpId),
}

/// What collides with what, for whom, from which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    /// How.
    pub kind: CollisionKind,
    /// The day it happens, or the first day of it; of a week, its Monday.
    pub day: Date,
    /// Whom it is about.
    pub people: BTreeSet<PersonId>,
    /// What collides: two things, or several in a week or on a day.
    pub between: BTreeSet<Colliding>,
    /// How many there are against how many may be, where that is the matter.
    pub count: Option<(i64, i64)>,
}

impl Collision {
    /// What it is the same by when it is found again: kind, day and what collides; in a week or on a day whom it is about.
    pub fn mark(&self) -> String {
        let mut mark = format!("{}|{}", self.kind.code(), self.day);
        let is_count = matches!(
            self.kind,
            CollisionKind::TooMuch | CollisionKind::SameDeadline
        );
        if is_count {
            mark.extend(self.people.iter().map(|it| format!("|{it}")));
        } else {
            mark.extend(self.between.iter().map(|it| format!("|{}", it.id())));
        }
        mark
    }
}

impl Colliding {
    /// Its id as text.
    fn id(self) -> String {
        match self {
            Self::Appointment(id) => id.to_string(),
            Self::Measure(id) => id.to_string(),
            Self::Task(id) => id.to_string(),
            Self::PickUp(id) => id.to_string(),
        }
    }
}

/// The limits of the check, as the rules of the day have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CollisionLimits {
    /// Minutes it takes to get from one place to another.
    pub travel_minutes: i64,
    /// Minutes it takes to pick up a child.
    pub pick_up_minutes: i64,
    /// How much a week somebody can carry where nothing was agreed.
    pub weekly_load: i64,
    /// How many deadlines on one day are told of.
    pub deadlines_day: i64,
    /// How many weeks ahead a week's demands are added up.
    pub weeks_ahead: i64,
}

impl CollisionLimits {
    /// From the rules.
    pub fn of(rules: &Rules) -> Self {
        Self {
            travel_minutes: rules.travel_minutes,
            pick_up_minutes: rules.pick_up_minutes,
            weekly_load: rules.weekly_load,
            deadlines_day: rules.deadlines_day,
            weeks_ahead: rules.collision_weeks,
        }
    }
}

/// Gathers what was found, one for each mark: the same for several people is one.
#[derive(Default)]
struct Found(BTreeMap<String, Collision>);

impl Found {
    fn add(&mut self, collision: Collision) {
        self.0
            .entry(collision.mark())
            .and_modify(|it| it.people.extend(collision.people.iter()))
            .or_insert(collision);
    }
}

/// Everything that collides from `now` on, by day.
pub fn collisions(calendar: &Calendar, now: Timestamp, limits: CollisionLimits) -> Vec<Collision> {
    let mut found = Found::default();
    hours::look(calendar, now, limits, &mut found);
    measures::look(calendar, now, &mut found);
    demands::look(calendar, now, limits, &mut found);
    let mut all: Vec<_> = found.0.into_values().collect();
    all.sort_by(|a, b| (a.day, a.kind, &a.between).cmp(&(b.day, b.kind, &b.between)));
    all
}

#[cfg(test)]
mod tests;
