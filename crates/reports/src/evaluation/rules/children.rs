//! Cases of children: parts of a population, and the early ones among all.

use crate::evaluation::withhold::Withhold;

pub(super) fn child_cases(w: &mut Withhold<'_>) {
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

pub(super) fn closed_cases(w: &mut Withhold<'_>) {
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
