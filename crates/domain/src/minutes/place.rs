//! Where lines stand in their section: whole numbers with room between them, so that a line written between two moves no other.

/// The room left before and after what is added at an end.
const WIDE: i64 = 1 << 32;
/// The room left between lines that are written one after another between two others.
const NEAR: i64 = 1 << 12;

/// Places for `count` new lines between two others, in order; `None` where there is no room left, and all are placed anew.
///
/// People write downwards: new lines stand close to the one before, so that the room below lasts.
pub fn places_among(before: Option<i64>, after: Option<i64>, count: usize) -> Option<Vec<i64>> {
    let count = i64::try_from(count).ok()?;
    let (first, step) = match (before, after) {
        (before, None) => (before.unwrap_or(0), WIDE),
        (None, Some(after)) => (after.checked_sub(WIDE.checked_mul(count + 1)?)?, WIDE),
        (Some(before), Some(after)) => {
            let room = after.checked_sub(before)?;
            (before, (room / (count + 1)).min(NEAR))
        }
    };
    if step < 1 {
        return None;
    }
    (1..=count)
        .map(|at| first.checked_add(step.checked_mul(at)?))
        .collect()
}

/// Places for all lines of a section, with room between them.
pub fn places_anew(count: usize) -> impl Iterator<Item = i64> {
    (1_i64..).map(|at| at.saturating_mul(WIDE)).take(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_hundred_lines_written_between_two_move_no_other() {
        let mut before = WIDE;
        for _ in 0..100 {
            let new = places_among(Some(before), Some(2 * WIDE), 1).expect("room");
            assert!(before < new[0] && new[0] < 2 * WIDE);
            before = new[0];
        }
    }

    #[test]
    fn five_thousand_are_pasted_at_the_end_and_in_the_middle() {
        let end = places_among(None, None, 5_000).expect("room");
        let middle = places_among(Some(end[0]), Some(end[1]), 5_000).expect("room");
        assert!(end[0] < middle[0] && middle[4_999] < end[1]);
        assert_eq!(places_among(Some(1), Some(2), 1), None);
    }

    proptest! {
        /// Whatever is written where, the lines stand in the order in which they were put.
        #[test]
        fn the_order_holds(steps in proptest::collection::vec((0_usize..1_000, 1_usize..9), 1..80)) {
            let mut stand: Vec<(i64, usize)> = Vec::new();
            let mut meant: Vec<usize> = Vec::new();
            let mut next = 0;
            for (at, count) in steps {
                let at = at % (stand.len() + 1);
                let before = at.checked_sub(1).map(|it| stand[it].0);
                let after = stand.get(at).map(|it| it.0);
                let new: Vec<usize> = (next..next + count).collect();
                next += count;
                meant.splice(at..at, new.iter().copied());
                match places_among(before, after, count) {
                    Some(places) => {
                        stand.splice(at..at, places.into_iter().zip(new));
                    }
                    None => {
                        stand = places_anew(meant.len()).zip(meant.iter().copied()).collect();
                    }
                }
                prop_assert!(stand.windows(2).all(|two| two[0].0 < two[1].0));
                let stands: Vec<usize> = stand.iter().map(|it| it.1).collect();
                prop_assert_eq!(&stands, &meant);
            }
        }
    }
}
