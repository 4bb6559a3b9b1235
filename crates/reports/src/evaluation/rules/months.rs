//! Shares of person-months: periods with their change, curves, the dip, and the stricter rules beside the default.

use helhed_evaluation::table::Table;

use super::people::father_and_mother;
use crate::evaluation::withhold::Withhold;

const SHARE: &[&str] = &["share", "low", "high"];

/// Months of so few persons, who are counted in another table.
pub(super) fn activation_history(w: &mut Withhold<'_>, tables: &[Table]) {
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

/// Before, after and change: a change tells one of the two when the other is shown.
pub(super) fn periods(w: &mut Withhold<'_>, key: &str) {
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
pub(super) fn categories_add_up(w: &mut Withhold<'_>) {
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
pub(super) fn strict_periods(w: &mut Withhold<'_>) {
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

pub(super) fn monthly(w: &mut Withhold<'_>) {
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

pub(super) fn strict_monthly(w: &mut Withhold<'_>, tables: &[Table]) {
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

pub(super) fn dip(w: &mut Withhold<'_>) {
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
