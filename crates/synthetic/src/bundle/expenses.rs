//! Postings on persons. A block's sums of the year before the start are those of table 1.6, to the øre.

use helhed_evaluation::calendar::{Day, Month};
use helhed_evaluation::codes::{Category, Role};

use super::course::{self, Course};
use super::margins::{ADULTS_BY_HALF_YEAR, CHILDREN_BY_HALF_YEAR, YEAR_BEFORE};
use super::people::{Adult, Child};
use crate::story::Chance;

/// A posting on a person: its place among the adults, or among the children after them.
pub(super) struct Posting {
    pub(super) person: usize,
    pub(super) date: Day,
    pub(super) account: &'static str,
    pub(super) ore: i64,
}

/// A posting that has not got its amount yet.
struct Draft {
    person: usize,
    t: i32,
    date: Day,
    weight: f64,
}

/// The postings of a block's people in the observed months.
pub(super) fn postings(
    adults: &[&Adult],
    courses: &[Course],
    children: &[&Child],
    observed: (Month, Month),
    chance: &mut Chance,
) -> Vec<Posting> {
    let mut postings = Vec::new();
    for (account, of_children, of_adults) in YEAR_BEFORE {
        let mut drafts = Vec::new();
        for (at, adult) in adults.iter().enumerate().filter(|_| of_adults > 0) {
            let wants = |t| wants(account, adult.role, course::at(&courses[at], t));
            draft(
                &mut drafts,
                at,
                adult.start,
                &ADULTS_BY_HALF_YEAR,
                wants,
                chance,
            );
        }
        pay(account, of_adults, drafts, observed, &mut postings);
        let mut drafts = Vec::new();
        for (at, child) in children.iter().enumerate().filter(|_| of_children > 0) {
            let school = account == "3.22";
            let wants = |t: i32| {
                let age = Month(child.start.month().0 + t).first_day().0 - child.birth.0;
                let old_enough = if school { 6 * 365 } else { 0 };
                if age < old_enough {
                    0
                } else if school {
                    4
                } else {
                    6 + at % 5
                }
            };
            draft(
                &mut drafts,
                adults.len() + at,
                child.start,
                &CHILDREN_BY_HALF_YEAR,
                wants,
                chance,
            );
        }
        pay(account, of_children, drafts, observed, &mut postings);
    }
    postings
}

/// Every how many months an account is posted on an adult in a month of this category; 0 is never.
fn wants(account: &str, role: Role, category: Category) -> usize {
    use Category::{ActivityReady, JobOrEducationReady, OtherSupport};
    match (account, category) {
        ("5.57", JobOrEducationReady | ActivityReady) => 2,
        ("5.58", OtherSupport) => 3,
        ("5.68", JobOrEducationReady | ActivityReady) => 4,
        ("5.28", _) if role == Role::Mother => 9,
        _ => 0,
    }
}

fn draft(
    drafts: &mut Vec<Draft>,
    person: usize,
    start: Day,
    by_half_year: &[f64; 8],
    wants: impl Fn(i32) -> usize,
    chance: &mut Chance,
) {
    for t in -24..=24 {
        let every = wants(t);
        if every == 0 || chance.below(every) != 0 {
            continue;
        }
        let month = Month(start.month().0 + t);
        // The month of the start is in no half-year; it costs what the year before does.
        let half = match t {
            ..0 => Some((t + 24) / 6),
            0 => None,
            _ => Some((t - 1) / 6 + 4),
        };
        let level = half.map_or(1.0, |half| by_half_year[half as usize]);
        drafts.push(Draft {
            person,
            t,
            date: Day(month.first_day().0 + chance.between(0, 27)),
            weight: level * chance.real(0.4, 1.6),
        });
    }
}

/// Gives drafts amounts so that those of the year before sum to `total`; the rest are in proportion.
fn pay(
    account: &'static str,
    total: i64,
    drafts: Vec<Draft>,
    observed: (Month, Month),
    postings: &mut Vec<Posting>,
) {
    let year_before = |draft: &Draft| (-12..0).contains(&draft.t);
    let weight: f64 = drafts
        .iter()
        .filter(|d| year_before(d))
        .map(|d| d.weight)
        .sum();
    if weight == 0.0 {
        return;
    }
    let (mut seen, mut paid) = (0.0, 0);
    for draft in drafts {
        let ore = if year_before(&draft) {
            seen += draft.weight;
            // The difference of rounded running totals: they end at the total.
            let upto = (total as f64 * (seen / weight).min(1.0)).round() as i64;
            upto - std::mem::replace(&mut paid, upto)
        } else {
            (total as f64 * draft.weight / weight).round() as i64
        };
        let month = draft.date.month();
        if (observed.0..=observed.1).contains(&month) {
            let (person, date) = (draft.person, draft.date);
            postings.push(Posting {
                person,
                date,
                account,
                ore,
            });
        }
    }
}
