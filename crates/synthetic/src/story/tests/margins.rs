//! The 56 families against tabel 1.1 and tabel 1.3.

use super::{demo, today};
use crate::story::{
    Birth, FamilyStory, Municipality, Person, Role, SupportCategory,
    calendar::{days_between, plus, years_old},
    cohort::{EARLY_BEFORE, SUPPORT},
};

/// Tolerance of a mean age, in years.
const YEARS: f64 = 0.3;

fn is_early(story: &FamilyStory) -> bool {
    story
        .start()
        .is_some_and(|start| start < plus(today(), -EARLY_BEFORE))
}

fn people(stories: &[FamilyStory], role: Role) -> impl Iterator<Item = (&FamilyStory, &Person)> {
    stories
        .iter()
        .flat_map(|s| s.persons.iter().map(move |p| (s, p)))
        .filter(move |(_, p)| p.role == role)
}

/// Number and mean age at the start; a child on the way counts below zero.
fn number_and_age(stories: &[FamilyStory], role: Role) -> (usize, f64) {
    let ages: Vec<f64> = people(stories, role)
        .filter_map(|(s, p)| s.start().map(|start| years_old(p.birth.day(), start)))
        .collect();
    (ages.len(), ages.iter().sum::<f64>() / ages.len() as f64)
}

#[test]
fn table_1_1_persons_and_ages() {
    for seed in 1..=4 {
        let all = demo(seed);
        let (early, late): (Vec<_>, Vec<_>) = all.iter().cloned().partition(is_early);
        assert_eq!((early.len(), late.len()), (25, 31), "families, seed {seed}");
        // role, cohort, number and mean age as published
        let rows = [
            (Role::Child, &all, 79, 2.3),
            (Role::Child, &early, 29, 0.9),
            (Role::Child, &late, 50, 3.1),
            (Role::Father, &all, 34, 33.7),
            (Role::Father, &early, 13, 33.2),
            (Role::Father, &late, 21, 33.9),
            (Role::Mother, &all, 56, 29.5),
            (Role::Mother, &early, 25, 29.7),
            (Role::Mother, &late, 31, 29.4),
        ];
        for (role, stories, target, target_age) in rows {
            let (number, age) = number_and_age(stories, role);
            assert_eq!(number, target, "{role:?}, seed {seed}");
            assert!(
                (age - target_age).abs() <= YEARS,
                "{role:?} of {target}, seed {seed}: {age:.2} for {target_age}"
            );
        }
        assert_eq!(people(&all, Role::OtherAdult).count(), 1);
    }
}

#[test]
fn table_1_3_support_at_start() {
    for seed in 1..=4 {
        let all = demo(seed);
        let count = |role, category: SupportCategory| {
            people(&all, role)
                .filter(|(_, p)| p.support_at_start == Some(category))
                .count()
        };
        for (category, mothers, fathers) in SUPPORT {
            assert_eq!(
                count(Role::Mother, category),
                mothers,
                "{category:?}, seed {seed}"
            );
            assert_eq!(
                count(Role::Father, category),
                fathers,
                "{category:?}, seed {seed}"
            );
        }
    }
}

#[test]
fn the_mothers_counts_are_the_largest_remainders_of_the_published_57() {
    let published = [22.0, 17.0, 5.0, 13.0];
    let exact: Vec<f64> = published.iter().map(|n| n / 57.0 * 56.0).collect();
    let mut rounded: Vec<usize> = exact.iter().map(|x| x.floor() as usize).collect();
    let mut by_remainder: Vec<usize> = (0..4).collect();
    by_remainder.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()));
    for &i in by_remainder.iter().take(56 - rounded.iter().sum::<usize>()) {
        rounded[i] += 1;
    }
    assert_eq!(rounded, SUPPORT.map(|row| row.1));
}

#[test]
fn thirty_active_twenty_six_ended_five_waiting_two_declined() {
    let municipality = Municipality::make(1, 56, today());
    let active = municipality
        .families()
        .filter(FamilyStory::is_active)
        .count();
    assert_eq!((active, municipality.families().len() - active), (30, 26));
    assert_eq!(municipality.waiting().count(), 5);
    assert_eq!(municipality.declined().count(), 2);
    let referrals: Vec<_> = municipality.waiting().map(|s| s.referral.on).collect();
    assert!(referrals.is_sorted());
}

#[test]
fn starts_spread_over_three_years_that_end_near_today() {
    let before: Vec<i32> = demo(3)
        .iter()
        .filter_map(FamilyStory::start)
        .map(|start| days_between(start, today()))
        .collect();
    for (from, to) in [
        (0, 180),
        (180, 365),
        (365, 548),
        (548, 730),
        (730, 913),
        (913, 1100),
    ] {
        let starts = before.iter().filter(|d| (from..to).contains(*d)).count();
        assert!(
            (5..=16).contains(&starts),
            "{starts} starts {from} to {to} days ago"
        );
    }
    assert!(before.iter().all(|d| *d < 1100));
}

#[test]
fn contact_points_fall_from_about_ten_to_about_four() {
    let all = demo(1);
    let mut before: Vec<usize> = all.iter().map(FamilyStory::contact_points_before).collect();
    before.sort_unstable();
    assert!((9..=11).contains(&before[28]), "median {}", before[28]);
    assert_eq!(before[55], 18);
    assert!(before[0] >= 4);
    let mut now: Vec<usize> = all
        .iter()
        .filter(|s| {
            s.start()
                .is_some_and(|start| days_between(start, today()) > 345)
        })
        .map(FamilyStory::contact_points_now)
        .collect();
    now.sort_unstable();
    assert!((3..=5).contains(&now[now.len() / 2]));
}

#[test]
fn some_expect_a_child_and_some_reviews_are_overdue() {
    let all = demo(1);
    assert!(
        all.iter()
            .flat_map(|s| &s.persons)
            .any(|p| matches!(p.birth, Birth::Expected(_)))
    );
    let overdue = all
        .iter()
        .filter_map(|s| s.plan.as_ref())
        .filter(|plan| {
            plan.reviews
                .iter()
                .any(|r| r.held.is_none() && r.due < today())
        })
        .count();
    assert!((2..=14).contains(&overdue), "{overdue}");
}

#[test]
fn larger_numbers_keep_the_proportions() {
    let municipality = Municipality::make(5, 560, today());
    let all: Vec<_> = municipality.families().collect();
    assert_eq!(people(&all, Role::Father).count(), 340);
    assert_eq!(people(&all, Role::Child).count(), 790);
    assert_eq!(all.iter().filter(|s| s.is_active()).count(), 300);
    assert_eq!(municipality.waiting().count(), 50);
    let part = Municipality::make(5, 20, today())
        .families()
        .filter(FamilyStory::is_active)
        .count();
    assert!((10..=12).contains(&part), "{part} of 20 active");
}
