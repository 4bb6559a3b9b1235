//! The goals of a family as they hang together: each before those that lead to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::goal::{Goal, Horizon};
use crate::ids::GoalId;

/// A goal's place in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanPlace {
    /// Which goal, by its place in the list it was asked of.
    pub at: usize,
    /// How many goals stand above it.
    pub depth: usize,
}

/// The order in which a plan is read: wishes, below each its long goals, below each its short ones, then their parts; then what
/// leads to nothing, the furthest ahead first. Each goal stands in it once, also where what it leads to is not among them (it was
/// not let through to this reader). Within a level the order is that of the list.
pub fn plan_order(goals: &[Goal]) -> Vec<PlanPlace> {
    let there: BTreeSet<GoalId> = goals.iter().map(|goal| goal.id).collect();
    let mut below = BTreeMap::<Option<GoalId>, Vec<usize>>::new();
    for (at, goal) in goals.iter().enumerate() {
        let parent = goal.facts.parent.filter(|id| there.contains(id));
        below.entry(parent).or_default().push(at);
    }
    let mut tops = below.remove(&None).unwrap_or_default();
    tops.sort_by_key(|at| goals[*at].facts.horizon);
    let mut order = Vec::with_capacity(goals.len());
    let mut waiting: Vec<PlanPlace> = tops
        .into_iter()
        .rev()
        .map(|at| PlanPlace { at, depth: 0 })
        .collect();
    while let Some(place) = waiting.pop() {
        order.push(place);
        let steps = below.remove(&Some(goals[place.at].id)).unwrap_or_default();
        waiting.extend(steps.into_iter().rev().map(|at| PlanPlace {
            at,
            depth: place.depth + 1,
        }));
    }
    // Storage written by something else could hold a circle: its goals are not lost.
    order.extend(
        below
            .into_values()
            .flatten()
            .map(|at| PlanPlace { at, depth: 0 }),
    );
    order
}

/// The steps of the road, in order: short goals, as the plan is read; where there are none, long ones.
pub fn road_steps(goals: &[Goal]) -> Vec<usize> {
    let order = plan_order(goals);
    let of = |horizon| -> Vec<usize> {
        let all = order.iter().map(|place| place.at);
        all.filter(|at| goals[*at].facts.horizon == horizon)
            .collect()
    };
    let short = of(Horizon::Short);
    if short.is_empty() {
        of(Horizon::Long)
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goal::tests::goal;
    use proptest::prelude::*;

    #[test]
    fn each_goal_stands_before_those_that_lead_to_it() {
        let goals = [
            goal(1, Horizon::Sub, Some(2)),
            goal(2, Horizon::Short, Some(3)),
            goal(3, Horizon::Long, Some(4)),
            goal(4, Horizon::Wish, None),
            goal(5, Horizon::Short, Some(77)),
            goal(6, Horizon::Long, None),
        ];
        let order: Vec<_> = plan_order(&goals)
            .iter()
            .map(|it| (it.at, it.depth))
            .collect();
        assert_eq!(order, [(3, 0), (2, 1), (1, 2), (0, 3), (5, 0), (4, 0)]);
        assert_eq!(road_steps(&goals), [1, 4]);
        assert_eq!(road_steps(&goals[2..4]), [0]);
    }

    #[test]
    fn five_hundred_sub_goals_and_a_circle_lose_nobody() {
        let mut goals = vec![goal(1, Horizon::Short, None)];
        goals.extend((2..502).map(|n| goal(n, Horizon::Sub, Some(1))));
        assert_eq!(plan_order(&goals).len(), 501);
        let circle = [
            goal(1, Horizon::Short, Some(2)),
            goal(2, Horizon::Short, Some(1)),
        ];
        assert_eq!(plan_order(&circle).len(), 2);
    }

    proptest! {
        #[test]
        fn every_goal_stands_in_it_once(parents in proptest::collection::vec(proptest::option::of(0u128..40), 0..40)) {
            let goals: Vec<_> = parents
                .iter()
                .enumerate()
                .map(|(n, parent)| goal(n as u128, Horizon::Short, *parent))
                .collect();
            let mut seen: Vec<_> = plan_order(&goals).iter().map(|it| it.at).collect();
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..goals.len()).collect::<Vec<_>>());
        }
    }
}
