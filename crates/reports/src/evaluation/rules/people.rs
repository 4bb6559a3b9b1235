//! Who takes part, and how they were supported at the start: parts of totals that are shown.

use crate::evaluation::withhold::Withhold;

pub(super) fn participants(w: &mut Withhold<'_>) {
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
pub(super) fn parts_of(w: &mut Withhold<'_>, group: &[&str], count: &str, columns: &[&str]) {
    w.where_few(count, columns);
    for rows in w.by(group).values() {
        w.protect(rows, count, columns);
    }
}

/// Fathers and mothers beside everybody: the third part, other adults, is not in the table, so both are left out or none.
pub(super) fn roles_add_up(w: &mut Withhold<'_>, group: &[&str], count: &str, columns: &[&str]) {
    w.where_few(count, columns);
    for rows in w.by(group).values() {
        father_and_mother(w, rows, count, columns);
    }
}

pub(super) fn father_and_mother(
    w: &mut Withhold<'_>,
    rows: &[usize],
    count: &str,
    columns: &[&str],
) -> bool {
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

pub(super) fn support_at_start(w: &mut Withhold<'_>) {
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
