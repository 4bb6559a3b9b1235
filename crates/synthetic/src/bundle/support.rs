//! Spells of support: a course as a register would have it, in pieces of a few months.

use helhed_evaluation::calendar::{Day, Month};
use helhed_evaluation::codes::Category;

use super::course::{Course, MONTHS, stretches};
use super::people::Adult;
use crate::story::Chance;

/// A spell of a benefit.
pub(super) struct Spell {
    pub(super) benefit: &'static str,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
}

/// The spells of an adult in the observed months.
///
/// A spell never reaches out of the months of its stretch, and touches each of them: the months count as the course says.
pub(super) fn spells(
    adult: &Adult,
    course: &Course,
    observed: (Month, Month),
    chance: &mut Chance,
) -> Vec<Spell> {
    let start = adult.start.month().0;
    let first = MONTHS.0.max(observed.0.0 - start);
    let last = MONTHS.1.min(observed.1.0 - start);
    let mut spells = Vec::new();
    for (from, to, category) in stretches(course, first, last) {
        let Some(benefit) = benefit(category, chance) else {
            continue;
        };
        let mut t = from;
        while t <= to {
            let end = (t + chance.between(2, 5)).min(to);
            let (begins, ends) = (Month(start + t), Month(start + end));
            let day = if t == from { chance.between(0, 27) } else { 0 };
            let begins = Day(begins.first_day().0 + day);
            let running = end == last && end == observed.1.0 - start;
            let whole = end < to || begins.month() == ends;
            let back = if whole { 0 } else { chance.between(0, 27) };
            let ends = Day(ends.last_day().0 - back);
            spells.push(Spell {
                benefit,
                from: begins,
                to: (!running).then_some(ends),
            });
            t = end + 1;
        }
    }
    spells
}

/// A benefit of a category; self-support is often no record at all.
fn benefit(category: Category, chance: &mut Chance) -> Option<&'static str> {
    match category {
        Category::SelfSupport => chance.weighted(&[
            (58, Some("employment")),
            (12, Some("education_grant")),
            (5, Some("self_support")),
            (25, None),
        ]),
        Category::JobOrEducationReady => Some(chance.weighted(&[
            (5, "cash_benefit_job_ready"),
            (2, "education_benefit_education_ready"),
            (2, "unemployment_insurance"),
        ])),
        Category::ActivityReady => Some(chance.weighted(&[
            (4, "cash_benefit_activity_ready"),
            (1, "education_benefit_activity_ready"),
        ])),
        Category::OtherSupport => Some(*chance.pick(&[
            "rehabilitation",
            "job_clarification",
            "disability_pension",
            "flex_job",
            "sickness_benefit",
            "resource_programme",
        ])),
    }
}
