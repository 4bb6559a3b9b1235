//! The check values of a norm set: six made-up series and what the set makes of them. With the
//! shipped set they are known numbers, so that an installation can be held against them.

use crate::age::AgeGroup;
use crate::course::Zone;
use crate::norm::{Norm, NormSet, Respondent};
use crate::progress::{Indices, Progress};
use helhed_domain::rating::Total;

/// A made-up client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckSeries {
    /// Age in years.
    pub years: u8,
    /// Totals in tenths, in order.
    pub tenths: &'static [u16],
}

/// The series of the contract.
const SERIES: [CheckSeries; 6] = [
    CheckSeries {
        years: 30,
        tenths: &[182, 210, 245, 279],
    },
    CheckSeries {
        years: 30,
        tenths: &[243, 220, 231],
    },
    CheckSeries {
        years: 30,
        tenths: &[120, 155, 140, 190, 201],
    },
    CheckSeries {
        years: 15,
        tenths: &[299, 310],
    },
    CheckSeries {
        years: 8,
        tenths: &[385, 370, 380],
    },
    CheckSeries {
        years: 30,
        tenths: &[200],
    },
];

/// What a norm set makes of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckLine {
    /// The series.
    pub series: CheckSeries,
    /// Its age group.
    pub age: AgeGroup,
    /// Expected score at the last rating.
    pub expected: f64,
    /// Lower end of the band there.
    pub low: f64,
    /// Zone of the last rating.
    pub zone: Zone,
    /// Its result; `None` with one rating.
    pub progress: Option<Progress>,
}

/// The lines of a norm set, for the ages it covers, and the indices over them.
pub fn check_values(set: &NormSet) -> (Vec<CheckLine>, Indices) {
    let lines = SERIES
        .into_iter()
        .filter_map(|series| line(set.norm(Respondent::Own, series.years)?, series))
        .collect::<Vec<_>>();
    let mut indices = Indices::default();
    lines
        .iter()
        .filter_map(|l| l.progress.as_ref())
        .for_each(|p| indices.add(p));
    (lines, indices)
}

fn line(norm: &Norm, series: CheckSeries) -> Option<CheckLine> {
    let intake = Total::from_tenths(*series.tenths.first()?)?;
    let last = Total::from_tenths(*series.tenths.last()?)?;
    let k = series.tenths.len() - 1;
    let band = norm.band(k, intake);
    Some(CheckLine {
        series,
        age: AgeGroup::of(series.years),
        expected: band.expected,
        low: band.low,
        zone: norm.zone(k, intake, last),
        progress: Progress::of(norm, intake, last, k),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores are given with three decimals, one band with two.
    const THREE_DECIMALS: f64 = 0.0005;
    const TWO_DECIMALS: f64 = 0.005;
    /// Effect sizes are given with four decimals.
    const FOUR_DECIMALS: f64 = 0.000_05;

    #[track_caller]
    fn close(got: f64, expected: f64, tolerance: f64) {
        assert!(
            (got - expected).abs() < tolerance,
            "{got} is not {expected}"
        );
    }

    #[test]
    fn courses_zones_and_changes() {
        let (lines, _) = check_values(&NormSet::illustrative());
        let expected = [22.562, 26.173, 19.364, 30.198, 36.919];
        for (line, expected) in lines.iter().zip(expected) {
            close(line.expected, expected, THREE_DECIMALS);
        }
        close(lines[0].low, 18.798, THREE_DECIMALS);
        close(lines[1].low, 22.70, TWO_DECIMALS);
        let zones = lines.iter().map(|l| l.zone).collect::<Vec<_>>();
        use Zone::{Green, Grey, Yellow};
        assert_eq!(zones, [Green, Yellow, Green, Green, Green, Grey]);
        let of = |i: usize| lines[i].progress.expect("two ratings");
        assert!(of(0).clinically_significant);
        assert!(of(2).reliable && !of(2).clinically_significant);
        assert!(!of(1).reliable && !of(3).reliable && !of(4).reliable);
        assert_eq!(lines[5].progress, None);
    }

    #[test]
    fn indices_over_the_five() {
        let (_, indices) = check_values(&NormSet::illustrative());
        assert_eq!((indices.n, indices.reached_target), (5, 4));
        close(indices.raw_change().expect("n"), 3.44, 1e-12);
        close(indices.simple_effect().expect("n"), 0.430, THREE_DECIMALS);
        close(indices.relative_effect().expect("n"), 0.1221, FOUR_DECIMALS);
        close(indices.effect().expect("n"), 0.8871, FOUR_DECIMALS);
    }
}
