//! How long the collision check takes for a family of 12 with 3 years and 2,000 events: `cargo run --release -p helhed-domain --example
//! collision_speed`. Prints the median and the slowest of a hundred checks.

#![expect(clippy::disallowed_methods, reason = "an example that measures")]

use std::time::Instant;

use helhed_domain::appointment::{Appointment, AppointmentFacts};
use helhed_domain::collision::{Calendar, CollisionLimits, collisions};
use helhed_domain::ids::PersonId;
use helhed_domain::measure::{Measure, MeasureFacts, MeasureKind};
use helhed_domain::owner::Owner;
use helhed_domain::rule::Rules;
use helhed_domain::task::{Task, TaskFacts, TaskKind};
use helhed_domain::text::Line;
use jiff::{SignedDuration, Timestamp, ToSpan};
use uuid::Uuid;

const PEOPLE: u128 = 12;
const EVENTS: u128 = 2_000;

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

/// 1,400 appointments over three years of which half are to come, 200 measures, 400 tasks.
fn family(now: Timestamp) -> Calendar {
    let title = Line::parse("Møde").expect("a line");
    let people: Vec<PersonId> = (1..=PEOPLE).map(id).collect();
    let today = helhed_domain::day::day_of(now);
    let mut calendar = Calendar {
        people,
        ..Calendar::default()
    };
    for n in 0..EVENTS {
        let who = n % PEOPLE + 1;
        // A simple spread that repeats: no chance in a measurement.
        let hours = (n as i64 * 37) % (3 * 365 * 24) - 18 * 30 * 24;
        let at = now + SignedDuration::from_hours(hours);
        let day = helhed_domain::day::day_of(at);
        match n % 10 {
            0 => calendar.measures.push(Measure {
                id: id(10_000 + n),
                family: id(1),
                facts: MeasureFacts {
                    kind: MeasureKind::ALL[(n / 10) as usize % MeasureKind::ALL.len()],
                    title: title.clone(),
                    concerns: Some(id(who)),
                    legal_basis: None,
                    given_by: None,
                    asks: Some("talks".to_owned()),
                    weekly: 1,
                    from: day,
                    until: Some(day.saturating_add(6.months())),
                    goals: Vec::new(),
                },
                by: id(1),
                set_at: now,
                annulled: None,
                version: 1,
            }),
            1 | 2 => calendar.tasks.push(Task {
                id: id(10_000 + n),
                family: id(1),
                facts: TaskFacts {
                    kind: TaskKind::Task,
                    title: title.clone(),
                    owner: Owner::Person(id(who)),
                    due: Some(day.max(today)),
                    goal: None,
                },
                by: id(1),
                set_at: now,
                ended: None,
                version: 1,
            }),
            _ => calendar.appointments.push(Appointment {
                id: id(10_000 + n),
                family: id(1),
                facts: AppointmentFacts {
                    starts: at,
                    ends: at + SignedDuration::from_mins(60),
                    title: title.clone(),
                    place: Line::parse(if n % 3 == 0 { "Skolen" } else { "Jobcentret" }).ok(),
                    people: if n % 7 == 0 {
                        Vec::new()
                    } else {
                        vec![id(who)]
                    },
                    others: None,
                },
                by: id(1),
                set_at: now,
                annulled: None,
                version: 1,
            }),
        }
    }
    calendar
}

fn main() {
    let now: Timestamp = "2026-11-24T09:00:00Z".parse().expect("an instant");
    let limits = CollisionLimits::of(&Rules::on(helhed_domain::day::day_of(now), &[]));
    let calendar = family(now);
    let mut found = 0;
    let mut times: Vec<_> = (0..100)
        .map(|_| {
            let begun = Instant::now();
            found = collisions(&calendar, now, limits).len();
            begun.elapsed()
        })
        .collect();
    times.sort();
    println!(
        "{found} collisions; median {:?}, slowest {:?} of 100",
        times[50], times[99]
    );
}
