//! Postings: whole øre, summed row by row.

use std::ops::Range;

use super::months;
use super::participant::{NOBODY, Participants};
use crate::bundle::Bundle;
use crate::sums::Sums;
use crate::tables::expenses_half_years;

/// The year before: t -12..-1.
const YEAR_BEFORE: std::ops::RangeInclusive<i32> = -12..=-1;

pub(super) fn add(
    sums: &mut Sums,
    bundle: &Bundle,
    participants: &Participants,
    rows: Range<usize>,
) {
    let postings = &bundle.expenses;
    // An account that only comparison families have is not listed.
    let mut accounts: Vec<Option<(i128, i128)>> = vec![None; postings.accounts.len()];
    let mut half_years = [[0i128; 8]; 4];
    for row in rows {
        let place = participants.place(postings.person[row]);
        if place == NOBODY {
            continue;
        }
        let person = &participants.list[place as usize];
        let account = accounts[postings.account[row] as usize].get_or_insert_default();
        let t = postings.date[row].month().0 - person.start_month.0;
        if !(months::FIRST_T..=months::LAST_T).contains(&t)
            || person.observed & months::bits(t, t) == 0
        {
            continue;
        }
        let ore = i128::from(postings.ore[row]);
        if YEAR_BEFORE.contains(&t) {
            if person.is_child() {
                account.0 += ore;
            } else {
                account.1 += ore;
            }
        }
        if let Some(at) =
            expenses_half_years::place(t).filter(|at| expenses_half_years::observed(person, *at))
        {
            half_years[person.role as usize][at] += ore;
        }
    }
    for (account, ore) in postings.accounts.iter().zip(accounts) {
        if let Some((children, adults)) = ore {
            sums.expenses_year_before.add(account, children, adults);
        }
    }
    for (role, by_half_year) in half_years.iter().enumerate() {
        for (at, ore) in by_half_year.iter().enumerate() {
            sums.expenses_half_years.add_ore(role, at, *ore);
        }
    }
}
