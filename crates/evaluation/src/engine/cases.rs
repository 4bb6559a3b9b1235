//! Child cases, year by year and at the end.

use std::ops::{Range, RangeInclusive};

use super::participant::Participants;
use super::rows_of::RowsOf;
use crate::bundle::Bundle;
use crate::calendar::Day;
use crate::sums::Sums;
use crate::tables::child_case_share::{self, kind_bit};

/// The years a bundle tells of: from the first start or observed month to the end of observation.
pub(super) fn years(bundle: &Bundle, first_start: i32) -> RangeInclusive<i32> {
    bundle.manifest.observed_from.year().min(first_start)..=bundle.manifest.observed_to.year()
}

pub(super) fn add(
    sums: &mut Sums,
    bundle: &Bundle,
    participants: &Participants,
    range: Range<usize>,
) {
    let Some(first_start) = bundle
        .families
        .iter()
        .filter_map(|family| family.start)
        .min()
    else {
        return;
    };
    let years = years(bundle, first_start.year());
    let first_year = *years.start();
    let end = bundle.manifest.observed_to.last_day();
    let cases = &bundle.child_cases;
    let in_order = cases.person.is_sorted();
    let mut rows = RowsOf::new(participants, range.clone(), &cases.person, in_order);
    let mut shares = child_case_share::Tally::new(years.clone());
    let mut kinds = vec![0; years.clone().count()];
    for at in range {
        let child = &participants.list[at];
        if !child.is_child() {
            continue;
        }
        kinds.fill(0);
        let mut last_touched = None;
        let mut running = false;
        rows.each(at, child.number, |row| {
            let (from, to) = (cases.from[row], cases.to[row]);
            let to_year = if to == Day::OPEN {
                *years.end()
            } else {
                to.year().min(*years.end())
            };
            for year in from.year().max(first_year)..=to_year {
                kinds[(year - first_year) as usize] |= kind_bit(cases.kind[row]);
            }
            if from <= end {
                last_touched = last_touched.max(Some(to.min(end).year()));
                running |= to > end;
            }
        });
        shares.add(child.start.year(), child.own_early, &kinds);
        if let Some(last_year) = last_touched {
            sums.closed_cases.add(last_year, child.own_early, running);
        }
    }
    sums.child_case_share.merge(&shares.sums());
}
