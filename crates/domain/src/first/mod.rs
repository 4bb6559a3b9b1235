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
mod tests;
