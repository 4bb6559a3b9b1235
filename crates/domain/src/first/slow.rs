//! The order of needs written as it is said, without regard to time: what the fast one is held to.

use std::collections::{BTreeMap, BTreeSet};

use super::{Weighed, Weights};
use crate::ids::NeedId;
use crate::need::{Blocks, Wish};

/// The needs in order: again and again the heaviest of those whose way is free, with all that hold it and are held by it.
pub(super) fn in_order(needs: &[Weighed], blocks: &[Blocks], weights: Weights) -> Vec<NeedId> {
    let needs: BTreeMap<NeedId, Weighed> = needs.iter().map(|it| (it.need, *it)).collect();
    let is_link = |it: &&Blocks| {
        it.blocker != it.blocked
            && needs.contains_key(&it.blocker)
            && needs.contains_key(&it.blocked)
    };
    let links: Vec<&Blocks> = blocks.iter().filter(is_link).collect();
    let leads_to = |from: NeedId| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(at) = next.pop() {
            let down = links.iter().filter(|it| it.blocker == at);
            next.extend(down.map(|it| it.blocked).filter(|to| seen.insert(*to)));
        }
        seen
    };
    let reach: BTreeMap<_, _> = needs.keys().map(|id| (*id, leads_to(*id))).collect();
    let holds_back = |id: &NeedId| reach[id].iter().filter(|other| *other != id).count() as i64;
    let weight = |id: &NeedId| {
        let it = &needs[id];
        weights.severity * it.severity.steps()
            + weights.urgency * it.urgency.steps()
            + weights.wish * it.wish.map_or(0, Wish::steps)
            + weights.holds_back * holds_back(id)
    };
    let pull = |id: &NeedId| reach[id].iter().chain([id]).map(weight).max();
    let rank = |id: &NeedId| (pull(id).map(|it| -it), -weight(id), -holds_back(id), *id);
    let hold = |a: &NeedId, b: &NeedId| a == b || (reach[a].contains(b) && reach[b].contains(a));
    let mut order: Vec<NeedId> = Vec::new();
    while order.len() < needs.len() {
        let is_free = |id: &NeedId| {
            let blocked = |it: &&&Blocks| {
                hold(&it.blocked, id) && !hold(&it.blocker, id) && !order.contains(&it.blocker)
            };
            !order.contains(id) && !links.iter().any(|it| blocked(&it))
        };
        let Some(next) = needs.keys().copied().filter(is_free).min_by_key(rank) else {
            break;
        };
        let mut together: Vec<_> = needs.keys().copied().filter(|it| hold(it, &next)).collect();
        together.sort_by_key(rank);
        order.extend(together);
    }
    order
}
