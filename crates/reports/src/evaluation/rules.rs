//! What is left out of each table of the evaluation.

use std::collections::BTreeMap;

use helhed_evaluation::table::Table;

use super::withhold::{Mask, Withhold};

const SHARE: &[&str] = &["share", "low", "high"];

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

fn participants(w: &mut Withhold<'_>) {
    let columns = ["persons", "mean_age"];
    w.where_few("persons", &columns);
    loop {
        let mut more = false;
        for rows in w.by(&["role"]).values() {
            let cohorts = w.named(rows, "cohort");
            let parts: Vec<_> = cohorts
                .iter()
                .filter(|(name, _)| *name != "all")
                .map(|(_, row)| *row)
                .collect();
            more |= w.protect(&parts, "persons", &columns);
        }
        for rows in w.by(&["cohort"]).values() {
            let roles = w.named(rows, "role");
            let parts: Vec<_> = roles
                .iter()
                .filter(|(name, _)| !["all", "families"].contains(&name.as_str()))
                .map(|(_, row)| *row)
                .collect();
            more |= w.protect(&parts, "persons", &columns);
        }
        if !more {
            return;
        }
    }
}

/// Rows that, within each group, add up to a known number.
fn parts_of(w: &mut Withhold<'_>, group: &[&str], count: &str, columns: &[&str]) {
    w.where_few(count, columns);
    for rows in w.by(group).values() {
        w.protect(rows, count, columns);
    }
}

/// Fathers and mothers beside everybody: the third part, other adults, is not in the table, so both are left out or none.
fn roles_add_up(w: &mut Withhold<'_>, group: &[&str], count: &str, columns: &[&str]) {
    w.where_few(count, columns);
    for rows in w.by(group).values() {
        father_and_mother(w, rows, count, columns);
    }
}

fn father_and_mother(w: &mut Withhold<'_>, rows: &[usize], count: &str, columns: &[&str]) -> bool {
    let roles = w.named(rows, "role");
    let (Some(father), Some(mother), Some(all)) =
        (roles.get("father"), roles.get("mother"), roles.get("all"))
    else {
        return false;
    };
    let others = w.number(*all, count) - w.number(*father, count) - w.number(*mother, count);
    let mut more = false;
    // Other adults are few: what is shown of all and of parents would tell how many.
    if w.few(others)
        && !w.hidden(*father, count)
        && !w.hidden(*mother, count)
        && !w.hidden(*all, count)
    {
        w.hide(*father, columns);
        more = true;
    }
    let hidden = [*father, *mother]
        .iter()
        .filter(|row| w.hidden(**row, count))
        .count();
    if hidden == 1 && !w.hidden(*all, count) {
        w.hide(*father, columns);
        w.hide(*mother, columns);
        more = true;
    }
    more
}

/// Months of so few persons, who are counted in another table.
fn activation_history(w: &mut Withhold<'_>, tables: &[Table]) {
    w.where_share_few("share", "months", &["share", "months"]);
    let history = tables
        .iter()
        .find(|table| table.spec.name == "support_history");
    for (role, rows) in w.by(&["role"]) {
        let persons = history
            .and_then(|table| table.cell(&[&role[0]], "persons"))
            .and_then(|cell| cell.number());
        if persons.is_some_and(|persons| w.few(persons)) {
            rows.iter()
                .for_each(|row| w.hide(*row, &["share", "months"]));
        }
    }
}

fn support_at_start(w: &mut Withhold<'_>) {
    let columns = ["persons", "share"];
    w.where_few("persons", &columns);
    loop {
        let mut more = false;
        for rows in w.by(&["role"]).values() {
            more |= w.protect(rows, "persons", &columns);
        }
        for rows in w.by(&["category"]).values() {
            more |= father_and_mother(w, rows, "persons", &columns);
        }
        if !more {
            return;
        }
    }
}

/// Before, after and change: a change tells one of the two when the other is shown.
fn periods(w: &mut Withhold<'_>, key: &str) {
    const ALL: &[&str] = &["share", "low", "high", "months", "persons"];
    w.where_few("persons", ALL);
    for rows in w.by(&[key]).values() {
        let by_period = w.named(rows, "period");
        let (Some(before), Some(after), Some(change)) = (
            by_period.get("before"),
            by_period.get("after"),
            by_period.get("change"),
        ) else {
            continue;
        };
        for row in [*before, *after] {
            let (share, months) = (w.number(row, "share"), w.number(row, "months"));
            // So few months are surely of so few persons.
            if w.few(share * months) || w.few(months - share * months) {
                w.hide(row, SHARE);
            }
        }
        if w.hidden(*before, "share") || w.hidden(*after, "share") {
            w.hide(*change, SHARE);
        }
        if w.hidden(*before, "months") || w.hidden(*after, "months") {
            w.hide(*change, ALL);
        }
    }
}

/// The four categories are all months: one alone is the rest.
fn categories_add_up(w: &mut Withhold<'_>) {
    for rows in w.by(&["period"]).values() {
        let hidden = rows.iter().filter(|row| w.hidden(**row, "share")).count();
        if hidden == 1 {
            let mut shown: Vec<_> = rows
                .iter()
                .copied()
                .filter(|row| !w.hidden(*row, "share"))
                .collect();
            shown.sort_by(|a, b| {
                w.number(*a, "share")
                    .abs()
                    .total_cmp(&w.number(*b, "share").abs())
            });
            if let Some(row) = shown.first() {
                w.hide(*row, SHARE);
            }
        }
    }
    change_follows(w, "category");
}

/// Beside the default rule each of two variants tells the other: they are left out together.
fn strict_periods(w: &mut Withhold<'_>) {
    const ALL: &[&str] = &["share", "low", "high", "months", "persons"];
    for rows in w.by(&["period"]).values() {
        let variants = w.named(rows, "variant");
        for (one, other) in [
            ("education_only", "without_education"),
            ("no_record", "no_record_missing"),
        ] {
            let (Some(one), Some(other)) = (variants.get(one), variants.get(other)) else {
                continue;
            };
            if w.hidden(*one, "share") || w.hidden(*other, "share") {
                w.hide(*one, SHARE);
                w.hide(*other, ALL);
            }
        }
    }
    change_follows(w, "variant");
}

/// Where one end is left out, so is the change.
fn change_follows(w: &mut Withhold<'_>, key: &str) {
    for rows in w.by(&[key]).values() {
        let by_period = w.named(rows, "period");
        let hidden = ["before", "after"].iter().any(|period| {
            by_period
                .get(*period)
                .is_some_and(|row| w.hidden(*row, "share"))
        });
        if let (true, Some(change)) = (hidden, by_period.get("change")) {
            w.hide(*change, SHARE);
        }
    }
}

fn monthly(w: &mut Withhold<'_>) {
    const COUNTS: &[&str] = &["self_supported", "share", "low", "high"];
    const ALL: &[&str] = &[
        "persons",
        "self_supported",
        "share",
        "low",
        "high",
        "observed",
    ];
    w.where_few("persons", ALL);
    w.where_part_few("self_supported", "persons", COUNTS);
    for rows in w.by(&["t"]).values() {
        father_and_mother(w, rows, "persons", ALL);
        father_and_mother(w, rows, "self_supported", COUNTS);
    }
}

fn strict_monthly(w: &mut Withhold<'_>, tables: &[Table]) {
    const ALL: &[&str] = &["persons", "self_supported", "share", "low", "high"];
    w.where_few("persons", ALL);
    w.where_part_few("self_supported", "persons", &ALL[1..]);
    let Some(default) = tables
        .iter()
        .find(|table| table.spec.name == "self_support_monthly")
    else {
        return;
    };
    for row in w.rows() {
        let t = w.number(row, "t").to_string();
        for column in ["persons", "self_supported"] {
            let all = default
                .cell(&["all", &t], column)
                .and_then(|cell| cell.number())
                .unwrap_or(0.0);
            // Beside the default curve the difference would tell how many are on no record, or in education.
            if w.few((all - w.number(row, column)).abs()) {
                w.hide(row, ALL);
            }
        }
    }
}

fn dip(w: &mut Withhold<'_>) {
    const ALL: &[&str] = &["value", "low", "high", "months", "persons"];
    w.where_few("persons", ALL);
    for rows in w.by(&["cohort", "role"]).values() {
        let measures = w.named(rows, "measure");
        let few = |w: &Withhold<'_>, name: &str| {
            measures.get(name).is_some_and(|row| {
                let (share, months) = (w.number(*row, "value"), w.number(*row, "months"));
                w.hidden(*row, "value") || w.few(share * months) || w.few(months - share * months)
            })
        };
        if ["baseline", "lowest", "later"]
            .iter()
            .any(|name| few(w, name))
        {
            rows.iter().for_each(|row| w.hide(*row, ALL));
        }
    }
}

fn child_cases(w: &mut Withhold<'_>) {
    const ALL: &[&str] = &["children", "with_case", "share", "low", "high"];
    w.where_few("children", ALL);
    w.where_part_few("with_case", "children", &ALL[1..]);
    for rows in w.by(&["year", "kind"]).values() {
        let populations = w.named(rows, "population");
        if let (Some(early), Some(joined)) = (
            populations.get("early"),
            populations.get("joined_by_year_end"),
        ) {
            w.protect_difference(*early, *joined, "children", ALL);
            w.protect_difference(*early, *joined, "with_case", &ALL[1..]);
        }
    }
}

fn closed_cases(w: &mut Withhold<'_>) {
    const ALL: &[&str] = &[
        "children_with_case",
        "without_case_at_end",
        "share",
        "low",
        "high",
    ];
    w.where_few("children_with_case", ALL);
    w.where_part_few("without_case_at_end", "children_with_case", &ALL[1..]);
    for rows in w.by(&[]).values() {
        let cohorts = w.named(rows, "cohort");
        if let (Some(early), Some(all)) = (cohorts.get("early"), cohorts.get("all")) {
            w.protect_difference(*early, *all, "children_with_case", ALL);
            w.protect_difference(*early, *all, "without_case_at_end", &ALL[1..]);
        }
    }
}

/// Sums over so few persons that they are known.
fn expenses(w: &mut Withhold<'_>, tables: &[Table]) {
    let Some(participants) = tables
        .iter()
        .find(|table| table.spec.name == "participants")
    else {
        return;
    };
    let heads = |role: &str| {
        participants
            .cell(&["all", role], "persons")
            .and_then(|cell| cell.number())
            .unwrap_or(0.0)
    };
    let few = [
        ("children", heads("child")),
        ("adults", heads("all") - heads("child")),
        ("families", heads("families")),
    ];
    let populations: Vec<_> = few
        .into_iter()
        .filter(|(_, heads)| w.few(*heads))
        .map(|(name, _)| name)
        .collect();
    for rows in w.by(&["account"]).values() {
        for (name, row) in w.named(rows, "population") {
            // Children and adults together are the families.
            if populations.contains(&name.as_str())
                || (!populations.is_empty() && name != "families")
            {
                w.hide(row, &["total_dkk", "mean_dkk"]);
            }
        }
    }
}

fn fit(w: &mut Withhold<'_>) {
    let mut columns = vec!["value", "n"];
    columns.extend(
        ["low", "high"]
            .iter()
            .filter(|name| w.table.spec.columns.contains(name)),
    );
    w.where_few("n", &columns);
    for row in w.rows() {
        let measure = w.table.rows[row]
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ");
        let is_share = [
            "dropout_share",
            "reaching_target",
            "above_cutoff",
            "reliable_change",
            "deteriorated",
        ]
        .iter()
        .any(|name| measure.contains(name));
        let (share, n) = (w.number(row, "value"), w.number(row, "n"));
        if is_share && (w.few(share * n) || w.few(n - share * n)) {
            w.hide(row, &columns);
        }
    }
    let age = w.table.spec.columns.contains(&"age_group");
    if age {
        for rows in w.by(&["group", "measure"]).values() {
            // The rest and the total would reveal the one that is left out.
            if rows.iter().any(|row| w.hidden(*row, "value")) {
                rows.iter().for_each(|row| w.hide(*row, &columns));
            }
        }
    }
}
