//! Demands that add up: more in a week than was agreed, several deadlines on one day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::{Calendar, Colliding, Collision, CollisionKind, CollisionLimits, Found};
use crate::day::day_of;
use crate::ids::PersonId;
use crate::owner::Owner;

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(back.days())
}

pub(super) fn look(
    calendar: &Calendar,
    now: Timestamp,
    limits: CollisionLimits,
    found: &mut Found,
) {
    let today = day_of(now);
    weeks(calendar, today, limits, found);
    deadlines(calendar, today, limits, found);
}

fn weeks(calendar: &Calendar, today: Date, limits: CollisionLimits, found: &mut Found) {
    let first = monday(today);
    let last = first.saturating_add(limits.weeks_ahead.weeks());
    let mut of = BTreeMap::<(PersonId, Date), (i64, BTreeSet<Colliding>)>::new();
    for it in calendar
        .appointments
        .iter()
        .filter(|it| it.annulled.is_none())
    {
        let day = day_of(it.facts.starts);
        if day < first || day >= last {
            continue;
        }
        let named = &it.facts.people;
        let people = if named.is_empty() {
            &calendar.people
        } else {
            named
        };
        for person in people {
            let week = of.entry((*person, monday(day))).or_default();
            week.0 += 1;
            week.1.insert(Colliding::Appointment(it.id));
        }
    }
    let asking = calendar.measures.iter();
    for it in asking.filter(|it| it.annulled.is_none() && it.facts.weekly > 0) {
        let mut week = first;
        while week < last {
            // A measure that begins or ends within the week is in it.
            let end = week.saturating_add(6.days());
            if it.facts.from <= end && it.facts.until.is_none_or(|until| week <= until) {
                let people: &[PersonId] = match &it.facts.concerns {
                    Some(person) => std::slice::from_ref(person),
                    None => &calendar.people,
                };
                for person in people {
                    let all = of.entry((*person, week)).or_default();
                    all.0 += it.facts.weekly;
                    all.1.insert(Colliding::Measure(it.id));
                }
            }
            week = week.saturating_add(1.week());
        }
    }
    for ((person, week), (count, between)) in of {
        let most = calendar.load_of(person, week).unwrap_or(limits.weekly_load);
        if count > most {
            found.add(Collision {
                kind: CollisionKind::TooMuch,
                day: week,
                people: [person].into(),
                between,
                count: Some((count, most)),
            });
        }
    }
}

fn deadlines(calendar: &Calendar, today: Date, limits: CollisionLimits, found: &mut Found) {
    let mut of = BTreeMap::<(PersonId, Date), BTreeSet<Colliding>>::new();
    for task in calendar.tasks.iter().filter(|task| task.ended.is_none()) {
        // A professional's deadlines are for them to keep; the family's are ours to watch.
        if let (Owner::Person(person), Some(due)) = (&task.facts.owner, task.facts.due)
            && due >= today
        {
            let all = of.entry((*person, due)).or_default();
            all.insert(Colliding::Task(task.id));
        }
    }
    for ((person, day), between) in of {
        let count = between.len() as i64;
        if count >= limits.deadlines_day.max(2) {
            found.add(Collision {
                kind: CollisionKind::SameDeadline,
                day,
                people: [person].into(),
                between,
                count: Some((count, limits.deadlines_day)),
            });
        }
    }
}
