//! Feedback ratings: values that rest on a few.

use crate::evaluation::withhold::Withhold;

pub(super) fn fit(w: &mut Withhold<'_>) {
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
