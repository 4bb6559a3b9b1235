//! What holds for any story of any seed.

use std::collections::HashSet;

use jiff::civil::{Date, date, time};
use proptest::prelude::*;

use super::today;
use crate::story::{
    Birth, Decision, Depth, FamilyStory, Municipality, Person, Responsible, Role, Sex, TaskStatus,
    calendar::{plus, years_old},
};

/// Fails with what is wrong about the story.
fn check(story: &FamilyStory, today: Date) {
    for person in &story.persons {
        check_person(person, today);
    }
    check_ages(story);
    check_around(story, today);
    match &story.decision {
        Decision::TakenIn { on, start, .. } => {
            assert!(
                story.referral.on < *on && on <= start && *start < today,
                "referral, decision, start"
            );
            check_course(story, *start, today);
            check_plan(story, *start, today);
        }
        Decision::Waiting { on, .. } | Decision::Declined { on, .. } => {
            assert!(story.referral.on < *on && *on <= today);
            assert!(
                story.contacts.is_empty()
                    && story.notes.is_empty()
                    && story.tasks.is_empty()
                    && story.plan.is_none()
            );
        }
    }
    assert!(!story.referral.reasons.is_empty() && story.referral.criteria.len() >= 2);
}

fn check_person(person: &Person, today: Date) {
    match person.birth {
        Birth::Born(day) => {
            assert!(day <= today);
            let cpr = person.cpr.as_deref().expect("the born have a number");
            let part = |from: usize, to: usize| cpr[from..to].parse::<i16>().expect("digits");
            assert_eq!(cpr.len(), 10);
            assert!((61..=91).contains(&part(0, 2)), "{cpr} could be somebody's");
            assert_eq!(
                (part(0, 2) - 60, part(2, 4)),
                (day.day().into(), day.month().into())
            );
            assert_eq!(part(4, 6), day.year() % 100);
            let century = if part(6, 7) <= 3 { 1900 } else { 2000 };
            assert_eq!(day.year() / 100 * 100, century, "{cpr}");
            let sex = person.sex.expect("the born have a sex");
            assert_eq!(part(9, 10) % 2 == 0, sex == Sex::Female);
        }
        Birth::Expected(day) => {
            assert!(day > today && person.role == Role::Child);
            assert!(person.cpr.is_none() && person.given_name.is_none() && person.sex.is_none());
        }
    }
    assert!(
        person
            .phone
            .as_ref()
            .is_none_or(|p| p.starts_with("00") && p.len() == 8)
    );
    assert!(
        person
            .email
            .as_ref()
            .is_none_or(|e| e.ends_with(".example") && e.is_ascii())
    );
    assert_eq!(person.support_at_start.is_some(), person.is_adult());
    assert!(!person.interpreter || person.language != "da");
}

fn check_ages(story: &FamilyStory) {
    assert_eq!(story.persons[0].role, Role::Mother);
    let days = |child: bool| {
        story
            .persons
            .iter()
            .filter(move |p| match p.role {
                Role::Child => child,
                Role::Mother | Role::Father => !child,
                Role::OtherAdult => false,
            })
            .map(|p| p.birth.day())
    };
    for parent in days(false) {
        for child in days(true) {
            assert!(
                years_old(parent, child) >= 15.0,
                "a parent of {:.1} years",
                years_old(parent, child)
            );
        }
    }
    let children: Vec<Date> = days(true).collect();
    assert!(
        !children.is_empty() && children.is_sorted(),
        "children oldest first"
    );
    assert!(
        children.windows(2).all(|w| years_old(w[0], w[1]) > 0.75),
        "siblings nine months apart"
    );
}

fn check_around(story: &FamilyStory, today: Date) {
    for professional in &story.around {
        assert!(professional.since <= today);
        assert!(
            professional
                .ended
                .is_none_or(|end| end > professional.since && end < today)
        );
        assert!(
            professional
                .person
                .is_none_or(|p| p.0 < story.persons.len())
        );
    }
    if story.depth == Depth::Full {
        assert!(
            (4..=18).contains(&story.contact_points_before()),
            "{}",
            story.contact_points_before()
        );
    }
}

fn check_course(story: &FamilyStory, start: Date, today: Date) {
    let until = story.closing.as_ref().map_or(plus(today, -1), |c| c.on);
    let exists = |owner: Responsible| match owner {
        Responsible::Member(p) => p.0 < story.persons.len(),
        Responsible::Professional(p) => p.0 < story.around.len(),
        Responsible::Coordinator => true,
    };
    assert!(until > start && until < today);
    assert!(story.contacts.is_sorted_by_key(|c| c.at));
    for contact in &story.contacts {
        let day = contact.at.date();
        assert!(start <= day && day <= until, "contact on {day}");
        assert!(
            day.weekday().to_monday_zero_offset() < 5,
            "contact on a weekend"
        );
        assert!(contact.at.time() >= time(8, 0, 0, 0) && contact.end().time() <= time(18, 0, 0, 0));
        assert!(
            contact.minutes > 0
                && !contact.persons.is_empty()
                && !contact.summary.contains(['{', '}'])
        );
        assert!(
            contact
                .persons
                .iter()
                .all(|p| story.persons[p.0].is_born_by(day)),
            "someone unborn took part"
        );
    }
    let mut texts = HashSet::new();
    for note in &story.notes {
        let contact = &story.contacts[note.contact.expect("every note follows a contact")];
        assert!(note.at >= contact.end() && note.at.date() == contact.at.date());
        assert!(texts.insert(&note.text), "twice: {}", note.text);
        assert!(
            !note.text.is_empty() && !note.text.contains(['{', '}']),
            "{}",
            note.text
        );
        check_named(story, &note.text, note.at.date());
    }
    for task in &story.tasks {
        assert!(
            task.created >= start && task.created <= until && task.due > task.created,
            "{task:?}"
        );
        assert!(exists(task.owner) && !task.text.contains(['{', '}']));
        match &task.status {
            TaskStatus::Done { on } => assert!(*on >= task.created && *on <= until, "{task:?}"),
            TaskStatus::Missed { why } => assert!(!why.is_empty() && task.due < today),
            TaskStatus::Open => assert!(story.closing.is_none(), "an open task in a closed case"),
        }
    }
    assert!(
        story.tasks.is_sorted_by_key(|t| t.created)
            && story.appointments.is_sorted_by_key(|a| a.at)
    );
    for appointment in &story.appointments {
        assert!(
            appointment.at.date() >= start
                && exists(appointment.with)
                && !appointment.persons.is_empty()
        );
        assert!(story.closing.is_none() || appointment.at.date() <= until);
    }
    if story.depth == Depth::Light {
        assert!(story.contacts.len() == 1 && story.notes.len() == 1 && story.tasks.len() <= 2);
    }
}

/// A drawn note names no child before its birth.
fn check_named(story: &FamilyStory, text: &str, day: Date) {
    let words: HashSet<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .collect();
    for person in story.persons.iter().filter(|p| !p.is_born_by(day)) {
        let named = person
            .given_name
            .as_deref()
            .is_some_and(|name| words.contains(name));
        assert!(!named, "an unborn child is named");
    }
}

fn check_plan(story: &FamilyStory, start: Date, today: Date) {
    let Some(plan) = &story.plan else { return };
    assert!(plan.agreed > start && plan.agreed < today && !plan.goals.is_empty());
    for goal in &plan.goals {
        assert!(
            goal.target > plan.agreed && goal.reached.is_none_or(|day| day < today && day > start),
            "{goal:?}"
        );
        assert!(
            !goal.wish.is_empty() && !goal.goal.contains(['{', '}', ';']),
            "{goal:?}"
        );
    }
    assert!(plan.reviews.is_sorted_by(|a, b| a.due < b.due));
    for (i, review) in plan.reviews.iter().enumerate() {
        assert_eq!(review.held.is_some(), review.line.is_some());
        assert!(
            review.due > plan.agreed
                && review
                    .held
                    .is_none_or(|day| day > plan.agreed && day < today)
        );
        assert!(review.held.is_some() || (i + 1 == plan.reviews.len() && story.closing.is_none()));
    }
}

#[test]
fn all_of_a_demo() {
    for seed in [1, 2, 99] {
        let municipality = Municipality::make(seed, 56, today());
        municipality
            .families()
            .for_each(|story| check(&story, today()));
        municipality
            .waiting()
            .chain(municipality.declined())
            .for_each(|story| check(&story, today()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_seed_family_and_day(seed: u64, index in 0u32..100_000, full in 0u32..56, day in 0i32..3000) {
        let today = plus(date(2025, 1, 1), day);
        let small = Municipality::make(seed, 56, today);
        check(&small.family(full).expect("below the number of families"), today);
        // One municipality of full size is enough for the light families: their stories depend on their number alone.
        let large = Municipality::make(seed, index + 1, today);
        check(&large.family(index).expect("below the number of families"), today);
    }
}
