//! Who takes part, and their life before the start.

use std::collections::BTreeSet;

use super::{COHORT, Rows, Study, Who, count, over, put};
use crate::days::{self, Ymd};

pub(super) fn people(study: &Study<'_>, rows: &mut Rows) {
    let calendar = days::all();
    let number = |day: Ymd| calendar.iter().position(|d| *d == day).unwrap() as f64;
    let starts: Vec<Ymd> = study
        .bundles
        .iter()
        .flat_map(|b| b.families.iter().flatten().copied())
        .collect();
    for cohort in ["all", "early", "late"] {
        let belongs = |start: Ymd| cohort == "all" || (start < COHORT) == (cohort == "early");
        for role in ["child", "father", "mother", "other_adult", "all"] {
            let mut persons = study.with_role(role);
            persons.retain(|who| belongs(study.family_start(*who)));
            let days: f64 = persons
                .iter()
                .map(|who| number(study.start(*who)) - number(study.person(*who).birth))
                .sum();
            let mean = over(days / 365.25, persons.len());
            put(
                rows,
                "participants",
                &[cohort, role],
                &[count(persons.len()), mean],
            );
        }
        let families = starts.iter().filter(|start| belongs(**start)).count();
        put(
            rows,
            "participants",
            &[cohort, "families"],
            &[count(families), None],
        );
    }
    let months: BTreeSet<i32> = starts.iter().map(|start| days::month(*start)).collect();
    for month in months {
        let families = starts
            .iter()
            .filter(|start| days::month(**start) == month)
            .count();
        put(
            rows,
            "start_months",
            &[&days::month_text(month)],
            &[count(families)],
        );
    }
    for role in ["father", "mother"] {
        let parents = study.with_role(role);
        for (band, from, to) in [
            ("under_18", -99, 17),
            ("18_25", 18, 25),
            ("26_32", 26, 32),
            ("33_39", 33, 39),
            ("40_and_over", 40, 200),
        ] {
            let age = |who: &&Who| {
                let (birth, start) = (study.person(**who).birth, study.start(**who));
                let mut years = -20;
                while days::birthday(birth, years + 1) <= start {
                    years += 1;
                }
                (from..=to).contains(&years)
            };
            let persons = parents.iter().filter(age).count();
            put(
                rows,
                "parent_ages",
                &[role, band],
                &[count(persons), over(persons as f64, parents.len())],
            );
        }
    }
    let children = study.with_role("child");
    for sex in ["female", "male"] {
        let n = children
            .iter()
            .filter(|who| study.person(**who).sex == sex)
            .count();
        put(
            rows,
            "children_by_sex",
            &[sex],
            &[count(n), over(n as f64, children.len())],
        );
    }
}
