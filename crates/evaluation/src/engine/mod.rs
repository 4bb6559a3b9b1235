//! From a bundle's columns to sums: persons are independent, so each thread takes a share of them.

mod adult;
mod cases;
mod expenses;
mod month_counts;
pub mod months;
mod participant;
mod rows_of;
mod window;

use std::ops::Range;

pub(crate) use adult::AdultMonths;
pub(crate) use month_counts::{MONTHS, MonthCounts};
pub(crate) use participant::{NOBODY, Participant, Participants};
use rows_of::RowsOf;
use window::Window;

use crate::benefits::EDUCATION_GRANT;
use crate::bundle::Bundle;
use crate::calendar::{Day, Month};
use crate::sums::Sums;
use crate::tables::{self_support_dip, self_support_monthly, self_support_strict_monthly};

/// The sums of a bundle. `cohort_before` divides early from late starts; the result does not depend on `threads`.
pub fn sums(bundle: &Bundle, cohort_before: Day, threads: usize) -> Sums {
    let participants = Participants::of(bundle, cohort_before);
    // A few thousand persons take less time than starting a thread.
    let threads = threads.clamp(1, participants.list.len() / 4096 + 1);
    let mut sums = families(bundle, cohort_before);
    let shares = std::thread::scope(|scope| {
        let work = |at: usize| {
            let (participants, bundle) = (&participants, bundle);
            move || share(bundle, participants, at, threads)
        };
        let others: Vec<_> = (1..threads).map(|at| scope.spawn(work(at))).collect();
        let mut shares = vec![work(0)()];
        shares.extend(
            others
                .into_iter()
                .map(|other| other.join().expect("a counting thread does not panic")),
        );
        shares
    });
    for share in &shares {
        sums.merge(share);
    }
    sums
}

fn families(bundle: &Bundle, cohort_before: Day) -> Sums {
    let mut sums = Sums::default();
    for start in bundle.families.iter().filter_map(|family| family.start) {
        sums.participants.add_family(start < cohort_before);
        sums.start_months.add(start.month());
    }
    for month in &bundle.attendance_reference {
        sums.attendance_reference.add(month);
    }
    for cost in &bundle.programme_costs {
        sums.programme_costs.add(cost);
    }
    // The years the bundle tells of stand in the table also without a child.
    if let Some(first) = sums.start_months.first_year() {
        for year in cases::years(bundle, first) {
            sums.child_case_share.open(year);
        }
    }
    sums
}

/// The part of `0..length` that falls to one of `threads`.
fn part(length: usize, at: usize, threads: usize) -> Range<usize> {
    length * at / threads..length * (at + 1) / threads
}

fn share(bundle: &Bundle, participants: &Participants, at: usize, threads: usize) -> Sums {
    let mut sums = Sums::default();
    let range = part(participants.list.len(), at, threads);
    for person in &participants.list[range.clone()] {
        sums.participants.add(person);
        sums.parent_ages.add(person);
        sums.children_by_sex.add(person);
        sums.expenses_half_years.add(person);
    }
    adults(&mut sums, bundle, participants, range.clone());
    attendance(&mut sums, bundle, participants, range.clone());
    cases::add(&mut sums, bundle, participants, range);
    expenses::add(
        &mut sums,
        bundle,
        participants,
        part(bundle.expenses.person.len(), at, threads),
    );
    sums
}

fn adults(sums: &mut Sums, bundle: &Bundle, participants: &Participants, range: Range<usize>) {
    let mut monthly = self_support_monthly::Tally::default();
    let mut strict_monthly = self_support_strict_monthly::Tally::default();
    let mut dip = self_support_dip::Tally::default();
    each_adult(bundle, participants, range, |_, person, adult| {
        sums.support_at_start.add(person, adult);
        sums.support_history.add(person, adult);
        sums.activation_history.add(person, adult);
        sums.support_before_after.add(person, adult);
        sums.self_support_strict.add(person, adult);
        sums.activation_rate.add(person, adult);
        monthly.add(person, adult);
        strict_monthly.add(adult);
        dip.add(person, adult);
    });
    sums.self_support_monthly.merge(&monthly.sums());
    sums.self_support_strict_monthly
        .merge(&strict_monthly.sums());
    sums.self_support_dip.merge(&dip.sums());
}

/// Hands on the months of every adult of a range, with the adult's place in the list.
pub(crate) fn each_adult(
    bundle: &Bundle,
    participants: &Participants,
    range: Range<usize>,
    mut take: impl FnMut(usize, &Participant, &AdultMonths),
) {
    let (support, activation, benefits) = (&bundle.support, &bundle.activation, &bundle.benefits);
    let education = benefits.find(EDUCATION_GRANT);
    let place = |benefit: u16, category| adult::place(category, education == Some(benefit));
    let constant: Vec<_> = benefits
        .numbers()
        .map(|benefit| Some(place(benefit, benefits.constant(benefit)?)))
        .collect();
    let rows = |persons| {
        let in_order = <[u32]>::is_sorted(persons);
        RowsOf::new(participants, range.clone(), persons, in_order)
    };
    let (mut of_support, mut of_activation) = (rows(&support.person), rows(&activation.person));
    let mut spells = Vec::new();
    for at in range.clone() {
        let person = &participants.list[at];
        if person.is_child() {
            continue;
        }
        let window = Window::of(person.start_month);
        spells.clear();
        of_support.each(at, person.number, |row| {
            let (from, to, benefit) = (support.from[row], support.to[row], support.benefit[row]);
            match constant[usize::from(benefit)] {
                Some(place) => spells.extend(window.cut(from, to, place)),
                // A benefit whose category changes over time gives several spells.
                None => spells.extend(benefits.parts(benefit, from, to).filter_map(
                    |(from, to, category)| window.cut(from, to, place(benefit, category)),
                )),
            }
        });
        let mut active = [0; 3];
        of_activation.each(at, person.number, |row| {
            active[activation.kind[row] as usize] |=
                window.touched(activation.from[row], activation.to[row]);
        });
        take(
            at,
            person,
            &AdultMonths::of(person, &window, &spells, active),
        );
    }
}

fn attendance(sums: &mut Sums, bundle: &Bundle, participants: &Participants, range: Range<usize>) {
    let days = &bundle.attendance;
    let in_order = days.person.is_sorted();
    let mut rows = RowsOf::new(participants, range.clone(), &days.person, in_order);
    let observed = bundle.manifest.observed_from..=bundle.manifest.observed_to;
    let mut own: Vec<(i32, i64)> = Vec::new();
    for at in range {
        let person = &participants.list[at];
        if !person.is_child() {
            continue;
        }
        own.clear();
        rows.each(at, person.number, |row| {
            own.push((days.date[row].month().0, days.hours[row]));
        });
        own.sort_unstable();
        for month in own.chunk_by(|a, b| a.0 == b.0) {
            if observed.contains(&Month(month[0].0)) {
                let hours = month.iter().map(|day| day.1).sum();
                sums.attendance_monthly
                    .add(Month(month[0].0), month.len() as u64, hours);
            }
        }
    }
}
