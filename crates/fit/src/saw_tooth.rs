//! Saw-tooth: ratings that swing to and fro are hardly a course, and their validity is doubtful.

use helhed_domain::rating::Total;

/// A swing counts from here, tenths of a point.
const SWING: i32 = 60;

/// Changes of direction of 6 points or more: a turn counts once the ratings have come 6 points back
/// from the highest or lowest reached since the last one, in one step or several. The first swing
/// sets a direction and is no change of one.
pub fn direction_changes(totals: impl IntoIterator<Item = Total>) -> usize {
    let mut totals = totals.into_iter().map(|t| i32::from(t.tenths()));
    let Some(first) = totals.next() else {
        return 0;
    };
    let (mut low, mut high) = (first, first);
    let mut upwards = None;
    let mut changes = 0;
    for y in totals {
        high = high.max(y);
        low = low.min(y);
        let turned = match upwards {
            Some(true) | None if high - y >= SWING => Some(false),
            Some(false) | None if y - low >= SWING => Some(true),
            _ => None,
        };
        if turned.is_some() {
            changes += usize::from(upwards.is_some());
            upwards = turned;
            (low, high) = (y, y);
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(points: &[u16]) -> usize {
        direction_changes(
            points
                .iter()
                .map(|p| Total::from_tenths(p * 10).expect("in range")),
        )
    }

    #[test]
    fn counts_turns_of_six_points_or_more() {
        assert_eq!(changes(&[20, 30, 20, 30, 20, 30]), 4);
        assert_eq!(changes(&[20, 30, 20, 30, 20]), 3);
        assert_eq!(changes(&[20, 26, 20, 26]), 2);
        assert_eq!(changes(&[20, 25, 20, 25, 20, 25]), 0);
    }

    #[test]
    fn a_dip_on_the_way_up_is_no_turn() {
        assert_eq!(changes(&[10, 20, 19, 29, 28, 38]), 0);
    }

    #[test]
    fn a_turn_may_take_several_ratings() {
        assert_eq!(changes(&[10, 20, 17, 14, 14, 20]), 2);
        assert_eq!(changes(&[]), 0);
    }
}
