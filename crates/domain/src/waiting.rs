//! The waiting list: a strict order. Stored places may have gaps once somebody left; what people see never has.

use crate::ids::ReferralId;
use crate::kinds::kinds;

/// A place on the waiting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingPlace {
    /// The referral that waits.
    pub referral: ReferralId,
    /// Its stored place: smaller is sooner, no two are alike.
    pub place: i64,
}

kinds! {
    /// How somebody is moved on the list.
    WaitingMove, "waiting-move" {
        /// One place sooner.
        Sooner = "sooner",
        /// One place later.
        Later = "later",
        /// To the front.
        First = "first",
    }
}

/// Why nobody was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// The referral is not on the list.
    #[error("not on the waiting list")]
    NotWaiting,
    /// It is at that end of the list already.
    #[error("at the end of the list already")]
    AtTheEnd,
}

/// The place after the last.
pub fn next_place(list: &[WaitingPlace]) -> i64 {
    list.iter().map(|it| it.place).max().unwrap_or(0) + 1
}

/// The order in which people stand, first to last.
pub fn in_order(mut list: Vec<WaitingPlace>) -> Vec<WaitingPlace> {
    list.sort_by_key(|it| it.place);
    list
}

/// The places that change when `referral` is moved: those who are passed keep their order among themselves.
pub fn moved(
    list: &[WaitingPlace],
    referral: ReferralId,
    how: WaitingMove,
) -> Result<Vec<WaitingPlace>, MoveError> {
    let list = in_order(list.to_vec());
    let at = list
        .iter()
        .position(|it| it.referral == referral)
        .ok_or(MoveError::NotWaiting)?;
    let to = match how {
        WaitingMove::Sooner => at.checked_sub(1),
        WaitingMove::Later => Some(at + 1).filter(|to| *to < list.len()),
        WaitingMove::First => (at > 0).then_some(0),
    }
    .ok_or(MoveError::AtTheEnd)?;
    let mut order: Vec<ReferralId> = list.iter().map(|it| it.referral).collect();
    let mover = order.remove(at);
    order.insert(to, mover);
    // The same places, dealt out in the new order; only those that differ are written.
    Ok(list
        .iter()
        .zip(order)
        .filter(|(old, new)| old.referral != *new)
        .map(|(old, new)| WaitingPlace {
            referral: new,
            place: old.place,
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn referral(number: u8) -> ReferralId {
        ReferralId::from(Uuid::from_u128(u128::from(number)))
    }

    fn list(numbers: &[u8]) -> Vec<WaitingPlace> {
        let place = |(at, number): (usize, &u8)| WaitingPlace {
            referral: referral(*number),
            place: at as i64 * 3 + 1,
        };
        numbers.iter().enumerate().map(place).collect()
    }

    fn applied(list: &mut [WaitingPlace], changes: &[WaitingPlace]) {
        for change in changes {
            let it = list.iter_mut().find(|it| it.referral == change.referral);
            it.expect("a change of somebody on the list").place = change.place;
        }
    }

    fn order(list: &[WaitingPlace]) -> Vec<ReferralId> {
        in_order(list.to_vec())
            .iter()
            .map(|it| it.referral)
            .collect()
    }

    #[test]
    fn moving_sooner_swaps_two() {
        let mut list = list(&[1, 2, 3]);
        let changes = moved(&list, referral(3), WaitingMove::Sooner).expect("moved");
        applied(&mut list, &changes);
        assert_eq!(order(&list), [1, 3, 2].map(referral));
        assert_eq!(
            moved(&list, referral(1), WaitingMove::Sooner),
            Err(MoveError::AtTheEnd)
        );
        assert_eq!(
            moved(&list, referral(9), WaitingMove::Later),
            Err(MoveError::NotWaiting)
        );
    }

    proptest! {
        /// Any sequence of adding, leaving and moving is what the same sequence does to a plain list of names.
        #[test]
        fn the_order_is_strict_whatever_happens(steps in proptest::collection::vec((0u8..5, 0u8..20), 0..60)) {
            let mut list: Vec<WaitingPlace> = Vec::new();
            let mut plain: Vec<ReferralId> = Vec::new();
            for (step, number) in steps {
                let who = referral(number);
                let at = plain.iter().position(|it| *it == who);
                match (step, at) {
                    (0, None) => {
                        list.push(WaitingPlace { referral: who, place: next_place(&list) });
                        plain.push(who);
                    }
                    (1, Some(at)) => {
                        list.retain(|it| it.referral != who);
                        plain.remove(at);
                    }
                    (2..=4, _) => {
                        let how = WaitingMove::ALL[usize::from(step - 2)];
                        let to = match (how, at) {
                            (WaitingMove::Sooner, Some(at)) if at > 0 => Some(at - 1),
                            (WaitingMove::Later, Some(at)) if at + 1 < plain.len() => Some(at + 1),
                            (WaitingMove::First, Some(at)) if at > 0 => Some(0),
                            _ => None,
                        };
                        let changes = moved(&list, who, how);
                        prop_assert_eq!(changes.is_ok(), to.is_some());
                        if let (Ok(changes), Some(at), Some(to)) = (changes, at, to) {
                            applied(&mut list, &changes);
                            plain.remove(at);
                            plain.insert(to, who);
                        }
                    }
                    _ => {}
                }
                prop_assert_eq!(order(&list), plain.clone());
                let places: std::collections::BTreeSet<i64> = list.iter().map(|it| it.place).collect();
                prop_assert_eq!(places.len(), list.len());
            }
        }
    }
}
