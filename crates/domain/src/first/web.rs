//! Needs and who stands in whose way: what each leads to, and which hold each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::ids::NeedId;
use crate::need::Blocks;

use super::Weighed;

/// Bits of one word.
const BITS: usize = u64::BITS as usize;

/// The needs by their ids, and who stands in whose way by their places in that list.
pub(super) struct Web {
    /// In the order of their ids.
    pub(super) needs: Vec<Weighed>,
    /// What each stands in the way of.
    pub(super) down: Vec<Vec<usize>>,
    /// What stands in the way of each.
    pub(super) up: Vec<Vec<usize>>,
    /// How many others each leads to, directly or through others.
    pub(super) holds_back: Vec<usize>,
    /// The oldest of those that each is held together with: itself where it is in no circle.
    pub(super) together: Vec<usize>,
    /// What each leads to, directly or through others: a bit a need.
    reach: Vec<Vec<u64>>,
}

impl Web {
    pub(super) fn new(needs: &[Weighed], blocks: &[Blocks]) -> Self {
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
        let mut web = Self {
            reach: reached(&down),
            needs,
            down,
            up,
            holds_back: Vec::new(),
            together: Vec::new(),
        };
        let others = |at: usize| {
            let all: u32 = web.reach[at].iter().map(|word| word.count_ones()).sum();
            all as usize - usize::from(web.reaches(at, at))
        };
        let holds_back = (0..count).map(others).collect();
        let held = |at: usize, other: usize| web.reaches(at, other) && web.reaches(other, at);
        let oldest = |at: usize| (0..at).find(|other| held(at, *other)).unwrap_or(at);
        let together = (0..count).map(oldest).collect();
        (web.holds_back, web.together) = (holds_back, together);
        web
    }

    /// Whether one leads to another, directly or through others.
    pub(super) fn reaches(&self, from: usize, to: usize) -> bool {
        is_set(&self.reach[from], to)
    }

    /// Everything that one leads to, in the order of their ids; itself where it is in a circle.
    pub(super) fn onward(&self, from: usize) -> impl Iterator<Item = usize> {
        (0..self.needs.len()).filter(move |to| self.reaches(from, *to))
    }

    /// The ids of needs.
    pub(super) fn ids(&self, all: &[usize]) -> Vec<NeedId> {
        all.iter().map(|at| self.needs[*at].need).collect()
    }

    /// The shortest way from a need round to it.
    pub(super) fn circle(&self, start: usize) -> Vec<usize> {
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

fn is_set(row: &[u64], bit: usize) -> bool {
    row[bit / BITS] & (1 << (bit % BITS)) != 0
}

/// What each leads to, directly or through others (Warshall, 1962: a row of bits is taken over whole, 64 needs a step).
fn reached(down: &[Vec<usize>]) -> Vec<Vec<u64>> {
    let words = down.len().div_ceil(BITS);
    let mut rows = vec![vec![0u64; words]; down.len()];
    for (row, to) in rows.iter_mut().zip(down) {
        for &bit in to {
            row[bit / BITS] |= 1 << (bit % BITS);
        }
    }
    for through in 0..rows.len() {
        let onward = rows[through].clone();
        for row in rows.iter_mut().filter(|row| is_set(row, through)) {
            for (word, more) in row.iter_mut().zip(&onward) {
                *word |= more;
            }
        }
    }
    rows
}
