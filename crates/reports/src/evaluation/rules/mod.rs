//! What is left out of each table of the evaluation.

mod children;
mod money;
mod months;
mod people;
mod ratings;

use std::collections::BTreeMap;

use helhed_evaluation::table::Table;

use super::withhold::{Mask, Withhold};
use children::{child_cases, closed_cases};
use money::expenses;
use months::{
    activation_history, categories_add_up, dip, monthly, periods, strict_monthly, strict_periods,
};
use people::{participants, parts_of, roles_add_up, support_at_start};
use ratings::fit;

/// The cells that are left out, by table. `tables` are the full tables; some rules need two of them.
pub(crate) fn masks(tables: &[Table], min_cell: u64) -> BTreeMap<&'static str, Mask> {
    tables
        .iter()
        .map(|table| (table.spec.name, mask(table, tables, min_cell)))
        .collect()
}

fn mask(table: &Table, tables: &[Table], min_cell: u64) -> Mask {
    let mut w = Withhold::new(table, min_cell);
    match table.spec.name {
        "participants" => participants(&mut w),
        "start_months" => w.where_few("families", &["families"]),
        "parent_ages" => parts_of(&mut w, &["role"], "persons", &["persons", "share"]),
        "children_by_sex" => parts_of(&mut w, &[], "children", &["children", "share"]),
        "support_at_start" => support_at_start(&mut w),
        "support_history" => roles_add_up(
            &mut w,
            &["category"],
            "persons",
            &["persons", "mean_months"],
        ),
        "activation_history" => activation_history(&mut w, tables),
        "support_before_after" => {
            periods(&mut w, "category");
            categories_add_up(&mut w);
        }
        "activation_rate" => periods(&mut w, "kind"),
        "self_support_strict" => {
            periods(&mut w, "variant");
            strict_periods(&mut w);
        }
        "self_support_monthly" => monthly(&mut w),
        "self_support_strict_monthly" => strict_monthly(&mut w, tables),
        "self_support_dip" => dip(&mut w),
        "attendance_monthly" | "attendance_reference_monthly" => {
            w.where_few("children", &["children", "hours_per_day", "days"]);
        }
        "child_case_share" => child_cases(&mut w),
        "closed_cases" => closed_cases(&mut w),
        "expenses_half_years" => w.where_few("persons", &["persons", "mean_dkk"]),
        "expenses_year_before" => expenses(&mut w, tables),
        "fit_outcomes" | "fit_outcomes_by_age" => fit(&mut w),
        _ => {}
    }
    w.mask
}
