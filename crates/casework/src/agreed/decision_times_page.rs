//! From decision to action, over all families: how long what meetings agreed took until it was done.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;

use helhed_access::{Resource, what};
use helhed_domain::day::{day_of, start_of};
use helhed_domain::decision_time::{Decided, DecisionTimes};
use helhed_domain::ids::FamilyId;
use helhed_domain::meeting::MeetingKind;
use helhed_store::agreed;

use crate::{Reading, Stop, Visible};

/// How many families there must be for anything to be told of them.
const FEWEST: usize = 5;
/// How far back it is told.
const YEARS: i64 = 3;

/// What was decided in half a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half {
    /// The year.
    pub year: i16,
    /// The first half or the second.
    pub half: i8,
    /// How long it took; nothing where it is withheld.
    pub times: Option<DecisionTimes>,
}

/// From decision to action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionTimesPage {
    /// In how many families something was agreed.
    pub families: usize,
    /// How long it took over all; nothing where the families are too few.
    pub all: Option<DecisionTimes>,
    /// By kind of meeting.
    pub by_kind: Vec<(MeetingKind, Option<DecisionTimes>)>,
    /// By half-year in which it was decided, the earliest first.
    pub halves: Vec<Half>,
}

/// The families of what was decided, and its times where they are enough.
#[derive(Default)]
struct Group {
    families: BTreeSet<FamilyId>,
    decided: Vec<Decided>,
}

/// From decision to action in the last three years: one query.
pub async fn decision_times_page(
    reading: &mut Reading,
) -> Result<Visible<DecisionTimesPage>, Stop> {
    let permit = reading.house_permit::<what::Aggregates>()?;
    let now = reading.now();
    let since = start_of(reading.today().saturating_sub(YEARS.years()));
    let rows = agreed::over_families(&mut reading.link, &permit, since).await?;
    let mut all = Group::default();
    let mut by_kind: BTreeMap<MeetingKind, Group> = BTreeMap::new();
    let mut halves: BTreeMap<(i16, i8), Group> = BTreeMap::new();
    for (family, kind, decided) in rows {
        let day = day_of(decided.at);
        let half = (day.year(), if day.month() <= 6 { 1 } else { 2 });
        let groups = [
            &mut all,
            by_kind.entry(kind).or_default(),
            halves.entry(half).or_default(),
        ];
        for group in groups {
            group.families.insert(family);
            group.decided.push(decided);
        }
    }
    let times = |group: Group| DecisionTimes::of(group.decided, now);
    let families = all.families.len();
    let halves = told(halves).into_iter().map(|((year, half), group)| Half {
        year,
        half,
        times: group.map(times),
    });
    let by_kind = told(by_kind).into_iter();
    let page = DecisionTimesPage {
        families,
        all: (families >= FEWEST).then(|| times(all)),
        by_kind: by_kind
            .map(|(kind, group)| (kind, group.map(times)))
            .collect(),
        halves: halves.collect(),
    };
    reading
        .show_list(
            "decision_times_page",
            Resource::Aggregates,
            permit.basis(),
            page,
        )
        .await
}

/// What may be told of each group: where the families are too few, nothing; and where that is one group alone, nothing of the smallest
/// other, or it could be counted out from the whole.
fn told<K: Ord + Copy>(groups: BTreeMap<K, Group>) -> Vec<(K, Option<Group>)> {
    let is_few = |it: &Group| it.families.len() < FEWEST;
    let few = groups.values().filter(|it| is_few(it)).count();
    let enough = groups.iter().filter(|(_, it)| !is_few(it));
    let smallest = enough
        .min_by_key(|(_, it)| it.decided.len())
        .map(|(key, _)| *key);
    let with_it = smallest.filter(|_| few == 1);
    let tell = |(key, group): (K, Group)| {
        let is_told = !is_few(&group) && with_it != Some(key);
        (key, is_told.then_some(group))
    };
    groups.into_iter().map(tell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn group(families: u128) -> Group {
        let ids = (0..families).map(|n| FamilyId::from(Uuid::from_u128(n)));
        let decided = Decided {
            at: jiff::Timestamp::UNIX_EPOCH,
            done: None,
            given_up: None,
        };
        Group {
            families: ids.collect(),
            decided: vec![decided; families as usize],
        }
    }

    #[test]
    fn few_families_are_not_told_and_cannot_be_counted_out() {
        let shown = |sizes: &[u128]| -> Vec<bool> {
            let groups = sizes.iter().enumerate();
            let groups: BTreeMap<usize, Group> =
                groups.map(|(n, size)| (n, group(*size))).collect();
            told(groups)
                .into_iter()
                .map(|(_, it)| it.is_some())
                .collect()
        };
        assert_eq!(shown(&[5, 9]), [true, true]);
        assert_eq!(shown(&[4, 9, 7]), [false, true, false]);
        assert_eq!(shown(&[4, 3, 7]), [false, false, true]);
        assert_eq!(shown(&[4, 9]), [false, false]);
        assert_eq!(shown(&[]), [] as [bool; 0]);
    }
}
