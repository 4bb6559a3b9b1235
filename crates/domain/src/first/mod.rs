//! What comes first: the order in which to take a family's needs, and why.
//!
//! A need never comes before what stands in its way. Among those that nothing stands in the way of, the one comes first that weighs
//! most or opens the way to what weighs most. Needs that hold each other in a circle come together, the heaviest first, and are told.

mod web;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::ids::NeedId;
use crate::need::{Blocks, Severity, Urgency, Wish};

use web::Web;

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

/// Puts needs in order. Links between needs that are not among them, and of a need to itself, count for nothing; in which order needs and
/// links are given does not matter. What weighs the same stays in the order in which it was written down.
///
/// Its time grows with the square of the needs, and what leads to what is found 64 needs a step: 500 needs with every link that there can
/// be take milliseconds (`examples/first_speed.rs`).
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
                holds_back: weights.holds_back * web.holds_back[at] as i64,
            }
        })
        .collect();
    // For whose sake each comes when it does: itself, or the heaviest that it opens the way to.
    let sake: Vec<usize> = (0..count)
        .map(|at| {
            let onward = web.onward(at).filter(|other| *other != at);
            onward.fold(at, |best, other| {
                if weight[other].total() > weight[best].total() {
                    other
                } else {
                    best
                }
            })
        })
        .collect();
    // The greatest first; ids sort by when they were made.
    let rank = |at: usize| {
        let (pull, held) = (weight[sake[at]].total(), web.holds_back[at]);
        (
            Reverse(pull),
            Reverse(weight[at].total()),
            Reverse(held),
            at,
        )
    };
    let rank: Vec<_> = (0..count).map(rank).collect();
    let order = in_order(&web, &rank);
    let most = web.holds_back.iter().copied().max().unwrap_or(0);
    let place = |at: usize| Place {
        need: web.needs[at].need,
        weight: weight[at],
        for_the_sake_of: (sake[at] != at).then(|| web.needs[sake[at]].need),
        after: web.ids(&web.up[at]),
        before: web.ids(&web.down[at]),
        holds_back: web.holds_back[at],
        in_circle: web.reaches(at, at),
    };
    let is_oldest = |at: &usize| web.reaches(*at, *at) && web.together[*at] == *at;
    Order {
        circles: (0..count)
            .filter(is_oldest)
            .map(|at| web.ids(&web.circle(at)))
            .collect(),
        holds_most: (0..count)
            .filter(|at| most > 0 && web.holds_back[*at] == most)
            .map(|at| web.needs[at].need)
            .collect(),
        places: order.into_iter().map(place).collect(),
    }
}

/// Takes the need of the first rank among those that nothing stands in the way of any more, with all that it holds and is held by; what
/// stands in the way of one of these stands in the way of all of them.
fn in_order<Rank: Ord + Copy>(web: &Web, rank: &[Rank]) -> Vec<usize> {
    let count = web.needs.len();
    let mut members = vec![Vec::new(); count];
    for at in 0..count {
        members[web.together[at]].push(at);
    }
    // How many links lead to each from what is not held together with it.
    let mut waits = vec![0usize; count];
    for at in 0..count {
        for &before in &web.up[at] {
            waits[web.together[at]] += usize::from(web.together[before] != web.together[at]);
        }
    }
    let best = |of: usize| members[of].iter().map(|at| rank[*at]).min();
    let is_free = |of: &usize| !members[*of].is_empty() && waits[*of] == 0;
    let mut free: BinaryHeap<_> = (0..count)
        .filter(is_free)
        .map(|of| Reverse((best(of), of)))
        .collect();
    let mut order = Vec::with_capacity(count);
    while let Some(Reverse((_, of))) = free.pop() {
        let mut now = members[of].clone();
        now.sort_by_key(|at| rank[*at]);
        for &at in &now {
            for &to in &web.down[at] {
                let next = web.together[to];
                if next != of {
                    waits[next] -= 1;
                    if waits[next] == 0 {
                        free.push(Reverse((best(next), next)));
                    }
                }
            }
        }
        order.extend(now);
    }
    order
}

#[cfg(test)]
mod slow;
#[cfg(test)]
mod tests;
