//! What comes first: the order in which to take a family's needs, and why.
//!
//! A need never comes before what stands in its way. Among those that nothing stands in the way of, the one comes first that weighs
//! most or opens the way to what weighs most. Needs that hold each other in a circle come together, the heaviest first, and are told.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::ids::NeedId;
use crate::need::{Blocks, Severity, Urgency, Wish};

/// What a step of each weighs: dated rules of the municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// A step of severity.
    pub severity: i64,
    /// A step of urgency.
    pub urgency: i64,
    /// A step of the family's own wish.
    pub wish: i64,
    /// Each need that is held back.
    pub holds_back: i64,
}

/// An open need as far as its place depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// The need.
    pub need: NeedId,
    /// How grave it is.
    pub severity: Severity,
    /// How soon something must happen.
    pub urgency: Urgency,
    /// The strongest wish of the family to begin here.
    pub wish: Option<Wish>,
}

/// What a need weighs, part by part, in points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// For its severity.
    pub severity: i64,
    /// For its urgency.
    pub urgency: i64,
    /// For the family's wish.
    pub wish: i64,
    /// For what it holds back.
    pub holds_back: i64,
}

impl Weight {
    /// All of it.
    pub fn total(self) -> i64 {
        self.severity + self.urgency + self.wish + self.holds_back
    }
}

/// The place of one need, and why it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The need.
    pub need: NeedId,
    /// What it weighs.
    pub weight: Weight,
    /// A heavier need that it opens the way to, and comes early for.
    pub for_the_sake_of: Option<NeedId>,
    /// What stands in its way itself.
    pub after: Vec<NeedId>,
    /// What it stands in the way of itself.
    pub before: Vec<NeedId>,
    /// How many needs cannot be met before it, directly or through others.
    pub holds_back: usize,
    /// Whether it is in a circle of needs that hold each other.
    pub in_circle: bool,
}

/// The order in which to take a family's needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Every need once, the first first.
    pub places: Vec<Place>,
    /// Circles of needs that hold each other: each the shortest one from its oldest need round to it.
    pub circles: Vec<Vec<NeedId>>,
    /// What holds most back: several where they hold as many.
    pub holds_most: Vec<NeedId>,
}

/// The needs by their ids, and who stands in whose way by their places in that list.
struct Web {
    needs: Vec<Weighed>,
    /// What each stands in the way of.
    down: Vec<Vec<usize>>,
    /// What stands in the way of each.
    up: Vec<Vec<usize>>,
    /// What each leads to, directly or through others.
    reach: Vec<Vec<bool>>,
}

impl Web {
    fn new(needs: &[Weighed], blocks: &[Blocks]) -> Self {
        let all: BTreeMap<NeedId, Weighed> = needs.iter().map(|it| (it.need, *it)).collect();
        let needs: Vec<Weighed> = all.into_values().collect();
        let at = |id| needs.binary_search_by_key(&id, |it| it.need).ok();
        let links: BTreeSet<(usize, usize)> = blocks
            .iter()
            .filter_map(|link| at(link.blocker).zip(at(link.blocked)))
            .filter(|(blocker, blocked)| blocker != blocked)
            .collect();
        let count = needs.len();
        let (mut down, mut up) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (blocker, blocked) in links {
            down[blocker].push(blocked);
            up[blocked].push(blocker);
        }
        let reach = (0..count).map(|from| reached(&down, from)).collect();
        Self {
            needs,
            down,
            up,
            reach,
        }
    }

    /// Whether two needs hold each other.
    fn hold_each_other(&self, a: usize, b: usize) -> bool {
        self.reach[a][b] && self.reach[b][a]
    }

    fn holds_back(&self, at: usize) -> usize {
        let others = self.reach[at].iter().enumerate();
        others
            .filter(|(other, reached)| **reached && *other != at)
            .count()
    }

    fn ids(&self, all: &[usize]) -> Vec<NeedId> {
        all.iter().map(|at| self.needs[*at].need).collect()
    }

    /// The shortest way from a need round to it.
    fn circle(&self, start: usize) -> Vec<usize> {
        let mut from = vec![None; self.needs.len()];
        let mut next = VecDeque::from([start]);
        while let Some(at) = next.pop_front() {
            for &to in &self.down[at] {
                if to == start {
                    let mut way = vec![at];
                    let mut at = at;
                    while let Some(before) = from[at] {
                        way.push(before);
                        at = before;
                    }
                    way.reverse();
                    return way;
                }
                if from[to].is_none() {
                    from[to] = Some(at);
                    next.push_back(to);
                }
            }
        }
        Vec::new()
    }
}

fn reached(down: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut seen = vec![false; down.len()];
    let mut next = vec![from];
    while let Some(at) = next.pop() {
        for &to in &down[at] {
            if !seen[to] {
                seen[to] = true;
                next.push(to);
            }
        }
    }
    seen
}

/// Puts needs in order. Links between needs that are not among them, and of a need to itself, count for nothing; in which order needs and
/// links are given does not matter. What weighs the same stays in the order in which it was written down.
pub fn first(needs: &[Weighed], blocks: &[Blocks], weights: Weights) -> Order {
    let web = Web::new(needs, blocks);
    let count = web.needs.len();
    let weight: Vec<Weight> = (0..count)
        .map(|at| {
            let it = &web.needs[at];
            Weight {
                severity: weights.severity * it.severity.steps(),
                urgency: weights.urgency * it.urgency.steps(),
                wish: weights.wish * it.wish.map_or(0, Wish::steps),
                holds_back: weights.holds_back * web.holds_back(at) as i64,
            }
        })
        .collect();
    // For whose sake each comes when it does: itself, or the heaviest that it opens the way to.
    let sake: Vec<usize> = (0..count)
        .map(|at| {
            let onward = (0..count).filter(|other| web.reach[at][*other] && *other != at);
            onward.fold(at, |best, other| {
                if weight[other].total() > weight[best].total() {
                    other
                } else {
                    best
                }
            })
        })
        .collect();
    let pull = |at: usize| weight[sake[at]].total();
    // The greatest first; ids sort by when they were made.
    let rank = |at: usize| {
        let held = web.holds_back(at) as i64;
        (-pull(at), -weight[at].total(), -held, at)
    };
    let rank: Vec<_> = (0..count).map(rank).collect();
    let mut placed = vec![false; count];
    let mut order = Vec::with_capacity(count);
    while order.len() < count {
        let is_free = |at: &usize| {
            let waits = |before: &usize| !placed[*before] && !web.hold_each_other(*before, *at);
            !placed[*at] && !web.up[*at].iter().any(waits)
        };
        // Whatever stands in the way of one of a circle stands in the way of all of it.
        let is_open = |at: &usize| {
            let held = (0..count).filter(|other| web.hold_each_other(*at, *other));
            is_free(at) && held.into_iter().all(|other| is_free(&other))
        };
        let Some(next) = (0..count).filter(is_open).min_by_key(|at| rank[*at]) else {
            break;
        };
        let mut together: Vec<usize> = (0..count)
            .filter(|other| *other == next || web.hold_each_other(next, *other))
            .collect();
        together.sort_by_key(|at| rank[*at]);
        for at in together {
            placed[at] = true;
            order.push(at);
        }
    }
    let most = (0..count).map(|at| web.holds_back(at)).max().unwrap_or(0);
    let place = |at: usize| Place {
        need: web.needs[at].need,
        weight: weight[at],
        for_the_sake_of: (sake[at] != at).then(|| web.needs[sake[at]].need),
        after: web.ids(&web.up[at]),
        before: web.ids(&web.down[at]),
        holds_back: web.holds_back(at),
        in_circle: web.reach[at][at],
    };
    let is_oldest =
        |at: &usize| web.reach[*at][*at] && !(0..*at).any(|other| web.hold_each_other(*at, other));
    Order {
        circles: (0..count)
            .filter(is_oldest)
            .map(|at| web.ids(&web.circle(at)))
            .collect(),
        holds_most: (0..count)
            .filter(|at| most > 0 && web.holds_back(*at) == most)
            .map(|at| web.needs[at].need)
            .collect(),
        places: order.into_iter().map(place).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const WEIGHTS: Weights = Weights {
        severity: 3,
        urgency: 2,
        wish: 3,
        holds_back: 1,
    };

    fn id(n: usize) -> NeedId {
        NeedId::from(Uuid::from_u128(n as u128 + 1))
    }

    fn need(n: usize, severity: Severity, urgency: Urgency, wish: Option<Wish>) -> Weighed {
        Weighed {
            need: id(n),
            severity,
            urgency,
            wish,
        }
    }

    fn link(blocker: usize, blocked: usize) -> Blocks {
        Blocks {
            blocker: id(blocker),
            blocked: id(blocked),
        }
    }

    fn ids(order: &Order) -> Vec<NeedId> {
        order.places.iter().map(|place| place.need).collect()
    }

    /// The mother who cannot leave home for work while her son is in danger: work is what she wants, and comes last.
    #[test]
    fn first_the_son_is_safe_then_sleep_then_work() {
        let (work, sleep, son, debt) = (0, 1, 2, 3);
        let needs = [
            need(work, Severity::Marked, Urgency::Months, Some(Wish::First)),
            need(sleep, Severity::Marked, Urgency::Weeks, Some(Wish::Gladly)),
            need(son, Severity::Critical, Urgency::Now, Some(Wish::First)),
            need(debt, Severity::Slight, Urgency::Months, None),
        ];
        let order = first(
            &needs,
            &[link(son, sleep), link(sleep, work), link(debt, work)],
            WEIGHTS,
        );
        assert_eq!(ids(&order), [son, sleep, debt, work].map(id));
        assert_eq!(order.holds_most, [id(son)]);
        assert_eq!(order.circles, Vec::<Vec<NeedId>>::new());
        let weight = order.places[0].weight;
        // 4 steps of severity at 3, 3 of urgency at 2, 2 of the wish at 3, and two needs held back at 1.
        assert_eq!(
            (weight.severity, weight.urgency, weight.wish),
            (12, 6, 6),
            "{weight:?}"
        );
        assert_eq!((weight.holds_back, weight.total()), (2, 26));
        // The debt weighs little and comes before work for its sake.
        assert_eq!(order.places[2].for_the_sake_of, Some(id(work)));
        assert_eq!(order.places[3].after, [sleep, debt].map(id));
    }

    #[test]
    fn needs_that_hold_each_other_are_found_and_come_together() {
        let same = |n| need(n, Severity::Marked, Urgency::Weeks, None);
        let grave = need(1, Severity::Grave, Urgency::Weeks, None);
        let needs = [same(0), grave, same(2), same(3), same(4)];
        let links = [link(3, 0), link(0, 1), link(1, 2), link(2, 0), link(2, 4)];
        let order = first(&needs, &links, WEIGHTS);
        assert_eq!(order.circles, [[0, 1, 2].map(id).to_vec()]);
        assert_eq!(ids(&order), [3, 1, 0, 2, 4].map(id));
        let circled: Vec<bool> = order.places.iter().map(|it| it.in_circle).collect();
        assert_eq!(circled, [false, true, true, true, false]);
    }

    #[test]
    fn what_is_not_there_and_what_blocks_itself_counts_for_nothing() {
        let needs = [need(0, Severity::Slight, Urgency::Now, None)];
        let order = first(&needs, &[link(0, 0), link(9, 0), link(0, 9)], WEIGHTS);
        assert_eq!(ids(&order), [id(0)]);
        assert!(order.circles.is_empty() && order.holds_most.is_empty());
        assert_eq!(first(&[], &[], WEIGHTS), Order::default());
    }

    fn any_needs() -> impl Strategy<Value = Vec<Weighed>> {
        let one = (0usize..4, 0usize..4, 0usize..4);
        prop::collection::vec(one, 0..14).prop_map(|all| {
            let read = |(n, (severity, urgency, wish)): (usize, (usize, usize, usize))| Weighed {
                need: id(n),
                severity: Severity::ALL[severity],
                urgency: Urgency::ALL[urgency],
                wish: Wish::ALL.get(wish).copied(),
            };
            all.into_iter().enumerate().map(read).collect()
        })
    }

    fn any_links() -> impl Strategy<Value = Vec<(usize, usize)>> {
        prop::collection::vec((0usize..14, 0usize..14), 0..30)
    }

    proptest! {
        #[test]
        fn without_a_circle_nothing_comes_before_what_stands_in_its_way(needs in any_needs(), links in any_links()) {
            // Every link leads from a lower to a higher number: no circle.
            let links: Vec<Blocks> = links.iter().filter(|(a, b)| a < b).map(|(a, b)| link(*a, *b)).collect();
            let order = first(&needs, &links, WEIGHTS);
            prop_assert!(order.circles.is_empty());
            let at = |id| order.places.iter().position(|place| place.need == id);
            for link in &links {
                if let Some((blocker, blocked)) = at(link.blocker).zip(at(link.blocked)) {
                    prop_assert!(blocker < blocked);
                }
            }
        }

        #[test]
        fn every_need_has_one_place_and_every_circle_is_one(needs in any_needs(), links in any_links()) {
            let links: Vec<Blocks> = links.iter().map(|(a, b)| link(*a, *b)).collect();
            let order = first(&needs, &links, WEIGHTS);
            let mut placed = ids(&order);
            placed.sort();
            let mut all: Vec<NeedId> = needs.iter().map(|it| it.need).collect();
            all.sort();
            prop_assert_eq!(placed, all);
            for circle in &order.circles {
                prop_assert!(circle.len() > 1);
                for (at, blocker) in circle.iter().enumerate() {
                    let blocked = circle[(at + 1) % circle.len()];
                    let blocks = Blocks { blocker: *blocker, blocked };
                    prop_assert!(links.contains(&blocks));
                }
            }
            let in_circle = order.places.iter().any(|place| place.in_circle);
            prop_assert_eq!(in_circle, !order.circles.is_empty());
        }

        #[test]
        fn the_order_in_which_they_are_given_does_not_matter(
            needs in any_needs(), links in any_links(), turn in 0usize..14,
        ) {
            let links: Vec<Blocks> = links.iter().map(|(a, b)| link(*a, *b)).collect();
            let (mut turned, mut twice) = (needs.clone(), links.clone());
            let by = turn.min(turned.len());
            turned.rotate_left(by);
            turned.reverse();
            twice.reverse();
            twice.extend(links.iter().take(3));
            prop_assert_eq!(first(&needs, &links, WEIGHTS), first(&turned, &twice, WEIGHTS));
        }

        #[test]
        fn what_weighs_the_same_stays_as_it_was_written(count in 0usize..14) {
            let needs: Vec<Weighed> = (0..count).map(|n| need(n, Severity::Marked, Urgency::Weeks, None)).collect();
            let order = first(&needs, &[], WEIGHTS);
            prop_assert_eq!(ids(&order), (0..count).map(id).collect::<Vec<_>>());
        }

        /// A heavier need never moves back, and one more wish of the family never does harm to it.
        #[test]
        fn a_stronger_wish_never_moves_a_need_back(needs in any_needs(), links in any_links(), which in 0usize..14) {
            let links: Vec<Blocks> = links.iter().filter(|(a, b)| a < b).map(|(a, b)| link(*a, *b)).collect();
            if let Some(chosen) = needs.get(which).map(|it| it.need) {
                let at = |needs: &[Weighed]| {
                    let order = first(needs, &links, WEIGHTS);
                    order.places.iter().position(|place| place.need == chosen)
                };
                let mut wished = needs.clone();
                wished[which].wish = Some(Wish::First);
                prop_assert!(at(&wished) <= at(&needs));
            }
        }
    }
}
