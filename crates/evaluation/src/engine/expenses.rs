//! Postings: whole øre, summed row by row.

use std::ops::Range;

use super::months;
use super::participant::{NOBODY, Participants};
use crate::bundle::Bundle;
use crate::sums::Sums;
use crate::tables::expenses_half_years;

/// The year before: t -12..-1.
const YEAR_BEFORE: std::ops::RangeInclusive<i32> = -12..=-1;

/// How many half-years there are around a start.
const HALF_YEARS: usize = 8;
const CHILDREN: usize = 0;
const ADULTS: usize = 1;
const NOT_COUNTED: usize = 2;

pub(super) fn add(
    sums: &mut Sums,
    bundle: &Bundle,
    participants: &Participants,
    rows: Range<usize>,
) {
    let postings = &bundle.expenses;
    // Places for what is not counted come after those for what is: a row is then added without asking, which is faster than branches that
    // depend on chance. An account that only comparison families have is not listed.
    let mut accounts = vec![([0i128; 3], false); postings.accounts.len()];
    let mut half_years = [[0i128; HALF_YEARS + 1]; 4];
    for row in rows {
        let place = participants.place(postings.person[row]);
        if place == NOBODY {
            continue;
        }
        let person = &participants.list[place as usize];
        let t = postings.date[row].month().0 - person.start_month.0;
        let observed = person.observed & months::bits(t, t) != 0;
        let ore = i128::from(postings.ore[row]);
        let (sums, listed) = &mut accounts[postings.account[row] as usize];
        *listed = true;
        let counts = observed & YEAR_BEFORE.contains(&t);
        let of = if person.is_child() { CHILDREN } else { ADULTS };
        sums[if counts { of } else { NOT_COUNTED }] += ore;
        let half_year = expenses_half_years::place(t)
            .filter(|at| observed & expenses_half_years::observed(person, *at));
        half_years[person.role as usize][half_year.unwrap_or(HALF_YEARS)] += ore;
    }
    let listed = postings.accounts.iter().zip(accounts);
    for (account, (ore, _)) in listed.filter(|(_, (_, listed))| *listed) {
        sums.expenses_year_before
            .add(account, ore[CHILDREN], ore[ADULTS]);
    }
    for (role, by_half_year) in half_years.iter().enumerate() {
        for (at, ore) in by_half_year[..HALF_YEARS].iter().enumerate() {
            sums.expenses_half_years.add_ore(role, at, *ore);
        }
    }
}
