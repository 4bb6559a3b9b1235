//! Expenses: it is not known how many persons a sum rests on, but how many there are.

use helhed_evaluation::table::Table;

use crate::evaluation::withhold::Withhold;

/// Sums over so few persons that they are known.
pub(super) fn expenses(w: &mut Withhold<'_>, tables: &[Table]) {
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
