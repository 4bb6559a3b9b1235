//! The published figures that a whole block of 56 families is dealt to meet; what a table leaves open is ours and says so.
//!
//! Head-counts, ages, fathers, children and support at the start are dealt by [`crate::story::cohort`] (tables 1.1 and 1.3).

use helhed_evaluation::codes::ActivationKind;

/// Table 1.2: boys among the 79 children.
pub(super) const BOYS: usize = 46;

/// Of the mothers who have public support at the start, those who had it two years before as well; the others came to it on the way.
/// With the entries spread evenly the share of self-support is 37 of 56 at t = -24 and the mean of table 1.4 is met (ours).
pub(super) const MOTHERS_LONG_ON_SUPPORT: usize = 19;
/// Of the fathers likewise.
pub(super) const FATHERS_LONG_ON_SUPPORT: usize = 4;
/// Fathers self-supported at the start who left public support in the two years before (table 1.4).
pub(super) const FATHERS_WHO_HAD_LEFT: usize = 5;
/// Fathers self-supported at the start who come to public support after it.
pub(super) const FATHERS_WHO_COME: usize = 2;
/// Of those with public support at the start, those self-supported at t = 24, by category: job-ready, activity-ready, other.
/// Figure 4.3: mothers from about 20 to about 55 per cent.
pub(super) const MOTHERS_WHO_LEAVE: [usize; 3] = [12, 4, 2];
/// Share of the early mothers self-supported at t = 24 (figure 4.3).
pub(super) const MOTHERS_SELF_SUPPORTED_AFTER: f64 = 0.55;
/// Of the early fathers: with the mothers' share it makes about 65 per cent of all (figure 4.2).
pub(super) const FATHERS_SELF_SUPPORTED_AFTER: f64 = 0.84;
/// The same for fathers.
pub(super) const FATHERS_WHO_LEAVE: [usize; 3] = [1, 1, 0];
/// Job-ready mothers who become activity-ready (figures 4.4 and 4.5: job-ready falls, activity-ready rises slightly).
pub(super) const MOTHERS_WHO_SHIFT: usize = 4;

/// Table 1.5 (shares of public-support months before the start) for mothers and fathers, and after it so that the rate of any
/// activation goes from 38 to 46 per cent (figure 4.6).
pub(super) const ACTIVATION: [(ActivationKind, Rates); 3] = [
    (
        ActivationKind::CompanyBased,
        Rates {
            mother: 0.09,
            father: 0.13,
            after: 0.12,
        },
    ),
    (
        ActivationKind::GuidanceUpskilling,
        Rates {
            mother: 0.20,
            father: 0.23,
            after: 0.23,
        },
    ),
    (
        ActivationKind::Mentor,
        Rates {
            mother: 0.16,
            father: 0.13,
            after: 0.21,
        },
    ),
];

/// Shares of public-support months with activation of one kind.
#[derive(Clone, Copy)]
pub(super) struct Rates {
    pub(super) mother: f64,
    pub(super) father: f64,
    pub(super) after: f64,
}

/// How the children with a case (table 4.1) divide: by cohort, when the case began and ended.
pub(super) struct Cases {
    /// Begun in 2017 or before (figure 4.10).
    pub(super) begun_by_2017: usize,
    /// Begun later.
    pub(super) begun_later: usize,
    /// Of all: ended in 2017, in 2018, in 2019; the rest run on.
    pub(super) ended: [usize; 3],
    /// Of those that reach into 2019: family treatment since 2018 or before (figure 4.12).
    pub(super) family_treatment: usize,
    /// Placements (figure 4.15).
    pub(super) placements: usize,
    /// Free places since 2018, and since 2019 (figure 4.14).
    pub(super) free_places: [usize; 2],
    /// Notifications during 2018 and during 2019 (figure 4.13: up by more than 20 points).
    pub(super) notifications: [usize; 2],
}

/// Children of families that started before 2018: 24 with a case, 11 without one at the end.
pub(super) const EARLY_CASES: Cases = Cases {
    begun_by_2017: 20,
    begun_later: 4,
    ended: [3, 3, 5],
    family_treatment: 10,
    placements: 1,
    free_places: [1, 5],
    notifications: [8, 12],
};

/// The others: 48 with a case, 10 without one at the end.
pub(super) const LATE_CASES: Cases = Cases {
    begun_by_2017: 24,
    begun_later: 24,
    ended: [0, 3, 7],
    family_treatment: 14,
    placements: 3,
    free_places: [2, 15],
    notifications: [8, 26],
};

/// Table 1.6, the year before the start, in øre: account, children, adults.
pub(super) const YEAR_BEFORE: [(&str, i64, i64); 5] = [
    ("3.22", 27_436_000, 0),
    ("5.28", 77_543_100, 59_807_700),
    ("5.57", 0, 356_318_800),
    ("5.58", 0, 48_591_100),
    ("5.68", 0, 39_375_400),
];

/// How a half-year's expenses lie to the year before, h = -4..3: children's rise, mothers' fall (figures 5.1 and 5.2; the sizes are ours).
pub(super) const CHILDREN_BY_HALF_YEAR: [f64; 8] = [0.5, 0.7, 1.0, 1.0, 1.3, 1.45, 1.4, 1.3];
/// Adults' likewise.
pub(super) const ADULTS_BY_HALF_YEAR: [f64; 8] = [0.75, 0.9, 1.0, 1.0, 1.05, 0.95, 0.9, 0.85];

/// Figure 4.8: mean hours a day attended, in the first and the last month observed.
pub(super) const HOURS: (f64, f64) = (6.7, 6.9);

/// Table 5.1 in øre: year, item, amount.
pub(super) const PROGRAMME_COSTS: [(i64, &str, i64); 10] = [
    (2016, "development_and_evaluation", 37_196_400),
    (2017, "development_and_evaluation", 25_065_600),
    (2017, "operation", 129_272_100),
    (2017, "freed_capacity", 50_000_000),
    (2018, "development_and_evaluation", 18_060_600),
    (2018, "operation", 140_659_500),
    (2018, "freed_capacity", 72_500_000),
    (2019, "development_and_evaluation", 14_441_000),
    (2019, "operation", 132_279_600),
    (2019, "freed_capacity", 73_360_300),
];
