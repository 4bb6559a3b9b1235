//! Cases of children. What begins, ends and stands in each year is dealt within early and late children apart.

use helhed_evaluation::calendar::Day;
use helhed_evaluation::codes::CaseKind;

use super::day;
use super::deal::spread;
use super::margins::{Cases, EARLY_CASES, LATE_CASES};
use super::people::{Child, late_from};
use crate::story::Chance;

/// A case of a child.
pub(super) struct Case {
    pub(super) kind: CaseKind,
    pub(super) source: &'static str,
    pub(super) from: Day,
    pub(super) to: Option<Day>,
}

/// The cases of a block's children, in their order.
pub(super) fn cases(children: &[&Child], chance: &mut Chance) -> Vec<Vec<Case>> {
    let mut cases: Vec<Vec<Case>> = children.iter().map(|_| Vec::new()).collect();
    let (late, early): (Vec<_>, Vec<_>) =
        (0..children.len()).partition(|at| children[*at].start >= late_from());
    for (margins, mut own) in [(EARLY_CASES, early), (LATE_CASES, late)] {
        // The oldest first: only who was born can have had a case in 2017.
        own.sort_by_key(|at| children[*at].birth);
        own.truncate(margins.begun_by_2017 + margins.begun_later);
        deal(&margins, &own, children, &mut cases, chance);
    }
    cases
}

fn deal(
    margins: &Cases,
    own: &[usize],
    children: &[&Child],
    cases: &mut [Vec<Case>],
    chance: &mut Chance,
) {
    let ended = margins.ended.iter().sum();
    let mut ends = [2017, 2018, 2019]
        .into_iter()
        .zip(margins.ended)
        .flat_map(|(year, count)| std::iter::repeat_n(year, count));
    let mut running = Vec::new();
    for ((rank, at), ending) in own.iter().enumerate().zip(spread(own.len(), ended, chance)) {
        let end = if ending { ends.next() } else { None };
        let begin = if rank < margins.begun_by_2017 {
            2017
        } else {
            2018
        };
        let main = main_case(children[*at], begin.min(end.unwrap_or(begin)), end, chance);
        if main.to.is_none_or(|to| to >= day(2019, 1, 1)) {
            running.push(*at);
        }
        cases[*at].push(main);
    }
    kinds(margins, &running, cases, chance);
    free_places(margins, &running, cases, chance);
    notifications(margins, own, cases, chance);
}

/// A preventive measure that begins in a year and ends in another, or runs on.
fn main_case(child: &Child, begin: i32, end: Option<i32>, chance: &mut Chance) -> Case {
    let within = |first: Day, last: Day, chance: &mut Chance| {
        let first = first.0.max(child.birth.0);
        Day(chance.between(first, last.0.max(first)))
    };
    let from = within(day(begin, 1, 1), day(begin, 9, 30), chance);
    let to = end.map(|year| {
        within(
            Day(day(year, 1, 1).0.max(from.0 + 30)),
            day(year, 12, 20),
            chance,
        )
    });
    Case {
        kind: CaseKind::PreventiveOther,
        source: "child_and_family",
        from,
        to,
    }
}

/// Family treatment goes to those whose case stood in 2018 already, as far as they go.
fn kinds(margins: &Cases, running: &[usize], cases: &mut [Vec<Case>], chance: &mut Chance) {
    let mut by_begin = running.to_vec();
    by_begin.sort_by_key(|at| cases[*at][0].from);
    let (treated, others) = by_begin.split_at(margins.family_treatment.min(by_begin.len()));
    for at in treated {
        cases[*at][0].kind = CaseKind::FamilyTreatment;
    }
    for (at, _) in others
        .iter()
        .zip(spread(others.len(), margins.placements, chance))
        .filter(|(_, placed)| *placed)
    {
        cases[*at][0].kind = CaseKind::Placement;
    }
}

/// Free places lie within the child's case, so that they make no case of their own.
fn free_places(margins: &Cases, running: &[usize], cases: &mut [Vec<Case>], chance: &mut Chance) {
    let [since_2018, since_2019] = margins.free_places;
    let mut chosen: Vec<_> = running
        .iter()
        .zip(spread(running.len(), since_2018 + since_2019, chance))
        .filter_map(|(at, chosen)| chosen.then_some(*at))
        .collect();
    chosen.sort_by_key(|at| cases[*at][0].from);
    for (rank, at) in chosen.into_iter().enumerate() {
        let first = if rank < since_2018 {
            day(2018, 6, 1)
        } else {
            day(2019, 1, 1)
        };
        let main = &cases[at][0];
        let last = main.to.unwrap_or(day(2019, 12, 1)).0.min(first.0 + 120);
        let from = main.from.0.max(first.0);
        let from = Day(chance.between(from, last.max(from)));
        let to = main.to;
        cases[at].push(Case {
            kind: CaseKind::FreePlace,
            source: "day_care",
            from,
            to,
        });
    }
}

/// Notifications are of one day, within the child's case.
fn notifications(margins: &Cases, own: &[usize], cases: &mut [Vec<Case>], chance: &mut Chance) {
    for (year, count) in [2018, 2019].into_iter().zip(margins.notifications) {
        let (first, last) = (day(year, 1, 1), day(year, 12, 31));
        let standing: Vec<_> = own
            .iter()
            .filter(|at| {
                cases[**at][0].from <= last && cases[**at][0].to.is_none_or(|to| to >= first)
            })
            .copied()
            .collect();
        for (at, _) in standing
            .iter()
            .zip(spread(standing.len(), count, chance))
            .filter(|(_, told)| *told)
        {
            let main = &cases[*at][0];
            let from = main.from.max(first).0;
            let to = main.to.map_or(last, |to| to.min(last)).0;
            let on = Day(chance.between(from, to));
            let source = *chance.pick(&[
                "school",
                "day_care",
                "health_visitor",
                "police",
                "hospital",
                "citizen",
            ]);
            cases[*at].push(Case {
                kind: CaseKind::Notification,
                source,
                from: on,
                to: Some(on),
            });
        }
    }
}
