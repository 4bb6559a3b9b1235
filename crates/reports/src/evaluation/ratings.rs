//! The ratings of bundles that have them, as tables of the evaluation.

use helhed_evaluation::table::{Cell, Spec, Table};
use helhed_fit::{Bundle, Line, NormSet, outcomes};

static OUTCOMES: Spec = Spec {
    name: "fit_outcomes",
    report: "Tabel 4.2, Bilag 1",
    columns: &["group", "measure", "value", "n"],
    note: "Feedback ratings of closed and active courses; n is the number the value rests on. The effect size holds a constant from a \
           norm group: no measured change and no effect against no treatment.",
};

static BY_AGE: Spec = Spec {
    name: "fit_outcomes_by_age",
    report: "Tabel 4.2, Bilag 1",
    columns: &["group", "age_group", "measure", "value", "n", "low", "high"],
    note: "The same by age group at the first rating, shares with Wilson intervals.",
};

/// Tables of ratings, and what their reader must know.
#[derive(Debug)]
pub struct Ratings {
    /// `fit_outcomes` and the same by age group.
    pub tables: Vec<Table>,
    /// In English, for whoever made the evaluation.
    pub warnings: Vec<String>,
}

/// The ratings of a bundle that has them, as tables of its evaluation.
pub fn ratings(bundle: &Bundle, norms: &NormSet) -> Ratings {
    let result = outcomes(bundle, norms);
    let mut warnings: Vec<String> = bundle.remarks.iter().map(ToString::to_string).collect();
    warnings.extend(result.warning());
    warnings.push(format!("ratings are computed with {}", norms.label()));
    let row = |line: &Line, age: Option<&str>| {
        let mut cells = vec![Cell::text(line.group.as_str())];
        cells.extend(age.map(Cell::text));
        cells.extend([
            Cell::text(line.measure.as_str()),
            Cell::from(line.value),
            Cell::count(line.n as u64),
        ]);
        if age.is_some() {
            let (low, high) = line.interval.unzip();
            cells.extend([Cell::from(low), Cell::from(high)]);
        }
        cells
    };
    let by_age = result.by_age.iter().flat_map(|part| {
        part.lines
            .iter()
            .map(|line| row(line, Some(part.age.as_str())))
    });
    // In the order of the measures, which follows the questions a reader asks.
    let tables = vec![
        Table {
            spec: &OUTCOMES,
            rows: result.lines.iter().map(|line| row(line, None)).collect(),
        },
        Table {
            spec: &BY_AGE,
            rows: by_age.collect(),
        },
    ];
    Ratings { tables, warnings }
}
