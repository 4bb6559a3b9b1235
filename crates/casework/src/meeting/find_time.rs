//! Finds hours in which everybody who is to be called can, and that collide with nothing of the family's.

use std::collections::BTreeSet;

use helhed_access::{doing, what};
use helhed_domain::appointment::{Appointment, AppointmentFacts};
use helhed_domain::collision::{Calendar, CollisionLimits, collisions};
use helhed_domain::contact::Annulment;
use helhed_domain::day::{end_of, instant_of, start_of};
use helhed_domain::ids::{AccountId, AppointmentId, FamilyId, PersonId};
use helhed_domain::meeting::{Busy, FreeSlot, TimeSearch, free_slots};
use helhed_domain::text::Line;
use helhed_domain::working_day::shipped_holidays;
use helhed_store::appointment::Span;
use helhed_store::busy;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use uuid::Uuid;

use crate::collision::calendar_of;
use crate::{Reading, Stop, Visible};

/// Hours to find.
#[derive(Debug, Clone)]
pub struct FindTime {
    /// The family.
    pub family: FamilyId,
    /// Who of it is to be there; nobody in particular is all of them.
    pub people: Vec<PersonId>,
    /// Which of those who work here.
    pub accounts: Vec<AccountId>,
    /// From which day.
    pub from: Date,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// Where it is to be.
    pub place: Option<Line>,
}

/// The most hours that are offered.
const MOST: usize = 12;
/// How many are tried against everything that can collide.
const TRIED: usize = 60;

/// The first hours that everybody has free, with the way there and the pick-ups, and that would collide with nothing: a fixed number of
/// queries, however many are called. Of colleagues, nothing is read but when they are busy and where.
pub async fn find_time(
    reading: &mut Reading,
    command: FindTime,
) -> Result<Visible<Vec<FreeSlot>>, Stop> {
    let lens = reading.lens(command.family).await?;
    let permit = lens.permit::<what::Meetings, doing::Add>();
    let permit = permit.ok_or(Stop::NotAllowed)?;
    let (now, rules) = (reading.now(), reading.rules());
    let limits = CollisionLimits::of(&rules);
    let mut search = TimeSearch::from(now, command.minutes);
    search.from = command.from.max(reading.today());
    search.place = command.place.as_ref().map(|it| it.as_str().to_owned());
    search.travel_minutes = limits.travel_minutes;
    search.most = TRIED;
    let link = &mut reading.link;
    let calendar = calendar_of(link, &lens, now).await?;
    let span = Span {
        from: start_of(search.from),
        to: end_of(search.last()),
    };
    let accounts: BTreeSet<AccountId> = command.accounts.iter().copied().collect();
    let hours = busy::of_everybody(link, &permit, span).await?;
    let mut busy: Vec<Busy> = hours
        .into_iter()
        .filter(|(account, _)| accounts.contains(account))
        .map(|(_, busy)| busy)
        .collect();
    let people: BTreeSet<PersonId> = match command.people.is_empty() {
        true => calendar.people.iter().copied().collect(),
        false => command.people.iter().copied().collect(),
    };
    busy.extend(of_family(&calendar, &people, &search, limits));
    let mut slots = free_slots(&search, &busy, &shipped_holidays());
    let before: BTreeSet<String> = collisions(&calendar, now, limits)
        .iter()
        .map(|it| it.mark())
        .collect();
    let mut tried = calendar;
    let mut found = Vec::new();
    for slot in slots.drain(..) {
        tried.appointments.push(would_be(&command, slot, now));
        let new = collisions(&tried, now, limits);
        if new.iter().all(|it| before.contains(&it.mark())) {
            found.push(slot);
        }
        tried.appointments.pop();
        if found.len() == MOST {
            break;
        }
    }
    reading
        .show::<what::Meetings, _>("find_time", &lens, found)
        .await
}

/// The meeting as an appointment, to see what it would collide with.
fn would_be(command: &FindTime, slot: FreeSlot, now: Timestamp) -> Appointment {
    let title = command.place.clone();
    let title = title.or_else(|| Line::parse("?").ok());
    Appointment {
        id: AppointmentId::from(Uuid::nil()),
        family: command.family,
        facts: AppointmentFacts {
            starts: slot.starts,
            ends: slot.ends,
            title: title.expect("a question mark is a line"),
            place: command.place.clone(),
            people: command.people.clone(),
            others: None,
        },
        by: AccountId::from(Uuid::nil()),
        set_at: now,
        annulled: None::<Annulment>,
        version: 1,
    }
}

/// When these of the family are busy: with appointments, and with picking up.
fn of_family(
    calendar: &Calendar,
    people: &BTreeSet<PersonId>,
    search: &TimeSearch,
    limits: CollisionLimits,
) -> Vec<Busy> {
    let stands = |it: &&Appointment| {
        let named = &it.facts.people;
        it.annulled.is_none() && (named.is_empty() || named.iter().any(|it| people.contains(it)))
    };
    let appointments = calendar.appointments.iter().filter(stands);
    let mut busy: Vec<Busy> = appointments
        .map(|it| Busy {
            starts: it.facts.starts,
            ends: it.facts.ends,
            place: it.facts.place.as_ref().map(|it| it.as_str().to_owned()),
        })
        .collect();
    for pick_up in &calendar.pick_ups {
        if !people.contains(&pick_up.facts.by) {
            continue;
        }
        let mut day = search.from;
        while day <= search.last() {
            let minute = i32::from(pick_up.facts.minute);
            let hour = day.at(0, 0, 0, 0).checked_add(minute.minutes());
            let at = hour.ok().and_then(instant_of);
            if let Some(at) = at.filter(|_| pick_up.facts.is_on(day)) {
                busy.push(Busy {
                    starts: at,
                    ends: at + SignedDuration::from_mins(limits.pick_up_minutes),
                    place: None,
                });
            }
            day = day.saturating_add(1.day());
        }
    }
    busy
}
