//! Hours that collide: two appointments at once or too close to reach, a pick-up against an appointment.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{Calendar, Colliding, Collision, CollisionKind, CollisionLimits, Found};
use crate::appointment::Appointment;
use crate::day::{day_of, start_of};
use crate::fold::folded_words;
use crate::ids::PersonId;

/// An appointment to come, with its place in words that can be compared.
struct Hour<'a> {
    it: &'a Appointment,
    place: Vec<String>,
    day: Date,
}

pub(super) fn look(
    calendar: &Calendar,
    now: Timestamp,
    limits: CollisionLimits,
    found: &mut Found,
) {
    let stands = |it: &&Appointment| it.annulled.is_none() && it.facts.ends > now;
    let mut hours: Vec<Hour<'_>> = calendar
        .appointments
        .iter()
        .filter(stands)
        .map(|it| Hour {
            place: it
                .facts
                .place
                .as_ref()
                .map_or_else(Vec::new, |place| folded_words(place.as_str())),
            day: day_of(it.facts.starts),
            it,
        })
        .collect();
    hours.sort_by_key(|hour| (hour.it.facts.starts, hour.it.id));
    let mut of = BTreeMap::<PersonId, Vec<usize>>::new();
    for (at, hour) in hours.iter().enumerate() {
        let named = &hour.it.facts.people;
        let people = if named.is_empty() {
            &calendar.people
        } else {
            named
        };
        for person in people {
            of.entry(*person).or_default().push(at);
        }
    }
    let travel = SignedDuration::from_mins(limits.travel_minutes);
    for (person, own) in &of {
        for (place, first) in own.iter().enumerate() {
            let first = &hours[*first];
            let reach = first.it.facts.ends + travel;
            for second in own[place + 1..].iter().map(|at| &hours[*at]) {
                if second.it.facts.starts >= reach {
                    break;
                }
                let kind = match () {
                    () if second.it.facts.starts < first.it.facts.ends => CollisionKind::SameTime,
                    // Where a place is not known, nobody can say that it is too far.
                    () if first.place.is_empty()
                        || second.place.is_empty()
                        || first.place == second.place =>
                    {
                        continue;
                    }
                    () => CollisionKind::TooClose,
                };
                found.add(Collision {
                    kind,
                    day: second.day,
                    people: [*person].into(),
                    between: [first, second]
                        .map(|it| Colliding::Appointment(it.it.id))
                        .into(),
                    count: None,
                });
            }
        }
    }
    pick_ups(calendar, &hours, &of, limits, found);
}

fn pick_ups(
    calendar: &Calendar,
    hours: &[Hour<'_>],
    of: &BTreeMap<PersonId, Vec<usize>>,
    limits: CollisionLimits,
    found: &mut Found,
) {
    for pick_up in &calendar.pick_ups {
        let own = of
            .get(&pick_up.facts.by)
            .into_iter()
            .flatten()
            .map(|at| &hours[*at]);
        for hour in own.filter(|hour| pick_up.facts.is_on(hour.day)) {
            let begins =
                start_of(hour.day) + SignedDuration::from_mins(pick_up.facts.minute.into());
            let ends = begins + SignedDuration::from_mins(limits.pick_up_minutes);
            if hour.it.facts.starts < ends && begins < hour.it.facts.ends {
                found.add(Collision {
                    kind: CollisionKind::PickUp,
                    day: hour.day,
                    people: [pick_up.facts.by, pick_up.facts.child].into(),
                    between: [
                        Colliding::Appointment(hour.it.id),
                        Colliding::PickUp(pick_up.id),
                    ]
                    .into(),
                    count: None,
                });
            }
        }
    }
}
