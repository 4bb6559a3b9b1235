//! Expenses.

use std::collections::BTreeSet;

use super::{Rows, Study, Who, count, over, put};
use crate::days::{self, Ymd};

pub(super) fn money(study: &Study<'_>, rows: &mut Rows) {
    let everybody = study.everybody();
    let families = study
        .bundles
        .iter()
        .flat_map(|b| b.families.iter().flatten())
        .count();
    let postings = |who: Who| {
        study.bundles[who.0]
            .expenses
            .iter()
            .filter(move |posting| posting.0 == who.1)
    };
    let t_of = |who: Who, day: Ymd| days::month(day) - days::month(study.start(who));
    let accounts: BTreeSet<&str> = everybody
        .iter()
        .flat_map(|who| postings(*who).map(|posting| posting.2))
        .collect();
    for account in accounts.into_iter().chain(std::iter::once("all")) {
        for population in ["children", "adults", "families"] {
            let mut persons = everybody.clone();
            persons.retain(|who| {
                population == "families"
                    || (study.person(*who).role == "child") == (population == "children")
            });
            let heads = if population == "families" {
                families
            } else {
                persons.len()
            };
            let mut total = 0.0;
            for who in persons {
                for (_, day, _, ore) in
                    postings(who).filter(|posting| account == "all" || posting.2 == account)
                {
                    let t = t_of(who, *day);
                    if (-12..=-1).contains(&t) && study.observed(who, t) {
                        total += *ore as f64 / 100.0;
                    }
                }
            }
            let numbers = [Some(total), over(total, heads)];
            put(
                rows,
                "expenses_year_before",
                &[account, population],
                &numbers,
            );
        }
    }
    for (population, role) in [
        ("children", "child"),
        ("mothers", "mother"),
        ("fathers", "father"),
    ] {
        for h in -4..4 {
            let (from, to) = if h < 0 {
                (6 * h, 6 * h + 5)
            } else {
                (6 * h + 1, 6 * h + 6)
            };
            let mut persons = study.with_role(role);
            persons.retain(|who| (from..=to).all(|t| study.observed(*who, t)));
            let spent = |who: &Who| {
                let inside =
                    postings(*who).filter(|posting| (from..=to).contains(&t_of(*who, posting.1)));
                inside.map(|posting| posting.3 as f64 / 100.0).sum::<f64>()
            };
            let mean = over(persons.iter().map(spent).sum(), persons.len());
            let key = [
                population,
                &h.to_string(),
                &from.to_string(),
                &to.to_string(),
            ];
            put(
                rows,
                "expenses_half_years",
                &key,
                &[count(persons.len()), mean],
            );
        }
    }
}
