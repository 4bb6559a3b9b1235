use super::*;
use crate::appointment::{Appointment, AppointmentFacts};
use crate::ids::{AccountId, FamilyId};
use crate::measure::{Measure, MeasureFacts, MeasureKind};
use crate::owner::Owner;
use crate::task::{Task, TaskFacts, TaskKind};
use crate::text::{Line, Name};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

const LIMITS: CollisionLimits = CollisionLimits {
    travel_minutes: 30,
    pick_up_minutes: 30,
    weekly_load: 5,
    deadlines_day: 2,
    weeks_ahead: 4,
};

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

/// A Tuesday, 10 o'clock.
fn now() -> Timestamp {
    "2026-11-24T09:00:00Z".parse().expect("an instant")
}

fn meeting(
    n: u128,
    starts: &str,
    minutes: i64,
    place: Option<&str>,
    people: &[u128],
) -> Appointment {
    let starts: Timestamp = format!("2026-11-{starts}:00Z").parse().expect("an instant");
    Appointment {
        id: id(n),
        family: id::<FamilyId>(900),
        facts: AppointmentFacts {
            starts,
            ends: starts + jiff::SignedDuration::from_mins(minutes),
            title: Line::parse("Møde").expect("a line"),
            place: place.map(|it| Line::parse(it).expect("a line")),
            people: people.iter().map(|n| id(*n)).collect(),
            others: None,
        },
        by: id::<AccountId>(901),
        set_at: now(),
        annulled: None,
        version: 1,
    }
}

fn measure(n: u128, kind: MeasureKind, asks: Option<&str>, by: &str, weekly: i64) -> Measure {
    Measure {
        id: id(n),
        family: id(900),
        facts: MeasureFacts {
            kind,
            title: Line::parse("Indsats").expect("a line"),
            concerns: Some(id(1)),
            legal_basis: None,
            given_by: Some(Name::parse(by).expect("a name")),
            asks: asks.map(str::to_owned),
            weekly,
            from: date(2026, 11, 2),
            until: Some(date(2026, 12, 31)),
            goals: Vec::new(),
        },
        by: id(901),
        set_at: now(),
        annulled: None,
        version: 1,
    }
}

fn task(n: u128, due: Date) -> Task {
    Task {
        id: id(n),
        family: id(900),
        facts: TaskFacts {
            kind: TaskKind::Task,
            title: Line::parse("Send papirer").expect("a line"),
            owner: Owner::Person(id(1)),
            due: Some(due),
            goal: None,
        },
        by: id(901),
        set_at: now(),
        ended: None,
        version: 1,
    }
}

fn load(n: u128, person: Option<PersonId>, per_week: i64) -> Load {
    Load {
        id: id(n),
        facts: LoadFacts {
            person,
            per_week,
            agreed: date(2026, 11, 1),
            until: None,
        },
        version: 1,
    }
}

fn kinds(calendar: &Calendar) -> Vec<CollisionKind> {
    let found = collisions(calendar, now(), LIMITS);
    found.into_iter().map(|it| it.kind).collect()
}

fn of_two() -> Calendar {
    Calendar {
        people: vec![id(1), id(2)],
        ..Calendar::default()
    }
}

#[test]
fn two_at_once_or_too_close_to_reach() {
    let mut calendar = of_two();
    calendar.loads = vec![load(50, None, 20)];
    calendar.appointments = vec![
        meeting(10, "25T09:00", 60, Some("Skolen"), &[1]),
        meeting(11, "25T09:30", 30, None, &[1]),
        // The other parent may be elsewhere.
        meeting(12, "25T09:00", 60, Some("Jobcentret"), &[2]),
        meeting(13, "26T09:00", 60, Some("Skolen"), &[1]),
        meeting(14, "26T10:10", 30, Some("Jobcentret"), &[1]),
        meeting(15, "26T10:45", 30, Some("jobcentret"), &[1]),
        meeting(16, "27T09:00", 60, Some("Skolen"), &[1]),
        meeting(17, "27T10:30", 60, Some("Jobcentret"), &[1]),
    ];
    assert_eq!(
        kinds(&calendar),
        [CollisionKind::SameTime, CollisionKind::TooClose]
    );
    calendar.appointments[1].annulled = Some(crate::contact::Annulment {
        at: now(),
        reason: Line::parse("Aflyst").expect("a line"),
    });
    assert_eq!(kinds(&calendar), [CollisionKind::TooClose]);
}

#[test]
fn what_names_nobody_is_for_all_and_told_once() {
    let mut calendar = of_two();
    calendar.appointments = vec![
        meeting(10, "25T09:00", 60, None, &[]),
        meeting(11, "25T09:30", 60, None, &[]),
    ];
    let found = collisions(&calendar, now(), LIMITS);
    assert_eq!((found.len(), found[0].people.len()), (1, 2));
}

#[test]
fn a_pick_up_stands_against_a_meeting_of_whoever_picks_up() {
    let mut calendar = of_two();
    // Wednesday at 15:30 where the family is, which is 14:30 in UTC.
    calendar.pick_ups = vec![PickUp {
        id: id(20),
        family: id(900),
        facts: PickUpFacts {
            child: id(2),
            by: id(1),
            weekday: 3,
            minute: 15 * 60 + 30,
            from: date(2026, 8, 1),
            until: None,
        },
        version: 1,
    }];
    calendar.appointments = vec![meeting(10, "25T14:00", 45, None, &[1])];
    assert_eq!(kinds(&calendar), [CollisionKind::PickUp]);
    calendar.appointments = vec![
        meeting(10, "25T13:00", 60, None, &[1]),
        meeting(11, "26T14:00", 60, None, &[1]),
        meeting(12, "25T14:00", 60, None, &[2]),
    ];
    assert_eq!(kinds(&calendar), []);
}

#[test]
fn duties_treatments_and_what_is_asked_twice() {
    use MeasureKind::{Activation, Measure as Help, Treatment};
    let pair = |one, other| {
        let mut calendar = of_two();
        calendar.measures = vec![one, other];
        kinds(&calendar)
    };
    let duty = measure(30, Activation, Some("internship"), "Jens", 0);
    let stay = measure(31, Treatment, Some("treatment_stay"), "Pia", 0);
    assert_eq!(
        pair(duty.clone(), stay),
        [CollisionKind::ActivationInTreatment]
    );
    let silent = measure(31, Treatment, None, "Pia", 0);
    assert_eq!(
        pair(silent, duty.clone()),
        [CollisionKind::ActivationInTreatment]
    );
    let talks = measure(31, Treatment, Some("talks"), "Pia", 0);
    assert_eq!(pair(duty, talks.clone()), [], "talks leave room for a duty");
    assert_eq!(
        pair(talks.clone(), measure(32, Help, Some("talks"), "Bo", 0)),
        [CollisionKind::SameAsked]
    );
    assert_eq!(
        pair(talks.clone(), measure(32, Help, Some("talks"), "Pia", 0)),
        []
    );
    let (home, daily) = (
        measure(33, Help, Some("be_home"), "Eva", 0),
        measure(34, Help, Some("attend_daily"), "Jens", 0),
    );
    assert_eq!(
        pair(home.clone(), daily.clone()),
        [CollisionKind::OppositeAsked]
    );
    let mut over = daily.clone();
    over.facts.until = Some(date(2026, 11, 23));
    assert_eq!(pair(home.clone(), over), [], "it was over yesterday");
    let mut childs = daily;
    childs.facts.concerns = Some(id(2));
    assert_eq!(pair(home, childs), [], "asked of somebody else");
}

#[test]
fn a_week_holds_what_was_agreed_and_a_day_one_deadline() {
    let mut calendar = of_two();
    calendar.measures = vec![measure(30, MeasureKind::Measure, Some("talks"), "Eva", 3)];
    calendar.appointments = (0..3)
        .map(|n| meeting(40 + n, &format!("2{}T12:00", 5 + n), 30, None, &[1]))
        .collect();
    let found = collisions(&calendar, now(), LIMITS);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].day, found[0].count),
        (date(2026, 11, 23), Some((6, 5)))
    );
    calendar.loads = vec![load(50, None, 2), load(51, Some(id(1)), 7)];
    assert_eq!(
        kinds(&calendar),
        [],
        "her own agreement counts before the family's"
    );
    calendar.loads.truncate(1);
    assert_eq!(
        kinds(&calendar).len(),
        4,
        "each of the four weeks ahead asks three of two"
    );
    calendar.loads[0].facts.until = Some(date(2026, 12, 7));
    let weeks: Vec<_> = collisions(&calendar, now(), LIMITS)
        .iter()
        .map(|it| (it.day, it.count))
        .collect();
    assert_eq!(
        weeks.first(),
        Some(&(date(2026, 11, 23), Some((6, 2)))),
        "it holds this week"
    );
    assert_eq!(weeks.len(), 3, "and not the last of the four");
    let day = date(2026, 12, 1);
    let mut calendar = of_two();
    calendar.tasks = vec![task(60, day), task(61, day), task(62, date(2026, 12, 2))];
    assert_eq!(kinds(&calendar), [CollisionKind::SameDeadline]);
    calendar.tasks = vec![task(60, date(2026, 11, 1)), task(61, date(2026, 11, 1))];
    assert_eq!(kinds(&calendar), [], "what is late is told elsewhere");
}

#[test]
fn what_asks_the_opposite_stands_in_the_list_of_what_is_asked() {
    let codes = crate::code::shipped_codes();
    for (a, b) in measures::opposites() {
        for code in [a, b] {
            assert!(
                codes.iter().any(|it| it.list == "asks" && it.code == *code),
                "{code}"
            );
        }
        assert_ne!(a, b);
    }
}

proptest! {
    #[test]
    fn the_order_of_what_is_looked_through_changes_nothing(starts in proptest::collection::vec((0i64..72, 10i64..120, 0u128..3), 0..25)) {
        let make = |n: usize, (hour, minutes, who): (i64, i64, u128)| {
            let mut it = meeting(100 + n as u128, "25T00:00", minutes, Some("Skolen"), &[who + 1]);
            let shift = jiff::SignedDuration::from_hours(hour);
            it.facts.starts += shift;
            it.facts.ends += shift;
            it
        };
        let mut calendar = of_two();
        calendar.appointments = starts.iter().enumerate().map(|(n, it)| make(n, *it)).collect();
        let found = collisions(&calendar, now(), LIMITS);
        calendar.appointments.reverse();
        prop_assert_eq!(&collisions(&calendar, now(), LIMITS), &found);
        let marks: BTreeSet<_> = found.iter().map(Collision::mark).collect();
        prop_assert_eq!(marks.len(), found.len(), "each is told once");
    }
}
