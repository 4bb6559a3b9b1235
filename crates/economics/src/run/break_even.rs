//! When the money is back.

/// Years from the start of year `first` (an index into `net`) until the sum of `net` (present
/// values by year) reaches 0, interpolated inside the year; `None` if it never does.
///
/// The sum is looked at from the end of year `first` on: before the first benefit nothing has been
/// paid back, even where nothing has been spent yet.
pub(super) fn break_even(net: &[f64], first: usize) -> Option<f64> {
    let mut sum = net.iter().take(first).sum::<f64>();
    for (i, value) in net.iter().enumerate().skip(first) {
        let before = sum;
        sum += value;
        if sum >= 0.0 {
            let inside = if before < 0.0 { -before / value } else { 0.0 };
            return Some((i - first) as f64 + inside);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::break_even;

    #[test]
    fn interpolates_inside_the_year() {
        assert_eq!(break_even(&[-10.0, 4.0, 4.0, 4.0], 1), Some(2.5));
        assert_eq!(break_even(&[-8.0, 4.0, 4.0, 4.0], 1), Some(2.0));
    }

    #[test]
    fn never_is_never() {
        assert_eq!(break_even(&[-10.0, 4.0, 4.0], 1), None);
        assert_eq!(break_even(&[], 0), None);
    }

    #[test]
    fn without_a_debt_it_is_the_start() {
        assert_eq!(break_even(&[0.0, 3.0], 1), Some(0.0));
        // Costs above benefits in the same year are a debt at its end.
        assert_eq!(break_even(&[-2.0, 4.0], 0), Some(1.5));
    }
}
