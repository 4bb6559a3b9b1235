//! Child cases, year by year and at the end.

use std::ops::{Range, RangeInclusive};

use super::participant::{Grouped, Participants};
use crate::bundle::Bundle;
use crate::calendar::Day;
use crate::codes::CaseKind;
use crate::sums::Sums;
use crate::tables::child_case_share::kind_bit;

#[derive(Clone, Copy)]
struct Case {
    kind: CaseKind,
    from: Day,
    to: Day,
}

impl Default for Case {
    fn default() -> Case {
        Case {
            kind: CaseKind::Notification,
            from: Day(1),
            to: Day(0),
        }
    }
}

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
    let grouped = Grouped::of(participants, range.clone(), &cases.person, |row, _| Case {
        kind: cases.kind[row],
        from: cases.from[row],
        to: cases.to[row],
    });
    let mut kinds = vec![0; years.clone().count()];
    for (at, child) in participants.list[range]
        .iter()
        .enumerate()
        .filter(|(_, person)| person.is_child())
    {
        kinds.fill(0);
        let mut last_touched = None;
        let mut running = false;
        for case in grouped.rows(at) {
            let to_year = if case.to == Day::OPEN {
                *years.end()
            } else {
                case.to.year().min(*years.end())
            };
            for year in case.from.year().max(first_year)..=to_year {
                kinds[(year - first_year) as usize] |= kind_bit(case.kind);
            }
            if case.from <= end {
                last_touched = last_touched.max(Some(case.to.min(end).year()));
                running |= case.to > end;
            }
        }
        let start_year = child.start.year();
        for (year, kinds) in years.clone().zip(&kinds) {
            sums.child_case_share
                .add(year, start_year <= year, child.own_early, *kinds);
        }
        if let Some(last_year) = last_touched {
            sums.closed_cases.add(last_year, child.own_early, running);
        }
    }
}
