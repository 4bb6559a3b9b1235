//! What always holds of the order, and the families it was made for.

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

    #[test]
    fn the_order_is_the_one_that_is_said(needs in any_needs(), links in any_links()) {
        let links: Vec<Blocks> = links.iter().map(|(a, b)| link(*a, *b)).collect();
        let order = first(&needs, &links, WEIGHTS);
        prop_assert_eq!(ids(&order), super::slow::in_order(&needs, &links, WEIGHTS));
    }
}
