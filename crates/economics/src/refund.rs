//! What the state pays back: dated steps, read from data files so that a change of law is a row.
//!
//! Income support: the state's share falls with the weeks on support. Very expensive child cases:
//! the state refunds a growing share of what lies above each limit.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// A week range and the state's share of income support in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RefundStep {
    /// First week on support it holds in, from 1.
    pub from_week: u32,
    /// Last week; `None` for all the rest.
    pub to_week: Option<u32>,
    /// The share the state pays.
    pub state_share: f64,
}

/// The steps in force on a day; empty where the data file has none.
pub fn refund_steps(on: Date) -> Vec<RefundStep> {
    rows_in_force(include_str!("../data/refund_income_support.csv"), on)
        .filter_map(|cell| {
            Some(RefundStep {
                from_week: cell.get(2)?.parse().ok()?,
                to_week: cell.get(3)?.parse().ok(),
                state_share: cell.get(4)?.parse().ok()?,
            })
        })
        .collect()
}

/// Weeks of support that the municipality itself pays out of the first `weeks` of a spell:
/// 104 weeks of support are 73.8 weekly units net of refund, 52 weeks are 32.2.
pub fn net_weeks(weeks: f64, steps: &[RefundStep]) -> f64 {
    let refunded = steps
        .iter()
        .map(|s| {
            let last = s.to_week.map_or(weeks, |to| weeks.min(f64::from(to)));
            // Week 5 begins when four weeks have passed.
            (last - f64::from(s.from_week) + 1.0).max(0.0) * s.state_share
        })
        .sum::<f64>();
    weeks - refunded
}

/// The municipality's share of the weeks on support between two points of a spell; 1 without rates,
/// and the share of the next week where the two are the same.
pub fn net_share(from_week: f64, to_week: f64, steps: &[RefundStep]) -> f64 {
    if steps.is_empty() {
        return 1.0;
    }
    let to = if to_week > from_week {
        to_week
    } else {
        from_week + 1.0
    };
    (net_weeks(to, steps) - net_weeks(from_week, steps)) / (to - from_week)
}

/// A limit of the central refund and the state's share of what lies above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CentralRefund {
    /// DKK a year.
    pub above: Decimal,
    /// Share of what lies above, until the next limit.
    pub state_share: Decimal,
}

/// What the state refunds of a person's or household's expense in the year of `on`; `None` where
/// the data file has no limits for that day.
pub fn central_refund(yearly_expense: Decimal, on: Date) -> Option<Decimal> {
    let tiers = rows_in_force(include_str!("../data/refund_central.csv"), on)
        .filter_map(|cell| {
            Some(CentralRefund {
                above: cell.get(2)?.parse().ok()?,
                state_share: cell.get(3)?.parse().ok()?,
            })
        })
        .collect::<Vec<_>>();
    if tiers.is_empty() {
        return None;
    }
    let refund = tiers.iter().enumerate().map(|(i, tier)| {
        let until = tiers
            .get(i + 1)
            .map_or(yearly_expense, |next| next.above.min(yearly_expense));
        (until - tier.above).max(Decimal::ZERO) * tier.state_share
    });
    Some(refund.sum())
}

/// Whether the limits of the central refund on a day were computed from those of earlier years, and not read from a published table;
/// `None` where the data file has no limits for that day.
pub(crate) fn central_refund_is_computed(on: Date) -> Option<bool> {
    let mut rows = rows_in_force(include_str!("../data/refund_central.csv"), on).peekable();
    rows.peek()?;
    Some(rows.any(|cell| cell.get(4) == Some(&"computed")))
}

fn rows_in_force(file: &'static str, on: Date) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .skip(1)
        .map(|row| row.split(',').collect::<Vec<_>>())
        .filter(move |cell| {
            let from = cell.first().and_then(|c| c.parse::<Date>().ok());
            let to = cell.get(1).and_then(|c| c.parse::<Date>().ok());
            from.is_some_and(|from| from <= on) && to.is_none_or(|to| on <= to)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Rounding of a sum of four products.
    const FLOAT: f64 = 1e-12;

    #[test]
    fn three_people_for_two_years_cost_more_than_six_for_one() {
        let steps = refund_steps(date(2019, 1, 1));
        assert_eq!(steps.len(), 4);
        assert!((3.0 * net_weeks(104.0, &steps) - 221.4).abs() < FLOAT);
        assert!((6.0 * net_weeks(52.0, &steps) - 193.2).abs() < FLOAT);
    }

    #[test]
    fn weeks_are_split_at_the_steps() {
        let steps = refund_steps(date(2019, 1, 1));
        for (weeks, net) in [
            (0.0, 0.0),
            (4.0, 0.8),
            (4.5, 1.1),
            (5.0, 1.4),
            (26.0, 14.0),
            (27.0, 14.7),
            (53.0, 33.0),
        ] {
            assert!(
                (net_weeks(weeks, &steps) - net).abs() < FLOAT,
                "{weeks} weeks"
            );
        }
        assert!(refund_steps(date(2015, 12, 31)).is_empty());
    }

    #[test]
    fn only_what_lies_above_a_limit_is_refunded() {
        let on = date(2022, 6, 1);
        let dkk = |n: i64| Decimal::from(n);
        assert_eq!(central_refund(dkk(860_000), on), Some(dkk(0)));
        assert_eq!(central_refund(dkk(1_000_000), on), Some(dkk(35_000)));
        // 820,000 at 25 %, 440,000 at 50 %, 80,000 at 75 %.
        assert_eq!(central_refund(dkk(2_200_000), on), Some(dkk(485_000)));
        assert_eq!(central_refund(dkk(2_200_000), date(2012, 1, 1)), None);
    }

    #[test]
    fn limits_go_on_after_the_last_published_ones() {
        let million = Decimal::from(1_000_000);
        let of = |year: i16| central_refund(million, date(year, 6, 1));
        assert_eq!(of(2021), Some(Decimal::from(37_500)));
        assert_eq!(of(2023), Some(Decimal::from(27_500)));
        assert_eq!(of(2024), Some(Decimal::from(20_000)));
        assert_eq!(
            of(2030),
            of(2024),
            "the last row holds until there is a newer one"
        );
    }

    #[test]
    fn limits_that_were_computed_say_so() {
        let of = |year: i16| central_refund_is_computed(date(year, 12, 31));
        assert_eq!(of(2012), None);
        assert_eq!(of(2022), Some(false));
        for year in [2023, 2024, 2030] {
            assert_eq!(of(year), Some(true));
        }
    }

    #[test]
    fn a_share_is_taken_between_two_points_of_a_spell() {
        let steps = refund_steps(date(2019, 1, 1));
        assert!((net_share(0.0, 52.0, &steps) - 32.2 / 52.0).abs() < FLOAT);
        assert!((net_share(52.0, 104.0, &steps) - 0.8).abs() < FLOAT);
        assert!((net_share(104.0, 104.0, &steps) - 0.8).abs() < FLOAT);
        assert_eq!(net_share(0.0, 52.0, &[]), 1.0);
    }
}
