//! Setting a collision aside: somebody has looked at it and lets it be, for a reason. It comes back when it becomes more than it was.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Calendar, Colliding, Collision};
use crate::text::{Line, Name};

/// What a collision is made of: what collides, each as it was last changed, and how many there are against how many may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeOf {
    /// Ids with the number of their change.
    parts: BTreeSet<String>,
    count: Option<(i64, i64)>,
}

/// That a collision was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What it was made of then.
    pub made_of: MadeOf,
    /// Why.
    pub word: Line,
    /// Who did.
    pub by_name: Name,
    /// When.
    pub at: Timestamp,
}

impl MadeOf {
    /// What each of several collisions is made of now.
    pub fn of_all(found: &[Collision], calendar: &Calendar) -> Vec<Self> {
        let mut changed = BTreeMap::new();
        let appointments = calendar.appointments.iter();
        changed.extend(appointments.map(|it| (Colliding::Appointment(it.id), it.version)));
        let measures = calendar.measures.iter();
        changed.extend(measures.map(|it| (Colliding::Measure(it.id), it.version)));
        let tasks = calendar.tasks.iter();
        changed.extend(tasks.map(|it| (Colliding::Task(it.id), it.version)));
        let pick_ups = calendar.pick_ups.iter();
        changed.extend(pick_ups.map(|it| (Colliding::PickUp(it.id), it.version)));
        let part = |what: &Colliding| {
            let version = changed.get(what).copied().unwrap_or_default();
            format!("{}@{version}", what.id())
        };
        let made_of = |it: &Collision| Self {
            parts: it.between.iter().map(part).collect(),
            count: it.count,
        };
        found.iter().map(made_of).collect()
    }

    /// Whether what was set aside covers what there is now: nothing in it that was not there, nothing changed, no more of it than then. A
    /// week of which a part is over is less, and stays set aside.
    pub fn covers(&self, now: &Self) -> bool {
        let within = match (self.count, now.count) {
            (Some((count, most)), Some((now, may))) => now <= count && may >= most,
            (then, now) => then == now,
        };
        within && now.parts.is_subset(&self.parts)
    }

    /// As it is kept.
    pub fn to_text(&self) -> String {
        let count = self.count.map(|(count, most)| format!("{count}/{most}"));
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        format!("{}|{}", count.unwrap_or_default(), parts.join(" "))
    }

    /// As it was kept.
    pub fn parse(text: &str) -> Option<Self> {
        let (count, parts) = text.split_once('|')?;
        let count = match count {
            "" => None,
            _ => {
                let (count, most) = count.split_once('/')?;
                Some((count.parse().ok()?, most.parse().ok()?))
            }
        };
        let parts = parts.split_whitespace().map(str::to_owned).collect();
        Some(Self { parts, count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collision::CollisionKind;
    use crate::ids::TaskId;
    use jiff::civil::date;
    use uuid::Uuid;

    fn a_day_of(tasks: &[u128], most: i64) -> Collision {
        let task = |n: &u128| Colliding::Task(TaskId::from(Uuid::from_u128(*n)));
        Collision {
            kind: CollisionKind::SameDeadline,
            day: date(2026, 11, 27),
            people: BTreeSet::new(),
            between: tasks.iter().map(task).collect(),
            count: Some((tasks.len() as i64, most)),
        }
    }

    fn made_of(it: Collision) -> MadeOf {
        MadeOf::of_all(&[it], &Calendar::default()).remove(0)
    }

    #[test]
    fn less_stays_set_aside_and_more_comes_back() {
        let then = made_of(a_day_of(&[1, 2, 3], 2));
        assert!(then.covers(&then));
        assert!(then.covers(&made_of(a_day_of(&[1, 3], 2))));
        assert!(!then.covers(&made_of(a_day_of(&[1, 2, 4], 2))), "another");
        assert!(
            !then.covers(&made_of(a_day_of(&[1, 2, 3], 1))),
            "less may be"
        );
        let mut changed = then.clone();
        changed.parts = changed
            .parts
            .iter()
            .map(|it| it.replace("@0", "@1"))
            .collect();
        assert!(!then.covers(&changed), "one of them was changed");
    }

    #[test]
    fn it_is_read_as_it_was_kept() {
        let mut it = made_of(a_day_of(&[1, 2], 2));
        assert_eq!(MadeOf::parse(&it.to_text()), Some(it.clone()));
        it.count = None;
        assert_eq!(MadeOf::parse(&it.to_text()), Some(it));
        assert_eq!(MadeOf::parse("no such"), None);
    }
}
