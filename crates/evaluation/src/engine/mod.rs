//! From a bundle's columns to sums: persons are independent, so each thread takes a share of them.

mod adult;
mod cases;
mod expenses;
pub mod months;
mod participant;

use std::ops::Range;

pub(crate) use adult::AdultMonths;
use adult::{Activated, Spell};
use participant::Grouped;
pub(crate) use participant::{NOBODY, Participant, Participants};

use crate::benefits::EDUCATION_GRANT;
use crate::bundle::Bundle;
use crate::calendar::{Day, Month};
use crate::codes::Category;
use crate::sums::Sums;

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
    each_adult(bundle, participants, range, |_, person, adult| {
        sums.support_at_start.add(person, adult);
        sums.support_history.add(person, adult);
        sums.activation_history.add(person, adult);
        sums.support_before_after.add(person, adult);
        sums.self_support_monthly.add(person, adult);
        sums.self_support_dip.add(person, adult);
        sums.self_support_strict.add(person, adult);
        sums.self_support_strict_monthly.add(adult);
        sums.activation_rate.add(person, adult);
    });
}

/// Hands on the months of every adult of a range, with the adult's place in the list.
pub(crate) fn each_adult(
    bundle: &Bundle,
    participants: &Participants,
    range: Range<usize>,
    mut take: impl FnMut(usize, &Participant, &AdultMonths),
) {
    let support = &bundle.support;
    let constant: Vec<_> = bundle
        .benefits
        .numbers()
        .map(|benefit| bundle.benefits.constant(benefit))
        .collect();
    let education = bundle.benefits.find(EDUCATION_GRANT);
    let studying = |benefit: u16, category: Category| {
        category == Category::SelfSupport && education == Some(benefit)
    };
    let mut split = Vec::new();
    let spells = Grouped::of(
        participants,
        range.clone(),
        &support.person,
        |row, person| {
            let (from, to, benefit) = (support.from[row], support.to[row], support.benefit[row]);
            match constant[usize::from(benefit)] {
                Some(category) => {
                    Spell::cut(person, from, to, category).studying(studying(benefit, category))
                }
                None => {
                    split.push((row, support.person[row]));
                    Spell::default()
                }
            }
        },
    );
    // Benefits whose category changes over time give several spells; they are few and kept apart.
    split.sort_by_key(|(row, person)| (participants.place(*person), *row));
    let mut split = split.into_iter().peekable();
    let activation = &bundle.activation;
    let active = Grouped::of(
        participants,
        range.clone(),
        &activation.person,
        |row, person| {
            Activated::of(
                person,
                activation.from[row],
                activation.to[row],
                activation.kind[row] as u8,
            )
        },
    );
    let mut with_split = Vec::new();
    for (at, person) in participants.list[range.clone()].iter().enumerate() {
        if person.is_child() {
            continue;
        }
        let mut own = spells.rows(at);
        let here = |(_, who): &(usize, u32)| participants.place(*who) as usize == range.start + at;
        if split.peek().is_some_and(here) {
            with_split.clear();
            with_split.extend_from_slice(own);
            while let Some((row, _)) = split.next_if(here) {
                let benefit = support.benefit[row];
                let parts = bundle
                    .benefits
                    .parts(benefit, support.from[row], support.to[row]);
                with_split.extend(parts.map(|(from, to, category)| {
                    Spell::cut(person, from, to, category).studying(studying(benefit, category))
                }));
            }
            own = &with_split;
        }
        let adult = AdultMonths::of(person, own, active.rows(at));
        take(range.start + at, person, &adult);
    }
}

fn attendance(sums: &mut Sums, bundle: &Bundle, participants: &Participants, range: Range<usize>) {
    let days = &bundle.attendance;
    let grouped = Grouped::of(participants, range.clone(), &days.person, |row, _| {
        (days.date[row].month().0, days.hours[row])
    });
    let observed = bundle.manifest.observed_from..=bundle.manifest.observed_to;
    let mut own: Vec<(i32, i64)> = Vec::new();
    for (at, person) in participants.list[range].iter().enumerate() {
        if !person.is_child() || grouped.rows(at).is_empty() {
            continue;
        }
        own.clear();
        own.extend_from_slice(grouped.rows(at));
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
