//! How an adult is supported month by month around the start: the dip before it and the way back.

use helhed_evaluation::codes::{Category, Role};

use super::deal::{evenly, spread, strided};
use super::margins;
use super::people::{Adult, late_from};
use crate::story::Chance;

/// From month `t` on this category, until the next.
pub(super) type Course = Vec<(i32, Category)>;

/// The first and last month a course tells of; registers reach further than the window of the evaluation.
pub(super) const MONTHS: (i32, i32) = (-30, 30);

/// The courses of a block's adults, in their order.
pub(super) fn courses(adults: &[&Adult], chance: &mut Chance) -> Vec<Course> {
    let mut courses: Vec<Course> = adults
        .iter()
        .map(|adult| vec![(MONTHS.0, adult.at_start)])
        .collect();
    for role in [Role::Mother, Role::Father] {
        let mut of_role: Vec<_> = (0..adults.len())
            .filter(|at| adults[*at].role == role)
            .collect();
        // In the order of starts, so that what is spread evenly falls on early and late starts alike.
        of_role.sort_by_key(|at| adults[*at].start);
        let (own, public): (Vec<_>, Vec<_>) = of_role
            .into_iter()
            .partition(|at| adults[*at].at_start == Category::SelfSupport);
        before(role, &public, &mut courses, chance);
        after(role, adults, &public, &mut courses, chance);
        if role == Role::Father {
            fathers_who_come_and_go(&own, &mut courses, chance);
        }
    }
    courses
}

/// Some had public support all the time; the others came to it in the last two years, evenly within each category.
fn before(role: Role, public: &[usize], courses: &mut [Course], chance: &mut Chance) {
    let long = match role {
        Role::Mother => margins::MOTHERS_LONG_ON_SUPPORT,
        _ => margins::FATHERS_LONG_ON_SUPPORT,
    };
    let mut by_category = public.to_vec();
    by_category.sort_by_key(|at| courses[*at][0].1);
    let long = spread(by_category.len(), long, chance);
    let came: Vec<_> = by_category
        .iter()
        .zip(&long)
        .filter(|(_, long)| !**long)
        .map(|(at, _)| *at)
        .collect();
    for (at, entry) in came.iter().zip(strided(came.len(), -19, -1, chance)) {
        let category = courses[*at][0].1;
        courses[*at] = vec![(MONTHS.0, Category::SelfSupport), (entry, category)];
    }
}

/// Some leave public support within two years, evenly.
fn after(
    role: Role,
    adults: &[&Adult],
    public: &[usize],
    courses: &mut [Course],
    chance: &mut Chance,
) {
    let (leave, shift) = match role {
        Role::Mother => (margins::MOTHERS_WHO_LEAVE, margins::MOTHERS_WHO_SHIFT),
        _ => (margins::FATHERS_WHO_LEAVE, 0),
    };
    let share_early = early_leavers(role, adults, public) / leave.iter().sum::<usize>() as f64;
    let mut exits = evenly(leave.iter().sum(), 2, 24, chance).into_iter();
    let categories = [
        Category::JobOrEducationReady,
        Category::ActivityReady,
        Category::OtherSupport,
    ];
    for (category, leave) in categories.into_iter().zip(leave) {
        let of_category: Vec<_> = public
            .iter()
            .filter(|at| adults[**at].at_start == category)
            .collect();
        let early = of_category
            .iter()
            .filter(|at| adults[***at].start < late_from())
            .count();
        // In the order of starts the early come first: dealt apart, so that t = 24, which only they reach, is met.
        let late = of_category.len() - early;
        let leave_early = ((leave as f64 * share_early).round() as usize)
            .clamp(leave.saturating_sub(late), leave.min(early));
        let mut leaving = spread(early, leave_early, chance);
        leaving.extend(spread(late, leave - leave_early, chance));
        let mut shifts = if category == Category::JobOrEducationReady {
            shift
        } else {
            0
        };
        for (at, leaving) in of_category.into_iter().zip(leaving) {
            if leaving {
                let exit = exits.next().expect("as many exits as leave");
                courses[*at].push((exit, Category::SelfSupport));
            } else if shifts > 0 {
                shifts -= 1;
                courses[*at].push((chance.between(2, 8), Category::ActivityReady));
            }
        }
    }
}

/// How many of those who leave must be early, so that the published share of the early are self-supported at t = 24.
fn early_leavers(role: Role, adults: &[&Adult], public: &[usize]) -> f64 {
    let is_early = |adult: &Adult| adult.role == role && adult.start < late_from();
    let early = adults.iter().filter(|adult| is_early(adult)).count();
    let on_support = public.iter().filter(|at| is_early(adults[**at])).count();
    let share = match role {
        Role::Mother => margins::MOTHERS_SELF_SUPPORTED_AFTER,
        _ => margins::FATHERS_SELF_SUPPORTED_AFTER,
    };
    (early as f64 * share).round() - (early - on_support) as f64
}

/// Fathers self-supported at the start: some had left public support before it, some come to it after.
fn fathers_who_come_and_go(own: &[usize], courses: &mut [Course], chance: &mut Chance) {
    let left = spread(own.len(), margins::FATHERS_WHO_HAD_LEFT, chance);
    let stayed: Vec<_> = own
        .iter()
        .zip(&left)
        .filter(|(_, left)| !**left)
        .map(|(at, _)| *at)
        .collect();
    let kinds = [
        Category::JobOrEducationReady,
        Category::OtherSupport,
        Category::JobOrEducationReady,
        Category::ActivityReady,
        Category::JobOrEducationReady,
    ];
    let gone = own.iter().zip(&left).filter(|(_, left)| **left);
    for (((at, _), exit), kind) in gone
        .zip(evenly(margins::FATHERS_WHO_HAD_LEFT, -16, -6, chance))
        .zip(kinds)
    {
        courses[*at] = vec![(MONTHS.0, kind), (exit, Category::SelfSupport)];
    }
    let coming = spread(stayed.len(), margins::FATHERS_WHO_COME, chance);
    for (at, _) in stayed.iter().zip(coming).filter(|(_, coming)| *coming) {
        courses[*at].push((chance.between(4, 14), Category::JobOrEducationReady));
    }
}

/// The category of a month.
pub(super) fn at(course: &Course, t: i32) -> Category {
    course
        .iter()
        .rev()
        .find(|(from, _)| *from <= t)
        .map_or(course[0].1, |(_, category)| *category)
}

/// Stretches of one category between two months, both included.
pub(super) fn stretches(course: &Course, first: i32, last: i32) -> Vec<(i32, i32, Category)> {
    let mut stretches: Vec<(i32, i32, Category)> = Vec::new();
    for t in first..=last {
        let category = at(course, t);
        match stretches.last_mut() {
            Some((_, to, of)) if *of == category => *to = t,
            _ => stretches.push((t, t, category)),
        }
    }
    stretches
}
