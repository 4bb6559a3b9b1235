//! The families and persons of a block.

use helhed_evaluation::calendar::Day;
use helhed_evaluation::codes::{Category, EndReason, Role, Sex};

use super::margins;
use crate::story::{Chance, Place, SupportCategory, cohort};

/// A family with its people.
pub(super) struct Home {
    pub(super) start: Day,
    pub(super) end: Option<(Day, EndReason)>,
    pub(super) adults: Vec<Adult>,
    pub(super) children: Vec<Child>,
}

/// An adult.
pub(super) struct Adult {
    pub(super) role: Role,
    pub(super) birth: Day,
    /// How the month of the start is supported.
    pub(super) at_start: Category,
    /// The start of the family.
    pub(super) start: Day,
}

/// A child.
pub(super) struct Child {
    pub(super) sex: Sex,
    pub(super) birth: Day,
    /// The child's own start where it is born after the family's.
    pub(super) joined: Option<Day>,
    /// The own start, else the family's.
    pub(super) start: Day,
}

/// The day that starts are counted back from, and that parts early from late starts two years before.
fn today() -> Day {
    super::day(2020, 1, 1)
}

/// The first day of the late cohort.
pub(super) fn late_from() -> Day {
    super::day(2018, 1, 1)
}

/// The homes of a block, in the order of the cohort.
pub(super) fn homes(seed: u64, block: u32) -> Vec<Home> {
    let mut chance = Chance::new(seed, &[0xb0, u64::from(block), 0]);
    let places = cohort(seed, block);
    let count = places.iter().map(|place| place.children.len()).sum();
    let mut sexes: Vec<_> = (0..count)
        .map(|at| {
            if at < margins::BOYS {
                Sex::Male
            } else {
                Sex::Female
            }
        })
        .collect();
    chance.shuffle(&mut sexes);
    let mut sexes = sexes.into_iter();
    places
        .iter()
        .map(|place| home(place, &mut sexes, &mut chance))
        .collect()
}

fn home(place: &Place, sexes: &mut impl Iterator<Item = Sex>, chance: &mut Chance) -> Home {
    let start = Day(today().0 - place.start_before);
    let born = |age: f64| Day(start.0 - (age * 365.25).round() as i32);
    let adult = |role, (age, support)| Adult {
        role,
        birth: born(age),
        at_start: category(support),
        start,
    };
    let mut adults = vec![adult(Role::Mother, place.mother)];
    adults.extend(place.father.map(|father| adult(Role::Father, father)));
    let children = place
        .children
        .iter()
        .zip(sexes)
        .map(|(age, sex)| child(start, born(*age), sex))
        .collect();
    let end = place.end_before.map(|before| {
        let reason = chance.weighted(&[
            (16, EndReason::Completed),
            (1, EndReason::DroppedOut),
            (2, EndReason::Moved),
            (1, EndReason::Other),
        ]);
        (Day(today().0 - before), reason)
    });
    Home {
        start,
        end,
        adults,
        children,
    }
}

/// A child on the way at the start joins when it is born, unless that would put it in the other cohort or after the published end.
fn child(start: Day, birth: Day, sex: Sex) -> Child {
    let late = |day: Day| day >= late_from();
    if birth <= start {
        Child {
            sex,
            birth,
            joined: None,
            start,
        }
    } else if late(birth) == late(start) && birth < today() {
        Child {
            sex,
            birth,
            joined: Some(birth),
            start: birth,
        }
    } else {
        Child {
            sex,
            birth: start,
            joined: None,
            start,
        }
    }
}

fn category(support: SupportCategory) -> Category {
    match support {
        SupportCategory::SelfSupport => Category::SelfSupport,
        SupportCategory::JobOrEducationReady => Category::JobOrEducationReady,
        SupportCategory::ActivityReady => Category::ActivityReady,
        SupportCategory::OtherSupport => Category::OtherSupport,
    }
}
