//! The children: attendance and cases.

use std::collections::BTreeMap;

use super::statistics::wilson;
use super::{COHORT, Rows, Study, Who, count, over, put};
use crate::days::{self, Ymd};
use crate::made_up::{CASES, Spell};

pub(super) fn children(study: &Study<'_>, rows: &mut Rows) {
    let children = study.with_role("child");
    let mut months: BTreeMap<i32, Vec<(f64, f64)>> = BTreeMap::new();
    for who in &children {
        let bundle = &study.bundles[who.0];
        let own: Vec<_> = bundle
            .attendance
            .iter()
            .filter(|row| row.0 == who.1)
            .collect();
        for month in bundle.observed.0..=bundle.observed.1 {
            let hours: Vec<f64> = own
                .iter()
                .filter(|row| days::month(row.1) == month)
                .map(|row| row.2 as f64 / 4.0)
                .collect();
            if !hours.is_empty() {
                let n = hours.len() as f64;
                months
                    .entry(month)
                    .or_default()
                    .push((hours.iter().sum::<f64>() / n, n));
            }
        }
    }
    for (month, means) in months {
        let n = means.len();
        let numbers = [
            count(n),
            over(means.iter().map(|m| m.0).sum(), n),
            over(means.iter().map(|m| m.1).sum(), n),
        ];
        put(
            rows,
            "attendance_monthly",
            &[&days::month_text(month)],
            &numbers,
        );
    }
    let starts = study
        .bundles
        .iter()
        .flat_map(|b| b.families.iter().flatten());
    let first_year = starts.map(|start| start.0).min();
    let last_year = |who: Who| study.bundles[who.0].observed.1 / 12;
    let end = |who: Who| days::last(study.bundles[who.0].observed.1);
    let cases = |who: Who, from: Ymd, to: Ymd| {
        let touching = move |case: &&Spell| {
            case.0 == who.1 && case.2 <= to && case.3.is_none_or(|last| last >= from)
        };
        study.bundles[who.0].cases.iter().filter(touching)
    };
    let years = study
        .bundles
        .iter()
        .filter(|b| b.families.iter().any(Option::is_some))
        .map(|b| b.observed.1 / 12)
        .max();
    for year in first_year.unwrap_or(9999)..=years.unwrap_or(0) {
        for population in ["joined_by_year_end", "early"] {
            let belongs = |who: &&Who| {
                let start = study.start(**who);
                let bundle = &study.bundles[who.0];
                let own_first = bundle.families.iter().flatten().map(|s| s.0).min().unwrap();
                let told =
                    (own_first.min(bundle.observed.0 / 12)..=last_year(**who)).contains(&year);
                told && if population == "early" {
                    start < COHORT
                } else {
                    start <= (year, 12, 31)
                }
            };
            let here: Vec<_> = children.iter().filter(belongs).collect();
            for kind in std::iter::once("any").chain(CASES) {
                let has = |who: &&&Who| {
                    cases(***who, (year, 1, 1), (year, 12, 31))
                        .any(|case| kind == "any" || case.1 == kind)
                };
                let with = here.iter().filter(has).count();
                let [low, high] = wilson(with, here.len());
                let numbers = [
                    count(here.len()),
                    count(with),
                    over(with as f64, here.len()),
                    low,
                    high,
                ];
                put(
                    rows,
                    "child_case_share",
                    &[population, &year.to_string(), kind],
                    &numbers,
                );
            }
        }
    }
    for cohort in ["all", "early"] {
        let from = (first_year.unwrap_or(9999), 1, 1);
        let in_cohort = |who: &&Who| cohort == "all" || study.start(**who) < COHORT;
        // The window may be empty: then nothing touches it.
        let with_case =
            |who: &&Who| from <= end(**who) && cases(**who, from, end(**who)).next().is_some();
        let with: Vec<_> = children
            .iter()
            .filter(in_cohort)
            .filter(with_case)
            .collect();
        let running = |who: &&&Who| {
            cases(***who, from, end(***who)).any(|case| case.3.is_none_or(|to| to > end(***who)))
        };
        let without = with.iter().filter(|who| !running(who)).count();
        let [low, high] = wilson(without, with.len());
        let numbers = [
            count(with.len()),
            count(without),
            over(without as f64, with.len()),
            low,
            high,
        ];
        put(rows, "closed_cases", &[cohort], &numbers);
    }
}
