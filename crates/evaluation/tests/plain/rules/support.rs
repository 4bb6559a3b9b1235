//! Support month by month, before and after, by stricter rules, and the dip.

use std::collections::BTreeSet;

use super::statistics::{before_after, wilson};
use super::{CATEGORIES, COHORT, Rows, Study, Who, count, over, put};
use crate::made_up::ACTIVATION;

/// A condition on a person's month.
type When<'a> = dyn Fn(Who, i32) -> bool + 'a;

/// Each person's months that count and months, before and after.
fn before_and_after(persons: &[Who], of: &When<'_>, counts: &When<'_>) -> Vec<[f64; 4]> {
    let person = |who: &Who| {
        let n = |from: i32, to: i32, y: bool| {
            (from..=to)
                .filter(|t| of(*who, *t) && (!y || counts(*who, *t)))
                .count() as f64
        };
        [
            n(-24, -1, true),
            n(-24, -1, false),
            n(1, 24, true),
            n(1, 24, false),
        ]
    };
    persons.iter().map(person).collect()
}

/// The strict variants, monthly and before and after.
fn strict(study: &Study<'_>, rows: &mut Rows, early: &[Who]) {
    let panel = |who, t| study.adult_month(who, t);
    let recorded = |who, t| panel(who, t) && study.on_record(who, t, &|_| true);
    let own = |who, t| study.category(who, t) == "self_support";
    let working = |who, t| own(who, t) && !study.only_studies(who, t);
    let variants: [(&str, &When<'_>, &When<'_>); 4] = [
        ("no_record", &panel, &|who, t| !recorded(who, t)),
        ("no_record_missing", &recorded, &own),
        ("education_only", &panel, &|who, t| {
            study.only_studies(who, t)
        }),
        ("without_education", &panel, &working),
    ];
    for (name, of, counts) in variants {
        before_after(
            rows,
            "self_support_strict",
            name,
            &before_and_after(early, of, counts),
        );
        if !["no_record_missing", "without_education"].contains(&name) {
            continue;
        }
        for t in -24..=24 {
            let mut here = study.with_role("adults");
            here.retain(|who| of(*who, t));
            let y = here.iter().filter(|who| counts(**who, t)).count();
            let [low, high] = wilson(y, here.len());
            let share = over(y as f64, here.len());
            let numbers = [count(here.len()), count(y), share, low, high];
            put(
                rows,
                "self_support_strict_monthly",
                &[name, &t.to_string()],
                &numbers,
            );
        }
    }
}

pub(super) fn support(study: &Study<'_>, rows: &mut Rows) {
    for (name, role) in [
        ("all", "adults"),
        ("father", "father"),
        ("mother", "mother"),
    ] {
        let adults = study.with_role(role);
        let at_start: Vec<_> = adults
            .iter()
            .filter(|who| study.adult_month(**who, 0))
            .collect();
        let history: Vec<(Who, i32)> = adults
            .iter()
            .flat_map(|who| (-24..0).map(|t| (*who, t)))
            .filter(|(who, t)| study.adult_month(*who, *t))
            .collect();
        let with_history = history
            .iter()
            .map(|(who, _)| *who)
            .collect::<BTreeSet<_>>()
            .len();
        let public: Vec<_> = history
            .iter()
            .filter(|(who, t)| study.public(*who, *t))
            .collect();
        for category in CATEGORIES {
            let n = at_start
                .iter()
                .filter(|who| study.category(***who, 0) == category)
                .count();
            put(
                rows,
                "support_at_start",
                &[name, category],
                &[count(n), over(n as f64, at_start.len())],
            );
            let months = history
                .iter()
                .filter(|(who, t)| study.category(*who, *t) == category)
                .count();
            let numbers = [over(months as f64, with_history), count(with_history)];
            put(rows, "support_history", &[name, category], &numbers);
        }
        for kind in ACTIVATION {
            let months = public
                .iter()
                .filter(|(who, t)| study.active(*who, *t, kind))
                .count();
            put(
                rows,
                "activation_history",
                &[name, kind],
                &[over(months as f64, public.len()), count(public.len())],
            );
        }
        for t in -24..=24 {
            let here: Vec<_> = adults
                .iter()
                .filter(|who| study.adult_month(**who, t))
                .collect();
            let own = here
                .iter()
                .filter(|who| study.category(***who, t) == "self_support")
                .count();
            let [low, high] = wilson(own, here.len());
            let (n, share) = (here.len(), over(own as f64, here.len()));
            let numbers = [
                count(n),
                count(own),
                share,
                low,
                high,
                over(n as f64, adults.len()),
            ];
            put(
                rows,
                "self_support_monthly",
                &[name, &t.to_string()],
                &numbers,
            );
        }
    }
    let mut early = study.with_role("adults");
    early.retain(|who| study.family_start(*who) < COHORT);
    let months = |of: &When<'_>, counts: &When<'_>| before_and_after(&early, of, counts);
    for category in CATEGORIES {
        let persons = months(&|who, t| study.adult_month(who, t), &|who, t| {
            study.category(who, t) == category
        });
        before_after(rows, "support_before_after", category, &persons);
    }
    strict(study, rows, &early);
    for kind in ["any", "company_based", "guidance_upskilling", "mentor"] {
        let public = |who, t| study.adult_month(who, t) && study.public(who, t);
        before_after(
            rows,
            "activation_rate",
            kind,
            &months(&public, &|who, t| study.active(who, t, kind)),
        );
    }
}
