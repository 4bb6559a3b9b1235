//! Everything the tables rest on, as sums that merge: over threads, over bundles, over municipalities.

use serde::{Deserialize, Serialize};

use crate::table::Table;
use crate::tables::{
    activation_history, activation_rate, attendance_monthly, child_case_share, children_by_sex,
    closed_cases, expenses_half_years, expenses_year_before, parent_ages, participants,
    programme_costs, self_support_dip, self_support_monthly, self_support_strict,
    self_support_strict_monthly, start_months, support_at_start, support_before_after,
    support_history,
};

/// The sums of some persons. Merging is adding: the order does not matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sums {
    pub(crate) participants: participants::Sums,
    pub(crate) start_months: start_months::Sums,
    pub(crate) parent_ages: parent_ages::Sums,
    pub(crate) children_by_sex: children_by_sex::Sums,
    pub(crate) support_at_start: support_at_start::Sums,
    pub(crate) support_history: support_history::Sums,
    pub(crate) activation_history: activation_history::Sums,
    pub(crate) expenses_year_before: expenses_year_before::Sums,
    pub(crate) support_before_after: support_before_after::Sums,
    pub(crate) self_support_monthly: self_support_monthly::Sums,
    pub(crate) self_support_dip: self_support_dip::Sums,
    pub(crate) self_support_strict: self_support_strict::Sums,
    pub(crate) self_support_strict_monthly: self_support_strict_monthly::Sums,
    pub(crate) activation_rate: activation_rate::Sums,
    pub(crate) attendance_monthly: attendance_monthly::Sums,
    pub(crate) attendance_reference: attendance_monthly::Reference,
    pub(crate) child_case_share: child_case_share::Sums,
    pub(crate) closed_cases: closed_cases::Sums,
    pub(crate) expenses_half_years: expenses_half_years::Sums,
    pub(crate) programme_costs: programme_costs::Sums,
}

impl Sums {
    /// Adds the sums of other persons.
    pub fn merge(&mut self, other: &Sums) {
        self.participants.merge(&other.participants);
        self.start_months.merge(&other.start_months);
        self.parent_ages.merge(&other.parent_ages);
        self.children_by_sex.merge(&other.children_by_sex);
        self.support_at_start.merge(&other.support_at_start);
        self.support_history.merge(&other.support_history);
        self.activation_history.merge(&other.activation_history);
        self.expenses_year_before.merge(&other.expenses_year_before);
        self.support_before_after.merge(&other.support_before_after);
        self.self_support_monthly.merge(&other.self_support_monthly);
        self.self_support_dip.merge(&other.self_support_dip);
        self.self_support_strict.merge(&other.self_support_strict);
        self.self_support_strict_monthly
            .merge(&other.self_support_strict_monthly);
        self.activation_rate.merge(&other.activation_rate);
        self.attendance_monthly.merge(&other.attendance_monthly);
        self.attendance_reference.merge(&other.attendance_reference);
        self.child_case_share.merge(&other.child_case_share);
        self.closed_cases.merge(&other.closed_cases);
        self.expenses_half_years.merge(&other.expenses_half_years);
        self.programme_costs.merge(&other.programme_costs);
    }

    /// The tables of the report, in its order.
    pub fn tables(&self) -> Vec<Table> {
        let first_year = self.start_months.first_year();
        let mut tables = vec![
            self.participants.table(),
            self.start_months.table(),
            self.parent_ages.table(),
            self.children_by_sex.table(),
            self.support_at_start.table(),
            self.support_history.table(),
            self.activation_history.table(),
            self.expenses_year_before.table(self.participants.heads()),
            self.support_before_after.table(),
            self.self_support_monthly.table(),
            self.self_support_dip.table(),
            self.self_support_strict.table(),
            self.self_support_strict_monthly.table(),
            self.activation_rate.table(),
            self.attendance_monthly.table(),
            self.child_case_share.table(first_year),
            self.closed_cases.table(first_year),
            self.expenses_half_years.table(),
        ];
        tables.extend(self.attendance_reference.table());
        tables.extend(self.programme_costs.table());
        tables
    }
}
