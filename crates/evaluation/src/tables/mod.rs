//! One table a file: what it counts of a person, how counts merge, and the rows they give.

pub(crate) mod activation_history;
pub(crate) mod activation_rate;
pub(crate) mod attendance_monthly;
pub(crate) mod child_case_share;
pub(crate) mod children_by_sex;
pub(crate) mod closed_cases;
pub(crate) mod expenses_half_years;
pub(crate) mod expenses_year_before;
pub(crate) mod parent_ages;
pub(crate) mod participants;
pub(crate) mod programme_costs;
pub(crate) mod self_support_dip;
pub(crate) mod self_support_monthly;
pub(crate) mod self_support_strict;
pub(crate) mod self_support_strict_monthly;
pub(crate) mod start_months;
pub(crate) mod support_at_start;
pub(crate) mod support_before_after;
pub(crate) mod support_history;

use crate::codes::Role;
use crate::statistics::{Estimate, PeriodSums};
use crate::table::Cell;

/// The `role` column of tables about adults: `all` is every adult.
fn adult_roles() -> [(&'static str, &'static [Role]); 3] {
    [
        ("all", &[Role::Mother, Role::Father, Role::OtherAdult]),
        ("father", &[Role::Father]),
        ("mother", &[Role::Mother]),
    ]
}

/// Three rows: before, after and change.
fn period_rows(name: &str, sums: &PeriodSums) -> [Vec<Cell>; 3] {
    let row = |period: &str, estimate: Estimate| {
        vec![
            Cell::text(name),
            Cell::text(period),
            Cell::from(estimate.value),
            Cell::from(estimate.low),
            Cell::from(estimate.high),
            Cell::count(estimate.months),
            Cell::count(estimate.persons),
        ]
    };
    [
        row("before", sums.before()),
        row("after", sums.after()),
        row("change", sums.change()),
    ]
}
